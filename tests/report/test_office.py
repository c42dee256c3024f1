"""The Excel and Word tables: what they hold, and that what people write survives a new comparison."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from openpyxl.utils import get_column_letter
from pairs import Pair

from tuongdong.errors import ReportError
from tuongdong.report import excel, word_table, write
from tuongdong.report.book import KEY_HEAD
from tuongdong.report.word_cells import hidden_of

HEADS = [
    "STT",
    "Lĩnh vực/nội dung",
    "Mây Ngàn\n(điều khoản, trích)",
    "Bến Sao\n(điều khoản, trích)",
    "Điểm giống - khác",
    "Nhận xét và đề xuất vận dụng",
]
OURS = """NGHỊ QUYẾT SỐ 01/2025/NQ-HĐND
Quy định mức hỗ trợ

Điều 1. Mức hỗ trợ
1. Ngân sách hỗ trợ 50% chi phí đào tạo nghề cho người lao động nông thôn.
2. Hồ sơ đề nghị hỗ trợ nộp tại Ủy ban nhân dân cấp xã nơi người lao động cư trú.
"""
THEIRS = OURS.replace("50%", "30%").replace("01/2025", "02/2025")
# Another clause comes first: what was khoản 1 is khoản 2 now.
RENUMBERED = OURS.replace(
    "1. Ngân sách", "1. Người lao động nữ được ưu tiên xét chọn trước khi mở lớp.\n2. Ngân sách"
).replace("2. Hồ sơ", "3. Hồ sơ")


def sheet_rows(path: Path, name: str | None = None) -> list[list[str]]:
    book = openpyxl.load_workbook(path)
    sheet = book[name] if name else book.worksheets[0]
    return [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def word_rows(path: Path, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[table].rows]


def annotate_excel(path: Path, row_with: str, remark: str, **added: str) -> None:
    """As a person does: finds a row by its words, writes into its cell, adds a column on the right."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    row = next(row for row in sheet.iter_rows(min_row=5) if any(row_with in str(cell.value) for cell in row))
    row[next(at for at, cell in enumerate(sheet[4]) if cell.value == HEADS[-1])].value = remark
    for at, (head, text) in enumerate(added.items(), start=len(list(sheet[4])) + 1):
        sheet.cell(4, at, head)
        sheet[f"{get_column_letter(at)}{row[0].row}"] = text
    book.save(path)


def annotate_word(path: Path, row_with: str, remark: str) -> None:
    document = docx.Document(str(path))
    row = next(row for row in document.tables[0].rows if any(row_with in cell.text for cell in row.cells))
    row.cells[-1].text = remark
    document.save(str(path))


