"""Search as one types."""

import html
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from tuongdong.models import Span
from tuongdong.report.side import Side
from tuongdong.search import Filters, Hit, Results
from tuongdong.search.index import EVERYBODY
from tuongdong.web.library.indexing import the_index
from tuongdong.web.library.models import Document, Policy
from tuongdong.web.library.scope import seen
from tuongdong.web.library.views.documents import FACETS, choices, facet_name
from tuongdong.web.people.access import agencies_for, allowed, require
from tuongdong.web.people.models import Account
from tuongdong.web.reader import day_of, number_of, reader

__all__ = ["filters_for", "find", "most_alike", "search"]

_PAGE = 20
_MOST = 1000
_AROUND = 90
_LONG = 420


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Provisions that the words point to, of documents that the reader may see. The live part alone for htmx."""
    require(request.user, "document.view")
    query = request.GET.get("q", "").strip()[:300]
    first = min((max(1, number_of(request.GET.get("page"))) - 1) * _PAGE, _MOST)
    found = find(reader(request), query, request.GET, limit=_PAGE, offset=first)
    policy = _policy(request)
    units = _units(reader(request), found.hits, request.LANGUAGE_CODE) if policy else {}
    told: dict[str, Any] = {
        "query": query,
        "policy": policy,
        "hits": [(hit, snippet(hit), units.get(hit, ())) for hit in found.hits],
        "total": found.total,
        "number": first // _PAGE + 1,
        "more": first + _PAGE < min(found.total, _MOST),
    }
    if request.headers.get("HX-Request"):
        return render(request, "library/hits.html", told)
    told["facets"] = [(name, facet_name(name), choices(reader(request), name)) for name in FACETS]
    return render(request, "library/search.html", told | {"chosen": request.GET})


def find(account: Account, query: str, asked: Any, limit: int, offset: int = 0) -> Results:
    """
    What the index finds within what the account may see. The database is asked once more: the index follows it within
    moments, and a document whose sharing has just ended is not shown in between.
    """
    found = the_index().search(query, filters_for(account, asked), limit=limit, offset=offset)
    keys = set(seen(account).filter(pk__in={int(hit.key) for hit in found.hits}).values_list("pk", flat=True))
    hits = tuple(hit for hit in found.hits if int(hit.key) in keys)
    return Results(hits, found.total - len(found.hits) + len(hits))


def _policy(request: HttpRequest) -> Policy | None:
    """The policy for which provisions are looked for, where the reader may add to it."""
    row = Policy.objects.filter(pk=number_of(request.GET.get("policy"))).first()
    return row if row and allowed(request.user, "policy.edit", row) else None


def _units(account: Account, hits: Sequence[Hit], lang: str) -> dict[Hit, list[tuple[str, str]]]:
    """Of each hit: the provision and those below it, by eId and name."""
    rows = seen(account).select_related("current").in_bulk([int(hit.key) for hit in hits])
    found: dict[Hit, list[tuple[str, str]]] = {}
    for hit in hits:
        if value := rows[int(hit.key)].value:
            side = Side(value, "")
            below = [eid for eid in side.units if eid == hit.eid or eid.startswith(f"{hit.eid}__")]
            found[hit] = [(eid, side.label(eid, lang)) for eid in below]
    return found


def filters_for(account: Account, asked: Any) -> Filters:
    """What is asked, within what the account may see."""
    agencies = agencies_for(account, "document.view")
    return Filters(
        readers=frozenset({EVERYBODY, *map(str, agencies)} if agencies else ()),
        **{name: asked.get(name, "") for name in ("locality", "issuer", "doctype", "field")},
        issued_from=_day(asked.get("from")),
        issued_to=_day(asked.get("to")),
        in_force_on=_day(asked.get("on")),
    )


def _day(text: str | None) -> int | None:
    day = day_of(text)
    return int(day.strftime("%Y%m%d")) if day else None


def snippet(hit: Hit) -> SafeString:
    """The text around the densest words, with the words marked; all of it escaped."""
    start, end = _window(hit)
    parts, at = [], start
    for mark in hit.marks:
        if mark.start < at or mark.end > end:
            continue
        parts.append(html.escape(hit.text[at : mark.start]))
        parts.append(f"<mark>{html.escape(hit.text[mark.start : mark.end])}</mark>")
        at = mark.end
    parts.append(html.escape(hit.text[at:end]))
    before, after = "… " if start else "", " …" if end < len(hit.text) else ""
    return mark_safe(before + "".join(parts) + after)  # noqa: S308  # every piece of text went through escape


def _window(hit: Hit) -> tuple[int, int]:
    """Where most marked words stand close together."""
    if not hit.marks:
        return 0, min(len(hit.text), _LONG)

    def within(first: Span) -> int:
        return sum(
            one.end - one.start for one in hit.marks if first.start <= one.start <= first.start + _LONG - _AROUND
        )

    best = max(hit.marks, key=lambda one: (within(one), -one.start))
    start = max(0, best.start - _AROUND)
    while start and not hit.text[start - 1].isspace():
        start -= 1
    return start, min(len(hit.text), start + _LONG)


def most_alike(account: Account, ours: Document, locality: str = "", most: int = 8) -> list[Document]:
    """The documents, of a locality or of all, that hold most of what ours is about, best first."""
    value = ours.value
    if value is None:
        return []
    filters = filters_for(account, {"locality": locality})
    asked = [ours.title, *(one.heading for one in value.provisions if one.heading)][:40]
    scores: Counter[int] = Counter()
    for words in asked:
        best: dict[int, float] = {}
        for hit in the_index().search(words, filters, limit=20).hits:
            best[int(hit.key)] = max(best.get(int(hit.key), 0.0), hit.score)
        scores.update(best)
    scores.pop(ours.pk, None)
    order = [key for key, _score in scores.most_common(most)]
    rows = seen(account).exclude(current=None).in_bulk(order)
    return [rows[key] for key in order if key in rows]
