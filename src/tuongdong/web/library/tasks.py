"""The tasks of the queue. Each begins by looking at what its row says, so that it may run twice."""

import logging
import uuid
from collections.abc import Iterable

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from tuongdong.compare import compare
from tuongdong.web.library.indexing import renew_index, repair_index
from tuongdong.web.library.ingest import TRIES, take_in
from tuongdong.web.library.mining import mine_library
from tuongdong.web.library.models import Document, Pairing, Upload, pack
from tuongdong.web.library.originals import keep
from tuongdong.web.people.models import Account

__all__ = ["accept", "compare_pairing", "compute", "find_families", "forget_deleted", "read_upload", "renew"]

log = logging.getLogger("tuongdong.tasks")


@task(priority=0)
def read_upload(upload_id: int) -> str:
    """Reads a file; the index follows now and then. After a fault that is not the file's it is tried again, a few times."""
    try:
        status = take_in(upload_id)
    except Exception:
        log.exception("upload %s", upload_id)
        read_upload.enqueue(upload_id)
        return "again"
    renew_index(at_most_every=3.0)
    return status


@task(priority=-10)
def renew() -> int:
    """The index follows the database; after the files that wait."""
    return renew_index()


@task(priority=-10)
def forget_deleted() -> int:
    """What is no longer in the database leaves the index."""
    return repair_index()


@task(priority=-20, takes_context=True)
def find_families(context: TaskContext) -> int:
    """The families of the shared documents; after all that somebody waits for."""
    return mine_library() if context.attempt <= TRIES else 0


@task(priority=5, takes_context=True)
def compute(context: TaskContext, pairing_id: int) -> str:
    """
    Compares the documents of a pairing, as their texts are now.

    A fault is told on the page. One that ends the worker itself is not tried for ever: all others would wait behind it.
    """
    if context.attempt > TRIES:
        return _failed(pairing_id)
    try:
        return compare_pairing(pairing_id)
    except Exception:
        log.exception("pairing %s", pairing_id)
        return _failed(pairing_id)


def _failed(pairing_id: int) -> str:
    Pairing.objects.filter(pk=pairing_id).update(status=Pairing.Status.FAILED, error="crashed")
    return Pairing.Status.FAILED


def compare_pairing(pairing_id: int) -> str:
    """What `compute` does: the state that the pairing came to."""
    pairing = (
        Pairing.objects.select_related("comparison__ours__current", "theirs__current").filter(pk=pairing_id).first()
    )
    if pairing is None:
        return "gone"
    ours, theirs = pairing.comparison.ours.current, pairing.theirs.current
    if ours is None or theirs is None:
        pairing.status, pairing.error = Pairing.Status.FAILED, "no_text"
    else:
        found = compare(ours.value, theirs.value, ours.name, theirs.name)
        pairing.ours_version, pairing.theirs_version, pairing.found = ours, theirs, pack(found)
        pairing.status, pairing.computed, pairing.error = Pairing.Status.READY, timezone.now(), ""
    pairing.save()
    return pairing.status


def accept(
    files: "Iterable[File[bytes]]",
    account: Account,
    agency_id: int,
    sharing: str,
    document: Document | None = None,
) -> uuid.UUID:
    """Keeps the files and puts them in the queue; the batch. When this returns, nothing of them can be lost."""
    batch = uuid.uuid4()
    kept = [(file.name or "", *keep(file.chunks(), file.name or "")) for file in files]
    with transaction.atomic():
        for name, sha256, size in kept:
            upload = Upload.objects.create(
                agency_id=agency_id,
                sharing=sharing,
                batch=batch,
                name=_plain_name(name),
                size=size,
                sha256=sha256,
                document=document,
                created_by=account,
            )
            read_upload.enqueue(upload.pk)
        renew.enqueue()
    return batch


def _plain_name(name: str) -> str:
    """A file's name without folders and control signs."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[-255:] or "-"
