"""
A heading told from running text: `Điều 5. Phạm vi điều chỉnh` names the article, `Điều 5. Quyết định này có hiệu lực ...`
is the article.

Bold is the best witness where the form kept it. Otherwise the line itself is asked: its end, its length, whether it has
a predicate, and whether anything follows that it could be the heading of.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from tuongdong.models import Span

__all__ = ["BoldMap", "is_capitals", "is_heading"]

_WORDS_RE: Final = re.compile(r"[^\W_]")
_LONG: Final = 300  # characters; longer headings exist only in bold
_FEWEST: Final = 2  # words of a heading that shares its line with text
_BOLD: Final = 0.6  # a share of bold letters from which a line counts as bold
_SHORT: Final = (
    110  # with a full stop or a colon at its end, a longer line is a sentence; with the first, not above a clause
)

# Nghị định này quy định / có trách nhiệm / có hiệu lực / được áp dụng / chịu trách nhiệm thi hành / phải báo cáo
_PREDICATE_RE: Final = re.compile(
    r"\b(?:này (?:quy định|hướng dẫn|áp dụng|có hiệu lực|được|thay thế|bãi bỏ|gồm)|có hiệu lực (?:thi hành )?(?:kể )?từ"
    r"|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|phải|được (?!giao|cấp|phân|ủy|bảo|hưởng)|không được|bao gồm|ban hành kèm theo"
    r"|kể từ ngày|như sau|sau đây)\b",
    re.I,
)
# Ban hành kèm theo / Phê duyệt ... : orders that open an article of a decision without any heading
_ORDER_RE: Final = re.compile(
    r"(?:Ban hành (?:kèm theo|Quy)|Phê duyệt|Công bố|Giao |Thành lập|Bãi bỏ (?!một số)|Sửa đổi, bổ sung (?!một số|các)|Thông qua|Điều chỉnh"
    r"|Cho phép|Bổ nhiệm|Điều \d|Chánh Văn phòng|Các (?:Bộ trưởng|ông|Ông|cơ quan|đồng chí)|Bộ trưởng|Thủ trưởng|Chủ tịch|Giám đốc)"
)


# Quyết định này có hiệu lực kể từ ngày ký: a sentence of the document on itself, also where its full stop is missing
_SELF_RE: Final = re.compile(r"(?:Nghị quyết|Quyết định|Nghị định|Thông tư|Luật|Chỉ thị|Quy định|Quy chế) này ")


class BoldMap:
    """How much of a stretch of text is set in bold."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        self._spans = spans
        self._starts = [span.start for span in spans]

    def share(self, start: int, end: int) -> float:
        """The share of letters and digits in bold, 0 to 1."""
        if not self._spans:
            return 0.0
        total = len(_WORDS_RE.findall(self._text, start, end))
        if not total:
            return 0.0
        inside = 0
        at = max(bisect_right(self._starts, start) - 1, 0)
        for span in self._spans[at : at + 50]:
            if span.start >= end:
                break
            low, high = max(span.start, start), min(span.end, end)
            if low < high:
                inside += len(_WORDS_RE.findall(self._text, low, high))
        return inside / total

    def leading(self, start: int, end: int) -> int:
        """
        Where a bold beginning of a line ends and a sentence of its own begins; `start` when there is none.

        **Tổ chức thực hiện** Giao Sở Tài chính ...
        """
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self._spans[at].end <= start:
            return start
        stop = min(self._spans[at].end, end)
        words = self._text[start:stop].rstrip()
        follows = self._text[start + len(words) : end]
        whole = len(words.split()) >= _FEWEST and follows[:1] == " " and follows[1:2].isupper()
        return start + len(words) if whole else start


def is_capitals(words: str) -> bool:
    """Whether a line is set in capitals."""
    return words.isupper()


def is_heading(words: str, bold: float | None, followed: bool, listed: bool = False) -> bool:
    """
    Whether the rest of an article's first line is its heading.

    `bold` is the share of it in bold, None where the form tells nothing of bold; `followed`: more words stand below it,
    `listed`: which are its first clause. A sentence in bold with nothing below it is the article itself; a short phrase is a
    heading also where only its label is in bold.

    >>> is_heading("Phạm vi điều chỉnh", None, True), is_heading("Quyết định này có hiệu lực từ ngày ký.", None, False)
    (True, False)
    >>> is_heading("Tổ chức thực hiện", 0.0, True), is_heading("Ban hành kèm theo Quyết định này Quy chế.", 1.0, False)
    (True, False)
    """
    closed = words.endswith((".", ";", ":", ","))
    if bold is not None:
        return (followed or not closed) if bold >= _BOLD else (followed and not closed and _names(words))
    if len(words) > _LONG:
        return False
    if not followed:
        return not closed and _names(words)
    longest = _LONG if listed and words.endswith(".") else _SHORT
    return _names(words, longest) if closed else not _SELF_RE.match(words)


def _names(words: str, longest: int = _SHORT) -> bool:
    """Whether words name something: short, without a predicate, and no order."""
    return len(words) <= longest and not _PREDICATE_RE.search(words) and not _ORDER_RE.match(words)
