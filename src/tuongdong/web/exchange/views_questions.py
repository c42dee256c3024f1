"""Questions: drafted from comparisons and coverage, out as a form, back as answers."""

import base64
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tuongdong.coverage import Beside, beside
from tuongdong.web.exchange import answers, forms, prepare
from tuongdong.web.exchange.editing import held
from tuongdong.web.exchange.models import Question, Visit
from tuongdong.web.exchange.scope import visit_for
from tuongdong.web.exchange.views_follow import body_of
from tuongdong.web.library.models import Cited, Comparison, Document, Pairing
from tuongdong.web.people.access import visible
from tuongdong.web.reader import attachment, number_of

__all__ = ["questions_answers", "questions_draft", "questions_form"]

MOST_DOCUMENTS = 200


@login_required
def questions_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Questions drafted from a comparison of the library and the coverage of both sides; the ticked ones are taken over."""
    visit = visit_for(request, pk, "exchange.edit")
    rows = visible(request.user, Comparison.objects.all(), "comparison.view")
    chosen = request.GET.get("comparison") or request.POST.get("comparison") or ""
    comparison = get_object_or_404(rows, pk=number_of(chosen)) if chosen.isdecimal() else None
    drafted = _drafted(request, visit, comparison) if comparison else []
    if request.method == "POST":
        taken = request.POST.getlist("take")
        for at, (host, one) in enumerate(drafted):
            if str(at) in taken:
                Question.objects.create(visit=visit, host=host, field=one.field, text=one.text, basis=one.basis)
        return redirect("exchange:records", pk, "questions")
    return render(
        request,
        "exchange/questions_draft.html",
        {
            "visit": visit,
            "rows": rows,
            "comparison": comparison,
            "drafted": list(enumerate(drafted)),
            "bare": "bare" in request.GET,
        },
    )


def _drafted(request: HttpRequest, visit: Visit, comparison: Comparison) -> list[tuple[str, prepare.Drafted]]:
    """Each with the host that it is for."""
    found = []
    for pairing in comparison.pairings.select_related("ours_version", "theirs_version", "theirs"):
        if pairing.value and pairing.ours_version and pairing.theirs_version:
            ours, theirs = pairing.ours_version.value, pairing.theirs_version.value
            host = _host(visit, pairing.theirs)
            found += [(host, one) for one in prepare.questions_of(pairing.value, ours, theirs, _both(request, pairing))]
    return found[:200]


def _host(visit: Visit, theirs: Document) -> str:
    """The host of the visit in whose locality the document holds; else that locality, else the first host."""
    hosts = [host.name for host in visit.hosts.all()]
    named = next((name for name in hosts if theirs.locality and theirs.locality in name), None)
    return named or (hosts[0] if len(hosts) == 1 or (hosts and not theirs.locality) else theirs.locality)


def _both(request: HttpRequest, pairing: Pairing) -> Beside:
    """The coverage of both resolutions by what the library holds that cites either."""
    assert pairing.ours_version
    assert pairing.theirs_version
    keys = {key for key in (pairing.comparison.ours.number_key, pairing.theirs.number_key) if key}
    citing = Cited.objects.filter(number__in=keys, own=False).values("version")
    rows = visible(request.user, Document.objects.filter(current__in=citing), "document.view").select_related("current")
    others = [row.current.value for row in rows[:MOST_DOCUMENTS] if row.current]
    return beside(pairing.ours_version.value, pairing.theirs_version.value, others)


# --- the form


@login_required
def questions_form(request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
    """The questions for a host to fill in: those of `?host=`, or all."""
    visit = visit_for(request, pk)
    rows = visit.questions.all()
    if host := request.GET.get("host"):
        rows = rows.filter(host=host)
    chosen = list(rows)
    body = answers.word_form(visit, chosen) if suffix == "docx" else answers.excel_form(chosen)
    return attachment(body, f"cau-hoi-{pk}.{suffix}")


@login_required
def questions_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """A filled copy: first what it would change, then, when the reader says so, the change."""
    visit = visit_for(request, pk, "exchange.edit")
    told: dict[str, Any] = {"visit": visit, "form": forms.FileForm()}
    if request.method == "POST":
        body = body_of(request)
        if body is None:
            messages.error(request, _("Hãy chọn phiếu đã trả lời (.docx hoặc .xlsx) không quá 3 MB."))
            return redirect("exchange:questions_answers", pk)
        file = request.FILES.get("file")
        name = str(file.name) if file else request.POST.get("name", "")
        with held(request, visit.questions.all()) as rows:
            given, notes = answers.read_form(name, body, rows)
            stamp = answers.stamp(given)
            if "apply" in request.POST and request.POST.get("stamp", "") != stamp:
                messages.warning(request, _("Câu trả lời vừa được người khác sửa: hãy xem lại các thay đổi."))
            elif "apply" in request.POST:
                done = answers.apply(given)
                messages.success(request, _("Đã nhận %(count)s câu trả lời.") % {"count": done})
                return redirect("exchange:records", pk, "questions")
        told |= {"given": given, "notes": notes, "name": name, "body": base64.b64encode(body).decode(), "stamp": stamp}
    return render(request, "exchange/questions_answers.html", told)
