"""
A visit as the value that papers are made from, and a whole exchange as JSON and back, evidence included.

    record_of(visit)               the Record that `report.papers` composes from
    to_plain(visit)                everything of a visit, as JSON holds it
    from_plain(plain, agency)      a new visit of it; SchemaError when the shape does not fit, LimitError for a file that is too large
"""

import base64
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils import timezone

from tuongdong.errors import SchemaError
from tuongdong.extract.bodies import locality_name
from tuongdong.report.papers.record import Assignment, Finding, Meeting, Member, Office, Question, Record, Wish
from tuongdong.web.exchange import models as rows
from tuongdong.web.exchange.deadlines import shown
from tuongdong.web.exchange.models import Evidence, Proposal, Task, Visit
from tuongdong.web.library import originals
from tuongdong.web.people.models import Agency
from tuongdong.web.reader import number_of

__all__ = ["from_plain", "record_of", "record_of_tasks", "to_plain"]

FORMAT: Final = "tuongdong-exchange"
VERSION: Final = 1


def record_of(visit: Visit, tasks: list[Task] | None = None) -> Record:
    """The record of a visit as it stands."""
    told = _references(visit)
    today = timezone.localdate()
    return Record(
        title=visit.title,
        office=_office(visit.agency),
        programme=visit.programme.title if visit.programme else "",
        purpose=visit.purpose or (visit.programme.feeds if visit.programme else ""),
        leader=visit.leader,
        days=tuple(day.isoformat() for day in dict.fromkeys((visit.first_day, visit.last_day)) if day),
        hosts=tuple(host.name for host in visit.hosts.all()),
        meetings=tuple(
            Meeting(
                host=s.host,
                day=_iso(s.day),
                start=f"{s.start:%H:%M}" if s.start else "",
                place=s.place or None,
                chair=s.chair_host or None,
                chair_guest=s.chair_guest,
                topics=_lines(s.topics),
                fields=tuple(f.strip() for f in s.fields.split(",") if f.strip()),
            )
            for s in visit.sessions.all()
        ),
        members=tuple(
            Member(name=m.name, position=m.position, side=m.side, host=m.session.host if m.session else "")
            for m in visit.members.select_related("session")
        ),
        bases=_lines(visit.bases),
        questions=tuple(
            Question(
                host=q.host,
                field=q.field,
                text=q.text,
                evidence=_joined(q.basis, told["question", q.pk]),
                answer=q.answer,
            )
            for q in visit.questions.all()
        ),
        experiences=tuple(
            Finding(
                field=e.field,
                text=_joined(e.text, e.figures),
                host=e.host,
                more=e.get_use_display(),
                evidence=told["experience", e.pk],
            )
            for e in visit.experiences.all()
        ),
        obstacles=tuple(
            Finding(field=o.field, text=o.text, more=o.host_way, evidence=_joined(o.provision, told["obstacle", o.pk]))
            for o in visit.obstacles.all()
        ),
        proposals=tuple(
            Wish(
                field=p.field,
                period=p.period,
                kind=str(p.get_kind_display()),
                text=p.text,
                to=p.addressee,
                evidence=_chain(p, told),
            )
            for p in visit.proposals.select_related("obstacle", "experience")
        ),
        conclusions=tuple(_founded(c.text, told["conclusion", c.pk]) for c in visit.conclusions.all()),
        tasks=tuple(
            _assignment(task, today)
            for task in (visit.tasks.select_related("lead") if tasks is None else tasks)
            if task.state != Task.State.CANCELLED
        ),
        today=today,
    )


def record_of_tasks(office: Agency | None, tasks: list[Task]) -> Record:
    """A record of tasks alone, of one visit or many, in the name of an office."""
    today = timezone.localdate()
    return Record(
        title="",
        office=_office(office) if office else Office(),
        tasks=tuple(_assignment(task, today) for task in tasks if task.state != Task.State.CANCELLED),
        today=today,
    )


