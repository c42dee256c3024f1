"""
Original files, under their hash: TUONGDONG_HOME/originals/ab/abcd...

A file is there whole or not at all: it is written beside, flushed to the disk, then renamed. None is ever changed.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from tuongdong.errors import LimitError
from tuongdong.settings import max_file_bytes

__all__ = ["forget", "keep", "path_of"]


def folder() -> Path:
    return Path(settings.HOME) / "originals"


def path_of(sha256: str) -> Path:
    """Where the file of a hash lies."""
    return folder() / sha256[:2] / sha256


def keep(chunks: Iterable[bytes], name: str) -> tuple[str, int]:
    """Hash and size of what is now kept. LimitError when it is too large."""
    folder().mkdir(parents=True, exist_ok=True)
    digest, size, limit = hashlib.sha256(), 0, max_file_bytes()
    handle, beside = tempfile.mkstemp(dir=folder(), prefix=".in-")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                if size > limit:
                    raise LimitError("file_too_large", path=name, size=f"> {limit >> 20} MB", limit=f"{limit >> 20} MB")
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        place = path_of(digest.hexdigest())
        place.parent.mkdir(exist_ok=True)
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size


def forget(sha256: str) -> None:
    """Removes a file that must not be kept."""
    path_of(sha256).unlink(missing_ok=True)
