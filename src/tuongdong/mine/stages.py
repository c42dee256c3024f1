"""
Stages of a corpus run: each leaves a named Parquet result, and is skipped when it stands for the same input and settings.

A result carries, in its file's metadata, the key of what it was made from (`key_of`) and the settings and version in plain
words. A run that was killed finds the results that were whole and goes on behind them; nobody ever finds half a file.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from tuongdong import __version__
from tuongdong.files import keep_foreign_table, whole_file

__all__ = ["FORMAT", "key_of", "made_alike", "metadata", "read_table", "stage", "standing", "write_table"]

FORMAT: Final = 11
"""Of the results: one more makes every older result be made again."""


def key_of(name: str, settings: Any, inputs: Iterable[str]) -> str:
    """What a result was made from, as a short hash."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(json.dumps([name, FORMAT, __version__, settings], sort_keys=True).encode())
    for one in inputs:
        digest.update(one.encode() + b"\n")
    return digest.hexdigest()


def stage(path: Path, key: str, settings: Any, make: Callable[[], pa.Table]) -> pa.Table:
    """The result at `path` when it stands for `key`, else what `make` gives, written there."""
    if (table := standing(path, key)) is not None:
        return table
    table = make()
    write_table(path, table, key, settings)
    return table


def standing(path: Path, key: str) -> pa.Table | None:
    """The result at `path` if it was made from the same."""
    try:
        if metadata(path).get("key") != key:
            return None
        return read_table(path)
    except (OSError, pa.ArrowInvalid):
        return None


def metadata(path: Path) -> dict[str, str]:
    """What a result says of itself: key, settings, version."""
    found = pq.read_schema(path).metadata or {}
    return {k.decode().removeprefix("tuongdong."): v.decode() for k, v in found.items() if k.startswith(b"tuongdong.")}


def made_alike(path: Path) -> bool:
    """Whether a result was made by these rules, so that its rows may be used again."""
    found = metadata(path)
    return (found.get("version"), found.get("format")) == (__version__, str(FORMAT))


def read_table(path: Path) -> pa.Table:
    return pq.read_table(path)


def write_table(path: Path, table: pa.Table, key: str, settings: Any) -> None:
    """Whole or not at all; the same bytes for the same table."""
    told = {"key": key, "settings": json.dumps(settings, sort_keys=True, ensure_ascii=False)}
    told |= {"version": __version__, "format": str(FORMAT)}
    table = table.replace_schema_metadata({f"tuongdong.{k}": v for k, v in told.items()})
    path.parent.mkdir(parents=True, exist_ok=True)
    keep_foreign_table(path)
    with whole_file(path) as scratch:
        pq.write_table(table, scratch, compression="zstd")
