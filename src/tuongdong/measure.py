"""
A provision's values and who acts.

    read -> parse -> cite, MEASURE -> compare | mine -> report

    Takes:  a piece of a document's text and where it starts.
    Gives:  Quantities with bound, normalised to value and unit; Authorities with kind of body, level and action.

Numbers of citations ("khoản 4 Điều 59", "Luật số 83/2015/QH13 ngày 25 tháng 6 năm 2015") are no values.
Units, bounds, bodies and actions are data, below.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from tuongdong.levels import UNIT, level_of
from tuongdong.models import Authority, Bound, Quantity, QuantityKind, Span
from tuongdong.terms import agencies
from tuongdong.text import fold

__all__ = ["BODY", "authorities", "measure", "number"]

# --- numbers

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"


def number(text: str) -> float:
    """
    The value of a number written the Vietnamese way.

    >>> number("1.234,5")
    1234.5
    >>> number("02")
    2.0
    """
    return float(text.replace(".", "").replace(",", "."))


# --- what is cited, not ruled

# Luật số 83/2015/QH13 ngày 25 tháng 6 năm 2015; Nghị định số 124/2004/NĐ-CP ngày 18/5/2004; Luật Đất đai năm 2013
_CITED_RE: Final = re.compile(
    r"(?:số )?\d+[a-z]?(?:/\d{4})?/[A-ZĐƯ][\w\-&]*(?: ?(?:,|được thông qua|thông qua|ban hành)? ?ngày \d{1,2} ?(?:tháng|[/.-]) ?\d{1,2} ?(?:năm|[/.-]) ?\d{4})?"
    r"|(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)(?! này)(?: [\w-]+){0,9}? (?:ngày \d{1,2} tháng \d{1,2} )?năm \d{4}"
    r"|(?:[Kk]hoản|[Đđ]iểm|Điều|[Cc]hương|[Mm]ục|[Pp]hụ lục|[Mm]ẫu số|khóa|kỳ họp thứ) (?:\d+[a-zđ]?|[a-zđ]\d?)(?:(?:, | và |; | đến | hoặc )(?:khoản |điểm |Điều )?(?:\d+[a-zđ]?|[a-zđ])(?![\w%]))*"
)

# --- units: kind, pattern, unit, factor

_UNITS: Final[tuple[tuple[QuantityKind, str, str, float], ...]] = (
    (QuantityKind.PERCENTAGE, r"%|phần trăm", "%", 1),
    (QuantityKind.MONEY, r"(?:nghìn|ngàn) tỷ(?: đồng)?", "đồng", 1e12),
    (QuantityKind.MONEY, r"(?:tỷ|tỉ) đồng", "đồng", 1e9),
    (QuantityKind.MONEY, r"triệu đồng", "đồng", 1e6),
    (QuantityKind.MONEY, r"(?:nghìn|ngàn) đồng", "đồng", 1e3),
    (QuantityKind.MONEY, r"đồng|VNĐ|VND|(?:(?<=\.\d{3})|(?<=\.\d{3} ))đ", "đồng", 1),
    (QuantityKind.MONEY, r"(?:triệu) (?:USD|đô la Mỹ)", "USD", 1e6),
    (QuantityKind.MONEY, r"(?:tỷ) (?:USD|đô la Mỹ)", "USD", 1e9),
    (QuantityKind.MONEY, r"USD|đô la Mỹ", "USD", 1),
    (QuantityKind.MONEY, r"lần mức (?:lương cơ sở|lương tối thiểu|chuẩn trợ giúp xã hội)", "lần mức", 1),
    (QuantityKind.DURATION, r"ngày làm việc", "ngày làm việc", 1),
    (QuantityKind.DURATION, r"năm", "năm", 1),
    (QuantityKind.DURATION, r"tháng", "tháng", 1),
    (QuantityKind.DURATION, r"tuần", "ngày", 7),
    (QuantityKind.DURATION, r"ngày", "ngày", 1),
    (QuantityKind.DURATION, r"giờ", "giờ", 1),
    (QuantityKind.DURATION, r"phút", "phút", 1),
    (QuantityKind.AREA, r"ha|héc ta|hecta", "m2", 1e4),
    (QuantityKind.AREA, r"km2|km²", "m2", 1e6),
    (QuantityKind.AREA, r"m2|m²|mét vuông", "m2", 1),
    (QuantityKind.QUANTITY, r"tấn/ngày(?: đêm)?", "tấn/ngày", 1),
    (QuantityKind.QUANTITY, r"m3/ngày(?: đêm)?|m³/ngày(?: đêm)?", "m3/ngày", 1),
    (QuantityKind.QUANTITY, r"MWp?", "MW", 1),
    (QuantityKind.QUANTITY, r"kWp?", "kW", 1),
    (QuantityKind.QUANTITY, r"kV", "kV", 1),
    (QuantityKind.QUANTITY, r"tấn", "tấn", 1),
    (QuantityKind.QUANTITY, r"kg|ki-lô-gam", "kg", 1),
    (QuantityKind.QUANTITY, r"km|ki-lô-mét", "m", 1000),
    (QuantityKind.QUANTITY, r"m3|m³|mét khối", "m3", 1),
    (QuantityKind.QUANTITY, r"mét|m", "m", 1),
    (QuantityKind.QUANTITY, r"căn hộ|căn", "căn", 1),
    (QuantityKind.QUANTITY, r"lít", "lít", 1),
    (QuantityKind.COUNT, r"lần", "lần", 1),
    (
        QuantityKind.COUNT,
        r"người|đại biểu|Phó Chủ tịch|Phó Trưởng ban|Phó Giám đốc|phó chủ tịch|thành viên|ủy viên|công chức|viên chức|hộ|trẻ(?: em)?|học sinh"
        r"|vụ|dự án|nhóm|đơn vị|cơ sở|tầng|phòng(?!,? chống)|ban(?! hành)|sở(?! hữu)|trường hợp|biên chế|suất|bộ|giường|chỗ|xe|máy|thủ tục|bậc|cấp|điểm",
        "",
        1,
    ),
)
_UNIT = "|".join(f"(?P<u{n}>{pattern})" for n, (_, pattern, _, _) in enumerate(_UNITS))
# 1.500.000 đồng/người/tháng, but not đại biểu/hội nghị
_PER: Final = r"(?:\s?/\s?(?:người|hộ gia đình|hộ|tháng|năm|ngày|giờ|lần|m2|m²|m3|ha|tấn|km|căn|suất|học sinh|trường hợp|dự án)(?!\w))*"
# 20 đến 25 năm, 10 - 12%
_RANGE: Final = rf"(?:(?:\s*[-–]\s*|\s(?:đến|tới)\s)(?P<upper>{_NUMBER}))?"
# 02 (hai) năm
_SPELLED: Final = r"(?:\s\([a-zà-ỹđ ]{2,30}\))?"
# 1%-1,5%: a range with the unit at both ends
_REPEATED: Final = rf"(?: ?[-–] ?(?P<repeated>{_NUMBER})\s*(?P=unit))?"
# 560 tỷ đồng/690 tỷ đồng; 12.375,3/10.200 triệu đồng: what is done and what was planned; but not: 200.000 đồng/02 người, 2/3 thành viên
_STARTS: Final = rf"(?:(?<![\w/.,-])(?:(?P<done>{_NUMBER})/)?|(?<=đồng/)|(?<=%/))"
_COMPARED: Final = frozenset((QuantityKind.MONEY, QuantityKind.PERCENTAGE))
_VALUE_RE: Final = re.compile(
    rf"{_STARTS}(?P<value>{_NUMBER}){_RANGE}{_SPELLED}\s*(?P<unit>(?:{_UNIT})(?![\w²³])(?P<per>{_PER})){_REPEATED}"
)

# ít nhất hai lần, báo cáo sáu tháng; but not: Thứ Bảy ngày 22/11; a year is no figure
_WORDS: Final = {"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_WORDED_RE: Final = re.compile(
    rf"(?<!\w)(?<!thứ )(?<!mươi )(?<!mười )(?P<value>{'|'.join(_WORDS)}) (?:lần|năm|tháng|tuần|ngày|giờ)(?!\w)", re.I
)
_ANY_RE: Final = re.compile(rf"\d|{_WORDED_RE.pattern}", re.I)

# --- dates

_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_Date = Callable[[re.Match[str]], str]
# specimen above each; the value is ISO, whole or shortened, a day of any year as --12-15
_DATES: Final[tuple[tuple[re.Pattern[str], _Date], ...]] = (
    # ngày 01 tháng 7 năm 2021
    (re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})"), lambda m: f"{m[3]}-{m[2]:0>2}-{m[1]:0>2}"),
    # 01/7/2021, 1-7-2021
    (
        re.compile(r"(?:ngày )?(?<![\d/])(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?![\d/])"),
        lambda m: f"{m[3]}-{m[2]:0>2}-{m[1]:0>2}",
    ),
    # trước ngày 15 tháng 12 (hằng năm), ngày 15/12: of any year
    (
        re.compile(r"ngày (\d{1,2})(?: tháng |/)(\d{1,2})(?!\d| ?(?:năm|[/.-]) ?\d)"),
        lambda m: f"--{m[2]:0>2}-{m[1]:0>2}",
    ),
    # tháng 6 năm 2025, tháng 12/2026
    (re.compile(r"tháng (\d{1,2})(?: năm |/)(\d{4})"), lambda m: f"{m[2]}-{m[1]:0>2}"),
    # quý IV năm 2023, Quý III/2026
    (re.compile(r"[Qq]uý (IV|I{1,3}|[1-4])(?: năm |/)(\d{4})"), lambda m: f"{m[2]}-Q{_ROMAN.get(m[1], m[1])}"),
    # nhiệm kỳ 2016 - 2021, giai đoạn 2021-2025, từ năm 2026 - 2030, năm học 2025 - 2026
    (
        re.compile(r"(?:nhiệm kỳ|giai đoạn|thời kỳ|năm(?: học| ngân sách)?) (\d{4}) ?[-–] ?(\d{4})(?!\d)"),
        lambda m: f"{m[1]}/{m[2]}",
    ),
    # cuối năm 2024, giữa năm 2027, đầu năm 2026
    (
        re.compile(r"(cuối|giữa|đầu) năm (\d{4})"),
        lambda m: f"{m[2]}-{ {'đầu': 'start', 'giữa': 'mid', 'cuối': 'end'}[m[1]] }",
    ),
    # năm 2022, năm ngân sách 2017
    (re.compile(r"năm (?:ngân sách |học )?(\d{4})(?!\d)"), lambda m: m[1]),
)

# --- bounds: what stands before a value, what stands behind

_BEFORE: Final[tuple[tuple[str, Bound], ...]] = (
    (
        r"không (?:được )?(?:vượt(?: quá)?|quá)|không (?:(?:cao|lớn|nhiều|dài|lâu|muộn|chậm) )?hơn|(?:nhỏ|ít|thấp) hơn hoặc bằng|≤|tối đa(?: là| bằng| không quá)?|cao nhất(?: là)?"
        r"|chậm nhất(?: là)?|muộn nhất(?: là)?|trong thời hạn|trong vòng|đến hết",
        Bound.AT_MOST,
    ),
    (
        r"không (?:được )?(?:thấp|ít|nhỏ|dưới|ngắn|sớm) hơn|không dưới|(?:lớn|nhiều|cao) hơn hoặc bằng|bằng hoặc (?:lớn|nhiều|cao) hơn|≥"
        r"|tối thiểu(?: là| bằng)?|ít nhất(?: là)?|thấp nhất(?: là)?|đạt từ",
        Bound.AT_LEAST,
    ),
    (r"dưới|nhỏ hơn|ít hơn|thấp hơn|trước|<", Bound.BELOW),
    (r"trên|lớn hơn|nhiều hơn|cao hơn|hơn|vượt quá|quá|>", Bound.ABOVE),
)
_BEFORE_RES: Final = tuple((re.compile(rf"(?:^|[\s(])({words})\s*$", re.I), bound) for words, bound in _BEFORE)
_AFTER_RES: Final = (
    (re.compile(r"\s*(?:trở lên|trở đi)"), Bound.AT_LEAST),
    (re.compile(r"\s*trở (?:xuống|lại)"), Bound.AT_MOST),
)
_SINCE_RE: Final = re.compile(r"(?:kể )?từ $")
# từ | 3 năm | công tác trở lên
_LATER_RE: Final = re.compile(r"(?: [^\W\d_]+){1,6} trở (?P<way>lên|xuống)(?!\w)")
# không giữ chức vụ quá | 10 năm; không được chậm quá | 30 ngày; but: không sử dụng đất quá | 12 tháng
_DENIED_RE: Final = re.compile(
    r"(?<!\w)không (?:được|giữ|kéo dài|chậm)(?: (?!(?:thì|mà|nếu|và|hoặc|khi|nhưng)\b)[^\W\d_]+){0,8} (?:quá|vượt quá)\s*$"
)


def measure(text: str, offset: int = 0) -> tuple[Quantity, ...]:
    """
    The values that a piece of text fixes, in order; spans are shifted by `offset`.

    >>> [(q.value, q.unit, q.bound.value) for q in measure("không vượt quá 40% số thu, từ 500 ha trở lên")]
    [(40.0, '%', '<='), (5000000.0, 'm2', '>=')]
    """
    if not _ANY_RE.search(text):
        return ()
    taken = [match.span() for match in _CITED_RE.finditer(text)]
    found: list[Quantity] = []
    for value in [*_dates(text), *_values(text), *_worded(text)]:
        if any(value.start < end and start < value.end for start, end in taken):
            continue
        taken.append((value.start, value.end))
        start, end, bound = _bounded(text, value)
        found.append(
            Quantity(
                kind=value.kind,
                value=value.value,
                unit=value.unit,
                bound=bound,
                text=text[start:end],
                span=Span(offset + start, offset + end),
                lower=value.lower,
            )
        )
    return tuple(sorted(found, key=lambda q: q.span))


class _Found(NamedTuple):
    """A value where it stands, without the words of its bound."""

    start: int
    end: int
    kind: QuantityKind
    value: float | str
    unit: str = ""
    lower: float | None = None


def _dates(text: str) -> Iterator[_Found]:
    for pattern, value in _DATES:
        for match in pattern.finditer(text):
            yield _Found(match.start(), match.end(), QuantityKind.DATE, value(match))


def _values(text: str) -> Iterator[_Found]:
    for match in _VALUE_RE.finditer(text):
        index = next(n for n in range(len(_UNITS)) if match[f"u{n}"])
        kind, _, unit, factor = _UNITS[index]
        if text.endswith("/", 0, match.start("value")) and kind not in _COMPARED:
            continue
        ends = match["value"], match["upper"] or match["repeated"]
        *lower, value = sorted(number(each) * factor for each in ends if each)
        unit = (unit or fold(match[f"u{index}"])) + re.sub(r"\s", "", match["per"])
        if match["done"]:
            yield _Found(match.start(), match.end("done"), kind, number(match["done"]) * factor, unit)
        yield _Found(match.start("value"), match.end(), kind, value, unit, lower[0] if lower else None)


def _worded(text: str) -> Iterator[_Found]:
    for match in _WORDED_RE.finditer(text):
        figure = str(_WORDS[match["value"].lower()])
        same = next(_values(figure + text[match.end("value") : match.end() + 60]))
        yield same._replace(start=match.start(), end=match.end("value") + same.end - len(figure))


def _bounded(text: str, found: _Found) -> tuple[int, int, Bound]:
    """Where a value stands with the words of its bound. What is due "trước 07 ngày" is so at least seven days before."""
    start, end = found.start, found.end
    if denied := _DENIED_RE.search(text, max(0, start - 60), start):
        return denied.start(), end, Bound.AT_MOST
    before = text[max(0, start - 28) : start]
    since = _SINCE_RE.search(before)
    for pattern, bound in _AFTER_RES:
        if match := pattern.match(text, end):
            return start - len(since[0]) if since else start, match.end(), bound
    if since and (later := _LATER_RE.match(text, end)):
        return start - len(since[0]), later.end(), Bound.AT_LEAST if later["way"] == "lên" else Bound.AT_MOST
    for pattern, bound in _BEFORE_RES:
        if (match := pattern.search(before)) and not _is_likened(found, match[1], bound):
            ahead = found.kind is QuantityKind.DURATION and match[1].lower() == "trước"
            return start - len(before) + match.start(1), end, Bound.AT_LEAST if ahead else bound
    return start, end, Bound.EXACT


def _is_likened(found: _Found, words: str, bound: Bound) -> bool:
    """Whether words hold something against a time and do not bound it: "cao hơn năm 2024"."""
    strict = bound in (Bound.ABOVE, Bound.BELOW)
    return found.kind is QuantityKind.DATE and strict and words.lower().endswith("hơn")


# --- authorities

# Sở Tài chính, Sở Văn hóa, Thể thao và Du lịch; of one that has another name, Sở VHTTDL, the first word
_DEPARTMENTS: Final = "|".join(
    sorted((re.escape(fold(name.removeprefix("Sở "))) for name in agencies() if name.startswith("Sở ")), key=len)[::-1]
)

# body: pattern; longer names first, "Chủ tịch Ủy ban nhân dân" before "Ủy ban nhân dân"
_BODIES: Final[tuple[tuple[str, str], ...]] = (
    ("national_assembly_committee", r"ủy ban thường vụ quốc hội"),
    ("council_standing", r"thường trực (?:hội đồng nhân dân|hđnd)"),
    ("council_chairman", r"chủ tịch (?:hội đồng nhân dân|hđnd)"),
    ("committee_chairman", r"chủ tịch (?:ủy ban nhân dân|ubnd)"),
    ("people_council", r"hội đồng nhân dân|hđnd"),
    ("people_committee", r"ủy ban nhân dân|ubnd"),
    ("national_assembly", r"quốc hội"),
    ("prime_minister", r"thủ tướng(?: chính phủ)?"),
    ("government", r"chính phủ"),
    ("minister", r"bộ trưởng(?: bộ)?"),
    (
        "ministry",
        r"bộ (?:tài chính|kế hoạch và đầu tư|nội vụ|xây dựng|tư pháp|công thương|y tế|giáo dục và đào tạo|giao thông vận tải|công an|quốc phòng"
        r"|khoa học và công nghệ|thông tin và truyền thông|văn hóa, thể thao và du lịch|ngoại giao|tài nguyên và môi trường"
        r"|nông nghiệp và phát triển nông thôn|nông nghiệp và môi trường|lao động - thương binh và xã hội|dân tộc và tôn giáo)",
    ),
    ("state_bank", r"ngân hàng nhà nước"),
    ("department", rf"(?<!cơ )(?<!trụ )sở (?!hữu)(?:(?:{_DEPARTMENTS})(?!\w)|[a-zà-ỹđ]+)"),
)
BODY: Final = "|".join(pattern for _, pattern in _BODIES)
"""A body that may act, in folded text."""
_BODY_RE: Final = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _BODIES) + r")(?!\w)"
)
_CENTRAL: Final = {
    "national_assembly_committee",
    "national_assembly",
    "prime_minister",
    "government",
    "minister",
    "ministry",
    "state_bank",
}
# "Hội đồng nhân dân cấp huyện", "Ủy ban nhân dân quận, thị xã", "Ủy ban nhân dân Thành phố"
_LEVEL_RE: Final = re.compile(rf"(?: các)?(?: cấp)? ({UNIT})")
# action: the verbs that show it
_ACTIONS: Final[tuple[tuple[str, str], ...]] = (
    ("decide", r"quyết định"),
    ("submit", r"trình"),
    ("issue", r"ban hành|quy định(?! tại| ở| trong| của)"),
    ("approve", r"phê duyệt|thông qua|phê chuẩn|chấp thuận|cho phép"),
    ("report", r"báo cáo"),
    ("guide", r"hướng dẫn"),
    ("propose", r"đề nghị|đề xuất|kiến nghị"),
    ("supervise", r"giám sát|kiểm tra|thanh tra"),
    ("consult", r"lấy ý kiến|thống nhất|cho ý kiến"),
    ("organise", r"tổ chức|thực hiện|triển khai|chỉ đạo|bố trí"),
)
_ACTION_RE: Final = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _ACTIONS) + r")(?!\w)"
)


def authorities(text: str, offset: int = 0) -> tuple[Authority, ...]:
    """
    Who acts, at which level, and how; the action is the first verb behind the body before the next body.

    >>> [(x.body, x.level, x.action) for x in authorities("Ủy ban nhân dân tỉnh trình Hội đồng nhân dân tỉnh quyết định mức thu")]
    [('people_committee', 'province', 'submit'), ('people_council', 'province', 'decide')]
    """
    folded = fold(text)
    if len(folded) != len(text):
        folded = text.lower()
    bodies = list(_BODY_RE.finditer(folded))
    found = []
    for at, match in enumerate(bodies):
        limit = bodies[at + 1].start() if at + 1 < len(bodies) else min(len(folded), match.end() + 120)
        action = _ACTION_RE.search(folded, match.end(), max(match.end(), limit))
        body = match.lastgroup or ""
        end = action.end() if action else match.end()
        found.append(
            Authority(
                body=body,
                level=_level(body, folded[match.end() : match.end() + 24]),
                action=(action.lastgroup or "") if action else "",
                text=text[match.start() : end],
                span=Span(offset + match.start(), offset + end),
            )
        )
    return tuple(found)


def _level(body: str, behind: str) -> str:
    if body in _CENTRAL:
        return "central"
    unit = _LEVEL_RE.match(behind)
    return level_of(unit[1]) if unit else ""
