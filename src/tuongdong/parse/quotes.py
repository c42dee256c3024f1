"""
Quoted text: what an amending provision gives between “ ” belongs to the document it amends.

A quotation opens where a line, or what follows a colon, begins with an opening mark, and closes with the mark that ends a
line. Offices forget the closing mark; then the quotation ends before the next order of the amending document itself.
"""

import re
from collections.abc import Sequence
from typing import Final

from tuongdong.parse.lines import Line

__all__ = ["Quotation", "balance", "opens_at"]

_OPEN: Final = "“„"
_CLOSE: Final = "”"
# như sau: “2. Mức chi / (at the line's start) “Điều 6a. / "1. Mức chi
_OPENING_RE: Final = re.compile(r"(?:^|(?<=: )|(?<=:))[“„\"](?=\S)")
# ...theo quy định.” / đó”. / đó”; / quy định.”./. / quy định"
_CLOSING_RE: Final = re.compile(r"[”\"][\s.;,/)]*$")


def balance(words: str) -> int:
    """Opening marks less closing marks; straight marks count by parity: an odd one is open (1)."""
    curly = sum(words.count(mark) for mark in _OPEN) - words.count(_CLOSE)
    return curly if curly else words.count('"') % 2


def opens_at(words: str) -> int | None:
    """Where in a line a quotation begins that the line does not end, or None."""
    if "“" not in words and '"' not in words and "„" not in words:
        return None
    for match in _OPENING_RE.finditer(words):
        if _left_open(words[match.start() :]):
            return match.start()
    return None


def _left_open(words: str) -> bool:
    if words[0] == '"':
        return words.count('"') % 2 == 1
    return sum(words.count(mark) for mark in _OPEN) > words.count(_CLOSE)


class Quotation:
    """An open quotation, fed line by line."""

    def __init__(self, start: int, words: str) -> None:
        self.start = start
        self._straight = words[0] == '"'
        self._depth = 1 if self._straight else balance(words)

    def closes(self, words: str) -> bool:
        """Whether this line ends it."""
        if self._straight:
            return words.count('"') % 2 == 1
        self._depth += sum(words.count(mark) for mark in _OPEN) - words.count(_CLOSE)
        return self._depth <= 0 or (_lone_close(words) and bool(_CLOSING_RE.search(words)))


def _lone_close(words: str) -> bool:
    """A line with a closing mark and no opening one ends the quotation even where an inner mark was left open."""
    return _CLOSE in words and not any(mark in words for mark in _OPEN)


def closes_later(text: str, lines: Sequence[Line], at: int) -> bool:
    """Whether, from this line on, a closing mark comes before another quotation opens at a line's start."""
    for line in lines[at : at + 400]:
        words = text[line.start : line.end]
        if words[0] in "“„":
            return False
        if _lone_close(words) and _CLOSING_RE.search(words):
            return True
    return False
