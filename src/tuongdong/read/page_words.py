"""
The words of a PDF page, from pdfium's letters and their boxes.

A word is placed by its first and last letters; its face is that of the first.
"""

import ctypes
import re
from collections.abc import Sequence
from itertools import pairwise, repeat
from operator import gt
from typing import Any, Final, NamedTuple
from unicodedata import combining

from tuongdong.read import pdfium
from tuongdong.read.page import Word
from tuongdong.read.pdfium import raw
from tuongdong.read.spelling import cuts

__all__ = ["once", "words_of"]

# pdfium marks a hyphen at a line end, and hides the line end itself.
_HYPHEN: Final = "\x02"
_WORD_RE: Final = re.compile(r"[^\s\x02]+\x02?|\x02")
_BOLD_RE: Final = re.compile(rb"bold|black|heavy|[-,]b(?:i|$)", re.I)
_SUBSET_RE: Final = re.compile(r"^[A-Z]{6}\+")
_CONTROL_RE: Final = re.compile("[\x00\x01\x03-\x08\x0e-\x1b\ufffd-\uffff]")  # but what is a space as it is
_CALLS: Final = "0123456789*[]()"  # what the call of a note is made of
_WHITE: Final = 255
_MOST: Final = 200_000  # letters of one page
_NAME: Final = 128  # bytes for the name of a font
_GAP: Final = 0.08  # of the height of letters: wider than any two of one word stand apart
_BACK: Final = 2.0  # points: a letter further left than the one before it is of another word, or of a place before it
_HEAVY: Final = 650  # the weight from which a font without a telling name is bold


Span = tuple[int, int]  # the letters of a word


class _Boxes(NamedTuple):
    """The boxes of letters, as wide as their font says, in points."""

    left: list[float]
    top: list[float]
    right: list[float]
    bottom: list[float]


def words_of(text: Any, stamped: bool) -> list[Word]:
    """
    The words in the order of the file. White letters, which a draft keeps where its number is stamped, are left out, and what
    stands over one another is told apart: that is looked for on `stamped` pages.
    """
    count, page = min(raw.FPDFText_CountChars(text), _MOST), pdfium.handle(text)
    letters = _letters(text, count)
    if not stamped:
        return _words(page, letters, _unglued(page, letters, _found(letters)))
    drawn = _drawn(page, range(count))
    letters = _seen(text, letters, drawn)
    spans = [
        part
        for span in _found(letters)
        for part in (_split(page, letters, span) if len({*drawn[slice(*span)]}) > 1 else [span])
    ]
    return _words(page, letters, _unglued(page, letters, spans))


def _found(letters: str) -> list[Span]:
    return list(map(re.Match.span, _WORD_RE.finditer(letters)))


