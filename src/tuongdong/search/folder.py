"""
An index of a folder of files, kept and renewed when files change.

The index lies in `TUONGDONG_HOME/folders`, under the folder's path; the folder itself is left as it is. A file is read
again when its size or time changed, and forgotten when it is gone; a file that cannot be read is told once and not again
until it changes.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from tuongdong import settings
from tuongdong.errors import TuongdongError, folder_missing
from tuongdong.models import Document
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
        there = dict(self._files())
        known = self.index.marks()
        gone = [key for key in known if key not in there]
        changed = [key for key, stamp in there.items() if known.get(key) != stamp]
        if not gone and not changed:
            return 0
        with self.index.writing() as writer:
            if writer is None:
                return 0
            for key in gone:
                writer.remove(key)
            for key, read in self._read(changed):
                if isinstance(read, TuongdongError):
                    if refused:
                        refused(self._name(there[key]), read)
                    writer.replace(key, there[key], Entry(file="", reader="nobody"), ())
                else:
                    writer.replace(key, there[key], *read)
        return len(changed)

    def _files(self) -> Iterator[tuple[str, str]]:
        """key and mark of every file: the mark holds the key, size, time and name."""
        for path in sorted(self.path.rglob("*")):
            inside = path.relative_to(self.path)
            if path.is_file() and not any(part.startswith((".", "~$")) for part in inside.parts):
                about = path.stat()
                name = inside.as_posix()
                key = hashlib.sha256(os.fsencode(name)).hexdigest()[:20]
                yield key, f"{key}:{about.st_size}:{about.st_mtime_ns}:{name}"

    @staticmethod
    def _name(stamp: str) -> str:
        return stamp.split(":", 3)[3]

    def _read(self, keys: list[str]) -> Iterator[tuple[str, tuple[Entry, list[Unit]] | TuongdongError]]:
        names = {key: self._name(stamp) for key, stamp in self._files() if key in set(keys)}
        jobs = [(str(self.path / name), name) for name in names.values()]
        yield from zip(names, _read_all(jobs), strict=True)


def _read_all(jobs: list[tuple[str, str]]) -> Iterable[tuple[Entry, list[Unit]] | TuongdongError]:
    cores = os.cpu_count() or 1
    if len(jobs) < _MANY or cores == 1:
        return map(_read_one, jobs)
    pool = ProcessPoolExecutor(cores, mp_context=get_context("spawn"))
    return pool.map(_read_one, jobs, chunksize=8)


def _read_one(job: tuple[str, str]) -> tuple[Entry, list[Unit]] | TuongdongError:
    """A file's entry and units, or why there are none."""
    from tuongdong.parse import parse
    from tuongdong.read import read

    path, name = job
    try:
        document = parse(read(path), name=name)
    except TuongdongError as error:
        return error
    return entry_of(document, name), list(units(document))
