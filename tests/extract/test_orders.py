"""Who is told in dispatches, letters and notices; who sits on which side; what names are and are not. Examples invented."""

import pytest

from tuongdong.extract import extract
from tuongdong.extract.bodies import chain_at, complete
from tuongdong.models import SourceText, Visit


def drawn(text: str) -> Visit:
    return extract(SourceText(text=text, format="txt"))


DISPATCH = """THỦ TƯỚNG CHÍNH PHỦ
Số: 12/CĐ-TTg
Hà Nội, ngày 05 tháng 3 năm 2026
CÔNG ĐIỆN
V/V CHỦ ĐỘNG ỨNG PHÓ NẮNG NÓNG
THỦ TƯỚNG CHÍNH PHỦ điện:
- Chủ tịch Ủy ban nhân dân các tỉnh: Hà Tĩnh, Nghệ An;
- Các Bộ: Công Thương, Y tế.
Nắng nóng còn kéo dài, Thủ tướng Chính phủ yêu cầu Bộ trưởng, Thủ trưởng cơ quan ngang Bộ, Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương thực hiện các nhiệm vụ sau:
1. Rà soát phương án cấp nước, hoàn thành trước ngày 30/4/2026.
2. Các cơ quan truyền thông, báo chí tiếp tục đưa tin kịp thời.
3. Cục Kinh tế - Quản lý đầu tư xây dựng
- Chỉ đạo các đơn vị có liên quan kiểm tra công trình.
4. Ban Quản lý Dự án 7 khẩn trương chủ trì, phối hợp với Sở Xây dựng Nghệ An khắc phục sự cố.
5. Bộ trưởng các Bộ: Công Thương, Y tế chỉ đạo các đơn vị trực thuộc.
6. Lãnh đạo các Bộ, ngành theo chức năng, nhiệm vụ, thẩm quyền tiếp tục kiểm tra.
Nơi nhận:
- Như trên;
"""


def test_a_dispatch_is_a_kind_of_its_own_and_tells_whom() -> None:
    visit = drawn(DISPATCH)
    assert (visit.genre, visit.number, visit.issued_on, visit.sessions) == ("dispatch", "12/CĐ-TTg", "2026-03-05", ())
    assert [(task.to, task.due) for task in visit.tasks] == [
        (
            "Bộ trưởng, Thủ trưởng cơ quan ngang Bộ, Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
            "2026-04-30",
        ),
        ("Các cơ quan truyền thông, báo chí", None),
        ("Cục Kinh tế - Quản lý đầu tư xây dựng", None),
        ("Ban Quản lý Dự án 7", None),
        ("Bộ trưởng các Bộ: Công Thương, Y tế", None),
        ("Lãnh đạo các Bộ, ngành", None),
    ]
    assert visit.tasks[0].to_inferred


LETTER = """BỘ NỘI VỤ
Số: 345/BNV-CQĐP V/v rà soát vị trí việc làm
Hà Nội, ngày 02 tháng 3 năm 2026
Kính gửi: Ủy ban nhân dân các tỉnh.
Bộ Nội vụ có ý kiến như sau:
Bộ Nội vụ đề nghị Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương rà soát vị trí việc làm, gửi báo cáo trước ngày 15/4/2026.
Nơi nhận:
"""


def test_a_letter_is_a_kind_of_its_own_and_who_asks_is_not_who_is_told() -> None:
    visit = drawn(LETTER)
    (task,) = visit.tasks
    assert (visit.genre, visit.title) == ("letter", "rà soát vị trí việc làm")
    assert (task.to, task.due) == ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương", "2026-04-15")


NOTICE = """ỦY BAN NHÂN DÂN
THÀNH PHỐ HẢI PHÒNG
Số: 12/TB-UBND
Hải Phòng, ngày 05 tháng 9 năm 2025
THÔNG BÁO
Kết luận của Chủ tịch UBND thành phố tại buổi làm việc với Đoàn công tác tỉnh Quảng Ninh về liên kết du lịch
Ngày 28 tháng 8 năm 2025, đồng chí Lê Văn Châu, Chủ tịch UBND thành phố chủ trì buổi làm việc với Đoàn công tác tỉnh Quảng Ninh do đồng chí Bùi Văn Khánh, Chủ tịch UBND tỉnh làm Trưởng đoàn.
Chủ tịch UBND thành phố kết luận như sau:
1. Về đề nghị của tỉnh Quảng Ninh về cơ chế điều phối: đồng ý về chủ trương; giao Sở Xây dựng chủ trì nghiên cứu trước ngày 15/9/2025.
"""


