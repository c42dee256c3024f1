"""
PDF files with a text layer.

    stamps          what was stamped into form fields (number and date of issue) stands where it was stamped
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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cached_property
from itertools import repeat
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec import structs

from tuongdong.errors import DamagedFileError, LimitError, MissingExtraError
from tuongdong.models import Finding, Severity, SourceText, finding
from tuongdong.read import pdfium
from tuongdong.read.builder import TextBuilder
from tuongdong.read.legacy import restored_words
from tuongdong.read.page import Page, Rule, Word
from tuongdong.read.page_words import once, words_of
from tuongdong.read.paragraphs import blocks_of
from tuongdong.read.pdfium import raw
from tuongdong.read.tables import place

__all__ = ["MAX_PAGES", "MAX_SCANS", "read_pdf"]

MAX_PAGES: Final = 3000
MAX_SCANS: Final = 300
_DOTS: Final = 300.0  # an inch
# Người ký: ... Thời gian ký: ...
_SIGNING_RE: Final = re.compile(r"Người ký|Ký bởi|Thời gian ký|Signed by", re.I)
_MOST_STAMPED: Final = 60  # words that signing programs put on a scan
_MOST_OBJECTS: Final = 20_000
# /Contents 12 0 R / /Contents [12 0 R 13 0 R]: what a page draws; the words of a note and a signature stand under that key too
_CONTENTS_RE: Final = re.compile(rb"/Contents(?=\s*(?:\[|\d{1,9}\s+\d{1,5}\s+R))")
_THIN: Final = 3.0  # points: a path no thicker is a ruled line


def read_pdf(data: bytes, path: Path) -> SourceText:
    """The text of a PDF file. Threads wait for one another."""
    with pdfium.LOCK:
        return _read_pdf(data, path)


def _read_pdf(data: bytes, path: Path) -> SourceText:
    found: list[Finding] = []
    with _opened(data, path) as document:
        count = raw.FPDF_GetPageCount(document)
        if count > MAX_PAGES:
            raise LimitError("too_many_pages", path=path, count=count, limit=MAX_PAGES)
        if raw.FPDF_GetSignatureCount(document) > 0:
            found.append(finding("signature_not_checked", Severity.INFO))
        with _Stamps(data) as stamps:
            pages = [_page(document, number, stamps) for number in range(count)]
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
        with pdfium.page(document, page.number) as sheet:
            width, height = _size(sheet)
            return any(high * wide > 0.5 * width * height for wide, high in _pictures(sheet))
    except pdfium.PdfiumError:
        return False


def _size(page: Any) -> tuple[float, float]:
    return raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)


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
    import tempfile  # of use for scans alone, as is what recognises them

    from tuongdong.read.ocr import find_recogniser

    recogniser = find_recogniser()
    if recogniser is None:
        if len(bare) == len(pages):
            raise MissingExtraError("ocr_missing")
        return finding("pages_not_recognised", Severity.WARNING, count=len(bare))
    if len(bare) > MAX_SCANS:
        raise LimitError("too_many_pages", path=path, count=len(bare), limit=MAX_SCANS)
    with tempfile.TemporaryDirectory(prefix="tuongdong-", ignore_cleanup_errors=True) as folder:
        images = _pictured(data, bare, Path(folder))
        for number, page in zip(bare, recogniser.pages(images, _DOTS), strict=True):
            stamps = () if _SIGNING_RE.search(_said(pages[number])) else tuple(pages[number].words)
            pages[number] = page._replace(number=number, words=(*stamps, *page.words))
    return finding("recognised", Severity.WARNING, count=len(bare))


def _said(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def _pictured(data: bytes, numbers: Sequence[int], folder: Path) -> list[Path]:
    """Pages drawn in grey at 300 dots an inch, at most A3, as files that every recogniser opens."""
    from pypdfium2 import PdfDocument  # of use for scans alone, and long in coming

    with closing(PdfDocument(data)) as document:
        return [_picture(document, number, folder) for number in numbers]


def _picture(document: Any, number: int, folder: Path) -> Path:
    page = document[number]
    scale = min(_DOTS / 72, 5000 / max(*page.get_size(), 1))
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
        with pdfium.document(data) as document:
            yield document
    except pdfium.PdfiumError as error:
        code = "file_encrypted" if error.sealed else "file_damaged"
        raise DamagedFileError(code, path=path, reason="pdf") from error


def _page(document: Any, index: int, stamps: "_Stamps") -> Page:
    """A page's words and ruled lines, with what was stamped on it. A page that cannot be loaded is empty."""
    try:
        with pdfium.page(document, index) as page:
            stamped = stamps.of(page, index)
            words = _read(page, stamped)
            return Page(index, *_size(page), words, tuple(_rules(page)) if words else ())
    except pdfium.PdfiumError:
        return Page(index, 0, 0, (), ())


