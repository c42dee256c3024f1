"""Words that a cell of a table was too narrow for, and words that stand together by mistake."""

from pathlib import Path

import pytest

from tuongdong.read import read
from tuongdong.read.cut_words import is_cut
from tuongdong.read.page import Line, Word
from tuongdong.read.spelling import cuts

RIGHT = 106.0  # where the cell ends: letters fill it up to 100


def line(words: str, y: float, right: float = 100.0) -> Line:
    """Words of letters six points wide, the last of which ends at a place."""
    placed: list[Word] = []
    for word in reversed(words.split()):
        placed.append(Word(word, right - 6 * len(word), right, y, 10.0))
        right = placed[-1].x0 - 3
    return Line(0, placed[::-1], 800.0)


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ("nguyê", "n", True),
        ("NƯỚ", "C", True),
        ("trắng/đ", "ất sét", True),
        ("BKHC", "N ngày", True),
        ("II20203", "01", True),
        ("262/2025/NĐ", "-CP", True),
        ("nghiệp", ", xây dựng", True),
        ("số 34/2016/NĐ-", "CP", True),
        ("số 3470/", "QĐ-UBND", True),
        ("https:/", "/dichvucong.", True),
        # words of their own
        ("trong", "nước", False),
        ("UBND", "xã", False),
        ("Nhóm", "B", False),
        ("Không", "-Có", False),
        ("tài nguyê", "n", False),  # a word that begins within a line is never cut
        ("điểm", "a) nêu trên", False),
        ("giai đoạn -", "sau", False),
    ],
)
def test_a_word_goes_on_in_a_narrow_cell(upper: str, lower: str, expected: bool) -> None:
    above, below = line(upper, 700), line(lower, 686)
    assert is_cut(above, below, RIGHT, upper) is expected


def test_a_line_with_room_for_more_is_not_cut() -> None:
    assert not is_cut(line("nguyê", 700, right=60), line("n", 686), RIGHT, "nguyê")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("vịsự", (2,)),
        ("dựán", (2,)),
        ("vê\u0300đâ\u0301t", (3,)),
        ("nghiêng", ()),
        ("đường", ()),
        ("wifi", ()),
        ("vị1", ()),
    ],
)
def test_where_two_syllables_stand_together(word: str, expected: tuple[int, ...]) -> None:
    assert cuts(word) == expected


def test_words_that_a_page_sets_apart_without_a_space(data: Path) -> None:
    text = read(next((data / "pdf_hanoi").glob("18-2025-*.pdf"))).text
    assert "đơn vị sự nghiệp" in text
    assert "vịsự" not in text
