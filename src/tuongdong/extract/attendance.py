"""Who was there, as minutes list it: a heading a side, a person or body a line."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec.structs import replace

from tuongdong.extract.abroad import find_abroad
from tuongdong.extract.bodies import complete, find_bodies
from tuongdong.extract.outline import Line
from tuongdong.extract.people import find_guests
from tuongdong.extract.vocabulary import LOWER, UPPER, any_of, words
from tuongdong.models import Participant, Person, Span

__all__ = ["Attendee", "find_attendees", "host_of", "person"]


class Attendee(NamedTuple):
    """Somebody on a list. `leads`: the delegation; `chairs`: the meeting."""

    told: Participant
    leads: bool
    chairs: bool


def person(one: Attendee | None) -> Person | None:
    """The named person behind an entry."""
    if one is None or one.told.name is None:
        return None
    return Person(name=one.told.name, position=one.told.position, span=one.told.span)


@lru_cache(maxsize=1)
def _entry_re() -> re.Pattern[str]:
    """Ông Đỗ Văn Khánh, Phó Chủ tịch UBND tỉnh - Trưởng đoàn; Bà: Mai Thị Hoa - Chức vụ: Chánh Văn phòng"""
    titles = any_of([*words("titles"), *words("abroad", "titles")])
    name = rf"(?!{titles})[{UPPER}][{LOWER}'-]*(?: [{UPPER}][{LOWER}'-]*){{1,4}}"
    return re.compile(
        rf"(?:(?:Ông|Bà|Đồng chí|Các đồng chí|Đ/c|ông|bà|đồng chí)(?: \(bà\))?:? )?(?P<name>{name})(?:,| [-–]|:|;| \()? ?(?:[Cc]hức vụ: )?"
        rf"(?P<position>(?:{titles}|[Cc]huyên viên|[Tt]hư ký)(?![{LOWER}])[^;\n]*)"
    )


_LEADS_RE: Final = re.compile(r"(?:,| [-–]| \(|,? là| làm)? ?(?<!Phó )[Tt]rưởng đoàn(?: công tác)?\)?")
_CHAIRS_RE: Final = re.compile(
    r"(?:,| [-–]| \()? ?(?:[Cc]hủ trì(?: (?:buổi làm việc|cuộc họp|hội nghị))?|[Cc]hủ tọa)\)?"
)
_GUESTS_RE: Final = re.compile(r"[Đđ]oàn (?:công tác|khảo sát|học tập|đại biểu)|ĐOÀN CÔNG TÁC|[Kk]hách")
_ENDS: Final = " .;,-–"


def find_attendees(text: str, lines: list[Line]) -> list[Attendee]:
    """Each entry of the attendance sections, with the side that its heading names; those beside the delegation's leader are guests."""
    listed = list(_listed(text, lines))
    guests = {at for at, one in listed if one.leads}
    return [
        one._replace(told=replace(one.told, side="guest")) if at in guests and one.told.side else one
        for at, one in listed
    ]


def _listed(text: str, lines: list[Line]) -> Iterator[tuple[int, Attendee]]:
    """Each entry with the heading that it stands below, counted."""
    at = 0
    side: str | None = None
    home: str | None = None
    body: str | None = None
    for line in lines:
        match = _entry_re().match(text, line.start, line.span.end)
        if match:
            yield at, _named(match, side, home, body)
            continue
        guests = list(find_guests(text, line.start, line.span.end, []))
        if guests and not text[: line.span.end].endswith(":"):
            yield from (
                (at, _unnamed(g.position, name, g.span, side, home)) for g in guests for name in g.body.names or (None,)
            )
            continue
        at += 1
        bodies = list(find_bodies(text, line.start, line.span.end))
        home = next((b.place for b in bodies if b.place), home)
        abroad = next(find_abroad(text, line.start, line.span.end), None)
        body = next((b.names[0] for b in bodies if b.names and b.kind in ("agency", "head")), abroad and abroad[0])
        side = "guest" if _GUESTS_RE.search(text, line.start, line.span.end) else "host"


def host_of(text: str, lines: list[Line]) -> Span | None:
    """The body that heads the list of the hosts."""
    for line in lines:
        if _entry_re().match(text, line.start, line.span.end) or _GUESTS_RE.search(text, line.start, line.span.end):
            continue
        if body := next(find_bodies(text, line.start, line.span.end), None):
            return body.span
        if abroad := next(find_abroad(text, line.start, line.span.end), None):
            return abroad[1]
    return None


def _named(match: re.Match[str], side: str | None, home: str | None, body: str | None) -> Attendee:
    told = match["position"]
    position = _CHAIRS_RE.sub("", _LEADS_RE.sub("", told)).strip(_ENDS)
    bodies = [b for b in find_bodies(position, 0, len(position)) if b.names]
    return Attendee(
        Participant(
            name=match["name"],
            position=position,
            organization=complete(bodies[-1].names[0], bodies[-1].place or home) if bodies else body,
            span=Span(match.start(), match.start("position") + len(told.rstrip(_ENDS))),
            side=side,
        ),
        leads=_LEADS_RE.search(told) is not None,
        chairs=_CHAIRS_RE.search(told) is not None,
    )


def _unnamed(position: str, name: str | None, span: Span, side: str | None, home: str | None) -> Attendee:
    organization = complete(name, home) if name else None
    return Attendee(
        Participant(name=None, position=position, organization=organization, span=span, side=side),
        leads=False,
        chairs=False,
    )
