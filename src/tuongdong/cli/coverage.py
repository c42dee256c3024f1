"""`tuongdong coverage RESOLUTION --in FOLDER [--beside HOST] [-o FILE]`."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from tuongdong.cli.dates import as_of, today
from tuongdong.cli.speech import LANG, common, print_json, show_findings, show_refused, t
from tuongdong.models import Document, Finding, Severity, finding
from tuongdong.succession import shown

if TYPE_CHECKING:
    from tuongdong.coverage import Beside
    from tuongdong.coverage.folder import Nearby
    from tuongdong.coverage.listing import Change
    from tuongdong.report.coverage.view import View


@click.command(
    help=t(
        "Nội dung RESOLUTION giao quy định đã được ban hành đến đâu; với --beside, địa phương bạn đã ban hành gì mà ta chưa có.",
        "How far what RESOLUTION orders has been issued; with --beside, what a host has issued and we still lack.",
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
@click.option(
    "--beside",
    "host",
    type=click.Path(path_type=Path),
    help=t("Nghị quyết của địa phương bạn, đặt cạnh của ta", "The host's resolution, set beside ours"),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=t("Ghi .html, .xlsx, .docx hoặc .json", "Write .html, .xlsx, .docx or .json"),
)
@click.option(
    "--edited",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=t(
        "Danh mục .xlsx, .docx đã sửa tay: xem trước chỗ sửa; với -o thì đưa vào danh mục mới",
        "A list (.xlsx, .docx) edited by hand: preview its changes; with -o take them into the new list",
    ),
)
@as_of("Tính đến ngày, ví dụ 01/7/2025; không ghi là hôm nay", "As of a day, such as 2025-07-01; today if not given")
@common("table", "json")
def command(
    resolution: Path,
    folder: Path,
    host: Path | None,
    output: Path | None,
    edited: Path | None,
    on: str | None,
    form: str,
) -> None:
    if host and edited:
        raise click.UsageError(t("--edited không dùng cùng --beside", "--edited does not go with --beside"))
    if output:
        from tuongdong.files import keep_apart

        keep_apart(output, filter(None, (resolution, host)))
    bases = [_document(path, folder) for path in (resolution, host) if path]
    near = _near(folder, bases)
    show_refused(near.refused)
    show_findings(tuple(_doubts(bases, near, folder)))
    if host:
        _beside(bases[0], bases[1], near.documents, on or today(), output, form)
    else:
        _one(bases[0], near.documents, on or today(), output, edited, form)


def _document(path: Path, folder: Path) -> Document:
    """A resolution by its file, or by its number in the folder."""
    from tuongdong.parse.file import parse_file

    if not path.exists():
        from tuongdong.graph import Graph

        with Graph.of_folder(folder) as graph:
            graph.renew(folder)
            found = [node for node in graph.find(str(path)) if node.has_text]
        if found:
            path = folder / found[0].file
    return parse_file(path)


def _doubts(bases: Sequence[Document], near: "Nearby", folder: Path) -> Iterator[Finding]:
    """Why "not issued" may only mean that nothing could be found."""
    for one in bases:
        if not one.number:
            yield finding("coverage_no_number", Severity.WARNING, title=shorten(one.title or "?", 90, placeholder="…"))
    if not near.searched:
        yield finding("coverage_no_documents", Severity.WARNING, path=folder)
    elif not near.documents:
        yield finding("coverage_none_cites", Severity.INFO, count=near.searched)


def _near(folder: Path, bases: Sequence[Document]) -> "Nearby":
    from tuongdong.coverage.folder import documents_near

    with click.progressbar(
        length=1, label=t("Đọc văn bản", "Reading"), file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(done - bar.pos)

        return documents_near(folder, bases, progress)


def _one(
    base: Document,
    documents: Sequence[Document],
    on: str,
    output: Path | None,
    edited: Path | None,
    form: str,
) -> None:
    from tuongdong.codec import to_builtins
    from tuongdong.coverage import coverage
    from tuongdong.report.coverage import preview, write
    from tuongdong.report.coverage.reading import read_listing
    from tuongdong.report.coverage.view import View

    result = coverage(base, documents, on)
    view = View.of(result, base, documents)
    changes = preview(view, read_listing(edited), LANG).changes if edited else ()
    if output:
        told = write(result, base, documents, output, LANG, edited)
        click.echo(t(f"Đã ghi {output}", f"Wrote {output}"), err=True)
        show_findings(told)
    if form == "json":
        print_json({**to_builtins(result), **({"changes": to_builtins(changes)} if edited else {})})
    elif edited:
        _show_changes(changes)
    elif not output:
        _show(view)


def _beside(
    ours: Document, theirs: Document, documents: Sequence[Document], on: str, output: Path | None, form: str
) -> None:
    from tuongdong.codec import to_builtins
    from tuongdong.coverage import beside
    from tuongdong.report.coverage import write_beside

    result = beside(ours, theirs, documents, on)
    if output:
        write_beside(result, ours, theirs, documents, output, LANG)
        click.echo(t(f"Đã ghi {output}", f"Wrote {output}"), err=True)
    if form == "json":
        print_json(to_builtins(result))
    elif not output:
        _show_beside(result, ours, theirs, documents)


_COLOURS = {
    "in time": "green",
    "issued": "green",
    "late": "red",
    "missing": "red",
    "needs review": "yellow",
    "lacks rules": "red",
    "lacks policy": "yellow",
    "both": "green",
    "ahead": "blue",
}


def _show(view: "View") -> None:
    """A person's view: a line a provision, its documents below."""
    from tuongdong.report.coverage.view import names
    from tuongdong.report.coverage.words import say, state_of

    as_of = view.coverage.as_of
    for row in view.coverage.rows:
        code = state_of(row, as_of)
        click.echo(
            f"{click.style(view.label(row, LANG), fg='cyan')}  {shown(row.to or '', as_of)}  "
            f"[{click.style(say(code, LANG), fg=_COLOURS.get(code))}]"
        )
        for issued, own in view.by_document(row.details):
            sure = [one for one in own if one.explicit]
            proposed = [one for one in own if not one.explicit]
            for found, mark in ((sure, ""), (proposed, "~ ")):
                if found:
                    click.echo(f"      {mark}{issued.number or issued.title}: {names(view, found, LANG)}")


