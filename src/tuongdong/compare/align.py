"""
Which units of two documents are the same policy.

Evidence is words and context alone: article numbers count for nothing, and order is free. Three passes:

1. Whole leaves that are each other's best.
2. Parts: a unit that is left and the sentences of another, matched or not, that it explains better than anybody else
   (1:n and n:1).
3. Composites, where the points of one side stand as one paragraph on the other.

The passes look at a pair and its rivals only, so that what is added or removed elsewhere changes nothing here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tuongdong.compare.likeness import likeness
from tuongdong.compare.units import Passage, Side, Unit

__all__ = ["CONTEXT", "PART", "WHOLE", "Pair", "align", "score"]

CONTEXT: Final = 0.2
"""The share of the context in the score of two whole units."""
AROUND: Final = 0.1
SAME_ROLE: Final = 0.9
SAME_PURPOSE: Final = 0.1
OTHER_ROLE: Final = 0.1
OUTDONE: Final = 0.15
WHOLE: Final = 0.40
"""The least score of two whole units."""
PART: Final = 0.45
"""The least likeness of a unit and some sentences of another."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units that match; the parts are the sentences that do, where not the whole does."""

    a: Unit
    b: Unit
    score: float
    a_part: Passage | None = None
    b_part: Passage | None = None


def score(x: Unit, y: Unit, x_part: Passage | None = None, y_part: Passage | None = None) -> float:
    """Likeness of the words, helped by that of the context, of the articles around and of what the units are for."""
    words = likeness((x_part or x.whole).vector, (y_part or y.whole).vector)
    value = (
        (1 - CONTEXT - AROUND) * words
        + CONTEXT * context_likeness(x, y, words)
        + AROUND * likeness(x.article, y.article)
        + adjustment(x, y)
    )
    return min(1.0, max(0.0, value))


def context_likeness(x: Unit, y: Unit, words: float) -> float:
    """Of the headings and opening words above; units without any are judged by their own words."""
    context = words if x.context is None or y.context is None else likeness(x.context, y.context)
    return max(context, SAME_ROLE) if x.role[0] and x.role[0] == y.role[0] else context


def adjustment(x: Unit, y: Unit) -> float:
    """For boilerplate of one purpose, against boilerplate and policy, or boilerplate of two purposes."""
    if x.role[1] and x.role[1] == y.role[1]:
        return SAME_PURPOSE
    if bool(x.role[0]) != bool(y.role[0]) or (x.role[1] and y.role[1]):
        return -OTHER_ROLE
    return 0.0


def align(a: Side, b: Side) -> list[Pair]:
    """The pairs, in the reading order of A."""
    table = Scores(a.leaves, b.leaves)
    pairs = [p for p in _wholes(table) if not _outdone(p, table)]
    taken_a, taken_b = {p.a.eid for p in pairs}, {p.b.eid for p in pairs}
    pairs += _parts(table, taken_a, taken_b)
    pairs += _composites(a, b, pairs)
    return sorted(pairs, key=lambda p: (p.a.order, p.b.order))


class Scores:
    """Scores of all leaves of two sides, by index; only pairs that share a telling word are looked at."""

    def __init__(self, a: tuple[Unit, ...], b: tuple[Unit, ...]) -> None:
        self.a, self.b = a, b
        self.rows: list[dict[int, float]] = [{} for _ in a]
        for i, x in enumerate(a):
            for j, y in enumerate(b):
                value = score(x, y)
                if value > 0.1:
                    self.rows[i][j] = value


def _wholes(table: Scores) -> Iterator[Pair]:
    """Whole leaves that are each other's best among those left, round by round."""
    left_a, left_b = set(range(len(table.a))), set(range(len(table.b)))
    while True:
        best_b: dict[int, tuple[float, int]] = {}
        best_a: dict[int, tuple[float, int]] = {}
        for i in left_a:
            for j, value in table.rows[i].items():
                if j not in left_b or value < WHOLE:
                    continue
                near = -abs(i / len(table.a) - j / len(table.b)) * 1e-6
                if value + near > best_a.get(i, (0.0, 0))[0]:
                    best_a[i] = (value + near, j)
                if value + near > best_b.get(j, (0.0, 0))[0]:
                    best_b[j] = (value + near, i)
        found = [(i, j, table.rows[i][j]) for i, (_, j) in best_a.items() if best_b[j][1] == i]
        if not found:
            return
        for i, j, value in found:
            left_a.discard(i)
            left_b.discard(j)
            yield Pair(table.a[i], table.b[j], value)


def _outdone(pair: Pair, table: Scores) -> bool:
    """Whether some sentences of another unit are far more like one of the two than its partner is."""
    return any(_best_run(x, pair.b) > pair.score + OUTDONE for x in table.a if x is not pair.a) or any(
        _best_run(y, pair.a) > pair.score + OUTDONE for y in table.b if y is not pair.b
    )


def _best_run(rival: Unit, unit: Unit) -> float:
    return max((score(rival, unit, run) for _, _, run in rival.runs), default=0.0)


def _parts(table: Scores, taken_a: set[str], taken_b: set[str]) -> Iterator[Pair]:
    """Units that are left, with the sentences of another that they explain best."""
    free_a = [x for x in table.a if x.eid not in taken_a]
    free_b = [y for y in table.b if y.eid not in taken_b]
    for x in free_a:
        if found := _claim(x, table.b, table.a):
            y, run, value = found
            yield Pair(x, y, value, b_part=run)
    for y in free_b:
        if found := _claim(y, table.a, table.b):
            x, run, value = found
            yield Pair(x, y, value, a_part=run)


def _claim(x: Unit, others: tuple[Unit, ...], rivals: tuple[Unit, ...]) -> tuple[Unit, Passage, float] | None:
    """The sentences of another unit that x is most like, when no rival is more like them."""
    best: tuple[float, Unit, Passage] | None = None
    for y in others:
        for _, _, run in y.runs:
            value = score(x, y, y_part=run)
            if value >= PART and (best is None or value > best[0]):
                best = (value, y, run)
    if best is None or any(_strongest(r, best[1], best[2]) > best[0] for r in rivals if r is not x):
        return None
    return best[1], best[2], best[0]


def _strongest(rival: Unit, y: Unit, part: Passage) -> float:
    """How well a rival, or some sentences of it, would stand against a part."""
    return max([score(rival, y, y_part=part), *(score(rival, y, run, part) for _, _, run in rival.runs)])


def _composites(a: Side, b: Side, pairs: Iterable[Pair]) -> list[Pair]:
    """Clauses and articles none of whose leaves matched, with what is most like them on the other side."""
    touched_a, touched_b = _touched(p.a for p in pairs), _touched(p.b for p in pairs)
    free_a = [u for u in a.units if u.eid not in touched_a]
    free_b = [u for u in b.units if u.eid not in touched_b]
    scored = [(score(x, y), x, y) for x in free_a for y in free_b if not (x.leaf and y.leaf)]
    scored = sorted((s for s in scored if s[0] >= WHOLE), key=lambda s: (-s[0], s[1].order + s[2].order, s[1].order))
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
