"""A news report, or a short retelling, of a visit: who went where, with whom they worked, on what."""

import re
from collections.abc import Iterator
from textwrap import shorten
from typing import Final

from tuongdong.extract.abroad import abroad_at
from tuongdong.extract.addressees import Context
from tuongdong.extract.bodies import Body, body_at, complete, find_bodies, is_anybodys, key
from tuongdong.extract.dates import find_days
from tuongdong.extract.documents import find_documents, mask
from tuongdong.extract.frame import Frame, Sentence, frame_of, localities_in, told_sentences
from tuongdong.extract.given import given_by_name, given_further, gives
from tuongdong.extract.outline import Line, Outline
from tuongdong.extract.people import Guest, Titled, find_guests, find_titled
from tuongdong.extract.sessions import fields_of, find_topics
from tuongdong.extract.statements import (
    find_commitment,
    find_feeds,
    find_obstacles,
    find_periods,
    find_petition,
    find_statement,
)
from tuongdong.extract.vocabulary import words
from tuongdong.models import CitedDocument, NamedBody, Participant, Person, Said, Session, Span, Statement, Task, Visit

__all__ = ["report_visit"]


def report_visit(text: str, plan: Outline) -> Visit:
    """The draft visit of a report. Few or no items when it tells of no visit."""
    body = _from_lead(text, plan.of("body"))
    documents = find_documents(text, 0, len(text))
    frame = frame_of(text, plan, body)
    told = list(told_sentences(frame, body))
    titled = [one for line in plan.of("body", "caption") for one in find_titled(text, line.span.start, line.span.end)]
    tasks, statements, commitments = _said(frame, told, titled)
    masked = mask(text, documents)
    captions = tuple(_caption(text, line) for line in plan.of("caption"))
    first = body[0].span if body else Span(0, 0)
    leader = _leader(frame, titled)
    return Visit(
        title=plan.title,
        genre="report",
        when=tuple(find_days(text, first.start, first.end, _year_from(text, documents))),
        where=_joined([name for name, _ in frame.hosts]),
        leader=leader,
        chair=_sole_chair(frame, told, titled),
        delegation=_delegation(text, first),
        localities=tuple(NamedBody(name=n, span=s) for n, s in frame.localities),
        agencies=tuple(_agencies(frame, told, titled, documents)),
        participants=tuple(_participants(frame, told, titled, leader)),
        sessions=tuple(_sessions(frame, told, titled, masked, documents)),
        documents_cited=tuple(d.number for d in documents),
        documents=tuple(documents),
        tasks=tuple(tasks),
        statements=tuple(statements),
        conclusions=tuple(commitments),
        captions=captions,
        obstacles=tuple(o for line in body for o in find_obstacles(text, line.span.start, line.span.end)),
        proposals=tuple(p for s in told if s.role == "talk" for p in find_petition(text, s.span.start, s.span.end)),
        feeds=tuple(f for line in body for f in find_feeds(text, line.span.start, line.span.end)),
        periods=tuple(find_periods(text, [line.span for line in plan.lines])),
    )


def _from_lead(text: str, body: list[Line]) -> list[Line]:
    """The lines from the first that names a locality: a note may stand before it."""
    leads = (at for at, line in enumerate(body) if next(localities_in(text, line.span.start, line.span.end), None))
    return body[next(leads, 0) :]


def _joined(names: list[str]) -> str | None:
    return " và ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else None


def _caption(text: str, line: Line) -> Said:
    end = line.span.end
    while end > line.span.start and text[end - 1] in " |.":
        end -= 1
    return Said(text=text[line.span.start : end], span=Span(line.span.start, end))


def _year_from(text: str, documents: list[CitedDocument]) -> tuple[str, str] | None:
    """The last full date printed: the event came after it."""
    dated = [(d.issued_on, shorten(d.span.of(text), 60, placeholder=" …")) for d in documents if d.issued_on]
    return max(dated) if dated else None