def _show_beside(result: "Beside", ours: Document, theirs: Document, documents: Sequence[Document]) -> None:
    from tuongdong.report.coverage.lines import beside_lines
    from tuongdong.report.coverage.view import BesideView
    from tuongdong.report.coverage.words import say

    view = BesideView.of(result, ours, theirs, documents)
    for row, line in zip(result.rows, beside_lines(view, LANG), strict=True):
        standing = say(row.standing.value, LANG, **view.filled)
        click.echo(
            f"{click.style(' '.join(_labels(view.host, row.host)), fg='cyan')} ↔ {', '.join(_labels(view.visitor, *row.visitor))}  "
            f"[{click.style(standing, fg=_COLOURS.get(row.standing.value))}]"
        )
        for name, cell in ((view.filled["host"], line[1]), (view.filled["visitor"], line[3])):
            words = "; ".join(filter(None, "".join(run.text for run in cell).split("\n")))
            click.echo(f"      {name}: {words}")


def _labels(view: "View", *eids: str | None) -> list[str]:
    return [view.side.label(eid, LANG) for eid in eids if eid] or ["∅"]


def _show_changes(changes: "Sequence[Change]") -> None:
    """What an edited list says otherwise, a line each."""
    from tuongdong.report.coverage.words import WORDS, say

    if not changes:
        click.echo(t("Không có chỗ sửa nào.", "Nothing was edited."))
    for one in changes:
        field = say(f"col_{one.field}", LANG) if f"col_{one.field}" in WORDS else one.field
        words = f"  {field}: {_flat(one.before) or '∅'} → {_flat(one.after) or '∅'}" if field else ""
        click.echo(f"{click.style(_KINDS[one.kind.value], fg='cyan')}  {_flat(one.row)}{words}")


def _flat(words: str) -> str:
    return shorten(words, 80, placeholder="…")


_KINDS = {
    "edited": t("sửa", "edited"),
    "emptied": t("để trống, giữ nội dung cũ", "emptied, kept"),
    "renewed": t("bảng cũ hơn, giữ nội dung mới", "older, kept"),
    "added": t("dòng thêm", "added"),
    "absent": t("không còn trong bảng, vẫn giữ", "no longer there, kept"),
}
