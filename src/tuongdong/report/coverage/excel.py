"""Coverage in Excel: the office's table, which comes back in, and two localities side by side."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tuongdong.coverage.listing import FIELDS, Entry, Listing
from tuongdong.files import whole_file
from tuongdong.report.book import HEAD, KEY_HEAD, PEOPLE, Book, height, let_rows_grow
from tuongdong.report.coverage.lines import BesideLine, beside_heads, beside_lines
from tuongdong.report.coverage.reading import Unread, key_text
from tuongdong.report.coverage.view import BesideView
from tuongdong.report.coverage.words import say

__all__ = ["write_beside_excel", "write_listing_excel"]

_HEAD_ROW: Final = 3
_WIDTHS: Final = (6, 26, 50, 24, 22, 22, 40, 13, 13, 13, 18, 28)
_EXTRA_WIDTH: Final = 28
_BESIDE_WIDTHS: Final = (6, 44, 44, 44, 44, 26, 40)
_CENTRED: Final = {"align": "center", "valign": "vcenter"}
_OF_PEOPLE: Final = frozenset(("lead", "with_", "note"))


def write_listing_excel(
    listing: Listing, path: Path, lang: str = "vi", unread: Sequence[Unread] = (), note: str = ""
) -> None:
    """The table at `path`, whole or not at all; rows that could not be read are on a page of their own."""
    with whole_file(path) as scratch:
        book = Book(scratch)
        _listing(book, listing, lang, note)
        if unread:
            _unread(book, unread, lang)
        book.book.close()
        let_rows_grow(scratch)


def _listing(book: Book, listing: Listing, lang: str, note: str) -> None:
    extras = listing.extras
    heads = [say(f"col_{name}", lang) for name in ("number", *FIELDS)]
    sheet = _titled(book, "Danh mục", listing.title, note, len(heads) - 1)
    for column, text in enumerate([*heads, KEY_HEAD, *extras]):
        book.text(sheet, _HEAD_ROW, column, text, book.style(**HEAD))
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(len(heads), len(heads), None, None, {"hidden": True})
    sheet.set_column(len(heads) + 1, len(heads) + 1 + len(extras), _EXTRA_WIDTH)
    at, group = _HEAD_ROW + 1, ""
    for number, entry in enumerate(listing.entries, start=1):
        if entry.group != group and entry.group:
            sheet.merge_range(at, 0, at, len(heads) - 1, "", book.style(bold=True, border=1))
            book.text(sheet, at, 0, entry.group, book.style(bold=True, border=1))
            at += 1
        group = entry.group
        _entry(book, sheet, at, number, entry, extras)
        at += 1
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.repeat_rows(_HEAD_ROW)
    if listing.entries:
        sheet.autofilter(_HEAD_ROW, 0, at - 1, len(heads) - 1)


def _entry(book: Book, sheet: Any, row: int, number: int, entry: Entry, extras: Sequence[str]) -> None:
    texts = [getattr(entry, field) for field in FIELDS]
    sheet.set_row(row, height(texts, _WIDTHS[1:]))
    sheet.write_number(row, 0, number, book.style(border=1, align="center"))
    for column, (field, text) in enumerate(zip(FIELDS, texts, strict=True), start=1):
        look = book.style(**PEOPLE) if field in _OF_PEOPLE else book.style(border=1)
        book.text(sheet, row, column, text, look)
    book.text(sheet, row, len(_WIDTHS), key_text(entry), book.style())
    added = dict(entry.extra)
    for column, head in enumerate(extras, start=len(_WIDTHS) + 1):
        book.text(sheet, row, column, added.get(head, ""), book.style(**PEOPLE))


def _titled(book: Book, name: str, title: str, note: str, last: int) -> Any:
    sheet = book.sheet(name)
    sheet.merge_range(0, 0, 0, last, "", book.style(bold=True, font_size=14, **_CENTRED))
    book.text(sheet, 0, 0, title, book.style(bold=True, font_size=14, **_CENTRED))
    sheet.set_row(0, 36)
    sheet.merge_range(1, 0, 1, last, "", book.style(italic=True, **_CENTRED))
    book.text(sheet, 1, 0, note, book.style(italic=True, **_CENTRED))
    sheet.set_row(_HEAD_ROW, 36)
    return sheet


def _unread(book: Book, unread: Sequence[Unread], lang: str) -> None:
    sheet = _titled(book, say("unread", lang), say("unread", lang), say("unread_note", lang), 1)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110)
    for column, code in enumerate(("where", "text")):
        book.text(sheet, _HEAD_ROW, column, say(code, lang), book.style(**HEAD))
    for at, one in enumerate(unread, start=_HEAD_ROW + 1):
        for column, text in enumerate(one):
            book.text(sheet, at, column, text, book.style(border=1))


# --- side by side


def write_beside_excel(view: BesideView, path: Path, lang: str = "vi", note: str = "") -> None:
    """Two localities side by side at `path`, whole or not at all."""
    with whole_file(path) as scratch:
        book = Book(scratch)
        heads = beside_heads(view, lang)
        sheet = _titled(book, "Hai địa phương", say("title_beside", lang), note, len(heads) - 1)
        for column, (text, width) in enumerate(zip(heads, _BESIDE_WIDTHS, strict=True)):
            book.text(sheet, _HEAD_ROW, column, text, book.style(**HEAD))
            sheet.set_column(column, column, width)
        lines = beside_lines(view, lang)
        for at, line in enumerate(lines, start=1):
            _beside_line(book, sheet, at, line)
        sheet.freeze_panes(_HEAD_ROW + 1, 2)
        sheet.repeat_rows(_HEAD_ROW)
        if lines:
            sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(lines), len(heads) - 1)
        book.book.close()
        let_rows_grow(scratch)


def _beside_line(book: Book, sheet: Any, at: int, line: BesideLine) -> None:
    row = _HEAD_ROW + at
    sheet.set_row(row, height(["".join(run.text for run in cell) for cell in line], _BESIDE_WIDTHS[1:]))
    sheet.write_number(row, 0, at, book.style(border=1, align="center"))
    for column, told in enumerate(line, start=1):
        book.rich(sheet, row, column, told, book.style(border=1))