def _office(agency: Agency) -> Office:
    place = agency.locality.name if agency.locality else None
    above = f"Ủy ban nhân dân {locality_name(place)}" if place and agency.name.startswith(_UNDER) else None
    return Office(
        name=agency.name,
        parent=agency.parent.name if agency.parent else above,
        code=agency.short or _initials(agency.name),
        place=place,
        signer_position="Thủ trưởng cơ quan",
    )


# Whose parent is the people's committee of the locality, where the office's list says nothing else.
_UNDER: Final = ("Sở ", "Ban Quản lý ", "Ban quản lý ", "Thanh tra")


def _initials(name: str) -> str:
    """
    As the numbers of papers tell who issued them.

    >>> _initials("Sở Nông nghiệp và Môi trường"), _initials("Ủy ban nhân dân")
    ('SNNMT', 'UBND')
    """
    plain = name.replace("Ủ", "U").replace("Ỷ", "Y")
    return "".join(word[0].upper() for word in plain.replace(",", " ").split() if word != "và" and word[0].isalpha())


def _assignment(task: Task, today: dt.date) -> Assignment:
    return Assignment(
        what=task.what,
        lead=task.who,
        with_=tuple(filter(None, [task.with_names])),
        due=shown(task.due) if task.due else "",
        state=str(task.get_state_display()),
        cell=task.cell(today),
        result=task.result,
    )


def _references(visit: Visit) -> Mapping[tuple[str, int], str]:
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for one in visit.evidence.all():
        found[one.about, one.about_id].append(one.reference)
    return defaultdict(str, {key: "; ".join(words) for key, words in found.items()})


def _chain(proposal: Proposal, told: Mapping[tuple[str, int], str]) -> str:
    """The chain of evidence of a proposal: its own, that of the obstacle that it removes, that of the experience it takes."""
    obstacle, experience = proposal.obstacle, proposal.experience
    return _joined(
        told["proposal", proposal.pk],
        f"vướng mắc: {_joined(obstacle.text, obstacle.provision, told['obstacle', obstacle.pk])}" if obstacle else "",
        f"kinh nghiệm {experience.host}: {_joined(experience.text, told['experience', experience.pk])}"
        if experience
        else "",
    )


def _joined(*parts: str) -> str:
    """Each piece once: a provision that an obstacle is about is mostly its evidence, too."""
    return "; ".join(dict.fromkeys(piece for part in parts if part for piece in part.split("; ")))


def _founded(text: str, reference: str) -> str:
    return f"{text.rstrip(' .;')} ({reference})" if reference else text


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


# --- the whole exchange, to another office

# In the order of making: a later kind may point to an earlier one.
_PARTS: Final[Mapping[str, type[models.Model]]] = {
    "hosts": rows.Host,
    "sessions": rows.Session,
    "members": rows.Member,
    "questions": rows.Question,
    "conclusions": rows.Conclusion,
    "experiences": rows.Experience,
    "obstacles": rows.Obstacle,
    "proposals": rows.Proposal,
    "adoptions": rows.Adoption,
    "tasks": rows.Task,
    "papers": rows.Paper,
    "attachments": rows.Attachment,
}
_VISIT: Final = ("title", "purpose", "leader", "first_day", "last_day", "bases", "source", "draft")
# Agencies and accounts are another office's own: their names go along in the text fields.
_LEFT_OUT: Final = {"id", "visit", "agency", "lead", "due_on", "seq", "created", "by"}


def to_plain(visit: Visit) -> dict[str, Any]:
    """Everything of a visit. Ids are those of this office, and only point within the file."""
    plain: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "visit": {name: _plain(getattr(visit, name)) for name in _VISIT},
    }
    if visit.programme:
        plain["programme"] = {
            "title": visit.programme.title,
            "feeds": visit.programme.feeds,
            "term": visit.programme.term,
        }
    for name, model in _PARTS.items():
        plain[name] = [_row(row) for row in model._default_manager.filter(visit=visit).order_by("id")]
    plain["steps"] = [_row(step) for step in rows.Step.objects.filter(task__visit=visit)]
    plain["evidence"] = [_row(one) for one in visit.evidence.all()]
    plain["samenesses"] = [_row(one) for one in visit.samenesses.all()]
    for one in plain["attachments"]:
        path = originals.path_of(one["sha256"])
        one["data"] = base64.b64encode(path.read_bytes()).decode() if path.exists() else ""
    return plain


