"""
Excel workbooks (xlsx, xlsm): a sheet is a table; titles above it and notes below it are paragraphs.

Numbers are written as Vietnamese tables write them, with a decimal comma and without grouping; percentages and dates as
their cells show them. Formulas count by the value that was last worked out. Macros are never run.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from tuongdong.errors import DamagedFileError, LimitError
from tuongdong.models import SourceText
from tuongdong.read.archive import Archive
from tuongdong.read.builder import Run, TextBuilder, plain
from tuongdong.read.legacy import restored
from tuongdong.read.symbols import shown
from tuongdong.read.tables import MOST_CELLS, Block, Grid, GridCell, Paragraph, place

__all__ = ["read_xlsx", "sheet_blocks"]

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PLACE_RE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# General;[Red]0.00% / dd/mm/yyyy : the first part, without colours and quoted words
_FORMAT_NOISE_RE: Final = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|_.|;.*')
_DATE_FORMATS: Final = frozenset((*range(14, 18), 22))
_PERCENT_FORMATS: Final = frozenset((9, 10))
# Phụ lục I / Biểu số 2 / Mẫu 3: sheet names that are headings
_HEADING_RE: Final = re.compile(r"(?:phụ lục|pl|biểu|mẫu|bảng)\b", re.I)


class _Style(NamedTuple):
    bold: bool = False
    font: str = ""
    kind: str = ""
    """percent, date or nothing in particular."""


def read_xlsx(data: bytes, path: Path) -> SourceText:
    """The text of a workbook, its visible sheets in order. UnsupportedFormatError when it is a report of this program."""
    archive = Archive(data, path)
    archive.refuse_own()
    workbook = archive.xml("xl/workbook.xml")
    targets = _targets(archive)
    styles, strings = _styles(archive), _strings(archive)
    blocks: list[Block] = []
    count = 0
    for sheet in workbook.iter(f"{_S}sheet"):
        target = targets.get(sheet.get(f"{_R}id", ""), "")
        if sheet.get("state", "visible") != "visible" or target not in archive:
            continue
        cells = list(islice(_cells(archive.xml(target), styles, strings), MOST_CELLS + 1))
        count += len(cells)
        if count > MOST_CELLS:
            raise LimitError("too_many_cells", path=path, limit=MOST_CELLS)
        if cells and _HEADING_RE.match(sheet.get("name", "")):
            blocks.append(Paragraph([Run(sheet.get("name", ""), bold=True)]))
        blocks += sheet_blocks(cells)
    whole, found = restored(blocks)
    builder = TextBuilder()
    place(builder, whole)
    for one in (*found, *archive.remarks()):
        builder.find(one)
    source = builder.build("xlsx")
    if not source.text:
        raise DamagedFileError("no_words", path=path)
    return source


def _targets(archive: Archive) -> dict[str, str]:
    """Sheet ids to members. A path that climbs out of the folder is only a key that no member has."""
    relations = archive.xml_or_none("xl/_rels/workbook.xml.rels")
    found = {}
    for relation in relations if relations is not None else ():
        target = relation.get("Target", "")
        found[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _strings(archive: Archive) -> list[list[Run]]:
    """The shared strings, as runs. A run without a font of its own has none here: its cell's holds."""
    name = "xl/sharedStrings.xml"
    return [_string(item) for item in archive.xml(name)] if name in archive else []


def _string(item: etree._Element) -> list[Run]:
    runs: list[Run] = []
    for child in item:
        if child.tag == f"{_S}t":
            runs.append(Run(child.text or ""))
        elif child.tag == f"{_S}r":
            font, words = child.find(f"{_S}rPr/{_S}rFont"), child.find(f"{_S}t")
            bold = child.find(f"{_S}rPr/{_S}b") is not None
            name = font.get("val", "") if font is not None else ""
            runs.append(Run((words.text or "") if words is not None else "", bold, name))
    return runs


def _styles(archive: Archive) -> list[_Style]:
    root = archive.xml_or_none("xl/styles.xml")
    if root is None:
        return []
    fonts = [
        (_is_on(font.find(f"{_S}b")), name.get("val", "") if (name := font.find(f"{_S}name")) is not None else "")
        for font in root.iterfind(f"{_S}fonts/{_S}font")
    ]
    formats = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iterfind(f"{_S}numFmts/{_S}numFmt")}
    done = []
    for form in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        index = form.get("fontId", "0")
        bold, font = fonts[int(index)] if index.isdecimal() and int(index) < len(fonts) else (False, "")
        number = form.get("numFmtId", "0")
        done.append(_Style(bold, font, _kind(number, formats.get(number, ""))))
    return done


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")


def _kind(number: str, code: str) -> str:
    if number.isdecimal() and int(number) in _DATE_FORMATS:
        return "date"
    if number.isdecimal() and int(number) in _PERCENT_FORMATS:
        return "percent"
    bare = _FORMAT_NOISE_RE.sub("", code).lower()
    if "%" in bare:
        return "percent"
    return "date" if "y" in bare and "d" in bare else ""


