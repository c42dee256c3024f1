"""Plans and directives: whom a heading, a row or a table names; and what the sections of a notice are about. Examples invented."""

import pytest

from tuongdong.extract import extract
from tuongdong.models import SourceText, Task, Visit

PLAN = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NINH
Số: 45/KH-UBND
Quảng Ninh, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
NÂNG CẤP CẢNG DU LỊCH
I. MỤC ĐÍCH, YÊU CẦU
- Các sở, ngành phối hợp chặt chẽ.
"""


def drawn(text: str) -> Visit:
    return extract(SourceText(text=text, format="txt"))


def told(body: str) -> list[tuple[str, tuple[str, ...], str, str | None]]:
    return [(task.to, task.with_, task.what, task.due) for task in drawn(PLAN + body).tasks]


def test_a_paragraph_below_a_heading_that_is_an_addressee_is_his_task() -> None:
    found = told("""II. PHÂN CÔNG NHIỆM VỤ
1. Sở Du lịch
Khảo sát nhu cầu của khách.
2. Các chủ đầu tư xây dựng và kinh doanh hạ tầng bến cảng
- Bố trí mặt bằng cho nhà chờ.
3. Các cơ quan đăng ký đầu tư (Sở Tài chính, Ban quản lý khu kinh tế):
a) Công khai thủ tục đầu tư.
4. Sở Tài chính, trên cơ sở đề xuất của các đơn vị, bố trí kinh phí.
5. Sở Xây dựng có trách nhiệm kiểm tra tiến độ.
6. Các cơ quan được phân công chủ trì nhiệm vụ có trách nhiệm báo cáo kết quả.
7. Trong quá trình thực hiện, nếu có vướng mắc các cơ quan, đơn vị kịp thời phản ánh về Sở Du lịch.
""")
    assert [(to, what) for to, _, what, _ in found] == [
        ("Sở Du lịch", "Khảo sát nhu cầu của khách"),
        ("Các chủ đầu tư xây dựng và kinh doanh hạ tầng bến cảng", "Bố trí mặt bằng cho nhà chờ"),
        ("Các cơ quan đăng ký đầu tư", "Công khai thủ tục đầu tư"),
        ("Sở Tài chính", "trên cơ sở đề xuất của các đơn vị, bố trí kinh phí"),
        ("Sở Xây dựng", "kiểm tra tiến độ"),
        ("Các cơ quan", "báo cáo kết quả"),
        ("các cơ quan, đơn vị", "kịp thời phản ánh về Sở Du lịch"),
    ]


def test_rows_speak_of_the_item_above_them_alone() -> None:
    found = told("""II. NỘI DUNG
