"""
Lines to paragraphs: where a line goes on from the one above, and where something new begins.

Readers of text that was wrapped (pdf, saved portal pages, plain text) ask the same question here. The answer rests on
signs, in this order: a label that only begins paragraphs, a closing mark, letters that only go on, and whether the next
word would still have fitted.
"""

import re
from itertools import pairwise
from typing import Final

from tuongdong.text import is_unended

__all__ = [
    "begins_paragraph",
    "goes_on",
    "is_capitals",
    "joint",
    "looks_wrapped",
    "lost_breaks",
    "survives",
    "wants_more",
]

# a) / 12. / IV. alone on a line: its words stand below
_BARE: Final = r"(?:\d{1,2}[.)]|[a-zđ]\d?\)|[ivx]{1,4}\.)"
_BARE_RE: Final = re.compile(_BARE, re.I)
# Điều 5a. / Chương II / Mục 1 / Phụ lục I / PHẦN THỨ HAI / 12. / 2.1. / d1) / IV. / - / + / • / a) (alone on its line)
# / Nơi nhận: / Số: 12/
_LABEL_RE: Final = re.compile(
    r"(?:điều|khoản) \d+[a-zđ]?\s*[.:]"
    r"|(?:chương|mục|tiểu mục|phần|phụ lục|biểu|mẫu số) (?:thứ |số )?[ivxlc\d]+\b(?! điều| của)"
    r"|\d{1,3}[a-zđ]?(?:\.\d{1,3})*[.)/] |\(?[a-zđ]{1,2}\d?\) |[ivxlc]{1,6}\s?[.)] |[a-hđ]\. |[-+*•–—○●▪]\s?\S"
    rf"|{_BARE}$"
    r"|nơi nhận|số\s?: ?\d|kính gửi|\(?ban hành kèm theo|\(kèm theo",
    re.I,
)
# TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / CHỦ TỊCH / V/v đề xuất
_FORM_RE: Final = re.compile(r"(?:TM|T/M|KT|K/T|TL|TUQ|Q)\. ?[A-ZĐÀ-Ỹ]|PHÓ [A-ZĐÀ-Ỹ]{2,}|CHỦ TỊCH$|V/v ")
# căn cứ luật ... ; theo đề nghị của ... ; xét tờ trình ...
_BASIS_RE: Final = re.compile(r"(?:căn cứ|theo đề nghị|xét (?:đề nghị|tờ trình|báo cáo)|thực hiện) ", re.I)
# Sở Quy hoạch | - Kiến trúc / phát triển kinh tế | - xã hội: a name that a dash is part of
_DASHED_RE: Final = re.compile(
    r"(?:kinh tế|chính trị)\n[-–] xã hội\b(?! h[oó])|xã hội\n[-–] nghề nghiệp\b|Lao động\n[-–] Thương binh\b|Quy hoạch\n[-–] Kiến trúc\b"
)
# ... ngày 5 tháng 6 năm / khoản / số : what follows is its number, not a label
_WANTS_NUMBER_RE: Final = re.compile(
    r"\b(?:năm|tháng|ngày|số|khoản|điều|điểm|mục|chương|phần|các|và|hoặc|từ|đến|tại|của|là|theo|cho|với)$", re.I
)
# 85/2024/NĐ-CP / 12/QĐ-TTg
_ACT_NUMBER_RE: Final = re.compile(r"\d{1,4}/(?:\d{4}/)?[A-ZĐ]")
# Điều 5 / Phụ lục I / Mẫu số 2: what such a word may also want
_UNIT_RE: Final = re.compile(r"(?:điều|khoản|chương|mục|phụ lục|phần|biểu|mẫu)\b", re.I)
# 1. Phạm vi điều chỉnh | Thông tư này quy định chi tiết ... : the heading of a clause, and its sentence
_CLAUSE_HEAD_RE: Final = re.compile(r"\d{1,2}\. [^.;:,]{4,45}")
_SELF_RE: Final = re.compile(
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư|Quy định|Quy chế|Kế hoạch) này "
    r"(?:quy định|áp dụng|hướng dẫn|sửa đổi|có hiệu lực|thay thế|bãi bỏ|điều chỉnh)"
)
# ... của Luật này.7. Tổ chức / nhiệm vụ sau đây:a) Xây dựng / như sau:"6. Bộ trưởng : a break was lost before the label
_LOST_BREAK_RE: Final = re.compile(r'[.;:](?=["“]?(?:\d{1,2}\. |[a-zđ]\) )["“]?[^\W\d_])')
# "Điều 28. Quảng cáo trên màn hình chuyên quảng cáo1. Việc đặt màn hình : the same after the heading of an article
_LOST_HEADING_RE: Final = re.compile(r'["“]?Điều \d{1,3}[a-zđ]?\. [^.;:]{3,200}?[a-zà-ỹđ](?=1\. [A-ZĐÀ-Ỹ])')
_CLOSING: Final = (".", ";", ":", "./.", "!", "?", ".”", ";”", '."', ';"', ".’")


def begins_paragraph(line: str) -> bool:
    """
    Whether a line bears a label that opens a unit of a document.

    >>> begins_paragraph("a) Quyết định"), begins_paragraph("Điều 5 của Luật này")
    (True, False)
    """
    return _LABEL_RE.match(line) is not None or _FORM_RE.match(line) is not None


