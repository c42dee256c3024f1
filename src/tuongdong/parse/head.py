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
from functools import lru_cache
from typing import Final, NamedTuple

from tuongdong.models import LegalBasis, Span
from tuongdong.parse.bases import legal_bases, opens_preamble
from tuongdong.parse.dates import DATE
from tuongdong.parse.doctypes import DOCTYPES, doctype_of, issuer_told
from tuongdong.parse.headings import BoldMap
from tuongdong.parse.lines import Line
from tuongdong.parse.names import is_agency, issuer_of, locality_of, proper_name
from tuongdong.text import fold_marks, is_unended, iso

__all__ = ["Head", "read_head", "told_below"]

# NGHỊ QUYẾT / Quyết định về việc ... / NGHỊ ĐỊNHQuy định về ... (glued), not the enacting QUYẾT ĐỊNH:
_DOCTYPE_RE: Final = re.compile(rf"({'|'.join(DOCTYPES)})(?! ?:)(?P<rest>.*)", re.I)
_UPPER_DOCTYPE_RE: Final = re.compile(rf"({'|'.join(d.upper() for d in DOCTYPES)})(?! ?:)(?P<rest>.*)")
_CODE: Final = r"[A-ZĐƯÔ][\wĐ&]*(?: ?[-–] ?[A-ZĐƯÔ][\wĐ&]*)*"
# 20/2025/NQ-HĐND / 172/KH-UBND / 04 /2025/QĐ-UBND / 64/2025/QH15 / 12-BC/TU / 46-CT/TW
_NUMBER_RE: Final = re.compile(
    rf"(\d{{1,5}}[a-z]?) ?(?:/ ?((?:19|20)\d\d) ?)?/ ?({_CODE})|(\d{{1,5}}) ?- ?([A-ZĐ]\w*) ?/ ?([A-ZĐ][\w-]*)"
)
# 47NQ-CP, as a scan is often read
_UNSLASHED_RE: Final = re.compile(r"(\d{1,5}) ?((?:NQ|QĐ|TB|CT|CĐ|NĐ|KH)-[A-ZĐ]\w+)$")
# Số: / Số / Luật số: / Nghị quyết số: / Số hiệu: / Sô: as a scan is often read
_NUMBERED_RE: Final = re.compile(r"(?:[A-ZĐ][\w ]{2,18} )?[Ss][ốô](?: hiệu)? ?[:.]? ?|S[ỐÔ] ?[:.]? ?")
_PLACE_DATE_RE: Final = re.compile(rf"(?:(?P<place>[^\W\d_][^,;|¯_]{{1,40}}), ?)?{DATE}", re.I)
# Hà Nội ngày 01 tháng 12: the comma is missing
_PLACE_ALONE_RE: Final = re.compile(r"((?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]+ ){1,4})ngày ")
# ngày 04 tháng 6 năm 2003 của Chính phủ: the day of another document, on a line of its own
_CITED_RE: Final = re.compile(r" của ")
# Số: 2450/VPCP-KGVX Hà Nội, ngày: the number's line and the place's run into one, as in a scan
_BEFORE_PLACE_RE: Final = re.compile(
    rf"(?:Số ?:? ?)?(?:\d{{1,5}} ?/ ?)?(?:{_CODE}[-–/])+[A-ZĐƯÔ]+ (?=[A-ZĐÀ-Ỹ][a-zà-ỹđ])"
)
# BỘ XÂY DỰNG điện: / THỦ TƯỚNG CHÍNH PHỦ điện:
_WIRES_RE: Final = re.compile(r"([A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ, -]{5,80}) điện ?:")
_NATION_RE: Final = re.compile(
    r"(?:NƯỚC )?CỘNG H(?:ÒA|OÀ) X(?:Ã|Ả) HỘI(?: CHỦ NGHĨA)?(?: VIỆT NAM)?|CHỦ NGHĨA VIỆT NAM|Độc lập ?[-–] ?Tự do ?[-–] ?Hạnh ph[úu]c|ĐẢNG CỘNG SẢN VIỆT NAM",
    re.I,
)
_SECRECY_RE: Final = re.compile(r"(?:ĐỘ )?(TUYỆT MẬT|TỐI MẬT|MẬT)")
# Số hiệu: 2581/QĐ-TTg / Ngày ban hành: | 24/11/2025: what portals print above the document
_PORTAL_RE: Final = re.compile(
    r"Đang tải|Loại văn bản|Nơi ban hành|Người ký|Ngày (?:ban hành|hiệu lực|công báo)|Số (?:công báo|hiệu)|Tình trạng|Lĩnh vực"
)
# Nguồn: Cổng thông tin vbpl.vn: where the portal's own lines end
_SOURCE_RE: Final = re.compile(r"Nguồn ?: \S")
# Luật Phòng, chống rửa tiền số 14/2022/QH15: a portal's line that names and numbers the document
_NAMED_RE: Final = re.compile(rf"\b[Ss][ốỐ] (?:{_NUMBER_RE.pattern})$")
# LUẬT / CỦA QUỐC HỘI SỐ 21-LCT/HĐNN8 NGÀY 30/06/1989 VỀ BẢO VỆ SỨC KHOẺ NHÂN DÂN: an older way to print a title
_OLD_TITLE_RE: Final = re.compile(
    rf"(?:(?P<joint>LIÊN TỊCH )?(?:CỦA |(?<=LIÊN TỊCH ))(?P<issuer>[^\d]{{3,80}}?) )?SỐ ?:? ?(?P<number>\d+ ?/\S+|\d\S*),? {DATE}(?: CỦA (?P<by>[^\d]{{3,80}}?))? "
    r"(?P<title>(?:VỀ|QUY ĐỊNH|BAN HÀNH|HƯỚNG DẪN|SỬA ĐỔI|V/V)\b.*)",
    re.I,
)
# Nghị định / của Chính phủ Số 94 /1998/NĐ-CP ngày 17 tháng 11 năm 1998: the same in small letters, as the gazette prints it
_OLD_HEAD_RE: Final = re.compile(rf"của [^\d]{{3,80}} số \d[^,]{{1,40}},? {DATE}", re.I)
# của Chính phủ / của Chính phủ số 115/2003/NĐ-CP: as much of it as a line holds
_OLD_BEGUN_RE: Final = re.compile(
    rf"(?:liên tịch (?:của )?|của )[^\d]{{3,80}}(?: ?số ?:? ?\d+ ?/[^,\s]{{1,40}}(?:,? {DATE})?)?", re.I
)
# ... triển khai Nghị định / 136/2025/NĐ-CP: a subject that goes on with the number of a document
_CITES_RE: Final = re.compile(rf"(?:{'|'.join(DOCTYPES)}|số)$", re.I)
_ACT_NUMBER_RE: Final = re.compile(r"\d{1,5}/(?:\d{4}/)?[A-ZĐ]")
# V/v đẩy nhanh tiến độ / v/v trả lời / V / v chuyển / VỊ chuyển, as a scan is often read / Số: 5155/SGDĐT-GDTX Về hướng dẫn đánh giá
_ABOUT_RE: Final = re.compile(
    r"(?:^|(?<= ))[Vv] ?/ ?v ?[:.]? ?|^V[ỊỈ] (?=[a-zà-ỹđ])|^Số ?:? ?\d{1,5}/\S+ (?=Về [a-zđ])"
)
# QUYẾT NGHỊ: / QUYẾT ĐỊNH: / CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH / BỘ TRƯỞNG BỘ NỘI VỤ / GIÁM ĐỐC SỞ
_ENACTING_RE: Final = re.compile(
    r"QUYẾT (?:NGHỊ|ĐỊNH) ?:|(?:THÔNG TƯ|NGHỊ ĐỊNH|CHỈ THỊ|LỆNH) ?:|Quyết (?:nghị|định) ?:?$", re.M
)
_BODY_RE: Final = re.compile(
    r"(?:(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|TRƯỞNG BAN|CHÁNH|THỐNG ĐỐC|TỔNG THANH TRA|TỔNG KIỂM TOÁN"
    r"|VIỆN TRƯỞNG|CHỦ NHIỆM|HỘI ĐỒNG|ỦY BAN|UỶ BAN|QUỐC HỘI|CHÍNH PHỦ|LIÊN BỘ|BAN CHỈ ĐẠO|THƯỜNG TRỰC)\b.*)|(?:Ủy|Uỷ) ban nhân dân [\w ,-]{2,40}|Hội đồng nhân dân [\w ,-]{2,40}"
)
# (QUYẾT ĐỊNH) CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH: an older way to print a doctype, its title below
_BY_RE: Final = re.compile(rf"CỦA (?:{_BODY_RE.pattern})")
_LOWERED_BODY_RE: Final = re.compile(_BODY_RE.pattern, re.I)
# CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU right above the bases: he decides, under the committee's letterhead
_CHAIRMAN_RE: Final = re.compile(
    r"(?:\n|^)(?:Quyền )?Chủ tịch\s(?:(?:Ủy|Uỷ) ban\snhân\s?dân|UBND)(?:\s(?:tỉnh|thành phố)\b[^.;:]{0,40}|\s(?:xã|phường|đặc khu|huyện|quận|thị xã) [^.;:,]{2,30})?$",
    re.I,
)
# Chủ tịch Ủy ban nhân dân (tỉnh Cao Bằng) ban hành Quyết định: below the bases
_CHAIRMAN_ENACTS_RE: Final = re.compile(
    r"Chủ tịch (?:(?:Ủy|Uỷ) ban nhân dân|UBND)(?: (?:tỉnh|thành phố) [^.;,]{2,30})? ban hành (?:Quyết định|Chỉ thị)\b",
    re.I,
)
# " T†TĐ1 VĂN PHÒNG CHÍNH PHỦ: what a scan makes of a stamp before a name
_SHREDS_RE: Final = re.compile(r"^(?:\W+ |\w*[†‡§©®°¬^~<>={}]\S* )+")
# Khoá XVI, kỳ họp thứ 13: the term and session after a council's name
_TERM_RE: Final = re.compile(r",? kh[oóòo][aá] [IVXLC\d]+\b.*$", re.I)
# Chính phủ ban hành Nghị định / Bộ trưởng Bộ Tài chính ban hành Thông tư / Hội đồng nhân dân tỉnh Phú Thọ ban hành
_ENACTS_RE: Final = re.compile(
    r"(?:Bộ trưởng |Tổng |Thống đốc |Chánh án |Viện trưởng )?(?P<body>[A-ZĐỦÙ][^.;\n]{3,90}?) (?:ban hành|quyết nghị|quyết định)\b"
)
# (Ban hành kèm theo Thông tư số 44/2025/TT-NHNN ngày 18/11/2025 của Thống đốc): what an attachment says of the act it comes with
_COMES_WITH_RE: Final = re.compile(
    rf"^\( ?(?:được )?(?:ban hành )?kèm theo (?P<doctype>{'|'.join(DOCTYPES)}) (?:số )?(?P<number>\d{{1,5}}/(?:(?:19|20)\d\d/)?{_CODE})(?:,? {DATE})?",
    re.I | re.M,
)

