"""
The documentation page of what can be read, made from the readers' own lists and limits.

    python -m tuongdong.read.described docs/doc-duoc-gi.md
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tuongdong.messages import CATALOG
from tuongdong.read.encodings import NAMES
from tuongdong.read.formats import FORMATS
from tuongdong.read.html import MAX_BYTES
from tuongdong.read.pdf import MAX_PAGES, MAX_SCANS
from tuongdong.read.tables import MOST_CELLS
from tuongdong.read.wall import MEGABYTES, SECONDS
from tuongdong.settings import max_file_bytes

__all__ = ["page"]

# What a person may be told of a file that is not read, in the order in which it is found out.
_REFUSALS = (
    "file_missing",
    "file_unreadable",
    "file_failed",
    "folder_unreadable",
    "link_leads_out",
    "name_unreadable",
    "file_empty",
    "not_text",
    "format_unsupported",
    "file_encrypted",
    "file_damaged",
    "file_too_large",
    "too_many_pages",
    "too_many_cells",
    "nested_too_deep",
    "passage_too_long",
    "no_words",
    "office_missing",
    "office_refused",
    "ocr_missing",
    "reader_slow",
    "reader_memory",
    "reader_crashed",
)


def page() -> str:
    """The whole page, in Vietnamese."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Đọc được những gì"
    yield ""
    yield "Loại tệp được nhận theo nội dung, không theo tên: tệp tên .docx mà ruột là PDF vẫn đọc được, kèm lời nhắc."
    yield ""
    yield "| Loại | Đuôi tệp | Cần thêm | Giữ lại gì |"
    yield "|---|---|---|---|"
    for form in FORMATS:
        yield f"| {form.vietnamese} | {', '.join(form.suffixes)} | {form.needs or 'không'} | {form.keeps} |"
    yield ""
    yield "LibreOffice (Debian: `libreoffice-writer-nogui libreoffice-calc-nogui`) mở tệp đời cũ; Tesseract (Debian:"
    yield "`tesseract-ocr tesseract-ocr-vie`) nhận dạng ảnh quét. Không có thì chương trình nói rõ cần cài gì. Macro không"
    yield "bao giờ được chạy, không có gì được tải từ mạng."
    yield ""
    yield "## Bảng mã cũ"
    yield ""
    yield f"Nhận theo phông hoặc theo chữ, chuyển sang Unicode và báo lại: {', '.join(NAMES.values())}."
    yield "Từng dòng, từng đoạn được xét riêng, nên văn bản nửa Unicode, nửa bảng mã cũ vẫn đọc đúng cả hai."
    yield ""
    yield "## Giới hạn"
    yield ""
    yield "| Giới hạn | Mức |"
    yield "|---|---|"
    yield f"| tệp lớn nhất (đổi bằng `TUONGDONG_MAX_MB`) | {max_file_bytes() >> 20} MB |"
    yield f"| trang web đã lưu | {MAX_BYTES >> 20} MB |"
    yield f"| số trang PDF; trong đó trang quét | {MAX_PAGES}; {MAX_SCANS} |"
    yield f"| số ô bảng trong một tệp | {MOST_CELLS} |"
    yield f"| đọc một tệp: thời gian; bộ nhớ | {SECONDS:.0f} giây; {MEGABYTES} MB |"
    yield ""
    yield "## Khi không đọc được"
    yield ""
    yield "Một dòng nói rõ vì sao và làm gì tiếp; trong một loạt, các tệp khác vẫn được đọc."
    yield ""
    for code in _REFUSALS:
        yield f"- {CATALOG[code][0]}"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
