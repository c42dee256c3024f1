"""
A paper as a value, before it is Word: head, blocks, who signs.

    Paper -> write_paper(paper, path)      Word in the layout of Decree 30/2020/NĐ-CP
"""

import datetime as dt
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from docx.shared import Pt

from tuongdong.files import whole_file
from tuongdong.report import word
from tuongdong.report.marks import Run
from tuongdong.text import capital

__all__ = [
    "Addressees",
    "Annex",
    "Bases",
    "Grid",
    "Heading",
    "Lines",
    "Paper",
    "Text",
    "as_html",
    "write_paper",
]


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Lines:
    """One dash each."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Bases:
    """Legal bases in italics: each ends with a semicolon, the last with a full stop."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Addressees:
    """Kính gửi: ..."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Annex:
    """On a page of its own: Phụ lục with a Roman number, and its title."""

    number: str
    title: str


Block = Text | Heading | Lines | Bases | Addressees | Grid | Annex


@dataclass(frozen=True)
class Paper:
    head: word.Head | None
    """None for a news item, which is no administrative paper."""
    doctype: str
    """"" for official letters, whose subject stands under the number."""
    title: str
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    signer: word.Signer
    second: word.Signer | None = None
    """The other side's, of minutes."""
    annexes: tuple[Block, ...] = field(default=())
    day: dt.date | None = None


def write_paper(paper: Paper, path: Path, rules: word.Layout | None = None) -> None:
    """The whole file or what was there before."""
    rules = rules or word.layout()
    document = word.paper(rules, subject=paper.title or (paper.head.subject if paper.head else None) or "")
    if paper.head:
        word.head(document, paper.head, rules)
    if paper.doctype or paper.title:
        word.title(document, paper.doctype, paper.title, rules)
    for block in paper.blocks:
        _put(document, block, rules)
    if paper.head is None:
        pass
    elif paper.second:
        word.keep_end(document)
        word.two_signers(document, paper.second, paper.signer, rules)
    else:
        word.keep_end(document)
        word.closing(document, paper.recipients, paper.signer, rules)
    for block in paper.annexes:
        _put(document, block, rules, _goes_with(paper))
    with whole_file(path) as file:
        document.save(str(file))


def _goes_with(paper: Paper) -> str:
    """(Kèm theo Thông báo số 05/TB-UBND ngày 09 tháng 3 năm 2026 của Sở Tài chính); of a draft, room for number and day."""
    head = paper.head
    if head is None:
        return ""
    day = word.place_and_date(None, head.day)
    number = word.number_of(head)
    return f"(Kèm theo {paper.doctype or 'Công văn'} {number.replace('Số:', 'số')} {day} của {head.issuer})"


def _marks(lines: tuple[str, ...]) -> tuple[str, ...]:
    """A semicolon each, a full stop for the last."""
    return (*(";" for _line in lines[1:]), ".")[-len(lines) :] if lines else ()


def _put(document: Any, block: Block, rules: word.Layout, note: str = "") -> None:
    match block:
        case Text(text):
            word.paragraph(document, text, rules)
        case Heading(text, level):
            word.heading(document, text, rules, level)
        case Lines(lines):
            for line, mark in zip(lines, _marks(lines), strict=True):
                word.paragraph(document, f"- {capital(line).rstrip(' .;')}{'' if line == '…' else mark}", rules)
        case Bases(lines):
            for line, mark in zip(lines, _marks(lines), strict=True):
                word.paragraph(
                    document, f"Căn cứ {line.removeprefix('Căn cứ ').rstrip(' .;')}{mark}", rules, italic=True
                )
        case Addressees(names):
            word.addressees(document, tuple(capital(name) for name in names), rules)
        case Grid():
            _grid(document, block, rules)
        case Annex(number, title):
            word.annex(document, number, title, note, rules)


def _grid(document: Any, block: Grid, rules: word.Layout) -> None:
    width = word.width_mm(rules)
    table = word.grid(document, block.heads, [width * share for share in block.shares], len(block.rows), rules)
    for cells, told in zip(table.rows[1:], block.rows, strict=True):
        word.keep_together(cells)
        for cell, text in zip(cells.cells, told, strict=True):
            line = cell.paragraphs[0]
            line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(0), 1.0
            word.runs_into(line, [Run(text, "")], rules.sizes.table_pt)
    word.gap(document)


def as_html(paper: Paper) -> str:
    """A news item as a plain article, ready to be pasted into a web page."""
    parts = [f"<p>{escape(block.text)}</p>" for block in paper.blocks if isinstance(block, Text)]
    return f'<article lang="vi">\n<h1>{escape(paper.title)}</h1>\n' + "\n".join(parts) + "\n</article>\n"
