"""
PDF files with a text layer.

    stamps          what was stamped into form fields (number and date of issue) is flattened into the page first, so
                    that it stands where it was stamped
    order           by place on the page, not by the order in the file
    paragraphs      wrapped lines are joined, also over a page break; hyphens at line ends stay
    tables          from their ruled lines, with merged cells, and gone on with over pages
    footnotes       below their rule, called "[1]", at the end of the text
    old fonts       .VnTime, VNI-Times: their letters are put right
    left out        page numbers and running heads

Pages without letters are scans: `ocr` reads them when Tesseract is there.
"""

import ctypes
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from typing import Any, Final

import pypdfium2
from msgspec import structs
from pypdfium2 import raw

from tuongdong.errors import DamagedFileError, LimitError, MissingExtraError
from tuongdong.models import Finding, Severity, SourceText, finding
from tuongdong.read import pdfium
from tuongdong.read.builder import TextBuilder
from tuongdong.read.legacy import restored_words
from tuongdong.read.ocr import find_recogniser
from tuongdong.read.page import Page, Rule
from tuongdong.read.page_words import words_of
from tuongdong.read.paragraphs import blocks_of
from tuongdong.read.tables import place

__all__ = ["MAX_PAGES", "MAX_SCANS", "read_pdf"]

MAX_PAGES: Final = 3000
MAX_SCANS: Final = 300
_DOTS: Final = 300.0  # an inch
# Người ký: ... Thời gian ký: ...
_SIGNING_RE: Final = re.compile(r"Người ký|Ký bởi|Thời gian ký|Signed by", re.I)
_MOST_STAMPED: Final = 60  # words that signing programs put on a scan
_MOST_OBJECTS: Final = 20_000
_THIN: Final = 3.0  # points: a path no thicker is a ruled line


def read_pdf(data: bytes, path: Path) -> SourceText:
    """The text of a PDF file."""
    found: list[Finding] = []
    with _opened(data, path) as document:
        if len(document) > MAX_PAGES:
            raise LimitError("too_many_pages", path=path, count=len(document), limit=MAX_PAGES)
        if raw.FPDF_GetSignatureCount(document) > 0:
            found.append(finding("signature_not_checked", Severity.INFO))
        document.init_forms()
        pages = [_page(document, number) for number in range(len(document))]
        bare = [page.number for page in pages if _is_scan(document, page)]
        if bare:
            found.append(_recognise(data, pages, bare, path))
    builder = TextBuilder()
    place(builder, blocks_of(_put_right(pages, found)))
    for one in found:
        builder.find(one)
    source = builder.build("pdf")
    if not source.text:
        raise DamagedFileError("no_words", path=path)
    return source


def _put_right(pages: Sequence[Page], found: list[Finding]) -> list[Page]:
    """Pages whose words stand in old encodings put right, and told in `found`."""
    texts, told = restored_words([word for page in pages for word in page.words])
    if not told:
        return list(pages)
    found += told
    text = iter(texts)
    return [page._replace(words=[structs.replace(word, text=next(text)) for word in page.words]) for page in pages]


def _is_scan(document: Any, page: Page) -> bool:
    """Whether a page is a picture with hardly a word: a stamp of the signing program makes no text layer."""
    if len(page.words) > _MOST_STAMPED:
        return False
    try:
        sheet = document[page.number]
    except pypdfium2.PdfiumError:
        return False
    try:
        width, height = sheet.get_size()
        return any(high * wide > 0.5 * width * height for wide, high in _pictures(sheet))
    finally:
        sheet.close()


