"""
What stands after the last provision: the adoption line, Nơi nhận, the signature.
"""

import re
from typing import Final

from tuongdong.parse.lines import Line

__all__ = ["ends_document", "is_adoption"]

# Nghị quyết này đã được Hội đồng nhân dân ... thông qua / Luật này được Quốc hội ... thông qua
_ADOPTED_RE: Final = re.compile(
    r"(?:Nghị quyết|Luật|Bộ luật|Pháp lệnh)(?: này)? (?:này )?(?:đã )?được .{5,300}thông qua", re.S
)
# Nơi nhận: / TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / TL. / TUQ. / T/M
_SIGNED_RE: Final = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\b|(?:TM|KT|TL|TUQ|Q)\. ?[A-ZĐÀ-Ỹ]{2}|[TK]/[ML] [A-ZĐÀ-Ỹ]{2}")
# CHỦ TỊCH / BỘ TRƯỞNG / THỨ TRƯỞNG, alone on their line
_POSITION_RE: Final = re.compile(
    r"(?:QUYỀN |PHÓ |THỨ )?(?:CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG|THỦ TƯỚNG|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|CỤC TRƯỞNG|CHÁNH|TỔNG CỤC TRƯỞNG|VỤ TRƯỞNG)\b[A-ZĐÀ-Ỹ ,-]*"
)


def is_adoption(text: str, line: Line) -> bool:
    """Nghị quyết này được Quốc hội ... kỳ họp thứ 2 thông qua ngày 13 tháng 11 năm 2021."""
    return text[line.start] in "NLBP" and bool(_ADOPTED_RE.match(text, line.start, line.end))


def ends_document(text: str, line: Line) -> bool:
    """Whether the provisions end above this line."""
    start, end, _, _ = line
    first = text[start]
    if is_adoption(text, line):
        return True
    if first in "NTKQ" and _SIGNED_RE.match(text, start, end):
        return True
    if first in "QPTCBGV" and end - start < 80 and _POSITION_RE.fullmatch(text, start, end):
        return True
    return " | " in text[start:end] and bool(re.search(r"(?:^|\| )(?:Nơi nhận|TM\. |KT\. )", text[start:end]))
