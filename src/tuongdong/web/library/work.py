"""
The worker: runs the tasks of the queue, one after another, and takes up what a dead worker left.

Every worker holds a lock file while it lives, in the home that all workers of an office share. A running task whose
worker's file nobody holds goes back to the queue: the tasks can be run again, as each begins by looking at what its row
says. And what waits in the library always has a task: one that was lost is put into the queue again. Every living worker
looks for both when it starts and now and then while it works, so that nothing waits for somebody to start another.
"""

import datetime as dt
import logging
import os
import signal
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tuongdong.web.library.indexing import repair_index
from tuongdong.web.library.models import Document, Pairing, Upload
from tuongdong.web.library.tasks import compute, read_upload, renew
from tuongdong.web.locks import held_by_none, hold

__all__ = ["Presence", "resume", "resume_all", "run_worker"]

_EVERY: Final = 10.0
"""Seconds between two looks for what stands still."""
_UNSEEN: Final = dt.timedelta(minutes=2)
"""A worker makes its file again within `_EVERY` seconds: one without a file for so long is dead."""
log = logging.getLogger("tuongdong.worker")


def _lock_of(worker_id: str) -> Path:
    return Path(settings.HOME) / "workers" / f"{worker_id}.lock"


class Presence:
    """That a worker lives: a file which it holds until it ends, however it ends."""

    def __init__(self, worker_id: str) -> None:
        self.path = _lock_of(worker_id)
        self._file: BinaryIO | None = None
        self.show()

    def show(self) -> None:
        """Holds the file, made again where it was cleared away: others look at it, and take it for that of a dead one."""
        for _ in range(50):
            if self._file is not None and self.path.exists():
                return
            self.end()
            self._file = hold(self.path)
            if self._file is None:
                time.sleep(0.02)
        log.warning("%s cannot be held", self.path)

    def end(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def resume() -> int:
    """Puts into the queue again what stands still; how many tasks."""
    return _resume_of_the_dead() + _resume_without_task()


def _resume_of_the_dead() -> int:
    """The running tasks of workers that are no more. Who is dead is known first: they take up nothing meanwhile."""
    dead = {lock for lock in _lock_of("x").parent.glob("*.lock") if held_by_none(lock)}
    count = 0
    for row in DBTaskResult.objects.running():
        lock = _lock_of(row.worker_ids[-1] if row.worker_ids else "")
        unseen = row.started_at is None or row.started_at < timezone.now() - _UNSEEN
        if lock in dead or (unseen and not lock.exists()):
            count += DBTaskResult.objects.filter(pk=row.pk, status="RUNNING").update(status="READY", started_at=None)
    for lock in dead:
        lock.unlink(missing_ok=True)
    return count


def _live(path: str) -> QuerySet[Any]:
    return DBTaskResult.objects.filter(task_path=path, status__in=("READY", "RUNNING"))


def _resume_without_task() -> int:
    """What waits in the library and has no task: it was cut off in an hour when nothing could be written down any more."""
    count = 0
    for task, rows in (
        (read_upload, Upload.objects.filter(status__in=Upload.OPEN)),
        (compute, Pairing.objects.filter(status=Pairing.Status.WAITING)),
    ):
        if waiting := set(rows.values_list("pk", flat=True)):
            taken = {args["args"][0] for args in _live(task.module_path).values_list("args_kwargs", flat=True)}
            for pk in sorted(waiting - taken):
                task.enqueue(pk)
                count += 1
    if Document.objects.filter(stale=True).exists() and not _live(renew.module_path).exists():
        renew.enqueue()
        count += 1
    return count


def resume_all() -> int:
    """Puts every running task back into the queue; how many. For a database that no worker has: one just restored."""
    return DBTaskResult.objects.running().update(status="READY", started_at=None)


def run_worker(*, stop_with_stdin: bool, once: bool) -> None:
    """Works until it is told to stop, or (`once`) until nothing waits."""
    worker_id = uuid.uuid4().hex
    presence = Presence(worker_id)
    worker = Worker(
        queue_names=["*"],
        interval=0.4,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    if stop_with_stdin:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server; we end when it has
        threading.Thread(target=_stop_with_stdin, args=(worker,), daemon=True).start()
    if resumed := resume():
        log.warning("%s tasks that stood still are run again", resumed)
    repair_index()
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(presence, ended), daemon=True)
    watcher.start()
    worker.run()
    ended.set()
    watcher.join()
    presence.end()


def _watch(presence: Presence, ended: threading.Event) -> None:
    """Every few seconds: we live, and nothing stands still."""
    while not ended.wait(_EVERY):
        try:
            presence.show()
            if resumed := resume():
                log.warning("%s tasks that stood still are run again", resumed)
        except DatabaseError as error:  # the database is away: the worker itself finds out, or it comes back
            log.warning("not looked after: %s", error)
        finally:
            connections.close_all()


def _stop_with_stdin(worker: Worker) -> None:
    """The other end of standard input is the server: when it is gone, so are we, after the task at hand."""
    while os.read(sys.stdin.fileno(), 4096):  # not by `sys.stdin`, whose lock Python wants when it ends
        pass
    worker.running = False
    threading.Event().wait(20)
    os._exit(0)
