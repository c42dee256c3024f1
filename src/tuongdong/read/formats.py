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
    """
    A kind of file. `reader` is "module:function" below this package, imported when first needed; `needs` a program that
    must be there; `keeps` what of the file reaches the text, for the documentation.
    """

    name: str
    suffixes: tuple[str, ...]
    vietnamese: str
    english: str
    reader: str
    needs: str
    keeps: str

    def load(self) -> Reader:
        module, _, function = self.reader.partition(":")
        reader: Reader = getattr(import_module(f"tuongdong.read.{module}"), function)
        return reader


_WORD_KEEPS: Final = (
    "bảng, số tự động, hộp chữ, chú thích cuối trang, chữ đậm; bỏ chữ ẩn, chỗ đã xóa; đầu trang, chân trang nêu riêng"
)
_OLD_KEEPS: Final = "như bản .docx, .xlsx tương ứng; chữ TCVN3, VNI nhận theo phông"

FORMATS: Final = (
    Format("docx", (".docx", ".docm", ".dotx"), "Word", "Word", "docx:read_docx", "", _WORD_KEEPS),
    Format(
        "pdf",
        (".pdf",),
        "PDF",
        "PDF",
        "pdf:read_pdf",
        "",
        "số, ngày đóng dấu điện tử đứng đúng chỗ; nối dòng, nối trang; bảng có kẻ; chú thích cuối trang; phông TCVN3, VNI; bỏ số trang; trang quét cần Tesseract",
    ),
    Format(
        "html",
        (".html", ".htm", ".xhtml"),
        "Trang web đã lưu",
        "Saved web page",
        "html:read_html",
        "",
        "phần văn bản, bỏ thực đơn và quảng cáo; bảng; cấu trúc trang tự khai (prov-*)",
    ),
    Format(
        "md",
        (".md", ".markdown"),
        "Markdown",
        "Markdown",
        "markdown:read_markdown",
        "",
        "đoạn bị ngắt dòng được nối lại, bảng, chữ đậm",
    ),
    Format(
        "mht",
        (".mht", ".mhtml"),
        "Trang web lưu thành một tệp",
        "Web page saved as one file",
        "mht:read_mht",
        "",
        "như trang web đã lưu; bỏ hình",
    ),
    Format("txt", (".txt",), "Văn bản thuần", "Plain text", "plain:read_plain", "", "UTF-8, UTF-16 và bảng mã cũ"),
    Format(
        "xlsx",
        (".xlsx", ".xlsm"),
        "Excel",
        "Excel",
        "xlsx:read_xlsx",
        "",
        "mỗi trang tính một bảng, ô gộp, phần trăm và ngày như đang hiện; bỏ trang tính ẩn",
    ),
    Format(
        "csv",
        (".csv", ".tsv"),
        "Bảng dạng chữ",
        "Table as text",
        "csv_table:read_csv",
        "",
        "bảng; dấu phẩy, chấm phẩy hoặc tab",
    ),
    Format("doc", (".doc", ".dot"), "Word 97-2003", "Word 97-2003", "office:read_office", "LibreOffice", _OLD_KEEPS),
    Format("rtf", (".rtf",), "Rich Text", "Rich Text", "office:read_office", "LibreOffice", _OLD_KEEPS),
    Format(
        "odt",
        (".odt", ".ott"),
        "OpenDocument (chữ)",
        "OpenDocument text",
        "office:read_office",
        "LibreOffice",
        _OLD_KEEPS,
    ),
    Format("xls", (".xls", ".xlt"), "Excel 97-2003", "Excel 97-2003", "office:read_office", "LibreOffice", _OLD_KEEPS),
    Format(
        "ods", (".ods",), "OpenDocument (bảng)", "OpenDocument sheet", "office:read_office", "LibreOffice", _OLD_KEEPS
    ),
    Format(
        "image",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"),
        "Ảnh chụp, ảnh quét",
        "Photograph or scan",
        "ocr:read_image",
        "Tesseract",
        "chữ nhận dạng được, phải đối chiếu",
    ),
)
BY_NAME: Final = {each.name: each for each in FORMATS}
SUFFIXES: Final = tuple(suffix for each in FORMATS for suffix in each.suffixes)
