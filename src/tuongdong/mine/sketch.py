"""
Vectors to sketches: 512 bits a passage, by which candidates are sorted out before their exact score.

    provisions -> vectors -> block -> SKETCH -> score -> cluster

Each bit says on which side of a plane through the origin a vector lies (Charikar's similarity hashing), the planes drawn by the
terms' hashes: the share of bits in which two passages differ is the angle between them. Both halves of the likeness are in the
vector, so the angle is the likeness's own. A sketch is one line of the processor's cache and is compared in a few
nanoseconds; an exact score takes some 750.
"""

from typing import Any, Final

import numpy as np
from numba import njit

from tuongdong.mine.arrays import Array
from tuongdong.mine.vectors import Vectors, mix

__all__ = ["WORDS", "screened", "sketches_of"]

WORDS: Final = 8
"""Of 64 bits. With four, a fifth less of the ten best is found at the same cost (docs/decisions/0072)."""


def sketches_of(vectors: Vectors, first: int = 0, last: int | None = None) -> Array:
    """The sketches of some rows, a row of WORDS each."""
    rows = range(first, vectors.rows if last is None else last)
    made: Array = _sketches(*vectors[:4], rows.start, rows.stop)
    return made


@njit(nogil=True, cache=True)
def _sketches(starts: Any, ids: Any, values: Any, norms: Any, first: Any, last: Any) -> Any:
    made = np.zeros((last - first, WORDS), np.uint64)
    sums = np.empty(WORDS * 64, np.float32)
    for row in range(first, last):
        sums[:] = 0
        for at in range(starts[row], starts[row + 1]):
            halves = 1 if ids[at] >> np.uint32(31) else 2
            for half in range(halves):
                _add(sums, np.uint64(ids[at]) * np.uint64(2) + np.uint64(half), values[at] / norms[row, half])
        for bit in range(WORDS * 64):
            if sums[bit] > 0:
                made[row - first, bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)
    return made


@njit(nogil=True, cache=True, inline="always")
def _add(sums: Any, term: Any, value: Any) -> Any:
    """A term's weight, towards the side of each plane on which the term lies."""
    for word in range(WORDS):
        signs = mix(term * np.uint64(16) + np.uint64(word + 1))
        for bit in range(64):
            side = np.float32(np.int64((signs >> np.uint64(bit)) & np.uint64(1)) * 2 - 1)
            sums[word * 64 + bit] += side * value


@njit(nogil=True, cache=True, inline="always")
def _ones(x: Any) -> Any:
    """How many bits are set; compilers know this form and put the processor's own instruction for it."""
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))


def screened(sketches: Array, rows: Array, found: Array, keep: int) -> Array:
    """
    Of each row's candidates (as `block.candidates` leaves them) the `keep` whose sketches differ least from its own.

    In no order, -1 where there are fewer; of equals those that stand first.
    """
    if found.shape[1] <= keep:
        return found
    best: Array = _screened(sketches, rows, found, keep)
    return best


@njit(nogil=True, cache=True)
def _screened(sketches: Any, rows: Any, found: Any, keep: int) -> Any:
    best = np.full((len(rows), keep), -1, np.int32)
    differ, counts = np.empty(found.shape[1], np.int64), np.empty(WORDS * 64 + 1, np.int32)
    for at in range(len(rows)):
        counts[:] = 0
        own, held = sketches[rows[at]], 0
        while held < found.shape[1] and found[at, held] >= 0:
            bits = np.int64(0)
            for word in range(WORDS):
                bits += _ones(own[word] ^ sketches[found[at, held], word])
            differ[held] = bits
            counts[bits] += 1
            held += 1
        most, left = 0, keep
        while most < WORDS * 64 and counts[most] < left:
            left -= counts[most]
            most += 1
        kept = 0
        for n in range(held):
            if differ[n] > most or (differ[n] == most and left == 0):
                continue
            left -= differ[n] == most
            best[at, kept] = found[at, n]
            kept += 1
    return best
