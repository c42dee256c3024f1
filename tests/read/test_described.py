"""The page of what can be read says what the readers say."""

from pathlib import Path

import pytest

from tuongdong.read.described import page
from tuongdong.read.detect import detect
from tuongdong.read.formats import FORMATS, SUFFIXES, Format

PAGE = Path(__file__).parents[2] / "docs" / "doc-duoc-gi.md"


def test_the_page_is_what_the_readers_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), f"python -m tuongdong.read.described {PAGE}"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_has_its_reader(form: Format) -> None:
    assert callable(form.load())


def test_no_suffix_is_given_twice() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)


@pytest.mark.parametrize(
    ("data", "suffix", "name"),
    [
        (b"%PDF-1.7", ".docx", "pdf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", ".txt", "html"),
        (b"{\\rtf1 x}", ".doc", "rtf"),
        (b"\xff\xd8\xff\xe0", ".pdf", "image"),
        (b"BM Ngan hang", ".txt", "txt"),
        (b"# Title", ".md", "md"),
        (b"<div align='center'>\nBO Y TE\n</div>\n\n## Title", ".md", "md"),
        (b"<div align='center'>\nBO Y TE\n</div>\n\n## Title", ".html", "html"),
        (b"<div>a page under the wrong name</div>", ".md", "html"),
        (b"PK\x03\x04", ".docx", "damaged"),
    ],
)
def test_formats_are_told_by_content(data: bytes, suffix: str, name: str) -> None:
    assert detect(data, suffix) == name
