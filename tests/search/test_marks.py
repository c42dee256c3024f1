"""Where the words of a query are marked in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuongdong.search.words import mark, understand

TEXT = "Nhà ở xã hội và NHÀ khách; Uỷ ban. Đất ở, đất-ở; nhà_ở."


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("nhà ở", ["Nhà ở", "nhà", "ở"]),  # the pair alone, also where no space stands between
        ("nha o", ["Nhà ở", "nhà", "ở"]),
        ("khách", ["khách"]),
        ("dat o", ["Đất ở", "đất", "ở"]),
        ("ủy ban", ["Uỷ ban"]),  # the tone stands where older texts place it
        ("nhà khách hội", ["NHÀ khách"]),
        ("hội nhà", ["Nhà", "hội", "NHÀ", "nhà"]),  # no pair of it is there: each word
        ("đường", []),
        ("+ *", []),
        ("", []),
    ],
)
def test_words_are_marked(query: str, marked: list[str]) -> None:
    assert [TEXT[span.start : span.end] for span in mark(TEXT, understand(query))] == marked


@given(st.text(max_size=60), st.text(max_size=20))
def test_marks_lie_in_the_text_in_order(text: str, query: str) -> None:
    at = 0
    for span in mark(text, understand(query)):
        assert at <= span.start < span.end <= len(text)
        at = span.end
