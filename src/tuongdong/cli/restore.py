"""`tuongdong restore FILE`."""

from pathlib import Path

import click

from tuongdong.cli.speech import common, print_json, t


@click.command(
    help=t(
        "Khôi phục từ bản sao lưu FILE, thay cho dữ liệu đang có. Hãy dừng serve và worker trước.",
        "Restore the backup FILE in place of what is there. Stop serve and worker first.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help=t("Không hỏi lại", "Do not ask"))
@common("text", "json")
def command(file: Path, yes: bool, form: str) -> None:
    from tuongdong.errors import FileMissingError
    from tuongdong.web import office

    if not file.is_file():
        raise FileMissingError("file_missing", path=file)
    if not yes:
        click.confirm(t("Thay toàn bộ dữ liệu đang có?", "Replace all that is there?"), abort=True, err=True)
    office.setup()
    from tuongdong.web.backup import restore

    count = restore(file)
    if form == "json":
        print_json({"file": str(file), "originals": count})
    else:
        click.echo(t(f"Đã khôi phục ({count} tệp gốc).", f"Restored ({count} originals)."))
