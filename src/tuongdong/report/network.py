"""
The citation graph of a document as plain SVG: what it rests on at the left, the document, what rests on it at the right.

    network(around)                   two layers beside the document, 960 wide
    network(around, narrow=True)      one layer under the other, 360 wide, for a telephone
    network(around, alone=True)       with its own colours for light and dark, for a file of its own

Takes:  `graph.Surroundings`, a value.
Gives:  SVG as text. It needs nothing from outside; words are escaped; each document is a group with a title.

What may be relied on: labels never overlap (a row each, cut to its box), and at most `MOST` documents are drawn; of the
rest a line at the end of their group says how many there are. Colours are the page's (custom properties with a fallback).
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from lxml import etree

from tuongdong.graph.around import PLACES, Neighbour, Surroundings
from tuongdong.report.fit import breadth, cut, wrap
from tuongdong.report.words import word
from tuongdong.text import printable

__all__ = ["MOST", "groups", "network"]

MOST: Final = 60
"""Documents that are drawn; more are counted."""
_ROW, _GAP, _HEAD, _BOX = 40, 14, 24, 34
_MIDDLE, _WHOLE = 200, 344  # widths of the document's box between the layers, and above and below them
# Colours of the pages, each with what it is where the page has none.
_INK: Final = {
    "acts": "var(--differs, #9a5b00)",
    "detail": "var(--same, #2f6d48)",
    "basis": "var(--accent, #0f5c63)",
    "cite": "var(--related, #3d6a99)",
}
_LINE, _MUTED = "var(--muted, #62686f)", "var(--muted, #5b6168)"
_TEXT, _SHEET = "var(--ink, #1f2328)", "var(--sheet, #ffffff)"
_ALONE: Final = (
    "svg{--ink:#1f2328;--sheet:#fff;--muted:#5b6168;--accent:#0f5c63;--same:#2f6d48;--differs:#9a5b00;--related:#3d6a99;background:#fff}"
    "@media (prefers-color-scheme:dark){svg{--ink:#e3e1dc;--sheet:#1b1f23;--muted:#9aa1a8;--accent:#74c0c4;--same:#82c39b;"
    "--differs:#e3ab58;--related:#8db7e0;background:#14171a}}"
)


class Group(NamedTuple):
    """The documents of one place on one side; `hidden` more are not drawn."""

    side: str
    place: str
    shown: tuple[Neighbour, ...]
    hidden: int

    @property
    def heading(self) -> str:
        return f"net_{self.side}_{self.place}"

    @property
    def height(self) -> int:
        return _HEAD + _ROW * len(self.shown) + (_HEAD if self.hidden else 0) + _GAP


class Frame(NamedTuple):
    """Where the boxes of a side stand, and where its bracket; `toward` is the side of the bracket at which the document is."""

    x: float
    width: float
    bracket: float


def groups(around: Surroundings, most: int = MOST) -> tuple[Group, ...]:
    """
    The places that have documents, first those before, cut to `most` documents in all.

    Every place keeps its first ones: room is dealt out one by one, in turn, so that many citations crowd no basis out.
    """
    whole = [
        (side, place, tuple(one for one in rows if one.place == place))
        for side, rows in (("before", around.before), ("after", around.after))
        for place in PLACES
    ]
    sizes = [0] * len(whole)
    room = min(most, sum(len(rows) for _, _, rows in whole))
    while room:
        for at, (_, _, rows) in enumerate(whole):
            if room and sizes[at] < len(rows):
                sizes[at] += 1
                room -= 1
    return tuple(
        Group(side, place, rows[:size], len(rows) - size)
        for (side, place, rows), size in zip(whole, sizes, strict=True)
        if rows
    )


def network(
    around: Surroundings,
    lang: str = "vi",
    *,
    note: str = "",
    narrow: bool = False,
    alone: bool = False,
    link: Callable[[Neighbour], str | None] = lambda _one: None,
) -> str:
    """
    The picture. `note` stands under the document's title (its state on a day); `link` gives a neighbour's address.

    With `alone` the SVG has its own colours, for light and dark; else it takes those of the page.
    """
    parts = groups(around)
    draw = _Narrow if narrow else _Wide
    picture = draw(around, parts, lang, note, link)
    svg = _svg(picture.width, picture.height, around, lang, alone=alone)
    picture.into(svg)
    if svg.find(".//a") is not None:
        svg.set("role", "group")  # an image has nothing in it that can be reached
    markup: str = etree.tostring(svg, encoding="unicode")
    return markup


class _Drawing:
    """What both shapes share: boxes, headings, the document itself."""

    width = 0
    height = 0

    def __init__(
        self,
        around: Surroundings,
        parts: Sequence[Group],
        lang: str,
        note: str,
        link: Callable[[Neighbour], str | None],
    ) -> None:
        self.around, self.parts, self.lang, self.note, self.link = around, parts, lang, note, link

    def middle_lines(self, width: float) -> list[tuple[str, str, float, str]]:
        """(words, fill, size, weight) of the document's own box."""
        one = self.around
        name = one.number or one.file
        lines = [(cut(name, width, 16, bold=True), _TEXT, 16.0, "700")]
        lines += [(line, _TEXT, 13.0, "400") for line in wrap(one.title or "", width, 13, 6)]
        lines += [(line, _MUTED, 12.0, "400") for line in wrap(self.note, width, 12, 4)]
        return lines

    def middle_height(self, width: float) -> float:
        """Of the document's box, when it is so wide."""
        return 20 + sum(size * 1.4 for _, _, size, _ in self.middle_lines(width - 24))

    def middle(self, svg: etree._Element, x: float, y: float, width: float) -> float:
        """Draws the document's box from y downwards; gives its height."""
        lines, height = self.middle_lines(width - 24), self.middle_height(width)
        group = etree.SubElement(svg, "g", {"class": "node self"})
        etree.SubElement(group, "title").text = printable(
            f"{self.around.number or ''} {self.around.title or ''}".strip()
        )
        _rect(group, x, y, width, height, _SHEET, _TEXT, 2)
        at = y + 10
        for words, fill, size, weight in lines:
            at += size * 1.4
            _words(group, x + 12, at - size * 0.35, words, fill, size, weight)
        return height

    def group(self, svg: etree._Element, part: Group, frame: Frame, y: float) -> list[float]:
        """Draws a group from y downwards; gives the height at which each of its boxes is tied to the bracket."""
        ink = _INK[part.place]
        total = len(part.shown) + part.hidden
        _words(svg, frame.x, y + 15, f"{word(part.heading, self.lang)} ({total})", ink, 13, "600")
        ties = []
        for at, one in enumerate(part.shown):
            top = y + _HEAD + _ROW * at
            self._box(svg, one, frame, top, ink)
            ties.append(top + _BOX / 2)
        if part.hidden:
            below = y + _HEAD + _ROW * len(part.shown) + 14
            _words(svg, frame.x, below, word("net_more", self.lang, count=part.hidden), _MUTED, 12, "400")
        return ties

    def _box(self, svg: etree._Element, one: Neighbour, frame: Frame, top: float, ink: str) -> None:
        address = self.link(one)
        parent = etree.SubElement(svg, "a", {"href": address}) if address else svg
        group = etree.SubElement(parent, "g", {"class": "node"})
        etree.SubElement(group, "title").text = printable(told(one, self.lang))
        _rect(group, frame.x, top, frame.width, _BOX, _SHEET, ink, 1, dashed=one.file is None)
        counted = f"× {one.total}" if one.total > 1 else ""
        room = frame.width - 18 - (breadth(counted, 12) + 8 if counted else 0)
        if one.number:
            lines = [
                (cut(one.number, room, 13, bold=True), 13, "600"),
                (cut(one.name or "", frame.width - 18, 11), 11, "400"),
            ]
        else:
            lines = [(line, 11, "600") for line in wrap(one.name or "?", room, 11, 2, bold=True)]
        for at, (words, size, weight) in enumerate(lines if lines[1:] and lines[1][0] else lines[:1]):
            single = not (lines[1:] and lines[1][0])
            ink_of = _TEXT if weight == "600" else _MUTED
            _words(group, frame.x + 9, top + (21 if single else 14 + 14 * at), words, ink_of, size, weight)
        if counted:
            _words(group, frame.x + frame.width - 9, top + 14, counted, _MUTED, 12, "400", "end")

    def none(self, svg: etree._Element, x: float, y: float) -> None:
        _words(svg, x, y, word("net_none", self.lang), _MUTED, 13, "400")


