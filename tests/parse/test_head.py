"""Heads, dates, names, localities and aliases, on invented documents."""

import pytest

from tuongdong.models import Severity, SourceText, finding
from tuongdong.parse import parse
from tuongdong.parse.aliases import aliases_in
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


def test_a_basis_names_a_document_besides_on_a_line_of_its_own() -> None:
    text = "QUYẾT ĐỊNH\nVỀ MỨC CHI\nCăn cứ Nghị định số 1/2030/NĐ-CP;\nNghị định số 2/2031/NĐ-CP;\nTheo đề nghị của Sở;\nĐiều 1. Một."
    found = parse(SourceText(text=text, format="txt"))
    assert [basis.text for basis in found.legal_bases] == ["Nghị định số 1/2030/NĐ-CP; Nghị định số 2/2031/NĐ-CP"]


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


def test_impossible_days_of_a_head_as_the_codification_prints_it_are_told() -> None:
    text = "NGHỊ ĐỊNH SỐ 9/2031/NĐ-CP\nVề giá\n(ngày 31/02/2031 của Chính phủ; có hiệu lực từ 01/13/2031)\n\nĐiều 1. Mức\nA."
    found = parse(SourceText(text=text, format="txt"))
    assert (found.issued_on, found.effective_on) == (None, None)
    assert [dict(one.data)["day"] for one in found.findings if one.code == "impossible_day"] == [
        "31/02/2031",
        "01/13/2031",
    ]


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
        (None, "quyết định", "Chủ tịch Ủy ban nhân dân tỉnh Cao Bằng", None),
    ),
    # who decides stands above the bases, under the letterhead of the committee; its title ends in a full stop
    (
        "ỦY BAN NHÂN DÂN\nTỈNH CAO BẰNG\nSố: 5/QĐ-UBND\nCao Bằng, ngày 03 tháng 3 năm 2031\nQUYẾT ĐỊNH\nVỀ MỨC CHI.\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CAO BẰNG\nCăn cứ Luật Giá;",
        ("5/QĐ-UBND", "quyết định", "Chủ tịch Ủy ban nhân dân tỉnh Cao Bằng", "2031-03-03"),
    ),
    # an official letter, its subject over two lines, two agencies on one line
    (
        "BỘ TÀI CHÍNH CỤC THUẾ\nSố: 12/CT-CS\nV/v chính sách\nthuế\nHà Nội, ngày 03 tháng 3 năm 2031\nKính gửi: Thuế tỉnh Cao Bằng.",
        ("12/CT-CS", "công văn", "Cục Thuế", "2031-03-03"),
    ),
    # no agency on the left, but its initials in the number
    (
        "Số: 12/BNV-TCBC\nV/v báo cáo biên chế\nHà Nội, ngày 03 tháng 3 năm 2031\nKính gửi: Các bộ.",
        ("12/BNV-TCBC", "công văn", "Bộ Nội vụ", "2031-03-03"),
    ),
    # a telegram names its sender before "điện:"
    (
        "Số: 9/CĐ-XYZ\nHà Nội, ngày 03 tháng 3 năm 2031\nCÔNG ĐIỆN\nVỀ ỨNG PHÓ BÃO\nBỘ XÂY DỰNG điện:",
        ("9/CĐ-XYZ", "công điện", "Bộ Xây dựng", "2031-03-03"),
    ),
    (
        "Số: 9/CĐ-ABC\nHà Nội, ngày 03 tháng 3 năm 2031\nCÔNG ĐIỆN\nVỀ ỨNG PHÓ BÃO\nTHỦ TƯỚNG CHÍNH PHỦ điện:",
        ("9/CĐ-ABC", "công điện", "Thủ tướng Chính phủ", "2031-03-03"),
    ),
    # a scan: a mark lost on "Số", the stamp of those who received it, its shreds
    (
        "BỘ XÂY DỰNG\nSô: 9/QĐ-BXD\nĐẾN\nTW CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Nội, ngày 03 tháng 3 năm 2031\nQUYẾT ĐỊNH\nVỀ MỨC CHI",
        ("9/QĐ-BXD", "quyết định", "Bộ Xây dựng", "2031-03-03"),
    ),
    # the number on a line of its own is no name
    (
        "Số:\n9/NQ-CP\nCHÍNH PHỦ\nHà Nội, ngày 17 / 5 /2031\nNGHỊ QUYẾT\nVỀ MỨC CHI",
        ("9/NQ-CP", "nghị quyết", "Chính phủ", "2031-05-17"),
    ),
    # a scan: the stroke of the number is lost, marks of the doctype are others
    (
        "CHÍNH PHỦ\nSố: 9NQ-CP\nHà Nội, ngày 03 tháng 3 năm 2031\nNGHI QUYẾT\nVỀ MỨC CHI",
        ("9/NQ-CP", "nghị quyết", "Chính phủ", "2031-03-03"),
    ),
    # an older title parts the stroke of its number
    (
        "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 7 /1996/NĐ-CP NGÀY 02/3/1996 VỀ QUẢN LÝ CHỢ",
        ("7/1996/NĐ-CP", "nghị định", "Chính phủ", "1996-03-02"),
    ),
    # the title of a form is no agency, nor the day of what it cites its own
    (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBẢN KHAI CỦA THÂN NHÂN\ntheo Nghị định số 9/2031/NĐ-CP\nngày 04 tháng 6 năm 2031 của Chính phủ",
        (None, None, None, None),
    ),
    # the codification's head on one line
    (
        "THÔNG TƯ SỐ 9/2031/TT-BXD quy định mức chi (ngày 01/02/2031 của Bộ Xây dựng)\n",
        ("9/2031/TT-BXD", "thông tư", "Bộ Xây dựng", "2031-02-01"),
    ),
]


