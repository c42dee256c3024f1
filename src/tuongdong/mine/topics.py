"""
Documents to topics: which documents of other localities are about the same as ours.

    provisions (titles) -> subjects -> vectors -> matches -> TOPICS

A topic is made of the subjects of titles (`titles`) by the formula of likeness and the average linkage that make families of
provisions; what is shared of provisions adds nothing to it (decision 0073). A document is in one topic at most. Topics keep their names as
families do.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from tuongdong.mine.arrays import Array
from tuongdong.mine.cluster import clusters_of
from tuongdong.mine.engines import Engine
from tuongdong.mine.matches import Distinct, Search, distinct_of, find_matches
from tuongdong.mine.naming import Names, earlier_names, name_of
from tuongdong.mine.score import score_square
from tuongdong.mine.stages import key_of, stage
from tuongdong.terms import sentence_case

__all__ = ["LIKE", "TOPICS", "documents_of", "topics_of"]

Row = dict[str, Any]
LIKE: Final = 0.3
"""The least average likeness of the subjects of a topic."""
TOPICS: Final = pa.schema(
    [
        ("topic", pa.string()),
        ("label", pa.string()),
        ("file", pa.string()),
        ("number", pa.string()),
        ("doctype", pa.string()),
        ("issuer", pa.string()),
        ("title", pa.string()),
        ("subject", pa.string()),
        ("locality", pa.list_(pa.string())),
        ("issued_on", pa.string()),
        ("likeness", pa.float32()),
        ("doubt", pa.string()),
    ]
)
_COPIED: Final = ("file", "number", "doctype", "issuer", "title", "subject", "issued_on", "doubt")
_LATEST: Final = "9999"


def topics_of(provisions: pa.Table, out: Path, engine: Engine, search: Search) -> pa.Table:
    """
    Every document that has a title, a row each, at `topics.parquet`: topics of most localities first, then what is alone.

    `topic` is null for a document that is alone. What was scored lies in `titles`.
    """
    documents = documents_of(provisions)
    settings = {"search": search._replace(least=LIKE)._asdict(), "like": LIKE}
    inputs = (f"{one['file']}\t{one['number']}\t{one['subject']}" for one in documents)
    path = out / "topics.parquet"

    def make() -> pa.Table:
        subjects = [one["subject"] for one in documents]
        distinct = distinct_of(subjects, [""] * len(subjects))
        matches = find_matches(distinct, out / "titles", engine, search._replace(least=LIKE))
        return _table(documents, distinct, matches, earlier_names(path, "topic", "file"))

    return stage(path, key_of("topics", settings, inputs), settings, make)


def documents_of(provisions: pa.Table) -> list[Row]:
    """The documents of a table of provisions that have a subject, in its order, each with all its localities."""
    found: dict[str, Row] = {}
    for row in provisions.select([*_COPIED, "localities", "eid"]).to_pylist():
        if row["eid"] is None or not row["subject"]:
            continue
        one = found.setdefault(row["file"], {name: row[name] for name in _COPIED} | {"locality": []})
        one["locality"] += [name for name in row["localities"] if name not in one["locality"]]
    return list(found.values())


def _table(documents: Sequence[Row], distinct: Distinct, matches: pa.Table, names: Names) -> pa.Table:
    members = defaultdict(list)
    for row, number in zip(documents, distinct.of.tolist(), strict=True):
        members[number].append(row)
    a, b, score = (matches[name].to_numpy() for name in ("a", "b", "score"))

    def inside(rows: Array, first: Array, second: Array) -> Array:
        return np.asarray(score_square(distinct.words, rows)[first, second])

    clusters = clusters_of(a, b, score, LIKE, inside) if len(a) else []
    grouped = np.concatenate([np.zeros(0, np.int64), *clusters])
    rest = [np.array([n]) for n in np.setdiff1d(np.arange(distinct.words.rows), grouped)]
    made = [_topic(rows, distinct, members, names) for rows in [*clusters, *rest]]
    made.sort(key=lambda topic: (topic[0]["topic"] is None, -_spread(topic), -len(topic), _age(topic[0])))
    return pa.Table.from_pylist([row for topic in made for row in topic], schema=TOPICS)


def _topic(numbers: Array, distinct: Distinct, members: dict[int, list[Row]], names: Names) -> list[Row]:
    square = score_square(distinct.words, numbers)
    counts = np.array([len(members[n]) for n in numbers.tolist()])
    centre = int(np.argmax(np.round(square @ counts, 5)))
    rows = [
        row | {"likeness": round(float(square[at, centre]), 4)}
        for at, n in enumerate(numbers.tolist())
        for row in members[n]
    ]
    rows.sort(key=_age)
    label = members[int(numbers[centre])][0]["subject"]
    alone = len(rows) < 2
    shared = {
        "topic": None if alone else name_of(((row["file"],) for row in rows), names, "t"),
        "label": sentence_case(label),
    }
    return [shared | row for row in rows]


def _age(row: Row) -> tuple[str, str, str]:
    return row["issued_on"] or _LATEST, row["number"] or "", row["file"]


def _spread(rows: Sequence[Row]) -> int:
    return len({name for row in rows for name in row["locality"]})
