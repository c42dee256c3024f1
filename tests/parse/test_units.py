"""Units out of small texts: each row a text and the eIds that it must give."""

import pytest

from tuongdong.errors import ParseError
from tuongdong.models import Document, SourceText, Span
from tuongdong.parse import parse


def document(text: str, bold: tuple[str, ...] = ()) -> Document:
    spans = tuple(Span(text.index(words), text.index(words) + len(words)) for words in bold)
    return parse(SourceText(text=text, format="txt", bold=spans))


def eids(text: str) -> list[str]:
    return [unit.eid for unit in document(text).provisions]


TREES = [
    # a plan has no articles: 1.1. is a clause of 1., with points of its own, and + below a dash is a unit
    (
        "I. MỘT\n1. Việc\n1.1. Hồ sơ\na) Đơn:\n- Bản chính:\n+ Một bản;\n+ Hai bản.\n- Bản sao.",
        "part_I part_I__cl_1 part_I__cl_1__cl_1.1 part_I__cl_1__cl_1.1__point_a part_I__cl_1__cl_1.1__point_a__indent_1 "
        "part_I__cl_1__cl_1.1__point_a__indent_1__indent_1 part_I__cl_1__cl_1.1__point_a__indent_1__indent_2 "
        "part_I__cl_1__cl_1.1__point_a__indent_2",
    ),
    (
        "Điều 1. Một\n- Bản chính:\n+ Một bản;\n+ Hai bản.",
        "art_1 art_1__indent_1",
    ),
    # C is a letter, no hundred; older papers have no đ; a mark right behind a number
    (
        "A. MỘT\n1. Một.\nB. HAI\nI. Mục\n1. Hai.\nC. BA\n1. Ba.",
        "part_A part_A__cl_1 part_B part_B__part_I part_B__part_I__cl_1 part_C part_C__cl_1",
    ),
    (
        "Điều 1. Gồm\na/ Một;\nb/ Hai;\nc/ Ba;\nd/ Bốn;\ne/ Năm.",
        "art_1 " + " ".join(f"art_1__point_{letter}" for letter in "abcde"),
    ),
    (
        "Điều 1. Gồm\n1. Một:\n1.1- Đơn;\n1.2: Bản sao.\n1.5 lần.",
        "art_1 art_1__cl_1 art_1__cl_1__point_1.1 art_1__cl_1__point_1.2",
    ),
    # đ is a letter of its own
    ("Điều 1. Phạm vi\n1. Gồm:\na) Một;\nd) Bốn;\nđ) Năm;\ne) Sáu.", "art_1 art_1__cl_1 ..a ..d ..đ ..e"),
    # inserted units: 5a, 2đ, d1
    (
        "Điều 5. Một\n1. A.\nĐiều 5a. Hai\n2. B.\n2đ. C.\nd) D;\nd1) Đ.",
        "art_5 art_5__cl_1 art_5a art_5a__cl_2 art_5a__cl_2đ ..d ..d1",
    ),
    # a list inside a point is no new clause
    (
        "Điều 1. Hồ sơ\n1. Gồm:\na) Giấy tờ:\n1. Đơn;\n2. Bản sao;\nb) Phí.",
        "art_1 art_1__cl_1 ..a ..a__point_1 ..a__point_2 ..b",
    ),
    # chapters and sections are units and prefix no article
    (
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Một\nA.\nChương II\nNỘI DUNG\nMục 1. THU\nĐiều 2. Hai\nB.",
        "chp_I art_1 chp_II chp_II__sec_1 art_2",
    ),
    # points directly under an article; a dash is an indent
    (
        "Điều 1. Các bên\na) Bên giao;\nb) Bên nhận:\n- Một;\n- Hai.",
        "art_1 art_1__point_a art_1__point_b ..b__indent_1 ..b__indent_2",
    ),
    # what is attached may call itself anything; "(Kèm theo ...)" below its capitals tells; a bare "(Kèm theo ...)" is none
    (
        "Điều 1. Công bố\nMột.\nNơi nhận:\n- Lưu: VT.\nKT. CHỦ TỊCH\nTrần Văn An\nTHỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH\nTẠI CÁC XÃ\n"
        "(Kèm theo Quyết định số 1/QĐ-UBND)\nPHẦN I. DANH MỤC\n1. Cấp giấy.",
        "art_1 att_1 att_1__part_I att_1__part_I__cl_1",
    ),
    (
        "Điều 1. Công bố\nMột.\nNơi nhận:\n- Lưu: VT.\nTrần Văn An\nPhụ lục\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 01/01/2031)\nPhụ lục I\n"
        "DANH MỤC\n1. Một.",
        "art_1 att_1 att_1__cl_1",
    ),
    # a dash amid a quoted phrase that a line's end broke
    (
        "Điều 2. Sửa cụm từ\nThay cụm từ “Sở Lao động\n- Xã hội” bằng “Sở Y tế”:\n- Tại khoản 1.",
        "art_2 art_2__indent_1",
    ),
    # 3.1 is a clause of Điều 3; numbers of a text are none
    ("Điều 3. Mức\n3.1. Loại một.\n3.2. Loại hai:\n1.5 lần.\n2.000 đồng.", "art_3 art_3__cl_3.1 art_3__cl_3.2"),
    # a plan: I. 1. a) -
    (
        "KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Yêu cầu\na) Một;\nb) Hai.\nII. NỘI DUNG\n- Ba.",
        "part_I part_I__cl_1 ..a ..b part_II part_II__indent_1",
    ),
    # a part inside the article that approves it
    (
        "Điều 1. Phê duyệt Đề án như sau:\nI. MỤC TIÊU\n1. Một.\nĐiều 2. Hiệu lực\nA.",
        "art_1 art_1__part_I art_1__part_I__cl_1 art_2",
    ),
    # a name's initial, and a Roman number out of turn, open nothing
    ("Điều 1. Tên\n1. Ông\nV. Nam.\nC. Mác.", "art_1 art_1__cl_1"),
    # a number given twice keeps both units apart
    ("Điều 1. Hai lần\n1. Một.\n2. Hai.\n2. Hai nữa.", "art_1 art_1__cl_1 art_1__cl_2 art_1__cl_2_2"),
    # glued to the end of the clause before
    ("Điều 1. Giao\n1. Không để xảy ra tiêu cực.2. Giao Sở.", "art_1 art_1__cl_1 art_1__cl_2"),
    # a point so, a space between, when it is the next in its turn
    ("Điều 1. Gồm\na) Một. b) Hai. d) Bốn.\nb) Sở Y tế.", "art_1 ..a ..b art_1__point_b_2"),
    # the signature ends the document; what is attached starts again
    (
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế.\nĐiều 2. Thi hành.\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"
        "Trần An\nQUY CHẾ\nLÀM VIỆC CỦA BAN\n(Ban hành kèm theo Quyết định số 1/QĐ-UBND)\nĐiều 1. Một\n1. A.\nPHỤ LỤC I\nDANH MỤC\nBảng.",
        "art_1 art_2 att_1 att_1__art_1 att_1__art_1__cl_1 att_2",
    ),
    # labels inside lines, when the numbers after them show them to be units; a list in running text stays text
    (
        "Điều 1. Thành phần gồm: a) Chủ tịch; b) Phó Chủ tịch;\nc) Các Ủy viên.\nĐiều 2. Thi hành 1.\nCó hiệu lực ngay.\n2. Sở Y tế thi hành.",
        "art_1 ..a ..b ..c art_2 art_2__cl_1 art_2__cl_2",
    ),
    ("Điều 1. Gồm: a) Một; b) Hai; theo điểm c) Điều này.\nĐiều 2. Hai.", "art_1 art_2"),
    # titles glued to their labels; the mark of a note after a number
    (
        "Chương IQUY ĐỊNH CHUNG\nĐiều 1. Một\nA.\nMục 1HỢP ĐỒNG\nĐiều 2. Hai\n1[3]. B:\na[4]) C.",
        "chp_I art_1 chp_I__sec_1 art_2 art_2__cl_1 ..a",
    ),
    # a citation that begins a line is no article
    ("Điều 1. Căn cứ\n1. Theo\nĐiều 2 Luật Đất đai và\nĐiều 7, khoản 3.", "art_1 art_1__cl_1"),
    # points that a comma closes, in their turn only
    ("Điều 1. Gồm\na, Một\nb, Hai\nd, Bốn\nĐiều 2. Hai", "art_1 ..a ..b art_2"),
    # the letter l for 1, but not in its turn as a letter
    ("Điều 1. Một\nl. A.\n2. B:\nđ) C\nđl) D", "art_1 art_1__cl_1 art_1__cl_2 ..đ art_1__cl_2__point_đ__point_đ1"),
    # misprinted and unmarked
    ("Điều 1. Một\nA.\nĐiểu 2: Hai\nB.\nĐiều 3 Nguyên tắc chung\nC.\nDiều 4. Bốn", "art_1 art_2 art_3 art_4"),
    # a careless mark or none, where the numbers around tell; not where they do not, nor where two lines could be meant
    (
        "Điều 1. Một\n1 Giao Sở.\n2. Hai.\n3, Ba.\n4. Bốn.\n5 Năm.",
        "art_1 art_1__cl_1 art_1__cl_2 art_1__cl_3 art_1__cl_4",
    ),
    ("Điều 1. Một\n1. Một.\n2 Hai Bà Trưng\n2 Cầu Giấy\n3. Ba.", "art_1 art_1__cl_1 art_1__cl_3"),
    (
        "Điều 1. Một\n1 .Vụ Pháp chế:\na) A;\n2. Hai:\n2.1 - Chi.",
        "art_1 art_1__cl_1 ..a art_1__cl_2 art_1__cl_2__point_2.1",
    ),
    # "* ...:" between lists is no list's beginning
    ("I. CHI\n1. Một.\n* Về thu:\n1. Hai.\n2. Ba.", "part_I part_I__cl_1 part_I__cl_1_2 part_I__cl_2"),
]


