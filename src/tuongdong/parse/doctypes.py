"""
Kinds of document: their names, the codes of their numbers, and who issues what bears a code.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from tuongdong.terms import agency_records

__all__ = ["DOCTYPES", "doctype_of", "issuer_told"]

# In Vietnamese order of length where one begins with another: "thông tư liên tịch" before "thông tư".
DOCTYPES: Final = (
    *(
        "hiến pháp",
        "bộ luật",
        "luật",
        "pháp lệnh",
        "lệnh",
        "nghị quyết liên tịch",
        "nghị quyết",
        "nghị định",
        "quyết định",
    ),
    *(
        "thông tư liên tịch",
        "thông tư",
        "chỉ thị",
        "quy định",
        "quy chế",
        "kế hoạch",
        "chương trình",
        "đề án",
        "phương án",
    ),
    *(
        "dự án",
        "hướng dẫn",
        "báo cáo",
        "tờ trình",
        "thông báo",
        "công điện",
        "thông cáo",
        "kết luận",
        "biên bản",
        "công bố",
    ),
    *("giấy mời", "văn bản hợp nhất", "hợp đồng", "bản ghi nhớ", "điều lệ", "nội quy"),
)
_CODES: Final[Mapping[str, str]] = {
    "NQ": "nghị quyết",
    "NQLT": "nghị quyết liên tịch",
    "QĐ": "quyết định",
    "NĐ": "nghị định",
    "TT": "thông tư",
    "TTLT": "thông tư liên tịch",
    "CT": "chỉ thị",
    "KH": "kế hoạch",
    "TB": "thông báo",
    "CĐ": "công điện",
    "HD": "hướng dẫn",
    "BC": "báo cáo",
    "TTr": "tờ trình",
    "CTr": "chương trình",
    "ĐA": "đề án",
    "PA": "phương án",
    "KL": "kết luận",
    "BB": "biên bản",
    "VBHN": "văn bản hợp nhất",
    "PL": "pháp lệnh",
    "L": "lệnh",
}
# 63/2025/QH15 / 158/2025/NĐ-CP / 389/NQ-CP / 2581/QĐ-TTg / 1656/NQ-UBTVQH15: numbers that only one body gives
_ISSUERS: Final = (
    (re.compile(r"UBTVQH\d*$"), "Ủy ban Thường vụ Quốc hội"),
    (re.compile(r"/QH\d*$"), "Quốc hội"),
    (re.compile(r"-CP$"), "Chính phủ"),
    (re.compile(r"-TTg$"), "Thủ tướng Chính phủ"),
)
_FEWEST: Final = 3  # letters of an agency's initials: CT may be the tax office and a directive


def doctype_of(number: str | None, letter: bool) -> str | None:
    """
    The doctype that a number's code tells; a number without one is an official letter's.

    >>> doctype_of("63/2025/NQ-HĐND", False), doctype_of("12-BC/TU", False), doctype_of("123/STC-NS", True)
    ('nghị quyết', 'báo cáo', 'công văn')
    """
    if number is None:
        return None
    code = (
        re.split(r"[/-]", number.split("/")[-1])[0]
        if not re.match(r"\d+-", number)
        else number.split("-")[1].split("/")[0]
    )
    found = _CODES.get(code) or _CODES.get(number.split("/")[1].split("-")[0] if "/" in number else "")
    return found or ("công văn" if letter else None)


def issuer_told(number: str | None, doctype: str | None) -> str | None:
    """
    The issuer where a number's code, or the kind of document, belongs to one body alone.

    >>> issuer_told("2581/QĐ-TTg", "quyết định"), issuer_told(None, "luật"), issuer_told("5/2025/QĐ-UBND", "quyết định")
    ('Thủ tướng Chính phủ', 'Quốc hội', None)
    >>> issuer_told("10988/BNV-CQĐP", "công văn"), issuer_told("1/2012/TTLT-BQP-BTC", "thông tư liên tịch")
    ('Bộ Nội vụ', None)
    """
    if doctype in ("luật", "bộ luật"):
        return "Quốc hội"
    if number is None:
        return None
    if told := next((name for code, name in _ISSUERS if code.search(number)), None):
        return told
    named = [_by_initials()[code] for code in re.split(r"[/-]", number) if code in _by_initials()]
    return named[0] if len(named) == 1 else None


@lru_cache(maxsize=1)
def _by_initials() -> Mapping[str, str]:
    """Central agencies by the initials that number their papers: BNNMT, VPCP, NHNN; none that two could be."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in agency_records():
        if one.level == "central":
            words = re.findall(r"\w+", one.name.removesuffix(" Việt Nam"))
            found["".join(word[0].upper() for word in words if word != "và")].append(one.name)
    return {code: names[0] for code, names in found.items() if len(names) == 1 and len(code) >= _FEWEST}
