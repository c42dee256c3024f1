"""`tuongdong coverage RESOLUTION --in FOLDER`."""

from pathlib import Path

import click

from tuongdong.cli.dates import as_of
from tuongdong.cli.speech import common, print_json, t
from tuongdong.errors import TuongdongError
from tuongdong.models import Document
from tuongdong.succession import shown


@click.command(
    help=t(
        "Nội dung RESOLUTION giao quy định đã được ban hành đến đâu.",
        "How far what RESOLUTION orders has been issued.",
    )
)
@click.argument("resolution", type=click.Path(path_type=Path))
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help=t("Thư mục có văn bản quy định chi tiết", "The folder of detailing documents"),
)
@as_of("Tính đến ngày, ví dụ 01/7/2025", "As of a day, such as 2025-07-01")
@common("table", "json")
def command(resolution: Path, folder: Path, on: str | None, form: str) -> None:
    from tuongdong.codec import to_builtins
    from tuongdong.coverage import coverage
    from tuongdong.parse import parse
    from tuongdong.read import read

    base = parse(read(resolution), name=resolution.name)
    result = coverage(base, _documents(folder), on)
    if form == "json":
        print_json(to_builtins(result))
        return
    for row in result.rows:
        issued = "; ".join(f"{d.number} {d.eid}{'' if d.explicit else f' ~{d.score:.2f}'}" for d in row.details)
        click.echo(
            f"{click.style(row.provision, fg='cyan')}  {shown(row.to or '', result.as_of)}  [{_STATES[row.state]}]  {issued}"
        )


_STATES = {
    "in time": t("đúng hạn", "in time"),
    "late": t("chậm", "late"),
    "missing": t("chưa ban hành", "missing"),
    "not used": t("chưa sử dụng", "not used"),
    "needs review": t("cần rà soát", "needs review"),
}


def _documents(folder: Path) -> list[Document]:
    """The documents of a folder; those that cannot be read are told on standard error."""
    from tuongdong.parse import parse
    from tuongdong.read import read

    found = []
    for path in sorted(folder.iterdir()):
        if not path.is_file():
            continue
        try:
            found.append(parse(read(path), name=path.name))
        except TuongdongError as error:
            click.echo(error.say("vi"), err=True)
    return found
