"""
Pages saved with their pictures as one file (mht, mhtml): the page is a part of a letter, and read like any other page.
"""

from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from pathlib import Path

import msgspec

from tuongdong.errors import DamagedFileError
from tuongdong.models import SourceText
from tuongdong.read.html import read_html

__all__ = ["page_of", "read_mht"]


def read_mht(data: bytes, path: Path) -> SourceText:
    """The text of the page."""
    return msgspec.structs.replace(read_html(page_of(data, path), path), format="mht")


def page_of(data: bytes, path: Path) -> bytes:
    """The page among the parts; of several (frames), the longest."""
    try:
        pages = [page for part in message_from_bytes(data).walk() if (page := _page(part))]
    except (MessageError, ValueError, LookupError, IndexError) as error:
        raise DamagedFileError("file_damaged", path=path, reason=type(error).__name__) from error
    if not pages:
        raise DamagedFileError("no_words", path=path)
    return max(pages, key=len)


def _page(part: Message) -> bytes:
    """A part's HTML in UTF-8; nothing for pictures and style sheets."""
    if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
        return b""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    charset = part.get_content_charset()
    try:
        return content.decode(charset).encode() if charset else content
    except (UnicodeDecodeError, LookupError):
        return content
