"""
How like two texts are when both speak of one field: what nearly all provisions of the resolution say tells little.

The words' weights are those of `compare`, times how rare a word is among the provisions at hand.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from tuongdong.compare.likeness import weight

__all__ = ["Rarity", "Words", "share", "words_of"]

_SYLLABLE_RE: Final = re.compile(r"[^\W\d_]+")


class Words(Struct, frozen=True):
    """The terms of a text with their weights; the squares add up to one, unless there are none."""

    weights: dict[str, float]

    def cosine(self, other: "Words") -> float:
        """0 to 1; 1 for texts with the same terms."""
        few, many = sorted((self.weights, other.weights), key=len)
        return sum(value * many[term] for term, value in few.items() if term in many)


class Rarity(Struct, frozen=True):
    """How many of some texts have a term."""

    total: int
    having: Counter[str]

    @classmethod
    def among(cls, texts: Iterable[str]) -> "Rarity":
        having: Counter[str] = Counter()
        total = 0
        for total, text in enumerate(texts, 1):  # noqa: B007 - counts
            having.update(set(_terms([text])))
        return cls(total, having)

    def of(self, term: str) -> float:
        """0 for what all have, 1 for what one has."""
        return max(0.0, math.log((self.total + 1) / (self.having[term] + 0.5)) / math.log(self.total + 1))


def words_of(pieces: Sequence[str], rarity: Rarity | None = None) -> Words:
    """The words of a text that is given in pieces; pairs of syllables do not reach from one into the next."""
    found = {
        term: (1 + math.log(count)) * weight(term) * (rarity.of(term) if rarity else 1.0)
        for term, count in Counter(_terms(pieces)).items()
    }
    length = math.sqrt(sum(value * value for value in found.values())) or 1.0
    return Words({term: value / length for term, value in found.items()})


def _terms(pieces: Sequence[str]) -> list[str]:
    found: list[str] = []
    for piece in pieces:
        syllables = _SYLLABLE_RE.findall(piece)
        found += syllables
        found += [f"{a} {b}" for a, b in pairwise(syllables)]
    return found


def share(some: Words, others: Words) -> float:
    """How much of some words, by weight, others have too."""
    return sum(value * value for term, value in some.weights.items() if term in others.weights)
