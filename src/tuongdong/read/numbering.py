"""
Word's automatic numbers: labels that stand in no paragraph, only in the document's list definitions.

    >>> [numeral(3, "lowerLetter"), numeral(4, "upperRoman"), numeral(7, "decimalZero"), numeral(28, "lowerLetter")]
    ['c', 'IV', '07', 'bb']
"""

import re
from typing import Final, NamedTuple

from lxml import etree

__all__ = ["Level", "Numbering", "numeral"]

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE_RE: Final = re.compile(r"%([1-9])")
_LONGEST: Final = 100  # characters of a level's text: it is written before every paragraph of the list
_ROMANS: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


class Level(NamedTuple):
    """How a level of a list is numbered: "Điều %1.", "%1)", a bullet."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    restart: int | None = None
    legal: bool = False


class Numbering:
    """The lists of a document, and how far each has counted. Ask for labels in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._load(root)

    def label(self, list_id: str, depth: int) -> str:
        """The label of the next paragraph of a list at a depth; "" when the list is not defined or has none."""
        if list_id not in self._lists or not 0 <= depth <= 8:
            return ""
        family, levels = self._lists[list_id]
        counts = self._counts.setdefault(family, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for overridden, level in levels.items():
                if self._abstract.get(family, {}).get(overridden, Level()).start != level.start:
                    counts.pop(overridden, None)
        level = levels.get(depth, Level())
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [each for each in counts if each > depth]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart and depth < restart):
                del counts[deeper]
        return _written(level, levels, counts)

    def _load(self, root: etree._Element) -> None:
        links: dict[str, str] = {}
        for one in root.findall(f"{W}abstractNum"):
            name = one.get(f"{W}abstractNumId", "")
            self._abstract[name] = {_integer(each, "ilvl"): _level(each) for each in one.findall(f"{W}lvl")}
            if (link := one.find(f"{W}numStyleLink")) is not None:
                links[name] = link.get(f"{W}val", "")
        styled = {
            style.get(f"{W}val", ""): one.get(f"{W}abstractNumId", "")
            for one in root.findall(f"{W}abstractNum")
            for style in one.findall(f"{W}styleLink")
        }
        for name, style in links.items():
            self._abstract[name] = self._abstract[name] or self._abstract.get(styled.get(style, ""), {})
        for one in root.findall(f"{W}num"):
            pointer = one.find(f"{W}abstractNumId")
            family = pointer.get(f"{W}val", "") if pointer is not None else ""
            levels = dict(self._abstract.get(family, {}))
            for change in one.findall(f"{W}lvlOverride"):
                depth = _integer(change, "ilvl")
                if (whole := change.find(f"{W}lvl")) is not None:
                    levels[depth] = _level(whole)
                if (start := change.find(f"{W}startOverride")) is not None:
                    # A list that starts anew counts for itself, also at the number where its elder began.
                    levels[depth] = levels.get(depth, Level())._replace(start=_integer(start, "val"))
                    family = f"{family}/{one.get(f'{W}numId', '')}"
                    self._abstract.setdefault(family, {})
            self._lists[one.get(f"{W}numId", "")] = (family, levels)


def _integer(element: etree._Element, name: str, default: int = 0) -> int:
    try:
        return int(element.get(f"{W}{name}", ""))
    except ValueError:
        return default


def _level(element: etree._Element) -> Level:
    def value(tag: str, default: str) -> str:
        child = element.find(f"{W}{tag}")
        return child.get(f"{W}val", default) if child is not None else default

    start, restart = value("start", "1"), value("lvlRestart", "")
    return Level(
        start=int(start) if start.isdecimal() else 1,
        form=value("numFmt", "decimal"),
        text=value("lvlText", "")[:_LONGEST],
        restart=int(restart) if restart.isdecimal() else None,
        legal=element.find(f"{W}isLgl") is not None,
    )


def _written(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    """ "Điều %1." with the count of each level filled in. Bullets become a dash, as typed lists have it."""
    if level.form == "none":
        return ""
    if level.form == "bullet":
        return level.text if level.text in ("-", "+", "*", "–", "•") else "-"

    def fill(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        other = levels.get(depth, Level())
        count = counts.get(depth, other.start)
        return numeral(count, "decimal" if level.legal else other.form)

    return _PLACE_RE.sub(fill, level.text)


def numeral(count: int, form: str) -> str:
    """A number as Word writes it in one of its forms; plain digits for forms not known here."""
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26 * 30:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for value, sign in _ROMANS:
            roman += sign * (count // value)
            count %= value
        return roman if form == "upperRoman" else roman.lower()
    return f"{count:02d}" if form == "decimalZero" else str(count)
