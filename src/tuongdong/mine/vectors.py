"""
Passages to vectors: the corpus evaluator's half of `compare.likeness`, in compiled code.

    provisions -> VECTORS -> block -> score -> cluster

A term is the hash of a syllable or of two neighbouring ones, so that no vocabulary has to be agreed upon: shards are made
apart, on any machine, and what was made yesterday fits what is made today. Spelling, marks and weights are those of
`compare.words` and `compare.likeness`; the tests hold both evaluators equal.

Measured on 2 cores, Python 3.11: see docs/mine.md.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit

from tuongdong.compare.likeness import MAX_WEIGHT, weights
from tuongdong.compare.names import LOCALITY
from tuongdong.compare.words import NUMBER, REFERENCE, SELF, Mark
from tuongdong.mine.arrays import Array, concat
from tuongdong.text import fold

__all__ = ["LOCALITY_SIGN", "Vectors", "join", "marked_text", "mix", "vectorise"]

# Noncharacters of Unicode stand for the marks, and for the end of a passage: no text holds them.
LOCALITY_SIGN: Final = "\ufdd0"
_SIGNS: Final = {LOCALITY: LOCALITY_SIGN, REFERENCE: "\ufdd1", SELF: "\ufdd2"}
_END: Final = "\ufdd3"
_SIGN_RANGE: Final = (0xFDD0, 0xFDD3)
_SEPARATOR, _LETTER, _DIGIT, _MARK, _STOP = range(5)
_CODES: Final = 0x33000
_Q: Final = ord("q")
"""Letters end below; signs beyond are separators."""

_TOP: Final = np.uint64(1 << 63)
_LOW: Final = np.uint64((1 << 63) - 1)


class Vectors(NamedTuple):
    """
    Rows of term ids, sorted, with their weights; CSR without the columns' number.

    `norms` holds, a row, the lengths of the whole vector and of its unigrams; `sequence` two hashes of the words in
    order: rows that agree in both have the same words in the same order.
    """

    starts: Array
    ids: Array
    values: Array
    norms: Array
    sequence: Array

    @property
    def rows(self) -> int:
        return len(self.starts) - 1


def marked_text(text: str, marks: Iterable[Mark]) -> str:
    """The text with each mark as one sign; what is marked as nothing goes."""
    parts, at = [], 0
    for start, end, key in marks:
        parts += [text[at:start], _SIGNS.get(key, " ")]
        at = end
    return "".join([*parts, text[at:]]) if parts else text


def vectorise(texts: Sequence[str]) -> Vectors:
    """The vectors of texts as `marked_text` leaves them, a row each."""
    chars = np.frombuffer((_END.join(texts) + _END).encode("utf-32-le"), dtype=np.uint32)
    kinds, folds, tones = _letters()
    keys, values, signs = _weight_table()
    return Vectors(*_vectorise(chars, len(texts), kinds, folds, tones, keys, values, signs, MAX_WEIGHT))


def join(shards: Iterable[Vectors]) -> Vectors:
    """One after the other. Shards go as they are joined: both together would be the most memory of a run."""
    starts, *fields = ([*field] for field in zip(*shards, strict=True))
    offsets = np.cumsum([0, *(len(ids) for ids in fields[0])])
    whole = concat([starts[0][:1], *(s[1:] + o for s, o in zip(starts, offsets, strict=False))])
    return Vectors(whole, *(_emptied(parts) for parts in fields))


def _emptied(parts: list[Array]) -> Array:
    joined = concat(parts)
    parts.clear()
    return joined


@cache
def _letters() -> tuple[Array, Array, Array]:
    """By code point: kind, and what it folds to; and the pairs of `fold`'s tone placement."""
    kinds = np.zeros(_CODES, np.uint8)
    folds = np.zeros(_CODES, np.uint32)
    for code in range(_CODES):
        letter = chr(code)
        if letter.isalnum():
            kinds[code] = _DIGIT if letter.isdecimal() else _LETTER
            folds[code] = ord(folded) if len(folded := letter.casefold()) == 1 else code
    kinds[_SIGN_RANGE[0] : _SIGN_RANGE[1]] = _MARK
    kinds[_SIGN_RANGE[1]] = _STOP
    pairs = [(a, b, fold(a + b)) for a in "ou" for b in "àáảãạèéẻẽẹỳýỷỹỵ"]
    tones = [[ord(a), ord(b), ord(to[0]), ord(to[1])] for a, b, to in pairs if to != a + b]
    return kinds, folds, np.array(tones, np.uint32)


@cache
def _weight_table() -> tuple[Array, Array, Array]:
    """An open hash table from a term's 64-bit hash to its weight; and the weights of the marks, by sign."""
    listed = {term: value for term, value in weights().items() if term not in _SIGNS}
    terms = list(listed)
    kinds, folds, tones = _letters()
    text = _END.join(t.replace(NUMBER, "0") for t in terms) + _END
    chars = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    hashes = _hash_terms(chars, len(terms), kinds, folds, tones)
    keys, values = _fill_table(hashes, np.array([listed[t] for t in terms], np.float64))
    return keys, values, np.array([weights()[mark] for mark in _SIGNS], np.float64)


@njit(nogil=True, cache=True)
def mix(h: Any) -> Any:
    """The finaliser of splitmix64: every bit of the input reaches every bit of the output."""
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


