"""
What can be read: the one list that the reader, the error lines and the documentation use.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple

from tuongdong.models import SourceText

__all__ = ["BY_NAME", "FORMATS", "SUFFIXES", "Format", "Reader"]

Reader = Callable[[bytes, Path], SourceText]


class Format(NamedTuple):
    """A kind of file. `reader` is "module:function" below this package, imported when first needed."""

    name: str
    suffixes: tuple[str, ...]
    vietnamese: str
    english: str
    reader: str
    needs: str = ""
    """A program that must be there: libreoffice, tesseract."""

    def load(self) -> Reader:
        module, _, function = self.reader.partition(":")
        reader: Reader = getattr(import_module(f"tuongdong.read.{module}"), function)
        return reader


FORMATS: Final = (
    Format("txt", (".txt",), "Văn bản thuần", "Plain text", "plain:read_plain"),
    Format("md", (".md", ".markdown"), "Markdown", "Markdown", "markdown:read_markdown"),
    Format("docx", (".docx", ".docm", ".dotx"), "Word", "Word", "docx:read_docx"),
    Format("xlsx", (".xlsx", ".xlsm"), "Excel", "Excel", "xlsx:read_xlsx"),
    Format("doc", (".doc", ".dot"), "Word 97-2003", "Word 97-2003", "office:read_office", "libreoffice"),
    Format("rtf", (".rtf",), "Rich Text", "Rich Text", "office:read_office", "libreoffice"),
    Format("odt", (".odt", ".ott"), "OpenDocument (chữ)", "OpenDocument text", "office:read_office", "libreoffice"),
    Format("xls", (".xls", ".xlt"), "Excel 97-2003", "Excel 97-2003", "office:read_office", "libreoffice"),
    Format("ods", (".ods",), "OpenDocument (bảng)", "OpenDocument sheet", "office:read_office", "libreoffice"),
    Format("html", (".html", ".htm", ".xhtml"), "Trang web đã lưu", "Saved web page", "html:read_html"),
    Format("pdf", (".pdf",), "PDF có lớp chữ", "PDF with a text layer", "pdf:read_pdf"),
    Format(
        "image",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"),
        "Ảnh chụp, ảnh quét",
        "Photograph or scan",
        "ocr:read_image",
        "tesseract",
    ),
)
BY_NAME: Final = {each.name: each for each in FORMATS}
SUFFIXES: Final = tuple(suffix for each in FORMATS for suffix in each.suffixes)
