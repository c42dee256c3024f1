"""The office's table: out, edited by people, and in again without loss."""

from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tuongdong.coverage.listing import FIELDS, Entry, Listing, merge, printed
from tuongdong.errors import ReportError
from tuongdong.report.coverage.excel import write_listing_excel
from tuongdong.report.coverage.reading import read_listing
from tuongdong.report.coverage.word import write_listing_word

WRITERS = {".xlsx": write_listing_excel, ".docx": write_listing_word}

words = st.text(
    st.sampled_from("aăâbcdđeêoôơuưỳẠỆỮ 0129,.;:()/-–%=+@#\"'_<>&|\n\t")
    | st.characters(min_codepoint=33, max_codepoint=0x2FFF),
    max_size=40,
).map(lambda text: "".join(c for c in text if c in {"\n", "\t"} or c.isprintable()).strip())
heads = st.sampled_from(["Đơn vị tham mưu", "Ý kiến của Sở", "Ghi chú", "=A1", "Cấp trình"])


@st.composite
def entries(draw: Any) -> Entry:
    told = {field: draw(words) for field in FIELDS}
    extra = draw(st.dictionaries(heads, words.filter(bool), max_size=2))
    entry = Entry(
        **told,
        extra=tuple(extra.items()),
        group=draw(st.sampled_from(["", "I. Nhóm một", "Điều khoản khác"])),
        key=draw(st.sampled_from(["", "7/2030/QH16#art_1__cl_2", "7/2030/QH16#art_2__point_đ"])),
    )
    return printed(entry) if draw(st.booleans()) else entry


def _plain(entry: Entry) -> tuple[object, ...]:
    return (
        *(getattr(entry, field) for field in FIELDS),
        frozenset(entry.extra),
        entry.group,
        entry.key,
        entry.printed,
    )


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate]
)
@given(rows=st.lists(entries(), max_size=5))
def test_out_and_in_is_the_same(suffix: str, rows: list[Entry], tmp_path: Path) -> None:
    path = tmp_path / f"danh-muc{suffix}"
    listing = Listing(title="Danh mục", entries=tuple(rows))
    WRITERS[suffix](listing, path)
    read = read_listing(path)
    assert [_plain(entry) for entry in read.listing.entries] == [_plain(entry) for entry in rows]
    assert (read.listing.title, read.missing, read.unread) == ("Danh mục", (), ())
    # rows that say the same of the same cannot be told apart
    if len({entry.key or (entry.base, entry.what) for entry in rows}) == len(rows):
        assert merge(listing, read.listing).changes == ()


ROWS = (
    printed(
        Entry(base="Khoản 2 Điều 1\n7/2030/QH16", what="Giá vé đò", to="Chính phủ", state="Chưa ban hành", key="k#a")
    ),
    printed(Entry(base="Khoản 3 Điều 1\n7/2030/QH16", what="Phao cứu sinh", to="Chính phủ", state="Chậm", key="k#b")),
)
LISTING = Listing(title="Danh mục", entries=ROWS)


def edited(path: Path, change: Any) -> Path:
    """The table in Excel, with what a person does to its sheet; the head is in row 4, rows of entries from row 5."""
    write_listing_excel(LISTING, path)
    book = load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    return path


def kinds(path: Path) -> list[tuple[str, str, str]]:
    read = read_listing(path)
    return [(one.kind.value, one.field, one.after) for one in merge(LISTING, read.listing, read.missing).changes]


