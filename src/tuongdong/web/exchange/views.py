"""Pages of an exchange: programmes, visits, the draft, the leader's page, the calendar, files."""

import json
from collections import Counter
from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuongdong.errors import SchemaError, TuongdongError
from tuongdong.read.guard import read_bytes_guarded
from tuongdong.web.exchange import charts, drafts, files, forms, standing
from tuongdong.web.exchange import records as plain_records
from tuongdong.web.exchange.calendars import calendar_of
from tuongdong.web.exchange.deadlines import CELL_NAMES
from tuongdong.web.exchange.editing import held, once, seen, stale
from tuongdong.web.exchange.follow import counts
from tuongdong.web.exchange.models import Attachment, Field, Programme, Question, Task, Visit
from tuongdong.web.exchange.scope import tasks_of, visit_for, visits_of
from tuongdong.web.library import originals
from tuongdong.web.people.access import agencies_for, allowed, require, visible
from tuongdong.web.people.models import Agency
from tuongdong.web.reader import attachment, number_of, page, reader

__all__ = [
    "calendar",
    "draft",
    "draft_item",
    "fields",
    "file_add",
    "file_of",
    "home",
    "leader",
    "programmes",
    "source",
    "visit",
    "visit_add",
    "visit_edit",
    "visit_export",
    "visit_extract",
    "visit_import",
]


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Visits that the reader may see, and how the tasks stand."""
    require(request.user, "exchange.view")
    visits = visits_of(request.user).annotate(task_count=_counted(Task), question_count=_counted(Question))
    listed = Paginator(visits, 50).get_page(request.GET.get("page"))
    return page(
        request,
        "exchange/home.html",
        visits=listed,
        page=listed,
        cells=_cells(counts(tasks_of(request.user)).get("")),
        file_form=forms.FileForm(),
        second_reader=drafts.second_reader(),
        may_edit=allowed(request.user, "exchange.edit"),
    )


def _counted(model: type[Task] | type[Question]) -> Coalesce:
    """How many of a kind a visit has, without joining one kind with the other."""
    rows = model.objects.filter(visit=OuterRef("pk")).order_by().values("visit").annotate(number=Count("pk"))
    return Coalesce(Subquery(rows.values("number")), 0)


def _cells(told: dict[str, int] | None) -> list[tuple[str, str, int]]:
    return [(cell, str(name), (told or {}).get(cell, 0)) for cell, name in CELL_NAMES.items()]


def _own_agency(request: HttpRequest, action: str = "exchange.edit") -> Agency:
    """The agency for which the account writes: its first where it may."""
    agencies = sorted(agencies_for(reader(request), action))
    return Agency.objects.get(pk=agencies[0])


@login_required
@once
def programmes(request: HttpRequest) -> HttpResponse:
    """The plans that visits serve."""
    require(request.user, "exchange.view")
    form = forms.ProgrammeForm(request.POST or None)
    if request.method == "POST":
        require(request.user, "exchange.edit")
        if form.is_valid():
            form.instance.agency, form.instance.created_by = _own_agency(request), reader(request)
            form.save()
            return redirect("exchange:programmes")
    return page(
        request,
        "exchange/programmes.html",
        form,
        rows=visible(request.user, Programme.objects.all(), "exchange.view"),
        may_edit=allowed(request.user, "exchange.edit"),
    )


@login_required
@once
def fields(request: HttpRequest) -> HttpResponse:
    """The office's list of fields; records may name others, the list is what is offered."""
    require(request.user, "exchange.view")
    form = forms.FieldForm(request.POST or None)
    if request.method == "POST":
        require(request.user, "exchange.assign")
        if form.is_valid():
            form.save()
            return redirect("exchange:fields")
    return page(
        request,
        "exchange/fields.html",
        form,
        rows=Field.objects.all(),
        may_edit=allowed(request.user, "exchange.assign"),
    )


# --- visits


def _visit_form(request: HttpRequest, row: Visit | None = None) -> forms.VisitForm:
    form = forms.VisitForm(request.POST or None, instance=row)
    form.fields["programme"].queryset = visible(request.user, Programme.objects.all(), "exchange.view")  # type: ignore[attr-defined] # a ModelChoiceField
    return form


