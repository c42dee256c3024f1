"""What `extract` found in a text, until a person accepts, corrects or drops each item."""

import datetime as dt
import os
from collections.abc import Iterator
from textwrap import shorten
from typing import Any, Final, NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tuongdong import models as values
from tuongdong.codec import from_builtins, to_builtins
from tuongdong.extract import extract
from tuongdong.extract.second import Reader, read_again
from tuongdong.models import SourceText, Span, Suggested
from tuongdong.models import Visit as Found
from tuongdong.web.exchange.deadlines import last_day
from tuongdong.web.exchange.models import (
    Conclusion,
    Evidence,
    Host,
    Member,
    Obstacle,
    OfVisit,
    Proposal,
    Session,
    Task,
    Visit,
)
from tuongdong.web.people.models import Agency

__all__ = ["GROUPS", "Item", "Piece", "accept", "drop", "items", "pieces", "second_reader", "start"]

GROUPS: Final = {
    "sessions": _("Buổi làm việc"),
    "participants": _("Thành phần"),
    "tasks": _("Nhiệm vụ"),
    "obstacles": _("Khó khăn, vướng mắc"),
    "proposals": _("Đề xuất, kiến nghị"),
    "conclusions": _("Kết luận, cam kết"),
    "suggested": _("Bộ đọc thứ hai nêu thêm"),
}


class Item(NamedTuple):
    """An item of the draft. `state`: "" until somebody decided, then accepted or dropped."""

    group: str
    at: int
    text: str
    detail: str
    span: Span
    state: str
    inferred: bool

    @property
    def key(self) -> str:
        return f"{self.group}-{self.at}"


class Piece(NamedTuple):
    """A run of the source text, with the item that it is the evidence of."""

    text: str
    key: str


def second_reader() -> Reader | None:
    """The second reader that the office has set up; None, as it comes."""
    address = os.environ.get("TUONGDONG_READER_URL", "")
    if not address:
        return None
    return Reader(address, os.environ.get("TUONGDONG_READER_MODEL", ""), os.environ.get("TUONGDONG_READER_KEY", ""))


def start(visit: Visit, source: SourceText, reader: Reader | None = None) -> Found:
    """Fills an empty visit with a draft; a second reader is asked only where one is handed in."""
    found = extract(source)
    if reader and found.genre != "other":
        found = read_again(source, found, reader)
    days = [dt.date.fromisoformat(m.value) for m in found.when if m.value and m.value[0] != "-"]
    visit.title = visit.title or (found.title or "")[:300]
    visit.leader = f"{found.leader.position} {found.leader.name}"[:200] if found.leader else ""
    visit.first_day, visit.last_day = (min(days), max(days)) if days else (None, None)
    visit.purpose = found.feeds[0].what if found.feeds else ""
    visit.source, visit.draft = source.text, {"visit": to_builtins(found), "done": {}}
    return found


def found_of(visit: Visit) -> Found | None:
    return from_builtins(visit.draft["visit"], Found) if visit.draft else None


def items(visit: Visit) -> Iterator[Item]:
    """Every item of the draft, group by group."""
    found, done = found_of(visit), visit.draft.get("done", {})
    if found is None:
        return
    for group in GROUPS:
        for at, one in enumerate(getattr(found, group)):
            text, detail, inferred = _told(group, one)
            yield Item(group, at, text, detail, Span(*one.span), done.get(f"{group}-{at}", ""), inferred)


def _told(group: str, one: Any) -> tuple[str, str, bool]:
    if group == "sessions":
        return one.body or one.with_, "; ".join(topic.text for topic in one.topics), False
    if group == "participants":
        return one.name or one.position, one.position if one.name else one.organization or "", False
    if group == "suggested":
        detail = " · ".join(filter(None, (str(GROUPS[one.group]), one.to, one.due or one.due_text)))
        return one.text, detail, True
    if group == "tasks":
        return (
            one.what,
            f"{one.organization or one.to} · {one.due or one.due_text or '–'}",
            one.to_inferred or one.due_inferred,
        )
    return one.text, "", False


def pieces(visit: Visit) -> list[Piece]:
    """The source cut at the spans of the items, innermost first come; nested ones keep the outer run whole."""
    spans = sorted(((one.span, one.key) for one in items(visit)), key=lambda pair: (pair[0].start, -pair[0].end))
    done, at = [], 0
    for span, key in spans:
        if span.start < at:
            continue
        done += [Piece(visit.source[at : span.start], ""), Piece(visit.source[span.start : span.end], key)]
        at = span.end
    return [piece for piece in (*done, Piece(visit.source[at:], "")) if piece.text]


