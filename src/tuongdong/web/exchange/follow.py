"""
Following tasks up: changes of state and deadline, the four cells, reminders, and the Excel round trip.

    move(task, account, ...)      a change with its reason; done needs evidence, another deadline needs a document
    counts(tasks)                 how many in each cell, by lead agency
    export / plan_import / apply  the table goes out and comes back; what would change is shown before it does
"""

import datetime as dt
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tuongdong.errors import TuongdongError
from tuongdong.report.book import HEAD, Book
from tuongdong.report.grids import grids
from tuongdong.text import fold
from tuongdong.web.exchange.deadlines import CELLS, last_day, parse_due, shown
from tuongdong.web.exchange.drafts import agency_named
from tuongdong.web.exchange.models import Preference, Step, Task, Visit
from tuongdong.web.people.models import Account
from tuongdong.web.reader import number_of

__all__ = [
    "Edit",
    "StaleError",
    "apply",
    "chip",
    "counts",
    "due_soon",
    "export",
    "in_cell",
    "move",
    "passed",
    "plan_import",
    "preference_of",
    "remind",
    "stamp",
]


class StaleError(Exception):
    """Somebody else changed the task in between."""


def move(
    task: Task,
    account: Any,
    *,
    seq: int,
    state: str,
    due: str,
    result: str,
    reason: str = "",
    document: str = "",
    sets_due: bool = True,
) -> Task:
    """
    The task in its new state, with a Step. ValidationError with what is missing; StaleError when `seq` is not the task's.

    Done needs a result; a deadline that moves needs a reason and a document. Who may not set deadlines (`sets_due`)
    proposes one, with a reason: it stands beside the one that holds until that is moved.
    """
    due = parse_due(due)
    with transaction.atomic():
        row = Task.objects.select_for_update().get(pk=task.pk)
        if row.seq != seq:
            raise StaleError
        if state == Task.State.DONE and not result.strip():
            raise ValidationError({"result": _("Hoàn thành phải có kết quả hoặc văn bản chứng minh.")})
        if due != row.due and not sets_due:
            if not reason.strip():
                raise ValidationError({"reason": _("Đề xuất thời hạn phải có lý do.")})
            reason = _("Đề xuất thời hạn %(due)s: %(reason)s") % {"due": shown(due), "reason": reason}
            row.due_proposed, due = due, row.due
        elif due != row.due:
            if _unfounded(row, due, reason, document):
                raise ValidationError({"reason": _("Đổi thời hạn phải có lý do và văn bản.")})
            row.due_proposed = ""
        row.done_on = (row.done_on or timezone.localdate()) if state == Task.State.DONE else None
        row.state, row.due, row.result = state, due, result
        row.save()
        Step.objects.create(task=row, state=state, due=due, reason=reason, document=document, by=account)
    return row


def _unfounded(task: Task, due: str, reason: str, document: str) -> bool:
    """Whether a deadline that was set would move without a reason and a document."""
    return bool(task.due) and due != task.due and not (reason.strip() and document.strip())


def passed(task: Task, today: dt.date | None = None) -> str:
    """A sentence for whoever gives an open task a deadline that has passed; "" else. It is kept: papers come late, too."""
    if task.cell(today) != "open_overdue":
        return ""
    return _("Thời hạn %(due)s đã qua: nhiệm vụ được tính là quá hạn.") % {"due": shown(task.due)}


def in_cell(cell: str, today: dt.date) -> Q:
    """The tasks of a cell, as the database finds them; `Task.cell` says the same of one."""
    late = Q(done_on__isnull=False, done_on__gt=F("due_on"))
    told = {
        "no_deadline": Q(due_on__isnull=True),
        "done_late": Q(state=Task.State.DONE, due_on__isnull=False) & late,
        "done_in_time": Q(state=Task.State.DONE, due_on__isnull=False) & ~late,
        "open_overdue": ~Q(state=Task.State.DONE) & Q(due_on__lt=today),
        "open_in_time": ~Q(state=Task.State.DONE) & Q(due_on__gte=today),
    }
    return ~Q(state=Task.State.CANCELLED) & told[cell]


def counts(tasks: QuerySet[Task]) -> dict[str, dict[str, int]]:
    """By lead agency, then by cell; the agency "" is all together."""
    today = timezone.localdate()
    numbers = {cell: Count("pk", filter=in_cell(cell, today)) for cell in CELLS}
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(CELLS, 0))
    rows: Iterable[Mapping[str, Any]] = tasks.order_by().values("lead_name").annotate(**numbers)
    for row in rows:
        for cell in CELLS:
            found[row["lead_name"]][cell] += row[cell]
            found[""][cell] += row[cell]
    return dict(found)


def preference_of(agencies: Iterable[int]) -> Preference:
    """How the first of the agencies that chose anything watches its deadlines; the usual way else."""
    return Preference.objects.filter(agency__in=agencies).order_by("agency").first() or Preference()


