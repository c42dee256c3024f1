"""
Families as people read them: policies down, localities across, a value in the cell, a blank where it is lacking.

    families (rows) -> MATRIX -> matrix_html, matrix_excel

Boilerplate (scope, effect, who carries it out) is no policy and stays in families.parquet.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Protocol

from msgspec import Struct

from tuongdong.terms import agencies, locality_named, rows_of
from tuongdong.text import day_words, fold, sort_key

__all__ = ["Cell", "Matrix", "Member", "Policy", "field_of", "field_words", "fields_of", "matrix"]

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
    """Of the value in the unit by which values compare: 5000000, m2."""
    printed: tuple[float, str] | None
    """The same as the document prints it: 500, ha."""
    scope: str
    doubt: str
    decides: str
    text: str
    title: str
    mark: tuple[int, int] | None
    """Where the value stands in the text."""

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
    first: tuple[str, ...]
    """The localities that had it on the first day."""
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
    first = [row for row in rows if row["first"]] or rows[:1]
    said = (rows[0]["label"], *(" ".join(row[name] or "" for row in rows[:5]) for name in ("heading", "text", "title")))
    return Policy(
        family=rows[0]["family"],
        label=rows[0]["label"],
        field=field_of(*said),
        since=first[0]["issued_on"] or "",
        first=tuple(dict.fromkeys(name for row in first for name in row["locality"])),
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
        printed=_in_its_unit(value) if value.get("value") is not None else None,
        scope=row["scope"] or "",
        doubt=row["doubt"] or "",
        decides=row["decides"] or "",
        text=row["text"],
        title=row["title"] or "",
        mark=(value["start"], value["start"] + len(value["text"])) if value else None,
    )


_BOUNDS = {"<=": "≤ ", ">=": "≥ ", "<": "< ", ">": "> "}


def _printed(value: Row) -> str:
    """≤ 70 %; 1.500.000 đồng; < 500 ha; 01/07/2025"""
    if not value:
        return ""
    if value["value"] is None:
        return day_words(str(value["date"]))
    number, unit = _in_its_unit(value)
    digits = f"{number:,.4f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))
    return f"{_BOUNDS.get(value['bound'], '')}{digits} {unit}".strip()


# dưới 500 ha; 3,5 km2; trên 20 km: what these units are in those of `measure`
_LARGE: Final = {"ha": (1e4, "m2"), "km2": (1e6, "m2"), "km": (1e3, "m"), "tuần": (7.0, "ngày")}
_SPELLINGS: Final = {"héc ta": "ha", "hecta": "ha", "km²": "km2", "ki-lô-mét": "km"}
_LARGE_RE: Final = re.compile(rf"\d\s*({'|'.join([*_SPELLINGS, 'ha', 'km2', 'km', 'tuần'])})(?![\w²³])")


def _in_its_unit(value: Row) -> tuple[float, str]:
    """A number and its unit as the document prints them; money stays in đồng."""
    number, unit = value["value"], value["unit"] or ""
    found = _LARGE_RE.search(value["text"])
    if found is None:
        return number, unit
    name = _SPELLINGS.get(found[1], found[1])
    factor, base = _LARGE[name]
    kind, per, whom = unit.partition("/")
    return (number / factor, name + per + whom) if kind == base else (number, unit)


OTHER: Final = "Khác"
"""The field of what no field's words stand in."""


@lru_cache(maxsize=1)
def _fields() -> tuple[Mapping[str, str], Mapping[str, str], re.Pattern[str]]:
    """The English of each field, the field of each word, and what finds words: agencies, which are of none, and the longest of several."""
    rows = rows_of("fields.tsv")
    by_word = {fold(word): field for field, _, words in rows for word in words.split("; ")}
    found = {fold(name) for name in agencies()} | by_word.keys()
    longest = "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))
    english = {field: name for field, name, _ in rows} | {OTHER: "Other"}
    return english, by_word, re.compile(rf"(?<!\w)(?:{longest})(?!\w)")


def field_of(*words: str) -> str:
    """
    The field (lĩnh vực) whose words stand most often in texts, the earlier ones of which count for more; "Khác" when none does.

    >>> field_of("Mức thu học phí đối với học sinh các trường học"), field_of("sắp xếp theo quy mô dân số")
    ('Giáo dục', 'Tổ chức bộ máy, cán bộ')
    """
    _, by_word, pattern = _fields()
    counted: Counter[str] = Counter()
    for place, text in enumerate(reversed(words), start=1):
        for word in pattern.findall(fold(text)):
            if word in by_word:
                counted[by_word[word]] += place * place
    return counted.most_common(1)[0][0] if counted else OTHER


def field_words(field: str, lang: str) -> str:
    """A field's name in a language."""
    return _fields()[0][field] if lang == "en" else field


class _InField(Protocol):
    @property
    def field(self) -> str: ...


def fields_of(found: Iterable[_InField]) -> list[str]:
    """The fields of policies or topics, in the Vietnamese order."""
    return sorted({one.field for one in found}, key=sort_key)
