"""
Many files, each behind a wall; those that need LibreOffice are converted many in a run beforehand.

    >>> [outcome.error.code for outcome in read_many(["no-such.docx"])]
    ['file_missing']
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final, NamedTuple

from tuongdong.models import SourceText
from tuongdong.read import read
from tuongdong.read.detect import detect
from tuongdong.read.office import KINDS, converted, find_office, read_made
from tuongdong.read.wall import MEGABYTES, SECONDS, Outcome, isolated

__all__ = ["read_many"]

_BATCH: Final = 60  # files for one run of LibreOffice


class _Task(NamedTuple):
    """A path to read, and what LibreOffice made of it, if it did."""

    path: Path
    kind: str = ""
    made: Path | None = None

    def __str__(self) -> str:
        return str(self.path)


def _read_task(task: _Task) -> SourceText:
    return read_made(task.kind, task.made, task.path) if task.made is not None else read(task.path)


def read_many(
    paths: Iterable[Path | str],
    workers: int = 2,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Iterator[Outcome[Path, SourceText]]:
    """`read` over many paths: their outcomes in order. Old Office files are converted by LibreOffice sixty in a run."""
    todo = [Path(path) for path in paths]
    for begin in range(0, len(todo), _BATCH):
        part = todo[begin : begin + _BATCH]
        kinds = {number: kind for number, path in enumerate(part) if (kind := _kind(path)) in KINDS}
        with ExitStack() as stack:
            made: dict[int, Path] = {}
            if len(kinds) > 1 and find_office():
                files = {number: (kind, part[number].read_bytes()) for number, kind in kinds.items()}
                made = stack.enter_context(converted(files))
            tasks = [_Task(path, kinds.get(number, ""), made.get(number)) for number, path in enumerate(part)]
            for outcome in isolated(_read_task, tasks, workers, seconds, megabytes, swift=True):
                yield Outcome(outcome.item.path, outcome.value, outcome.error)


def _kind(path: Path) -> str:
    """What a file is, from its first bytes where they suffice; "" when it is not there."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            head = file.read(8)
            whole = head + file.read() if head[:4] in (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rt") else head
    except OSError:
        return ""
    return detect(whole, path.suffix)