_MOST_ENACTING: Final = 3  # lines of who decides
# v.v. / TNHH A.B.C. / ...: the stop belongs to the word
_SHORTENED_RE: Final = re.compile(r"(?:\.\.|\bv\. ?v\.|\b[A-ZĐ]\.)$")
_MOST_NAMES: Final = 4  # lines of a letterhead
_TITLE: Final = 600  # characters of an attachment in which its title stands
_MOST_ABOVE_SUBJECT: Final = 12  # pieces above a subject, where no addressee stands below it
_SHORTEST_NAME: Final = 4  # letters beside the name of the state: fewer are the shreds of a stamp
_STAMPED: Final = ("ĐẾN", "CÔNG VĂN ĐẾN", "VĂN BẢN ĐẾN")


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
    portal, pieces = _without_portal(_pieces(text, lines))
    preamble = next((i for i, piece in enumerate(pieces) if opens_preamble(piece.words)), len(pieces))
    at, doctype, title_rest = _doctype(pieces[: preamble + 1])
    top = pieces[: at if at is not None else preamble]
    number_at, number = _number(top)
    letters = at is None and number is not None
    place, issued_on = _place_and_date(pieces[:preamble])
    headed = doctype is not None or number is not None or any(_NATION_RE.match(piece.words) for piece in top)
    issuer, above = issuer_of(_left_side(top, number_at)) if headed else (None, None)
    if doctype is None and number is None and issuer is not None and not is_agency(issuer):
        issuer = None  # BẢN KHAI CỦA THÂN NHÂN ...: the title of a form
    if issuer is None:
        issuer = _enacting_body(pieces[(at or 0) + 1 :], preamble - (at or 0) - 1)
    elif issuer.startswith("Ủy ban nhân dân") and _is_of_chairman(number, pieces, (at or 0) + 1, preamble):
        issuer = f"Chủ tịch {issuer}"
    subject = _subject(pieces) if at is None else None
    title = (_title(pieces, at, title_rest, bold) or _enacted_title(pieces, doctype)) if at is not None else subject
    if title is None and letters:
        title = _loose_title(top, number_at)
    head = Head(
        number=number or _named_number(portal),
        doctype=doctype or ("công văn" if subject else doctype_of(number, letters)),
        issuer=issuer,
        place=place,
        issued_on=issued_on,
        title=_without_stop(title) if title else None,
        secrecy=next((Span(p.start, p.end) for p in top if _SECRECY_RE.fullmatch(p.words)), None),
        bases=legal_bases(text, lines),
    )
    return _completed(head, above)