class _Wide(_Drawing):
    width = 960

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        sides = [sum(one.height for one in self.parts if one.side == side) for side in ("before", "after")]
        self.height = int(max(*sides, self.middle_height(_MIDDLE)) + 24)

    def into(self, svg: etree._Element) -> None:
        heart = self.height / 2
        edges = etree.SubElement(svg, "g", {"fill": "none", "stroke-width": "1.5"})
        frames = {"before": Frame(8, 304, 322), "after": Frame(648, 304, 638)}
        for side, frame in frames.items():
            own = [part for part in self.parts if part.side == side]
            y = 12 + (self.height - 24 - sum(part.height for part in own)) / 2
            for at, part in enumerate(own):
                ties = self.group(svg, part, frame, y)
                self._edges(edges, part, frame, ties, heart + 9 * (at - (len(own) - 1) / 2))
                y += part.height
        self.middle(svg, 380, heart - self.middle_height(_MIDDLE) / 2, _MIDDLE)
        if not self.parts:
            self.none(svg, 8, 20)

    @staticmethod
    def _edges(edges: etree._Element, part: Group, frame: Frame, ties: Sequence[float], goal: float) -> None:
        """The bracket of a group and its one curve; the arrow points from who cites to what is cited."""
        before, ink = part.side == "before", _INK[part.place]
        inner, box = (378, frame.x + frame.width) if before else (582, frame.x)
        start = (ties[0] + ties[-1]) / 2
        path = "".join(f"M{box:.0f} {tie:.1f}H{frame.bracket:.0f}" for tie in ties)
        path += f"M{frame.bracket:.0f} {ties[0]:.1f}V{ties[-1]:.1f}" if len(ties) > 1 else ""
        bend = (frame.bracket + inner) / 2
        path += f"M{frame.bracket:.0f} {start:.1f}C{bend:.0f} {start:.1f} {bend:.0f} {goal:.1f} {inner:.0f} {goal:.1f}"
        etree.SubElement(edges, "path", {"d": path, "stroke": ink})
        for tie in ties if before else ():
            _arrow(edges, box, tie, ink)
        if not before:
            _arrow(edges, inner, goal, ink)


