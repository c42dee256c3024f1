"""What a worker takes up that stands still: tasks of the dead, and what waits without a task."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tuongdong.web.library import tasks, work
from tuongdong.web.library.models import Document, Pairing, Upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def alive() -> Iterator[work.Presence]:
    presence = work.Presence("alive")
    yield presence
    presence.end()


def running(worker: str, minutes: float = 0) -> Any:
    """A task that a worker took up a while ago."""
    tasks.renew.enqueue()
    row = DBTaskResult.objects.order_by("-enqueued_at")[0]
    row.claim(worker)
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now() - dt.timedelta(minutes=minutes))
    return row


def state(row: Any) -> str:
    row.refresh_from_db()
    return str(row.status)


def test_tasks_of_the_dead_are_run_again_and_those_of_the_living_left(alive: work.Presence) -> None:
    dead = work.Presence("dead")
    left, kept = running("dead"), running("alive", minutes=600)
    assert work.resume() == 0
    dead.end()  # as when it is killed
    assert work.resume() == 1
    assert (state(left), state(kept)) == ("READY", "RUNNING")
    assert not dead.path.exists()


@pytest.mark.parametrize(("minutes", "after"), [(0, "RUNNING"), (5, "READY")])
def test_a_task_whose_worker_left_no_file_is_run_again_soon(minutes: float, after: str) -> None:
    row = running("cleared", minutes)
    work.resume()
    assert state(row) == after


def test_a_living_worker_makes_its_file_again(alive: work.Presence) -> None:
    row = running("alive", minutes=5)
    alive.path.unlink()
    alive.show()
    work.resume()
    assert (state(row), alive.path.exists()) == ("RUNNING", True)


def queued() -> list[tuple[str, list[int]]]:
    rows = DBTaskResult.objects.filter(status="READY").values_list("task_path", "args_kwargs")
    return sorted((path.rpartition(".")[2], given["args"]) for path, given in rows)


@pytest.mark.parametrize("status", ["waiting", "reading"])
def test_what_waits_without_a_task_gets_one(compared: Any, status: str) -> None:
    DBTaskResult.objects.all().delete()
    Document.objects.update(stale=False)
    upload = Upload.objects.all()[0]
    Upload.objects.filter(pk=upload.pk).update(status=status)
    Pairing.objects.update(status="waiting")
    assert work.resume() == 2
    assert queued() == [("compute", [compared.pk]), ("read_upload", [upload.pk])]
    assert work.resume() == 0  # once is enough
    DBTaskResult.objects.filter(status="READY").update(status="FAILED")  # a worker told twice to end leaves it so
    assert work.resume() == 2


def test_what_is_not_in_the_index_gets_there(compared: Any) -> None:
    DBTaskResult.objects.all().delete()
    assert Document.objects.filter(stale=True).exists()
    work.resume()
    work.resume()
    assert queued() == [("renew", [])]


def run(pairing: Pairing, worker: str) -> str:
    """The task of a pairing, as a worker runs it."""
    runner: Any = Worker(
        queue_names=["*"],
        interval=0.0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=worker,
        excluded_queue_names=[],
    )
    with mock.patch(f"{Worker.__module__}.close_old_connections"):  # it would end the transaction that the test is in
        runner.run()
    pairing.refresh_from_db()
    return f"{pairing.status} {pairing.error}".strip()


def test_a_comparison_that_fails_says_so(
    compared: Any, monkeypatch: pytest.MonkeyPatch, as_: Any, caplog: pytest.LogCaptureFixture
) -> None:
    DBTaskResult.objects.all().delete()
    client, page = as_("specialist"), compared.comparison.get_absolute_url()
    client.post(f"{page}again/")
    with monkeypatch.context() as spoilt:
        spoilt.setattr(tasks, "compare", lambda *_: 1 / 0)
        assert run(compared, "one") == "failed crashed"
    assert "ZeroDivisionError" in caplog.text
    assert "Máy gặp lỗi" in client.get(page).content.decode()
    client.post(f"{page}again/")
    assert run(compared, "one") == "ready"


def test_a_comparison_that_ends_its_worker_is_not_tried_for_ever(compared: Any) -> None:
    DBTaskResult.objects.all().delete()
    Document.objects.update(stale=False)
    tasks.compute.enqueue(compared.pk)
    for turn in range(3):  # three workers died of it
        row = DBTaskResult.objects.get()
        row.claim(f"dead-{turn}")
        work.Presence(f"dead-{turn}").end()
        work.resume()
        assert state(row) == "READY"
    assert run(compared, "four") == "failed crashed"
