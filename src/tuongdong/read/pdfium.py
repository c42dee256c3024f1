"""
pdfium's documents and pages, and its own functions to be called in sweeps.

    with pdfium.document(data) as document, pdfium.page(document, 0) as page, pdfium.letters(page) as text:
        objects = list(map(pdfium.OBJECT_OF, repeat(pdfium.handle(text)), range(9)))

pdfium tells of one letter or one thing drawn a call, and a page holds thousands. The functions in capitals name no types where
they can do without, so that `map` calls them for a whole page with what `handle` gives, a number and places made once: a fourth
of the time of call after call. What another call told, an address, is a plain number.

The bindings are used without the layer above them, which takes longer to load than a page to read. pdfium serves one thread at
a time: whoever reads holds `LOCK`.
"""

import ctypes
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from threading import Lock
from typing import Any, Final

import pypdfium2_raw as raw

__all__ = [
    "BOUNDS",
    "DRAW_MODE",
    "FONT",
    "FONT_OF",
    "KIND",
    "LOCK",
    "OBJECT",
    "OBJECT_OF",
    "SIZE",
    "WEIGHT",
    "PdfiumError",
    "boxes",
    "document",
    "form",
    "handle",
    "letters",
    "page",
    "raw",
]

LOCK: Final = Lock()
raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2))


class PdfiumError(Exception):
    """What pdfium cannot open; `sealed`: because of a password."""

    def __init__(self, sealed: bool = False) -> None:
        super().__init__("sealed" if sealed else "damaged")
        self.sealed = sealed


@contextmanager
def document(data: bytes) -> Iterator[Any]:
    """A document of at least one page."""
    opened = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not opened:
        raise PdfiumError(raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY))
    try:
        if raw.FPDF_GetPageCount(opened) < 1:
            raise PdfiumError
        yield opened
    finally:
        raw.FPDF_CloseDocument(opened)


@contextmanager
def page(document: Any, index: int) -> Iterator[Any]:
    opened = raw.FPDF_LoadPage(document, index)
    if not opened:
        raise PdfiumError
    try:
        yield opened
    finally:
        raw.FPDF_ClosePage(opened)


@contextmanager
def letters(page: Any) -> Iterator[Any]:
    """The text of a page, letter by letter."""
    opened = raw.FPDFText_LoadPage(page)
    if not opened:
        raise PdfiumError
    try:
        yield opened
    finally:
        raw.FPDFText_ClosePage(opened)


@contextmanager
def form(document: Any, page: Any) -> Iterator[None]:
    """Meanwhile, the fields of a page that come without a picture of what they hold have one."""
    told = raw.FPDF_FORMFILLINFO(version=2)
    filled = raw.FPDFDOC_InitFormFillEnvironment(document, told)
    if not filled:
        raise PdfiumError
    try:
        raw.FORM_OnAfterLoadPage(page, filled)
        yield
        raw.FORM_OnBeforeClosePage(page, filled)
    finally:
        raw.FPDFDOC_ExitFormFillEnvironment(filled)


def handle(pointer: Any) -> Any:
    """What a pointer of pdfium points to, in the form in which it is passed on in the least time."""
    return ctypes.byref(pointer.contents)


def boxes(text: Any, letters: Sequence[int]) -> "array[float]":
    """The boxes of letters, each as left, top, right and bottom, in points and as wide as their font says."""
    told = array("f")
    for begin in range(0, len(letters), _ROOM):
        part = letters[begin : begin + _ROOM]
        ctypes.memset(_BOXES, 0, _BOX_SIZE * len(part))
        list(map(_BOX_OF, repeat(text), part, _PLACES))
        told.frombytes(memoryview(_BOXES).cast("B")[: _BOX_SIZE * len(part)])
    return told


def _swift(function: Any, typed: bool = False, result: Any = ctypes.c_int) -> Any:
    """
    A function of pdfium with other types, called without letting other threads run meanwhile: it takes less than a switch to one.
    `typed`: all that it takes are pointers, addresses told by other calls among them. Naming some types and not all is
    another way of calling on some machines.
    """
    pointers = (_POINTER,) * len(function.argtypes) if typed else ()
    return ctypes.PYFUNCTYPE(result, *pointers)(ctypes.cast(function, _POINTER).value or 0)


_POINTER: Final = ctypes.c_void_p
_ROOM: Final = 2048
_BOXES: Final = (ctypes.c_float * 4 * _ROOM)()
_BOX_SIZE: Final = ctypes.sizeof(_BOXES) // _ROOM
_PLACES: Final = list(map(ctypes.byref, _BOXES))
_BOX_OF: Final = _swift(raw.FPDFText_GetLooseCharBox)

# of the letters of a page, by their index
FONT: Final = _swift(raw.FPDFText_GetFontInfo)
WEIGHT: Final = _swift(raw.FPDFText_GetFontWeight)
SIZE: Final = _swift(raw.FPDFText_GetFontSize, result=ctypes.c_double)
OBJECT_OF: Final = _swift(raw.FPDFText_GetTextObject, result=_POINTER)
# of what a page draws
OBJECT: Final = _swift(raw.FPDFPage_GetObject, result=_POINTER)
FONT_OF: Final = _swift(raw.FPDFTextObj_GetFont, typed=True, result=_POINTER)
KIND: Final = _swift(raw.FPDFPageObj_GetType, typed=True)
BOUNDS: Final = _swift(raw.FPDFPageObj_GetBounds, typed=True)
DRAW_MODE: Final = _swift(raw.FPDFPath_GetDrawMode, typed=True)
