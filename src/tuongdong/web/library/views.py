"""Pages of the library."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tuongdong.web.library.models import Document
from tuongdong.web.people.access import require, visible

__all__ = ["documents"]


@login_required
def documents(request: HttpRequest) -> HttpResponse:
    """The documents that the reader may see."""
    require(request.user, "document.view")
    rows = visible(request.user, Document.objects.all(), "document.view")
    return render(request, "library/documents.html", {"rows": rows})