@pytest.mark.parametrize(("head", "wanted"), HEADS)
def test_heads(head: str, wanted: tuple[str | None, ...]) -> None:
    found = parse(SourceText(text=f"{head}\nĐiều 1. Một.", format="txt"))
    assert (found.number, found.doctype, found.issuer, found.issued_on) == wanted


@pytest.mark.parametrize(
    ("text", "recognised", "code"),
    [
        ("Điều 1. Mức hỗ trợ\nLà 10.000 đồng.", False, "head_unread"),
        (HEAD.replace("12/2031/NQ-HĐND", ""), True, "number_unread"),
        (HEAD.replace("12/2031/NQ-HĐND", ""), False, None),  # a draft
        (HEAD, True, None),
    ],
)
def test_what_a_head_does_not_tell_is_told(text: str, recognised: bool, code: str | None) -> None:
    told = (finding("recognised", Severity.WARNING, count=1),) if recognised else ()
    found = {one.code for one in parse(SourceText(text=text, format="pdf", findings=told), "a").findings}
    assert found & {"head_unread", "number_unread"} == ({code} if code else set())


def test_a_subject_goes_on_below() -> None:
    text = "SỞ Y TẾ\nSố: 5/SYT-NV\nV/v báo cáo\ntình hình\nKính gửi: Các phòng.\n1. Một."
    assert parse(SourceText(text=text, format="txt")).title == "báo cáo tình hình"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        # the issuer behind the doctype, and a title that cannot end where its line does
        ("QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH\nvề mức thuế của mặt hàng trong\nBiểu thuế ưu đãi", "về mức thuế của mặt hàng trong Biểu thuế ưu đãi"),
        # V/v as a scan is often read
        ("SỞ Y TẾ\nSố: 5/SYT-NV\nVỊ báo cáo\nNăm mới\n— Kính gửi: Các phòng.", "báo cáo Năm mới"),
    ],
)  # fmt: skip
def test_titles(head: str, title: str) -> None:
    assert parse(SourceText(text=f"{head}\n1. Một.", format="txt")).title == title


def test_enacting_words_on_the_line_of_a_basis_are_no_basis() -> None:
    text = "LUẬT\nCHỢ\nCăn cứ Hiến pháp nước Việt Nam; Quốc hội ban hành Luật Chợ.\nĐiều 1. Một."
    assert [basis.text for basis in parse(SourceText(text=text, format="txt")).legal_bases] == [
        "Hiến pháp nước Việt Nam"
    ]


