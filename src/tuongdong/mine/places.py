"""
Names of communes and districts in a passage: like the locality's own name they are values of a policy, not its words.

    Sáp nhập xã Hòa Lợi và xã Hòa Hưng thành xã Hòa Hưng      one policy, whichever communes
"""

import re
from typing import Final

from tuongdong.compare.names import LOCALITY
from tuongdong.compare.words import Mark, marks_of

__all__ = ["marks_with_places"]

# xã Hòa Lợi; các phường An Lạc, An Bình; Phường 3; đặc khu Phú Quốc
_UNIT_RE: Final = re.compile(
    r"\b(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu|[Hh]uyện|[Qq]uận|[Tt]hị xã)\s*(?=[^\W\d_]|\d)"
)
_WORD_RE: Final = re.compile(r"[^\W_]+")
# between names, with the district one lies in: "Yên Đồng (huyện Yên Mô), Yên Thành"; or (in the group) between the words of one
_JOIN_RE: Final = re.compile(
    r"(?: \((?:huyện|thị xã|thành phố|quận|tỉnh)[^()]{1,60}\))?(?:,? và |[,;] ?)|( - |[ \-\u2019'])"
)
# Ủy ban nhân dân: capitals that begin no place
_BODY_RE: Final = re.compile(r"[UỦ][ỷyỶY] ban|Hội đồng|Mặt trận|Ban |Đảng|Công an|Trung tâm|Sở |Nhà nước")
_LONGEST: Final = 5
"""Words of a name."""


def marks_with_places(text: str, names: re.Pattern[str]) -> list[Mark]:
    """The marks of `compare.words`, and each list of places behind the kind of unit as the locality."""
    marks = marks_of(text, names)
    found, last = [], 0
    for unit in _UNIT_RE.finditer(text):
        if unit.end() < last or _BODY_RE.match(text, unit.end()):
            continue
        last = _end_of_names(text, unit.end())
        if last > unit.end() and not any(start < last and unit.end() < stop for start, stop, _ in marks):
            found.append((unit.end(), last, LOCALITY))
    return sorted([*marks, *found])


def _end_of_names(text: str, start: int) -> int:
    """Where the names that begin at `start` end; `start` where none does."""
    end, words, at = start, 0, start
    while words < _LONGEST and (word := _WORD_RE.match(text, at)):
        if not (word[0][0].isupper() or word[0].isdigit()) or _BODY_RE.match(text, at):
            break
        end, words = word.end(), words + 1
        joint = _JOIN_RE.match(text, end)
        if not joint:
            break
        at, words = joint.end(), words if joint[1] else 0
    return end
