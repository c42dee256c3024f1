"""
Vectors to candidates: for each passage those that share rare words with it.

    provisions -> vectors -> BLOCK -> score -> cluster

An exact product of all pairs grows with the square. Here each row brings its rarest terms until their lists add up to `budget`
entries; of the list that goes beyond, only the entries whose passages are nearest to the row in length. So every row costs the
same, rows of common words still find their like, and neither a word that a million passages share nor a million near copies
cost more. (A cap on document frequency for all rows, the usual way, leaves rows of common words without candidates:
docs/decisions/0070 has both measured.)

The lists hold a range of passages, a block. Rows against a block are a unit of work; what several blocks find is put together.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit

from tuongdong.mine.arrays import Array
from tuongdong.mine.vectors import Vectors

__all__ = ["Lists", "candidates", "lists_of"]

_UNIGRAM_BITS: Final = 18
_BIGRAM_BITS: Final = 24
BUCKETS: Final = (1 << _UNIGRAM_BITS) + (1 << _BIGRAM_BITS)
"""Terms share a bucket by chance; that only adds a few candidates, which the exact score drops again."""


class Lists(NamedTuple):
    """By bucket, which passages of a block hold it and with how much weight; passages by rank of length."""

    starts: Array
    ranks: Array
    weights: Array
    order: Array
    """rank -> row"""
    lengths: Array
    """rank -> length of the vector"""


@njit(nogil=True, cache=True, inline="always")
def _bucket(term: Any) -> Any:
    if term >> np.uint32(31):
        return (1 << _UNIGRAM_BITS) + np.int64((term & np.uint32(0x7FFFFFFF)) >> np.uint32(31 - _BIGRAM_BITS))
    return np.int64(term >> np.uint32(31 - _UNIGRAM_BITS))


def lists_of(vectors: Vectors, first: int, last: int) -> Lists:
    """The lists of rows first to last; what stands once has none."""
    lengths = vectors.norms[first:last, 0]
    order = np.argsort(lengths, kind="stable").astype(np.int32)
    starts, ranks, weights = _lists(vectors.starts, vectors.ids, vectors.values, vectors.norms, first, order)
    return Lists(starts, ranks, weights, order + np.int32(first), lengths[order])


@njit(nogil=True, cache=True)
def _lists(starts: Any, ids: Any, values: Any, norms: Any, first: int, order: Any) -> Any:
    begin, end = starts[first], starts[first + len(order)]
    counts = np.zeros(BUCKETS, np.int32)
    for at in range(begin, end):
        counts[_bucket(ids[at])] += 1
    ends = np.zeros(BUCKETS + 1, np.int64)
    for bucket in range(BUCKETS):
        ends[bucket + 1] = ends[bucket] + counts[bucket]
    ranks, weights = np.empty(ends[BUCKETS], np.int32), np.empty(ends[BUCKETS], np.float32)
    counts[:] = 0
    for rank in range(len(order)):
        row = first + order[rank]
        for at in range(starts[row], starts[row + 1]):
            bucket = _bucket(ids[at])
            free = ends[bucket] + counts[bucket]
            ranks[free] = rank
            weights[free] = values[at] * _share(ids[at], norms[row])
            counts[bucket] += 1
    return ends, ranks, weights


@njit(nogil=True, cache=True, inline="always")
def _share(term: Any, norms: Any) -> Any:
    """A term's weight within its row; unigrams count in both halves of the formula."""
    if term >> np.uint32(31):
        return np.float32(1) / norms[0]
    return np.sqrt(np.float32(1) / (norms[0] * norms[0]) + np.float32(1) / (norms[1] * norms[1]))


def candidates(vectors: Vectors, rows: Array, lists: Lists, budget: int, most: int) -> Array:
    """
    For each of `rows` up to `most` passages of a block that have most in common with it; -1 where there are fewer.

    In no order; a row is no candidate of itself. The same for the same block, whatever the rows beside it.
    """
    found: Array = _candidates(*vectors[:4], rows, *lists, budget, most)
    return found


@njit(nogil=True, cache=True)
def _candidates(
    starts: Any,
    ids: Any,
    values: Any,
    norms: Any,
    rows: Any,
    list_starts: Any,
    ranks: Any,
    weights: Any,
    order: Any,
    lengths: Any,
    budget: int,
    most: int,
) -> Any:
    found = np.full((len(rows), most), -1, np.int32)
    sums, touched = np.zeros(len(order), np.float32), np.empty(len(order) + 1, np.int32)
    for at in range(len(rows)):
        row = rows[at]
        begin, end = starts[row], starts[row + 1]
        place = np.searchsorted(lengths, norms[row, 0])
        costs = np.empty(end - begin, np.int64)
        for term in range(begin, end):
            bucket = _bucket(ids[term])
            costs[term - begin] = list_starts[bucket + 1] - list_starts[bucket]
        reached, spent = 0, 0
        for pick in np.argsort(costs, kind="mergesort"):
            if costs[pick] < 2:
                continue
            term = begin + pick
            bucket = _bucket(ids[term])
            low, high = list_starts[bucket], list_starts[bucket + 1]
            room = budget - spent
            if high - low > room:
                middle = low + np.searchsorted(ranks[low:high], place)
                low = min(max(low, middle - room // 2), high - room)
                high = low + room
            spent += high - low
            weight = values[term] * _share(ids[term], norms[row])
            for entry in range(low, high):
                other = ranks[entry]
                before = sums[other]
                touched[reached] = other
                reached += before == 0
                sums[other] = before + weight * weights[entry]
            if spent >= budget:
                break
        _best(touched[:reached], sums, order, row, found[at])
    return found


_BINS: Final = 1024


@njit(nogil=True, cache=True)
def _best(touched: Any, sums: Any, order: Any, own: int, found: Any) -> None:
    """The rows of the highest sums, in no order; clears what was touched."""
    bins = np.zeros(_BINS, np.int32)
    for rank in touched:
        bins[min(_BINS - 1, int(sums[rank] * (_BINS / 2)))] += 1
    least, left = _BINS - 1, len(found) + 1
    while least > 0 and bins[least] < left:
        left -= bins[least]
        least -= 1
    kept = 0
    for rank in touched:
        value = sums[rank]
        sums[rank] = 0
        place = min(_BINS - 1, int(value * (_BINS / 2)))
        if place < least or order[rank] == own or kept == len(found):
            continue
        if place == least:
            if left == 0:
                continue
            left -= 1
        found[kept] = order[rank]
        kept += 1