@login_required
@once
def visit_add(request: HttpRequest) -> HttpResponse:
    require(request.user, "exchange.edit")
    form = _visit_form(request)
    if request.method == "POST" and form.is_valid():
        form.instance.agency, form.instance.created_by = _own_agency(request), reader(request)
        return redirect(form.save())
    return page(request, "exchange/visit_form.html", form, title=_("Chuyến công tác mới"))


@login_required
def visit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "POST" and "share" in request.POST:
        row = visit_for(request, pk, "exchange.share")
        row.sharing = "shared" if row.sharing == "draft" else "draft"
        row.save()
        return redirect(row)
    visit_for(request, pk, "exchange.edit")
    with held(request, Visit.objects.filter(pk=pk)) as rows:
        row = rows.get()
        stands, before = seen(row, forms.VisitForm), copy(row)
        form = _visit_form(request, row)
        if request.method == "POST" and form.is_valid() and not stale(request, form, stands, before):
            return redirect(form.save())
    return page(request, "exchange/visit_form.html", form, title=str(before), visit=before, seen=stands)


@login_required
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """A visit on one page."""
    row = visit_for(request, pk)
    parts = [(kind, told.name, getattr(row, kind).count()) for kind, told in forms.RECORDS.items()]
    return page(
        request,
        "exchange/visit.html",
        visit=row,
        parts=parts,
        sessions=row.sessions.prefetch_related("members", "files"),
        session_hosts=list(dict.fromkeys(one.host for one in row.sessions.all())),
        attachments=row.attachments.select_related("question", "session"),
        papers=row.papers.all(),
        links=row.links.prefetch_related("questions"),
        kinds=_paper_kinds(),
        suffixes=files.suffixes(),
        may_edit=allowed(request.user, "exchange.edit", row),
        may_share=allowed(request.user, "exchange.share", row),
        may_sign=allowed(request.user, "exchange.sign", row),
        may_issue=allowed(request.user, "exchange.issue", row),
        link_form=forms.LinkForm(),
        open_items=sum(not item.state for item in drafts.items(row)),
    )


def _paper_kinds() -> list[tuple[str, str]]:
    from tuongdong.report.papers import KINDS

    return [(key, _(kind.name)) for key, kind in KINDS.items()]


@login_required
@require_POST
def visit_extract(request: HttpRequest) -> HttpResponse:
    """A report, minutes or notice becomes a draft visit."""
    require(request.user, "exchange.edit")
    form = forms.FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Hãy chọn một tệp."))
        return redirect("exchange:home")
    file = form.cleaned_data["file"]
    try:
        source = read_bytes_guarded(file.read(), file.name)
    except TuongdongError as error:
        messages.error(request, error.say(request.LANGUAGE_CODE or "vi"))
        return redirect("exchange:home")
    row = Visit(agency=_own_agency(request), created_by=reader(request))
    found = drafts.start(row, source, drafts.second_reader() if "second" in request.POST else None)
    if found.genre == "other":
        messages.warning(request, found.findings[0].say(request.LANGUAGE_CODE or "vi"))
        return redirect("exchange:home")
    row.title = row.title or file.name[:300]
    row.save()
    for told in found.findings:
        if told.code.startswith("second_"):
            messages.info(request, told.say(request.LANGUAGE_CODE or "vi"))
    return redirect("exchange:draft", row.pk)


@login_required
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft's items beside the text that they came from."""
    row = visit_for(request, pk, "exchange.edit")
    rows = list(drafts.items(row))
    groups = [(name, [item for item in rows if item.group == group]) for group, name in drafts.GROUPS.items()]
    return page(
        request,
        "exchange/draft.html",
        visit=row,
        groups=[group for group in groups if group[1]],
        pieces=drafts.pieces(row),
    )


@login_required
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """The text that a visit was drafted from, for whoever reads what is founded on it."""
    row = visit_for(request, pk)
    if not row.source:
        raise Http404
    return page(request, "exchange/source.html", visit=row, pieces=drafts.pieces(row))


