"""`tuongdong compare A B [C ...]`."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from tuongdong.cli.dates import as_of
from tuongdong.cli.speech import LANG, common, print_json, progress, show_findings, t
from tuongdong.errors import ParseError
from tuongdong.models import Comparison, Difference, Document, DocumentRef, Match, Relation
from tuongdong.text import fold

if TYPE_CHECKING:
    from tuongdong.report.side import Side

_LABELS = {
    Relation.SAME: (t("giống", "same"), "green"),
    Relation.DIFFERS: (t("khác", "differs"), "yellow"),
    Relation.RELATED: (t("liên quan", "related"), "blue"),
}


@click.command(
    help=t(
        "Đối chiếu văn bản của ta (A) với một hay nhiều văn bản bạn (B, C, ...): quy định nào giống, khác ở đâu, bên nào chưa có.",
        "Compare our document (A) with one or several others: what is alike, what differs, what stands alone.",
    )
)
@click.argument("a", type=click.Path(path_type=Path))
@click.argument("others", metavar="B [C ...]", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=t("Ghi bảng: .html, .xlsx, .docx hoặc .json", "Write a table: .html, .xlsx, .docx or .json"),
)
@click.option(
    "--explain",
    nargs=2,
    metavar="A B",
    help=t(
        "Giải thích điểm giống của hai quy định, ví dụ 'khoản 1 Điều 5' 'khoản 1 Điều 8', hoặc mã art_5__cl_1",
        "Explain the score of two provisions, such as 'Article 5, clause 1' or art_5__cl_1",
    ),
)
@as_of(
    "Ngày xét hiệu lực và tên gọi, ví dụ 01/7/2025", "The day for which states and names are told, such as 2025-07-01"
)
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help=t("Thư mục có văn bản sửa đổi, thay thế (cùng --as-of)", "The folder of amending documents (with --as-of)"),
)
@common("text", "json")
def command(
    a: Path,
    others: tuple[Path, ...],
    output: Path | None,
    explain: tuple[str, str] | None,
    on: str | None,
    folder: Path | None,
    form: str,
) -> None:
    if folder and not on:
        raise click.UsageError(t("--in cần đi cùng --as-of", "--in goes with --as-of"))
    if output:
        from tuongdong.files import keep_apart

        keep_apart(output, (a, *others))
    from tuongdong.codec import to_builtins
    from tuongdong.compare import compare
    from tuongdong.parse.file import parse_file

    with progress((a, *others), t("Đọc và tách", "Reading")) as files:
        ours, *theirs = map(parse_file, files)
    for file, their in zip(others, theirs, strict=True):
        if their.text == ours.text:
            raise ParseError("same_file_twice", a=a, b=file)
    if explain:
        _explain(ours, theirs[0], *explain)
        return
    with progress(tuple(zip(theirs, others, strict=True)), t("Đối chiếu", "Comparing")) as hosts:
        pairs = [compare(ours, their, a.name, file.name) for their, file in hosts]
    if on:
        pairs = _as_of(pairs, ours, theirs, on, folder)
    if output:
        from tuongdong.report import write

        told = write(pairs, [ours, *theirs], output, LANG)
        click.echo(t(f"Đã ghi {output}", f"Wrote {output}"), err=True)
        show_findings(told)
    if form == "json":
        plain = [to_builtins(pair) for pair in pairs]
        documents = [plain[0]["a"], *(one["b"] for one in plain)]
        print_json(plain[0] if len(plain) == 1 else {"documents": documents, "pairs": plain})
    elif not output:
        for pair, their in zip(pairs, theirs, strict=True):
            _show(pair, ours, their)


def _as_of(
    pairs: Sequence[Comparison], ours: Document, theirs: Sequence[Document], day: str, folder: Path | None
) -> list[Comparison]:
    """The comparisons with states and names of a day, by what a folder's documents do to them and they to each other."""
    from tuongdong.graph import Graph, dated, standing

    with Graph.copy_of(folder) if folder else Graph() as graph:
        own, *hosts = standing([ours, *theirs], day, graph)
    return [
        dated(pair, (ours, their), day, (own, host)) for pair, their, host in zip(pairs, theirs, hosts, strict=True)
    ]


