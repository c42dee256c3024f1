"""
Which units of two documents are the same policy.

Evidence is words and context alone: article numbers count for nothing, and order is free. Four passes:

1. Whole leaves that are each other's best.
2. Parts: a unit that is left and the sentences of another, matched or not, that it explains better than anybody else
   (1:n and n:1).
3. Composites, where the points of one side stand as one paragraph on the other.
4. What is left and still each other's best touches the same subject (`related`).

The passes look at a pair and its rivals only, so that what is added or removed elsewhere changes nothing here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tuongdong.compare.likeness import likeness, likeness_table
from tuongdong.compare.units import Passage, Side, Unit
from tuongdong.models import Span

__all__ = [
    "AROUND",
    "CONTEXT",
    "PART",
    "SAME_POLICY",
    "WHOLE",
    "Pair",
    "adjustment",
    "align",
    "context_likeness",
    "score",
]

FAINT: Final = 0.12
"""Units with less in common are not looked at."""
CONTEXT: Final = 0.2
"""The share of the context in the score."""
AROUND: Final = 0.11
"""How far the likeness of the articles around ranks one partner before another; it makes no partner by itself."""
OTHER_TIER: Final = 0.1
"""How far a partner of another tier of administration, the ward for the district, ranks behind."""
SAME_ROLE: Final = 0.9
SAME_PURPOSE: Final = 0.1
OTHER_ROLE: Final = 0.1
OUTDONE: Final = 0.15
SAME_POLICY: Final = 0.44
"""The least score of two units that are the same policy."""
WHOLE: Final = 0.30
"""The least score of two whole units that touch the same subject."""
PART: Final = 0.45
"""The least likeness of a unit and some sentences of another."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units that match; the parts are the sentences that do, where not the whole does."""

    a: Unit
    b: Unit
    score: float
    a_part: tuple[Passage, ...] = ()
    b_part: tuple[Passage, ...] = ()

    @property
    def same_policy(self) -> bool:
        """Whether the score is enough for one row of a comparison table; boilerplate of one purpose needs less."""
        if self.a.role[1] and self.a.role[1] == self.b.role[1]:
            return self.score >= SAME_POLICY - 0.08
        if self.a.role[0] and self.a.role[0] == self.b.role[0]:
            return self.score >= SAME_POLICY - 0.04
        return self.score >= SAME_POLICY


def score(x: Unit, y: Unit, x_part: Passage | None = None, y_part: Passage | None = None) -> float:
    """Likeness of the words, helped by that of the context and of what the units are for."""
    words = likeness((x_part or x.whole).vector, (y_part or y.whole).vector)
    return weighed(x, y, words, context_likeness(x, y))


def weighed(x: Unit, y: Unit, words: float, context: float | None) -> float:
    """The score from its parts; units without context are judged by their own words."""
    above = words if context is None else context
    if x.role[0] and x.role[0] == y.role[0]:
        above = max(above, SAME_ROLE)
    value = (1 - CONTEXT) * words + CONTEXT * above + adjustment(x, y)
    return min(1.0, max(0.0, value))


def context_likeness(x: Unit, y: Unit) -> float | None:
    """Of the headings and opening words above two units."""
    return None if x.context is None or y.context is None else likeness(x.context, y.context)


def adjustment(x: Unit, y: Unit) -> float:
    """For boilerplate of one purpose, against boilerplate and policy, or boilerplate of two purposes."""
    if x.role[1] and x.role[1] == y.role[1]:
        return SAME_PURPOSE
    if bool(x.role[0]) != bool(y.role[0]) or (x.role[1] and y.role[1]):
        return -OTHER_ROLE
    return 0.0


def align(a: Side, b: Side) -> list[Pair]:
    """The pairs, in the reading order of A."""
    scores = Scores(a.leaves, b.leaves)
    pairs = [p for p in _wholes(scores, ()) if p.same_policy and not scores.outdone(p)]
    pairs += _parts(scores, {p.a.eid for p in pairs}, {p.b.eid for p in pairs})
    pairs += _composites(a, b, pairs)
    pairs += _wholes(scores, pairs)
    return sorted(_shared(pairs), key=lambda p: (p.a.order, p.b.order))


