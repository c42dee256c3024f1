"""
From which day what an order speaks of applies.

A detailing document takes effect together with what it details (Law on promulgation of legal documents), so an order is
judged by the day of that content, and not by the day of the resolution where the two differ.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final, NamedTuple

from tuongdong.cite import Citations
from tuongdong.graph.effects import Effect, effects
from tuongdong.models import Delegation, Document, Provision
from tuongdong.text import fold, iso

__all__ = ["Applies", "Days"]

# Kể từ ngày 01 tháng 7 năm 2021, Ủy ban nhân dân quận, ... thực hiện nhiệm vụ, quyền hạn
_BODIES_RE: Final = re.compile(
    r"(?:Kể )?[Tt]ừ ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4}),? (?P<who>[^.;\n]{3,120}?) thực hiện nhiệm vụ, quyền hạn"
)
# Ủy ban nhân dân quận, Ủy ban nhân dân phường
_UNIT_RE: Final = re.compile(r"(?<!\w)(?:quận|huyện|thị xã|phường|(?<!hợp tác )xã(?! hội)|thị trấn|đặc khu)(?!\w)")
# tại các đơn vị hành chính thực hiện thí điểm
_PILOT_UNIT = "đơn vị hành chính thực hiện thí điểm"


class Applies(NamedTuple):
    """A day, and the provision that says it; "" where it is the day of the document as a whole."""

    on: str | None
    within: str


class _Later(NamedTuple):
    on: str
    within: str
    units: frozenset[str]


class Days:
    """The days of a document's provisions."""

    def __init__(self, document: Document, cited: Citations) -> None:
        self._document, self._cited = document, cited
        self._effects = effects(document, cited.citations)
        self._later = tuple(found for unit in document.provisions for found in _later(unit))

    def of(self, eid: str) -> Applies:
        """The day of a provision: its own, that of one above it, or that of all."""
        own = next((effect for above in _upwards(eid) for effect in self._effects if above in effect.eids), None)
        return _applies(own) or self._whole

    def of_order(self, unit: Provision, orders: Sequence[Delegation]) -> Applies:
        """
        The day of what some orders within a provision speak of.

        That of the provision itself, or the earliest of those that they name, or that from which the bodies that they
        speak of take up their work; else that of all.
        """
        named = [self.of(eid) for order in orders for eid in self._named(order)]
        for found in (self.of(unit.eid), min(named, key=lambda one: one.on or "", default=self._whole)):
            if found != self._whole:
                return found
        words = fold(" ".join(order.text for order in orders) or unit.text)
        later = next((one for one in self._later if _speaks_of(words, one.units)), None)
        return Applies(later.on, later.within) if later else self._whole

    def _named(self, order: Delegation) -> list[str]:
        return [
            one.target.eid
            for one in self._cited.citations
            if one.target is not None
            and one.target.self
            and one.target.eid
            and order.span.start <= one.span.start < order.span.end
        ]

    @cached_property
    def _whole(self) -> Applies:
        return _applies(next((one for one in self._effects if not one.eids), None)) or Applies(
            self._document.effective_on or self._document.issued_on, ""
        )


def _applies(effect: Effect | None) -> Applies | None:
    return Applies(effect.since, effect.within) if effect else None


def _upwards(eid: str) -> list[str]:
    """
    An eId and those above it, from below.

    >>> _upwards("art_1__cl_2")
    ['art_1__cl_2', 'art_1']
    """
    steps = eid.split("__")
    return ["__".join(steps[:count]) for count in range(len(steps), 0, -1)]


def _later(unit: Provision) -> list[_Later]:
    """The bodies that a provision lets begin on a day."""
    found = []
    for match in _BODIES_RE.finditer(unit.text):
        units = frozenset(_UNIT_RE.findall(fold(match["who"])))
        day = iso(match["year"], match["month"], match["day"])
        if units and day:
            found.append(_Later(day, unit.eid, units))
    return found


def _speaks_of(words: str, units: frozenset[str]) -> bool:
    return _PILOT_UNIT in words or bool(units.intersection(_UNIT_RE.findall(words)))
