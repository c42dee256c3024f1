"""
Many files, each behind a wall; those that need LibreOffice are converted many in a run beforehand.

    >>> [outcome.error.code for outcome in read_many(["no-such.docx"])]
    ['file_missing']

A `Batch` does any work on files, for whoever takes a folder in parts: its processes stay for the parts to come.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from tuongdong.models import SourceText
from tuongdong.read import read
from tuongdong.read.office import Ahead, converted_ahead, is_old, known_ahead
from tuongdong.read.wall import Outcome, Pool

__all__ = ["Batch", "read_many"]

_RUN: Final = 60  # files for one run of LibreOffice

Item = TypeVar("Item")
Value = TypeVar("Value")


class _Task(NamedTuple):
    """What is to be done with an item, its file, and what LibreOffice made of it, if it did."""

    function: Callable[[Any], Any]
    item: Any
    path: Path
    ahead: Ahead | None

    def __str__(self) -> str:
        return str(self.path)


def _done(task: _Task) -> Any:
    with known_ahead(task.ahead):
        return task.function(task.item)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


class Batch(Generic[Item, Value]):
    """A function of this package's level over items that each stand for a file, under the limits of a `Pool`."""

    def __init__(self, function: Callable[[Item], Value], workers: int = 2, swift: bool = False) -> None:
        self._function = function
        self._pool = Pool[_Task, Value](_done, workers, swift=swift)

    def outcomes(self, items: Sequence[Item], of: Sequence[Path]) -> Iterator[Outcome[Item, Value]]:
        """
        The outcomes of items in order; `of` are their files, one each, that the function reads with `read`.

        Old files are converted here, sixty at a time: nothing comes meanwhile, and `seconds` and `megabytes` do not bound it.
        """
        old = [at for at, path in enumerate(of) if is_old(path)]
        tasks = [_Task(self._function, item, path, None) for item, path in zip(items, of, strict=True)]
        for begin, end in pairwise([0, *old[_RUN::_RUN], len(tasks)]):
            with converted_ahead({at: of[at] for at in old if begin <= at < end}) as ahead:
                given = [task._replace(ahead=ahead.get(at)) for at, task in enumerate(tasks[begin:end], start=begin)]
                for outcome in self._pool.outcomes(given, [_size(task.path) for task in given]):
                    yield Outcome(outcome.item.item, outcome.value, outcome.error)

    def close(self) -> None:
        self._pool.close()

    def __enter__(self) -> "Batch[Item, Value]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_many(paths: Iterable[Path | str], workers: int = 2) -> Iterator[Outcome[Path, SourceText]]:
    """`read` over many paths: their outcomes in order."""
    todo = [Path(path) for path in paths]
    with Batch[Path, SourceText](read, workers, swift=True) as batch:
        yield from batch.outcomes(todo, todo)