def is_capitals(line: str) -> bool:
    """
    >>> is_capitals("NGHỊ QUYẾT số 5"), is_capitals("QUY ĐỊNH CHUNG (I)")
    (False, True)
    """
    return line.isupper() and sum(map(str.isalpha, line)) > 1


def goes_on(line: str, following: str, width: int = 0) -> bool:
    """
    Whether `following` continues the paragraph of `line`. `width` is where the text was wrapped (0: not known).

    >>> goes_on("Thời gian qua, công tác", "thu hút đầu tư đã có nhiều chuyển biến.")
    True
    >>> goes_on("theo quy định tại khoản", "1. Điều này"), goes_on("như sau:", "1. Cơ quan")
    (True, False)
    >>> goes_on("mặt hàng đường (mã HS", "17.01) có xuất xứ"), goes_on("1. Phạm vi", "Luật này quy định")
    (True, False)
    >>> goes_on("phát triển kinh tế", "- xã hội"), goes_on("phát triển kinh tế", "- Y tế")
    (True, False)
    >>> goes_on("quy định tại Nghị định số", "85/2024/NĐ-CP."), goes_on("như sau:", "a)"), goes_on("a)", "Bãi bỏ")
    (True, False, True)
    """
    first = following[:1]
    if not first or not line:
        return False
    if _BARE_RE.fullmatch(line):
        return not begins_paragraph(following)
    if first in "-–" and not begins_paragraph(line) and _DASHED_RE.search(f"{line[-12:]}\n{following[:20]}"):
        return True
    closed = line.endswith(_CLOSING)
    if begins_paragraph(following):
        if closed or line.endswith(",") or is_capitals(line):
            return False
        if following.startswith("ban hành kèm theo"):
            return True
        wanted = first.isdigit() or _UNIT_RE.match(following) is not None
        return (wanted and _WANTS_NUMBER_RE.search(line) is not None) or (
            first.isdigit() and _closes_bracket(line, following)
        )
    if _BASIS_RE.match(following) and first.isupper():
        return not (closed or line.endswith(",") or is_capitals(line))
    if first.isdigit() and _WANTS_NUMBER_RE.search(line):
        return True
    if first.islower() or first in ",.;:)%/”":
        return not (closed and line.endswith("./.")) or first in ",.;:)"
    if is_capitals(line) != is_capitals(following) or _FORM_RE.match(line):
        return False
    if _SELF_RE.match(following) and _CLAUSE_HEAD_RE.fullmatch(line):
        return False
    return not closed or _is_full(line, following, width)


def wants_more(line: str, following: str) -> bool:
    """
    Whether a line ends in a word that no paragraph ends with, or that only the number of a document completes.

    >>> wants_more("có ý kiến bằng văn bản gửi cho", "Thẩm phán"), wants_more("dân tộc thiểu số", "1. Có chính sách")
    (True, False)
    >>> wants_more("theo quy định tại Nghị định số", "85/2024/NĐ-CP.")
    True
    """
    return bool(is_unended(line) or (line.endswith(" số") and _ACT_NUMBER_RE.match(following)))


def _closes_bracket(line: str, following: str) -> bool:
    """Whether a bracket that the line leaves open is closed below: its number is no label."""
    return line.rfind("(") > line.rfind(")") and 0 <= following.find(")") < (following + "(").find("(")


def survives(line: str, following: str) -> bool:
    """
    Whether a break that somebody set by hand (Shift+Enter, <br>) parts paragraphs: unless small letters go on below.

    >>> survives("Điều 1. Phạm vi", "Quy định này"), survives("Về việc ban hành", "quy chế")
    (True, False)
    """
    return not following[:1].islower() or line.endswith(_CLOSING)


def lost_breaks(paragraph: str) -> list[int]:
    """
    Where breaks were lost on the way into the file: a label that stands right against the word before it.

    >>> text = "Điều 3. Phạm vi quảng cáo1. Tổ chức của Luật này.2. Cá nhân theo mục 3.2. Mức"
    >>> [text[at:at + 5] for at in lost_breaks(text)]
    ['1. Tổ', '2. Cá']
    """
    heading = _LOST_HEADING_RE.match(paragraph)
    places = [heading.end()] if heading else []
    for each in _LOST_BREAK_RE.finditer(paragraph):
        before, after = paragraph[max(0, each.start() - 2) : each.start()], paragraph[each.end() : each.end() + 6]
        if len(before) == 2 and before.isalpha() and before.islower() and any(map(str.isupper, after)):
            places.append(each.end())
    return places


def joint(line: str) -> str:
    """
    What stands between a line and the one that goes on from it.

    >>> joint("Nghị định số 34/2016/NĐ-"), joint("giai đoạn 2021 -")
    ('', ' ')
    """
    return "" if line.endswith("-") and line[-2:-1].isalnum() else " "


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word below would not have fitted on the line, so that the break says nothing."""
    return 0 < width <= len(line) + 1 + len(following.split(" ", 1)[0])


def looks_wrapped(lines: list[str]) -> bool:
    """
    Whether a plain text was wrapped at a width, a line not being a paragraph: many lines break before a small letter.

    >>> looks_wrapped(["Thời gian qua, công tác", "thu hút đầu tư"] * 9)
    True
    """
    full = [line for line in lines if line]
    if len(full) < 4:
        return False
    carried = sum(
        1 for above, below in pairwise(lines) if above and below[:1].islower() and not begins_paragraph(below)
    )
    return carried > 0.2 * len(full) and sum(map(len, full)) < 130 * len(full)
