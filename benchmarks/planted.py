"""Planted variants: passages with a share of their syllables changed, to fill a corpus and to be found again."""

import random
from collections.abc import Sequence
from typing import Final, NamedTuple

__all__ = ["RATES", "Planted", "plant"]

RATES: Final = (0.10, 0.25, 0.40)
LEAST: Final = 12
"""Shorter passages have no variant: a change of one syllable is another passage."""


class Planted(NamedTuple):
    """Texts, and for each the one that it was made from (-1 for originals) and the share changed."""

    texts: list[str]
    bases: list[int]
    rates: list[float]


def plant(originals: Sequence[str], total: int, seed: int = 7) -> Planted:
    """
    The originals and, up to `total`, variants of them, each rate in turn; the same for the same seed.

    Changed syllables are drawn as they are frequent in the originals.
    """
    draw = random.Random(seed)
    pool = [word for text in draw.sample(list(originals), min(len(originals), 20_000)) for word in text.split()]
    long = [n for n, text in enumerate(originals) if text.count(" ") >= LEAST - 1]
    texts, bases, rates = list(originals), [-1] * len(originals), [0.0] * len(originals)
    while len(texts) < total:
        base, rate = draw.choice(long), RATES[len(texts) % len(RATES)]
        words = originals[base].split()
        for at in draw.sample(range(len(words)), round(rate * len(words))):
            words[at] = draw.choice(pool)
        texts.append(" ".join(words))
        bases.append(base)
        rates.append(rate)
    return Planted(texts, bases, rates)
