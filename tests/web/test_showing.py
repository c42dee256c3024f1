"""A document's page shows every character of it, tables as tables."""

import re
from html import unescape
from pathlib import Path

import pytest

from tuongdong import examples
from tuongdong.models import SourceText
from tuongdong.parse import parse
from tuongdong.read import read
from tuongdong.web.library.showing import text_html, tree_html

TAG_RE = re.compile(r"<[^>]+>")
GAP_RE = re.compile(r"[\s|]+")  # bars part the cells of a table in the text


def shown(page: str) -> str:
    return GAP_RE.sub("", unescape(TAG_RE.sub("", page.replace("<summary>¶</summary>", ""))))


def test_a_table_is_one_table() -> None:
    page = text_html(parse(read(examples.theirs())), (), "¶")
    assert page.count("<table>") == 1
    assert "<td>500.000</td>" in page


def test_the_contents_cut_after_a_word_and_say_so() -> None:
    text = (
        "NGHỊ QUYẾT\nĐiều 1. Mức hỗ trợ\n1. Không quá 70%.\n"
        "Điều 2.\nỦy ban nhân dân thành phố tổ chức thực hiện các chỉ tiêu, mục tiêu trong Nghị quyết này theo quy định.\n"
        "Điều 3.\nThực hiện từ năm 2026.\n"
    )
    document = parse(SourceText(text=text, format="txt"))
    assert re.findall(r">(Điều [^<]+)</a>", tree_html(document)) == [
        "Điều 1. Mức hỗ trợ",
        "Điều 2. Ủy ban nhân dân thành phố tổ chức thực hiện các chỉ tiêu, …",
        "Điều 3. Thực hiện từ năm 2026.",
    ]


@pytest.mark.parametrize("part", range(8))
def test_nothing_is_lost_or_shown_twice(data: Path, part: int) -> None:
    for path in sorted((data / "local").glob("*.md"))[part::64]:
        document = parse(read(path))
        assert shown(text_html(document, (), "¶")) == GAP_RE.sub("", document.text), path.name
