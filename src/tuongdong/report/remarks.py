"""
What people wrote into a former table finds its place in the new one.

Each row of a table carries a key: the document, the eId and a fingerprint of the words of its provision. A remark goes to

1. the row of the very same provision with the same words;
2. the row with the same words, where these were renumbered;
3. the row of the same eId, or of one above or below it, where the words are mostly the same;
4. the row whose words are nearly the same, where number and words changed;
5. the row in which the provision stands as a host's.

What fits nowhere is given back, never dropped: writers put it on a page of its own, from where it is tried again.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from tuongdong.models import Finding, Severity, finding
from tuongdong.report.rows import Row, Table
from tuongdong.report.side import Side
from tuongdong.report.words import word
from tuongdong.text import fold, syllables

__all__ = ["Key", "Placed", "Remark", "key_for", "key_of", "place", "tell"]

_ALIKE: Final = 0.6  # of the shorter text's words; below this the number now stands for another rule
_NEARLY: Final = 0.8  # of the longer text's words; below this it is not the same rule under another number


class Key(NamedTuple):
    """The identity of a provision in a table."""

    document: str
    eid: str
    words: str

    def __str__(self) -> str:
        return "|".join(self)

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """The inverse of `str`; None for what is no key."""
        parts = text.strip().rsplit("|", 2)
        return cls(*parts) if len(parts) == 3 and all(parts) else None


class Remark(NamedTuple):
    """What people wrote beside a provision: by column, as they may add columns of their own."""

    key: Key | None
    columns: tuple[tuple[str, str], ...]
    row: str
    """The words of the provision as the former table showed them."""


class Placed(NamedTuple):
    """Remarks by row (in the order of `Table.rows`), and those without a row."""

    by_row: dict[int, tuple[Remark, ...]]
    unplaced: tuple[Remark, ...]

    def column(self, row: int, name: str) -> str:
        """What stands in a column of a row; several remarks one below the other."""
        texts = [text for remark in self.by_row.get(row, ()) for column, text in remark.columns if column == name]
        return "\n".join(dict.fromkeys(texts))


def key_of(row: Row, view: Table) -> Key:
    """The key that a row carries: that of A's provision, or of the host's that stands alone."""
    return key_for(view.sides[row.side], row.eid)


def key_for(side: Side, eid: str) -> Key:
    """The key of a provision of a column."""
    document = side.document.number or fold(side.document.title or side.name)[:60]
    words = " ".join(syllables(side.words(eid))) if eid in side.units else ""
    return Key(document.replace("|", "/"), eid, hashlib.sha256(words.encode()).hexdigest()[:12])


def place(remarks: Iterable[Remark], view: Table) -> Placed:
    """Each remark in its row, or among the unplaced."""
    own = [(at, view.sides[row.side], row.eid) for at, row in enumerate(view.rows)]
    others = [
        (at, host, match.b)
        for at, row in enumerate(view.rows)
        for host, matches in zip(view.hosts, row.matches, strict=True)
        for match in matches
    ]
    near, far = _Places(own), _Places(others)
    found: dict[int, list[Remark]] = {}
    unplaced: list[Remark] = []
    for remark in remarks:
        at = near.find(remark) if remark.key else None
        at = far.find(remark) if at is None and remark.key else at
        if at is None:
            unplaced.append(remark)
        else:
            found.setdefault(at, []).append(remark)
    return Placed({at: tuple(told) for at, told in found.items()}, tuple(unplaced))


class _Places:
    """Where provisions stand: by key, by words, by eId."""

    def __init__(self, units: Sequence[tuple[int, Side, str]]) -> None:
        self.by_key: dict[Key, int] = {}
        self.by_words: dict[tuple[str, str], list[int]] = {}
        self.by_document: dict[str, dict[str, tuple[int, frozenset[str]]]] = {}
        for at, side, eid in units:
            key = key_for(side, eid)
            self.by_key.setdefault(key, at)
            self.by_words.setdefault((key.document, key.words), []).append(at)
            words = frozenset(syllables(side.words(eid))) if eid in side.units else frozenset()
            self.by_document.setdefault(key.document, {}).setdefault(eid, (at, words))

    def find(self, remark: Remark) -> int | None:
        assert remark.key is not None
        if remark.key in self.by_key:
            return self.by_key[remark.key]
        moved = self.by_words.get((remark.key.document, remark.key.words), [])
        if len(moved) == 1:
            return moved[0]
        rows = self.by_document.get(remark.key.document, {})
        words = frozenset(syllables(remark.row.partition("\n")[2] or remark.row))  # without the provision's name
        for eid, (at, changed) in rows.items():
            if _of_one(eid, remark.key.eid) and _share(words, changed, min) >= _ALIKE:
                return at
        best = max(rows.values(), key=lambda row: _share(words, row[1], max), default=None)
        return best[0] if best and _share(words, best[1], max) >= _NEARLY else None


def _of_one(eid: str, other: str) -> bool:
    """The same provision, or one within the other: a table may show an article whole and later by its clauses."""
    return eid == other or eid.startswith(f"{other}__") or other.startswith(f"{eid}__")


def _share(a: frozenset[str], b: frozenset[str], of: Callable[[int, int], int]) -> float:
    """Common words as a share of the shorter (`min`) or longer (`max`) text."""
    return len(a & b) / of(len(a), len(b)) if a and b else 0.0


def tell(placed: Placed, path: object, lang: str = "vi") -> tuple[Finding, ...]:
    """What people should know of their remarks."""
    carried = sum(len(told) for told in placed.by_row.values())
    found = [finding("remarks_carried", Severity.INFO, count=carried)] if carried else []
    if placed.unplaced:
        where = word("unplaced", lang)
        found.append(finding("remarks_unplaced", count=len(placed.unplaced), where=where, path=path))
    return tuple(found)
