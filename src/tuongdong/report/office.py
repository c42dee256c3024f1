"""
The table as offices draw it: STT, field, a column per locality, what is alike and what differs, remarks.

Excel and Word differ in form only; what stands in each cell is said here, as runs of text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tuongdong.models import Difference, Match, Relation, Span
from tuongdong.report.marks import LABEL, VALUES, Mark, Run, difference_marks, runs
from tuongdong.report.rows import Row, Table
from tuongdong.report.side import Side
from tuongdong.report.words import word
from tuongdong.text import capital, printable

__all__ = ["Line", "between", "heads", "lines"]

_WORDS_SHOWN: Final = 160  # of a difference in words; the extract beside has the rest
_RELATED: Final = 300  # of a provision that is only related: enough to see whether to look it up
_AROUND: Final = 140  # characters kept around a difference where an extract is cut


@dataclass(frozen=True)
class Line:
    """A row of the office's table, but for its remark."""

    row: Row
    field: str
    localities: tuple[tuple[Run, ...], ...]
    points: tuple[Run, ...]
    first: bool
    """The first line of its article."""


def heads(view: Table, lang: str = "vi") -> list[str]:
    """The heads of the columns."""
    localities = [word("col_locality", lang, name=printable(side.name)) for side in view.sides]
    return [
        word("col_number", lang),
        word("col_field", lang),
        *localities,
        word("col_points", lang),
        word("col_remark", lang),
    ]


def between(view: Table, lang: str = "vi") -> str:
    """Which documents the table is of: "giữa Nghị quyết số ... (Mây Ngàn) với Nghị quyết số ... (Bến Sao)"."""
    *some, last = [printable(side.citation) for side in view.hosts]
    theirs = f"{', '.join(some)} {word('and', lang)} {last}" if some else last
    return word("between", lang, a=printable(view.ours.citation), b=theirs)


def lines(view: Table, lang: str = "vi", most: int | None = None) -> list[Line]:
    """The lines of the table in order. Extracts longer than `most` characters are cut around what differs."""
    return [
        Line(
            row=row,
            field=printable(view.sides[group.side].heading(group.eid, lang)),
            localities=tuple(tuple(_locality(row, at, view, lang, most)) for at in range(len(view.sides))),
            points=tuple(_points(row, view, lang)),
            first=row is group.rows[0],
        )
        for group in view.all_groups
        for row in group.rows
    ]


# --- a locality's cell


def _locality(row: Row, at: int, view: Table, lang: str, most: int | None) -> list[Run]:
    side = view.sides[at]
    if at == row.side:
        marks = difference_marks(row.all_matches, ours=True)
        elsewhere = view.eids(at)
        return _extract(side, row.eid, side.shown(row.eid, elsewhere), marks, None, lang, most)
    if row.side or at == 0:
        return []
    host = at - 1
    if row.matches[host]:
        return _matched(row.matches[host], side, lang, most)
    other = row.see[host]
    return [Run(word("see", lang, label=view.ours.label(other, lang)), "")] if other else []


def _matched(matches: Sequence[Match], side: Side, lang: str, most: int | None) -> list[Run]:
    """What a host has: each provision below the one before."""
    found: list[Run] = []
    for match in matches:
        if found:
            found.append(Run("\n\n", ""))
        marks = difference_marks([match], ours=False)
        enough = _RELATED if match.relation is Relation.RELATED else most
        found += _extract(side, match.b, side.shown(match.b), marks, match.b_part, lang, enough)
    return found


