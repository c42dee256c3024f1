"""
The form of a Word paper, held against Decree 30/2020/NĐ-CP, Annex I.

    official(document, text, rules, issued)    page, letters, head, legal bases, recipients
    page_and_letters(document, rules)          of a paper without a head: page and letters alone

Every section's page, every run's font and colour (in tables and headers, too); sizes where the decree gives one size: the
paragraphs of the body.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from docx.oxml.ns import qn

from tuongdong.models import Finding, Severity, finding
from tuongdong.report.word import Layout
from tuongdong.text import fold

__all__ = ["official", "page_and_letters"]

_EMU_MM: Final = 36000
# What the decree allows, in millimetres.
_MARGINS: Final[Mapping[str, tuple[str, float, float]]] = {
    "top_margin": ("trên", 20, 25),
    "bottom_margin": ("dưới", 20, 25),
    "left_margin": ("trái", 30, 35),
    "right_margin": ("phải", 15, 20),
}
_BODY_PT: Final = (13.0, 14.0)
_BLACK: Final = ("000000", "auto")
_LONG: Final = 60
"""A paragraph of so many letters is of the body: a title or a label may be set smaller."""
_SHEET: Final = 3500
"""More letters than one sheet holds: such a paper has numbered pages."""


def official(document: Any, text: str, rules: Layout, *, issued: bool) -> Iterator[Finding]:
    yield from page_and_letters(document, rules)
    yield from _page_numbers(document, text)
    yield from _heads(text, rules, issued=issued)
    yield from _letter(text)
    yield from _bases(text)


def page_and_letters(document: Any, rules: Layout) -> Iterator[Finding]:
    yield from dict.fromkeys(chain.from_iterable(_page(section) for section in document.sections))
    yield from _letters(document, rules)


def _page(section: Any) -> Iterator[Finding]:
    size = sorted((round(section.page_width / _EMU_MM), round(section.page_height / _EMU_MM)))
    if size != [210, 297]:
        yield finding("paper_size", size=f"{size[0]} × {size[1]} mm")
    for name, (side, least, most) in _MARGINS.items():
        value = round(getattr(section, name) / _EMU_MM, 1)
        if not least - 0.5 <= value <= most + 0.5:
            yield finding("paper_margin", side=side, value=value, least=least, most=most)


# --- letters


def _letters(document: Any, rules: Layout) -> Iterator[Finding]:
    """Fonts and colours of all that is written; sizes of the body."""
    fonts: set[str] = set()
    colours: set[str] = set()
    sizes: set[float] = set()
    for line in _written(document):
        style = line.style
        for run in line.runs:
            if not run.text.strip():
                continue
            fonts.add(run.font.name or _styled(style, "name") or "")
            colours.add(_colour(run) or "auto")
            if len(line.text) >= _LONG and not _in_table(line):
                size = run.font.size or _styled(style, "size")
                sizes.add(size.pt if size else _BODY_PT[0])
    for name in sorted(fonts - {rules.body.font, ""}):
        yield finding("paper_font", name=name, wanted=rules.body.font)
    for colour in sorted(colours - set(_BLACK)):
        yield finding("paper_colour", colour=f"#{colour}")
    for points in sorted(one for one in sizes if not _BODY_PT[0] <= one <= _BODY_PT[1]):
        yield finding("paper_size_pt", size=f"{points:g}")


def _written(document: Any) -> Iterator[Any]:
    """Every paragraph: of the body, of tables in it and of headers and footers."""
    from docx.text.paragraph import Paragraph

    parts = [document.element.body]
    for section in document.sections:
        parts += [part._element for part in (section.header, section.footer) if not part.is_linked_to_previous]
    for part in parts:
        for element in part.iter(qn("w:p")):
            yield Paragraph(element, document._body)


def _in_table(line: Any) -> bool:
    return next(line._p.iterancestors(qn("w:tbl")), None) is not None


def _styled(style: Any, what: str) -> Any:
    """What a paragraph's style says, or those that it is built upon."""
    while style is not None:
        if (value := getattr(style.font, what)) is not None:
            return value
        style = style.base_style
    return None


