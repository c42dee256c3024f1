"""
Mining at size: time, memory and recall of the corpus evaluator beside plain ways to do the same.

    mining.py prepare DATA CORPUS.parquet --size N     passages of DATA/phapdien, planted variants for the rest
    mining.py exact CORPUS.parquet [--size N]          what recall is measured against, kept beside the corpus
    mining.py run METHOD CORPUS.parquet [--size N]     one method: ours, fast, kernel, minhash, lucene, passim
    mining.py table CORPUS.parquet --size N METHOD ... several in turn, a process each, as a table

ours     vectors, candidates and exact scores of `tuongdong.mine`     (fast: with one round less)
kernel   scikit-learn's TF-IDF and sparse_dot_topn at a cap of 1000   the bare kernel; `kernel+rerank` scores its candidates exactly
minhash  64 permutations of bigrams, 16 bands of 4
lucene   the Legislative Influence Detector's method: BM25 top 100, then Smith-Waterman on words
passim   passages that share five 5-grams of words found in at most 100 passages

Recall is of the ten best by the exact likeness of all pairs, over SAMPLE rows; `alike` of those with a likeness of 0.4 or more
(what a comparison calls a match), `planted` the share of variants whose original is found.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numba import njit
from scipy import sparse

from planted import RATES, plant
from tuongdong.compare.words import marks_of
from tuongdong.mine.arrays import Array
from tuongdong.mine.engines import Local, Ray
from tuongdong.mine.matches import Search, Steps, find_partners, vectors_of, warm
from tuongdong.mine.partners import empty_graph
from tuongdong.mine.score import score_candidates, score_pairs
from tuongdong.mine.vectors import Vectors, join, marked_text, vectorise
from tuongdong.text import fold, syllables

SAMPLE: Final = 300
PLANTED: Final = 3000
_SHARD: Final = 20_000
_UNIT: Final = 4096
_CAP: Final = 1000


# --- the corpus


def prepare(data: Path, out: Path, size: int) -> None:
    """The distinct passages of the codification, shuffled, for half of the size; variants of them for the rest."""
    from tuongdong.read.folder import files_below

    files = [one.path for one in files_below(data / "phapdien")]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = [text for texts in pool.map(_texts, files, chunksize=32) for text in texts]
    texts = sorted(set(found))
    random.Random(1).shuffle(texts)
    made = plant(texts[: size // 2], size)
    print(f"{len(files)} files, {len(found)} passages, {len(texts)} distinct, {size} in all")
    pq.write_table(pa.table({"text": made.texts, "base": made.bases, "rate": made.rates}), out)


def _texts(path: Path) -> list[str]:
    from tuongdong.errors import TuongdongError
    from tuongdong.mine.corpus import passages
    from tuongdong.parse import parse
    from tuongdong.read import read

    try:
        document = parse(read(path), name=path.name)
    except TuongdongError:
        return []
    return [line for _, text in passages(document) for line in text.split("\n") if line.count(" ") >= 4]


# --- the methods: texts -> the ten best of each row (or of the sampled rows only), -1 where there are fewer


def _no_names(text: str) -> str:
    import re

    return marked_text(text, marks_of(text, re.compile(r"(?!)")))


def _vector_shard(texts: list[str]) -> Vectors:
    return vectorise([_no_names(text) for text in texts])


def vectors_from(texts: list[str]) -> Vectors:
    """Marked and vectorised, by two processes where that pays."""
    shards = [texts[at : at + _SHARD] for at in range(0, len(texts), _SHARD)]
    if len(texts) < 100_000:
        return join(map(_vector_shard, shards))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return join(pool.map(_vector_shard, shards))


def ours(texts: list[str], _: Array, search: Search = Search()) -> Array:  # noqa: B008 - a value that never changes
    clock = time.perf_counter()
    vectors = vectors_from(texts)
    texts.clear()  # a run of `mine` has them in a file
    _told("vectors", clock)
    clock = time.perf_counter()
    graph = empty_graph(vectors.rows, search.keep)
    with tempfile.TemporaryDirectory() as parts:
        find_partners(vectors, np.arange(vectors.rows), graph, Steps(Path(parts), "", Local(), search))
    _told("sketches, candidates and scores", clock)
    return graph.partners[:, :10]


def fast(texts: list[str], sample: Array) -> Array:
    return ours(texts, sample, Search(rounds=1))


def kernel(texts: list[str], _: Array, rerank: bool = False) -> Array:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    clock = time.perf_counter()
    vectoriser = TfidfVectorizer(preprocessor=fold, token_pattern=r"[^\W_]+", ngram_range=(1, 2), dtype=np.float32)
    matrix = vectoriser.fit_transform(texts)
    _told("vectors", clock)
    clock = time.perf_counter()
    held = np.bincount(matrix.indices, minlength=matrix.shape[1])
    matrix = matrix[:, np.flatnonzero((held > 1) & (held <= _CAP))]
    most = 41 if rerank else 11
    found = sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=most, n_threads=2, sort=True)
    best = np.full((len(texts), most - 1), -1, np.int32)
    for row in range(len(texts)):
        columns = found.indices[found.indptr[row] : found.indptr[row + 1]]
        columns = columns[columns != row][: most - 1]
        best[row, : len(columns)] = columns
    _told("product", clock)
    if not rerank:
        return best
    vectors = vectors_from(texts)
    rows = np.arange(len(texts))
    jobs = [rows[at : at + _UNIT] for at in range(0, len(rows), _UNIT)]
    return np.concatenate(list(Local().map(lambda _, r: score_candidates(vectors, r, best[r], 10)[0], None, jobs)))


def kernel_rerank(texts: list[str], sample: Array) -> Array:
    return kernel(texts, sample, rerank=True)


def minhash(texts: list[str], _: Array) -> Array:
    """64 minima of hashed bigrams; rows that share a band of four are candidates, ranked by agreeing minima."""
    draw = np.random.default_rng(1)
    a, b = draw.integers(1, 1 << 61, 64, np.uint64) | np.uint64(1), draw.integers(0, 1 << 61, 64, np.uint64)
    vectors = vectors_from(texts)
    minima = np.empty((vectors.rows, 64), np.uint32)
    for row in range(vectors.rows):
        ids = vectors.ids[vectors.starts[row] : vectors.starts[row + 1]]
        ids = ids[ids >> np.uint32(31) > 0] if (ids >> np.uint32(31)).any() else ids
        hashed = (ids.astype(np.uint64)[:, None] * a + b) >> np.uint64(32) if len(ids) else np.zeros((1, 64), np.uint64)
        minima[row] = hashed.min(axis=0)
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for band in range(0, 64, 4):
        groups: dict[bytes, list[int]] = defaultdict(list)
        for row, part in enumerate(minima[:, band : band + 4]):
            groups[part.tobytes()].append(row)
        for rows in groups.values():
            for row in rows[:100] if len(rows) > 1 else ():
                votes[row].update(rows[:100])
    best = np.full((vectors.rows, 10), -1, np.int32)
    for row, counted in votes.items():
        del counted[row]
        agree = sorted(counted, key=lambda other: (-int((minima[row] == minima[other]).sum()), other))[:10]
        best[row, : len(agree)] = agree
    return best


def lucene(texts: list[str], sample: Array) -> Array:
    """BM25 over words, the top 100 of each asked row, then the best local alignment."""
    number: dict[str, int] = {}
    words = [np.array([number.setdefault(word, len(number)) for word in syllables(text)], np.int32) for text in texts]
    lengths = np.array([max(1, len(own)) for own in words])
    rows = np.repeat(np.arange(len(texts)), [len(own) for own in words])
    held = sparse.coo_matrix((np.ones(len(rows), np.float32), (rows, np.concatenate(words))))
    held = held.tocsr().tocsc()  # each word's passages, with how often they hold it
    rarity = np.log(1 + (len(texts) - np.diff(held.indptr) + 0.5) / (np.diff(held.indptr) + 0.5))
    share = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
    best = np.full((len(texts), 10), -1, np.int32)
    for row in sample.tolist():
        scores = np.zeros(len(texts))
        for word in np.unique(words[row]):
            others = held.indices[held.indptr[word] : held.indptr[word + 1]]
            counts = held.data[held.indptr[word] : held.indptr[word + 1]]
            scores[others] += rarity[word] * counts * 2.2 / (counts + share[others])
        scores[row] = -1
        top = np.argpartition(-scores, 100)[:100]
        aligned = np.array([_smith_waterman(words[row], words[other]) for other in top])
        best[row] = top[np.lexsort((top, -aligned))][:10]
    return best


@njit(cache=True)
def _smith_waterman(a: Any, b: Any) -> Any:
    """Match 3, mismatch and gap -2: the score of the best stretch in common."""
    last, row, best = np.zeros(len(b) + 1, np.int32), np.zeros(len(b) + 1, np.int32), 0
    for word in a:
        for at in range(len(b)):
            row[at + 1] = max(0, last[at] + (3 if word == b[at] else -2), last[at + 1] - 2, row[at] - 2)
            best = max(best, row[at + 1])
        last, row = row, last
    return best


def passim(texts: list[str], _: Array) -> Array:
    """Shared 5-grams of at most 100 passages; five of them make a pair, more rank higher."""
    groups: dict[int, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        words = syllables(text)
        for gram in {hash(tuple(words[at : at + 5])) for at in range(len(words) - 4)}:
            groups[gram].append(row)
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for rows in groups.values():
        if 1 < len(rows) <= 100:
            for row in rows:
                shared[row].update(rows)
    best = np.full((len(texts), 10), -1, np.int32)
    for row, counted in shared.items():
        del counted[row]
        found = [other for other, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])) if count >= 5][
            :10
        ]
        best[row, : len(found)] = found
    return best


METHODS: Final[dict[str, Callable[[list[str], Array], Array]]] = {
    "ours": ours,
    "fast": fast,
    "kernel": kernel,
    "kernel+rerank": kernel_rerank,
    "minhash": minhash,
    "lucene": lucene,
    "passim": passim,
}


# --- measuring


def _told(step: str, since: float) -> None:
    gigabytes = sum(map(_kilobytes, _family(str(os.getpid())))) / 1e6
    print(f"  {step}: {time.perf_counter() - since:.1f} s, {gigabytes:.2f} GB behind it", file=sys.stderr)


def _processor() -> float:
    """Seconds of processor time of this process and its finished children: what a shared machine does not change."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


