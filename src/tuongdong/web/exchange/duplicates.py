"""
Records that read alike, from one visit or several: suggestions, until a person says that they are one, or are not.

    suggestions(rows)     pairs of records worth a look, the most alike first
    folded(rows)          each record once, with those that a person said are the same

The likeness is that of the comparison of documents: syllables and pairs of syllables, the rarer the more telling.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any, Final, NamedTuple

from tuongdong.compare.likeness import Vector, likeness, vector
from tuongdong.compare.words import keys
from tuongdong.web.exchange.models import Experience, Obstacle, Proposal, Sameness

__all__ = ["KINDS", "Folded", "Suggestion", "decide", "folded", "suggestions"]

KINDS: Final[Mapping[str, type[Experience | Obstacle | Proposal]]] = {
    "experience": Experience,
    "obstacle": Obstacle,
    "proposal": Proposal,
}
THRESHOLD: Final = 0.4
"""Below it, pairs of the same field mostly speak of different things."""
MOST: Final = 600
_NO_NAMES: Final = re.compile(r"(?!)")


class Suggestion(NamedTuple):
    about: str
    one: Any
    other: Any
    percent: int
    """How alike the words are."""


class Folded(NamedTuple):
    """A record and the others that are the same."""

    row: Any
    others: tuple[Any, ...]


def _about(row: Any) -> str:
    return str(row._meta.model_name)


@lru_cache(maxsize=4 * MOST)
def _vector(text: str) -> Vector:
    """The same words are the same vector on every page that compares them."""
    return vector(keys(text, _NO_NAMES))


def suggestions(rows: Sequence[Any]) -> list[Suggestion]:
    """Pairs of one kind that nobody has decided on; a pair of different fields must be the more alike."""
    if not rows:
        return []
    about = _about(rows[0])
    vectors = [(row, _vector(row.text)) for row in rows[:MOST]]
    decided = {(one.one, one.other) for one in Sameness.objects.filter(about=about, one__in=[row.pk for row in rows])}
    found = []
    for (one, x), (other, y) in combinations(sorted(vectors, key=lambda pair: pair[0].pk), 2):
        score = likeness(x, y)
        least = THRESHOLD if one.field == other.field or not (one.field and other.field) else THRESHOLD + 0.15
        if score >= least and (one.pk, other.pk) not in decided:
            found.append(Suggestion(about, one, other, round(100 * score)))
    return sorted(found, key=lambda pair: -pair.percent)[:100]


def decide(about: str, one: Any, other: Any, same: bool) -> None:
    """Keeps what a person said; the visit of the first bears it."""
    first, second = sorted((one, other), key=lambda row: int(row.pk))
    Sameness.objects.update_or_create(
        about=about, one=first.pk, other=second.pk, defaults={"same": same, "visit": first.visit}
    )


def folded(rows: Sequence[Any]) -> list[Folded]:
    """Every record, those that are the same under the first of them; in the order given."""
    if not rows:
        return []
    by_pk = {row.pk: row for row in rows}
    head = {row.pk: row.pk for row in rows}

    def top(pk: int) -> int:
        while head[pk] != pk:
            pk = head[pk]
        return pk

    for one in Sameness.objects.filter(about=_about(rows[0]), same=True, one__in=by_pk, other__in=by_pk):
        a, b = sorted((top(one.one), top(one.other)))
        head[b] = a
    return [
        Folded(row, tuple(by_pk[pk] for pk in by_pk if pk != row.pk and top(pk) == row.pk))
        for row in rows
        if top(row.pk) == row.pk
    ]
