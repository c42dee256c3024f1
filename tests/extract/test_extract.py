"""Extract: from the words of reports, notices and plans to the items of a visit."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuongdong.codec import from_json, to_json
from tuongdong.extract import extract
from tuongdong.extract.bodies import chain_at, complete, find_bodies
from tuongdong.extract.dates import find_days, find_deadlines
from tuongdong.extract.documents import find_documents
from tuongdong.extract.statements import find_obstacles
from tuongdong.models import SourceText, Span, Visit
from tuongdong.read import read


def drawn(text: str) -> Visit:
    return extract(SourceText(text=text, format="txt"))


NOTICE = """VĂN PHÒNG ỦY BAN NHÂN DÂN
Số: 12/TB-VP
Hà Nam, ngày 05 tháng 3 năm 2026
THÔNG BÁO
KẾT LUẬN CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH TẠI BUỔI LÀM VIỆC VỚI LÃNH ĐẠO TỈNH NINH BÌNH
Ngày 02 tháng 3 năm 2026, Chủ tịch UBND tỉnh Trần Văn Bốn đã chủ trì buổi làm việc với lãnh đạo tỉnh Ninh Bình về nhà ở xã hội và công tác giải phóng mặt bằng.
Cùng dự có đại diện các Bộ: Xây dựng, Tài chính. Sau khi nghe báo cáo, Chủ tịch kết luận như sau:
I. ĐÁNH GIÁ CHUNG
Tỉnh đã có nhiều cố gắng; tuy nhiên còn những hạn chế như: quỹ đất chưa đủ; thủ tục còn dài.
II. NHIỆM VỤ TRONG THỜI GIAN TỚI
1. Rà soát quỹ đất dành cho nhà ở xã hội.
2. Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính hoàn thiện đề án, trình trước ngày 30/4/2026. Sở Tư pháp thẩm định trong tháng 5 năm 2026.
3. Về chuyển đổi số:
a) Bố trí nguồn vốn cho trung tâm dữ liệu, xong trong quý III/2026; nghiệm thu toàn bộ, hoàn thành trước ngày 15/12/2026.
b) Sở Nội vụ định kỳ hằng quý báo cáo kết quả đào tạo.
III. VỀ MỘT SỐ KIẾN NGHỊ
1. Về kiến nghị tăng vốn cho đường ven sông: Giao Bộ Tài chính nghiên cứu, tổng hợp nhu cầu chung theo Nghị định số 15/2025/NĐ-CP ngày 20 tháng 01 năm 2025 của Chính phủ.
Văn phòng thông báo để các cơ quan biết, thực hiện./.
Nơi nhận:
- Như trên;
- Sở Y tế (để biết);
"""

REPORT = """Thời sự
Hà Nam học tập kinh nghiệm của thành phố Hải Phòng
Trong hai ngày 4 và 5-3, đoàn công tác UBND tỉnh Hà Nam do Chủ tịch UBND tỉnh Trần Văn Bốn làm trưởng đoàn có buổi làm việc với UBND thành phố Hải Phòng.
Quang cảnh buổi làm việc. |
Tại buổi làm việc với thành phố Hải Phòng, hai bên trao đổi về tình hình thu hút đầu tư; việc triển khai Nghị quyết số 35/2021/QH15 ngày 13-11-2021 của Quốc hội về thí điểm cơ chế, chính sách đặc thù.
Phó Chủ tịch UBND thành phố Hải Phòng Lê Thị Năm chủ trì tiếp đoàn.
Chủ tịch UBND tỉnh Hà Nam giao Sở Tài chính cũng như Sở Công Thương tổng hợp các vướng mắc trong quá trình thực hiện, báo cáo trước ngày 30/02/2026.
"""


class TestNotice:
    visit = drawn(NOTICE)

    def test_head(self) -> None:
        assert (self.visit.genre, self.visit.number, self.visit.issued_on) == ("notice", "12/TB-VP", "2026-03-05")
        assert self.visit.chair is not None
        assert self.visit.chair.name == "Trần Văn Bốn"
        assert [m.value for m in self.visit.when] == ["2026-03-02"]

    def test_session_and_topics(self) -> None:
        (session,) = self.visit.sessions
        assert session.with_ == "lãnh đạo tỉnh Ninh Bình"
        assert [t.text for t in session.topics] == ["nhà ở xã hội", "công tác giải phóng mặt bằng"]

    def test_tasks(self) -> None:
        assert [(t.to, t.to_inferred, t.due, t.due_text) for t in self.visit.tasks] == [
            ("tỉnh Ninh Bình", True, None, None),  # nobody named: whose meeting it was
            ("Sở Xây dựng", False, "2026-04-30", "trước ngày 30/4/2026"),
            ("Sở Tư pháp", False, "2026-05", "trong tháng 5 năm 2026"),  # another body, another task
            ("tỉnh Ninh Bình", True, "2026-Q3", "xong trong quý III/2026"),
            (
                "tỉnh Ninh Bình",
                True,
                "2026-12-15",
                "hoàn thành trước ngày 15/12/2026",
            ),  # another deadline, another task
            ("Sở Nội vụ", False, None, "định kỳ hằng quý"),
            ("Bộ Tài chính", False, None, None),
        ]
        assert self.visit.tasks[1].with_ == ("Sở Tài chính",)
        assert self.visit.tasks[1].what == "hoàn thiện đề án, trình"
        assert self.visit.tasks[-1].answers == (0,)

    def test_what_stands_around(self) -> None:
        assert [o.text for o in self.visit.obstacles] == ["quỹ đất chưa đủ", "thủ tục còn dài"]
        assert [p.text for p in self.visit.proposals] == ["tăng vốn cho đường ven sông"]
        assert self.visit.documents_cited == ("15/2025/NĐ-CP",)

    def test_recipients_are_no_agencies(self) -> None:
        names = {a.name for a in self.visit.agencies}
        assert {"Bộ Xây dựng", "Bộ Tài chính"} <= names
        assert not any("Y tế" in name for name in names)


class TestReport:
    visit = drawn(REPORT)

    def test_who_went_where(self) -> None:
        assert self.visit.leader is not None
        assert self.visit.leader.name == "Trần Văn Bốn"
        assert [s.with_ for s in self.visit.sessions] == ["thành phố Hải Phòng"]
        assert self.visit.sessions[0].chair == "Lê Thị Năm"

    def test_the_year_is_inferred_and_says_so(self) -> None:
        assert [(m.value, m.inferred) for m in self.visit.when] == [("2022-03-04", True), ("2022-03-05", True)]
        assert any(f.code == "year_inferred" for f in self.visit.findings)

    def test_a_cited_title_is_not_split(self) -> None:
        topics = [t.text for t in self.visit.sessions[0].topics]
        assert topics[0] == "tình hình thu hút đầu tư"
        assert len(topics) == 2

    def test_one_task_an_addressee_and_an_impossible_day(self) -> None:
        assert [(t.organization, t.due, t.due_text) for t in self.visit.tasks] == [
            ("Sở Tài chính tỉnh Hà Nam", None, "trước ngày 30/02/2026"),
            ("Sở Công Thương tỉnh Hà Nam", None, "trước ngày 30/02/2026"),
        ]
        assert any(f.code == "impossible_day" for f in self.visit.findings)

    def test_captions_and_obstacles(self) -> None:
        assert [c.text for c in self.visit.captions] == ["Quang cảnh buổi làm việc"]
        assert [o.text for o in self.visit.obstacles] == ["các vướng mắc trong quá trình thực hiện"]


@pytest.mark.parametrize(
    "text",
    [
        "Giá cà phê hôm nay tăng 500 đồng mỗi kg so với hôm qua.\nCác đại lý thu mua ở mức 98.000 đồng.",
        "CỤC THUẾ\nSố: 5/TB-CT\nTHÔNG BÁO\nVỀ VIỆC TẠM DỪNG HỆ THỐNG\nHệ thống tạm dừng để bảo trì:\n- Dừng nộp tờ khai;\n- Dừng tra cứu.",
        "Điều 1. Phạm vi\n1. Sở Tài chính chủ trì thực hiện việc này trước ngày 30/6/2026.",
        "",
    ],
)
def test_what_is_no_visit_says_so(text: str) -> None:
    visit = drawn(text)
    assert (visit.genre, visit.tasks, visit.sessions, visit.participants) == ("other", (), (), ())
    assert [f.code for f in visit.findings] == ["no_visit"]


def test_a_plan_gives_the_tasks_of_named_bodies() -> None:
    visit = drawn(
        "KẾ HOẠCH\nTHỰC HIỆN CHUYỂN ĐỔI SỐ\nI. MỤC ĐÍCH, YÊU CẦU\n- Nâng cao nhận thức của cán bộ.\nII. NHIỆM VỤ\n"
        "- Xây dựng kho dữ liệu dùng chung.\nĐơn vị chủ trì: Sở Khoa học và Công nghệ.\nĐơn vị phối hợp: Sở Tài chính; Sở Nội vụ.\nThời gian thực hiện: Tháng 12/2026.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Kết nối dữ liệu khám chữa bệnh.\n"
    )
    assert [(t.to, t.with_, t.due) for t in visit.tasks] == [
        ("Sở Khoa học và Công nghệ", ("Sở Tài chính", "Sở Nội vụ"), "2026-12"),
        ("Sở Y tế", (), None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("báo cáo trước ngày 15 tháng 12 năm 2025", ("2025-12-15", False)),
        ("chậm nhất ngày 05/12/2025", ("2025-12-05", False)),
        ("báo cáo trước ngày 15/12", ("2025-12-15", True)),  # the year of the paper
        ("trình trong tháng 12/2025", ("2025-12", False)),
        ("hoàn thành trong quý IV năm 2025", ("2025-Q4", False)),
        ("hoàn thành trong năm 2026", ("2026-12-31", False)),
        ("trước ngày 30/02/2026", (None, False)),
        ("trước ngày 25 hằng tháng", (None, False)),
        ("định kỳ hằng quý", (None, False)),
    ],
)
def test_deadlines(text: str, expected: tuple[str | None, bool]) -> None:
    (found,) = find_deadlines(text, 0, len(text), "2025")
    assert (found.due, found.inferred) == expected


@pytest.mark.parametrize(
    "text",
    [
        "theo Công điện số 158/CĐ-TTg ngày 04 tháng 9 năm 2025",  # the date of a document
        "kịch bản tăng trưởng từ nay đến hết năm 2025",  # the span of a plan
        "khởi công dịp 19 tháng 12 năm 2025",
    ],
)
def test_no_deadlines(text: str) -> None:
    assert find_deadlines(text, 0, len(text), "2025") == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("trong hai ngày 10 và 11-10", ["2024-10-10", "2024-10-11"]),
        ("Trong các ngày 08 và 09 tháng 11 năm 2025, ", ["2025-11-08", "2025-11-09"]),
        ("từ ngày 3 đến 5/6/2024", ["2024-06-03", "2024-06-04", "2024-06-05"]),
        ("Ngày 30/02/2024", [None]),
        ("Sáng 08/3/2024", ["2024-03-08"]),
    ],
)
def test_days(text: str, days: list[str | None]) -> None:
    assert [m.value for m in find_days(text, 0, len(text), ("2024-06-26", ""))] == days


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("các Bộ, cơ quan: Tài chính, Y tế, Văn phòng Chính phủ", ["Bộ Tài chính", "Bộ Y tế", "Văn phòng Chính phủ"]),
        ("UBND các tỉnh, thành phố: Tuyên Quang, Hồ Chí Minh", ["UBND tỉnh Tuyên Quang", "UBND Thành phố Hồ Chí Minh"]),
        ("Bộ Văn hóa, Thể thao và Du lịch", ["Bộ Văn hóa, Thể thao và Du lịch"]),
        ("Sở Kế hoạch và Đầu tư Thành phố Hồ Chí Minh", ["Sở Kế hoạch và Đầu tư Thành phố Hồ Chí Minh"]),
        ("Uỷ ban nhân dân phường Bến Nước", ["Uỷ ban nhân dân phường Bến Nước"]),
        ("Sở Tài chính tỉnh Khánh Hoà", ["Sở Tài chính tỉnh Khánh Hoà"]),
        ("chỉ đạo Cục Thú y kiểm soát", ["Cục Thú y"]),
    ],
)
def test_bodies(text: str, names: list[str]) -> None:
    assert [name for body in find_bodies(text, 0, len(text)) for name in body.names] == names


def test_addressees_stand_together_or_apart() -> None:
    groups = chain_at("Bộ Y tế, Bộ Nội vụ và các cơ quan liên quan cũng như Sở Tài chính rà soát", 0)
    assert [[b.names[0] for b in group] for group in groups] == [
        ["Bộ Y tế", "Bộ Nội vụ", "các cơ quan liên quan"],
        ["Sở Tài chính"],
    ]


def test_a_bare_name_is_completed_from_the_context() -> None:
    assert complete("UBND tỉnh", "tỉnh Hà Nam") == "UBND tỉnh Hà Nam"
    assert complete("Tỉnh ủy", "tỉnh Hà Nam") == "Tỉnh ủy Hà Nam"
    assert complete("các sở, ngành thành phố", "thành phố Huế") == "các sở, ngành thành phố Huế"
    assert complete("Sở Tài chính Hà Nội", "tỉnh Hà Nam") == "Sở Tài chính Hà Nội"


def test_documents_cited() -> None:
    text = "Công văn số 7683/VP-TH ngày 18 tháng 8 năm 2025, các Thông báo số 49/TB-VP ngày 07 tháng 02 năm 2024 và số 75-TB/VPTW"
    assert [(d.number, d.issued_on) for d in find_documents(text, 0, len(text))] == [
        ("7683/VP-TH", "2025-08-18"),
        ("49/TB-VP", "2024-02-07"),
        ("75-TB/VPTW", None),
    ]


@given(st.text(alphabet="aăbcđ ABĐỦ.,;:|-\n0123456789()/”“giaoSởUBNDtỉnh", max_size=300))
def test_any_text_gives_a_visit_that_goes_to_json_and_back(text: str) -> None:
    visit = drawn(text)
    assert from_json(to_json(visit), Visit) == visit


def spans(visit: Visit) -> list[Span]:
    groups = (
        visit.tasks,
        visit.obstacles,
        visit.proposals,
        visit.agencies,
        visit.localities,
        visit.participants,
        visit.sessions,
        visit.documents,
        visit.when,
    )
    return [item.span for group in groups for item in group]


@pytest.mark.parametrize("text", [NOTICE, REPORT])
def test_every_item_points_into_the_text(text: str) -> None:
    visit = drawn(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans(visit))
    assert all(o.span.of(text) == o.text for o in (*visit.obstacles, *visit.proposals, *visit.captions))


def test_real_notices_in_under_a_second(data: Path) -> None:
    for file in sorted((data / "central").glob("*-TB-VPCP.md")):
        source = read(file)
        started = time.perf_counter()
        visit = extract(source)
        assert time.perf_counter() - started < 1
        assert visit.tasks
        assert all(0 <= s.start < s.end <= len(source.text) for s in spans(visit))


MINUTES = """UBND TỈNH HÀ NAM
UBND TỈNH QUẢNG BÌNH
BIÊN BẢN
Làm việc, trao đổi kinh nghiệm về cải cách hành chính
Hôm nay, hồi 8 giờ ngày 14 tháng 3 năm 2024, tại trụ sở UBND tỉnh Quảng Bình, đoàn công tác tỉnh Hà Nam làm việc với UBND tỉnh Quảng Bình về cải cách thủ tục hành chính; thu hút đầu tư.
I. THÀNH PHẦN
1. Đoàn công tác tỉnh Hà Nam
- Ông Đỗ Văn Khánh, Phó Chủ tịch UBND tỉnh - Trưởng đoàn;
- Bà Ngô Thị Lan, Giám đốc Sở Nội vụ;
2. UBND tỉnh Quảng Bình
- Ông Hoàng Đức Thắng - Chủ tịch UBND tỉnh, chủ trì;
- Đại diện lãnh đạo Sở Tài chính.
II. NỘI DUNG
1. Hai bên trao đổi về quy trình một cửa liên thông; số hóa hồ sơ.
2. Phía Quảng Bình cho biết còn vướng mắc trong việc chia sẻ dữ liệu giữa các ngành.
III. THỐNG NHẤT
1. Hai bên thống nhất trao đổi thông tin định kỳ hằng quý.
2. Sở Nội vụ tỉnh Hà Nam chủ trì, phối hợp với Sở Nội vụ tỉnh Quảng Bình hoàn thiện quy chế phối hợp, xong trước ngày 30/4.
3. Văn phòng UBND tỉnh Quảng Bình cung cấp bộ quy trình một cửa trong tháng 4/2024.
4. Kiến nghị Bộ Nội vụ sớm ban hành hướng dẫn về chia sẻ dữ liệu.
Biên bản kết thúc vào hồi 11 giờ 00 phút cùng ngày, được lập thành 02 bản.
ĐẠI DIỆN TỈNH HÀ NAM
"""


class TestMinutes:
    """Two sides sign: who was there is a list, what addresses nobody was agreed and is nobody's task."""

    visit = drawn(MINUTES)

    def test_who_was_there_and_on_which_side(self) -> None:
        assert [(p.name, p.organization, p.side) for p in self.visit.participants] == [
            ("Đỗ Văn Khánh", "UBND tỉnh Hà Nam", "guest"),
            ("Ngô Thị Lan", "Sở Nội vụ tỉnh Hà Nam", "guest"),
            ("Hoàng Đức Thắng", "UBND tỉnh Quảng Bình", "host"),
            (None, "Sở Tài chính tỉnh Quảng Bình", "host"),
        ]
        assert (self.visit.leader and self.visit.leader.name, self.visit.chair and self.visit.chair.name) == (
            "Đỗ Văn Khánh",
            "Hoàng Đức Thắng",
        )

    def test_the_session(self) -> None:
        assert [m.value for m in self.visit.when] == ["2024-03-14"]
        (session,) = self.visit.sessions
        assert session.with_ == "UBND tỉnh Quảng Bình"
        assert [t.text for t in session.topics] == [
            "cải cách thủ tục hành chính",
            "thu hút đầu tư",
            "quy trình một cửa liên thông",
            "số hóa hồ sơ",
        ]

    def test_tasks_conclusions_petitions_obstacles(self) -> None:
        assert [(t.to, t.with_, t.due, t.what) for t in self.visit.tasks] == [
            ("Sở Nội vụ tỉnh Hà Nam", ("Sở Nội vụ tỉnh Quảng Bình",), "2024-04-30", "hoàn thiện quy chế phối hợp"),
            ("Văn phòng UBND tỉnh Quảng Bình", (), "2024-04", "cung cấp bộ quy trình một cửa"),
        ]
        assert [c.text for c in self.visit.conclusions] == ["Hai bên thống nhất trao đổi thông tin định kỳ hằng quý"]
        assert [p.text for p in self.visit.proposals] == ["Bộ Nội vụ sớm ban hành hướng dẫn về chia sẻ dữ liệu"]
        assert [o.text for o in self.visit.obstacles] == ["vướng mắc trong việc chia sẻ dữ liệu giữa các ngành"]


