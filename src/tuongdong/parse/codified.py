"""
Texts of the official codification (pháp điển): a document's head of three lines, without preamble or signature; a whole topic.

    NGHỊ ĐỊNH SỐ 144/2016/NĐ-CP
    Quy định một số cơ chế đặc thù ... đối với thành phố Đà Nẵng
    (ngày 01/11/2016 của Chính phủ; có hiệu lực từ 01/01/2017)
"""

import re
from itertools import islice
from typing import Final, NamedTuple

from tuongdong.text import iso_day

__all__ = ["CodifiedHead", "codified_head", "is_topic"]

# NGHỊ ĐỊNH SỐ 144/2016/NĐ-CP / THÔNG TƯ LIÊN TỊCH SỐ 01/2003/TTLT-BCN-BTNMT / BỘ LUẬT SỐ 91/2015/QH13
_NUMBER_RE: Final = re.compile(
    r"(LUẬT|BỘ LUẬT|NGHỊ QUYẾT(?: LIÊN TỊCH)?|PHÁP LỆNH|NGHỊ ĐỊNH|QUYẾT ĐỊNH|THÔNG TƯ(?: LIÊN TỊCH)?|CHỈ THỊ|LỆNH|HIẾN PHÁP) SỐ (\S[^\n]*?)(?=\n| [a-zà-ỹ]{2,} )"
)
# (ngày 01/11/2016 của Chính phủ; có hiệu lực từ 01/01/2017)
_DATES_RE: Final = re.compile(
    r"(?:^|(?<= ))\(ngày (\d{1,2}/\d{1,2}/\d{4}) của (.+?)(?:; ?có hiệu lực(?: thi hành)? (?:kể )?từ(?: ngày)? (\d{1,2}/\d{1,2}/\d{4}))?\)$",
    re.M | re.S,
)
_HEAD: Final = 3000
# Điều 35.7.LQ.1. Phạm vi điều chỉnh
_TOPIC_RE: Final = re.compile(r"^Điều \d{1,2}\.\d{1,2}\.[A-ZĐ]{2,4}\.\d", re.M)
_TOPIC: Final = 3
"""So many articles numbered by topic make a text a topic and not a document."""


class CodifiedHead(NamedTuple):
    """What the three lines say, and where they end."""

    number: str
    doctype: str
    title: str
    issued_on: str | None
    issuer: str
    effective_on: str | None
    end: int
    impossible: tuple[str, ...]
    """What is printed as a day and is none."""


def codified_head(text: str) -> CodifiedHead | None:
    """The codified head with which a text begins, or None."""
    number = _NUMBER_RE.match(text)
    dates = _DATES_RE.search(text, number.end(), _HEAD) if number else None
    if number is None or dates is None:
        return None
    issued, issuer, effective = dates.groups()
    return CodifiedHead(
        number=number[2].strip(),
        doctype=number[1].lower(),
        title=" ".join(text[number.end() : dates.start()].split()),
        issued_on=iso_day(issued),
        issuer=" ".join(issuer.split()),
        effective_on=iso_day(effective) if effective else None,
        end=dates.end(),
        impossible=tuple(day for day in (issued, effective) if day and iso_day(day) is None),
    )


def is_topic(text: str) -> bool:
    """Whether a text is a topic (đề mục) that brings together the articles of many documents."""
    return sum(1 for _ in islice(_TOPIC_RE.finditer(text), _TOPIC)) == _TOPIC
