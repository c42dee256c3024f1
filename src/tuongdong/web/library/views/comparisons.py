"""Documents side by side: choosing them, deciding, tables out and back in."""

import tempfile
from dataclasses import astuple
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuongdong.errors import TuongdongError
from tuongdong.models import Relation
from tuongdong.report.marks import Run, difference_marks, runs
from tuongdong.report.side import Side
from tuongdong.web.library import deciding, forms
from tuongdong.web.library.models import Comparison, Decision, Document, Pairing, Version
from tuongdong.web.library.scope import find_comparison, find_pairing, seen, seen_comparisons
from tuongdong.web.library.tasks import compute
from tuongdong.web.library.views.documents import choices, with_words
from tuongdong.web.library.views.searching import most_alike
from tuongdong.web.people.access import allowed, require
from tuongdong.web.people.models import Account
from tuongdong.web.reader import number_of, page, reader, type_of

__all__ = [
    "accept_rest",
    "comparison",
    "comparison_add",
    "comparison_again",
    "comparison_delete",
    "comparison_share",
    "comparisons",
    "decision",
    "live",
    "remark",
    "table_back",
    "table_out",
]

TABS: Final = ("all", "open", "differs", "same", "related", "only_a", "only_b", "rejected")
_PAGE: Final = 25


@login_required
def comparisons(request: HttpRequest) -> HttpResponse:
    """The comparisons that the reader may see."""
    require(request.user, "comparison.view")
    rows = seen_comparisons(reader(request)).select_related("ours", "agency", "agency__locality")
    rows = rows.annotate(hosts=Count("pairings", distinct=True), last=Max("pairings__decisions__decided_at")).order_by(
        "-id"
    )
    shown = Paginator(rows, 40).get_page(request.GET.get("page"))
    return render(
        request, "library/comparisons.html", {"page": shown, "may_add": allowed(request.user, "comparison.add")}
    )


@login_required
def comparison_add(request: HttpRequest) -> HttpResponse:
    """Choosing: our document, then those beside it, found by words or as the most alike of a locality."""
    require(request.user, "comparison.add")
    account = reader(request)
    asked = request.POST if request.method == "POST" else request.GET
    form = forms.ComparisonForm(
        request.POST if request.method == "POST" else None, account=account, documents=seen(account)
    )
    if request.method == "POST" and form.is_valid():
        return redirect(_make(account, form.cleaned_data))
    with_text = seen(account).exclude(current=None)
    ours = with_text.filter(pk=number_of(asked.get("ours"))).first()
    chosen = with_text.filter(pk__in=[pk for one in asked.getlist("theirs") if (pk := number_of(one))])
    return page(
        request,
        "library/comparison_add.html",
        form,
        ours=ours,
        chosen=chosen,
        found=_candidates(account, asked, ours, with_text),
        asked=asked,
        localities=choices(account, "locality"),
    )


def _candidates(account: Account, asked: Any, ours: Document | None, rows: QuerySet[Document]) -> list[Document]:
    """Documents to choose from: by words in number or title, or the most alike of a locality."""
    words, locality = asked.get("q", "").strip(), asked.get("locality", "")
    if ours and (asked.get("alike") or (locality and not words)):
        return most_alike(account, ours, locality)
    if locality:
        rows = rows.filter(locality=locality)
    rows = with_words(rows, words)
    return list((rows.exclude(pk=ours.pk) if ours else rows)[:20])


def _make(account: Account, given: dict[str, Any]) -> Comparison:
    ours, theirs = given["ours"], list(given["theirs"])
    title = given["title"] or f"{ours} – " + ", ".join(str(one) for one in theirs)
    with transaction.atomic():
        made = Comparison.objects.create(
            title=title[:200], ours=ours, agency=given["agency"], sharing=given["sharing"], created_by=account
        )
        for one in theirs:
            compute.enqueue(Pairing.objects.create(comparison=made, theirs=one).pk)
    return made