def _is_of_chairman(number: str | None, pieces: Sequence[Piece], begin: int, end: int) -> bool:
    """Whether the chairman decides: by the number, the lines right above the bases, or the sentence below them."""
    above = "\n".join(piece.words for piece in pieces[max(begin, end - _MOST_ENACTING) : end])
    return (
        (number or "").endswith("-CTUBND")
        or _CHAIRMAN_RE.search(above) is not None
        or any(_CHAIRMAN_ENACTS_RE.match(piece.words) for piece in pieces[end:])
    )


def _without_stop(title: str) -> str:
    title = title.removesuffix("./.").rstrip()
    return title if _SHORTENED_RE.search(title) else title.removesuffix(".").rstrip()


def told_below(head: Head, text: str, attached: Sequence[Span]) -> Head:
    """A head without a number, as often saved from a portal, with the number and the day that what is attached says."""
    for span in attached:
        match = _COMES_WITH_RE.search(text, span.start, min(span.end, span.start + _TITLE))
        if match and match["doctype"].lower() == head.doctype:
            told = iso(match["year"], match["month"], match["day"]) if match["day"] else None
            return head._replace(number=match["number"], issued_on=head.issued_on or told)
    return head


def _completed(head: Head, above: str | None) -> Head:
    """What an older kind of title holds, and what the number tells, where the head does not say it elsewhere."""
    if head.title and (old := _OLD_TITLE_RE.fullmatch(head.title)):
        named = old["issuer"] or old["by"]
        head = head._replace(
            number=head.number or old["number"].replace(" ", ""),
            issued_on=head.issued_on or iso(old["year"], old["month"], old["day"]),
            issuer=head.issuer or (proper_name(named.upper()) if named else None),
            doctype="thông tư liên tịch" if old["joint"] and head.doctype == "thông tư" else head.doctype,
            title=old["title"],
        )
    issuer = head.issuer or issuer_told(head.number, head.doctype)
    return head._replace(issuer=issuer, locality=locality_of(issuer, above))


