"""
Many files, each behind a wall: a file that hangs, crashes or eats memory is refused, and the others go on.

    >>> [outcome.value for outcome in isolated(len, ["a", "bb"], workers=1)]
    [1, 2]

`isolated` runs any function of this package's level over items in processes of their own, `OneByOne` over items that come
one at a time; `read_many` is `read` over paths, with the files that need LibreOffice converted in one run beforehand.
"""

import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from tuongdong import settings
from tuongdong.errors import DamagedFileError, LimitError, TuongdongError
from tuongdong.models import SourceText
from tuongdong.read import read
from tuongdong.read.detect import detect
from tuongdong.read.office import KINDS, converted, find_office, read_made
from tuongdong.read.process import bound_memory

__all__ = ["SECONDS", "OneByOne", "Outcome", "isolated", "read_many"]

SECONDS: Final = 300.0  # a scan of many pages takes minutes
MEGABYTES: Final = 2000
_START: Final = 60.0  # seconds for a process to come up on a busy machine
_BATCH: Final = 60  # files for one run of LibreOffice

Item = TypeVar("Item")
Value = TypeVar("Value")


class Outcome(NamedTuple, Generic[Item, Value]):
    """What became of an item: a value or an error, never both."""

    item: Item
    value: Value | None
    error: TuongdongError | None


class _Worker:
    """A process and what it is at."""

    def __init__(self, function: Callable[[Any], Any], megabytes: int) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(function, theirs, megabytes), daemon=True)
        self.process.start()
        theirs.close()
        self.at: int | None = None
        self.deadline = 0.0
        self._seconds = 0.0
        self._is_up = False

    def give(self, at: int, item: object, seconds: float) -> None:
        """An item to work on. Its time counts from when the process is up."""
        self.at, self._seconds = at, seconds
        self.deadline = time.monotonic() + seconds + (0 if self._is_up else _START)
        self.pipe.send(item)

    def answer(self) -> tuple[Any, TuongdongError | None] | None:
        """What the process has to say; None when it only says that it is up. EOFError when it died."""
        said: tuple[Any, TuongdongError | None] | None = self.pipe.recv()
        if said is None:
            self._is_up, self.deadline = True, time.monotonic() + self._seconds
        return said

    def close(self) -> None:
        self.pipe.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join()


def isolated(
    function: Callable[[Item], Value],
    items: Sequence[Item],
    workers: int = 2,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Iterator[Outcome[Item, Value]]:
    """
    The outcomes of a function over items, in the order of the items, each as soon as it and those before are there.

    1. `function` can be imported by name; items and values can be pickled.
    2. An item past its time or memory, or whose process dies, has an error and takes its process with it.
    3. Closing the iterator ends every process at once.
    """
    waiting = iter(enumerate(items))
    ready: dict[int, Outcome[Item, Value]] = {}
    pool = [_Worker(function, megabytes) for _ in range(max(1, min(workers, len(items))))]
    try:
        for worker in pool:
            _next(worker, waiting, seconds)
        for at in range(len(items)):
            while at not in ready:
                _collect(pool, items, ready, function, megabytes)
                for worker in pool:
                    if worker.at is None:
                        _next(worker, waiting, seconds)
            yield ready.pop(at)
    finally:
        for worker in pool:
            worker.close()


class OneByOne(Generic[Item, Value]):
    """
    `isolated` for items that come one at a time: its process stays for the next one, and is replaced when it is lost.

        >>> with OneByOne[str, int](len) as length:
        ...     length("abc").value
        3
    """

    def __init__(self, function: Callable[[Item], Value], seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._function, self._seconds, self._megabytes = function, seconds, megabytes
        self._pool: list[_Worker] = []

    def __call__(self, item: Item) -> Outcome[Item, Value]:
        if not self._pool or not self._pool[0].process.is_alive():
            self.close()
            self._pool = [_Worker(self._function, self._megabytes)]
        ready: dict[int, Outcome[Item, Value]] = {}
        self._pool[0].give(0, item, self._seconds)
        while not ready:
            _collect(self._pool, [item], ready, self._function, self._megabytes)
        return ready[0]

    def __enter__(self) -> "OneByOne[Item, Value]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        while self._pool:
            self._pool.pop().close()


def _next(worker: _Worker, waiting: Iterator[tuple[int, Item]], seconds: float) -> None:
    following = next(waiting, None)
    if following is not None:
        worker.give(*following, seconds)


def _collect(
    pool: list[_Worker],
    items: Sequence[Item],
    ready: dict[int, Outcome[Item, Value]],
    function: Callable[[Item], Value],
    megabytes: int,
) -> None:
    """Waits for the next answer, death or time limit, and notes what it means."""
    busy = [worker for worker in pool if worker.at is not None]
    patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
    answered = wait([worker.pipe for worker in busy], patience)
    for worker in busy:
        at = worker.at
        assert at is not None
        if worker.pipe in answered:
            try:
                said = worker.answer()
            except (EOFError, OSError):
                said = None, DamagedFileError("reader_crashed", path=items[at])
        elif time.monotonic() >= worker.deadline:
            said = None, LimitError("reader_slow", path=items[at])
        else:
            said = None
        if said is None:
            continue
        value, error = said
        ready[at] = Outcome(items[at], value, error)
        worker.at = None
        if isinstance(error, LimitError) or (error is not None and error.code == "reader_crashed"):
            worker.close()
            pool[pool.index(worker)] = _Worker(function, megabytes)


def _serve(function: Callable[[Any], Any], pipe: Connection, megabytes: int) -> None:
    """The life of a worker: items in, values or errors out, until the pipe closes. Ctrl-C is for whoever started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound_memory(megabytes)
    settings.collect_seldom()
    pipe.send(None)
    answer: tuple[Any, TuongdongError | None]
    with closing(pipe):
        while True:
            try:
                item = pipe.recv()
            except (EOFError, OSError):
                return
            try:
                answer = (function(item), None)
            except TuongdongError as error:
                answer = (None, error)
            except MemoryError:
                answer = (None, LimitError("reader_memory", path=item))
            except Exception as error:
                answer = (None, DamagedFileError("file_damaged", path=item, reason=type(error).__name__))
            pipe.send(answer)


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
            for outcome in isolated(_read_task, tasks, workers, seconds, megabytes):
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