def due_soon(task: Task, today: dt.date, days: int) -> bool:
    """Whether an open task's deadline is at most so many days off."""
    return task.state not in Task.CLOSED and task.due_on is not None and 0 <= (task.due_on - today).days <= days


def chip(task: Task, today: dt.date, watch: Preference) -> tuple[str, str]:
    """How it stands, in words that need no colour, and the tone as the agency chose it."""
    cell, words = task.cell(today), task.standing(today)
    if cell in ("open_overdue", "done_late"):
        return words, watch.late_tone
    if due_soon(task, today, watch.soon_days):
        return f"{words}, {_('sắp đến hạn')}", watch.soon_tone
    return words, "good" if cell == "done_in_time" else ""


def remind(tasks: Iterable[Task], today: dt.date | None = None) -> int:
    """A mail to every account of a lead agency with what is due soon or overdue; how many were sent."""
    today = today or timezone.localdate()
    by_agency: dict[int, list[Task]] = defaultdict(list)
    chosen = dict(Preference.objects.values_list("agency", "soon_days"))
    soon = defaultdict(lambda: Preference().soon_days, chosen)
    for task in tasks:
        if (
            task.lead_id
            and task.state not in Task.CLOSED
            and (due_soon(task, today, soon[task.visit.agency_id]) or task.cell(today) == "open_overdue")
        ):
            by_agency[task.lead_id].append(task)
    sent = 0
    for agency, rows in by_agency.items():
        lines = [f"- {task.what[:160]} ({shown(task.due)})" for task in rows]
        for account in Account.objects.filter(memberships__agency=agency, is_active=True).distinct():
            sent += send_mail(_("Nhiệm vụ sắp đến hạn, quá hạn"), "\n".join(lines), None, [account.email])
    return sent


# --- Excel: each column by its key, and what people may call it

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("Mã", "id"),
    "what": ("Nhiệm vụ", "nội dung nhiệm vụ", "nội dung"),
    "lead": ("Cơ quan chủ trì", "chủ trì", "đơn vị chủ trì"),
    "with": ("Cơ quan phối hợp", "phối hợp"),
    "due": ("Thời hạn", "hạn", "hạn hoàn thành"),
    "state": ("Tình hình", "trạng thái", "tình trạng"),
    "result": ("Kết quả", "kết quả, văn bản"),
    "reason": ("Lý do đổi thời hạn", "lý do"),
    "document": ("Văn bản cho đổi thời hạn", "văn bản đổi thời hạn"),
    "seq": ("Lần sửa", "seq"),
}
_WIDTHS: Final = (8, 70, 32, 32, 16, 18, 40, 30, 30, 8)
_SPARE: Final = ("reason", "document", "seq")
"""What a table may do without: nothing is kept of it but beside a change."""


