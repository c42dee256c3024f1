"""
What every reader writes into: paragraphs, tables and notes in, one SourceText out.

The promises of `SourceText` are kept here and nowhere else: letters are cleaned as they come, a paragraph becomes
a line, a table row becomes a line with its cells joined by " | ", and the spans of bold runs, cells, hints and notes
are those of the finished text.

    >>> builder = TextBuilder()
    >>> builder.paragraph([Run("Điều 1. ", bold=True), Run("Phạm vi")])
    Span(start=0, end=15)
    >>> builder.build("md").bold
    (Span(start=0, end=7),)
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tuongdong.models import Cell, Finding, Hint, Severity, SourceText, Span, Table, finding
from tuongdong.read.lines import lost_breaks
from tuongdong.text import clean

__all__ = ["CellSource", "Run", "TextBuilder", "is_rule", "joined", "plain"]

# ------- / ________ / **** : a rule drawn with signs, not words
_RULE_RE: Final = re.compile(r"(?=[\s|]*(?:[-_=*~–—─][\s|]+)*[-_=*~–—─]{2})[-_=*~–—─\s|]+")
_MOST_COVERED: Final = 100_000  # places on the grid
_SPACES_RE: Final = re.compile(r"\s+")


class Run(NamedTuple):
    """A stretch of a paragraph in one face. `font` matters to old encodings only."""

    text: str
    bold: bool = False
    font: str = ""


class CellSource(NamedTuple):
    """A table cell as a reader found it; `row` and `column` count from 0 on the grid."""

    row: int
    column: int
    runs: Sequence[Run]
    row_span: int = 1
    column_span: int = 1
    header: bool = False


def plain(runs: Iterable[Run]) -> str:
    """The words of runs, uncleaned."""
    return "".join(run.text for run in runs)


def is_rule(text: str) -> bool:
    """
    Whether a line is drawn with signs and holds no words.

    >>> is_rule("---------------"), is_rule("- Chính phủ;")
    (True, False)
    """
    return _RULE_RE.fullmatch(text) is not None


def joined(paragraphs: Iterable[Sequence[Run]]) -> list[Run]:
    """Paragraphs as one, with a space between them."""
    whole: list[Run] = []
    for runs in paragraphs:
        if whole:
            whole.append(Run(" "))
        whole.extend(runs)
    return whole


class TextBuilder:
    """Collects a document in reading order. Every `add`ed piece is final: nothing later moves it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._at = 0
        self._tables: list[Table] = []
        self._bold: list[Span] = []
        self._hints: list[Hint] = []
        self._footnotes: list[Span] = []
        self._findings: list[Finding] = []
        self._soft_hyphens = 0
        self._decomposed = False
        self._lost_breaks = 0

    def paragraph(self, runs: str | Sequence[Run], hint: str | None = None, footnote: bool = False) -> Span | None:
        """One paragraph as one line; None (and nothing added) when it holds no words or is only a drawn rule."""
        if isinstance(runs, str):
            runs = (Run(runs),)
        breaks = lost_breaks(plain(runs))
        self._lost_breaks += len(breaks)
        start = self._at
        spans = [self._line(piece) for piece in _cut(runs, breaks)] if breaks else [self._line(runs)]
        if not spans[0]:
            return None
        span = Span(start, self._at - 1)
        if hint:
            self._hints.append(Hint(hint, spans[0]))
        if footnote:
            self._footnotes.append(span)
        return span

    def table(self, cells: Iterable[CellSource]) -> Table | None:
        """A table in place, a line a row; None when no cell holds words."""
        grid = _grid(cells)
        if not any(plain(cell.runs).strip() for row in grid for cell in row if isinstance(cell, CellSource)):
            return None
        start, end, done = self._at, self._at, []
        for row in grid:
            begin = self._at
            done += self._row(row)
            if self._at > begin:
                end = self._at
                self._write("\n")
        columns = max(cell.column + cell.column_span for cell in done)
        table = Table(Span(start, end), len(grid), columns, tuple(done))
        self._tables.append(table)
        return table

    def find(self, one: Finding) -> None:
        self._findings.append(one)

    def build(self, form: str) -> SourceText:
        """The whole. The text does not end with a line feed."""
        text = "".join(self._pieces).rstrip("\n")
        findings = list(self._findings)
        if self._soft_hyphens:
            findings.append(finding("soft_hyphens", Severity.INFO, count=self._soft_hyphens))
        if self._decomposed:
            findings.append(finding("not_nfc", Severity.INFO))
        if self._lost_breaks:
            findings.append(finding("lost_breaks", Severity.WARNING, count=self._lost_breaks))
        return SourceText(
            text=text,
            format=form,
            tables=tuple(self._tables),
            bold=tuple(self._bold),
            hints=tuple(self._hints),
            footnotes=tuple(self._footnotes),
            findings=tuple(findings),
        )

    def _line(self, runs: Sequence[Run]) -> Span | None:
        """A line of words; None, and nothing written, when there are none."""
        start = self._at
        self._words(runs)
        if self._at == start:
            return None
        span = Span(start, self._at)
        self._write("\n")
        return span

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._at += len(text)

    def _row(self, places: Sequence[CellSource | None]) -> list[Cell]:
        """A row's line. Columns that a cell from above covers stay empty, so that bars count columns."""
        done: list[Cell] = []
        start = self._at
        for index, cell in enumerate(places):
            if index:
                self._write(" |" if self._at > start else "|")
            if cell is not None:
                begin = self._at
                words = self._words(cell.runs, glue=" " if begin > start else "", keep_rules=True)
                span = Span(self._at - len(words), self._at)
                done.append(Cell(cell.row, cell.column, words, span, cell.row_span, cell.column_span, cell.header))
        return done

    def _words(self, runs: Sequence[Run], glue: str = "", keep_rules: bool = False) -> str:
        """Writes runs as clean words on one line, notes the spans of what is bold, and gives the words."""
        raw = plain(runs)
        if not raw or raw.isspace() or (not keep_rules and is_rule(raw)):
            return ""
        self._soft_hyphens += raw.count("\u00ad")
        if not raw.isascii() and not unicodedata.is_normalized("NFC", raw):
            self._decomposed = True
            runs = _composed(runs)
        line = ""
        bold: list[Span] = []
        for run in runs:
            piece = run.text
            if not piece.isprintable() or "  " in piece:  # else there is nothing to clean: half the time of a reader
                piece = _SPACES_RE.sub(" ", clean(f"|{piece}|"))[1:-1]
            if not line or line.endswith(" "):
                piece = piece.lstrip(" ")
            start, line = len(line), line + piece
            if run.bold and (words := piece.strip(" ")):
                start += piece.index(words)
                if bold and not line[bold[-1].end : start].strip(" "):
                    start = bold.pop().start
                bold.append(Span(start, start + len(line[start:].rstrip(" "))))
        line = line.rstrip(" ")
        if line:
            self._write(glue)
            self._bold += [Span(span.start + self._at, span.end + self._at) for span in bold]
            self._write(line)
        return line


