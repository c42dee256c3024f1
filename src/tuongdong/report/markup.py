"""
The words of provisions as HTML: a paragraph a line, tables as tables, what differs marked.

Every word goes through lxml's element tree, so that none of it can be markup.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement
from lxml.html import builder as E  # noqa: N812 - the name under which lxml's own documents know it

from tuongdong.models import Cell, Level, Span, Table
from tuongdong.report.marks import VALUES, WORD, Mark, runs
from tuongdong.report.side import Side
from tuongdong.report.words import word
from tuongdong.text import printable

__all__ = ["Setting"]


@dataclass(frozen=True)
class Setting:
    """How the words of one document are set: what is marked, and which sentences match (None: all of it)."""

    side: Side
    marks: Sequence[Mark]
    parts: Sequence[Span] | None = None
    lang: str = "vi"

    def text(self, spans: Iterable[Span]) -> HtmlElement:
        """The words of spans."""
        return E.DIV({"class": "text"}, *(block for span in spans for block in self._blocks(span)))

    def _blocks(self, span: Span) -> Iterator[HtmlElement]:
        at = span.start
        for table in self.side.document.tables:
            if span.start <= table.span.start and table.span.end <= span.end:
                yield from self._lines(Span(at, table.span.start))
                yield self._table(table)
                at = table.span.end
        yield from self._lines(Span(at, span.end))

    def _lines(self, span: Span) -> Iterator[HtmlElement]:
        at = span.start
        for line in span.of(self.side.document.text).split("\n"):
            if line.strip():
                level = self.side.starts.get(at)
                attributes = {"class": f"l-{level.value}"} if level in (Level.POINT, Level.INDENT) else {}
                yield E.P(attributes, *self._runs(Span(at, at + len(line))))
            at += len(line) + 1

    def _runs(self, span: Span) -> Iterator[HtmlElement | str]:
        for run in runs(self.side.document.text, span, self.marks, self.parts):
            text = printable(run.text)
            shown = E.SPAN({"class": "dim"}, text) if run.dim else text
            yield E.MARK(self._mark(run.kind), shown) if run.kind else shown

    def _mark(self, kind: str) -> dict[str, str]:
        if kind == WORD:
            return {}
        return {"class": "k v" if kind in VALUES else "k", "title": word(kind, self.lang)}

    def _table(self, table: Table) -> HtmlElement:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        return E.TABLE(*(E.TR(*map(self._cell, cells)) for _, cells in sorted(rows.items())))

    def _cell(self, cell: Cell) -> HtmlElement:
        spans = {"rowspan": str(cell.row_span), "colspan": str(cell.column_span)}
        make = E.TH if cell.header else E.TD
        return make({name: value for name, value in spans.items() if value != "1"}, *self._runs(cell.span))
