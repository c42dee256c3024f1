"""The citation graph as a picture: every node there and titled, no label over another, nothing from outside, escaped."""

import re
from pathlib import Path

import pytest
from lxml import etree, html

from tuongdong.graph.around import PLACES, Neighbour, Surroundings
from tuongdong.report.fit import breadth, cut, wrap
from tuongdong.report.network import MOST, groups, network
from tuongdong.report.network_html import network_figure, network_page, write_network

SVG = "{http://www.w3.org/2000/svg}"
TITLES = ["Về <b>bến thuyền</b> & cầu phao\x0b, Đặng Thùy Trâm “ựữỗ”", "Luật Thuế bến thuyền " * 9, None]


def neighbour(at: int) -> Neighbour:
    """One of many, of all sorts: without a number, without a name, not at hand, cited often."""
    place = PLACES[at % 4]
    number = None if at % 9 == 8 else f"{at + 1:02}/2024/NQ-HĐND"
    name = TITLES[at % 3] if number else f"Luật {at} về thuế bến thuyền và cầu phao trên sông suối"
    kind = "amend" if place == "acts" else place
    return Neighbour(number, name, place, ((kind, at % 5 + 1),), "2024-05-17", f"{at}.txt" if at % 2 else None)


def around(count: int) -> Surroundings:
    rows = [neighbour(at) for at in range(count)]
    return Surroundings("7/2024/QH15", "Về bến thuyền", "2024-01-01", "7.txt", tuple(rows[::2]), tuple(rows[1::2]))


def boxes(svg: etree._Element) -> list[tuple[float, float, float, float]]:
    rects = svg.iterfind(f".//{SVG}rect")
    return [tuple(float(one.get(name) or 0) for name in ("x", "y", "width", "height")) for one in rects]  # type: ignore[misc]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("count", [0, 1, 5, 50, 200])
def test_boxes_stand_apart_and_labels_within_them(count: int, narrow: bool) -> None:
    svg = etree.fromstring(network(around(count), narrow=narrow, note="còn hiệu lực"))
    _, _, width, height = (float(one) for one in (svg.get("viewBox") or "").split())
    found = boxes(svg)
    assert len(found) == min(count, MOST) + 1
    for x, y, w, h in found:
        assert x >= 0
        assert x + w <= width
        assert y >= 0
        assert y + h <= height
    for at, (x, y, w, h) in enumerate(found):
        assert not any(x < ox + ow and ox < x + w and y < oy + oh and oy < y + h for ox, oy, ow, oh in found[:at])
    for node in svg.iterfind(f".//{SVG}g[@class='node']"):
        (x, _, w, _), *_ = boxes(node)
        ends = [
            (
                float(one.get("x") or 0),
                breadth(one.text or "", float(one.get("font-size") or 0)),
                one.get("text-anchor"),
            )
            for one in node.iterfind(f"{SVG}text")
        ]
        assert all(at + (size if anchor == "start" else 0) <= x + w + 1 for at, size, anchor in ends)


def test_every_node_has_a_title_and_the_picture_a_name() -> None:
    svg = etree.fromstring(network(around(50)))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "Quan hệ viện dẫn của 7/2024/QH15"
    nodes = [one for one in svg.iterfind(f".//{SVG}g") if (one.get("class") or "").startswith("node")]
    assert len(nodes) == 51
    assert all((one.findtext(f"{SVG}title") or "").strip() for one in nodes)


def test_words_are_words_and_nothing_comes_from_outside() -> None:
    for text in (network(around(50)), network(around(50), alone=True), network_page(around(50))):
        assert "<b>bến" not in text
        assert "&lt;b&gt;bến thuyền&lt;/b&gt; &amp; cầu" in text
        assert not re.search(r"(?:href|src)=|url\(|@import", text)
        assert "<script" not in text
    assert "\x0b" not in network(around(50))


def test_of_many_the_weighty_ones_are_drawn_and_the_rest_counted() -> None:
    found = groups(around(200))
    assert sum(len(one.shown) for one in found) == MOST
    assert sum(one.hidden for one in found) == 200 - MOST
    assert {(one.side, one.place) for one in found} == {
        ("before", "acts"), ("before", "basis"), ("after", "detail"), ("after", "cite"),
    }  # fmt: skip
    assert "văn bản khác, xem bảng" in network(around(200))
    assert "văn bản khác" not in network(around(50))


def test_a_lone_basis_is_not_crowded_out() -> None:
    one = neighbour(2)
    many = tuple(neighbour(3)._replace(number=f"{at}/2024/TT-BTC") for at in range(500))
    found = {group.place: group for group in groups(Surroundings("7/2024/QH15", None, None, "7.txt", (*many, one), ()))}
    assert found["basis"].shown == (one,)
    assert found["cite"].hidden == 500 - (MOST - 1)


def test_the_table_below_says_all_that_the_picture_says() -> None:
    page = html.fromstring(network_page(around(200)))
    rows = page.findall(".//tbody/tr")
    assert len(rows) == 200
    assert len(page.findall(".//svg")) == 2  # wide and narrow
    numbers = {"".join(map(str, row.findall("td")[1].itertext())) for row in rows}
    assert "02/2024/NQ-HĐND" in numbers
    assert "01/2024/NQ-HĐND (chưa có văn bản)" in numbers


def test_nodes_and_rows_lead_where_the_page_says() -> None:
    figure = html.fromstring(network_figure(around(5), link=lambda one: f"/d/{one.file}" if one.file else None))
    assert {one.get("href") for one in figure.iter("a")} == {"/d/1.txt", "/d/3.txt"}
    assert {one.get("role") for one in figure.iter("svg")} == {"group"}


def test_files_by_their_suffix(tmp_path: Path) -> None:
    write_network(around(5), tmp_path / "a.svg", "en")
    write_network(around(0), tmp_path / "a.html")
    assert "prefers-color-scheme:dark" in (tmp_path / "a.svg").read_text("utf-8")
    assert "Citations around 7/2024/QH15" in (tmp_path / "a.svg").read_text("utf-8")
    assert "Không có quan hệ viện dẫn nào." in (tmp_path / "a.html").read_text("utf-8")


def test_words_fit() -> None:
    assert cut("", 10, 13) == ""
    assert cut("123/2024/NQ-HĐND", 60, 13).endswith("…")
    assert wrap("", 100, 13, 3) == []
    for width in (40, 90, 200):
        for line in wrap(TITLES[1] or "", width, 13, 3):
            assert breadth(line, 13) <= width
