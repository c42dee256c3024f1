"""
What the reports of coverage say, before they have a form: names of provisions, documents with what they detail, days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tuongdong.coverage import Beside, Coverage, CoverageRow, Detail, Issued
from tuongdong.models import Document, Level
from tuongdong.report.side import Side, sides
from tuongdong.text import day_words, printable

__all__ = ["BesideView", "View", "day", "names"]

_BEGINNING: Final = 220


@dataclass(frozen=True)
class View:
    """A coverage with the documents that it speaks of."""

    coverage: Coverage
    side: Side
    """The resolution."""
    documents: Mapping[str | None, Side]
    """The detailing documents, by number."""

    @classmethod
    def of(cls, coverage: Coverage, resolution: Document, documents: Iterable[Document], name: str = "") -> "View":
        numbers = {one.number for one in coverage.documents}
        return cls(
            coverage=coverage,
            side=Side(resolution, name) if name else sides([resolution])[0],
            documents={one.number: Side(one, one.number or "") for one in documents if one.number in numbers},
        )

    def label(self, row: CoverageRow, lang: str = "vi") -> str:
        return printable(self.side.label(row.provision, lang))

    def subject(self, row: CoverageRow) -> str:
        """What the order says; of a provision that orders nothing, how it begins."""
        return printable(row.text or self.beginning(row.provision))

    def beginning(self, eid: str) -> str:
        """The first words of a provision."""
        flat = " ".join(self.side.words(eid).split()) if eid in self.side.units else eid
        return printable(flat if len(flat) <= _BEGINNING else flat[:_BEGINNING].rsplit(" ", 1)[0] + " …")

    def by_document(self, details: Sequence[Detail]) -> list[tuple[Issued, list[Detail]]]:
        """The details of a row under their documents, by day; each in the order of its document."""
        found: list[tuple[Issued, list[Detail]]] = []
        for issued in self.coverage.documents:
            own = [one for one in details if one.number == issued.number]
            order = self.documents[issued.number].order if issued.number in self.documents else {}
            if own:
                found.append((issued, sorted(own, key=lambda one: order.get(one.eid, len(order)))))
        return found

    def detail_label(self, one: Detail, lang: str = "vi") -> str:
        side = self.documents.get(one.number)
        if one.eid == "title" or side is None:
            return one.eid
        return printable(side.label(one.eid, lang))

    @cached_property
    def counts(self) -> dict[str | None, int]:
        """How many provisions of each document detail the resolution."""
        seen = {(one.number, one.eid) for row in self.coverage.rows for one in row.details}
        return {number: sum(other == number for other, _ in seen) for number in {number for number, _ in seen}}


@dataclass(frozen=True)
class BesideView:
    """Two coverages side by side, with the documents that they speak of."""

    beside: Beside
    visitor: View
    host: View

    @classmethod
    def of(cls, beside: Beside, visitor: Document, host: Document, documents: Sequence[Document]) -> "BesideView":
        ours, theirs = sides([visitor, host])
        return cls(
            beside=beside,
            visitor=View.of(beside.visitor, visitor, documents, ours.name),
            host=View.of(beside.host, host, documents, theirs.name),
        )

    @property
    def filled(self) -> dict[str, str]:
        """What fills the phrases that name both."""
        return {"visitor": printable(self.visitor.side.name), "host": printable(self.host.side.name)}


def names(view: View, details: Sequence[Detail], lang: str = "vi") -> str:
    """
    The provisions of one document in few words: articles of a run as "Điều 4 đến Điều 9".
    """
    side = view.documents.get(details[0].number) if details else None
    if side is None:
        return ", ".join(one.eid for one in details)
    parts: list[str] = []
    for run in _runs(list(dict.fromkeys(one.eid for one in details)), side):
        first, last = (printable(side.label(eid, lang)) for eid in (run[0], run[-1]))
        joint = " to " if lang == "en" else " đến "
        parts += [first + joint + last] if len(run) > 2 else [printable(side.label(eid, lang)) for eid in run]
    return ", ".join(parts)


def _runs(eids: Sequence[str], side: Side) -> list[list[str]]:
    """eIds in order, neighbouring articles together."""
    articles = [unit.eid for unit in side.document.provisions if unit.level is Level.ARTICLE]
    place = {eid: at for at, eid in enumerate(articles)}
    runs: list[list[str]] = []
    for eid in eids:
        if runs and eid in place and place.get(runs[-1][-1], -2) == place[eid] - 1:
            runs[-1].append(eid)
        else:
            runs.append([eid])
    return runs


def day(iso: str | None) -> str:
    """An ISO day as people write it; "" for none."""
    return day_words(iso) if iso else ""
