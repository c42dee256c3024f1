"""
From when provisions apply, where a document says another day than for itself as a whole, and until when it is in force.

    Khoản 2 Điều 5 có hiệu lực từ ngày 01 tháng 7 năm 2026.                    -> that clause
    Việc tổ chức ... quy định tại Nghị quyết này được thực hiện từ ngày ...     -> what the words before speak of
    Nghị quyết này có hiệu lực từ ngày 18/11/2025 đến ngày 31/12/2025.          -> the end of all
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from tuongdong.cite.quotations import quotations
from tuongdong.models import Citation, Document, Provision
from tuongdong.text import fold, iso, months_after

__all__ = ["Effect", "act_days", "effects", "ends_on", "own_end"]

_DAY: Final = r"ngày\s+(?P<day>\d{1,2})(?:\s+tháng\s+|[/.-])(?P<month>\d{1,2})(?:\s+năm\s+|[/.-])(?P<year>\d{4})"
# có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2026; được thực hiện từ ngày 01/7/2021; áp dụng từ ngày 1 tháng 1 năm 2025
_FROM_RE: Final = re.compile(
    rf"(?:(?:có|phát sinh)\s+hiệu\s+lực(?:\s+thi\s+hành)?|(?:được\s+)?(?:áp\s+dụng|thực\s+hiện))\s*,?\s*(?:kể\s+|bắt\s+đầu\s+)?từ\s+{_DAY}",
    re.I,
)
_SENTENCE_END_RE: Final = re.compile(r"[.;]\s+(?=[A-ZĐÁÀÂĂÔÚỨƯÝ])|\n")
# Quy định tại khoản 2 Điều 5, các khoản 1 và 3 Điều 7 (của Nghị quyết này): what the sentence speaks of, and no more
_PROVISIONS_ONLY_RE: Final = re.compile(
    r"^\W*(?:(?:trừ|riêng|các|quy định|nội dung|về|tại|của)\s+)*(?:điều|khoản|điểm|mục|chương)\s", re.I
)
_EXCEPT_RE: Final = re.compile(r"(?<!\w)(?:trừ|ngoại trừ)(?!\w)", re.I)
# Việc tổ chức chính quyền đô thị quy định tại Nghị quyết này
_SUBJECT_RE: Final = re.compile(
    r"^\W*(?:riêng\s+)?(?:việc|quy định về|các quy định về)\s+(?P<subject>.+?)\s+(?:quy định\s+)?(?:tại|theo|của)\s+\w+(?:\s\w+)?\s+này\s*$",
    re.I,
)
_SELF_RE: Final = re.compile(
    r"^\W*(?:nghị quyết|nghị định|luật|bộ luật|quyết định|thông tư|pháp lệnh|quy định|quy chế)(?:\s+\w+){0,2}\s+này\W*$",
    re.I,
)
# hết hiệu lực (thi hành) (kể) từ ngày 01/7/2026; ngưng hiệu lực đến hết ngày 31 tháng 12 năm 2025
_ACT_FROM_RE: Final = re.compile(rf"(?:hết|ngưng|ngừng)\s+hiệu\s+lực[^.;\n]{{0,60}}?\s+từ\s+{_DAY}", re.I)
_UNTIL_RE: Final = re.compile(rf"đến(?:\s+hết)?\s+{_DAY}", re.I)
_ACT_REACH: Final = 500
_THIS: Final = r"(?:^|[.;:\n]\s*)(?P<says>(?:nghị quyết|nghị định|quyết định|thông tư|luật|pháp lệnh|chỉ thị) này"
_HOLDS: Final = r"có hiệu lực(?: thi hành)?"
_FIRST: Final = r"(?:kể |bắt đầu )?từ ngày (?:\d{1,2}(?: tháng |[/.-])\d{1,2}(?: năm |[/.-])\d{4}|(?:được )?(?:ký|ban hành|thông qua)(?: ban hành)?)"
# Nghị quyết này có hiệu lực kể từ ngày 18/11/2025 đến ngày 31/12/2025; ... từ ngày ký và được áp dụng đến hết năm 2026
_LAST_RE: Final = re.compile(
    rf"{_THIS} {_HOLDS},?(?: {_FIRST})?,?(?: và)?(?: {_HOLDS}| (?:được )?(?:áp dụng|thực hiện))? (?:cho )?đến (?:hết )?"
    rf"(?:{_DAY}|năm (?P<last>\d{{4}})))",
    re.I,
)
# Nghị quyết này có hiệu lực từ ngày 01/01/2025 và hết hiệu lực từ ngày 01/01/2026
_OVER_RE: Final = re.compile(
    rf"{_THIS}(?: {_HOLDS},? {_FIRST},?(?: và)?)? hết hiệu lực(?: thi hành)? (?:kể )?từ {_DAY})", re.I
)
# 05 năm; 3 (ba) năm; 18 tháng
_TERM_RE: Final = re.compile(r"(?P<count>\d{1,2})\s+(?:\(\w+\)\s+)?(?P<unit>năm|tháng)")


class Effect(NamedTuple):
    """A day from which some provisions apply. `eids` are the provisions that the text names; empty means all of it."""

    since: str
    within: str
    """Where the document says so."""
    eids: tuple[str, ...]
    subject: str | None
    """What the day is said for, in words, where no provision is named: "tổ chức chính quyền đô thị"."""


def effects(document: Document, citations: Sequence[Citation]) -> tuple[Effect, ...]:
    """
    The days that a document's provisions have of their own, in the order of the text.

    1. The day of the document as a whole is `document.effective_on` and not repeated here.
    2. A day said for a matter and not for provisions keeps the words in `subject`; it counts for all provisions only
       when the document's title is about that matter (`eids` empty, `subject` set), else it is left out.
    """
    return tuple(found for unit in document.provisions for found in _of(unit, document, citations))


def ends_on(document: Document) -> str | None:
    """
    The day after the last one on which a document is in force: the one that its clause on effect says, else that of a
    pilot term; None when it has neither, or no day of effect.

    >>> ends_on(Document(text="", effective_on="2022-01-01", term="05 năm"))
    '2027-01-01'
    """
    if told := own_end(document):
        return told[0]
    match = _TERM_RE.search(document.term or "")
    since = document.effective_on or document.issued_on
    if match is None or since is None:
        return None
    return months_after(since, int(match["count"]) * (12 if match["unit"] == "năm" else 1))


def own_end(document: Document) -> tuple[str, str, str] | None:
    """
    The day from which a document is no longer in force, as its own clause on effect says it, with the clause and its words.

    None where none says it: what is quoted or attached is not asked, nor until when some provisions or a task apply.
    """
    for unit in document.provisions:
        if unit.eid.startswith("att_") or "hiệu lực" not in unit.text:
            continue
        for piece in unit.pieces:
            if (found := _end_in(piece.of(document.text))) is None:
                continue
            day, at, words = found
            if not any(quote.start <= piece.start + at < quote.end for quote in quotations(unit, document.text)):
                return day, unit.eid, words
    return None


def _end_in(words: str) -> tuple[str, int, str] | None:
    """The day after the last in a stretch of text, where the sentence begins, and its words."""
    if match := _OVER_RE.search(words):
        day, over = _day_of(match), 0
    elif match := _LAST_RE.search(words):
        day, over = (f"{match['last']}-12-31" if match["last"] else _day_of(match)), 1
    else:
        return None
    if day is None:
        return None
    return (date.fromisoformat(day) + timedelta(days=over)).isoformat(), match.start("says"), match["says"]


def act_days(text: str, at: int) -> tuple[str, str]:
    """
    From when and until when an act works on a document that is mentioned up to `at`, as ISO days; "" where it is not said.

    >>> act_days("Nghị định số 9 hết hiệu lực từ ngày 01/7/2026.", 14)
    ('2026-07-01', '')
    """
    stop = _SENTENCE_END_RE.search(text, at, at + _ACT_REACH)
    limit = stop.start() if stop else min(len(text), at + _ACT_REACH)
    first, last = _ACT_FROM_RE.search(text, at, limit), _UNTIL_RE.search(text, at, limit)
    return _day_of(first) or "", _day_of(last) or ""


def _day_of(match: re.Match[str] | None) -> str | None:
    return iso(match["year"], match["month"], match["day"]) if match else None


def _of(unit: Provision, document: Document, citations: Sequence[Citation]) -> Iterator[Effect]:
    for piece in unit.pieces:
        words = piece.of(document.text)
        if "từ ngày" not in words:
            continue
        for match in _FROM_RE.finditer(words):
            start = _sentence_start(words, match.start())
            if any(quote.start <= piece.start + match.start() < quote.end for quote in unit.quotes):
                continue
            day = _day_of(match)
            if day is not None and (
                effect := _effect(unit, document, citations, piece.start, words, start, match.start(), day)
            ):
                yield effect


def _effect(
    unit: Provision,
    document: Document,
    citations: Sequence[Citation],
    offset: int,
    words: str,
    start: int,
    end: int,
    day: str,
) -> Effect | None:
    """What one sentence says: of named provisions, of a matter, or (None) of the document as a whole."""
    before = words[start:end].strip()
    if _SELF_RE.match(before):
        return _exception(unit, citations, offset, words, end)
    if match := _SUBJECT_RE.match(before):
        subject = match["subject"]
        return Effect(day, unit.eid, (), subject) if fold(subject) in fold(document.title or "") else None
    if not _PROVISIONS_ONLY_RE.match(before) or _EXCEPT_RE.search(before):
        return None
    eids = _own_eids(unit, citations, offset + start, offset + end)
    return Effect(day, unit.eid, eids, None) if eids else None


# ... có hiệu lực từ ngày 01/7/2025, trừ khoản 2 Điều 5 có hiệu lực từ ngày 01/01/2026
def _exception(unit: Provision, citations: Sequence[Citation], offset: int, words: str, at: int) -> Effect | None:
    """The provisions that the sentence excepts, with their own day behind them."""
    first = _FROM_RE.match(words, at)
    stop = _SENTENCE_END_RE.search(words, first.end()) if first else None
    limit = stop.start() if stop else len(words)
    cut = _EXCEPT_RE.search(words, first.end(), limit) if first else None
    second = _FROM_RE.search(words, cut.end(), limit) if cut else None
    if cut is None or second is None:
        return None
    day = _day_of(second)
    eids = _own_eids(unit, citations, offset + cut.end(), offset + second.start())
    return Effect(day, unit.eid, eids, None) if day and eids else None


def _own_eids(unit: Provision, citations: Sequence[Citation], start: int, end: int) -> tuple[str, ...]:
    return tuple(
        one.target.eid
        for one in citations
        if one.within == unit.eid
        and start <= one.span.start < end
        and one.target
        and one.target.self
        and one.target.eid
    )


def _sentence_start(words: str, at: int) -> int:
    last = 0
    for match in _SENTENCE_END_RE.finditer(words, 0, at):
        last = match.end()
    return last
