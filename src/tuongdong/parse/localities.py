"""
Which localities a text names: "tỉnh Nghệ An", "thành phố Đà Nẵng", "Thủ đô", and not the Museum of Hồ Chí Minh.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tuongdong.models import Span
from tuongdong.terms import HO_CHI_MINH, localities, locality_named
from tuongdong.text import both_spellings

__all__ = ["governed", "named_in"]

# What makes a place's name part of another name: Đại học Quốc gia Hà Nội, tư tưởng Hồ Chí Minh, Công ty Điện lực Quảng Trị
_OTHER_NAME_RE: Final = re.compile(
    r"(?:đại học|đại học quốc gia|bảo tàng|lăng|chủ tịch|tư tưởng|cộng sản|thiếu niên tiền phong|đường|giải thưởng|huân chương|học viện"
    r"|học viện chính trị quốc gia|ngân hàng|bưu điện|trường|bệnh viện|vùng|đường mòn|phong cách|đạo đức|tên) $"
)
# tỉnh / thành phố / TP. / Thủ đô before the name
_KIND_RE: Final = re.compile(r"(?:tỉnh|thành phố|tp\.?|thủ đô) ?$")
_CAPITAL_RE: Final = re.compile(r"\bThủ đô\b|\bTHỦ ĐÔ\b")


@lru_cache(maxsize=1)
def _names_re() -> re.Pattern[str]:
    names = {spelling for one in localities() for spelling in (one.name, *one.spellings)}
    every = sorted(names | {name.upper() for name in names}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(both_spellings(re.escape(name)) for name in every)})(?!\w)")


def named_in(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, Span, bool]]:
    """
    Localities named in a stretch of text, each with its place and whether "tỉnh" or "thành phố" stands before it.

    >>> [name for name, _, _ in named_in("tỉnh Nghệ An học tập tư tưởng Hồ Chí Minh tại Thủ đô Hà Nội")]
    ['Nghệ An', 'Hà Nội']
    """
    for match in _names_re().finditer(text, start, len(text) if end is None else end):
        before = text[max(match.start() - 30, 0) : match.start()].casefold()
        kind = bool(_KIND_RE.search(before)) or match[0].casefold().startswith(("thành phố", "tp"))
        after = text[match.end() : match.end() + 6]
        if (not kind and _OTHER_NAME_RE.search(before)) or after.startswith((" Dương",)):
            continue
        if found := locality_named(match[0]):
            if found.name == HO_CHI_MINH and not kind:
                continue
            yield found.name, Span(match.start(), match.end()), kind


def in_title(title: str) -> tuple[str, ...]:
    """The localities that a title names. In capitals only names after "TỈNH" or "THÀNH PHỐ" are sure to be places."""
    found = [name for name, span, kind in named_in(title) if kind or not title[span.start : span.end].isupper()]
    if not found and _CAPITAL_RE.search(title) and not re.search("vùng thủ đô", title, re.I):
        found = ["Hà Nội"]
    return tuple(dict.fromkeys(found))


def governed(title: str | None, locality: str | None, text: str, opening: Span) -> tuple[tuple[str, ...], str | None]:
    """
    The localities that a document governs, and the one that its text speaks of when that is another.

    The title names them; the issuer's own locality stands in; else the opening articles ("đối với tỉnh Nghệ An") tell.
    """
    titled = in_title(title or "")
    counts = Counter(name for name, _, kind in named_in(text, opening.start, opening.end) if kind)
    told = counts.most_common(1)[0][0] if counts else None
    if titled:
        strange = told if told and told not in titled and not any(name in counts for name in titled) else None
        return (*titled, *((strange,) if strange else ())), strange
    if locality:
        return (locality,), None
    return ((told,) if told and len(counts) == 1 else ()), None
