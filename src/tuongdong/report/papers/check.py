"""
The checker of Word papers: layout against Decree 30/2020/NĐ-CP, and what the paper says of other documents.

    check(path, issued=False)     Findings; none for a paper that is right
    cited(path)                   the numbers that a paper cites, to ask a register for

Layout goes by the measures of `decree30.toml` with the ranges that the decree allows. A draft has no number and no day;
an issued paper has both; a news item is no administrative paper and has neither head nor signature. Content goes by what
the program knows: the day within a cited number's year, agencies that ended (`succession`), laws that another
has followed (data/laws.tsv), and what a register that is handed in says of other documents (`registers`).
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import docx

from tuongdong.errors import DamagedFileError, FileMissingError
from tuongdong.extract.documents import find_documents
from tuongdong.models import CitedDocument, Finding, Severity, finding
from tuongdong.read.archive import fits
from tuongdong.report.papers.registers import Known, laws_known
from tuongdong.report.word import Layout, layout
from tuongdong.succession import ended_in, heirs
from tuongdong.text import fold, syllables

__all__ = ["Known", "check", "cited"]

_EMU_MM: Final = 36000
# What the decree allows, in millimetres and points.
_MARGINS: Final[Mapping[str, tuple[str, float, float]]] = {
    "top_margin": ("trên", 20, 25),
    "bottom_margin": ("dưới", 20, 25),
    "left_margin": ("trái", 30, 35),
    "right_margin": ("phải", 15, 20),
}


def check(
    path: Path,
    *,
    issued: bool = False,
    news: bool = False,
    known: Mapping[str, Known] | None = None,
    day: dt.date | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with a paper. `known`: documents by number, for the content; `day`: when it is to be issued."""
    document = _opened(path)
    text = "\n".join(_lines(document))
    form = (*_page(document), *_fonts(document, layout())) if news else _layout(document, text, layout(), issued=issued)
    return (*form, *_content(text, known, day or dt.datetime.now(dt.UTC).date()))


def cited(path: Path) -> tuple[str, ...]:
    """The numbers of the documents that a paper cites, each once."""
    text = "\n".join(_lines(_opened(path)))
    return tuple(one.number for one in find_documents(text, 0, len(text)))


def _opened(path: Path) -> Any:
    if not path.is_file():
        raise FileMissingError("file_missing", path=path)
    data = path.read_bytes()
    fits(data, path)
    try:
        return docx.Document(BytesIO(data))
    except Exception as error:  # python-docx raises whatever zip and XML raise
        raise DamagedFileError("file_damaged", path=path, reason=type(error).__name__) from error


