"""What `read` gives: text with what its form told."""

from msgspec import Struct

from tuongdong.models.findings import Finding, Span

__all__ = ["Cell", "Hint", "SourceText", "Table"]


class Cell(Struct, frozen=True):
    """A cell of a table. `row` and `column` count from 0; a merged cell stands once, where it begins."""

    row: int
    column: int
    text: str
    span: Span
    row_span: int = 1
    column_span: int = 1
    header: bool = False


class Table(Struct, frozen=True):
    """
    A table in place. In the text each row is one line, its cells joined by " | ".

    The span covers these lines; each cell's span covers its own words in them.
    """

    span: Span
    rows: int
    columns: int
    cells: tuple[Cell, ...]


class Hint(Struct, frozen=True):
    """Structure that the source itself declares (Word outline levels, the `prov-*` classes of the national database)."""

    level: str
    span: Span


class SourceText(Struct, frozen=True, kw_only=True):
    """
    A file as read. Guaranteed:

    1. `text` is NFC, lines end with a line feed, without trailing or doubled spaces, soft hyphens and zero-width signs;
       one paragraph of the source is one line.
    2. Running heads, page numbers and menus are gone; what was stamped into form fields stands where it was stamped.
    3. `bold` lists the runs set in bold, in order, without overlap.
    """

    text: str
    format: str
    """docx, pdf, html, md, txt, ..."""
    tables: tuple[Table, ...] = ()
    bold: tuple[Span, ...] = ()
    hints: tuple[Hint, ...] = ()
    footnotes: tuple[Span, ...] = ()
    findings: tuple[Finding, ...] = ()
