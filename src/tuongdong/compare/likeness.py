"""
The formula of likeness, the only one: for two documents here, for a corpus in `mine`.

    likeness(x, y) = ( cos(uni+bigrams of x, of y) + cos(unigrams of x, of y) ) / 2

A vector's entry is (1 + ln n) * weight, where n counts the term in the passage and the weight is the logarithm of how rare
the term is in Vietnamese law at large (`frequencies.tsv`), at most MAX_WEIGHT: rare words are mostly proper names, which must
not count for much. Weights do not depend on the documents at hand, so a pair's likeness never changes when another
document or provision comes or goes.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from tuongdong.compare.names import LOCALITY
from tuongdong.compare.words import REFERENCE, SELF

__all__ = ["MAX_WEIGHT", "Vector", "likeness", "likeness_table", "terms", "vector", "weight", "weights"]

MAX_WEIGHT: Final = 7.0
MARK_WEIGHT: Final = 1.0
"""Of what stands for the locality, a reference or the document itself: found everywhere, telling little."""
_MARKS: Final = frozenset({LOCALITY, REFERENCE, SELF})
Vector = tuple[dict[str, float], dict[str, float]]
"""Unit vectors of uni+bigrams and of unigrams."""


@cache
def weights() -> dict[str, float]:
    """The weights of all listed terms and marks."""
    lines = files("tuongdong.compare").joinpath("frequencies.tsv").read_text(encoding="utf-8").splitlines()
    total = int(lines[2])
    marks = dict.fromkeys(_MARKS, MARK_WEIGHT)
    return marks | {
        term: min(MAX_WEIGHT, math.log(total / int(n))) for term, n in (line.split("\t") for line in lines[3:])
    }


def weight(term: str) -> float:
    """How much a syllable, or a pair of syllables parted by a space, tells."""
    return weights().get(term, MAX_WEIGHT)


def terms(keys: Sequence[str]) -> list[str]:
    """Unigrams and bigrams; what stands for a name or a reference makes no bigram.

    >>> terms(["mức", "dư", "nợ"])
    ['mức', 'dư', 'nợ', 'mức dư', 'dư nợ']
    """
    return [*keys, *(f"{a} {b}" for a, b in pairwise(keys) if a not in _MARKS and b not in _MARKS)]


def vector(keys: Sequence[str]) -> Vector:
    """The vectors of a passage from its keys (`words.keys`)."""
    return _unit(terms(keys)), _unit(keys)


def _unit(found: Iterable[str]) -> dict[str, float]:
    table = weights()
    entries = {t: (1 + math.log(n)) * table.get(t, MAX_WEIGHT) for t, n in Counter(found).items()}
    length = math.sqrt(sum(value * value for value in entries.values())) or 1.0
    return {term: value / length for term, value in entries.items()}


def likeness(x: Vector, y: Vector) -> float:
    """0 to 1; symmetric; 1 for passages with the same words in the same order."""
    return (_dot(x[0], y[0]) + _dot(x[1], y[1])) / 2


def likeness_table(xs: Sequence[Vector], ys: Sequence[Vector]) -> list[list[float]]:
    """`likeness` of every x with every y, by an inverted index: the rows are the xs."""
    table = [[0.0] * len(ys) for _ in xs]
    for space in (0, 1):
        index: dict[str, list[tuple[int, float]]] = {}
        for j, y in enumerate(ys):
            for term, value in y[space].items():
                index.setdefault(term, []).append((j, value / 2))
        for x, row in zip(xs, table, strict=True):
            for term, value in x[space].items():
                for j, other in index.get(term, ()):
                    row[j] += value * other
    return table


def _dot(x: dict[str, float], y: dict[str, float]) -> float:
    if len(y) < len(x):
        x, y = y, x
    total = 0.0
    other = y.get  # a plain loop: a third faster than summing a generator, and this is where the time goes
    for term, value in x.items():
        if match := other(term):
            total += value * match
    return total
