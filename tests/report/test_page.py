"""The page: its structure, and that nothing of a document can become markup."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from pairs import Pair

from tuongdong.report import write
from tuongdong.report.html import page
from tuongdong.report.rows import table

EVIL = """NGHỊ QUYẾT SỐ 01/2025/NQ-HĐND
Quy định <script>alert(1)</script> "'><img src=x onerror=alert(2)>

Điều 1. <b>Mức</b> hỗ trợ & "khác"
1. Ngân sách hỗ trợ 50% <script>alert(3)</script> chi phí đào tạo nghề cho lao động nông thôn </script><script>alert(4)</script>.
2. Hồ sơ nộp tại Ủy ban nhân dân cấp xã &lt;nơi cư trú&gt; \x0b theo mẫu ]]> <!-- ẩn -->.
"""


def parsed(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def test_a_row_holds_both_texts_the_values_and_the_marks(pair: Pair) -> None:
    tree = parsed(page(table(*pair)))
    row = tree.get_element_by_id("a-art_5__cl_1")
    assert "differs" in row.get("class").split()
    assert row.get("data-kinds") == "duration percentage"
    badges = [" ".join(badge.text_content().split()) for badge in row.cssselect(".badges li")]
    assert badges == ["tỷ lệ 50% / 40%", "thời hạn không quá 05 năm / không quá 03 năm"]
    ours, theirs = row.cssselect(".cell")
    assert [mark.text_content() for mark in ours.cssselect("mark.k")] == ["50%", "không quá 05 năm"]
    assert [mark.text_content() for mark in theirs.cssselect("mark.k")] == ["40%", "không quá 03 năm"]
    assert "Khoản 1 Điều 8" in theirs.text_content()


def test_rows_are_gathered_by_article_and_what_stands_alone_is_listed(pair: Pair) -> None:
    tree = parsed(page(table(*pair)))
    heads = [head.text_content() for head in tree.cssselect("main .group > h2")]
    assert heads[0] == "Điều 1. Phạm vi điều chỉnh"
    assert "Chỉ có ở Bến Sao" in [head.text_content() for head in tree.cssselect(".part > h2")]
    alone = tree.get_element_by_id("b-art_13")
    assert "Thu hút chuyên gia" in alone.getparent().text_content()
    ids = [element.get("id") for element in tree.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    for link in tree.cssselect("a[href^='#']"):
        assert link.get("href")[1:] in ids


def test_a_printed_table_stays_a_table(pair: Pair) -> None:
    tree = parsed(page(table(*pair)))
    ours, _theirs = tree.cssselect("#a-art_7__cl_1 .text table")
    cells = [cell.text_content() for cell in ours.cssselect("tr:nth-child(2) > *")]
    assert cells == ["Khu vực I (các phường trung tâm)", "800.000", "24 tháng"]


def test_general_clauses_are_folded_and_can_be_read_without_script(pair: Pair) -> None:
    tree = parsed(page(table(*pair)))
    row = tree.get_element_by_id("a-art_2__cl_1")
    assert row[0].tag == "details"
    assert "open" not in row[0].attrib
    assert "đơn vị sự nghiệp công lập thuộc Thành phố" in row.text_content()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_comes_from_outside(pair: Pair, lang: str) -> None:
    text = page(table(*pair), lang)
    tree = parsed(text)
    assert not tree.cssselect("link, img, iframe, object, embed, script[src]")
    assert not re.search(r"url\(|@import|https?://|fetch\(|XMLHttpRequest", text)
    assert tree.get("lang") == lang
    policy = tree.cssselect("meta[http-equiv]")[0].get("content")
    assert "default-src 'none'" in policy
    assert "unsafe-inline'; script-src 'sha256-" in policy, "styles may stand in the page, scripts only by their hash"


def test_no_word_of_a_document_becomes_markup(invented: Callable[..., Pair]) -> None:
    text = page(table(*invented(EVIL, EVIL.replace("50%", "30%"))))
    tree = parsed(text)
    assert len(tree.cssselect("script")) == 1
    assert not tree.cssselect("img, b[onerror]")
    assert not [comment for comment in tree.iter() if not isinstance(comment.tag, str)]
    assert "<script>alert(3)</script> chi phí" in tree.text_content()
    assert "&lt;nơi cư trú&gt;" in tree.text_content()
    assert "alert(3)" not in tree.cssselect("script")[0].text_content()
    assert "\x0b" not in text


def test_labels_are_those_of_the_office(pair: Pair) -> None:
    text = parsed(page(table(*pair))).text_content()
    for label in ("giống", "tương đồng, có điểm khác", "liên quan", "chỉ có ở Mây Ngàn", "chỉ có ở Bến Sao"):
        assert label in text
    english = parsed(page(table(*pair), "en")).text_content()
    assert "alike, with differences" in english
    assert "tương đồng, có điểm khác" not in english


def test_several_hosts_have_a_column_each(invented: Callable[..., Pair], tmp_path: Path) -> None:
    texts = [EVIL, EVIL.replace("50%", "30%").replace("01/", "02/"), EVIL.replace("50%", "20%").replace("01/", "03/")]
    write(*invented(*texts), tmp_path / "ba.html")
    tree = parsed((tmp_path / "ba.html").read_text(encoding="utf-8"))
    assert len(tree.get_element_by_id("a-art_1__cl_1").cssselect(".cell")) == 3
    assert "--sides: 3" in tree.get("style")
