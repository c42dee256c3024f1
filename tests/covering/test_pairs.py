"""Which provisions of a decree fill in which of a resolution: by who acts, by headings, in one place each."""

from pathlib import Path

import pytest

from tuongdong.cite import cite
from tuongdong.coverage.acting import Body, bodies, leading, near, same
from tuongdong.coverage.likeness import Rarity, share, words_of
from tuongdong.coverage.orders import by_order
from tuongdong.coverage.pairs import pairs
from tuongdong.models import Document, SourceText
from tuongdong.parse import parse
from tuongdong.read import read

RESOLUTION = """NGHỊ QUYẾT SỐ 7/2030/QH16
Về chính quyền bến nước tại thành phố Mây Ngàn
(ngày 16/11/2030 của Quốc hội; có hiệu lực từ 01/01/2031)

Điều 1. Nhiệm vụ của Ủy ban nhân dân quận
1. Ủy ban nhân dân quận làm việc theo chế độ luân phiên, bảo đảm nguyên tắc công khai bến bãi.
2. Chủ tịch Ủy ban nhân dân quận đứng đầu, ký giấy phép neo đậu và giữ sổ thuyền của quận.
3. Cấp, thu hồi phao cứu sinh cho chủ thuyền trên địa bàn.

Điều 2. Nhiệm vụ của Ủy ban nhân dân phường
1. Ủy ban nhân dân phường làm việc theo chế độ luân phiên, bảo đảm nguyên tắc công khai bến bãi.
2. Chủ tịch Ủy ban nhân dân phường đứng đầu, ký giấy phép neo đậu và giữ sổ thuyền của phường.

Điều 3. Tổ chức thực hiện
1. Chính phủ quy định chi tiết về chế độ làm việc của Ủy ban nhân dân quận, phường;
2. Chính phủ quy định trình tự, thủ tục cấp, thu hồi phao cứu sinh.
"""
DECREE = """NGHỊ ĐỊNH SỐ 8/2031/NĐ-CP
Quy định chi tiết Nghị quyết số 7/2030/QH16 về chính quyền bến nước
(ngày 01/12/2030 của Chính phủ; có hiệu lực từ 01/01/2031)

Điều 1. Phạm vi điều chỉnh
Nghị định này quy định chi tiết Nghị quyết số 7/2030/QH16.

Điều 2. Chế độ làm việc của Ủy ban nhân dân quận
1. Ủy ban nhân dân quận làm việc theo chế độ luân phiên; bảo đảm nguyên tắc công khai bến bãi.
2. Lịch trực bến được dán tại trụ sở vào thứ hai.

Điều 3. Trách nhiệm của Chủ tịch phường
1. Chủ tịch phường đứng đầu, ký giấy phép neo đậu.
2. Chủ tịch phường giữ sổ thuyền của phường và báo cáo hằng quý.

Điều 4. Trình tự, thủ tục cấp, thu hồi phao cứu sinh
Chủ thuyền nộp đơn đề nghị cấp phao cứu sinh; phao hỏng thì bị thu hồi.

Điều 5. Đèn lồng trang trí
Hội chợ đèn lồng mở vào rằm tháng tám.

Điều 6. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2031.
"""


def document(text: str) -> Document:
    return parse(SourceText(text=text, format="txt"), name="thu.txt")


@pytest.fixture(scope="module")
def found() -> set[tuple[str, str]]:
    resolution, decree = document(RESOLUTION), document(DECREE)
    return {(one.eid, one.target) for one in pairs(resolution, cite(resolution), decree, cite(decree))}


@pytest.mark.parametrize(
    "pair",
    [
        ("art_2", "art_3__cl_1"),  # the heading says what the order says
        ("art_4", "art_3__cl_2"),
        ("art_2__cl_1", "art_1__cl_1"),  # the clause that repeats it, not the article
        ("art_3", "art_2__cl_2"),  # the heading names the one who acts: the article, though a clause is more like
        ("art_4", "art_1__cl_3"),
    ],
)
def test_pairs(found: set[tuple[str, str]], pair: tuple[str, str]) -> None:
    assert pair in found


def test_the_same_words_about_another_level_are_no_pair(found: set[tuple[str, str]]) -> None:
    assert not {("art_2__cl_1", "art_2__cl_1"), ("art_2", "art_2__cl_1"), ("art_3", "art_1__cl_2")} & found


def test_what_answers_nothing_stays_alone(found: set[tuple[str, str]]) -> None:
    assert not [pair for pair in found if pair[0].startswith(("art_1", "art_5", "art_6"))]


def test_neighbours_answer_one_order() -> None:
    """A heading that says nothing of the order goes with those around it; not one after which another order begins."""
    between = DECREE.replace("Điều 5. Đèn lồng trang trí", "Điều 5. Phao cứu sinh dự phòng")
    resolution, decree = document(RESOLUTION), document(between)
    course = {article: order for order, article, _ in by_order(resolution, ["art_3__cl_1", "art_3__cl_2"], decree)}
    assert course["art_4"] == course["art_5"] == "art_3__cl_2"
    assert course["art_2"] == "art_3__cl_1"


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("ủy ban nhân dân quận quyết định", Body("committee", "district")),
        ("trong phạm vi của mình, hội đồng nhân dân tỉnh quyết định", Body("council", "province")),
        ("phó chủ tịch ủy ban nhân dân phường giúp việc", Body("deputy", "commune")),
        ("ủy ban nhân dân thành phố thuộc tỉnh họp", Body("committee", "district")),
    ],
)
def test_who_a_sentence_is_about(sentence: str, body: Body) -> None:
    assert leading(sentence) == {body}


def test_a_list_shares_its_level() -> None:
    assert bodies("hội đồng nhân dân, ủy ban nhân dân xã")[0].named == {
        Body("council", "commune"),
        Body("committee", "commune"),
    }


def test_bodies_without_a_level_are_of_any() -> None:
    any_level, commune, district = (Body("committee", level) for level in ("", "commune", "district"))
    assert same({any_level}, {commune})
    assert not same({commune}, {district})
    assert near({Body("chairman", "commune")}, {commune})


def test_what_all_say_tells_nothing() -> None:
    rarity = Rarity.among(["bến đò", "bến phà", "bến thuyền"])
    assert words_of(["bến"], rarity).cosine(words_of(["bến đò"], rarity)) < 0.2
    assert share(words_of(["đò"], rarity), words_of(["bến đò"], rarity)) == pytest.approx(1)


def test_decrees_on_two_cities_answer_their_orders(data: Path) -> None:
    """33/2021/NĐ-CP goes by the parts of point b, then c: staff and meetings first, budget and security last."""
    names = ("131-2020-QH14.txt", "33-2021-NĐ-CP.txt")
    resolution, decree = (parse(read(data / "special" / name), name=name) for name in names)
    orders = ["art_10__cl_4__point_b", "art_10__cl_4__point_c"]
    course = {article: order[-1] for order, article, _ in by_order(resolution, orders, decree)}
    assert [course.get(f"art_{n}") for n in (8, 21, 30, 35, 38, 40)] == ["b", "b", "b", "c", "c", "c"]
    assert "art_5" not in course
