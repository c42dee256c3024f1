"""Papers: made from the records, submitted, signed, issued, in Word and PDF; the checker."""

import datetime as dt
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuongdong.codec import from_builtins, to_builtins
from tuongdong.errors import TuongdongError
from tuongdong.report.papers import KINDS, Record, compose
from tuongdong.report.papers.record import of_host
from tuongdong.report.papers.registers import Known
from tuongdong.text import fold
from tuongdong.web.exchange import files, forms
from tuongdong.web.exchange.editing import once
from tuongdong.web.exchange.models import Paper
from tuongdong.web.exchange.records import record_of
from tuongdong.web.exchange.scope import visit_for
from tuongdong.web.library.models import Cited, Document, fold_number
from tuongdong.web.people.access import require, visible

__all__ = ["checker", "paper_add", "paper_file", "paper_move"]

# From which state to which, and who may: each step is the next one's only way in.
_STEPS: Final = {
    "submit": (Paper.State.DRAFT, Paper.State.SUBMITTED, "exchange.edit"),
    "return": (Paper.State.SUBMITTED, Paper.State.DRAFT, "exchange.sign"),
    "sign": (Paper.State.SUBMITTED, Paper.State.SIGNED, "exchange.sign"),
    "issue": (Paper.State.SIGNED, Paper.State.ISSUED, "exchange.issue"),
}


@login_required
@require_POST
@once
def paper_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of a kind, from the records as they stand now; of one host's where the paper goes to that host alone."""
    visit = visit_for(request, pk, "exchange.edit")
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        messages.error(request, _("Hãy chọn loại văn bản."))
    else:
        record, host = record_of(visit), request.POST.get("host", "")
        Paper.objects.create(visit=visit, kind=kind, content=_kept(of_host(record, host) if host else record))
    return redirect(visit)


def _kept(record: Record) -> dict[str, object]:
    plain = to_builtins(record)
    plain.pop("today", None)
    return dict(plain)


def _paper(request: HttpRequest, pk: int, action: str) -> Paper:
    row = get_object_or_404(Paper.objects.select_related("visit", "visit__agency"), pk=pk)
    require(request.user, action, row.visit)
    return row


@login_required
@require_POST
def paper_move(request: HttpRequest, pk: int) -> HttpResponse:
    """The next step of a paper; the clerk gives number and day when it is issued."""
    step = request.POST.get("step", "")
    if step not in _STEPS:
        raise PermissionDenied
    before, after, action = _STEPS[step]
    _paper(request, pk, action)
    with transaction.atomic():
        row = Paper.objects.select_for_update().get(pk=pk)  # of two who issue it the second is told
        if row.state != before:
            messages.error(request, _("Văn bản đang ở trạng thái khác: hãy tải lại trang."))
        elif step == "issue" and not _numbered(request, row):
            messages.error(request, _("Văn thư cần cho số và ngày ban hành có thật."))
        else:
            row.state = after
            row.save()
    return redirect(row.visit)


def _numbered(request: HttpRequest, row: Paper) -> bool:
    number, day = request.POST.get("number", "").strip(), request.POST.get("issued_on", "")
    try:
        row.issued_on = dt.date.fromisoformat(day)
    except ValueError:
        return False
    row.number = number[:20]
    return number.isdecimal()


@login_required
def paper_file(request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
    """The paper in Word or PDF: an issued one with its number and day."""
    row = _paper(request, pk, "exchange.view")
    paper = compose(row.kind, from_builtins(row.content, Record))
    if paper.head and row.state == Paper.State.ISSUED:
        from dataclasses import replace

        paper = replace(paper, head=replace(paper.head, number=row.number, day=row.issued_on))
    return files.paper_response(paper, suffix, f"{row.kind}-{pk}")


@login_required
def checker(request: HttpRequest) -> HttpResponse:
    """Any Word paper: its layout, and what it says of documents and agencies."""
    require(request.user, "exchange.view")
    told: dict[str, object] = {"form": forms.FileForm()}
    if request.method == "POST" and (file := request.FILES.get("file")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "paper.docx"
            path.write_bytes(file.read())
            told |= {"name": file.name, "findings": _checked(request, path, file.name or "")}
    return render(request, "exchange/checker.html", told)


def _checked(request: HttpRequest, path: Path, name: str) -> list[tuple[str, str]]:
    from tuongdong.report.papers.check import check, cited

    lang = request.LANGUAGE_CODE or "vi"
    try:
        known = _known(request, cited(path))
        found = check(
            path, issued="issued" in request.POST, news="news" in request.POST, known=known, day=timezone.localdate()
        )
    except TuongdongError as error:
        return [("error", error.called(name).say(lang))]
    return [(one.severity.value, one.say(lang)) for one in found]


def _known(request: HttpRequest, numbers: Iterable[str]) -> dict[str, Known]:
    """What the library holds of the cited documents that the reader may see, and what its other documents do to them."""
    keys = {fold_number(number): fold(number) for number in numbers}
    today = timezone.localdate()
    found: dict[str, Known] = {}
    for row in visible(request.user, Document.objects.filter(number_key__in=keys), "document.view"):
        issued, ends = row.issued_on, row.expires_on
        found[keys[row.number_key]] = Known(
            issued.isoformat() if issued else None, row.title or None, ends.isoformat() if ends else None
        )
    acts = Cited.objects.filter(number__in=keys, own=False, kind__in=_ACTS, version__document__current=F("version"))
    seen = visible(request.user, Document.objects.all(), "document.view")
    for act in acts.filter(version__document__in=seen).select_related("version__document"):
        by = act.version.document
        since = by.effective_on or by.issued_on
        if since is None or since <= today:
            found[keys[act.number]] = _acted(found.get(keys[act.number], Known()), act, by, since)
    return found


_ACTS: Final = ("amend", "replace", "repeal")


def _acted(known: Known, act: Cited, by: Document, since: dt.date | None) -> Known:
    """A whole document that is replaced or repealed has ended; anything else has changed it."""
    if act.kind != "amend" and not act.eid and not act.part and since:
        return known._replace(expired_on=min(filter(None, (known.expired_on, since.isoformat()))))
    return known._replace(amended_by=tuple(dict.fromkeys((*known.amended_by, by.number or str(by)))))
