"""
A backup of the office in one file, taken while it works; and an office put back from one.

    save(path)       the database as it stood at one moment, then every original; whole or not at all
    restore(path)    into a home whose server and workers are stopped

The database is copied first: originals are only ever added, so that every file which the copy names is there when the
files are copied. The search index is left out; it is made again at the next start. Tasks that were running when the copy
was made are run again: their workers are not in the new home.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tuongdong.errors import DamagedFileError, FileMissingError, MissingExtraError, TuongdongError

__all__ = ["restore", "save"]

_MARK: Final = "tuongdong-backup-1"
_DATABASES: Final = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def save(path: Path) -> int:
    """
    Writes the backup; how many originals are in it.

    An older backup of the name is replaced when the new one is whole. TuongdongError when the name is another file's.
    """
    from django.conf import settings
    from django.db import connection

    if path.exists() and not _is_backup(path):
        raise TuongdongError("backup_foreign", path=path)
    home = Path(settings.HOME)
    beside = path.with_name(f".{path.name}.part")
    try:
        with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            copy = Path(scratch) / _DATABASES[connection.vendor]
            _copy_sqlite(copy) if connection.vendor == "sqlite" else _dump_postgresql(copy)
            archive.write(copy, copy.name)
            names = [one for one in sorted((home / "originals").rglob("*")) if _is_original(one)]
            for one in names:
                archive.write(one, f"originals/{one.parent.name}/{one.name}", compress_type=zipfile.ZIP_STORED)
            archive.comment = _MARK.encode()
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return len(names)


def _is_original(path: Path) -> bool:
    return path.is_file() and len(path.name) == 64


def _copy_sqlite(copy: Path) -> None:
    """SQLite's own online copy: one moment of the database, while others read and write."""
    from django.conf import settings

    with (
        contextlib.closing(sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=60)) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def _postgresql(program: str, *arguments: str) -> None:
    """Runs pg_dump or pg_restore; the password goes by the environment, where no process list shows it."""
    from django.conf import settings

    told: dict[str, Any] = settings.DATABASES["default"]
    where = {"PGHOST": told["HOST"], "PGPORT": told["PORT"], "PGUSER": told["USER"], "PGPASSWORD": told["PASSWORD"]}
    found = shutil.which(program) or next((str(p) for p in Path("/usr/lib/postgresql").glob(f"*/bin/{program}")), None)
    if found is None:
        raise MissingExtraError("extra_missing", what=program, install="apt-get install postgresql-client")
    done = subprocess.run(  # noqa: S603  # a program of PostgreSQL, with no word of a user
        [found, *arguments],
        env=os.environ | {key: value for key, value in where.items() if value} | {"PGDATABASE": told["NAME"]},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise TuongdongError("database_program", program=program, reason=done.stderr.strip()[-300:])


def _dump_postgresql(copy: Path) -> None:
    from django.conf import settings

    _postgresql(
        "pg_dump", "--format=custom", "--no-owner", f"--file={copy}", str(settings.DATABASES["default"]["NAME"])
    )


def restore(path: Path) -> int:
    """Puts the office back as it was, ready to start; how many originals. TuongdongError while a worker runs."""
    from django.conf import settings

    from tuongdong.web.office import make_home, prepare

    home = make_home()
    if _somebody_works(home):
        raise TuongdongError("office_runs", home=home)
    with _opened(path) as archive:
        names = [one for one in archive.namelist() if one.startswith("originals/") and _safe(one)]
        for name in names:
            _put(archive, name, home / name)
        vendor = "sqlite" if "sqlite" in settings.DATABASES["default"]["ENGINE"] else "postgresql"
        if _DATABASES[vendor] not in archive.namelist():
            raise TuongdongError("backup_other_database", path=path)
        if vendor == "sqlite":
            _put_sqlite(archive, Path(settings.DATABASES["default"]["NAME"]))
        else:
            _put_postgresql(archive)
    shutil.rmtree(home / "index", ignore_errors=True)
    prepare()
    from tuongdong.web.library.work import resume_all  # its models want Django's settings

    resume_all()
    return len(names)


def _somebody_works(home: Path) -> bool:
    from tuongdong.web.locks import held_by_none

    return any(not held_by_none(lock) for lock in (home / "workers").glob("*.lock"))


def _is_backup(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment.decode(errors="replace") == _MARK
    except (OSError, zipfile.BadZipFile):
        return False


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    if not path.exists():
        raise FileMissingError("file_missing", path=path)
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.comment.decode(errors="replace") != _MARK or archive.testzip():
                raise DamagedFileError("file_damaged", path=path, reason="backup")
            yield archive
    except zipfile.BadZipFile as error:
        raise DamagedFileError("file_damaged", path=path, reason="zip") from error


def _safe(name: str) -> bool:
    """originals/ab/abcd... and nothing else."""
    parts = name.split("/")
    return len(parts) == 3 and len(parts[1]) == 2 and len(parts[2]) == 64 and parts[2].isalnum()


def _put(archive: zipfile.ZipFile, name: str, place: Path) -> None:
    """A file whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.part")
    with archive.open(name) as source, beside.open("wb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())
    beside.replace(place)


def _put_sqlite(archive: zipfile.ZipFile, place: Path) -> None:
    for tail in ("-wal", "-shm"):
        place.with_name(place.name + tail).unlink(missing_ok=True)
    _put(archive, _DATABASES["sqlite"], place)


def _put_postgresql(archive: zipfile.ZipFile) -> None:
    from django.conf import settings

    with tempfile.TemporaryDirectory() as scratch:
        copy = archive.extract(_DATABASES["postgresql"], scratch)
        name = str(settings.DATABASES["default"]["NAME"])
        _postgresql(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", f"--dbname={name}", copy
        )
