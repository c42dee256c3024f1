"""
The vocabulary of the field: localities, districts and agencies as dated records.

The records are data files (`data/*.tsv`), read once, each row with its legal source. Sixty-three provinces and cities
became thirty-four on 1 July 2025 (Resolution 202/2025/QH15); texts keep the names of their day. What became of whom is
told by `succession`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from tuongdong.text import capital, fold

__all__ = [
    "HO_CHI_MINH",
    "Agency",
    "District",
    "Locality",
    "Unit",
    "agencies",
    "agency_records",
    "districts",
    "localities",
    "locality_at",
    "locality_named",
    "rows_of",
    "sentence_case",
    "units",
]

HO_CHI_MINH: Final = "Thành phố Hồ Chí Minh"


class Locality(NamedTuple):
    """A province or a city directly under the centre, past or present."""

    name: str
    """Without "tỉnh" or "thành phố", except "Thành phố Hồ Chí Minh"."""
    kind: str
    """tỉnh or thành phố."""
    since: str | None
    """The day from which it is, or None when it was before all that we speak of."""
    to: str | None
    """The day from which it is no more, or None."""
    into: str | None
    """The locality that took it over."""
    spellings: tuple[str, ...]
    source: str
    """The resolutions that made, merged or ended it."""
    invented: bool = False
    """Of the example documents only."""


class Agency(NamedTuple):
    """A central body, a ministry, a department."""

    name: str
    level: str
    """central, province, or "" for bodies of every level."""
    since: str | None
    to: str | None
    source: str


class Unit(NamedTuple):
    """A kind of unit below the province, which the law has or had: "quận", "thị trấn", "đặc khu"."""

    name: str
    level: str
    """district or commune."""
    since: str | None
    to: str | None
    into: str | None
    source: str


class District(NamedTuple):
    """One district or city below a province that became something of its own, or is often named."""

    name: str
    kind: str
    locality: str
    """The province or city in which it lies now."""
    since: str | None
    to: str | None
    into: str | None
    source: str


@lru_cache(maxsize=1)
def localities() -> tuple[Locality, ...]:
    """All localities of the vocabulary, past and present; last those of the example documents."""
    real = [_locality(*row) for row in rows_of("localities.tsv")]
    invented = [_locality(*row)._replace(invented=True) for row in rows_of("invented.tsv")]
    return (*real, *invented)


@lru_cache(maxsize=1)
def agencies() -> tuple[str, ...]:
    """Names of central bodies, ministries and departments, past and present, as they are spelled in running text."""
    return tuple(one.name for one in agency_records())


@lru_cache(maxsize=1)
def agency_records() -> tuple[Agency, ...]:
    """The agencies with the days from which and until which they are."""
    return tuple(
        Agency(name, level, since or None, to or None, source)
        for name, level, since, to, source in rows_of("agencies.tsv")
    )


@lru_cache(maxsize=1)
def units() -> tuple[Unit, ...]:
    """The kinds of units below the province that came or went: the whole district level ended on 1 July 2025."""
    return tuple(
        Unit(name, level, since or None, to or None, into or None, source)
        for name, level, since, to, into, source in rows_of("levels.tsv")
    )


@lru_cache(maxsize=1)
def districts() -> tuple[District, ...]:
    """The districts that have a record of their own: those that became special zones, and a city within a city."""
    return tuple(
        District(name, kind, locality, since or None, to or None, into or None, source)
        for name, kind, locality, since, to, into, source in rows_of("districts.tsv")
    )


def rows_of(name: str) -> list[list[str]]:
    """The rows of a data file below its head, cell by cell."""
    lines = files("tuongdong").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def _locality(name: str, kind: str, since: str, to: str, into: str, spellings: str, source: str) -> Locality:
    known = tuple(s for s in spellings.split("; ") if s)
    return Locality(name, kind, since or None, to or None, into or None, known, source)


@lru_cache(maxsize=1)
def _by_spelling() -> Mapping[str, Locality]:
    return {fold(spelling): one for one in localities() for spelling in (one.name, *one.spellings)}


def locality_named(words: str) -> Locality | None:
    """
    The locality of a name in any spelling and case, with or without its kind.

    >>> locality_named("TỈNH KHÁNH HOÀ").name, locality_named("TP. HCM").name
    ('Khánh Hòa', 'Thành phố Hồ Chí Minh')
    """
    folded = fold(" ".join(words.split()))
    for kind in ("", "tỉnh ", "thành phố ", "tp. ", "tp.", "tp ", "thủ đô "):
        if folded.startswith(kind) and (found := _by_spelling().get(folded.removeprefix(kind))):
            return found
    return None


@lru_cache(maxsize=1)
def _spelled_re() -> re.Pattern[str]:
    names = sorted(_by_spelling(), key=len, reverse=True)
    return re.compile(rf"(?:(?P<kind>tỉnh|thành phố|tp\.?|thủ đô) ?)?(?P<name>{'|'.join(map(re.escape, names))})(?!\w)")


def locality_at(words: str) -> Locality | None:
    """
    The locality that words begin with, with or without its kind. A city that bears the name of its province is another.

    >>> locality_at("tỉnh Thừa Thiên - Huế quy định").name, locality_at("thành phố Cà Mau"), locality_at("tỉnh")
    ('Thừa Thiên Huế', None, None)
    """
    match = _spelled_re().match(fold(words))
    found = _by_spelling()[match["name"]] if match else None
    of_province = match is not None and match["kind"] in ("thành phố", "tp", "tp.") and found and found.kind == "tỉnh"
    return None if of_province else found


@lru_cache(maxsize=1)
def _agency_re() -> re.Pattern[str]:
    names = sorted(agencies(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.I)


@lru_cache(maxsize=1)
def _agency_spellings() -> Mapping[str, str]:
    return {name.lower(): name for name in agencies()}


# Đại hội lần thứ XIV; khóa XV
_ORDINAL_RE: Final = re.compile(r"\b((?:lần thứ|khóa|nhiệm kỳ) )([ivxlc]+)\b", re.I)


def sentence_case(words: str) -> str:
    """
    Words of a title as a sentence has them: the first letter large, and the names of agencies spelled out with their capitals.

    >>> sentence_case("chức năng, nhiệm vụ của sở tư pháp khóa xv")
    'Chức năng, nhiệm vụ của Sở Tư pháp khóa XV'
    """
    spelled = _agency_re().sub(lambda match: _agency_spellings()[match[0].lower()], words)
    spelled = _ORDINAL_RE.sub(lambda match: match[1] + match[2].upper(), spelled)
    return capital(spelled)
