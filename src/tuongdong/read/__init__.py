"""
A file to text.

    READ -> parse -> cite, measure -> compare | mine -> report

    Takes:  a path.
    Gives:  a SourceText: clean text, one paragraph a line, with its tables, bold runs and findings.
    Raises: ReadError, with a line that says what to do.

One module a format; `formats` lists them. The format is told by content, not by name.
"""

from errno import ELOOP
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final

import msgspec

from tuongdong.errors import DamagedFileError, FileMissingError, LimitError, UnsupportedFormatError
from tuongdong.models import Severity, SourceText, finding
from tuongdong.read.detect import detect
from tuongdong.read.formats import BY_NAME, SUFFIXES
from tuongdong.settings import max_file_bytes

__all__ = ["SUFFIXES", "read", "read_bytes"]

_PACKED: Final = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")  # zip, rar, 7z, gz
# Suffixes that promise no format of their own.
_FREE_SUFFIXES: Final = ("", ".text", ".tmp", ".bin", ".dat")


def read(path: Path | str) -> SourceText:
    """
    The text of a file. ReadError, in one line, when it cannot be had.

    It is read in this process, with no limit of time or memory but those that the readers keep: what a stranger made can
    keep the C library that reads PDF busy for ever. `guard.read_guarded` and `wall.Pool` put a wall around it.
    """
    path = Path(path)
    return read_bytes(_bytes(path), path)


def read_bytes(data: bytes, path: Path | str) -> SourceText:
    """The text of a file's bytes; `path` names it in messages, and its suffix tells Markdown from plain text."""
    path = Path(path)
    _check_size(path, len(data))
    if not data or data.isspace():
        raise DamagedFileError("file_empty", path=path)
    name = detect(data, path.suffix)
    if name == "encrypted":
        raise DamagedFileError("file_encrypted", path=path)
    if name == "damaged":
        raise DamagedFileError("file_damaged", path=path, reason="zip")
    if data.startswith(_PACKED) and name in ("", "txt", "md", "csv"):
        raise UnsupportedFormatError("file_packed", path=path)
    if name not in BY_NAME:
        raise UnsupportedFormatError(
            "format_unsupported", path=path, suffix=path.suffix or "?", supported=", ".join(SUFFIXES)
        )
    form = BY_NAME[name]
    try:
        source = form.load()(data, path)
    except RecursionError as error:
        raise LimitError("nested_too_deep", path=path) from error
    suffix = path.suffix.lower()
    if suffix in SUFFIXES and suffix not in form.suffixes and suffix not in _FREE_SUFFIXES:
        told = finding("wrong_suffix", Severity.WARNING, suffix=suffix, format=source.format)
        source = msgspec.structs.replace(source, findings=(told, *source.findings))
    return source


def _bytes(path: Path) -> bytes:
    """What a file holds, when it is a file, not too large and open to us."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise FileMissingError("name_unreadable", path=path) from error
    try:
        told = path.stat()
        if S_ISDIR(told.st_mode):
            raise FileMissingError("file_is_folder", path=path)
        if not S_ISREG(told.st_mode):
            raise UnsupportedFormatError("not_text", path=path)
        _check_size(path, told.st_size)
        with path.open("rb") as file:
            return file.read(max_file_bytes() + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise FileMissingError("file_missing", path=path) from error
    except PermissionError as error:
        raise FileMissingError("file_unreadable", path=path) from error
    except OSError as error:
        if error.errno == ELOOP:
            raise FileMissingError("file_missing", path=path) from error
        raise FileMissingError("file_failed", path=path, reason=error.strerror) from error


def _check_size(path: Path, size: int) -> None:
    limit = max_file_bytes()
    if size > limit:
        raise LimitError("file_too_large", path=path, size=f"{size >> 20} MB", limit=f"{limit >> 20} MB")
