"""A conclusion notice or minutes: who met whom, what was found, who asks for what, who is told to do what."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tuongdong.extract.addressees import Context, sentences
from tuongdong.extract.attendance import Attendee, find_attendees, person
from tuongdong.extract.bodies import (
    Body,
    complete,
    find_bodies,
    is_anybodys,
    key,
    locality_at,
    locality_name,
)
from tuongdong.extract.dates import find_days, iso_of
from tuongdong.extract.documents import find_documents, mask
from tuongdong.extract.meetings import find_meetings
from tuongdong.extract.outline import Line, Outline
from tuongdong.extract.people import find_guests, find_titled
from tuongdong.extract.statements import find_commitment, find_feeds, find_obstacles, find_periods, find_petition
from tuongdong.extract.tasks import find_tasks
from tuongdong.extract.vocabulary import LOWER, any_of, words
from tuongdong.models import Moment, NamedBody, Participant, Person, Said, Span, Task, Visit
from tuongdong.terms import locality_named

__all__ = ["notice_visit"]

_NUMBER_RE: Final = re.compile(r"Số:? ?(\d+[\w/-]+)")
_ISSUED_RE: Final = re.compile(r", ngày (\d{1,2} tháng \d{1,2} năm \d{4})")


def notice_visit(text: str, plan: Outline) -> Visit:
    """The draft visit of an official paper; tasks alone when it tells of no meeting (a plan, a dispatch)."""
    opening = plan.of("opening")
    issued_on = _issued_on(text)
    days = next((tuple(d) for o in opening if (d := find_days(text, o.span.start, o.span.end, None))), ())
    host = _host(text, plan, opening)
    context = Context(text, host, _year(issued_on, days))
    proposals: list[Said] = []
    tasks = find_tasks(context, plan, proposals)
    for line in plan.of("talk"):
        proposals += find_petition(text, line.start, line.span.end)
    body = [line for line in plan.lines if line.role not in ("head", "tail")]
    span = Span(body[0].span.start, body[-1].span.end) if body else Span(0, 0)
    number = _number(text)
    documents = [d for d in find_documents(text, span.start, span.end) if d.number != number]
    meets = plan.meets
    listed = find_attendees(text, plan.of("attendance")) if meets else []
    chair = (_chair(text, opening) or person(_first(listed, "chairs"))) if meets else None
    participants = (*_participants(text, opening, host, chair), *(one.told for one in listed)) if meets else ()
    sessions = tuple(find_meetings(text, mask(text, documents), plan, opening, chair)) if meets else ()
    return Visit(
        title=plan.title,
        genre=plan.genre,
        number=number,
        issued_on=issued_on,
        when=days if meets else (),
        where=_where(text, opening) if meets else None,
        leader=(_leader(text, opening) or person(_first(listed, "leads"))) if meets else None,
        chair=chair,
        localities=tuple(NamedBody(name=n, span=s) for n, s in _localities(text, plan, opening)) if meets else (),
        agencies=tuple(_agencies(text, body, participants, tasks, host)),
        participants=participants,
        sessions=sessions,
        documents_cited=tuple(d.number for d in documents),
        documents=tuple(documents),
        tasks=tuple(tasks),
        obstacles=tuple(
            o
            for line in body
            if line.role not in ("petitions", "attendance")
            for o in find_obstacles(text, line.start, line.span.end)
        )
        if meets
        else (),
        proposals=tuple(proposals),
        conclusions=tuple(_conclusions(text, body, plan, tasks, proposals)),
        feeds=tuple(f for line in opening for f in find_feeds(text, line.span.start, line.span.end)),
        periods=tuple(find_periods(text, [line.span for line in body])),
    )


def _number(text: str) -> str | None:
    match = _NUMBER_RE.search(text[:1500])
    return match[1] if match else None


def _issued_on(text: str) -> str | None:
    match = _ISSUED_RE.search(text[:1500])
    return iso_of(match[1]) if match else None


def _year(issued_on: str | None, days: tuple[Moment, ...]) -> str | None:
    """Of days without one: the paper's, else that of the meeting."""
    told = issued_on or next((day.value for day in days if day.value and day.value[0] != "-"), None)
    return told[:4] if told else None


def _first(listed: list[Attendee], what: str) -> Attendee | None:
    return next((one for one in listed if getattr(one, what)), None)


@lru_cache(maxsize=1)
def _agrees_re() -> re.Pattern[str]:
    return re.compile(rf"{any_of(words('tasks', 'agrees'))}(?![{LOWER}])")


