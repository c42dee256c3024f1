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


PILOT = """NGHỊ QUYẾT SỐ 7/2030/QH16
Về bến đò
(ngày 16/11/2030 của Quốc hội; có hiệu lực từ 01/01/2031)

Điều 1. Vé đò
1. Mức giá vé đò ngang do chủ bến thu.
2. Chính phủ quy định chi tiết về mức giá vé đò ngang.

Điều 2. Ủy ban nhân dân phường
1. Ủy ban nhân dân phường trông coi bến đò.
2. Chính phủ quy định chi tiết về tổ chức của Ủy ban nhân dân phường.
3. Chính phủ hướng dẫn việc trông coi bến đò.

Điều 3. Điều khoản thi hành
1. Khoản 2 Điều 1 Nghị quyết này có hiệu lực từ ngày 01 tháng 4 năm 2031.
2. Kể từ ngày 01 tháng 7 năm 2031, Ủy ban nhân dân phường thực hiện nhiệm vụ, quyền hạn theo quy định của Nghị quyết này.
"""


def issued(day: str, target: str, *, number: str = "8/2031/NĐ-CP", more: str = "") -> Document:
    return document(
        f"NGHỊ ĐỊNH SỐ {number}\nQuy định chi tiết Nghị quyết số 7/2030/QH16 về bến đò\n"
        f"(ngày {day} của Chính phủ; có hiệu lực từ {day})\n\nĐiều 1. Việc chung\nTheo {target} Nghị quyết số 7/2030/QH16.\n{more}"
    )


@pytest.mark.parametrize(
    ("target", "eid", "day", "applies_on", "state"),
    [
        # a provision with a day of its own
        ("khoản 2 Điều 1", "art_1__cl_2", "01/04/2031", "2031-04-01", "in time"),
        ("khoản 2 Điều 1", "art_1__cl_2", "02/04/2031", "2031-04-01", "late"),
        # bodies that begin later
        ("khoản 2 Điều 2", "art_2__cl_2", "01/07/2031", "2031-07-01", "in time"),
        ("khoản 2 Điều 2", "art_2__cl_2", "02/07/2031", "2031-07-01", "late"),
        # guidance has no day
        ("khoản 3 Điều 2", "art_2__cl_3", "02/07/2031", "2031-01-01", "in time"),
    ],
)
def test_late_against_the_day_of_the_very_provision(
    target: str, eid: str, day: str, applies_on: str, state: str
) -> None:
    found = row(coverage(document(PILOT), [issued(day, target)]).rows, eid)
    assert (found.applies_on, found.state) == (applies_on, state)


def test_a_decree_may_let_one_of_its_provisions_apply_later() -> None:
    later = "\nĐiều 2. Hiệu lực\nĐiều 1 Nghị định này có hiệu lực từ ngày 01 tháng 5 năm 2031.\n"
    found = row(coverage(document(PILOT), [issued("01/03/2031", "khoản 2 Điều 1", more=later)]).rows, "art_1__cl_2")
    assert [(one.effective_on, one.state) for one in found.details] == [("2031-05-01", "late")]


def test_an_order_to_another_body_is_not_answered() -> None:
    text = PILOT.replace("Chính phủ quy định chi tiết về mức", "Hội đồng nhân dân Thành phố quy định chi tiết về mức")
    found = row(coverage(document(text), [issued("01/03/2031", "khoản 2 Điều 1")]).rows, "art_1__cl_2")
    assert (found.state, [one.answers for one in found.details]) == ("missing", [False])


def act(day: str, words: str) -> Document:
    return document(
        f"NGHỊ QUYẾT SỐ 9/2032/QH16\nVề bến đò\n(ngày {day} của Quốc hội; có hiệu lực từ {day})\n\nĐiều 1. Hiệu lực\n{words}\n"
    )


@pytest.mark.parametrize(
    ("day", "words", "on", "state"),
    [
        ("01/01/2032", "Sửa đổi khoản 2 Điều 1 Nghị quyết số 7/2030/QH16.", None, "needs review"),
        # the decree was issued for the amended text
        ("01/02/2031", "Sửa đổi khoản 2 Điều 1 Nghị quyết số 7/2030/QH16.", None, "in time"),
        # not yet on that day
        ("01/01/2032", "Sửa đổi khoản 2 Điều 1 Nghị quyết số 7/2030/QH16.", "2031-12-31", "in time"),
        ("01/01/2032", "Sửa đổi khoản 3 Điều 2 Nghị quyết số 7/2030/QH16.", None, "in time"),
        ("01/01/2032", "Bãi bỏ Điều 1 Nghị quyết số 7/2030/QH16.", None, "needs review"),
        # the rule itself no longer holds: nothing answers the order
        ("01/01/2032", "Bãi bỏ Nghị định số 8/2031/NĐ-CP.", None, "missing"),
    ],
)
def test_what_changes_the_base_or_ends_the_rule(day: str, words: str, on: str | None, state: str) -> None:
    found = coverage(document(PILOT), [issued("01/03/2031", "khoản 2 Điều 1"), act(day, words)], on)
    assert row(found.rows, "art_1__cl_2").state == state


def test_what_was_issued_later_does_not_count() -> None:
    found = coverage(document(PILOT), [issued("01/03/2031", "khoản 2 Điều 1")], "2031-02-01")
    assert (row(found.rows, "art_1__cl_2").state, found.documents, found.as_of) == ("missing", (), "2031-02-01")


def test_the_budget_rules_of_a_real_resolution_were_not_late(data: Path) -> None:
    names = ("131-2020-QH14.txt", "33-2021-NĐ-CP.txt")
    base, decree = (parse(read(data / "special" / name), name=name) for name in names)
    found = row(coverage(base, [decree]).rows, "art_10__cl_4__point_c")
    assert (found.applies_on, found.applies_in, found.state) == ("2021-07-01", "art_10__cl_2", "in time")
