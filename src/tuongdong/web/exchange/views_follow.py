"""Pages of tasks: all of them with the four cells, one with its history, the Excel round trip."""

import base64
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tuongdong.web.exchange import follow, forms
from tuongdong.web.exchange.deadlines import CELL_NAMES, shown
from tuongdong.web.exchange.models import Task
from tuongdong.web.exchange.scope import may_progress, require_progress, task_for, tasks_of, visit_for
from tuongdong.web.people.access import agencies_for, allowed, require
from tuongdong.web.people.models import Agency
from tuongdong.web.reader import attachment, reader

__all__ = ["body_of", "task", "tasks", "tasks_export", "tasks_import"]

MOST_BYTES = 3 << 20


@login_required
def tasks(request: HttpRequest) -> HttpResponse:
    """All tasks that the reader may see: counted by agency and cell, listed a page at a time."""
    require(request.user, "exchange.view")
    rows = tasks_of(request.user)
    if request.method == "POST":
        return _remind(request, rows)
    told = follow.counts(rows)
    total = told.pop("", None)
    chosen = rows
    if lead := request.GET.get("lead"):
        chosen = chosen.filter(lead_name=lead)
    cell, today = request.GET.get("cell", ""), timezone.localdate()
    if cell in CELL_NAMES:
        chosen = chosen.filter(follow.in_cell(cell, today))
    page = Paginator(chosen.prefetch_related("lead__successors"), 50).get_page(request.GET.get("page"))
    watch = follow.preference_of(_agencies(request, "exchange.view"))
    listed = [(one, shown(one.due), *follow.chip(one, today, watch)) for one in page]
    table = [(who, _named(cells)) for who, cells in sorted(told.items())][:200]
    return render(
        request,
        "exchange/tasks.html",
        {
            "page": page,
            "listed": listed,
            "table": table,
            "total": _named(total) if total else None,
            "names": CELL_NAMES,
            "cell": cell,
            "lead": lead,
            "may_remind": allowed(request.user, "exchange.assign"),
            "agencies": Agency.objects.filter(pk__in=_agencies(request, "exchange.view")),
        },
    )


def _named(cells: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(str(CELL_NAMES[cell]), number) for cell, number in cells.items()]


def _remind(request: HttpRequest, rows: QuerySet[Task]) -> HttpResponse:
    """Mails to the lead agencies."""
    require(request.user, "exchange.assign")
    sent = follow.remind(rows.filter(visit__agency__in=_agencies(request, "exchange.assign")))
    if sent:
        messages.success(request, _("Đã gửi %(count)s thư nhắc.") % {"count": sent})
    else:
        messages.warning(
            request,
            _("Chưa gửi thư nào: không cơ quan chủ trì nào có nhiệm vụ sắp đến hạn, quá hạn và có người nhận thư."),
        )
    return redirect("exchange:tasks")


def _agencies(request: HttpRequest, action: str) -> frozenset[int]:
    return agencies_for(reader(request), action)


@login_required
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """A task with its history; its lead agency and the agency of the visit tell its progress."""
    row = task_for(request, pk)
    sets_due = allowed(request.user, "exchange.edit", row.visit)
    form = forms.MoveForm(
        request.POST or None,
        sets_due=sets_due,
        initial={"seq": row.seq, "state": row.state, "due": shown(row.due) if row.due else "", "result": row.result},
    )
    status = 200
    if request.method == "POST":
        require_progress(request.user, row)
        if form.is_valid():
            try:
                moved = follow.move(row, request.user, sets_due=sets_due, **form.cleaned_data)
                messages.success(request, _("Đã lưu."))
                if moved.due != row.due and (late := follow.passed(moved)):
                    messages.warning(request, late)
                return redirect("exchange:task", pk)
            except follow.StaleError:
                messages.error(request, _("Người khác vừa sửa nhiệm vụ này: hãy xem lại rồi lưu lần nữa."))
                form = forms.MoveForm(
                    sets_due=sets_due,
                    initial={
                        **form.cleaned_data,
                        "due": shown(form.cleaned_data["due"]) if form.cleaned_data["due"] else "",
                        "seq": task_for(request, pk).seq,
                    },
                )
                status = 409
            except ValidationError as error:
                for name, told in error.message_dict.items():
                    form.add_error(name, told)
        status = 422 if form.errors else status
    row.refresh_from_db()
    successors = list(row.lead.successors.all()) if row.lead else []
    steps = [(step, shown(step.due)) for step in row.steps.select_related("by")]
    page = {
        "task": row,
        "cell": CELL_NAMES.get(row.cell(), ""),
        "due": shown(row.due),
        "proposed": shown(row.due_proposed) if row.due_proposed else "",
        "form": form,
        "steps": steps,
        "successors": successors,
        "may_progress": may_progress(request.user, row),
        "may_open": allowed(request.user, "exchange.view", row.visit),
    }
    return render(request, "exchange/task.html", page, status=status)


@login_required
def tasks_export(request: HttpRequest, pk: int) -> HttpResponse:
    row = visit_for(request, pk)
    return attachment(follow.export(list(row.tasks.select_related("lead"))), f"nhiem-vu-{pk}.xlsx")


@login_required
def tasks_import(request: HttpRequest, pk: int) -> HttpResponse:
    """A table that came back: first what it would change, then, when the reader says so, the change."""
    row = visit_for(request, pk, "exchange.edit")
    told: dict[str, Any] = {"visit": row, "form": forms.FileForm()}
    if request.method == "POST":
        body = body_of(request)
        if body is None:
            messages.error(request, _("Hãy chọn tệp .xlsx không quá 3 MB."))
            return redirect("exchange:tasks_import", pk)
        edits, notes = follow.plan_import(row, BytesIO(body))
        stamp = follow.stamp(edits)
        if "apply" in request.POST and request.POST.get("stamp", "") != stamp:
            messages.warning(request, _("Nhiệm vụ vừa được người khác sửa: hãy xem lại các thay đổi."))
        elif "apply" in request.POST:
            done = follow.apply(row, edits, request.user)
            messages.success(request, _("Đã cập nhật %(count)s nhiệm vụ.") % {"count": done})
            return redirect("exchange:records", pk, "tasks")
        told |= {
            "edits": [edit for edit in edits if edit.changes or edit.fault],
            "notes": notes,
            "stamp": stamp,
            "body": base64.b64encode(body).decode(),
            "kept": row.tasks.count() - len({e.task.pk for e in edits if e.task}),
        }
    return render(request, "exchange/tasks_import.html", told)


def body_of(request: HttpRequest) -> bytes | None:
    """The file, or the one that was shown before and is confirmed now."""
    if file := request.FILES.get("file"):
        return bytes(file.read()) if (file.size or 0) <= MOST_BYTES else None
    try:
        return base64.b64decode(request.POST.get("body", ""), validate=True) or None
    except ValueError:
        return None
