"""
What the papers of an exchange are made from: one value, whether it comes from a draft visit or from the office's records.

    record_of(visit)       a Record from what `extract` found
    of_host(record, host)  what of it concerns one host, for papers that go to that host alone
"""

import datetime as dt

from msgspec import Struct
from msgspec.structs import replace

from tuongdong.models import Person, Task, Visit
from tuongdong.text import capital, day_words, last_day

__all__ = ["Assignment", "Finding", "Meeting", "Member", "Office", "Question", "Record", "Wish", "of_host", "record_of"]


class Office(Struct, frozen=True, kw_only=True):
    """Who writes the papers. `code` stands behind the type in a number: BC-UBND."""

    name: str = ""
    parent: str | None = None
    code: str = ""
    place: str | None = None
    signer_form: str | None = None
    signer_position: str = ""
    signer_name: str = ""


class Member(Struct, frozen=True, kw_only=True):
    name: str
    position: str
    side: str = "guest"
    """guest or host."""
    host: str = ""
    """With whom the session is that the member attended; "" for every session."""


class Meeting(Struct, frozen=True, kw_only=True):
    """A buổi làm việc."""

    host: str
    day: str | None = None
    start: str = ""
    """08:00"""
    place: str | None = None
    chair: str | None = None
    chair_guest: str = ""
    topics: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class Question(Struct, frozen=True, kw_only=True):
    host: str
    field: str
    text: str
    evidence: str = ""
    answer: str = ""


class Finding(Struct, frozen=True, kw_only=True):
    """An experience or an obstacle, with what it is founded on. `more`: how to take it over, or how the host did."""

    field: str
    text: str
    evidence: str = ""
    more: str = ""
    host: str = ""


class Wish(Struct, frozen=True, kw_only=True):
    """A proposal: in which field and period, of which kind, to whom."""

    field: str
    period: str
    kind: str
    text: str
    to: str = ""
    evidence: str = ""


class Assignment(Struct, frozen=True, kw_only=True):
    """A task with its state. `cell`: done_in_time, done_late, open_in_time, open_overdue or no_deadline."""

    what: str
    lead: str
    with_: tuple[str, ...] = ()
    due: str = ""
    state: str = ""
    cell: str = "no_deadline"
    result: str = ""
    number: str = ""


class Record(Struct, frozen=True, kw_only=True):
    """An exchange, as papers tell it."""

    title: str
    office: Office = Office()
    programme: str = ""
    purpose: str = ""
    leader: str = ""
    chair: str = ""
    """Who concluded, with his position."""
    days: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    """Who is visited; needed where no meeting tells it."""
    meetings: tuple[Meeting, ...] = ()
    members: tuple[Member, ...] = ()
    bases: tuple[str, ...] = ()
    """Legal bases, without the closing mark."""
    questions: tuple[Question, ...] = ()
    experiences: tuple[Finding, ...] = ()
    obstacles: tuple[Finding, ...] = ()
    proposals: tuple[Wish, ...] = ()
    conclusions: tuple[str, ...] = ()
    tasks: tuple[Assignment, ...] = ()
    documents: tuple[str, ...] = ()
    today: dt.date | None = None


def record_of(visit: Visit, today: dt.date | None = None) -> Record:
    """The record of a draft visit, its tasks all open `today` (None: this day); evidence is the place in the text that was read."""
    today = today or dt.date.today()  # noqa: DTZ011 - deadlines are days of the office's calendar
    return Record(
        title=visit.title or "",
        programme=visit.feeds[0].under or "" if visit.feeds else "",
        purpose=visit.feeds[0].what if visit.feeds else "",
        leader=_named(visit.leader),
        chair=_named(visit.chair),
        days=tuple(moment.value or moment.printed for moment in visit.when),
        meetings=tuple(
            Meeting(host=s.with_, day=s.date, chair=s.chair, topics=tuple(t.text for t in s.topics), fields=s.fields)
            for s in visit.sessions
        ),
        members=tuple(
            Member(name=p.name or "", position=p.position, side=p.side or "guest") for p in visit.participants
        ),
        obstacles=tuple(Finding(field="", text=o.text, evidence=_place(o.span)) for o in visit.obstacles),
        proposals=tuple(
            Wish(field="", period="", kind="kiến nghị", text=p.text, evidence=_place(p.span)) for p in visit.proposals
        ),
        conclusions=tuple(said.text for said in visit.conclusions),
        tasks=tuple(_assignment(task, today) for task in visit.tasks),
        documents=tuple(
            " ".join(filter(None, (d.number, f"ngày {_day(d.issued_on)}" if d.issued_on else "", d.title or "")))
            for d in visit.documents
        ),
    )


def of_host(record: Record, host: str) -> Record:
    """
    The record with the sessions, questions, members and experiences of one host; the delegation's own stays.

    >>> both = Record(title="", meetings=(Meeting(host="A"), Meeting(host="B")))
    >>> [meeting.host for meeting in of_host(both, "B").meetings]
    ['B']
    """
    meetings = tuple(one for one in record.meetings if one.host == host)
    days = tuple(dict.fromkeys(one.day for one in meetings if one.day))
    return replace(
        record,
        days=days or record.days,
        meetings=meetings,
        members=tuple(one for one in record.members if one.host in ("", host)),
        questions=tuple(one for one in record.questions if one.host in ("", host)),
        experiences=tuple(one for one in record.experiences if one.host in ("", host)),
    )


def _place(span: tuple[int, int]) -> str:
    return f"văn bản nguồn, ký tự {span[0]}–{span[1]}"


def _named(person: Person | None) -> str:
    return f"{person.position} {person.name}" if person and person.name else ""


def _assignment(task: Task, today: dt.date) -> Assignment:
    until = _last_day(task.due)
    return Assignment(
        what=task.what,
        lead=task.organization or task.to,
        with_=task.with_,
        due=_day(task.due) or task.due_text or "",
        cell="no_deadline" if until is None else "open_overdue" if until < today else "open_in_time",
    )


def _last_day(due: str | None) -> dt.date | None:
    """Until when a task is in time; None also for what somebody wrote into the record that is no day, month or quarter."""
    try:
        return last_day(due) if due else None
    except ValueError:
        return None


def _day(iso: str | None) -> str:
    """As a cell prints it: 15/12/2025, Quý IV/2025."""
    return capital(day_words(iso)) if iso else ""
