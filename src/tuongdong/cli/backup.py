"""`tuongdong backup FILE`."""

from pathlib import Path

import click

from tuongdong.cli.speech import common, print_json, t


@click.command(
    help=t(
        "Sao lưu cơ sở dữ liệu và tệp gốc vào FILE (.zip); chạy được khi thư viện đang mở.",
        "Back up the database and the originals to FILE (.zip); the office may go on working.",
    )
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@common("text", "json")
def command(file: Path, form: str) -> None:
    from tuongdong.web import office

    office.prepare()
    from tuongdong.web.backup import save

    count = save(file)
    if form == "json":
        print_json({"file": str(file), "originals": count})
    else:
        click.echo(t(f"Đã sao lưu vào {file} ({count} tệp gốc).", f"Backed up to {file} ({count} originals)."))