def test_a_notice_of_a_locality_that_received_a_delegation() -> None:
    visit = drawn(NOTICE)
    assert [one.name for one in visit.localities] == ["thành phố Hải Phòng", "tỉnh Quảng Ninh"]
    assert [one.with_ for one in visit.sessions] == ["Đoàn công tác tỉnh Quảng Ninh"]
    assert [topic.text for topic in visit.sessions[0].topics] == ["liên kết du lịch"]
    assert [(one.name, one.organization) for one in visit.participants] == [("Bùi Văn Khánh", "UBND tỉnh Quảng Ninh")]
    assert [(task.to, task.due) for task in visit.tasks] == [("Sở Xây dựng", "2025-09-15")]


def test_minutes_between_two_departments() -> None:
    visit = drawn(
        "BIÊN BẢN LÀM VIỆC\nVề việc trao đổi kinh nghiệm\nI. THÀNH PHẦN THAM DỰ\n1. Sở Tài chính tỉnh Nghệ An\n- Ông Lê Văn Khang, Phó Giám đốc Sở, chủ trì.\n"
        "2. Sở Tài chính tỉnh Hà Tĩnh\n- Ông Trần Quốc Bảo, Phó Giám đốc Sở, Trưởng đoàn;\n- Ông Phạm Minh Đức, Phó Trưởng phòng.\nII. NỘI DUNG\n"
        "Hai bên trao đổi về thu phí hạ tầng. Đề xuất Bộ Tài chính sớm ban hành thông tư hướng dẫn.\nIII. THỐNG NHẤT\n"
        "1. Phòng Ngân sách Sở Tài chính tỉnh Hà Tĩnh tổng hợp, tham mưu trong tháng 9/2025.\n"
    )
    assert [(one.name, one.side) for one in visit.participants] == [
        ("Lê Văn Khang", "host"),
        ("Trần Quốc Bảo", "guest"),
        ("Phạm Minh Đức", "guest"),
    ]
    assert [(task.to, task.due) for task in visit.tasks] == [("Phòng Ngân sách Sở Tài chính tỉnh Hà Tĩnh", "2025-09")]
    assert [one.text for one in visit.proposals] == ["Bộ Tài chính sớm ban hành thông tư hướng dẫn"]


REPORT = """Trao đổi kinh nghiệm phát triển
Sáng 30/12, đoàn công tác tỉnh Hà Tĩnh do Bí thư Tỉnh ủy Lê Văn An dẫn đầu có buổi làm việc với lãnh đạo tỉnh Nghệ An trao đổi kinh nghiệm về quy hoạch đô thị và tiếp cận, sử dụng nguồn vốn vay.
Cùng đi có Chủ tịch UBND tỉnh Trần Văn Bình.
Chủ tịch UBND tỉnh Nghệ An Nguyễn Văn Cường và Phó Chủ tịch Phạm Thị Dung tiếp, làm việc với đoàn.
"""


def test_a_report_tells_sides_by_who_goes_along_and_who_receives() -> None:
    visit = drawn(REPORT)
    assert [one.name for one in visit.localities] == ["tỉnh Hà Tĩnh", "tỉnh Nghệ An"]
    told = [(one.name, one.side, one.organization) for one in visit.participants if one.name]
    assert told == [
        ("Lê Văn An", "guest", "Tỉnh ủy Hà Tĩnh"),
        ("Trần Văn Bình", "guest", "UBND tỉnh Hà Tĩnh"),
        ("Nguyễn Văn Cường", "host", "UBND tỉnh Nghệ An"),
        ("Phạm Thị Dung", "host", "UBND tỉnh Nghệ An"),
    ]
    topics = [topic.text for session in visit.sessions for topic in session.topics]
    assert topics == ["quy hoạch đô thị", "tiếp cận, sử dụng nguồn vốn vay"]


def test_guests_from_abroad_are_no_locality_of_the_register_and_the_host_is() -> None:
    visit = drawn(
        "Đoàn đại biểu Thủ đô nước bạn làm việc tại thành phố Cần Thơ\nNgày 14/12, đoàn đại biểu Thủ đô nước bạn đến thăm và làm việc tại thành phố Cần Thơ.\n"
        "Tiếp đoàn có đồng chí Nguyễn Văn Hiền, Bí thư Thành ủy Cần Thơ.\n"
    )
    assert [session.with_ for session in visit.sessions] == ["thành phố Cần Thơ"]
    assert [(one.name, one.side) for one in visit.participants] == [("Nguyễn Văn Hiền", "host")]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Bí thư Tỉnh ủy Hoàng Văn Dũng dẫn đầu", "Bí thư Tỉnh ủy Hoàng Văn Dũng"),  # a person, and no place
        ("Thủ trưởng các sở, ban, ngành và Chủ tịch UBND các xã, phường tổ chức", None),
        ("Các Sở Xây dựng nêu trên chủ động", "Các Sở Xây dựng nêu trên"),
        ("Cục Kinh tế - Quản lý đầu tư xây dựng\n- Chỉ đạo các Ban", "Cục Kinh tế - Quản lý đầu tư xây dựng"),
        ("Chủ tịch UBND các tỉnh, thành phố ven biển tổ chức", "Chủ tịch UBND các tỉnh, thành phố ven biển"),
        ("các đơn vị thi công khẩn trương", "các đơn vị thi công"),
    ],
)
def test_where_an_addressee_ends(text: str, read: str | None) -> None:
    groups = chain_at(text, 0)
    end = groups[-1][-1].span.end
    assert text[:end] == (read or text.removesuffix(" tổ chức"))


