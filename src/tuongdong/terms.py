"""
The vocabulary of the field: localities as records that end and go over into others, names of agencies.

The records are data files (`data/*.tsv`), read once. Sixty-three provinces and cities became thirty-four on 1 July 2025
(Resolution 202/2025/QH15); texts keep the names of their day.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from tuongdong.text import fold

__all__ = ["HO_CHI_MINH", "Locality", "agencies", "localities", "locality_named"]

HO_CHI_MINH: Final = "Thành phố Hồ Chí Minh"


class Locality(NamedTuple):
    """A province or a city directly under the centre, past or present."""

    name: str
    """Without "tỉnh" or "thành phố", except "Thành phố Hồ Chí Minh"."""
    kind: str
    """tỉnh or thành phố."""
    to: str | None
    """The day from which it is no more, or None."""
    into: str | None
    """The locality that took it over."""
    spellings: tuple[str, ...]
    invented: bool = False
    """Of the example documents only."""


@lru_cache(maxsize=1)
def localities() -> tuple[Locality, ...]:
    """All localities of the vocabulary, past and present; last those of the example documents."""
    real = [_locality(*row.split("\t")) for row in _rows("localities.tsv")]
    invented = [_locality(*row.split("\t"))._replace(invented=True) for row in _rows("invented.tsv")]
    return (*real, *invented)


@lru_cache(maxsize=1)
def agencies() -> tuple[str, ...]:
    """Names of central bodies, ministries and departments as they are spelled in running text."""
    return tuple(_rows("agencies.tsv"))


def _rows(name: str) -> list[str]:
    """The rows of a data file below its head."""
    return files("tuongdong").joinpath("data", name).read_text(encoding="utf-8").splitlines()[1:]


def _locality(name: str, kind: str, to: str, into: str, spellings: str) -> Locality:
    return Locality(name, kind, to or None, into or None, tuple(s for s in spellings.split("; ") if s))


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
