"""
Names out of capital lines: `HỘI ĐỒNG NHÂN DÂN` / `THÀNH PHỐ HÀ NỘI` is "Hội đồng nhân dân thành phố Hà Nội".
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from tuongdong.terms import HO_CHI_MINH, agencies, localities, locality_named
from tuongdong.text import capital, fold

__all__ = ["is_agency", "issuer_of", "lacks_place", "locality_of", "proper_name", "with_place"]

# Words after which a place's own name begins.
_PLACE_WORDS: Final = "tỉnh|thành phố|thị xã|thị trấn|huyện|quận|phường|xã|đặc khu"
_PLACE_RE: Final = re.compile(rf"\b({_PLACE_WORDS}) (\S[^,;-]*)$")
# ỦY BAN NHÂN DÂN / UBND / HĐND / CHỦ TỊCH ỦY BAN NHÂN DÂN: incomplete without a place
_BARE_RE: Final = re.compile(
    r"(?:chủ tịch |thường trực |văn phòng )?(?:ủy ban nhân dân|hội đồng nhân dân|ubnd|hđnd|chủ tịch nhân dân|đoàn đại biểu quốc hội"
    r"|ủy ban mặt trận tổ quốc việt nam|ủy ban mttq việt nam)(?: và .*)?"
)
_OFFICE_RE: Final = re.compile(r"(?:chủ tịch|thủ tướng|chính phủ|quốc hội|nhà nước|tỉnh ủy|thành ủy|liên)\b")
# What an agency's name begins with; a line that begins otherwise goes on with the line above.
_AGENCY_RE: Final = re.compile(
    r"(?:bộ|sở|cục|tổng cục|vụ|ban|chi cục|trung tâm|văn phòng|thuế|kho bạc|công an|viện|trường|đại học|học viện|hội đồng|ủy ban|phòng|ubnd"
    r"|thanh tra|quỹ|ngân hàng|tòa án|kiểm toán|bảo hiểm|chi nhánh|hải quan|tổng công ty|công ty|tập đoàn|liên đoàn|hội|đoàn|đảng ủy)\b"
)
_GOES_ON_RE: Final = re.compile(r"(?:về|và|của|tại|trong|cho)\b|[-–,]")
_SHORT: Final[Mapping[str, str]] = {
    "ubnd": "Ủy ban nhân dân",
    "hđnd": "Hội đồng nhân dân",
    "tp.": "thành phố",
    "tp": "thành phố",
}


@lru_cache(maxsize=1)
def _agencies_re() -> tuple[re.Pattern[str], Mapping[str, str]]:
    spelled = {fold(name): name for name in agencies()}
    pattern = "|".join(map(re.escape, sorted(spelled, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), spelled


@lru_cache(maxsize=1)
def _places_re() -> re.Pattern[str]:
    names = sorted({fold(one.name) for one in localities()} | {"hồ chí minh"}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?P<kind>tỉnh|thành phố)?(?P<gap> ?)(?P<name>{'|'.join(map(re.escape, names))})(?!\w)")


def proper_name(words: str) -> str:
    """
    A name in capitals as running text writes it; a name that is not in capitals stays as it is.

    >>> proper_name("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH"), proper_name("BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH")
    ('Ủy ban nhân dân Thành phố Hồ Chí Minh', 'Bộ Văn hóa, Thể thao và Du lịch')
    """
    words = " ".join(words.split())
    if not words.isupper():
        return words
    name = fold(words)
    for short, long in _SHORT.items():
        name = re.sub(rf"(?<!\w){re.escape(short)}(?=\s)", fold(long), name)
    name = _places_re().sub(_place, name)
    if place := _PLACE_RE.search(name):
        name = name[: place.start(2)] + place[2].title()
    pattern, spelled = _agencies_re()
    name = pattern.sub(lambda match: spelled[match[0]], name).replace("việt nam", "Việt Nam")
    return capital(name)


def _place(match: re.Match[str]) -> str:
    found = locality_named(match["name"])
    assert found is not None
    if found.name == HO_CHI_MINH:
        return HO_CHI_MINH if match["kind"] else "Hồ Chí Minh"
    return f"{match['kind'] or ''}{match['gap']}{found.name}"


def issuer_of(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """
    The issuer that the left side of a head names, and the agency above it.

    >>> issuer_of(["HỘI ĐỒNG NHÂN DÂN", "TỈNH VĨNH LONG"]), issuer_of(["BỘ TÀI CHÍNH CỤC THUẾ"])
    (('Hội đồng nhân dân tỉnh Vĩnh Long', None), ('Cục Thuế', 'Bộ Tài chính'))
    """
    names: list[str] = []
    for line in chain.from_iterable(map(_parted, lines)):
        folded = fold(line)
        if names and (
            _bare(names[-1]) or not _AGENCY_RE.match(folded) or _GOES_ON_RE.match(folded) or _open(names[-1])
        ):
            names[-1] = f"{names[-1]} {line}"
        else:
            names.append(line)
    if not names:
        return None, None
    return proper_name(names[-1]), proper_name(names[-2]) if len(names) > 1 else None


def is_agency(name: str) -> bool:
    """
    Whether words name an agency or an office, by what they begin with.

    >>> is_agency("Sở Y tế"), is_agency("Thủ tướng Chính phủ"), is_agency("Bản khai của thân nhân")
    (True, True, False)
    """
    folded = fold(name)
    return bool(_AGENCY_RE.match(folded) or _OFFICE_RE.match(folded))


def _parted(line: str) -> list[str]:
    """BỘ TÀI CHÍNH CỤC HẢI QUAN: two agencies on one line."""
    pattern, _ = _agencies_re()
    first = pattern.match(fold(line))
    if first and line[first.end() : first.end() + 1] == " " and _AGENCY_RE.match(fold(line[first.end() + 1 :])):
        return [line[: first.end()], line[first.end() + 1 :]]
    return [line]


def _bare(name: str) -> bool:
    return bool(_BARE_RE.fullmatch(fold(name)))


def _open(name: str) -> bool:
    """ỦY BAN THƯỜNG VỤ (QUỐC HỘI) / BỘ NÔNG NGHIỆP VÀ: a name that cannot end here."""
    return fold(name).endswith((" và", " của", "ủy ban thường vụ", ",", "-", " tỉnh", " thành phố"))


def locality_of(*names: str | None) -> str | None:
    """
    The province or city in an agency's name; the first name that tells counts.

    >>> locality_of("Sở Y tế", "Ủy ban nhân dân tỉnh Phú Thọ"), locality_of("Bộ Tài chính")
    ('Phú Thọ', None)
    """
    for name in names:
        if name and (match := _places_re().search(fold(name))):
            found = locality_named(match["name"])
            return found.name if found else None
    return None


def lacks_place(issuer: str) -> bool:
    """
    Whether an issuer's name ends where the name of its place should follow.

    >>> lacks_place("Ủy ban nhân dân tỉnh"), lacks_place("Hội đồng nhân dân"), lacks_place("Ủy ban nhân dân tỉnh Phú Thọ")
    (True, True, False)
    """
    name = fold(issuer)
    return name.endswith((" tỉnh", " thành phố")) or bool(_BARE_RE.fullmatch(name))


def with_place(issuer: str, *told: str | None) -> str | None:
    """
    An issuer that lacks its place, with the one province or city that words tell, the first that tell one alone; else None.

    >>> with_place("Ủy ban nhân dân tỉnh", "Về giá đất", "trên địa bàn tỉnh tuyên quang")
    'Ủy ban nhân dân tỉnh Tuyên Quang'
    """
    kinds = [kind for kind in ("tỉnh", "thành phố") if fold(issuer).endswith(f" {kind}")]
    for words in told:
        found = {
            (match["kind"], known.name)
            for match in _places_re().finditer(fold(words or ""))
            if match["gap"]
            and match["kind"] in (kinds or ("tỉnh", "thành phố"))
            and (known := locality_named(match["name"]))
        }
        if len(found) == 1:
            kind, name = found.pop()
            base = issuer[: -len(kind) - 1] if kinds else issuer
            return f"{base} {name}" if name == HO_CHI_MINH else f"{base} {kind} {name}"
    return None
