"""
The files of a folder that are to be read, and what is left out of it, with the reason.

Links that lead out of the folder are not followed: a folder that somebody sent must not make us read what lies elsewhere.
Hidden files, and those that Office keeps beside an open one (~$...), are no documents.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tuongdong.errors import FileMissingError, TuongdongError, folder_missing
from tuongdong.read.formats import SUFFIXES

__all__ = ["Listed", "files_below", "is_hidden", "other_kinds"]

_HIDDEN: Final = (".", "~$")


class Listed(NamedTuple):
    """A file of a folder."""

    path: Path
    name: str
    """Its path below the folder, with slashes."""
    mark: str
    """Size and time: another when it changed."""
    error: TuongdongError | None = None
    """Why it is not to be read."""


def files_below(folder: Path, by_suffix: bool = True) -> list[Listed]:
    """
    The files below a folder, in order of their paths; `by_suffix`: only those whose names say that they can be read.

    What cannot be looked into, leads out of the folder or has a name that no table can hold is there with its error.
    FileMissingError when there is no such folder.
    """
    if not folder.is_dir():
        raise folder_missing(folder)
    return sorted(_listed(folder, by_suffix), key=lambda one: one.path)


def other_kinds(folder: Path, but: Path) -> Counter[str]:
    """How many files of each suffix, all `but` one, stand below a folder that `files_below` leaves out for it."""
    return Counter(
        Path(one.name).suffix.lower() or "?"
        for one in files_below(folder, by_suffix=False)
        if one.error is None and one.path != but and Path(one.name).suffix.lower() not in SUFFIXES
    )


def is_hidden(name: str) -> bool:
    return name.startswith(_HIDDEN)


def _listed(folder: Path, by_suffix: bool) -> Iterator[Listed]:
    closed: list[OSError] = []
    home = folder.resolve()
    for place, folders, files in os.walk(folder, onerror=closed.append):
        links = [name for name in folders if Path(place, name).is_symlink() and not is_hidden(name)]
        folders[:] = [name for name in folders if not is_hidden(name)]
        wanted = (n for n in files if not is_hidden(n) and (not by_suffix or Path(n).suffix.lower() in SUFFIXES))
        yield from (_entry(Path(place, name), folder, home) for name in wanted)
        yield from (one for name in links if (one := _entry(Path(place, name), folder, home)).error)
    for error in closed:
        path = Path(str(error.filename))
        yield Listed(path, _name(path, folder), "", FileMissingError("folder_unreadable", path=path))


def _entry(path: Path, folder: Path, home: Path) -> Listed:
    name = _name(path, folder)
    if path.is_symlink() and not _leads_below(path, home):
        return Listed(path, name, "", FileMissingError("link_leads_out", path=name))
    if name != path.relative_to(folder).as_posix():
        return Listed(path, name, "", FileMissingError("name_unreadable", path=name))
    return Listed(path, name, _mark(path))


def _leads_below(link: Path, home: Path) -> bool:
    try:
        return link.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # a link to itself
        return False


def _name(path: Path, folder: Path) -> str:
    """The path below the folder; bytes that are no letters become question marks, for no table can hold them."""
    return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()


def _mark(path: Path) -> str:
    """Of a file that is gone by now, or no file, none: reading it says so."""
    try:
        told = path.stat()
    except OSError:
        return ""
    return f"{told.st_size}:{told.st_mtime_ns}"
