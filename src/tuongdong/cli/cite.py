"""`tuongdong cite FILE`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuongdong.cli.speech import LANG, common, print_json, show_findings, t
from tuongdong.eids import place_words

if TYPE_CHECKING:
    from tuongdong.cite import Citations
    from tuongdong.models import Citation, Document, Target


@click.command(
    help=t(
        "Văn bản, điều khoản mà FILE viện dẫn, và nội dung FILE giao quy định.",
        "What FILE cites, to the provision, and the rules that it orders.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@common("list", "json")
def command(file: Path, form: str) -> None:
    from tuongdong.cite import cite
    from tuongdong.codec import to_builtins
    from tuongdong.parse.file import parse_paper

    document = parse_paper(file)
    found = cite(document)
    if form == "json":
        print_json(to_builtins(found))
        return
    _show(found, document)
    show_findings((*document.findings, *found.findings))


def _show(found: "Citations", document: "Document") -> None:
    """Citations by the place where they stand, then delegations."""
    from tuongdong.report.side import sides
    from tuongdong.report.words import word

    (side,) = sides([document])

    def place(within: str) -> str:
        named = {"legal_bases": t("Căn cứ", "Legal bases"), "title": t("Tên văn bản", "Title")}
        return click.style(named.get(within) or side.label(within, LANG), fg="cyan")

    for one in found.citations:
        click.echo(f"{place(one.within)}  {one.text}  -> {_meant(one)}  [{word(f'kind_{one.act}', LANG)}]")
    if found.delegations:
        click.echo(click.style(t("Nội dung giao quy định", "Delegations"), bold=True))
    for order in found.delegations:
        what = f"{word(f'order_{order.kind}', LANG)}, {word(f'mode_{order.mode}', LANG)}"
        click.echo(f"{place(order.within)}  {order.to}: {order.text}  [{what}]")


def _meant(one: "Citation") -> str:
    if one.target is not None and not one.candidates:
        return _spoken(one.target)
    maybe = " | ".join(_spoken(target) for target in one.candidates)
    return t("chưa rõ", "unclear") + (f" ({maybe}?)" if maybe else "")


def _spoken(target: "Target") -> str:
    whole = t("văn bản này", "this document") if target.self else target.number or target.name or ""
    register = f" ({target.resolved_number})" if target.resolved_number else ""
    return f"{whole}{register}" + (f", {place_words(target.eid, LANG)}" if target.eid else "")
