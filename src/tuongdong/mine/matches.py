"""
Passages to matches: the pairs of a corpus that are alike, by vectors, blocks and exact scores.

    provisions -> VECTORS -> BLOCK -> SCORE -> cluster

Passages with the same words in the same order under the same headings are one, whatever their values and locality: a
million copies are scored once. What an earlier run has scored is not scored again.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from tuongdong.mine.arrays import Array
from tuongdong.mine.block import Lists, candidates, lists_of
from tuongdong.mine.engines import Engine
from tuongdong.mine.score import score_candidates
from tuongdong.mine.stages import key_of, metadata, read_table, stage, standing, write_table
from tuongdong.mine.vectors import Vectors, join, vectorise

__all__ = ["Distinct", "Search", "distinct_of", "find_matches", "vectors_of"]

_SHARD: Final = 20_000
_MANY: Final = 100_000
"""Passages above which two processes vectorise: compiled code is quick, starting is not."""
_UNIT: Final = 4096
_PART: Final = 64
"""Units a part that a killed run keeps."""


class Search(NamedTuple):
    """How candidates are looked for; the defaults are those of the benchmark's tables."""

    window: int = 3000
    budget: int = 30_000
    most: int = 80
    keep: int = 40
    least: float = 0.4
    """Of the likeness of a match."""
    block: int = 1 << 20


class Distinct(NamedTuple):
    """The distinct passages: their vectors, their keys, and for every passage of the corpus which one it is."""

    words: Vectors
    context: Vectors
    keys: list[str]
    of: Array


def vectors_of(texts: Sequence[str], processes: int = 1) -> Vectors:
    """The vectors of marked texts, in shards; the shards do not show in the result."""
    shards = [texts[at : at + _SHARD] for at in range(0, max(1, len(texts)), _SHARD)]
    if processes < 2 or len(texts) < _MANY:
        return join([vectorise(shard) for shard in shards])
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return join(list(pool.map(vectorise, shards)))


def distinct_of(marked: Sequence[str], context: Sequence[str], processes: int = 1) -> Distinct:
    """The distinct passages in order of their first place."""
    words, around = vectors_of(marked, processes), vectors_of(context, processes)
    both = np.hstack([words.sequence, around.sequence])
    _, first, inverse = np.unique(both, axis=0, return_index=True, return_inverse=True)
    place = np.argsort(np.argsort(first, kind="stable"), kind="stable")
    rows = np.sort(first)
    keys = [row.tobytes().hex() for row in both[rows]]
    return Distinct(_take(words, rows), _take(around, rows), keys, place[inverse.ravel()])


def _take(vectors: Vectors, rows: Array) -> Vectors:
    """Some rows, in the order given; all of them without a copy."""
    if len(rows) == vectors.rows:
        return vectors
    lengths = np.diff(vectors.starts)[rows]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    at = np.repeat(vectors.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
    return Vectors(starts, vectors.ids[at], vectors.values[at], vectors.norms[rows], vectors.sequence[rows])


def find_matches(distinct: Distinct, out: Path, engine: Engine, search: Search) -> pa.Table:
    """
    The pairs (a, b, score) of distinct passages that are alike, a < b, in order; at `matches.parquet`.

    Pairs of passages that an earlier run in `out` knew are taken from there.
    """
    settings = search._asdict()
    path, key = out / "matches.parquet", key_of("matches", settings, distinct.keys)
    if (table := standing(path, key)) is not None:
        return table
    old, fresh = _earlier(path, out / "distinct.parquet", settings, distinct.keys)
    found = [old, *_score(distinct.words, fresh, out / "parts", key, engine, search)]
    a, b, score = (np.concatenate(columns) for columns in zip(*found, strict=True))
    low, high = np.minimum(a, b), np.maximum(a, b)
    _, first = np.unique(low.astype(np.int64) << 32 | high, return_index=True)
    table = pa.table({"a": low[first].astype(np.int32), "b": high[first].astype(np.int32), "score": score[first]})
    write_table(out / "distinct.parquet", pa.table({"key": distinct.keys}), key, settings)
    write_table(path, table, key, settings)
    for part in (out / "parts").glob(f"matches-{key}-*"):
        part.unlink()
    return table


def _earlier(matches: Path, keys: Path, settings: dict[str, Any], now: list[str]) -> tuple[tuple[Array, ...], Array]:
    """The pairs of an earlier run in today's numbers, and the passages that it did not know."""
    none = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))
    try:
        told = [metadata(matches), metadata(keys)]
        then, pairs = read_table(keys)["key"].to_pylist(), read_table(matches)
    except (OSError, pa.ArrowInvalid):
        return none, np.arange(len(now))
    same = told[0].get("key") == told[1].get("key") and told[0]["key"] == key_of("matches", settings, then)
    if not same:
        return none, np.arange(len(now))
    place = {key: n for n, key in enumerate(now)}
    moved = np.array([place.get(key, -1) for key in then], np.int32)
    a, b = moved[pairs["a"].to_numpy()], moved[pairs["b"].to_numpy()]
    kept = (a >= 0) & (b >= 0)
    fresh = np.setdiff1d(np.arange(len(now)), moved)
    return (a[kept], b[kept], pairs["score"].to_numpy()[kept]), fresh


def _score(
    vectors: Vectors, fresh: Array, parts: Path, key: str, engine: Engine, search: Search
) -> Iterator[tuple[Array, ...]]:
    """The pairs of fresh passages with all, a part at a time; passages of one length stand together, for the caches."""
    fresh = fresh[np.argsort(vectors.norms[fresh, 0], kind="stable")]
    step = _UNIT * _PART
    for first in range(0, vectors.rows if len(fresh) else 0, search.block):
        last = min(first + search.block, vectors.rows)
        lists: list[Lists] = []  # made when the first part is missing
        for start in range(0, len(fresh), step):
            rows = fresh[start : start + step]

            def make(rows: Array = rows, first: int = first, last: int = last, lists: list[Lists] = lists) -> pa.Table:
                if not lists:
                    lists.append(lists_of(vectors, first, last))
                jobs = [rows[at : at + _UNIT] for at in range(0, len(rows), _UNIT)]
                pairs = list(engine.map(_unit, (vectors, lists[0], search), jobs))
                return pa.table(
                    {name: np.concatenate([p[n] for p in pairs]) for n, name in enumerate(("a", "b", "score"))}
                )

            part = stage(parts / f"matches-{key}-{first}-{start}.parquet", key, {}, make)
            yield tuple(part[name].to_numpy() for name in ("a", "b", "score"))


def _unit(shared: tuple[Vectors, Lists, Search], rows: Array) -> tuple[Array, Array, Array]:
    """The matches of some rows within a block: a unit of work."""
    vectors, lists, search = shared
    found = candidates(vectors, rows, lists, search.window, search.budget, search.most)
    best, scores = score_candidates(vectors, rows, found, search.keep)
    kept = (best >= 0) & (scores >= search.least)
    return np.repeat(rows.astype(np.int32), kept.sum(axis=1)), best[kept], scores[kept]