def _extract(
    side: Side,
    eid: str,
    spans: Sequence[Span],
    marks: Sequence[Mark],
    parts: Sequence[Span] | None,
    lang: str,
    most: int | None,
) -> list[Run]:
    """The provision's name, and its words or, of a long one, those around what differs."""
    text = side.document.text
    shown = sorted(parts) if parts else list(spans)
    if most is not None and sum(span.end - span.start for span in shown) > most:
        shown = _cut(text, shown, marks, most)
    found = [Run(printable(side.label(eid, lang)), LABEL), Run("\n", "")]
    at = spans[0].start if spans else 0
    for number, span in enumerate(shown):
        skipped = text[at : span.start].strip() if span.start > at else ""
        gap = f"{' ' if number else ''}{word('clipped', lang)} " if skipped else "\n" if number else ""
        found.append(Run(gap, ""))
        found += [Run(printable(run.text), run.kind) for run in runs(text, span, marks)]
        at = span.end
    if spans and text[at : spans[-1].end].strip():
        found.append(Run(f" {word('clipped', lang)}", ""))
    return [run for run in found if run.text]


def _cut(text: str, spans: Sequence[Span], marks: Sequence[Mark], most: int) -> list[Span]:
    """The beginning and the neighbourhood of each difference, on word boundaries, `most` characters together."""
    kept: list[Span] = []
    for span in spans:
        wanted = [Span(span.start, span.start + 2 * _AROUND)]
        wanted += [Span(m.span.start - _AROUND, min(m.span.end, m.span.start + most // 3) + _AROUND) for m in marks]
        inside = sorted(Span(max(one.start, span.start), min(one.end, span.end)) for one in wanted)
        for one in (one for one in inside if one.start < one.end):
            if kept and one.start <= kept[-1].end:
                kept[-1] = Span(kept[-1].start, max(one.end, kept[-1].end))
            else:
                kept.append(one)
    return _within([_whole_words(text, span) for span in kept], most)


def _whole_words(text: str, span: Span) -> Span:
    start, end = span
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return Span(start, end)


def _within(spans: Sequence[Span], most: int) -> list[Span]:
    left, found = most, []
    for span in spans:
        if left <= 0:
            break
        found.append(Span(span.start, min(span.end, span.start + left)))
        left -= span.end - span.start
    return found


# --- what is alike and what differs


def _points(row: Row, view: Table, lang: str) -> list[Run]:
    """One host: the relation and its differences. Several: the same after the name of each."""
    if row.side:
        return [Run(capital(word("only", lang, name=view.sides[row.side].name)), LABEL)]
    if not row.all_matches and not any(row.see):
        return [Run(capital(word("only", lang, name=view.ours.name)), LABEL)]
    found: list[Run] = []
    for host, matches in enumerate(row.matches):
        for match in matches:
            which = _which(match, host, view, lang, several=len(matches) > 1)
            found += _relation(match, which, lang)
        if not matches and not row.see[host] and len(view.hosts) > 1:
            found += [Run(f"{printable(view.hosts[host].name)}: {word('no_counterpart', lang).lower()}\n", "")]
    return _trimmed(found)


def _which(match: Match, host: int, view: Table, lang: str, *, several: bool) -> str:
    side = view.hosts[host]
    parts = [side.name] if len(view.hosts) > 1 else []
    parts += [side.label(match.b, lang)] if several else []
    return printable(", ".join(parts))


def _relation(match: Match, which: str, lang: str) -> list[Run]:
    relation = word(match.relation.value, lang)
    head = f"{which}: {relation}" if which else capital(relation)
    return [Run(head, LABEL), Run("\n", ""), *(run for one in match.differences for run in _difference(one, lang))]


def _difference(one: Difference, lang: str) -> list[Run]:
    a, b = (_short(side) or word("not_said", lang) for side in (one.a, one.b))
    kind = one.kind.value if one.kind.value in VALUES else ""  # in words it is told, not marked: the extract marks it
    return [Run(f"- {capital(word(one.kind.value, lang))}: ", ""), Run(f"{a} / {b}", kind), Run("\n", "")]


def _short(text: str) -> str:
    flat = printable(" ".join(text.split()))
    return flat if len(flat) <= _WORDS_SHOWN else flat[:_WORDS_SHOWN].rsplit(" ", 1)[0] + " …"


def _trimmed(found: list[Run]) -> list[Run]:
    if found and not found[-1].text.rstrip("\n"):
        return found[:-1]
    if found:
        found[-1] = found[-1]._replace(text=found[-1].text.rstrip("\n"))
    return found
