"""
The wording of reports, as data: Vietnamese and English of each phrase.

    >>> word("differs", "vi"), word("differs", "en")
    ('tương đồng, có điểm khác', 'alike, with differences')
"""

from collections.abc import Mapping
from typing import Final

from tuongdong.eids import LEVELS

__all__ = ["SHARED", "WORDS", "Words", "phrase", "word"]

Words = Mapping[str, tuple[str, str]]
"""Vietnamese and English by code."""

SHARED: Final[Words] = {
    "same": ("giống", "the same"),
    "differs": ("tương đồng, có điểm khác", "alike, with differences"),
    "and": ("và", "and"),
    "no_counterpart": ("Không có quy định tương ứng", "No counterpart"),
    "made_by": ("Lập bằng tuongdong {version}.", "Made by tuongdong {version}."),
    "search": ("Tìm (không cần dấu)", "Search (marks optional)"),
    "shown": ("{shown}/{total} dòng", "{shown} of {total} rows"),
    "none_shown": ("Không có dòng nào khớp. Hãy bỏ bớt điều kiện lọc.", "No row fits. Loosen the filter."),
    "reset": ("Bỏ lọc", "Clear"),
    "theme": ("Sáng / tối", "Light / dark"),
    "print": ("In", "Print"),
    "relation": ("Quan hệ", "Relation"),
    "col_number": ("STT", "No."),
}
"""What reports of several kinds say."""

