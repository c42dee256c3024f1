"""Coverage: what was ordered, what was issued upon it, and when."""

from pathlib import Path

import pytest

from tuongdong.coverage import CoverageRow, coverage
from tuongdong.models import Document, SourceText
from tuongdong.parse import parse
from tuongdong.read import read

ORDER = """NGHỊ QUYẾT SỐ 7/2030/QH16
Về bến đò
(ngày 16/11/2030 của Quốc hội; có hiệu lực từ 01/01/2031)

Điều 1. Vé đò
1. Mức giá vé đò ngang do chủ bến thu.
2. Chính phủ quy định chi tiết về mức giá vé đò ngang.
3. Hội đồng nhân dân thành phố được ban hành chính sách miễn vé.
"""
DECREE = """NGHỊ ĐỊNH SỐ 8/2031/NĐ-CP
Quy định chi tiết Nghị quyết số 7/2030/QH16 về bến đò
(ngày {day} của Chính phủ; có hiệu lực từ {day})

Điều 1. Mức giá vé đò ngang
Vé theo khoản 2 Điều 1 Nghị quyết số 7/2030/QH16 là 5.000 đồng.
"""


def document(text: str) -> Document:
    return parse(SourceText(text=text, format="txt"), name="thu.txt")


def row(rows: tuple[CoverageRow, ...], eid: str) -> CoverageRow:
    return next(one for one in rows if one.provision == eid)


@pytest.mark.parametrize(
    ("day", "state"), [("01/12/2030", "in time"), ("01/01/2031", "in time"), ("02/01/2031", "late")]
)
def test_duties_are_judged_by_the_day(day: str, state: str) -> None:
    found = row(coverage(document(ORDER), [document(DECREE.format(day=day))]).rows, "art_1__cl_2")
    assert found.state == state
    assert ("art_1", True) in [(d.eid, d.explicit) for d in found.details]


def test_a_duty_is_missing_a_power_is_not_used() -> None:
    rows = coverage(document(ORDER), []).rows
    assert row(rows, "art_1__cl_2").state == "missing"
    assert row(rows, "art_1__cl_3").state == "not used"


def test_what_rests_on_a_replaced_resolution_needs_review() -> None:
    newer = document(
        "NGHỊ QUYẾT SỐ 9/2032/QH16\nVề bến đò\n\nĐiều 1. Hiệu lực\nNghị quyết này thay thế Nghị quyết số 7/2030/QH16.\n"
    )
    rows = coverage(document(ORDER), [document(DECREE.format(day="01/12/2030")), newer]).rows
    assert row(rows, "art_1__cl_2").state == "needs review"


def test_organisation_rules_of_a_real_resolution_apply_later(data: Path) -> None:
    names = ("131-2020-QH14.txt", "33-2021-NĐ-CP.txt")
    base, decree = (parse(read(data / "special" / name), name=name) for name in names)
    found = row(coverage(base, [decree]).rows, "art_10__cl_4__point_b")
    assert (found.applies_on, found.state) == ("2021-07-01", "in time")