@login_required
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """One host beside ours, by tabs and pages; decisions of others come in by themselves."""
    row = find_comparison(request, pk)
    pairings = [
        one
        for one in row.pairings.select_related("theirs", "ours_version", "theirs_version", "comparison__ours")
        if allowed(request.user, "document.view", one.theirs)
    ]
    if not pairings:
        raise Http404
    asked = request.GET.get("host")
    pairing = next((one for one in pairings if str(one.pk) == asked), pairings[0])
    if pairing.status == Pairing.Status.WAITING and request.headers.get("HX-Request"):
        return render(request, "library/comparison_waiting.html", {"row": row, "pairing": pairing})
    rows = deciding.entries(pairing)
    tab = request.GET.get("tab", "all")
    tab = tab if tab in TABS else "all"
    shown = Paginator([one for one in rows if _in_tab(one, tab)], _PAGE).get_page(request.GET.get("page"))
    response = render(
        request,
        "library/comparison.html",
        {
            "row": row,
            "pairings": pairings,
            "pairing": pairing,
            "page": shown,
            "entries": _views(request, pairing, list(shown)),
            "tab": tab,
            "rest": any(_in_tab(one, tab) and _in_tab(one, "open") and one.found for one in rows),
            "tabs": _tabs(rows),
            "may_share": allowed(request.user, "comparison.share", row),
            "may_delete": allowed(request.user, "comparison.delete", row),
            "units": _units(pairing, request.LANGUAGE_CODE)
            if allowed(request.user, "comparison.decide", row)
            else None,
        }
        | _rights(request, row),
    )
    if request.headers.get("HX-Request"):  # it was waiting, and is ready now: the whole page
        response["HX-Refresh"] = "true"
    return response


def _rights(request: HttpRequest, row: Comparison) -> dict[str, Any]:
    return {"may_decide": allowed(request.user, "comparison.decide", row), "relations": list(Relation)}


def _tabs(rows: list[deciding.Entry]) -> list[tuple[str, int]]:
    """How many of all rows are in each tab."""
    return [(name, sum(_in_tab(one, name) for one in rows)) for name in TABS]


def _in_tab(one: deciding.Entry, tab: str) -> bool:
    rejected = one.verdict == Decision.Verdict.REJECTED
    if tab == "all":
        return True
    if tab == "open":
        return bool(one.a and one.b and not one.verdict)
    return rejected if tab == "rejected" else not rejected and one.relation == tab


def _units(pairing: Pairing, lang: str) -> tuple[SafeString, SafeString] | None:
    """The provisions of both sides by name, to pair by hand."""
    ours, theirs = pairing.ours_version, pairing.theirs_version
    return (_options(ours, lang), _options(theirs, lang)) if ours and theirs else None


@lru_cache(maxsize=32)
def _options(version: Version, lang: str) -> SafeString:
    """The provisions of a text as choices: some documents have a thousand."""
    side = Side(version.value, "")
    told = (f'<option value="{escape(eid)}">{escape(side.label(eid, lang))}</option>' for eid in side.units)
    return mark_safe("".join(told))  # noqa: S308  # eIds and labels went through escape


def _views(request: HttpRequest, pairing: Pairing, rows: list[deciding.Entry]) -> list[dict[str, Any]]:
    """Rows as the template shows them: names, texts with the differences marked."""
    texts = deciding.texts_of(pairing)
    if texts is None:
        return []
    lang = request.LANGUAGE_CODE
    ours, theirs = Side(texts[0], ""), Side(texts[1], "")
    return [
        {
            "one": one,
            "pairing": pairing,
            "a_name": ours.label(one.a, lang) if one.a in ours.units else one.a,
            "b_name": theirs.label(one.b, lang) if one.b in theirs.units else one.b,
            "a_text": _text(ours, one, one.a, ours=True),
            "b_text": _text(theirs, one, one.b, ours=False),
            "document": pairing.comparison.ours_id if one.a else pairing.theirs_id,
        }
        for one in rows
    ]


def _text(side: Side, one: deciding.Entry, eid: str, *, ours: bool) -> SafeString:
    """The words of a provision, a paragraph a line, with what differs marked and what is not compared dimmed."""
    if eid not in side.units:
        return mark_safe("")
    marks = difference_marks([one.match], ours=ours) if one.match else []
    part = (one.match.a_part if ours else one.match.b_part) if one.match else None
    told = "\n".join(
        "".join(_run(run) for run in runs(side.document.text, span, marks, part)) for span in side.shown(eid)
    )
    return mark_safe(told)  # noqa: S308  # every run went through escape


def _run(run: Run) -> str:
    words = escape(run.text)
    words = f'<span class="dim">{words}</span>' if run.dim else words
    return f'<mark class="differing">{words}</mark>' if run.kind else words


