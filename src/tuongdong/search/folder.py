"""
An index of a folder of files, kept and renewed when files change.

The index lies in `TUONGDONG_HOME/folders`, under the folder's path; the folder itself is left as it is. A file is read
again when its size or time changed, and forgotten when it is gone; a file that cannot be read is told once and not again
until it changes.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tuongdong import settings
from tuongdong.errors import TuongdongError, folder_missing
from tuongdong.models import Document
from tuongdong.read.folder import Listed, files_below
from tuongdong.read.guard import outcomes
from tuongdong.search.index import NEVER, Entry, Index
from tuongdong.search.units import Unit, units

__all__ = ["Folder", "entry_of"]

_MANY: Final = 64
"""Files above which several processes read them: each costs a fifth of a second to start."""


def entry_of(document: Document, file: str) -> Entry:
    """What the index knows of a document. Without a title or number, its file's name says what it is."""
    title = document.title or ""
    return Entry(
        number=document.number or "",
        file=file,
        title=title if title and document.number else f"{Path(file).stem} {title}".strip(),
        locality=document.locality or "",
        issuer=document.issuer or "",
        doctype=document.doctype or "",
        issued=_day(document.issued_on),
        effective=_day(document.effective_on or document.issued_on),
        expires=NEVER,
    )


def _day(iso: str | None) -> int:
    """2023-06-24 -> 20230624."""
    digits = (iso or "").replace("-", "")
    return int(digits) if len(digits) == 8 and digits.isdigit() else 0


class Folder:
    """A folder of files with its index."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise folder_missing(path)
        self.path = path.resolve()
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        self.index = Index.open(settings.home() / "folders" / name)

    def renew(self, refused: Callable[[str, TuongdongError], None] | None = None) -> int:
        """Brings the index up to date; how many files were read. `refused` is told of files that could not be."""
        there = {_key(one): one for one in files_below(self.path, by_suffix=False)}
        known = self.index.marks()
        gone = [key for key in known if key not in there]
        changed = {key: one for key, one in there.items() if known.get(key) != _stamp(key, one)}
        if not gone and not changed:
            return 0
        with self.index.writing() as writer:
            if writer is None:
                return 0
            for key in gone:
                writer.remove(key)
            for key, read in _read(changed):
                one = changed[key]
                if isinstance(read, TuongdongError):
                    if refused:
                        refused(one.name, read)
                    writer.replace(key, _stamp(key, one), Entry(file="", reader="nobody"), ())
                else:
                    writer.replace(key, _stamp(key, one), *read)
        return len(changed)


def _key(one: Listed) -> str:
    return hashlib.sha256(os.fsencode(one.name)).hexdigest()[:20]


def _stamp(key: str, one: Listed) -> str:
    """The mark of a file in the index: its key, size and time, or why it is not read, and its name."""
    return f"{key}:{one.mark if one.error is None else one.error.code}:{one.name}"


def _read(files: Mapping[str, Listed]) -> Iterator[tuple[str, tuple[Entry, list[Unit]] | TuongdongError]]:
    """By key, a file's entry and units, or why there are none."""
    jobs = [(str(one.path), one.name) for one in files.values() if one.error is None]
    done = _read_all(jobs)
    for key, one in files.items():
        yield key, one.error if one.error is not None else next(done)


def _read_all(jobs: Sequence[tuple[str, str]]) -> Iterator[tuple[Entry, list[Unit]] | TuongdongError]:
    cores = os.cpu_count() or 1
    for outcome in outcomes(_read_one, jobs, [Path(path) for path, _ in jobs], _MANY, cores):
        told = outcome.value or outcome.error
        assert told is not None
        yield told


def _read_one(job: tuple[str, str]) -> tuple[Entry, list[Unit]]:
    """A file's entry and units. TuongdongError when there are none."""
    from tuongdong.parse import parse
    from tuongdong.read import read

    path, name = job
    document = parse(read(path), name=name)
    return entry_of(document, name), list(units(document))
