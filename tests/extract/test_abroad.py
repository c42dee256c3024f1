"""Hosts and guests from abroad. Examples invented."""

import pytest

from tuongdong.extract import extract
from tuongdong.extract.abroad import find_abroad
from tuongdong.models import SourceText, Visit


def drawn(text: str) -> Visit:
    return extract(SourceText(text=text, format="txt"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thăm Lào và nước Cộng hòa Dân chủ Nhân dân Lào", ["Lào", "nước Cộng hòa Dân chủ Nhân dân Lào"]),
        ("đến thành phố Hamburg (Đức), Vương quốc Campuchia", ["thành phố Hamburg (Đức)", "Vương quốc Campuchia"]),
        ("tại tỉnh Champasak, Lào về cà phê", ["tỉnh Champasak, Lào"]),
        ("Seoul đón đoàn; thành phố Seoul (Hàn Quốc)", ["thành phố Seoul (Hàn Quốc)"] * 2),
        ("Chủ tịch UBND tỉnh Lào Cai Nguyễn Đức Trung mặc áo dài", []),
        ("các nước Đông Nam Á, phương Bắc", []),
    ],
)
def test_places_abroad_by_name_or_by_their_country(text: str, found: list[str]) -> None:
    assert [name for name, _span in find_abroad(text, 0, len(text))] == found


SEOUL = """Đà Nẵng học tập kinh nghiệm quản lý đô thị tại Seoul
Ngày 05/6/2025, đoàn công tác của thành phố Đà Nẵng do Phó Chủ tịch UBND thành phố Lê Văn Hòa làm trưởng đoàn đã đến thăm và làm việc tại thành phố Seoul (Hàn Quốc).
Đoàn đã có buổi làm việc với chính quyền thành phố Seoul, trao đổi kinh nghiệm về giao thông thông minh và quản lý rác thải. Phó Thị trưởng Seoul Kim Min-su chủ trì tiếp đoàn.
Chủ tịch UBND thành phố giao Sở Xây dựng nghiên cứu mô hình, báo cáo trước ngày 30/7/2025.
"""


def test_a_delegation_to_a_city_abroad_has_its_host_its_chair_and_its_tasks() -> None:
    visit = drawn(SEOUL)
    (session,) = visit.sessions
    assert (session.with_, session.chair) == ("thành phố Seoul (Hàn Quốc)", "Kim Min-su")
    assert [topic.text for topic in session.topics] == ["giao thông thông minh và quản lý rác thải"]
    assert [one.name for one in visit.localities] == ["thành phố Đà Nẵng", "thành phố Seoul (Hàn Quốc)"]
    assert [(one.name, one.organization, one.side) for one in visit.participants] == [
        ("Lê Văn Hòa", "UBND thành phố Đà Nẵng", "guest"),
        ("Kim Min-su", "thành phố Seoul (Hàn Quốc)", "host"),
    ]
    assert [(task.to, task.due) for task in visit.tasks] == [("Sở Xây dựng", "2025-07-30")]


def test_guests_from_abroad_are_guests() -> None:
    visit = drawn("""Lãnh đạo thành phố Huế tiếp đoàn công tác thành phố Gyeongju (Hàn Quốc)
Chiều 11/4/2025, Chủ tịch UBND thành phố Huế Nguyễn Văn Phúc tiếp và làm việc với Đoàn công tác thành phố Gyeongju (Hàn Quốc) do Thị trưởng Joo Nak-young dẫn đầu.
""")
    assert [session.with_ for session in visit.sessions] == ["thành phố Huế"]
    assert visit.delegation == "Đoàn công tác thành phố Gyeongju (Hàn Quốc)"
    assert visit.leader
    assert visit.leader.name == "Joo Nak-young"
    assert [(one.name, one.side) for one in visit.participants] == [
        ("Nguyễn Văn Phúc", "host"),
        ("Joo Nak-young", "guest"),
    ]


def test_minutes_of_a_meeting_abroad() -> None:
    visit = drawn("""BIÊN BẢN
Làm việc với chính quyền Thủ đô Viêng Chăn về quản lý chất thải
I. THỜI GIAN: 8 giờ ngày 15/5/2025
II. THÀNH PHẦN
1. Thủ đô Viêng Chăn (Lào)
- Ông Bun-chăn Xi-vông, Phó Đô trưởng - Chủ trì
2. Đoàn công tác tỉnh Quảng Trị
- Ông Lê Văn Tám, Phó Chủ tịch UBND tỉnh - Trưởng đoàn
III. THỐNG NHẤT
1. Sở Nông nghiệp và Môi trường tỉnh Quảng Trị xây dựng chương trình hợp tác, hoàn thành trước ngày 30/9/2025.
""")
    assert [session.with_ for session in visit.sessions] == ["Thủ đô Viêng Chăn (Lào)"]
    assert [(one.name, one.side) for one in visit.participants] == [
        ("Bun-chăn Xi-vông", "host"),
        ("Lê Văn Tám", "guest"),
    ]
    assert visit.chair
    assert visit.chair.name == "Bun-chăn Xi-vông"
