"""What stands on a page, with its place: the same for pages with a text layer and for scans that were recognised."""

from collections.abc import Sequence
from typing import NamedTuple

from tuongdong.read.builder import Run

__all__ = ["Line", "Page", "Rule", "Word", "lines_of"]


class Word(NamedTuple):
    """A word at its place, in points from the lower left corner. `y` is its baseline, `raised`: how many of its last
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


class Line(NamedTuple):
    """Words on one baseline that belong together, from left to right."""

    page: int
    words: tuple[Word, ...]
    height: float
    """The height of the page."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def y(self) -> float:
        return self.words[0].y

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    def runs(self) -> list[Run]:
        """The line as runs, a space between words."""
        done: list[Run] = []
        for index, word in enumerate(self.words):
            glued = index > 0 and done[-1].bold == word.bold
            if glued:
                done[-1] = Run(f"{done[-1].text} {word.text}", word.bold)
            else:
                done.append(Run(f" {word.text}" if index else word.text, word.bold))
        return done


def lines_of(page: Page, words: Sequence[Word]) -> list[Line]:
    """Words as lines from top to bottom; what stands on one baseline is one line, however far apart."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.y, word.x0)):
        if rows and rows[-1][0].y - word.y <= 0.35 * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        elif rows and rows[-1][0].y - word.y < 0.6 * word.size and all(w.size < 0.8 * word.size for w in rows[-1]):
            rows[-1].insert(0, word)  # what was found first stands raised: the sign of a note
        else:
            rows.append([word])
    return [Line(page.number, tuple(sorted(row, key=lambda word: word.x0)), page.height) for row in rows]