def drop(visit: Visit, group: str, at: int) -> None:
    _mark(visit, group, at, "dropped")


def _mark(visit: Visit, group: str, at: int, state: str) -> None:
    visit.draft["done"][f"{group}-{at}"] = state
    visit.save()


def accept(visit: Visit, group: str, at: int, text: str) -> models.Model:
    """The record of an item, its words as corrected, with the place in the source as its evidence."""
    found = found_of(visit)
    if found is None or group not in GROUPS or not 0 <= at < len(getattr(found, group)):
        raise LookupError(f"{group}-{at}")
    one = getattr(found, group)[at]
    kind, one = (one.group, _as_task(one)) if group == "suggested" else (group, one)
    with transaction.atomic():
        row = _MAKERS[kind](visit, one, text.strip())
        span = Span(*one.span)
        Evidence.objects.create(
            visit=visit,
            about=row._meta.model_name or "",
            about_id=row.pk,
            kind=Evidence.Kind.SOURCE,
            reference=_called(found),
            quote=visit.source[span.start : span.end],
            target=f"source {span.start} {span.end}",
        )
        _mark(visit, group, at, "accepted")
    return row


_GENRES: Final = {
    "notice": "Thông báo",
    "minutes": "Biên bản",
    "dispatch": "Công điện",
    "letter": "Công văn",
    "report": "bài",
}


def _called(found: Found) -> str:
    """The source as papers name it: Thông báo số 12/TB-UBND ngày 05/9/2025; else by its title."""
    kind = _GENRES.get(found.genre, "văn bản")
    if not found.number:
        return shorten(f"{kind} “{found.title}”" if found.title else "văn bản nguồn", 240, placeholder="…”")
    day = dt.date.fromisoformat(found.issued_on) if found.issued_on else None
    return f"{kind} số {found.number}{f' ngày {day:%d/%m/%Y}' if day else ''}"[:250]


def _as_task(one: Suggested) -> values.Task | Suggested:
    """What a second reader suggests, as the record's maker wants it."""
    if one.group != "tasks":
        return one
    return values.Task(to=one.to or "", with_=(), what=one.text, due=one.due, due_text=one.due_text, span=one.span)


def _session(visit: Visit, one: Any, text: str) -> OfVisit:
    Host.objects.get_or_create(visit=visit, name=text[:200])
    day = dt.date.fromisoformat(one.date) if one.date and one.date[0] != "-" else None
    return Session.objects.create(
        visit=visit,
        host=text[:200],
        day=day,
        chair_host=one.chair or "",
        fields=", ".join(one.fields)[:300],
        topics="\n".join(t.text for t in one.topics),
    )


def _member(visit: Visit, one: Any, text: str) -> OfVisit:
    side = Member.Side.HOST if one.side == "host" else Member.Side.GUEST
    with_them = visit.sessions.filter(host__contains=one.session).first() if one.session and side == "host" else None
    return Member.objects.create(
        visit=visit,
        session=with_them,
        name=(text if one.name else "")[:120],
        position=(one.position if one.name else text)[:250],
        side=side,
    )


def _task(visit: Visit, one: Any, text: str) -> OfVisit:
    name = (one.organization or one.to)[:250]
    due = one.due if one.due and last_day(one.due) else ""
    return Task.objects.create(
        visit=visit, what=text, lead=agency_named(name), lead_name=name, with_names=", ".join(one.with_)[:400], due=due
    )


def agency_named(name: str) -> Agency | None:
    """The one agency of that name; None where there are none or several (two agencies with one name: a person decides)."""
    found = list(Agency.objects.filter(name__iexact=name)[:2]) or [
        a
        for a in Agency.objects.select_related("locality")
        if a.locality and name.endswith(a.locality.name) and name.startswith(a.name)
    ]
    return found[0] if len(found) == 1 else None


def _conclusion(visit: Visit, _one: Any, text: str) -> OfVisit:
    return Conclusion.objects.create(visit=visit, text=text)


def _obstacle(visit: Visit, _one: Any, text: str) -> OfVisit:
    return Obstacle.objects.create(visit=visit, text=text)


def _proposal(visit: Visit, _one: Any, text: str) -> OfVisit:
    return Proposal.objects.create(visit=visit, text=text, kind=Proposal.Kind.PETITION)


_MAKERS: Final = {
    "sessions": _session,
    "participants": _member,
    "tasks": _task,
    "obstacles": _obstacle,
    "proposals": _proposal,
    "conclusions": _conclusion,
}
