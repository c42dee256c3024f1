"""`tuongdong check FILE.docx`."""

from pathlib import Path

import click

from tuongdong.cli.dates import today
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
@click.option(
    "--news",
    is_flag=True,
    help=t("Tin đăng trang điện tử: không có thể thức hành chính", "A news item: no official layout"),
)
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path),
    help=t(
        "Thư mục văn bản: kiểm tra hiệu lực, ngày, tên của văn bản được viện dẫn",
        "A folder of documents: checks whether what is cited is in force, and its day and title",
    ),
)
@common("text", "json")
def command(file: Path, issued: bool, news: bool, folder: Path | None, form: str) -> None:
    from tuongdong.codec import to_builtins
    from tuongdong.report.papers.check import check, cited
    from tuongdong.report.papers.registers import folder_known

    known = folder_known(folder, cited(file), today()) if folder else None
    found = check(file, issued=issued, news=news, known=known)
    if form == "json":
        print_json({"file": file.name, "findings": to_builtins(found)})
    elif found:
        show_findings(found)
    else:
        click.echo(t("Không có lỗi.", "No faults."))