def test_a_provincial_notice_speaks_of_its_own_bodies() -> None:
    visit = drawn(
        "UBND TỈNH LÂM ĐỒNG\nVĂN PHÒNG\nSố: 215/TB-VP\nLâm Đồng, ngày 08 tháng 7 năm 2024\nTHÔNG BÁO\n"
        "Kết luận của Phó Chủ tịch UBND tỉnh Phạm Thị Sâm tại buổi làm việc với đoàn công tác tỉnh An Giang\n"
        "Ngày 05/7/2024, tại Trung tâm Hành chính tỉnh, đồng chí Phạm Thị Sâm - Phó Chủ tịch UBND tỉnh chủ trì buổi làm việc với "
        "đoàn công tác tỉnh An Giang do đồng chí Lê Hữu Tài - Phó Chủ tịch UBND tỉnh An Giang làm trưởng đoàn.\n"
        "Sau khi nghe ý kiến, Phó Chủ tịch UBND tỉnh kết luận, chỉ đạo như sau:\n"
        "1. Thống nhất chủ trương xây dựng chương trình hợp tác giai đoạn 2024 - 2028.\n"
        "2. Sở Tài chính:\n- Chủ trì, phối hợp với Sở Nội vụ cân đối vốn, trình UBND tỉnh trước 15/8/2024;\n"
        "3. UBND thành phố Đà Lạt: Bố trí điểm tham quan trong quý IV/2024.\n"
        "Trên đây là kết luận của Phó Chủ tịch UBND tỉnh, các đơn vị biết, thực hiện./.\n"
    )
    assert visit.leader is not None
    assert (visit.leader.name, visit.where) == ("Lê Hữu Tài", "Trung tâm Hành chính tỉnh")
    assert [(t.organization, t.what, t.due) for t in visit.tasks] == [
        ("Sở Tài chính tỉnh Lâm Đồng", "cân đối vốn, trình UBND tỉnh", "2024-08-15"),
        ("UBND thành phố Đà Lạt", "Bố trí điểm tham quan", "2024-Q4"),
    ]
    assert [c.text for c in visit.conclusions] == [
        "Thống nhất chủ trương xây dựng chương trình hợp tác giai đoạn 2024 - 2028"
    ]