def _conclusions(
    text: str, body: list[Line], plan: Outline, tasks: list[Task], proposals: list[Said]
) -> Iterator[Said]:
    """What was agreed and is nobody's task: in minutes all of it, in a notice what the chair agrees to."""
    taken = [*(task.span for task in tasks), *(one.span for one in proposals)]
    for line in body:
        if line.role not in ("assessment", "tasks", "talk"):
            continue
        for one in sentences(text, line.start, line.span.end):
            if any(t.start < one.end and one.start < t.end for t in taken):
                continue
            if plan.genre == "minutes" and (said := find_commitment(text, one.start, one.end)):
                yield said
            elif _agrees_re().match(text, one.start, one.end) or (
                plan.genre == "minutes"
                and line.role == "tasks"
                and line.depth > 1
                and not one.of(text).rstrip().endswith(":")
            ):
                yield Said(
                    text=one.of(text).rstrip(" .;:"), span=Span(one.start, one.start + len(one.of(text).rstrip(" .;:")))
                )


# --- whose meeting

# làm việc với lãnh đạo tỉnh Phú Thọ; tại thành phố Đà Nẵng
_MET_RE: Final = re.compile(r"(?:làm việc với|tại) (?:lãnh đạo |trụ sở )?(?:(?:Ủy|Uỷ) ban nhân dân |UBND )?")


# UBND TỈNH LÂM ĐỒNG; ỦY BAN NHÂN DÂN / TỈNH HÀ NAM; TỈNH ỦY QUẢNG TRỊ
_ISSUER_RE: Final = re.compile(
    r"^(?:TỈNH|THÀNH) (?:ỦY|UỶ) (?P<party>[A-ZĐÀ-Ỹ -]+)$|^(?:.*?(?:BAN NHÂN DÂN|UBND|HĐND)\s+)?(?P<place>(?:TỈNH|THÀNH PHỐ) [A-ZĐÀ-Ỹ -]+?)$",
    re.M,
)


def _issuer(text: str, plan: Outline) -> tuple[str, Span] | None:
    """The locality whose office wrote the paper, as its head says, and where."""
    head = plan.of("head")
    match = _ISSUER_RE.search(text, 0, head[-1].span.end if head else 600)
    found = locality_named(match["place"] or match["party"]) if match else None
    return (locality_name(found.name), Span(match.start(), match.end())) if match and found else None


def _host(text: str, plan: Outline, opening: list[Line]) -> str | None:
    """Whose bodies a bare "UBND tỉnh" means: those of the paper's own office; of a central one, of the locality that was met."""
    if plan.genre != "minutes" and (issuer := _issuer(text, plan)):
        return issuer[0]
    if plan.title:
        match = re.search(r"(?:TỈNH|THÀNH PHỐ|tỉnh|[Tt]hành phố) ((?:[A-ZĐÀ-Ỹ][\wÀ-ỹ-]*(?: - | )?){1,5})", plan.title)
        for size in range(4, 0, -1) if match else ():
            if match and (found := locality_named(" ".join(match[1].split()[:size]))):
                return found.name if found.name.startswith("Thành phố") else f"{found.kind} {found.name}"
    for line in opening:
        for match in _MET_RE.finditer(text, line.span.start, line.span.end):
            body = locality_at(text, match.end())
            if body and body.place:
                return body.place
    return None


def _localities(text: str, plan: Outline, opening: list[Line]) -> Iterator[tuple[str, Span]]:
    """The localities of the meeting: the paper's own, where a locality's office wrote it, and those that met."""
    seen: set[str] = set()
    if plan.genre == "notice" and (issuer := _issuer(text, plan)):
        seen.add(issuer[0])
        yield issuer
    for line in (*opening[:1], *plan.of("attendance")):
        for body in find_bodies(text, line.span.start, line.span.end):
            names = body.names if body.kind == "locality" else (body.place,) if body.place else _party_of(body)
            for name in names:
                if name and name not in seen and locality_named(name):
                    seen.add(name)
                    yield name, body.span


def _party_of(body: Body) -> tuple[str, ...]:
    """Ban Thường vụ Tỉnh ủy Tiền Giang: of the province of that committee."""
    match = re.search(r"(?:Tỉnh|Thành) (?:ủy|uỷ) (?P<place>.+)$", " ".join(body.names))
    return (locality_name(match["place"]),) if match else ()


_CHAIRS_RE: Final = re.compile(r"[^.]{0,400}?(?:chủ trì|kết luận|làm việc với)")


def _chair(text: str, opening: list[Line]) -> Person | None:
    for line in opening:
        for one in find_titled(text, line.span.start, line.span.end):
            if _CHAIRS_RE.match(text, one.span.end, line.span.end):
                return Person(name=one.name, position=one.position, span=one.span)
    return None


_LEADS_RE: Final = re.compile(r"[^.;:]{0,60}?(?:làm|là) [Tt]rưởng đoàn|[^.;:,]{0,30}?dẫn đầu")


def _leader(text: str, opening: list[Line]) -> Person | None:
    """... do đồng chí Lê Hữu Tài làm trưởng đoàn: the nearest person before the words."""
    for line in opening:
        for one in reversed(find_titled(text, line.span.start, line.span.end)):
            if _LEADS_RE.match(text, one.span.end, line.span.end):
                return Person(name=one.name, position=one.position, span=one.span)
    return None


