"""
How numbers of units follow one another: 4, 4a, 5; c, d, đ, e; I, II, III; thứ nhất, thứ hai.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

__all__ = [
    "lead",
    "letter_gap",
    "letters_between",
    "number_gap",
    "ordinal",
    "part_gap",
    "part_number",
    "roman",
    "skips_d_bar",
    "tidy",
]

_LETTERS: Final = {letter: place for place, letter in enumerate("abcdđefghijklmnopqrstuvwxyz", start=1)}
_SELDOM: Final = frozenset("fjwz")  # most drafters leave them out
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS: Final[Mapping[str, int]] = {
    word: value
    for value, words in enumerate(
        ("nhất", "hai|nhì", "ba", "tư|bốn", "năm", "sáu", "bảy|bẩy", "tám", "chín", "mười", "mười một", "mười hai"),
        start=1,
    )
    for word in words.split("|")
}
_DIGITS_RE: Final = re.compile(r"\d+")


@lru_cache(maxsize=65536)
def number_gap(before: str | None, after: str) -> int:
    """
    How far a number lies beyond what should follow: 0 follows, 1 leaves one out, below 0 goes back.

    >>> number_gap("2", "3"), number_gap("2", "2a"), number_gap("2đ", "3"), number_gap(None, "1"), number_gap("4", "1")
    (0, 0, 0, 0, -4)
    """
    last = lead(before) if before else 0
    number = lead(after)
    if before and number == last and len(after) > len(str(number)):
        return 0 if after != before else -1
    return number - last - 1


def lead(number: str) -> int:
    """The digits of a number: 5 of "5a"; 0 when there are none."""
    match = _DIGITS_RE.match(number)
    return int(match[0]) if match else 0


@lru_cache(maxsize=4096)
def letter_gap(before: str | None, after: str) -> int:
    """
    The same for letters; f, j, w and z may be left out.

    >>> letter_gap("d", "đ"), letter_gap("e", "g"), letter_gap(None, "b"), letter_gap("c", "a")
    (0, 0, 1, -3)
    """
    last = _LETTERS.get(before[0], 0) if before else 0
    place = _LETTERS.get(after[0], 0)
    return place - last - 1 if place <= last else len(letters_between(before, after))


def skips_d_bar(before: str | None, after: str) -> bool:
    """Whether e follows d, as in older papers, which have no đ."""
    return (before, after) in (("d", "e"), ("D", "E"))


def letters_between(before: str | None, after: str) -> list[str]:
    """
    The letters that should stand between two; f, j, w and z are not missed.

    >>> letters_between("c", "g"), letters_between(None, "c")
    (['d', 'đ', 'e'], ['a', 'b'])
    """
    last = _LETTERS.get(before[0], 0) if before else 0
    place = _LETTERS.get(after[0], 0)
    return [letter for letter, at in _LETTERS.items() if last < at < place and letter not in _SELDOM]


def roman(number: str) -> int:
    """
    The value of a Roman number, 0 when it is none.

    >>> roman("XIV"), roman("IIX")
    (14, 0)
    """
    total, last = 0, 0
    for sign in reversed(number):
        value = _ROMAN_VALUES.get(sign, 0)
        total += value if value >= last else -value
        last = max(last, value)
    return total if _spelled(total) == number else 0


def _spelled(value: int) -> str:
    words = ""
    for amount, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= amount:
            words, value = words + sign, value - amount
    return words


def ordinal(number: str) -> int | None:
    """thứ nhất -> 1; None for other numbers."""
    words = number.lower().split(" ", 1)
    return _ORDINALS.get(words[1]) if words[0] == "thứ" and len(words) == 2 else None


def part_number(number: str) -> int:
    """
    The value of what may count parts and chapters. 0 when it counts nothing. A lone C or L is a letter: no paper has fifty parts.

    >>> part_number("II"), part_number("2"), part_number("thứ hai"), part_number("B"), part_number("C")
    (2, 2, 2, 2, 3)
    """
    if number[0].isdigit():
        return lead(number)
    counted = ordinal(number) or (0 if number in ("C", "L") else roman(number))
    return counted or (_LETTERS.get(number[0].lower(), 0) if len(number) == 1 else 0)


def part_gap(before: str | None, after: str) -> int:
    """
    The gap between what counts parts. Đ may be left out.

    >>> part_gap("II", "IV"), part_gap("B", "C"), part_gap("D", "E")
    (1, 0, 0)
    """
    if skips_d_bar(before, after):
        return 0
    return part_number(after) - (part_number(before) if before else 0) - 1


@lru_cache(maxsize=4096)
def tidy(number: str) -> str:
    """
    A number as eIds have it.

    >>> tidy("05"), tidy("5A"), tidy("thứ hai"), tidy("IV")
    ('5', '5a', '2', 'IV')
    """
    if value := ordinal(number):
        return str(value)
    if number[0].isdigit():
        return number.lower().lstrip("0") or "0"
    return number
