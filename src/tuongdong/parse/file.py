"""
A file to a Document in one step, as commands want it: what keeps its reader or the parse busy for ever is refused.
"""

from functools import partial
from pathlib import Path

from tuongdong.errors import ParseError
from tuongdong.models import Document
from tuongdong.parse.document import parse
from tuongdong.read import read
from tuongdong.read.guard import guarded, is_everyday

__all__ = ["parse_file", "parse_paper"]


def parse_file(path: Path, bare: bool = False) -> Document:
    """The Document of a file, named as the file is; `bare` as in `parse`. ReadError or ParseError when there is none."""
    return guarded(partial(_parse, bare=bare), path, is_everyday(path))


def parse_paper(path: Path) -> Document:
    """`parse_file` of what may be a letter, which has a head and no provisions. ParseError where there is neither."""
    document = parse_file(path, bare=True)
    if not document.provisions and document.number is None:
        raise ParseError("no_provision", path=path.name)
    return document


def _parse(path: Path, bare: bool) -> Document:
    return parse(read(path), path.name, bare=bare)
