"""
Words fitted to a width, for pictures that are drawn without knowing the reader's font.
"""

from typing import Final

from tuongdong.text import printable

__all__ = ["breadth", "cut", "wrap"]

# Widths of letters in parts of the size of type: capitals and digits, wide ones, narrow ones, all others.
_NARROW, _WIDE_LETTERS = frozenset("iíìỉĩịljtfrI.,;:'|()[]/- "), frozenset("mwMWĐ×…–")


def breadth(words: str, size: float, *, bold: bool = False) -> float:
    """About how wide words are, rather too much than too little."""
    each = (
        0.38 if c in _NARROW else 1.0 if c in _WIDE_LETTERS else 0.74 if c.isupper() else 0.64 if c.isdigit() else 0.61
        for c in words
    )
    return size * sum(each) * (_BOLD if bold else 1)


_BOLD: Final = 1.13


def cut(words: str, width: float, size: float, *, bold: bool = False) -> str:
    """Words cut to a width, with an ellipsis where something is left out.

    >>> cut("Luật Ngân sách nhà nước", 80, 13)
    'Luật…'
    """
    words = " ".join(printable(words).split())
    if breadth(words, size, bold=bold) <= width:
        return words
    whole = words
    while words and breadth(words + "…", size, bold=bold) > width:
        words = words[:-1]
    if whole[len(words)] != " " and " " in words:
        words = words.rpartition(" ")[0]
    return words.rstrip(" ,;-–") + "…"


def wrap(words: str, width: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """Words in at most `most` lines of a width; the last one is cut.

    >>> wrap("Về tổ chức chính quyền đô thị", 90, 13, 2)
    ['Về tổ chức', 'chính…']
    """
    lines: list[str] = []
    rest = printable(words).split()
    while rest and len(lines) < most:
        size_of_line = next(
            (n for n in range(len(rest), 0, -1) if breadth(" ".join(rest[:n]), size, bold=bold) <= width), 1
        )
        last = len(lines) == most - 1
        lines.append(cut(" ".join(rest if last else rest[:size_of_line]), width, size, bold=bold))
        rest = [] if last else rest[size_of_line:]
    return lines
