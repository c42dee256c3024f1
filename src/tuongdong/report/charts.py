"""
Charts as plain SVG: adoption over time, values over localities, a tile map of adoption.

    spread(days)            when localities took a policy up, one after the other
    distribution(values)    a dot a locality, the own one marked
    tiles(counts)           a square a locality, where it lies
    places_of(names)        which squares of that map are of these localities

Colours are the page's own (`currentColor` and custom properties with a fallback), so that light, dark and print do. The own
locality is a diamond in bold besides, and what a tile counts stands in its title: no chart is told by colours alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Final

from lxml import etree

__all__ = ["distribution", "places_of", "spread", "tiles"]

_ACCENT: Final = "var(--accent, #0f5c63)"
_OWN: Final = "var(--differs, #b26a00)"
_LINE: Final = "var(--line, #d8d4ca)"
_MUTED: Final = "var(--muted, #62686f)"
_WIDTH: Final = 400
"""Of charts with words: on a telephone they are still read."""
_LINE_LETTERS: Final = 50
"""Letters of a line of words below a chart."""


def spread(days: Sequence[tuple[str, str]], own: str = "") -> str:
    """Steps of adoption: (ISO day, locality) in any order; what has no day is not shown."""
    dated = sorted((date.fromisoformat(day), name) for day, name in days if len(day) == 10)
    width, left, right, row = _WIDTH, 24, 160, 19
    height = 44 + row * max(1, len(dated))
    svg = _svg(width, height, "spread")
    if not dated:
        return _text_of(svg)
    first, last = dated[0][0].year, dated[-1][0].year + 1
    scale = (width - left - right) / max(1, (date(last, 1, 1) - date(first, 1, 1)).days)

    def x(day: date) -> float:
        return left + (day - date(first, 1, 1)).days * scale

    every = max(1, (last - first + 4) // 5)
    for year in range(first, last + 1, every):
        _line(svg, x(date(year, 1, 1)), 6, x(date(year, 1, 1)), height - 22, _LINE)
        _label(svg, x(date(year, 1, 1)), height - 7, str(year), _MUTED, "middle")
    points = [(x(day), height - 30 - row * n) for n, (day, _) in enumerate(dated)]
    path = f"M{points[0][0]:.1f},{height - 22}" + "".join(
        f" V{y:.1f} H{nx:.1f}" for (_, y), (nx, _) in zip(points, [*points[1:], points[-1]], strict=True)
    )
    etree.SubElement(svg, "path", {"d": path, "fill": "none", "stroke": _ACCENT, "stroke-width": "1.5"})
    for (px, py), (_, name) in zip(points, dated, strict=True):
        _dot(svg, px, py, 4, own=name == own)
        _label(svg, px + 7, py - 4, name, _OWN if name == own else "currentColor", "start", bold=name == own)
    return _text_of(svg)


def distribution(values: Sequence[tuple[float, str]], unit: str, own: str = "") -> str:
    """(value, locality): a dot each on one scale, stacked where equal, with the names of each value."""
    width, left, right = _WIDTH, 12, 12
    stacks: dict[float, list[str]] = {}
    for value, name in sorted(values):
        stacks.setdefault(value, []).append(name)
    tallest = max((len(names) for names in stacks.values()), default=1)
    rows = min(tallest, 8)
    base = 16 + 15 * rows
    height = base + 30 + 15 * len(stacks)
    svg = _svg(width, height, "distribution")
    if not stacks:
        return _text_of(svg)
    low, high = min(stacks), max(stacks)
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return left + 20 + (width - left - right - 40) * ((value - low) / span if high > low else 0.5)

    _line(svg, left, base, width - right, base, _LINE)
    for n, (value, names) in enumerate(stacks.items()):
        for at, name in enumerate(sorted(names, key=lambda one: one != own)[:8]):
            _dot(svg, x(value), base - 9 - 15 * at, 5.5, own=name == own)
        if len(stacks) <= 8 or n in (0, len(stacks) - 1):
            _label(svg, x(value), base + 15, _number(value), _MUTED, "middle")
        _label(
            svg,
            left,
            base + 38 + 15 * n,
            _told(f"{_number(value)} {unit}: ", sorted(names, key=lambda one: one != own)),
            _OWN if own in names else "currentColor",
            "start",
            bold=own in names,
        )
    return _text_of(svg)


def _told(head: str, names: Sequence[str]) -> str:
    """The head and as many names as the width holds: "40 %: Cần Thơ, Đà Nẵng (+3)"."""
    shown = len(names)
    while shown > 1 and len(head) + len(", ".join(names[:shown])) > _LINE_LETTERS:
        shown -= 1
    return head + ", ".join(names[:shown]) + (f" (+{len(names) - shown})" if shown < len(names) else "")


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[int, int]]:
    lines = files("tuongdong").joinpath("data", "tiles.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {name: (int(column), int(row)) for name, column, row in (line.split("\t") for line in lines)}


def tiles(counts: Mapping[str, float], own: str = "", size: int = 34) -> str:
    """A tile a locality, darker for more; what has nothing is empty. Only the last of two names for one place is drawn."""
    places = _places()
    most = max(counts.values(), default=0) or 1
    columns, rows = (max(place[n] for place in places.values()) + 1 for n in (0, 1))
    svg = _svg(columns * size + 2, rows * size + 2, "tiles")
    taken = {places[name]: name for name in counts if name in places}
    for name, place in places.items():
        if taken.get(place, name) != name or (place not in taken and _other(places, name)):
            continue
        column, row = place
        share = counts.get(name, 0) / most
        group = etree.SubElement(svg, "g", {"data-place": _place(place)})
        etree.SubElement(group, "title").text = f"{name}: {_number(counts[name])}" if share else name
        box = {
            "x": f"{column * size + 1}",
            "y": f"{row * size + 1}",
            "width": f"{size - 2}",
            "height": f"{size - 2}",
            "rx": "4",
        }
        edge = {"stroke": _OWN if name == own else _LINE, "stroke-width": "2.5" if name == own else "1"}
        fill = {"fill": _ACCENT if share else "none", "fill-opacity": f"{0.25 + 0.75 * share:.2f}" if share else "0"}
        etree.SubElement(group, "rect", box | edge | fill)
        strong = share > 0.45
        _label(
            group,
            column * size + size / 2,
            row * size + size / 2 + 3.5,
            _short(name),
            "var(--sheet, #fff)" if strong else "currentColor",
            "middle",
            small=True,
        )
    return _text_of(svg)


def places_of(names: Iterable[str]) -> list[str]:
    """The `data-place` of the tiles of localities; those without a tile are left out."""
    places = _places()
    return sorted({_place(places[name]) for name in names if name in places})


def _place(place: tuple[int, int]) -> str:
    return f"{place[0]},{place[1]}"


def _other(places: Mapping[str, tuple[int, int]], name: str) -> bool:
    """Whether a later name stands at the same place: Thừa Thiên Huế became Huế."""
    return any(place == places[name] and other < name for other, place in places.items())


def _short(name: str) -> str:
    """Đà Nẵng -> ĐNa; Thành phố Hồ Chí Minh -> HCM"""
    words = name.removeprefix("Thành phố ").replace("-", " ").split()
    return (
        "".join(word[0] for word in words)
        if len(words) > 2
        else "".join((words[0][0], words[-1][:2]))
        if len(words) > 1
        else words[0]
    )


def _number(value: float) -> str:
    """1.500.000; 0,5"""
    return f"{value:,.2f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))


def _svg(width: int, height: int, kind: str) -> etree._Element:
    return etree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "class": f"chart {kind}",
            "role": "img",
        },
    )


def _line(parent: etree._Element, x1: float, y1: float, x2: float, y2: float, stroke: str) -> None:
    etree.SubElement(parent, "line", x1=f"{x1:.1f}", y1=f"{y1:.1f}", x2=f"{x2:.1f}", y2=f"{y2:.1f}", stroke=stroke)


def _dot(parent: etree._Element, x: float, y: float, r: float, own: bool) -> None:
    """A dot; of the own locality a diamond."""
    if own:
        points = ((x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y))
        etree.SubElement(parent, "polygon", points=" ".join(f"{px:.1f},{py:.1f}" for px, py in points), fill=_OWN)
    else:
        etree.SubElement(parent, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{r}", fill=_ACCENT)


def _label(
    parent: etree._Element,
    x: float,
    y: float,
    words: str,
    fill: str,
    anchor: str,
    bold: bool = False,
    small: bool = False,
) -> None:
    look = {
        "fill": fill,
        "text-anchor": anchor,
        "font-size": "9.5" if small else "12",
        "font-weight": "600" if bold else "400",
    }
    etree.SubElement(parent, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}"} | look).text = words


def _text_of(svg: etree._Element) -> str:
    markup: str = etree.tostring(svg, encoding="unicode")
    return markup