@login_required
@require_POST
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """A person decides on a pair: accept, reject, open again, relation, comment; or pairs two provisions anew."""
    pairing = find_pairing(request, pk, "comparison.decide")
    texts = deciding.texts_of(pairing)
    a, b, act = (request.POST.get(name, "") for name in ("a", "b", "act"))
    if (
        texts is None
        or not deciding.is_there(texts[0], a)
        or (b and not deciding.is_there(texts[1], b) and act != "reject")
    ):
        return HttpResponseBadRequest(_("Không có điều, khoản này trong văn bản."))
    try:
        done = deciding.carry_out(pairing, reader(request), a, b, act, request.POST)
    except deciding.WrittenMeanwhile:
        return _look_again(request, pairing, a, b, request.POST.get("comment", ""))
    if not done:
        return HttpResponseBadRequest(_("Yêu cầu không hợp lệ."))
    if act in ("pair", "add") and request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _answer(request, pairing, a, b)


@login_required
@require_POST
def accept_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts every pair of a tab that the machine found and nobody has decided on."""
    pairing = find_pairing(request, pk, "comparison.decide")
    tab = request.POST.get("tab", "")
    if tab not in TABS:
        return HttpResponseBadRequest(_("Yêu cầu không hợp lệ."))
    rows = [one for one in deciding.entries(pairing) if _in_tab(one, tab) and _in_tab(one, "open") and one.found]
    with transaction.atomic():
        for one in rows:
            deciding.decide(pairing, reader(request), one.a, one.b, verdict=Decision.Verdict.ACCEPTED)
    messages.success(request, _("Đã chấp nhận %(count)s cặp.") % {"count": len(rows)})
    return redirect(f"{pairing.comparison.get_absolute_url()}?host={pairing.pk}&tab={tab}")


@login_required
@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Nhận xét, đề xuất vận dụng: beside a row."""
    pairing = find_pairing(request, pk, "comparison.decide")
    texts = deciding.texts_of(pairing)
    a, b = request.POST.get("a", ""), request.POST.get("b", "")
    document, text, eid = (pairing.comparison.ours, 0, a) if a else (pairing.theirs, 1, b)
    if texts is None or not deciding.is_there(texts[text], eid):
        return HttpResponseBadRequest(_("Không có điều, khoản này trong văn bản."))
    words = request.POST.get("text", "")[:10_000]
    try:
        deciding.remark_on(pairing.comparison, reader(request), document, eid, words, was=request.POST.get("was"))
    except deciding.WrittenMeanwhile:
        return _look_again(request, pairing, a, b, words)
    return _answer(request, pairing, a, b)


def _look_again(request: HttpRequest, pairing: Pairing, a: str, b: str, text: str) -> HttpResponse:
    """409: the row with what somebody else wrote meanwhile; a page without a script gets its own words back to copy."""
    if not request.headers.get("HX-Request"):
        messages.warning(request, _("Người khác vừa ghi ở đây, nên lời của bạn chưa lưu: “%(text)s”") % {"text": text})
        return _answer(request, pairing, a, b)
    newer = _("Người khác vừa ghi ở đây. Lời của bạn chưa lưu và vẫn còn trong ô; hãy xem lại rồi lưu lần nữa.")
    return _answer(request, pairing, a, b, newer=newer)


def _answer(request: HttpRequest, pairing: Pairing, a: str, b: str, newer: str = "") -> HttpResponse:
    """The row as it is now with the counts of the tabs, or back to the page at the row."""
    if not request.headers.get("HX-Request"):
        return redirect(f"{pairing.comparison.get_absolute_url()}?host={pairing.pk}#{deciding.key_of(a, b)}")
    pairing.comparison.refresh_from_db(fields=["seq"])
    rows = deciding.entries(pairing)
    told = _rights(request, pairing.comparison) | {"tabs": _tabs(rows), "seq": pairing.comparison.seq, "newer": newer}
    told["entries"] = _views(request, pairing, [one for one in rows if (one.a, one.b) == (a, b)])
    return render(request, "library/answer.html", told, status=409 if newer else 200)


