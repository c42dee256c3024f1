"""
Candidates to scores: `compare.likeness` itself, for many pairs at once.

    provisions -> vectors -> block -> SCORE -> cluster
"""

from typing import Any, Final

import numpy as np
from numba import njit

from tuongdong.mine.arrays import Array
from tuongdong.mine.vectors import Vectors

__all__ = ["score_candidates", "score_pairs", "score_square"]


@njit(nogil=True, cache=True)
def _likeness(starts: Any, ids: Any, values: Any, norms: Any, a: Any, b: Any) -> Any:
    """Of two rows. Unigrams come first, so one walk through both rows gives both dot products."""
    i, i_end, j, j_end = starts[a], starts[a + 1], starts[b], starts[b + 1]
    dot, single, in_singles = 0.0, 0.0, True
    while i < i_end and j < j_end:
        x, y = ids[i], ids[j]
        if x == y:
            if in_singles and x >> np.uint32(31):
                single, in_singles = dot, False
            dot += np.float64(values[i]) * np.float64(values[j])
        i += x <= y
        j += y <= x
    if in_singles:
        single = dot
    whole = np.float64(norms[a, 0]) * np.float64(norms[b, 0])
    if whole == 0:
        return 0.0
    return (dot / whole + single / (np.float64(norms[a, 1]) * np.float64(norms[b, 1]))) / 2


def score_pairs(vectors: Vectors, a: Array, b: Array) -> Array:
    """The likeness of rows a[n] and b[n], each."""
    scores: Array = _pairs(*vectors[:4], a, b)
    return scores


@njit(nogil=True, cache=True)
def _pairs(starts: Any, ids: Any, values: Any, norms: Any, a: Any, b: Any) -> Any:
    scores = np.empty(len(a), np.float32)
    for at in range(len(a)):
        scores[at] = _likeness(starts, ids, values, norms, a[at], b[at])
    return scores


def score_square(vectors: Vectors, rows: Array) -> Array:
    """The likeness of all pairs of some rows, as a square."""
    scores: Array = _square(*vectors[:4], rows)
    return scores


@njit(nogil=True, cache=True)
def _square(starts: Any, ids: Any, values: Any, norms: Any, rows: Any) -> Any:
    scores = np.ones((len(rows), len(rows)), np.float32)
    for i in range(len(rows)):
        for j in range(i):
            scores[i, j] = scores[j, i] = _likeness(starts, ids, values, norms, rows[i], rows[j])
    return scores


def score_candidates(vectors: Vectors, rows: Array, found: Array, keep: int) -> tuple[Array, Array]:
    """
    The exact scores of candidates (as `block.candidates` leaves them): the `keep` best of each row, (passages, scores).

    Best first, of equal ones the earlier; -1 where there are fewer.
    """
    best, scores = _rerank(*vectors[:4], rows, found, keep)
    return best, scores


_FILTER: Final = 1 << 14


@njit(nogil=True, cache=True)
def _rerank(starts: Any, ids: Any, values: Any, norms: Any, rows: Any, found: Any, keep: int) -> Any:
    """A bit for each of the row's terms sorts out the other's terms that it lacks, before the walk through both."""
    best = np.full((len(rows), keep), -1, np.int32)
    scores = np.zeros((len(rows), keep), np.float32)
    seen, mask = np.full(_FILTER, -1, np.int16), np.uint32(_FILTER - 1)
    for at in range(len(rows)):
        row = rows[at]
        begin, end, kept = starts[row], starts[row + 1], 0
        for term in range(begin, end):
            seen[ids[term] & mask] = term - begin if term - begin < 32767 else 32767
        for other in found[at]:
            if other < 0:
                break
            value = np.float32(
                _probe(ids, values, norms, begin, end, starts[other], starts[other + 1], row, other, seen)
            )
            slot = kept
            while slot > 0 and (
                value > scores[at, slot - 1] or (value == scores[at, slot - 1] and other < best[at, slot - 1])
            ):
                if slot < keep:
                    scores[at, slot], best[at, slot] = scores[at, slot - 1], best[at, slot - 1]
                slot -= 1
            if slot < keep:
                scores[at, slot], best[at, slot] = value, other
                kept = min(kept + 1, keep)
        for term in range(begin, end):
            seen[ids[term] & mask] = -1
    return best, scores


@njit(nogil=True, cache=True)
def _probe(
    ids: Any, values: Any, norms: Any, begin: Any, end: Any, low: Any, high: Any, a: Any, b: Any, seen: Any
) -> Any:
    mask = np.uint32(_FILTER - 1)
    dot, single, split = 0.0, 0.0, False
    for at in range(low, high):
        hint = seen[ids[at] & mask]
        if hint < 0:
            continue
        term = begin + hint
        if ids[term] != ids[at]:
            term = begin + np.searchsorted(ids[begin:end], ids[at])
            if term >= end or ids[term] != ids[at]:
                continue
        if not split and ids[at] >> np.uint32(31):
            single, split = dot, True
        dot += np.float64(values[term]) * np.float64(values[at])
    if not split:
        single = dot
    whole = np.float64(norms[a, 0]) * np.float64(norms[b, 0])
    if whole == 0:
        return 0.0
    return (dot / whole + single / (np.float64(norms[a, 1]) * np.float64(norms[b, 1]))) / 2
