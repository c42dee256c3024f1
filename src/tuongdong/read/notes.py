"""
Footnotes of a page: small lines below a short rule at the left edge, each with its sign; and where they are called.

A page without such a rule has none: small print alone is no sign.
"""

import re
from collections.abc import Sequence
from statistics import median
from typing import Final, NamedTuple

from msgspec import structs

from tuongdong.read.builder import Run
from tuongdong.read.lines import joint
from tuongdong.read.page import Line, Page, Rule, Word, lines_of

__all__ = ["Note", "without_notes"]

# 1 Theo ... / [2] Điều 5 ... / (3) ... / * Nguồn: : the sign may stand right against the word
_SIGN_RE: Final = re.compile(r"[\[(]?(\d{1,3}|\*{1,3})[\])]?\.?\s*(?=[^\W\d]|[\"“])")
_SMALL: Final = 0.92  # of the text's size
_LENGTHS: Final = (40.0, 0.55)  # a rule above notes: points at least, and of the page's width at most


class Note(NamedTuple):
    """A note with its sign."""

    sign: str
    runs: list[Run]


def without_notes(page: Page) -> tuple[Page, list[Note]]:
    """The page without its footnotes, their calls written "[1]", and the notes in order."""
    for rule in _parting(page):
        above = [word for word in page.words if word.y > rule.at]
        below = [word for word in page.words if word.y <= rule.at]
        notes = _notes(lines_of(page, below), _size(above)) if above and below else []
        if notes:
            signs = {note.sign for note in notes}
            size = _size(above)
            return page._replace(words=[_called(word, signs, size) for word in above]), notes
    return page, []


def _parting(page: Page) -> list[Rule]:
    """The rules that are short, level, in the lower part of the page, and begin where the text does."""
    short = [
        rule
        for rule in page.rules
        if rule.level
        and rule.at <= 0.7 * page.height
        and _LENGTHS[0] <= rule.high - rule.low <= _LENGTHS[1] * page.width
    ]
    left = min((word.x0 for word in page.words), default=0.0) if short else 0.0
    return [rule for rule in short if abs(rule.low - left) < 20]


def _size(words: Sequence[Word]) -> float:
    return median(word.size for word in words)


def _notes(lines: Sequence[Line], size: float) -> list[Note]:
    """The notes that lines make; none unless all but a page number are small and the first bears a sign."""
    while lines and lines[-1].text.strip("- ").isdigit():
        lines = lines[:-1]
    if not lines or any(median(word.size for word in line.words) > _SMALL * size for line in lines):
        return []
    notes: list[Note] = []
    for line in lines:
        sign = _SIGN_RE.match(line.text)
        if sign and (not notes or _follows(sign[1], notes[-1].sign)):
            notes.append(Note(sign[1], [Run(line.text[sign.end() :])]))
        elif not notes:
            return []
        else:
            notes[-1].runs.append(Run(joint(notes[-1].runs[-1].text) + line.text))
    return notes


def _follows(sign: str, before: str) -> bool:
    """Whether a sign is the next after another: a line may also begin with a number of its own."""
    if sign.isdigit() and before.isdigit():
        return int(sign) == int(before) + 1
    return sign != before


def _called(word: Word, signs: set[str], size: float) -> Word:
    """A word with the call that it ends with, or is, in brackets."""
    sign = word.text[len(word.text) - word.raised :] if word.raised else word.text if word.size < 0.8 * size else ""
    bare = sign.strip("[]()")
    if bare not in signs:
        return word
    return structs.replace(word, text=f"{word.text.removesuffix(sign)}[{bare}]", raised=0)
