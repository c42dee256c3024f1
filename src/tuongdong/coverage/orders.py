"""
Which order each article of a detailing document answers.

A heading is held against every part of an order ("quy định chi tiết về ...; trình tự, thủ tục ...; việc ..."), and neighbours
mostly answer one order, as a decree goes through its orders one by one: the likeliest course through all articles is taken, in
which turning to another order, or to none, costs something.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tuongdong.coverage.acting import plain, without_bodies
from tuongdong.coverage.likeness import Words, share, words_of
from tuongdong.coverage.sides import is_final, is_formal
from tuongdong.models import Document, Level, Provision

__all__ = ["by_order"]

TURN: Final = 0.05
"""What turning from one order to another costs, in shares of a heading."""
NONE: Final = 0.2
"""What answering no order counts for."""
BODY: Final = 0.15
"""How much the words below a heading count beside it."""
_PART_RE: Final = re.compile(r";|(?<=\w)\. ")


def by_order(resolution: Document, orders: Sequence[str], document: Document) -> Iterator[tuple[str, str, float]]:
    """(order, article, score) for the articles of a document that answer one of the orders (eIds)."""
    parts = [_parts(resolution, resolution.provision(eid)) for eid in orders]
    articles = [one for one in document.provisions if one.level is Level.ARTICLE and one.heading and not _ends(one)]
    told = [_told(document, one) for one in articles]
    scores = [[max((_likeness(one, part) for part in some), default=0.0) for some in parts] for one in told]
    for one, row, at in zip(articles, scores, _course(scores, len(orders)), strict=True):
        if at is not None:
            yield orders[at], one.eid, row[at]


def _ends(article: Provision) -> bool:
    return is_formal(article) or is_final(article)


def _parts(resolution: Document, unit: Provision) -> list[tuple[Words, Words]]:
    told = plain(unit.text, resolution)
    return [_both(part) for part in _PART_RE.split(told) if len(part.split()) > 3]


def _both(text: str) -> tuple[Words, Words]:
    """The words of a text without its bodies, and with them."""
    return words_of(without_bodies(text)), words_of([text])


def _told(document: Document, article: Provision) -> tuple[Words, Words, Words]:
    """An article as it is held against the orders: its heading, without and with bodies, and the words below."""
    below = article.heading_span.end if article.heading_span else article.span.start
    body = words_of(without_bodies(plain(document.text[below : article.span.end], document)))
    return (*_both(plain(article.heading or "", document)), body)


def _likeness(told: tuple[Words, Words, Words], part: tuple[Words, Words]) -> float:
    bare, whole, body = told
    heading = (share(bare, part[0]) + share(whole, part[1])) / 2
    return (1 - BODY) * heading + BODY * body.cosine(part[0])


def _course(scores: Sequence[Sequence[float]], count: int) -> list[int | None]:
    """The likeliest order of each article, None for no order."""
    states = range(count + 1)
    best = [0.0] * (count + 1)
    came: list[list[int]] = []
    for row in scores:
        worth = [*row, NONE]
        before = [_coming_from(best, state) for state in states]
        best = [best[b] - (TURN if b != state else 0.0) + worth[state] for state, b in enumerate(before)]
        came.append(before)
    return _walked_back(best, came, count)


def _coming_from(best: Sequence[float], state: int) -> int:
    """The state from which another is best reached; itself where that is as good."""
    other = max(range(len(best)), key=lambda s: best[s])
    return other if best[other] - TURN > best[state] else state


def _walked_back(best: Sequence[float], came: Sequence[Sequence[int]], none: int) -> list[int | None]:
    state = max(range(len(best)), key=lambda s: best[s])
    course: list[int | None] = []
    for from_where in reversed(came):
        course.append(None if state == none else state)
        state = from_where[state]
    return course[::-1]
