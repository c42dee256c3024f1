"""
Files taken apart in a process of their own, with limits: a file that eats memory or never ends costs itself alone.

    take_apart(path, name)    a Reading, or a TuongdongError that says why not
"""

import contextlib
import hashlib
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import msgspec

from tuongdong.errors import LimitError, TuongdongError
from tuongdong.models import Citation, Delegation, Document

__all__ = ["Reading", "take_apart"]

SECONDS: Final = int(os.environ.get("TUONGDONG_READ_SECONDS", "180"))
MEMORY: Final = 3 << 30


class Reading(msgspec.Struct, frozen=True):
    """What the stages make of a file."""

    form: str
    document: Document
    citations: tuple[Citation, ...]
    delegations: tuple[Delegation, ...]

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.document.text.encode()).hexdigest()


def _limits() -> None:
    """The memory of the child, where the system can limit it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _read_parse_cite(path: str, name: str) -> bytes:
    """In the child. The result travels as bytes: nothing of the file is unpickled in the parent."""
    from tuongdong.cite import cite
    from tuongdong.parse import parse
    from tuongdong.read import read_bytes

    source = read_bytes(Path(path).read_bytes(), name)
    document = parse(source, name=name)
    found = cite(document)
    return msgspec.msgpack.encode(
        Reading(
            form=source.format,
            document=document,
            citations=found.citations,
            delegations=found.delegations,
        )
    )


_pool: ProcessPoolExecutor | None = None


def _child() -> ProcessPoolExecutor:
    global _pool  # noqa: PLW0603  # one child is kept for the files to come: starting one costs half a second
    if _pool is None:
        _pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_limits)
    return _pool


def _drop_child() -> None:
    global _pool  # noqa: PLW0603  # see _child
    if _pool is not None:
        for process in list((_pool._processes or {}).values()):
            process.kill()
        _pool.shutdown(wait=False, cancel_futures=True)
    _pool = None


def take_apart(path: Path, name: str) -> Reading:
    """The reading of a file. TuongdongError (a ReadError or ParseError mostly) when there is none."""
    try:
        packed = _child().submit(_read_parse_cite, str(path), name).result(timeout=SECONDS)
    except (BrokenProcessPool, TimeoutError, MemoryError) as error:
        _drop_child()
        raise LimitError("reader_died", path=name) from error
    except TuongdongError:
        raise
    except Exception as error:  # whatever a hostile file makes a reader raise is that file's fault, not the worker's
        raise TuongdongError("reader_failed", path=name, reason=type(error).__name__) from error
    return msgspec.msgpack.decode(packed, type=Reading)
