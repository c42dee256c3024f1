"""
The administrative levels in running text: how units are called, and of which level each is.

    levels_in("quận, thị xã và thành phố thuộc Thành phố")   ->   ["district", "district", "district"]

Words are folded (`text.fold`). Kinds of units that came or went are dated records in `terms`; texts of every day are read alike.
"""

import re
from typing import Final

__all__ = ["COMMUNE", "DISTRICT", "PROVINCE", "UNIT", "level_of", "levels_in"]

COMMUNE, DISTRICT, PROVINCE = "commune", "district", "province"
_LEVELS: Final = {
    "xã": COMMUNE,
    "phường": COMMUNE,
    "thị trấn": COMMUNE,
    "đặc khu": COMMUNE,
    "huyện": DISTRICT,
    "quận": DISTRICT,
    "thị xã": DISTRICT,
    "tỉnh": PROVINCE,
    "thành phố": PROVINCE,
    "thủ đô": PROVINCE,
}
# thành phố thuộc Thành phố; cấp xã; not: hợp tác xã, xã hội
UNIT: Final = (
    r"(?:(?:cấp )?(?:tỉnh|thành phố|thủ đô|quận|huyện|thị xã|thị trấn|phường|đặc khu|(?<!hợp tác )xã(?! hội))(?!\w)"
    r"(?: thuộc (?:thành phố|tỉnh)(?!\w))?)"
)
_UNIT_RE: Final = re.compile(rf"(?<!\w){UNIT}")


def level_of(unit: str) -> str:
    """
    The level of a unit that UNIT matched: a city within a province or city is a district.

    >>> level_of("thành phố thuộc tỉnh"), level_of("cấp xã"), level_of("thành phố")
    ('district', 'commune', 'province')
    """
    kind, within, _ = unit.removeprefix("cấp ").partition(" thuộc ")
    return DISTRICT if within and kind == "thành phố" else _LEVELS[kind]


def levels_in(words: str) -> list[str]:
    """
    The levels of the units that words name, in their order.

    >>> levels_in("an toàn xã hội ở quận, thành phố thuộc thành phố, phường")
    ['district', 'district', 'commune']
    """
    return [level_of(unit) for unit in _UNIT_RE.findall(words)]
