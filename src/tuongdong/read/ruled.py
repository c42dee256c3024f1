"""
Tables from their ruled lines: where upright and level lines meet they make a grid; where a line between two fields of
the grid is missing, the fields are one cell.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import neg
from typing import Final, NamedTuple

from tuongdong.read.page import Page, Rule, Word

__all__ = ["Field", "RuledTable", "ruled_tables"]

_NEAR: Final = 3.0  # points within which two lines are at one place


class Field(NamedTuple):
    """A cell of the grid with the words in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    words: list[Word]


class RuledTable(NamedTuple):
    """`edges`: the places of its upright lines, from left to right."""

    top: float
    bottom: float
    edges: tuple[float, ...]
    fields: list[Field]


def ruled_tables(page: Page) -> list[RuledTable]:
    """The tables of a page from top to bottom, each with the words that stand in it."""
    tables = [table for group in _groups(page.rules) if (table := _table(group, page)) is not None]
    return sorted(tables, key=lambda table: -table.top)


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Lines that touch one another, directly or through others."""
    upright = [rule for rule in rules if not rule.level]
    level = [rule for rule in rules if rule.level]
    if len(upright) < 2 or len(level) < 2 or len(upright) * len(level) > 400_000:
        return
    parent = list(range(len(upright) + len(level)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, v in enumerate(upright):
        for j, h in enumerate(level):
            if v.low - _NEAR <= h.at <= v.high + _NEAR and h.low - _NEAR <= v.at <= h.high + _NEAR:
                parent[root(i)] = root(len(upright) + j)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate([*upright, *level]):
        groups.setdefault(root(index), []).append(rule)
    yield from groups.values()


def _places(values: Sequence[float]) -> list[float]:
    """Near values as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _table(rules: Sequence[Rule], page: Page) -> RuledTable | None:
    xs = _places([rule.at for rule in rules if not rule.level])
    ys = _places([rule.at for rule in rules if rule.level])[::-1]
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2 or len(xs) * len(ys) > 20_000:
        return None
    grid = _Grid(rules, xs, ys)
    fields = grid.fields()
    inside = [
        w for w in page.words if xs[0] - 1 <= (w.x0 + w.x1) / 2 <= xs[-1] + 1 and ys[-1] - 1 <= _middle(w) <= ys[0] + 1
    ]
    for word in inside:
        grid.put(word)
    # the last row of a page before may end in one of many cells; a frame holds one
    if sum(1 for field in fields if field.words) < (1 if len(xs) > 3 else 2):
        return None
    return RuledTable(ys[0], ys[-1], tuple(xs), fields)


def _middle(word: Word) -> float:
    return word.y + 0.3 * word.size


class _Grid:
    """Fields between the places of lines, merged where no line parts them."""

    def __init__(self, rules: Sequence[Rule], xs: list[float], ys: list[float]) -> None:
        self._xs, self._ys = xs, ys
        self._rows, self._columns = len(ys) - 1, len(xs) - 1
        self._upright = self._covered(
            [r for r in rules if not r.level], xs, [(ys[i + 1], ys[i]) for i in range(self._rows)]
        )
        self._level = self._covered(
            [r for r in rules if r.level], ys, [(xs[j], xs[j + 1]) for j in range(self._columns)]
        )
        self._owner: dict[tuple[int, int], Field] = {}

    def fields(self) -> list[Field]:
        done: list[Field] = []
        for row in range(self._rows):
            for column in range(self._columns):
                if (row, column) in self._owner:
                    continue
                across, down = 1, 1
                while column + across < self._columns and not self._parts_columns(row, column + across):
                    across += 1
                while row + down < self._rows and self._goes_down(row + down, column, across):
                    down += 1
                field = Field(row, column, down, across, [])
                done.append(field)
                for r in range(row, row + down):
                    for c in range(column, column + across):
                        self._owner.setdefault((r, c), field)
        return done

    def put(self, word: Word) -> None:
        """A word into the field that its middle stands in."""
        column = bisect_right(self._xs, (word.x0 + word.x1) / 2, 1, self._columns) - 1
        row = bisect_right(self._ys, -_middle(word), 1, self._rows, key=neg) - 1
        self._owner[row, column].words.append(word)

    def _parts_columns(self, row: int, column: int) -> bool:
        return (column, row) in self._upright or (row, column) in self._owner

    def _goes_down(self, row: int, column: int, across: int) -> bool:
        """Whether no line parts a field from the row below, and that row is not cut otherwise."""
        if any((row, c) in self._level for c in range(column, column + across)):
            return False
        return not any((c, row) in self._upright for c in range(column + 1, column + across))

    @staticmethod
    def _covered(rules: Sequence[Rule], places: list[float], bands: list[tuple[float, float]]) -> set[tuple[int, int]]:
        """(place, band) pairs where lines at a place cover most of a band."""
        covered: dict[tuple[int, int], float] = {}
        for rule in rules:
            place = min(range(len(places)), key=lambda index: abs(places[index] - rule.at))
            for band, (low, high) in enumerate(bands):
                share = min(rule.high, high) - max(rule.low, low)
                if share > 0:
                    covered[place, band] = covered.get((place, band), 0.0) + share / (high - low)
        return {key for key, share in covered.items() if share > 0.6}