def test_a_district_is_completed_by_the_district_that_receives() -> None:
    assert complete("UBND huyện", "huyện Nghi Xuân (Hà Tĩnh)") == "UBND huyện Nghi Xuân"
    assert complete("UBND huyện", "tỉnh Hà Tĩnh") == "UBND huyện"


def test_four_petitions_behind_semicolons_are_four_and_two_are_one() -> None:
    head = "THÔNG BÁO\nKết luận tại buổi làm việc với tỉnh Phú Thọ\nI. KIẾN NGHỊ\n"
    four = "1. Về kiến nghị sửa luật đất đai; ban hành nghị định; rà soát mẫu đơn; bố trí vốn giai đoạn 2026-2030: Giao Bộ Tài chính nghiên cứu.\n"
    two = "1. Về kiến nghị sửa luật đất đai; ban hành nghị định: Giao Bộ Tài chính nghiên cứu.\n"
    assert [len(drawn(head + body).proposals) for body in (four, two)] == [4, 1]
    assert drawn(head + four).tasks[0].answers == (0, 1, 2, 3)


def test_a_post_is_no_body_and_a_list_of_bodies_is_several() -> None:
    visit = drawn(
        "BIÊN BẢN LÀM VIỆC\nI. Thành phần\n1. Đoàn công tác UBND tỉnh Nghệ An\n- Ông Bùi Văn Long, Phó Chủ tịch Thường trực UBND tỉnh - Trưởng đoàn\n"
        "2. UBND thành phố Hải Phòng\n- Lãnh đạo các Sở: Tài chính, Xây dựng\nII. Thống nhất\n1. Sở Tài chính tỉnh Nghệ An báo cáo trước ngày 30/5/2025.\n"
    )
    assert [(one.organization, one.side) for one in visit.participants] == [
        ("UBND tỉnh Nghệ An", "guest"),
        ("Sở Tài chính thành phố Hải Phòng", "host"),
        ("Sở Xây dựng thành phố Hải Phòng", "host"),
    ]


def test_thanks_of_the_issuer_are_no_task() -> None:
    visit = drawn(LETTER.replace("Nơi nhận:", "Bộ Nội vụ trân trọng cảm ơn sự phối hợp của các địa phương.\nNơi nhận:"))
    assert len(visit.tasks) == 1


@pytest.mark.parametrize(
    ("order", "to", "with_", "what"),
    [
        (
            "Sở Tài chính chủ trì, phối hợp với Sở Xây dựng để làm rõ sự cần thiết của dự án.",
            "Sở Tài chính",
            ("Sở Xây dựng",),
            "làm rõ sự cần thiết của dự án",
        ),
        (
            "Sở Xây dựng, các địa phương, cơ quan chủ quản các dự án đang triển khai thi công tiếp tục chỉ đạo nhà thầu.",
            "Sở Xây dựng, các địa phương, cơ quan chủ quản các dự án đang triển khai thi công",
            (),
            "tiếp tục chỉ đạo nhà thầu",
        ),
        (
            "Yêu cầu các sở, ngành, cơ quan chủ quản, nhất là Ban A cần khẩn trương có giải pháp.",
            "các sở, ngành, cơ quan chủ quản, nhất là Ban A",
            (),
            "khẩn trương có giải pháp",
        ),
    ],
)
def test_nothing_of_an_order_is_lost_between_who_and_what(
    order: str, to: str, with_: tuple[str, ...], what: str
) -> None:
    head = NOTICE.partition("1. Về đề nghị")[0]
    (task,) = drawn(f"{head}1. {order}\n").tasks
    assert (task.to, task.with_, task.what) == (to, with_, what)
    assert to.partition(",")[2] in (task.organization or "")


def test_what_was_seen_is_a_topic_of_each_place_that_the_sentence_names() -> None:
    visit = drawn(
        "Chiều 25/10/2018, đoàn tỉnh Quảng Bình do Phó Chủ tịch UBND tỉnh Lê Văn An dẫn đầu đi xem khu dân cư kiểu mẫu ở xã Tiên Điền "
        "và xã Xuân Trường, huyện Nghi Xuân.\n"
    )
    topics = {session.with_: [topic.text for topic in session.topics] for session in visit.sessions}
    assert topics["xã Tiên Điền"] == topics["xã Xuân Trường"] == ["khu dân cư kiểu mẫu"]
