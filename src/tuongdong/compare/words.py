"""
A provision's words as they are compared: spelling, the locality's own names and numbers made alike, each with its span.

    >>> [w.key for w in words("Tỉnh được vay 70%", 0, re.compile("Tỉnh"))]
    ['⟨địa phương⟩', 'được', 'vay', '#']
"""

import re
from typing import Final, NamedTuple

from tuongdong.compare.names import LOCALITY
from tuongdong.text import fold

__all__ = ["NUMBER", "REFERENCE", "SELF", "TRIVIAL", "Mark", "Word", "keys", "marks_of", "words"]

NUMBER: Final = "#"
REFERENCE: Final = "⟨viện dẫn⟩"
SELF: Final = "⟨văn bản này⟩"
TRIVIAL: Final = frozenset(
    [
        "của",
        "các",
        "và",
        "thì",
        "là",
        "được",
        "đã",
        "với",
        "tại",
        "ở",
        "theo",
        "những",
        "này",
        "cho",
        "do",
        "bởi",
        "mà",
        "về",
        "việc",
        "nêu",
        "trên",
        "đây",
        "có",
        "số",
        "ngày",
        "tháng",
        "năm",
        "thi",
        "hành",
        "kể",
        "từ",
        "đối",
        "như",
        "sau",
        "quy",
        "định",
        "hoặc",
        "cùng",
        "một",
        "nước",
        "thuộc",
    ]
)
"""Syllables that change no rule when nothing else differs."""

# khoản 2 và khoản 3 Điều này; điểm a, b khoản 1 Điều 5 Nghị quyết này; Nghị quyết này
_UNIT = r"(?:[Kk]hoản|[Đđ]iểm|Điều|[Cc]hương|[Mm]ục)"
_LIST = r"(?:(?:\d+[a-zđ]?|[a-zđ]\d?|[IVX]+)(?:(?:, | và |; |, và )(?:\d+[a-zđ]?|[a-zđ]\d?)(?![\w]))*)"
_ACT = r"(?:Nghị quyết|Nghị định|Quyết định|Quy định|Quy chế|Luật|Thông tư|Kế hoạch|Pháp lệnh|Chỉ thị)"
_INTERNAL_RE: Final = re.compile(
    rf"(?:(?:các )?{_UNIT} {_LIST}(?:,? (?:và |hoặc )?)?){{0,30}}(?:{_UNIT} (?:này)|{_UNIT} {_LIST}(?: của)? {_ACT} này)"
)
# Nghị quyết này, Nghị định này
_SELF_RE: Final = re.compile(rf"\b{_ACT} này\b")
# (viết tắt là Thành phố), (sau đây gọi là Tỉnh): names a thing, rules nothing
_ALIAS_RE: Final = re.compile(r"\((?:sau đây )?(?:gọi|viết) (?:chung |tắt )*(?:là )?[^()]{1,60}\)")
# a word, and whether a digit stands in it
_WORD_RE: Final = re.compile(r"[^\W\d_]*(\d)[^\W_]*|[^\W\d_]+")


Mark = tuple[int, int, str]
"""start, end, key"""


class Word(NamedTuple):
    key: str
    start: int
    end: int


def words(text: str, offset: int, names: re.Pattern[str]) -> list[Word]:
    """The words of a piece of text that starts at `offset` of the document, in order."""
    found: list[Word] = []
    at = 0
    for start, end, key in marks_of(text, names):
        found += _plain(text, at, start, offset)
        if key:
            found.append(Word(key, offset + start, offset + end))
        at = end
    return found + _plain(text, at, len(text), offset)


def keys(text: str, names: re.Pattern[str]) -> list[str]:
    """The keys of `words`, for a corpus: spans are not needed there."""
    return [word.key for word in words(text, 0, names)]


def marks_of(text: str, names: re.Pattern[str]) -> list[Mark]:
    """Where references inside the document and names of the locality stand, without overlap."""
    marks: list[Mark] = []
    if "này" in text:
        marks += [(m.start(), m.end(), REFERENCE) for m in _INTERNAL_RE.finditer(text)]
        marks += [(m.start(), m.end(), SELF) for m in _SELF_RE.finditer(text)]
    if " là " in text:
        marks += [(m.start(), m.end(), "") for m in _ALIAS_RE.finditer(text)]
    marks += [(m.start(), m.end(), LOCALITY) for m in names.finditer(text)]
    marks.sort()
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark[0] >= kept[-1][1]:
            kept.append(mark)
    return kept


def _plain(text: str, start: int, end: int, offset: int) -> list[Word]:
    piece = text[start:end]
    folded = fold(piece)
    if len(folded) != len(piece):  # a foreign letter that grows when its case is folded
        folded = piece.lower()
    at = offset + start
    return [
        Word(NUMBER if match[1] else match[0], at + match.start(), at + match.end())
        for match in _WORD_RE.finditer(folded)
    ]
