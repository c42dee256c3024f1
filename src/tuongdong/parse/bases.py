"""
Legal bases: each "Căn cứ ...;" of the preamble, word for word.
"""

import re
from collections.abc import Sequence
from typing import Final

from tuongdong.models import LegalBasis, Span
from tuongdong.parse.lines import Line

__all__ = ["legal_bases", "opens_preamble"]

# Căn cứ Luật ... / - Căn cứ / Căn cứ: / CĂN CỨ / Căn cứ Căn cứ Luật
_WORD_RE: Final = re.compile(r"(?:[-–+*] ?)?(?:(?:Căn cứ|CĂN CỨ)(?: vào)? ?:? ?){1,2}")
# Xét Tờ trình / Theo đề nghị / Thực hiện Quyết định / Sau khi / Trên cơ sở / Hội đồng nhân dân ... ban hành
_PREAMBLE_RE: Final = re.compile(
    r"(?:[-–+*] ?)?(?:Căn cứ|CĂN CỨ|Xét |Theo (?:đề nghị|Tờ trình|Quyết định|Nghị quyết|Kết luận|ý kiến|Công văn)|Thực hiện |Sau khi "
    r"|Trên cơ sở |Thi hành |Để |Nhằm |Triển khai (?:thực hiện )?(?=[A-ZĐ])|Tiếp theo)"
)
# ; Căn cứ Luật Thủy sản: a second basis in the same paragraph, also where no mark stands between
_NEXT_RE: Final = re.compile(r"(?:[;.,] ?(?:- ?)?|(?<!Căn cứ) )(?=Căn cứ )")
# ..., Ủy ban nhân dân tỉnh ban hành Kế hoạch: where a paragraph goes over from its basis to the enacting words
_ENACTS_RE: Final = re.compile(
    r"[,;.] (?=(?:theo đề nghị|xét đề nghị|trên cơ sở|(?:Chủ tịch )?(?:Ủy ban|Uỷ ban|UBND|Hội đồng nhân dân|HĐND|Quốc hội|Bộ|Sở|Chính phủ|Thủ tướng|Ban|Cục|Văn phòng)\b[^;]{0,80}? "
    r"(?:ban hành|xây dựng|thông báo|hướng dẫn|quyết định|báo cáo|triển khai|yêu cầu|đề nghị|công bố)))",
    re.I,
)
# Nghị định số 92/2017/NĐ-CP ...: what a basis names besides, on a line of its own
_BESIDES_RE: Final = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư(?: liên tịch)?) (?:số \d|sửa đổi)"
)
# Về vấn đề này, Cục Hải quan có ý kiến như sau: what a letter cites below is its answer
_ANSWERS_RE: Final = re.compile(r"ý kiến[^.;:]{0,40} như sau ?:$")
_LONGEST: Final = 8  # lines that one basis may be broken into


def opens_preamble(words: str) -> bool:
    """Whether a line is the first of a preamble: a basis, an examination, a proposal.

    >>> opens_preamble("Căn cứ Luật Đất đai số 31/2024/QH15;"), opens_preamble("THỰC HIỆN CHƯƠNG TRÌNH")
    (True, False)
    """
    return bool(_PREAMBLE_RE.match(words))


def legal_bases(text: str, lines: Sequence[Line]) -> tuple[LegalBasis, ...]:
    """The legal bases of a preamble, in order; what a letter's answer cites is none."""
    found: list[LegalBasis] = []
    at = 0
    while at < len(lines) and not _ANSWERS_RE.search(text, lines[at].start, lines[at].end):
        match = _WORD_RE.match(text, lines[at].start, lines[at].end)
        if match is None:
            at += 1
            continue
        last = _last_line(text, lines, at)
        found += _items(text, match.end(), lines[last].end)
        at = last + 1
    return tuple(found)


def _last_line(text: str, lines: Sequence[Line], at: int) -> int:
    """The line on which a basis ends: it goes on while no mark closes it and nothing else begins, or a document is named besides."""
    last = at
    while last + 1 < len(lines) and last - at < _LONGEST:
        below = lines[last + 1]
        words = text[below.start : below.end]
        mark = text[lines[last].end - 1]
        if mark in ".:," or (mark == ";" and not _BESIDES_RE.match(words)):
            break
        if (
            _PREAMBLE_RE.match(words)
            or (words.isupper() and words[0].isalpha())
            or below.cell
            or _ENACTS_RE.match(". " + words)
        ):
            break
        last += 1
    return last


def _items(text: str, start: int, end: int) -> list[LegalBasis]:
    items: list[LegalBasis] = []
    while start < end:
        cut = _NEXT_RE.search(text, start, end)
        stop = cut.start() if cut else end
        if enacts := _ENACTS_RE.search(text, start, stop):
            stop = enacts.start()
        span = _trimmed(text, start, stop)
        if span.end > span.start:
            items.append(LegalBasis(text=" ".join(text[span.start : span.end].split()), span=span))
        if cut is None:
            break
        word = _WORD_RE.match(text, cut.end(), end)
        start = word.end() if word else cut.end()
    return items


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in " ;.,:\n":
        end -= 1
    return Span(start, end)