def _read(page: Any, stamped: "_Stamped | None") -> Sequence[Word]:
    if stamped and stamped.is_all:
        return once(stamped.words)
    with pdfium.letters(page) as text:
        words = words_of(text, stamped is not None)
    return once([*words, *stamped.words]) if stamped else words


class _Stamped(NamedTuple):
    """What was stamped on a page; `is_all`: with all else that stands there."""

    words: list[Word]
    is_all: bool


class _Stamps:
    """
    The words in annotations and form fields. pdfium tells them once they are made part of their page, for which it goes through
    all that the page draws twice more: an eighth of the time of a decision. So that is done to a copy of the document whose
    pages draw nothing else.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        # the file asks that its fields be drawn anew, so that what they show may be old
        self._redrawn = b"/NeedAppearances" in data
        self._opened = ExitStack()

    def __enter__(self) -> "_Stamps":
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def of(self, page: Any, index: int) -> _Stamped | None:
        """The words that are stamped on a page; None when there are none, or pdfium has none."""
        shown = _shown(page)
        filled = None in shown or (bool(shown) and self._redrawn)
        if not filled and True not in shown:
            return None
        with suppress(pdfium.PdfiumError):
            with pdfium.page(self._undrawn, index) as copy:
                is_all = raw.FPDFPage_CountObjects(copy) > 0
            document = self._whole if is_all else self._undrawn
            with pdfium.page(document, index) as sheet:
                if not _flatten(document, sheet, filled):
                    return None
            with pdfium.page(document, index) as sheet, pdfium.letters(sheet) as text:
                return _Stamped(words_of(text, True), is_all)
        return None

    @cached_property
    def _undrawn(self) -> Any:
        """
        The copy: the key of what a page draws has another name in it. A page that is told in a packed stream, or whose stamps
        are part of it already, draws all the same.
        """
        return self._opened.enter_context(pdfium.document(_CONTENTS_RE.sub(b"/Undrawn_", self._data)))

    @cached_property
    def _whole(self) -> Any:
        return self._opened.enter_context(pdfium.document(self._data))


def _flatten(document: Any, page: Any, filled: bool) -> bool:
    """
    Makes what stands in annotations and form fields part of the page, to be loaded anew; whether there was any. Seals and
    signatures that are pictures only are no text: they stay as they are. `filled`: with the values of fields drawn anew.
    """
    if not filled:
        return _is_flat(page)
    with pdfium.form(document, page):
        return True in _shown(page) and _is_flat(page)


def _is_flat(page: Any) -> bool:
    return bool(raw.FPDFPage_Flatten(page, raw.FLAT_PRINT) == raw.FLATTEN_SUCCESS)


def _shown(page: Any) -> list[bool | None]:
    return [_shows(page, index) for index in range(raw.FPDFPage_GetAnnotCount(page))]


def _shows(page: Any, index: int) -> bool | None:
    """Whether an annotation shows letters; None for a field that may hold some and shows none."""
    annotation = raw.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return False
    try:
        count = min(raw.FPDFAnnot_GetObjectCount(annotation), _MOST_OBJECTS)
        if any(_has_letters(raw.FPDFAnnot_GetObject(annotation, each)) for each in range(count)):
            return True
        is_field = raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET
        return None if is_field and not _is_signature(annotation) else False
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _is_signature(annotation: Any) -> bool:
    kind = (ctypes.c_ushort * 8)()
    raw.FPDFAnnot_GetStringValue(annotation, b"FT", kind, ctypes.sizeof(kind))
    return bytes(kind).decode("utf-16-le").startswith("Sig")


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
    items = list(map(pdfium.OBJECT, repeat(pdfium.handle(page)), range(count)))
    kinds = map(pdfium.KIND, items)
    return [item for item, kind in zip(items, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_PATH]


def _rules(page: Any) -> Iterator[Rule]:
    """The ruled lines of a page: thin paths, and the edges of boxes that are drawn, not only shaded."""
    left, bottom, right, top = edges = [ctypes.c_float() for _ in range(4)]
    fill, stroke = mode = [ctypes.c_int() for _ in range(2)]
    bounds, drawn = list(map(ctypes.byref, edges)), list(map(ctypes.byref, mode))
    for item in _paths(page):
        if not pdfium.BOUNDS(item, *bounds):
            continue
        pdfium.DRAW_MODE(item, *drawn)
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
