"""
The worker: runs the tasks of the queue, one after another, and takes up what a dead worker left.

Every worker holds a lock file while it lives. A running task whose worker's file nobody holds goes back to the queue: the
tasks can be run again, as each begins by looking at what its row says.
"""

import datetime as dt
import logging
import os
import signal
import sys
import threading
import uuid
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tuongdong.web.library.indexing import repair_index
from tuongdong.web.locks import held_by_none, hold

__all__ = ["resume", "resume_all", "run_worker"]

log = logging.getLogger("tuongdong.worker")


def _lock_of(worker_id: str) -> Path:
    return Path(settings.HOME) / "workers" / f"{worker_id}.lock"


def resume() -> int:
    """Puts the tasks of dead workers back into the queue; how many."""
    count = 0
    for row in DBTaskResult.objects.running():
        lock = _lock_of(row.worker_ids[-1] if row.worker_ids else "")
        elsewhere = not lock.exists()  # a worker of another machine, or one whose file was cleared away
        long_ago = row.started_at is None or row.started_at < timezone.now() - dt.timedelta(hours=1)
        if held_by_none(lock) or (elsewhere and long_ago):
            count += DBTaskResult.objects.filter(pk=row.pk, status="RUNNING").update(status="READY", started_at=None)
    for lock in _lock_of("x").parent.glob("*.lock"):
        if held_by_none(lock):
            lock.unlink(missing_ok=True)
    return count


def resume_all() -> int:
    """Puts every running task back into the queue; how many. For a database that no worker has: one just restored."""
    return DBTaskResult.objects.running().update(status="READY", started_at=None)


def run_worker(*, stop_with_stdin: bool, once: bool) -> None:
    """Works until it is told to stop, or (`once`) until nothing waits."""
    worker_id = uuid.uuid4().hex
    lock = hold(_lock_of(worker_id))
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
        log.warning("%s tasks of a worker that died are run again", resumed)
    repair_index()
    worker.run()
    if lock:
        lock.close()


def _stop_with_stdin(worker: Worker) -> None:
    """The other end of standard input is the server: when it is gone, so are we, after the task at hand."""
    while os.read(sys.stdin.fileno(), 4096):  # not by `sys.stdin`, whose lock Python wants when it ends
        pass
    worker.running = False
    threading.Event().wait(20)
    os._exit(0)
