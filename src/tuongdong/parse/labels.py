"""
What a line begins with: the label of a unit, or nothing.

    Takes:  a text and the bounds of one line in it.
    Gives:  a Label: what kind of unit the line opens, its number as printed, and where its words begin.

A line is first told by its first character, so that the nine of ten lines that open nothing cost one look-up. What the
label means in its place (whether `1.` opens a clause or goes on with a list) is decided in `tree`.
"""

import re
from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Final, NamedTuple

from tuongdong.models import Level

__all__ = ["Kind", "Label", "careless_label_at", "label_at"]


class Kind(IntEnum):
    """Kinds of unit from the top down: a unit closes what is open of its own kind and below."""

    ATTACHMENT = 0
    PART = 10  # Phần thứ nhất
    CHAPTER = 20
    SECTION = 30
    SUBSECTION = 40
    ARTICLE = 50
    LETTER = 60  # A. of a plan
    ROMAN = 70  # I. of a plan, also inside the article that approves it
    CLAUSE = 80
    DECIMAL = 81  # 1.1. below 1.: laws call it điểm 1.1 khoản 1; in texts without articles it has points of its own
    DECIMAL3 = 82  # 1.1.1.
    DECIMAL4 = 83
    POINT = 90
    SUBPOINT = 91  # a1) a.1) 1) inside a point
    INDENT = 95
    PLUS = 96  # + below a dash, in texts without articles


LEVELS: Final[Mapping[Kind, Level]] = {
    Kind.ATTACHMENT: Level.ATTACHMENT,
    Kind.PART: Level.PART,
    Kind.CHAPTER: Level.CHAPTER,
    Kind.SECTION: Level.SECTION,
    Kind.SUBSECTION: Level.SUBSECTION,
    Kind.ARTICLE: Level.ARTICLE,
    Kind.LETTER: Level.PART,
    Kind.ROMAN: Level.PART,
    Kind.CLAUSE: Level.CLAUSE,
    Kind.DECIMAL: Level.POINT,
    Kind.DECIMAL3: Level.POINT,
    Kind.DECIMAL4: Level.POINT,
    Kind.POINT: Level.POINT,
    Kind.SUBPOINT: Level.POINT,
    Kind.INDENT: Level.INDENT,
    Kind.PLUS: Level.INDENT,
}


class Label(NamedTuple):
    """`num` as printed; the unit's words begin at `words`."""

    kind: Kind
    num: str | None
    words: int


