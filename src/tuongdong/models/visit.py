"""What `extract` gives: a visit, as a report, minutes or a notice tell of it."""

from msgspec import Struct

from tuongdong.models.findings import Finding, Span

__all__ = [
    "CitedDocument",
    "Feed",
    "Moment",
    "NamedBody",
    "Participant",
    "Person",
    "Said",
    "Session",
    "Statement",
    "Suggested",
    "Task",
    "Visit",
]


class Said(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Words of the text that are an item by themselves: an obstacle, a proposal, a topic, a period."""

    text: str
    span: Span


class NamedBody(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An agency or a locality by its full name; `inferred` when the text leaves part of it to the context."""

    name: str
    span: Span
    inferred: bool = False


class Moment(Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"source": "from"}):
    """A day. `value` is ISO ("--07-09" without a year, None for an impossible day); `source` ("from") tells where an inferred year comes from."""

    value: str | None
    printed: str
    span: Span
    inferred: bool = False
    source: str | None = None


class Person(Struct, frozen=True, kw_only=True):
    name: str | None
    position: str
    span: Span


class Participant(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody at the visit. `session`: with whom the session was."""

    name: str | None
    position: str
    organization: str | None
    span: Span
    side: str | None = None
    """host or guest."""
    session: str | None = None


class Session(Struct, frozen=True, kw_only=True, rename={"with_": "with"}):
    """A buổi làm việc, or a place seen (kind: meeting, visit, ceremony)."""

    with_: str
    kind: str
    chair: str | None
    topics: tuple[Said, ...]
    fields: tuple[str, ...]
    span: Span
    body: str | None = None
    date: str | None = None
    documents: tuple[str, ...] = ()


class CitedDocument(Struct, frozen=True, kw_only=True):
    """A document as cited; None for what the text does not print."""

    number: str
    issued_on: str | None
    issuer: str | None
    title: str | None
    span: Span


class Task(Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"with_": "with"}):
    """
    What somebody is to do. `to` as printed, or the addressee of the section where none is named (`to_inferred`).

    `due` is a day, a month ("2025-12") or a quarter ("2025-Q4"); None with `due_text` is a condition, a recurrence or
    an impossible day. `answers` counts into the visit's proposals.
    """

    to: str
    with_: tuple[str, ...]
    what: str
    due: str | None
    due_text: str | None
    span: Span
    to_inferred: bool = False
    due_inferred: bool = False
    organization: str | None = None
    assigned_by: str | None = None
    answers: tuple[int, ...] = ()


class Statement(Struct, frozen=True, kw_only=True):
    """What somebody said; kind: thanks, opinion."""

    speaker: str | None
    kind: str
    text: str
    span: Span
    to: tuple[str, ...] = ()


class Suggested(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a second reader found besides: words of the text, and in which group of the visit they would belong."""

    group: str
    """tasks, obstacles, proposals or conclusions."""
    text: str
    span: Span
    to: str | None = None
    due: str | None = None
    due_text: str | None = None


class Feed(Struct, frozen=True, kw_only=True):
    """What the visit serves: the documents that its findings go into."""

    what: str
    congress: str | None
    term: str | None
    under: str | None
    span: Span


class Visit(Struct, frozen=True, kw_only=True):
    """
    A draft record of a visit or meeting, for a person to accept, correct or drop item by item.

    Every item's span is into the text that was read; nothing is in it that the text does not print, save what says
    that it is inferred.
    """

    title: str | None
    genre: str
    """report, minutes, notice; dispatch (công điện), letter (công văn), directive (chỉ thị, kế hoạch): tasks alone; other: nothing of these."""
    number: str | None = None
    issued_on: str | None = None
    when: tuple[Moment, ...] = ()
    where: str | None = None
    leader: Person | None = None
    chair: Person | None = None
    delegation: str | None = None
    localities: tuple[NamedBody, ...] = ()
    agencies: tuple[NamedBody, ...] = ()
    participants: tuple[Participant, ...] = ()
    sessions: tuple[Session, ...] = ()
    documents_cited: tuple[str, ...] = ()
    documents: tuple[CitedDocument, ...] = ()
    tasks: tuple[Task, ...] = ()
    obstacles: tuple[Said, ...] = ()
    proposals: tuple[Said, ...] = ()
    conclusions: tuple[Said, ...] = ()
    feeds: tuple[Feed, ...] = ()
    statements: tuple[Statement, ...] = ()
    captions: tuple[Said, ...] = ()
    periods: tuple[Said, ...] = ()
    findings: tuple[Finding, ...] = ()
    suggested: tuple[Suggested, ...] = ()
    """Of a second reader, where one was asked."""