def test_what_a_letters_answer_cites_is_no_basis() -> None:
    text = "SỞ Y TẾ\nSố: 5/SYT-NV\nKính gửi: Các phòng.\nCăn cứ Luật Chợ;\nSở Y tế có ý kiến như sau:\nCăn cứ Luật Giá, trả lời như sau.\n1. Một."
    assert [basis.text for basis in parse(SourceText(text=text, format="txt")).legal_bases] == ["Luật Chợ"]


def test_the_subject_stands_above_the_addressee_below_a_portals_lines() -> None:
    portal = "\n".join(f"Tình trạng {n}: Đã biết" for n in range(14))
    text = f"{portal}\nCỤC THUẾ\nSố: 5/CT-CS\nV/v mẫu tờ khai\nKính gửi: Các phòng.\n1. Một."
    found = parse(SourceText(text=text, format="txt"))
    assert (found.doctype, found.title) == ("công văn", "mẫu tờ khai")


def test_a_position_goes_on_behind_its_comma() -> None:
    text = "SỞ Y TẾ\nSố: 5/SYT-NV\n1. Một./.\nTL. GIÁM ĐỐC\nKT. TRƯỞNG BAN CHÍNH SÁCH,\nTHUẾ QUỐC TẾ\nPHÓ TRƯỞNG BAN\nTrần Văn An"
    assert [one.name for one in parse(SourceText(text=text, format="txt")).signatures] == ["Trần Văn An"]


def test_the_gazettes_head_in_small_letters() -> None:
    text = "Nghị định\ncủa Chính phủ Số 94 /2031/NĐ-CP ngày 17 tháng 11 năm 2031\nQuy định chi tiết thi hành Luật Chợ số 4/2031/QH19 một\nsố điều\nChính phủ\nCăn cứ Luật Giá;\nĐiều 1. Một."
    found = parse(SourceText(text=text, format="txt"))
    assert (found.number, found.doctype, found.issued_on) == ("94/2031/NĐ-CP", "nghị định", "2031-11-17")
    assert found.title == "Quy định chi tiết thi hành Luật Chợ số 4/2031/QH19 một số điều"


def test_the_day_of_effect_that_an_amended_law_says_is_not_the_amending_ones() -> None:
    text = (
        "LUẬT\nCHỢ\nĐiều 1. Sửa đổi\n1. Sửa đổi khoản 2 như sau:\n“2. Khoản 3 của Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2038.”.\n"
        "Điều 2. Hiệu lực\nLuật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2036."
    )
    assert parse(SourceText(text=text, format="txt")).effective_on == "2036-01-01"


PAPER = "ỦY BAN NHÂN DÂN\nTỈNH CAO BẰNG\nSố: {number}\nCao Bằng, ngày 03 tháng 3 năm 2031\nQUYẾT ĐỊNH\n{title}\nCăn cứ Luật Giá;\n{enacts}Điều 1. Một."


@pytest.mark.parametrize(
    ("number", "title", "enacts", "is_his"),
    [
        ("5/QĐ-UBND", "VỀ GIÁ\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CAO BẰNG", "", True),
        ("5/QĐ-UBND", "VỀ GIÁ\nCHỦ TỊCH UBND TỈNH CAO BẰNG", "", True),
        ("5/QĐ-UBND", "VỀ GIÁ\nQUYỀN CHỦ TỊCH\nỦY BAN NHÂN DÂN TỈNH CAO BẰNG", "", True),
        ("5/QĐ-UBND", "VỀ GIÁ\nChủ tịch Ủy ban nhân dân tỉnh Cao Bằng", "", True),
        ("5/QĐ-UBND", "VỀ GIÁ", "Chủ tịch Ủy ban nhân dân ban hành Quyết định về giá.\n", True),
        ("5/2031/QĐ-CTUBND", "VỀ GIÁ", "", True),
        (
            "5/QĐ-UBND",
            "VỀ GIÁ\nỦY BAN NHÂN DÂN TỈNH CAO BẰNG",
            "Theo đề nghị của Chủ tịch Ủy ban nhân dân xã A.\n",
            False,
        ),
        ("5/QĐ-UBND", "PHÂN CẤP CHO\nCHỦ TỊCH ỦY BAN NHÂN DÂN CÁC XÃ\nỦY BAN NHÂN DÂN TỈNH CAO BẰNG", "", False),
    ],
)
def test_who_decides_under_the_letterhead_of_a_committee(number: str, title: str, enacts: str, is_his: bool) -> None:
    found = parse(SourceText(text=PAPER.format(number=number, title=title, enacts=enacts), format="txt"))
    assert found.issuer == ("Chủ tịch " if is_his else "") + "Ủy ban nhân dân tỉnh Cao Bằng"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Về giá.", "Về giá"),
        ("Về giá./.", "Về giá"),
        ("Về giá năm 2031 .", "Về giá năm 2031"),
        ("Về giá chợ, bến, v.v.", "Về giá chợ, bến, v.v."),
        ("Về giá của Công ty TNHH A.B.", "Về giá của Công ty TNHH A.B."),
        ("Về giá ...", "Về giá ..."),
    ],
)
def test_a_title_ends_without_its_stop(printed: str, title: str) -> None:
    text = PAPER.format(number="5/QĐ-UBND", title=printed, enacts="")
    assert parse(SourceText(text=text, format="txt")).title == title


