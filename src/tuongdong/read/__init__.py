"""
A file to text.

    READ -> parse -> cite, measure -> compare | mine -> report

    Takes:  a path.
    Gives:  a SourceText: clean text, one paragraph a line, with its tables, bold runs and findings.
    Raises: ReadError, with a line that says what to do.

One module a format. The format is told by content, not by name.
"""

from pathlib import Path

from tuongdong.errors import DamagedFileError, FileMissingError, LimitError, UnsupportedFormatError
from tuongdong.models import SourceText
from tuongdong.settings import max_file_bytes

__all__ = ["read"]


def read(path: Path | str) -> SourceText:
    """The text of a file."""
    from tuongdong.read import plain

    path = Path(path)
    if path.is_dir():
        raise FileMissingError("file_is_folder", path=path)
    if not path.exists():
        raise FileMissingError("file_missing", path=path)
    size, limit = path.stat().st_size, max_file_bytes()
    if size > limit:
        raise LimitError("file_too_large", path=path, size=f"{size >> 20} MB", limit=f"{limit >> 20} MB")
    data = path.read_bytes()
    if not data.strip():
        raise DamagedFileError("file_empty", path=path)
    if path.suffix.lower() not in (".txt", ".md", ""):
        raise UnsupportedFormatError("format_unsupported", path=path, suffix=path.suffix, supported=".txt, .md")
    return plain.read_plain(data, path)
