"""The matrix as value, page and workbook; charts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from openpyxl import load_workbook

from tuongdong.report.charts import distribution, spread, tiles
from tuongdong.report.matrix import field_of, matrix
from tuongdong.report.matrix_excel import write_matrix_excel
from tuongdong.report.matrix_html import matrix_page

Row = dict[str, Any]


def member(family: str, locality: list[str], day: str, value: float | None, **other: Any) -> Row:
    bound = {
        "kind": "percentage",
        "value": value,
        "date": None,
        "unit": "%",
        "bound": "<=",
        "text": f"{value}%",
        "start": 0,
    }
    return {
        "family": family,
        "label": f"Chính sách {family}",
        "heading": "Vay vốn",
        "role": "",
        "number": "1/2020/NQ-HĐND",
        "file": "mot.txt",
        "eid": "art_1",
        "locality": locality,
        "issued_on": day,
        "first": False,
        "value": bound if value is not None else None,
        "scope": None,
        "doubt": None,
        "decides": "people_council",
        "text": "Mức dư nợ vay của ngân sách địa phương",
        "title": "Về ngân sách",
    } | other


ROWS = [
    member("f1", ["Đà Nẵng"], "2016-11-01", 40, first=True),
    member("f1", ["Hà Nội"], "2017-05-19", 70.5),
    member("f1", ["Hà Nội"], "2025-02-19", 120, scope="đường sắt đô thị"),
    member("f1", ["Thanh Hóa"], "2021-11-13", None, doubt="Tiêu đề nói về nơi khác"),
    member(
        "f2", ["Đà Nẵng", "Cần Thơ"], "2020-01-01", None, text="<script>alert(1)</script> & </script>", label="=1+1 <b>"
    ),
    member("f3", ["Đà Nẵng"], "2020-01-01", 1),
    member("f4", ["Đà Nẵng", "Cần Thơ"], "2020-01-01", 1, role="effect"),
]


def test_policies_are_shared_sure_and_no_boilerplate() -> None:
    view = matrix(ROWS, own="TP. Đà Nẵng")
    assert [(policy.family, policy.spread, policy.first) for policy in view.policies] == [
        ("f1", 2, ("Đà Nẵng",)),
        ("f2", 2, ("Đà Nẵng", "Cần Thơ")),
    ]
    assert view.localities == ("Cần Thơ", "Đà Nẵng", "Hà Nội", "Thanh Hóa")
    assert view.own == "Đà Nẵng"
    hanoi = view.policies[0].cells["Hà Nội"]
    assert [member.value for member in hanoi.values] == ["≤ 70,5 %", "≤ 120 %"]
    assert hanoi.general is not None
    assert hanoi.general.value == "≤ 70,5 %"  # what holds for urban rail alone is not the city's value


def test_all_that_share_the_first_day_had_it_first(tmp_path: Path) -> None:
    names = ["Đà Nẵng", "Cần Thơ", "Huế", "Hà Nội", "An Giang"]
    rows = [member("f", [name], "2020-09-29", 1, first=True) for name in names]
    view = matrix([*rows, member("f", ["Nghệ An"], "2021-01-01", 1)])
    assert view.policies[0].first == tuple(names)
    page: Any = html.fromstring(matrix_page(view))
    (since,) = page.find_class("since")[1:]
    assert since.text_content() == "2020Đà Nẵng, Cần Thơ, Huế và 2 nơi khác"
    assert since.get("title") == ", ".join(names)
    counts = {row[0].text: row[2].text for row in page.find_class("figures")[0].iterfind("tbody/tr")}
    assert counts == dict.fromkeys(names, "1") | {"Nghệ An": "0"}
    write_matrix_excel(view, tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["D2"].value == ", ".join(names)


def test_the_page_shows_values_dated_where_there_are_several_doubts_and_blanks() -> None:
    page = html.fromstring(matrix_page(matrix(ROWS)))
    table = next(one for one in page.iter("table") if one.get("id") == "matrix")
    cells = [
        " ".join("".join(map(str, cell.itertext())).split())
        for cell in next(table.iterfind("tbody/tr")).iterchildren("td")
    ]
    assert cells[1:] == ["", "≤ 40 %", "≤ 70,5 %19/05/2017≤ 120 %19/02/2025đường sắt đô thị", "?"]


def test_nothing_of_a_document_becomes_markup_and_the_page_needs_no_network() -> None:
    text = matrix_page(matrix(ROWS))
    assert "<script>alert" not in text
    assert "alert(1)</script>" not in text
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    page = html.fromstring(text)
    scripts = list(page.iter("script"))
    assert [script.get("id") for script in scripts] == ["data", None]
    data = json.loads(scripts[0].text or "")
    assert data["policies"][1]["texts"][0]["text"] == "<script>alert(1)</script> & </script>"


def test_the_page_without_policies_says_so() -> None:
    assert "Chưa thấy chính sách nào" in matrix_page(matrix([]))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_workbook_holds_values_as_text(tmp_path: Path, lang: str) -> None:
    write_matrix_excel(matrix(ROWS), tmp_path / "a.xlsx", lang)
    write_matrix_excel(matrix(ROWS), tmp_path / "b.xlsx", lang)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    first, second = load_workbook(tmp_path / "a.xlsx").worksheets
    assert [cell.value for cell in first[2]][4:] == [
        None,
        "≤ 40 %",
        "≤ 70,5 % (19/05/2017); ≤ 120 % (19/02/2025: đường sắt đô thị)",
        "?",
    ]
    assert first["A3"].value == "=1+1 <b>"
    assert first["A3"].data_type == "s"
    assert second.max_row == 7


def valued(text: str, number: float, unit: str, bound: str = "=") -> Row:
    return {"kind": "area", "value": number, "date": None, "unit": unit, "bound": bound, "text": text, "start": 0}


PRINTED = (
    (valued("dưới 500 ha", 5e6, "m2", "<"), "< 500 ha"),
    (valued("từ 3,5 héc ta trở lên", 35e3, "m2", ">="), "≥ 3,5 ha"),
    (valued("2 ha/hộ", 2e4, "m2/hộ"), "2 ha/hộ"),
    (valued("120 m2", 120, "m2"), "120 m2"),
    (valued("20 km", 2e4, "m"), "20 km"),
    (valued("1,5 triệu đồng", 15e5, "đồng"), "1.500.000 đồng"),  # money is compared in đồng
    (valued("500 ha", 500, "ha"), "500 ha"),
)


@pytest.mark.parametrize(("value", "expected"), PRINTED)
def test_values_keep_the_unit_that_is_printed(value: Row, expected: str) -> None:
    ours, theirs = (member("f", [name], "2020-01-01", None) | {"value": value} for name in ("Đà Nẵng", "Cần Thơ"))
    cell = matrix([ours, theirs]).policies[0].cells["Đà Nẵng"]
    assert [one.value for one in cell.values] == [expected]


def test_the_chart_of_values_has_the_printed_unit_where_it_is_one() -> None:
    def charted(*texts: tuple[str, float]) -> str:
        values = [valued(text, number, "m2") for text, number in texts]
        names = ("Đà Nẵng", "Cần Thơ")
        rows = [member("f", [n], "2020-01-01", None) | {"value": v} for n, v in zip(names, values, strict=True)]
        page: Any = html.fromstring(matrix_page(matrix(rows)))
        return str(json.loads(page.get_element_by_id("data").text or "")["policies"][0]["values"])

    assert "500 ha" in charted(("500 ha", 5e6), ("300 ha", 3e6))
    assert "m2" in charted(("500 ha", 5e6), ("300 m2", 300))


FIELDS = (
    ("Mức dư nợ vay của ngân sách", "Ngân sách, đầu tư công"),
    ("Bồi thường khi Nhà nước thu hồi đất", "Đất đai, quy hoạch"),
    ("Quy định khác", "Khác"),
)


@pytest.mark.parametrize(("words", "expected"), FIELDS)
def test_fields(words: str, expected: str) -> None:
    assert field_of(words) == expected


def test_charts_are_svg_and_mark_the_own_locality() -> None:
    days = [("2016-11-01", "Đà Nẵng"), ("2017-05-19", "Hà Nội"), ("", "Huế")]
    for markup in (
        spread(days, "Hà Nội"),
        distribution([(40.0, "Đà Nẵng"), (70.0, "Hà Nội")], "%", "Hà Nội"),
        tiles({"Đà Nẵng": 3, "Hà Nội": 1}, "Hà Nội"),
    ):
        tree = etree.fromstring(markup.encode())
        assert tree.tag.endswith("svg")
        assert "--differs" in markup
    assert "Huế" not in spread(days)
    assert spread([], "")
    assert distribution([], "%")


def test_a_locality_that_shares_nothing_is_told() -> None:
    assert "Chưa thấy chính sách chung nào của Sông Mây" in matrix_page(matrix(ROWS, "Sông Mây"))
    assert "Chưa thấy chính sách chung nào của" not in matrix_page(matrix(ROWS, "Hà Nội"))


def test_the_page_in_english_names_fields_in_english() -> None:
    text = matrix_page(matrix(ROWS), "en")
    assert "Budget, public investment" in text
    assert "Lĩnh vực" not in text
