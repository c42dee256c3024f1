"""
Uploads into documents: what the worker does with one file.

    waiting -> reading -> ready | duplicate | refused | failed

1. All that a file brings is written in one transaction with its upload's state: a worker that dies leaves the upload
   waiting or reading, and it is begun again.
2. A file that its agency may already see (same bytes or same text) makes no second document.
3. A document marked secret is refused: nothing that was read of it is kept, nor the file.
4. A record without text, of the same number, agency and scope, gets the text that it waited for.
"""

import logging
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from tuongdong.errors import TuongdongError
from tuongdong.models import Citation, Finding
from tuongdong.web.library.models import Cited, Document, Doubt, Upload, Version, fold_number, pack, pack_entry
from tuongdong.web.library.originals import forget, path_of
from tuongdong.web.library.reading import Reading, take_apart
from tuongdong.web.people.audit import acting
from tuongdong.web.people.models import Sharing
from tuongdong.web.reader import day_of

__all__ = ["TRIES", "take_in"]

TRIES: Final = 3
log = logging.getLogger("tuongdong.ingest")


def take_in(upload_id: int) -> str:
    """Reads one upload; the state that it came to. Runs again without harm."""
    upload = _begin(upload_id)
    if upload is None:
        return "done"
    if upload.tries > TRIES:
        return _end(upload, Upload.Status.FAILED, code="reader_crashed", data={"path": upload.name})
    if twin := _twin(upload, Q(sha256=upload.sha256)):
        return _end(upload, Upload.Status.DUPLICATE, document=twin, code="already_there")
    try:
        reading = take_apart(path_of(upload.sha256), upload.name)
    except TuongdongError as error:
        return _end(upload, Upload.Status.FAILED, code=error.code, data=error.data)
    if mark := reading.document.secrecy:
        return _refuse(upload, mark)
    if twin := _twin(upload, Q(text_sha256=reading.text_sha256)):
        return _end(upload, Upload.Status.DUPLICATE, document=twin, code="already_there")
    with transaction.atomic(), acting(upload.created_by):
        document = _store(upload, reading)
        return _end(upload, Upload.Status.READY, document=document)


def _begin(upload_id: int) -> Upload | None:
    """The upload, marked as being read; None when there is nothing left to do."""
    with transaction.atomic():
        upload = Upload.objects.select_for_update().filter(pk=upload_id, status__in=Upload.OPEN).first()
        if upload is not None:
            upload.status, upload.tries = Upload.Status.READING, upload.tries + 1
            upload.save()
    return upload


def _end(
    upload: Upload, status: str, document: Document | None = None, code: str = "", data: dict[str, str] | None = None
) -> str:
    upload.status, upload.code, upload.data = status, code, data or {}
    if document is not None:
        upload.document = document
    upload.save()
    log.info("upload", extra={"upload": upload.pk, "status": status})
    return status


def _refuse(upload: Upload, mark: str) -> str:
    """Nothing is kept of a secret document but that a file of this name was refused."""
    others = Upload.objects.filter(sha256=upload.sha256).exclude(pk=upload.pk).filter(status__in=Upload.OPEN)
    status = _end(upload, Upload.Status.REFUSED, code="secret_refused", data={"mark": mark})
    if not others.exists():
        forget(upload.sha256)
    return status


def _twin(upload: Upload, same: Q) -> Document | None:
    """A document with this content that the uploading agency may see; for a new version, only the document itself."""
    seen = Q(document__agency=upload.agency) | Q(document__sharing=Sharing.SHARED)
    versions = Version.objects.filter(same).filter(seen)
    if upload.document_id:
        versions = versions.filter(document=upload.document_id)
    found = versions.select_related("document").first()
    return found.document if found else None


def _store(upload: Upload, reading: Reading) -> Document:
    """The document with its new version, citations and doubts."""
    document = (
        upload.document
        or _awaited(upload, reading)
        or Document(agency=upload.agency, sharing=upload.sharing, created_by=upload.created_by, title=upload.name)
    )
    _fill_head(document, reading)
    document.save()
    version = Version.objects.create(
        document=document,
        sha256=upload.sha256,
        text_sha256=reading.text_sha256,
        name=upload.name,
        form=reading.form,
        size=upload.size,
        parsed=pack(reading.document),
        delegations=pack(reading.delegations),
        rows=pack_entry(reading.entry),
        created_by=upload.created_by,
    )
    Cited.objects.bulk_create([_cited(version, one) for one in reading.citations], batch_size=500)
    Doubt.objects.bulk_create([_doubt(version, one) for one in reading.document.findings], batch_size=500)
    document.current = version
    document.save()
    return document


def _awaited(upload: Upload, reading: Reading) -> Document | None:
    """The record without text that this is the text of. None where there are several, or what is known of it differs."""
    value = reading.document
    if not value.number:
        return None
    rows = Document.objects.filter(number_key=fold_number(value.number), current=None)
    found = [
        row
        for row in rows.filter(agency=upload.agency, sharing=upload.sharing)
        if row.issued_on in (None, day_of(value.issued_on))
        and (not row.is_local or not value.locality or row.locality in ("", value.locality))
    ]
    return found[0] if len(found) == 1 else None


def _fill_head(document: Document, reading: Reading) -> None:
    """What the text says of itself, where no person has said otherwise."""
    value = reading.document
    told: dict[str, Any] = {
        "number": value.number,
        "doctype": value.doctype,
        "issuer": value.issuer,
        "locality": value.locality,
        "title": value.title,
        "issued_on": day_of(value.issued_on),
        "effective_on": day_of(value.effective_on),
    }
    for name, said in told.items():
        if said and name not in document.hand:
            limit = getattr(Document._meta.get_field(name), "max_length", None)
            setattr(document, name, said[:limit] if isinstance(said, str) and limit else said)
    document.about = list(value.about)


def _cited(version: Version, one: Citation) -> Cited:
    target = one.target
    return Cited(
        version=version,
        within=one.within[:160],
        text=one.text,
        start=one.span.start,
        end=one.span.end,
        kind=one.kind,
        number=fold_number(target.number or target.resolved_number) if target else "",
        name=(target.name or "") if target else "",
        eid=(target.eid or "")[:160] if target else "",
        own=bool(target and target.self),
        resolved=one.resolved,
        part=one.part,
    )


def _doubt(version: Version, one: Finding) -> Doubt:
    return Doubt(
        version=version,
        severity=one.severity,
        code=one.code[:60],
        message=one.message,
        data=dict(one.data),
        start=one.span.start if one.span else None,
        end=one.span.end if one.span else None,
    )