def _pictures(sheet: Any) -> Iterator[tuple[float, float]]:
    """Width and height of the pictures on a page, those inside forms by the form."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(raw.FPDFPage_CountObjects(sheet), 500)):
        item = raw.FPDFPage_GetObject(sheet, index)
        if raw.FPDFPageObj_GetType(item) in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
            yield right.value - left.value, top.value - bottom.value


def _recognise(data: bytes, pages: list[Page], bare: list[int], path: Path) -> Finding:
    """
    Adds what is recognised to pages without letters, and tells what was done or could not be. Stamped numbers and dates
    stay as they are; who signed with which program is no part of the text.
    """
    recogniser = find_recogniser()
    if recogniser is None:
        if len(bare) == len(pages):
            raise MissingExtraError("ocr_missing")
        return finding("pages_not_recognised", Severity.WARNING, count=len(bare))
    if len(bare) > MAX_SCANS:
        raise LimitError("too_many_pages", path=path, count=len(bare), limit=MAX_SCANS)
    with tempfile.TemporaryDirectory(prefix="tuongdong-", ignore_cleanup_errors=True) as folder:
        with _opened(data, path) as document:
            images = [_picture(document, number, Path(folder)) for number in bare]
        for number, page in zip(bare, recogniser.pages(images, _DOTS), strict=True):
            stamps = () if _SIGNING_RE.search(_said(pages[number])) else tuple(pages[number].words)
            pages[number] = page._replace(number=number, words=(*stamps, *page.words))
    return finding("recognised", Severity.WARNING, count=len(bare))


def _said(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def _picture(document: Any, number: int, folder: Path) -> Path:
    """A page drawn in grey at 300 dots an inch, at most A3, as a file that every recogniser opens."""
    page = document[number]
    width, height = page.get_size()
    scale = min(_DOTS / 72, 5000 / max(width, height, 1))
    bitmap = page.render(scale=scale, grayscale=True, draw_annots=False, may_draw_forms=False)
    name = folder / f"{number}.pgm"
    with name.open("wb") as file:
        file.write(b"P5\n%d %d\n255\n" % (bitmap.width, bitmap.height))
        grey = memoryview(bitmap.buffer).cast("B")
        for row in range(bitmap.height):
            file.write(grey[row * bitmap.stride : row * bitmap.stride + bitmap.width])
    bitmap.close()
    page.close()
    return name


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
    """
    Makes what stands in annotations and form fields part of the page; whether there was any. Seals and signatures that
    are pictures only are no text: they stay as they are, for the page would have to be read once more.
    """
    if not any(_says_something(page, index) for index in range(raw.FPDFPage_GetAnnotCount(page))):
        return False
    return bool(raw.FPDFPage_Flatten(page, raw.FLAT_PRINT) == raw.FLATTEN_SUCCESS)


def _says_something(page: Any, index: int) -> bool:
    """Whether an annotation shows letters."""
    annotation = raw.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return False
    try:
        count = raw.FPDFAnnot_GetObjectCount(annotation)
        return any(_has_letters(raw.FPDFAnnot_GetObject(annotation, each)) for each in range(min(count, _MOST_OBJECTS)))
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _has_letters(item: Any, depth: int = 0) -> bool:
    """Whether something drawn is text or a form that holds some; what is nested deeper than anybody draws counts as such."""
    kind = raw.FPDFPageObj_GetType(item)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        return bool(kind == raw.FPDF_PAGEOBJ_TEXT)
    count = min(raw.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)
    return depth > 8 or any(_has_letters(raw.FPDFFormObj_GetObject(item, each), depth + 1) for each in range(count))


def _paths(page: Any) -> list[int]:
    """The lines and boxes drawn on a page."""
    count = min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    items = list(map(pdfium.OBJECT, repeat(pdfium.address(page.raw)), range(count)))
    kinds = map(pdfium.KIND, items)
    return [item for item, kind in zip(items, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_PATH]


def _rules(page: Any) -> Iterator[Rule]:
    """The ruled lines of a page: thin paths, and the edges of boxes that are drawn, not only shaded."""
    left, bottom, right, top = edges = [ctypes.c_float() for _ in range(4)]
    fill, stroke = mode = [ctypes.c_int() for _ in range(2)]
    for item in _paths(page):
        if not pdfium.BOUNDS(item, *map(ctypes.addressof, edges)):
            continue
        pdfium.DRAW_MODE(item, *map(ctypes.addressof, mode))
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
