"""
Short names that a document gives: "thành phố Đà Nẵng (viết tắt là Thành phố)", "(sau đây gọi tắt là Quỹ)".
"""

import re
from typing import Final

from tuongdong.models import Alias, Span

__all__ = ["aliases_in"]

# (viết tắt là Thành phố) / (sau đây gọi là Tỉnh) / (sau đây gọi tắt là "Quỹ") / , sau đây gọi chung là cơ sở;
_ALIAS_RE: Final = re.compile(
    r"(?P<open>\(|[,;–-] ?)(?:sau đây |dưới đây |từ đây )?(?:được )?(?:viết tắt|gọi tắt|gọi chung|gọi)(?: (?:là|chung là|tắt là)):? ?"
    r"[“\"]?(?P<short>[^()“”\";,.]{2,80}?)[”\"]?(?=[);,.]|$)",
    re.I | re.M,
)
# The long name reaches back to a mark or a word that cannot be part of it.
_BACK_RE: Final = re.compile(
    r"[.;:,()“”\"\n]| (?:của|tại|với|cho|do|về|trên địa bàn|là|thuộc|theo|trong|ở|bởi|quy định|đối với|tổ chức|xây dựng|phát triển) "
)
_LONGEST: Final = 160


def aliases_in(text: str) -> tuple[Alias, ...]:
    """
    The aliases of a text, in order; the first meaning of a short name counts.

    >>> [(a.short, a.long) for a in aliases_in("áp dụng đối với thành phố Đà Nẵng (viết tắt là Thành phố).")]
    [('Thành phố', 'thành phố Đà Nẵng')]
    """
    found: dict[str, Alias] = {}
    if "gọi" not in text and "viết tắt" not in text:
        return ()
    for match in _ALIAS_RE.finditer(text):
        short = match["short"].strip()
        long = _long_name(text, match.start())
        if long and short not in found and len(long) > 1:
            found[short] = Alias(short=short, long=long, span=Span(match.start(), match.end()))
    return tuple(found.values())


def _long_name(text: str, end: int) -> str:
    window = text[max(end - _LONGEST, 0) : end]
    cut = 0
    for mark in _BACK_RE.finditer(window.rstrip(" ,;")):
        cut = mark.end()
    return window[cut:].strip(" ,;")
