"""A policy is called by its heading and the sentence with its value, and bears no locality's name; a slot takes one number of a passage."""

from typing import Any

import pytest

pytest.importorskip("numpy", reason="mining needs the extra `mine`")
pytest.importorskip("numba", reason="mining needs the extra `mine`")

from tuongdong.measure import measure
from tuongdong.mine.corpus import _opening, _own_role, _value
from tuongdong.mine.labels import label_of
from tuongdong.mine.slots import main_values


def row(text: str, place: str, heading: str | None = "Hỗ trợ", subject: str = "") -> dict[str, Any]:
    values = [_value(quantity) for quantity in measure(text)]
    return {"text": text, "heading": heading, "subject": subject, "localities": [place], "values": values}


def labelled(*rows: dict[str, Any]) -> str:
    return label_of(rows, 0, main_values(rows, 0)[0])


TEXT = "Ngân sách hỗ trợ lãi vay (nếu có). Mức hỗ trợ không quá {}% chi phí xây bể chứa nước của mỗi hộ."
LABELS = (
    # the sentence with the value, without the value where it differs
    (
        (row(TEXT.format(30), "Đà Nẵng"), row(TEXT.format(70), "Hà Nội")),
        "Hỗ trợ: Mức hỗ trợ … chi phí xây bể chứa nước của mỗi hộ",
    ),
    # no locality's name at the end of a heading, and its kind alone elsewhere
    (
        (
            row("Tỉnh Nghệ An lập quỹ bảo trì đường làng", "Nghệ An", "Quỹ bảo trì của tỉnh Nghệ An"),
            row("Tỉnh Hà Tĩnh lập quỹ bảo trì đường làng", "Hà Tĩnh", "Quỹ bảo trì của tỉnh Hà Tĩnh"),
        ),
        "Quỹ bảo trì: Tỉnh lập quỹ bảo trì đường làng",
    ),
    # a single locality keeps its name
    ((row("Tỉnh Nghệ An lập quỹ bảo trì đường làng", "Nghệ An"),), "Hỗ trợ: Tỉnh Nghệ An lập quỹ bảo trì đường làng"),
    # a heading of any document: the subject of the title stands for it, with the capitals of a sentence
    (
        (row("Trồng tre ven sông trước mùa mưa lũ", "Huế", "MỤC ĐÍCH, YÊU CẦU", "chống sạt lở của sở xây dựng"),),
        "Chống sạt lở của Sở Xây dựng: Trồng tre ven sông trước mùa mưa lũ",
    ),
    # circumstances and references begin no name
    (
        (
            row(
                "Hằng năm, Ủy ban xã tổ chức thả cá giống xuống hồ chung; theo khoản 2 Điều này",
                "Huế",
                None,
                "thả cá giống",
            ),
        ),
        "Thả cá giống: Ủy ban xã tổ chức thả cá giống xuống hồ chung",
    ),
)


@pytest.mark.parametrize(("rows", "expected"), LABELS)
def test_labels(rows: tuple[dict[str, Any], ...], expected: str) -> None:
    assert labelled(*rows) == expected


def test_a_slot_takes_one_number_of_a_passage() -> None:
    both = "Bổ sung không quá {}% số tăng thu so với dự toán và các khoản thu ngân sách cấp trên hưởng 100% theo luật"
    alone = "Bổ sung toàn bộ số tăng thu so với dự toán và các khoản thu ngân sách cấp trên hưởng 100% theo luật"
    rows = [row(both.format(70), "Đà Nẵng"), row(both.format(60), "Cần Thơ"), row(alone, "Hà Nội")]
    assert [value and value["value"] for value in main_values(rows, 0)] == [70, 60, None]


ROLES = (
    ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.", "effect"),
    ("Hội đồng nhân dân, các Ban và đại biểu giám sát việc thực hiện Nghị quyết này.", "implementation"),
    ("Hội đồng nhân dân giám sát việc sử dụng quỹ bảo trì đường làng.", ""),
)


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_the_last_articles_without_a_heading_are_boilerplate(text: str, role: str) -> None:
    assert _own_role(None, text) == role


def test_words_that_announce_points_are_no_rule_unless_they_tell_a_value() -> None:
    told = "Hộ nghèo được hỗ trợ 30% tiền mua giống trong các trường hợp sau đây:"
    assert _opening("Chủ tịch xã thực hiện các nhiệm vụ sau đây:", ()) == "opening"
    assert _opening(told, measure(told)) == ""
