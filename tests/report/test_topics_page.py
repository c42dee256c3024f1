"""Documents by topic as value, page and sheet."""

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from openpyxl import load_workbook

from tuongdong.report.matrix import matrix
from tuongdong.report.matrix_excel import write_matrix_excel
from tuongdong.report.topics import topics
from tuongdong.report.topics_html import topics_page

Row = dict[str, Any]


def paper(topic: str | None, number: str | None, *localities: str, **other: Any) -> Row:
    return {
        "topic": topic,
        "label": "Quản lý chợ",
        "file": "local/mot.txt",
        "number": number,
        "title": "Quy định về quản lý chợ",
        "subject": "quản lý chợ",
        "locality": list(localities),
        "issued_on": "2025-11-20",
        "doubt": None,
    } | other


ROWS = [
    paper("t1", "1/2025/QĐ-UBND", "Huế", issued_on=None),
    paper("t1", None, "Đà Nẵng", title="<script>alert(1)</script>"),
    paper("t1", "3/2025/QĐ-UBND", "Cà Mau", doubt="Tiêu đề nói về nơi khác"),
    *(paper("t1", f"{n}/2025/QĐ-UBND", "Huế") for n in range(10, 20)),
    paper("t2", "4/2025/QĐ-UBND", "Huế", label="Học phí", subject="mức thu học phí của học sinh"),
    paper("t2", "5/2025/QĐ-UBND", "Huế", label="Học phí", subject="mức thu học phí của học sinh"),
    paper(None, "6/2025/QĐ-UBND", "Huế"),
]


def test_topics_are_of_two_documents_and_doubt_speaks_for_no_place() -> None:
    view = topics(ROWS, own="TP. Đà Nẵng")
    assert [(one.label, one.field, one.localities, len(one.papers)) for one in view.topics] == [
        ("Quản lý chợ", "Khác", ("Đà Nẵng", "Huế"), 13),
        ("Học phí", "Giáo dục", ("Huế",), 2),
    ]
    assert [one.document for one in view.topics[0].papers[:2]] == ["1/2025/QĐ-UBND", "mot"]
    assert view.own == "Đà Nẵng"


@pytest.mark.parametrize(("lang", "more"), [("vi", "7 văn bản nữa"), ("en", "7 more documents")])
def test_the_page_names_places_documents_doubts_and_needs_no_network(lang: str, more: str) -> None:
    text = topics_page(topics(ROWS, "Đà Nẵng"), lang)
    assert "<script>alert" not in text
    assert set(re.findall(r"""(?:src|href)=["']([^#"']*)""", text)) <= {"", "families.html"}
    page = html.fromstring(text)
    table = next(one for one in page.iter("table") if one.get("id") == "topics")
    first = next(table.iterfind("tbody/tr"))
    assert first.get("data-localities") == "Đà Nẵng|Huế"
    assert next(one.text for one in first.iter("li") if one.get("class") == "own") == "Đà Nẵng"
    assert more in [one.text for one in first.iter("summary")]
    assert "Tiêu đề nói về nơi khác" in "".join(map(str, first.itertext()))


def test_the_page_without_topics_says_so() -> None:
    assert "Chưa thấy hai văn bản nào" in topics_page(topics([paper(None, "1", "Huế")]))


def test_the_workbook_has_a_sheet_of_topics(tmp_path: Path) -> None:
    write_matrix_excel(matrix([]), tmp_path / "a.xlsx", "vi", topics(ROWS))
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[2]
    assert sheet.max_row == 16
    assert [cell.value for cell in sheet[3]][:5] == ["Quản lý chợ", "Khác", "Đà Nẵng", "mot", "20/11/2025"]
