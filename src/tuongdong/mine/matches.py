"""
Passages to matches: the pairs of a corpus that are alike, by vectors, blocks and exact scores.

    provisions -> VECTORS -> BLOCK -> SKETCH -> SCORE -> PARTNERS -> cluster

Passages with the same words in the same order under the same headings are one, whatever their values and locality: a
million copies are scored once. What an earlier run has scored is not scored again.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from tuongdong.mine.arrays import Array, concat
from tuongdong.mine.block import Lists, candidates, lists_of
from tuongdong.mine.engines import Engine, Local, Unit
from tuongdong.mine.partners import Graph, add_pairs, empty_graph, pairs_of, second_neighbours
from tuongdong.mine.score import score_candidates
from tuongdong.mine.sketch import screened, sketches_of
from tuongdong.mine.stages import key_of, metadata, read_table, stage, standing, write_table
from tuongdong.mine.vectors import Vectors, join, vectorise

__all__ = ["Distinct", "Search", "distinct_of", "find_matches", "vectors_of", "warm"]

_SHARD: Final = 20_000
_MANY: Final = 100_000
"""Passages above which two processes vectorise: compiled code is quick, starting is not."""
_UNIT: Final = 4096
_PART: Final = 64
"""Units a part that a killed run keeps."""


class Search(NamedTuple):
    """How candidates are looked for; the defaults are those of the benchmark's tables."""

    budget: int = 4000
    """Entries of lists of words that a passage looks at."""
    most: int = 200
    """Candidates by words whose sketches are looked at."""
    exact: int = 40
    """Candidates by sketch that are scored."""
    through: int = 20
    """Partners that a passage tells of, and whose partners a round looks at."""
    rounds: int = 2
    keep: int = 24
    """Partners of a passage that stay."""
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
    if processes > 1 and len(texts) >= _MANY:
        try:
            with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
                return join(pool.map(vectorise, shards))
        except BrokenProcessPool:
            pass  # a process was killed, by the system for its memory perhaps: this one does it alone
    return join(map(vectorise, shards))


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
    graph = empty_graph(distinct.words.rows, search.keep)
    add_pairs(graph, *old)
    steps = Steps(out / "parts", key, engine, search)
    find_partners(distinct.words, fresh, graph, steps)
    table = pa.table(dict(zip(("a", "b", "score"), pairs_of(graph, search.least), strict=True)))
    write_table(out / "distinct.parquet", pa.table({"key": distinct.keys}), key, settings)
    write_table(path, table, key, settings)
    for part in steps.parts.glob(f"matches-{key}-*"):
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


class Steps(NamedTuple):
    """Where units run, and where what they found lies until all is found."""

    parts: Path
    key: str
    engine: Engine
    search: Search

    def run(self, name: str, unit: Unit, shared: Callable[[], Any], rows: Array) -> Iterator[tuple[Array, ...]]:
        """The pairs that a unit of work finds for some rows, a part at a time. `shared` is asked for when a part is missing."""
        held: list[Any] = []
        for start in range(0, len(rows), _UNIT * _PART):
            asked = rows[start : start + _UNIT * _PART]

            def make(asked: Array = asked) -> pa.Table:
                if not held:
                    held.append(self.engine.put(shared()))
                jobs = [asked[at : at + _UNIT] for at in range(0, len(asked), _UNIT)]
                found = list(self.engine.map(unit, held[0], jobs))
                return pa.table({name: concat([one[n] for one in found]) for n, name in enumerate(("a", "b", "score"))})

            part = stage(self.parts / f"matches-{self.key}-{name}-{start}.parquet", self.key, {}, make)
            yield tuple(part[name].to_numpy() for name in ("a", "b", "score"))


def find_partners(vectors: Vectors, fresh: Array, graph: Graph, steps: Steps) -> None:
    """
    The partners of fresh passages enter the graph: first by words in common, then by what their partners are like.

    Passages of one length stand together, for the caches.
    """
    search = steps.search
    fresh = fresh[np.argsort(vectors.norms[fresh, 0], kind="stable")]
    if not len(fresh):
        return
    sketches = _sketched(vectors)
    for first in range(0, vectors.rows, search.block):
        last = min(first + search.block, vectors.rows)

        def lists(first: int = first, last: int = last) -> tuple[Any, ...]:
            return vectors, sketches, lists_of(vectors, first, last), search

        for pairs in steps.run(f"words-{first}", _by_words, lists, fresh):
            add_pairs(graph, *pairs)
    for round_ in range(search.rounds):
        so_far = (vectors, sketches, graph, search)
        for pairs in list(steps.run(f"round-{round_}", _by_partners, lambda so_far=so_far: so_far, fresh)):  # type: ignore[misc]
            add_pairs(graph, *pairs)


def warm() -> None:
    """Nothing: a worker that is asked for it has loaded the code of the units, which is what is wanted."""


def _sketched(vectors: Vectors) -> Array:
    jobs = [(at, min(at + _SHARD, vectors.rows)) for at in range(0, vectors.rows, _SHARD)]
    return concat(list(Local().map(lambda _, job: sketches_of(vectors, *job), None, jobs)))


def _by_words(shared: tuple[Vectors, Array, Lists, Search], rows: Array) -> tuple[Array, Array, Array]:
    """The partners of some rows within a block: a unit of work."""
    vectors, sketches, lists, search = shared
    return _scored(vectors, sketches, rows, candidates(vectors, rows, lists, search.budget, search.most), search)


def _by_partners(shared: tuple[Vectors, Array, Graph, Search], rows: Array) -> tuple[Array, Array, Array]:
    """The partners of partners of some rows: a unit of work."""
    vectors, sketches, graph, search = shared
    return _scored(vectors, sketches, rows, second_neighbours(graph, rows, search.through), search)


def _scored(vectors: Vectors, sketches: Array, rows: Array, found: Array, search: Search) -> tuple[Array, Array, Array]:
    """The best of candidates: by sketch, then by the exact score."""
    best, scores = score_candidates(vectors, rows, screened(sketches, rows, found, search.exact), search.through)
    kept = best >= 0
    return np.repeat(rows.astype(np.int32), kept.sum(axis=1)), best[kept], scores[kept]
