"""
The wording of the matrix, as data: Vietnamese and English of each phrase.

    >>> say("lacks", "en")
    'lacks it'
"""

from typing import Final

from tuongdong.report.words import SHARED, Words, phrase

__all__ = ["decider_words", "say"]

_WORDS: Final[Words] = {
    "title": ("Bảng chính sách theo địa phương", "Policies by locality"),
    "eyebrow": ("Chính sách tương đồng giữa các địa phương", "Policies that localities share"),
    "counted": (
        "{policies} chính sách có ở từ hai địa phương trở lên, {localities} địa phương. Bấm vào một dòng hay một ô để đọc các quy định cạnh nhau; phím mũi tên đi từ ô này sang ô khác.",
        "{policies} policies of two localities or more, {localities} localities. Click a row or a cell to read the provisions side by side; arrow keys go from cell to cell.",
    ),
    "own_absent": (
        "Chưa thấy chính sách chung nào của {name}: hãy kiểm tra tên địa phương và các văn bản trong thư mục.",
        "No shared policy of {name} was seen: check the name and the documents in the folder.",
    ),
    "has": ("có", "has it"),
    "held": ("Có hay chưa có", "Has or lacks"),
    "held_has": ("có", "has"),
    "held_lacks": ("chưa có", "lacks"),
    "bring": (
        "Xem chính sách nơi này có; bấm lần nữa: chưa có; lần nữa: tất cả",
        "What it has; again: what it lacks; again: all",
    ),
    "more_localities": ("{count} địa phương nữa", "{count} more localities"),
    "more_firsts": ("và {count} nơi khác", "and {count} more"),
    "more_texts": ("Còn {count} quy định: xem families.xlsx.", "{count} more provisions are in families.xlsx."),
    "one_day": ("Các nơi cùng có từ {day}.", "All have it since {day}."),
    "no_day": ("Các văn bản không rõ ngày.", "The documents bear no date."),
    "skip": ("Đến bảng", "To the table"),
    "overview": ("Tổng quan", "Overview"),
    "map": ("Số chính sách mỗi địa phương có", "How many policies each locality has"),
    "locality": ("Địa phương", "Locality"),
    "policies": ("Chính sách", "Policies"),
    "firsts": ("Có đầu tiên", "Had first"),
    "policy": ("Chính sách", "Policy"),
    "since": ("Từ", "Since"),
    "field": ("Lĩnh vực", "Field"),
    "all_field": ("tất cả", "all"),
    "sort": ("Xếp theo", "Sort by"),
    "sort_spread": ("số địa phương", "localities"),
    "sort_since": ("thời gian", "date"),
    "sort_label": ("tên", "name"),
    "sort_values": ("số mức khác nhau", "different values"),
    "search": ("Tìm chính sách, không cần dấu", "Search policies, marks optional"),
    "shown": ("{shown} / {total} chính sách", "{shown} of {total} policies"),
    "held_by": ("{count} địa phương", "{count} localities"),
    "lacks": ("chưa có", "lacks it"),
    "none_shown": ("Không có chính sách nào khớp.", "No policy fits."),
    "nothing": ("Chưa thấy chính sách nào có ở hai địa phương.", "No policy is shared by two localities."),
    "more": (
        "Còn {count} chính sách ít phổ biến hơn: xem families.xlsx và families.parquet.",
        "{count} less common policies are in families.xlsx and families.parquet.",
    ),
    "made": SHARED["made_by"],
    "legend": (
        "● có, không nêu mức · ô đậm hơn là mức cao hơn · ? văn bản có nghi vấn, không lấy giá trị · ô trống: chưa thấy trong các văn bản đã đọc.",
        "● has it, no value · darker: higher value · ? document in doubt, value not taken · blank: not seen in the documents read.",
    ),
    "topic": ("Chủ đề", "Topic"),
    "documents": ("Văn bản", "Documents"),
    "title_of": ("Trích yếu", "Title"),
    "all_locality": ("tất cả", "all"),
    "topics_title": ("Văn bản cùng chủ đề", "Documents by topic"),
    "topics_counted": (
        "{topics} chủ đề có từ hai văn bản trở lên: {documents} văn bản, {localities} địa phương. Chủ đề nhiều địa phương có đứng trước.",
        "{topics} topics of two documents or more: {documents} documents, {localities} localities. Topics of most localities come first.",
    ),
    "topics_search": ("Tìm chủ đề, số, trích yếu, không cần dấu", "Search topics, numbers, titles, marks optional"),
    "topics_shown": ("{shown} / {total} chủ đề", "{shown} of {total} topics"),
    "topics_more": ("{count} văn bản nữa", "{count} more documents"),
    "topics_none": ("Không có chủ đề nào khớp.", "No topic fits."),
    "topics_nothing": ("Chưa thấy hai văn bản nào cùng chủ đề.", "No two documents are about the same."),
    "topics_note": (
        "Chủ đề theo trích yếu, bỏ tên địa phương, số, ngày và việc văn bản làm (ban hành, công bố, bãi bỏ). Văn bản không cùng chủ đề với văn bản nào có trong topics.parquet.",
        "Topics go by titles, without places, numbers, dates and what documents do (issue, publish, repeal). Documents that are alone are in topics.parquet.",
    ),
    "close": ("Đóng", "Close"),
    "first": ("Có đầu tiên", "First"),
    "spread_chart": ("Lan tỏa theo thời gian", "Spread over time"),
    "values_chart": ("Mức của các địa phương", "Values over localities"),
    "map_one": ("Nơi đã có", "Where it is"),
    "no_date": ("không rõ ngày", "no date"),
    "doubtful": ("Có nghi vấn", "In doubt"),
    "members": ("Quy định", "Provisions"),
    "number": ("Số, ký hiệu", "Number"),
    "place": ("Vị trí", "Place"),
    "day": ("Ngày ban hành", "Issued on"),
    "value": ("Mức", "Value"),
    "scope": ("Phạm vi", "Scope"),
    "decides": ("Cơ quan quyết định", "Who decides"),
    "text": ("Nội dung", "Text"),
    "family": ("Nhóm", "Family"),
}