# Chiều ngày 09 tháng 11 năm 2025, tại trụ sở Ủy ban nhân dân tỉnh Đắk Lắk, Phó Thủ tướng
_WHERE_RE: Final = re.compile(
    r"[Tt]ại (?P<where>(?:trụ sở|hội trường|phòng họp|thành phố|tỉnh|Thành phố|UBND|Trụ sở|Hội trường|Phòng họp|Trung tâm|Văn phòng|Nhà)[^,;.\n]*)(?:[,;.]|$)",
    re.M,
)


def _where(text: str, opening: list[Line]) -> str | None:
    for line in opening:
        if match := _WHERE_RE.search(text, line.span.start, min(line.span.end, line.span.start + 200)):
            return match["where"]
        # Địa điểm: Hội trường UBND tỉnh
        if told := re.compile(r"[-+*] ?[Đđ]ịa điểm: (?P<where>[^;.\n]+)|[Đđ]ịa điểm: (?P<where2>[^;.\n]+)").search(
            text, line.span.start, line.span.end
        ):
            return told["where"] or told["where2"]
    return None


# Đoàn công tác tỉnh Quảng Ninh do: whose the person named next is
_DELEGATION_RE: Final = re.compile(r"[Đđ]oàn(?: công tác| đại biểu)?(?: của)? (?P<whose>[^.;,]{3,80}?) do $")


def _comes_from(text: str, start: int) -> str | None:
    """The locality of the delegation that a person is named to lead."""
    match = _DELEGATION_RE.search(text, max(0, start - 120), start)
    body = next(find_bodies(text, match.start("whose"), match.end("whose")), None) if match else None
    return body.place if body else None


# lãnh đạo các Bộ, cơ quan: nobody that is not named before
_ANY_RE: Final = re.compile(r"[Cc]ác (?:(?:[Bb]ộ|cơ quan|ngành|đơn vị|sở|ban|địa phương)(?:, | và |$))+(?: liên quan)?")


def _participants(text: str, opening: list[Line], host: str | None, chair: Person | None) -> Iterator[Participant]:
    """Named guests, and bodies sent without a name, lists written out."""
    seen: set[tuple[str, str]] = set()
    for line in opening:
        named = find_titled(text, line.span.start, line.span.end)
        for one in named:
            if (chair and one.name == chair.name) or ("name", one.name) in seen:
                continue
            seen.add(("name", one.name))
            home = _comes_from(text, one.span.start) or host
            yield Participant(
                name=one.name,
                position=one.position,
                organization=complete(one.body.names[0], home) if one.body and one.body.names else None,
                span=one.span,
            )
        for guest in find_guests(text, line.span.start, line.span.end, named):
            if seen and _ANY_RE.fullmatch(guest.body.printed(text)):
                continue  # those who sit there already, called together
            for name in guest.body.names:
                organization = complete(name, host)
                if chair and key(guest.position) == key(chair.position):
                    continue  # the chair, called by his post
                if (guest.word, key(organization)) not in seen and guest.body.kind != "superior":
                    seen.add((guest.word, key(organization)))
                    yield Participant(name=None, position=guest.word, organization=organization, span=guest.span)


# --- agencies


def _agencies(
    text: str, body: list[Line], participants: tuple[Participant, ...], tasks: list[Task], host: str | None
) -> Iterator[NamedBody]:
    """Ministries and central bodies wherever named; local bodies where they took part or are told to act."""
    seen: set[str] = set()
    for one in participants:
        if one.side and one.organization and key(one.organization) not in seen:  # of a list of who was there
            seen.add(key(one.organization))
            yield NamedBody(name=one.organization, span=one.span, inferred=True)
    acting = [p.span for p in participants] + [s for t in tasks for s in _addressing(text, t)]
    for line in body:
        if line.role == "attendance":
            continue
        for body_ in find_bodies(text, line.span.start, line.span.end):
            inside = any(s.start <= body_.span.start < s.end for s in acting)
            if not _counts(body_, inside or line.role == "opening", inside):
                continue
            for name in body_.names:
                full = complete(name, body_.place or host)
                if key(full) not in seen and not is_anybodys(full):
                    seen.add(key(full))
                    yield NamedBody(name=full, span=body_.span, inferred=full != body_.printed(text))


def _addressing(text: str, task: Task) -> Iterator[Span]:
    """Where a task names its addressee and partners."""
    for words_ in (task.to, *task.with_):
        at = text.find(words_, task.span.start, task.span.end)
        if at >= 0:
            yield Span(at, at + len(words_))


def _counts(body: Body, here: bool, acting: bool) -> bool:
    name = body.names[0] if body.names else ""
    if body.kind == "agency":
        central = name.startswith("Bộ ") or name in words("bodies")
        return central or here
    if body.kind == "head":
        return re.match(any_of(words("agency_heads")), name) is not None or acting
    return body.kind == "council" and acting
