"""
Files that come one or a few at a time, as commands and small folders have them.

An everyday file is read here and now: our own code reads it, and it is small. Any other one may keep a C library busy for
ever or grow without end, so it goes behind the wall that a batch has, with the same time and memory.

    >>> read_bytes_guarded("Điều 1. Phạm vi".encode(), "a.txt").text
    'Điều 1. Phạm vi'
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from tuongdong.errors import DamagedFileError, TuongdongError
from tuongdong.models import SourceText
from tuongdong.read import read, read_bytes
from tuongdong.read.archive import unpacked
from tuongdong.read.detect import detect

if TYPE_CHECKING:  # what starts processes costs an everyday file a tenth of its time: imported when it is needed
    from tuongdong.read.wall import Outcome

__all__ = ["guarded", "here", "is_everyday", "is_quick", "outcomes", "read_bytes_guarded", "read_guarded"]

_OURS: Final = ("txt", "md", "csv", "html", "mht")
_ZIPPED: Final = ("docx", "xlsx")
_REFUSED: Final = ("", "encrypted", "damaged")
_SMALL: Final = 2 << 20  # bytes of a file
_SMALL_PARTS: Final = 12 << 20  # bytes of what is zipped in it

Item = TypeVar("Item")
Value = TypeVar("Value")


def read_guarded(path: Path) -> SourceText:
    """`read` for a command: the text of a file, or ReadError; nothing in the file keeps it longer than a batch would."""
    return guarded(read, path, is_everyday(path))


def read_bytes_guarded(data: bytes, name: str) -> SourceText:
    """`read_bytes` for what somebody sends and waits for."""
    return guarded(_read_sent, _Sent(data, name), _is_everyday(data, Path(name).suffix))


def guarded(function: Callable[[Item], Value], item: Item, everyday: bool) -> Value:
    """What a function of this package's level makes of an item: here, or behind a wall. TuongdongError when it is refused."""
    if everyday:
        return function(item)
    from tuongdong.read import wall

    with wall.Pool(function, 1, wall.SECONDS, swift=True) as pool:
        outcome = pool.outcome(item)
    if outcome.error is not None:
        raise outcome.error
    value: Any = outcome.value
    return value  # type: ignore[no-any-return]


def outcomes(
    function: Callable[[Item], Value], items: Sequence[Item], of: Sequence[Path], few: int, workers: int = 2
) -> "Iterator[Outcome[Item, Value]]":
    """`Batch.outcomes`, but here and now when there are fewer than `few` and their files, `of`, are all everyday ones."""
    if is_quick(of, few):
        return here(function, items)
    return _in_a_batch(function, items, of, workers)


def is_quick(files: Sequence[Path], few: int) -> bool:
    """Whether files are so few and so small that starting a process takes longer."""
    return len(files) < few and all(map(is_everyday, files))


def here(function: Callable[[Item], Value], items: Sequence[Item]) -> "Iterator[Outcome[Item, Value]]":
    """The outcomes of items in this process."""
    from tuongdong.read.wall import Outcome

    for item in items:
        try:
            yield Outcome(item, function(item), None)
        except TuongdongError as error:
            yield Outcome(item, None, error)


def _in_a_batch(
    function: Callable[[Item], Value], items: Sequence[Item], of: Sequence[Path], workers: int
) -> "Iterator[Outcome[Item, Value]]":
    from tuongdong.read.batch import Batch

    with Batch(function, workers) as batch:
        yield from batch.outcomes(items, of)


class _Sent(NamedTuple):
    """What was sent, under the name that errors may tell."""

    data: bytes
    name: str

    def __str__(self) -> str:
        return self.name


def _read_sent(sent: _Sent) -> SourceText:
    return read_bytes(sent.data, sent.name)


def is_everyday(path: Path) -> bool:
    """Whether a file is small and read by our own code, or refused at once."""
    try:
        if not path.is_file():
            return True
        if path.stat().st_size > _SMALL:
            return False
        return _is_everyday(path.read_bytes(), path.suffix)
    except OSError:
        return True


def _is_everyday(data: bytes, suffix: str) -> bool:
    if len(data) > _SMALL:
        return False
    form = detect(data, suffix)
    if form not in _ZIPPED:
        return form in _OURS or form in _REFUSED
    try:
        return unpacked(data, Path()) <= _SMALL_PARTS
    except DamagedFileError:
        return True
