"""
A wall around work on files: one that hangs, crashes or eats memory is refused, and the others go on.

    >>> with Pool[str, int](len, workers=1) as lengths:
    ...     [outcome.value for outcome in lengths.outcomes(["a", "bb"])]
    [1, 2]

A `Pool` runs any function of this package's level over items in processes of its own, which stay for the items to come.
"""

import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from tuongdong import settings
from tuongdong.errors import DamagedFileError, LimitError, TuongdongError
from tuongdong.read.memory import bound_memory

__all__ = ["MEGABYTES", "SECONDS", "Outcome", "Pool"]

SECONDS: Final = 300.0  # a scan of many pages takes minutes
MEGABYTES: Final = 2000
_LOST: Final = ("reader_slow", "reader_memory", "reader_crashed")  # after these a process is not to be used again
_TRIES: Final = 20
_STOPS: Final = (signal.SIGINT, signal.SIGTERM)
_AHEAD: Final = 16  # items among which the larger are begun first
_START: Final = 60.0  # seconds for a process to come up on a busy machine

Item = TypeVar("Item")
Value = TypeVar("Value")


class Outcome(NamedTuple, Generic[Item, Value]):
    """What became of an item: a value or an error, never both."""

    item: Item
    value: Value | None
    error: TuongdongError | None


class _Worker:
    """A process and what it is at."""

    def __init__(self, function: Callable[[Any], Any], megabytes: int, temporary: str, swift: bool = False) -> None:
        forks = swift and _may_fork()
        context: Any = get_context("fork" if forks else "spawn")
        self.pipe, theirs = context.Pipe()
        ours = self.pipe if forks else None  # a forked process holds both ends
        arguments = (function, theirs, megabytes, temporary, ours)
        self.process: BaseProcess = context.Process(target=_serve, args=arguments, daemon=True)
        with _unstopped():
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


@contextmanager
def _unstopped() -> Iterator[None]:
    """What would stop this process waits meanwhile: a process that is half begun complains at length."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    handlers = {each: signal.signal(each, lambda number, _: held.append(number)) for each in _STOPS}
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)  # goes on in the new process
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for each, handler in handlers.items():
            signal.signal(each, handler or signal.SIG_DFL)
    for number in held[:1]:
        signal.raise_signal(number)


def _may_fork() -> bool:
    """Whether this process may be copied as it is: a tenth of the time of a new one, but unsafe where other threads run."""
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


class Pool(Generic[Item, Value]):
    """
    A function over items, in processes that are started when they are needed, and end with `close` or the `with` block.

    1. `function` can be imported by name; items and values can be pickled.
    2. An item past its time or memory, or whose process dies, has an error and takes its process with it.
    3. One iterator of outcomes at a time: another one ends it.

    `swift` starts processes in the quickest way, with all that this one holds in memory: for a few items.
    """

    def __init__(
        self,
        function: Callable[[Item], Value],
        workers: int = 2,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
        swift: bool = False,
    ) -> None:
        self._function, self._most, self._seconds = function, max(1, workers), seconds
        self._megabytes, self._swift = megabytes, swift
        self._workers: list[_Worker] = []
        self._temporary = ""
        self._turn = 0

    def outcomes(self, items: Sequence[Item], sizes: Sequence[int] = ()) -> Iterator[Outcome[Item, Value]]:
        """
        The outcomes of items, in the order of the items, each as soon as it and those before are there. Closing the iterator
        ends at once the processes that are at work; one whose last outcome has come need not be closed.

        With `sizes`, one an item, the larger of sixteen are begun first, so that the processes end together.
        """
        if sizes and len(sizes) != len(items):
            raise ValueError("a size for each item, or none")
        self._drop_busy()
        self._turn += 1
        turn = self._turn
        waiting = deque(_larger_first(sizes or [0] * len(items)))
        ready: dict[int, Outcome[Item, Value]] = {}
        try:
            for at in range(len(items)):
                while at not in ready:
                    self._occupy(items, waiting)
                    self._collect(items, ready)
                self._collect(items, ready, wait_for=0.0)
                self._occupy(items, waiting)
                yield ready.pop(at)
                if turn != self._turn:
                    raise RuntimeError("other outcomes of this pool were asked for meanwhile")
        finally:
            if turn == self._turn:
                self._drop_busy()

    def outcome(self, item: Item) -> Outcome[Item, Value]:
        """That of a single item."""
        (outcome,) = self.outcomes([item])
        return outcome

    def close(self) -> None:
        """Ends the processes, and takes away what they had on the disk."""
        while self._workers:
            self._workers.pop().close()
        for _ in range(_TRIES if self._temporary else 0):  # programs that they began end a moment later
            shutil.rmtree(self._temporary, ignore_errors=True)
            if not Path(self._temporary).exists():
                break
            time.sleep(0.1)
        self._temporary = ""

    def __enter__(self) -> "Pool[Item, Value]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _drop_busy(self) -> None:
        """Ends the processes that are still at items of an iterator that nobody asks any more, and those that died."""
        for worker in [each for each in self._workers if each.at is not None or not each.process.is_alive()]:
            self._drop(worker)

    def _drop(self, worker: _Worker) -> None:
        worker.close()
        self._workers.remove(worker)

    def _occupy(self, items: Sequence[Item], waiting: deque[int]) -> None:
        """Something to do for every process that has nothing, as many processes as are of use."""
        while waiting and (worker := self._idle()):
            try:
                worker.give(waiting[0], items[waiting[0]], self._seconds)
            except OSError:  # it died while it had nothing to do
                self._drop(worker)
            else:
                waiting.popleft()

    def _idle(self) -> _Worker | None:
        """A process that has nothing to do, begun when there are not yet as many as there may be."""
        idle = next((worker for worker in self._workers if worker.at is None), None)
        if idle is None and len(self._workers) < self._most:
            self._temporary = self._temporary or tempfile.mkdtemp(prefix="tuongdong-")
            idle = _Worker(self._function, self._megabytes, self._temporary, self._swift)
            self._workers.append(idle)
        return idle

    def _collect(
        self, items: Sequence[Item], ready: dict[int, Outcome[Item, Value]], wait_for: float | None = None
    ) -> None:
        """Waits for the next answer, death or time limit, or so many seconds, and notes what it means."""
        busy = [worker for worker in self._workers if worker.at is not None]
        if not busy:
            return
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        answered = wait([worker.pipe for worker in busy], patience if wait_for is None else wait_for)
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
            if error is not None and error.code in _LOST:
                self._drop(worker)


def _larger_first(sizes: Sequence[int]) -> Iterator[int]:
    """
    The order in which to begin items.

    >>> list(_larger_first([1, 7, 3]))
    [1, 2, 0]
    """
    for begin in range(0, len(sizes), _AHEAD):
        yield from sorted(range(begin, min(begin + _AHEAD, len(sizes))), key=lambda at: -sizes[at])


def _serve(
    function: Callable[[Any], Any], pipe: Connection, megabytes: int, temporary: str, other_end: Connection | None
) -> None:
    """The life of a worker: items in, values or errors out, until the pipe closes. Ctrl-C is for whoever started it."""
    if other_end is not None:
        other_end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    tempfile.tempdir = os.environ["TMPDIR"] = temporary
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
            _send(pipe, answer, item)


def _send(pipe: Connection, answer: tuple[Any, TuongdongError | None], item: object) -> None:
    """An answer that there is no memory to pack is one about memory."""
    try:
        pipe.send(answer)
    except MemoryError:
        pipe.send((None, LimitError("reader_memory", path=item)))
