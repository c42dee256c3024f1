"""The layout of Decree 30, which all Word papers share."""

from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from tuongdong.report import word
from tuongdong.report.marks import Run


def saved(document: Any, tmp_path: Path) -> Any:
    document.save(str(tmp_path / "giay.docx"))
    return docx.Document(str(tmp_path / "giay.docx"))


@pytest.mark.parametrize(
    ("place", "day", "expected"),
    [
        ("Mây Ngàn", date(2026, 3, 5), "Mây Ngàn, ngày 05 tháng 3 năm 2026"),
        ("Mây Ngàn", date(2026, 2, 15), "Mây Ngàn, ngày 15 tháng 02 năm 2026"),
        ("Mây Ngàn", date(2026, 12, 31), "Mây Ngàn, ngày 31 tháng 12 năm 2026"),
        ("Mây Ngàn", None, "Mây Ngàn, ngày     tháng     năm      "),  # a draft: the clerk gives the date
    ],
)
def test_place_and_date(place: str, day: date | None, expected: str) -> None:
    assert word.place_and_date(place, day) == expected


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [("5", "BC-UBND", "Số: 05/BC-UBND"), ("123", "STC-NS", "Số: 123/STC-NS"), (None, "BC-UBND", "Số:       /BC-UBND")],
)
def test_head(tmp_path: Path, number: str | None, code: str, expected: str) -> None:
    rules = word.layout()
    document = word.paper(rules)
    told = word.Head("Sở Xây dựng", "Ủy ban nhân dân thành phố Mây Ngàn", code, number, "Mây Ngàn", date(2026, 1, 9))
    word.head(document, told, rules)
    issuer, nation = saved(document, tmp_path).tables[0].rows[0].cells
    numbered, dated = saved(document, tmp_path).tables[0].rows[1].cells
    assert issuer.text.replace("\xa0", " ").split("\n")[:2] == ["ỦY BAN NHÂN DÂN THÀNH PHỐ MÂY NGÀN", "SỞ XÂY DỰNG"]
    assert [run.bold for line in issuer.paragraphs[:2] for run in line.runs] == [False, True]
    assert nation.text.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert numbered.text == expected
    assert dated.text == "Mây Ngàn, ngày 09 tháng 01 năm 2026"
    assert dated.paragraphs[0].runs[0].italic


def test_title_headings_and_body(tmp_path: Path) -> None:
    rules = word.layout()
    document = word.paper(rules)
    word.title(document, "Báo cáo", "Kết quả chuyến công tác", rules)
    word.heading(document, "I. Kết quả", rules)
    word.heading(document, "1. Nhà ở xã hội", rules, level=2)
    word.paragraph(document, [Run("Mức hỗ trợ ", ""), Run("50%", "percentage"), Run(".", "")], rules)
    found = saved(document, tmp_path)
    lines = [line for line in found.paragraphs if line.text]
    assert [line.text for line in lines] == [
        "BÁO CÁO",
        "Kết quả chuyến công tác",
        "I. KẾT QUẢ",
        "1. Nhà ở xã hội",
        "Mức hỗ trợ 50%.",
    ]
    assert [run.text for run in lines[-1].runs if run.bold] == ["50%"]
    assert round(lines[-1].paragraph_format.first_line_indent.cm, 2) == 1.27
    section = found.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_recipients_and_signature(tmp_path: Path) -> None:
    rules = word.layout()
    document = word.paper(rules)
    signer = word.Signer("Phó Chủ tịch", "Trần Thị Giả Định", "KT. Chủ tịch")
    word.closing(document, ["Như trên", "Lưu: VT"], signer, rules)
    left, right = saved(document, tmp_path).tables[0].rows[0].cells
    assert left.text.split("\n") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    lines = [line for line in right.text.split("\n") if line]
    assert lines == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Giả Định"]


def test_an_office_may_have_measures_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "co-quan.toml"
    rules = (Path(word.__file__).with_name("decree30.toml")).read_text(encoding="utf-8")
    own.write_text(rules.replace("left_mm = 30", "left_mm = 35"), encoding="utf-8")
    assert word.layout(own).page.left_mm == 35
    assert word.width_mm(word.layout(own)) == word.width_mm(word.layout()) - 5
