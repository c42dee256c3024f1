"""Localities and agencies on a day: who is, who has whose work now, and how names are shown."""

import pytest

from tuongdong.succession import (
    agencies_on,
    agency_named,
    ended_in,
    heirs,
    holds,
    localities_on,
    origins,
    shown,
    successions,
    territory,
)
from tuongdong.terms import agency_records, districts, localities, locality_named, units

# (day, how many): before Đắk Nông, Điện Biên and Hậu Giang; Hà Tây's last day; Hà Nội with it; Huế after Thừa Thiên Huế; the mergers
COUNTS = [
    ("2003-12-31", 61),
    ("2004-01-01", 64),
    ("2008-07-31", 64),
    ("2008-08-01", 63),
    ("2024-12-31", 63),
    ("2025-01-01", 63),
    ("2025-06-30", 63),
    ("2025-07-01", 34),
]


@pytest.mark.parametrize(("day", "count"), COUNTS)
def test_so_many_provinces_there_were(day: str, count: int) -> None:
    assert len(localities_on(day)) == count


def test_six_cities_and_twenty_eight_provinces_remain() -> None:
    kinds = [one.kind for one in localities_on("2025-07-01")]
    assert (kinds.count("thành phố"), kinds.count("tỉnh")) == (6, 28)
    untouched = [one.name for one in localities_on("2025-07-01") if not origins(one.name, "2025-07-01")]
    assert sorted(untouched) == sorted(
        ["Cao Bằng", "Điện Biên", "Hà Tĩnh", "Lai Châu", "Lạng Sơn", "Nghệ An", "Quảng Ninh", "Sơn La", "Thanh Hóa"]
    )  # Hà Nội has Hà Tây since 2008, Huế has Thừa Thiên Huế since January


def test_every_end_and_every_merger_has_its_source_and_an_heir_that_is_there() -> None:
    for one in localities():
        if one.to:
            assert one.source, one.name
            assert one.into, one.name
            heir = locality_named(one.into)
            assert heir is not None
            assert holds(heir, one.to), one.name
    for agency in agency_records():
        if agency.to:
            assert agency.source, agency.name
            assert heirs(agency.name, "2026-01-01"), agency.name
    for step in successions():
        assert step.source, step
        assert _known(step.old) or step.old.startswith(("huyện ", "thành phố ", "thị trấn")), step
        assert _known(step.new) or step.new.startswith(("đặc khu ", "xã")), step
    assert all(place.source for place in districts())
    assert all(unit.source for unit in units())
    assert all(locality_named(one.locality) for one in districts())


def _known(name: str) -> bool:
    return bool(locality_named(name) or agency_named(name))


# (name, day, function, heirs)
HEIRS = [
    ("Bình Dương", "2025-06-30", None, []),
    ("tỉnh Bình Dương", "2025-07-01", None, ["Thành phố Hồ Chí Minh"]),
    ("Hà Tây", "2026-01-01", None, ["Hà Nội"]),
    ("Sở Kế hoạch và Đầu tư", "2025-03-01", None, ["Sở Tài chính"]),
    ("Sở Thông tin và Truyền thông", "2026-01-01", "báo chí", ["Sở Văn hóa, Thể thao và Du lịch"]),
    ("Sở Thông tin và Truyền thông", "2026-01-01", "Viễn thông", ["Sở Khoa học và Công nghệ"]),
    ("Bộ Lao động - Thương binh và Xã hội", "2026-01-01", "trẻ em", ["Bộ Y tế"]),
    ("Bộ Lao động – Thương binh và Xã hội", "2026-01-01", "giảm nghèo", ["Bộ Nông nghiệp và Môi trường"]),
    # two steps, the second by the function of the first
    ("Ủy ban Dân số, Gia đình và Trẻ em", "2010-01-01", "trẻ em", ["Bộ Lao động - Thương binh và Xã hội"]),
    ("Ủy ban Dân số, Gia đình và Trẻ em", "2026-01-01", "trẻ em", ["Bộ Y tế"]),
    ("Bộ Bưu chính, Viễn thông", "2012-01-01", None, ["Bộ Thông tin và Truyền thông"]),
    ("Bộ Khoa học, Công nghệ và Môi trường", "2026-01-01", "môi trường", ["Bộ Nông nghiệp và Môi trường"]),
    # a ministry that lives on lost one function
    ("Bộ Nội vụ", "2026-01-01", "tôn giáo", ["Bộ Dân tộc và Tôn giáo"]),
    ("Bộ Tài chính", "2026-01-01", None, []),
    ("Mây Ngàn", "2026-01-01", None, []),
    ("không có ai", "2026-01-01", None, []),
]


