"""How texts name bodies: the patterns of each kind, and of lists after a colon."""

import re
from functools import lru_cache
from typing import Final

from tuongdong.extract.vocabulary import LOWER, NAME, UPPER, any_of, places, words

__all__ = ["lists", "member", "patterns"]

# tỉnh Bình Dương; Thành phố Hồ Chí Minh; TP. Đà Nẵng; or just: tỉnh, Thành phố
# or, of a kind, one that no register knows: thành phố Mây Ngàn; but not the person behind: UBND tỉnh Trần Tiến Hưng
_UNKNOWN: Final = rf"(?!{any_of(words('surnames'))} )[{UPPER}][{LOWER}]+ [{UPPER}][{LOWER}]+(?! (?!{any_of(words('surnames'))} )[{UPPER}])"
_PLACE: Final = rf"(?:(?:[Tt]ỉnh|[Tt]hành phố|TP\.?) ?(?:{{places}}|{_UNKNOWN.replace('{', '{{').replace('}', '}}')})|{{places}})(?![{LOWER}])"
# Bí thư Tỉnh ủy Hoàng Trung Dũng: a person, and no place
_PERSON: Final = rf"{any_of(words('surnames'))}(?: [{UPPER}][{LOWER}']*){{2}}"
# huyện Nghi Xuân; phường Hải Châu; xã Tiên Điền
# but not the person behind: Phó Chủ tịch UBND huyện Nguyễn Viết Hưng
_SMALL_PLACE: Final = rf"(?:[Hh]uyện|[Tt]hị xã|[Qq]uận|[Pp]hường|[Xx]ã|[Đđ]ặc khu) (?!{_PERSON}){NAME}(?: \([^)]*\))?"


