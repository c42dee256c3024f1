"""The words that cite goes by: lists of `vocabulary.toml` as alternations, and the register of laws."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from tuongdong.text import both_spellings, fold

__all__ = ["LawRecord", "any_of", "law_named", "law_names", "laws", "words"]


class Named(NamedTuple):
    """The numbers that a law's name may mean; one or none where that is certain."""

    numbers: tuple[str, ...]
    certain: bool


class LawRecord(NamedTuple):
    """A law under its name; the number and the day from which it applies, where the register knows them."""

    name: str
    number: str | None
    since: str | None


@lru_cache(maxsize=1)
def _all() -> dict[str, Any]:
    return tomllib.loads(files("tuongdong.cite").joinpath("vocabulary.toml").read_text("utf-8"))


def words(*path: str) -> list[str]:
    """A list of the vocabulary: `words("kinds", "repeal")`."""
    found: Any = _all()
    for key in path:
        found = found[key]
    return list(found)


def any_of(terms: Iterable[str]) -> str:
    """A pattern for any of the terms, the longest first; both ways of placing the tone, any white space.

    >>> any_of(["Luật", "Bộ luật"])
    '(?:Bộ\\\\s+luật|Luật)'
    """
    return "(?:" + "|".join(_spelled(term) for term in sorted(set(terms), key=len, reverse=True)) + ")"


def _spelled(term: str) -> str:
    return both_spellings(r"\s+".join(re.escape(word) for word in term.split()))


@lru_cache(maxsize=1)
def laws() -> tuple[LawRecord, ...]:
    """The register: names of laws, and under each the numbers that bore it, the oldest first."""
    rows = files("tuongdong").joinpath("data", "laws.tsv").read_text(encoding="utf-8").splitlines()[1:]
    fields = (row.split("\t") for row in rows)
    return tuple(LawRecord(name, number or None, since or None) for name, number, since in fields)


@lru_cache(maxsize=1)
def law_names() -> tuple[str, ...]:
    """Names of laws, codes and ordinances, each once."""
    return tuple(dict.fromkeys(law.name for law in laws()))


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, tuple[LawRecord, ...]]:
    found: dict[str, list[LawRecord]] = {}
    for law in laws():
        found.setdefault(fold(law.name), []).append(law)
    return {name: tuple(records) for name, records in found.items()}


def law_named(name: str, on: str | None, passed: str | None = None) -> Named:
    """
    The law that a name means on a day, as the register has it. The year or day that is printed behind the name decides.

    1. No number and certain: the register does not know which number it is, the name stands for the law.
    2. Not certain: a year of which the register has no law of that name, or a newer law that may have been passed and is not in force.

    >>> law_named("Luật Đất đai", "2020-05-01").numbers, law_named("Luật Đất đai", "2025-05-01", "2013").numbers
    (('45/2013/QH13',), ('45/2013/QH13',))
    >>> law_named("Luật Việc làm", "2025-11-18")
    Named(numbers=('38/2013/QH13', '74/2025/QH15'), certain=False)
    """
    known = [
        (law.number, law.since)
        for law in _by_name().get(fold(" ".join(name.split())), ())
        if law.number is not None and law.since is not None
    ]
    if known and passed is not None:
        return _named_of(known, on, passed)
    if on is None:
        return Named((), True)
    in_force = [number for number, since in known if since <= on][-1:]
    coming = [number for number, since in known if since > on and _year(number) <= on[:4]]
    return Named((*in_force, *coming), not coming)


def _named_of(known: list[tuple[str, str]], on: str | None, passed: str) -> Named:
    """
    The law of a year or day; none of a year is in force before the day on which it was passed.

    >>> _named_of([("65/2025/QH15", "2025-03-01"), ("72/2025/QH15", "2025-06-16")], "2025-07-01", "2025-02-19")
    Named(numbers=('65/2025/QH15',), certain=True)
    """
    fitting = [(number, since) for number, since in known if _year(number) == passed[:4] and since >= passed]
    if len(passed) > len("2025"):
        fitting = fitting[:1]
    in_force = [number for number, since in fitting if on is not None and since <= on][-1:]
    numbers = tuple(in_force or [number for number, _since in fitting])
    return Named(numbers, len(numbers) == 1)


def _year(number: str) -> str:
    """2013 of 45/2013/QH13"""
    return number.split("/")[1]
