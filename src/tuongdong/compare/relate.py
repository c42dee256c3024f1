"""
Pairs to a Comparison: same, differs or related; what stands alone.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from tuongdong.compare.align import Pair
from tuongdong.compare.differ import differences
from tuongdong.compare.references import reference_judge
from tuongdong.compare.units import Passage, Side, Unit
from tuongdong.compare.words import Word
from tuongdong.models import Difference, Document, Match, Relation

__all__ = ["alone", "relate"]

Judge = Callable[[str, str], Callable[[Word, Word], bool]]


def relate(a: Side, b: Side, pairs: Sequence[Pair]) -> tuple[Match, ...]:
    """A Match for each pair, in its order."""
    judge = reference_judge(a.document, b.document, pairs)
    return tuple(_match(a.document, b.document, pair, judge) for pair in pairs)


def _match(a: Document, b: Document, pair: Pair, judge: Judge) -> Match:
    found: tuple[Difference, ...] = ()
    relation = Relation.RELATED
    if pair.same_policy:
        found = differences(a, _said(pair.a, pair.a_part), b, _said(pair.b, pair.b_part), judge(pair.a.eid, pair.b.eid))
        relation = Relation.DIFFERS if found else Relation.SAME
    return Match(
        a=pair.a.eid,
        b=pair.b.eid,
        relation=relation,
        score=round(pair.score, 4),
        boilerplate=bool(pair.a.role[0] and pair.b.role[0]),
        differences=found,
        a_part=tuple(p.span for p in pair.a_part) or None,
        b_part=tuple(p.span for p in pair.b_part) or None,
    )


def _said(unit: Unit, part: Sequence[Passage]) -> list[Passage]:
    """The sentences of a unit, or those of its part."""
    if not part:
        return list(unit.sentences)
    return [s for s in unit.sentences if any(p.span.start <= s.span.start and s.span.end <= p.span.end for p in part)]


def alone(document: Document, matched: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """The highest units (`known`, by eId) with no matched self, ancestor or descendant, in reading order."""
    touched: set[str] = set()
    for eid in matched:
        steps = eid.split("__")
        touched |= {"__".join(steps[:n]) for n in range(1, len(steps) + 1)}
    own = set(matched)
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
