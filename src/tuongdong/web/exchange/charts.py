"""Charts as SVG of the page itself: no script, colours of the theme, the numbers as text for those who listen."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

__all__ = ["bars"]

_ROW, _LEFT, _WIDTH = 26, 220, 560


def bars(rows: Sequence[tuple[str, int]], title: str) -> SafeString:
    """A bar a row, longest for the greatest; an empty string where there is nothing to draw."""
    most = max((number for _name, number in rows), default=0)
    if not most:
        return SafeString("")
    room = _WIDTH - _LEFT - 50
    drawn = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="end">{}</text><rect x="{}" y="{}" width="{}" height="16" rx="3"/><text x="{}" y="{}">{}</text>',
        (
            (
                _LEFT - 8,
                at * _ROW + 18,
                name[:34],
                _LEFT,
                at * _ROW + 5,
                round(room * number / most, 1),
                _LEFT + 6 + round(room * number / most, 1),
                at * _ROW + 18,
                number,
            )
            for at, (name, number) in enumerate(rows)
        ),
    )
    return format_html(
        '<svg class="chart" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>',
        f"{title}: " + "; ".join(f"{name} {number}" for name, number in rows),
        _WIDTH,
        len(rows) * _ROW + 8,
        drawn,
    )
