"""Two localities side by side, cell by cell: what Excel and Word share."""

from collections.abc import Sequence

from tuongdong.coverage import BesideRow, CoverageRow, Detail
from tuongdong.coverage.beside import touches
from tuongdong.report.coverage.view import BesideView, View, day, names
from tuongdong.report.coverage.words import say, state_of
from tuongdong.report.marks import LABEL, Run

__all__ = ["BesideLine", "beside_heads", "beside_lines"]

BesideLine = tuple[tuple[Run, ...], ...]
"""The host's provision and its details, the visitor's, the standing, and what the visitor lacks."""


def beside_heads(view: BesideView, lang: str = "vi") -> list[str]:
    host, visitor = view.filled["host"], view.filled["visitor"]
    return [
        say("col_number", lang),
        say("col_host", lang, name=host),
        say("col_issued", lang, name=host),
        say("col_host", lang, name=visitor),
        say("col_issued", lang, name=visitor),
        say("col_standing", lang),
        say("col_lacks", lang, name=visitor),
    ]


def beside_lines(view: BesideView, lang: str = "vi") -> list[BesideLine]:
    return [_line(view, row, lang) for row in view.beside.rows]


def _line(view: BesideView, row: BesideRow, lang: str) -> BesideLine:
    theirs = [row.host_row] if row.host_row else []
    return (
        _provisions(view.host, [row.host] if row.host else [], theirs, lang),
        _issued(view.host, theirs, lang),
        _provisions(view.visitor, row.visitor, row.visitor_rows, lang),
        _issued(view.visitor, row.visitor_rows, lang),
        (Run(say(row.standing.value, lang, **view.filled), ""),),
        _details(view.host, row.host_only, lang),
    )


def _provisions(view: View, eids: Sequence[str], rows: Sequence[CoverageRow], lang: str) -> tuple[Run, ...]:
    """The names of provisions, and what those that have no row of orders are about."""
    if not eids:
        return (Run(say("no_counterpart", lang), ""),)
    found: list[Run] = []
    told = {row.provision: row for row in rows}
    for eid in dict.fromkeys([*(row.provision for row in rows), *eids]):
        if eid not in told and any(touches(eid, other) for other in told):
            continue
        words = view.subject(told[eid]) if eid in told else view.beginning(eid)
        found += [Run("\n" if found else "", ""), Run(view.side.label(eid, lang), LABEL), Run(f"\n{words}", "")]
    return tuple(run for run in found if run.text)


def _issued(view: View, rows: Sequence[CoverageRow], lang: str) -> tuple[Run, ...]:
    """Of each row its state, and what was issued upon it."""
    found: list[Run] = []
    for row in rows:
        head = say(state_of(row, view.coverage.as_of), lang)
        found += [Run("\n" if found else "", ""), Run(head, LABEL), Run("\n", ""), *_details(view, row.details, lang)]
    return tuple(run for run in found if run.text) or (Run(say("no_details", lang), ""),)


def _details(view: View, details: Sequence[Detail], lang: str) -> tuple[Run, ...]:
    """Documents with the names of their provisions and from when these apply, a document a line."""
    lines = []
    for issued, own in view.by_document(details):
        days = ", ".join(dict.fromkeys(day(one.effective_on) for one in own if one.effective_on))
        since = f" ({say('effective_on', lang).lower()} {days})" if days else ""
        lines.append(f"{issued.number or issued.title}{since}: {names(view, own, lang)}")
    return (Run("\n".join(lines), ""),)
