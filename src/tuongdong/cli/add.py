"""`tuongdong add FILES`: into the office's library, once or as a watched folder."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import click

from tuongdong.cli.speech import LANG, common, print_json, t
from tuongdong.errors import FileMissingError, TuongdongError
from tuongdong.read.folder import files_below

EVERY: Final = 5
Stamps = dict[Path, tuple[int, int]]


@click.command(
    help=t(
        "Đưa FILES (tệp hoặc thư mục) vào thư viện, thay mặt tài khoản EMAIL. Nội dung đã có không vào lần nữa.",
        "Put FILES (files or folders) into the library for the account EMAIL. What is there already is not added again.",
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "email", required=True, metavar="EMAIL", help=t("Tài khoản", "Account"))
@click.option("--share", is_flag=True, help=t("Chia sẻ chung", "Share with everybody"))
@click.option("--watch", is_flag=True, help=t("Chờ tệp mới, 5 giây một lần", "Wait for new files, every 5 seconds"))
@common("text", "json")
def command(files: tuple[Path, ...], email: str, share: bool, watch: bool, form: str) -> None:
    from tuongdong.web import office

    office.prepare()
    account, agency = _who(email, "document.share" if share else "document.add")
    if watch:
        _watch(files, account, agency, share)
    counts = _add(_open_to_us(_found(files, _tell)), account, agency, share)
    if form == "json":
        print_json(counts)
    else:
        click.echo("  ".join(f"{name}: {count}" for name, count in counts.items()))


def _who(email: str, action: str) -> tuple[Any, int]:
    """The account and the first agency in which it may add, or add for all."""
    from tuongdong.web.people.access import agencies_for
    from tuongdong.web.people.models import Account

    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        raise TuongdongError("account_unknown", email=email)
    agencies = sorted(agencies_for(account, "document.add") & agencies_for(account, action))
    if not agencies:
        raise TuongdongError("account_may_not", email=email)
    return account, agencies[0]


def _tell(error: TuongdongError) -> None:
    click.echo(error.say(LANG), err=True)


def _open_to_us(files: Iterable[Path]) -> Iterator[Path]:
    """The files that may be read; the others are told and left out."""
    for path in files:
        try:
            path.open("rb").close()
        except OSError:
            _tell(FileMissingError("file_unreadable", path=path))
        else:
            yield path


def _found(files: Iterable[Path], left_out: Callable[[TuongdongError], None]) -> Iterator[Path]:
    """The files, and those in the folders; `left_out` is told why others are not. FileMissingError for what is not there."""
    for path in files:
        if not path.exists():
            raise FileMissingError("file_missing", path=path)
        if not path.is_dir():
            yield path
            continue
        for one in files_below(path, by_suffix=False):
            if one.error is None and one.path.is_file():
                yield one.path
            elif one.error is not None:
                left_out(one.error)


def _watch(files: tuple[Path, ...], account: Any, agency: int, share: bool) -> None:
    """Takes up what is new or changed, every few seconds, until it is stopped. A file that is still being copied, or
    held by another program, has its turn at a later look; what was taken up before the last stop is not taken again."""
    from django.db import close_old_connections

    last: Stamps = {}
    done: Stamps = {}
    list(_found(files, _tell))  # what is not there or not to be read is told once
    while True:
        now = _look(files)
        close_old_connections()
        for path, stamp in now.items():
            if last.get(path) == stamp and done.get(path) != stamp:
                try:
                    if _is_new(path, agency):
                        _add([path], account, agency, share)
                    done[path] = stamp
                except (TuongdongError, OSError) as error:
                    told = error.say(LANG) if isinstance(error, TuongdongError) else str(error)
                    click.echo(f"{path}: {told}", err=True)
        last = now
        time.sleep(EVERY)


def _look(files: Iterable[Path]) -> Stamps:
    """Size and time of each file. A folder of the network that is away for a moment is looked at later."""
    now: Stamps = {}
    with suppress(FileMissingError, OSError):
        for path in _found(files, lambda _error: None):
            about = path.stat()
            now[path] = (about.st_size, about.st_mtime_ns)
    return now


def _is_new(path: Path, agency: int) -> bool:
    """Whether the agency has not had these very bytes."""
    import hashlib

    from tuongdong.web.library.models import Upload

    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    known = (Upload.Status.READY, Upload.Status.DUPLICATE, Upload.Status.REFUSED)
    return not Upload.objects.filter(agency=agency, sha256=sha256, status__in=known).exists()


def _add(paths: Iterable[Path], account: Any, agency: int, share: bool) -> dict[str, int]:
    """Keeps the files, reads them here and now; how many ended how."""
    from django.core.files import File

    from tuongdong.web.library.indexing import renew_index
    from tuongdong.web.library.ingest import take_in
    from tuongdong.web.library.models import Upload
    from tuongdong.web.library.tasks import accept

    counts = {status.value: 0 for status in Upload.Status if status not in Upload.OPEN}
    for path in paths:
        with path.open("rb") as file:
            batch = accept([File(file, path.name)], account, agency, "shared" if share else "draft")
        upload = Upload.objects.get(batch=batch)
        status = take_in(upload.pk)
        counts[status] = counts.get(status, 0) + 1
        upload.refresh_from_db()
        if status in ("refused", "failed"):
            click.echo(f"{path}: {upload.say(LANG)}", err=True)
    renew_index()
    return counts