# Điều 5. / Điều 5a: / ĐIỀU 12. / Điều 2a[3]. (with the mark of a note) / Điểu 8: (a misprint) / Điều 2 Nguyên tắc
# / Điều 3 (alone on its line) / Điều 35.7.NQ.8.1. (of a topic of the official codification)
_ARTICLE_RE: Final = re.compile(
    r"(?:[ĐÐD]i[ềểễếệèéẻẽẹê]u|ĐIỀU) ?(\d{1,3}[a-zđ]{0,2}\d?|\d{1,2}\.\d{1,2}\.[A-ZĐ]{2,4}\.\d[\d.]{0,8}(?=\.))(?:\[\d+\])?(?: ?[.:](?!\d)| ?$| ?[-–] (?=[A-ZĐÀ-Ỹ])| (?=[A-ZĐÀ-Ỹ])) ?",
    re.M,
)
# 1. / 12. / 2đ. / 3a1. / 4[12]. / 1/ Giao / 1 / Giao / 1- Giao / 1 .Giao, but not 1.5 lần, 1.000 đồng or 1/2
_CLAUSE_RE: Final = re.compile(
    r"(\d{1,3}(?:[a-zđ]\d?)?)(?:\[\d+\])?(?:\.(?![\d.])| \.(?=[A-ZĐÀ-Ỹ])|(?: ?/|-)(?=[ A-ZĐÀ-Ỹ]))[ .]?"
)
# 1.1. / 2.3.1. / 1.1 Giao Sở / 1.1 - Giao Sở / 1.1- Giao Sở / 1.1: Giao Sở, but not 1.5 lần
_DECIMAL_RE: Final = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:\.(?!\d) ?|\)? (?:[-–] )?(?=[\"“]?[A-ZĐÀ-Ỹ])|[-–:/] ?(?=[A-ZĐÀ-Ỹ]))"
)
# 1 Giao / 1, Giao / 1 . Giao / 1 - Giao: a clause only where its number is missing
_CARELESS_RE: Final = re.compile(r"(\d{1,3})(?: ?[.,]| ?[-–])? (?=[A-ZĐÀ-Ỹ])")
# 1) Giao
_PAREN_RE: Final = re.compile(r"(\d{1,2})\) ?")
# a) / đ) / d1) / aa) / a.1) / a[2]) / a. Giao / a/ Giao / a/. Giao / a- Giao / a, Giao
_LATIN: Final = str.maketrans("аеорсхі", "aeopcxi")  # Cyrillic letters that look so, from careless typing
_POINT_RE: Final = re.compile(
    r"([a-zđаеорсхі](?:[a-zđ]|\.?\d{1,2})?)(?:\[\d+\])?(?:\) ?|\. (?=\S)|[/-]\.? ?(?=[A-ZĐÀ-Ỹ])|, (?=[A-ZĐÀ-Ỹ]))"
)
# - Giao / – Giao / • Giao / -Giao, but not a rule ---- or a number -5
_INDENT_RE: Final = re.compile(r"[-–—−‐•●]\s*(?=[^\s\d|_*=.–-]|\d)")
# + Giao / +Giao / + “Quỹ” / + 01 vị trí, but not +84, + 84 912 or + B x C
_PLUS_RE: Final = re.compile(r"\+(?: (?=[“\"(]?[^\W\d_]|\d{1,2} [^\W\d_])|(?=[A-ZĐÀ-Ỹ]))(?!\w{1,2} [x×*/:+=–-] )")
# I. / IV. / II - / III/ / Iv. (as texts have it whose capitals were lost)
_ROMAN_RE: Final = re.compile(r"([IVX]{1,5}|[IVX][ivx]{1,4})(?:\.(?!\d)|[/)]| ?[-–](?= )|:) ?")
# A. / B. / C - / Đ.
_LETTER_RE: Final = re.compile(r"([A-HĐ])(?:\.| ?[-–]|/) (?=\S)")
# Chương II / CHƯƠNG 3. / Chương IV: / Chương thứ nhất / CHƯƠNG INHỮNG QUY ĐỊNH (its title glued to it)
_CHAPTER_RE: Final = re.compile(
    r"(?:Chương|CHƯƠNG) (?:((?:[IVXLC]+|\d{1,2})[a-zđA-Z]?|(?:thứ|THỨ) \w+)(?=$|[ .:–-])[ .:–-]*|([IVX]{1,5}|\d{1,2})(?=[A-ZĐÀ-Ỹ]{2}))",
    re.M,
)
# Mục 1 / MỤC 2. / Mục A / Mục III / Mục 1HỢP ĐỒNG (its title glued to it)
_SECTION_RE: Final = re.compile(
    r"(?:Mục|MỤC) (?:((?:\d{1,2}|[IVX]+|[A-Z])[a-zđ]?)(?=$|[ .:–-])[ .:–-]*|(\d{1,2})(?=[A-ZĐÀ-Ỹ]{2}))", re.M
)
_SUBSECTION_RE: Final = re.compile(
    r"(?:Tiểu mục|TIỂU MỤC) ((?:\d{1,2}|[IVX]+|[A-Z])[a-zđ]?)(?=$|[ .:–-])[ .:–-]*", re.M
)
# Phần thứ nhất / PHẦN I / Phần 2. / Phần A
_PART_RE: Final = re.compile(
    r"(?:Phần|PHẦN) ((?:thứ|THỨ) \w+(?: \w+)?|[IVX]+|\d{1,2}|[A-Z])(?=$|[ .:–-])[ .:–-]*", re.M
)

_DECIMALS: Final = {1: Kind.DECIMAL, 2: Kind.DECIMAL3, 3: Kind.DECIMAL4}


def label_at(text: str, start: int, end: int) -> Label | None:
    """
    The label that the line `text[start:end]` begins with.

    >>> label_at("đ) Lấy phiếu tín nhiệm", 0, 22)
    Label(kind=<Kind.POINT: 90>, num='đ', words=3)
    >>> label_at("1.000 đồng mỗi tấn", 0, 18) is None
    True
    """
    rule = _BY_FIRST.get(text[start])
    return rule(text, start, end) if rule else None


def careless_label_at(text: str, start: int, end: int) -> Label | None:
    """
    The clause that a line begins with whose number has a careless mark or none; only for lines of which the numbers around tell.

    >>> careless_label_at("2, Giao Sở Y tế", 0, 15)
    Label(kind=<Kind.CLAUSE: 80>, num='2', words=3)
    """
    match = _CARELESS_RE.match(text, start, end)
    return Label(Kind.CLAUSE, match[1], match.end()) if match else None


def _number(text: str, start: int, end: int) -> Label | None:
    if match := _CLAUSE_RE.match(text, start, end):
        return Label(Kind.CLAUSE, match[1], match.end())
    if match := _DECIMAL_RE.match(text, start, end):
        return Label(_DECIMALS[match[1].count(".")], match[1], match.end())
    if match := _PAREN_RE.match(text, start, end):
        return Label(Kind.SUBPOINT, match[1], match.end())
    return None


def _point(text: str, start: int, end: int) -> Label | None:
    if match := _POINT_RE.match(text, start, end):
        num = match[1].translate(_LATIN)
        if num[1:] == "l":
            num = f"{num[0]}1"  # đl) for đ1), a misprint
        return Label(Kind.POINT if len(num) == 1 else Kind.SUBPOINT, num, match.end())
    return None


def _indent(text: str, start: int, end: int) -> Label | None:
    match = _INDENT_RE.match(text, start, end)
    return Label(Kind.INDENT, None, match.end()) if match else None


def _plus(text: str, start: int, end: int) -> Label | None:
    match = _PLUS_RE.match(text, start, end)
    return Label(Kind.PLUS, None, match.end()) if match else None


def _roman(text: str, start: int, end: int) -> Label | None:
    match = _ROMAN_RE.match(text, start, end)
    return Label(Kind.ROMAN, match[1].upper(), match.end()) if match else None


def _misread_roman(text: str, start: int, end: int) -> Label | None:
    """HI. TỔ CHỨC THỰC HIỆN: III, as a scan is often read."""
    return Label(Kind.ROMAN, "III", start + 4) if text.startswith("HI. ", start, end) else _letter(text, start, end)


def _letter(text: str, start: int, end: int) -> Label | None:
    match = _LETTER_RE.match(text, start, end)
    return Label(Kind.LETTER, match[1], match.end()) if match else None


def _titled(*patterns: tuple[Kind, re.Pattern[str]]) -> Callable[[str, int, int], Label | None]:
    """Điều, Chương, Mục, ...: a word and a number; running text that merely begins so ("Chương II Nghị định này") is none."""

    def rule(text: str, start: int, end: int) -> Label | None:
        for kind, pattern in patterns:
            if match := pattern.match(text, start, end):
                return Label(kind, match[match.lastindex or 1], match.end())
        return None

    return rule


_article: Final = _titled((Kind.ARTICLE, _ARTICLE_RE))
_chapter: Final = _titled((Kind.CHAPTER, _CHAPTER_RE))


def _d_bar(text: str, start: int, end: int) -> Label | None:
    return _article(text, start, end) or _letter(text, start, end)


def _c(text: str, start: int, end: int) -> Label | None:
    return _chapter(text, start, end) or _letter(text, start, end)


_BY_FIRST: Final[Mapping[str, Callable[[str, int, int], Label | None]]] = {
    **dict.fromkeys("0123456789", _number),
    **dict.fromkeys("abcdđefghijklmnopqrstuvwxyzаеорсхі", _point),
    **dict.fromkeys("-–—−‐•●", _indent),
    "+": _plus,
    **dict.fromkeys("IVX", _roman),
    **dict.fromkeys("ABEFG", _letter),
    "H": _misread_roman,
    "C": _c,
    "Đ": _d_bar,
    "D": _d_bar,
    "Ð": _article,
    "M": _titled((Kind.SECTION, _SECTION_RE)),
    "P": _titled((Kind.PART, _PART_RE)),
    "T": _titled((Kind.SUBSECTION, _SUBSECTION_RE)),
}
