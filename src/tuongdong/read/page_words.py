"""The words of a PDF page, from pdfium's letters and their boxes."""

import ctypes
import re
from collections.abc import Iterator
from typing import Any, Final

from pypdfium2 import raw

from tuongdong.read.page import Word

__all__ = ["words_of"]

# pdfium marks a hyphen at a line end, and hides the line end itself.
_HYPHEN: Final = "\x02"
_WORD_RE: Final = re.compile(r"[^\s\x02]+\x02?|\x02")
_BOLD_RE: Final = re.compile(rb"bold|black|heavy|[-,]b(?:i|$)", re.I)
_SUBSET_RE: Final = re.compile(r"^[A-Z]{6}\+")
_CONTROL_RE: Final = re.compile("[\x00\x01\x03-\x1f\ufffd-\uffff]")
_WHITE: Final = 255
_MOST: Final = 200_000  # letters of one page


def words_of(text: Any, stamped: bool) -> Iterator[Word]:
    """
    The words in the order of the file. Letters that a page draws twice at one place (a stamp, a shadow) come once, and white
    ones, which a draft keeps where its number is stamped, not at all: that is looked for on `stamped` pages.
    """
    reader = _Reader(text.raw)
    letters = reader.seen(reader.letters()) if stamped else reader.letters()
    seen: set[tuple[str, int, int]] = set()
    for match in _WORD_RE.finditer(letters):
        pieces = reader.split(match.start(), match.end()) if stamped else ((match.start(), match.end()),)
        for start, end in pieces:
            word = reader.word(letters[start:end].replace(_HYPHEN, "-"), start, end)
            if word is None:
                continue
            place = (word.text, round(word.x0 / 2), round(word.y / 2))
            if stamped and place in seen:
                continue
            seen.add(place)
            yield word


class _Reader:
    """Letters, boxes and faces of a page, into buffers that are used again."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._count = min(raw.FPDFText_CountChars(text), _MOST)
        self._loose = raw.FS_RECTF()
        self._left, self._right, self._bottom, self._top = (ctypes.c_double() for _ in range(4))
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._faces: dict[bytes, tuple[bool, str]] = {}

    def letters(self) -> str:
        """The letters, one for one, so that an index in them is pdfium's; signs of control are spaces."""
        buffer = (ctypes.c_ushort * (self._count + 1))()
        if raw.FPDFText_GetText(self._text, 0, self._count, buffer) == self._count + 1:
            codes: list[int] = buffer[: self._count]
        else:  # some letters take two places, or none
            codes = [raw.FPDFText_GetUnicode(self._text, index) for index in range(self._count)]
        plain = "".join(map(chr, codes)).replace("\ufffe", _HYPHEN)
        return _CONTROL_RE.sub(" ", plain)

    def seen(self, letters: str) -> str:
        """The letters with spaces for those in white."""
        red, green, blue, _ = colour = [ctypes.c_uint() for _ in range(4)]
        kept = list(letters)
        for index in range(self._count):
            told = raw.FPDFText_GetFillColor(self._text, index, *colour)
            if told and red.value == green.value == blue.value == _WHITE:
                kept[index] = " "
        return "".join(kept)

    def word(self, letters: str, start: int, end: int) -> Word | None:
        """A word from its first and last letters; None when it has no box (letters that the page does not show)."""
        if not raw.FPDFText_GetLooseCharBox(self._text, start, self._loose):
            return None
        x0, x1, y, size = self._loose.left, self._loose.right, self._loose.bottom, self._loose.top - self._loose.bottom
        if end - start > 1:
            raw.FPDFText_GetCharBox(self._text, end - 1, self._left, self._right, self._bottom, self._top)
            x0, x1 = min(x0, self._left.value), max(x1, self._right.value)
        size = abs(size)
        return Word(
            letters,
            x0,
            x1,
            y + 0.2 * size,
            size if 1.5 < size < 200 else 10.0,
            *self._face(start),
            self._raised(letters, start, end),
        )

    def _raised(self, letters: str, start: int, end: int) -> int:
        """How many digits or stars at the end of a word are set smaller than its beginning."""
        count = len(letters) - len(letters.rstrip("0123456789*[]()"))
        if not 0 < count < min(6, len(letters)):
            return 0
        size = raw.FPDFText_GetFontSize(self._text, start)
        small = [raw.FPDFText_GetFontSize(self._text, index) < 0.8 * size for index in range(end - count, end)]
        return count - small.index(True) if True in small else 0

    def split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A run of letters cut where it steps back to the left: two stamps over one another."""
        begin, edge = start, None
        for index in range(start, end):
            raw.FPDFText_GetCharBox(self._text, index, self._left, self._right, self._bottom, self._top)
            if edge is not None and self._left.value < edge - 2.0:
                yield begin, index
                begin = index
            edge = self._left.value
        yield begin, end

    def _face(self, index: int) -> tuple[bool, str]:
        """Whether a letter is bold, and its font without the mark of a subset ("ABCDEF+")."""
        raw.FPDFText_GetFontInfo(self._text, index, self._name, 128, self._flags)
        name = self._name.value
        if name not in self._faces:
            bold = bool(_BOLD_RE.search(name)) or raw.FPDFText_GetFontWeight(self._text, index) >= 600
            self._faces[name] = bold, _SUBSET_RE.sub("", name.decode("latin-1"))
        return self._faces[name]
