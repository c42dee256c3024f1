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


HEADS = [
    # a portal's lines above the document name and number it
    (
        "Luật Thư viện số 5/2031/QH20\nNguồn: Cổng thông tin\nLUẬT\nTHƯ VIỆN\nQuốc hội ban hành Luật Thư viện.",
        ("5/2031/QH20", "luật", "Quốc hội", None),
    ),
    # older titles hold issuer, number and day
    (
        "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 7/NĐ-CP NGÀY 02/3/1996 VỀ QUẢN LÝ CHỢ",
        ("7/NĐ-CP", "nghị định", "Chính phủ", "1996-03-02"),
    ),
    # capitals lost; the days of what is cited are not this document's
    (
        "Quyết định về việc xây dựng tủ sách\nChủ tịch ủy ban nhân dân tỉnh cao bằng\nCăn cứ Luật Xuất bản ngày 20 tháng 11 năm 2012;",
        (None, "quyết định", "Ủy ban nhân dân tỉnh Cao Bằng", None),
    ),
    # an official letter, its subject over two lines, two agencies on one line
    (
        "BỘ TÀI CHÍNH CỤC THUẾ\nSố: 12/CT-CS\nV/v chính sách\nthuế\nHà Nội, ngày 03 tháng 3 năm 2031\nKính gửi: Thuế tỉnh Cao Bằng.",
        ("12/CT-CS", "công văn", "Cục Thuế", "2031-03-03"),
    ),
    # the number on a line of its own is no name
    (
        "Số:\n9/NQ-CP\nCHÍNH PHỦ\nHà Nội, ngày 17 / 5 /2031\nNGHỊ QUYẾT\nVỀ MỨC CHI",
        ("9/NQ-CP", "nghị quyết", "Chính phủ", "2031-05-17"),
    ),
]


@pytest.mark.parametrize(("head", "wanted"), HEADS)
def test_heads(head: str, wanted: tuple[str | None, ...]) -> None:
    found = parse(SourceText(text=f"{head}\nĐiều 1. Một.", format="txt"))
    assert (found.number, found.doctype, found.issuer, found.issued_on) == wanted


def test_a_subject_goes_on_below() -> None:
    text = "SỞ Y TẾ\nSố: 5/SYT-NV\nV/v báo cáo\ntình hình\nKính gửi: Các phòng.\n1. Một."
    assert parse(SourceText(text=text, format="txt")).title == "báo cáo tình hình"


EFFECTS = [
    ("Quyết định này có hiệu lực thi hành kể từ ngày ký.", "2031-03-05"),
    ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.", "2031-03-15"),
    ("Quyết định này có hiệu lực thi hành kể từ ngày 01/7/2031.", "2031-07-01"),
    ("Quyết định số 3/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành.", None),
    ("Quyết định này có hiệu lực từ ngày 31 tháng 02 năm 2031.", None),
    ("Quyết định có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2031.", "2031-07-01"),
    ("Bãi bỏ Quyết định số 3 khi Quyết định có hiệu lực từ ngày 02 tháng 7 năm 2031.", None),
    ("Quyết định này có hiệu lực từ 0 giờ ngày 01 tháng 7 năm 2031.", "2031-07-01"),
    ("Quyết định này có hiệu lực từ khi được Hội đồng nhân dân thông qua.", "2031-03-05"),
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
