"""
Families to a table: who has the policy, since when, with which value, and who decides.

A family is named by its earliest member and keeps its name for as long as that member is in it, whatever joins later.
Its label (`labels`) is made of the words of its most central member.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from tuongdong.mine.arrays import Array
from tuongdong.mine.corpus import VALUE
from tuongdong.mine.labels import bare_words, bigrams, label_of
from tuongdong.mine.matches import Distinct
from tuongdong.mine.naming import Names, earlier_names, name_of
from tuongdong.mine.score import score_pairs
from tuongdong.mine.slots import main_values

__all__ = ["FAMILIES", "Row", "family_table", "is_as_early", "order_of"]

Row = dict[str, Any]
FAMILIES: Final = pa.schema(
    [
        ("family", pa.string()),
        ("label", pa.string()),
        ("heading", pa.string()),
        ("role", pa.string()),
        ("number", pa.string()),
        ("file", pa.string()),
        ("doctype", pa.string()),
        ("issuer", pa.string()),
        ("title", pa.string()),
        ("eid", pa.string()),
        ("locality", pa.list_(pa.string())),
        ("issued_on", pa.string()),
        ("first", pa.bool_()),
        ("likeness", pa.float32()),
        ("value", VALUE),
        ("values", pa.list_(VALUE)),
        ("decides", pa.string()),
        ("scope", pa.string()),
        ("doubt", pa.string()),
        ("text", pa.string()),
    ]
)
_LATEST: Final = "9999"
_COPIES: Final = 2000
"""Members of a family whose distances to each other are looked at for its centre."""


def family_table(rows: Sequence[Row], distinct: Distinct, families: Sequence[Array], earlier: Path) -> pa.Table:
    """
    The members of all families, a row each: families by the number of their localities, members by date.

    `earlier` is the table of the last run, from which families take their names.
    """
    members = defaultdict(list)
    for row, number in zip(rows, distinct.of.tolist(), strict=True):
        members[number].append(row)
    names = earlier_names(earlier, "family", "file", "eid")
    made = [
        _family([(row, n) for n in numbers.tolist() for row in members[n]], distinct, names) for numbers in families
    ]
    made.sort(key=lambda family: (-_spread(family), family[0]["issued_on"] or _LATEST, family[0]["family"]))
    return pa.Table.from_pylist([row for family in made for row in family], schema=FAMILIES)


def order_of(row: Row) -> tuple[str, str, str, str]:
    """The order of adoption: by date, then by number and place."""
    return row["issued_on"] or _LATEST, row["number"] or "", row["file"], row["eid"]


def is_as_early(row: Row, first: Row) -> bool:
    """Whether a member surely dates from the same day as the first one."""
    return not row["doubt"] and row["issued_on"] is not None and row["issued_on"] == first["issued_on"]


def _spread(family: Sequence[Row]) -> int:
    return len({name for row in family for name in row["locality"]})


def _family(found: list[tuple[Row, int]], distinct: Distinct, names: Names) -> list[Row]:
    found = sorted(found, key=lambda pair: order_of(pair[0]))
    rows = [row for row, _ in found]
    likeness, centre = _centre(np.array([n for _, n in found]), distinct)
    value, scope = main_values(rows, centre), _scopes(rows)
    # a doubtful document adopted nothing that is sure
    first = next((row for row in rows if not row["doubt"] and row["issued_on"]), rows[0])
    shared = {
        "family": name_of(((row["file"], row["eid"]) for row in rows), names, "f"),
        "label": label_of(rows, centre, value[centre]),
        "role": _common(row["role"] for row in rows) or "",
    }
    if sum(bool(row["role"]) for row in rows) * 2 <= len(rows):
        shared["role"] = ""
    return [
        shared
        | {name: row[name] for name in ("heading", "number", "file", "doctype", "issuer", "title", "eid")}
        | {name: row[name] for name in ("issued_on", "values", "decides", "doubt", "text")}
        | {
            "locality": row["localities"],
            "first": row is first or is_as_early(row, first),
            "likeness": round(float(likeness[n]), 4),
            "value": value[n],
            "scope": scope[n],
        }
        for n, row in enumerate(rows)
    ]


def _centre(numbers: Array, distinct: Distinct) -> tuple[Array, int]:
    """The likeness of each member to the most central one, and which that is."""
    kinds = np.unique(numbers)[:_COPIES]
    a, b = (side.ravel() for side in np.meshgrid(kinds, kinds))
    means = score_pairs(distinct.words, a, b).reshape(len(kinds), -1).mean(axis=1)
    centre = kinds[int(np.argmax(np.round(means, 5)))]
    return score_pairs(distinct.words, numbers, np.full(len(numbers), centre)), int(
        np.flatnonzero(numbers == centre)[0]
    )


def _common(headings: Iterable[str | None]) -> str | None:
    counted = Counter(heading for heading in headings if heading)
    return counted.most_common(1)[0][0] if counted else None


_SCOPE_LEAST: Final = 4
# ... đường sắt đô thị tại: words that join
_TAIL_RE: Final = re.compile(r"(?: (?:tại|của|và|về|đối|với|cho|trên|địa|bàn|thành|phố|tỉnh))+$")


def _scopes(rows: Sequence[Row]) -> list[str | None]:
    """
    What a document's subject says and no other of the family does, for the later documents of a locality that has several.

    The railway resolution's ceiling counts for "hệ thống mạng lưới đường sắt đô thị" only.
    """
    earliest: dict[str, str] = {}
    for row in rows:
        for name in row["localities"] if not row["doubt"] else ():
            earliest.setdefault(name, row["file"])
    subjects = {row["file"]: (row["subject"] or "").split() for row in rows}
    pairs = Counter(pair for words in subjects.values() for pair in set(bigrams(words)))
    known = Counter(word for words in subjects.values() for word in set(bare_words(words)))
    return [
        _own_run(subjects[row["file"]], pairs, known)
        if any(earliest.get(name, row["file"]) != row["file"] for name in row["localities"])
        else None
        for row in rows
    ]


def _own_run(words: Sequence[str], pairs: Mapping[tuple[str, str], int], known: Mapping[str, int]) -> str | None:
    """The longest run of words whose pairs stand in no other subject, without words of others at its ends; none when it is short."""
    runs, run = [], [0, 0]
    for at, pair in enumerate(bigrams(words)):
        if pairs[pair] == 1:
            run = [run[0] if run[1] == at else at, at + 1]
            runs.append(tuple(run))
    first, last = max(runs, key=lambda r: (r[1] - r[0], -r[0]), default=(0, -1))
    plain = bare_words(words)
    inner = words[first + (known[plain[first]] > 1) : last + 1 - (known[plain[last]] > 1)] if runs else ()
    return _TAIL_RE.sub("", " ".join(inner)).strip(" ,;") if len(inner) >= _SCOPE_LEAST else None
