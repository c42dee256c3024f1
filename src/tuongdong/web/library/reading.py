"""
Files taken apart in a process of their own, with limits: a file that eats memory or never ends costs itself alone.

    take_apart(path, name)    a Reading, or a TuongdongError that says why not
    done()                    no more files for now
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from tuongdong import settings
from tuongdong.graph.entries import Entry, entry_of
from tuongdong.models import Citation, Delegation, Document
from tuongdong.read.wall import SECONDS, Pool

__all__ = ["Reading", "done", "take_apart"]


class Reading(msgspec.Struct, frozen=True):
    """What the stages make of a file."""

    form: str
    document: Document
    citations: tuple[Citation, ...]
    delegations: tuple[Delegation, ...]
    entry: Entry
    """The rows that the graph of documents has of it."""

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.document.text.encode()).hexdigest()


class _File(NamedTuple):
    """Where a file lies, and the name by which people know it: the only one that an error may tell."""

    path: str
    name: str

    def __str__(self) -> str:
        return self.name


def _read_parse_cite(file: _File) -> bytes:
    """In the child. The result travels as bytes, so that it is checked when it is unpacked."""
    from tuongdong.cite import cite
    from tuongdong.parse import parse
    from tuongdong.read import read_bytes

    source = read_bytes(Path(file.path).read_bytes(), file.name)
    document = parse(source, name=file.name)
    found = cite(document)
    return msgspec.msgpack.encode(
        Reading(
            form=source.format,
            document=document,
            citations=found.citations,
            delegations=found.delegations,
            entry=entry_of(document, "", found.citations),
        )
    )


@lru_cache(maxsize=1)
def _behind_a_wall() -> Pool[_File, bytes]:
    """One process for the files to come: starting one costs half a second."""
    return Pool(_read_parse_cite, 1, settings.positive("TUONGDONG_READ_SECONDS", SECONDS))


def take_apart(path: Path, name: str) -> Reading:
    """The reading of a file. TuongdongError (a ReadError or ParseError mostly) when there is none."""
    outcome = _behind_a_wall().outcome(_File(str(path), name))
    if outcome.value is None:
        assert outcome.error is not None
        raise outcome.error
    return msgspec.msgpack.decode(outcome.value, type=Reading)


def done() -> None:
    """Ends the process, before this one is forked for instance; the next file starts another."""
    _behind_a_wall().close()
