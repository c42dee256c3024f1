"""
Families as people read them: policies down, localities across, a value in the cell, a blank where it is lacking.

    families (rows) -> MATRIX -> matrix_html, matrix_excel

Boilerplate (scope, effect, who carries it out) is no policy and stays in families.parquet.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Protocol

from msgspec import Struct

from tuongdong.terms import locality_named
from tuongdong.text import day_words, fold, sort_key

__all__ = ["Cell", "Matrix", "Member", "Policy", "field_of", "fields_of", "matrix"]

Row = dict[str, Any]


class Member(Struct, frozen=True, kw_only=True):
    """A provision of a locality that belongs to a policy."""

    document: str
    """Its number, or its file's name when it prints none."""
    eid: str
    issued_on: str
    value: str
    number: float | None
    unit: str
    scope: str
    doubt: str
    decides: str
    text: str
    title: str

    @property
    def day(self) -> str:
        """19/02/2025, or "" when the document bears no date."""
        return day_words(self.issued_on) if self.issued_on else ""


class Cell(Struct, frozen=True):
    """What a locality has of a policy, by date."""

    members: tuple[Member, ...]

    @property
    def sure(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if not member.doubt)

    @property
    def values(self) -> tuple[Member, ...]:
        """The members with different values, the latest last."""
        found: dict[tuple[str, str], Member] = {}
        for member in self.sure:
            if member.value:
                found.setdefault((member.value, member.scope), member)
        return tuple(found.values())

    @property
    def general(self) -> Member | None:
        """The latest member with a value for all cases; a value for a scope of its own only where there is no other."""
        plain = [member for member in self.values if not member.scope]
        return next(reversed(plain or self.values), None)


class Policy(Struct, frozen=True, kw_only=True):
    """A family that two localities or more share."""

    family: str
    label: str
    field: str
    since: str
    first: str
    cells: dict[str, Cell]

    @property
    def spread(self) -> int:
        """How many localities surely have it."""
        return sum(bool(cell.sure) for cell in self.cells.values())


class Matrix(Struct, frozen=True):
    """Policies by spread, localities in the Vietnamese order; `own` is one of them or ""."""

    policies: tuple[Policy, ...]
    localities: tuple[str, ...]
    own: str


def matrix(rows: Sequence[Row], own: str = "", least: int = 2) -> Matrix:
    """The policies that at least so many localities surely have."""
    families: dict[str, list[Row]] = {}
    for row in rows:
        if not row["role"]:
            families.setdefault(row["family"], []).append(row)
    policies = [p for p in (_policy(members) for members in families.values()) if p.spread >= least]
    policies.sort(key=lambda p: (-p.spread, p.since or "9999", p.family))
    names = sorted({name for p in policies for name in p.cells}, key=sort_key)
    known = locality_named(own) if own else None
    return Matrix(tuple(policies), tuple(names), known.name if known else own)


def _policy(rows: Sequence[Row]) -> Policy:
    cells: dict[str, list[Member]] = {}
    for row in rows:
        for name in row["locality"]:
            cells.setdefault(name, []).append(_member(row))
    first = next((row for row in rows if row["first"]), rows[0])
    words = " ".join(f"{row['heading'] or ''} {row['title'] or ''} {row['text']}" for row in rows[:5])
    return Policy(
        family=rows[0]["family"],
        label=rows[0]["label"],
        field=field_of(words),
        since=first["issued_on"] or "",
        first=", ".join(first["locality"]),
        cells={name: Cell(tuple(members)) for name, members in cells.items()},
    )


def _member(row: Row) -> Member:
    value = row["value"] or {}
    return Member(
        document=row["number"] or row["file"].rsplit("/", 1)[-1].rsplit(".", 1)[0],
        eid=row["eid"],
        issued_on=row["issued_on"] or "",
        value=_printed(value),
        number=value.get("value"),
        unit=value.get("unit") or "",
        scope=row["scope"] or "",
        doubt=row["doubt"] or "",
        decides=row["decides"] or "",
        text=row["text"],
        title=row["title"] or "",
    )


_BOUNDS = {"<=": "≤ ", ">=": "≥ ", "<": "< ", ">": "> "}


def _printed(value: Row) -> str:
    """≤ 70 %; 1.500.000 đồng; 2025-07-01"""
    if not value:
        return ""
    if value["value"] is None:
        return str(value["date"])
    number = f"{value['value']:,.4f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))
    return f"{_BOUNDS.get(value['bound'], '')}{number} {value['unit']}".strip()


@lru_cache(maxsize=1)
def _fields() -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = files("tuongdong").joinpath("data", "fields.tsv").read_text(encoding="utf-8").splitlines()[1:]
    pairs = (line.split("\t") for line in lines)
    return tuple((field, tuple(fold(word) for word in words.split("; "))) for field, words in pairs)


def field_of(words: str) -> str:
    """
    The field (lĩnh vực) whose words stand in a text most often; "Khác" when none does.

    >>> field_of("Mức thu học phí đối với học sinh các trường học")
    'Giáo dục'
    """
    folded = f" {fold(words)} "
    counted = Counter({field: sum(folded.count(f" {word}") for word in marks) for field, marks in _fields()})
    field, most = counted.most_common(1)[0]
    return field if most else "Khác"


class _InField(Protocol):
    @property
    def field(self) -> str: ...


def fields_of(found: Iterable[_InField]) -> list[str]:
    """The fields of policies or topics, in the Vietnamese order."""
    return sorted({one.field for one in found}, key=sort_key)