def test_a_report_of_two_hosts_in_another_order() -> None:
    visit = drawn(
        "Cần Thơ tìm hiểu kinh nghiệm quản lý nước thải của Hải Dương và Bắc Ninh\n"
        "Sở Xây dựng thành phố Cần Thơ vừa báo cáo UBND thành phố kết quả chuyến công tác từ ngày 12 đến 14/6/2024 tại Hải Dương và Bắc Ninh.\n"
        "Đoàn công tác của thành phố do bà Trịnh Thị Mỹ, Phó Giám đốc Sở Xây dựng, làm trưởng đoàn đã có buổi làm việc với UBND tỉnh Hải Dương và UBND tỉnh Bắc Ninh.\n"
        "Tại tỉnh Hải Dương, ông Vương Quốc Toàn, Phó Chủ tịch UBND tỉnh chủ trì buổi làm việc. Đoàn tìm hiểu về quy hoạch thoát nước.\n"
        "Tại Bắc Ninh, Giám đốc Sở Xây dựng tỉnh Bắc Ninh Ngô Văn Định giới thiệu về mô hình hợp tác công tư.\n"
        "Bà Trịnh Thị Mỹ cho rằng khó khăn lớn nhất của Cần Thơ là thiếu quỹ đất.\n"
        "Chủ tịch UBND thành phố Cần Thơ Trần Việt Trường yêu cầu Sở Xây dựng lập đề án trước ngày 30-9-2024; giao UBND các quận, huyện rà soát quỹ đất.\n"
    )
    assert [(s.with_, s.chair, [t.text for t in s.topics]) for s in visit.sessions] == [
        ("tỉnh Hải Dương", "Vương Quốc Toàn", ["quy hoạch thoát nước"]),
        ("tỉnh Bắc Ninh", None, ["mô hình hợp tác công tư"]),
    ]
    assert [(p.name, p.organization, p.side) for p in visit.participants] == [
        ("Trịnh Thị Mỹ", "Sở Xây dựng thành phố Cần Thơ", "guest"),
        ("Vương Quốc Toàn", "UBND tỉnh Hải Dương", "host"),
        ("Ngô Văn Định", "Sở Xây dựng tỉnh Bắc Ninh", "host"),
    ]
    assert [(t.to, t.due) for t in visit.tasks] == [("Sở Xây dựng", "2024-09-30"), ("UBND các quận, huyện", None)]
    assert [o.text for o in visit.obstacles] == ["thiếu quỹ đất"]