def _letters(text: Any, count: int) -> str:
    """The letters, one for one, so that an index in them is pdfium's; signs of control are spaces."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        plain = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
    else:  # some letters take two places, or none
        plain = "".join(chr(raw.FPDFText_GetUnicode(text, index)) for index in range(count))
    return _CONTROL_RE.sub(" ", plain.replace("\ufffe", _HYPHEN))


def _words(page: Any, letters: str, spans: Sequence[Span]) -> list[Word]:
    """Words at their places, told by their first and last letters."""
    if not spans:
        return []
    starts, ends = zip(*spans, strict=True)
    count = len(spans)
    left, top, right, bottom = _boxes(page, [*starts, *(end - 1 for end in ends)])
    first_left, last_left = left[:count], left[count:]
    if any(map(gt, first_left, last_left)):
        whole = zip(spans, first_left, last_left, strict=True)
        parts = [
            part for span, here, there in whole for part in (_split(page, letters, span) if here > there else [span])
        ]
        if len(parts) > count:
            return _words(page, letters, parts)
    lows = bottom[:count]
    sizes = [abs(high - low) for high, low in zip(top[:count], lows, strict=True)]
    said = letters.replace(_HYPHEN, "-")
    return list(
        map(
            Word,
            [said[start:end] for start, end in spans],
            map(min, first_left, last_left),
            map(max, right[:count], right[count:]),
            [low + 0.2 * size for low, size in zip(lows, sizes, strict=True)],
            [size if 1.5 < size < 200 else 10.0 for size in sizes],
            *_faces(page, starts),
            [_raised(page, letters, start, end) if letters[end - 1] in _CALLS else 0 for start, end in spans],
        )
    )


def _boxes(page: Any, letters: Sequence[int]) -> _Boxes:
    told = pdfium.boxes(page, letters)
    return _Boxes(*(told[edge::4].tolist() for edge in range(4)))


def _drawn(page: Any, letters: Sequence[int]) -> list[int | None]:
    """What each letter was drawn with: the letters of a run in one face are one."""
    return list(map(pdfium.OBJECT_OF, repeat(page), letters))


def _faces(page: Any, letters: Sequence[int]) -> tuple[list[bool], list[str]]:
    """Whether letters are bold, and their fonts without the mark of a subset ("ABCDEF+")."""
    drawn = _drawn(page, letters)
    pieces = set(drawn)
    fonts = dict(zip(pieces, map(pdfium.FONT_OF, pieces), strict=True))
    told = [fonts[each] for each in drawn]
    faces = {font: _face(page, letter) for font, letter in dict(zip(told, letters, strict=True)).items()}
    return [faces[font][0] for font in told], [faces[font][1] for font in told]


def _face(page: Any, letter: int) -> tuple[bool, str]:
    buffer, flags = (ctypes.c_char * _NAME)(), ctypes.c_int()
    pdfium.FONT(page, letter, buffer, _NAME, ctypes.byref(flags))
    bold = bool(_BOLD_RE.search(buffer.value)) or pdfium.WEIGHT(page, letter) >= _HEAVY
    return bold, _SUBSET_RE.sub("", buffer.value.decode("latin-1"))


def _raised(page: Any, letters: str, start: int, end: int) -> int:
    """How many digits or stars at the end of a word are set smaller than its beginning."""
    word = letters[start:end]
    count = len(word) - len(word.rstrip(_CALLS))
    if not 0 < count < min(6, len(word)):
        return 0
    size = pdfium.SIZE(page, start)
    small = [pdfium.SIZE(page, index) < 0.8 * size for index in range(end - count, end)]
    return count - small.index(True) if True in small else 0


def _seen(text: Any, letters: str, drawn: Sequence[int | None]) -> str:
    """The letters with spaces for those in white. What is drawn at once is of one colour."""
    red, green, blue, _ = colour = [ctypes.c_uint() for _ in range(4)]
    white = set()
    for piece, index in dict(zip(drawn, range(len(drawn)), strict=True)).items():
        told = raw.FPDFText_GetFillColor(text, index, *colour)
        if told and red.value == green.value == blue.value == _WHITE:
            white.add(piece)
    if not white:
        return letters
    return "".join(" " if piece in white else letter for piece, letter in zip(drawn, letters, strict=True))


def _split(page: Any, letters: str, span: Span) -> list[Span]:
    """
    A word cut where it steps back to the left: two stamps over one another, or a letter that its font lacks and that is
    printed after those that follow it. Marks that are drawn over a letter stay with it.
    """
    start, end = span
    lefts = _boxes(page, range(start, end)).left
    steps = [
        start + at
        for at, (before, here) in enumerate(pairwise(lefts), start=1)
        if here < before - _BACK and not combining(letters[start + at])
    ]
    return list(pairwise([start, *steps, end]))


def _unglued(page: Any, letters: str, spans: Sequence[Span]) -> Sequence[Span]:
    """Spans with those of two words in two that the file sets apart on the page without a space between them."""
    said = {letters[start:end] for start, end in spans}
    glued = {word: places for word in said if (places := cuts(word))}
    if not glued:
        return spans
    done: list[Span] = []
    for start, end in spans:
        at = next((each for each in glued.get(letters[start:end], ()) if _is_apart(page, start + each)), 0)
        done += [(start, start + at), (start + at, end)] if at else [(start, end)]
    return done


def _is_apart(page: Any, letter: int) -> bool:
    """Whether a letter stands apart from the one before it."""
    boxes = _boxes(page, (letter - 1, letter))
    return boxes.left[1] - boxes.right[0] > _GAP * abs(boxes.top[1] - boxes.bottom[1])


def once(words: Sequence[Word]) -> list[Word]:
    """Words without those that are drawn a second time at one place: a stamp, a shadow."""
    first: dict[tuple[str, float, float], Word] = {}
    for word in words:
        first.setdefault((word.text, word.x0 // 2, word.y // 2), word)
    return list(first.values())
