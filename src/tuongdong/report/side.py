"""
A document as a column of a table: its name, the names of its provisions, the words that a row shows of them.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tuongdong.eids import PLUS, is_plus
from tuongdong.models import Document, Level, Provision, Span
from tuongdong.report.words import word
from tuongdong.text import capital

__all__ = ["Side", "sides"]

# Hội đồng nhân dân thành phố Mây Ngàn / UBND tỉnh Đồi Thông: a locality that the register does not know
_ISSUER_RE: Final = re.compile(
    r"(?:Chủ tịch )?(?:Hội đồng nhân dân|(?:Ủy|Uỷ) ban nhân dân|HĐND|UBND) (?:thành phố|tỉnh) (.+)", re.I
)
# Only where no article stands above do these say where a provision is: articles run through chapters.
_FRAMES = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})


@dataclass(frozen=True)
class Side:
    """A document and the name of its column."""

    document: Document
    name: str

    @property
    def citation(self) -> str:
        """How a paper names the document: "Nghị quyết số 15/2025/NQ-HĐND (Mây Ngàn)"."""
        doctype, number = (self.document.doctype or "").capitalize(), self.document.number
        text = f"{doctype} số {number}" if doctype and number else number or self.name
        return text if self.name in text else f"{text} ({self.name})"

    @cached_property
    def units(self) -> dict[str, Provision]:
        return {unit.eid: unit for unit in self.document.provisions}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each eId in reading order."""
        return {unit.eid: at for at, unit in enumerate(self.document.provisions)}

    @cached_property
    def starts(self) -> dict[int, Level]:
        """Where each provision begins, and its level."""
        return {unit.span.start: unit.level for unit in self.document.provisions}

    @cached_property
    def first_child(self) -> dict[str, int]:
        """Where the first child of a provision begins."""
        found: dict[str, int] = {}
        for unit in self.document.provisions:
            if unit.parent is not None:
                found.setdefault(unit.parent, unit.span.start)
        return found

    def chain(self, eid: str) -> list[Provision]:
        """The provision and what stands above it, from below."""
        found: list[Provision] = []
        at: str | None = eid
        while at is not None and at in self.units:
            found.append(self.units[at])
            at = self.units[at].parent
        return found

    def above(self, eid: str) -> list[str]:
        """The eIds above a provision, from below."""
        return [unit.eid for unit in self.chain(eid)[1:]]

    def label(self, eid: str, lang: str = "vi", *, inside: bool = False) -> str:
        """
        How people name a provision: "Điểm a khoản 4 Điều 5". `inside` its article only "Điểm a khoản 4".

        In English "Article 5, clause 4, point a".
        """
        chain = self.chain(eid)
        if not chain:
            return eid
        framed = any(unit.level is Level.ARTICLE for unit in chain)
        named = [unit for unit in chain if unit is chain[0] or not (framed and unit.level in _FRAMES)]
        if inside and chain[0].level not in (Level.ARTICLE, *_FRAMES):
            named = [unit for unit in named if unit.level not in (Level.ARTICLE, Level.ATTACHMENT, *_FRAMES)]
        parts = [_own_label(unit, lang, plan=not framed) for unit in named]
        text = ", ".join(reversed(parts)) if lang == "en" else " ".join(parts)
        return capital(text)

    def group(self, eid: str) -> str:
        """The eId under which a table gathers a provision: its article; where there is none, the highest part or itself."""
        chain = self.chain(eid)
        article = next((unit.eid for unit in chain if unit.level is Level.ARTICLE), None)
        frame = next((unit.eid for unit in reversed(chain) if unit.level is not Level.ATTACHMENT), eid)
        return article or frame

    def heading(self, eid: str, lang: str = "vi") -> str:
        """A line for the head of a group: "Điều 5. Bội chi ngân sách"."""
        unit = self.units.get(eid)
        if unit is None:
            return eid
        return self.label(eid, lang) + (f". {' '.join(unit.heading.split())}" if unit.heading else "")

    def subject(self, eid: str) -> str:
        """What a provision is about: the nearest heading at or above it, else its first words."""
        for unit in self.chain(eid):
            if unit.heading:
                return " ".join(unit.heading.split())
        return _short(self.words(eid), 90)

    def shown(self, eid: str, elsewhere: Collection[str] = ()) -> tuple[Span, ...]:
        """
        The spans that a row shows of a provision: everything below its label and heading, or only its own words
        when descendants have rows of their own (`elsewhere`).
        """
        unit = self.units[eid]
        own = tuple(unit.pieces)
        bare = not own and eid not in self.first_child  # a rule that stands in the heading line
        if unit.heading_span and (bare or unit.level is not Level.ARTICLE):
            own = (unit.heading_span, *own)
        if any(other.startswith(f"{eid}__") for other in elsewhere) or eid not in self.first_child:
            return self._joined(own) or (unit.span,)
        begins = [span.start for span in own if span.start < self.first_child[eid]] + [self.first_child[eid]]
        return (Span(min(begins), unit.span.end),)

    def _joined(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Spans between which only white space stands become one: so a table stays whole."""
        found: list[Span] = []
        for span in spans:
            if found and not self.document.text[found[-1].end : span.start].strip():
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
        return tuple(found)

    def words(self, eid: str) -> str:
        """The text of a provision with all that stands below it, without its label."""
        return "\n".join(span.of(self.document.text) for span in self.shown(eid))


def _short(text: str, most: int) -> str:
    """The first words of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def _own_label(unit: Provision, lang: str, *, plan: bool) -> str:
    level = "section" if plan and unit.level is Level.CLAUSE else unit.level.value
    name = PLUS[lang == "en"] if is_plus(unit.eid) else word(level, lang)
    if level == "section" and lang == "vi":
        name = name.lower()
    if unit.level is Level.ATTACHMENT and unit.num is None:
        return _short(unit.heading or "", 60) or name
    number = unit.num if unit.num is not None else unit.eid.rsplit("_", 1)[-1]
    return f"{name} {number}"


def sides(documents: Sequence[Document]) -> tuple[Side, ...]:
    """The documents as columns, each named by its locality; by its number where that would not tell them apart."""
    names = [_name(document) or f"{chr(65 + at)}" for at, document in enumerate(documents)]
    return tuple(
        Side(document, name if names.count(name) == 1 else _numbered(name, document, at))
        for at, (name, document) in enumerate(zip(names, documents, strict=True))
    )


def _name(document: Document) -> str | None:
    if len(document.about) == 1:
        return document.about[0]
    issuer = _ISSUER_RE.match(document.issuer or "")
    own = document.locality or (issuer[1] if issuer else None)
    return own or (document.about[0] if document.about else None) or document.number or document.title


def _numbered(name: str, document: Document, at: int) -> str:
    """Of two documents of one locality the numbers tell which is which; where they have none, their places."""
    return document.number if document.number and document.number != name else f"{name} ({at + 1})"
