"""The words that extract goes by, from `vocabulary.toml`: lists to alternations, the longest first."""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from tuongdong.terms import localities
from tuongdong.text import both_spellings

__all__ = ["LOWER", "NAME", "UPPER", "any_of", "places", "words"]

_LETTERS: Final = [chr(c) for c in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]
UPPER: Final = "A-Z" + "".join(c for c in _LETTERS if c.isupper())
LOWER: Final = "a-z" + "".join(c for c in _LETTERS if c.islower())

# Nghi Xuân; Thổ Chu: the proper name of a place below the province, as printed
NAME: Final = rf"[{UPPER}][{LOWER}']*(?: [{UPPER}][{LOWER}']*){{0,3}}"


@lru_cache(maxsize=1)
def _all() -> dict[str, Any]:
    return tomllib.loads(files("tuongdong.extract").joinpath("vocabulary.toml").read_text("utf-8"))


def words(*path: str) -> Any:
    """A list or table of the vocabulary: `words("tasks", "directives")`."""
    found: Any = _all()
    for key in path:
        found = found[key]
    return found


def any_of(terms: Iterable[str]) -> str:
    """A pattern for any of the terms, the longest first; both ways of placing the tone.

    >>> any_of(["Sở", "Ủy ban"])
    '(?:(?:Ủy|Uỷ)\\\\ ban|Sở)'
    """
    patterns = sorted((re.escape(term) for term in set(terms)), key=len, reverse=True)
    return "(?:" + "|".join(map(both_spellings, patterns)) + ")"


@lru_cache(maxsize=1)
def places() -> str:
    """A pattern for the bare name of a province or city, past or present, as running text spells it."""
    names = {
        name for one in localities() for name in (one.name, *one.spellings) if name[0].isupper() and not name.isupper()
    }
    return any_of([*names, "Hồ Chí Minh"])
