"""
The links of a graph as one Parquet table: a row a link between documents.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tuongdong import __version__
from tuongdong.errors import MissingExtraError
from tuongdong.files import OWN_TABLE, keep_foreign_table, whole_file
from tuongdong.graph.entries import spellings
from tuongdong.graph.store import Graph, Link

__all__ = ["COLUMNS", "write_links"]

COLUMNS = (
    "from_file", "from_number", "from_locality", "from_issued_on", "from_effective_on", "in", "kind", "text", "start", "end",
    "printed", "to_number", "to_eid", "to_file", "to_locality", "to_issued_on", "to_effective_on", "resolved", "since", "until", "part",
)  # fmt: skip


def write_links(graph: Graph, path: Path) -> int:
    """Write all links, whole or not at all; gives their number. ReportError where something else stands in their place."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("extra_missing", what="pyarrow", install="pip install 'tuongdong[parquet]'") from error
    columns: list[list[Any]] = [[] for _ in COLUMNS]
    names = spellings(link.row for link in graph.links() if link.target is None)
    for link in graph.links():
        for column, value in zip(columns, _row(link, names), strict=True):
            column.append(value)
    kinds = {"start": pyarrow.int32(), "end": pyarrow.int32(), "resolved": pyarrow.bool_(), "part": pyarrow.bool_()}
    arrays = [
        pyarrow.array(column, kinds.get(name, pyarrow.string())) for name, column in zip(COLUMNS, columns, strict=True)
    ]
    table = pyarrow.table(arrays, names=list(COLUMNS)).replace_schema_metadata({OWN_TABLE: __version__})
    keep_foreign_table(path)
    with whole_file(path) as scratch:
        pyarrow.parquet.write_table(table, scratch, compression="zstd")
    return len(columns[0])


def _row(link: Link, names: Mapping[str, str]) -> tuple[Any, ...]:
    source, row, target = link
    to = (target.file, target.locality, target.issued_on, target.effective_on) if target else (None,) * 4
    number = (target.number if target else None) or names.get(row.number) or row.shown or None
    head = (source.file, source.number, source.locality, source.issued_on, source.effective_on)
    here = (row.within, row.kind, row.words, row.start, row.end, row.printed, number, row.eid or None)
    return (*head, *here, *to, bool(row.resolved), row.day or None, row.until or None, bool(row.part))
