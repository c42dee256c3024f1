"""
PDF files with a text layer.

    stamps          what was stamped into form fields (number and date of issue) is flattened into the page first, so
                    that it stands where it was stamped
    order           by place on the page, not by the order in the file
    paragraphs      wrapped lines are joined, also over a page break; hyphens at line ends stay
    tables          from their ruled lines, with merged cells, and gone on with over pages
    left out        page numbers and running heads

Pages without letters are scans: `ocr` reads them when Tesseract is there.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from tuongdong.errors import DamagedFileError, LimitError
from tuongdong.models import SourceText
from tuongdong.read.builder import TextBuilder
from tuongdong.read.page import Page, Rule
from tuongdong.read.page_words import words_of
from tuongdong.read.paragraphs import blocks_of
from tuongdong.read.tables import place

__all__ = ["MAX_PAGES", "read_pdf"]

MAX_PAGES: Final = 3000
_MOST_OBJECTS: Final = 20_000
_THIN: Final = 3.0  # points: a path no thicker is a ruled line


def read_pdf(data: bytes, path: Path) -> SourceText:
    """The text of a PDF file."""
    with _opened(data, path) as document:
        if len(document) > MAX_PAGES:
            raise LimitError("too_many_pages", path=path, count=len(document), limit=MAX_PAGES)
        document.init_forms()
        pages = [_page(document, index) for index in range(len(document))]
    builder = TextBuilder()
    place(builder, blocks_of(pages))
    source = builder.build("pdf")
    if not source.text:
        raise DamagedFileError("no_words", path=path)
    return source


@contextmanager
def _opened(data: bytes, path: Path) -> Iterator[Any]:
    """The document, closed afterwards; pdfium's faults as ours."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        sealed = "password" in str(error).lower() or "security" in str(error).lower()
        code = "file_encrypted" if sealed else "file_damaged"
        raise DamagedFileError(code, path=path, reason="pdf") from error
    try:
        yield document
    finally:
        document.close()


def _page(document: Any, index: int) -> Page:
    """A page's words and ruled lines. A page that cannot be loaded is empty."""
    try:
        page = document[index]
        stamped = _flatten(page)
        if stamped:
            page.close()
            page = document[index]
    except pypdfium2.PdfiumError:
        return Page(index, 0, 0, (), ())
    try:
        text = page.get_textpage()
        width, height = page.get_size()
        words = tuple(words_of(text, stamped))
        rules = tuple(_rules(page)) if words else ()
        text.close()
        return Page(index, width, height, words, rules)
    except pypdfium2.PdfiumError:
        return Page(index, 0, 0, (), ())
    finally:
        page.close()


def _flatten(page: Any) -> bool:
    """Makes what stands in annotations and form fields part of the page; whether there was any."""
    if raw.FPDFPage_GetAnnotCount(page) <= 0:
        return False
    return bool(raw.FPDFPage_Flatten(page, raw.FLAT_PRINT) == raw.FLATTEN_SUCCESS)


def _rules(page: Any) -> Iterator[Rule]:
    """The ruled lines of a page: thin paths, and the edges of boxes that are drawn, not only shaded."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for index in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        wide, high = x1 - x0, y1 - y0
        if not (fill.value or stroke.value):
            continue
        if high <= _THIN < wide:
            yield Rule(True, (y0 + y1) / 2, x0, x1)
        elif wide <= _THIN < high:
            yield Rule(False, (x0 + x1) / 2, y0, y1)
        elif wide > _THIN and high > _THIN and stroke.value:
            yield from (
                Rule(True, y0, x0, x1),
                Rule(True, y1, x0, x1),
                Rule(False, x0, y0, y1),
                Rule(False, x1, y0, y1),
            )