@pytest.mark.parametrize(("name", "day", "function", "expected"), HEIRS)
def test_heirs_by_function(name: str, day: str, function: str | None, expected: list[str]) -> None:
    assert [one.new for one in heirs(name, day, function)] == expected


def test_what_five_bodies_took_over() -> None:
    found = {one.new: one.functions for one in heirs("Sở Lao động - Thương binh và Xã hội", "2025-03-01")}
    assert list(found) == [
        "Sở Nội vụ", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Nông nghiệp và Môi trường", "Công an",
    ]  # fmt: skip
    assert "an toàn, vệ sinh lao động" in found["Sở Nội vụ"]


def test_a_document_governs_the_territory_of_its_day() -> None:
    assert territory("Thành phố Hồ Chí Minh", "2023-06-24") == ("Thành phố Hồ Chí Minh",)
    assert territory("Thành phố Hồ Chí Minh", "2025-07-01") == (
        "Thành phố Hồ Chí Minh", "Bà Rịa - Vũng Tàu", "Bình Dương",
    )  # fmt: skip
    assert territory("Lâm Đồng", "2025-07-01") == ("Lâm Đồng", "Bình Thuận", "Đắk Nông")
    assert (
        sum(len(territory(one.name, "2025-07-01")) for one in localities_on("2025-07-01")) == 63 + 2
    )  # Hà Tây, Thừa Thiên Huế


# (name, day, shown)
SHOWN = [
    ("Quảng Nam", "2025-06-30", "Quảng Nam"),
    ("Quảng Nam", "2025-07-01", "Quảng Nam (nay là Đà Nẵng, từ 01/07/2025)"),
    ("Hậu Giang", "2003-05-01", "Hậu Giang (có từ 01/01/2004)"),
    ("Bộ Giao thông vận tải", "2025-02-28", "Bộ Giao thông vận tải"),
    ("Bộ Giao thông vận tải", "2025-03-01", "Bộ Giao thông vận tải (nhiệm vụ nay do Bộ Xây dựng, Bộ Công an thực hiện, từ 01/03/2025)"),
    ("Bộ Thủy sản", "2026-01-01", "Bộ Thủy sản (nay là Bộ Nông nghiệp và Môi trường, từ 01/03/2025)"),
    ("cấp huyện", "2025-07-01", "cấp huyện (kết thúc từ 01/07/2025)"),
    ("đặc khu", "2025-06-30", "đặc khu (có từ 01/07/2025)"),
    ("huyện Lý Sơn", "2026-01-01", "huyện Lý Sơn (nay là đặc khu Lý Sơn, từ 01/07/2025)"),
    ("thành phố Thủ Đức", "2026-01-01", "thành phố Thủ Đức (kết thúc từ 01/07/2025)"),
    ("Mây Ngàn", "1900-01-01", "Mây Ngàn"),
    ("", "2026-01-01", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "day", "expected"), SHOWN)
def test_names_are_shown_as_of_a_day(name: str, day: str, expected: str) -> None:
    assert shown(name, day) == expected


# (text, day, names)
ENDED = [
    ("Giao Sở Lao động – Thương binh và Xã hội chủ trì.", "2025-03-01", ["Sở Lao động - Thương binh và Xã hội"]),
    ("Giao Sở Lao động – Thương binh và Xã hội chủ trì.", "2025-02-28", []),
    ("BỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "2026-01-01", ["Bộ Nông nghiệp và Phát triển nông thôn"]),
    ("Bộ Nông nghiệp và Môi trường, Bộ Tài chính", "2026-01-01", []),
    ("Uỷ ban nhân dân cấp huyện trình HĐND huyện", "2025-07-01", ["cấp huyện"]),
    ("Ủy ban nhân dân cấp huyện", "2025-06-30", []),
    ("Ủy ban nhân dân phường, huyện thoại", "2025-07-01", []),
]


@pytest.mark.parametrize(("text", "day", "names"), ENDED)
def test_a_text_names_bodies_that_are_no_more(text: str, day: str, names: list[str]) -> None:
    assert [one.name for one in ended_in(text, day)] == names


def test_ministries_before_and_after_2025() -> None:
    def ministries(day: str) -> set[str]:
        return {one.name for one in agencies_on(day) if one.name.startswith("Bộ ") and one.level == "central"}

    gone, come = (
        ministries("2025-02-28") - ministries("2025-03-01"),
        ministries("2025-03-01") - ministries("2025-02-28"),
    )
    assert len(gone) == 6
    assert come == {"Bộ Dân tộc và Tôn giáo", "Bộ Nông nghiệp và Môi trường"}
    assert len(ministries("2025-03-01") - {"Bộ Chính trị", "Bộ Chỉ huy quân sự"}) == 14
