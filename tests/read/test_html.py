"""Saved web pages: the document without what is around it."""

from pathlib import Path

import pytest
from promises import keeps_promises

from tuongdong.models import SourceText
from tuongdong.read import read, read_bytes

MENU = "<nav><ul>" + "".join(f"<li><a href='#'>Mục {n}</a></li>" for n in range(40)) + "</ul></nav>"
TEXT = "<p><b>Điều 1.</b> Phạm vi của Nghị quyết này là toàn thành phố.</p><p>1. Mức thu do Hội đồng định.</p>" * 4


def source_of(body: str) -> SourceText:
    source = read_bytes(f"<html><body>{body}</body></html>".encode(), "x.html")
    keeps_promises(source)
    return source


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Một\n hai</p><div>Ba<br>Bốn</div>", "Một hai\nBa\nBốn"),
        ("<p>Uỷ&nbsp;ban <span>nhân</span>dân</p>", "Uỷ ban nhândân"),
        ("<p>Hiện</p><p style='display: none'>Ẩn</p><script>x()</script>", "Hiện"),
        ("<table><tr><th>Xã<th>Mức<tr><td>A<td>10</table>", "Xã | Mức\nA | 10"),
        ("<table><tr><td rowspan=2>A<td>1<tr><td>2</table>", "A | 1\n| 2"),
        (
            "<table><tr><td>Nơi nhận:<br>- Như trên;</td><td>TM. ỦY BAN</td></tr></table>",
            "Nơi nhận:\n- Như trên;\nTM. ỦY BAN",
        ),
    ],
)
def test_blocks(body: str, expected: str) -> None:
    assert source_of(body).text == expected


@pytest.mark.parametrize(
    "page",
    [
        f"{MENU}<div id='main'><div>{TEXT}</div></div><div class='footer'><a href='#'>Trang chủ</a></div>",
        f"{MENU}<table><tr><td>{MENU}</td><td><div id='divContentDoc'>{TEXT}</div></td></tr></table>",
    ],
)
def test_menus_go(page: str) -> None:
    text = source_of(page).text
    assert "Mục" not in text
    assert "Trang chủ" not in text
    assert text.count("Điều 1. Phạm vi") == 4


def test_declared_structure_becomes_hints() -> None:
    body = (
        "<p class='prov-chapter'>Chương I</p><p class='x prov-article'>Điều 1. Một</p><p class='prov-item'>a) Hai</p>"
    )
    source = source_of(body)
    assert [(hint.level, hint.span.of(source.text)) for hint in source.hints] == [
        ("chapter", "Chương I"),
        ("article", "Điều 1. Một"),
        ("point", "a) Hai"),
    ]


def test_bold_is_kept() -> None:
    source = source_of("<p><b>Điều 1.</b> x <span style='font-weight:bold'>y</span></p>")
    assert [span.of(source.text) for span in source.bold] == ["Điều 1.", "y"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1258"])
def test_encodings(encoding: str) -> None:
    page = f"<html><head><meta charset={encoding}></head><body><p>Đường số 5</p></body></html>"
    assert "ng s" in read_bytes(page.encode(encoding, errors="replace"), "x.html").text


def test_real_pages_lose_their_menus(data: Path) -> None:
    for path in sorted((data / "html_tvpl").glob("*.html")):
        source = read(path)
        keeps_promises(source)
        assert source.text.startswith(("QUỐC HỘI", "CHÍNH PHỦ", "BỘ "))
        assert "Đăng nhập" not in source.text