_BODIES: Final[Words] = {
    "national_assembly_committee": ("Ủy ban Thường vụ Quốc hội", "Standing Committee of the National Assembly"),
    "national_assembly": ("Quốc hội", "National Assembly"),
    "council_standing": ("Thường trực Hội đồng nhân dân", "standing body of the people's council"),
    "council_chairman": ("Chủ tịch Hội đồng nhân dân", "chairman of the people's council"),
    "people_council": ("Hội đồng nhân dân", "people's council"),
    "committee_chairman": ("Chủ tịch Ủy ban nhân dân", "chairman of the people's committee"),
    "people_committee": ("Ủy ban nhân dân", "people's committee"),
    "prime_minister": ("Thủ tướng Chính phủ", "Prime Minister"),
    "government": ("Chính phủ", "Government"),
    "minister": ("Bộ trưởng", "minister"),
    "ministry": ("Bộ", "ministry"),
    "state_bank": ("Ngân hàng Nhà nước", "State Bank"),
    "department": ("Sở", "department"),
}
_LEVELS: Final[Words] = {
    "province": ("cấp tỉnh", "province"),
    "district": ("cấp huyện", "district"),
    "commune": ("cấp xã", "commune"),
}


def decider_words(decides: str, lang: str) -> str:
    """
    Who decides, as families tell it, in words.

    >>> decider_words("people_council:province", "vi"), decider_words("government:central", "en")
    ('Hội đồng nhân dân cấp tỉnh', 'Government')
    """
    body, _, level = decides.partition(":")
    named = _BODIES.get(body, (body, body))[lang == "en"]
    if level not in _LEVELS:
        return named
    return f"{named} ({_LEVELS[level][1]})" if lang == "en" else f"{named} {_LEVELS[level][0]}"


def say(code: str, lang: str, **data: object) -> str:
    """A phrase of the matrix, as `phrase` gives it."""
    return phrase(_WORDS, code, lang, **data)