def test_minutes_numbered_from_1_with_hosts_known_from_the_list_of_who_was_there() -> None:
    visit = drawn(
        "BIÊN BẢN LÀM VIỆC\nGiữa Đoàn khảo sát tỉnh Kon Tum và Ban Quản lý các khu công nghiệp tỉnh Sóc Trăng\n"
        "1. Thời gian, địa điểm: 14 giờ 00 ngày 22/8/2023, tại phòng họp số 2 Ban Quản lý các khu công nghiệp tỉnh Sóc Trăng.\n"
        "2. Thành phần tham dự:\n2.1. Đoàn khảo sát tỉnh Kon Tum:\n- Đ/c Hoàng Trung Thông - Trưởng Ban Quản lý Khu kinh tế tỉnh, Trưởng đoàn;\n"
        "2.2. Ban Quản lý các khu công nghiệp tỉnh Sóc Trăng:\n- Ông Trần Ngọc Ẩn, Trưởng ban, chủ trì;\n"
        "3. Nội dung làm việc:\n- Đại diện Ban Quản lý giới thiệu về trình tự thành lập khu công nghiệp; thu phí hạ tầng.\n- Khó khăn chính hiện nay là giá đất bồi thường tăng nhanh.\n"
        "4. Kết luận:\nHai bên nhất trí:\na) Ban Quản lý các khu công nghiệp tỉnh Sóc Trăng gửi mẫu hợp đồng, thời hạn: 05/9/2023;\n"
        "b) Tiếp tục phối hợp;\nc) Đề nghị Bộ Xây dựng hướng dẫn.\nBiên bản được lập thành 02 bản.\n"
    )
    assert [m.value for m in visit.when] == ["2023-08-22"]
    assert (visit.leader and visit.leader.name, visit.chair and visit.chair.name) == (
        "Hoàng Trung Thông",
        "Trần Ngọc Ẩn",
    )
    assert [(s.with_, [t.text for t in s.topics]) for s in visit.sessions] == [
        (
            "Ban Quản lý các khu công nghiệp tỉnh Sóc Trăng",
            ["trình tự thành lập khu công nghiệp", "thu phí hạ tầng"],
        )
    ]
    assert [(t.to, t.what, t.due) for t in visit.tasks] == [
        ("Ban Quản lý các khu công nghiệp tỉnh Sóc Trăng", "gửi mẫu hợp đồng", "2023-09-05")
    ]
    assert [c.text for c in visit.conclusions] == ["Tiếp tục phối hợp"]
    assert [p.text for p in visit.proposals] == ["Bộ Xây dựng hướng dẫn"]
    assert [o.text for o in visit.obstacles] == ["giá đất bồi thường tăng nhanh"]


