"""
Matches to families: clusters that stay coherent.

    provisions -> vectors -> block -> score -> CLUSTER

Pairs alike form components; inside a component average linkage on the exact scores of all its pairs decides, so that a
passage joins a family by its likeness to all members and not by a chain of neighbours.

A short passage says little by itself ("Quyết định theo thẩm quyền"): the shorter it is, the more other headings above it tell
against it. Like headings do not speak for it: they hold what is alike and what is not.

Nor do like words make one policy of different things (`subjects`), or of a rule and a longer one that holds its words.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from tuongdong.mine.arrays import Array
from tuongdong.mine.matches import Distinct
from tuongdong.mine.score import score_pairs, score_square
from tuongdong.mine.subjects import Subjects

__all__ = ["COHERENCE", "clusters_of", "families_of", "linked"]

COHERENCE: Final = 0.66
"""The least average likeness of two parts that become one family."""
CONTEXT_MOST: Final = 0.7
LONG: Final = 130
"""Terms (words and pairs of words) from which a passage speaks for itself."""
UNKNOWN: Final = 0.3
"""What is taken off where one side has no heading above it: nothing speaks for the same subject."""
SHORT: Final = 0.06
"""What is taken off the shortest passages whatever stands above them; less from longer ones, nothing from LONG."""
OTHER: Final = 0.3
"""What is taken off where a sign says that passages speak of different bodies or things."""
PART: Final = 0.6
"""The share of the longer passage's terms below which the shorter one may be but a part of it."""
PARTLY: Final = 0.5
"""What is taken off for each whole share below PART."""
_SQUARE: Final = 2000
"""Passages whose pairs are all scored; larger components are first parted at their weaker links."""
_STEP: Final = 0.05


def linked(words: Array, context: Array, a: Array, b: Array, of: Distinct, subjects: Subjects) -> Array:
    """
    The score of pairs for families: the likeness of words, less what speaks against one policy.

    Short passages under other headings, other subjects, much shorter passages. Boilerplate and rules have nothing in common.
    """
    lengths, around = np.diff(of.words.starts), np.diff(of.context.starts)
    shorter, longer = np.minimum(lengths[a], lengths[b]), np.maximum(lengths[a], lengths[b])
    brief = np.clip(1 - shorter / LONG, 0, 1)
    known = (around[a] > 0) & (around[b] > 0)
    value = words + CONTEXT_MOST * brief * np.where(known, np.minimum(context - words, 0), -UNKNOWN)
    value = value - SHORT * brief
    value = value - OTHER * subjects.against(a, b)
    value = value - PARTLY * np.clip(PART - shorter / np.maximum(longer, 1), 0, None)
    return np.where(subjects.apart(a, b), 0, value)


def families_of(distinct: Distinct, subjects: Subjects, a: Array, b: Array, score: Array) -> list[Array]:
    """Which distinct passages make a family, by their numbers, in order of the first; of two passages or copies at least."""
    value = linked(score, score_pairs(distinct.context, a, b), a, b, distinct, subjects)

    def inside(rows: Array, first: Array, second: Array) -> Array:
        square = score_square(distinct.words, rows)
        context = score_square(distinct.context, rows)[first, second]
        return linked(square[first, second], context, rows[first], rows[second], distinct, subjects)

    found = clusters_of(a, b, value, COHERENCE, inside)
    copied = np.flatnonzero(np.bincount(distinct.of, minlength=distinct.words.rows) > 1)
    alone = np.setdiff1d(copied, np.concatenate([[-1], *found]))
    return sorted([*found, *(np.array([n]) for n in alone)], key=lambda rows: int(rows[0]))


Inside = Callable[[Array, Array, Array], Array]
"""The scores of pairs of some rows: (rows, first, second), the pairs told by their places in `rows`."""


def clusters_of(a: Array, b: Array, value: Array, least: float, inside: Inside) -> list[Array]:
    """The clusters of two rows or more whose average likeness is at least `least`, of pairs and their values."""
    near, found = value >= least, []
    for part in _parts(a[near], b[near], value[near], least):
        found += _coherent(part, least, inside) if len(part) <= _SQUARE else [part]
    return found


def _parts(a: Array, b: Array, value: Array, least: float) -> Iterator[Array]:
    """Components of at most _SQUARE passages; what hangs together even by near-equal pairs stays whole."""
    for part in _components(a, b):
        if len(part) <= _SQUARE or least + _STEP >= 1:
            yield part
        else:
            inside = np.isin(a, part) & (value >= least + _STEP)
            yield from _parts(a[inside], b[inside], value[inside], least + _STEP)


def _components(a: Array, b: Array) -> Iterable[Array]:
    """The connected components with two or more members, each in order."""
    if not len(a):
        return ()
    nodes, places = np.unique(np.concatenate([a, b]), return_inverse=True)
    edges = coo_matrix((np.ones(len(a), np.int8), (places[: len(a)], places[len(a) :])), shape=(len(nodes),) * 2)
    _, labels = connected_components(edges, directed=False)
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return [nodes[rows] for rows in np.split(order, cuts)]


def _coherent(rows: Array, least: float, inside: Inside) -> list[Array]:
    """A component cut where the average likeness falls below `least`."""
    if len(rows) > 2:
        distance = 1 - inside(rows, *np.triu_indices(len(rows), 1))
        labels = fcluster(linkage(np.maximum(distance, 0), "average"), 1 - least, "distance")
    else:
        labels = np.ones(len(rows), np.int32)
    clusters = [rows[labels == label] for label in np.unique(labels)]
    return [cluster for cluster in clusters if len(cluster) > 1]
