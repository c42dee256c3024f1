"""
Quoted text: what an amending provision gives between “ ” belongs to the document it amends.

A quotation opens where a line, or what follows a colon, begins with an opening mark, and closes with the mark that ends a
line. Offices forget the closing mark; then the quotation ends before the next order of the amending document itself.
"""

import re
from collections.abc import Sequence
from typing import Final

from tuongdong.parse.lines import Line

__all__ = ["Quotation", "closes_later", "opens_at", "splits_phrase"]

_OPENING_MARKS: Final = '“„"'
# như sau: “2. Mức chi / (at the line's start) “Điều 6a. / "1. Mức chi / " Điều 13
_OPENING_RE: Final = re.compile(r"(?:^|(?<=: )|(?<=:))[“„\"] ?(?=[\w(…])")
# ...theo quy định.” / đó”. / đó”; / quy định.”./. / quy định"
_CLOSING_RE: Final = re.compile(r"[”\"][\s.;,/)]*$")
_FAR: Final = 400  # lines in which a quotation must close


def opens_at(words: str) -> int | None:
    """
    Where in a line a quotation begins that the line does not end, or None.

    >>> opens_at("như sau: “2. Mức chi"), opens_at("Thay cụm từ “cấp huyện” bằng cụm từ “cấp xã”")
    (9, None)
    """
    if "“" not in words and '"' not in words and "„" not in words:
        return None
    for match in _OPENING_RE.finditer(words):
        if _depth(words[match.start() :]) > 0:
            return match.start()
    return None


def _depth(words: str) -> int:
    """Opening marks less closing ones; a straight mark without its fellow opens at a line's start and closes elsewhere."""
    curly = words.count("“") + words.count("„") - words.count("”")
    if words.count('"') % 2 == 0:
        return curly
    return curly + (1 if words[0] == '"' else -1)


class Quotation:
    """An open quotation, fed line by line."""

    def __init__(self, start: int, words: str) -> None:
        self.start = start
        self._open = max(_depth(words), 1)

    def closes(self, words: str) -> bool:
        """Whether this line ends it."""
        change = _depth(words)
        self._open += change
        return self._open <= 0 or (change < 0 and bool(_CLOSING_RE.search(words)))


def closes_later(text: str, lines: Sequence[Line], at: int) -> bool:
    """Whether, from this line on, a closing mark comes before another quotation opens at a line's start."""
    for line in lines[at : at + _FAR]:
        words = text[line.start : line.end]
        if words[0] in _OPENING_MARKS:
            return False
        if _depth(words) < 0 and _CLOSING_RE.search(words):
            return True
    return False


def splits_phrase(before: str, words: str) -> bool:
    """
    Whether the break between two lines falls amid a quoted phrase: the one leaves it open, the other begins by closing it.

    >>> splits_phrase("Thay cụm từ “Sở Lao động", "- Thương binh và Xã hội” bằng cụm từ “Sở Nội vụ”")
    True
    """
    closing = words.find("”")
    return closing >= 0 and before.rfind("“") > before.rfind("”") and "“" not in words[:closing]
