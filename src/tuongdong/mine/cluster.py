"""
Matches to families: clusters that stay coherent.

    provisions -> vectors -> block -> score -> CLUSTER

Pairs alike form components; inside a component average linkage on the exact scores of all its pairs decides, so that a
passage joins a family by its likeness to all members and not by a chain of neighbours.

A short passage says little by itself ("Quyết định theo thẩm quyền"): the shorter it is, the more other headings above it tell
against it. Like headings do not speak for it: they hold what is alike and what is not.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from tuongdong.mine.arrays import Array
from tuongdong.mine.matches import Distinct
from tuongdong.mine.score import score_pairs, score_square

__all__ = ["COHERENCE", "families_of", "linked"]

COHERENCE: Final = 0.63
"""The least average likeness of two parts that become one family."""
CONTEXT_MOST: Final = 0.5
LONG: Final = 120
"""Terms (words and pairs of words) from which a passage speaks for itself."""
UNKNOWN: Final = 0.3
"""What is taken off where one side has no heading above it: nothing speaks for the same subject."""
_SQUARE: Final = 2000
"""Passages whose pairs are all scored; larger components are first parted at their weaker links."""
_STEP: Final = 0.05


def linked(words: Array, context: Array, a: Array, b: Array, of: Distinct) -> Array:
    """The score of pairs for families: the likeness of words, less where short passages stand under other headings."""
    lengths, around = np.diff(of.words.starts), np.diff(of.context.starts)
    shorter = np.minimum(lengths[a], lengths[b])
    share = CONTEXT_MOST * np.clip(1 - shorter / LONG, 0, 1)
    known = (around[a] > 0) & (around[b] > 0)
    return words + share * np.where(known, np.minimum(context - words, 0), -UNKNOWN)


def families_of(distinct: Distinct, a: Array, b: Array, score: Array) -> list[Array]:
    """Which distinct passages make a family, by their numbers, in order of the first; of two passages or copies at least."""
    value = linked(score, score_pairs(distinct.context, a, b), a, b, distinct)
    near = value >= COHERENCE
    found = []
    for part in _parts(a[near], b[near], value[near], COHERENCE):
        found += _coherent(distinct, part) if len(part) <= _SQUARE else [part]
    copied = np.flatnonzero(np.bincount(distinct.of, minlength=distinct.words.rows) > 1)
    alone = np.setdiff1d(copied, np.concatenate([[-1], *found]))
    return sorted([*found, *(np.array([n]) for n in alone)], key=lambda rows: int(rows[0]))


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


def _coherent(distinct: Distinct, rows: Array) -> list[Array]:
    """A component cut where the average likeness falls below COHERENCE."""
    square = score_square(distinct.words, rows)
    if len(rows) > 2:
        first, second = np.triu_indices(len(rows), 1)
        context = score_square(distinct.context, rows)[first, second]
        distance = 1 - linked(square[first, second], context, rows[first], rows[second], distinct)
        labels = fcluster(linkage(np.maximum(distance, 0), "average"), 1 - COHERENCE, "distance")
    else:
        labels = np.ones(len(rows), np.int32)
    clusters = [rows[labels == label] for label in np.unique(labels)]
    return [cluster for cluster in clusters if len(cluster) > 1]
