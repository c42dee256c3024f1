"""The list of documents, adding files and records, a document with its versions and findings."""

import uuid
from collections.abc import Sequence
from functools import lru_cache
from typing import cast
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuongdong.errors import TuongdongError
from tuongdong.graph import State
from tuongdong.report.side import Side
from tuongdong.text import fold_marks, sort_key
from tuongdong.web.library import forms
from tuongdong.web.library.linking import cited_in, citing, states_on
from tuongdong.web.library.models import Document, Doubt, Upload, Version, fold_number
from tuongdong.web.library.originals import path_of
from tuongdong.web.library.scope import find_document, seen
from tuongdong.web.library.showing import Link, text_html, tree_html
from tuongdong.web.library.tasks import accept, forget_deleted, renew
from tuongdong.web.people.access import agencies_for, allowed, require
from tuongdong.web.people.models import Account, Change
from tuongdong.web.reader import day_of, number_of, page, reader

__all__ = [
    "FACETS",
    "choices",
    "cited",
    "delete",
    "document",
    "documents",
    "edit",
    "facet_name",
    "original",
    "record",
    "settle",
    "upload",
    "uploads",
    "version_add",
    "with_words",
]

FACETS = ("locality", "doctype", "field", "issuer")


@login_required
def documents(request: HttpRequest) -> HttpResponse:
    """The documents that the reader may see, newest first, by what is chosen of them."""
    require(request.user, "document.view")
    rows = seen(reader(request)).select_related("agency", "agency__locality").defer("about", "hand", "words")
    for name in FACETS:
        if value := request.GET.get(name):
            rows = rows.filter(**{name: value})
    rows = with_words(rows, request.GET.get("q", ""))
    shown = Paginator(rows, 40).get_page(request.GET.get("page"))
    return render(
        request,
        "library/documents.html",
        {
            "page": shown,
            "facets": [(name, facet_name(name), choices(reader(request), name)) for name in FACETS],
            "chosen": request.GET,
            "may_add": allowed(request.user, "document.add"),
        },
    )


def with_words(rows: QuerySet[Document], words: str) -> QuerySet[Document]:
    """The documents whose number or title has all the words, typed with or without diacritics."""
    for word in fold_marks(words[:200]).split():
        rows = rows.filter(words__contains=word)
    return rows


