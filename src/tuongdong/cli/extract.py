"""`tuongdong extract FILE`."""

from pathlib import Path

import click

from tuongdong.cli.speech import common, print_json, show_findings, t
from tuongdong.models import Visit
from tuongdong.text import day_words


@click.command(
    help=t(
        "Từ tin bài, biên bản hay thông báo kết luận (FILE) lập hồ sơ nháp của chuyến công tác: buổi làm việc, nhiệm vụ, vướng mắc.",
        "Draft the record of a visit from a news report, minutes or a conclusion notice (FILE).",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@common("text", "json")
def command(file: Path, form: str) -> None:
    from tuongdong.codec import to_builtins
    from tuongdong.extract import extract
    from tuongdong.read import read

    visit = extract(read(file))
    if form == "json":
        print_json(to_builtins(visit))
    else:
        _show(visit)
        show_findings(visit.findings)


def _show(visit: Visit) -> None:
    """A person's view: the frame in lines, then the tasks with deadline and lead."""
    click.secho(visit.title or t("(không có tiêu đề)", "(no title)"), bold=True)
    for label, value in (
        (t("Thời gian", "When"), ", ".join(day_words(m.value) if m.value else m.printed for m in visit.when)),
        (t("Trưởng đoàn", "Leader"), visit.leader.name if visit.leader else None),
        (t("Chủ trì", "Chair"), visit.chair.name if visit.chair else None),
        (t("Văn bản nêu", "Documents"), ", ".join(visit.documents_cited)),
    ):
        if value:
            click.echo(f"{label}: {value}")
    for session in visit.sessions:
        click.echo(f"• {session.with_}: {'; '.join(topic.text for topic in session.topics)}")
    for number, task in enumerate(visit.tasks, start=1):
        due = click.style(day_words(task.due) if task.due else task.due_text or "–", fg="yellow")
        click.echo(f"{number:3}. {click.style(task.to, fg='cyan')} [{due}] {task.what}")
    for label, items in ((t("Vướng mắc", "Obstacle"), visit.obstacles), (t("Kiến nghị", "Proposal"), visit.proposals)):
        for item in items:
            click.echo(f"{label}: {item.text}")
