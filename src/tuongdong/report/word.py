"""
The Word layout of Decree 30/2020/NĐ-CP, for every paper that the program writes.

    paper      an empty document with page, styles and page numbers
    head       national title, issuer, number, place and date
    title      doctype and title with the rule below
    heading    I. / 1. / a) of reports
    paragraph  body text
    grid       a table whose head repeats on every page
    closing    recipients and signature

The measures are data (`decree30.toml`): `layout()` gives the decree's, `layout(path)` an office's own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import docx
import msgspec
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from msgspec import Struct

from tuongdong.read.archive import OWN_TABLE
from tuongdong.report.marks import LABEL, VALUES, Run
from tuongdong.text import printable

__all__ = [
    "Head",
    "Layout",
    "Signer",
    "addressees",
    "annex",
    "closing",
    "gap",
    "grid",
    "head",
    "heading",
    "hidden_text",
    "keep_end",
    "keep_together",
    "layout",
    "number_of",
    "paper",
    "paragraph",
    "place_and_date",
    "runs_into",
    "title",
    "two_signers",
    "width_mm",
]

_VALUE_COLOUR: Final = RGBColor(0x9C, 0x3D, 0x00)


class Page(Struct, frozen=True):
    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float


class Body(Struct, frozen=True):
    font: str
    size_pt: float
    first_line_cm: float
    after_pt: float
    line_spacing: float


class Sizes(Struct, frozen=True):
    page_number_pt: float
    nation_pt: float
    motto_pt: float
    parent_pt: float
    issuer_pt: float
    number_pt: float
    place_pt: float
    subject_pt: float
    doctype_pt: float
    title_pt: float
    recipients_pt: float
    recipient_pt: float
    signature_pt: float
    annex_pt: float
    table_pt: float


class Phrases(Struct, frozen=True):
    nation: str
    motto: str
    recipients: str


class Layout(Struct, frozen=True):
    """The measures and fixed phrases of the decree, or of an office."""

    page: Page
    body: Body
    sizes: Sizes
    words: Phrases


@lru_cache(maxsize=8)
def layout(path: Path | None = None) -> Layout:
    """The decree's layout, or that of an office's own file of the same shape."""
    source = path or Path(__file__).with_name("decree30.toml")
    return msgspec.toml.decode(source.read_bytes(), type=Layout)


# --- the document


def paper(rules: Layout, *, landscape: bool = False, subject: str = "") -> Any:
    """An empty document: A4, margins, body style, page numbers centred on top but for the first page; one across is a table, and says that it is ours."""
    document = docx.Document()
    _page(document.sections[0], rules, landscape=landscape)
    _style(document.styles["Normal"], rules)
    _number_pages(document.sections[0], rules)
    core = document.core_properties
    core.author, core.title, core.language = "", printable(subject)[:250], "vi-VN"
    core.keywords = OWN_TABLE if landscape else ""
    core.comments, core.created = "", datetime.now(UTC).replace(tzinfo=None)
    return document


def width_mm(rules: Layout, *, landscape: bool = False) -> float:
    """What the margins leave of the width."""
    across = rules.page.height_mm if landscape else rules.page.width_mm
    return across - rules.page.left_mm - rules.page.right_mm


def _page(section: Any, rules: Layout, *, landscape: bool) -> None:
    width, height = Mm(rules.page.width_mm), Mm(rules.page.height_mm)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(rules.page.top_mm), Mm(rules.page.bottom_mm)
    section.left_margin, section.right_margin = Mm(rules.page.left_mm), Mm(rules.page.right_mm)
    section.header_distance = section.footer_distance = Mm(10)


def _style(style: Any, rules: Layout) -> None:
    style.font.name, style.font.size = rules.body.font, Pt(rules.body.size_pt)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), rules.body.font)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = Pt(rules.body.after_pt)
    style.paragraph_format.line_spacing = rules.body.line_spacing


def _number_pages(section: Any, rules: Layout) -> None:
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run()
    run.font.size = Pt(rules.sizes.page_number_pt)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run._r.append(_field(kind, text))


def _field(kind: str | None, text: str | None) -> Any:
    if kind:
        element = OxmlElement("w:fldChar")
        element.set(qn("w:fldCharType"), kind)
        return element
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = text
    return element


# --- head


@dataclass(frozen=True)
class Head:
    """What stands above the title. A draft has no number and no date yet: the clerk gives them."""

    issuer: str
    parent: str | None = None
    code: str = ""
    """The type and issuer of the number: "BC-UBND"; of official letters "UBND-TH"."""
    number: str | None = None
    place: str | None = None
    day: date | None = None
    subject: str | None = None
    """What an official letter is about: "V/v ..." under the number."""


def head(document: Any, told: Head, rules: Layout) -> None:
    """Issuer and number on the left; national title, motto, place and date on the right."""
    width = width_mm(rules)
    table = document.add_table(rows=2, cols=2)
    table.autofit = False
    # LibreOffice goes by the columns, Word by the cells
    for column, share in zip(table.columns, (0.42, 0.58), strict=True):
        column.width = Mm(width * share)
    for row in table.rows:
        for cell, share in zip(row.cells, (0.42, 0.58), strict=True):
            cell.width = Mm(width * share)
    issuer, nation = table.rows[0].cells
    sizes = rules.sizes
    first = issuer.paragraphs[0]
    if told.parent:
        _centred(first, _whole(told.parent.upper()), sizes.parent_pt)
        first = issuer.add_paragraph()
    _centred(first, _whole(told.issuer.upper()), sizes.issuer_pt, bold=True)
    _rule(issuer.add_paragraph(), width * 0.42, 0.36)
    _centred(nation.paragraphs[0], rules.words.nation, sizes.nation_pt, bold=True)
    _centred(nation.add_paragraph(), rules.words.motto, sizes.motto_pt, bold=True)
    _rule(nation.add_paragraph(), width * 0.58, 0.62)
    numbered, dated = table.rows[1].cells
    _centred(numbered.paragraphs[0], number_of(told), sizes.number_pt)
    if told.subject:
        _centred(numbered.add_paragraph(), f"V/v {told.subject}", sizes.subject_pt)
    _centred(dated.paragraphs[0], place_and_date(told.place, told.day), sizes.place_pt, italic=True)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


# ỦY BAN NHÂN DÂN THÀNH PHỐ MÂY NGÀN; HỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM
_COMMITTEE_RE: Final = re.compile(r"(?P<body>(?:(?:Ủ|U)(?:Y|Ỷ) BAN|HỘI ĐỒNG) NHÂN DÂN) (?P<place>.+)")


def _whole(name: str) -> str:
    """
    A name in capitals that breaks, where it must, between the committee and its place alone.

    >>> _whole("ỦY BAN NHÂN DÂN THÀNH PHỐ MÂY NGÀN").replace("\\u00a0", "_")
    'ỦY_BAN_NHÂN_DÂN THÀNH_PHỐ_MÂY_NGÀN'
    """
    match = _COMMITTEE_RE.fullmatch(name)
    return " ".join(part.replace(" ", "\u00a0") for part in match.groups()) if match else name


def number_of(told: Head) -> str:
    """Số: 05/BC-UBND; of a draft, room for the number."""
    number = told.number.zfill(2) if told.number and told.number.isdigit() else told.number or "      "
    return f"Số: {number}/{told.code}" if told.code else f"Số: {number}"


def place_and_date(place: str | None, day: date | None) -> str:
    """
    The line of place and date; days below 10 and the months 1 and 2 have a leading zero.

    >>> place_and_date("Mây Ngàn", date(2026, 3, 5))
    'Mây Ngàn, ngày 05 tháng 3 năm 2026'
    >>> place_and_date("Mây Ngàn", date(2026, 2, 15))
    'Mây Ngàn, ngày 15 tháng 02 năm 2026'
    """
    where = f"{place}, " if place else ""
    if day is None:
        return f"{where}ngày     tháng     năm      "
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"{where}ngày {day.day:02} tháng {month} năm {day.year}"


def title(document: Any, doctype: str, text: str, rules: Layout, *, landscape: bool = False, note: str = "") -> None:
    """Doctype in capitals and title, bold and centred, a rule of a third of the width below; `note` in italics between."""
    if doctype:
        _centred(document.add_paragraph(), doctype.upper(), rules.sizes.doctype_pt, bold=True)
    if text:
        _centred(document.add_paragraph(), text, rules.sizes.title_pt, bold=True)
    if note:
        _centred(document.add_paragraph(), note, rules.sizes.place_pt, italic=True)
    _rule(document.add_paragraph(), width_mm(rules, landscape=landscape), 0.36)


def annex(document: Any, number: str, text: str, note: str, rules: Layout) -> None:
    """An annex on pages of its own, numbered apart: "Phụ lục I" ("Phụ lục" where it is the only one), its title in capitals, and what it goes with in italics."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    pages = OxmlElement("w:pgNumType")
    pages.set(qn("w:start"), "1")
    section._sectPr.append(pages)
    _centred(document.add_paragraph(), f"Phụ lục {number}".strip(), rules.sizes.annex_pt, bold=True)
    _centred(document.add_paragraph(), text.upper(), rules.sizes.annex_pt, bold=True)
    _centred(document.add_paragraph(), note, rules.sizes.place_pt, italic=True)
    _rule(document.add_paragraph(), width_mm(rules), 0.36)


