"""The matrix as an Excel workbook: policies by localities, every provision with its value, documents by topic."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from tuongdong.eids import place_words
from tuongdong.files import whole_file
from tuongdong.report.book import HEAD, Book, height, let_rows_grow
from tuongdong.report.matrix import Cell, Matrix, field_words
from tuongdong.report.matrix_words import decider_words, say
from tuongdong.report.topics import Topics
from tuongdong.text import day_words

__all__ = ["write_matrix_excel"]

_EPOCH: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, so that the same view gives the same bytes
_POLICY, _FACT, _TEXT = 50, 16, 90
"""Widths of columns: a policy's name, a fact, the words of a provision."""
_ACROSS: Final = 12
"""Columns that a page across still shows so that they can be read."""


def write_matrix_excel(view: Matrix, path: Path, lang: str = "vi", beside: Topics | None = None) -> None:
    """A sheet of policies, one of provisions, and one of topics where they are given, at `path`, whole or not at all; the same bytes for the same view."""
    with whole_file(path) as scratch:
        book = Book(scratch, created=_EPOCH)
        _policies(book, view, lang)
        _members(book, view, lang)
        if beside:
            _topics(book, beside, lang)
        book.book.close()
        let_rows_grow(scratch)


def _policies(book: Book, view: Matrix, lang: str) -> None:
    heads = [say("policy", lang), say("field", lang), say("since", lang), say("firsts", lang), *view.localities]
    widths = [_POLICY] + [_FACT] * (len(heads) - 1)
    sheet = _sheet(book, say("policies", lang), heads, widths)
    plain, has, doubt = (
        book.style(border=1, **look) for look in ({}, {"bg_color": "#E6F1EA"}, {"bg_color": "#FBF0DC"})
    )
    for at, policy in enumerate(view.policies, start=1):
        cells = [policy.cells.get(name) for name in view.localities]
        words = [
            policy.label,
            field_words(policy.field, lang),
            day_words(policy.since) if policy.since else "",
            ", ".join(policy.first),
            *(_told(cell) if cell else "" for cell in cells),
        ]
        styles = [plain] * 4 + [(has if cell.sure else doubt) if cell else plain for cell in cells]
        _row(book, sheet, at, words, styles, widths)
    sheet.autofilter(0, 0, max(1, len(view.policies)), len(heads) - 1)


def _sheet(book: Book, name: str, heads: list[str], widths: list[int]) -> Any:
    """A sheet with its head, which stays in sight and on every page."""
    sheet = book.sheet(name)
    sheet.fit_to_pages(-(-len(heads) // _ACROSS), 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _row(book, sheet, 0, heads, [book.style(**HEAD)] * len(heads), widths)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    return sheet


def _row(book: Book, sheet: Any, at: int, words: list[str], styles: list[Any], widths: list[int]) -> None:
    sheet.set_row(at, height(words, widths))
    for column, (text, style) in enumerate(zip(words, styles, strict=True)):
        book.text(sheet, at, column, text, style)


def _told(cell: Cell) -> str:
    """≤ 70 % (24/04/2017); ≤ 120 % (19/02/2025: đường sắt đô thị)"""
    if not cell.sure:
        return "?"
    several = len(cell.values) > 1
    parts = [
        m.value + (f" ({': '.join(part for part in (m.day, m.scope) if part)})" if several or m.scope else "")
        for m in cell.values
    ]
    return "; ".join(parts) or "●"


def _members(book: Book, view: Matrix, lang: str) -> None:
    heads = ["family", "policy", "locality", "number", "place", "day", "value", "scope", "decides", "doubtful", "text"]
    widths = [_FACT, _POLICY, *[_FACT] * (len(heads) - 3), _TEXT]
    sheet = _sheet(book, say("members", lang), [say(head, lang) for head in heads], widths)
    plain, at = book.style(border=1), 0
    for policy in view.policies:
        for name, cell in policy.cells.items():
            for m in cell.members:
                at += 1
                said = [
                    m.document,
                    place_words(m.eid, lang),
                    m.day,
                    m.value,
                    m.scope,
                    decider_words(m.decides, lang),
                    m.doubt,
                    m.text,
                ]
                _row(book, sheet, at, [policy.family, policy.label, name, *said], [plain] * len(heads), widths)
    sheet.autofilter(0, 0, max(1, at), len(heads) - 1)


def _topics(book: Book, view: Topics, lang: str) -> None:
    heads = ["topic", "field", "locality", "number", "day", "doubtful", "title_of"]
    widths = [_POLICY, *[_FACT] * (len(heads) - 2), _TEXT]
    sheet = _sheet(book, say("topics_title", lang), [say(head, lang) for head in heads], widths)
    plain, at = book.style(border=1), 0
    for topic in view.topics:
        for paper in topic.papers:
            at += 1
            said = [", ".join(paper.localities), paper.document, paper.day, paper.doubt, paper.title]
            _row(book, sheet, at, [topic.label, field_words(topic.field, lang), *said], [plain] * len(heads), widths)
    sheet.autofilter(0, 0, max(1, at), len(heads) - 1)
