"""
Comparisons to the rows of a table.

    A row is a provision of A with what each host has for it; then come the provisions that only a host has.

What can be relied on:

1. Every match of every comparison stands in exactly one row, that of its `a`.
2. Every eId of `only_a` stands in a row, unless provisions below it do; every eId of `only_b` in a row of its host.
3. Rows are in reading order, gathered by article.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tuongdong.models import Comparison, Document, Finding, Match, Relation
from tuongdong.report.side import Side, sides

__all__ = ["Group", "Row", "Table", "table"]

_RANK: Final = {Relation.SAME: 0, Relation.DIFFERS: 1, Relation.RELATED: 2}

# Which general clauses stay open: a delegation, a date or a term stands in them.
# giao Ủy ban nhân dân ... quy định chi tiết / có hiệu lực từ ngày 01 tháng 8 / thực hiện trong 05 năm / đến năm 2030
_OPEN_RE: Final = re.compile(
    r"quy định chi tiết|hướng dẫn (?:thi hành|thực hiện|chi tiết)|giao [^.;]{0,80}(?:quy định|ban hành)"
    r"|ngày \d{1,2} tháng \d|ngày \d{1,2}[/-]\d|(?:tháng \d{1,2} )?năm \d{4}|\d+ (?:năm|tháng|ngày)\b",
    re.I,
)


@dataclass(frozen=True)
class Row:
    """A provision (`eid`) of A (`side` 0), or one that only a host has, and what each host has for it."""

    side: int
    eid: str
    matches: tuple[tuple[Match, ...], ...]
    see: tuple[str | None, ...]
    """For each host: the eId of A whose row says what the host has, when it is not this one."""
    folded: bool = False
    """A general clause without a delegation, a date or a term."""

    @property
    def all_matches(self) -> tuple[Match, ...]:
        return tuple(match for host in self.matches for match in host)

    @property
    def relation(self) -> str:
        """The nearest relation over all hosts; `only_a` or `only_b` when there is none."""
        found = sorted((match.relation for match in self.all_matches), key=_RANK.__getitem__)
        if found:
            return found[0].value
        return "only_b" if self.side else "see" if any(self.see) else "only_a"

    @property
    def relations(self) -> frozenset[str]:
        """Every relation that this row shows."""
        return frozenset(match.relation.value for match in self.all_matches) or frozenset({self.relation})

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(d.kind.value for match in self.all_matches for d in match.differences)


@dataclass(frozen=True)
class Group:
    """The rows of one article."""

    side: int
    eid: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """All of a report's content, in order."""

    sides: tuple[Side, ...]
    groups: tuple[Group, ...]
    """By article of A."""
    alone: tuple[tuple[Group, ...], ...]
    """For each host, by its articles: what only it has."""
    findings: tuple[tuple[str, Finding], ...]
    """With the name of the column they speak of."""

    @property
    def ours(self) -> Side:
        return self.sides[0]

    @property
    def hosts(self) -> tuple[Side, ...]:
        return self.sides[1:]

    @property
    def all_groups(self) -> tuple[Group, ...]:
        return self.groups + tuple(group for host in self.alone for group in host)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for group in self.all_groups for row in group.rows)

    def eids(self, side: int) -> frozenset[str]:
        """What the rows show of a column, by eId."""
        own = {row.eid for row in self.rows if row.side == side}
        if side:
            own |= {match.b for row in self.rows if row.side == 0 for match in row.matches[side - 1]}
        return frozenset(own)


def table(comparisons: Sequence[Comparison], documents: Sequence[Document]) -> Table:
    """
    The rows of comparisons of one document (`documents[0]`) with each of the others, in their order.

    ValueError when the numbers of documents and comparisons do not fit.
    """
    if not comparisons or len(documents) != len(comparisons) + 1:
        raise ValueError(f"{len(documents)} documents and {len(comparisons)} comparisons: A and each host once")
    columns = sides(documents)
    ours, hosts = columns[0], columns[1:]
    rows = [_row(eid, comparisons, ours, hosts) for eid in _our_eids(comparisons, ours)]
    alone = [
        [
            Row(at + 1, eid, tuple(() for _ in hosts), tuple(None for _ in hosts))
            for eid in _sorted(one.only_b, hosts[at])
        ]
        for at, one in enumerate(comparisons)
    ]
    return Table(
        sides=columns,
        groups=_grouped(rows, columns),
        alone=tuple(_grouped(host, columns) for host in alone),
        findings=tuple(_findings(comparisons, columns)),
    )


def _our_eids(comparisons: Iterable[Comparison], ours: Side) -> list[str]:
    """Matched provisions of A, and those alone in A unless provisions below them have rows."""
    matched = {match.a for one in comparisons for match in one.matches}
    alone = {eid for one in comparisons for eid in one.only_a}
    parents = {above for eid in matched | alone for above in ours.above(eid)}
    return _sorted(matched | (alone - parents), ours)


def _sorted(eids: Iterable[str], side: Side) -> list[str]:
    return sorted(eids, key=lambda eid: side.order.get(eid, len(side.order)))


def _row(eid: str, comparisons: Sequence[Comparison], ours: Side, hosts: Sequence[Side]) -> Row:
    matches = tuple(
        tuple(sorted((m for m in one.matches if m.a == eid), key=lambda m: (_RANK[m.relation], host.order.get(m.b, 0))))
        for one, host in zip(comparisons, hosts, strict=True)
    )
    see = tuple(None if found else _elsewhere(eid, one, ours) for found, one in zip(matches, comparisons, strict=True))
    flat = [match for host in matches for match in host]
    general = bool(flat) and all(match.boilerplate for match in flat)
    texts = [ours.words(eid)] + [
        host.words(match.b)
        for host, found in zip(hosts, matches, strict=True)
        for match in found
        if match.b in host.units
    ]
    return Row(0, eid, matches, see, folded=general and not any(_OPEN_RE.search(text) for text in texts))


def _elsewhere(eid: str, comparison: Comparison, ours: Side) -> str | None:
    """The provision above whose match covers this one, or the first below that has a match."""
    matched = {match.a for match in comparison.matches}
    above = next((one for one in ours.above(eid) if one in matched), None)
    below = next((one for one in _sorted(matched, ours) if one.startswith(f"{eid}__")), None)
    return above or below


def _grouped(rows: Sequence[Row], columns: Sequence[Side]) -> tuple[Group, ...]:
    groups: dict[tuple[int, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.side, columns[row.side].group(row.eid)), []).append(row)
    return tuple(Group(side, eid, tuple(found)) for (side, eid), found in groups.items())


def _findings(comparisons: Sequence[Comparison], columns: Sequence[Side]) -> Iterable[tuple[str, Finding]]:
    for side in columns:
        yield from ((side.name, finding) for finding in side.document.findings)
    seen = {finding for side in columns for finding in side.document.findings}
    for side, one in zip(columns[1:], comparisons, strict=True):
        yield from ((side.name, finding) for finding in one.findings if finding not in seen)
