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
from tuongdong.read.wall import MEGABYTES, SECONDS, Outcome, Pool

__all__ = ["Batch", "read_many"]

_RUN: Final = 60  # files for one run of LibreOffice
_WINDOW: Final = 64  # files of which the largest is begun first, so that no process waits long for the last one

Item = TypeVar("Item")
Value = TypeVar("Value")


class _Task(NamedTuple):
    """What is to be done with an item, and what LibreOffice made of its file, if it did."""

    function: Callable[[Any], Any]
    item: Any
    ahead: Ahead | None

    def __str__(self) -> str:
        return str(self.item)


def _done(task: _Task) -> Any:
    with known_ahead(task.ahead):
        return task.function(task.item)


class Batch(Generic[Item, Value]):
    """A function of this package's level over items that each stand for a file, under the limits of a `Pool`."""

    def __init__(
        self,
        function: Callable[[Item], Value],
        workers: int = 2,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
        swift: bool = False,
    ) -> None:
        self._function = function
        self._pool = Pool[_Task, Value](_done, workers, seconds, megabytes, swift)

    def outcomes(self, items: Sequence[Item], of: Sequence[Path]) -> Iterator[Outcome[Item, Value]]:
        """The outcomes of items in order; `of` are their files, one each, that the function reads with `read`."""
        for begin, end in _runs(of):
            with converted_ahead(of[begin:end]) as ahead:
                tasks = [_Task(self._function, item, one) for item, one in zip(items[begin:end], ahead, strict=True)]
                for outcome in self._pool.outcomes(tasks, _largest_first(of[begin:end])):
                    yield Outcome(outcome.item.item, outcome.value, outcome.error)

    def close(self) -> None:
        self._pool.close()

    def __enter__(self) -> "Batch[Item, Value]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_many(
    paths: Iterable[Path | str],
    workers: int = 2,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Iterator[Outcome[Path, SourceText]]:
    """`read` over many paths: their outcomes in order."""
    todo = [Path(path) for path in paths]
    with Batch[Path, SourceText](read, workers, seconds, megabytes, swift=True) as batch:
        yield from batch.outcomes(todo, todo)


def _runs(paths: Sequence[Path]) -> Iterator[tuple[int, int]]:
    """Where the paths are cut so that none of the pieces holds more files than LibreOffice converts in a run."""
    old = [at for at, path in enumerate(paths) if is_old(path)]
    cuts = [0, *old[_RUN::_RUN], len(paths)]
    return pairwise(cuts)


def _largest_first(paths: Sequence[Path]) -> list[int]:
    """The numbers of paths, in windows the largest file first."""
    sizes = [_size(path) for path in paths]
    return sorted(range(len(paths)), key=lambda at: (at // _WINDOW, -sizes[at]))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
