"""
Short names that a document gives: "thành phố Đà Nẵng (viết tắt là Thành phố)", "(sau đây gọi tắt là Quỹ)".
"""

import re
from typing import Final

from tuongdong.models import Alias, Span

__all__ = ["aliases_in"]

# (viết tắt là Thành phố) / (sau đây gọi là cơ quan, đơn vị) / (sau đây gọi tắt là "Quỹ") / , sau đây gọi chung là cơ sở;
_ALIAS_RE: Final = re.compile(
    r"(?:(?P<open>\()|[,;–-] ?)(?:sau đây |dưới đây |từ đây )?(?:được )?(?:viết tắt|gọi tắt|(?P<list>gọi chung)|gọi)(?: (?:là|chung là|tắt là)):? ?"
    r"[“\"]?(?P<short>(?(open)[^()“”\";.\n]{2,120}?|[^()“”\";,.\n]{2,80}?))[”\"]?(?=[);,.]|$)(?(open)(?=[);.]|$))",
    re.I | re.M,
)
# The long name reaches back to a mark or a word that cannot be part of it; that of a list, over its commas.
_WORDS: Final = (
    r" (?:của|tại|với|cho|do|về|trên địa bàn|là|thuộc|theo|trong|ở|bởi|quy định|đối với|tổ chức|xây dựng|phát triển) "
)
_BACK_RE: Final = re.compile(rf"[.;:,()“”\"\n]|{_WORDS}")
_LIST_BACK_RE: Final = re.compile(rf"[.;:()“”\"\n]|{_WORDS}")
_LONGEST: Final = 400


def aliases_in(text: str) -> tuple[Alias, ...]:
    """
    The aliases of a text, in order; the first meaning of a short name counts.

    >>> [(a.short, a.long) for a in aliases_in("áp dụng đối với thành phố Đà Nẵng (viết tắt là Thành phố).")]
    [('Thành phố', 'thành phố Đà Nẵng')]
    >>> [(a.short, a.long) for a in aliases_in("theo Nghị định số 1/2031/NĐ-CP quy định mức chi (gọi tắt là Nghị định số 1/2031/NĐ-CP).")]
    [('Nghị định số 1/2031/NĐ-CP', 'Nghị định số 1/2031/NĐ-CP quy định mức chi')]
    """
    found: dict[str, Alias] = {}
    if "gọi" not in text and "viết tắt" not in text:
        return ()
    for match in _ALIAS_RE.finditer(text):
        short = match["short"].strip()
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[max(line, match.start() - _LONGEST) : match.start()].rstrip(" ,;(")
        long = _long_name(before, short, match["list"] is not None)
        if long and short not in found and len(long) > 1:
            found[short] = Alias(short=short, long=long, span=Span(match.start(), match.end()))
    return tuple(found.values())


def _long_name(before: str, short: str, is_list: bool) -> str:
    """
    The words before an alias that it stands for: from where they begin as the alias does, else from the nearest mark.

        Quỹ hỗ trợ xây dựng chính sách, pháp luật (sau đây gọi là Quỹ)
        Ủy ban nhân dân xã, phường, đặc khu (sau đây gọi chung là Ủy ban nhân dân cấp xã)
        sản phẩm, hàng hóa (sau đây gọi chung là hàng hóa)
    """
    start = _begins_alike(before, short)
    is_list = is_list or "," in short
    if start is None or (is_list and before[start:].casefold() == short.casefold()):
        back = _LIST_BACK_RE if is_list else _BACK_RE
        start = max((mark.end() for mark in back.finditer(before)), default=0)
    words = before[start:]
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")]
    return words.strip(" ,;()")


def _begins_alike(before: str, short: str) -> int | None:
    """Where the last words begin that begin as the alias does, with as many syllables as agree, two at least if it has two."""
    syllables = short.split()
    for count in range(len(syllables), min(2, len(syllables)) - 1, -1):
        wanted = r"\s+".join(map(re.escape, syllables[:count])).rstrip(",")
        places = [match.start() for match in re.finditer(rf"(?<!\w){wanted}(?!\w)", before, re.I)]
        if places:
            return places[-1]
    return None
