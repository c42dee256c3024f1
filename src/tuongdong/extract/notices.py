"""A conclusion notice or minutes: who met whom, what was found, who asks for what, who is told to do what."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from tuongdong.extract.addressees import Context, sentences
from tuongdong.extract.attendance import Attendee, find_attendees, host_of, person
from tuongdong.extract.bodies import (
    Body,
    chain_at,
    complete,
    find_bodies,
    is_anybodys,
    key,
    locality_at,
    locality_name,
)
from tuongdong.extract.dates import find_days, iso
from tuongdong.extract.documents import find_documents, mask
from tuongdong.extract.outline import Line, Outline
from tuongdong.extract.people import find_guests, find_titled
from tuongdong.extract.sessions import fields_of, find_topics, met_abroad
from tuongdong.extract.statements import find_commitment, find_feeds, find_obstacles, find_periods, find_petition
from tuongdong.extract.tasks import find_tasks
from tuongdong.extract.vocabulary import LOWER, NAME, any_of, words
from tuongdong.models import Moment, NamedBody, Participant, Person, Said, Session, Span, Task, Visit
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
    sessions = tuple(_sessions(text, mask(text, documents), plan, opening, chair)) if meets else ()
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
    return iso(match[1]) if match else None


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


# --- sessions

# chủ trì buổi làm việc với lãnh đạo tỉnh Đắk Lắk về tình hình ...
_MEETING_RE: Final = re.compile(r"(?:buổi làm việc|làm việc|cuộc họp|buổi họp) với ")
# chủ trì Phiên họp lần thứ 21 Ban Chỉ đạo Nhà nước các công trình trọng điểm
_LEADERS_RE: Final = re.compile(r"(?:lãnh đạo )?")
_HELD_RE: Final = re.compile(
    r"chủ trì (?P<kind>Phiên họp|phiên họp|Hội nghị|hội nghị|cuộc họp|Cuộc họp)(?: lần thứ \w+)?(?: của| về)? (?P<with>[^(.;\n]+)"
)
# nghe báo cáo tình hình ...; triển khai kế hoạch ...: what a meeting was about, and nobody that it was with
_ABOUT_RE: Final = re.compile(
    r"(?:nghe|bàn|triển khai|rà soát|đánh giá|kiểm điểm|xem xét|thông qua|thảo luận|tình hình|việc) "
)
# để cho ý kiến về dự thảo Chiến lược ...: what a body met for
_PURPOSE_RE: Final = re.compile(
    r" (?:để|nhằm) (?:cho ý kiến |thảo luận |xem xét |góp ý )?(?:về |đối với )?(?P<topic>.+)$"
)
_OTHER_RE: Final = re.compile(
    r"(?P<act>dự [Ll]ễ|kiểm tra(?: thực tế)?|dâng hương(?:, dâng hoa)?|viếng|thăm|khảo sát)(?P<rest>[^;.]*?)(?=; |, dâng|, viếng|, thăm|\.| và làm việc| và chủ trì|, chủ trì|$)"
)
_PLACE_RE: Final = re.compile(r"(?<!\w)(?:tại |ở )(?P<place>[^,;.]+)")


def _sessions(text: str, masked: str, plan: Outline, opening: list[Line], chair: Person | None) -> Iterator[Session]:
    if not opening:
        return
    talk, attendance = plan.of("talk"), plan.of("attendance")
    title = [line.span for line in plan.of("head")[-4:] if plan.title and line.span.of(text) in plan.title]
    name = chair.name if chair else None
    first = opening[0].span
    days = find_days(text, first.start, first.end, None)
    meetings = (m for line in opening if (m := _meeting(text, masked, line.span, name)))
    if meeting := next(meetings, None) or _hosted(text, attendance, name):
        topics = (*meeting.topics, *_talked(text, masked, talk)) or _titled(text, masked, title)
        yield (
            replace(
                meeting,
                date=days[0].value if len(days) == 1 else None,
                topics=topics,
                fields=fields_of(tuple(t.text for t in topics)),
            )
            if topics
            else replace(meeting, date=days[0].value if len(days) == 1 else None)
        )
    for match in _OTHER_RE.finditer(text, first.start, first.end):
        yield _other(text, match, name)


# ... tại buổi làm việc với tỉnh Quảng Ninh về liên kết phát triển du lịch
_ABOUT_IN_TITLE_RE: Final = re.compile(
    r"(?:buổi làm việc|cuộc họp|hội nghị|làm việc)[^.;\n]*? về (?:việc )?(?P<topic>[^\n]+)$", re.I
)


def _titled(text: str, masked: str, title: list[Span]) -> tuple[Said, ...]:
    """What the title says that a meeting was about, where its opening does not."""
    for span in title:
        if match := _ABOUT_IN_TITLE_RE.search(masked, span.start, span.end):
            about = Span(match.start("topic"), match.start("topic") + len(match["topic"].rstrip(" .*")))
            return (Said(text=about.of(text), span=about),)
    return ()


def _talked(text: str, masked: str, talk: list[Line]) -> Iterator[Said]:
    """What minutes say was talked about."""
    for line in talk:
        for one in sentences(text, line.start, line.span.end):
            yield from find_topics(text, masked, one.start, one.end)


# Đoàn công tác tỉnh Quảng Ninh do ...; Đoàn công tác của Bộ Xây dựng về ...
_GUESTS_RE: Final = re.compile(r"(?:[Đđ]oàn|Tổ) công tác [^.;,\n]{3,80}?(?= do | về | và |[.;,\n])")


def _meeting(text: str, masked: str, first: Span, chair: str | None) -> Session | None:
    """The meeting that an opening tells of: with whom, or the body that met."""
    for match in _MEETING_RE.finditer(text, first.start, first.end):
        if guests := _GUESTS_RE.match(text, match.end(), first.end):
            topics = tuple(find_topics(text, masked, match.start(), first.end))
            return _session(guests[0], chair, topics, Span(match.start(), guests.end()))
        if groups := chain_at(text, match.end() + len(_LEADERS_RE.match(text, match.end())[0])):  # type: ignore[index] # matches the empty text, too
            topics = tuple(find_topics(text, masked, match.start(), first.end))
            end = groups[-1][-1].span.end
            return _session(text[match.end() : end], chair, topics, Span(match.start(), end))
        if places := met_abroad(text, match.end(), first.end):
            topics = tuple(find_topics(text, masked, match.start(), first.end))
            return _session(text[match.end() : places[-1].end], chair, topics, Span(match.start(), places[-1].end))
    held = _HELD_RE.search(text, first.start, first.end)
    if held and _ABOUT_RE.match(held["with"]):
        about = Said(
            text=held["with"].strip(), span=Span(held.start("with"), held.start("with") + len(held["with"].rstrip()))
        )
        return _session(held["kind"], chair, (about,), Span(held.start("kind"), held.end("kind")))
    return _body_met(text, held, chair) if held else None


def _in_full(text: str, short: str) -> str:
    """Hội đồng Quốc gia Giáo dục (sau đây gọi tắt là Hội đồng): what a body that is called short is called in full."""
    told = re.search(
        rf"({re.escape(short)} [^,;.()\n]{{3,100}}) \((?:sau đây )?(?:gọi|viết) tắt là {re.escape(short)}\)", text
    )
    return told[1] if told else short


def _body_met(text: str, held: re.Match[str], chair: str | None) -> Session:
    """The body that met, and what for where the words say so."""
    if purpose := _PURPOSE_RE.search(text, held.start("with"), held.end("with")):
        about = Span(purpose.start("topic"), purpose.start("topic") + len(purpose["topic"].rstrip(" .")))
        who = _in_full(text, text[held.start("with") : purpose.start()].strip())
        return _session(who, chair, (Said(text=about.of(text), span=about),), Span(held.start(), held.end()))
    return _session(held["with"].strip(), chair, (), Span(held.start(), held.end()))


def _hosted(text: str, attendance: list[Line], chair: str | None) -> Session | None:
    """The meeting of minutes whose opening names no host: with the side that the list of who was there calls its own."""
    span = host_of(text, attendance)
    return _session(span.of(text), chair, (), span) if span else None


def _session(who: str, chair: str | None, topics: tuple[Said, ...], span: Span) -> Session:
    fields = fields_of(tuple(t.text for t in topics) or (who,))
    return Session(with_=who, kind="meeting", chair=chair, topics=topics, fields=fields, span=span)


# ... Trường phổ thông dân tộc nội trú xã Ia Rvê: the place that a thing belongs to receives the guests
_VILLAGE_RE: Final = re.compile(rf" (?P<village>(?:xã|phường|đặc khu) {NAME})\W*$")


def _whole_place(text: str, start: int, end: int) -> str:
    """Trung tâm phục vụ hành chính công, Ủy ban nhân dân phường Hải Châu: with the body that it is part of."""
    groups = chain_at(text, end + 2) if text.startswith(", ", end) else []
    return text[start : groups[0][0].span.end if groups and groups[0][0].kind != "person" else end].strip()


def _other(text: str, match: re.Match[str], chair: str | None) -> Session:
    """A ceremony attended or a place seen: where, and the words for it."""
    place = _PLACE_RE.search(match["rest"])
    ceremony = match["act"].startswith(("dự", "dâng", "viếng"))
    if place:
        where = _whole_place(text, match.start("rest") + place.start("place"), match.start("rest") + place.end("place"))
    elif village := _VILLAGE_RE.search(match["rest"]):
        where = village["village"]
    else:
        where = re.sub(r"^.*?(?=[A-ZĐ])", "", match["rest"]).strip() or match["rest"].strip()
    start = match.start() + (len("dự ") if match["act"].startswith("dự") else 0)
    end = match.end("rest") if not place else match.start("rest") + place.start()
    topic = Said(text=text[start:end].strip(), span=Span(start, start + len(text[start:end].rstrip())))
    return Session(
        with_=where.strip(),
        kind="ceremony" if ceremony else "visit",
        chair=chair,
        topics=(topic,),
        fields=fields_of((topic.text,)),
        span=Span(match.start(), match.end()),
    )
