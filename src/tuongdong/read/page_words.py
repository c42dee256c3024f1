"""
The words of a PDF page, from pdfium's letters and their boxes.

A word is placed by its first and last letters; its face is that of the first.
"""

import ctypes
import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from operator import gt
from typing import Any, Final, NamedTuple
from unicodedata import combining

from tuongdong.read import pdfium
from tuongdong.read.page import Word
from tuongdong.read.pdfium import raw
from tuongdong.read.spelling import cuts

__all__ = ["words_of"]

# pdfium marks a hyphen at a line end, and hides the line end itself.
_HYPHEN: Final = "\x02"
_WORD_RE: Final = re.compile(r"[^\s\x02]+\x02?|\x02")
_BOLD_RE: Final = re.compile(rb"bold|black|heavy|[-,]b(?:i|$)", re.I)
_SUBSET_RE: Final = re.compile(r"^[A-Z]{6}\+")
_CONTROL_RE: Final = re.compile("[\x00\x01\x03-\x1f\ufffd-\uffff]")
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
    The words in the order of the file. Letters that a page draws twice at one place (a stamp, a shadow) come once, and white
    ones, which a draft keeps where its number is stamped, not at all: that is looked for on `stamped` pages.
    """
    count, page = min(raw.FPDFText_CountChars(text), _MOST), pdfium.address(text)
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
    return list(_once(_words(page, letters, _unglued(page, letters, spans))))


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


def _words(page: int, letters: str, spans: Sequence[Span]) -> list[Word]:
    """Words at their places, told by their first and last letters."""
    starts = [start for start, _ in spans]
    first, last = _boxes(page, starts), _boxes(page, [end - 1 for _, end in spans])
    if any(map(gt, first.left, last.left)):
        whole = zip(spans, first.left, last.left, strict=True)
        parts = [
            part for span, left, right in whole for part in (_split(page, letters, span) if left > right else [span])
        ]
        if len(parts) > len(spans):
            return _words(page, letters, parts)
    sizes = [abs(top - bottom) for top, bottom in zip(first.top, first.bottom, strict=True)]
    return list(
        map(
            Word,
            [letters[start:end].replace(_HYPHEN, "-") for start, end in spans],
            map(min, first.left, last.left),
            map(max, first.right, last.right),
            [bottom + 0.2 * size for bottom, size in zip(first.bottom, sizes, strict=True)],
            [size if 1.5 < size < 200 else 10.0 for size in sizes],
            *_faces(page, starts),
            [_raised(page, letters, start, end) if letters[end - 1] in _CALLS else 0 for start, end in spans],
        )
    )


def _boxes(page: int, letters: Sequence[int]) -> _Boxes:
    buffer = array("f", bytes(16 * len(letters)))
    begin, _ = buffer.buffer_info()
    list(map(pdfium.BOX, repeat(page), letters, range(begin, begin + 16 * len(letters), 16)))
    return _Boxes(*(buffer[edge::4].tolist() for edge in range(4)))


def _drawn(page: int, letters: Sequence[int]) -> list[int | None]:
    """What each letter was drawn with: the letters of a run in one face are one."""
    return list(map(pdfium.OBJECT_OF, repeat(ctypes.c_void_p(page)), letters))


def _faces(page: int, letters: Sequence[int]) -> tuple[list[bool], list[str]]:
    """Whether letters are bold, and their fonts without the mark of a subset ("ABCDEF+")."""
    drawn = _drawn(page, letters)
    fonts = {each: pdfium.FONT_OF(each) for each in set(drawn)}
    told = [fonts[each] for each in drawn]
    faces = {font: _face(page, letter) for font, letter in dict(zip(told, letters, strict=True)).items()}
    return [faces[font][0] for font in told], [faces[font][1] for font in told]


def _face(page: int, letter: int) -> tuple[bool, str]:
    buffer, flags = (ctypes.c_char * _NAME)(), ctypes.c_int()
    pdfium.FONT(page, letter, ctypes.addressof(buffer), _NAME, ctypes.addressof(flags))
    bold = bool(_BOLD_RE.search(buffer.value)) or pdfium.WEIGHT(page, letter) >= _HEAVY
    return bold, _SUBSET_RE.sub("", buffer.value.decode("latin-1"))


def _raised(page: int, letters: str, start: int, end: int) -> int:
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


def _split(page: int, letters: str, span: Span) -> list[Span]:
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


def _unglued(page: int, letters: str, spans: Sequence[Span]) -> Sequence[Span]:
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


def _is_apart(page: int, letter: int) -> bool:
    """Whether a letter stands apart from the one before it."""
    boxes = _boxes(page, (letter - 1, letter))
    return boxes.left[1] - boxes.right[0] > _GAP * abs(boxes.top[1] - boxes.bottom[1])


def _once(words: Sequence[Word]) -> Iterator[Word]:
    seen: set[tuple[str, float, float]] = set()
    for word in words:
        place = (word.text, word.x0 // 2, word.y // 2)
        if place not in seen:
            seen.add(place)
            yield word
