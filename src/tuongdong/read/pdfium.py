"""
pdfium's documents and pages, and its own functions to be called in sweeps.

    with pdfium.document(data) as document, pdfium.page(document, 0) as page, pdfium.letters(page) as text:
        objects = list(map(pdfium.OBJECT_OF, repeat(c_void_p(pdfium.address(text))), range(9)))

pdfium tells of one letter or one thing drawn a call, and a page holds thousands. The functions in capitals take addresses as
plain numbers in place of typed pointers, so that `map` calls them for a whole page and writes into one buffer: a third of the
time of call after call. The two that name no types, for a `c_void_p` and a number, take half of that.

The bindings are used without the layer above them, which takes longer to load than a page to read.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2_raw as raw

__all__ = [
    "BOUNDS",
    "BOX",
    "DRAW_MODE",
    "FONT",
    "FONT_OF",
    "KIND",
    "OBJECT",
    "OBJECT_OF",
    "SIZE",
    "WEIGHT",
    "PdfiumError",
    "address",
    "document",
    "form",
    "letters",
    "page",
    "raw",
]

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
OBJECT_OF: Final = _swift(raw.FPDFText_GetTextObject, result=_POINTER)
FONT_OF: Final = _swift(raw.FPDFTextObj_GetFont, _POINTER, result=_POINTER)
OBJECT: Final = _swift(raw.FPDFPage_GetObject, result=_POINTER)
KIND: Final = _swift(raw.FPDFPageObj_GetType, _POINTER)
BOUNDS: Final = _swift(raw.FPDFPageObj_GetBounds, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
DRAW_MODE: Final = _swift(raw.FPDFPath_GetDrawMode, _POINTER, _POINTER, _POINTER)
