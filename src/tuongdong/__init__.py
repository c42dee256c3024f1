"""
tuongdong: where localities' policies are alike, what differs, and the exchange of experience.

    read      a file              -> text            đọc văn bản
    parse     text                -> a Document      tách phần, chương, mục, điều, khoản, điểm
    cite      a Document          -> citations, legal bases, delegations      viện dẫn, căn cứ, giao quy định chi tiết
    measure   a provision         -> quantities, dates, authorities           mức, tỷ lệ, thời hạn, thẩm quyền
    compare   two Documents       -> a Comparison    quy định tương đồng, khác biệt
    mine      many Documents      -> policy families, a policy x locality matrix
    search    many Documents      -> the provisions that words or a question point to   tìm kiếm
    extract   a report or minutes -> a Visit         đoàn công tác, buổi làm việc, nhiệm vụ
    graph     many Documents      -> who cites, amends, details whom; what is in force on a day   quan hệ, hiệu lực
    coverage  a resolution        -> a Coverage      quy định chi tiết đã ban hành, còn thiếu
    report    what these give     -> Word, Excel, HTML; PDF of papers, Parquet of what many files give
    web       the office: library and exchange, in a browser
    cli       the command line: one command a stage

Stages are functions from value to value; imports run downwards only. The ground is `models`, `codec`, `text`, `eids`,
`terms`, `levels`, `succession`, `messages`, `errors`, `settings`, `files`, with the records in `data` and the `examples`.
"""

__version__ = "0.1.0"