BELOW_TABLES = [
    # the text that goes on below a table of lone bars, and the next table; cells with numbers stay cells
    (
        "1. Một:\nHạng\n|\nMức\n|\n1. Trạm\n|\n5\n|\n2. Đối với đất ở:\nHạng\n|\nMức\n|\n3. Cột\n|\n6\n|\n4. Khác\n|\n7\n|",
        "art_1__cl_1 art_1__cl_2",
    ),
    # also right above a bar, when it is longer than a cell; decimals and points
    (
        f"1. Một:\n1.1. Giá\nHạng\n|\nMức\n|\n1.2. Mức {'chi ' * 20}.\n|\n2. Hai:\na) A\nTên\n|\nMức\n|\nb) B:\nTên\n|\n5\n|",
        "art_1__cl_1 art_1__cl_1__point_1.1 art_1__cl_1__point_1.2 art_1__cl_2 art_1__cl_2__point_a art_1__cl_2__point_b",
    ),
    # the first of a list, when the second tells
    ("Trong đó:\nG:\n|\nGiá (đồng).\n|\n1. Chi phí.\n2. Lợi nhuận.\nL:\n|\nLãi.\n|", "art_1__cl_1 art_1__cl_2"),
    # numbers of rows are none
    ("1. Một:\nTT\n|\nTên\n|\n2. |\nGiấy\n|", "art_1__cl_1"),
]


