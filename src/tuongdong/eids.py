"""eIds: how their steps begin, and how people name a provision of which nothing else is at hand."""

from collections.abc import Mapping
from typing import Final

__all__ = ["LEVELS", "PLUS", "PREFIXES", "is_plus", "place_words"]

LEVELS: Final[Mapping[str, tuple[str, str]]] = {
    "attachment": ("Phụ lục", "Annex"),
    "part": ("Phần", "Part"),
    "chapter": ("Chương", "Chapter"),
    "section": ("Mục", "Section"),
    "subsection": ("Tiểu mục", "Subsection"),
    "article": ("Điều", "Article"),
    "clause": ("khoản", "clause"),
    "point": ("điểm", "point"),
    "indent": ("gạch đầu dòng", "indent"),
}
"""The levels of provisions, in Vietnamese and English."""

PREFIXES: Final[Mapping[str, str]] = {
    "attachment": "att",
    "part": "part",
    "chapter": "chp",
    "section": "sec",
    "subsection": "subsec",
    "article": "art",
    "clause": "cl",
    "point": "point",
    "indent": "indent",
}
"""How the steps of an eId begin, by level."""

PLUS: Final = ("dấu cộng", "plus sign")
"""What an indent below an indent is called."""

_LEVELS: Final = {prefix: level for level, prefix in PREFIXES.items()}
_BESIDE: Final = {"title": ("tên văn bản", "title"), "legal_bases": ("phần căn cứ", "legal bases")}
_ABOVE: Final = ("part", "chp", "sec", "subsec")


def is_plus(eid: str) -> bool:
    """
    >>> is_plus("part_I__indent_2__indent_1"), is_plus("part_I__indent_2"), is_plus("indent_1")
    (True, False, False)
    """
    above, _, last = eid.rpartition("__")
    return last.startswith("indent_") and above.rpartition("__")[2].startswith("indent_")


def place_words(eid: str, lang: str = "vi") -> str:
    """
    A provision in words, or the title or the legal bases. What stands above an article is left out.

    >>> place_words("chp_II__art_5__cl_2__point_đ"), place_words("art_5__cl_2", "en"), place_words("legal_bases")
    ('điểm đ khoản 2 Điều 5', 'Article 5, clause 2', 'phần căn cứ')
    >>> place_words("part_I__indent_2__indent_1"), place_words("indent_1"), place_words("indent_1__indent_2", "en")
    ('dấu cộng 1 gạch đầu dòng 2 Phần I', 'gạch đầu dòng 1', 'indent 1, plus sign 2')
    """
    if eid in _BESIDE:
        return _BESIDE[eid][lang == "en"]
    if is_plus(eid):
        above, _, number = eid.rpartition("__indent_")
        return (
            f"{place_words(above, lang)}, {PLUS[1]} {number}"
            if lang == "en"
            else f"{PLUS[0]} {number} {place_words(above)}"
        )
    parts = [part.partition("_") for part in eid.split("__")]
    if any(kind == "art" for kind, _, _ in parts):
        parts = [part for part in parts if part[0] not in _ABOVE]
    named = [
        f"{LEVELS[_LEVELS[kind]][lang == 'en'] if kind in _LEVELS else kind} {number}".strip()
        for kind, _, number in parts
    ]
    return ", ".join(named) if lang == "en" else " ".join(reversed(named))
