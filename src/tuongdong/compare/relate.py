"""
Pairs to a Comparison: same, differs or related; what stands alone.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from tuongdong.compare.align import Pair
from tuongdong.compare.differ import differences
from tuongdong.compare.references import reference_judge
from tuongdong.compare.units import Side, Unit
from tuongdong.compare.words import Word
from tuongdong.models import Difference, Document, Match, Relation

__all__ = ["SAME_POLICY", "alone", "relate"]

SAME_POLICY: Final = 0.40
"""Below this score a pair touches the same subject, but is another rule."""

Judge = Callable[[str, str], Callable[[Word, Word], bool]]


def relate(a: Side, b: Side, pairs: Sequence[Pair]) -> tuple[Match, ...]:
    """A Match for each pair, in its order."""
    judge = reference_judge(a.document, b.document, pairs)
    return tuple(_match(a.document, b.document, pair, judge) for pair in pairs)


def _match(a: Document, b: Document, pair: Pair, judge: Judge) -> Match:
    a_words = (pair.a_part or pair.a.whole).words
    b_words = (pair.b_part or pair.b.whole).words
    found: tuple[Difference, ...] = ()
    relation = Relation.RELATED
    if pair.score >= SAME_POLICY:
        found = differences(a, a_words, b, b_words, judge(pair.a.eid, pair.b.eid))
        relation = Relation.DIFFERS if found else Relation.SAME
    return Match(
        a=pair.a.eid,
        b=pair.b.eid,
        relation=relation,
        score=round(pair.score, 4),
        boilerplate=bool(pair.a.role[0] and pair.b.role[0]),
        differences=found,
        a_part=(pair.a_part.span,) if pair.a_part else None,
        b_part=(pair.b_part.span,) if pair.b_part else None,
    )


def alone(document: Document, matched: Iterable[str], units: Iterable[Unit]) -> tuple[str, ...]:
    """The highest units with no matched self, ancestor or descendant, in reading order."""
    touched: set[str] = set()
    for eid in matched:
        steps = eid.split("__")
        touched |= {"__".join(steps[:n]) for n in range(1, len(steps) + 1)}
    own = set(matched)
    known = {u.eid for u in units}
    found: list[str] = []
    covered: set[str] = set()
    parents = {p.eid: p.parent for p in document.provisions}
    for provision in document.provisions:
        eid = provision.eid
        if eid in touched or eid not in known:
            continue
        above = _ancestors(eid, parents)
        if any(x in own or x in covered for x in above):
            continue
        covered.add(eid)
        found.append(eid)
    return tuple(found)


def _ancestors(eid: str, parents: dict[str, str | None]) -> list[str]:
    found = []
    parent = parents.get(eid)
    while parent is not None:
        found.append(parent)
        parent = parents.get(parent)
    return found
