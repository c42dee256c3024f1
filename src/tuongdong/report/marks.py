"""
What differs, as runs of text: the typed differences of a match, and the words that the other side does not have.

    runs(text, span, marks)     a span cut into runs, each with its mark
    changed_words(a, b)         the spans of words on either side without a counterpart on the other
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

from tuongdong.compare.names import names_of
from tuongdong.models import Document, Match, Relation, Span
from tuongdong.report.side import Side
from tuongdong.text import fold

__all__ = ["LABEL", "VALUES", "WORD", "Mark", "Run", "changed_words", "difference_marks", "match_marks", "runs"]

WORD: Final = "word"
"""The mark of a word that differs; other marks are kinds of difference."""
LABEL: Final = "label"
"""The mark of a provision's name among other words."""
VALUES: Final = frozenset({"percentage", "money", "duration", "date", "area", "count", "quantity"})
"""The kinds of difference that are values."""

_TOKEN_RE: Final = re.compile(r"\w+(?:[.,]\d+)*%?")
_LEAST_ALIKE: Final = 0.35  # below this share of equal words nearly everything would be marked, which helps nobody
_LONG: Final = 3000  # from here on difflib's own shortcut for frequent words is worth its losses


class Mark(NamedTuple):
    """A span of a text and why it stands out."""

    span: Span
    kind: str


class Run(NamedTuple):
    """Text with one mark, or none ("")."""

    text: str
    kind: str
    dim: bool = False
    """Outside the sentences that match."""


class _Token(NamedTuple):
    key: str
    span: Span


def runs(text: str, span: Span, marks: Sequence[Mark], parts: Sequence[Span] | None = None) -> list[Run]:
    """
    The span cut into runs that together are its text. Where marks overlap the narrowest kind of difference wins, and
    any over a word.

    >>> runs("không quá 70%", Span(0, 13), [Mark(Span(10, 13), "percentage")])
    [Run(text='không quá ', kind='', dim=False), Run(text='70%', kind='percentage', dim=False)]
    """
    inside = [mark for mark in marks if mark.span.start < span.end and mark.span.end > span.start]
    edges = {span.start, span.end}
    for at in (edge for mark in inside for edge in mark.span):
        edges.add(min(max(at, span.start), span.end))
    for at in (edge for part in parts or () for edge in part):
        edges.add(min(max(at, span.start), span.end))
    cuts = sorted(edges)
    found: list[Run] = []
    for start, end in pairwise(cuts):
        here = [mark for mark in inside if mark.span.start <= start and mark.span.end >= end]
        kind = min(here, key=_breadth).kind if here else ""
        dim = parts is not None and not any(part.start <= start and part.end >= end for part in parts)
        if found and (found[-1].kind, found[-1].dim) == (kind, dim):
            found[-1] = Run(found[-1].text + text[start:end], kind, dim)
        else:
            found.append(Run(text[start:end], kind, dim))
    return found


def _breadth(mark: Mark) -> tuple[bool, int]:
    return mark.kind == WORD, mark.span.end - mark.span.start


def difference_marks(matches: Iterable[Match], *, ours: bool) -> list[Mark]:
    """The typed differences of matches on one side."""
    spans = (
        (difference.a_span if ours else difference.b_span, difference.kind.value)
        for match in matches
        for difference in match.differences
    )
    return [Mark(span, kind) for span, kind in spans if span is not None and span.start < span.end]


def match_marks(matches: Sequence[Match], a: Side, b: Side, *, words: bool = True) -> tuple[list[Mark], list[Mark]]:
    """
    Marks of both sides for the matches of one provision of A with one host.

    Words are marked where the policy is alike and differs; between merely related rules everything would be marked.
    """
    marks_a, marks_b = difference_marks(matches, ours=True), difference_marks(matches, ours=False)
    differing = [match for match in matches if match.relation is Relation.DIFFERS]
    if words and differing:
        spans_a = _compared(differing[0].a, [m.a_part for m in differing], a)
        spans_b = [span for match in differing for span in _compared(match.b, [match.b_part], b)]
        changed_a, changed_b = changed_words((a.document, spans_a), (b.document, spans_b))
        marks_a += [Mark(span, WORD) for span in changed_a]
        marks_b += [Mark(span, WORD) for span in changed_b]
    return marks_a, marks_b


def _compared(eid: str, parts: Sequence[tuple[Span, ...] | None], side: Side) -> list[Span]:
    """The sentences that match; the whole provision when one of the matches is of the whole."""
    told = [part for part in parts if part is not None]
    if len(told) == len(parts):
        return sorted({span for part in told for span in part})
    return list(side.shown(eid)) if eid in side.units else []


def changed_words(
    a: tuple[Document, Sequence[Span]], b: tuple[Document, Sequence[Span]]
) -> tuple[list[Span], list[Span]]:
    """Spans of words without a counterpart on the other side; none at all where the texts are too unlike."""
    left, right = _tokens(*a), _tokens(*b)
    matcher = SequenceMatcher(
        None, [t.key for t in left], [t.key for t in right], autojunk=len(left) + len(right) > _LONG
    )
    if matcher.ratio() < _LEAST_ALIKE:
        return [], []
    blocks = [op for op in matcher.get_opcodes() if op[0] != "equal"]
    return (
        _joined([left[i].span for op in blocks for i in range(op[1], op[2])], a[0].text),
        _joined([right[i].span for op in blocks for i in range(op[3], op[4])], b[0].text),
    )


def _tokens(document: Document, spans: Sequence[Span]) -> list[_Token]:
    """The words of spans in order, without the names by which the locality goes and the words that give it one."""
    own = names_of(document)
    found: list[_Token] = []
    for span in spans:
        named = [Span(*match.span()) for match in own.finditer(document.text, span.start, span.end)]
        named = sorted([*named, *(alias.span for alias in document.aliases if alias.span.end > span.start)])
        at = 0
        for match in _TOKEN_RE.finditer(document.text, span.start, span.end):
            while at < len(named) and named[at].end <= match.start():
                at += 1
            if at == len(named) or match.end() <= named[at].start:
                found.append(_Token(fold(match[0]), Span(*match.span())))
    return found


def _joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Neighbours become one when only a space stands between them."""
    found: list[Span] = []
    for span in spans:
        if found and text[found[-1].end : span.start].strip(" ") == "":
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found
