"""
What the stages say to people: every finding and error, by code, in Vietnamese and English.

A code is written once here; stages name it and give what fills it in. `say` never fails on missing data: it leaves
the name of the gap in the sentence, because a bad message must not hide the fault that it tells of.
"""

import re
from collections.abc import Mapping
from typing import Final

from tuongdong.eids import place_words

__all__ = ["CATALOG", "LANGUAGES", "say", "say_of_many"]

# {before} / “{text}”
_GAPS_RE: Final = re.compile(r"(?:[“\"]?\{\w+\}[”\"]?)+")
LANGUAGES: Final = ("vi", "en")
_MANY: Final = 12  # provisions named in one sentence

# code: (Vietnamese, English). In the order of the flow: read, parse, cite, measure, compare, mine, extract, report, command line.
CATALOG: Final[Mapping[str, tuple[str, str]]] = {
    # read: errors
    "file_missing": ("Không tìm thấy tệp {path}.", "File not found: {path}."),
    "file_is_folder": (
        "{path} là thư mục: hãy chỉ một tệp trong đó.",
        "{path} is a folder; name a file in it.",
    ),
    "not_a_folder": (
        "{path} là tệp, ở đây cần thư mục chứa nó.",
        "{path} is a file; the folder that holds it is wanted.",
    ),
    "no_such_folder": (
        "Không tìm thấy thư mục {path}: hãy kiểm tra lại tên.",
        "Folder not found: {path}; check its name.",
    ),
    "word_wanted": (
        "{path} không phải tệp Word .docx: hãy mở bằng Word và lưu lại thành .docx.",
        "{path} is no Word file (.docx); open it in Word and save it as .docx.",
    ),
    "own_page": (
        "{path} là trang do chương trình lập, không phải văn bản.",
        "{path} is a page that this program wrote, no document.",
    ),
    "own_table": (
        "{path} là bảng do chương trình lập, không phải văn bản.",
        "{path} is a table that this program wrote, no document.",
    ),
    "file_unreadable": (
        "Không được phép đọc {path}: hãy xin quyền đọc, hoặc đóng chương trình đang giữ tệp.",
        "{path} may not be read; ask for the right to read it, or close the program that holds it.",
    ),
    "file_failed": (
        "Không đọc được {path} ({reason}): hãy chép tệp sang ổ đĩa khác rồi thử lại.",
        "{path} cannot be read ({reason}); copy it to another disk and try again.",
    ),
    "folder_unreadable": (
        "Không được phép xem thư mục {path}, các tệp trong đó chưa được đọc: hãy xin quyền xem thư mục.",
        "The folder {path} may not be looked into, its files were not read; ask for the right to read it.",
    ),
    "link_leads_out": (
        "{path} là liên kết ra ngoài thư mục, không được đọc: hãy chép chính tệp đó vào thư mục.",
        "{path} is a link that leads out of the folder and was not read; copy the file itself into the folder.",
    ),
    "name_unreadable": (
        "Tên của {path} có ký tự hỏng: hãy đổi tên tệp rồi thử lại.",
        "The name of {path} has broken characters; rename the file and try again.",
    ),
    "setting_not_positive": (
        "{name} phải là một số lớn hơn 0 (đang là “{value}”): hãy sửa hoặc bỏ biến môi trường này.",
        "{name} must be a number above 0 (it is “{value}”); correct or remove this environment variable.",
    ),
    "file_empty": (
        "Tệp {path} rỗng: hãy tải lại, hoặc xem có chọn nhầm tệp không.",
        "{path} is empty; download it again, or see whether another file was meant.",
    ),
    "file_packed": (
        "{path} là tệp nén: hãy giải nén rồi chỉ tệp hay thư mục bên trong.",
        "{path} is an archive; unpack it and name a file or folder of it.",
    ),
    "format_unsupported": (
        "Chưa đọc được tệp {suffix} ({path}). Các loại đọc được: {supported}.",
        "Unsupported file type {suffix} ({path}); supported: {supported}.",
    ),
    "not_text": (
        "{path} không phải là văn bản chữ: hãy kiểm tra lại tệp hoặc xuất sang .docx, .pdf.",
        "{path} is not text; check the file or export it as .docx or .pdf.",
    ),
    "file_damaged": (
        "Không mở được {path}: tệp hỏng hoặc bị cắt ngắn. Hãy tải lại hoặc lưu lại tệp.",
        "{path} is damaged or cut short; download or save it again.",
    ),
    "file_encrypted": (
        "{path} có mật khẩu: hãy lưu một bản không có mật khẩu rồi thử lại.",
        "{path} is protected by a password; save a copy without it and try again.",
    ),
    "file_too_large": (
        "{path} quá lớn ({size}; giới hạn {limit}): hãy tách tệp.",
        "{path} is too large ({size}; limit {limit}); split it.",
    ),
    "too_many_pages": (
        "{path} có {count} trang (giới hạn {limit}): hãy tách tệp.",
        "{path} has {count} pages (limit {limit}); split it.",
    ),
    "too_many_cells": (
        "{path} có hơn {limit} ô: hãy tách tệp hoặc bỏ các trang tính không cần.",
        "{path} has more than {limit} cells; split it or remove sheets.",
    ),
    "nested_too_deep": (
        "{path} có bảng hoặc khung lồng nhau quá sâu: hãy mở tệp, bỏ bớt các lớp lồng nhau rồi lưu lại.",
        "{path} has tables or boxes nested too deep; open it, remove some of them and save it again.",
    ),
    "passage_too_long": (
        "{path} có một đoạn hoặc một hình nhúng dài hơn 10 MB: hãy tách đoạn, bỏ hình rồi lưu lại.",
        "{path} has a passage or a picture within of more than 10 MB; split or remove it and save the file again.",
    ),
    "ocr_missing": (
        "Tệp là ảnh quét, cần Tesseract để nhận dạng chữ: hãy cài Tesseract kèm tiếng Việt "
        "(Debian: apt install tesseract-ocr tesseract-ocr-vie).",
        "The file is a scan and needs Tesseract to recognise its letters; install it with Vietnamese "
        "(Debian: apt install tesseract-ocr tesseract-ocr-vie).",
    ),
    "office_missing": (
        "Tệp Word, Excel đời cũ cần LibreOffice: hãy cài LibreOffice (Debian: apt install libreoffice-writer-nogui "
        "libreoffice-calc-nogui) hoặc lưu tệp thành .docx, .xlsx.",
        "Old Word and Excel files need LibreOffice; install it (Debian: apt install libreoffice-writer-nogui "
        "libreoffice-calc-nogui) or save the file as .docx, .xlsx.",
    ),
    "office_refused": (
        "LibreOffice không mở được {path}: tệp hỏng hoặc có mật khẩu. Hãy mở và lưu lại thành .docx, .xlsx.",
        "LibreOffice cannot open {path}: damaged or protected by a password; open it and save it as .docx, .xlsx.",
    ),
    "reader_slow": (
        "{path} đọc quá lâu, đã bỏ qua: hãy tách tệp hoặc lưu lại ở dạng khác.",
        "{path} took too long to read and was given up; split it or save it in another form.",
    ),
    "reader_memory": (
        "{path} cần quá nhiều bộ nhớ, đã bỏ qua: hãy tách tệp.",
        "{path} needs too much memory and was given up; split it.",
    ),
    "reader_crashed": (
        "{path} làm chương trình đọc dừng đột ngột, đã bỏ qua: tệp có thể hỏng, hãy tải lại hoặc lưu lại.",
        "{path} ended its reader and was given up; it may be damaged, download or save it again.",
    ),
    "no_words": (
        "{path} không có chữ nào đọc được: hãy mở tệp xem còn nội dung không; ảnh mờ hoặc quá lớn thì quét lại ở 300 dpi.",
        "{path} holds no words that can be read; open it to see whether it is empty; scan a faint or huge picture again at 300 dpi.",
    ),
    # read: findings
    "wrong_suffix": (
        "Tên tệp ghi {suffix} nhưng nội dung là {format}; đã đọc theo nội dung.",
        "The name says {suffix} but the content is {format}; read by content.",
    ),
    "soft_hyphens": ("Đã bỏ {count} dấu gạch nối mềm ẩn trong chữ.", "{count} soft hyphens inside words were dropped."),
    "lost_breaks": (
        "Đã tách {count} chỗ bị dính dòng trước số thứ tự (như “quảng cáo1. Việc”).",
        "{count} line breaks that were lost before a label were put back.",
    ),
    "control_characters": (
        "Đã bỏ {count} ký tự điều khiển lẫn trong chữ.",
        "{count} control characters among the letters were dropped.",
    ),
    "not_nfc": ("Chữ viết dạng tổ hợp rời (NFD), đã chuyển về dựng sẵn (NFC).", "Text was not NFC; normalised."),
    "legacy_encoding": (
        "Chữ ở bảng mã cũ {encoding}, đã chuyển sang Unicode.",
        "Letters were in the old encoding {encoding}; converted to Unicode.",
    ),
    "recognised": (
        "Chữ của {count} trang được nhận dạng từ ảnh quét: hãy đối chiếu số liệu với bản gốc.",
        "The letters of {count} pages were recognised from scans; check figures against the original.",
    ),
    "pages_not_recognised": (
        "{count} trang là ảnh quét chưa đọc được: hãy cài Tesseract kèm tiếng Việt.",
        "{count} pages are scans that were not read; install Tesseract with Vietnamese.",
    ),
    "macros_not_run": ("Tệp có macro; macro không được chạy.", "The file holds macros; they were not run."),
    "part_damaged": (
        "Một phần của tệp bị hỏng ({part}): số tự động, kiểu chữ hoặc chú thích ghi ở đó có thể thiếu.",
        "A part of the file is damaged ({part}); automatic numbers, styles or notes that it held may be missing.",
    ),
    "signature_not_checked": (
        "Tệp có chữ ký số; chữ ký chưa được kiểm tra.",
        "The file bears a digital signature, which was not checked.",
    ),
    "embedded_not_read": (
        "Tệp có {count} văn bản được nhúng nguyên vẹn (altChunk) chưa đọc được: hãy mở bằng Word rồi lưu lại.",
        "{count} documents put into this one as they are (altChunk) were not read; open it in Word and save it again.",
    ),
    "running_heads": (
        "Đầu trang, chân trang không đưa vào văn bản: “{text}”.",
        "Heads and feet of pages are left out of the text: “{text}”.",
    ),
    "hidden_text": ("Đã bỏ {count} đoạn chữ ẩn của Word.", "{count} hidden runs of Word were left out."),
    "tracked_changes": (
        "Văn bản còn dấu vết sửa đổi: đã bỏ {count} chỗ bị xóa, giữ chỗ được thêm.",
        "Changes are still tracked: {count} deletions were left out, insertions kept.",
    ),
    # parse: errors and findings
    "no_provision": (
        "{path} không có điều, khoản hay mục nào: hãy kiểm tra xem đây có phải văn bản cần dùng không; báo cáo, biên bản của đoàn "
        "công tác thì dùng tuongdong extract.",
        "{path} has no provision (điều, khoản, mục); check that it is the document you mean. For the report or the minutes of a "
        "visit use tuongdong extract.",
    ),
    "article_missing": ("Thiếu Điều {num}: có thể đã mất hoặc bị bãi bỏ.", "Điều {num} is missing: lost or repealed."),
    "numbering_jump": ("Số thứ tự nhảy từ {before} đến {after}.", "Numbering jumps from {before} to {after}."),
    "numbering_restart": ("Số thứ tự {num} lặp lại.", "Number {num} is given twice."),
    "unit_glued": (
        "Đơn vị {label} dính liền đoạn trước; đã tách ra.",
        "Unit {label} was glued to the paragraph before it; taken apart.",
    ),
    "quote_open": (
        "Dấu ngoặc kép mở ở đây không có dấu đóng.",
        "The quotation that opens here is never closed.",
    ),
    "secret": (
        "Văn bản có dấu độ mật: không được đưa vào hệ thống này.",
        "The document bears a mark of secrecy: it must not enter this system.",
    ),
    "year_mismatch": (
        "Ngày ban hành {date} khác năm trong số ký hiệu {number}.",
        "Issued {date}, another year than in the number {number}.",
    ),
    "issuer_without_place": (
        "Phần đầu ghi {issuer} mà không nói của địa phương nào.",
        "The head says {issuer} but not of which locality.",
    ),
    "issuer_place_from_text": (
        "Phần đầu không ghi địa phương của cơ quan ban hành; {issuer} là theo nội dung văn bản.",
        "The head does not say of which locality the issuer is; {issuer} is what the text tells.",
    ),
    "head_unread": (
        "Phần đầu không cho biết số ký hiệu, loại văn bản, cơ quan ban hành: chưa biết đây là văn bản nào.",
        "The head tells no number, kind or issuer: which document this is is not known.",
    ),
    "number_unread": (
        "Văn bản có trang quét và không đọc được số ký hiệu: hãy xem bản giấy và ghi bổ sung.",
        "Pages are scans and no number could be read: see the paper and add it.",
    ),
    "number_from_attachment": (
        "Phần đầu không ghi số ký hiệu; {number} là theo dòng “Kèm theo ...” của phụ lục hoặc quy định kèm theo.",
        "The head bears no number; {number} is what the annex or attached regulation says that it comes with.",
    ),
    "locality_mismatch": (
        "Tiêu đề nói về {title} nhưng nội dung nói về {text}: có thể nhầm văn bản.",
        "The title names {title} but the text speaks of {text}: it may be the wrong text.",
    ),
    "codified_topic": (
        "Đây là một đề mục pháp điển, gồm điều của nhiều văn bản: không có số, ngày hay địa phương của riêng nó; hãy dùng từng văn bản.",
        "This is a topic of the codification with articles of many documents: it has no number, day or locality of its own; use the documents.",
    ),
    # store
    "schema_newer": (
        "Dữ liệu thuộc phiên bản {found}, chương trình đọc được đến {known}: hãy cập nhật chương trình.",
        "Data of schema {found}; this program reads up to {known}: update it.",
    ),
    "schema_shape": ("Dữ liệu không đúng cấu trúc: {reason}.", "Data of another shape: {reason}."),
    "no_exchange": (
        "Tệp này không phải hồ sơ trao đổi: hãy chọn tệp .json lấy từ mục “Toàn bộ hồ sơ (JSON)” trên trang của một chuyến công tác.",
        "This file is no exchange; choose a .json file from “The whole record (JSON)” on the page of a visit.",
    ),
    "exchange_shape": (
        "Hồ sơ trao đổi trong tệp thiếu hoặc sai một phần nên chưa nhận gì: hãy nhờ nơi gửi xuất lại tệp.",
        "A part of the exchange in the file is missing or wrong, so nothing was taken in; ask the sender to export it again.",
    ),
    "no_record": (
        "{path} không phải hồ sơ chuyến công tác: hãy lập hồ sơ trước bằng `tuongdong extract TIN-BAI.docx -o ho-so.json`.",
        "{path} is no record of a visit; make one first with `tuongdong extract NEWS.docx -o record.json`.",
    ),
    "is_record": (
        "{path} đã là hồ sơ chuyến công tác: hãy ghi văn bản từ hồ sơ này bằng `tuongdong report HO-SO.json -o bao-cao.docx`.",
        "{path} is a record of a visit already; make a paper of it with `tuongdong report RECORD.json -o report.docx`.",
    ),
    "extra_missing": (
        "Việc này cần {what}: hãy cài bằng `{install}`.",
        "This needs {what}; install it with `{install}`.",
    ),
    # compare
    "same_file_twice": (
        "{a} và {b} có cùng nội dung: hãy chọn hai văn bản khác nhau.",
        "{a} and {b} hold the same text; choose two different documents.",
    ),
    "eid_unknown": ("{number} không có quy định {typed}.", "{number} has no provision {typed}."),
    "same_file": (
        "Hai tệp có cùng nội dung: mọi quy định đều giống nhau.",
        "Both files hold the same text: every provision is alike.",
    ),
    # cite
    "own_eid_unknown": (
        "“{words}”: văn bản này không có {eid}; hãy xem viện dẫn có nhầm số không, hay văn bản đang có bị thiếu.",
        "“{words}”: {eid} does not exist in this document; a wrong number, or the text at hand is not whole.",
    ),
    # graph
    "record_unreadable": (
        "{path}, dòng {row}: thiếu số, ký hiệu hoặc ngày sai, chưa lấy: {words}",
        "{path}, row {row}: no number, or a day that is none; not taken: {words}",
    ),
    "number_unknown": ("Thư mục không có văn bản {number}.", "There is no document {number} in the folder."),
    "number_shared": (
        "Nhiều văn bản cùng số {number}: hãy chọn theo tên tệp ({files}).",
        "Several documents bear the number {number}; choose by file: {files}.",
    ),
    "document_twice": ("{a} và {b} là cùng một văn bản.", "{a} and {b} are one document."),
    "number_twice": (
        "{a} và {b} cùng số {number} nhưng khác nội dung: viện dẫn được nối vào tệp thứ nhất.",
        "{a} and {b} bear one number, {number}, with different texts; citations go to the first.",
    ),
    "cited_eid_unknown": (
        "{file} viện dẫn “{words}”, nhưng {number} không có {eid}.",
        "{file} cites “{words}”, but {eid} does not exist in {number}.",
    ),
    "amended_in_circle": (
        "Các văn bản sửa đổi, thay thế lẫn nhau theo vòng: {numbers}.",
        "Documents amend or replace each other in a circle: {numbers}.",
    ),
    "amended_twice_a_day": (
        "{number}, {eid} được sửa đổi hai lần cùng ngày {day} bởi {by}: hãy xem văn bản nào áp dụng sau.",
        "{number}, {eid} is amended twice on {day}, by {by}; see which applies last.",
    ),
    # as of a day
    "on_day_not_yet": (
        "Ngày {day}: {number}{eids} chưa có hiệu lực (từ {since}).",
        "{day}: {number}{eids} is not yet in force (from {since}).",
    ),
    "on_day_amended": (
        "Ngày {day}: {number}{eids} đã được sửa đổi, bổ sung từ {since}{by}: phần đối chiếu là lời văn của tệp.",
        "{day}: {number}{eids} was amended from {since}{by}; what is compared are the words of the file.",
    ),
    "on_day_repealed": (
        "Ngày {day}: {number}{eids} đã bị bãi bỏ từ {since}{by}.",
        "{day}: {number}{eids} was repealed from {since}{by}.",
    ),
    "on_day_replaced": (
        "Ngày {day}: {number}{eids} đã được thay thế từ {since}{by}.",
        "{day}: {number}{eids} was replaced from {since}{by}.",
    ),
    "on_day_suspended": (
        "Ngày {day}: {number}{eids} đang ngưng hiệu lực từ {since}{by}.",
        "{day}: {number}{eids} is suspended from {since}{by}.",
    ),
    "on_day_ended": (
        "Ngày {day}: {number}{eids} đã hết hiệu lực từ {since}, theo thời hạn của văn bản.",
        "{day}: the term of {number}{eids} ended on {since}.",
    ),
    "locality_gone": (
        "{number}: {name} nay là {now}, từ {since}; văn bản vẫn áp dụng trên địa bàn cũ cho đến khi có quy định khác.",
        "{number}: {name} is now {now}, from {since}; it applies in its old territory until something says otherwise.",
    ),
    "locality_grown": (
        "{number}: {name} nay gồm cả {more}; văn bản vẫn áp dụng trên địa bàn cũ cho đến khi có quy định khác.",
        "{number}: {name} now has {more} too; it applies in its old territory until something says otherwise.",
    ),
    "body_gone": (
        "{number} nêu {name}, không còn từ {since}; nhiệm vụ nay do {now} thực hiện.",
        "{number} names {name}, which ended on {since}; its work is with {now}.",
    ),
    "body_ended": (
        "{number} nêu cơ quan {name}, kết thúc từ {since}.",
        "{number} names bodies of {name}, which ended on {since}.",
    ),
    # coverage
    "coverage_no_number": (
        "Không đọc được số, ký hiệu của nghị quyết ({title}): không tìm được văn bản nào viện dẫn nó. Hãy kiểm tra tệp bằng `tuongdong parse`.",
        "The resolution has no readable number ({title}), so that nothing can be found that cites it; look at it with `tuongdong parse`.",
    ),
    "coverage_no_documents": (
        "Thư mục {path} không có văn bản nào khác đọc được: “chưa ban hành” ở đây chỉ có nghĩa là chưa có gì để xét.",
        "The folder {path} has no other readable document: “not issued” only means that there is nothing to look at.",
    ),
    "coverage_none_cites": (
        "Đã xét {count} văn bản khác trong thư mục, không văn bản nào viện dẫn nghị quyết này.",
        "{count} other documents of the folder were looked at; none cites this resolution.",
    ),
    # mine
    "nothing_to_mine": (
        "Trong {path} không có quy định nào đọc được ({count} tệp): hãy kiểm tra thư mục.",
        "Nothing in {path} can be mined ({count} files); check the folder.",
    ),
    "not_mined": ("Không đọc được: {reason}", "Could not be read: {reason}"),
    "no_passages": ("Không có quy định nào đủ dài để so sánh.", "No provision is long enough to compare."),
    "doubtful_document": (
        "Có nghi vấn, không lấy giá trị: {reason}",
        "In doubt, its values are not taken: {reason}",
    ),
    "disk_full": (
        "Hết chỗ trên đĩa khi ghi {path}: hãy giải phóng dung lượng rồi chạy lại, các bước đã xong được giữ nguyên.",
        "The disk is full ({path}); make room and run again, finished stages are kept.",
    ),
    "cluster_silent": (
        "Cụm Ray tại {address} không trả lời: hãy kiểm tra địa chỉ, hoặc bỏ --engine ray để chạy trên máy này.",
        "The Ray cluster at {address} does not answer; check the address, or leave out --engine ray.",
    ),
    "out_is_file": (
        "{path} là tệp: hãy chọn một thư mục cho kết quả.",
        "{path} is a file; choose a folder for the results.",
    ),
    "not_mined_yet": (
        "Trong {path} chưa có kết quả: hãy chạy `tuongdong mine` trước.",
        "There is no result in {path}; run `tuongdong mine` first.",
    ),
    "own_unknown": (
        "Không đánh dấu được địa phương của mình: không có chính sách nào của {name} trong bảng. Có: {known}.",
        "Your own locality could not be marked: the table has no policy of {name}; there are: {known}.",
    ),
    "locality_unknown": (
        "Không có văn bản nào của {name} trong kết quả. Có: {known}.",
        "No document of {name} in the result; there are: {known}.",
    ),
    # web
    "account_unknown": ("Không có tài khoản {email}.", "There is no account {email}."),
    "account_exists": ("Đã có tài khoản {email}.", "There is already an account {email}."),
    "email_wrong": ("{email} không phải là địa chỉ thư điện tử.", "{email} is no mail address."),
    "secret_refused": (
        "Văn bản có dấu mật ({mark}): hệ thống không nhận và không giữ lại tệp này.",
        "The document is marked secret ({mark}): it was refused and not kept.",
    ),
    "account_may_not": (
        "Tài khoản {email} chưa có vai trò được thêm văn bản.",
        "The account {email} has no role that may add documents.",
    ),
    "port_taken": (
        "Không mở được {host}:{port}: cổng đang có chương trình khác dùng, hoặc máy không có địa chỉ này. Hãy thử cổng khác, ví dụ --port {other}.",
        "Cannot listen on {host}:{port}: another program has the port, or the machine no such address; try --port {other}.",
    ),
    "office_runs": (
        "Thư viện ở {home} đang chạy: hãy dừng serve và worker rồi khôi phục.",
        "The office in {home} is running; stop serve and worker, then restore.",
    ),
    "backup_other_database": (
        "{path} là bản sao của loại cơ sở dữ liệu khác với DATABASE_URL đang đặt.",
        "{path} is a backup of another kind of database than DATABASE_URL names.",
    ),
    "backup_foreign": (
        "{path} đã có và không phải bản sao lưu: hãy chọn tên khác để không mất tệp cũ.",
        "{path} exists and is no backup; choose another name, so that nothing is lost.",
    ),
    "database_program": ("{program} không chạy được: {reason}", "{program} failed: {reason}"),
    "already_there": ("Đã có trong thư viện.", "It is in the library already."),
    # report
    "report_unknown": (
        "Không ghi được loại tệp {suffix} ({path}): hãy chọn {supported}.",
        "Cannot write {suffix} ({path}); choose one of {supported}.",
    ),
    "folder_missing": ("Không có thư mục {path}: hãy tạo trước.", "There is no folder {path}; create it first."),
    "suffix_missing": (
        "Tên tệp {path} thiếu đuôi cho biết loại tệp: hãy thêm một trong các đuôi {supported}.",
        "The name {path} lacks an ending that tells the kind of file; add one of {supported}.",
    ),
    "output_is_input": (
        "{path} là văn bản đầu vào, không ghi đè: hãy chọn tên kết quả khác.",
        "{path} is one of the documents to read and is not overwritten; choose another name for the result.",
    ),
    "parts_in_the_way": (
        "{path} là tệp, không dùng làm thư mục tạm được: hãy đổi tên tệp đó hoặc chọn tên kết quả khác.",
        "{path} is a file where a folder for parts is needed; rename it or choose another name for the result.",
    ),
    "folder_closed": (
        "Không được phép ghi vào thư mục {path}: hãy chọn thư mục khác.",
        "The folder {path} may not be written to; choose another.",
    ),
    "file_in_use": (
        "Không ghi được {path}: tệp đang mở trong chương trình khác hoặc bị khóa. Hãy đóng lại rồi chạy lại.",
        "Cannot write {path}: it is open in another program or locked; close it and run again.",
    ),
    "report_not_ours": (
        "{path} đã có và không phải bảng cùng loại do chương trình lập: hãy chọn tên khác để không mất tệp cũ.",
        "{path} exists and is no such table of this program; choose another name, so that nothing is lost.",
    ),
    "file_exists": (
        "{path} đã có, có thể đã được sửa tay: hãy chọn tên khác, hoặc thêm --overwrite để ghi đè.",
        "{path} exists and may have been edited; choose another name, or add --overwrite.",
    ),
    "list_unknown": (
        "{path}: bảng danh mục chỉ nhận từ {supported}.",
        "{path}: the list is only taken from {supported}.",
    ),
    "list_damaged": (
        "Không đọc được {path}: tệp hỏng hoặc có mật khẩu. Hãy mở và lưu lại rồi thử lại.",
        "Cannot read {path}: damaged or protected by a password; open it, save it again and retry.",
    ),
    "list_without_head": (
        "Không thấy bảng danh mục trong {path}: cần hàng tiêu đề có ít nhất ba trong các cột {columns}.",
        "There is no list in {path}; a head row with at least three of the columns {columns} is needed.",
    ),
    "list_rows_unread": (
        "{path}: {count} dòng chưa đọc được, được giữ riêng ở bảng “{where}”.",
        "{path}: {count} rows could not be read and are kept apart under “{where}”.",
    ),
    "list_columns_missing": (
        "{path} không có cột {columns}: các nội dung đó giữ nguyên.",
        "{path} has no column {columns}; what stood there stays.",
    ),
    "list_rows_absent": (
        "{count} dòng không còn trong {path}: vẫn giữ trong danh mục, không coi là đã xong.",
        "{count} rows are no longer in {path}: they stay in the list, nothing is taken as done.",
    ),
    "list_edits": (
        "Nhận {edited} chỗ sửa và {added} dòng thêm từ {path}.",
        "{edited} edits and {added} added rows were taken from {path}.",
    ),
    "list_kept": (
        "{count} chỗ trong {path} để trống hoặc cũ hơn dữ liệu hiện có: giữ nội dung hiện có.",
        "{count} cells of {path} are empty or older than what is known now; what is known stays.",
    ),
    "remarks_carried": (
        "Đã chuyển {count} nhận xét từ bảng cũ sang bảng mới.",
        "{count} remarks of the former table were carried over.",
    ),
    "remarks_unplaced": (
        "{count} nhận xét của bảng cũ không còn dòng tương ứng: xem phần “{where}” của {path}.",
        "{count} remarks of the former table have no row any more: see “{where}” in {path}.",
    ),
    # extract
    "no_visit": (
        "Văn bản này không kể về chuyến công tác, buổi làm việc hay kết luận nào: không có gì để ghi.",
        "This text tells of no visit, working session or conclusion: nothing to record.",
    ),
    "year_not_printed": (
        "“{day}” không ghi năm và không suy ra được từ văn bản.",
        "“{day}” has no year and none can be inferred.",
    ),
    "year_inferred": ("“{day}” không ghi năm; suy ra từ “{source}”.", "“{day}” has no year; inferred from “{source}”."),
    "impossible_day": ("Không có ngày nào là “{day}”.", "“{day}” is no possible day."),
    "second_silent": (
        "Bộ đọc thứ hai tại {address} không trả lời được ({reason}): bản nháp chỉ gồm kết quả theo quy tắc.",
        "The second reader at {address} gave no usable answer ({reason}): the draft is what rules found.",
    ),
    "second_read": (
        "Bộ đọc thứ hai nêu {given} mục: {known} mục đã có, {refused} mục không có nguyên văn trong văn bản nên bị bỏ.",
        "The second reader named {given} items: {known} were known, {refused} are not words of the text and were refused.",
    ),
    # the checker of papers
    "paper_size": ("Khổ giấy {size}, phải là A4 (210 × 297 mm).", "Paper of {size}; it must be A4."),
    "paper_margin": (
        "Lề {side} {value} mm, phải từ {least} đến {most} mm.",
        "Margin {side} is {value} mm; the decree wants {least} to {most} mm.",
    ),
    "paper_font": ("Phông chữ {name}, phải là {wanted}.", "Font {name}; it must be {wanted}."),
    "paper_size_pt": ("Cỡ chữ nội dung {size}, phải là 13 hoặc 14.", "Body of {size} pt; it must be 13 or 14."),
    "paper_colour": ("Có chữ màu {colour}: văn bản phải in màu đen.", "Words in {colour}; papers are black."),
    "paper_page_number": (
        "Văn bản nhiều trang chưa có số trang ở lề trên.",
        "Pages are not numbered in the top margin.",
    ),
    "paper_addressee": ("Công văn thiếu dòng “Kính gửi”.", "The letter lacks the line “Kính gửi”."),
    "paper_day_impossible": ("Không có ngày “{day}”.", "There is no day “{day}”."),
    "paper_nation": ("Thiếu Quốc hiệu.", "The national title is missing."),
    "paper_motto": ("Thiếu Tiêu ngữ.", "The motto is missing."),
    "paper_number_missing": ("Thiếu dòng “Số:”.", "There is no line “Số:”."),
    "paper_code": (
        "Ký hiệu “{sign}” thiếu chữ viết tắt của cơ quan ban hành.",
        "The code “{sign}” lacks the initials of the issuer.",
    ),
    "paper_number_blank": ("Văn bản ban hành chưa có số.", "The issued paper has no number."),
    "paper_day_missing": ("Thiếu địa danh, ngày tháng năm ban hành.", "Place and day of issue are missing."),
    "paper_leading_zero": ("“{what}” phải có số 0 phía trước.", "“{what}” needs a leading zero."),
    "paper_recipients": ("Thiếu phần “Nơi nhận:”.", "The recipients (Nơi nhận) are missing."),
    "paper_archive": ("“Nơi nhận” thiếu dòng “Lưu: VT”.", "The recipients lack the line “Lưu: VT”."),
    "paper_basis_mark": (
        "Căn cứ “{text}…” phải kết thúc bằng “{mark}”.",
        "The basis “{text}…” must end with “{mark}”.",
    ),
    "paper_misquoted": (
        "{number} ghi ngày {printed}, đúng là {right}.",
        "{number} is quoted with {printed}; right is {right}.",
    ),
    "paper_mistitled": (
        "{number} ghi tên là “{printed}”, đúng là “{right}”.",
        "{number} is called “{printed}”; right is “{right}”.",
    ),
    "paper_expired": ("{number} đã hết hiệu lực từ {day}.", "{number} has expired since {day}."),
    "paper_amended": ("{number} đã được sửa đổi, bổ sung bởi {by}.", "{number} was amended by {by}."),
    "paper_unknown": ("Chưa biết {number}: hãy kiểm tra lại số, ký hiệu.", "{number} is not known; check the number."),
    "paper_agency_ended": (
        "{name} không còn từ {day}; nay là {successor}.",
        "{name} ended on {day}; its work is with {successor}.",
    ),
}


