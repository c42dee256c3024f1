"""
A folder to one table of documents: each file read and parsed behind a wall, resumable.

Parts of some files are kept beside the table while the work runs; a part whose files have not changed is not
done again, so a run that was stopped goes on where it was. Every file has its row: a Document, or why there is none.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from tuongdong import __version__
from tuongdong.codec import SCHEMA_VERSION
from tuongdong.errors import ReportError
from tuongdong.files import keep_foreign_table
from tuongdong.models import Document
from tuongdong.parse import parse
from tuongdong.read import read
from tuongdong.read.batch import Batch
from tuongdong.read.folder import Listed, files_below, other_kinds
from tuongdong.report.parquet import Row, read_rows, rows_of, write_rows

__all__ = ["Summary", "parse_folder"]

_PART: Final = 25  # files: what is lost at most when a run is stopped
_PART_RE: Final = re.compile(r"[0-9a-f]{24}\.parquet")


class Summary(NamedTuple):
    """
    What a run did: how many files, how many gave a Document, how many of them without provisions, what was refused why, how
    often each finding, and the first file that has it; how many files of other kinds were left out, by suffix.
    """

    files: int
    parsed: int
    bare: int
    refused: tuple[tuple[str, str], ...]
    findings: Counter[str]
    examples: dict[str, str]
    left_out: Counter[str]


def parse_folder(
    folder: Path, out: Path, progress: Callable[[int, int], None] = lambda _done, _of: None, workers: int = 2
) -> Summary:
    """
    Write the documents of a folder to one Parquet file; `progress` is told files done and files in all.

    What stands already of an earlier run that was stopped is taken over.
    """
    keep_foreign_table(out)  # before hours of work
    files = files_below(folder)
    parts = _parts_folder(out)
    with Batch[Path, Document](_document, workers) as batch:
        standing = [
            _part(files[at : at + _PART], parts, at, len(files), progress, batch) for at in range(0, len(files), _PART)
        ]
    write_rows(out, (row for part in standing for row in read_rows(part)))
    _clear(parts)
    return _summary(read_rows(out), other_kinds(folder, but=out))


def _parts_folder(out: Path) -> Path:
    """The folder beside a table for the parts of it, made when it is not there."""
    if not out.parent.is_dir():
        raise ReportError("folder_missing", path=out.parent)
    parts = out.with_name(out.name + ".parts")
    try:
        parts.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise ReportError("parts_in_the_way", path=parts) from error
    except PermissionError as error:
        raise ReportError("folder_closed", path=out.parent) from error
    return parts


def _clear(parts: Path) -> None:
    """Parts of this and earlier runs go; what else somebody keeps in their folder stays, and so does then the folder."""
    for path in parts.iterdir():
        if _PART_RE.fullmatch(path.name):
            path.unlink(missing_ok=True)
    with suppress(OSError):
        parts.rmdir()


def _part(
    files: Sequence[Listed],
    parts: Path,
    done: int,
    of: int,
    progress: Callable[[int, int], None],
    batch: Batch[Path, Document],
) -> Path:
    """The table of some files, made now or standing from before."""
    part = parts / f"{_key(files)}.parquet"
    if not part.exists():
        write_rows(part, rows_of(_outcomes(files, done, of, progress, batch)))
    progress(done + len(files), of)
    return part


def _outcomes(
    files: Sequence[Listed],
    done: int,
    of: int,
    progress: Callable[[int, int], None],
    batch: Batch[Path, Document],
) -> Iterator[tuple[str, object]]:
    paths = [one.path for one in files if one.error is None]
    outcomes = batch.outcomes(paths, paths)
    for count, one in enumerate(files, start=done):
        progress(count, of)
        if one.error is not None:
            yield one.name, one.error.say()
            continue
        outcome = next(outcomes)
        yield one.name, outcome.value if outcome.error is None else outcome.error.say()


def _document(path: Path) -> Document:
    return parse(read(path), path.name, bare=True)


def _key(files: Sequence[Listed]) -> str:
    """What a part depends on: the files as they were found, and this program."""
    known = hashlib.sha256(f"{__version__} {SCHEMA_VERSION}".encode())
    for one in files:
        known.update(f"{one.path} {one.mark} {one.error}\n".encode("utf-8", "replace"))
    return known.hexdigest()[:24]


def _summary(rows: Iterator[Row], left_out: Counter[str]) -> Summary:
    files = parsed = bare = 0
    refused: list[tuple[str, str]] = []
    findings: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for row in rows:
        files += 1
        if row["refused"] is not None:
            refused.append((row["file"], row["refused"]))
            continue
        parsed += 1
        bare += not row["provisions"]
        findings.update(row["findings"])
        for code in row["findings"]:
            examples.setdefault(code, row["file"])
    return Summary(files, parsed, bare, tuple(refused), findings, examples, left_out)
