"""
Pages to paragraphs and tables.

    page -> ruled tables, lines -> columns -> PARAGRAPHS

A line goes on from the one above when the one above is full, so that the next word would not have fitted, and nothing
about the lower one says that it begins something: an indent, a label after a closing mark, another face.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from tuongdong.read.builder import Run, plain
from tuongdong.read.columns import Flow, flows_of, without_running_heads
from tuongdong.read.cut_words import is_cut
from tuongdong.read.lines import begins_paragraph, goes_on, is_capitals, joint, wants_more
from tuongdong.read.notes import without_notes
from tuongdong.read.page import Line, Page, lines_of
from tuongdong.read.ruled import Field, RuledTable, ruled_tables
from tuongdong.read.tables import FOOTNOTE, Block, Grid, GridCell, Paragraph

__all__ = ["blocks_of"]


def blocks_of(pages: Sequence[Page]) -> Iterator[Block]:
    """The paragraphs and tables of pages in reading order, footnotes at the end."""
    pages, notes = zip(*map(without_notes, pages), strict=True) if pages else ((), ())
    tables = {page.number: ruled_tables(page) for page in pages}
    outside = []
    for page in pages:
        inside = {id(word) for table in tables[page.number] for field in table.fields for word in field.words}
        outside.append((page, lines_of(page, [word for word in page.words if id(word) not in inside])))
    waiting: Flow = []
    open_table: list[RuledTable] = []
    for (page, _), lines in zip(outside, without_running_heads(outside), strict=True):
        for piece in _in_order(lines, tables[page.number]):
            if isinstance(piece, RuledTable):
                yield from _joined(waiting)
                waiting = []
                if open_table and not _goes_on_in(open_table[-1], piece):
                    yield _table(open_table)
                    open_table = []
                open_table.append(piece)
                continue
            if open_table:
                yield _table(open_table)
                open_table = []
            if isinstance(piece, Grid):
                yield from _joined(waiting)
                waiting = []
                yield piece
            elif waiting and _same_column(waiting, piece):
                waiting += piece
            else:
                yield from _joined(waiting)
                waiting = piece
    yield from _joined(waiting)
    if open_table:
        yield _table(open_table)
    for note in (each for found in notes for each in found):
        yield Paragraph([Run(f"[{note.sign}] "), *note.runs], FOOTNOTE)


def _in_order(lines: list[Line], tables: list[RuledTable]) -> Iterator[Flow | Grid | RuledTable]:
    """Lines and tables of a page from top to bottom."""
    rest = list(lines)
    for table in tables:
        above = [line for line in rest if line.y > table.top - 1 or line.y > (table.top + table.bottom) / 2]
        yield from flows_of(above)
        yield table
        rest = rest[len(above) :]
    yield from flows_of(rest)


def _same_column(flow: Flow, following: Flow) -> bool:
    """Whether a column goes on: on the next page, or below something in full width."""
    return abs(min(line.x0 for line in flow) - min(line.x0 for line in following)) < 60


def _goes_on_in(table: RuledTable, following: RuledTable) -> bool:
    """Whether a table goes on in another: the same columns."""
    return len(table.edges) == len(following.edges) and all(
        abs(a - b) < 6 for a, b in zip(table.edges, following.edges, strict=True)
    )


def _table(parts: Sequence[RuledTable]) -> Grid:
    """
    Parts of one table over pages as one. A head that is printed again on a page comes once; a row that a page break cuts
    is one row.
    """
    cells: list[GridCell] = []
    offset = 0
    head = _head_of(parts[0])
    for index, part in enumerate(parts):
        first = 1 if index and head and _head_of(part) == head else 0
        torn = _torn_from(cells, part, offset - 1, first) if index else {}
        for field in part.fields:
            if field.row < first:
                continue
            row = offset + field.row - first - bool(torn)
            if torn and field.row == first:
                upper = torn[field.column]
                cells[upper] = cells[upper]._replace(blocks=[*cells[upper].blocks, *_cell(field, part)])
            else:
                cells.append(GridCell(row, field.column, _cell(field, part), field.row_span, field.column_span))
        offset += 1 + max(field.row for field in part.fields) - first - bool(torn)
    return Grid(cells)


def _head_of(table: RuledTable) -> list[str]:
    return [" ".join(word.text for word in field.words) for field in table.fields if field.row == 0]


def _torn_from(cells: Sequence[GridCell], part: RuledTable, last: int, first: int) -> dict[int, int]:
    """
    For each column, which cell of the last row above goes on in the first row of a page; {} unless the row was torn:
    its cells stand under cells, the first says nothing new, and one of them goes on.
    """
    above = {cell.column: index for index, cell in enumerate(cells) if cell.row == last}
    below = [field for field in part.fields if field.row == first]
    if {field.column for field in below} != set(above) or any(field.row_span > 1 for field in below):
        return {}
    said = [(_words(cells[above[field.column]].blocks), " ".join(word.text for word in field.words)) for field in below]
    if any((lower and not upper) or _are_figures(upper, lower) for upper, lower in said):
        return {}
    if said[0][1] and not _goes_on(*said[0]):
        return {}
    return above if any(_goes_on(upper, lower) for upper, lower in said) else {}


def _are_figures(upper: str, lower: str) -> bool:
    """Whether two cells hold a figure each, so that they are of two rows."""
    return any(map(str.isdigit, lower)) and not any(map(str.isalpha, upper + lower))


def _goes_on(upper: str, lower: str) -> bool:
    """Whether the words of a cell are in the middle of a sentence, or of a heading in capitals."""
    if not lower or begins_paragraph(lower):
        return False
    if is_capitals(upper) and is_capitals(lower):
        return " " in upper and " " in lower
    return lower[0].islower() or (
        not lower[0].isalpha() and upper[-1].isalpha() and any(map(str.isalpha, lower)) and upper.count(" ") > 1
    )


def _words(blocks: Sequence[Block]) -> str:
    return " ".join(plain(block.runs) for block in blocks if isinstance(block, Paragraph))


def _cell(field: Field, table: RuledTable) -> list[Block]:
    """The lines of a cell as one paragraph each; a word or code that the cell was too narrow for is put together."""
    right = table.edges[min(field.column + field.column_span, len(table.edges) - 1)]
    done: list[Paragraph] = []
    above: Line | None = None
    for line in lines_of(Page(0, 0, 0, (), ()), field.words):
        if above is not None and is_cut(above, line, right, plain(done[-1].runs)):
            done.append(Paragraph([*done.pop().runs, *line.runs()]))
        else:
            done.append(Paragraph(line.runs()))
        above = line
    return list(done)


def _joined(flow: Flow) -> Iterator[Paragraph]:
    """Lines of a column as paragraphs."""
    if not flow:
        return
    shape = _Shape(flow)
    runs: list[Run] = []
    for index, line in enumerate(flow):
        if index and shape.continues(flow[index - 1], line):
            runs += [Run(joint(flow[index - 1].text), runs[-1].bold and line.words[0].bold), *line.runs()]
        else:
            if runs:
                yield Paragraph(runs)
            runs = line.runs()
    yield Paragraph(runs)


class _Shape:
    """The measures of a column: its edges, and how far apart its lines stand."""

    def __init__(self, flow: Flow) -> None:
        rights, lefts = sorted(line.x1 for line in flow), sorted(line.x0 for line in flow)
        self.right = rights[int(len(rights) * 0.9)]
        self.left = lefts[int(len(lefts) * 0.05)]
        steps = [a.y - b.y for a, b in pairwise(flow) if a.page == b.page and a.y > b.y]
        self.step = min(median(steps), 2.2 * flow[0].size) if steps else 0.0
        self.indents = any(self._is_indented(line) and begins_paragraph(line.text) for line in flow)

    def continues(self, above: Line, line: Line) -> bool:
        """Whether a line belongs to the paragraph of the line above."""
        upper, lower = above.text, line.text
        if above.page == line.page and above.y - line.y > 1.75 * max(self.step, 1.2 * line.size):
            return False
        if not joint(upper):
            return True
        if self._is_hanging(above, line):
            return True
        if not goes_on(upper, lower, width=1):
            return False
        if lower[:1].islower() or wants_more(upper, lower):
            return True
        if is_capitals(upper) and is_capitals(lower) and self._is_centred(above) and self._is_centred(line):
            return above.bold == line.bold and above.x1 - above.x0 > 0.6 * (self.right - self.left)
        if not self._is_full(above, line):
            return self._is_centred(above) and self._is_centred(line) and self._wraps(above, line)
        return not (self._is_indented(line) and (upper.endswith((".", ";", ":")) or begins_paragraph(lower)))

    def _is_hanging(self, above: Line, line: Line) -> bool:
        """Whether a dash is that of a name, "Sở Quy hoạch" over "- Kiến trúc": it stands where only wrapped lines begin."""
        return (
            self.indents
            and line.text.startswith(("- ", "– "))
            and above.words[-1].text.isalpha()
            and not above.words[-1].text.isupper()
            and not self._is_indented(line)
            and self._is_full(above, line)
        )

    def _is_full(self, above: Line, line: Line) -> bool:
        """Whether the first word of the next line would not have fitted."""
        first = line.words[0]
        return above.x1 + 0.2 * first.size + (first.x1 - first.x0) > self.right - 1

    def _is_indented(self, line: Line) -> bool:
        return line.x0 > self.left + 0.8 * line.size

    def _is_centred(self, line: Line) -> bool:
        middle = (self.left + self.right) / 2
        return abs((line.x0 + line.x1) / 2 - middle) < 12 and line.x0 > self.left + 10

    def _wraps(self, above: Line, line: Line) -> bool:
        """A centred title in small letters that is broken by hand."""
        return (
            above.bold == line.bold
            and not above.text.endswith((".", ";", ":"))
            and above.x1 - above.x0 > 0.6 * (self.right - self.left)
        )
