"""
The search index of the library, kept beside the database by the workers.

The database is the truth: a document's `stale` says that the index has yet to follow. A worker writes what is stale,
commits, and only then clears the flag of rows that have not changed meanwhile, so that a worker killed at any point
leaves at most work to be done again. One process writes at a time; another that finds the index taken leaves its rows to
the one that has it. At each start the marks of index and database are compared and what differs is written again.
"""

import logging
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models import Q, QuerySet

from tuongdong.search import Entry, Index, units
from tuongdong.search.index import EVERYBODY, NEVER
from tuongdong.web.library.linking import ended_on
from tuongdong.web.library.models import Document
from tuongdong.web.people.models import Sharing

__all__ = ["readers_of", "renew_index", "repair_index", "the_index"]

log = logging.getLogger("tuongdong.index")
_BATCH: Final = 200
_last = 0.0


@lru_cache(maxsize=4)
def _open(folder: Path) -> Index:
    return Index.open(folder)


def the_index() -> Index:
    """The index, opened once a process."""
    return _open(Path(settings.HOME) / "index")


def readers_of(document: Document) -> str:
    """Who finds it: everybody with a role, or its own agency."""
    return EVERYBODY if document.sharing == Sharing.SHARED else str(document.agency_id)


def _mark(row: Mapping[str, Any]) -> str:
    """What the index must agree on with the database."""
    return f"{row['pk']}:{row['current_id']}:{row['agency_id']}:{row['sharing']}"


def _day(value: Any, missing: int) -> int:
    return int(value.strftime("%Y%m%d")) if value else missing


def entry_of(document: Document) -> Entry:
    """What the index knows of it. What ends it counts as far as all who find the document may see it."""
    by = Q(sharing=Sharing.SHARED)
    if document.sharing != Sharing.SHARED:
        by |= Q(agency=document.agency_id)
    return Entry(
        number=document.number,
        file=document.current.name if document.current else "",
        title=document.title,
        reader=readers_of(document),
        locality=document.locality,
        issuer=document.issuer,
        doctype=document.doctype,
        field=document.field,
        issued=_day(document.issued_on, 0),
        effective=_day(document.effective_on or document.issued_on, 0),
        expires=_day(ended_on(document, Document.objects.filter(by)), NEVER),
    )


def renew_index(*, at_most_every: float = 0.0) -> int:
    """Writes what is stale; how many documents. Nothing when it was done a moment ago or another process does it."""
    global _last  # noqa: PLW0603  # the time of this process's last renewal
    if time.monotonic() - _last < at_most_every:
        return 0
    _last = time.monotonic()
    count = 0
    while rows := list(Document.objects.filter(stale=True).select_related("current")[:_BATCH]):
        with the_index().writing() as writer:
            if writer is None:
                return count
            for row in rows:
                value = row.value
                writer.replace(str(row.pk), _mark(_plain(row)), entry_of(row), units(value) if value else ())
        for row in rows:
            _unchanged(row).update(stale=False)
        count += len(rows)
    return count


def _plain(row: Document) -> dict[str, Any]:
    return {"pk": row.pk, "current_id": row.current_id, "agency_id": row.agency_id, "sharing": row.sharing}


def _unchanged(row: Document) -> QuerySet[Document]:
    """The row as it was when it was written into the index."""
    names = (*Document.HEAD, "field", "expires_on", "current_id", "agency_id", "sharing")
    return Document.objects.filter(
        pk=row.pk, **{name: getattr(row, name) for name in names if getattr(row, name) is not None}
    )


def repair_index() -> int:
    """Marks as stale what index and database disagree on, takes out what is gone, and writes; how many documents."""
    known = the_index().marks()
    there = {str(row["pk"]): _mark(row) for row in Document.objects.values("pk", "current_id", "agency_id", "sharing")}
    if gone := [key for key in known if key not in there]:
        with the_index().writing() as writer:
            if writer is not None:
                for key in gone:
                    writer.remove(key)
    differing = [int(key) for key, mark in there.items() if known.get(key) != mark]
    for at in range(0, len(differing), 500):
        Document.objects.filter(pk__in=differing[at : at + 500]).update(stale=True)
    if gone or differing:
        log.warning("index: %s documents taken out, %s written again", len(gone), len(differing))
    return renew_index()
