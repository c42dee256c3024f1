"""`tuongdong report VISIT.json -o FILE.docx|.xlsx`."""

from pathlib import Path

import click

from tuongdong.cli.speech import common, t


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
    help=t("Tệp .docx hoặc .xlsx", "A .docx or .xlsx file"),
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
@common("text", "json")
def command(visit: Path, output: Path, kind: str, form: str) -> None:
    import msgspec

    from tuongdong.cli.speech import print_json
    from tuongdong.codec import from_builtins
    from tuongdong.errors import FileMissingError, SchemaError
    from tuongdong.models import Visit
    from tuongdong.report.papers import record_of, write

    if not visit.is_file():
        raise FileMissingError("file_missing", path=visit)
    try:
        plain = msgspec.json.decode(visit.read_bytes())
    except msgspec.DecodeError as error:
        raise SchemaError("schema_shape", reason=error) from error
    write(record_of(from_builtins(plain, Visit)), kind, output)
    if form == "json":
        print_json({"file": str(output), "paper": kind})
    else:
        click.echo(t(f"Đã ghi {output}", f"Wrote {output}"), err=True)