def _row(row: models.Model) -> dict[str, Any]:
    values = {f.name: _plain(getattr(row, f.attname)) for f in row._meta.concrete_fields if f.name not in _LEFT_OUT}
    return {"id": row.pk, **values}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def from_plain(plain: Any, agency: Agency, account: Any) -> Visit:
    """A new visit of the agency with all that the file holds; nothing is made when any of it does not fit."""
    if not isinstance(plain, dict) or plain.get("format") != FORMAT or not isinstance(plain.get("visit"), dict):
        raise SchemaError("no_exchange")
    if plain.get("version") != VERSION:
        raise SchemaError("schema_newer", found=plain.get("version"), known=VERSION)
    try:
        with transaction.atomic():
            return _make(plain, agency, account)
    except (ValidationError, FieldDoesNotExist, KeyError, TypeError, ValueError, AttributeError) as error:
        raise SchemaError("exchange_shape") from error


def _make(plain: Mapping[str, Any], agency: Agency, account: Any) -> Visit:
    visit = Visit(agency=agency, created_by=account, **{name: plain["visit"][name] for name in _VISIT})
    if told := plain.get("programme"):
        visit.programme, _made = rows.Programme.objects.get_or_create(
            title=told["title"],
            agency=agency,
            defaults={"feeds": told["feeds"], "term": told["term"], "created_by": account},
        )
    visit.full_clean(exclude=["draft", "source"])
    visit.save()
    for line in _lines(plain["visit"].get("conclusions", "")):  # files of before these were records of their own
        visit.conclusions.create(text=line)
    new: dict[str, dict[int, int]] = {}
    for name, model in _PARTS.items():
        new[model._meta.model_name or ""] = {
            one["id"]: _remake(model, _kept(one), new, visit=visit) for one in plain.get(name, [])
        }
    for one in plain.get("steps", []):
        _remake(rows.Step, one, new)
    for one in plain.get("evidence", []):
        about = new.get(one["about"], {}).get(one["about_id"])
        if about is not None:
            _remake(Evidence, one | {"about_id": about, "target": _pointed(one, new)}, new, visit=visit)
    for one in plain.get("samenesses", []):
        ids = {name: new.get(one["about"], {}).get(one[name]) for name in ("one", "other")}
        if None not in ids.values():  # the other record may be of a visit that did not come along
            _remake(rows.Sameness, one | ids, new, visit=visit)
    return visit


def _pointed(one: Mapping[str, Any], new: Mapping[str, Mapping[int, int]]) -> str:
    """What a piece of evidence points to here: policies and comparisons are another office's own, and stay as words."""
    kind, _space, number = str(one.get("target", "")).partition(" ")
    if kind == "source":
        return f"{kind} {number}"  # the text came along
    known = new.get(kind, {}).get(number_of(number))
    return f"{kind} {known}" if known is not None else ""


def _kept(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """A file's bytes are laid among the originals; what came must be what its hash says."""
    if not one.get("data"):  # no file, or one that was lost where it came from
        return one
    data = base64.b64decode(one["data"], validate=True)
    sha256, size = originals.keep([data], str(one["name"]))
    if sha256 != one["sha256"]:
        raise ValueError(f"{one['name']}: sha256")
    return {**one, "size": size}


def _remake(
    model: type[models.Model], one: Mapping[str, Any], new: Mapping[str, Mapping[int, int]], **more: Any
) -> int:
    row = model(**more)
    for field in model._meta.concrete_fields:
        if field.name in _LEFT_OUT or field.name not in one:
            continue
        value = one[field.name]
        if field.related_model is not None and value is not None:
            value = new[field.related_model._meta.model_name or ""][value]
        setattr(row, field.attname, value)
    row.full_clean(exclude=["visit"])
    row.save()
    return int(row.pk)
