"""
Families of policies among the shared documents of the library, and what one locality lacks.

    mine_library()        the texts go to TUONGDONG_HOME/mine, and `mine` leaves its families beside them
    families(documents)   the rows of families, of documents that the reader may see

Only what is shared with everybody is mined: a family's name comes from the words of its members, and no draft may speak
through it. A document whose sharing ended is left out at once, from the names too; its text goes with the next run.
"""

import datetime as dt
import os
from collections import defaultdict
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from tuongdong.web.library.models import Document
from tuongdong.web.people.models import Sharing

__all__ = ["families", "installed", "mine_library", "mined_on"]

Row = dict[str, Any]
_NEEDED: Final = ("pyarrow", "numba", "scipy", "sparse_dot_topn")


def installed() -> bool:
    """Whether the extra `mine` is there."""
    return all(find_spec(name) is not None for name in _NEEDED)


def _folder() -> Path:
    return Path(settings.HOME) / "mine"


def mine_library() -> int:
    """The families of all shared documents that have a text, made anew where something changed; how many rows."""
    from tuongdong.mine import mine
    from tuongdong.mine.engines import Local

    texts = _folder() / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    rows = Document.objects.filter(sharing=Sharing.SHARED).exclude(current=None)
    there = set()
    for row in rows.select_related("current").iterator(200):
        assert row.current is not None
        there.add(path := texts / f"{row.pk}.txt")
        beside = path.with_suffix(".part")
        beside.write_text(row.current.value.text, encoding="utf-8")
        beside.replace(path)
    for path in texts.iterdir():
        if path not in there:
            path.unlink()
    if not there:
        return 0
    engine = Local(workers=max(1, (os.cpu_count() or 2) // 2))
    try:
        return len(mine(texts, _folder() / "out", engine).families)
    finally:
        engine.close()


def mined_on() -> dt.datetime | None:
    """When the families were made."""
    path = _folder() / "out" / "families.parquet"
    return dt.datetime.fromtimestamp(path.stat().st_mtime, timezone.get_current_timezone()) if path.exists() else None


@lru_cache(maxsize=1)
def _rows(path: Path, _changed: int) -> list[Row]:
    from tuongdong.mine.gap import families_in

    return families_in(path.parent)


def families(documents: QuerySet[Document]) -> list[Row]:
    """
    The rows of the last run whose documents are among these, as the library knows them: `number` is the document's id
    here, and locality and day are those that people may have put right.
    """
    path = _folder() / "out" / "families.parquet"
    if not path.exists():
        return []
    shared = documents.filter(sharing=Sharing.SHARED).only("pk", "locality", "about", "issued_on", "hand")
    known = {one.pk: one for one in shared}
    kept: dict[str, list[Row]] = defaultdict(list)
    whole: dict[str, bool] = defaultdict(lambda: True)
    for row in _rows(path, path.stat().st_mtime_ns):
        document = known.get(int(row["file"].partition(".")[0]))
        if document is None:
            whole[row["family"]] = False
        else:
            kept[row["family"]].append(_as_known(row, document))
    return [
        row | ({} if whole[family] else {"label": rows[0]["heading"] or rows[0]["text"][:80]})
        for family, rows in kept.items()
        for row in rows
    ]


def _as_known(row: Row, document: Document) -> Row:
    told = row | {"number": str(document.pk)}
    if "locality" in document.hand and document.locality:
        told["locality"] = [document.locality]
    if document.issued_on:
        told["issued_on"] = document.issued_on.isoformat()
    return told
