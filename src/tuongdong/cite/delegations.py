"""
Delegations: a named body is ordered, or empowered, to issue rules, guidance or a list that fill a provision in.

Not one: a reference to rules in force ("theo quy định của pháp luật"), the title of a decree ("Nghị định ... của Chính phủ
quy định chi tiết"), a power to decide single cases, a list of projects to approve. A locality orders its own bodies alone: where
its papers name a ministry's form or guidance, or rules of a council, they refer to them.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tuongdong.cite.vocabulary import any_of
from tuongdong.models import Delegation, DelegationKind, Document, Mode, Provision, Span
from tuongdong.terms import agencies

__all__ = ["find_delegations"]

_UPPER: Final = r"[A-ZĐÂÁÀẢÃẠĂÊÉÈÔƠÚỨƯÝỦỦÍÓÒ]"
_TAIL: Final = (
    r"(?:\s+(?:cấp\s+(?:tỉnh|huyện|xã)|[Tt]ỉnh|[Tt]hành\s+phố|quận|phường|huyện|xã"
    rf"|và(?=\s+{_UPPER})|-(?=\s)|{_UPPER}[^\W\d_]*))*"
)
# Bộ Lao động - Thương binh và Xã hội, also without the spaces
_MINISTRY: Final = any_of(name for name in agencies() if name.startswith("Bộ ")).replace(r"\s+\-\s+", r"\s*-\s*")
# Chính phủ; Bộ trưởng Bộ Tài chính; Hội đồng nhân dân, Ủy ban nhân dân thành phố Hà Nội
_BODY: Final = (
    r"(?:(?:Thủ\s+tướng\s+)?Chính\s+phủ|(?:[UỦ][ỷy]\s+ban|Uỷ\s+ban)\s+[Tt]hường\s+vụ\s+Quốc\s+hội|Quốc\s+hội"
    rf"|(?:Bộ\s+trưởng\s+(?:các\s+)?)?{_MINISTRY}"
    rf"|(?:Bộ\s+trưởng\s+(?:các\s+)?)?Bộ\s+(?!Chỉ\s+huy|Tư\s+lệnh|Tổng\s+[Tt]ham|[Ll]uật){_UPPER}\w*(?:(?:\s+|,\s+)(?!quy\b|hướng\b|ban\s+hành)(?:{_UPPER}\w*|chính|án|ninh|phòng|vụ|pháp|tế|thương|dựng|giao|an|và(?=\s+{_UPPER})))*"
    rf"|Thống\s+đốc\s+Ngân\s+hàng\s+Nhà\s+nước(?:\s+Việt\s+Nam)?|Tổng\s+Thanh\s+tra(?:\s+Chính\s+phủ)?|Tổng\s+Kiểm\s+toán\s+[Nn]hà\s+nước"
    r"|Chánh\s+án\s+Tòa\s+án\s+nhân\s+dân\s+tối\s+cao|Viện\s+trưởng\s+Viện\s+kiểm\s+sát\s+nhân\s+dân\s+tối\s+cao"
    rf"|(?:Chủ\s+tịch\s+)?(?:Hội\s+đồng\s+nhân\s+dân|HĐND|(?:Ủy|Uỷ)\s+ban\s+nhân\s+dân|UBND)(?:,\s+(?:Ủy|Uỷ)\s+ban\s+nhân\s+dân)?{_TAIL})"
)
# the capitals with which a body begins: the rest of a sentence need not be tried
_STARTS: Final = "TCUỦQBVH"
_BODY_RE: Final = re.compile(_BODY)
# One of each stands in every order; looked for first, as most sentences have none. (Half of the time.)
_ORDERED: Final = (
    "Chính",
    "Quốc",
    "Bộ",
    "Hội",
    "Ủy",
    "Uỷ",
    "Uy",
    "Ủỷ",
    "HĐND",
    "UBND",
    "Thống",
    "Tổng",
    "Chánh",
    "Viện",
)
_ORDERING: Final = ("định", "hướng", "hành", "công")
_RULE: Final = (
    r"(?:các\s+|những\s+)?(?:quy\s+định|quy\s+chế|tiêu\s+chí|định\s+mức|đơn\s+giá|bảng\s+giá|quy\s+trình|văn\s+bản\s+(?:quy\s+phạm|quy\s+định|hướng\s+dẫn)|"
    r"khung\s+giá|quy\s+chuẩn|thông\s+tư|chính\s+sách|cơ\s+chế|chế\s+độ|biểu\s+mẫu|mẫu\b|nghị\s+quyết\s+quy\s+định)"
)
_ORDER: Final = (
    r"(?P<guide>(?:chỉ\s+đạo\s*,\s*)?hướng\s+dẫn(?!\s+(?:này|của)))"
    r"|(?P<list>(?:ban\s+hành|quyết\s+định|công\s+bố|quy\s+định)\s+(?:các\s+)?danh\s+mục(?!\s+dự\s+án))"
    rf"|(?P<detail>ban\s+hành\s+{_RULE}|quy\s+định(?!\s+(?:tại|của|này|khác|pháp|hiện|triển\s+khai|về\s+thẩm)\b|\s*[.;,]))"
)
# (body) có trách nhiệm phối hợp với ... | hướng dẫn
_ACTIVE_RE: Final = re.compile(
    rf"(?P<body>{_BODY})\s*,?\s*(?P<link>(?:có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|chủ\s+trì|phối\s+hợp|căn\s+cứ|theo\s+thẩm\s+quyền|được|có\s+thể|có\s+thẩm\s+quyền)?"
    rf"(?:[^.;:\n{_STARTS}]|(?!{_BODY}\s+(?:quy|hướng|ban))[{_STARTS}]){{0,160}}?)(?<!\w)(?P<order>{_ORDER})"
)
# do Thủ tướng Chính phủ quy định, but not: do Chính phủ quy định tại Nghị định số ..., which stands already; theo hướng dẫn của Bộ Tài chính; theo quy định của Hội đồng nhân dân Thành phố
_PASSIVE_RE: Final = re.compile(
    rf"(?<!\w)do\s+(?P<body>{_BODY})\s+(?P<order>quy\s+định|hướng\s+dẫn|ban\s+hành)(?!\s+(?:tại|trong|ở|trước)\b)"
)
# không quá 02 lần mức tiền phạt tối đa | do Chính phủ quy định; văn bản | do ...: what stands already
_MEASURED_RE: Final = re.compile(
    r"(?:không\s+(?:quá|vượt)|cao\s+hơn|thấp\s+hơn|so\s+với|vượt|bằng)\s[^,;:.]{1,60}$|(?:văn\s+bản|các\s+quy\s+định)\s$"
)
_UNDER_RE: Final = re.compile(
    rf"theo\s+(?:(?P<guide>hướng\s+dẫn)\s+của\s+(?P<body>(?>{_BODY}))(?!\s+tại\s+(?:Thông|Công|Quyết|Nghị|[Vv]ăn))|(?P<rule>quy\s+định)\s+của\s+(?P<council>(?:Hội\s+đồng\s+nhân\s+dân|(?:Ủy|Uỷ)\s+ban\s+nhân\s+dân){_TAIL}))"
)
# Chủ tịch UBND xã; Hội đồng nhân dân, Ủy ban nhân dân thành phố: whom a locality may order
_LOCAL_RE: Final = re.compile(r"(?:Chủ\s+tịch\s+)?(?:Hội\s+đồng\s+nhân\s+dân|HĐND|(?:Ủy|Uỷ)\s+ban\s+nhân\s+dân|UBND)")
# theo mẫu | do Ủy ban nhân dân tỉnh ban hành: in a locality's paper what stands already
_FORM_RE: Final = re.compile(r"theo\s+(?:mẫu|biểu\s+mẫu|hướng\s+dẫn|quy\s+định|quy\s+chế)[^,;.]{0,40}\s$")
# 45/2019/QH14 / 02/2020/UBTVQH14
_ASSEMBLY_RE: Final = re.compile(r"/(?:UBTV)?QH\d")
# Tổ chức và hoạt động của Quỹ thực hiện theo quy định của Chính phủ.: how a law leaves a matter to who is to issue
_LEFT_TO_RE: Final = re.compile(rf"thực\s+hiện\s+theo\s+quy\s+định\s+của\s+(?P<body>{_BODY})(?=\s*(?:[.;]|$))")
# Quy định cụ thể về ...; Hướng dẫn, chỉ đạo ...: how a point begins under "Chính phủ có trách nhiệm:"
_IMPERATIVE_RE: Final = re.compile(
    rf"(?P<guide>(?:Chỉ\s+đạo\s*,\s*)?[Hh]ướng\s+dẫn)|(?P<list>(?:Ban\s+hành|Quyết\s+định|Quy\s+định)\s+danh\s+mục(?!\s+dự\s+án))|(?P<detail>Ban\s+hành\s+{_RULE}|Quy\s+định(?!\s+(?:tại|của|này)\b))"
)
# Words between body and verb that make it no order: the rules stand already, or somebody else makes them.
_REFUSED_RE: Final = re.compile(
    r"\b(?:phù hợp với|vi phạm|[Ll]uật(?: [^,;]{1,40})? và (?:các )?văn bản"
    r"|theo|không|những|các|đã|số|trình|thực hiện|kiến nghị|đề nghị|trái với|vượt|khác với|về việc|về|nội dung|chưa|đúng|sự|thuộc|bằng|xin|đề xuất|của|và|hoặc|tuân thủ|chấp hành|ngoài)\s*$"
)
_HEADING_RE: Final = re.compile(rf"(?:[Nn]hiệm vụ|[Tt]rách nhiệm|[Tt]hẩm quyền)[^.\n]*?\bcủa\s+(?P<body>{_BODY})")
_ASKED_RE: Final = re.compile(
    r"(?<!\w)(?:của|do|trình|báo cáo|đề nghị|đề xuất|kiến nghị|xin|cho|với|về|tới|gửi|mưu|giúp|theo|tại|thuộc|nhiệm|bởi|nay là)\s*$",
    re.I,
)
# trình Quốc hội, Ủy ban thường vụ Quốc hội ban hành: of a list of bodies every one is asked
# Thông tư liên tịch số ... ngày ... năm 2014 của Bộ trưởng Bộ Y tế, Bộ trưởng Bộ Công Thương hướng dẫn ...: a title
_ASKED_ALL_RE: Final = re.compile(
    r"(?<!\w)(?:trình|đề nghị|kiến nghị)\s*$|(?:/[A-ZĐ][\w-]*|\d{4})\s+(?:của|giữa)\s*$|số\s\d+/\S+\s+ngày\s[^,;]{4,30}\d{4}\s*$",
    re.I,
)
# được | UBND tỉnh | giao chủ trì tham mưu, hướng dẫn: it gives the task to who stands before
_GIVEN_RE: Final = re.compile(r"được\s[^,;]*?\s(?:giao|ủy quyền|phân công|phân cấp)(?!\w)")
# Cục Tài chính, | Bộ Quốc phòng; Văn phòng | Chính phủ; QĐ- | UBND: a part of the body, another whose name it ends, a number
_PART_OF_RE: Final = re.compile(
    r"(?<!\w)(?:Văn phòng|Thanh tra|Bảo hiểm xã hội|(?:Tổng cục|Cục|Vụ)\s[^,;.:]{0,60},?)\s*$|[-/]$"
)
# theo Quyết định số 70/2025/QĐ-UBND ... quy định: rules in force, named
_NAMED_RE: Final = re.compile(r"(?<!\w)theo\s[^,;]{0,80}số\s\d")
# (Bộ Tài chính chủ trì,) phối hợp với các sở, | Ủy ban nhân dân các xã | hướng dẫn
_PARTNER_RE: Final = re.compile(r"[Pp]hối hợp (?:chặt chẽ )?(?:với|cùng) [^.;:\n]*$")
_PROCEDURE_RE: Final = re.compile(r"(?:trình tự|thủ tục)", re.I)


class _By(NamedTuple):
    """Who issued the document."""

    assembly: bool
    locality: bool


def find_delegations(document: Document) -> tuple[Delegation, ...]:
    """The delegations of a document, in the order of its provisions; one for each body and kind in a provision."""
    units = {unit.eid: unit for unit in document.provisions}
    found: list[Delegation] = []
    for unit in document.provisions:
        seen: set[tuple[str, DelegationKind]] = set()
        for one in _of_unit(document, unit, units):
            if document.locality and not _LOCAL_RE.match(one.to):
                continue
            if (one.to, one.kind) not in seen and not any(q.start <= one.span.start < q.end for q in unit.quotes):
                seen.add((one.to, one.kind))
                found.append(one)
    return tuple(found)


def _of_unit(document: Document, unit: Provision, units: dict[str, Provision]) -> Iterator[Delegation]:
    by = _By(assembly=_ASSEMBLY_RE.search(document.number or "") is not None, locality=document.locality is not None)
    for piece in unit.pieces:
        for start, end in _sentences(document.text, piece):
            orders = list(_in_sentence(document.text, unit.eid, start, end, by))
            yield from orders
            if not orders and start == piece.start and (match := _IMPERATIVE_RE.match(document.text, start, end)):
                yield from _imperative(document.text, unit, match, end, units)


def _sentences(text: str, piece: Span) -> Iterator[tuple[int, int]]:
    at = piece.start
    for cut in re.finditer(r"[.;]\s+|\n", text[piece.start : piece.end]):
        stop = piece.start + cut.end()
        yield at, stop
        at = stop
    if at < piece.end:
        yield at, piece.end


def _in_sentence(text: str, eid: str, start: int, end: int, by: _By) -> Iterator[Delegation]:
    sentence = text[start:end]
    if not (any(word in sentence for word in _ORDERING) and any(word in sentence for word in _ORDERED)):
        return
    for match in _PASSIVE_RE.finditer(text, start, end):
        if _MEASURED_RE.search(text, start, match.start()):
            continue
        if by.locality and _FORM_RE.search(text, start, match.start()):
            continue
        kind = _kind_of(text[start : match.start()], "guide" if "hướng" in match["order"] else "detail")
        yield _delegation(text, eid, match["body"], kind, Mode.DUTY, start, end)
    for match in () if by.locality else _UNDER_RE.finditer(text, start, end):
        body = match["body"] or match["council"]
        yield _delegation(
            text, eid, body, DelegationKind.GUIDE if match["guide"] else DelegationKind.DETAIL, Mode.DUTY, start, end
        )
    if by.assembly and (left := _LEFT_TO_RE.search(text, start, end)) and not left["body"].startswith("Quốc"):
        kind = _kind_of(text[start : left.start()], "detail")
        yield _delegation(text, eid, left["body"], kind, Mode.DUTY, start, end)
    at = start
    while active := _ACTIVE_RE.search(text, at, end):
        at = active.end("body")
        link = active["link"]
        before = text[start : active.start()]
        body = _leading(before, active["body"])
        if (
            body is None
            or (_ASKED_RE.search(before) and body == active["body"])
            or _ASKED_ALL_RE.search(_without_bodies(before))
            or _PART_OF_RE.search(before)
            or _GIVEN_RE.match(text, active.start() - len("được "), active.start("order"))
            or _NAMED_RE.search(link)
            or (active["guide"] and "để " in link)
            or _REFUSED_RE.search(link)
            or _REFUSED_RE.search(link.rstrip(" ,"))
            or "không" in link
        ):
            continue
        group = "guide" if active["guide"] else "list" if active["list"] else "detail"
        if group == "detail" and len(link) > 60 and "," not in link:
            continue
        power = re.search(r"\b(?:được|có thể|có thẩm quyền)\b", link)
        yield _delegation(
            text,
            eid,
            body,
            _kind_of(text[active.start("order") : end], group),
            Mode.POWER if power else Mode.DUTY,
            start,
            end,
        )
        at = active.end()


def _leading(before: str, body: str) -> str | None:
    """
    Who issues: the body itself, or where it only works together with another, that other; None where none is named.

    >>> _leading("Bộ Tài chính chủ trì, phối hợp với ", "Bộ Nội vụ")
    'Bộ Tài chính'
    """
    partner = _PARTNER_RE.search(before)
    if partner is None:
        return body
    first = _BODY_RE.search(before, 0, partner.start())
    return first[0] if first else None


def _without_bodies(words: str) -> str:
    """
    Words without the bodies that end them in a list.

    >>> _without_bodies("trình Quốc hội, ")
    'trình '
    """
    while stripped := words.rstrip().removesuffix("hoặc").removesuffix("và").rstrip(" ,"):
        last = next((one for one in _BODY_RE.finditer(words) if one.end() == len(stripped)), None)
        if last is None:
            break
        words = words[: last.start()]
    return words


def _imperative(
    text: str, unit: Provision, match: re.Match[str], end: int, units: dict[str, Provision]
) -> Iterator[Delegation]:
    if body := _above(unit, units):
        start = match.start()
        group = "guide" if match["guide"] else "list" if match["list"] else "detail"
        yield _delegation(text, unit.eid, body, _kind_of(text[start:end], group), Mode.DUTY, start, end)


def _kind_of(words: str, group: str) -> DelegationKind:
    if group == "detail" and _PROCEDURE_RE.search(words):
        return DelegationKind.PROCEDURE
    return DelegationKind(group)


def _delegation(text: str, eid: str, body: str, kind: DelegationKind, mode: Mode, start: int, end: int) -> Delegation:
    while end > start and text[end - 1] in " ;.,\n":
        end -= 1
    return Delegation(
        within=eid,
        to=" ".join(body.split()),
        text=" ".join(text[start:end].split()),
        span=Span(start, end),
        kind=kind,
        mode=mode,
    )


def _above(unit: Provision, units: dict[str, Provision]) -> str | None:
    """The body that the opening words of a parent, or a heading, set for what stands below."""
    parent = units.get(unit.parent or "")
    while parent is not None:
        words = parent.text.strip()
        if words.endswith(":") and (match := _BODY_RE.match(words)):
            return match[0]
        if match := _HEADING_RE.search(parent.heading or ""):
            return match["body"]
        parent = units.get(parent.parent or "")
    return None