def _said(frame: Frame, told: list[Sentence], titled: list[Titled]) -> tuple[list[Task], list[Statement], list[Said]]:
    text, tasks, statements, commitments = frame.text, list[Task](), list[Statement](), list[Said]()
    for at, one in enumerate(told):
        if one.role == "task":
            giver = next(iter(localities_in(text, one.span.start, one.span.end)), (frame.guest, one.span))[0]
            tasks += given_by_name(
                Context(text, frame.guest, None), one.span, giver if _given_at_home(text, one, giver) else frame.guest
            )
        elif (
            at
            and told[at - 1].role in ("task", "further")
            and "\n" not in text[told[at - 1].span.start : one.span.start]
        ):
            further = given_further(
                Context(text, frame.guest, None), one.span, tasks[-1].assigned_by if tasks else None
            )
            tasks += further
            told[at] = one._replace(role="further", host=None, home=frame.guest) if further else one
        elif one.role == "commitment" and (said := find_commitment(text, one.span.start, one.span.end)):
            commitments.append(said)
        if one.role != "commitment" and (statement := _statement(text, one, titled)):
            statements.append(statement)
    return tasks, statements, commitments


def _given_at_home(text: str, one: Sentence, locality: str | None) -> bool:
    """Whether the locality named first stands before the verb: the giver's own."""
    match, named = gives(text, one.span), next(iter(localities_in(text, one.span.start, one.span.end)), None)
    return bool(match and named and named[0] == locality and named[1].start < match.end())


def _statement(text: str, one: Sentence, titled: list[Titled]) -> Statement | None:
    """Thanks or an opinion; of a sentence that thanks and gives a task, the thanks alone."""
    match = gives(text, one.span) if one.role == "task" else None
    if match and not match["thanks"]:
        return None
    return find_statement(text, one.span.start, match.end("thanks") - len(" và") if match else one.span.end, titled)


# --- people


def _organization(body: Body | None, home: str | None) -> str | None:
    if body is None:
        return None
    if body.kind == "locality":
        return complete(body.names[0], home)
    return complete(body.names[0], body.place or home) if body.names else None


_LEADS_RE: Final = re.compile(r"(?:làm [Tt]rưởng đoàn|dẫn đầu|dẫn đoàn|đưa đoàn|là [Tt]rưởng đoàn|[Tt]rưởng đoàn)")


def _leader(frame: Frame, titled: list[Titled]) -> Person | None:
    """Who leads the delegation: the person right before "làm trưởng đoàn", "dẫn đầu", "đưa đoàn"."""
    for match in _LEADS_RE.finditer(frame.text):
        before = [one for one in titled if one.span.end <= match.start() and match.start() - one.span.end < 30]
        if before:
            return _person(before[-1], frame.guest)
    return None


def _person(one: Titled, home: str | None) -> Person:
    return Person(name=one.name, position=complete(one.position, home), span=one.span)


# Phan Văn Mãi cùng lãnh đạo thành phố chủ trì làm việc
_CHAIRS_RE: Final = re.compile(r"[^.;:]{0,80}?(?:chủ trì|tiếp đoàn|tiếp và làm việc|tiếp)(?![a-zà-ỹ]| tục| cận| thu)")


# Tiếp và làm việc với Đoàn có đồng chí Vì Đức Thọ
_RECEIVED_BY_RE: Final = re.compile(
    r"(?:[Tt]iếp|[Ll]àm việc với|[Đđ]ón) (?:và làm việc với )?[Đđ]oàn[^.;,:]{0,40} có (?:các )?(?:đồng chí |ông |bà )?$"
)


def _chair(frame: Frame, told: list[Sentence], titled: list[Titled], host: str) -> Titled | None:
    for one in told:
        if one.host == host:
            for person in titled:
                if not one.span.start <= person.span.start < one.span.end:
                    continue
                if _RECEIVED_BY_RE.search(frame.text, one.span.start, person.span.start):
                    return person
                if _CHAIRS_RE.match(frame.text, person.span.end, one.span.end):
                    between = frame.text[person.span.end : person.span.end + 40]
                    if not _LEADS_RE.search(between):
                        return person
    return None


