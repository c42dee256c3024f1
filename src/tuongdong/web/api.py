"""
REST under /api/, for programs that work for a person. OpenAPI at /api/openapi.json.

Every call bears a token (`Authorization: Bearer td_...`), acts as its account within the token's scopes, and asks the
same table as the pages: what a page refuses, the API refuses. Nothing is answered by session cookies, so that no other
site can make a browser call it.
"""

import datetime as dt
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, NinjaAPI, Query, Schema, Status
from ninja.files import UploadedFile
from ninja.pagination import LimitOffsetPagination, paginate
from ninja.security import HttpBearer
from pydantic import Field

from tuongdong import __version__
from tuongdong.codec import to_builtins
from tuongdong.errors import TuongdongError
from tuongdong.web.library import deciding
from tuongdong.web.library.models import Comparison, Decision, Document, Policy, Upload
from tuongdong.web.library.scope import find_comparison, find_document, find_pairing, seen, seen_comparisons
from tuongdong.web.library.tasks import accept
from tuongdong.web.library.views.searching import find
from tuongdong.web.people.access import agencies_for, require, visible
from tuongdong.web.people.audit import acting
from tuongdong.web.people.models import Account, Token
from tuongdong.web.reader import attachment, reader

__all__ = ["api"]


class Bearer(HttpBearer):
    """The account of a token that is in use, with the token's scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        row = Token.objects.select_related("account").filter(digest=Token.digest_of(token), revoked=False).first()
        now = timezone.now()
        if row is None or (row.expires and row.expires < now) or not row.account.is_active:
            return None
        if row.last_used is None or now - row.last_used > dt.timedelta(minutes=5):
            Token.objects.filter(pk=row.pk).update(last_used=now)
        account = row.account
        account.scopes = frozenset(row.scopes)
        request.user = account
        return account


api = NinjaAPI(title="tuongdong", version=__version__, auth=Bearer(), urls_namespace="api", docs_url=None)


class DocumentOut(Schema):
    id: int
    number: str
    doctype: str
    issuer: str
    locality: str
    title: str
    field: str
    issued_on: dt.date | None
    effective_on: dt.date | None
    sharing: str
    agency_id: int
    has_text: bool

    @staticmethod
    def resolve_has_text(row: Document) -> bool:
        return row.current_id is not None


class DocumentFilter(Schema):
    locality: str | None = None
    doctype: str | None = None
    number: str | None = None


class SearchFilter(Schema):
    """As on the page; days as 2025-06-30. `on`: in force on that day."""

    locality: str = ""
    issuer: str = ""
    doctype: str = ""
    field: str = ""
    issued_from: str = Field("", alias="from")
    to: str = ""
    on: str = ""


class UploadOut(Schema):
    id: int
    name: str
    status: str
    document_id: int | None
    message: str

    @staticmethod
    def resolve_message(row: Upload) -> str:
        return row.say("vi")


class ComparisonOut(Schema):
    id: int
    title: str
    ours_id: int
    sharing: str
    agency_id: int
    pairings: list[int]

    @staticmethod
    def resolve_pairings(row: Comparison) -> list[int]:
        return [one.pk for one in row.pairings.all()]


class DecisionIn(Schema):
    """`act`: accept, reject, open, relation, comment, pair, add, as on the page."""

    a: str = Field(max_length=160)
    b: str = Field(max_length=160)
    act: str
    relation: str = ""
    comment: str = Field("", max_length=5000)
    other: str = Field("", max_length=160)


class DecisionOut(Schema):
    a: str
    b: str
    verdict: str
    relation: str
    by_hand: bool
    comment: str
    seq: int
    decided_by: str
    decided_at: dt.datetime

    @staticmethod
    def resolve_decided_by(row: Decision) -> str:
        return str(row.decided_by or "")


class PolicyOut(Schema):
    id: int
    name: str
    field: str
    sharing: str
    agency_id: int
    states: list[dict[str, Any]]
    figures: list[dict[str, Any]]

    @staticmethod
    def resolve_states(row: Policy) -> list[dict[str, Any]]:
        return [{"locality": one.locality.name, "state": one.state} for one in row.states.select_related("locality")]

    @staticmethod
    def resolve_figures(row: Policy) -> list[dict[str, Any]]:
        told = ("name", "amount", "unit", "day", "source")
        return [
            {"locality": one.locality.name} | {name: getattr(one, name) for name in told}
            for one in row.figures.select_related("locality")
        ]


def _plain(value: object) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(value), content_type="application/json")


@api.get("/documents", response=list[DocumentOut], tags=["documents"])
@paginate(LimitOffsetPagination)
def documents(request: HttpRequest, chosen: Query[DocumentFilter]) -> Any:
    """The documents that the account may see, newest first."""
    require(request.user, "document.view")
    rows = seen(reader(request))
    return rows.filter(**{name: value for name, value in chosen.dict().items() if value})


@api.get("/documents/{pk}", tags=["documents"])
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A document as `tuongdong parse --format json` gives it, with its id; null values where it has no text."""
    row = find_document(request, pk)
    head = {"id": row.pk, "sharing": row.sharing, "agency_id": row.agency_id, "number": row.number, "title": row.title}
    return _plain({**(to_builtins(row.value) if row.value else {}), **head})


