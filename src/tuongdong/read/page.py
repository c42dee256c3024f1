"""What stands on a page, with its place: the same for pages with a text layer and for scans that were recognised."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final, NamedTuple

import msgspec
from msgspec import structs

from tuongdong.read.builder import Run

__all__ = ["Line", "Page", "Rule", "Word", "lines_of"]

# Where a letter in another font begins in one word, by the end of the one before, in sizes of letters: it may be wider than
# the place that is left for it.
_OVER: Final = -0.35
_APART: Final = 0.08


class Word(msgspec.Struct, frozen=True, gc=False):
    """
    A word at its place, in points from the lower left corner. `y` is its baseline, `raised`: how many of its last
    letters stand raised, as the call of a note does.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    font: str = ""
    raised: int = 0


class Rule(NamedTuple):
    """A ruled line: level at height `at` from `low` to `high`, or upright at `at`."""

    level: bool
    at: float
    low: float
    high: float


class Page(NamedTuple):
    number: int
    width: float
    height: float
    words: Sequence[Word]
    rules: Sequence[Rule]


class Line:
    """Words on one baseline that belong together, from left to right, on a page of some height."""

    __slots__ = ("bold", "height", "page", "size", "text", "words", "x0", "x1", "y")

    def __init__(self, page: int, words: Sequence[Word], height: float) -> None:
        self.page, self.words, self.height = page, words, height
        self.x0, self.y = words[0].x0, words[0].y
        # Asked again and again, so worked out once.
        self.x1 = max([word.x1 for word in words])
        self.size = max([word.size for word in words])
        self.bold = all(word.bold for word in words)
        self.text = " ".join([word.text for word in words])

    def of(self, words: Sequence[Word]) -> "Line":
        """A line of the same page with other words."""
        return Line(self.page, words, self.height)

    def runs(self) -> list[Run]:
        """The line as runs, a space between words."""
        if self.bold or not any(word.bold for word in self.words):
            return [Run(self.text, self.bold)]
        done: list[Run] = []
        for bold, words in groupby(self.words, key=attrgetter("bold")):
            text = " ".join([word.text for word in words])
            done.append(Run(f" {text}" if done else text, bold))
        return done


def lines_of(page: Page, words: Sequence[Word]) -> list[Line]:
    """Words as lines from top to bottom; what stands on one baseline is one line, however far apart."""
    rows: list[list[Word]] = []
    for word in sorted(sorted(words, key=attrgetter("x0")), key=attrgetter("y"), reverse=True):
        if not rows:
            rows.append([word])
            continue
        row = rows[-1]
        lower = row[0].y - word.y
        if lower <= 0.35 * word.size or lower <= 0.35 * row[0].size:
            row.append(word)
        elif lower < 0.6 * word.size and all(each.size < 0.8 * word.size for each in row):
            row.insert(0, word)  # what was found first stands raised: the sign of a note
        else:
            rows.append([word])
    return [Line(page.number, _mended(sorted(row, key=attrgetter("x0"))), page.height) for row in rows]


def _mended(words: list[Word]) -> list[Word]:
    """
    The words of a line, from left to right, with those whole again of which some letters are in another font: where a font
    lacks letters, programs print these after the others, and a word comes in pieces.
    """
    joins = [before.font != word.font and _goes_on(before, word) for before, word in pairwise(words)]
    if True not in joins:
        return words
    whole = words[:1]
    for word, joined in zip(words[1:], joins, strict=True):
        if joined:
            start = whole[-1]
            whole[-1] = structs.replace(start, text=start.text + word.text, x1=word.x1, raised=word.raised)
        else:
            whole.append(word)
    return whole


def _goes_on(before: Word, word: Word) -> bool:
    """Whether a word goes on one in another font: it stands right behind it. A stamped number is never part of a word of letters."""
    gap = (word.x0 - before.x1) / min(before.size, word.size)
    ends, begins = before.text[-1:], word.text[:1]
    return _OVER < gap < _APART and not (ends.isalnum() and begins.isalnum() and ends.isdigit() != begins.isdigit())
