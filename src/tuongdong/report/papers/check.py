"""
The checker of Word papers: layout against Decree 30/2020/NĐ-CP, and what the paper says of other documents.

    check(path, issued=False)     Findings; none for a paper that is right

Layout goes by the measures of `decree30.toml` with the ranges that the decree allows. A draft has no number and no day;
an issued paper has both. Content goes by what the program knows: the day within a cited number's year, agencies that
ended (`succession`), documents that have expired or were replaced, where a register is given.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import docx

from tuongdong.errors import DamagedFileError, FileMissingError
from tuongdong.models import Finding, Severity, finding
from tuongdong.report.word import Layout, layout
from tuongdong.succession import ended_in, heirs
from tuongdong.text import fold

__all__ = ["Known", "check"]

_EMU_MM: Final = 36000
# What the decree allows, in millimetres and points.
_MARGINS: Final[Mapping[str, tuple[str, float, float]]] = {
    "top_margin": ("trên", 20, 25),
    "bottom_margin": ("dưới", 20, 25),
    "left_margin": ("trái", 30, 35),
    "right_margin": ("phải", 15, 20),
}


class Known(NamedTuple):
    """What a register says of a document."""

    issued_on: str | None = None
    title: str | None = None
    expired_on: str | None = None
    amended_by: tuple[str, ...] = ()


def check(
    path: Path, *, issued: bool = False, known: Mapping[str, Known] | None = None, day: dt.date | None = None
) -> tuple[Finding, ...]:
    """What is wrong with a paper. `known`: documents by number, for the content; `day`: when it is to be issued."""
    if not path.is_file():
        raise FileMissingError("file_missing", path=path)
    try:
        document = docx.Document(str(path))
    except Exception as error:  # python-docx raises whatever zip and XML raise
        raise DamagedFileError("file_damaged", path=path, reason=type(error).__name__) from error
    text = "\n".join(_lines(document))
    return (
        *_layout(document, text, layout(), issued=issued),
        *_content(text, known, day or dt.datetime.now(dt.UTC).date()),
    )


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
    from tuongdong.extract.documents import find_documents

    for one in find_documents(text, 0, len(text)):
        year = re.search(r"/(\d{4})/", one.number)
        if year and one.issued_on and one.issued_on[:4] != year[1]:
            yield finding(
                "paper_misquoted", span=one.span, number=one.number, printed=one.issued_on, right=f"năm {year[1]}"
            )
        told = (known or {}).get(fold(one.number))
        if told:
            yield from _against(one.number, one.issued_on, told, day)
        elif known is not None:
            yield finding("paper_unknown", Severity.INFO, one.span, number=one.number)
    yield from _agencies(text, day)


def _against(number: str, issued_on: str | None, told: Known, day: dt.date) -> Iterator[Finding]:
    if told.expired_on and told.expired_on <= day.isoformat():
        yield finding("paper_expired", Severity.ERROR, number=number, day=told.expired_on)
    if told.issued_on and issued_on and told.issued_on != issued_on:
        yield finding("paper_misquoted", number=number, printed=issued_on, right=told.issued_on)
    if told.amended_by:
        yield finding("paper_amended", Severity.INFO, number=number, by=", ".join(told.amended_by))


def _agencies(text: str, day: dt.date) -> Iterator[Finding]:
    """Agencies named though they ended before the day of the paper, with who has their work now."""
    for one in ended_in(text, day.isoformat()):
        names = ", ".join(dict.fromkeys(heir.new for heir in heirs(one.name, day.isoformat())))
        yield finding("paper_agency_ended", name=one.name, day=one.to, successor=names or "–")