@njit(nogil=True, cache=True)
def _pair(a: Any, b: Any) -> Any:
    return mix(a * np.uint64(0x9E3779B97F4A7C15) + b)


@njit(nogil=True, cache=True)
def _word(letters: Any, length: int, tones: Any) -> Any:
    """The hash of a folded word; hoà and hòa are one, as `fold` has them."""
    at = length - 2
    if at >= 0 and not (at > 0 and letters[at - 1] == _Q):
        for tone in range(tones.shape[0]):
            if letters[at] == tones[tone, 0] and letters[at + 1] == tones[tone, 1]:
                letters[at], letters[at + 1] = tones[tone, 2], tones[tone, 3]
                break
    h = np.uint64(0xCBF29CE484222325)
    for at in range(length):
        h = (h ^ np.uint64(letters[at])) * np.uint64(0x100000001B3)
    return mix(h)


@njit(nogil=True, cache=True)
def _tokens(chars: Any, at: int, kinds: Any, folds: Any, tones: Any, out: Any) -> Any:
    """
    The word hashes of one passage from `at`: how many, and where the next passage starts.

    Marks come as their sign's number, 1 to 3, in the upper half; numbers are one word.
    """
    letters = np.empty(256, np.uint32)
    count, length, number = 0, 0, False
    while True:
        code = chars[at]
        kind = kinds[code] if code < _CODES else np.uint8(_SEPARATOR)
        if _SEPARATOR < kind < _MARK:
            number = number or kind == _DIGIT
            if length < len(letters):
                letters[length] = folds[code]
                length += 1
        else:
            if length:
                if number:
                    letters[0], length = np.uint32(35), 1
                out[count] = _word(letters, length, tones)
                count += 1
                length, number = 0, False
            if kind == _MARK:
                out[count] = np.uint64(code - _SIGN_RANGE[0] + 1) << np.uint64(32)
                count += 1
            elif kind == _STOP:
                return count, at + 1
        at += 1


@njit(nogil=True, cache=True)
def _hash_terms(chars: Any, count: int, kinds: Any, folds: Any, tones: Any) -> Any:
    hashes = np.empty(count, np.uint64)
    out = np.empty(64, np.uint64)
    at = 0
    for term in range(count):
        found, at = _tokens(chars, at, kinds, folds, tones, out)
        hashes[term] = out[0] & _LOW if found == 1 else _pair(out[0], out[1]) | _TOP
    return hashes


@njit(nogil=True, cache=True)
def _fill_table(hashes: Any, weights: Any) -> Any:
    size = 1
    while size < 4 * len(hashes):
        size *= 2
    keys, values = np.zeros(size, np.uint64), np.zeros(size, np.float64)
    for term in range(len(hashes)):
        slot = np.int64(hashes[term] & np.uint64(size - 1))
        while keys[slot] != 0:
            slot = (slot + 1) & (size - 1)
        keys[slot], values[slot] = hashes[term], weights[term]
    return keys, values


@njit(nogil=True, cache=True)
def _weigh(h: Any, keys: Any, values: Any, most: float) -> Any:
    mask = len(keys) - 1
    slot = np.int64(h & np.uint64(mask))
    while keys[slot] != 0:
        if keys[slot] == h:
            return values[slot]
        slot = (slot + 1) & mask
    return most


@njit(nogil=True, cache=True)
def _vectorise(
    chars: Any, rows: int, kinds: Any, folds: Any, tones: Any, keys: Any, weights: Any, signs: Any, most: float
) -> Any:
    starts = np.zeros(rows + 1, np.int64)
    ids, values = np.empty(len(chars), np.uint32), np.empty(len(chars), np.float32)
    norms, sequence = np.zeros((rows, 2), np.float32), np.zeros((rows, 2), np.uint64)
    longest, since = 0, 0
    for at in range(len(chars)):
        if kinds[chars[at] if chars[at] < _CODES else 0] == _STOP:
            longest, since = max(longest, at - since), at
    words, terms = np.empty(longest + 2, np.uint64), np.empty(2 * longest + 4, np.uint64)
    at, end, marks = 0, 0, np.uint64(len(signs)) << np.uint64(32)
    for row in range(rows):
        count, at = _tokens(chars, at, kinds, folds, tones, words)
        one, two, total = np.uint64(1), np.uint64(2), 0
        for word in range(count):
            h = words[word]
            one, two = _pair(one, h), _pair(h, two)
            terms[total] = h & _LOW
            total += 1
            if word and h > marks and words[word - 1] > marks:
                terms[total] = _pair(words[word - 1], h) | _TOP
                total += 1
        sequence[row, 0], sequence[row, 1] = one, two
        terms[:total].sort()
        whole, single, first = 0.0, 0.0, 0
        while first < total:
            last = first + 1
            while last < total and terms[last] == terms[first]:
                last += 1
            term = terms[first]
            weight = signs[np.int64(term >> np.uint64(32)) - 1] if term <= marks else _weigh(term, keys, weights, most)
            value = (1 + np.log(last - first)) * weight
            whole += value * value
            if term < _TOP:
                single += value * value
            ids[end], values[end] = np.uint32(term >> np.uint64(32)), value
            end += 1
            first = last
        norms[row, 0], norms[row, 1] = np.sqrt(whole), np.sqrt(single)
        starts[row + 1] = end
    return starts, ids[:end].copy(), values[:end].copy(), norms, sequence