@login_required
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """What has been decided since a number, by others and in other tabs: the rows and counts, to be put in place."""
    pairing = find_pairing(request, pk, "comparison.view")
    since = number_of(request.GET.get("since"))
    latest = pairing.comparison.seq
    told: dict[str, Any] = {"pairing": pairing, "since": latest, "row": pairing.comparison}
    if latest > since:
        decisions = pairing.decisions.filter(seq__gt=since).select_related("decided_by")
        remarks = pairing.comparison.remarks.filter(seq__gt=since)
        pairs = {(one.a, one.b) for one in decisions}
        eids = {(one.document_id, one.eid) for one in remarks}
        everything = deciding.entries(pairing)
        rows = [
            one
            for one in everything
            if (one.a, one.b) in pairs
            or (pairing.comparison.ours_id if one.a else pairing.theirs_id, one.a or one.b) in eids
        ]
        told |= {
            "entries": _views(request, pairing, rows),
            "tabs": _tabs(everything),
            "oob": True,
            "who": [*{one.decided_by for one in decisions} - {reader(request)}],
        }
    return render(request, "library/live.html", told | _rights(request, pairing.comparison))


@login_required
@require_POST
def comparison_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Compares again, with the texts as they are now; decisions stay."""
    row = find_comparison(request, pk, "comparison.decide")
    with transaction.atomic():
        for pairing in row.pairings.all():
            pairing.status = Pairing.Status.WAITING
            pairing.save(update_fields=["status"])
            compute.enqueue(pairing.pk)
    return redirect(row)


@login_required
@require_POST
def comparison_share(request: HttpRequest, pk: int) -> HttpResponse:
    row = find_comparison(request, pk, "comparison.share")
    row.sharing = "draft" if row.sharing == "shared" else "shared"
    row.save()
    return redirect(row)


@login_required
@require_POST
def comparison_delete(request: HttpRequest, pk: int) -> HttpResponse:
    find_comparison(request, pk, "comparison.delete").delete()
    messages.success(request, _("Đã xóa bảng đối chiếu."))
    return redirect("library:comparisons")


@login_required
def table_out(request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
    """The table with decisions in it, as Excel, Word or HTML, to be saved."""
    row = find_comparison(request, pk)
    pairings = deciding.ready(row, seen(reader(request)))
    if not pairings or suffix not in deciding.SUFFIXES:
        raise Http404
    body = deciding.write_table(row, pairings, suffix, request.LANGUAGE_CODE)
    name = f"doi-chieu-{row.pk}.{suffix}"
    disposition = f"attachment; filename*=UTF-8''{name}"
    return HttpResponse(body, content_type=type_of(name), headers={"Content-Disposition": disposition})


@login_required
@require_POST
def table_back(request: HttpRequest, pk: int) -> HttpResponse:
    """An edited Excel table: first what it would change, then, when that is confirmed, the change; what somebody has
    written since the preview stays."""
    row = find_comparison(request, pk, "comparison.decide")
    if packed := request.POST.get("changes"):
        return _take_back(request, row, packed)
    given, pairings = request.FILES.get("table"), deciding.ready(row, seen(reader(request)))
    if given is None or not pairings:
        return redirect(row)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        path.write_bytes(given.read())
        try:
            edited = deciding.read_back(row, pairings, path)
        except TuongdongError as error:
            messages.error(request, error.called(given.name or "").say(request.LANGUAGE_CODE))
            return redirect(row)
    packed = signing.dumps([row.pk, [astuple(one) for one in edited.changes]], salt="table", compress=True)
    told = {"row": row, "packed": packed} | edited._asdict()
    return render(request, "library/table_back.html", told)


def _take_back(request: HttpRequest, row: Comparison, packed: str) -> HttpResponse:
    try:
        of, changes = signing.loads(packed, salt="table", max_age=3600)
    except signing.BadSignature:
        return HttpResponseBadRequest(_("Yêu cầu không hợp lệ."))
    if of != row.pk:
        return HttpResponseBadRequest(_("Yêu cầu không hợp lệ."))
    newer = []
    with transaction.atomic():
        for document, eid, name, before, after in changes:
            found = get_object_or_404(seen(reader(request)), pk=document)
            now = row.remarks.filter(document=found, eid=eid).values_list("text", flat=True).first() or ""
            if now == before:
                deciding.remark_on(row, reader(request), found, eid, after)
            elif now != after:
                newer.append(name)
    messages.success(request, _("Đã nhận %(count)s thay đổi từ bảng.") % {"count": len(changes) - len(newer)})
    if newer:
        told = _("Có người vừa sửa, giữ nguyên bản của họ: %(names)s.") % {"names": ", ".join(newer)}
        messages.warning(request, told)
    return redirect(row)