@pytest.mark.parametrize(("text", "wanted"), BELOW_TABLES)
def test_text_below_tables_of_lone_bars(text: str, wanted: str) -> None:
    head = "THÔNG TƯ SỐ 9/2031/TT-BTC\nVề mức chi\n(ngày 01/02/2031 của Bộ Tài chính; có hiệu lực từ 03/04/2031)\n\nĐiều 1. Một\n"
    assert eids(head + text) == ["art_1", *wanted.split()]


@pytest.mark.parametrize(("text", "wanted"), TREES)
def test_trees(text: str, wanted: str) -> None:
    found = eids(text)
    assert len(found) == len(wanted.split())
    for eid, want in zip(found, wanted.split(), strict=True):
        assert eid == want or (want.startswith("..") and eid.endswith(f"__point_{want[2:]}")), (found, want)


FORMS = [
    # forms behind a regulation are attached each by itself, and their blanks are no units
    (
        "QUY CHẾ\nLÀM VIỆC\n(Ban hành kèm theo Quyết định số 1/QĐ-UBND)\nĐiều 1. Một\n1. A.\nMẫu số 01\nTÊN CƠ QUAN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "ĐƠN ĐỀ NGHỊ\n1. Họ tên:\n2. Địa chỉ:\nNơi nhận:\n- Như trên.\nMẫu số 02\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQUYẾT ĐỊNH\nĐiều 1. Phê duyệt ...",
        "att_1 att_1__art_1 att_1__art_1__cl_1 att_2 att_3",
    ),
    # those of an annex belong to it; it goes on where its own numbers do
    (
        "PHỤ LỤC I\n(Kèm theo Quyết định số 1/QĐ-UBND)\n1. Mẫu đăng ký\nTÊN CƠ QUAN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n- Họ tên:\nNơi nhận:\n2. Mẫu báo cáo\n"
        "PHỤ LỤC II\nDANH MỤC\nBảng.",
        "att_1 att_1__cl_1 att_1__cl_2 att_2",
    ),
    # also where it stood in a part; an accounting form has a head of its own
    (
        "PHỤ LỤC\n(Kèm theo Quyết định số 1/QĐ-UBND)\nA. NỘI DUNG\nI. Thủ tục một\n1. Hồ sơ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHọ tên:\nII. Thủ tục hai\n"
        "1. Hồ sơ",
        "att_1 att_1__part_A att_1__part_A__part_I att_1__part_A__part_I__cl_1 att_1__part_A__part_II att_1__part_A__part_II__cl_1",
    ),
    (
        "CHẾ ĐỘ KẾ TOÁN\n(Ban hành theo Quyết định số 1/QĐ-BTC)\nPhần thứ nhất\nCHỨNG TỪ\nĐơn vị: .... | | Mẫu số: C01- H\n1. Họ tên:\nPhần thứ hai\nSỔ\n1. Sổ cái",
        "att_1 att_1__part_1 att_1__part_2 att_1__part_2__cl_1",
    ),
    # numbers and names of forms, one run into the line above; a list of forms is none
    (
        "PHỤ LỤC\n(Kèm theo Thông tư số 1/2031/TT-BCT)\n1. Hồ sơ:\nMẫu số 01. Sổ trực;\na) Đơn.\nMẫu số 01. Sổ trực trạm\nTên trạm: ……\n1. Ca trực:\n"
        "Mẫu số 02. Báo cáo\nNgày | Ca\n2. Sự cố:",
        "att_1 att_1__cl_1 att_1__cl_1__point_a",
    ),
    (
        "PHỤ LỤC\nBIỂU MẪU\n(Ban hành kèm theo Thông tư) Mẫu số 01\n1. Exporter:\n2. Importer:",
        "att_1",
    ),
    # but not what comes below a signature amid the form
    (
        "PHỤ LỤC\n(Kèm theo Quyết định số 1/QĐ-UBND)\n1. Đăng ký\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n1. Họ tên:\nCHỦ TỊCH\n2. Ý kiến:\n3. Kết luận:",
        "att_1 att_1__cl_1",
    ),
    # behind the form's signature also where the form has counted as far
    (
        "PHỤ LỤC\n(Kèm theo Quyết định số 1/QĐ-UBND)\n1. Đăng ký\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n1. Họ tên:\nNơi nhận:\n- Lưu: ...\n"
        "2. Báo cáo\n2.1. Hồ sơ",
        "att_1 att_1__cl_1 att_1__cl_2 att_1__cl_2__point_2.1",
    ),
    # a model of rules has articles that are units
    (
        "NỘI QUY MẪU\n(Kèm theo Quyết định số 1/QĐ-UBND)\nTÊN CƠ QUAN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐiều 1. Giờ mở cửa\n1. Từ 6 giờ.",
        "att_1 att_1__art_1 att_1__art_1__cl_1",
    ),
]


