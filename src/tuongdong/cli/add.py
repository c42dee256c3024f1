"""`tuongdong add FILES`: into the office's library, once or as a watched folder."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from tuongdong.cli.speech import LANG, common, print_json, t
from tuongdong.errors import TuongdongError


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
    account, agency = _who(email)
    known: set[tuple[Path, int, int]] = set()
    counts = _add(files, account, agency, share, known)
    while watch:
        import time

        time.sleep(5)
        _add(files, account, agency, share, known)
    if form == "json":
        print_json(counts)
    else:
        click.echo("  ".join(f"{name}: {count}" for name, count in counts.items()))


def _who(email: str) -> tuple[Any, int]:
    """The account and the first agency in which it may add."""
    from tuongdong.web.people.access import agencies_for
    from tuongdong.web.people.models import Account

    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        raise TuongdongError("account_unknown", email=email)
    agencies = sorted(agencies_for(account, "document.add"))
    if not agencies:
        raise TuongdongError("account_may_not", email=email)
    return account, agencies[0]


def _found(files: Iterable[Path], known: set[tuple[Path, int, int]]) -> list[Path]:
    """Files that are new or changed since the last look."""
    paths = [one for path in files for one in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    new = []
    for path in paths:
        if path.is_dir() or path.name.startswith((".", "~$")):
            continue
        about = path.stat() if path.exists() else None
        key = (path, about.st_size if about else 0, about.st_mtime_ns if about else 0)
        if key not in known:
            known.add(key)
            new.append(path)
    return new


def _add(
    files: Iterable[Path], account: Any, agency: int, share: bool, known: set[tuple[Path, int, int]]
) -> dict[str, int]:
    """Keeps the files, reads them here and now; how many ended how."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tuongdong.web.library.indexing import renew_index
    from tuongdong.web.library.ingest import take_in
    from tuongdong.web.library.models import Upload
    from tuongdong.web.library.tasks import accept

    counts = {status.value: 0 for status in Upload.Status if status not in Upload.OPEN}
    for path in _found(files, known):
        if not path.exists():
            raise TuongdongError("file_missing", path=path)
        file = SimpleUploadedFile(path.name, path.read_bytes())
        upload = Upload.objects.get(batch=accept([file], account, agency, "shared" if share else "draft"))
        status = take_in(upload.pk)
        counts[status] = counts.get(status, 0) + 1
        upload.refresh_from_db()
        if status in ("refused", "failed"):
            click.echo(f"{path}: {upload.say(LANG)}", err=True)
    renew_index()
    return counts