class _Narrow(_Drawing):
    width = 360

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.height = int(
            24 + self.middle_height(_WHOLE) + 18 + sum(one.height for one in self.parts) + (20 if not self.parts else 0)
        )

    def into(self, svg: etree._Element) -> None:
        edges = etree.SubElement(svg, "g", {"fill": "none", "stroke-width": "1.5"})
        frame, y = Frame(26, 326, 13), 8.0
        y = self._side(svg, edges, "before", frame, y)
        y += self.middle(svg, 8, y, _WHOLE) + 18
        y = self._side(svg, edges, "after", frame, y)
        if not self.parts:
            self.none(svg, 8, y + 8)

    def _side(self, svg: etree._Element, edges: etree._Element, side: str, frame: Frame, y: float) -> float:
        """The groups of a side, one under the other, each box tied to a bracket of its group at the left."""
        for part in self.parts:
            if part.side == side:
                ties = self.group(svg, part, frame, y)
                path = f"M{frame.bracket} {ties[0]:.1f}V{ties[-1]:.1f}" if len(ties) > 1 else ""
                path += "".join(f"M{frame.bracket} {tie:.1f}H{frame.x}" for tie in ties)
                etree.SubElement(edges, "path", {"d": path, "stroke": _INK[part.place]})
                y += part.height
        return y


def told(one: Neighbour, lang: str) -> str:
    """A neighbour in words: number, name, how often and in which way, whether it is at hand."""
    kinds = ", ".join(f"{word(f'kind_{kind}', lang)} {count}" for kind, count in one.kinds)
    missing = "" if one.file else f" ({word('net_missing', lang)})"
    return f"{' – '.join(filter(None, (one.number, one.name)))}{missing}: {kinds}"


def _svg(width: int, height: int, around: Surroundings, lang: str, *, alone: bool) -> etree._Element:
    svg = etree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "class": "network",
            "role": "img",
            "font-family": "'Segoe UI','Noto Sans',system-ui,'Liberation Sans',Arial,sans-serif",
            "aria-label": printable(word("net_title", lang, name=around.number or around.file)),
        },
    )
    etree.SubElement(svg, "title").text = printable(word("net_title", lang, name=around.number or around.file))
    etree.SubElement(svg, "desc").text = printable(
        word("net_desc", lang, before=len(around.before), after=len(around.after))
    )
    if alone:
        etree.SubElement(svg, "style").text = _ALONE
    return svg


def _rect(
    parent: etree._Element,
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    ink: str,
    line: float,
    dashed: bool = False,
) -> None:
    box = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}", "rx": "5"}
    look = {"fill": fill, "stroke": ink, "stroke-width": f"{line}"} | ({"stroke-dasharray": "4 3"} if dashed else {})
    etree.SubElement(parent, "rect", box | look)


def _words(
    parent: etree._Element, x: float, y: float, words: str, fill: str, size: float, weight: str, anchor: str = "start"
) -> None:
    look = {"fill": fill, "font-size": f"{size:g}", "font-weight": weight, "text-anchor": anchor}
    etree.SubElement(parent, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}"} | look).text = words


def _arrow(parent: etree._Element, x: float, y: float, ink: str) -> None:
    """A head that points to the left, to what is cited."""
    path = f"M{x:.1f} {y:.1f}l7 -3.5v7z"
    etree.SubElement(parent, "path", {"d": path, "fill": ink, "stroke": "none"})