class _Gaps(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def say_of_many(code: str, lang: str = "vi") -> str:
    """The sentence of a code about several, with dots for what differs.

    >>> say_of_many("article_missing")
    'Thiếu Điều …: có thể đã mất hoặc bị bãi bỏ.'
    """
    return _GAPS_RE.sub("…", say(code, lang=lang))


def say(code: str, data: Mapping[str, str] | None = None, lang: str = "vi") -> str:
    """The sentence of a code in a language.

    An `eid` comes in words, and so do `eids`, with ", " between them: a dozen at most, behind the document that is named before.

    >>> say("article_missing", {"num": "8"})
    'Thiếu Điều 8: có thể đã mất hoặc bị bãi bỏ.'
    >>> say("on_day_repealed", {"day": "01/7/2026", "number": "6/2020/QĐ-UBND", "eids": "art_5__cl_2", "since": "2025", "by": ""})
    'Ngày 01/7/2026: 6/2020/QĐ-UBND, khoản 2 Điều 5 đã bị bãi bỏ từ 2025.'
    """
    vietnamese, english = CATALOG.get(code, (code, code))
    filled = _Gaps(data or {})
    if data:
        filled.setdefault("eids", "")
    if "eid" in filled:
        filled["eid"] = place_words(filled["eid"], lang)
    if filled.get("eids"):
        eids = filled["eids"].split(", ")
        places = [place_words(eid, lang) for eid in eids[:_MANY]] + ["…"] * (len(eids) > _MANY)
        filled["eids"] = ", " + ("; " if lang == "en" else ", ").join(places)
    if filled.get("path") == "":  # a text without a file
        filled["path"] = "This text" if lang == "en" else "Văn bản này"
    return (english if lang == "en" else vietnamese).format_map(filled)
