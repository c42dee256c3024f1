"""`tuongdong parse FILE`."""

from pathlib import Path

import click

from tuongdong.cli.speech import common, print_json, show_findings, t
from tuongdong.models import Document


@click.command(help=t("Tách FILE thành phần, chương, mục, điều, khoản, điểm.", "Take FILE apart into its provisions."))
@click.argument("file", type=click.Path(path_type=Path))
@common("tree", "json")
def command(file: Path, form: str) -> None:
    from tuongdong.codec import to_builtins
    from tuongdong.parse import parse
    from tuongdong.read import read

    document = parse(read(file), name=file.name)
    if form == "json":
        print_json(to_builtins(document))
    else:
        show_tree(document)
        show_findings(document.findings)


def show_tree(document: Document) -> None:
    """Provisions indented by depth, a line each."""
    depth: dict[str | None, int] = {None: 0}
    for unit in document.provisions:
        depth[unit.eid] = depth.get(unit.parent, 0) + 1
        label = click.style(unit.eid, fg="cyan")
        words = " ".join((unit.heading or unit.text).split())
        click.echo(f"{'  ' * (depth[unit.eid] - 1)}{label}  {words[:90]}")