@pytest.mark.parametrize(
    ("said", "topics"),
    [
        (
            "dành quỹ đất, xác định giá dịch vụ, là những chính sách tương đồng với Nghị quyết số 15/2025/NQ-HĐND",
            ["dành quỹ đất", "xác định giá dịch vụ, là những chính sách tương đồng với Nghị quyết số 15/2025/NQ-HĐND"],
        ),
        ("dành quỹ đất; giá dịch vụ, nhất là giá xử lý rác", ["dành quỹ đất", "giá dịch vụ, nhất là giá xử lý rác"]),
        ("dành quỹ đất, góp phần thu hút đầu tư", ["dành quỹ đất, góp phần thu hút đầu tư"]),
        ("dành quỹ đất, làm nhà cho công nhân", ["dành quỹ đất", "làm nhà cho công nhân"]),  # not "là"
    ],
)
def test_a_clause_about_the_topics_before_it_is_no_topic(said: str, topics: list[str]) -> None:
    visit = drawn(
        "Học tập kinh nghiệm của thành phố Hải Phòng\nNgày 4-3-2026, đoàn công tác UBND tỉnh Hà Nam có buổi làm việc với UBND thành phố "
        f"Hải Phòng.\nTại buổi làm việc với thành phố Hải Phòng, hai bên trao đổi về {said}.\n"
    )
    assert [topic.text for session in visit.sessions for topic in session.topics] == topics


