"""What a table says, before it has a form."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from pairs import Pair

from tuongdong.models import Span
from tuongdong.report.marks import Mark, Run, changed_words, runs
from tuongdong.report.rows import table
from tuongdong.report.side import sides

TEXT = """NGHỊ QUYẾT SỐ 01/2025/NQ-HĐND
Quy định mức hỗ trợ

Điều 1. Mức hỗ trợ
1. Ngân sách hỗ trợ 50% chi phí đào tạo nghề cho người lao động nông thôn.
2. Hồ sơ gồm:
a) Đơn đề nghị hỗ trợ;
b) Bản sao chứng chỉ đào tạo nghề.
Điều 2. Hiệu lực
Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2026.
"""


@pytest.mark.parametrize(
    ("eid", "inside", "vietnamese", "english"),
    [
        ("art_1", False, "Điều 1", "Article 1"),
        ("art_1__cl_2", False, "Khoản 2 Điều 1", "Article 1, clause 2"),
        ("art_1__cl_2", True, "Khoản 2", "Clause 2"),
        ("art_1__cl_2__point_a", False, "Điểm a khoản 2 Điều 1", "Article 1, clause 2, point a"),
        ("art_1__cl_2__point_a", True, "Điểm a khoản 2", "Clause 2, point a"),
        ("art_9", False, "art_9", "art_9"),  # not in the document
    ],
)
def test_provisions_have_the_names_that_people_use(
    invented: Callable[..., Pair], eid: str, inside: bool, vietnamese: str, english: str
) -> None:
    side = sides(invented(TEXT, TEXT)[1])[0]
    assert side.label(eid, inside=inside) == vietnamese
    assert side.label(eid, "en", inside=inside) == english


def test_a_row_shows_a_provision_without_label_and_heading(invented: Callable[..., Pair]) -> None:
    side = sides(invented(TEXT, TEXT)[1])[0]
    assert side.words("art_1__cl_1") == "Ngân sách hỗ trợ 50% chi phí đào tạo nghề cho người lao động nông thôn."
    assert side.words("art_1__cl_2").startswith("Hồ sơ gồm:\na) Đơn đề nghị")
    assert [span.of(TEXT) for span in side.shown("art_1__cl_2", ["art_1__cl_2__point_a"])] == ["Hồ sơ gồm:"]
    assert side.words("art_1").startswith("1. Ngân sách")


def test_every_match_and_all_that_stands_alone_has_its_row(pair: Pair) -> None:
    comparisons, documents = pair
    view = table(comparisons, documents)
    shown = [match for row in view.rows for match in row.all_matches]
    assert sorted(shown, key=repr) == sorted(comparisons[0].matches, key=repr)
    assert {row.eid for row in view.rows if row.side == 0 and not row.all_matches} == set(comparisons[0].only_a)
    assert {row.eid for row in view.rows if row.side == 1} == set(comparisons[0].only_b)
    order = [view.ours.order[row.eid] for row in view.rows if row.side == 0]
    assert order == sorted(order)


def test_the_examples_show_every_relation_and_every_kind_of_difference(pair: Pair) -> None:
    rows = table(*pair).rows
    assert {relation for row in rows for relation in row.relations} == {
        "same",
        "differs",
        "related",
        "only_a",
        "only_b",
    }
    kinds = "percentage money duration date area count quantity authority scope condition procedure"
    assert {kind for row in rows for kind in row.kinds} == set(kinds.split())
    matches = pair[0][0].matches
    assert max(sum(other.a == one.a for other in matches) for one in matches) > 1, "one provision of A, several of B"
    assert max(sum(other.b == one.b for other in matches) for one in matches) > 1, "several provisions of A, one of B"
    assert any(document.tables for document in pair[1])


def test_general_clauses_are_folded_unless_they_hold_a_date_a_term_or_a_delegation(pair: Pair) -> None:
    comparison = pair[0][0]
    general = replace(comparison, matches=tuple(replace(match, boilerplate=True) for match in comparison.matches))
    folded = {row.eid for row in table([general], pair[1]).rows if row.folded}
    assert {"art_2__cl_1", "art_3__cl_1", "art_14"} <= folded
    assert not folded & {"art_16__cl_1", "art_15__cl_1", "art_13"}, "a date and a term, a delegation, a year"
    assert not any(row.folded for row in table(*pair).rows if not all(match.boilerplate for match in row.all_matches))


def test_several_hosts_make_one_row_for_each_provision_of_ours(invented: Callable[..., Pair]) -> None:
    other = TEXT.replace("50%", "30%").replace("01/2025", "02/2025")
    third = "NGHỊ QUYẾT SỐ 03/2025/NQ-HĐND\nĐặt tên đường\n\nĐiều 1. Tên đường\nĐặt tên đường Hoa Mai cho đoạn đường từ cầu Cũ đến chợ Mới.\n"
    view = table(*invented(TEXT, other, third))
    first = next(row for row in view.rows if row.eid == "art_1__cl_1")
    assert [len(host) for host in first.matches] == [1, 0]
    assert len({(row.side, row.eid) for row in view.rows}) == len(view.rows)
    assert [group.side for group in view.alone[1]] == [2]


def test_a_table_needs_each_document_once(pair: Pair) -> None:
    with pytest.raises(ValueError, match="3 documents"):
        table(pair[0], [*pair[1], pair[1][0]])


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], ["mức 70% số thu"]),
        ([Mark(Span(4, 7), "percentage")], ["mức ", "70%", " số thu"]),
        ([Mark(Span(0, 14), "scope"), Mark(Span(4, 7), "percentage")], ["mức ", "70%", " số thu"]),  # the narrower wins
        ([Mark(Span(4, 7), "percentage"), Mark(Span(0, 7), "word")], ["mức ", "70%", " số thu"]),
        ([Mark(Span(-5, 3), "word"), Mark(Span(11, 99), "word")], ["mức", " 70% số ", "thu"]),  # cut at the edges
    ],
)
def test_runs_together_are_the_text(marks: list[Mark], expected: list[str]) -> None:
    found = runs("mức 70% số thu", Span(0, 14), marks)
    assert [run.text for run in found] == expected
    assert next((run.kind for run in found if run.text == "70%"), "percentage") == "percentage"


def test_what_is_outside_the_matching_sentences_is_dimmed() -> None:
    assert runs("một. hai.", Span(0, 9), [], [Span(5, 9)]) == [Run("một. ", "", True), Run("hai.", "", False)]


def test_the_name_of_the_locality_is_no_changed_word(invented: Callable[..., Pair]) -> None:
    ours = "QUYẾT ĐỊNH SỐ 1/QĐ-UBND\nĐiều 1. Mức\nThành phố Mây Ngàn (sau đây gọi là Thành phố) hỗ trợ học nghề cho lao động trẻ của Thành phố.\n"
    theirs = "QUYẾT ĐỊNH SỐ 2/QĐ-UBND\nĐiều 1. Mức\nTỉnh Đồi Thông (sau đây gọi là Tỉnh) hỗ trợ học nghề cho lao động nữ của Tỉnh.\n"
    documents = invented(ours, theirs)[1]
    spans = [[provision.pieces[0] for provision in document.provisions] for document in documents]
    a, b = changed_words((documents[0], spans[0]), (documents[1], spans[1]))
    assert [span.of(ours) for span in a] == ["trẻ"]
    assert [span.of(theirs) for span in b] == ["nữ"]
