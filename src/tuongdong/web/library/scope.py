"""
Who may see and do what in the library, by the office's one table (`people.access`): for the pages and the API alike.

A comparison goes by the agency that owns it and whether it shares it, and is seen by who may see its documents, too.
"""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tuongdong.web.library.models import Comparison, Document, Pairing
from tuongdong.web.people.access import require, visible
from tuongdong.web.people.models import Account

__all__ = ["find_comparison", "find_document", "find_pairing", "seen", "seen_comparisons"]


def seen(account: Account) -> QuerySet[Document]:
    """The documents that an account may see."""
    return visible(account, Document.objects.all(), "document.view")


def find_document(request: HttpRequest, pk: int, action: str = "document.view") -> Document:
    """A document, when the reader may do this to it."""
    row = get_object_or_404(Document.objects.select_related("current", "agency", "agency__locality"), pk=pk)
    require(request.user, action, row)
    return row


def seen_comparisons(account: Account) -> QuerySet[Comparison]:
    """The comparisons that an account may see: those of documents that it may see, too."""
    rows = visible(account, Comparison.objects.all(), "comparison.view")
    return rows.filter(ours__in=seen(account))


def find_comparison(request: HttpRequest, pk: int, action: str = "comparison.view") -> Comparison:
    """A comparison, when the reader may do this to it and see our document."""
    row = get_object_or_404(Comparison.objects.select_related("ours", "agency", "agency__locality"), pk=pk)
    require(request.user, action, row)
    require(request.user, "document.view", row.ours)
    return row


def find_pairing(request: HttpRequest, pk: int, action: str) -> Pairing:
    """A pairing, when the reader may do this to its comparison and see both documents."""
    rows = Pairing.objects.select_related("comparison__ours", "theirs", "ours_version", "theirs_version")
    row = get_object_or_404(rows, pk=pk)
    require(request.user, action, row.comparison)
    require(request.user, "document.view", row.comparison.ours)
    require(request.user, "document.view", row.theirs)
    return row
