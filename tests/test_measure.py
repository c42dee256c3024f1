"""Values with their bounds, and who acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuongdong.measure import authorities, measure, number

VALUES = [
    ("Mức dư nợ vay không vượt quá 40% số thu", [("percentage", 40.0, "%", "<=", "không vượt quá 40%")]),
    ("bổ sung 70% số tăng thu", [("percentage", 70.0, "%", "=", "70%")]),
    # thousands, millions; per person and month is another unit
    ("hỗ trợ 1.500.000 đồng/người/tháng", [("money", 1.5e6, "đồng/người/tháng", "=", "1.500.000 đồng/người/tháng")]),
    ("tối thiểu 2,5 tỷ đồng", [("money", 2.5e9, "đồng", ">=", "tối thiểu 2,5 tỷ đồng")]),
    # hectares and square metres are one unit
    ("đất trồng lúa dưới 500 ha", [("area", 5e6, "m2", "<", "dưới 500 ha")]),
    ("đất rừng từ 50 ha trở lên", [("area", 5e5, "m2", ">=", "từ 50 ha trở lên")]),
    ("không quá 36 tháng", [("duration", 36.0, "tháng", "<=", "không quá 36 tháng")]),
    ("trong thời hạn 15 ngày làm việc", [("duration", 15.0, "ngày làm việc", "<=", "trong thời hạn 15 ngày làm việc")]),
    ("có không quá 02 Phó Chủ tịch", [("count", 2.0, "phó chủ tịch", "<=", "không quá 02 Phó Chủ tịch")]),
    ("công suất 120 tấn/ngày đêm", [("quantity", 120.0, "tấn/ngày", "=", "120 tấn/ngày đêm")]),
    ("từ 2.500 MW trở lên", [("quantity", 2500.0, "MW", ">=", "từ 2.500 MW trở lên")]),
    ("khoảng 1.000 căn hộ", [("quantity", 1000.0, "căn", "=", "1.000 căn hộ")]),
    ("từ ngày 01 tháng 8 năm 2022", [("date", "2022-08-01", "", "=", "ngày 01 tháng 8 năm 2022")]),
    ("chậm nhất là quý IV năm 2023", [("date", "2023-Q4", "", "<=", "chậm nhất là quý IV năm 2023")]),
    ("tại kỳ họp cuối năm 2024", [("date", "2024-end", "", "=", "cuối năm 2024")]),
    ("nhiệm kỳ 2016 - 2021", [("date", "2016/2021", "", "=", "nhiệm kỳ 2016 - 2021")]),
    # a denial before the words of the bound; only of what is allowed, not of what is the case
    ("không giữ chức vụ quá 10 năm", [("duration", 10.0, "năm", "<=", "không giữ chức vụ quá 10 năm")]),
    ("không được chậm quá 30 ngày", [("duration", 30.0, "ngày", "<=", "không được chậm quá 30 ngày")]),
    ("không sử dụng đất quá 12 tháng", [("duration", 12.0, "tháng", ">", "quá 12 tháng")]),
    ("không vượt 215.350 tỷ đồng", [("money", 2.1535e14, "đồng", "<=", "không vượt 215.350 tỷ đồng")]),
    # seven days before: at least
    ("gửi trước 07 ngày khai mạc", [("duration", 7.0, "ngày", ">=", "trước 07 ngày")]),
    ("từ 3 năm công tác trở lên", [("duration", 3.0, "năm", ">=", "từ 3 năm công tác trở lên")]),
    ("bằng hoặc lớn hơn 10%", [("percentage", 10.0, "%", ">=", "bằng hoặc lớn hơn 10%")]),
    ("công suất < 5 tấn/ngày", [("quantity", 5.0, "tấn/ngày", "<", "< 5 tấn/ngày")]),
    # spelled out beside the figure; the sign of money
    ("trong 02 (hai) ngày", [("duration", 2.0, "ngày", "=", "02 (hai) ngày")]),
    ("phạt 500.000đ/ngày", [("money", 5e5, "đồng/ngày", "=", "500.000đ/ngày")]),
    # what is done and what was planned; the first may leave the unit to the second; but no rate, no fraction
    (
        "thu 560 tỷ đồng/690 tỷ đồng",
        [("money", 5.6e11, "đồng", "=", "560 tỷ đồng"), ("money", 6.9e11, "đồng", "=", "690 tỷ đồng")],
    ),
    (
        "được 12.375,3/10.200 triệu đồng",
        [("money", 1.23753e10, "đồng", "=", "12.375,3"), ("money", 1.02e10, "đồng", "=", "10.200 triệu đồng")],
    ),
    ("1.000 đồng/02 người, 2/3 thành viên", [("money", 1000.0, "đồng", "=", "1.000 đồng")]),
    # years in a row, without the words for a period
    ("Từ năm 2026 - 2030", [("date", "2026/2030", "", "=", "năm 2026 - 2030")]),
    ("ngân sách 03 năm 2026 - 2028", [("date", "2026/2028", "", "=", "năm 2026 - 2028")]),
    # more than; what a year is likened to is no bound
    (
        "Hơn 5 tỷ đồng cho hơn 20.000 hộ",
        [("money", 5e9, "đồng", ">", "Hơn 5 tỷ đồng"), ("count", 2e4, "hộ", ">", "hơn 20.000 hộ")],
    ),
    ("không muộn hơn 08 giờ", [("duration", 8.0, "giờ", "<=", "không muộn hơn 08 giờ")]),
    ("không muộn hơn ngày 01/7/2026", [("date", "2026-07-01", "", "<=", "không muộn hơn ngày 01/7/2026")]),
    ("cao hơn năm 2024", [("date", "2024", "", "=", "năm 2024")]),
    # in words; the days of the week and larger numbers are none
    ("Hằng năm ít nhất hai lần", [("count", 2.0, "lần", ">=", "ít nhất hai lần")]),
    ("sau mười ngày làm việc", [("duration", 10.0, "ngày làm việc", "=", "mười ngày làm việc")]),
    ("tối Thứ Bảy ngày họp, hai mươi ba ngày, mười hai năm", []),
    # units are whole words
    ("50 đại biểu/hội nghị", [("count", 50.0, "đại biểu", "=", "50 đại biểu")]),
    ("biểu số 05 ban hành kèm theo", []),
    # a day of any year is no duration
    ("trước ngày 15 tháng 12 hằng năm", [("date", "--12-15", "", "<", "trước ngày 15 tháng 12")]),
    # numbers of citations are no values
    ("theo khoản 4 Điều 59 của Luật Ngân sách nhà nước số 83/2015/QH13", []),
    ("Nghị định số 124/2004/NĐ-CP ngày 18 tháng 5 năm 2004 của Chính phủ", []),
    ("các điểm b, c, d khoản 1 Điều 35", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_values(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(q.kind.value, q.value, q.unit, q.bound.value, q.text) for q in measure(text)] == expected


@pytest.mark.parametrize(
    ("text", "lower", "value"),
    [
        ("trong 20 đến 25 năm", 20.0, 25.0),
        ("giảm 10 - 12%", 10.0, 12.0),
        ("từ 10 tới 20 tỷ đồng", 1e10, 2e10),
        ("giảm 1%-1,5%", 1.0, 1.5),
        ("diện tích 2.000m2 - 3.000 m2", 2000.0, 3000.0),
        ("trong 25 năm", None, 25.0),
    ],
)
def test_a_range_has_two_ends(text: str, lower: float | None, value: float) -> None:
    (found,) = measure(text)
    assert (found.lower, found.value) == (lower, value)


def test_spelling_of_a_number_is_no_difference() -> None:
    assert [measure(t)[0].value for t in ("02 năm", "2 năm")] == [2.0, 2.0]
    assert number("1.234,5") == number("1234,5")


AUTHORITIES = [
    ("Hội đồng nhân dân tỉnh quyết định mức thu", [("people_council", "province", "decide")]),
    (
        "Uỷ ban nhân dân Thành phố trình Hội đồng nhân dân Thành phố quyết định",
        [("people_committee", "province", "submit"), ("people_council", "province", "decide")],
    ),
    ("Chủ tịch Ủy ban nhân dân quận bổ nhiệm, ban hành", [("committee_chairman", "district", "issue")]),
    ("Ủy ban nhân dân cấp xã tổ chức thực hiện", [("people_committee", "commune", "organise")]),
    (
        "Chính phủ báo cáo Ủy ban Thường vụ Quốc hội",
        [("government", "central", "report"), ("national_assembly_committee", "central", "")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), AUTHORITIES)
def test_authorities(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(x.body, x.level, x.action) for x in authorities(text)] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sở Tài chính chủ trì thẩm định", "Sở Tài chính"),
        ("Sở Văn hoá, Thể thao và Du lịch trình", "Sở Văn hoá, Thể thao và Du lịch trình"),
        ("Sở Tài chính, Sở Y tế", "Sở Tài chính"),
    ],
)
def test_a_department_is_named_whole(text: str, words: str) -> None:
    assert authorities(text)[0].text == words


@given(st.text(alphabet="0123456789.,% đồngthángnămhatừdướiquá/-ngày ", max_size=80), st.integers(0, 50))
def test_spans_slice_back(text: str, offset: int) -> None:
    for q in measure(text, offset):
        assert text[q.span.start - offset : q.span.end - offset] == q.text