@login_required
@require_POST
def draft_item(request: HttpRequest, pk: int, group: str, at: int) -> HttpResponse:
    """Accepts (as corrected) or drops an item."""
    visit_for(request, pk, "exchange.edit")
    text = request.POST.get("text", "")
    with transaction.atomic():
        # what others decide of the same draft meanwhile is kept, and an item is decided once
        row = Visit.objects.select_for_update().get(pk=pk)
        if row.draft.get("done", {}).get(f"{group}-{at}"):
            messages.warning(request, _("Mục này đã được xử lý."))
            return redirect("exchange:draft", pk)
        try:
            if "drop" in request.POST:
                drafts.drop(row, group, at)
            elif text.strip():
                drafts.accept(row, group, at, text)
            else:
                messages.error(request, _("Nội dung không được để trống."))
        except LookupError as error:
            raise Http404 from error
    return redirect(f"{request.path.rsplit('/draft/', 1)[0]}/draft/#item-{group}-{at}")


@login_required
def leader(request: HttpRequest, pk: int) -> HttpResponse:
    """One screen: what is alike, who is ahead, what blocks, what is proposed, and how the tasks stand."""
    row = visit_for(request, pk)
    record = plain_records.record_of(row)
    fields = Counter(obstacle.field or _("Chung") for obstacle in record.obstacles)
    told = counts(row.tasks.all()).get("")
    bars = [(name, number) for _cell, name, number in _cells(told)]
    theirs = {name for meeting in record.meetings for name in meeting.fields}
    return page(
        request,
        "exchange/leader.html",
        visit=row,
        record=record,
        cells=_cells(told),
        alike=standing.alike(request.user, row),
        ahead=standing.ahead(request.user, theirs),
        policy_chart=charts.bars(standing.by_state(request.user, theirs), _("Chính sách theo tình trạng triển khai")),
        task_chart=charts.bars(bars, _("Nhiệm vụ")),
        month_chart=standing.over_time(row.tasks.all()),
        obstacle_chart=charts.bars(fields.most_common(8), _("Vướng mắc theo lĩnh vực")),
    )


@login_required
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Sessions and deadlines for people's calendars."""
    row = visit_for(request, pk)
    return attachment(calendar_of(row), f"chuyen-cong-tac-{pk}.ics")


@login_required
def visit_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole exchange as JSON, for another office."""
    row = visit_for(request, pk)
    body = json.dumps(plain_records.to_plain(row), ensure_ascii=False, indent=1)
    return attachment(body, f"trao-doi-{pk}.json")


@login_required
@require_POST
def visit_import(request: HttpRequest) -> HttpResponse:
    """An exchange that another office handed over."""
    require(request.user, "exchange.edit")
    form = forms.FileForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise ValueError
        row = plain_records.from_plain(json.loads(form.cleaned_data["file"].read()), _own_agency(request), request.user)
    except TuongdongError as error:
        messages.error(request, error.say(request.LANGUAGE_CODE or "vi"))
    except (ValueError, RecursionError):
        messages.error(request, SchemaError("no_exchange").say(request.LANGUAGE_CODE or "vi"))
    else:
        return redirect(row)
    return redirect("exchange:home")


@login_required
@require_POST
@once
def file_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A file or photograph of the visit, with its caption."""
    row = visit_for(request, pk, "exchange.edit")
    form = forms.FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Hãy chọn một tệp."))
        return redirect(row)
    file = form.cleaned_data["file"]
    try:
        sha256, size = originals.keep(file.chunks(), file.name)
    except TuongdongError as error:
        messages.error(request, error.say(request.LANGUAGE_CODE or "vi"))
        return redirect(row)
    caption, at = request.POST.get("caption", "")[:300], request.POST.get("session", "")
    session = row.sessions.filter(pk=number_of(at)).first()
    Attachment.objects.create(
        visit=row, session=session, name=file.name[:255], caption=caption, sha256=sha256, size=size
    )
    return redirect(row)


@login_required
def file_of(request: HttpRequest, pk: int) -> FileResponse:
    """A file of a visit, always to be saved: what others uploaded is never shown as a page of ours."""
    row = get_object_or_404(Attachment.objects.select_related("visit"), pk=pk)
    require(request.user, "exchange.view", row.visit)
    path = originals.path_of(row.sha256)
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=row.name)
