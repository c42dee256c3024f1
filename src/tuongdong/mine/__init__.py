"""
Many Documents to policy families.

    read -> parse -> cite, measure -> compare | MINE -> report

    Takes:  a folder of files, and a folder for the results.
    Gives:  provisions.parquet, matches.parquet, families.parquet: a row per member of a family;
            topics.parquet: a row per document.

    corpus     files to passages                    quy định
    vectors    passages to vectors                  the comparison's formula, in compiled code
    block      vectors to candidates
    score      candidates to exact scores
    subjects   of whom and what passages speak, where like words mislead
    cluster    matches to families that stay coherent
    families   members, labels, values, first adopter
    titles     a document's title to its subject
    topics     documents about the same, by their subjects
    engines    this machine, or a Ray cluster

Every stage's result stands until its input or settings change; a run that was killed goes on behind the last whole one.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from tuongdong.mine.cluster import COHERENCE, families_of
from tuongdong.mine.corpus import read_corpus
from tuongdong.mine.engines import Engine, Local
from tuongdong.mine.families import family_table
from tuongdong.mine.matches import Search, distinct_of, find_matches
from tuongdong.mine.stages import key_of, stage
from tuongdong.mine.subjects import subjects_of
from tuongdong.mine.topics import topics_of
from tuongdong.models import Finding

__all__ = ["Mined", "Search", "mine"]


class Mined(NamedTuple):
    """What a run gives: the tables, and what is to be said of files."""

    provisions: pa.Table
    matches: pa.Table
    families: pa.Table
    topics: pa.Table
    findings: list[tuple[str, Finding]]


def mine(
    folder: Path | str,
    out: Path | str,
    engine: Engine | None = None,
    search: Search | None = None,
    progress: Callable[[str], object] = len,
) -> Mined:
    """
    The families of a folder, with every stage's result in `out`.

    1. The same input and settings give the same bytes, on every engine.
    2. Documents that are added cost what is new; families keep their names.
    3. Files that cannot be read are findings.

    TuongdongError when nothing in the folder can be mined; then nothing is made at `out`.
    """
    folder, out = Path(folder), Path(out)
    engine, search = engine or Local(), search or Search()
    progress("provisions")
    provisions, findings = read_corpus(folder, out, engine.workers)
    passages = provisions.filter(provisions["eid"].is_valid())
    progress("vectors")
    marked, context = (passages[name].to_pylist() for name in ("marked", "context"))
    distinct = distinct_of(marked, context, engine.workers)
    progress("matches")
    matches = find_matches(distinct, out, engine, search)
    progress("families")
    settings = {"search": search._asdict(), "coherence": COHERENCE, "passages": len(passages)}
    inputs = (f"{f}\t{d}" for f, d in zip(*(provisions[c].to_pylist() for c in ("file", "digest")), strict=True))
    path = out / "families.parquet"

    def make() -> pa.Table:
        a, b, score = (matches[name].to_numpy() for name in ("a", "b", "score"))
        rows = passages.to_pylist()
        return family_table(rows, distinct, families_of(distinct, subjects_of(rows, distinct.of), a, b, score), path)

    families = stage(path, key_of("families", settings, inputs), settings, make)
    progress("topics")
    return Mined(provisions, matches, families, topics_of(provisions, out, engine, search), findings)
