"""
Where the units of work run: on this machine's cores, or on a Ray cluster. The results are the same.

A unit is a function of (shared, job) that neither changes `shared` nor depends on other units; `map` gives the results in
the order of the jobs, whoever finishes first. Compiled kernels let go of the interpreter, so that threads do on one machine.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from tuongdong.errors import MissingExtraError, TuongdongError

__all__ = ["Engine", "Local", "Ray", "Unit", "cores"]

Unit = Callable[[Any, Any], Any]


class Engine(Protocol):
    """What runs units of work."""

    workers: int

    def put(self, shared: Any) -> Any:
        """What units share, stored where all can read it: `map` takes what this gives."""

    def map(self, unit: Unit, shared: Any, jobs: Iterable[Any]) -> Iterator[Any]: ...

    def close(self) -> None: ...


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Local:
    """Threads on this machine."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()

    def put(self, shared: Any) -> Any:
        return shared

    def map(self, unit: Unit, shared: Any, jobs: Iterable[Any]) -> Iterator[Any]:
        with ThreadPoolExecutor(self.workers) as pool:
            yield from pool.map(lambda job: unit(shared, job), jobs)

    def close(self) -> None:
        """Nothing stays open."""


class Ray:
    """
    A Ray cluster. What units share is stored there once; the units of a lost worker are done again by others.

    `warm` is called once for each core at the start, so that workers load the code of the units while the corpus is still
    being read. TuongdongError when the address does not answer: there is no silent way back to this machine.
    """

    def __init__(self, address: str, wait: float = 15, warm: Callable[[], None] | None = None) -> None:
        try:
            import ray
        except ImportError as error:
            raise MissingExtraError("extra_missing", what="Ray", install="pip install 'tuongdong[cluster]'") from error
        if address != "local":
            _knock(address, wait)
        try:
            ray.init(
                address=address,
                include_dashboard=False,
                log_to_driver=False,
                logging_level=logging.ERROR,
                configure_logging=False,
            )
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise TuongdongError("cluster_silent", address=address) from error
        self._ray = ray
        self.workers = int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]
        self._loading = [ray.remote(warm).remote() for _ in range(self.workers)] if warm else []

    def put(self, shared: Any) -> Any:
        return self._ray.put(shared)

    def map(self, unit: Unit, shared: Any, jobs: Iterable[Any]) -> Iterator[Any]:
        ray = self._ray
        remote = ray.remote(max_retries=5)(unit)
        waiting: list[Any] = []
        for job in jobs:
            waiting.append(remote.remote(shared, job))
            if len(waiting) > 4 * self.workers:
                yield ray.get(waiting.pop(0))
        for reference in waiting:
            yield ray.get(reference)

    def close(self) -> None:
        self._ray.shutdown()


def _knock(address: str, wait: float) -> None:
    """Whether somebody listens there at all: Ray itself would try for minutes."""
    import socket
    from urllib.parse import urlsplit

    parts = urlsplit(address if "//" in address else f"//{address}")
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 6379), timeout=wait):
            pass
    except (OSError, ValueError) as error:
        raise TuongdongError("cluster_silent", address=address) from error