CODIFIED = [
    # a signature and an annex behind the last article
    (
        "Điều 1. Một\nA\n\nĐiều 2. Hai\nB./.\nNơi nhận:\n- Chính phủ;\n- Lưu: VT.\nPHỤ LỤC I\nMỨC CHI\n(Kèm theo Nghị định số 9/2031/NĐ-CP)\n1. Xã.",
        "art_1 art_2 att_1 att_1__cl_1",
    ),
    # rules behind the article that speaks of them, and the articles go on below
    (
        "Điều 1. Một\nĐiều lệ:\nĐIỀU LỆ\nQUỸ\n(Ban hành kèm theo Quyết định số 9/QĐ-TTg)\nChương I\nCHUNG\nĐiều 1. Tên\nA\nĐiều 2. Quỹ\nB\n\n"
        "Điều 2. Hai\nC",
        "art_1 att_1 att_1__chp_I att_1__art_1 att_1__art_2 art_2",
    ),
    # a quotation that never closes ends at the next article, which is no cell of the table below it
    (
        "Điều 1. Sửa khoản 2 như sau:\n“2. Hai.\n\nĐiều 2. Sơ đồ\n|\n|\n\nĐiều 3. Ba\nC “c”.",
        "art_1 art_2 art_3",
    ),
    # the addressees of a form are no end, a lone "PHỤ LỤC" no annex
    (
        "Điều 1. Một\nKính đề nghị./.\nNơi nhận:\n- Như trên.\nPHỤ LỤC I\n\nĐiều 2. Hai\nB",
        "art_1 art_1__indent_1 art_2",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CODIFIED)
def test_what_is_attached_to_a_codified_text(text: str, wanted: str) -> None:
    head = "NGHỊ ĐỊNH SỐ 9/2031/NĐ-CP\nVề mức chi\n(ngày 01/02/2031 của Chính phủ; có hiệu lực từ 03/04/2031)\n\n"
    assert eids(head + text) == wanted.split()


SUBPOINTS = [
    # below a point that is a heading, or beside one that is a sentence
    ("1. Bình ổn\na) Việc của xã\na1) Một;\na2) Hai.\nb) Ba.", "point_a point_a__point_a1 point_a__point_a2 point_b"),
    ("1. Bình ổn\na) Việc của xã;\na1) Một;\nb) Ba.", "point_a point_a1 point_b"),
]


@pytest.mark.parametrize(("text", "wanted"), SUBPOINTS)
def test_subpoints(text: str, wanted: str) -> None:
    assert eids(f"Điều 1. Một\n{text}")[2:] == [f"art_1__cl_1__{unit}" for unit in wanted.split()]


BARS = [
    # what stands below the last bar of a table is no cell
    (
        "1. Mức thu:\nSTT\n|\nMức\n|\n1\n|\n100.000\n|\n2. Mức chi do Sở quy định.\n3. Mức khác.",
        "art_1__cl_1 art_1__cl_2 art_1__cl_3",
    ),
    # nor is what stands between two tables
    (
        "a) Đất ở:\nSTT\n|\nMức\n|\n1\n|\n5\n|\nb) Đất khác:\nSTT\n|\nMức\n|\n1\n|\n6\n|",
        "art_1__point_a art_1__point_b",
    ),
    # a cell that another bar closes is one, whatever it begins with
    ("1. Mức thu:\nTên\n|\n2. Lệ phí\n|\n3. Phí\n|\n2. Mức chi.", "art_1__cl_1 art_1__cl_2"),
]


@pytest.mark.parametrize(("text", "wanted"), BARS)
def test_tables_of_bars(text: str, wanted: str) -> None:
    assert eids(f"Điều 1. Mức\n{text}") == ["art_1", *wanted.split()]


ANNEXES = [
    # "Phụ lục" above all of them is none itself
    (
        "Phụ lục\n(Ban hành kèm theo Nghị quyết số 1)\nPhụ lục I\nDANH MỤC\n1. Một.\nPhụ lục II\nMỨC CHI",
        "att_1 att_1__cl_1 att_2",
    ),
    # the next in its turn, its title in small letters
    ("Phụ lục I. Định mức đường\nMột.\nPhụ lục II. Định mức cầu\nHai.", "att_1 att_2"),
    ("Phụ lục I. Định mức đường\nPhụ lục II kèm theo là mức chi.", "att_1"),
    # a list of the annexes that follow
    (
        "Phụ lục I. Định mức đường\nPhụ lục II. Định mức cầu\nPHỤ LỤC I\nĐỊNH MỨC ĐƯỜNG\n1. Một.\nPHỤ LỤC II\nĐỊNH MỨC CẦU\n1. Hai.",
        "att_1 att_1__cl_1 att_2 att_2__cl_1",
    ),
    # and annexes that another regulation's own have the numbers of
    (
        "Phụ lục I. Định mức đường\n1. Một.\nPhụ lục II. Định mức cầu\n1. Hai.\n"
        "QUY CHẾ\nLÀM VIỆC\n(Kèm theo Quyết định số 1/QĐ-UBND)\n1. Ba.\nPHỤ LỤC I\nDANH MỤC\n1. Bốn.",
        "att_1 att_1__cl_1 att_2 att_2__cl_1 att_3 att_3__cl_1 att_4 att_4__cl_1",
    ),
]


@pytest.mark.parametrize(("attached", "wanted"), ANNEXES)
def test_annexes(attached: str, wanted: str) -> None:
    assert eids(f"Điều 1. Một./.\nTM. ỦY BAN NHÂN DÂN\n{attached}") == ["art_1", *wanted.split()]


def test_a_letter_ends_before_what_is_attached_to_it() -> None:
    found = document(
        "SỞ Y TẾ\nSố: 1/SYT\nV/v hướng dẫn\nKính gửi: Các phòng.\nNơi nhận:\n- Lưu: VT.\nPHỤ LỤC\n1. Một.", ()
    )
    assert [unit.eid for unit in found.provisions] == ["att_1", "att_1__cl_1"]
    assert found.recipients == ("Lưu: VT",)


@pytest.mark.parametrize(("attached", "wanted"), FORMS)
def test_forms(attached: str, wanted: str) -> None:
    text = f"Điều 1. Ban hành kèm theo Quyết định này các văn bản sau.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nTrần An\n{attached}"
    assert eids(text) == ["art_1", *wanted.split()]


QUOTED = [
    # closed in time
    "Điều 1. Sửa đổi Quy định\n1. Bổ sung Điều 6a như sau:\n“Điều 6a. Mức chi\n1. Một.\n2. Hai.”\n2. Bãi bỏ khoản 3.",
    # never closed: the next order of the document ends it
    "Điều 1. Sửa đổi Quy định\n1. Sửa đổi khoản 1 như sau:\n“1. Mức chi:\na) Một;\n2. Sửa đổi khoản 4 như sau:\n“4. Hết.”",
    # straight marks
    'Điều 1. Sửa đổi Quy định\n1. Điều 13 được sửa đổi như sau:\n" Điều 13\n1. Một.\n2. Hai."\n2. Điều 14 được bãi bỏ.',
]


@pytest.mark.parametrize("text", QUOTED)
def test_quoted_text_belongs_to_the_clause_that_quotes_it(text: str) -> None:
    found = document(text)
    assert [unit.eid for unit in found.provisions] == ["art_1", "art_1__cl_1", "art_1__cl_2"]
    first = found.provision("art_1__cl_1")
    assert first.quotes
    assert first.quotes[0].of(text)[0] in '“"'


def test_an_unclosed_quotation_is_a_finding() -> None:
    assert "quote_open" in [finding.code for finding in document(QUOTED[1]).findings]


def test_what_a_letter_quotes_above_its_own_units_is_no_unit() -> None:
    text = "SỞ Y TẾ\nSố: 5/SYT-NV\nTại Điều 8 quy định:\n“Điều 8. Chợ\n1. Một.\na) Hai.”\n1. Về chợ: đồng ý.\n2. Về giá: không."
    assert [(unit.eid, unit.text) for unit in document(text).provisions] == [
        ("cl_1", "Về chợ: đồng ý."),
        ("cl_2", "Về giá: không."),
    ]


def test_dashes_of_a_letter_are_units_below_the_sentence_that_announces_them() -> None:
    text = (
        "SỞ Y TẾ\nSố: 5/SYT-NV\nKính gửi:\n- Các phòng;\n- Các trạm y tế.\nVề việc này, Sở Y tế có ý kiến hướng dẫn như sau:\n"
        "- Điều 8 quy định:\n“Điều 8. Chợ\n1. Một.”\n- Các phòng báo cáo.\n1. Về phí: không.\nNơi nhận:\n- Như trên;\n- Lưu: VT."
    )
    assert [unit.eid for unit in document(text).provisions] == ["indent_1", "indent_2", "cl_1"]


SENTENCE = "Về việc này, Sở Y tế có ý kiến hướng dẫn như sau:"


@pytest.mark.parametrize(
    ("below", "wanted"),
    [
        # articles that are quoted are none of the letter's
        (
            f"Kính gửi: Các phòng.\n{SENTENCE}\n- Luật Giá quy định:\n“Điều 8. Chợ\n1. Một.\nĐiều 9. Hai”\n- Các phòng báo cáo.",
            "indent_1 indent_2",
        ),
        # addressees, legal bases, and what is no letter
        ("Kính gửi: Thủ trưởng các cơ quan, đơn vị sau đây:\n- Phòng A;\n- Phòng B.\n1. Một.", "cl_1"),
        (f"Kính gửi: Các phòng.\n{SENTENCE}\n- Căn cứ Luật Giá;\n- Căn cứ Luật Phí;\n1. Một.", "cl_1"),
        (f"{SENTENCE}\n- Một;\n1. Hai.", "cl_1"),
    ],
)
def test_which_dashes_of_a_letter_are_units(below: str, wanted: str) -> None:
    assert eids(f"SỞ Y TẾ\nSố: 5/SYT-NV\n{below}") == wanted.split()


def test_a_plus_that_is_no_unit() -> None:
    text = "I. MỘT\n1. Gồm:\n+ Không gạch;\n- Liên hệ:\n+84 912 345\n+ 84 912 345\n- K = A:\n+ B x C\n- Vị trí:\n+ 01 vị trí;\n+Hai."
    found = [unit.eid for unit in document(text).provisions]
    dashes = [f"part_I__cl_1__indent_{n}" for n in (1, 2, 3)]
    assert found == ["part_I", "part_I__cl_1", *dashes, f"{dashes[2]}__indent_1", f"{dashes[2]}__indent_2"]


def test_a_quotation_that_is_never_closed_gives_no_units() -> None:
    text = "SỞ Y TẾ\nSố: 5/SYT-NV\nTại Điều 8 quy định:\n“Điều 8. Chợ\n1. Một.\na) Hai.\nTại Điều 9 quy định:\n“Điều 9. Phí\n1. Ba.\nSở trả lời:\n1. Đồng ý."
    assert [unit.text for unit in document(text).provisions] == ["Đồng ý."]


HEADINGS = [
    ("Điều 1. Phạm vi điều chỉnh\nQuyết định này quy định mức chi.", "Phạm vi điều chỉnh"),
    ("Điều 1. Quyết định này có hiệu lực kể từ ngày ký.", None),
    ("Điều 1. Quyết định này có hiệu lực kể từ ngày ký\nCác ông có tên chịu trách nhiệm.", None),
    ("Điều 1. Mục đích, yêu cầu:\n1. Một.", "Mục đích, yêu cầu:"),
    ("Điều 1. Các cơ quan có trách nhiệm:\n1. Một.", None),
    (
        f"Điều 1. Chế độ đối với {', '.join(['cán bộ xã'] * 12)}.\n1. Một.",
        f"Chế độ đối với {', '.join(['cán bộ xã'] * 12)}.",
    ),
    (f"Điều 1. Chế độ đối với {', '.join(['cán bộ xã'] * 12)}.\nMột.", None),
    ("Điều 1.\nĐiều khoản thi hành\nQuyết định này có hiệu lực.", "Điều khoản thi hành"),
]


@pytest.mark.parametrize(("text", "heading"), HEADINGS)
def test_a_heading_is_told_from_running_text(text: str, heading: str | None) -> None:
    assert document(text).provision("art_1").heading == heading


def test_bold_tells_the_heading() -> None:
    text = (
        "Điều 1. Mức hỗ trợ được áp dụng như sau\nMột.\nĐiều 2. Thi hành\nHai.\nĐiều 3. Sở Y tế chịu trách nhiệm\nBa.\n"
        "Điều 4. Ban hành kèm theo Quyết định này Quy chế làm việc.\nĐiều 5. Năm."
    )
    bold = ("Mức hỗ trợ được áp dụng như sau", "", "", "Ban hành kèm theo Quyết định này Quy chế làm việc.", "")
    found = document(text, tuple(f"Điều {n}. {words}".strip() for n, words in enumerate(bold, start=1)))
    headings = [unit.heading for unit in found.provisions]
    assert headings == ["Mức hỗ trợ được áp dụng như sau", "Thi hành", None, None, None]


def test_a_numbered_line_in_bold_is_a_heading() -> None:
    found = document("I. MỘT\n1. Việc\n1.1. Hồ sơ\nA.\n1.2. Phí: không.", ("1.1. Hồ sơ", "1.2. Phí"))
    assert [unit.heading for unit in found.provisions] == ["MỘT", None, "Hồ sơ", None]


def test_an_article_under_the_number_of_the_last_is_told_by_bold() -> None:
    text = "Điều 1. Một\nA.\nĐiều 2. Hai\n1. B.\nĐiều 2. Ba\n1. C."
    assert [unit.eid for unit in document(text).provisions] == ["art_1", "art_2", "art_2__cl_1", "art_2__cl_1_2"]
    found = document(text, ("Điều 1.", "Điều 2. Hai", "Điều 2. Ba"))
    assert [unit.eid for unit in found.provisions] == ["art_1", "art_2", "art_2__cl_1", "art_2_2", "art_2_2__cl_1"]


def test_the_closing_sign_and_the_adoption_line_are_no_words_of_the_last_clause() -> None:
    text = "Điều 1. Thi hành\n1. Sở Y tế thi hành./.\nNghị quyết này được Hội đồng nhân dân thành phố thông qua ngày 01 tháng 7 năm 2025."
    last = document(text).provision("art_1__cl_1")
    assert last.text == "Sở Y tế thi hành."
    assert last.span.of(text) == "1. Sở Y tế thi hành./."


ODDITIES = [
    ("Điều 1. Một\nA.\nĐiều 3. Ba\nB.", "article_missing"),
    ("Điều 1. Một\n1. A.\n3. C.", "numbering_jump"),
    ("Điều 1. Một\n1. A.\n2. B.\n1. C.", "numbering_restart"),
    ("MẬT\nQUYẾT ĐỊNH\nVỀ MỨC CHI\nĐiều 1. Một.", "secret"),
    ("Số: 5/2024/QĐ-UBND\nHuế, ngày 02 tháng 3 năm 2025\nQUYẾT ĐỊNH\nVỀ MỨC CHI\nĐiều 1. Một.", "year_mismatch"),
]


@pytest.mark.parametrize(("text", "code"), ODDITIES)
def test_oddities_are_findings(text: str, code: str) -> None:
    assert code in [finding.code for finding in document(text).findings]


def test_a_text_without_provisions_is_refused_or_bare() -> None:
    letter = SourceText(text="Kính gửi: Sở Y tế.\nĐề nghị báo cáo.", format="txt")
    with pytest.raises(ParseError):
        parse(letter, "thu.txt")
    bare = parse(letter, "thu.txt", bare=True)
    assert not bare.provisions
    assert [finding.code for finding in bare.findings] == ["no_provision"]


def test_a_text_without_a_name_is_the_subject_of_what_is_said_of_it() -> None:
    letter = SourceText(text="Kính gửi: Sở Y tế.\nĐề nghị báo cáo.", format="txt")
    with pytest.raises(ParseError, match=r"^This text has no provision") as told:
        parse(letter)
    assert told.value.say().startswith("Văn bản này không có điều")
    assert parse(letter, bare=True).findings[0].message.startswith("Văn bản này không có điều")
