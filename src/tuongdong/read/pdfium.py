"""
pdfium's own functions, to be called in sweeps.

pdfium tells of one letter or one thing drawn a call, and a page holds thousands. These take addresses as plain numbers in
place of typed pointers, so that `map` calls them for a whole page and writes into one buffer: a third of the time of
call after call.

    objects = list(map(pdfium.OBJECT_OF, repeat(text), letters))
"""

import ctypes
from typing import Any, Final

from pypdfium2 import raw

__all__ = ["BOUNDS", "BOX", "DRAW_MODE", "FONT", "FONT_OF", "KIND", "OBJECT", "OBJECT_OF", "SIZE", "WEIGHT", "address"]


def address(thing: Any) -> int:
    """Where a pointer or a function of pdfium points to."""
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _swift(function: Any, *arguments: Any, result: Any = ctypes.c_int) -> Any:
    """A function with other types, called without letting other threads run meanwhile: it takes less than a switch to one."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


_POINTER: Final = ctypes.c_void_p
_LETTER: Final = (_POINTER, ctypes.c_int)  # the text of a page, the index of a letter

BOX: Final = _swift(raw.FPDFText_GetLooseCharBox, *_LETTER, _POINTER)
FONT: Final = _swift(raw.FPDFText_GetFontInfo, *_LETTER, _POINTER, ctypes.c_ulong, _POINTER)
WEIGHT: Final = _swift(raw.FPDFText_GetFontWeight, *_LETTER)
SIZE: Final = _swift(raw.FPDFText_GetFontSize, *_LETTER, result=ctypes.c_double)
OBJECT_OF: Final = _swift(raw.FPDFText_GetTextObject, *_LETTER, result=_POINTER)
FONT_OF: Final = _swift(raw.FPDFTextObj_GetFont, _POINTER, result=_POINTER)
OBJECT: Final = _swift(raw.FPDFPage_GetObject, _POINTER, ctypes.c_int, result=_POINTER)
KIND: Final = _swift(raw.FPDFPageObj_GetType, _POINTER)
BOUNDS: Final = _swift(raw.FPDFPageObj_GetBounds, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
DRAW_MODE: Final = _swift(raw.FPDFPath_GetDrawMode, _POINTER, _POINTER, _POINTER)
