"""Coverage in Word, in the layout of Decree 30/2020/NĐ-CP: the office's table, which comes back in, and two localities."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from docx.table import _Cell
from msgspec.structs import replace

from tuongdong.coverage.listing import FIELDS, Entry, Listing
from tuongdong.files import whole_file
from tuongdong.report import word
from tuongdong.report.coverage.lines import beside_heads, beside_lines
from tuongdong.report.coverage.reading import Unread, key_text
from tuongdong.report.coverage.view import BesideView
from tuongdong.report.coverage.words import say
from tuongdong.report.marks import LABEL, Run
from tuongdong.report.word_cells import fill

__all__ = ["write_beside_word", "write_listing_word"]

_SIZE: Final = 10  # of letters in a table of twelve columns
_WIDTHS: Final = (11, 27, 44, 22, 19, 18, 33, 19, 19, 19, 17, 16)
_EXTRA_WIDTH: Final = 18
_BESIDE_SIZE: Final = 11
_BESIDE_WIDTHS: Final = (12, 44, 44, 44, 44, 28, 40)


def write_listing_word(
    listing: Listing, path: Path, lang: str = "vi", unread: Sequence[Unread] = (), note: str = ""
) -> None:
    """The table at `path`, whole or not at all; rows that could not be read are in an annex."""
    document = _paper(listing.title, note)
    extras = listing.extras
    heads = [*(say(f"col_{name}", lang) for name in ("number", *FIELDS)), *extras]
    lines = _lines(listing)
    grid = _grid(document, heads, [*_WIDTHS, *([_EXTRA_WIDTH] * len(extras))], len(lines), _SIZE)
    number = 0
    for line, row in zip(lines, list(grid.rows)[1:], strict=True):
        if isinstance(line, str):
            fill(row.cells[0].merge(row.cells[-1]), [Run(line, LABEL)], _SIZE)
            continue
        number += 1
        _entry(row, number, line, extras)
    if unread:
        _unread(document, unread, lang)
    with whole_file(path) as scratch:
        document.save(str(scratch))


def _lines(listing: Listing) -> list[Entry | str]:
    """The rows, and before the first of each group its heading."""
    lines: list[Entry | str] = []
    group = ""
    for entry in listing.entries:
        lines += [entry.group, entry] if entry.group and entry.group != group else [entry]
        group = entry.group
    return lines


def _entry(row: Any, number: int, entry: Entry, extras: Sequence[str]) -> None:
    added = dict(entry.extra)
    texts = [str(number), *(getattr(entry, field) for field in FIELDS), *(added.get(head, "") for head in extras)]
    # row.cells walks the whole table for each row
    for cell, text in zip(row._tr.tc_lst, texts, strict=True):
        fill(_Cell(cell, row), [Run(text, "")], _SIZE)
    word.hidden_text(_Cell(row._tr.tc_lst[0], row).paragraphs[0], key_text(entry))


def _paper(title: str, note: str) -> Any:
    rules = word.layout()
    document = word.paper(rules, landscape=True, subject=title)
    word.title(document, "", title, rules, landscape=True, note=note)
    return document


def _grid(document: Any, heads: Sequence[str], widths: Sequence[float], rows: int, size: float) -> Any:
    """A table across the paper, its columns in these proportions."""
    rules = word.layout()
    across = word.width_mm(rules, landscape=True)
    scaled = [width * across / sum(widths) for width in widths]
    return word.grid(document, heads, scaled, rows, replace(rules, sizes=replace(rules.sizes, table_pt=size)))


def _unread(document: Any, unread: Sequence[Unread], lang: str) -> None:
    document.add_page_break()
    word.title(document, say("unread", lang), "", word.layout(), landscape=True, note=say("unread_note", lang))
    grid = _grid(document, [say("where", lang), say("text", lang)], [40, 200], len(unread), _BESIDE_SIZE)
    for one, row in zip(unread, list(grid.rows)[1:], strict=True):
        for cell, text in zip(row._tr.tc_lst, one, strict=True):
            fill(_Cell(cell, row), [Run(text, "")], _BESIDE_SIZE)


def write_beside_word(view: BesideView, path: Path, lang: str = "vi", note: str = "") -> None:
    """Two localities side by side at `path`, whole or not at all."""
    document = _paper(say("title_beside", lang), note)
    lines = beside_lines(view, lang)
    grid = _grid(document, beside_heads(view, lang), _BESIDE_WIDTHS, len(lines), _BESIDE_SIZE)
    for at, (line, row) in enumerate(zip(lines, list(grid.rows)[1:], strict=True), start=1):
        cells = [(Run(str(at), ""),), *line]
        for cell, told in zip(row._tr.tc_lst, cells, strict=True):
            fill(_Cell(cell, row), told, _BESIDE_SIZE)
    with whole_file(path) as scratch:
        document.save(str(scratch))
