"""`tuongdong read FILE`."""

from pathlib import Path

import click

from tuongdong.cli.speech import common, print_json, show_findings, t


@click.command(
    help=t("Đọc FILE thành văn bản thuần, kèm các điểm cần lưu ý.", "The text of FILE as read, with findings.")
)
@click.argument("file", type=click.Path(path_type=Path))
@common("text", "json")
def command(file: Path, form: str) -> None:
    from tuongdong.codec import to_builtins
    from tuongdong.read import read

    source = read(file)
    if form == "json":
        print_json({"file": file.name} | to_builtins(source))
    else:
        click.echo(source.text)
        show_findings(source.findings)
