"""
A document as the comparison sees it: units with their words, vectors, sentences and context.

A leaf is a provision without provisions below it; a composite is one with. The context of a unit are the headings and
opening words above it: "Mức dư nợ vay" under "Điều 5. Bội chi ngân sách".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tuongdong.compare.likeness import Vector, vector
from tuongdong.compare.names import names_of
from tuongdong.compare.roles import role_of
from tuongdong.compare.words import Word, words
from tuongdong.models import Document, Level, Provision, Span

__all__ = ["NAMING", "Passage", "Side", "Unit", "side_of", "unit_eids"]

# "... theo phân cấp. Thu ngân sách ...", "...; vay lại từ nguồn ...": where a sentence ends
_SENTENCE_END_RE: Final = re.compile(r"(?<=[.;:!?])\s+|\n+")
_WORD_RE: Final = re.compile(r"[^\W_]")
_MOST_SENTENCES: Final = 14
"""Longer units are compared by these first sentences and as a whole; runs grow with the square."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in a row with their vector."""

    span: Span
    words: tuple[Word, ...]
    vector: Vector


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision to be matched. Compared by identity of its eId."""

    eid: str
    provision: Provision
    order: int
    leaf: bool
    whole: Passage
    sentences: tuple[Passage, ...]
    context: Vector | None
    article: Vector
    """Of all the words of its article."""
    role: tuple[str, str]
    tier: str
    """The tier of administration that its heading and first sentence name first: "ward", "district"; "" for neither."""
    runs: tuple[Passage, ...]
    """Neighbouring sentences together, where there are several."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two documents."""

    document: Document
    names: re.Pattern[str]
    units: tuple[Unit, ...]

    @property
    def leaves(self) -> tuple[Unit, ...]:
        return tuple(u for u in self.units if u.leaf)


def side_of(document: Document) -> Side:
    """The units of a document that have words of their own or below them, in reading order."""
    names = names_of(document)
    by_eid = {p.eid: p for p in document.provisions}
    articles: dict[str, Vector] = {}
    contexts: dict[tuple[str | None, str | None], Vector | None] = {}
    units = []
    for order, provision, leaf, pieces in _with_words(document):
        sentences = tuple(
            _passage(document, span, names) for piece in pieces for span in _sentences(document.text, piece)
        )
        sentences = tuple(s for s in sentences if s.words)
        if not sentences:
            continue
        above = (provision.parent, provision.heading)
        if above not in contexts:
            contexts[above] = _context(document, provision, by_eid, names)
        article = _article(provision, by_eid)
        if article.eid not in articles:
            found = words(article.span.of(document.text), 0, names)
            articles[article.eid] = vector([w.key for w in found])
        unit = Unit(
            eid=provision.eid,
            provision=provision,
            order=order,
            leaf=leaf,
            whole=_join(sentences),
            sentences=sentences,
            context=contexts[above],
            article=articles[article.eid],
            tier=_tier(f"{article.heading or ''} {sentences[0].span.of(document.text)}"),
            role=role_of(article.heading, " ".join(s.span.of(document.text) for s in sentences)),
            runs=_runs(sentences[:_MOST_SENTENCES]) if leaf else (),
        )
        units.append(unit)
    return Side(document, names, tuple(units))


# Chủ tịch phường / Ủy ban nhân dân quận, thị xã
_TIER_RE: Final = re.compile(r"(?<!\w)(?:(phường|(?<!hợp tác )xã(?! hội)|thị trấn)|(quận|huyện|thị xã))(?!\w)", re.I)


def _tier(words: str) -> str:
    found = _TIER_RE.search(words)
    return "" if found is None else "ward" if found[1] else "district"


def unit_eids(document: Document) -> frozenset[str]:
    """The eIds of `side_of`, without the work of making its units."""
    return frozenset(
        provision.eid
        for _order, provision, _leaf, pieces in _with_words(document)
        if any(_WORD_RE.search(document.text, piece.start, piece.end) for piece in pieces)
    )


def _with_words(document: Document) -> Iterator[tuple[int, Provision, bool, tuple[Span, ...]]]:
    """Provisions that may be units: their order, whether they are leaves, and where their words stand."""
    parents = {p.parent for p in document.provisions}
    for order, provision in enumerate(document.provisions):
        leaf = provision.eid not in parents
        if provision.level in (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ATTACHMENT) and (
            not leaf or not provision.text
        ):
            continue
        pieces = provision.pieces if leaf else (_body(provision),)
        if leaf and not pieces and provision.heading_span:
            pieces = (provision.heading_span,)
        yield order, provision, leaf, pieces


def _article(provision: Provision, by_eid: dict[str, Provision]) -> Provision:
    """The article (or part of a plan) in which a provision stands."""
    while provision.level not in (Level.ARTICLE, Level.PART) and provision.parent in by_eid:
        above = by_eid[provision.parent]
        if above.level in (Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ATTACHMENT):
            break
        provision = above
    return provision


def _body(provision: Provision) -> Span:
    """All words of a composite behind its label and heading."""
    start = provision.heading_span.end if provision.heading_span else provision.span.start
    if provision.pieces and provision.pieces[0].start >= start:
        start = provision.pieces[0].start
    return Span(start, provision.span.end)


def _sentences(text: str, piece: Span) -> list[Span]:
    """The sentences of a piece; splinters of under four words stay with the one before."""
    spans: list[Span] = []
    at = piece.start
    for match in [*_SENTENCE_END_RE.finditer(text, piece.start, piece.end), None]:
        end = match.start() if match else piece.end
        if spans and len(text[at:end].split()) < 4:
            spans[-1] = Span(spans[-1].start, end)
        elif end > at:
            spans.append(Span(at, end))
        if match:
            at = match.end()
    return spans


def _passage(document: Document, span: Span, names: re.Pattern[str]) -> Passage:
    found = tuple(words(span.of(document.text), span.start, names))
    return Passage(span, found, vector([w.key for w in found]))


def _join(passages: tuple[Passage, ...]) -> Passage:
    if len(passages) == 1:
        return passages[0]
    found = tuple(w for p in passages for w in p.words)
    return Passage(Span(passages[0].span.start, passages[-1].span.end), found, vector([w.key for w in found]))


def _runs(sentences: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Every run of up to four neighbouring sentences that is not the whole."""
    return tuple(
        _join(sentences[first:last])
        for first in range(len(sentences))
        for last in range(first + 1, min(len(sentences), first + 4) + 1)
        if last - first < len(sentences)
    )


NAMING: Final = (Level.ARTICLE, Level.CLAUSE, Level.POINT, Level.INDENT, Level.PART)
"""The levels whose headings and opening words say what stands below them."""


def _context(
    document: Document, provision: Provision, by_eid: dict[str, Provision], names: re.Pattern[str]
) -> Vector | None:
    """The headings and opening words above a unit, its own heading included."""
    found = [w.key for w in words(provision.heading or "", 0, names)]
    parent = provision.parent
    while parent is not None:
        above = by_eid[parent]
        if above.level in NAMING:
            opening = above.pieces[0].of(document.text) if above.pieces else ""
            found = [w.key for w in words(f"{above.heading or ''} {opening}", 0, names)] + found
        parent = above.parent
    return vector(found) if found else None
