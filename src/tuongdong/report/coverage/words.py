"""
The wording of coverage, as data: Vietnamese and English of each phrase.

    >>> say("late", "vi"), say("late", "en")
    ('Chậm', 'Late')
"""

from typing import Final

from tuongdong.coverage import CoverageRow, Detail, State
from tuongdong.models import Mode
from tuongdong.report.words import SHARED, Words, phrase

__all__ = ["WORDS", "say", "state_of", "state_of_detail"]

WORDS: Final[Words] = {
    **SHARED,
    # states
    "in time": ("Đúng hạn", "In time"),
    "late": ("Chậm", "Late"),
    "missing": ("Chưa ban hành", "Missing"),
    "needs review": ("Cần rà soát", "Needs review"),
    "not used": ("Chưa sử dụng", "Not used"),
    "ended": ("Hết hiệu lực", "Ended"),
    "issued": ("Đã ban hành", "Issued"),
    "not due": ("Chưa ban hành, chưa đến hạn", "Missing, not due yet"),
    # standings
    "lacks rules": ("{host} đã ban hành, {visitor} chưa có", "{host} has rules, {visitor} has none"),
    "lacks policy": (
        "{host} đã ban hành, {visitor} không có quy định tương ứng",
        "{host} has rules, {visitor} has no such policy",
    ),
    "both": ("Hai bên đã ban hành", "Both have rules"),
    "ahead": ("{visitor} đã ban hành, {host} chưa có", "{visitor} has rules, {host} has none"),
    "neither": ("Chưa bên nào ban hành", "Neither has rules"),
    # the page
    "title": ("Tình hình ban hành văn bản quy định chi tiết", "What was issued upon a resolution"),
    "title_beside": (
        "Tình hình ban hành văn bản quy định chi tiết của hai địa phương",
        "What two localities have issued upon their resolutions",
    ),
    "list_title": (
        "Danh mục văn bản quy định chi tiết và nội dung được giao",
        "List of delegated provisions and what was issued upon them",
    ),
    "as_of": ("Tính đến ngày {day}", "As of {day}"),
    "skip": ("Tới danh mục", "Skip to the list"),
    "nothing": (
        "Nghị quyết không giao quy định chi tiết, và chưa tìm thấy văn bản nào quy định chi tiết.",
        "Nothing is delegated, and no detailing document was found.",
    ),
    "state": ("Tình trạng", "State"),
    "overview": ("Tổng hợp", "Overview"),
    "documents": ("Văn bản quy định chi tiết đã tìm thấy", "Detailing documents found"),
    "no_documents": ("Chưa tìm thấy văn bản quy định chi tiết nào.", "No detailing document was found."),
    "provision": ("Điều khoản", "Provision"),
    "document": ("Văn bản", "Document"),
    "count": ("Quy định", "Provisions"),
    "issuer": ("Cơ quan ban hành", "Issuer"),
    "issued_on": ("Ban hành", "Issued"),
    "effective_on": ("Hiệu lực", "In effect"),
    "ordered_to": ("Giao {to}", "To {to}"),
    "allowed_to": ("Cho phép {to}", "{to} may"),
    "not_ordered": ("Không giao, nhưng đã được quy định chi tiết", "Not ordered, but detailed all the same"),
    "applies": ("áp dụng từ {day}", "applies from {day}"),
    "applies_in": ("áp dụng từ {day} ({where})", "applies from {day} ({where})"),
    "changed_by": ("đã được {number} sửa đổi, thay thế hoặc bãi bỏ", "amended, replaced or repealed by {number}"),
    "no_details": ("Chưa tìm thấy quy định chi tiết.", "Nothing was found upon it."),
    "other_body": ("không phải cơ quan được giao", "not the body that was ordered"),
    "proposed": ("máy đề xuất, {score} %", "proposed, {score} %"),
    "explicit": ("nêu trong văn bản", "named in the text"),
    "because": ("do {number}", "because of {number}"),
    "host_only": ("{visitor} chưa có quy định tương ứng", "no counterpart in {visitor}"),
    "lacked": ("Những gì {visitor} chưa có", "What {visitor} lacks"),
    "nothing_lacked": ("Không thấy gì {visitor} còn thiếu.", "{visitor} lacks nothing that was found."),
    "check_note": (
        "Danh mục do máy lập để người đọc kiểm tra; căn cứ pháp lý là văn bản gốc. Chỉ tính những văn bản có trong thư mục.",
        "Made by a machine for a person to check; the documents themselves are the authority. Only documents at hand count.",
    ),
    # the office's columns
    "col_base": ("Điều khoản giao", "Delegating provision"),
    "col_what": ("Nội dung giao", "What is delegated"),
    "col_to": ("Cơ quan được giao ban hành", "Body ordered to issue"),
    "col_lead": ("Cơ quan chủ trì", "Lead agency"),
    "col_with_": ("Cơ quan phối hợp", "With"),
    "col_rule": ("Văn bản quy định chi tiết", "Detailing document"),
    "col_due": ("Thời hạn", "Due"),
    "col_issued_on": ("Ngày ban hành", "Issued on"),
    "col_effective_on": ("Ngày có hiệu lực", "In effect on"),
    "col_state": ("Tình trạng", "State"),
    "col_note": ("Ghi chú", "Note"),
    "unread": ("Dòng chưa đọc được", "Rows not read"),
    "unread_note": (
        "Các dòng dưới đây của bảng cũ chưa đọc được; hãy chuyển tay vào dòng phù hợp.",
        "These rows of the former table could not be read; move them by hand.",
    ),
    "where": ("Vị trí", "Place"),
    "text": ("Nội dung", "Text"),
    "others": (
        "Điều khoản không giao nhưng đã được quy định chi tiết",
        "Provisions that order nothing but are detailed",
    ),
    "col_host": ("{name}: điều khoản", "{name}: provision"),
    "col_issued": ("{name}: văn bản quy định chi tiết", "{name}: detailing documents"),
    "col_standing": ("So sánh", "Standing"),
    "col_lacks": ("{name} chưa có", "{name} lacks"),
}


def say(code: str, lang: str = "vi", **data: object) -> str:
    """A phrase of coverage, as `phrase` gives it."""
    return phrase(WORDS, code, lang, **data)


def state_of(row: CoverageRow, as_of: str) -> str:
    """The code of what people are told of a row: its state, but "issued" where no day was set, "not due" before its day."""
    if row.state is State.IN_TIME and row.mode is not Mode.DUTY:
        return "issued"
    if row.state is State.MISSING and row.applies_on and row.applies_on > as_of:
        return "not due"
    return row.state.value


def state_of_detail(one: Detail, row: CoverageRow) -> str:
    return "issued" if one.state is State.IN_TIME and row.mode is not Mode.DUTY else one.state.value