def _without_portal(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The lines that a portal put above the document, and the document's own."""
    source = next((i for i, piece in enumerate(pieces[:12]) if _SOURCE_RE.match(piece.words)), None)
    return ([], pieces) if source is None else (pieces[:source], pieces[source + 1 :])


def _named_number(portal: Sequence[Piece]) -> str | None:
    """The number that a portal's line gives with the document's name."""
    found = (match for piece in portal if (match := _NAMED_RE.search(piece.words)))
    return next((re.sub(r"\s", "", match[0][2:]) for match in found), None)


def _pieces(text: str, lines: Sequence[Line]) -> list[Piece]:
    found: list[Piece] = []
    for start, end, _, _ in lines:
        at = start
        for words in text[start:end].split(" | "):
            bare = words.strip(" |*_¯")
            if bare and not set(bare) <= set("-_=*.¯ "):
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
        if piece.words.isupper() and (doctype := _misread().get(fold_marks(piece.words))):
            return index, doctype, ""
    if len(pieces) > 1 and pieces[0].words.lower() in DOCTYPES and _OLD_HEAD_RE.fullmatch(pieces[1].words):
        return 0, pieces[0].words.lower(), ""
    for index, piece in enumerate(pieces):
        match = _UPPER_DOCTYPE_RE.match(piece.words) or (_DOCTYPE_RE.match(piece.words) if index < 2 else None)
        if (
            match
            and not _PORTAL_RE.match(piece.words)
            and (_is_title(match["rest"]) or (index == 0 and match["rest"][:1] == " "))
        ):
            return index, match[1].lower(), match["rest"].strip()
    return None, None, ""


@lru_cache(maxsize=1)
def _misread() -> Mapping[str, str]:
    """Doctypes by their letters without marks: THÔNG BẢO, as a scan is often read."""
    return {fold_marks(doctype): doctype for doctype in DOCTYPES}


def _is_title(rest: str) -> bool:
    """NGHỊ ĐỊNHQuy định về / Quyết định về việc / QUYẾT ĐỊNH BAN HÀNH QUY CHẾ: what follows a doctype on its own line."""
    return bool(
        re.match(
            r"[A-ZĐÀ-Ỹ]|[ :]+(?:Về|về|VỀ|V/v|Ban hành|ban hành|BAN HÀNH|Phê duyệt|phê duyệt|Quy định|quy định|QUY ĐỊNH|Kết luận|Ý kiến"
            r"|của (?:Chính phủ|Thủ tướng|Bộ|Ủy ban|Uỷ ban|Hội đồng)\b.*\d|Triển khai|Thực hiện|Tổ chức|[A-ZĐÀ-Ỹ]{2})",
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
        if match := _UNSLASHED_RE.match(words):
            return index, f"{match[1]}/{match[2]}"
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
            and not _CITED_RE.match(piece.words, match.end())
        ):
            alone = _PLACE_ALONE_RE.match(piece.words)
            place = match["place"] or (alone[1] if alone and alone.end(1) == match.start() else None)
            return (_BEFORE_PLACE_RE.sub("", place.strip(), count=1) if place else None), iso(
                match["year"], match["month"], match["day"]
            )
    return None, None


def _left_side(pieces: Sequence[Piece], number_at: int | None) -> list[str]:
    """The lines in capitals that name the issuer: above the number, or else anywhere above the doctype."""
    names = [name for piece in pieces if (name := _capital_name(piece))]
    above = [name for piece in pieces[:number_at] if (name := _capital_name(piece))]
    return (number_at is not None and above) or names[:_MOST_NAMES]


def _capital_name(piece: Piece) -> str | None:
    words = _SHREDS_RE.sub("", _NATION_RE.sub("", piece.words).strip(" -–*"))
    if (
        not words
        or (len(words) < _SHORTEST_NAME and words != piece.words)
        or words in _STAMPED
        or not words.isupper()
        or _SECRECY_RE.fullmatch(words)
        or _NUMBERED_RE.match(words)
        or _NUMBER_RE.fullmatch(words)
        or words.startswith("DỰ THẢO")
    ):
        return None
    return words


def _enacting_body(pieces: Sequence[Piece], preamble: int) -> str | None:
    """The issuer out of the preamble: BỘ TRƯỞNG BỘ NỘI VỤ, Thủ tướng chính phủ, or "Chính phủ ban hành Nghị định"."""
    for index, piece in enumerate(pieces):
        if wires := _WIRES_RE.match(piece.words):
            return proper_name(wires[1])
        alone = index < preamble <= index + 2 and not piece.words.endswith(".")
        body = _LOWERED_BODY_RE if alone else _BODY_RE
        if len(piece.words) < 90 and body.fullmatch(piece.words) and not _ENACTING_RE.match(piece.words):
            name = proper_name(_TERM_RE.sub("", piece.words).upper())
            return re.sub(
                r"^(?:Bộ trưởng|Chủ tịch|Giám đốc|Chánh án|Viện trưởng|Thống đốc) (?=Bộ|Ủy ban (?!nhân)|Sở|Tòa|Viện|Ngân)",
                "",
                name,
            )
    for piece in pieces:
        if (match := _ENACTS_RE.match(piece.words)) and is_agency(match["body"]) and not opens_preamble(piece.words):
            return match["body"]
    return None


def _title(pieces: Sequence[Piece], at: int, rest: str, bold: BoldMap) -> str | None:
    """The trích yếu: what is glued to the doctype, or the lines below it in one and the same setting."""
    found = [rest] if rest and not _BY_RE.fullmatch(rest) else []
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
        if found and found[-1].endswith("."):
            break
        if (found and _BODY_RE.fullmatch(words)) or (_BODY_RE.fullmatch(words) and words.isupper() and len(words) < 70):
            break
        here = (words.isupper(), bold.share(piece.start, piece.end) > 0.5)
        if found and (is_unended(found[-1]) or _OLD_BEGUN_RE.fullmatch(" ".join(found))):
            found.append(words)
            setting = here
            continue
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


def _enacted_title(pieces: Sequence[Piece], doctype: str | None) -> str | None:
    """The title where it stands in the enacting words alone: Bộ trưởng Bộ Xây dựng ban hành Thông tư sửa đổi ..."""
    for piece in pieces:
        match = _ENACTS_RE.match(piece.words)
        rest = piece.words[match.end() :].strip(" .") if match else ""
        if doctype and rest.lower().startswith(doctype + " "):
            return rest[len(doctype) + 1 :]
    return None


def _subject(pieces: Sequence[Piece]) -> str | None:
    """The subject of an official letter: V/v ..., with the lines on which it goes on."""
    addressed = next((i for i, piece in enumerate(pieces) if piece.words.startswith("Kính gửi")), 0)
    for index, piece in enumerate(pieces[: max(addressed, _MOST_ABOVE_SUBJECT)]):
        match = _ABOUT_RE.search(piece.words)
        if match is None:
            continue
        found = [piece.words[match.end() :]]
        for below in pieces[index + 1 : index + 4]:
            numbered = _CITES_RE.search(found[-1]) and _ACT_NUMBER_RE.match(below.words)
            if not numbered and (_ends_subject(below.words) or found[-1].endswith(".")):
                break
            found.append(below.words)
        return " ".join(" ".join(found).split()) or None
    return None


def _ends_subject(words: str) -> bool:
    return bool(
        words.lstrip("-–— ").startswith(("Kính gửi", "("))
        or words[0] in "-–"
        or words.isupper()
        or _NATION_RE.match(words)
        or _NUMBERED_RE.match(words)
        or _PLACE_DATE_RE.match(words)
    )


def _loose_title(pieces: Sequence[Piece], number_at: int | None) -> str | None:
    """The title of a head that lost its doctype: the line below number and date."""
    below = [
        p
        for p in pieces[(number_at or 0) + 1 :]
        if not _PLACE_DATE_RE.search(p.words) and not _NATION_RE.search(p.words)
    ]
    words = [p.words for p in below if not p.words.startswith("Kính gửi")]
    return " ".join(words) if 0 < len(words) <= 3 and len(words[0]) > 15 else None