def _lines(document: Any) -> Iterator[str]:
    """Every paragraph, those of tables in place."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in row.cells:
                    yield from (line.text for line in cell.paragraphs)
        else:
            yield block.text


# --- layout


def _layout(document: Any, text: str, rules: Layout, *, issued: bool) -> Iterator[Finding]:
    yield from _page(document)
    yield from _fonts(document, rules)
    yield from _heads(text, rules, issued=issued)
    yield from _bases(text)


def _page(document: Any) -> Iterator[Finding]:
    section = document.sections[0]
    size = sorted((round(section.page_width / _EMU_MM), round(section.page_height / _EMU_MM)))
    if size != [210, 297]:
        yield finding("paper_size", size=f"{size[0]} × {size[1]} mm")
    for name, (side, least, most) in _MARGINS.items():
        value = round(getattr(section, name) / _EMU_MM, 1)
        if not least - 0.5 <= value <= most + 0.5:
            yield finding("paper_margin", side=side, value=value, least=least, most=most)


def _fonts(document: Any, rules: Layout) -> Iterator[Finding]:
    normal = document.styles["Normal"].font
    names = {run.font.name or normal.name for line in document.paragraphs for run in line.runs if run.text.strip()}
    for name in sorted(str(n) for n in names - {rules.body.font}):
        yield finding("paper_font", name=name, wanted=rules.body.font)
    size = normal.size.pt if normal.size else None
    if size is not None and not 13 <= size <= 14:
        yield finding("paper_size_pt", size=size)


_NUMBER_RE: Final = re.compile(r"^Số: *(?P<number>\d*)\s*(?P<code>/?[^\n]*)$", re.M)
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
    if day:
        yield from _day(day, issued=issued)
    elif issued:
        yield finding("paper_day_missing", Severity.ERROR)
    if "Nơi nhận" not in text and "BIÊN BẢN" not in text:
        yield finding("paper_recipients")
    elif "Nơi nhận" in text and not re.search(r"Lưu: ?(?:VT|Văn thư)", text):
        yield finding("paper_archive")


def _day(match: re.Match[str], *, issued: bool) -> Iterator[Finding]:
    if issued and not (match["day"] and match["month"] and match["year"]):
        yield finding("paper_day_missing", Severity.ERROR)
        return
    if len(match["day"]) == 1:
        yield finding("paper_leading_zero", what=f"ngày {match['day']}")
    if match["month"] in ("1", "2"):
        yield finding("paper_leading_zero", what=f"tháng {match['month']}")


def _bases(text: str) -> Iterator[Finding]:
    """Each legal basis ends with a semicolon, the last with a full stop."""
    lines = [line for line in text.split("\n") if line.startswith("Căn cứ ")]
    for at, line in enumerate(lines):
        wanted = "." if at == len(lines) - 1 else ";"
        if not line.rstrip().endswith(wanted) and not (wanted == "." and line.rstrip().endswith(";")):
            yield finding("paper_basis_mark", text=line[:60], mark=wanted)


# --- content


def _content(text: str, known: Mapping[str, Known] | None, day: dt.date) -> Iterator[Finding]:
    laws = laws_known()
    for one in find_documents(text, 0, len(text)):
        year = re.search(r"/(\d{4})/", one.number)
        if year and one.issued_on and one.issued_on[:4] != year[1]:
            yield finding(
                "paper_misquoted", span=one.span, number=one.number, printed=one.issued_on, right=f"năm {year[1]}"
            )
        key = fold(one.number)
        told = (known or {}).get(key) or laws.get(key)
        if told:
            yield from _against(one, told, day)
            yield from _law_name(text, one, told)
        elif known is not None:
            yield finding("paper_unknown", Severity.INFO, one.span, number=one.number)
    yield from _agencies(text, day)


def _against(one: CitedDocument, told: Known, day: dt.date) -> Iterator[Finding]:
    if told.expired_on and told.expired_on <= day.isoformat():
        yield finding("paper_expired", Severity.ERROR, one.span, number=one.number, day=told.expired_on)
    if told.issued_on and one.issued_on and told.issued_on != one.issued_on:
        yield finding("paper_misquoted", span=one.span, number=one.number, printed=one.issued_on, right=told.issued_on)
    if told.title and one.title and not _titled(one.title, told.title):
        yield finding(
            "paper_mistitled", span=one.span, number=one.number, printed=one.title[:80], right=told.title[:160]
        )
    if told.amended_by:
        yield finding("paper_amended", Severity.INFO, one.span, number=one.number, by=", ".join(told.amended_by))


def _titled(printed: str, right: str) -> bool:
    """Whether words printed as a title are those of the title: nearly all of them stand in it."""
    said, known = set(syllables(fold(printed))), set(syllables(fold(right)))
    return not said or len(said & known) / len(said) >= _ALIKE


_ALIKE: Final = 0.75
"""A title may be cut short or lose its first words; a quarter of other words is another title."""
# Luật Đất đai số 45/2013/QH13; Bộ luật Lao động năm 2019 số 45/2019/QH14
_LAW_RE: Final = re.compile(r"(?P<name>(?:Bộ luật|Luật|Pháp lệnh) [^,;.()\d\n]{3,120}?)(?: năm \d{4})?,? số $")


def _law_name(text: str, one: CitedDocument, told: Known) -> Iterator[Finding]:
    """A law's number behind another law's name."""
    at = text.find(one.number, max(0, one.span.start - 3))
    named = _LAW_RE.search(text, max(0, at - 150), at)
    known = told.title or ""
    if named and known.startswith(("Luật", "Bộ luật", "Pháp lệnh")) and fold(named["name"]) != fold(known):
        yield finding("paper_mistitled", span=one.span, number=one.number, printed=named["name"], right=known)


def _agencies(text: str, day: dt.date) -> Iterator[Finding]:
    """Agencies named though they ended before the day of the paper, with who has their work now."""
    for one in ended_in(text, day.isoformat()):
        names = ", ".join(dict.fromkeys(heir.new for heir in heirs(one.name, day.isoformat())))
        yield finding("paper_agency_ended", name=one.name, day=one.to, successor=names or "–")