def _show(pair: Comparison, a: Document, b: Document) -> None:
    """A person's view: a line a match, its differences below, then what stands alone."""
    from tuongdong.report.side import sides

    ours, theirs = sides([a, b])
    name_a, name_b = _names(pair)
    shown_a, shown_b = (
        _placed(_called(one), one.shown) if one.shown else name for one, name in ((pair.a, name_a), (pair.b, name_b))
    )
    click.secho(f"{shown_a}  ↔  {shown_b}", bold=True)
    for match in pair.matches:
        label, colour = _LABELS[match.relation]
        marks = [
            f"{side.label(eid, LANG)}{_mark(state)}"
            for side, eid, state in ((ours, match.a, match.a_state), (theirs, match.b, match.b_state))
        ]
        click.echo(f"{click.style(label, fg=colour)}  {' ↔ '.join(marks)}  {_words(a, match.a)}")
        for one in match.differences:
            click.echo(f"      {_difference(one)}")
    _alone(name_a, ours, pair.only_a)
    _alone(name_b, theirs, pair.only_b)
    click.echo(_summary(pair.matches, pair))
    show_findings(pair.findings)


def _called(one: DocumentRef) -> str:
    return one.number or one.file or "?"


def _names(pair: Comparison) -> tuple[str, str]:
    """What the two documents are called, with their localities where the numbers are the same."""
    a, b = _called(pair.a), _called(pair.b)
    if fold(a) != fold(b):
        return a, b
    return _placed(a, pair.a.locality), _placed(b, pair.b.locality)


def _placed(name: str, place: str | None) -> str:
    return f"{name}, {place}" if place else name


def _mark(state: str | None) -> str:
    """A state that is worth a look, behind an eId."""
    from tuongdong.report.words import word

    return f" [{click.style(word(f'status_{state}', LANG), fg='yellow')}]" if state else ""


def _difference(one: Difference) -> str:
    from tuongdong.report.words import word

    kind = word(one.kind.value, LANG)
    return f"{click.style(kind, fg='magenta')}: {_short(one.a) or '∅'} → {_short(one.b) or '∅'}"


def _alone(name: str, side: "Side", eids: Sequence[str]) -> None:
    if eids:
        click.secho(f"{t('Chỉ có ở', 'Only in')} {name}", bold=True)
        for eid in eids:
            click.echo(f"  {side.label(eid, LANG)}  {_words(side.document, eid)}")


def _words(document: Document, eid: str) -> str:
    provision = document.provision(eid)
    return _short(provision.heading or provision.text)


def _short(words: str) -> str:
    return shorten(words, 70, placeholder="…")


def _summary(matches: Sequence[Match], pair: Comparison) -> str:
    name_a, name_b = _names(pair)
    counts = {relation: sum(m.relation is relation for m in matches) for relation in Relation}
    return t(
        f"{counts[Relation.SAME]} giống, {counts[Relation.DIFFERS]} tương đồng có điểm khác, {counts[Relation.RELATED]} liên quan;"
        f" {len(pair.only_a)} chỉ có ở {name_a}, {len(pair.only_b)} chỉ có ở {name_b}.",
        f"{counts[Relation.SAME]} same, {counts[Relation.DIFFERS]} differ, {counts[Relation.RELATED]} related;"
        f" {len(pair.only_a)} only in {name_a}, {len(pair.only_b)} only in {name_b}.",
    )


def _explain(a: Document, b: Document, words_a: str, words_b: str) -> None:
    """The parts of a score, term by term."""
    from tuongdong.compare.explain import explain
    from tuongdong.report.side import sides

    ours, theirs = sides([a, b])
    for line in explain(a, b, _eid(ours, words_a), _eid(theirs, words_b), LANG):
        click.echo(line)


def _eid(side: "Side", words: str) -> str:
    """The eId that is meant by "khoản 1 Điều 5"; what is none stays as it is."""
    said = " ".join(words.casefold().split())
    return next((eid for eid in side.units if side.label(eid, LANG).casefold() == said), words)
