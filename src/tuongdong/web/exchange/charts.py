"""Charts as SVG of the page itself: no script, colours of the theme, the numbers as text for those who listen."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

__all__ = ["bars", "months"]

_ROW, _WIDTH = 40, 300


def bars(rows: Sequence[tuple[str, int]], title: str) -> SafeString:
    """A bar a row below its name, longest for the greatest; an empty string where there is nothing to draw."""
    most = max((number for _name, number in rows), default=0)
    if not most:
        return SafeString("")
    drawn = format_html_join(
        "",
        '<text x="0" y="{}">{}</text><rect x="0" y="{}" width="{}" height="12" rx="3"/><text x="{}" y="{}">{}</text>',
        (
            (at * _ROW + 14, name[:44], at * _ROW + 20, long, long + 6, at * _ROW + 31, number)
            for at, (name, number) in enumerate(rows)
            for long in [round((_WIDTH - 40) * number / most, 1)]
        ),
    )
    return format_html(
        '<svg class="chart" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>',
        f"{title}: " + "; ".join(f"{name} {number}" for name, number in rows),
        _WIDTH,
        len(rows) * _ROW + 4,
        drawn,
    )


_COLUMN, _HIGH, _MONTHS = 44, 120, 12


def months(due: Iterable[dt.date], done: Iterable[dt.date], names: tuple[str, str], title: str) -> SafeString:
    """Two columns a month, what falls due and what was done: the last twelve months that hold anything."""
    counted = [Counter(f"{day:%Y-%m}" for day in days) for days in (due, done)]
    told = sorted({*counted[0], *counted[1]})[-_MONTHS:]
    most = max((one[month] for one in counted for month in told), default=0)
    if not most:
        return SafeString("")
    drawn = format_html_join(
        "", "{}", ((_month(at, month, [one[month] for one in counted], most),) for at, month in enumerate(told))
    )
    words = "; ".join(f"{m[5:]}/{m[:4]}: {names[0]} {counted[0][m]}, {names[1]} {counted[1][m]}" for m in told)
    legend = format_html_join(
        "",
        '<rect class="{}" x="{}" y="4" width="12" height="12" rx="2"/><text x="{}" y="15">{}</text>',
        ((kind, at * 150 + 4, at * 150 + 22, name) for at, (kind, name) in enumerate(zip(_KINDS, names, strict=True))),
    )
    return format_html(
        '<svg class="chart" role="img" aria-label="{}" viewBox="0 0 {} {}">{}{}</svg>',
        f"{title}: {words}",
        max(len(told) * _COLUMN + 8, 320),
        _HIGH + 60,
        legend,
        drawn,
    )


_KINDS = ("due", "done")


def _month(at: int, month: str, numbers: Sequence[int], most: int) -> SafeString:
    left, foot = at * _COLUMN + 8, _HIGH + 36
    columns = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="15" height="{}" rx="2"/><text x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (kind, left + side * 17, foot - high, high, left + side * 17 + 7, foot - high - 4, number or "")
            for side, (kind, number) in enumerate(zip(_KINDS, numbers, strict=True))
            for high in [round((_HIGH - 14) * number / most, 1)]
        ),
    )
    return format_html(
        '{}<text x="{}" y="{}" text-anchor="middle">{}</text>',
        columns,
        left + 16,
        foot + 16,
        f"{month[5:]}/{month[2:4]}",
    )
