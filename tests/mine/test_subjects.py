"""Like words about other levels, bodies and things are not one policy; names of communes are values."""

import re
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="mining needs the extra `mine`")
pytest.importorskip("numba", reason="mining needs the extra `mine`")

from tuongdong.compare.names import LOCALITY  # noqa: E402 - behind the skip
from tuongdong.mine.cluster import COHERENCE, linked  # noqa: E402
from tuongdong.mine.corpus import _own_role  # noqa: E402
from tuongdong.mine.matches import distinct_of  # noqa: E402
from tuongdong.mine.places import marks_with_places  # noqa: E402
from tuongdong.mine.score import score_pairs  # noqa: E402
from tuongdong.mine.subjects import COMMUNE, DISTRICT, PROVINCE, levels_of, subjects_of  # noqa: E402


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cuộc họp của Ủy ban nhân dân phường", COMMUNE),
        ("Ngân sách quận, thị xã của Thành phố", DISTRICT),
        ("chính sách ở quận, phường", DISTRICT | COMMUNE),
        ("Hội đồng nhân dân thành phố thuộc Thành phố", DISTRICT),
        ("Ngân sách tỉnh", PROVINCE),
        ("an toàn xã hội, hợp tác xã", 0),
        ("Mức hỗ trợ", 0),
    ],
)
def test_levels(text: str, expected: int) -> None:
    assert levels_of(text) == expected


def row(text: str, heading: str = "Quy chế làm việc", role: str = "", title: str = "") -> dict[str, Any]:
    return {"text": text, "marked": text, "heading": heading, "role": role, "title": title}


def tasks_of(office: str) -> str:
    return f"Quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của {office} tỉnh Sông Mây"


SAME = row("Chủ tịch phường triệu tập cuộc họp thường kỳ để bàn việc thu gom rác thải của tháng sau")
PAIRS = (
    # communes and districts
    (SAME, row(SAME["text"].replace("phường", "quận")), False),
    # two bodies
    (row("Hội đồng nhân dân xét tặng giải thưởng hằng năm"), row("Chủ tịch xét tặng giải thưởng hằng năm"), False),
    # two things by name
    (
        row("Người được tặng danh hiệu “Công dân gương mẫu” giữ gìn danh dự của mình và của quê hương"),
        row("Người được tặng danh hiệu “Công dân danh dự” giữ gìn danh dự của mình và của quê hương"),
        False,
    ),
    # a rule and boilerplate
    (SAME, SAME | {"role": "implementation"}, False),
    # the same duty of two officials, and two offices with like tasks
    (
        SAME | {"heading": "Trách nhiệm của Chủ tịch phường"},
        SAME | {"heading": "Trách nhiệm của công chức phường"},
        False,
    ),
    (SAME | {"title": tasks_of("Sở Y tế")}, SAME | {"title": tasks_of("Sở Nội vụ")}, False),
    (SAME | {"title": tasks_of("Sở Y tế")}, SAME | {"title": tasks_of("Sở Y tế")}, True),
    # other numbers alone
    (row("Mức hỗ trợ là 70% chi phí của mỗi hộ"), row("Mức hỗ trợ là 40% chi phí của mỗi hộ"), True),
)


@pytest.mark.parametrize(("one", "other", "together"), PAIRS)
def test_what_tells_passages_apart(one: dict[str, Any], other: dict[str, Any], together: bool) -> None:
    texts = [one["text"], other["text"], "Câu khác hẳn về thủy lợi"]
    distinct = distinct_of(texts, ["Quy chế làm việc", "Quy chế làm việc nữa", "Kênh mương"])
    subjects = subjects_of([one, other, row(texts[2])], distinct.of)
    a, b = np.array([0]), np.array([1])
    words, context = score_pairs(distinct.words, a, b), score_pairs(distinct.context, a, b)
    assert bool(linked(words, context, a, b, distinct, subjects)[0] >= COHERENCE) is together


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sáp nhập các xã Sông Mây, Núi Gió và Đồi Chè thành xã Ba Đồi", ["Sông Mây, Núi Gió và Đồi Chè", "Ba Đồi"]),
        ("của Phường 1, Phường 3 và phường Bến Cũ", ["1, Phường 3", "Bến Cũ"]),
        ("Ủy ban nhân dân xã, phường quyết định", []),
        ("Chủ tịch phường và Sở Tài chính; đảng ủy xã Ủy ban", []),
    ],
)
def test_names_of_communes_are_marked(text: str, expected: list[str]) -> None:
    marks = marks_with_places(text, re.compile("$^"))
    assert [text[start:end] for start, end, _ in marks] == expected
    assert {key for _, _, key in marks} <= {LOCALITY}


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (None, "Thủ trưởng các sở, ban, ngành căn cứ Quyết định thi hành.", "implementation"),
        ("Sửa đổi, bổ sung Quy chế", "Khi có vướng mắc, các cơ quan báo cáo để sửa đổi.", "implementation"),
        ("Nội dung", "Thời gian thực hiện: Năm 2025.", "implementation"),
        ("Mức hỗ trợ", "Mức hỗ trợ là 70% chi phí.", ""),
    ],
)
def test_roles_of_closing_words(heading: str | None, text: str, expected: str) -> None:
    assert _own_role(heading, text) == expected


def test_rows_of_older_rules_are_not_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tuongdong.mine import corpus, stages

    (tmp_path / "in").mkdir()
    text = "NGHỊ QUYẾT SỐ 1/2020/NQ-HĐND\nVề chợ\n\nĐiều 1. Chợ\nMức hỗ trợ tiểu thương ở chợ cũ là 2 triệu đồng mỗi tháng.\n"
    (tmp_path / "in" / "a.txt").write_text(text, "utf-8")
    corpus.read_corpus(tmp_path / "in", tmp_path / "out", 1)
    assert corpus._known(tmp_path / "out" / "provisions.parquet")
    monkeypatch.setattr(stages, "FORMAT", stages.FORMAT + 1)
    assert corpus._known(tmp_path / "out" / "provisions.parquet") == {}
