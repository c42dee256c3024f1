"""`tuongdong report VISIT.json -o FILE.docx|.xlsx`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuongdong.cli.speech import common, t

if TYPE_CHECKING:
    from tuongdong.models import Visit


@click.command(
    help=t(
        "Từ hồ sơ chuyến công tác (VISIT.json của lệnh extract) ghi văn bản Word theo Nghị định 30/2020/NĐ-CP hoặc bảng Excel.",
        "Write a visit's record (VISIT.json, as `extract` prints it) as a Word paper or Excel tables.",
    )
)
@click.argument("visit", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help=t(
        "Tệp .docx, .xlsx; .html cho tin (--paper news); .pdf khi máy có LibreOffice",
        "A .docx or .xlsx file; .html for news (--paper news); .pdf with LibreOffice",
    ),
)
@click.option(
    "--paper",
    "kind",
    default="results",
    show_default=True,
    type=click.Choice(
        [
            "register",
            "plan",
            "agenda",
            "questions",
            "minutes",
            "results",
            "conclusion",
            "thanks",
            "urge",
            "tasks",
            "summary",
            "news",
        ]
    ),
    help=t("Loại văn bản", "Which paper"),
)
@click.option("--overwrite", is_flag=True, help=t("Ghi đè tệp đã có", "Write over a file that is there"))
@common("text", "json")
def command(visit: Path, output: Path, kind: str, overwrite: bool, form: str) -> None:
    from tuongdong.cli.speech import print_json
    from tuongdong.errors import ReportError
    from tuongdong.report.papers import record_of, write

    record = record_of(_visit(visit))
    if output.exists() and not overwrite:
        raise ReportError("file_exists", path=output)
    write(record, kind, output)
    if form == "json":
        print_json({"file": str(output), "paper": kind})
    else:
        click.echo(t(f"Đã ghi {output}", f"Wrote {output}"), err=True)


def _visit(path: Path) -> "Visit":
    """The record in a file. A Windows shell that redirects into a file writes UTF-16, an editor may set a mark before UTF-8."""
    import msgspec

    from tuongdong.codec import from_builtins
    from tuongdong.errors import FileMissingError, SchemaError
    from tuongdong.models import Visit

    if not path.is_file():
        raise FileMissingError("file_is_folder" if path.is_dir() else "file_missing", path=path)
    data = path.read_bytes()
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        plain = msgspec.json.decode(data.decode(encoding))
    except (UnicodeDecodeError, msgspec.DecodeError) as error:
        raise SchemaError("no_record", path=path) from error
    if not isinstance(plain, dict) or not {"title", "sessions"} <= set(plain):
        raise SchemaError("no_record", path=path)
    return from_builtins(plain, Visit)