@lru_cache(maxsize=1)
def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Kinds of bodies with what names one of them, the first that matches being right."""
    place = _PLACE.format(places=places())
    many = (
        r"(?:các )?(?:xã, phường|phường, xã|tỉnh, thành phố|quận, huyện|huyện, thị xã|xã, đặc khu|phường, đặc khu)(?:, (?:thị trấn|đặc khu|thành phố|thị xã))?"
        r"(?: ven biển| trực thuộc [Tt]rung ương| nêu trên)?"
    )
    any_place = rf"(?:{place}|{_SMALL_PLACE}|{many}(?: từ {place} đến {place})?|[Tt]ỉnh|[Tt]hành phố|huyện|phường|xã|cấp (?:tỉnh|xã|huyện))"
    functions, heads = any_of(words("functions")), any_of(words("heads"))
    tail = _tail()
    offices = r"Văn phòng (?:Đoàn (?:ĐBQH|[Đđ]ại biểu Quốc hội) và )?(?:UBND|HĐND|(?:Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân|(?:[Tt]ỉnh|[Tt]hành) ủy)"
    branches = (
        r"Viện [Kk]iểm sát nhân dân|T(?:òa|oà) án nhân dân|Thuế|Hải quan|Kho bạc [Nn]hà nước|Ngân hàng [Nn]hà nước"
        r"|Kiểm toán [Nn]hà nước|Bảo hiểm xã hội|(?:(?:Ủy|Uỷ) ban )?(?:Mặt trận Tổ quốc|MTTQ)(?: Việt Nam)?"
    )
    works = (
        r"dự án(?: đầu tư xây dựng(?: (?:các )?công trình(?:,? (?:giao thông|dân dụng|nông nghiệp|công nghiệp))*)?)?"
    )
    unit, of_kind = any_of(words("collectives")), any_of(words("collective_kinds"))
    qualifier = "|".join(
        [
            r"(?: (?:có )?liên quan| (?:nêu |nói )?trên(?! cơ sở| tinh thần| địa bàn)| [Tt]rung ương| khác| địa phương| chuyên môn| ngang Bộ| cấp (?:tỉnh|huyện|xã)",
            rf" {of_kind}(?:(?:, | và ){of_kind})*",
            rf" (?:của )?Ban [Cc]hỉ đạo| của (?:các )?địa phương| trực thuộc| thuộc (?:[Tt]rung ương|Chính phủ|(?:UBND|(?:Ủy|Uỷ) ban nhân dân) {any_place})",
            # cơ quan chủ quản các dự án đang triển khai thi công
            r" (?:(?<=quản )|(?<=đầu tư )|(?<=thầu ))(?:của )?(?:các )?(?:dự án|công trình) đang (?:triển khai thi công|triển khai|thi công|chuẩn bị đầu tư)",
            rf" (?:của |tại |thuộc )?{place}(?:(?:,| và) {place})*| (?:của |thuộc )?(?:[Tt]hành phố|[Tt]ỉnh)(?![,:]? [{UPPER}]))",
        ]
    )
    return [
        # Bộ Tài chính; bộ Nội vụ
        ("agency", re.compile(rf"(?P<head>Bộ) (?P<function>{functions})(?![{LOWER}])")),
        # Sở Kế hoạch và Đầu tư Thành phố Hồ Chí Minh
        (
            "agency",
            re.compile(
                rf"(?P<head>Sở) (?P<function>{functions})(?![{LOWER}])(?: (?P<place>{place}|[Tt]ỉnh\b|[Tt]hành phố\b))?"
            ),
        ),
        # Văn phòng Chính phủ
        ("agency", re.compile(any_of(words("bodies")) + rf"(?![{LOWER}])")),
        # UBND tỉnh Bình Dương; Ủy ban nhân dân Thành phố; UBND phường Hải Châu; UBND cấp xã; Ủy ban nhân dân (UBND) tỉnh
        (
            "agency",
            re.compile(rf"(?:(?:Ủy|Uỷ) ban nhân dân(?: \(UBND\))?|UBND)(?: (?P<place>{any_place}))?(?![{LOWER}])"),
        ),
        # Ủy ban Văn hóa, Giáo dục của Quốc hội
        ("agency", re.compile(rf"(?:Ủy|Uỷ) ban [{UPPER}][^.;:()\n]{{3,40}}? của Quốc hội")),
        ("council", re.compile(rf"(?:Hội đồng nhân dân|HĐND)(?: (?P<place>{any_place}))?(?![{LOWER}])")),
        (
            "agency",
            re.compile(
                rf"(?:Tỉnh|Thành|Huyện|Quận|Thị|[tT]ỉnh|thành) (?:ủy|uỷ)(?: (?P<place>{place}|(?!{_PERSON}){NAME}))?(?![{LOWER}])"
            ),
        ),
        ("superior", re.compile(any_of(words("superiors")) + rf"(?![{LOWER}])")),
        # Cục Thú y; Tập đoàn Đèo Cả; Ban Quản lý các khu công nghiệp
        (
            "head",
            re.compile(
                rf"(?:Văn phòng )?Ban [Cc]hỉ đạo{tail}|(?P<head>{heads}) (?=[{UPPER}])[{UPPER}][\w]*{tail}"
                rf"|Ban [Qq]uản lý (?:các )?(?:khu (?:công nghiệp|kinh tế|chế xuất)|{works})(?:(?:,| và) khu [{LOWER}]+ [{LOWER}]+)*(?: (?P<of>{any_place}))?"
                rf"|(?P<lone>Công an|Bộ (?:Chỉ huy [Qq]uân sự|CHQS)|Thanh tra|Báo|{branches}|{offices}) (?P<place>{any_place}|khu vực [IVX\d]+)(?![{LOWER}])"
            ),
        ),
        # các sở, ban, ngành; Các Bộ, cơ quan liên quan; các cơ quan chuyên môn thuộc UBND thành phố; lãnh đạo ... đi riêng
        (
            "collective",
            re.compile(
                rf"(?:[Cc]ác|[Tt]ừng|[Mm]ỗi|[Nn]hững|\d+) (?i:{unit}(?:(?:, |/| và |, các | và các |, từng ){unit})*)(?! [Qq]uản lý| trưởng){qualifier}*(?![{LOWER}])"
            ),
        ),
        # Cấp ủy, chính quyền Thành phố; Nhà đầu tư (Tập đoàn Đèo Cả)
        (
            "collective",
            re.compile(
                rf"[Cc]ấp ủy(?:(?:, | và )(?:tổ chức đảng|chính quyền))*{qualifier}*|(?:[Nn]hà đầu tư|[Cc]hủ đầu tư|[Nn]hà thầu)(?: \([^)]*\))?(?![{LOWER}])"
            ),
        ),
        # Sở, ban, ngành thuộc Ủy ban nhân dân Thành phố; bộ, ngành có liên quan
        (
            "collective",
            re.compile(
                rf"(?:Sở|Bộ|Cơ quan|Đơn vị|(?:(?<=và )|(?<=với )|(?<=hợp ))(?:sở|bộ|cơ quan|đơn vị))(?:(?:, |/| và ){unit})+(?! trưởng){qualifier}*(?![{LOWER}])"
            ),
        ),
        # Các Sở Xây dựng nêu trên; các Cục Thuế
        (
            "collective",
            re.compile(
                rf"[Cc]ác (?:Sở|Bộ) {functions}(?: (?:nêu|nói) trên| (?:có )?liên quan| địa phương)?(?![{LOWER}])"
            ),
        ),
        # tỉnh Bình Dương; Thành phố Hồ Chí Minh; Đà Nẵng; huyện Nghi Xuân (Hà Tĩnh)
        ("locality", re.compile(rf"{place}|{_SMALL_PLACE}")),
        # Tỉnh; Thành phố, as a document calls its own
        ("locality", re.compile(rf"(?:Tỉnh|Thành phố)(?=,| (?![{UPPER}]))")),
    ]


def _tail() -> str:
    """The rest of a name that runs on, up to the first word that no name holds."""
    stop = any_of([*words("tasks", "told_of"), *words("names_end")])
    return rf"(?: (?:- (?=[{UPPER}]))?(?!{stop}\b)[{LOWER}{UPPER}\d][\w/]*){{0,9}}"


def member() -> str:
    """Of a list of ministries: Tài chính; Văn phòng Chính phủ; Tập đoàn Dầu khí Quốc gia."""
    firm = rf"Tập đoàn (?=[{UPPER}])\w+{_tail()}"
    return rf"(?:Bộ )?{any_of(words('functions'))}|{any_of(words('bodies'))}|{firm}"


@lru_cache(maxsize=1)
def lists() -> list[tuple[str, re.Pattern[str]]]:
    """What the members of a list are ("Bộ"), with what names such a list."""
    place = places()
    one = rf"(?:{member()})(?: \([{UPPER}]+\))?(?![{LOWER}])"
    joint = r"(?:, và |, | và )"
    firm = rf"(?!đại diện)[{UPPER}][^,;:.()]*?(?: \([{UPPER}]+\))?"
    return [
        # các Bộ, cơ quan: Nông nghiệp và Môi trường, Tài chính, Văn phòng Chính phủ; các bộ: Công an, Nội vụ
        (
            "Bộ",
            re.compile(
                rf"[Cc]ác [Bb]ộ(?:,? (?:cơ quan|ngành|và cơ quan))*(?:[^:;.,]{{0,40}})?: ?(?P<members>{one}(?:{joint}{one})*)"
            ),
        ),
        ("Bộ", re.compile(rf"[Cc]ác Bộ (?P<members>{one}(?:{joint}{one})+)")),
        ("Sở", re.compile(rf"[Cc]ác [Ss]ở(?:, (?:ban, ngành|ngành))?: ?(?P<members>{one}(?:{joint}{one})*)")),
        # các Tập đoàn, Tổng công ty: Điện lực Việt Nam (EVN), Cảng Hàng không Việt Nam (ACV)
        (
            "Tập đoàn",
            re.compile(
                rf"[Cc]ác (?:[Tt]ập đoàn|[Tt]ổng công ty)(?:(?:, | và )[Tt]ổng công ty)?: "
                rf"(?P<members>{firm}(?:{joint}{firm})*)(?= và|[,;.])"
            ),
        ),
        # UBND các phường: Cái Răng, Ninh Kiều
        (
            "phường",
            re.compile(
                rf"(?P<head>(?:Ủy|Uỷ) ban nhân dân|UBND) các (?P<kind>phường|xã|huyện|quận|đặc khu):? (?P<members>{NAME}(?:{joint}{NAME})*)(?![{LOWER}])"
            ),
        ),
        # Các tỉnh Nghệ An, Quảng Ngãi; Ủy ban nhân dân các tỉnh, thành phố: Tuyên Quang, Hồ Chí Minh
        (
            "",
            re.compile(
                rf"(?:(?P<head>(?:Ủy|Uỷ) ban nhân dân|UBND) )?[Cc]ác (?:tỉnh|thành phố)(?:(?:, | và )thành phố)?:? (?P<members>{place}(?:{joint}{place})*)(?![{LOWER}])"
            ),
        ),
    ]
