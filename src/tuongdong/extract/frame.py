"""What the title and the first paragraph of a news report settle, and each sentence with the session that it belongs to."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tuongdong.extract.abroad import abroad_at, find_abroad
from tuongdong.extract.addressees import sentences
from tuongdong.extract.bodies import body_at, find_bodies
from tuongdong.extract.given import gives
from tuongdong.extract.outline import Line, Outline
from tuongdong.extract.sessions import find_hosts
from tuongdong.extract.statements import find_commitment
from tuongdong.models import Span

__all__ = ["Frame", "Sentence", "frame_of", "localities_in", "told_sentences"]


class Sentence(NamedTuple):
    """A sentence with whose session it stands in (a host, or None) and whose locality a bare "thành phố" means."""

    span: Span
    host: str | None
    home: str | None
    role: str
    """talk, thanks, task, commitment: what it tells."""


class Frame(NamedTuple):
    """What the title and the first paragraph settle."""

    text: str
    guest: str | None
    hosts: tuple[tuple[str, Span], ...]
    localities: tuple[tuple[str, Span], ...]


# tiếp đoàn công tác tỉnh Quảng Bình; đón và làm việc với đoàn
_RECEIVES_RE: Final = re.compile(
    r"(?:tiếp|đón)(?: và làm việc(?: với)?)? (?:[Đđ]oàn|các [Đđ]oàn)(?: công tác| đại biểu)?(?: của)? "
)


# đoàn công tác UBND tỉnh Hà Nam; đoàn tỉnh Quảng Bình
_COMES_RE: Final = re.compile(r"[Đđ]oàn (?:công tác |đại biểu )?(?:cấp cao )?(?:của )?")


def frame_of(text: str, plan: Outline, body: list[Line]) -> Frame:
    """Who came, whom they met and where, by the title and the first paragraph; hosts also by the second."""
    title = [line for line in plan.of("head") if line.span.of(text) == plan.title]
    opening = [*title, *body[:1]] if len(body) > 1 or title else body
    named = [(name, span) for line in opening for name, span in localities_in(text, line.span.start, line.span.end)]
    unique = dict(reversed(named))
    order = sorted(unique.items(), key=lambda item: item[1])
    guest = _guest(text, opening, [name for name, _ in named])
    hosts = _receivers(text, body, guest)
    for line in body[:2] if body and not hosts else []:
        for span in find_hosts(text, line.span.start, line.span.end):
            name = _locality_of(text, span)
            if name and name != guest:
                hosts.setdefault(name, span)
        if hosts and not any(_WORKED_RE.search(text, later.span.start, later.span.end) for later in body[1:2]):
            break
    return Frame(text, guest, tuple(hosts.items()), tuple(order))


def _receivers(text: str, body: list[Line], guest: str | None) -> dict[str, Span]:
    """Phó Chủ tịch UBND tỉnh Thái Nguyên tiếp và làm việc với Đoàn công tác ...: the subject is the host."""
    for line in body[:1]:
        if received := _RECEIVES_RE.search(text, line.span.start, line.span.end):
            return {n: s for n, s in localities_in(text, line.span.start, received.start()) if n != guest}
    return {}


# đã có buổi làm việc với UBND tỉnh Hải Dương và UBND tỉnh Bắc Ninh
_WORKED_RE: Final = re.compile(r"(?:buổi|chương trình) làm việc với ")


# đoàn đại biểu Thủ đô Viêng Chăn ... đến thăm và làm việc tại thành phố Cần Thơ: guests whom no register knows
_COMES_TO_RE: Final = re.compile(
    r"[Đđ]oàn [^.;\n]{0,300}?(?:đến |tới |thăm |làm việc |học tập )+[^.;\n]{0,40}?(?:tại|với) (?=[A-ZĐ]|tỉnh |thành phố )"
)


def _guest(text: str, opening: list[Line], named: list[str]) -> str | None:
    for line in opening:
        if received := _RECEIVES_RE.search(text, line.span.start, line.span.end):
            after = [n for n, _ in localities_in(text, received.end(), line.span.end)]
            if after and not re.search(
                r"(?:đoàn công tác|cử đoàn|trưởng đoàn|dẫn đầu|dẫn đoàn|đưa đoàn)",
                text[line.span.start : received.start()],
            ):
                return after[0]
    for line in opening:
        for match in _COMES_RE.finditer(text, line.span.start, line.span.end):
            if abroad := abroad_at(text, match.end()):
                return abroad[0]
            if (body := body_at(text, match.end())) and (name := _locality_of(text, body.span)):
                return name
    if len(set(named)) == 1 and any(_COMES_TO_RE.search(text, line.span.start, line.span.end) for line in opening):
        return None
    return named[0] if named else None


def localities_in(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """The localities named, at home and abroad, left to right."""
    abroad = list(find_abroad(text, start, end))
    home = (
        (name, body.span)
        for body in find_bodies(text, start, end)
        if (name := _locality_of(text, body.span))
        and not any(span.start < body.span.end and body.span.start < span.end for _name, span in abroad)
    )
    yield from sorted([*abroad, *home], key=lambda named: named[1])


def _locality_of(text: str, span: Span) -> str | None:
    if abroad := abroad_at(text, span.start):
        return abroad[0]
    body = body_at(text, span.start)
    if body is None:
        return None
    if body.kind == "locality":
        return body.names[0] if body.names[0] not in ("Tỉnh", "Thành phố") else None
    if body.place:
        return body.place
    inner = [b for b in find_bodies(text, span.start + 1, span.end) if b.kind == "locality"]
    return inner[-1].names[0] if inner else None


# --- sentences

_AT_RE: Final = re.compile(r"(?:Tại|Về phía|Phía) (?:buổi làm việc (?:với|tại) )?(?:lãnh đạo )?")


def told_sentences(frame: Frame, body: list[Line]) -> Iterator[Sentence]:
    """Each sentence with the session that it belongs to: a host named at its head holds until another is named."""
    text, host = frame.text, frame.hosts[0][0] if len(frame.hosts) == 1 else None
    for line in body:
        if line is not body[0]:
            host = _named_host(frame, line) or host
        for span in sentences(text, line.span.start, line.span.end):
            here: str | None = None
            if at := _AT_RE.match(text, span.start):
                named = next(iter(localities_in(text, at.end(), min(at.end() + 60, span.end))), None)
                if named and any(named[0] == known for known, _ in frame.hosts) and named[1].start == at.end():
                    host = here = named[0]
            role = _role(text, span)
            if _WITH_US_RE.match(text, span.start) and role == "talk":
                yield Sentence(span, host, frame.guest, role)
                continue
            home = here or (frame.guest if role != "talk" or not host or line is body[0] else host)
            yield Sentence(span, host if role == "talk" else None, home, role)


# Cùng đi có Chủ tịch UBND tỉnh ...; Đoàn có ...: of the guests, whoever's session it is
_WITH_US_RE: Final = re.compile(
    r"(?:Cùng đi|Cùng đi với đoàn|Tham gia đoàn|Đoàn(?: công tác)?|Thành phần đoàn)(?: còn)? (?:có|gồm)"
)


def _named_host(frame: Frame, line: Line) -> str | None:
    """The host that a paragraph's first sentence names, when it names one alone."""
    first = sentences(frame.text, line.span.start, line.span.end)[0]
    named = {name for name, _ in localities_in(frame.text, first.start, first.end)} & {name for name, _ in frame.hosts}
    return named.pop() if len(named) == 1 else None


def _role(text: str, span: Span) -> str:
    if gives(text, span):
        return "task"
    if re.search(r"c[ảá]m ơn", span.of(text)):
        return "thanks"
    return "commitment" if find_commitment(text, span.start, span.end) else "talk"