@api.post("/uploads", response={202: list[UploadOut]}, tags=["documents"])
def upload(request: HttpRequest, files: File[list[UploadedFile]], agency: int, sharing: str = "draft") -> Any:
    """Puts files into the queue of an agency in which the account may add."""
    require(request.user, "document.add")
    if agency not in agencies_for(reader(request), "document.add") or sharing not in ("draft", "shared"):
        require(request.user, "document.add", Document(agency_id=agency))
    if sharing == "shared":
        require(request.user, "document.share", Document(agency_id=agency))
    with acting(reader(request)):
        batch = accept(files, reader(request), agency, sharing if sharing == "shared" else "draft")
    return Status(202, list(Upload.objects.filter(batch=batch)))


@api.get("/uploads/{pk}", response=UploadOut, tags=["documents"])
def uploaded(request: HttpRequest, pk: int) -> Upload:
    """How far an upload of one's own agencies is."""
    require(request.user, "document.view")
    return get_object_or_404(Upload, pk=pk, agency__in=agencies_for(reader(request), "document.view"))


@api.get("/search", tags=["search"])
def search(request: HttpRequest, q: str, chosen: Query[SearchFilter], limit: int = 20) -> HttpResponse:
    """The provisions that words point to, of documents that the account may see."""
    require(request.user, "document.view")
    found = find(reader(request), q[:300], chosen.dict(by_alias=True), limit=max(1, min(limit, 100)))
    return _plain({"total": found.total, "hits": [to_builtins(hit) for hit in found.hits]})


@api.get("/comparisons", response=list[ComparisonOut], tags=["comparisons"])
@paginate(LimitOffsetPagination)
def comparisons(request: HttpRequest) -> Any:
    """The comparisons that the account may see."""
    require(request.user, "comparison.view")
    require(request.user, "document.view")
    return seen_comparisons(reader(request)).prefetch_related("pairings")


@api.get("/pairings/{pk}", tags=["comparisons"])
def pairing(request: HttpRequest, pk: int) -> HttpResponse:
    """A comparison of two documents with the decisions in it, as `tuongdong compare --format json` gives it."""
    row = find_pairing(request, pk, "comparison.view")
    return _plain({"id": row.pk, "status": row.status, "comparison": to_builtins(deciding.decided(row))})


@api.get("/pairings/{pk}/decisions", response=list[DecisionOut], tags=["comparisons"])
def decisions(request: HttpRequest, pk: int, since: int = 0) -> Any:
    """What people decided after a number."""
    row = find_pairing(request, pk, "comparison.view")
    return row.decisions.filter(seq__gt=since).select_related("decided_by").order_by(F("seq"))


@api.post("/pairings/{pk}/decisions", response={200: DecisionOut, 422: dict[str, str]}, tags=["comparisons"])
def decide(request: HttpRequest, pk: int, said: DecisionIn) -> Any:
    """Decides on a pair."""
    row = find_pairing(request, pk, "comparison.decide")
    texts = deciding.texts_of(row)
    if texts is None or not deciding.is_there(texts[0], said.a) or not deciding.is_there(texts[1], said.b):
        return Status(422, {"detail": "no such provision"})
    with acting(reader(request)):
        if not deciding.carry_out(row, reader(request), said.a, said.b, said.act, said.dict()):
            return Status(422, {"detail": "cannot be decided"})
    return Decision.objects.get(pairing=row, a=said.a, b=said.other if said.act == "pair" else said.b)


@api.get("/comparisons/{pk}/table.{suffix}", tags=["comparisons"])
def table(request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
    """The table with decisions: xlsx, docx or html."""
    row = find_comparison(request, pk)
    pairings = deciding.ready(row, seen(reader(request)))
    if suffix not in deciding.SUFFIXES or not pairings:
        return HttpResponse(status=404)
    return attachment(deciding.write_table(row, pairings, suffix, "vi"), f"table-{row.pk}.{suffix}")


@api.get("/policies", response=list[PolicyOut], tags=["policies"])
@paginate(LimitOffsetPagination)
def policies(request: HttpRequest) -> Any:
    """The policies that the account may see, with their state in each locality."""
    require(request.user, "policy.view")
    return visible(request.user, Policy.objects.all(), "policy.view")


@api.exception_handler(TuongdongError)
def told(request: HttpRequest, error: TuongdongError) -> HttpResponse:
    """What can be told in a line."""
    return api.create_response(request, {"detail": error.say("vi")}, status=422)


@api.exception_handler(PermissionDenied)
def refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"detail": "forbidden"}, status=403)