def test_edits_come_in_with_a_preview(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["E5"], sheet["L6"], sheet["K6"] = "Bộ Đường sông", "Đã trình", "Đã ban hành"

    path = edited(tmp_path / "a.xlsx", change)
    assert kinds(path) == [
        ("edited", "lead", "Bộ Đường sông"),
        ("edited", "state", "Đã ban hành"),
        ("edited", "note", "Đã trình"),
    ]
    merged = merge(LISTING, read_listing(path).listing).listing.entries
    assert (merged[0].lead, merged[1].state, merged[1].note) == ("Bộ Đường sông", "Đã ban hành", "Đã trình")


def test_nothing_is_closed_because_its_row_vanished(tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", lambda sheet: sheet.delete_rows(5))
    assert kinds(path) == [("absent", "", "")]
    assert merge(LISTING, read_listing(path).listing).listing == LISTING


def test_an_emptied_cell_and_a_lost_column_take_nothing_away(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["C5"] = None
        sheet.delete_cols(11)  # the state

    path = edited(tmp_path / "a.xlsx", change)
    assert read_listing(path).missing == ("state",)
    assert kinds(path) == [("emptied", "what", "")]
    assert merge(LISTING, read_listing(path).listing, read_listing(path).missing).listing == LISTING


def test_what_the_program_knows_better_by_now_stays(tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", lambda sheet: sheet.__setitem__("L5", "Xem lại"))
    now = Listing(title="Danh mục", entries=(printed(Entry(base=ROWS[0].base, state="Đúng hạn", key="k#a")), ROWS[1]))
    merged = merge(now, read_listing(path).listing)
    assert (merged.listing.entries[0].state, merged.listing.entries[0].note) == ("Đúng hạn", "Xem lại")
    assert ("renewed", "state") in [(one.kind.value, one.field) for one in merged.changes]


def test_rows_and_columns_that_people_add(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["O4"], sheet["O5"] = "Ý kiến của Sở", "Đồng ý"
        sheet["B7"], sheet["C7"] = "Khoản 9 Điều 9", "Đèn bến"

    path = edited(tmp_path / "a.xlsx", change)
    merged = merge(LISTING, read_listing(path).listing).listing
    assert merged.entries[0].extra == (("Ý kiến của Sở", "Đồng ý"),)
    assert (merged.entries[2].base, merged.entries[2].what) == ("Khoản 9 Điều 9", "Đèn bến")
    again = tmp_path / "b.xlsx"
    write_listing_excel(merged, again)
    assert [_plain(one) for one in read_listing(again).listing.entries] == [_plain(one) for one in merged.entries]


OFFICE: list[list[str | int | None]] = [
    ["UBND TỈNH MÂY NGÀN"],
    [
        "TT",
        "Tên luật, điều khoản giao",
        "Nội dung được giao",
        "Đơn vị chủ trì soạn thảo",
        "Văn bản quy định chi tiết",
        None,
        None,
        "Kết quả",
    ],
    [None, None, None, None, "Số, ký hiệu", "Ngày ban hành", "Ngày có hiệu lực", None],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
    ["I", "Luật Đường sông", None, None, None, None, None, None],
    [1, "Khoản 2 Điều 3", "Giá vé đò", "Sở Bến bãi", "05/2031/QĐ-UBND", "01/02/2031", "15/02/2031", "Đã ban hành"],
    [None, None, "Phao cứu sinh", "Sở Bến bãi", None, None, None, "Đang soạn thảo"],
    [None, None, None, None, None, None, None, "dòng lạc"],
]


def office_table(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in OFFICE:
        sheet.append(row)
    for area in ("A1:H1", "E2:G2", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "H2:H3", "A6:A7", "B6:B7"):
        sheet.merge_cells(area)
    book.save(path)
    return path


def test_a_table_that_an_office_made(tmp_path: Path) -> None:
    """Two rows of heads, merged cells, other names of columns, a heading row, a row that says nothing."""
    read = read_listing(office_table(tmp_path / "so.xlsx"))
    first, second = read.listing.entries
    assert (first.base, first.what, first.lead, first.rule) == (
        "Khoản 2 Điều 3",
        "Giá vé đò",
        "Sở Bến bãi",
        "05/2031/QĐ-UBND",
    )
    assert (first.issued_on, first.effective_on, first.state, first.group) == (
        "01/02/2031",
        "15/02/2031",
        "Đã ban hành",
        "Luật Đường sông",
    )
    assert (second.base, second.what, second.state) == ("Khoản 2 Điều 3", "Phao cứu sinh", "Đang soạn thảo")
    assert [one.text for one in read.unread] == ["dòng lạc"]
    assert set(read.missing) == {"to", "with_", "due", "note"}


def test_merged_cells_of_a_paper(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=4)
    told = [
        ("STT", "Điều khoản giao", "Nội dung giao", "Ghi chú"),
        ("1", "Khoản 2 Điều 3", "Giá vé", ""),
        ("2", "", "Phao", "x"),
    ]
    for row, texts in zip(table.rows, told, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    path = tmp_path / "so.docx"
    document.save(str(path))
    assert [(one.base, one.what, one.note) for one in read_listing(path).listing.entries] == [
        ("Khoản 2 Điều 3", "Giá vé", ""),
        ("Khoản 2 Điều 3", "Phao", "x"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"no zip", "list_damaged"),
        ("a.docx", b"PK\x03\x04 cut", "list_damaged"),
        ("a.odt", b"", "list_unknown"),
        ("missing.xlsx", None, "list_damaged"),
    ],
)
def test_files_that_are_no_table(name: str, data: bytes | None, code: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(ReportError) as caught:
        read_listing(tmp_path / name)
    assert caught.value.code == code


def test_a_workbook_without_the_columns(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Họ tên", "Điện thoại"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ReportError) as caught:
        read_listing(tmp_path / "a.xlsx")
    assert caught.value.code == "list_without_head"
