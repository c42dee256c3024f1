"""
The words of provisions as HTML: a paragraph a line, tables as tables, what differs marked.

Every word goes through lxml's element tree, so that none of it can be markup.
"""

from collections.abc import Iterable, Iterator, Sequence

from lxml.html import HtmlElement
from lxml.html import builder as E  # noqa: N812 - the name under which lxml's own documents know it

from tuongdong.models import Cell, Level, Span, Table
from tuongdong.report.marks import WORD, Mark, runs
from tuongdong.report.side import Side
from tuongdong.text import printable

__all__ = ["text_of"]


def text_of(
    side: Side, spans: Iterable[Span], marks: Sequence[Mark], parts: Sequence[Span] | None = None
) -> HtmlElement:
    """The words of spans: a paragraph a line, tables as tables, marks in place."""
    blocks = [block for span in spans for block in _blocks(side, span, marks, parts)]
    return E.DIV({"class": "text"}, *blocks)


def _blocks(side: Side, span: Span, marks: Sequence[Mark], parts: Sequence[Span] | None) -> Iterator[HtmlElement]:
    at = span.start
    for printed in side.document.tables:
        if span.start <= printed.span.start and printed.span.end <= span.end:
            yield from _lines(side, Span(at, printed.span.start), marks, parts)
            yield _printed(side, printed, marks, parts)
            at = printed.span.end
    yield from _lines(side, Span(at, span.end), marks, parts)


def _lines(side: Side, span: Span, marks: Sequence[Mark], parts: Sequence[Span] | None) -> Iterator[HtmlElement]:
    at = span.start
    for line in span.of(side.document.text).split("\n"):
        if line.strip():
            level = side.starts.get(at)
            attributes = {"class": f"l-{level.value}"} if level in (Level.POINT, Level.INDENT) else {}
            yield E.P(attributes, *_runs(side, Span(at, at + len(line)), marks, parts))
        at += len(line) + 1


def _runs(side: Side, span: Span, marks: Sequence[Mark], parts: Sequence[Span] | None) -> Iterator[HtmlElement | str]:
    for run in runs(side.document.text, span, marks, parts):
        text = printable(run.text)
        shown = E.SPAN({"class": "dim"}, text) if run.dim else text
        if run.kind:
            yield E.MARK({"class": "k", "data-kind": run.kind} if run.kind != WORD else {}, shown)
        else:
            yield shown


def _printed(side: Side, printed: Table, marks: Sequence[Mark], parts: Sequence[Span] | None) -> HtmlElement:
    rows: dict[int, list[Cell]] = {}
    for cell in printed.cells:
        rows.setdefault(cell.row, []).append(cell)
    return E.TABLE(
        *(E.TR(*(_printed_cell(side, cell, marks, parts) for cell in cells)) for _, cells in sorted(rows.items()))
    )


def _printed_cell(side: Side, cell: Cell, marks: Sequence[Mark], parts: Sequence[Span] | None) -> HtmlElement:
    spans = {"rowspan": str(cell.row_span), "colspan": str(cell.column_span)}
    make = E.TH if cell.header else E.TD
    return make({key: value for key, value in spans.items() if value != "1"}, *_runs(side, cell.span, marks, parts))