def export(tasks: Sequence[Task]) -> bytes:
    """The table of tasks, its columns named; the first column tells which task a row is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tasks.xlsx"
        book = Book(path)
        sheet = book.sheet("Nhiệm vụ")
        for column, (names, width) in enumerate(zip(_COLUMNS.values(), _WIDTHS, strict=True)):
            sheet.set_column(column, column, width, None, {"hidden": names[0] == _COLUMNS["seq"][0]})
            book.text(sheet, 0, column, names[0], book.style(**HEAD))
        for row, task in enumerate(tasks, start=1):
            for column, text in enumerate(_cells(task)):
                book.text(sheet, row, column, text, book.style(border=1))
        sheet.freeze_panes(1, 2)
        states = {"validate": "list", "source": [str(state.label) for state in Task.State]}
        sheet.data_validation(1, 5, max(len(tasks), 1), 5, states)
        book.book.close()
        return path.read_bytes()


def _cells(task: Task) -> tuple[str, ...]:
    return (
        str(task.pk),
        task.what,
        task.who,
        task.with_names,
        shown(task.due) if task.due else "",
        task.get_state_display(),
        task.result,
        "",
        "",
        str(task.seq),
    )


class Edit(NamedTuple):
    """A row of a table that came back. `task` None: a new one. `changes`: what it says otherwise, before and after."""

    row: int
    task: Task | None
    values: Mapping[str, str]
    changes: tuple[tuple[str, str, str], ...]
    fault: str = ""
    note: str = ""
    reason: str = ""
    document: str = ""


def stamp(edits: Iterable[Edit]) -> str:
    """How the tasks stood of which a plan was shown: another stamp when it is carried out means another plan."""
    return ",".join(f"{edit.task.pk}:{edit.task.seq}" for edit in edits if edit.task and edit.changes)


def plan_import(visit: Visit, file: IO[bytes]) -> tuple[list[Edit], list[str]]:
    """
    What a table would change, and what is wrong with it as a whole. Nothing is changed.

    A task that is not in the table stays as it is: what vanished from a list is not done.
    """
    try:
        rows = [[cell.text for cell in row] for row in grids(Path("tasks.xlsx"), file.read())[0].rows]
    except TuongdongError:
        return [], [_("Không đọc được tệp: hãy gửi tệp .xlsx xuất từ bảng nhiệm vụ.")]
    head = next((at for at, row in enumerate(rows[:10]) if _column(row, "what") is not None), None)
    if head is None:
        return [], [
            _("Không tìm thấy cột “Nhiệm vụ”: cần hàng tiêu đề có các cột %(columns)s.")
            % {"columns": ", ".join(n[0] for n in _COLUMNS.values())}
        ]
    places = {name: _column(rows[head], name) for name in _COLUMNS}
    missing = [_COLUMNS[name][0] for name, place in places.items() if place is None and name not in _SPARE]
    notes = (
        [_("Bảng không có cột %(columns)s: các giá trị đó giữ nguyên.") % {"columns": ", ".join(missing)}]
        if missing
        else []
    )
    known = {task.pk: task for task in visit.tasks.select_related("lead")}
    edits = [_edit(at, row, places, known) for at, row in enumerate(rows[head + 1 :], start=head + 2) if any(row)]
    return edits, notes


def _column(row: Sequence[str], name: str) -> int | None:
    names = {fold(one) for one in _COLUMNS[name]}
    return next((at for at, word in enumerate(row) if fold(word) in names), None)


def _edit(at: int, row: Sequence[str], places: Mapping[str, int | None], known: Mapping[int, Task]) -> Edit:
    told = {name: row[place] for name, place in places.items() if place is not None and place < len(row)}
    number, *spare = (told.pop(name, "") for name in ("id", *_SPARE))
    reason, document, seq = spare
    task = known.get(number_of(number))
    if number and task is None:
        return Edit(at, None, told, (), _("Mã %(number)s không thuộc chuyến công tác này.") % {"number": number})
    fault = _normalise(told)
    now = (
        {
            "what": task.what,
            "lead": task.who,
            "with": task.with_names,
            "due": task.due,
            "state": task.state,
            "result": task.result,
        }
        if task
        else {}
    )
    changes = tuple(
        (_COLUMNS[name][0], now.get(name, ""), value) for name, value in told.items() if value != now.get(name, "")
    )
    if (
        not fault
        and told.get("state") == Task.State.DONE
        and (not task or task.state != Task.State.DONE)
        and not told.get("result")
    ):
        fault = _("Hoàn thành phải có kết quả hoặc văn bản chứng minh.")
    if not fault and task and "due" in told and _unfounded(task, told["due"], reason, document):
        fault = _("Đổi thời hạn phải có lý do và văn bản.")
    if not fault and not task and not told.get("what"):
        fault = _("Thiếu nội dung nhiệm vụ.")
    late = seq.isdecimal() and task is not None and number_of(seq) != task.seq
    note = "" if fault else _note(told, changes, late=late)
    return Edit(at, task, told, changes, fault, note, reason, document)


def _note(told: Mapping[str, str], changes: Sequence[tuple[str, str, str]], *, late: bool) -> str:
    """What to know before: the task moved on since the table was made, or the table brings a deadline that has passed."""
    if late and changes:
        return _("Nhiệm vụ này đã được sửa sau khi xuất bảng: hãy xem kỹ từng thay đổi.")
    if not any(name == _COLUMNS["due"][0] for name, _before, _after in changes):
        return ""
    return passed(Task(due=told["due"], due_on=last_day(told["due"]), state=told.get("state") or Task.State.ASSIGNED))


def _normalise(told: dict[str, str]) -> str:
    """Deadline and state as they are kept; what is wrong with them."""
    if "due" in told:
        try:
            told["due"] = parse_due(told["due"] if fold(told["due"]) != "không ấn định" else "")
        except ValueError:
            return _("Thời hạn “%(due)s” không hợp lệ.") % {"due": told["due"]}
    if "state" in told:
        labels = {fold(str(state.label)): state.value for state in Task.State} | {"": Task.State.ASSIGNED.value}
        if fold(told["state"]) not in labels:
            return _("Tình hình “%(state)s” không có trong danh mục.") % {"state": told["state"]}
        told["state"] = labels[fold(told["state"])]
    return ""


def apply(visit: Visit, edits: Iterable[Edit], account: Any) -> int:
    """Carries out what was planned and shown; how many tasks changed."""
    done = 0
    with transaction.atomic():
        for edit in edits:
            if edit.fault or not edit.changes:
                continue
            row = edit.task or Task(visit=visit)
            names = {
                "what": "what",
                "lead": "lead_name",
                "with": "with_names",
                "due": "due",
                "state": "state",
                "result": "result",
            }
            for name, value in edit.values.items():
                setattr(row, names[name], value)
            if any(name == _COLUMNS["lead"][0] for name, _before, _after in edit.changes):
                row.lead = agency_named(row.lead_name)
            row.done_on = (row.done_on or timezone.localdate()) if row.state == Task.State.DONE else None
            row.save()
            Step.objects.create(
                task=row,
                state=row.state,
                due=row.due,
                reason=" – ".join(filter(None, (_("Nhập từ bảng Excel"), edit.reason))),
                document=edit.document[:200],
                by=account,
            )
            done += 1
    return done
