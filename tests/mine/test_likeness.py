"""One formula of likeness, two evaluators: for two documents in plain Python, for a corpus in compiled code."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy", reason="mining needs the extra `mine`")
pytest.importorskip("numba", reason="mining needs the extra `mine`")

from tuongdong.compare.likeness import likeness, vector  # noqa: E402 - behind the skip
from tuongdong.compare.words import keys, marks_of  # noqa: E402
from tuongdong.mine.block import candidates, lists_of  # noqa: E402
from tuongdong.mine.score import score_candidates, score_pairs, score_square  # noqa: E402
from tuongdong.mine.vectors import Vectors, join, marked_text, vectorise  # noqa: E402

NAMES = re.compile(r"\b(?:[Tt]ỉnh|[Tt]hành phố) Sao Mai\b|\bTỉnh\b")
TEXTS = (
    "Mức dư nợ vay của ngân sách Tỉnh không vượt quá 70% số thu ngân sách được hưởng theo phân cấp",
    "Mức dư nợ vay của ngân sách thành phố Sao Mai không vượt quá 40% số thu ngân sách",
    "Thủ tục quy định tại khoản 2 Điều này do Uỷ ban nhân dân tỉnh Sao Mai quyết định",
    "Thủ tục quy định tại Nghị quyết này do Ủy ban nhân dân quyết định, hoà giải 1.500 m² đất_ở",
    "Thành phố Sao Mai (sau đây gọi là Tỉnh) được vay vốn trong nước",
    "",
    "70 80 90",
    "vay vay vay vay",
)
WORDS = st.sampled_from(
    [
        "mức",
        "dư",
        "nợ",
        "vay",
        "70%",
        "Tỉnh",
        "hòa",
        "hoà",
        "Uỷ",
        "Ủy",
        "Điều",
        "khoản",
        "2",
        "này",
        "Nghị",
        "quyết",
        ",",
        ".",
        ";",
        "của",
        "²",
        "đ",
        "Đ",
        "x_y",
    ]
)


def corpus(texts: tuple[str, ...]) -> Vectors:
    return vectorise([marked_text(text, marks_of(text, NAMES)) for text in texts])


@given(st.lists(WORDS, max_size=20).map(" ".join), st.lists(WORDS, max_size=20).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_both_evaluators_agree(a: str, b: str) -> None:
    expected = likeness(vector(keys(a, NAMES)), vector(keys(b, NAMES)))
    got = score_pairs(corpus((a, b)), np.array([0]), np.array([1]))[0]
    assert got == pytest.approx(expected, abs=1e-5)


def test_every_way_to_score_gives_the_same() -> None:
    vectors = corpus(TEXTS)
    rows = np.arange(len(TEXTS))
    square = score_square(vectors, rows)
    everything = np.array([[j for j in rows if j != i] for i in rows], np.int32)
    best, scores = score_candidates(vectors, rows, everything, len(TEXTS) - 1)
    vectors_of = [vector(keys(text, NAMES)) for text in TEXTS]
    for i in rows:
        for j, score in zip(best[i], scores[i], strict=True):
            assert score == pytest.approx(square[i, j], abs=1e-6)
            assert score == pytest.approx(likeness(vectors_of[i], vectors_of[j]), abs=1e-5)


def test_what_differs_only_in_values_or_in_the_locality_is_one_sequence() -> None:
    a, b, c = corpus(
        ("Tỉnh được vay 70% số thu", "tỉnh Sao Mai được vay 40% số thu", "Tỉnh được số thu 70% vay")
    ).sequence
    assert a.tolist() == b.tolist()
    assert a.tolist() != c.tolist()


def test_shards_join_as_if_made_at_once() -> None:
    for field, (once, joined) in enumerate(
        zip(corpus(TEXTS), join([corpus(TEXTS[:3]), corpus(TEXTS[3:])]), strict=True)
    ):
        assert np.array_equal(once, joined), field


def test_candidates_find_what_shares_words_and_never_the_row_itself() -> None:
    vectors = corpus(TEXTS)
    rows = np.arange(len(TEXTS))
    found = candidates(vectors, rows, lists_of(vectors, 0, len(TEXTS)), 1000, 3)
    assert 1 in found[0]
    assert all(row not in found[row] for row in rows)
    assert set(found[5]) == {-1}


def test_a_block_finds_the_same_whichever_rows_ask() -> None:
    vectors = corpus(TEXTS)
    lists = lists_of(vectors, 2, len(TEXTS))
    rows = np.arange(len(TEXTS))
    together = candidates(vectors, rows, lists, 1000, 3)
    apart = [candidates(vectors, rows[n : n + 1], lists, 1000, 3)[0] for n in rows]
    assert np.array_equal(together, np.array(apart))
