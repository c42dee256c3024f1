"""A document's page shows every character of it, tables as tables."""

import re
from html import unescape
from pathlib import Path

import pytest

from tuongdong import examples
from tuongdong.parse import parse
from tuongdong.read import read
from tuongdong.web.library.showing import text_html

TAG_RE = re.compile(r"<[^>]+>")
GAP_RE = re.compile(r"[\s|]+")  # bars part the cells of a table in the text


def shown(page: str) -> str:
    return GAP_RE.sub("", unescape(TAG_RE.sub("", page.replace("<summary>¶</summary>", ""))))


def test_a_table_is_one_table() -> None:
    page = text_html(parse(read(examples.theirs())), (), "¶")
    assert page.count("<table>") == 1
    assert "<td>500.000</td>" in page


@pytest.mark.parametrize("part", range(8))
def test_nothing_is_lost_or_shown_twice(data: Path, part: int) -> None:
    for path in sorted((data / "local").glob("*.md"))[part::64]:
        document = parse(read(path))
        assert shown(text_html(document, (), "¶")) == GAP_RE.sub("", document.text), path.name