def _cells(sheet: etree._Element, styles: Sequence[_Style], strings: Sequence[list[Run]]) -> Iterator[GridCell]:
    """The cells that hold words, with their merges."""
    merged = {}
    for merge in sheet.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
        corners = _PLACE_RE.findall(merge.get("ref", ""))
        if len(corners) == 2:
            (top, left), (bottom, right) = map(_place, corners)
            merged[top, left] = (min(bottom - top + 1, 10_000), min(right - left + 1, 200))
    for at, row in enumerate(sheet.iterfind(f"{_S}sheetData/{_S}row")):
        for beside, cell in enumerate(row.iterfind(f"{_S}c")):
            found = _PLACE_RE.fullmatch(cell.get("r", ""))
            place_of = _place((found[1], found[2])) if found else (at, beside)
            style = styles[int(s)] if (s := cell.get("s", "0")).isdigit() and int(s) < len(styles) else _Style()
            runs = _words(cell, style, strings)
            if plain(runs).strip():
                down, across = merged.get(place_of, (1, 1))
                yield GridCell(*place_of, [Paragraph(runs)], down, across)


def _place(corner: tuple[str, str]) -> tuple[int, int]:
    """("B", "7") -> (6, 1)"""
    column = 0
    for letter in corner[0]:
        column = column * 26 + ord(letter) - 64
    return int(corner[1]) - 1, column - 1


def _words(cell: etree._Element, style: _Style, strings: Sequence[list[Run]]) -> list[Run]:
    """What a cell shows, in its face."""
    kind = cell.get("t", "n")
    value = cell.find(f"{_S}v")
    text = (value.text or "") if value is not None else ""
    if kind == "inlineStr":
        inline = cell.find(f"{_S}is")
        runs = _string(inline) if inline is not None else []
    elif kind == "s":
        runs = strings[int(text)] if text.isdigit() and int(text) < len(strings) else []
    elif kind == "n":
        runs = [Run(_number(text, style.kind))]
    else:
        runs = [Run({"1": "TRUE", "0": "FALSE"}.get(text, text) if kind == "b" else text)]
    faced = (Run(run.text, run.bold or style.bold, run.font or style.font) for run in runs)
    return [run._replace(text=shown(run.text, run.font)) for run in faced]


def _number(text: str, kind: str) -> str:
    """
    >>> _number("119.61722488", ""), _number("0.355", "percent"), _number("45658", "date")
    ('119,6172249', '35,5%', '01/01/2025')
    """
    try:
        value = float(text)
    except ValueError:
        return text
    if kind == "date" and 0 < value < 2_958_466:
        return (datetime(1899, 12, 30, tzinfo=UTC) + timedelta(days=value)).strftime("%d/%m/%Y")
    if kind == "percent":
        return f"{value * 100:.10g}".replace(".", ",") + "%"
    return (f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}").replace(".", ",")


def sheet_blocks(cells: Sequence[GridCell]) -> Iterator[Block]:
    """Lone cells above and below the table as paragraphs; the rest as one table, empty rows and columns left out."""
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    order = sorted(rows)
    wide = [index for index, row in enumerate(order) if len(rows[row]) > 1]
    first, last = (wide[0], wide[-1]) if wide else (len(order), len(order))
    for row in order[:first]:
        yield from rows[row][0].blocks
    yield from _table([rows[row] for row in order[first : last + 1]])
    for row in order[last + 1 :]:
        yield from rows[row][0].blocks


def _table(rows: Sequence[Sequence[GridCell]]) -> Iterator[Grid]:
    """Rows as a table on a grid of the columns in use."""
    used = sorted({cell.column for row in rows for cell in row})
    order = [row[0].row for row in rows]
    columns = {number: at for at, number in enumerate(used)}
    places = {number: at for at, number in enumerate(order)}
    cells = []
    for row in rows:
        for cell in row:
            top, left = places[cell.row], columns[cell.column]
            down = bisect_left(order, cell.row + cell.row_span) - top
            across = bisect_left(used, cell.column + cell.column_span) - left
            cells.append(cell._replace(row=top, column=left, row_span=down, column_span=across))
    if cells:
        yield Grid([*cells, *_empty(cells, len(places), len(used))])


def _empty(cells: Sequence[GridCell], rows: int, columns: int) -> Iterator[GridCell]:
    """
    The empty cells of a table, so that its lines have a bar for each column; none where hardly a cell is full.

    >>> [cell[:2] for cell in _empty([GridCell(0, 0, [], 2), GridCell(1, 2, [])], 2, 3)]
    [(0, 1), (0, 2), (1, 1)]
    """
    covered = sum(cell.row_span * cell.column_span for cell in cells)
    if max(rows * columns, covered) > 1000 + 10 * len(cells):
        return
    taken = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in taken:
                yield GridCell(row, column, [])