def _grid(cells: Iterable[CellSource]) -> list[list[CellSource | None]]:
    """
    Rows of cells in order; None where a cell from above reaches down. Spans past the last row are cut to it, and all of them
    to one row where together they cover far more than there are cells: no table that people read does.
    """
    known = sorted(cells, key=lambda cell: (cell.row, cell.column))
    rows = known[-1].row + 1 if known else 0
    placed: list[dict[int, CellSource | None]] = [{} for _ in range(rows)]
    covered = sum(min(cell.row_span, rows - cell.row) for cell in known)
    most = rows if covered <= _MOST_COVERED + 10 * len(known) else 1
    for cell in known:
        down = min(cell.row_span, rows - cell.row, most)
        for row in range(cell.row + 1, cell.row + down):
            placed[row].setdefault(cell.column)
        placed[cell.row][cell.column] = cell._replace(row_span=down)
    return [[row[column] for column in sorted(row)] for row in placed]


def _cut(runs: Sequence[Run], places: Sequence[int]) -> Iterator[list[Run]]:
    """Runs cut at places in their text."""
    begin = 0
    for end in (*places, len(plain(runs))):
        piece, at = [], 0
        for run in runs:
            words = run.text[max(begin - at, 0) : max(end - at, 0)]
            if words:
                piece.append(run._replace(text=words))
            at += len(run.text)
        yield piece
        begin = end


def _composed(runs: Sequence[Run]) -> list[Run]:
    """Runs in NFC, also where a mark stands in the run after its letter."""
    done: list[Run] = []
    for run in runs:
        text = run.text
        while text and done and unicodedata.combining(text[0]):
            done[-1] = Run(done[-1].text + text[0], done[-1].bold)
            text = text[1:]
        done.append(Run(text, run.bold))
    return [Run(unicodedata.normalize("NFC", run.text), run.bold) for run in done]
