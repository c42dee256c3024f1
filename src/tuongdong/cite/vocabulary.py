"""The words that cite goes by: lists of `vocabulary.toml` as alternations, and the register of laws."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from tuongdong.text import both_spellings, fold

__all__ = ["LawRecord", "any_of", "law_named", "law_names", "laws", "words"]


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


def law_named(name: str, on: str | None) -> str | None:
    """
    The number of the law that bore a name on a day, as the register has it; None where it does not know.

    >>> law_named("Luật Đất đai", "2020-05-01"), law_named("Luật Đất đai", "2025-05-01"), law_named("Luật Đất đai", None)
    ('45/2013/QH13', '31/2024/QH15', None)
    """
    if on is None:
        return None
    known = [law for law in _by_name().get(fold(" ".join(name.split())), ()) if law.since and law.since <= on]
    return known[-1].number if known else None
