"""
What the stages give, to the papers of an office.

    read -> parse -> compare | mine, extract, graph -> coverage -> REPORT -> cli, web

    Takes:  for `write`, Comparisons of one document with others, and these documents.
    Gives:  a file: .html to read, .xlsx and .docx to work on, .json for programs.

Comparisons:

    side, rows, marks    what a table says, before it has a form: columns, rows, runs of marked text
    office               the office's table, cell by cell, for Excel and Word
    html (with markup), excel, word_table, json    one module a form
    remarks              what people wrote into a former table finds its place in the new one

What other stages give:

    matrix, topics       policies by locality, documents by topic, before they have a form
    matrix_html, topics_html, matrix_excel, matrix_words    their forms, and their wording
    network, network_html    the citation graph of a document as SVG, and as a page
    coverage             what was issued upon a resolution
    papers               a visit's papers and tables, and the checker of Word papers
    corpus, parquet      a folder of files to one table; values to Parquet and back

What they share:

    word, word_cells     the layout of Decree 30/2020/NĐ-CP for all Word papers, its measures in decree30.toml; cells of their tables
    book, alone, pdf     a workbook of our own, pages that need nothing else, Word papers as PDF
    charts, fit          plain SVG, and words fitted to a width
    grids                tables that people edited, as rows of cells
    files                outputs appear whole or not at all
    words                the wording, in Vietnamese and English

What can be relied on: `write` leaves a whole file or what was there before; remarks of people are in the new file, in
their row or on a page of their own.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from tuongdong.files import unknown_kind
from tuongdong.models import Comparison, Document, Finding

__all__ = ["SUFFIXES", "write"]

_Writer = Callable[[Sequence[Comparison], Sequence[Document], Path, str], tuple[Finding, ...]]


def write(
    comparisons: Sequence[Comparison], documents: Sequence[Document], path: Path | str, lang: str = "vi"
) -> tuple[Finding, ...]:
    """
    Comparisons of `documents[0]` with each of the others, in their order, in the form that the suffix names.

    Gives what people should be told: remarks carried over from the file that was there, and those without a place.
    ReportError on an unknown suffix, a closed folder, a file in use, or a table at `path` that is not ours.
    """
    path = Path(path)
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise unknown_kind(path, SUFFIXES)
    return writer(comparisons, documents, path, lang)


def _html(
    comparisons: Sequence[Comparison], documents: Sequence[Document], path: Path, lang: str
) -> tuple[Finding, ...]:
    from tuongdong.report.html import write_html

    write_html(comparisons, documents, path, lang)
    return ()


def _json(
    comparisons: Sequence[Comparison], _documents: Sequence[Document], path: Path, _lang: str
) -> tuple[Finding, ...]:
    from tuongdong.report.json import write_json

    write_json(comparisons, path)
    return ()


def _excel(
    comparisons: Sequence[Comparison], documents: Sequence[Document], path: Path, lang: str
) -> tuple[Finding, ...]:
    from tuongdong.report.excel import write_excel

    return write_excel(comparisons, documents, path, lang)


def _word(
    comparisons: Sequence[Comparison], documents: Sequence[Document], path: Path, lang: str
) -> tuple[Finding, ...]:
    from tuongdong.report.word_table import write_word

    return write_word(comparisons, documents, path, lang)


# Each form is imported only when it is written: xlsxwriter and python-docx take their time.
_WRITERS: Final[Mapping[str, _Writer]] = {
    ".html": _html,
    ".htm": _html,
    ".xlsx": _excel,
    ".docx": _word,
    ".json": _json,
}
SUFFIXES: Final = (".html", ".xlsx", ".docx", ".json")
