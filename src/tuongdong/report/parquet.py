"""
Values to Parquet and back: what researchers load, and what other stages take up again.

A row per value. Plain columns say what one filters by (number, locality, date, ...); `value` holds the whole value as
`codec` writes it, with its schema version, so that nothing is lost:

    write_values(path, [("a.txt", document)])     ->     dict(read_values(path, Document)) == {"a.txt": document}

Needs the extra `parquet`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tuongdong.codec import SCHEMA_VERSION, from_json, to_json
from tuongdong.errors import DamagedFileError, MissingExtraError, SchemaError
from tuongdong.files import keep_foreign_table, whole_file
from tuongdong.models import Document, Level

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Row", "read_rows", "read_values", "rows_of", "write_rows", "write_values"]

_VERSION_KEY: Final = b"tuongdong.schema"
_GROUP: Final = 500  # rows that are held in memory at a time

T = TypeVar("T")
Row = dict[str, Any]


def write_values(path: Path | str, values: Iterable[tuple[str, object]]) -> None:
    """Write named values, whole or not at all."""
    write_rows(Path(path), rows_of(values))


def read_values(path: Path | str, kind: type[T]) -> Iterator[tuple[str, T]]:
    """The named values of a file, in order. SchemaError when they are of another kind or a newer schema."""
    for row in read_rows(Path(path)):
        if row["value"] is not None:
            yield row["file"], from_json(row["value"], kind)


def rows_of(values: Iterable[tuple[str, object]]) -> Iterator[Row]:
    """The rows of named values; a string in a value's place is the reason why there is none."""
    for name, value in values:
        if isinstance(value, str):
            yield _plain(None) | {"file": name, "refused": value, "value": None}
        else:
            plain = _plain(value if isinstance(value, Document) else None)
            yield plain | {"file": name, "refused": None, "value": to_json(value).decode()}


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write rows group by group, so that a corpus need not fit into memory."""
    pyarrow, parquet = _pyarrow()
    schema = _schema()
    keep_foreign_table(path)
    with whole_file(path) as scratch, parquet.ParquetWriter(scratch, schema, compression="zstd") as writer:
        group: list[Row] = []
        for row in rows:
            group.append(row)
            if len(group) == _GROUP:
                writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
                group = []
        writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a file, group by group. DamagedFileError when it is no Parquet file."""
    pyarrow, parquet = _pyarrow()
    try:
        file = parquet.ParquetFile(path)
    except (OSError, pyarrow.ArrowInvalid) as error:
        raise DamagedFileError("file_damaged", path=path, reason="Parquet") from error
    with file:
        version = int((file.schema_arrow.metadata or {}).get(_VERSION_KEY, b"0"))
        if version > SCHEMA_VERSION:
            raise SchemaError("schema_newer", found=version, known=SCHEMA_VERSION)
        if version == 0:
            raise SchemaError("schema_shape", reason=path.name)
        for batch in file.iter_batches(_GROUP):
            yield from batch.to_pylist()


def _plain(document: Document | None) -> Row:
    """What one filters by; all empty for other values."""
    if document is None:
        return {"about": [], "findings": []}
    articles = sum(unit.level is Level.ARTICLE for unit in document.provisions)
    return {
        "number": document.number,
        "doctype": document.doctype,
        "issuer": document.issuer,
        "locality": document.locality,
        "about": list(document.about),
        "issued_on": document.issued_on,
        "effective_on": document.effective_on,
        "title": document.title,
        "provisions": len(document.provisions),
        "articles": articles,
        "findings": [finding.code for finding in document.findings],
    }


def _schema() -> "pa.Schema":
    pyarrow, _ = _pyarrow()
    words = (
        "file",
        "number",
        "doctype",
        "issuer",
        "locality",
        "issued_on",
        "effective_on",
        "title",
        "refused",
        "value",
    )
    lists = (("about", pyarrow.list_(pyarrow.string())), ("findings", pyarrow.list_(pyarrow.string())))
    counts = (("provisions", pyarrow.int32()), ("articles", pyarrow.int32()))
    fields = [
        *((name, pyarrow.string()) for name in words[:5]),
        lists[0],
        *((name, pyarrow.string()) for name in words[5:8]),
    ]
    fields += [*counts, lists[1], *((name, pyarrow.string()) for name in words[8:])]
    return pyarrow.schema(fields, metadata={_VERSION_KEY: str(SCHEMA_VERSION).encode()})


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("extra_missing", what="pyarrow", install="pip install 'tuongdong[parquet]'") from error
    return pyarrow, pyarrow.parquet
