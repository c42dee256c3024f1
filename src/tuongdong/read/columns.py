"""
Lines of a page to what is read one after the other: running heads dropped, columns told apart.

A line whose words stand far apart holds pieces of two columns when the lines around it keep the same gap free.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from tuongdong.read.lines import begins_paragraph
from tuongdong.read.page import Line, Page
from tuongdong.read.tables import Grid, GridCell, Paragraph, is_layout

__all__ = ["Flow", "flows_of", "segments", "without_running_heads"]

Flow = list[Line]
"""Lines of one column, to be joined to paragraphs."""

# 2 / - 2 - / Trang 2/14 / 2 | Page / iv
_PAGE_NUMBER_RE: Final = re.compile(
    r"[-–—|]?\s*(?:trang|page)?\s*(?:\d{1,4}|[ivx]{1,5})\s*(?:[/|]\s*(?:\d{1,4}|page))?\s*[-–—|]?", re.I
)
# CỘNG HÒA XÃ HỘI / Độc lập - Tự do / TM. ỦY BAN / KT. BỘ TRƯỞNG
_RIGHT_RE: Final = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ|Độc lập [-–]|(?:TM|KT|TL|TUQ)\. [A-ZĐ]")
# PHỤ LỤC / Phụ lục II / Mẫu số 01: alone on its line
_ATTACHED_RE: Final = re.compile(r"(?:phụ lục|mẫu số)(?: \w{1,5})?$", re.I)
_DIGITS_RE: Final = re.compile(r"\d+")
_EDGE: Final = 0.1  # of the page's height, above and below


def without_running_heads(pages: Sequence[tuple[Page, list[Line]]]) -> list[list[Line]]:
    """The lines of pages without page numbers and without what stands on most pages at the same edge."""
    counts: dict[tuple[str, int], int] = {}
    for _, lines in pages:
        for key in {_edge_key(line) for line in lines if _at_edge(line)}:
            counts[key] = counts.get(key, 0) + 1
    often = max(3, len(pages) // 2)
    kept = []
    for _, lines in pages:
        ends = {id(line) for line in (*lines[:1], *lines[-1:])}
        kept.append([line for line in lines if not _is_running(line, counts, often, id(line) in ends)])
    return kept


def _is_running(line: Line, counts: dict[tuple[str, int], int], often: int, outermost: bool) -> bool:
    if not _at_edge(line):
        return False
    if outermost and _PAGE_NUMBER_RE.fullmatch(line.text):
        return True
    return counts.get(_edge_key(line), 0) >= often


def _at_edge(line: Line) -> bool:
    return line.y > (1 - _EDGE) * line.height or line.y < _EDGE * line.height


def _edge_key(line: Line) -> tuple[str, int]:
    return _DIGITS_RE.sub("#", line.text), round(line.y / 6)


def segments(line: Line) -> list[Line]:
    """A line cut where the gap between words is wider than any justified line leaves."""
    starts, edge = [0], line.words[0].x1
    for index, (before, word) in enumerate(pairwise(line.words), start=1):
        gap = word.x0 - edge
        if gap > 0.6 * word.size and _parts(line, index, gap, max(before.size, word.size)):
            starts.append(index)
            edge = word.x1
        elif word.x1 > edge:
            edge = word.x1
    if len(starts) == 1:
        return [line]
    pieces = [line.of(line.words[start:end]) for start, end in pairwise([*starts, len(line.words)])]
    while len(pieces) > 1 and len(pieces[0].text) <= 5 and begins_paragraph(pieces[0].text + " x"):
        pieces[:2] = [line.of([*pieces[0].words, *pieces[1].words])]
    return pieces


def _parts(line: Line, index: int, gap: float, size: float) -> bool:
    """Whether the gap before a word parts a line in two."""
    return gap > 1.6 * size or (gap > 0.6 * size and _opens_column(line, index))


def _opens_column(line: Line, index: int) -> bool:
    """Whether the words from one on are those that stand on the right of a head or a signature, however near."""
    return _RIGHT_RE.match(" ".join(word.text for word in line.words[index : index + 4])) is not None


def flows_of(lines: Sequence[Line]) -> Iterator[Flow | Grid]:
    """Lines in reading order: columns one after the other, rows of what is a table without ruled lines as a table."""
    cut = [segments(line) for line in lines]
    flow: Flow = []
    at = 0
    while at < len(cut):
        stop, gutter = _region(cut, at, flow)
        if stop == at:
            flow.append(lines[at])
            at += 1
            continue
        back = _reach_back(flow, gutter)
        region = [[line] for line in flow[len(flow) - back :]] + cut[at:stop]
        if kept := flow[: len(flow) - back]:
            yield kept
        flow = []
        yield from _arranged(region, gutter)
        at = stop
    if flow:
        yield flow


def _region(cut: Sequence[list[Line]], at: int, above: Flow) -> tuple[int, tuple[float, float]]:
    """How far two columns run from a line on, and the gap between them; (at, ...) when there are none. `above`: the lines before."""
    first = cut[at]
    if len(first) < 2:
        return at, (0, 0)
    low, high = max(piece.x1 for piece in first[:1]), first[1].x0
    stop, several = at + 1, 1
    while stop < len(cut):
        pieces = cut[stop]
        if cut[stop - 1][0].y - pieces[0].y > 5 * pieces[0].size or _ATTACHED_RE.match(pieces[0].text):
            break
        left = [piece.x1 for piece in pieces if piece.x0 < (low + high) / 2]
        right = [piece.x0 for piece in pieces if piece.x0 >= (low + high) / 2]
        new_low, new_high = max([low, *left]), min([high, *right])
        if new_high - new_low < 0.8 * pieces[0].size:
            break
        low, high = new_low, new_high
        several += len(pieces) > 1
        stop += 1
    region = cut[at:stop]
    words = [piece for pieces in region for piece in pieces]
    if (
        several < 2
        and not is_layout([GridCell(0, i, [Paragraph(piece.runs())]) for i, piece in enumerate(words[:9])])
        and not _is_among_recipients(above, high)
    ):
        return at, (0, 0)
    return stop, (low, high)


def _is_among_recipients(above: Flow, edge: float) -> bool:
    """Whether the lines above, up to "Nơi nhận", are a list that stays left of an edge: a name beside it signs."""
    for line in reversed(above):
        if line.x0 < edge < line.x1:
            return False
        if line.text.startswith("Nơi nhận"):
            return True
    return False


def _reach_back(flow: Flow, gutter: tuple[float, float]) -> int:
    """
    How many lines above a region belong to it: a signature begins higher than the list beside it. Counted up to the
    highest line that stands wholly on the right.
    """
    count = 0
    for back, line in enumerate(reversed(flow), start=1):
        if line.x0 >= gutter[0]:
            count = back
        elif line.x1 > gutter[1]:
            break
    return count


def _arranged(region: Sequence[list[Line]], gutter: tuple[float, float]) -> Iterator[Flow | Grid]:
    """Two columns as the one and then the other when they only arrange the page, else rows as a table."""
    middle = sum(gutter) / 2
    left = [line for pieces in region for line in _side(pieces, middle, True)]
    right = [line for pieces in region for line in _side(pieces, middle, False)]
    grid = Grid(
        [
            GridCell(row, column, [Paragraph(piece.runs())])
            for row, pieces in enumerate(region)
            for column, piece in _numbered(pieces, middle)
        ]
    )
    cells = [
        GridCell(0, 0, [Paragraph(line.runs()) for line in left]),
        GridCell(0, 1, [Paragraph(line.runs()) for line in right]),
    ]
    if is_layout(cells) or len(region) < 3:
        yield left
        yield right
    else:
        yield grid


def _side(pieces: list[Line], middle: float, left: bool) -> list[Line]:
    """The pieces of a line on one side of the gap, as one line."""
    words = [word for piece in pieces if (piece.x0 < middle) == left for word in piece.words]
    return [pieces[0].of(words)] if words else []


def _numbered(pieces: list[Line], middle: float) -> Iterator[tuple[int, Line]]:
    """Pieces with their columns; what stands alone on the right is in the second."""
    for index, piece in enumerate(pieces):
        yield (index if index or piece.x0 < middle else 1), piece