def facet_name(name: str) -> str:
    return str(Document._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # all are plain fields


def choices(account: Account, name: str) -> list[str]:
    """
    What a field holds in the documents that the account may see, in the Vietnamese order.

    Remembered until anything at all is changed: 9 ms a field with 4,072 documents.
    """
    latest = Change.objects.values_list("pk", flat=True).first()
    key = f"choices:{name}:{latest}:{sorted(agencies_for(account, 'document.view'))}".replace(" ", "")

    def find() -> list[str]:
        found = seen(account).order_by().values_list(name, flat=True).distinct()
        return sorted((value for value in found if value), key=sort_key)

    return cast("list[str]", cache.get_or_set(key, find, 300))


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Files into the queue."""
    require(request.user, "document.add")
    form = forms.UploadForm(request.POST or None, request.FILES or None, account=reader(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            batch = accept(given["uploads"], reader(request), given["agency"].pk, given["sharing"])
        except TuongdongError as error:
            form.add_error("uploads", error.say(request.LANGUAGE_CODE))
        else:
            return redirect("library:uploads", batch)
    return page(request, "library/upload.html", form)


@login_required
def uploads(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """How far the files of a batch are; for the batch's own agency. The page asks for its live part again and again."""
    ours = agencies_for(reader(request), "document.view")
    rows = list(Upload.objects.filter(batch=batch, agency__in=ours).select_related("document"))
    if not rows:
        raise Http404
    still = [row for row in rows if row.status in Upload.OPEN]
    told = {
        "rows": [(row, row.say(request.LANGUAGE_CODE)) for row in rows],
        "done": len(rows) - len(still),
        "total": len(rows),
        "open": bool(still),
        "batch": batch,
    }
    template = "library/uploads_live.html" if request.headers.get("HX-Request") else "library/uploads.html"
    return render(request, template, told)


@login_required
def record(request: HttpRequest) -> HttpResponse:
    """A document of which only the head is known."""
    require(request.user, "document.add")
    form = forms.RecordForm(request.POST or None, account=reader(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        hand = [name for name in Document.HEAD if given.get(name)]
        with transaction.atomic():
            made = Document.objects.create(**given, hand=hand, created_by=reader(request))
            renew.enqueue()
        return redirect(made)
    return page(request, "library/record.html", form)


@lru_cache(maxsize=64)
def _shown(version: int, _text: str, _language: str) -> tuple[SafeString, SafeString]:
    """Text and tree of a version as HTML: the same for all who may read it."""
    row = Version.objects.get(pk=version)
    found = row.cited.values_list("start", "end", "number", "eid", "own", "resolved")
    names = row.spellings
    links = [Link(*one, row.document_id) for one in found]
    links = [one._replace(number=names.get(one.number, one.number)) for one in links]
    return text_html(row.value, links, _("Phần mở đầu")), tree_html(row.value)


@login_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: its text and tree, what it cites and what cites it, what was found doubtful."""
    row = find_document(request, pk)
    version = _chosen_version(request, row)
    text, tree = _shown(version.pk, version.text_sha256, request.LANGUAGE_CODE) if version else ("", "")
    day = day_of(request.GET.get("on")) or timezone.localdate()
    documents = seen(reader(request))
    whole, *parts = states_on(row, documents, day)
    return render(
        request,
        "library/document.html",
        {
            "row": row,
            "version": version,
            "text": text,
            "tree": tree,
            "day": day,
            "state": whole,
            "parts": _told(row, [one for one in parts if one.status != whole.status], request.LANGUAGE_CODE),
            "doubts": _doubts(request, version),
            "citing": citing(row, documents),
            "cited": cited_in(version, documents),
            "delegations": version.gives_away if version else (),
            "versions": row.versions.defer("parsed", "delegations", "rows").select_related("created_by"),
            "may_edit": allowed(request.user, "document.edit", row),
            "may_delete": allowed(request.user, "document.delete", row),
            "may_compare": allowed(request.user, "comparison.add"),
            "version_form": forms.VersionForm(),
        },
    )


def _told(row: Document, parts: Sequence[State], lang: str) -> list[tuple[State, str]]:
    """States of provisions, the highest alone where all below it are alike, with the provisions' names."""
    by_eid = {one.eid: one.status for one in parts}
    tops = [one for one in parts if by_eid.get(one.eid.rpartition("__")[0]) != one.status]
    side = Side(row.value, "") if row.value and tops else None
    return [(one, side.label(one.eid, lang) if side and one.eid in side.units else one.eid) for one in tops]


def _chosen_version(request: HttpRequest, row: Document) -> Version | None:
    if asked := number_of(request.GET.get("version")):
        return get_object_or_404(row.versions, pk=asked)
    return row.current


def _doubts(request: HttpRequest, version: Version | None) -> Sequence[tuple[Doubt, str]]:
    if version is None:
        return ()
    rows = version.doubts.select_related("settled_by")
    return [(one, one.say(request.LANGUAGE_CODE)) for one in rows]


@login_required
@require_POST
def version_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A newer text; the older ones stay."""
    row = find_document(request, pk, "document.edit")
    form = forms.VersionForm(request.POST, request.FILES)
    if not form.is_valid():
        return redirect(row)
    try:
        batch = accept([form.cleaned_data["file"]], reader(request), row.agency_id, row.sharing, document=row)
    except TuongdongError as error:
        messages.error(request, error.say(request.LANGUAGE_CODE))
        return redirect(row)
    return redirect("library:uploads", batch)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The head put right. What a person wrote is not overwritten by the next reading."""
    row = find_document(request, pk, "document.edit")
    before = row.sharing
    form = forms.HeadForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["sharing"] != before:
            require(request.user, "document.share", row)
        row.hand = sorted({*row.hand, *(name for name in form.changed_data if name in Document.HEAD)})
        with transaction.atomic():
            form.save()
            renew.enqueue()
        messages.success(request, _("Đã lưu."))
        return redirect(row)
    return page(request, "library/edit.html", form, row=row)


@login_required
@require_POST
def settle(request: HttpRequest, pk: int, doubt: int) -> HttpResponse:
    """A finding was looked at; once more: it is open again."""
    row = find_document(request, pk, "document.edit")
    found = get_object_or_404(Doubt.objects.select_related("version__document"), pk=doubt, version__document=row)
    found.settled_by = None if found.settled_by_id else reader(request)
    found.settled_at = timezone.now() if found.settled_by_id else None
    found.save()
    return redirect(f"{row.get_absolute_url()}#doubts")


@login_required
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """A document out of the library, when no comparison needs it. Its original stays for the backup's sake."""
    row = find_document(request, pk, "document.delete")
    try:
        with transaction.atomic():
            row.delete()
            forget_deleted.enqueue()
    except ProtectedError:
        messages.error(request, _("Văn bản đang được dùng trong một bảng đối chiếu nên chưa xóa được."))
        return redirect("library:document", pk)
    messages.success(request, _("Đã xóa văn bản."))
    return redirect("library:documents")


@login_required
def original(request: HttpRequest, pk: int, version: int) -> FileResponse:
    """The file as it was uploaded: always to be saved, never shown by the browser."""
    row = find_document(request, pk)
    found = get_object_or_404(row.versions.only("sha256", "name"), pk=version)
    path = path_of(found.sha256)
    if not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@login_required
def cited(request: HttpRequest) -> HttpResponse:
    """Where a citation leads: the document of that number, at the provision; else a page with a choice of several
    localities' documents, or one that says it is not here."""
    require(request.user, "document.view")
    number, eid, source = (request.GET.get(name, "") for name in ("number", "eid", "in"))
    rows = list(seen(reader(request)).filter(number_key=fold_number(number)).order_by("-current_id")[:40])
    if len(rows) > 1 and rows[0].is_local and number_of(source):
        place = seen(reader(request)).filter(pk=number_of(source)).values_list("locality", flat=True).first()
        rows = [row for row in rows if row.locality == place] or rows
    there = f"#{quote(eid)}" if eid else ""
    if rows and (len(rows) == 1 or not rows[0].is_local):
        return redirect(rows[0].get_absolute_url() + there)
    return render(
        request, "library/cited.html", {"number": number, "rows": rows, "there": there}, status=200 if rows else 404
    )
