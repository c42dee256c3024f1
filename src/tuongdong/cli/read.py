"""`tuongdong read FILE`: the text as it is into a pipe or a file; in a terminal, wrapped, with bold and drawn tables."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import click

from tuongdong.cli.speech import common, print_json, show_findings, t
from tuongdong.models import Cell, SourceText, Table

_WIDEST = 110  # columns of a terminal that are pleasant to read
_NARROWEST = 6  # of a table


@click.command(
    help=t(
        "Đọc FILE thành văn bản thuần, kèm các điểm cần lưu ý. Các loại tệp đọc được: docs/doc-duoc-gi.md.",
        "The text of FILE as read, with findings.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@common("text", "json")
def command(file: Path, form: str) -> None:
    from tuongdong.codec import to_builtins
    from tuongdong.read.guard import read_guarded

    source = read_guarded(file)
    if form == "json":
        print_json({"file": file.name} | to_builtins(source))
    elif sys.stdout.isatty():
        for line in _page(source, min(shutil.get_terminal_size().columns, _WIDEST)):
            click.echo(line)
        click.echo(click.style(_summary(source), dim=True), err=True)
        show_findings(source.findings)
    else:
        click.echo(source.text)
        show_findings(source.findings)


def _summary(source: SourceText) -> str:
    words = f"{len(source.text.split()):,}".replace(",", ".")
    parts = [source.format, t(f"{words} chữ", f"{words} words")]
    if source.tables:
        parts.append(t(f"{len(source.tables)} bảng", f"{len(source.tables)} tables"))
    if source.footnotes:
        parts.append(t(f"{len(source.footnotes)} chú thích", f"{len(source.footnotes)} notes"))
    return " · ".join(parts)


def _page(source: SourceText, width: int) -> Iterator[str]:
    """The lines that a terminal shows."""
    at = 0
    for table in source.tables:
        yield from _paragraphs(source, at, table.span.start, width)
        yield from _drawn(table, width)
        at = table.span.end
    yield from _paragraphs(source, at, len(source.text), width)


def _paragraphs(source: SourceText, start: int, end: int, width: int) -> Iterator[str]:
    """Paragraphs wrapped, those that begin in bold in bold."""
    bold = {span.start for span in source.bold}
    at = start
    for paragraph in source.text[start:end].split("\n"):
        for line in wrap(paragraph, width, break_on_hyphens=False):
            yield click.style(line, bold=True) if at in bold else line
        at += len(paragraph) + 1


def _drawn(table: Table, width: int) -> Iterator[str]:
    """A table with lines between its rows; cells are wrapped in columns that share the width."""
    widths = _widths(table, width)
    rule = click.style("─┼─".join("─" * each for each in widths), dim=True)
    for row in range(table.rows):
        cells = [cell for cell in table.cells if cell.row == row]
        yield from _row(cells, widths)
        if row < table.rows - 1:
            yield rule
    yield ""


def _row(cells: list[Cell], widths: list[int]) -> Iterator[str]:
    """The lines of a row; a cell over several columns has the room of all."""
    bar = click.style(" │ ", dim=True)
    begins = {cell.column: cell for cell in cells}
    columns: list[tuple[list[str], int, bool]] = []
    column = 0
    while column < len(widths):
        cell = begins.get(column)
        across = cell.column_span if cell else 1
        room = sum(widths[column : column + across]) + 3 * (across - 1)
        columns.append((wrap(cell.text, room) if cell else [], room, bool(cell and cell.header)))
        column += across
    for line in range(max(len(words) for words, _, _ in columns)):
        pieces = [((words[line] if line < len(words) else "").ljust(room), head) for words, room, head in columns]
        yield bar.join(click.style(piece, bold=True) if head else piece for piece, head in pieces).rstrip()


def _widths(table: Table, width: int) -> list[int]:
    """
    Widths of the columns: as wide as their cells, the widest cut down until all fit. A table too wide for the terminal
    runs over its edge rather than lose a column.
    """
    wanted = [1] * table.columns
    for cell in table.cells:
        if cell.column_span == 1:
            wanted[cell.column] = max(wanted[cell.column], len(cell.text))
    room = max(width - 3 * (table.columns - 1), _NARROWEST * table.columns)
    limit = room
    while sum(min(each, limit) for each in wanted) > room:
        limit -= 1
    return [min(each, limit) for each in wanted]
