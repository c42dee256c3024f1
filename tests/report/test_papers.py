"""The papers of an exchange: what stands in them, their layout, and the checker that finds planted faults."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import msgspec
import openpyxl
import pytest
from docx.shared import Mm, Pt, RGBColor

from tuongdong.codec import to_builtins
from tuongdong.errors import FileMissingError, ReportError, UnsupportedFormatError
from tuongdong.extract import extract
from tuongdong.models import SourceText, Span, Task
from tuongdong.report.papers import KINDS, Record, compose, record_of, write
from tuongdong.report.papers.blocks import Grid, as_html, write_paper
from tuongdong.report.papers.check import Known, check, cited
from tuongdong.report.papers.record import Assignment, Finding, Meeting, Member, Office, Question, Wish
from tuongdong.report.papers.registers import folder_known
from tuongdong.text import fold

RECORD = Record(
    title="Trao đổi kinh nghiệm Mây Ngàn – Bến Nước",
    office=Office(
        name="Ủy ban nhân dân",
        parent="Thành phố Mây Ngàn",
        code="UBND",
        place="Mây Ngàn",
        signer_form="TM. ỦY BAN NHÂN DÂN",
        signer_position="CHỦ TỊCH",
    ),
    programme="kế hoạch của Thành ủy Mây Ngàn",
    leader="Chủ tịch UBND thành phố Trần Văn Bốn",
    days=("2026-03-02", "2026-03-03"),
    bases=(
        "Luật Tổ chức chính quyền địa phương",
        "Nghị quyết số 5/NQ-HĐND ngày 10 tháng 12 năm 2025 của HĐND thành phố",
    ),
    meetings=(
        Meeting(host="UBND thành phố Bến Nước", day="2026-03-02", topics=("nhà ở xã hội",), fields=("Nhà ở xã hội",)),
    ),
    members=(
        Member(name="Trần Văn Bốn", position="Chủ tịch"),
        Member(name="Lê Thị Năm", position="Chủ tịch", side="host"),
    ),
    questions=(
        Question(
            host="UBND thành phố Bến Nước",
            field="Nhà ở xã hội",
            text="Quỹ đất bố trí ra sao?",
            evidence="07/2025/NQ-HĐND, art_3",
        ),
    ),
    experiences=(
        Finding(
            field="Nhà ở xã hội",
            text="bố trí quỹ đất trước khi kêu gọi",
            evidence="buổi làm việc 02/3/2026",
            host="Bến Nước",
        ),
    ),
    obstacles=(Finding(field="Nhà ở xã hội", text="thiếu quỹ đất sạch", evidence="art_4__cl_2"),),
    proposals=(
        Wish(
            field="Nhà ở xã hội",
            period="2025-2030",
            kind="giải pháp",
            text="lập quỹ phát triển nhà ở",
            to="HĐND thành phố",
        ),
    ),
    conclusions=("tiếp tục trao đổi thông tin",),
    tasks=(
        Assignment(what="Lập đề án", lead="Sở Xây dựng", due="30/6/2026", cell="open_overdue", state="đang thực hiện"),
        Assignment(what="báo cáo nguồn vốn", lead="Sở Tài chính", due="30/9/2026", cell="open_in_time"),
        Assignment(what="rà soát quỹ đất", lead="Sở Xây dựng", cell="done_in_time", state="hoàn thành"),
    ),
)


def words(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "news"])
def test_the_checker_finds_every_paper_right(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    write(RECORD, kind, path)
    assert check(path) == ()


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (
            "register",
            ("V/v đăng ký làm việc", "Kính gửi: UBND thành phố Bến Nước", "Trần Văn Bốn", "Quỹ đất bố trí ra sao?"),
        ),
        (
            "plan",
            (
                "KẾ HOẠCH",
                "/KH-UBND",
                "Căn cứ Luật Tổ chức chính quyền địa phương;",
                "từ ngày 02/03/2026 đến ngày 03/03/2026",
            ),
        ),
        ("minutes", ("BIÊN BẢN", "ĐẠI DIỆN ĐOÀN CÔNG TÁC", "ĐẠI DIỆN CƠ QUAN CHỦ NHÀ", "02 bản")),
        ("results", ("BÁO CÁO", "(buổi làm việc 02/3/2026)", "lập quỹ phát triển nhà ở (gửi HĐND thành phố)")),
        ("conclusion", ("THÔNG BÁO", "Phụ lục\n", "NHIỆM VỤ ĐƯỢC GIAO", "(Kèm theo Thông báo số", "Lập đề án")),
        ("thanks", ("cảm ơn", "nhà ở xã hội")),
        ("urge", ("còn 2 nhiệm vụ chưa hoàn thành, trong đó 1 nhiệm vụ quá hạn", "Lập đề án")),
        ("summary", ("Thiếu quỹ đất sạch (art_4__cl_2).", "1. Giai đoạn 2025-2030")),
        ("news", ("đã làm việc với UBND thành phố Bến Nước",)),
    ],
)
def test_what_stands_in_a_paper(kind: str, told: tuple[str, ...], tmp_path: Path) -> None:
    write(RECORD, kind, tmp_path / "paper.docx")
    text = words(tmp_path / "paper.docx")
    assert [one for one in told if one not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_paper_calls_the_other_side_friend(kind: str, tmp_path: Path) -> None:
    (asked,) = RECORD.questions
    answered = msgspec.structs.replace(asked, answer="Bố trí 20 ha")
    bare = Record(title="", questions=(answered,))
    for record in (bare, msgspec.structs.replace(RECORD, questions=(answered,))):
        write(record, kind, tmp_path / "paper.docx")
        assert "cơ quan bạn" not in words(tmp_path / "paper.docx")


@pytest.mark.parametrize(
    ("leader", "told"),
    [
        # the office keeps the record, the committee went
        ("Phó Chủ tịch UBND thành phố Mây Ngàn Trần Văn Bốn", "đoàn công tác UBND thành phố Mây Ngàn do Phó"),
        ("Giám đốc Sở Tài chính Lê Thị Năm", "đoàn công tác Sở Tài chính do Giám đốc"),
        ("Trần Văn Bốn", "đoàn công tác Sở Tài chính do Trần Văn Bốn"),
        ("Bí thư Thành ủy Trần Văn Bốn", "đoàn công tác Thành ủy do Bí thư"),
        ("Bí thư Thành ủy Nguyễn Văn An", "đoàn công tác do Bí thư"),  # nobody of that name in the list
        ("", "đoàn công tác Sở Tài chính đã"),
    ],
)
def test_a_delegation_is_of_its_leaders_agency(leader: str, told: str) -> None:
    record = msgspec.structs.replace(RECORD, office=Office(name="Sở Tài chính"), leader=leader)
    assert told in as_html(compose("news", record))


def test_thanks_name_a_field_once(tmp_path: Path) -> None:
    twice = tuple(Meeting(host=host, fields=("Nhà ở xã hội", "Môi trường")) for host in ("Bến Sao", "Đồi Thông"))
    write(msgspec.structs.replace(RECORD, meetings=twice), "thanks", tmp_path / "paper.docx")
    assert " về nhà ở xã hội và môi trường." in words(tmp_path / "paper.docx")


@pytest.mark.parametrize("lead", ["Sở Tài chính", "Sở Tài chính thành phố Mây Ngàn"])
def test_nobody_urges_himself(lead: str, tmp_path: Path) -> None:
    own = Assignment(what="Báo cáo nguồn vốn", lead=lead, cell="open_overdue")
    record = msgspec.structs.replace(
        RECORD, office=Office(name="Sở Tài chính", place="Mây Ngàn"), tasks=(RECORD.tasks[0], own)
    )
    write(record, "urge", tmp_path / "paper.docx")
    told = words(tmp_path / "paper.docx")
    assert "Kính gửi: Sở Xây dựng" in told
    assert "còn 1 nhiệm vụ chưa hoàn thành, trong đó 1 nhiệm vụ quá hạn" in told
    assert "nguồn vốn" not in told
    write(msgspec.structs.replace(record, tasks=(own,)), "urge", tmp_path / "paper.docx")
    assert "đến nay các cơ quan khác không còn nhiệm vụ" in words(tmp_path / "paper.docx")


@pytest.mark.parametrize("kind", ["urge", "tasks"])
def test_rows_that_are_overdue_say_so(kind: str) -> None:
    *_others, grid = [block for block in compose(kind, RECORD).blocks if isinstance(block, Grid)]
    assert [row[4] for row in grid.rows][:2] == ["Đang thực hiện, quá hạn", ""]


@pytest.mark.parametrize("kind", KINDS)
def test_as_above_stands_where_something_is_above(kind: str, tmp_path: Path) -> None:
    write(RECORD, kind, tmp_path / "paper.docx")
    told = words(tmp_path / "paper.docx")
    assert ("Như trên" in told) == ("Kính gửi" in told)


@pytest.mark.parametrize("kind", ["results", "summary"])
def test_a_report_names_to_whom_it_goes(kind: str) -> None:
    above = Office(name="Sở Tài chính", parent="Ủy ban nhân dân thành phố Mây Ngàn")
    for record, told in (
        (msgspec.structs.replace(RECORD, office=above), "Ủy ban nhân dân thành phố Mây Ngàn"),
        (msgspec.structs.replace(RECORD, office=Office(name="Ủy ban nhân dân")), "HĐND thành phố"),
        (Record(title=""), "…"),
    ):
        assert compose(kind, record).recipients == (told, "Lưu: VT")


@pytest.mark.parametrize(
    ("parent", "printed"),
    [
        ("Ủy ban nhân dân thành phố Mây Ngàn", "ỦY_BAN_NHÂN_DÂN THÀNH_PHỐ_MÂY_NGÀN"),
        ("Uỷ ban nhân dân xã An Sơn", "UỶ_BAN_NHÂN_DÂN XÃ_AN_SƠN"),
        ("Ủy ban nhân dân", "ỦY BAN NHÂN DÂN"),
        ("Sở Nông nghiệp và Môi trường", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
    ],
)
def test_the_head_breaks_between_a_committee_and_its_place_alone(parent: str, printed: str, tmp_path: Path) -> None:
    office = msgspec.structs.replace(RECORD.office, parent=parent)
    write(msgspec.structs.replace(RECORD, office=office), "results", tmp_path / "paper.docx")
    head = docx.Document(str(tmp_path / "paper.docx")).tables[0].rows[0].cells[0]
    assert head.paragraphs[0].text.replace("\u00a0", "_") == printed
    assert check(tmp_path / "paper.docx") == ()


def test_the_urging_letter_leaves_out_what_is_done(tmp_path: Path) -> None:
    write(RECORD, "urge", tmp_path / "paper.docx")
    assert "rà soát quỹ đất" not in words(tmp_path / "paper.docx")


def test_the_regular_report_counts_the_four_cells() -> None:
    (grid, *_) = [block for block in compose("tasks", RECORD).blocks if isinstance(block, Grid)]
    assert grid.rows == (
        ("Sở Xây dựng", "1", "0", "0", "1", "0"),
        ("Sở Tài chính", "0", "0", "1", "0", "0"),
        ("Cộng", "1", "0", "1", "1", "0"),
    )


def test_a_draft_leaves_number_and_day_to_the_clerk(tmp_path: Path) -> None:
    write(RECORD, "results", tmp_path / "paper.docx")
    assert {f.code for f in check(tmp_path / "paper.docx", issued=True)} == {"paper_number_blank", "paper_day_missing"}


def test_a_news_item_is_an_article(tmp_path: Path) -> None:
    write(RECORD, "news", tmp_path / "news.html")
    assert (
        (tmp_path / "news.html").read_text(encoding="utf-8").startswith('<article lang="vi">\n<h1>Trao đổi kinh nghiệm')
    )


def test_tables_in_excel(tmp_path: Path) -> None:
    write(RECORD, "results", tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert book.sheetnames == ["Nhiệm vụ", "Vướng mắc", "Kiến nghị", "Câu hỏi"]
    assert [c.value for c in book["Nhiệm vụ"][2]][1:3] == ["Lập đề án", "Sở Xây dựng"]


def test_an_empty_record_still_makes_every_paper(tmp_path: Path) -> None:
    for kind in KINDS:
        write(Record(title=""), kind, tmp_path / f"{kind}.docx")
    with pytest.raises(ValueError, match="no paper"):
        compose("poem", RECORD)
    with pytest.raises(ReportError):
        write(RECORD, "results", tmp_path / "paper.odt")


def test_the_tasks_of_a_draft_are_open_until_their_day_and_who_concluded_is_named() -> None:
    text = (
        "VĂN PHÒNG CHÍNH PHỦ\nSố: 9/TB-VPCP\nHà Nội, ngày 08 tháng 11 năm 2031\nTHÔNG BÁO\nKết luận của Phó Thủ tướng Trần Văn An tại buổi làm việc với tỉnh Cao Bằng\n"
        "Ngày 05 tháng 11 năm 2031, Phó Thủ tướng Trần Văn An đã chủ trì buổi làm việc với tỉnh Cao Bằng. Phó Thủ tướng kết luận như sau:\n"
        "1. Bộ Xây dựng hoàn thành bến đò trước ngày 15 tháng 12 năm 2031.\n2. Bộ Tài chính bố trí vốn trong tháng 01 năm 2032.\n3. Bộ Nội vụ theo dõi.\n"
    )
    visit = extract(SourceText(text=text, format="txt"))
    record = record_of(visit, dt.date(2032, 1, 20))
    assert [task.cell for task in record.tasks] == ["open_overdue", "open_in_time", "no_deadline"]
    assert "Trần Văn An" in record.chair
    assert f"{record.chair} kết luận như sau" in str(compose("conclusion", record))
    assert "1 nhiệm vụ quá hạn" in str(compose("urge", record))


def test_the_record_of_a_draft_visit() -> None:
    visit = extract(
        SourceText(
            text="Ngày 3/4/2024, Chủ tịch UBND tỉnh Hà Nam Lê Văn An đưa đoàn công tác sang Nam Định trao đổi về nhà ở xã hội.",
            format="txt",
        )
    )
    record = record_of(visit)
    assert record.leader == "Chủ tịch UBND tỉnh Hà Nam Lê Văn An"
    assert [m.host for m in record.meetings] == ["tỉnh Nam Định"]
    assert json.dumps(to_builtins(record))


@pytest.mark.parametrize(("kind", "told"), [("results", "(ngày 09/7/……)"), ("news", "Ngày 09/7/……, ")])
def test_a_day_without_a_year_leaves_a_blank_for_it(kind: str, told: str, tmp_path: Path) -> None:
    text = "Ngày 9/7, Chủ tịch UBND tỉnh Hà Nam Lê Văn An đưa đoàn công tác sang Nam Định trao đổi về nhà ở xã hội."
    record = record_of(extract(SourceText(text=text, format="txt")))
    write(record, kind, tmp_path / "paper.docx")
    assert told in words(tmp_path / "paper.docx")


def test_a_day_that_cannot_be_is_told_as_the_text_prints_it() -> None:
    text = (
        "Ngày 30-02-2026, Chủ tịch UBND tỉnh Hà Nam Lê Văn An đưa đoàn công tác sang Nam Định trao đổi về nhà ở xã hội."
    )
    assert "Ngày 30-02-2026" in str(compose("results", record_of(extract(SourceText(text=text, format="txt")))))


@pytest.mark.parametrize(
    ("due", "told", "cell"),
    [
        ("2025-12-15", "15/12/2025", "open_overdue"),
        ("2026-02", "02/2026", "open_in_time"),
        ("2025-Q4", "Quý IV/2025", "open_overdue"),
        (None, "khi có hướng dẫn", "no_deadline"),
        # what somebody may write into a record
        ("2025", "2025", "no_deadline"),
        ("--07-09", "09/7", "no_deadline"),
        ("sau Tết", "Sau Tết", "no_deadline"),
    ],
)
def test_a_deadline_is_told_as_people_write_it(due: str | None, told: str, cell: str) -> None:
    task = Task(what="Lập đề án", to="Sở Xây dựng", with_=(), due=due, due_text="khi có hướng dẫn", span=Span(0, 1))
    visit = msgspec.structs.replace(extract(SourceText(text="", format="txt")), tasks=(task,))
    [kept] = record_of(visit, dt.date(2026, 1, 20)).tasks
    assert (kept.due, kept.cell) == (told, cell)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-03-02", "ngày 02/03/2026"),
        ("2026-Q1", "ngày quý I/2026"),
        ("--03-02", "ngày 02/3/……"),
        ("2026", "ngày 2026"),
    ],
)
def test_the_day_of_a_session_is_told_as_people_write_it(day: str, told: str) -> None:
    assert told in str(compose("results", Record(title="", days=(day,))))


# --- planted faults


def _margin(document: Any) -> None:
    document.sections[0].left_margin = Mm(12)


def _font(document: Any) -> None:
    document.paragraphs[-1].add_run("chữ khác").font.name = "Arial"


def _font_in_a_table(document: Any) -> None:
    document.tables[0].rows[0].cells[0].paragraphs[0].runs[0].font.name = "Calibri"


def _font_of_a_style(document: Any) -> None:
    document.styles["Normal"].font.name = "Arial"


def _size(document: Any) -> None:
    document.styles["Normal"].font.size = Pt(11)


def _size_of_a_run(document: Any) -> None:
    document.add_paragraph().add_run(
        "Một đoạn nội dung khá dài, đủ để là nội dung của văn bản chứ không phải nhãn."
    ).font.size = Pt(11)


def _colour(document: Any) -> None:
    document.paragraphs[-1].add_run("đỏ").font.color.rgb = RGBColor(0xC0, 0, 0)


def _margin_of_an_annex(document: Any) -> None:
    document.add_section().right_margin = Mm(40)


def _no_page_numbers(document: Any) -> None:
    for line in document.sections[0].header.paragraphs:
        for run in line.runs:
            run._r.getparent().remove(run._r)
    for _ in range(80):
        document.add_paragraph("Một đoạn nội dung dài thêm để văn bản chắc chắn có nhiều hơn một trang giấy.")


def _landscape(document: Any) -> None:
    document.sections[0].page_width = Mm(180)


def _replace(old: str, new: str) -> Callable[[Any], None]:
    def plant(document: Any) -> None:
        for line in [
            *document.paragraphs,
            *(p for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs),
        ]:
            for run in line.runs:
                run.text = run.text.replace(old, new)

    return plant


@pytest.mark.parametrize(
    ("plant", "code"),
    [
        (_margin, "paper_margin"),
        (_margin_of_an_annex, "paper_margin"),
        (_font, "paper_font"),
        (_font_in_a_table, "paper_font"),
        (_font_of_a_style, "paper_font"),
        (_size, "paper_size_pt"),
        (_size_of_a_run, "paper_size_pt"),
        (_colour, "paper_colour"),
        (_no_page_numbers, "paper_page_number"),
        (_replace("ngày     tháng     năm      ", "ngày 30 tháng 02 năm 2026"), "paper_day_impossible"),
        (_landscape, "paper_size"),
        (_replace("CỘNG HÒA", "CỘNG"), "paper_nation"),
        (_replace("Hạnh phúc", "Hạnh"), "paper_motto"),
        (_replace("Số:       /", "Số: 5/"), "paper_leading_zero"),
        (_replace("ngày     tháng     năm      ", "ngày 5 tháng 3 năm 2026"), "paper_leading_zero"),
        (_replace("ngày     tháng     năm      ", "ngày 15 tháng 2 năm 2026"), "paper_leading_zero"),
        (_replace("/BC-UBND", "/BC"), "paper_code"),
        (_replace("Nơi nhận:", ""), "paper_recipients"),
        (_replace("Lưu: VT", ""), "paper_archive"),
        (_replace("địa phương;", "địa phương"), "paper_basis_mark"),
        (_replace("Sở Tài chính", "Sở Kế hoạch và Đầu tư"), "paper_agency_ended"),
        (
            _replace("Lập đề án", "theo Nghị định số 15/2024/NĐ-CP ngày 20 tháng 01 năm 2025 của Chính phủ"),
            "paper_misquoted",
        ),
    ],
)
def test_planted_faults_are_found(plant: Callable[[Any], None], code: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    write(RECORD, "results", path)
    document = docx.Document(str(path))
    plant(document)
    document.save(str(path))
    assert code in {f.code for f in check(path)}


def test_a_letter_says_to_whom_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    write(RECORD, "register", path)
    document = docx.Document(str(path))
    _replace("Kính gửi", "Gửi")(document)
    document.save(str(path))
    assert {f.code for f in check(path)} == {"paper_addressee"}


def test_an_expired_basis_is_found_where_a_register_knows_it(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    write(RECORD, "results", path)
    known = {"5/nq-hđnd": Known(issued_on="2025-12-10", expired_on="2026-01-01", amended_by=("9/NQ-HĐND",))}
    assert {f.code for f in check(path, known=known)} == {"paper_expired", "paper_amended"}
    assert {f.code for f in check(path, known={})} == {"paper_unknown"}


def test_what_is_no_word_file_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("không phải Word")
    with pytest.raises(UnsupportedFormatError):
        check(tmp_path / "a.docx")
    with pytest.raises(FileMissingError):
        check(tmp_path / "b.docx")


def _with_words(path: Path, words: str) -> Path:
    write(RECORD, "results", path)
    document = docx.Document(str(path))
    _replace("Lập đề án", words)(document)
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("theo Luật Đất đai số 45/2013/QH13", "paper_expired"),  # another law bears the name since 1 August 2024
        ("theo Luật Nhà ở số 31/2024/QH15", "paper_mistitled"),  # the number of the law on land
        ("theo Luật Đất đai số 31/2024/QH15", None),
    ],
)
def test_laws_are_held_against_the_register_of_laws(words: str, code: str | None, tmp_path: Path) -> None:
    path = _with_words(tmp_path / "paper.docx", words)
    assert {f.code for f in check(path, day=dt.date(2026, 3, 1))} == ({code} if code else set())
    assert check(path, day=dt.date(2024, 3, 1)) == () or code == "paper_mistitled"


BASE = (
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ NAM\nSố: 11/2024/NQ-HĐND\nHà Nam, ngày 10 tháng 5 năm 2024\nNGHỊ QUYẾT\nVề hỗ trợ nhà ở xã hội\n"
    "Điều 1. Mức hỗ trợ\n1. Mức hỗ trợ là 70%.\nĐiều 2. Hiệu lực\nNghị quyết này có hiệu lực từ ngày 20 tháng 5 năm 2024.\n"
)


def _later(act: str) -> str:
    return (
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ NAM\nSố: 20/2025/NQ-HĐND\nHà Nam, ngày 10 tháng 9 năm 2025\nNGHỊ QUYẾT\nVề nhà ở xã hội\n"
        f"Điều 1. {act}\nĐiều 2. Hiệu lực\nNghị quyết này có hiệu lực từ ngày 01 tháng 10 năm 2025.\n"
    )


@pytest.mark.parametrize(
    ("act", "words", "codes"),
    [
        (
            "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND ngày 10 tháng 5 năm 2024.",
            "theo Nghị quyết số 11/2024/NQ-HĐND",
            {"paper_expired"},
        ),
        (
            "Sửa đổi khoản 1 Điều 1 Nghị quyết số 11/2024/NQ-HĐND như sau: “1. Mức hỗ trợ là 50%.”",
            "theo Nghị quyết số 11/2024/NQ-HĐND",
            {"paper_amended"},
        ),
        ("Mức chung là 5%.", "theo Nghị quyết số 11/2024/NQ-HĐND ngày 11/5/2024", {"paper_misquoted"}),
        (
            "Mức chung là 5%.",
            "theo Nghị quyết số 11/2024/NQ-HĐND của HĐND tỉnh về thu phí bến bãi đường thủy",
            {"paper_mistitled"},
        ),
        (
            "Mức chung là 5%.",
            "theo Nghị quyết số 11/2024/NQ-HĐND ngày 10/5/2024 của HĐND tỉnh về hỗ trợ nhà ở xã hội",
            set(),
        ),
        ("Mức chung là 5%.", "theo Nghị quyết số 99/2024/NQ-HĐND", {"paper_unknown"}),
    ],
)
def test_what_a_folder_knows_of_cited_documents(
    act: str, words: str, codes: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUONGDONG_HOME", str(tmp_path / "home"))
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "a.txt").write_text(BASE, encoding="utf-8")
    (folder / "b.txt").write_text(_later(act), encoding="utf-8")
    path = _with_words(tmp_path / "paper.docx", words)
    known = folder_known(folder, cited(path), "2026-03-01")
    known |= {fold(number): Known() for number in cited(path) if number.startswith("5/")}  # the record's own
    assert {f.code for f in check(path, known=known, day=dt.date(2026, 3, 1))} == codes


def test_a_news_item_has_no_official_layout_and_its_content_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "tin.docx"
    write(RECORD, "news", path)
    assert check(path, news=True) == ()
    assert check(path) != ()
    document = docx.Document(str(path))
    document.paragraphs[-1].add_run(" Sở Kế hoạch và Đầu tư tham dự, theo Luật Đất đai số 45/2013/QH13.")
    document.save(str(path))
    assert {f.code for f in check(path, news=True, day=dt.date(2026, 3, 1))} == {"paper_agency_ended", "paper_expired"}


# --- what is not there


OFFICIAL = [kind for kind in KINDS if kind != "news"]


@pytest.mark.parametrize("kind", OFFICIAL)
def test_without_an_agency_a_draft_leaves_dotted_blanks_and_is_right_and_no_such_paper_is_issued(
    kind: str, tmp_path: Path
) -> None:
    path, record = tmp_path / "paper.docx", msgspec.structs.replace(RECORD, office=Office())
    write(record, kind, path)
    head = words(path)
    code = KINDS[kind].code
    assert f"/{code}-……" in head if code else "/……" in head
    assert "……, ngày" in head
    assert check(path) == ()
    paper = compose(kind, record)
    assert paper.head
    write_paper(replace(paper, head=replace(paper.head, number="7", day=dt.date(2026, 3, 9))), path)
    assert [one.code for one in check(path, issued=True)] == ["paper_code"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_with_nothing_in_it_makes_a_right_paper_of_every_kind(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    write(Record(title="", office=RECORD.office), kind, path)
    assert check(path, news=kind == "news") == ()
    told = words(path)
    assert [one for one in ("- ….", "thời gian do hai bên thống nhất)", " 0 nhiệm vụ") if one in told] == []


def test_a_notice_without_tasks_has_no_annex_and_a_letter_that_urges_nothing_says_so(tmp_path: Path) -> None:
    bare = msgspec.structs.replace(RECORD, tasks=())
    for kind, there, gone in (
        ("conclusion", "Thông báo để các cơ quan liên quan biết", "Phụ lục"),
        ("urge", "không còn nhiệm vụ có thời hạn nào chưa hoàn thành", "khẩn trương"),
        ("tasks", "không có nhiệm vụ nào được giao", "Cộng"),
    ):
        write(bare, kind, tmp_path / f"{kind}.docx")
        told = words(tmp_path / f"{kind}.docx")
        assert (there in told, gone in told) == (True, False)


def test_the_report_of_results_tells_what_was_concluded(tmp_path: Path) -> None:
    twice = msgspec.structs.replace(RECORD, conclusions=("trao đổi mỗi quý", "gửi số liệu", "trao đổi mỗi quý"))
    write(twice, "results", tmp_path / "paper.docx")
    told = words(tmp_path / "paper.docx")
    assert "IV. KẾT LUẬN, CAM KẾT" in told.upper()
    assert "- Trao đổi mỗi quý;\n- Gửi số liệu;\n- Trao đổi mỗi quý." in told


def test_the_command_offers_every_kind_of_paper() -> None:
    from tuongdong.cli.report import command

    (option,) = [one for one in command.params if one.name == "kind"]
    assert list(option.type.choices) == list(KINDS)  # type: ignore[attr-defined] # a Choice
