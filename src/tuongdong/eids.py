"""How people name a provision of which nothing but the eId is at hand."""

from collections.abc import Mapping
from typing import Final

__all__ = ["LEVELS", "place_words"]

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

_STEPS: Final = {
    "att": "attachment",
    "part": "part",
    "chp": "chapter",
    "sec": "section",
    "subsec": "subsection",
    "art": "article",
    "cl": "clause",
    "point": "point",
    "indent": "indent",
}
_BESIDE: Final = {"title": ("tên văn bản", "title"), "legal_bases": ("phần căn cứ", "legal bases")}
_ABOVE: Final = ("part", "chp", "sec", "subsec")


def place_words(eid: str, lang: str = "vi") -> str:
    """
    A provision in words, or the title or the legal bases. What stands above an article is left out.

    >>> place_words("chp_II__art_5__cl_2__point_đ"), place_words("art_5__cl_2", "en"), place_words("legal_bases")
    ('điểm đ khoản 2 Điều 5', 'Article 5, clause 2', 'phần căn cứ')
    """
    if eid in _BESIDE:
        return _BESIDE[eid][lang == "en"]
    parts = [part.partition("_") for part in eid.split("__")]
    if any(kind == "art" for kind, _, _ in parts):
        parts = [part for part in parts if part[0] not in _ABOVE]
    named = [
        f"{LEVELS[_STEPS[kind]][lang == 'en'] if kind in _STEPS else kind} {number}".strip()
        for kind, _, number in parts
    ]
    return ", ".join(named) if lang == "en" else " ".join(reversed(named))
