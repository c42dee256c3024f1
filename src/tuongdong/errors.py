"""
What can go wrong, as one tree.

    TuongdongError                 anything that a user can be told in one line
    ├── ReadError                  a file could not be read
    │   ├── FileMissingError       it is not there, is a folder, or may not be read
    │   ├── UnsupportedFormatError what it is cannot be read, or not without an extra
    │   ├── DamagedFileError       it is cut short, encrypted or not what its name says
    │   └── LimitError             it is larger or slower than the limits allow
    ├── ParseError                 the text holds nothing that can be compared
    ├── ReportError                a report could not be written
    ├── SchemaError                stored data of another version or shape
    └── MissingExtraError          a program or package is needed that is not installed

Each carries a code of `messages.CATALOG` and what fills it in, so that the edge (command line, web) can say it
in Vietnamese or English. A caller's own mistake is a ValueError.
"""

import errno
from pathlib import Path

from tuongdong.messages import say

__all__ = [
    "DamagedFileError",
    "FileMissingError",
    "LimitError",
    "MissingExtraError",
    "ParseError",
    "ReadError",
    "ReportError",
    "SchemaError",
    "TuongdongError",
    "UnsupportedFormatError",
    "folder_missing",
    "is_full",
]


class TuongdongError(Exception):
    """One sentence: what, where, and the way out. `say(lang)` gives it in the reader's language."""

    def __init__(self, code: str, **data: object) -> None:
        self.code = code
        self.data = {key: _in_line(str(value)) for key, value in data.items()}
        super().__init__(say(code, self.data, "en"))

    def say(self, lang: str = "vi") -> str:
        return say(self.code, self.data, lang)

    def called(self, name: str) -> "TuongdongError":
        """The same of a file by the name that people know, where it was read under another."""
        return _rebuild(type(self), self.code, self.data | {"path": name}) if "path" in self.data else self

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between processes with their code and data."""
        return _rebuild, (type(self), self.code, self.data)


def _in_line(text: str) -> str:
    """Names of files may hold line feeds, signs that steer a terminal, and bytes that are no letters: a line holds none."""
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "?" for sign in text)


def _rebuild(kind: type[TuongdongError], code: str, data: dict[str, str]) -> TuongdongError:
    return kind(code, **data)


class ReadError(TuongdongError):
    """A file could not be read."""


class FileMissingError(ReadError):
    """It is not there, is a folder, or may not be read."""


class UnsupportedFormatError(ReadError):
    """What it is cannot be read, or not without an extra."""


class DamagedFileError(ReadError):
    """It is cut short, encrypted or not what its name says."""


class LimitError(ReadError):
    """It is larger or slower than the limits allow."""


class ParseError(TuongdongError):
    """The text holds nothing that can be compared."""


class ReportError(TuongdongError):
    """A report could not be written; what was there before is as it was."""


class SchemaError(TuongdongError):
    """Stored data of another version or shape."""


class MissingExtraError(TuongdongError):
    """A program or package is needed that is not installed."""


def folder_missing(path: Path) -> FileMissingError:
    """The error of a folder that is wanted and not there: nothing of the name, or a file."""
    return FileMissingError("not_a_folder" if path.is_file() else "no_such_folder", path=path)


def is_full(error: OSError) -> bool:
    """Whether it says that the disk, the user's share of it or the size of one file has come to its end."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
