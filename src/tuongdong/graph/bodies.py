"""
Whose act a local number means: the province or city of the body that its sentence names.

    Nghị quyết số 11/2024/NQ-HĐND ngày 29 tháng 6 năm 2024 của Hội đồng nhân dân tỉnh Trà Vinh     -> Trà Vinh
    Nghị quyết số 05/2019/NQ-HĐND của HĐND tỉnh quy định ... trên địa bàn tỉnh Bắc Giang            -> Bắc Giang
    Nghị quyết số 20/2023/NQ-HĐND, named in full elsewhere in the document                           -> as there
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tuongdong.terms import locality_at
from tuongdong.text import fold

__all__ = ["body_behind", "whose"]

_REACH: Final = 400
# ngày 29 tháng 6 năm 2024 | , số 12/2024/NQ-HĐND và Nghị quyết số 13/2024/NQ-HĐND: what may stand between a number and its body
_BETWEEN: Final = r"(?:[\d\s,/.()–-]|;(?= số )|ngày|tháng|năm|và|các|số|nghị quyết|quyết định|chỉ thị|kế hoạch|nq|qđ|ct|kh|hđnd|ctubnd|ubnd)*"
# của Hội đồng nhân dân | của của UBND | của Chủ tịch Ủy ban nhân dân
_BODY_RE: Final = re.compile(
    rf"{_BETWEEN}(?<!\w)(?:của )+(?:thường trực |chủ tịch )?(?:hội đồng nhân dân|hđnd|ủy ban nhân dân|ubnd) ?"
)
# quy định mức hỗ trợ ... trên địa bàn | tỉnh Bắc Giang: in the title of what is cited, before the next document
_GROUND_RE: Final = re.compile(r"(?:tỉnh|thành phố)(?!\w)(?:(?! số \d)[^.;])*?trên địa bàn ")


def whose(text: str, mentions: Iterable[tuple[str, int]]) -> Iterator[str]:
    """
    For each mention of a local number, its key and where it ends, in order: the locality that the text gives it.

    A mention without a place ("của Ủy ban nhân dân tỉnh") is the act of that number that was named with one last before
    it, or else first behind it. "" where none is: the act is of the text's own locality, or nobody's that is known.
    """
    found = [(key, body_behind(text, end) if key else None) for key, end in mentions]
    told = {key: name for key, name in reversed(found) if name}
    for key, name in found:
        if name:
            told[key] = name
        yield told.get(key, "")


def body_behind(text: str, at: int) -> str | None:
    """
    The locality of the body that is named behind a number; None where none is, or a body without a place.

    >>> body_behind("Nghị quyết số 11/2024/NQ-HĐND ngày 29/6/2024 của HĐND tỉnh Trà Vinh", 29)
    'Trà Vinh'
    >>> body_behind("Nghị quyết số 11/2024/NQ-HĐND của Hội đồng nhân dân tỉnh", 29) is None
    True
    """
    words = fold(" ".join(text[at : at + _REACH].split()))
    body = _BODY_RE.match(words)
    if body is None:
        return None
    named = locality_at(words[body.end() :])
    if named is None and (ground := _GROUND_RE.match(words, body.end())):
        named = locality_at(words[ground.end() :])
    return named.name if named else None
