"""Two localities side by side: what the host has issued and the visitor still lacks."""

import pytest

from tuongdong.coverage import BesideRow, Standing, beside
from tuongdong.models import Document, SourceText
from tuongdong.parse import parse

POLICIES = """
Điều 1. Vé đò
1. Người qua sông bằng đò ngang trả tiền vé cho chủ bến trước khi lên đò.
2. Chính phủ quy định chi tiết về mức giá vé đò ngang cho người và hàng hóa qua sông.

Điều 2. Phao cứu sinh
1. Mỗi đò ngang có đủ phao cứu sinh cho mọi người trên đò, đặt ở nơi dễ lấy.
2. Chính phủ quy định chi tiết về số lượng, kiểu loại phao cứu sinh của đò ngang.
"""
LANTERNS = """
Điều 3. Đèn bến
1. Bến đò ngang thắp đèn từ lúc mặt trời lặn đến chuyến cuối cùng trong ngày.
2. Chính phủ quy định chi tiết về đèn bến, dầu đèn và người trông đèn.
"""


def document(text: str) -> Document:
    return parse(SourceText(text=text, format="txt"), name="thu.txt")


def resolution(number: str, place: str, articles: str) -> Document:
    return document(
        f"NGHỊ QUYẾT SỐ {number}\nVề bến đò của tỉnh {place}\n(ngày 16/11/2030 của Quốc hội; có hiệu lực từ 01/01/2031)\n{articles}"
    )


def decree(number: str, base: str, *targets: str) -> Document:
    articles = "\n\n".join(
        f"Điều {at}. Việc thứ {at}\nĐiều này quy định chi tiết {target} Nghị quyết số {base}."
        for at, target in enumerate(targets, start=1)
    )
    return document(
        f"NGHỊ ĐỊNH SỐ {number}\nQuy định chi tiết Nghị quyết số {base} về bến đò\n"
        f"(ngày 01/01/2031 của Chính phủ; có hiệu lực từ 01/01/2031)\n\n{articles}\n"
    )


VISITOR = resolution("8/2030/QH16", "Phú Yên", POLICIES)
HOST = resolution("7/2030/QH16", "Nghệ An", POLICIES + LANTERNS)
HOSTS_DECREE = decree("1/2031/NĐ-CP", "7/2030/QH16", "khoản 2 Điều 1", "khoản 2 Điều 2", "khoản 2 Điều 3")
VISITORS_DECREE = decree("2/2031/NĐ-CP", "8/2030/QH16", "khoản 2 Điều 1")


def row(rows: tuple[BesideRow, ...], eid: str) -> BesideRow:
    return next(one for one in rows if one.host == eid)


@pytest.mark.parametrize(
    ("others", "eid", "visitor", "standing"),
    [
        ([HOSTS_DECREE, VISITORS_DECREE], "art_1__cl_2", ("art_1__cl_2",), Standing.BOTH),
        ([HOSTS_DECREE, VISITORS_DECREE], "art_2__cl_2", ("art_2__cl_2",), Standing.LACKS_RULES),
        ([HOSTS_DECREE, VISITORS_DECREE], "art_3__cl_2", (), Standing.LACKS_POLICY),
        ([VISITORS_DECREE], "art_1__cl_2", ("art_1__cl_2",), Standing.AHEAD),
        ([], "art_1__cl_2", ("art_1__cl_2",), Standing.NEITHER),
    ],
)
def test_who_has_issued_rules(others: list[Document], eid: str, visitor: tuple[str, ...], standing: Standing) -> None:
    found = row(beside(VISITOR, HOST, others).rows, eid)
    assert (found.visitor, found.standing) == (visitor, standing)


def test_a_row_holds_what_both_sides_issued() -> None:
    found = row(beside(VISITOR, HOST, [HOSTS_DECREE, VISITORS_DECREE]).rows, "art_1__cl_2")
    assert found.host_row is not None
    assert "1/2031/NĐ-CP" in {one.number for one in found.host_row.details}
    assert {one.number for own in found.visitor_rows for one in own.details} == {"2/2031/NĐ-CP"}


def test_every_row_of_both_coverages_is_there() -> None:
    found = beside(HOST, VISITOR, [HOSTS_DECREE, VISITORS_DECREE])  # the host visits
    assert {one.provision for one in found.host.rows} == {
        one.host_row.provision for one in found.rows if one.host_row is not None
    }
    shown = {one.provision for row in found.rows for one in row.visitor_rows}
    assert shown == {one.provision for one in found.visitor.rows}
    assert next(one for one in found.rows if one.visitor == ("art_3__cl_2",)).standing is Standing.AHEAD


def test_details_that_only_the_host_has() -> None:
    fuller = decree("1/2031/NĐ-CP", "7/2030/QH16", "khoản 2 Điều 1")
    more = document(
        fuller.text
        + "\nĐiều 2. Vé tháng\nNgười qua sông hằng ngày theo khoản 2 Điều 1 Nghị quyết số 7/2030/QH16 được mua vé tháng bằng hai mươi lượt vé thường.\n"
    )
    found = row(beside(VISITOR, HOST, [more, VISITORS_DECREE]).rows, "art_1__cl_2")
    assert "art_2" in {one.eid for one in found.host_only if one.explicit}
    assert "art_1" not in {one.eid for one in found.host_only}
