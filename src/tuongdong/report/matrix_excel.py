"""The matrix as an Excel workbook: policies by localities, and every provision with its value. Everything is text or number."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from tuongdong.report.files import whole_file
from tuongdong.report.matrix import Cell, Matrix
from tuongdong.report.matrix_words import say
from tuongdong.text import printable

__all__ = ["write_matrix_excel"]

_EPOCH: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, so that the same view gives the same bytes
_LONGEST: Final = 32_000  # Excel refuses more than 32,767 characters


def write_matrix_excel(view: Matrix, path: Path, lang: str = "vi") -> None:
    """Two sheets at `path`, whole or not at all; the same bytes for the same view."""
    with whole_file(path) as scratch:
        book = xlsxwriter.Workbook(str(scratch), {"in_memory": True})
        book.set_properties({"created": _EPOCH})
        styles = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "doubt": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FBF0DC"}),
            "has": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#E6F1EA"}),
        }
        _policies(book.add_worksheet(say("policies", lang)), view, styles, lang)
        _members(book.add_worksheet(say("members", lang)), view, styles, lang)
        book.close()


def _policies(sheet: Any, view: Matrix, styles: dict[str, Any], lang: str) -> None:
    heads = [say("policy", lang), say("field", lang), say("since", lang), say("firsts", lang), *view.localities]
    _heads(sheet, heads, styles)
    sheet.set_column(0, 0, 50)
    sheet.set_column(1, len(heads), 16)
    for at, policy in enumerate(view.policies, start=1):
        for column, words in enumerate((policy.label, policy.field, policy.since, policy.first)):
            _write(sheet, at, column, words, styles["text"])
        for column, name in enumerate(view.localities, start=4):
            if cell := policy.cells.get(name):
                _write(sheet, at, column, _told(cell), styles["has" if cell.sure else "doubt"])
    sheet.autofilter(0, 0, max(1, len(view.policies)), len(heads) - 1)


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


def _members(sheet: Any, view: Matrix, styles: dict[str, Any], lang: str) -> None:
    heads = ["family", "policy", "locality", "number", "place", "day", "value", "scope", "decides", "doubtful", "text"]
    _heads(sheet, [say(head, lang) for head in heads], styles)
    sheet.set_column(0, 9, 18)
    sheet.set_column(10, 10, 90)
    at = 0
    for policy in view.policies:
        for name, cell in policy.cells.items():
            for m in cell.members:
                at += 1
                row = (
                    policy.family,
                    policy.label,
                    name,
                    m.document,
                    m.eid,
                    m.day,
                    m.value,
                    m.scope,
                    m.decides,
                    m.doubt,
                    m.text,
                )
                for column, words in enumerate(row):
                    _write(sheet, at, column, words, styles["text"])
    sheet.autofilter(0, 0, max(1, at), len(heads) - 1)


def _heads(sheet: Any, heads: list[str], styles: dict[str, Any]) -> None:
    for column, words in enumerate(heads):
        _write(sheet, 0, column, words, styles["head"])
    sheet.freeze_panes(1, 1)


def _write(sheet: Any, row: int, column: int, words: str, style: Any) -> None:
    sheet.write_string(row, column, printable(words)[:_LONGEST], style)