class Scores:
    """All that is asked about the leaves of two sides; what is asked twice is kept."""

    def __init__(self, a: tuple[Unit, ...], b: tuple[Unit, ...]) -> None:
        self.a, self.b = a, b
        self._contexts: dict[tuple[int, int], float | None] = {}
        self._articles: dict[tuple[int, int], float] = {}
        words = likeness_table([x.whole.vector for x in a], [y.whole.vector for y in b])
        self.words = {
            (x.eid, y.eid): v for x, row in zip(a, words, strict=True) for y, v in zip(b, row, strict=True) if v > FAINT
        }
        self.rows: list[dict[int, float]] = [
            {j: self._weighed(x, y, v) for j, (y, v) in enumerate(zip(b, row, strict=True)) if v > FAINT}
            for x, row in zip(a, words, strict=True)
        ]

    def _weighed(self, x: Unit, y: Unit, words: float) -> float:
        key = id(x.context), id(y.context)
        if key not in self._contexts:
            self._contexts[key] = context_likeness(x, y)
        return weighed(x, y, words, self._contexts[key])

    def rank(self, i: int, j: int) -> float:
        """By what the partners of a unit are ranked: the score, the articles around, the like place in the document."""
        if self.rows[i][j] < SAME_POLICY - 0.08:
            return self.rows[i][j]
        x, y = self.a[i], self.b[j]
        key = id(x.article), id(y.article)
        if key not in self._articles:
            self._articles[key] = likeness(x.article, y.article)
        place = abs(i / len(self.a) - j / len(self.b))
        other = OTHER_TIER if x.tier and y.tier and x.tier != y.tier else 0.0
        return self.rows[i][j] + AROUND * self._articles[key] - other - place * 1e-6

    def run(self, x: Unit, y: Unit, x_part: Passage | None, y_part: Passage | None) -> float:
        """The score of parts; the whole where a part is None."""
        return self._weighed(x, y, likeness((x_part or x.whole).vector, (y_part or y.whole).vector))

    def outdone(self, pair: Pair) -> bool:
        """Whether some sentences of another unit are far more like one of the two than its partner is."""
        limit = pair.score + OUTDONE
        if limit >= 1:
            return False
        return any(
            self.run(x, pair.b, run, None) > limit
            for x in self.a
            if x is not pair.a and (x.eid, pair.b.eid) in self.words
            for run in x.runs
        ) or any(
            self.run(pair.a, y, None, run) > limit
            for y in self.b
            if y is not pair.b and (pair.a.eid, y.eid) in self.words
            for run in y.runs
        )

    def claim_b(self, x: Unit) -> Pair | None:
        """The sentences of a unit of B that x is most like, when no rival in A is more like them."""
        found = _claim(x, self.b, self.a, lambda x, y: (x.eid, y.eid) in self.words, self.run)
        return Pair(x, found[1], found[0], b_part=(found[2],)) if found else None

    def claim_a(self, y: Unit) -> Pair | None:
        """The mirror of `claim_b`."""
        found = _claim(
            y, self.a, self.b, lambda y, x: (x.eid, y.eid) in self.words, lambda y, x, p, q: self.run(x, y, q, p)
        )
        return Pair(found[1], y, found[0], a_part=(found[2],)) if found else None


Run = Callable[[Unit, Unit, Passage | None, Passage | None], float]


def _claim(
    unit: Unit, others: Sequence[Unit], rivals: Sequence[Unit], near: Callable[[Unit, Unit], bool], run: Run
) -> tuple[float, Unit, Passage] | None:
    """The score, the other unit and its sentences, seen from the side of the unit that claims."""
    runs = ((run(unit, other, None, part), other, part) for other in others if near(unit, other) for part in other.runs)
    best = max(runs, key=lambda found: found[0], default=None)
    if best is None or best[0] < PART:
        return None
    value, other, part = best
    against = (rival for rival in rivals if rival is not unit and near(rival, other))
    if any(run(rival, other, piece, part) > value for rival in against for piece in (None, *rival.runs)):
        return None
    return best


