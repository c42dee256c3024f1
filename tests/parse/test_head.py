"""Heads, dates, names, localities and aliases, on invented documents."""

import pytest

from tuongdong.models import SourceText
from tuongdong.parse import parse
from tuongdong.parse.localities import in_title

HEAD = """HỘI ĐỒNG NHÂN DÂN
THÀNH PHỐ HÀ NỘI
Số:
12/2031/NQ-HĐND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 05 tháng 3 năm 2031
NGHỊ QUYẾT
QUY ĐỊNH MỨC HỖ TRỢ TIỀN XE BUÝT CỦA THÀNH PHỐ HÀ NỘI
Căn cứ Luật Tổ chức chính quyền địa phương số
72/2025/QH15;
Căn cứ Luật Giá số 16/2023/QH15; Luật Phí và lệ phí số 97/2015/QH13;
Xét Tờ trình số 1/TTr-UBND;
Hội đồng nhân dân thành phố Hà Nội ban hành Nghị quyết quy định mức hỗ trợ.
Điều 1. Mức hỗ trợ
Mức hỗ trợ của thành phố Hà Nội (sau đây gọi là Thành phố) là 10.000 đồng.
Điều 2. Hiệu lực
Nghị quyết này có hiệu lực từ ngày 15 tháng 3 năm 2031 và được thực hiện trong 05 năm.
Nơi nhận:
- Chính phủ;
- Lưu: VT.
CHỦ TỊCH
Trần Văn An"""


def test_head_and_tail() -> None:
    found = parse(SourceText(text=HEAD, format="txt"))
    assert (found.number, found.doctype, found.issuer) == (
        "12/2031/NQ-HĐND",
        "nghị quyết",
        "Hội đồng nhân dân thành phố Hà Nội",
    )
    assert (found.locality, found.about, found.place) == ("Hà Nội", ("Hà Nội",), "Hà Nội")
    assert (found.issued_on, found.effective_on, found.term) == ("2031-03-05", "2031-03-15", "05 năm")
    assert found.title == "QUY ĐỊNH MỨC HỖ TRỢ TIỀN XE BUÝT CỦA THÀNH PHỐ HÀ NỘI"
    assert [basis.text for basis in found.legal_bases] == [
        "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
        "Luật Giá số 16/2023/QH15; Luật Phí và lệ phí số 97/2015/QH13",
    ]
    assert found.recipients == ("Chính phủ", "Lưu: VT")
    assert [(one.name, one.position, one.form) for one in found.signatures] == [("Trần Văn An", "CHỦ TỊCH", None)]
    assert [(alias.short, alias.long) for alias in found.aliases] == [("Thành phố", "thành phố Hà Nội")]


def test_a_head_as_the_codification_prints_it() -> None:
    text = "NGHỊ ĐỊNH SỐ 9/2031/NĐ-CP\nVề cơ chế đối với tỉnh Cà Mau\n(ngày 01/02/2031 của Chính phủ; có hiệu lực từ 03/04/2031)\n\nĐiều 1. Mức\nA."
    found = parse(SourceText(text=text, format="txt"))
    assert (found.number, found.doctype, found.issuer, found.locality) == (
        "9/2031/NĐ-CP",
        "nghị định",
        "Chính phủ",
        None,
    )
    assert (found.issued_on, found.effective_on, found.about) == ("2031-02-01", "2031-04-03", ("Cà Mau",))


EFFECTS = [
    ("Quyết định này có hiệu lực thi hành kể từ ngày ký.", "2031-03-05"),
    ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.", "2031-03-15"),
    ("Quyết định này có hiệu lực thi hành kể từ ngày 01/7/2031.", "2031-07-01"),
    ("Quyết định số 3/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành.", None),
    ("Quyết định này có hiệu lực từ ngày 31 tháng 02 năm 2031.", None),
]


@pytest.mark.parametrize(("words", "day"), EFFECTS)
def test_effect(words: str, day: str | None) -> None:
    text = f"Huế, ngày 05 tháng 3 năm 2031\nQUYẾT ĐỊNH\nVỀ MỨC CHI\nĐiều 1. Hiệu lực\n{words}"
    assert parse(SourceText(text=text, format="txt")).effective_on == day


TITLES = [
    ("Về thí điểm cơ chế đặc thù phát triển tỉnh Nghệ An", ("Nghệ An",)),
    ("Tổ chức chính quyền đô thị tại thành phố Hồ Chí Minh", ("Thành phố Hồ Chí Minh",)),
    ("Về Bảo tàng Hồ Chí Minh và học tập tư tưởng Hồ Chí Minh", ()),
    ("Thủ đô", ("Hà Nội",)),
    ("MỨC HỌC PHÍ TRÊN ĐỊA BÀN TỈNH VĨNH LONG", ("Vĩnh Long",)),
    ("Về hợp tác ở châu Á - Thái Bình Dương", ()),
]


@pytest.mark.parametrize(("title", "places"), TITLES)
def test_localities_of_titles(title: str, places: tuple[str, ...]) -> None:
    assert in_title(title) == places
