"""
What is alike so far, as a graph; and whom it leads to: what my like are like may be like me.

    provisions -> vectors -> block -> sketch -> score -> PARTNERS -> cluster

Rare words in common point to a part of a passage's like only. The like of its like hold most of the rest, so candidates
found that way, scored exactly, cost less than longer lists of words and find more (Dong's nearest-neighbour descent).
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit

from tuongdong.mine.arrays import Array
from tuongdong.mine.engines import cores

__all__ = ["Graph", "add_pairs", "empty_graph", "pairs_of", "second_neighbours"]

_SEEN: Final = 4096
"""Places of the set of passages already met; a row meets less than half as many."""


class Graph(NamedTuple):
    """For each passage its best partners so far, -1 where there are fewer, best first, of equals the earlier; and their scores."""

    partners: Array
    scores: Array


def empty_graph(rows: int, width: int) -> Graph:
    return Graph(np.full((rows, width), -1, np.int32), np.zeros((rows, width), np.float32))


def add_pairs(graph: Graph, a: Array, b: Array, scores: Array) -> None:
    """Pairs enter on both sides, in place. In whichever order pairs are added, the graph becomes the same."""
    threads = cores()
    cuts = np.linspace(0, len(graph.partners), threads + 1).astype(np.int64)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda n: _add_pairs(*graph, a, b, scores, cuts[n], cuts[n + 1]), range(threads)))


@njit(nogil=True, cache=True)
def _add_pairs(partners: Any, known: Any, a: Any, b: Any, scores: Any, low: Any, high: Any) -> None:
    """Only the rows low to high are written to: the others are another thread's."""
    for at in range(len(a)):
        if low <= a[at] < high:
            _insert(partners[a[at]], known[a[at]], b[at], scores[at])
        if low <= b[at] < high:
            _insert(partners[b[at]], known[b[at]], a[at], scores[at])


@njit(nogil=True, cache=True, inline="always")
def _insert(partners: Any, scores: Any, other: Any, score: Any) -> None:
    last = len(partners) - 1
    if partners[last] >= 0 and (score < scores[last] or (score == scores[last] and other >= partners[last])):
        return
    slot = 0
    while partners[slot] >= 0 and (scores[slot] > score or (scores[slot] == score and partners[slot] < other)):
        slot += 1
    if partners[slot] == other:
        return
    for move in range(last, slot, -1):
        partners[move], scores[move] = partners[move - 1], scores[move - 1]
    partners[slot], scores[slot] = other, score


def second_neighbours(graph: Graph, rows: Array, through: int) -> Array:
    """For each of `rows` the `through` best partners of its `through` best that it has not itself; -1 where there are fewer."""
    found: Array = _second(graph.partners, rows, min(through, graph.partners.shape[1]))
    return found


@njit(nogil=True, cache=True)
def _second(partners: Any, rows: Any, through: int) -> Any:
    found = np.full((len(rows), through * through), -1, np.int32)
    seen = np.empty(_SEEN, np.int32)
    for at in range(len(rows)):
        row, kept = rows[at], 0
        seen[:] = -1
        _met(seen, row)
        for own in partners[row]:
            if own >= 0:
                _met(seen, own)
        for first in partners[row, :through]:
            if first < 0:
                break
            for other in partners[first, :through]:
                if other < 0:
                    break
                if not _met(seen, other):
                    found[at, kept] = other
                    kept += 1
    return found


@njit(nogil=True, cache=True, inline="always")
def _met(seen: Any, passage: Any) -> Any:
    """Whether a passage was met before; now it is."""
    slot = ((passage * 2654435761) >> 20) & (_SEEN - 1)
    while seen[slot] >= 0:
        if seen[slot] == passage:
            return True
        slot = (slot + 1) & (_SEEN - 1)
    seen[slot] = passage
    return False


def pairs_of(graph: Graph, least: float) -> tuple[Array, Array, Array]:
    """The pairs (a, b, score) of at least `least`, a < b, in order, each once."""
    a = np.repeat(np.arange(len(graph.partners), dtype=np.int32), graph.partners.shape[1])
    b, scores = graph.partners.ravel(), graph.scores.ravel()
    kept = (b >= 0) & (scores >= least)
    a, b, scores = a[kept], b[kept], scores[kept]
    low, high = np.minimum(a, b), np.maximum(a, b)
    _, first = np.unique(low.astype(np.int64) << 32 | high, return_index=True)
    return low[first], high[first], scores[first]
