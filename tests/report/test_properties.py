"""What holds for whatever documents say and people write."""

from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from pairs import Pair

from tuongdong.models import Span
from tuongdong.report.marks import Mark, runs
from tuongdong.report.office import lines
from tuongdong.report.remarks import Key, Remark, key_of, place
from tuongdong.report.rows import table

spans = st.tuples(st.integers(-5, 60), st.integers(-5, 60)).map(lambda ends: Span(*sorted(ends)))
marks = st.lists(st.builds(Mark, spans, st.sampled_from(["word", "percentage", "scope"])), max_size=8)


@given(st.text(max_size=50), marks, st.none() | st.lists(spans, max_size=3))
def test_runs_together_are_the_text(text: str, given_marks: list[Mark], parts: list[Span] | None) -> None:
    found = runs(text, Span(0, len(text)), given_marks, parts)
    assert "".join(run.text for run in found) == text
    assert all(run.text for run in found)


def test_no_remark_is_lost(pair: Pair) -> None:
    view = table(*pair)
    keys = [key_of(row, view) for row in view.rows]
    strange = st.builds(
        Key, st.sampled_from([keys[0].document, "99/NQ"]), st.sampled_from(["art_1", "art_99"]), st.just("x")
    )
    some_key = st.none() | st.sampled_from(keys) | strange
    texts = st.text(min_size=1, max_size=9)

    @given(
        st.lists(
            st.builds(lambda key, told, row: Remark(key, (("remark", told),), row), some_key, texts, texts), max_size=9
        )
    )
    def check(remarks: list[Remark]) -> None:
        placed = place(remarks, view)
        found = [remark for told in placed.by_row.values() for remark in told] + list(placed.unplaced)
        assert Counter(found) == Counter(remarks)

    check()


def test_keys_read_back_and_tell_rows_apart(pair: Pair) -> None:
    view = table(*pair)
    keys = [key_of(row, view) for row in view.rows]
    assert [Key.read(str(key)) for key in keys] == keys
    assert len(set(keys)) == len(keys)


def test_a_cut_extract_is_made_of_the_document_s_words(invented: Callable[..., Pair]) -> None:
    text = (
        "NGHỊ QUYẾT SỐ 0{}/2025/NQ-HĐND\nQuy định\n\nĐiều 1. Mức\nHỗ trợ {}0% chi phí. "
        + "Thủ tục theo luật chung. " * 200
    )
    comparisons, documents = invented(text.format(1, 1), text.format(2, 2))
    for line in lines(table(comparisons, documents), most=400):
        for cell, document in zip(line.localities, documents, strict=True):
            shown = "".join(run.text for run in cell).partition("\n")[2]
            assert len(shown) < 500
            assert all(piece.strip() in document.text for piece in shown.split("[…]"))
