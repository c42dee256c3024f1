"""`tuongdong check FILE.docx`."""

from pathlib import Path

import click

from tuongdong.cli.speech import common, print_json, show_findings, t


@click.command(
    help=t(
        "Kiểm tra thể thức (Nghị định 30/2020/NĐ-CP) và nội dung viện dẫn của một văn bản Word.",
        "Check a Word paper: its layout against Decree 30/2020/NĐ-CP, and what it says of documents and agencies.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--issued",
    is_flag=True,
    help=t("Văn bản đã ban hành: phải có số và ngày", "An issued paper: number and day must be there"),
)
@common("text", "json")
def command(file: Path, issued: bool, form: str) -> None:
    from tuongdong.codec import to_builtins
    from tuongdong.report.papers.check import check

    found = check(file, issued=issued)
    if form == "json":
        print_json({"file": file.name, "findings": to_builtins(found)})
    elif found:
        show_findings(found)
    else:
        click.echo(t("Không có lỗi.", "No faults."))
