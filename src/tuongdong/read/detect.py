"""
What a file is, told by its content. The name only tells Markdown and tables from plain text.

    >>> detect(b"%PDF-1.7 ...", ".docx")
    'pdf'
"""

import io
import re
import zipfile
import zlib
from typing import Final

__all__ = ["detect", "open_document"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8", b"RIFF")
# <!DOCTYPE html / <html lang="vi"> / <div class= : also after an xml declaration or a comment
_HTML_RE: Final = re.compile(rb"<(?:!doctype html|html|head|body|meta|div|table|p|title|center|font|span)[\s>]", re.I)
# ## Điều 1. / **Điều 1.** / --- : what Markdown has and a page has not
_MARKDOWN_RE: Final = re.compile(rb"^(?:#{1,6} \S|\*{1,3}\w|---+\s*$)", re.M)
# The first bytes of a document of Word 97, 2000, 2002, 2003, 2007; it begins where a sector does.
_WORD_RE: Final = re.compile(rb"\xec\xa5(?:[\xc1\xd9]\x00|[\x01\x0c\x12]\x01)")
_SECTOR: Final = 64  # bytes of the smallest ones
_MANIFEST: Final = "META-INF/manifest.xml"
_BY_SUFFIX: Final = {".md": "md", ".markdown": "md", ".csv": "csv", ".tsv": "csv"}
_OPEN_DOCUMENT: Final = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
# the first member of such a file, stored as it is: PK.. mimetypeapplication/vnd.oasis.opendocument.text
_MIMETYPE_RE: Final = re.compile(
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)", re.S
)


def detect(data: bytes, suffix: str) -> str:
    """The format's name, as in `formats.FORMATS`; "encrypted" for a sealed Office file, "" for what is not known."""
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if head.startswith(_OLE):
        return _compound(data)
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if (
        head.startswith(_IMAGES)
        and (head[:2] != b"BM" or b"\x00" in head)
        and (head[:4] != b"RIFF" or head[8:12] == b"WEBP")
    ):
        return "image"
    if _is_archive(data[:4096]):
        return "mht"
    named = _BY_SUFFIX.get(suffix.lower(), "txt")
    if _looks_html(data[:8192]) and not (named == "md" and _is_set_markdown(data[:8192])):
        return "html"
    return named


def _is_set_markdown(head: bytes) -> bool:
    """Markdown whose head is set in the middle or at the right by <div> or <p>, as a page in Markdown may begin."""
    return re.match(rb"\s*<(?:div|p|center)[\s>]", head, re.I) is not None and bool(_MARKDOWN_RE.search(head))


def open_document(head: bytes) -> str:
    """The name of the format of an OpenDocument that says so in its first bytes, as nearly all do; "" of anything else."""
    match = _MIMETYPE_RE.match(head)
    return _OPEN_DOCUMENT[match[1]] if match else ""


def _zipped(data: bytes) -> str:
    """Office Open XML and OpenDocument are zip files; which one, their members tell. "damaged" for a broken archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                if _MANIFEST in names and b"encryption-data" in archive.open(_MANIFEST).read(1 << 20):
                    return "encrypted"
                kind = archive.read("mimetype").rpartition(b".")[2]
                return _OPEN_DOCUMENT.get(kind.removesuffix(b"-template"), "")
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
        EOFError,
        OverflowError,
        zlib.error,
    ):
        return "damaged"
    for member, name in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(each.startswith(member) for each in names):
            return name
    return ""


def _compound(data: bytes) -> str:
    """Word 97, Excel 97 and sealed files share a container; the names of its streams, in UTF-16, tell them apart."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or _is_sealed(data):
        return "encrypted"
    if has("WordDocument"):
        return "doc"
    if has("Workbook") or has("Book"):
        return "xls"
    return "ppt" if has("PowerPoint Document") else ""


def _is_sealed(data: bytes) -> bool:
    """
    Whether a flag in the first words of a Word 97 document says that it has a password. Excel's books are sealed also
    when they are only not to be written, with a password that LibreOffice knows.
    """
    begins = (found.start() for found in _WORD_RE.finditer(data) if found.start() % _SECTOR == 0)
    at = next(begins, len(data))
    return any(byte & 1 for byte in data[at + 11 : at + 12])


def _is_archive(head: bytes) -> bool:
    """A page saved with its pictures as one file."""
    lower = head.lower()
    return b"mime-version:" in lower and b"multipart/related" in lower


def _looks_html(head: bytes) -> bool:
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<") and _HTML_RE.search(text) is not None