def test_a_subject_goes_on_with_the_number_of_a_document() -> None:
    text = "BỘ Y TẾ\nSố: 5/BYT-PC\nV/v triển khai Nghị định\n136/2031/NĐ-CP\nHà Nội, ngày 03 tháng 3 năm 2031\nKính gửi: Các sở.\n1. Một."
    assert parse(SourceText(text=text, format="txt")).title == "triển khai Nghị định 136/2031/NĐ-CP"


EFFECTS = [
    ("Quyết định này có hiệu lực thi hành kể từ ngày ký.", "2031-03-05"),
    ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.", "2031-03-15"),
    ("Luật này có hiệu lực thi hành từ ngày công bố.", None),  # a day that another paper says
    ("Quyết định này có hiệu lực thi hành kể từ ngày 01/7/2031.", "2031-07-01"),
    ("Quyết định số 3/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành.", None),
    ("Quyết định này có hiệu lực từ ngày 31 tháng 02 năm 2031.", None),
    ("Quyết định có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2031.", "2031-07-01"),
    ("Bãi bỏ Quyết định số 3 khi Quyết định có hiệu lực từ ngày 02 tháng 7 năm 2031.", None),
    ("Quyết định này có hiệu lực từ 0 giờ ngày 01 tháng 7 năm 2031.", "2031-07-01"),
    ("Quyết định này áp dụng trong năm 2032 và có hiệu lực kể từ ngày ký ban hành.", "2031-03-05"),
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


LACKING = [
    # the place of the date, the title, the opening tell of which province
    (
        "ỦY BAN NHÂN DÂN TỈNH\nSố: 1/QĐ-UBND\nCao Bằng, ngày 05 tháng 3 năm 2031\nQUYẾT ĐỊNH\nVỀ GIÁ ĐẤT",
        "Một.",
        "Cao Bằng",
    ),
    (
        "Quyết định về giá đất trên địa bàn tỉnh tuyên quang\nỦy ban nhân dân tỉnh\nCăn cứ Luật Giá;",
        "Một.",
        "Tuyên Quang",
    ),
    ("Quyết định về giá đất\nỦy ban nhân dân tỉnh\nCăn cứ Luật Giá;", "Giá đất của tỉnh Gia Lai.", "Gia Lai"),
    ("Quyết định về giá đất\nỦy ban nhân dân tỉnh\nCăn cứ Luật Giá;", "Giá đất.", None),
]


@pytest.mark.parametrize(("head", "words", "place"), LACKING)
def test_an_issuer_without_its_place(head: str, words: str, place: str | None) -> None:
    found = parse(SourceText(text=f"{head}\nĐiều 1. {words}", format="txt"))
    codes = {one.code for one in found.findings}
    assert found.locality == place
    assert found.issuer == (f"Ủy ban nhân dân tỉnh {place}" if place else "Ủy ban nhân dân tỉnh")
    assert ("issuer_place_from_text" if place else "issuer_without_place") in codes


COMES_WITH = [
    ("(Ban hành kèm theo Thông tư số 44/2031/TT-NHNN ngày 18/11/2031 của Thống đốc)", "44/2031/TT-NHNN", "2031-11-18"),
    ("(Kèm theo Thông tư số 44/2031/TT-NHNN)", "44/2031/TT-NHNN", None),
    ("(Ban hành kèm theo Thông tư số      /2031/TT-NHNN)", None, None),
    ("(Kèm theo Nghị định số 9/2030/NĐ-CP ngày 01/02/2030 của Chính phủ)", None, None),
]


@pytest.mark.parametrize(("line", "number", "day"), COMES_WITH)
def test_a_number_that_only_the_annex_tells(line: str, number: str | None, day: str | None) -> None:
    text = f"THÔNG TƯ\nQuy định mức chi\nCăn cứ Luật Giá;\nĐiều 1. Một.\nNơi nhận:\n- Lưu: VT.\nPHỤ LỤC\nBIỂU CHI\n{line}\nBảng."
    found = parse(SourceText(text=text, format="txt"))
    assert (found.number, found.issued_on) == (number, day)
    assert ("number_from_attachment" in {one.code for one in found.findings}) == (number is not None)


def test_a_comma_missing_before_the_day_and_a_title_in_the_enacting_words_alone() -> None:
    text = "BỘ XÂY DỰNG\nSố: 1/2031/TT-BXD\nHà Nội ngày 05 tháng 3 năm 2031\nTHÔNG TƯ\nCăn cứ Luật Giá;\nBộ trưởng Bộ Xây dựng ban hành Thông tư quy định mức chi.\nĐiều 1. Một."
    found = parse(SourceText(text=text, format="txt"))
    assert (found.place, found.title) == ("Hà Nội", "quy định mức chi")


def test_shreds_of_a_stamp_before_a_name_and_a_title_on_the_line_of_its_doctype() -> None:
    text = '" T†TĐ1 VĂN PHÒNG CHÍNH PHỦ\nSố: 5/TB-VPCP\nTHÔNG BÁO Kết luận của Phó Thủ tướng\n1. Một.\n2. Hai.'
    found = parse(SourceText(text=text, format="txt"))
    assert (found.issuer, found.doctype, found.title) == (
        "Văn phòng Chính phủ",
        "thông báo",
        "Kết luận của Phó Thủ tướng",
    )


def test_a_word_twice_is_no_part_of_its_basis() -> None:
    text = "BỘ XÂY DỰNG\nSố: 1/2031/TT-BXD\nTHÔNG TƯ\nCăn cứ Căn cứ Luật Lưu trữ;Căn cứ Căn cứ Luật Giá;\nĐiều 1. Một."
    bases = parse(SourceText(text=text, format="txt")).legal_bases
    assert [one.text for one in bases] == ["Luật Lưu trữ", "Luật Giá"]


def test_a_number_is_no_part_of_the_place_beside_it() -> None:
    text = "BỘ XÂY DỰNG\nSố: 24/BXD-KTXD Hà Nội, ngày 12 tháng 4 năm 2031\nV/v báo cáo\nKính gửi: Các sở.\n1. Một."
    found = parse(SourceText(text=text, format="txt"))
    assert (found.number, found.place) == ("24/BXD-KTXD", "Hà Nội")


TAILS = [
    # lines go on, what stands behind a plus belongs to the line above, the file copy is the last
    (
        "Nơi nhận:\n- Các bộ: TC,\nDTTG;\n- VP UBND tỉnh:\n+ LĐVP;\n+ Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn An",
        ("Các bộ: TC, DTTG", "VP UBND tỉnh: + LĐVP", "Lưu: VT"),
        ("Trần Văn An", "CHỦ TỊCH", "TM."),
    ),
    # a line without a dash behind one that closes, before the file copy; what comes after it is none
    (
        "Nơi nhận:\n- VPUB: KT, TH;\nTrung tâm TTĐT;\n- Lưu: VT, NNMT.\nHuy (23 bản)\nCHỦ TỊCH\nTrần Văn An",
        ("VPUB: KT, TH; Trung tâm TTĐT", "Lưu: VT, NNMT"),
        ("Trần Văn An", "CHỦ TỊCH", None),
    ),
    # no "Nơi nhận:" above the dashes
    (
        "- Thủ tướng Chính phủ; - Các bộ; - Lưu: VT, NC (02). MC\n( Đã ký) Trần Văn An",
        ("Thủ tướng Chính phủ", "Các bộ", "Lưu: VT, NC (02). MC"),
        ("Trần Văn An", None, None),
    ),
    (
        "Các bộ trưởng chịu trách nhiệm thi hành Nghị định này.\n- Thủ tướng Chính phủ;\n- Lưu: VT, NN (2).\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nTrần Văn An",
        ("Thủ tướng Chính phủ", "Lưu: VT, NN (2)"),
        ("Trần Văn An", "THỦ TƯỚNG", "TM."),
    ),
    # a position in capitals is no name, nor is one with a form without its full stop
    (
        "Nơi nhận:\n- Lưu: VT.\nKT. BỘ TRƯỞNG, CHỦ NHIỆM\nPHÓ CHỦ NHIỆM\nTrần Văn An",
        ("Lưu: VT",),
        ("Trần Văn An", "PHÓ CHỦ NHIỆM", "KT."),
    ),
    (
        "Nơi nhận - Như Điều 1;\nKT GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTRẦN VĂN AN",
        ("Như Điều 1",),
        ("TRẦN VĂN AN", "PHÓ GIÁM ĐỐC", "KT."),
    ),
    ("KT. THỦ TƯỚNGPHÓ THỦ TƯỚNG(Đã ký)Trần Văn An", (), ("Trần Văn An", "PHÓ THỦ TƯỚNG", "KT.")),
    # positions run into one line, by an older word and the sign of a scan for a dash; a position beside its sign; a name against it
    (
        "Nơi gửi:\n- Như Điều 1;\n~ Lưu: VT.\nTL. CỤC TRƯỞNG KT. TRƯỞNG BAN THUẾ PHÓ TRƯỞNG BAN\nTrần Văn An",
        ("Như Điều 1", "Lưu: VT"),
        ("Trần Văn An", "PHÓ TRƯỞNG BAN", "TL."),
    ),
    ("THỨ TRƯỞNG THƯỜNG TRỰC (Đã ký)\nTrần Văn An", (), ("Trần Văn An", "THỨ TRƯỞNG THƯỜNG TRỰC", None)),
    ("Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH QUỐC HỘITrần Văn An", ("Lưu: VT",), ("Trần Văn An", "CHỦ TỊCH QUỐC HỘI", None)),
]


@pytest.mark.parametrize(("tail", "addressees", "signature"), TAILS)
def test_tails(tail: str, addressees: tuple[str, ...], signature: tuple[str | None, ...]) -> None:
    found = parse(SourceText(text=f"QUYẾT ĐỊNH\nVỀ MỨC CHI\nĐiều 1. Một./.\n{tail}", format="txt"))
    assert [unit.eid for unit in found.provisions] == ["art_1"]
    assert found.recipients == addressees
    assert [(one.name, one.position, one.form) for one in found.signatures] == [signature]


ALIASES = [
    ("Quỹ hỗ trợ chính sách, pháp luật (sau đây gọi là Quỹ)", "Quỹ", "Quỹ hỗ trợ chính sách, pháp luật"),
    (
        "tại Ủy ban nhân dân xã, phường (gọi chung là Ủy ban nhân dân cấp xã)",
        "Ủy ban nhân dân cấp xã",
        "Ủy ban nhân dân xã, phường",
    ),
    ("đối với sản phẩm, hàng hóa (gọi chung là hàng hóa)", "hàng hóa", "sản phẩm, hàng hóa"),
    ("các cơ quan, đơn vị khác (gọi tắt là cơ quan, đơn vị)", "cơ quan, đơn vị", "cơ quan, đơn vị khác"),
    ("Hợp đồng Xây dựng (Build, sau đây gọi là hợp đồng B)", "hợp đồng B", "Hợp đồng Xây dựng"),
]


@pytest.mark.parametrize(("words", "short", "long"), ALIASES)
def test_aliases(words: str, short: str, long: str) -> None:
    assert [(one.short, one.long) for one in aliases_in(f"{words} nộp.")] == [(short, long)]