def _wholes(scores: Scores, done: Sequence[Pair]) -> Iterator[Pair]:
    """Whole leaves that are each other's best among those left, round by round."""
    left_a = _left(scores.a, [p.a for p in done])
    left_b = _left(scores.b, [p.b for p in done])
    while True:
        best_a: dict[int, tuple[float, int]] = {}
        best_b: dict[int, tuple[float, int]] = {}
        for i in left_a:
            for j, value in scores.rows[i].items():
                if j not in left_b or value < WHOLE:
                    continue
                ranked = scores.rank(i, j)
                if ranked > best_a.get(i, (0.0, 0))[0]:
                    best_a[i] = (ranked, j)
                if ranked > best_b.get(j, (0.0, 0))[0]:
                    best_b[j] = (ranked, i)
        found = [(i, j) for i, (_, j) in best_a.items() if best_b[j][1] == i]
        if not found:
            return
        for i, j in found:
            left_a.discard(i)
            left_b.discard(j)
            yield Pair(scores.a[i], scores.b[j], scores.rows[i][j])


def _left(leaves: Sequence[Unit], done: Sequence[Unit]) -> set[int]:
    """Indexes of the leaves that are not matched, themselves or as part of a composite."""
    matched = {u.eid for u in done}
    return {i for i, leaf in enumerate(leaves) if not matched & _touched([leaf])}


def _parts(scores: Scores, taken_a: set[str], taken_b: set[str]) -> list[Pair]:
    """Units that are left, with the sentences of another that they explain best."""
    claims = [scores.claim_b(x) for x in scores.a if x.eid not in taken_a]
    claims += [scores.claim_a(y) for y in scores.b if y.eid not in taken_b]
    return [pair for pair in claims if pair]


def _shared(pairs: Sequence[Pair]) -> list[Pair]:
    """Where some sentences of a unit are claimed by another pair, the pair of the whole keeps the rest."""
    claimed_a = [(p.a.eid, run.span) for p in pairs for run in p.a_part]
    claimed_b = [(p.b.eid, run.span) for p in pairs for run in p.b_part]
    return [
        replace(p, a_part=p.a_part or _rest(p.a, claimed_a), b_part=p.b_part or _rest(p.b, claimed_b)) for p in pairs
    ]


def _rest(unit: Unit, claimed: Iterable[tuple[str, Span]]) -> tuple[Passage, ...]:
    """The sentences of a unit that nobody claimed; none where nobody claimed any, or all are."""
    spans = [span for eid, span in claimed if eid == unit.eid]
    if not spans or not unit.leaf:
        return ()
    return tuple(s for s in unit.sentences if not any(c.start <= s.span.start and s.span.end <= c.end for c in spans))


def _composites(a: Side, b: Side, pairs: Iterable[Pair]) -> list[Pair]:
    """Clauses and articles none of whose leaves matched, with what is most like them on the other side."""
    touched_a, touched_b = _touched(p.a for p in pairs), _touched(p.b for p in pairs)
    free_a = [u for u in a.units if u.eid not in touched_a]
    free_b = [u for u in b.units if u.eid not in touched_b]
    words = likeness_table([x.whole.vector for x in free_a], [y.whole.vector for y in free_b])
    scored = [
        (weighed(x, y, value, context_likeness(x, y)), x, y)
        for x, row in zip(free_a, words, strict=True)
        for y, value in zip(free_b, row, strict=True)
        if value > FAINT and not (x.leaf and y.leaf)
    ]
    scored = sorted(
        (s for s in scored if s[0] >= SAME_POLICY), key=lambda s: (-s[0], s[1].order + s[2].order, s[1].order)
    )
    found: list[Pair] = []
    for value, x, y in scored:
        if x.eid in touched_a or y.eid in touched_b:
            continue
        found.append(Pair(x, y, value))
        touched_a |= _family(x, a)
        touched_b |= _family(y, b)
    return found


def _touched(units: Iterable[Unit]) -> set[str]:
    """The units and everything above them."""
    return {"__".join(u.eid.split("__")[:n]) for u in units for n in range(1, u.eid.count("__") + 2)}


def _family(unit: Unit, side: Side) -> set[str]:
    below = {u.eid for u in side.units if u.eid.startswith(unit.eid + "__")}
    return below | _touched([unit])