def _colour(run: Any) -> str:
    told = run.font.color.rgb if run.font.color and run.font.color.type is not None else None
    return str(told) if told is not None else ""


def _page_numbers(document: Any, text: str) -> Iterator[Finding]:
    """A paper of more than one page has its number centred in the top margin."""
    tops = [section.header for section in document.sections]
    numbered = any(
        "PAGE" in (element.text or "") for top in tops for element in top._element.iter(qn("w:instrText"))
    ) or any(
        "PAGE" in element.get(qn("w:instr"), "") for top in tops for element in top._element.iter(qn("w:fldSimple"))
    )
    if len(text) > _SHEET and not numbered:
        yield finding("paper_page_number")


# --- head and foot

_NUMBER_RE: Final = re.compile(r"^Số: *(?P<number>\d*) *(?P<code>/?[^\n]*)$", re.M)
# /BC, /KH: the type of document, and nobody who issues it
_DOCTYPE_RE: Final = re.compile(r"^/(?:[A-ZĐ]{2}|NQLT|CTr|TTr|HĐ|GM|GGT|GNP|PC|PB)(?![\wĐ])")
_DATE_RE: Final = re.compile(r"ngày *(?P<day>\d*) *tháng *(?P<month>\d*) *năm *(?P<year>\d*)\s*$", re.M)


def _heads(text: str, rules: Layout, *, issued: bool) -> Iterator[Finding]:
    if fold(rules.words.nation) not in fold(text):
        yield finding("paper_nation", Severity.ERROR)
    if fold(rules.words.motto) not in fold(text):
        yield finding("paper_motto", Severity.ERROR)
    number, day = _NUMBER_RE.search(text), _DATE_RE.search(text)
    if not number:
        yield finding("paper_number_missing", Severity.ERROR)
    elif issued and not number["number"]:
        yield finding("paper_number_blank", Severity.ERROR)
    elif len(number["number"]) == 1:
        yield finding("paper_leading_zero", what=f"số {number['number']}")
    if number and not _tells_issuer(number["code"], issued=issued):
        yield finding("paper_code", sign=number["code"].strip() or "…")
    if day:
        yield from _day(day, issued=issued)
    elif issued:
        yield finding("paper_day_missing", Severity.ERROR)
    if "Nơi nhận" not in text and "BIÊN BẢN" not in text:
        yield finding("paper_recipients")
    elif "Nơi nhận" in text and not re.search(r"Lưu: ?(?:VT|Văn thư)", text):
        yield finding("paper_archive")


def _tells_issuer(code: str, *, issued: bool) -> bool:
    """/BC-SXD; of a draft also /BC-……, for somebody to fill in."""
    issuer = _DOCTYPE_RE.sub("", code)
    return bool(re.search(r"[A-ZĐ]{2,}", issuer) or (not issued and re.search(r"(?:…|\.{3}) *$", issuer)))


def _day(match: re.Match[str], *, issued: bool) -> Iterator[Finding]:
    if not (match["day"] and match["month"] and match["year"]):
        if issued:
            yield finding("paper_day_missing", Severity.ERROR)
        return
    try:
        dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        yield finding("paper_day_impossible", Severity.ERROR, day=match[0].strip())
    if len(match["day"]) == 1:
        yield finding("paper_leading_zero", what=f"ngày {match['day']}")
    if match["month"] in ("1", "2"):
        yield finding("paper_leading_zero", what=f"tháng {match['month']}")


# V/v đăng ký làm việc
_LETTER_RE: Final = re.compile(r"^V/v ", re.M)


def _letter(text: str) -> Iterator[Finding]:
    """An official letter says to whom it goes."""
    if _LETTER_RE.search(text[:1500]) and "Kính gửi" not in text:
        yield finding("paper_addressee")


def _bases(text: str) -> Iterator[Finding]:
    """Each legal basis ends with a semicolon, the last with a full stop."""
    lines = [line for line in text.split("\n") if line.startswith("Căn cứ ")]
    for at, line in enumerate(lines):
        wanted = "." if at == len(lines) - 1 else ";"
        if not line.rstrip().endswith(wanted) and not (wanted == "." and line.rstrip().endswith(";")):
            yield finding("paper_basis_mark", text=line[:60], mark=wanted)