def test_a_party_notice_and_whoever_is_told_by_name() -> None:
    visit = drawn(
        "TỈNH ỦY HÒA BÌNH\n*\nSố 87-TB/TU\nHòa Bình, ngày 11 tháng 4 năm 2025\nTHÔNG BÁO\nKết luận của đồng chí Bí thư Tỉnh ủy tại buổi làm việc với Ban Thường vụ Huyện ủy Lạc Thủy\n"
        "Ngày 09/4/2025, đồng chí Lường Minh Đức, Bí thư Tỉnh ủy đã chủ trì buổi làm việc với Ban Thường vụ Huyện ủy Lạc Thủy về thu hút đầu tư.\n"
        "I- Về kết quả đạt được\nCơ bản thống nhất với báo cáo. Tuy nhiên còn một số hạn chế: giải ngân chậm; thu hút đầu tư thấp.\n"
        "II- Nhiệm vụ thời gian tới\n1- Đảng ủy UBND tỉnh lãnh đạo rà soát quy hoạch, hoàn thành trong tháng 6/2025.\n"
        "2- Giao Quỹ Đầu tư phát triển tỉnh giải ngân vốn.\n3- Giao đồng chí Đinh Văn Bảy, Phó Chủ tịch UBND tỉnh trực tiếp chỉ đạo.\n"
        "III- Về kiến nghị của huyện\n1- Về bổ sung vốn cho cụm công nghiệp: Đồng ý về chủ trương, giao Sở Tài chính tham mưu trong quý II/2025.\n"
    )
    assert visit.sessions[0].with_ == "Ban Thường vụ Huyện ủy Lạc Thủy"
    assert [(t.to, t.what, t.due) for t in visit.tasks] == [
        ("Đảng ủy UBND tỉnh", "lãnh đạo rà soát quy hoạch", "2025-06"),
        ("Quỹ Đầu tư phát triển tỉnh", "giải ngân vốn", None),
        ("Đinh Văn Bảy, Phó Chủ tịch UBND tỉnh", "trực tiếp chỉ đạo", None),
        ("Sở Tài chính", "tham mưu", "2025-Q2"),
    ]
    assert [o.text for o in visit.obstacles] == ["giải ngân chậm", "thu hút đầu tư thấp"]
    assert [c.text for c in visit.conclusions] == ["Cơ bản thống nhất với báo cáo"]


