"""
The checker of Word papers: layout against Decree 30/2020/NĐ-CP, and what the paper says of other documents.

    check(path, issued=False)     Findings; none for a paper that is right
    cited(path)                   the numbers that a paper cites, to ask a register for

Layout (`form`) goes by the ranges that the decree allows. A draft has no number and no day; an issued paper has both; a
news item is no administrative paper and has neither head nor signature. Content goes by what
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

from tuongdong.errors import DamagedFileError, FileMissingError, UnsupportedFormatError
from tuongdong.extract.documents import find_documents
from tuongdong.models import CitedDocument, Finding, Severity, finding
from tuongdong.read.archive import fits
from tuongdong.report.papers.form import official, page_and_letters
from tuongdong.report.papers.registers import Known, laws_known
from tuongdong.report.word import layout
from tuongdong.succession import ended_in, heirs
from tuongdong.text import day_words, fold, syllables

__all__ = ["Known", "check", "cited"]


def check(
    path: Path,
    *,
    issued: bool = False,
    news: bool = False,
    known: Mapping[str, Known] | None = None,
    day: dt.date | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with a paper. `known`: documents by number, for the content; `day`: when it is to be issued, today if none is given."""
    document = _opened(path)
    text = "\n".join(_lines(document))
    form = page_and_letters(document, layout()) if news else official(document, text, layout(), issued=issued)
    return (*form, *_content(text, known, day or dt.date.today()))  # noqa: DTZ011 - the day of who checks


def cited(path: Path) -> tuple[str, ...]:
    """The numbers of the documents that a paper cites, each once."""
    text = "\n".join(_lines(_opened(path)))
    return tuple(one.number for one in find_documents(text, 0, len(text)))


def _opened(path: Path) -> Any:
    if path.is_dir():
        raise FileMissingError("file_is_folder", path=path)
    if not path.is_file():
        raise FileMissingError("file_missing", path=path)
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        raise UnsupportedFormatError("word_wanted", path=path)
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


# --- content


def _content(text: str, known: Mapping[str, Known] | None, day: dt.date) -> Iterator[Finding]:
    laws = laws_known()
    for one in find_documents(text, 0, len(text)):
        year = re.search(r"/(\d{4})/", one.number)
        if year and one.issued_on and one.issued_on[:4] != year[1]:
            yield finding(
                "paper_misquoted",
                span=one.span,
                number=one.number,
                printed=day_words(one.issued_on),
                right=f"năm {year[1]}",
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
        yield finding("paper_expired", Severity.ERROR, one.span, number=one.number, day=day_words(told.expired_on))
    if told.issued_on and one.issued_on and told.issued_on != one.issued_on:
        yield finding(
            "paper_misquoted",
            span=one.span,
            number=one.number,
            printed=day_words(one.issued_on),
            right=day_words(told.issued_on),
        )
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
        yield finding("paper_agency_ended", name=one.name, day=day_words(one.to), successor=names or "–")
