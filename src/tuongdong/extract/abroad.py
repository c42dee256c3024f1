"""
Places abroad that a delegation goes to or comes from: "Seoul", "tỉnh Savannakhet (Lào)", "Thủ đô Viêng Chăn".

No register holds them all: a country and a partner city are known by name (`vocabulary.toml`), any other place where the
text says of which country it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from tuongdong.extract.vocabulary import LOWER, UPPER, any_of, words
from tuongdong.models import Span

__all__ = ["abroad_at", "find_abroad"]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    countries, cities = any_of(words("abroad", "countries")), any_of(words("abroad", "cities"))
    kind = r"(?:[Tt]hành phố|[Tt]ỉnh|[Tt]hủ đô|[Bb]ang|[Qq]uận|[Vv]ùng) "
    name = rf"[{UPPER}][\w'-]*(?: [{UPPER}][\w'-]*){{0,3}}"
    # not Lào Cai, nor Nguyễn Đức Trung
    whole = rf"(?![{LOWER}-]| [{UPPER}])"
    of = rf"(?: \({countries}\)|, (?:nước )?{countries}{whole}| của (?:nước )?{countries}{whole})"
    alone = any_of(
        [country for country in words("abroad", "countries") if country not in words("abroad", "also_names")]
    )
    return re.compile(
        # thành phố Incheon (Hàn Quốc); tỉnh Savannakhet, Lào
        rf"{kind}{name}?{of}"
        # Seoul; Thủ đô Viêng Chăn (Lào); Singapore; nước Cộng hòa Dân chủ Nhân dân Lào
        rf"|(?:{kind})?{cities}(?![{LOWER}-])(?: \({countries}\))?"
        rf"|(?:nước |Cộng hòa (?:Dân chủ Nhân dân |Nhân dân )?|Vương quốc )(?:Cộng hòa (?:Dân chủ Nhân dân |Nhân dân )?)?{countries}{whole}|{alone}{whole}"
    )


def abroad_at(text: str, at: int) -> tuple[str, Span] | None:
    """The place abroad named exactly here, as the text names it where it says most: "Seoul" is "thành phố Seoul (Hàn Quốc)"."""
    match = _pattern().match(text, at)
    return (_fullest(text)[_core(match[0])], Span(*match.span())) if match else None


_KIND_RE: Final = re.compile(r"^(?:[Tt]hành phố|[Tt]ỉnh|[Tt]hủ đô|[Bb]ang|[Qq]uận|[Vv]ùng|[Nn]ước) ")


def _core(printed: str) -> str:
    """thành phố Seoul (Hàn Quốc) -> Seoul"""
    return re.split(r" \(|, ", _KIND_RE.sub("", printed))[0]


@lru_cache(maxsize=4)
def _fullest(text: str) -> Mapping[str, str]:
    """Of each place abroad the longest of its spellings in a text, its kind in small letters."""
    found: dict[str, str] = {}
    for match in _pattern().finditer(text):
        core = _core(match[0])
        found[core] = max(found.get(core, ""), _KIND_RE.sub(lambda kind: kind[0].lower(), match[0]), key=len)
    return defaultdict(str, found)


def find_abroad(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """
    Every place abroad between two places, left to right.

    >>> [name for name, span in find_abroad("đến thành phố Incheon (Hàn Quốc) và Singapore", 0, 45)]
    ['thành phố Incheon (Hàn Quốc)', 'Singapore']
    """
    for match in _pattern().finditer(text, start, end):
        before = text[max(0, match.start() - 1) : match.start()]
        if not (before.isalnum() or before == "-") and (found := abroad_at(text, match.start())):
            yield found