def _centred(line: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.line_spacing = 1.0
    run = line.add_run(printable(text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _rule(line: Any, width: float, share: float) -> None:
    """An empty line with a rule below it, of a share of the width, in the middle."""
    line.paragraph_format.space_after = Pt(6)
    line.paragraph_format.line_spacing = Pt(4)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(width * (1 - share) / 2)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "000000")):
        bottom.set(qn(name), value)
    borders.append(bottom)
    line._p.get_or_add_pPr().append(borders)


# --- body


def paragraph(document: Any, text: str | Sequence[Run], rules: Layout, *, italic: bool = False) -> Any:
    """A justified paragraph with its first line set in."""
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    line.paragraph_format.first_line_indent = Cm(rules.body.first_line_cm)
    runs_into(line, [Run(text, "")] if isinstance(text, str) else text)
    for run in line.runs:
        run.italic = italic or run.italic
    return line


def heading(document: Any, text: str, rules: Layout, level: int = 1) -> Any:
    """A heading of reports: level 1 (I.) bold capitals, level 2 (1.) bold, level 3 (a)) bold italic."""
    line = document.add_paragraph()
    line.paragraph_format.first_line_indent = Cm(rules.body.first_line_cm)
    line.paragraph_format.keep_with_next = True
    run = line.add_run(printable(text.upper() if level == 1 else text))
    run.bold, run.italic = True, level == 3
    return line


def runs_into(line: Any, told: Iterable[Run], size: float | None = None) -> None:
    """Runs at the end of a paragraph: names bold, values that differ bold and coloured, other words that differ underlined."""
    for one in told:
        run = line.add_run(printable(one.text))
        if size is not None:
            run.font.size = Pt(size)
        if one.kind in VALUES or one.kind == LABEL:
            run.bold = True
        elif one.kind:
            run.underline = True
        if one.kind in VALUES:
            run.font.color.rgb = _VALUE_COLOUR


def hidden_text(line: Any, text: str) -> None:
    """Text that stays with its row but is neither shown nor printed."""
    run = line.add_run(printable(text))
    run.font.hidden = True
    run.font.size = Pt(1)


def grid(document: Any, heads: Sequence[str], widths: Sequence[float], rows: int, rules: Layout) -> Any:
    """A bordered table of fixed widths (mm) whose head repeats on every page; `rows` empty rows below it."""
    table = document.add_table(rows=rows + 1, cols=len(heads))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Mm(width)
    _pad(table, 1.0)
    top = table.rows[0]
    for cell, text in zip(top.cells, heads, strict=True):
        _centred(cell.paragraphs[0], text, rules.sizes.table_pt, bold=True)
    keep_together(top)
    top._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def gap(document: Any) -> None:
    """The line that Word wants below a table, as low as can be: a taller one can fall on a page of its own."""
    line = document.add_paragraph()
    line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(0), Pt(6)
    line.add_run().font.size = Pt(1)


def keep_end(document: Any) -> None:
    """Holds the last lines, or a table's last row, to what follows: a signature never stands on a page by itself."""
    for block in list(document.iter_inner_content())[-2:]:
        lines = (
            [line for cell in block.rows[-1].cells for line in cell.paragraphs] if hasattr(block, "rows") else [block]
        )
        for line in lines:
            line.paragraph_format.keep_with_next = True


def keep_together(row: Any) -> None:
    """A row that no page break goes through."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _pad(table: Any, millimetres: float) -> None:
    """The room between rules and words at the sides of each cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        edge = OxmlElement(side)
        edge.set(qn("w:w"), str(round(millimetres * 56.7)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)


# --- end


@dataclass(frozen=True)
class Signer:
    """Who signs: in which form (TM., KT., TL., TUQ., Q.), as what, and by what name."""

    position: str
    name: str = ""
    form: str | None = None
    """The line above the position: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"."""


def addressees(document: Any, names: Sequence[str], rules: Layout) -> None:
    """Kính gửi: one agency on the line itself, several a dash each below it."""
    single = len(names) == 1
    line = document.add_paragraph()
    _centred(line, f"Kính gửi: {names[0]}" if single else "Kính gửi:", rules.body.size_pt)
    for at, name in enumerate(() if single else names):
        mark = "." if at == len(names) - 1 else ";"
        below = document.add_paragraph()
        below.paragraph_format.left_indent, below.paragraph_format.space_after = Cm(5), Pt(0)
        runs_into(below, [Run(f"- {name}{mark}", "")])
    document.paragraphs[-1].paragraph_format.space_after = Pt(12)


def two_signers(document: Any, left: Signer, right: Signer, rules: Layout) -> None:
    """The signatures of minutes: the hosts' on the left, the guests' on the right."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, one in zip(table.rows[0].cells, (left, right), strict=True):
        cell.width = Mm(width_mm(rules) / 2)
        _signature(cell, one, rules)
    keep_together(table.rows[0])


def closing(document: Any, recipients: Sequence[str], signer: Signer, rules: Layout) -> None:
    """Recipients on the left, signature on the right, room for the seal between position and name."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width = right.width = Mm(width_mm(rules) / 2)
    first = left.paragraphs[0]
    run = first.add_run(rules.words.recipients)
    run.bold, run.italic, run.font.size = True, True, Pt(rules.sizes.recipients_pt)
    first.paragraph_format.space_after = Pt(0)
    for at, one in enumerate(recipients):
        line = left.add_paragraph()
        line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(0), 1.0
        mark = "." if at == len(recipients) - 1 else ";"
        line.add_run(printable(f"- {one.rstrip('.;')}{mark}")).font.size = Pt(rules.sizes.recipient_pt)
    _signature(right, signer, rules)


def _signature(cell: Any, signer: Signer, rules: Layout) -> None:
    """Form, position, room for the seal, name."""
    line = cell.paragraphs[0]
    if signer.form:
        _centred(line, signer.form.upper(), rules.sizes.signature_pt, bold=True)
        line = cell.add_paragraph()
    _centred(line, signer.position.upper(), rules.sizes.signature_pt, bold=True)
    for _ in range(4):
        _centred(cell.add_paragraph(), "", rules.sizes.signature_pt)
    _centred(cell.add_paragraph(), signer.name, rules.sizes.signature_pt, bold=True)