def test_the_host_is_the_subject_who_receives() -> None:
    visit = drawn(
        "Sáng 17/9/2025, đồng chí Nông Quang Nhất, Phó Chủ tịch UBND tỉnh Thái Nguyên đã tiếp và làm việc với Đoàn công tác của UBND tỉnh Cà Mau "
        "do đồng chí Lê Văn Sử, Phó Chủ tịch UBND tỉnh, làm Trưởng đoàn.\n"
        "Đồng chí giao Sở Khoa học và Công nghệ tỉnh Cà Mau tham mưu kế hoạch trong tháng 10-2025.\n"
    )
    assert ([s.with_ for s in visit.sessions], visit.sessions[0].chair) == (["tỉnh Thái Nguyên"], "Nông Quang Nhất")
    assert [(p.name, p.side) for p in visit.participants] == [("Nông Quang Nhất", "host"), ("Lê Văn Sử", "guest")]
    assert [(t.organization, t.due) for t in visit.tasks] == [("Sở Khoa học và Công nghệ tỉnh Cà Mau", "2025-10")]


def test_minutes_with_sides_below_a_lettered_section() -> None:
    visit = drawn(
        "BIÊN BẢN\nBuổi làm việc giữa Đoàn công tác Sở Y tế tỉnh Bắc Kạn và Sở Y tế tỉnh Lạng Sơn\n"
        "A. THỜI GIAN, ĐỊA ĐIỂM\nVào lúc 14 giờ, ngày 20/5/2024, tại Hội trường Sở Y tế tỉnh Lạng Sơn.\n"
        "B. THÀNH PHẦN\nI. Sở Y tế tỉnh Lạng Sơn\n1. Ông Nguyễn Thế Toàn - Giám đốc, chủ trì\n"
        "II. Đoàn công tác Sở Y tế tỉnh Bắc Kạn\n1. Ông Tạc Văn Nam - Giám đốc, Trưởng đoàn\n"
        "C. NỘI DUNG\n1. Ông Nguyễn Thế Toàn giới thiệu về hồ sơ sức khỏe điện tử.\n"
        "D. KẾT LUẬN\n1. Sở Y tế tỉnh Lạng Sơn chia sẻ tài liệu cho Sở Y tế tỉnh Bắc Kạn trước ngày 31/5/2024.\n"
    )
    assert [(p.name, p.organization, p.side) for p in visit.participants] == [
        ("Nguyễn Thế Toàn", "Sở Y tế tỉnh Lạng Sơn", "host"),
        ("Tạc Văn Nam", "Sở Y tế tỉnh Bắc Kạn", "guest"),
    ]
    assert [(s.with_, s.chair) for s in visit.sessions] == [("Sở Y tế tỉnh Lạng Sơn", "Nguyễn Thế Toàn")]
    assert [(t.to, t.due) for t in visit.tasks] == [("Sở Y tế tỉnh Lạng Sơn", "2024-05-31")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # praise of those who braved them
        ("Biểu dương sự nỗ lực, không quản khó khăn của các thành viên.", []),
        # what may come
        ("Các xã chủ động; khi gặp khó khăn, vướng mắc phải đề xuất cấp trên.", []),
        ("Nếu có khó khăn, vướng mắc trong quá trình thực hiện, các sở báo cáo.", []),
        ("Trường hợp phát sinh khó khăn, các sở báo cáo.", []),
        # what there is
        ("Các xã gặp khó khăn, vướng mắc khi sắp xếp.", ["gặp khó khăn, vướng mắc"]),
        ("Bến cũ phải đóng trong khi gặp khó khăn, vướng mắc.", ["gặp khó khăn, vướng mắc"]),
        (
            "Hai bên trao đổi các vấn đề vướng mắc trong quá trình triển khai.",
            ["các vấn đề vướng mắc trong quá trình triển khai"],
        ),
    ],
)
def test_what_was_braved_or_may_come_is_no_obstacle(text: str, found: list[str]) -> None:
    assert [one.text for one in find_obstacles(text, 0, len(text))] == found


def test_what_is_lacking_after_the_turn_of_a_sentence() -> None:
    text = (
        "Bên cạnh những kết quả đã đạt được, việc sắp xếp bến đò phát sinh một số khó khăn, vướng mắc, chất lượng đội ngũ cán bộ, viên chức còn chưa đồng đều, "
        "bến mới chưa có đường vào. Tuy nhiên, vẫn còn một số bến chậm như các xã An, Bình, Chí chưa xong thủ tục. Xã An có bến mới."
    )
    assert [one.text for one in find_obstacles(text, 0, len(text))] == [
        "việc sắp xếp bến đò phát sinh một số khó khăn, vướng mắc",
        "chất lượng đội ngũ cán bộ, viên chức còn chưa đồng đều",
        "bến mới chưa có đường vào",
        "vẫn còn một số bến chậm như các xã An, Bình, Chí chưa xong thủ tục",
    ]