def _sole_chair(frame: Frame, told: list[Sentence], titled: list[Titled]) -> Person | None:
    if len(frame.hosts) != 1:
        return None
    chair = _chair(frame, told, titled, frame.hosts[0][0])
    return _person(chair, frame.hosts[0][0]) if chair else None


_BARE_POST_RE: Final = re.compile(r"(?:Phó )?(?:Chủ tịch|Bí thư|Giám đốc)(?: Thường trực)?")


def _participants(
    frame: Frame, told: list[Sentence], titled: list[Titled], leader: Person | None
) -> Iterator[Participant]:
    """Everybody once: named persons, and those whom the text calls by their post."""
    seen: set[str] = set()
    posts: set[str] = set()
    caption_guests = list(_caption_spans(frame, told))
    for span, home, host in [*((s.span, s.home, s.host) for s in told if s.role == "talk"), *caption_guests]:
        people = [one for one in titled if span.start <= one.span.start < span.end]
        everyone: list[Titled | Guest] = sorted(
            [*people, *find_guests(frame.text, span.start, span.end, people)], key=lambda one: one.span
        )
        beside: str | None = None
        body: Body | None = None
        for one in everyone:
            # Chủ tịch UBND tỉnh Nguyễn Đức Trung và Phó Chủ tịch Lê Ngọc Hoa: of the same body
            body = one.body or (body if _BARE_POST_RE.fullmatch(one.position) else None)
            leads = leader is not None and isinstance(one, Titled) and one.span == leader.span
            # lãnh đạo tỉnh, beside the Bí thư Tỉnh ủy Đồng Nai: of the locality named before it
            place = (
                (body.place if body else None) or _small_host(frame, body) or (frame.guest if leads else beside or home)
            )
            beside = place
            organization = _organization(body, place) or (place if one.position in words("abroad", "titles") else None)
            position = complete(one.position, place)
            mark = key(one.name) if isinstance(one, Titled) else key(position)
            if mark in seen or (isinstance(one, Guest) and mark in posts):
                continue
            seen.add(mark)
            posts.add(key(position))
            side = "host" if organization and any(_bare(name) in organization for name, _ in frame.hosts) else "guest"
            yield Participant(
                name=one.name if isinstance(one, Titled) else None,
                position=one.position if isinstance(one, Guest) else position,
                organization=organization,
                span=one.span,
                side=side,
                session=host,
            )


_KIND_RE: Final = re.compile(r"(?:tỉnh|[Tt]hành phố|huyện|thị xã|quận|xã|phường|đặc khu) ")


def _bare(name: str) -> str:
    """huyện Nghi Xuân (Hà Tĩnh) -> Nghi Xuân"""
    return _KIND_RE.sub("", name, count=1).partition(" (")[0]


def _small_host(frame: Frame, body: Body | None) -> str | None:
    """Whose a bare "UBND huyện" is: a province's guests are of no district, the host that is one is."""
    kind = body.names[0].rsplit(" ", 1)[-1] if body and body.names and not body.place else ""
    if kind not in ("huyện", "xã", "phường"):
        return None
    return next((name for name, _span in frame.hosts if name.startswith(f"{kind} ")), None)


def _caption_spans(frame: Frame, told: list[Sentence]) -> Iterator[tuple[Span, str | None, str | None]]:
    """Captions name people, too: "phát biểu tại buổi làm việc với lãnh đạo tỉnh Bình Dương"."""
    covered = [one.span for one in told]
    at = 0
    for line in frame.text.split("\n"):
        span = Span(at, at + len(line))
        at += len(line) + 1
        if line.endswith("|") and not any(c.start <= span.start < c.end for c in covered):
            yield span, frame.guest, None