WORDS: Final[Words] = {
    **SHARED,
    # relations
    "related": ("liên quan", "related"),
    "only": ("chỉ có ở {name}", "only in {name}"),
    "only_a": ("chỉ có ở {name}", "only in {name}"),
    "only_b": ("chỉ có ở {name}", "only in {name}"),
    # kinds of difference
    "percentage": ("tỷ lệ", "percentage"),
    "money": ("số tiền", "money"),
    "duration": ("thời hạn", "duration"),
    "date": ("thời điểm", "date"),
    "area": ("diện tích", "area"),
    "count": ("số lượng", "count"),
    "quantity": ("định mức", "quantity"),
    "authority": ("thẩm quyền", "authority"),
    "scope": ("phạm vi, đối tượng", "scope"),
    "condition": ("điều kiện", "condition"),
    "procedure": ("trình tự, thủ tục", "procedure"),
    "not_said": ("không nêu", "not stated"),
    # levels, for names of provisions
    **LEVELS,
    # the page and the tables
    "table_title": ("Bảng đối chiếu quy định tương đồng", "Provisions alike, side by side"),
    "between": ("giữa {a} với {b}", "{a} beside {b}"),
    "see": ("Xem {label}", "See {label}"),
    "boilerplate": ("Điều khoản chung", "General clause"),
    "numbers": ("Những con số khác nhau", "Figures that differ"),
    "findings": ("Điểm cần lưu ý", "Worth a look"),
    "nothing": ("Không tìm thấy quy định nào tương đồng.", "No provision alike was found."),
    "issued": ("ban hành {date}", "issued {date}"),
    "effective": ("hiệu lực {date}", "effective {date}"),
    "term": ("thực hiện {term}", "for {term}"),
    "only_in_hosts": ("chỉ có ở địa phương bạn", "only in a host"),
    "only_in": ("Chỉ có ở {name}", "Only in {name}"),
    "summary": ("Tổng hợp", "Summary"),
    "legend_value": ("số liệu khác nhau", "values that differ"),
    "legend_kind": ("thẩm quyền, phạm vi, điều kiện, thủ tục khác nhau", "authority, scope, condition, procedure"),
    "legend_word": ("chữ khác", "other words that differ"),
    "check_note": (
        "Bảng do máy lập để người đọc kiểm tra; căn cứ pháp lý là văn bản gốc.",
        "Made by a machine for a person to check; the documents themselves are the authority.",
    ),
    # controls
    "skip": ("Tới bảng đối chiếu", "Skip to the table"),
    "unfold": ("Mở phần chung", "Unfold general clauses"),
    "kind": ("Loại điểm khác", "Kind of difference"),
    # columns that offices use
    "col_field": ("Lĩnh vực/nội dung", "Field/content"),
    "col_locality": ("{name}\n(điều khoản, trích)", "{name}\n(provision, extract)"),
    "col_points": ("Điểm giống - khác", "Alike - different"),
    "col_remark": ("Nhận xét và đề xuất vận dụng", "Remarks and proposed use"),
    "clipped": ("[…]", "[…]"),
    "unplaced": ("Nhận xét chưa xếp được", "Remarks without a place"),
    "unplaced_note": (
        "Các nhận xét dưới đây thuộc những dòng không còn trong bảng mới; hãy chuyển tay vào dòng phù hợp.",
        "These remarks belong to rows that the new table no longer has; move them by hand where they fit.",
    ),
    "old_row": ("Dòng cũ", "Former row"),
    "old_text": ("Nội dung dòng cũ", "Text of the former row"),
    "row_kind": ("Nội dung", "What"),
    # the citation graph of a document
    "net_title": ("Quan hệ viện dẫn của {name}", "Citations around {name}"),
    "net_desc": (
        "Bên trái: {before} văn bản mà văn bản này căn cứ, viện dẫn hoặc sửa đổi. Bên phải: {after} văn bản căn cứ, viện dẫn, quy định "
        "chi tiết hoặc sửa đổi văn bản này. Bảng dưới hình có cùng nội dung.",
        "Left: {before} documents that it rests on, cites or amends. Right: {after} documents that rest on, cite, detail or amend it. "
        "The table below the picture says the same.",
    ),
    "net_before_acts": ("Sửa đổi, thay thế, bãi bỏ", "Amends, replaces, repeals"),
    "net_before_detail": ("Quy định chi tiết cho", "Details"),
    "net_before_basis": ("Căn cứ", "Legal bases"),
    "net_before_cite": ("Viện dẫn", "Cites"),
    "net_after_acts": ("Được sửa đổi, thay thế, bãi bỏ bởi", "Amended, replaced, repealed by"),
    "net_after_detail": ("Được quy định chi tiết tại", "Detailed by"),
    "net_after_basis": ("Là căn cứ của", "Is a legal basis of"),
    "net_after_cite": ("Được viện dẫn tại", "Cited by"),
    "net_more": ("… và {count} văn bản khác, xem bảng", "… and {count} more, see the table"),
    "net_none": ("Không có quan hệ viện dẫn nào.", "No citations either way."),
    "net_missing": ("chưa có văn bản", "not at hand"),
    "net_legend": (
        "Mũi tên đi từ văn bản viện dẫn đến văn bản được viện dẫn; khung nét đứt: chưa có văn bản; × là số lần viện dẫn.",
        "Arrows go from who cites to what is cited; dashed: not at hand; × is how often.",
    ),
    "net_relation": ("Quan hệ", "Relation"),
    "net_number": ("Số, ký hiệu", "Number"),
    "net_name": ("Tên văn bản", "Title"),
    "net_issued": ("Ban hành", "Issued"),
    "net_kinds": ("Số lần", "How often"),
    "kind_basis": ("căn cứ", "basis"),
    "kind_cite": ("viện dẫn", "cites"),
    "kind_amend": ("sửa đổi, bổ sung", "amends"),
    "kind_replace": ("thay thế", "replaces"),
    "kind_repeal": ("bãi bỏ", "repeals"),
    "kind_repeal_part": ("bãi bỏ một phần", "repeals in part"),
    "kind_replace_part": ("thay thế một phần", "replaces in part"),
    "kind_suspend": ("ngưng hiệu lực", "suspends"),
    "kind_detail": ("quy định chi tiết", "details"),
    # states on a day
    "status_not yet": ("chưa có hiệu lực", "not yet in force"),
    "status_in force": ("còn hiệu lực", "in force"),
    "status_amended": ("đã được sửa đổi, bổ sung", "amended"),
    "status_partly repealed": ("hết hiệu lực một phần", "partly repealed"),
    "status_repealed": ("đã bị bãi bỏ", "repealed"),
    "status_replaced": ("đã được thay thế", "replaced"),
    "status_suspended": ("ngưng hiệu lực", "suspended"),
    "status_ended": ("hết hiệu lực", "ended"),
    "status_unknown": ("chưa rõ ngày có hiệu lực", "day of effect unknown"),
    # what a delegation orders, and how
    "order_detail": ("quy định chi tiết", "detail"),
    "order_guide": ("hướng dẫn", "guide"),
    "order_list": ("ban hành danh mục", "list"),
    "order_procedure": ("trình tự, thủ tục", "procedure"),
    "mode_duty": ("phải ban hành", "duty"),
    "mode_power": ("được ban hành", "power"),
}


def word(code: str, lang: str = "vi", **data: object) -> str:
    """A phrase of comparisons and citations, as `phrase` gives it."""
    return phrase(WORDS, code, lang, **data)


def phrase(words: Words, code: str, lang: str = "vi", **data: object) -> str:
    """
    The phrase of a code in a language, its gaps filled; as it stands when there is nothing to fill in, for a page that fills
    them itself. KeyError when there is no such code, or when only some of its gaps are filled.

    >>> phrase(SHARED, "shown", shown=3, total=9), phrase(SHARED, "shown")
    ('3/9 dòng', '{shown}/{total} dòng')
    """
    told = words[code][lang == "en"]
    return told.format_map(data) if data else told
