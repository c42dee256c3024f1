"""`tuongdong extract FILE`."""

from pathlib import Path

import click

from tuongdong.cli.speech import common, print_json, show_findings, t
from tuongdong.models import Moment, SourceText, Visit
from tuongdong.text import day_words


@click.command(
    help=t(
        "Từ tin bài, biên bản hay thông báo kết luận (FILE) lập hồ sơ nháp của chuyến công tác: buổi làm việc, nhiệm vụ, vướng mắc.",
        "Draft the record of a visit from a news report, minutes or a conclusion notice (FILE).",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=t("Ghi hồ sơ vào tệp .json, dùng cho lệnh report", "Write the record to a .json file, for `report`"),
)
@click.option(
    "--second-reader",
    "address",
    metavar="URL",
    help=t(
        "Nhờ một mô hình ngôn ngữ (địa chỉ kiểu OpenAI, ví dụ http://127.0.0.1:11434/v1) đọc lại: văn bản được gửi đến đó",
        "Have a language model (OpenAI-compatible, as http://127.0.0.1:11434/v1) read again: the text is sent there",
    ),
)
@click.option("--model", default="", help=t("Tên mô hình của bộ đọc thứ hai", "The second reader's model"))
@common("text", "json")
def command(file: Path, output: Path | None, address: str | None, model: str, form: str) -> None:
    import os

    from tuongdong.codec import to_builtins
    from tuongdong.extract import extract
    from tuongdong.read.guard import read_guarded

    if output:
        _check(output)
    source = read_guarded(file)
    _check_text(source, file)
    visit = extract(source)
    if address:
        from tuongdong.extract.second import Reader, read_again

        visit = read_again(source, visit, Reader(address, model, os.environ.get("TUONGDONG_READER_KEY", "")))
    if output:
        _write(visit, output)
    if form == "json":
        print_json(to_builtins(visit))
        return
    if not output:
        _show(visit)
    show_findings(visit.findings)


def _check(output: Path) -> None:
    """Before anything is read: a .json file, and none that holds something else than a record."""
    from tuongdong.files import keep_foreign, unknown_kind
    from tuongdong.report.json import has_keys

    if output.suffix.lower() != ".json":
        raise unknown_kind(output, [".json"])
    keep_foreign(output, lambda there: has_keys(there, "title", "sessions"))


def _check_text(source: SourceText, file: Path) -> None:
    """A record that was made already is no text to make one from."""
    from tuongdong.errors import SchemaError
    from tuongdong.report.json import has_keys

    if has_keys(source.text.encode(), "title", "sessions"):
        raise SchemaError("is_record", path=file)


def _write(visit: Visit, output: Path) -> None:
    import msgspec

    from tuongdong.codec import to_builtins
    from tuongdong.files import whole_file

    with whole_file(output) as scratch:
        scratch.write_bytes(msgspec.json.format(msgspec.json.encode(to_builtins(visit)), indent=1) + b"\n")
    click.echo(t(f"Đã ghi {output}", f"Wrote {output}"), err=True)


def _day(moment: Moment) -> str:
    """A day, and that it is one where no year tells it from a month: ngày 09/7."""
    told = day_words(moment.value) if moment.value else moment.printed
    return t(f"ngày {told}", told) if moment.value and moment.value.startswith("--") else told


def _show(visit: Visit) -> None:
    """A person's view: the frame in lines, then the tasks with lead, who helps, and deadline."""
    click.secho(visit.title or t("(không có tiêu đề)", "(no title)"), bold=True)
    for label, value in (
        (t("Thời gian", "When"), ", ".join(_day(moment) for moment in visit.when)),
        (t("Trưởng đoàn", "Leader"), visit.leader.name if visit.leader else None),
        (t("Chủ trì", "Chair"), visit.chair.name if visit.chair else None),
        (t("Văn bản nêu", "Documents"), ", ".join(visit.documents_cited)),
    ):
        if value:
            click.echo(f"{label}: {value}")
    for session in visit.sessions:
        topics = "; ".join(topic.text for topic in session.topics)
        click.echo(f"• {session.with_}: {topics}" if topics else f"• {session.with_}")
    for number, task in enumerate(visit.tasks, start=1):
        due = click.style(day_words(task.due) if task.due else task.due_text or "–", fg="yellow")
        beside = t("; phối hợp: ", "; with: ") + ", ".join(task.with_) if task.with_ else ""
        click.echo(f"{number:3}. {click.style(task.to, fg='cyan')}{beside} [{due}] {task.what}")
    for label, items in ((t("Vướng mắc", "Obstacle"), visit.obstacles), (t("Kiến nghị", "Proposal"), visit.proposals)):
        for item in items:
            click.echo(f"{label}: {item.text}")
    for one in visit.suggested:
        click.echo(f"? {one.group}: {one.text}")
