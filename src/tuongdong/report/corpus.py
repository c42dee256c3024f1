"""
A folder to one table of documents: each file read and parsed behind a wall, resumable.

Parts of a few hundred files are kept beside the table while the work runs; a part whose files have not changed is not
done again, so a run that was stopped goes on where it was. Every file has its row: a Document, or why there is none.
"""

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tuongdong import __version__
from tuongdong.codec import SCHEMA_VERSION
from tuongdong.errors import folder_missing
from tuongdong.models import Document
from tuongdong.parse import parse
from tuongdong.read import SUFFIXES, read
from tuongdong.read.batch import isolated
from tuongdong.report.parquet import Row, read_rows, rows_of, write_rows

__all__ = ["Summary", "files_in", "parse_folder"]

_PART: Final = 200  # files


class Summary(NamedTuple):
    """What a run did: how many files, how many gave a Document, how many of them without provisions, what was refused why."""

    files: int
    parsed: int
    bare: int
    refused: tuple[tuple[str, str], ...]
    findings: Counter[str]


def files_in(folder: Path) -> list[Path]:
    """The files below a folder that can be read by their names, in order."""
    if not folder.is_dir():
        raise folder_missing(folder)
    return sorted(
        p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file() and not p.name.startswith(".")
    )


def parse_folder(
    folder: Path, out: Path, progress: Callable[[int, int], None] = lambda _done, _of: None, workers: int = 2
) -> Summary:
    """
    Write the documents of a folder to one Parquet file; `progress` is told files done and files in all.

    What stands already of an earlier run that was stopped is taken over.
    """
    files = files_in(folder)
    parts = out.with_name(out.name + ".parts")
    parts.mkdir(parents=True, exist_ok=True)
    standing = [
        _part(files[at : at + _PART], folder, parts, at, len(files), progress, workers)
        for at in range(0, len(files), _PART)
    ]
    write_rows(out, (row for part in standing for row in read_rows(part)))
    shutil.rmtree(parts)
    return _summary(read_rows(out))


def _part(
    files: Sequence[Path],
    folder: Path,
    parts: Path,
    done: int,
    of: int,
    progress: Callable[[int, int], None],
    workers: int,
) -> Path:
    """The table of some files, made now or standing from before."""
    part = parts / f"{_key(files)}.parquet"
    if not part.exists():
        write_rows(part, rows_of(_outcomes(files, folder, done, of, progress, workers)))
    progress(done + len(files), of)
    return part


def _outcomes(
    files: Sequence[Path], folder: Path, done: int, of: int, progress: Callable[[int, int], None], workers: int
) -> Iterator[tuple[str, object]]:
    for count, outcome in enumerate(isolated(_document, files, workers), start=done):
        progress(count, of)
        name = outcome.item.relative_to(folder).as_posix()
        yield name, outcome.value if outcome.error is None else outcome.error.say()


def _document(path: Path) -> Document:
    return parse(read(path), path.name, bare=True)


def _key(files: Sequence[Path]) -> str:
    """What a part depends on: the files as they are now, and this program."""
    known = hashlib.sha256(f"{__version__} {SCHEMA_VERSION}".encode())
    for path in files:
        told = path.stat()
        known.update(f"{path} {told.st_size} {told.st_mtime_ns}\n".encode())
    return known.hexdigest()[:24]


def _summary(rows: Iterator[Row]) -> Summary:
    files = parsed = bare = 0
    refused: list[tuple[str, str]] = []
    findings: Counter[str] = Counter()
    for row in rows:
        files += 1
        if row["refused"] is not None:
            refused.append((row["file"], row["refused"]))
            continue
        parsed += 1
        bare += not row["provisions"]
        findings.update(row["findings"])
    return Summary(files, parsed, bare, tuple(refused), findings)