def test_the_workbook_has_the_columns_that_offices_use(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    assert write(*pair, path) == ()
    rows = sheet_rows(path)
    assert rows[3][: len(HEADS)] == HEADS
    line = next(row for row in rows if row[2].startswith("Khoản 1 Điều 5\n"))
    assert line[1] == "Điều 5. Hỗ trợ chủ đầu tư dự án nhà ở xã hội"
    assert "hỗ trợ 50% lãi suất" in line[2]
    assert line[3].startswith("Khoản 1 Điều 8\nNgân sách thành phố hỗ trợ 40%")
    assert line[4].startswith("Tương đồng, có điểm khác\n- Tỷ lệ: 50% / 40%")
    assert line[5] == ""
    assert any(row[4] == "Chỉ có ở Bến Sao" and row[2] == "" for row in rows)
    numbers = [row[0] for row in rows[4:]]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_the_key_is_hidden_and_rows_grow_with_what_is_written(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    write(*pair, path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    column = next(cell.column_letter for cell in sheet[4] if cell.value == KEY_HEAD)
    assert sheet.column_dimensions[column].hidden
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.auto_filter.ref == f"A4:F{sheet.max_row}"
    assert sheet.row_dimensions[8].height > 30
    from zipfile import ZipFile

    assert b"customHeight" not in ZipFile(path).read("xl/worksheets/sheet1.xml")


def test_nothing_in_a_workbook_is_a_formula(invented: Callable[..., Pair], tmp_path: Path) -> None:
    evil = OURS.replace("Ngân sách", '=HYPERLINK("//x","y") Ngân sách').replace("Điều 1. Mức", "Điều 1. @SUM(1) Mức")
    path = tmp_path / "=cmd.xlsx"
    write(*invented(evil, THEIRS), path)
    annotate_excel(path, "30%", "=1+1")
    write(*invented(evil, THEIRS), path)
    book = openpyxl.load_workbook(path)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        assert cell.data_type != "f", cell.coordinate
        if str(cell.value or "").startswith(("=", "+", "-", "@")):
            assert cell.quotePrefix, cell.coordinate
    assert any("=1+1" in row for row in sheet_rows(path))


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_remarks_survive_a_new_comparison(invented: Callable[..., Pair], tmp_path: Path, suffix: str) -> None:
    annotate = annotate_excel if suffix == ".xlsx" else annotate_word
    rows = sheet_rows if suffix == ".xlsx" else word_rows
    path = tmp_path / f"bang{suffix}"
    write(*invented(OURS, THEIRS), path)
    annotate(path, "50%", "Nên học mức 30%.\nGiao Sở Tài chính tính lại.")
    for texts in ((OURS, THEIRS), (OURS.replace("50%", "60%"), THEIRS), (RENUMBERED, THEIRS)):
        told = write(*invented(*texts), path)
        assert [finding.code for finding in told] == ["remarks_carried"]
        line = next(row for row in rows(path) if "chi phí đào tạo nghề" in row[2])
        assert "Nên học mức 30%.\nGiao Sở Tài chính tính lại." in line
        assert sum("Nên học" in cell for row in rows(path) for cell in row) == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_remark_without_a_row_is_kept_apart_and_finds_its_row_later(
    invented: Callable[..., Pair], tmp_path: Path, suffix: str
) -> None:
    annotate = annotate_excel if suffix == ".xlsx" else annotate_word
    path = tmp_path / f"bang{suffix}"
    write(*invented(OURS, THEIRS), path)
    annotate(path, "50%", "Nên học mức 30%.")
    other = "NGHỊ QUYẾT SỐ 09/2025/NQ-HĐND\nĐặt tên đường\n\nĐiều 1. Tên đường\nĐặt tên đường Hoa Mai cho đoạn từ cầu Cũ đến chợ Mới.\n"
    for _ in range(2):
        told = write(*invented(other, other.replace("Mai", "Lan")), path)
        assert [finding.code for finding in told] == ["remarks_unplaced"]
        assert "1 nhận xét" in told[0].message
        apart = sheet_rows(path, "Nhận xét chưa xếp được") if suffix == ".xlsx" else word_rows(path, 1)
        kept = next(row for row in apart if "Nên học mức 30%." in row)
        assert any("Ngân sách hỗ trợ 50%" in cell for cell in kept)
    assert [finding.code for finding in write(*invented(OURS, THEIRS), path)] == ["remarks_carried"]


def test_the_same_number_with_another_rule_does_not_take_a_remark(
    invented: Callable[..., Pair], tmp_path: Path
) -> None:
    path = tmp_path / "bang.xlsx"
    write(*invented(OURS, THEIRS), path)
    annotate_excel(path, "nơi người lao động cư trú", "Rút gọn hồ sơ.")
    dropped = (
        OURS.split("2. Hồ sơ", maxsplit=1)[0] + "2. Cấm thả rông gia súc trên đê và hành lang bảo vệ đường thủy.\n"
    )
    told = write(*invented(dropped, THEIRS), path)
    assert [finding.code for finding in told] == ["remarks_unplaced"]
    assert not any("Rút gọn hồ sơ." in row for row in sheet_rows(path))
    assert any("Rút gọn hồ sơ." in row for row in sheet_rows(path, "Nhận xét chưa xếp được"))


def test_a_remark_on_a_hosts_provision_follows_it_into_the_row_that_it_now_shares(
    invented: Callable[..., Pair], tmp_path: Path
) -> None:
    path = tmp_path / "bang.xlsx"
    alone = (
        "NGHỊ QUYẾT SỐ 01/2025/NQ-HĐND\nĐặt tên đường\n\nĐiều 1. Tên đường\nĐặt tên đường Hoa Mai cho đoạn đê mới.\n"
    )
    write(*invented(alone, THEIRS), path)
    assert any(row[2] == "" and "30%" in row[3] for row in sheet_rows(path)), "it stands alone"
    annotate_excel(path, "30%", "Hỏi thêm về nguồn vốn.")
    assert [finding.code for finding in write(*invented(OURS, THEIRS), path)] == ["remarks_carried"]
    line = next(row for row in sheet_rows(path) if "Hỏi thêm về nguồn vốn." in row)
    assert "50%" in line[2]
    assert "30%" in line[3]


def test_columns_and_rows_that_people_add_are_not_lost(invented: Callable[..., Pair], tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    write(*invented(OURS, THEIRS), path)
    annotate_excel(path, "50%", "", **{"Người theo dõi": "Chị Lan"})
    book = openpyxl.load_workbook(path)
    book.worksheets[0].append(["99", "Việc phát sinh", "Họp với Sở Nội vụ"])
    book.save(path)
    write(*invented(OURS, THEIRS), path)
    rows = sheet_rows(path)
    assert rows[3][-1] == "Người theo dõi"
    assert next(row for row in rows if "50%" in row[2])[-1] == "Chị Lan"
    assert any("Họp với Sở Nội vụ" in cell for row in sheet_rows(path, "Nhận xét chưa xếp được") for cell in row)


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_file_of_somebody_else_is_not_overwritten(pair: Pair, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"cua-toi{suffix}"
    if suffix == ".xlsx":
        book = openpyxl.Workbook()
        book.active.append(["Thu", "Chi"])  # type: ignore[union-attr]
        book.save(path)
    else:
        own = docx.Document()
        own.add_paragraph("Bản thảo của tôi")
        own.save(str(path))
    before = path.read_bytes()
    with pytest.raises(ReportError) as caught:
        write(*pair, path)
    assert caught.value.code == "report_not_ours"
    path.write_bytes(b"not an office file at all")
    with pytest.raises(ReportError):
        write(*pair, path)
    assert before != path.read_bytes() == b"not an office file at all"


def twips(element: Any, name: str) -> int:
    return int(element.get(qn(name)))


def test_the_paper_has_the_layout_of_decree_30(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "bang.docx"
    write(*pair, path)
    document = docx.Document(str(path))
    section = document.sections[0]
    millimetres = {
        name: round(getattr(section, name).mm)
        for name in ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin", "right_margin")
    }
    assert millimetres == {
        "page_width": 297,
        "page_height": 210,
        "top_margin": 20,
        "bottom_margin": 20,
        "left_margin": 30,
        "right_margin": 15,
    }
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert document.paragraphs[0].text == "BẢNG ĐỐI CHIẾU QUY ĐỊNH TƯƠNG ĐỒNG"
    assert word_rows(path)[0] == HEADS
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml
    widths = [twips(column, "w:w") for column in document.tables[0]._tbl.tblGrid.iter(qn("w:gridCol"))]
    assert sum(widths) == pytest.approx((297 - 30 - 15) * 56.7, rel=0.01)


def test_the_key_in_a_paper_is_hidden(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "bang.docx"
    write(*pair, path)
    row = docx.Document(str(path)).tables[0].rows[1]
    assert [run.text for run in row.cells[0].paragraphs[0].runs if not run.font.hidden] == ["1"]
    assert re.search(r"15/2025/NQ-HĐND\|art_1\|", hidden_of(row.cells[0]._tc))


def test_both_forms_say_the_same(pair: Pair, tmp_path: Path) -> None:
    write(*pair, tmp_path / "bang.xlsx")
    write(*pair, tmp_path / "bang.docx")
    cells = [row[4] for row in sheet_rows(tmp_path / "bang.xlsx")[4:]]
    assert cells == [row[4] for row in word_rows(tmp_path / "bang.docx")[1:]]


def test_long_extracts_are_cut_around_what_differs(invented: Callable[..., Pair], tmp_path: Path) -> None:
    filler = " ".join(f"Nội dung thứ {n} được thực hiện theo kế hoạch hằng năm đã duyệt." for n in range(80))
    ours = OURS.replace("nông thôn.", f"nông thôn. {filler} Tổng mức hỗ trợ không quá 900 triệu đồng mỗi năm. {filler}")
    write(*invented(ours, ours.replace("900", "700").replace("01/2025", "02/2025")), tmp_path / "bang.xlsx")
    line = next(row for row in sheet_rows(tmp_path / "bang.xlsx") if "900 triệu đồng" in row[2])
    assert len(line[2]) < 1_500
    assert "[…]" in line[2]
    assert "700 triệu đồng" in line[3]


def test_excel_reads_back_only_what_people_wrote(pair: Pair, tmp_path: Path) -> None:
    write(*pair, tmp_path / "bang.xlsx")
    write(*pair, tmp_path / "bang.docx")
    assert excel.read_remarks(tmp_path / "bang.xlsx") == ()
    assert word_table.read_remarks(tmp_path / "bang.docx") == ()
