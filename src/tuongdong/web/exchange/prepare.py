"""
A question list drafted from a comparison and the coverage of both sides: for a person to edit, nothing is sent.

    questions_of(found, ours, theirs, both)     the questions, in the order of the host's document

A question says what is known: since when the host has run it, what it has issued upon it, what its value is, what we lack.
It goes to another People's Committee, so both sides are called by the names of their localities.
"""

from collections.abc import Iterable, Iterator, Mapping
from textwrap import shorten
from typing import Final, NamedTuple

from tuongdong import models as values
from tuongdong.coverage import Beside, BesideRow, Standing
from tuongdong.coverage.beside import touches
from tuongdong.eids import place_words
from tuongdong.extract.bodies import locality_name
from tuongdong.extract.sessions import fields_of
from tuongdong.report.words import word
from tuongdong.text import day_words

__all__ = ["Drafted", "questions_of"]


class Drafted(NamedTuple):
    """A question with what it is founded on: both provisions, quoted."""

    text: str
    basis: str
    field: str = ""


def questions_of(
    found: values.Comparison, ours: values.Document, theirs: values.Document, both: Beside | None = None
) -> Iterator[Drafted]:
    """For each value that differs, each policy that only they have, each for which they have issued rules and we have not."""
    told: set[str] = set()
    rows = {row.host: row for row in both.rows if row.host} if both else {}
    names = _names(ours, theirs)
    for match in found.matches:
        if match.boilerplate or not match.differences:
            continue
        told.add(match.b)
        yield _drafted(
            theirs,
            match.b,
            _known(theirs, match.b, rows, names, _values(match, names)),
            _ASKS_VALUE,
            _basis(ours, match.a, theirs, match.b, names),
        )
    for eid in found.only_b:
        told.add(eid)
        yield _drafted(
            theirs,
            eid,
            _known(theirs, eid, rows, names, f"{names.ours} chưa có quy định này"),
            _ASKS_POLICY,
            f"{theirs.number or ''} {place_words(eid)}".strip(),
        )
    for row in rows.values():
        if row.host and row.host not in told and row.standing in _LACKS:
            told.add(row.host)
            basis = (
                _basis(ours, row.visitor[0], theirs, row.host, names)
                if row.visitor
                else f"{theirs.number or ''} {place_words(row.host)}".strip()
            )
            yield _drafted(theirs, row.host, _known(theirs, row.host, rows, names), _ASKS_RULES, basis)


_ASKS_VALUE: Final = "Đề nghị cho biết căn cứ chọn mức, kết quả thực hiện và điểm cần điều chỉnh."
_ASKS_POLICY: Final = "Đề nghị chia sẻ quá trình ban hành, kết quả và khó khăn khi thực hiện."
_ASKS_RULES: Final = "Đề nghị chia sẻ văn bản, cách xây dựng và vướng mắc khi áp dụng."
_LACKS: Final = {
    Standing.LACKS_RULES: "có chính sách này nhưng chưa ban hành quy định chi tiết",
    Standing.LACKS_POLICY: "chưa có quy định tương ứng",
}


class _Names(NamedTuple):
    """What the localities of both documents are called."""

    ours: str
    theirs: str


def _names(ours: values.Document, theirs: values.Document) -> _Names:
    """Each by its name, where that is known and not the name of both."""
    we, they = "địa phương chúng tôi", "Quý địa phương"
    if ours.locality == theirs.locality:
        return _Names(we, they)
    a, b = (locality_name(one.locality) if one.locality else "" for one in (ours, theirs))
    return _Names(a or we, b or they)


def _drafted(theirs: values.Document, eid: str, known: str, asks: str, basis: str) -> Drafted:
    unit = theirs.provision(eid)
    fields = fields_of((f"{unit.heading or ''} {unit.text}",)) or fields_of((theirs.title or "",))
    return Drafted(f"{_name(theirs, eid)}: {known}. {asks}", basis, fields[0] if fields else "")


def _known(theirs: values.Document, eid: str, rows: Mapping[str, BesideRow], names: _Names, more: str = "") -> str:
    """tỉnh A thực hiện từ 01/08/2023; đã ban hành 12/2024/NQ-HĐND (từ 01/03/2024); tỷ lệ: tỉnh A “70 %”, tỉnh B “40 %”; ..."""
    row = next(
        (row for host, row in rows.items() if touches(host, eid)),
        None,
    )
    since = (row.host_row.applies_on if row and row.host_row else None) or theirs.effective_on
    issued = _issued(row) if row else ""
    parts = (
        f"{names.theirs} thực hiện từ {day_words(since)}"
        if since
        else f"{names.theirs} ban hành ngày {day_words(theirs.issued_on)}"
        if theirs.issued_on
        else "",
        f"đã ban hành {issued}" if issued else "",
        more,
        f"{names.ours} {_LACKS[row.standing]}" if row and row.standing in _LACKS and "chưa có" not in more else "",
    )
    return "; ".join(part for part in parts if part) or f"{names.theirs} đang thực hiện"


def _issued(row: BesideRow) -> str:
    details = row.host_row.details if row.host_row else ()
    days = {one.number: one.effective_on for one in details if one.number}
    return ", ".join(
        f"{number} (từ {day_words(day)})" if day else str(number) for number, day in list(days.items())[:3]
    )


def _values(match: values.Match, names: _Names) -> str:
    return "; ".join(
        f"{word(kind.value)}: {names.theirs} {_side(b)}, {names.ours} {_side(a)}"
        for kind, a, b in _paired(match.differences)[:3]
    )


def _paired(differences: Iterable[values.Difference]) -> list[tuple[values.DifferenceKind, str, str]]:
    """Kind and words of both sides. What only we say and what only they say of one kind is one difference: neither is silent."""
    found: list[tuple[values.DifferenceKind, str, str]] = []
    for d in differences:
        halves = [at for at, (kind, a, b) in enumerate(found) if kind == d.kind and not (a and d.a) and not (b and d.b)]
        if halves:
            _kind, a, b = found[halves[0]]
            found[halves[0]] = d.kind, a or d.a, b or d.b
        else:
            found.append((d.kind, d.a, d.b))
    return found


def _side(words: str) -> str:
    return f"“{_short(words)}”" if words else "không nêu"


def _name(document: values.Document, eid: str) -> str:
    unit = document.provision(eid)
    kind = f"{document.doctype[:1].upper()}{document.doctype[1:]} số" if document.doctype and document.number else ""
    place = place_words(eid)
    told = " ".join(filter(None, (place[:1].upper() + place[1:], kind, document.number)))
    return f"{told} ({_short(unit.heading or unit.text)})"


def _basis(ours: values.Document, a: str, theirs: values.Document, b: str, names: _Names) -> str:
    told = (
        (theirs.number or f"văn bản của {names.theirs}", b, theirs.provision(b).text),
        (ours.number or f"văn bản của {names.ours}", a, ours.provision(a).text),
    )
    return "; ".join(f"{name}, {place_words(eid)}: “{_short(text, 160)}”" for name, eid, text in told)


def _short(words: str, most: int = 80) -> str:
    return shorten(words, most, placeholder="…")