# --- agencies, sessions


def _agencies(
    frame: Frame, told: list[Sentence], titled: list[Titled], documents: list[CitedDocument]
) -> Iterator[NamedBody]:
    """Every body of the visit once: not collectives without a home, nor what a person's lesser titles name."""
    text, seen = frame.text, set()
    cited = [d.span for d in documents]
    for one in told:
        giver = (
            next((n for n, s in localities_in(text, one.span.start, one.span.end)), None)
            if one.role == "task"
            else None
        )
        for body in find_bodies(text, one.span.start, one.span.end):
            if not _counts(body) or any(s.start <= body.span.start < s.end for s in cited) or _lesser(body, titled):
                continue
            home = giver or one.home
            name = complete(body.names[0], body.place or _small_host(frame, body) or home)
            if key(name) not in seen and not is_anybodys(name):
                seen.add(key(name))
                yield NamedBody(name=name, span=body.span, inferred=name != body.printed(text))
    for printed, span in ((d.issuer, d.span) for d in documents):
        at_home = next((one.home for one in told if one.span.start <= span.start < one.span.end), None)
        issuer = complete(printed, at_home) if printed else None
        if issuer and key(issuer) not in seen:
            seen.add(key(issuer))
            yield NamedBody(name=issuer, span=span)


def _counts(body: Body) -> bool:
    if body.kind == "collective":
        return (
            "liên quan" not in body.names[0]
            and re.search(r"(?:[Tt]hành phố|[Tt]ỉnh)(?: [A-ZĐ]|$)| thuộc (?:UBND|(?:Ủy|Uỷ) ban)", body.names[0])
            is not None
            and "tỉnh, thành phố" not in body.names[0]
        )
    return body.kind in ("agency", "council", "head")


def _lesser(body: Body, titled: list[Titled]) -> bool:
    return any(
        one.span.start <= body.span.start < one.span.end and one.body and one.body.span != body.span for one in titled
    )


def _delegation(text: str, first: Span) -> str | None:
    match = re.compile(
        r"[Đđ]oàn (?:công tác|đại biểu)(?: (?:của )?(?=[A-ZĐ]|tỉnh|thành phố))?|[Đđ]oàn (?=tỉnh |thành phố )|[Đđ]oàn\b"
    ).search(text, first.start, first.end)
    if not match:
        return None
    if abroad := abroad_at(text, match.end()):
        return text[match.start() : abroad[1].end]
    body = body_at(text, match.end())
    bare = re.compile(r"tỉnh|thành phố").match(text, match.end())
    return text[match.start() : body.span.end if body else bare.end() if bare else match.end()].strip()


def _sessions(
    frame: Frame, told: list[Sentence], titled: list[Titled], masked: str, documents: list[CitedDocument]
) -> Iterator[Session]:
    for name, span in frame.hosts:
        # đi xem khu dân cư kiểu mẫu ở xã Tiên Điền và xã Xuân Trường: of each that the sentence names, where none has its own
        naming = [one for one in told if one.span.start <= span.start < one.span.end]
        topics = _topics(frame, [one for one in told if one.host == name], masked) or _topics(frame, naming, masked)
        chair = _chair(frame, told, titled, name)
        spans = [one.span for one in told if one.host == name]
        within = tuple(d.number for d in documents if any(s.start <= d.span.start < s.end for s in spans))
        body = body_at(frame.text, span.start)
        yield Session(
            with_=name,
            kind="meeting",
            chair=chair.name if chair else None,
            topics=topics,
            fields=fields_of(tuple(t.text for t in topics)),
            span=span,
            body=complete(body.names[0], name) if body and body.kind == "agency" else None,
            documents=within,
        )


def _topics(frame: Frame, told: list[Sentence], masked: str) -> tuple[Said, ...]:
    return tuple(topic for one in told for topic in find_topics(frame.text, masked, one.span.start, one.span.end))
