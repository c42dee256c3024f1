"""
The head of a document as it was issued: who, what number, when, what kind, about what.

    HỘI ĐỒNG NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH VĨNH LONG                       Độc lập - Tự do - Hạnh phúc
    Số: 20/2025/NQ-HĐND                 Vĩnh Long, ngày 18 tháng 11 năm 2025
                              NGHỊ QUYẾT
                    QUY ĐỊNH MỨC HỌC PHÍ ...

Takes the lines above the first provision; a two-column head comes as its left column's lines, then the right one's, or
as rows with " | ". What the head does not say stays None.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from tuongdong.models import LegalBasis, Span
from tuongdong.parse.bases import legal_bases, opens_preamble
from tuongdong.parse.dates import DATE, iso
from tuongdong.parse.headings import BoldMap
from tuongdong.parse.lines import Line
from tuongdong.parse.names import issuer_of, locality_of, proper_name

__all__ = ["Head", "read_head"]

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
# NGHỊ QUYẾT / Quyết định về việc ... / NGHỊ ĐỊNHQuy định về ... (glued), not the enacting QUYẾT ĐỊNH:
_DOCTYPE_RE: Final = re.compile(rf"({'|'.join(DOCTYPES)})(?! ?:)(?P<rest>.*)", re.I)
_UPPER_DOCTYPE_RE: Final = re.compile(rf"({'|'.join(d.upper() for d in DOCTYPES)})(?! ?:)(?P<rest>.*)")
_CODE: Final = r"[A-ZĐƯÔ][\wĐ&]*(?: ?[-–] ?[A-ZĐƯÔ][\wĐ&]*)*"
# 20/2025/NQ-HĐND / 172/KH-UBND / 04 /2025/QĐ-UBND / 64/2025/QH15 / 12-BC/TU / 46-CT/TW
_NUMBER_RE: Final = re.compile(
    rf"(\d{{1,5}}[a-z]?) ?(?:/ ?((?:19|20)\d\d) ?)?/ ?({_CODE})|(\d{{1,5}}) ?- ?([A-ZĐ]\w*) ?/ ?([A-ZĐ][\w-]*)"
)
# Số: / Số / Luật số: / Nghị quyết số: / Số hiệu:
_NUMBERED_RE: Final = re.compile(r"(?:[A-ZĐ][\w ]{2,18} )?[Ss]ố(?: hiệu)? ?[:.]? ?|SỐ ?[:.]? ?")
_PLACE_DATE_RE: Final = re.compile(rf"(?:(?P<place>[^\W\d_][^,;|]{{1,40}}), ?)?{DATE}", re.I)
_NATION_RE: Final = re.compile(
    r"CỘNG H(?:ÒA|OÀ) X(?:Ã|Ả) HỘI(?: CHỦ NGHĨA)?(?: VIỆT NAM)?|CHỦ NGHĨA VIỆT NAM|Độc lập ?[-–] ?Tự do ?[-–] ?Hạnh ph[úu]c|ĐẢNG CỘNG SẢN VIỆT NAM",
    re.I,
)
_SECRECY_RE: Final = re.compile(r"(?:ĐỘ )?(TUYỆT MẬT|TỐI MẬT|MẬT)")
# Số hiệu: 2581/QĐ-TTg / Ngày ban hành: | 24/11/2025: what portals print above the document
_PORTAL_RE: Final = re.compile(
    r"Đang tải|Loại văn bản|Nơi ban hành|Người ký|Ngày (?:ban hành|hiệu lực|công báo)|Số (?:công báo|hiệu)|Tình trạng|Lĩnh vực"
)
# QUYẾT NGHỊ: / QUYẾT ĐỊNH: / CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH / BỘ TRƯỞNG BỘ NỘI VỤ / GIÁM ĐỐC SỞ
_ENACTING_RE: Final = re.compile(
    r"QUYẾT (?:NGHỊ|ĐỊNH) ?:|(?:THÔNG TƯ|NGHỊ ĐỊNH|CHỈ THỊ|LỆNH) ?:|Quyết (?:nghị|định) ?:?$", re.M
)
_BODY_RE: Final = re.compile(
    r"(?:(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|TRƯỞNG BAN|CHÁNH|THỐNG ĐỐC|TỔNG THANH TRA|TỔNG KIỂM TOÁN"
    r"|VIỆN TRƯỞNG|CHỦ NHIỆM|HỘI ĐỒNG|ỦY BAN|UỶ BAN|QUỐC HỘI|CHÍNH PHỦ|LIÊN BỘ|BAN CHỈ ĐẠO|THƯỜNG TRỰC)\b.*)|(?:Ủy|Uỷ) ban nhân dân [\w ,-]{2,40}|Hội đồng nhân dân [\w ,-]{2,40}"
)
# Chính phủ ban hành Nghị định / Bộ trưởng Bộ Tài chính ban hành Thông tư / Hội đồng nhân dân tỉnh Phú Thọ ban hành
_ENACTS_RE: Final = re.compile(
    r"(?:Bộ trưởng |Tổng |Thống đốc |Chánh án |Viện trưởng )?(?P<body>[A-ZĐỦÙ][^.;\n]{3,90}?) (?:ban hành|quyết nghị|quyết định)\b"
)


class Piece(NamedTuple):
    """A stretch of the head between line ends and bars."""

    start: int
    end: int
    words: str


class Head(NamedTuple):
    """What a head says."""

    number: str | None = None
    doctype: str | None = None
    issuer: str | None = None
    locality: str | None = None
    place: str | None = None
    issued_on: str | None = None
    title: str | None = None
    secrecy: Span | None = None
    bases: tuple[LegalBasis, ...] = ()


def read_head(text: str, lines: Sequence[Line], bold: BoldMap) -> Head:
    """The head in the lines above the first provision."""
    pieces = _pieces(text, lines)
    preamble = next((i for i, piece in enumerate(pieces) if opens_preamble(piece.words)), len(pieces))
    at, doctype, title_rest = _doctype(pieces[: preamble + 1])
    top = pieces[: at if at is not None else preamble]
    number_at, number = _number(top)
    letters = at is None and number is not None
    place, issued_on = _place_and_date(pieces[: preamble + 1])
    issuer, above = issuer_of(_left_side(top, number_at))
    if issuer is None:
        issuer = _enacting_body(pieces[(at or 0) + 1 :])
    title = _title(pieces, at, title_rest, bold) if at is not None else _subject(pieces)
    if title is None and letters:
        title = _loose_title(top, number_at)
    return Head(
        number=number,
        doctype=doctype or _doctype_of(number, letters),
        issuer=issuer,
        locality=locality_of(issuer, above),
        place=place,
        issued_on=issued_on,
        title=title,
        secrecy=next((Span(p.start, p.end) for p in top if _SECRECY_RE.fullmatch(p.words)), None),
        bases=legal_bases(text, lines),
    )


def _pieces(text: str, lines: Sequence[Line]) -> list[Piece]:
    found: list[Piece] = []
    for start, end, _, _ in lines:
        at = start
        for words in text[start:end].split(" | "):
            bare = words.strip(" |*")
            if bare and not set(bare) <= set("-_=*. "):
                offset = at + words.index(bare[0])
                found.append(Piece(offset, offset + len(bare), bare))
            at += len(words) + 3
    return found


def _doctype(pieces: Sequence[Piece]) -> tuple[int | None, str | None, str]:
    """Where the doctype stands, the doctype, and what is glued to it of the title."""
    for index, piece in enumerate(pieces):
        match = _UPPER_DOCTYPE_RE.match(piece.words)
        if match and not match["rest"]:
            return index, match[1].lower(), ""
    for index, piece in enumerate(pieces):
        match = _UPPER_DOCTYPE_RE.match(piece.words) or (_DOCTYPE_RE.match(piece.words) if index < 2 else None)
        if (
            match
            and not _PORTAL_RE.match(piece.words)
            and (_is_title(match["rest"]) or (index == 0 and match["rest"][:1] == " "))
        ):
            return index, match[1].lower(), match["rest"].strip()
    return None, None, ""


def _is_title(rest: str) -> bool:
    """NGHỊ ĐỊNHQuy định về / Quyết định về việc / QUYẾT ĐỊNH BAN HÀNH QUY CHẾ: what follows a doctype on its own line."""
    return bool(
        re.match(
            r"[A-ZĐÀ-Ỹ]|[ :]+(?:Về|về|VỀ|V/v|Ban hành|ban hành|BAN HÀNH|Phê duyệt|phê duyệt|Quy định|quy định|QUY ĐỊNH|[A-ZĐÀ-Ỹ]{2})",
            rest,
        )
    )


def _number(pieces: Sequence[Piece]) -> tuple[int | None, str | None]:
    """Where the number stands, and the number without spaces."""
    for index, piece in enumerate(pieces):
        label = _NUMBERED_RE.match(piece.words)
        if label is None:
            continue
        words = piece.words[label.end() :]
        if not words and index + 1 < len(pieces):
            words = pieces[index + 1].words
        if match := _NUMBER_RE.match(words):
            return index, _joined(match)
    for index, piece in enumerate(pieces):
        if match := _NUMBER_RE.fullmatch(piece.words):
            return index, _joined(match)
    return None, None


def _joined(match: re.Match[str]) -> str:
    return re.sub(r"\s", "", match[0]).replace("–", "-")


def _place_and_date(pieces: Sequence[Piece]) -> tuple[str | None, str | None]:
    for piece in pieces:
        if _PORTAL_RE.match(piece.words) or len(piece.words) > 120:
            continue
        match = _PLACE_DATE_RE.search(piece.words)
        if (
            match
            and "ngày" in piece.words.casefold()
            and (match.start() == 0 or match["place"] or len(piece.words) < 60)
        ):
            place = match["place"]
            return (place.strip() if place else None), iso(match["day"], match["month"], match["year"])
    return None, None


def _left_side(pieces: Sequence[Piece], number_at: int | None) -> list[str]:
    """The lines in capitals above the number that name the issuer."""
    names: list[str] = []
    for piece in pieces[: number_at if number_at is not None else len(pieces)]:
        words = _NATION_RE.sub("", piece.words).strip(" -–*")
        if (
            not words
            or not words.isupper()
            or _SECRECY_RE.fullmatch(words)
            or _NUMBERED_RE.match(words)
            or words.startswith("DỰ THẢO")
        ):
            continue
        names.append(words)
    return names


def _enacting_body(pieces: Sequence[Piece]) -> str | None:
    """The issuer out of the preamble: BỘ TRƯỞNG BỘ NỘI VỤ, or "Chính phủ ban hành Nghị định"."""
    for piece in pieces:
        if len(piece.words) < 90 and _BODY_RE.fullmatch(piece.words) and not _ENACTING_RE.match(piece.words):
            name = proper_name(piece.words if piece.words.isupper() else piece.words.upper())
            return re.sub(
                r"^(?:Bộ trưởng|Chủ tịch|Giám đốc|Chánh án|Viện trưởng|Thống đốc) (?=Bộ|Ủy ban|Sở|Tòa|Viện|Ngân)",
                "",
                name,
            )
    for piece in pieces:
        if (match := _ENACTS_RE.match(piece.words)) and not opens_preamble(piece.words):
            return match["body"]
    return None


def _title(pieces: Sequence[Piece], at: int, rest: str, bold: BoldMap) -> str | None:
    """The trích yếu: what is glued to the doctype, or the lines below it in one and the same setting."""
    found = [rest] if rest else []
    setting: tuple[bool, bool] | None = None
    for piece in pieces[at + 1 :]:
        words = piece.words
        if (
            opens_preamble(words)
            or _ENACTING_RE.match(words)
            or _NATION_RE.match(words)
            or words.startswith("Kính gửi")
        ):
            break
        if found and words in found[-1]:
            continue  # portals repeat the title
        if (found and _BODY_RE.fullmatch(words)) or (_BODY_RE.fullmatch(words) and words.isupper() and len(words) < 70):
            break
        here = (words.isupper(), bold.share(piece.start, piece.end) > 0.5)
        if found and not (here == setting or words[0].islower() or (setting is not None and setting[0] and here[0])):
            break
        if found and setting is None:
            break
        if found and not here[0] and not here[1] and not words[0].islower():
            break
        if words.startswith("("):
            break
        found.append(words)
        setting = setting or here
    return " ".join(" ".join(found).split()) or None


def _subject(pieces: Sequence[Piece]) -> str | None:
    """The subject of an official letter: V/v ..."""
    for piece in pieces[:12]:
        match = re.search(r"(?:^|(?<= ))V/v[:.]? ?", piece.words)
        if match and match.end() < len(piece.words):
            return piece.words[match.end() :].strip()
    return None


def _loose_title(pieces: Sequence[Piece], number_at: int | None) -> str | None:
    """The title of a head that lost its doctype: the line below number and date."""
    below = [
        p
        for p in pieces[(number_at or 0) + 1 :]
        if not _PLACE_DATE_RE.search(p.words) and not _NATION_RE.search(p.words)
    ]
    words = [p.words for p in below if not p.words.startswith("Kính gửi")]
    return " ".join(words) if 0 < len(words) <= 3 and len(words[0]) > 15 else None


def _doctype_of(number: str | None, letter: bool) -> str | None:
    """
    The doctype that a number's code tells; a number without one is an official letter's.

    >>> _doctype_of("63/2025/NQ-HĐND", False), _doctype_of("12-BC/TU", False), _doctype_of("123/STC-NS", True)
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