1. Tham gia góp ý dự thảo
1.1. Nghị định về bến cảng
- Cơ quan chủ trì: Sở Xây dựng.
- Cơ quan phối hợp: Sở Du lịch, UBND các xã, phường.
- Thời gian thực hiện: Quý II năm 2026.
1.2. Thông tư về phí tham quan
- Cơ quan chủ trì: Sở Tài chính tham mưu; các sở liên quan góp ý.
2. Khai trương nhà chờ
- Nội dung thực hiện: Tổ chức lễ khai trương.
- Đơn vị thực hiện: Sở Du lịch.
- Thời gian hoàn thành: 2026.
""")
    assert found == [
        ("Sở Xây dựng", ("Sở Du lịch", "UBND các xã, phường"), "Nghị định về bến cảng", "2026-Q2"),
        ("Sở Tài chính", (), "Thông tư về phí tham quan", None),
        ("Sở Du lịch", (), "Tổ chức lễ khai trương", "2026-12-31"),
    ]


TABLE = """II. TỔ CHỨC THỰC HIỆN
1. Sở Du lịch theo dõi kế hoạch này.
Nơi nhận:
- Như trên.
PHỤ LỤC
DANH MỤC NHIỆM VỤ
TT | Nội dung thực hiện | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành
I | HẠ TẦNG
1 | Nạo vét luồng vào cảng | Sở Xây dựng | Sở Du lịch; UBND phường Bãi Cháy | Trước ngày 30/11/2026
2 | Báo cáo lượng khách | Sở Du lịch | | Tháng 12 hằng năm
3 | Thay phao tiêu | Sở Xây dựng | Cảng vụ | 31/02/2026
"""


def test_the_table_of_an_annex_gives_a_task_a_row() -> None:
    visit = drawn(PLAN + TABLE)
    first, dredge, guests, buoys = visit.tasks
    assert (first.to, first.what) == ("Sở Du lịch", "theo dõi kế hoạch này")
    assert (dredge.to, dredge.with_, dredge.what, dredge.due) == (
        "Sở Xây dựng",
        ("Sở Du lịch", "UBND phường Bãi Cháy"),
        "Nạo vét luồng vào cảng",
        "2026-11-30",
    )
    assert (guests.with_, guests.due, guests.due_text) == ((), None, "Tháng 12 hằng năm")
    assert (buoys.due, buoys.due_text) == (None, "31/02/2026")
    assert {one.code for one in visit.findings} == {"impossible_day"}
    assert (PLAN + TABLE)[slice(*dredge.span)].startswith("1 | Nạo vét")


@pytest.mark.parametrize(
    "line",
    [
        "STT | Chỉ tiêu | Đơn vị | 2026",  # a table of figures
        "TT | Nội dung | Ghi chú",
        "1 | Rà soát | Sở Xây dựng",  # rows with no head above
    ],
)
def test_other_tables_give_none(line: str) -> None:
    assert told(f"II. NỘI DUNG\n{line}\n1 | Khách quốc tế | Sở Du lịch | 2 triệu\n") == []


NOTICE = """VĂN PHÒNG CHÍNH PHỦ
Số: 99/TB-VPCP
Hà Nội, ngày 15 tháng 4 năm 2025
THÔNG BÁO
Kết luận của Phó Thủ tướng Lê Văn An tại buổi làm việc với lãnh đạo tỉnh Bến Tre
Ngày 02 tháng 4 năm 2025, Phó Thủ tướng Chính phủ Lê Văn An chủ trì buổi làm việc với Ban Thường vụ Tỉnh ủy Bến Tre về nước ngọt. \
Cùng dự buổi làm việc với Phó Thủ tướng Chính phủ có đồng chí Trần Văn Bình, Thứ trưởng Bộ Xây dựng và đại diện các Bộ, cơ quan: Giáo dục, Y tế, \
Tập đoàn Dầu khí Quốc gia và Văn phòng Chính phủ. \
Trước đó, Phó Thủ tướng đã kiểm tra thực tế tại Trung tâm Điều hành, Ủy ban nhân dân xã Giao Long; dự Lễ khánh thành trạm bơm xã Châu Hòa.
Sau khi nghe ý kiến của lãnh đạo các Bộ, cơ quan, Phó Thủ tướng kết luận như sau:
{heading}
1. Giữ nước trong kênh.
2. Nối ống về ba xã.
Văn phòng Chính phủ thông báo để các cơ quan biết, thực hiện.
"""


@pytest.mark.parametrize(
    ("heading", "tasks"),
    [
        ("II. QUAN ĐIỂM CHỈ ĐẠO, ĐIỀU HÀNH VÀ NHIỆM VỤ, GIẢI PHÁP THỜI GIAN TỚI", 2),
        ("I. ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN NHIỆM VỤ", 0),
        ("I. PHƯƠNG HƯỚNG THỜI GIAN TỚI", 2),
    ],
)
def test_the_word_that_comes_first_tells_what_a_section_is(heading: str, tasks: int) -> None:
    assert len(drawn(NOTICE.format(heading=heading)).tasks) == tasks


def test_who_was_there_and_where_it_went() -> None:
    visit = drawn(NOTICE.format(heading="II. NHIỆM VỤ"))
    assert [session.with_ for session in visit.sessions] == [
        "Ban Thường vụ Tỉnh ủy Bến Tre",
        "Trung tâm Điều hành, Ủy ban nhân dân xã Giao Long",
        "xã Châu Hòa",
    ]
    assert [(one.name or one.position, one.organization) for one in visit.participants] == [
        ("Trần Văn Bình", "Bộ Xây dựng"),
        ("đại diện", "Bộ Giáo dục và Đào tạo"),
        ("đại diện", "Bộ Y tế"),
        ("đại diện", "Tập đoàn Dầu khí Quốc gia"),
        ("đại diện", "Văn phòng Chính phủ"),
    ]
    assert [one.name for one in visit.localities] == ["tỉnh Bến Tre"]
    assert visit.documents_cited == ()  # not its own number


def test_a_scan_that_spoilt_the_word_is_a_notice_by_its_number() -> None:
    visit = drawn(NOTICE.format(heading="II. NHIỆM VỤ").replace("THÔNG BÁO\n", "THÔNG BẢO\n"))
    assert (visit.genre, len(visit.tasks)) == ("notice", 2)


def test_a_body_that_met_is_named_in_full_and_what_it_met_for() -> None:
    visit = drawn("""VĂN PHÒNG CHÍNH PHỦ
Số: 98/TB-VPCP
Hà Nội, ngày 10 tháng 4 năm 2025
THÔNG BÁO
Kết luận của Phó Thủ tướng tại Phiên họp
Ngày 19 tháng 3 năm 2025, Phó Thủ tướng Chính phủ Lê Văn An, Chủ tịch Hội đồng Quốc gia Nước sạch (sau đây gọi tắt là Hội đồng) \
đã chủ trì Phiên họp của Hội đồng để cho ý kiến về dự thảo Chiến lược nước sạch.
Phó Thủ tướng kết luận như sau:
1. Bộ Xây dựng hoàn thiện dự thảo.
""")
    (session,) = visit.sessions
    assert session.with_ == "Hội đồng Quốc gia Nước sạch"
    assert [topic.text for topic in session.topics] == ["dự thảo Chiến lược nước sạch"]
    assert [task.to for task in visit.tasks] == ["Bộ Xây dựng"]


def test_a_task_of_a_row_is_a_task_like_any_other() -> None:
    assert all(isinstance(task, Task) and task.span for task in drawn(PLAN + TABLE).tasks)
