"""
The office's table as a Word paper across A4, and what people wrote into it read back.

A hidden word in the first cell of each row holds its key, so that rows may be moved, and the last cell is theirs.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Pt

from tuongdong.eids import place_words
from tuongdong.errors import DamagedFileError, ReportError
from tuongdong.files import whole_file
from tuongdong.models import Comparison, Document, Finding
from tuongdong.read.archive import fits
from tuongdong.report import office, word
from tuongdong.report.marks import Run
from tuongdong.report.remarks import Key, Placed, Remark, key_of, place, tell
from tuongdong.report.rows import Table, table
from tuongdong.report.word_cells import fill, hidden_of, text_of
from tuongdong.report.words import WORDS
from tuongdong.report.words import word as say

__all__ = ["read_remarks", "write_word"]

_NUMBER_MM, _FIELD_MM, _POINTS_MM, _REMARK_MM = 13, 29, 50, 38
_NARROW: Final = 0.8  # of these widths, and a point off the letters, where three or more localities stand side by side
_SHORT: Final = 900  # letters of the fullest cell, below which a row is kept on one page


def write_word(
    comparisons: Sequence[Comparison],
    documents: Sequence[Document],
    path: Path,
    lang: str = "vi",
    remarks: Sequence[Remark] = (),
) -> tuple[Finding, ...]:
    """
    The paper at `path`, whole or not at all; `remarks`, and those of the one that was there, are in it.

    Gives what people should know of their remarks. ReportError when what is at `path` is no table of ours.
    """
    view = table(comparisons, documents)
    placed = place((*remarks, *(read_remarks(path) if path.exists() else ())), view)
    written = _paper(view, placed, lang)
    with whole_file(path) as scratch:
        written.save(str(scratch))
    return tell(placed, path.name, lang)


def _paper(view: Table, placed: Placed, lang: str) -> Any:
    rules = word.layout()
    document = word.paper(rules, landscape=True, subject=say("table_title", lang))
    word.title(document, say("table_title", lang), office.between(view, lang), rules, landscape=True)
    _lines(document, view, placed, lang)
    _findings(document, view, lang)
    if placed.unplaced:
        _unplaced(document, placed, lang)
    return document


def _lines(document: Any, view: Table, placed: Placed, lang: str) -> None:
    rules = word.layout()
    size = rules.sizes.table_pt - (len(view.sides) > 2)
    lines = office.lines(view, lang)
    widths = _widths(len(view.sides), word.width_mm(rules, landscape=True))
    grid = word.grid(document, office.heads(view, lang), widths, len(lines), rules)
    for at, (line, row) in enumerate(zip(lines, list(grid.rows)[1:], strict=True)):
        number, field, *localities, points, remark = row.cells
        fill(number, [Run(str(at + 1), "")], size)
        word.hidden_text(number.paragraphs[0], str(key_of(line.row, view)))
        fill(field, [Run(line.field, "")] if line.first else [], size)
        for cell, told in zip(localities, line.localities, strict=True):
            fill(cell, told, size)
        fill(points, line.points, size)
        fill(remark, [Run(placed.column(at, "remark"), "")], size)
        if max(len("".join(run.text for run in told)) for told in (*line.localities, line.points)) < _SHORT:
            word.keep_together(row)


def _widths(sides: int, width: float) -> list[float]:
    """What the fixed columns leave is shared by the localities."""
    scale = _NARROW if sides > 2 else 1
    field, points, remark = (scale * fixed for fixed in (_FIELD_MM, _POINTS_MM, _REMARK_MM))
    left = width - _NUMBER_MM - field - points - remark
    return [_NUMBER_MM, field, *([left / sides] * sides), points, remark]


def _findings(document: Any, view: Table, lang: str) -> None:
    rules = word.layout()
    for at, (name, finding) in enumerate(view.findings):
        if at == 0:
            word.heading(document, say("findings", lang), rules, level=2).paragraph_format.space_before = Pt(12)
        word.paragraph(document, f"- {name}: {finding.say(lang)}", rules)


def _unplaced(document: Any, placed: Placed, lang: str) -> None:
    """An annex for the remarks without a row."""
    rules = word.layout()
    document.add_page_break()
    word.title(document, say("unplaced", lang), "", rules, landscape=True, note=say("unplaced_note", lang))
    heads = [say("col_number", lang), say("old_row", lang), say("old_text", lang), say("col_remark", lang)]
    grid = word.grid(document, heads, [11, 50, 95, 91], len(placed.unplaced), rules)
    size = rules.sizes.table_pt
    for at, (remark, row) in enumerate(zip(placed.unplaced, list(grid.rows)[1:], strict=True)):
        number, name, text, told = row.cells
        fill(number, [Run(str(at + 1), "")], size)
        word.hidden_text(number.paragraphs[0], str(remark.key or ""))
        fill(name, [Run(f"{remark.key.document}, {place_words(remark.key.eid, lang)}" if remark.key else "", "")], size)
        fill(text, [Run(remark.row, "")], size)
        fill(told, [Run("\n".join(text for _, text in remark.columns), "")], size)


# --- back in


def read_remarks(path: Path) -> tuple[Remark, ...]:
    """What people wrote into a paper of ours. ReportError when it is not one."""
    try:
        data = path.read_bytes()
        fits(data, path)
        document = docx.Document(BytesIO(data))
    except PermissionError as error:
        raise ReportError("file_in_use", path=path) from error
    except (OSError, DamagedFileError, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise ReportError("report_not_ours", path=path) from error
    tables = [found for found in document.tables if _remark_column(found) is not None]
    if not tables:
        raise ReportError("report_not_ours", path=path)
    return tuple(remark for found in tables for remark in _table_remarks(found))


def _remark_column(found: Any) -> int | None:
    heads = [text_of(cell) for cell in found._tbl.tr_lst[0].tc_lst] if found._tbl.tr_lst else []
    return next((at for at, text in enumerate(heads) if text in WORDS["col_remark"]), None)


def _table_remarks(found: Any) -> Iterator[Remark]:
    """A remark for each row in which people wrote; a row that they added is one as a whole."""
    column = _remark_column(found)
    assert column is not None
    heads = [text_of(cell) for cell in found._tbl.tr_lst[0].tc_lst]
    old = next((at for at, text in enumerate(heads) if text in WORDS["old_text"]), None)
    shown = slice(old, old + 1) if old is not None else slice(2, column - 1)
    for row in found._tbl.tr_lst[1:]:
        cells = [text_of(cell) for cell in row.tc_lst]
        key = Key.read(hidden_of(row.tc_lst[0])) if row.tc_lst else None
        told = cells[column] if column < len(cells) else ""
        if key is None:
            written = " | ".join(text for at, text in enumerate(cells) if at not in (0, column) and text)
            if told or written:
                yield Remark(None, (("remark", told),) if told else (), written)
        elif told:
            yield Remark(key, (("remark", told),), next((text for text in cells[shown] if text), ""))