class Memory(threading.Thread):
    """The most memory of this process and its children together, in GB (proportional shares, where the system tells)."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0

    def run(self) -> None:
        while True:
            self.most = max(self.most, sum(map(_kilobytes, _family(str(os.getpid())))) / 1e6)
            time.sleep(0.2)


def _family(pid: str) -> list[str]:
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in below for one in _family(child))]


def _kilobytes(pid: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def run(method: str, corpus: Path, size: int) -> dict[str, Any]:
    """One method on the first `size` rows of a corpus that was prepared at that size."""
    texts = texts_of(corpus, size)
    table = pq.read_table(corpus, columns=["base", "rate"])
    bases, rates = (table[name].to_pylist()[:size] for name in ("base", "rate"))
    truth = exact(corpus, texts)
    variants = np.flatnonzero(np.array(bases) >= 0)
    variants = np.random.default_rng(4).choice(variants, min(PLANTED, len(variants)), replace=False)
    vectorise(["một"])  # compiled code is loaded from the cache before the clock starts
    memory = Memory()
    memory.start()
    clock, used = time.perf_counter(), _processor()
    asked = np.concatenate([truth.rows, variants[:200]])
    best = METHODS[method](texts, asked)
    seconds = time.perf_counter() - clock
    told: dict[str, Any] = {
        "method": method,
        "passages": size,
        "seconds": round(seconds, 1),
        "cpu": round(_processor() - used, 1),
        "gigabytes": round(memory.most, 2),
    }
    if method == "lucene":
        told |= {"seconds": round(seconds / len(asked) * size), "extrapolated": True}
        variants = variants[:200]
    return told | _quality(texts_of(corpus, size), best, truth, variants, bases, rates)


def texts_of(corpus: Path, size: int) -> list[str]:
    texts: list[str] = pq.read_table(corpus, columns=["text"])["text"].to_pylist()[:size]
    pa.default_memory_pool().release_unused()
    return texts


class Truth(NamedTuple):
    """The sampled rows, and for each the ten best of all by the exact likeness."""

    rows: Array
    best: Array
    scores: Array


def _quality(
    texts: list[str], best: Array, truth: Truth, variants: Array, bases: list[int], rates: list[float]
) -> dict[str, Any]:
    found = [set(best[row].tolist()) for row in truth.rows]
    right = sum(len(set(rows) & got) for rows, got in zip(truth.best.tolist(), found, strict=True))
    near = [rows[scores >= 0.4].tolist() for rows, scores in zip(truth.best, truth.scores, strict=True)]
    alike = sum(len(set(rows) & got) for rows, got in zip(near, found, strict=True)) / max(1, sum(map(len, near)))
    planted = {
        str(rate): round(
            float(np.mean([bases[v] in best[v] for v in variants.tolist() if rates[v] == rate] or [False])), 4
        )
        for rate in RATES
    }
    return {
        "recall": round(right / truth.best.size, 4),
        "alike": round(alike, 4),
        "precision": round(_precision(texts, found, truth.rows), 4),
        "planted": planted,
    }


def _precision(texts: list[str], found: list[set[int]], sample: Array) -> float:
    """The share of what is found that is alike by the exact likeness."""
    given = [(row, other) for row, got in zip(sample.tolist(), found, strict=True) for other in got if other >= 0]
    if not given:
        return 0.0
    pairs = _vector_shard([texts[row] for pair in given for row in pair])
    at = np.arange(0, pairs.rows, 2)
    return float((score_pairs(pairs, at, at + 1) >= 0.4).mean())


def exact(corpus: Path, texts: list[str]) -> Truth:
    """Counted once a corpus and size, and kept beside it: all pairs of the sample with a million take minutes."""
    path = corpus.with_suffix(f".exact-{len(texts)}.npz")
    if not path.exists():
        vectors = vectors_from(texts)
        rows = np.random.default_rng(3).choice(len(texts), SAMPLE, replace=False)
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(lambda row: _exact(vectors, row), rows.tolist()))
        np.savez(path, rows=rows, best=np.stack([b for b, _ in found]), scores=np.stack([s for _, s in found]))
    kept = np.load(path)
    return Truth(kept["rows"], kept["best"], kept["scores"])


def _exact(vectors: Vectors, row: int) -> tuple[Array, Array]:
    """The ten best of all rows by the exact likeness."""
    scores = score_pairs(vectors, np.full(vectors.rows, row), np.arange(vectors.rows))
    scores[row] = -1
    top = np.argpartition(-scores, 10)[:10]
    top = top[np.lexsort((top, -scores[top]))]
    return top, scores[top]


# --- engines


def engines(corpus: Path, size: int) -> None:
    """The matches of the same corpus by threads and by Ray on loopback: seconds each, and whether they are equal."""
    from tuongdong.mine.matches import Distinct, find_matches

    texts = texts_of(corpus, size)
    vectors = vectors_of([_no_names(text) for text in texts], 2)
    distinct = Distinct(vectors, vectors, [str(n) for n in range(len(texts))], np.arange(len(texts)))
    tables = []
    for name in ("local", "ray"):
        clock = time.perf_counter()
        engine = Ray("local", warm=warm) if name == "ray" else Local()
        started = time.perf_counter() - clock
        with tempfile.TemporaryDirectory() as folder:
            clock = time.perf_counter()
            tables.append(find_matches(distinct, Path(folder), engine, Search()))
        print(
            json.dumps({"engine": name, "start": round(started, 1), "seconds": round(time.perf_counter() - clock, 1)})
        )
        engine.close()
    print("equal" if tables[0].equals(tables[1]) else "NOT EQUAL")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("prepare", ["data", "corpus"]),
        ("exact", ["corpus"]),
        ("run", ["method", "corpus"]),
        ("table", ["corpus"]),
        ("engines", ["corpus"]),
    ):
        command = commands.add_parser(name)
        for word in words:
            command.add_argument(word, type=str if word == "method" else Path)
        command.add_argument("--size", type=int, default=1_000_000)
        if name == "table":
            command.add_argument("methods", nargs="+", choices=METHODS)
    chosen = parser.parse_args()
    if chosen.command == "prepare":
        prepare(chosen.data, chosen.corpus, chosen.size)
    elif chosen.command == "exact":
        exact(chosen.corpus, texts_of(chosen.corpus, chosen.size))
    elif chosen.command == "run":
        print(json.dumps(run(chosen.method, chosen.corpus, chosen.size)))
    elif chosen.command == "engines":
        engines(chosen.corpus, chosen.size)
    else:
        for words in (["exact"], *(["run", method] for method in chosen.methods)):
            line = [sys.executable, __file__, *words, str(chosen.corpus), "--size", str(chosen.size)]
            print(subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True).stdout, end="", flush=True)


if __name__ == "__main__":
    main()
