"""
Words that a cell of a table was too narrow for, so that they go on on the next line.

    nguyê | n        II202030 | 1        số 34/2016/NĐ- | CP        https:/ | /dichvucong. | gov.vn
"""

import re
from typing import Final

from tuongdong.read.page import Line
from tuongdong.read.spelling import is_syllable

__all__ = ["is_cut"]

_PADDING: Final = 6.0  # points that a cell leaves free beside its words
_LAST_RE: Final = re.compile(r"[^\W\d_]+$")
_FIRST_RE: Final = re.compile(r"[^\W\d_]+")
# https:/ / www.hue.gov
_ADDRESS_RE: Final = re.compile(r"\(?(?:https?:/|www\.)\S*$", re.I)


def is_cut(above: Line, line: Line, right: float, said: str) -> bool:
    """Whether a line goes on in the middle of a word. `right`: the edge of the cell; `said`: its words so far."""
    upper, lower = above.words[-1], line.words[0]
    room, whole = right - _PADDING - upper.x1, lower.x1 - lower.x0
    if above.y - line.y >= 2 * upper.size or room >= whole:
        return False
    if _breaks_after(upper.text, lower.text):
        return True
    if len(above.words) > 1:
        return False
    letter = whole / len(lower.text)
    return _ADDRESS_RE.search(said) is not None or (
        room < letter and (_is_code(upper.text, lower.text) or _is_word(upper.text, lower.text))
    )


def _breaks_after(upper: str, lower: str) -> bool:
    """Whether a line may end within a word as it stands: after its hyphen or stroke."""
    return upper[-1] in "-/" and upper[-2:-1].isalnum() and lower[0].isalnum()


def _is_code(upper: str, lower: str) -> bool:
    if lower[0] == "-":  # 262/2025/NĐ | -CP
        return upper[-1].isupper() and lower[1:2].isupper()
    return any(map(str.isdigit, upper)) and (upper[-1].isalnum() or upper[-1] in "./") and lower[0].isdigit()


def _is_word(upper: str, lower: str) -> bool:
    """
    Whether two pieces are one word: together a syllable, and not each by itself; or a letter that is no word, left over.

    >>> _is_word("nguyê", "n/Sản"), _is_word("BKHC", "N"), _is_word("UBND", "xã"), _is_word("Nhóm", "B")
    (True, True, False, False)
    """
    last, first = _LAST_RE.search(upper), _FIRST_RE.match(lower)
    if last is None or first is None:
        return lower[0] in ",;" and upper[-1].isalnum()
    if is_syllable(last[0] + first[0]):
        return not (is_syllable(last[0]) and is_syllable(first[0]))
    left_over = len(first[0]) == 1 and not is_syllable(first[0]) and lower[1:2] not in (")", ".")
    return left_over and not is_syllable(last[0]) and last[0].isupper() == first[0].isupper()
