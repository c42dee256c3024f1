"""
Where an annex, an attached regulation or a form begins.

    PHỤ LỤC II / DANH MỤC DỰ ÁN / (Kèm theo Quyết định số ...)
    QUY ĐỊNH / VỀ QUẢN LÝ AN TOÀN ... / (Ban hành kèm theo Quyết định số ...)
    Mẫu số 01 / CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / ĐƠN ĐỀ NGHỊ
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from tuongdong.models import Span
from tuongdong.parse.labels import label_at
from tuongdong.parse.lines import Line
from tuongdong.parse.numbers import part_gap

__all__ = ["Title", "attachment_title", "begins_form", "form_title", "issued_with"]

# PHỤ LỤC / PHỤ LỤC II / Phụ lục số 01 / PHỤ LỤC I: DANH MỤC
_ANNEX_RE: Final = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)(?: (?:SỐ|số))?(?: ([IVX]{1,5}|\d{1,2}[a-zA-Z]?|[A-Z]))?(?P<mark> ?[.:–-])?(?=$| )",
    re.M,
)
# PHỤ LỤC II: alone on its line
_HEAD_RE: Final = re.compile(r"^PHỤ LỤC (?:SỐ )?(\w{1,5})$", re.M)
# QUY ĐỊNH / QUY CHẾ / ĐIỀU LỆ / ĐỀ ÁN: the word that names what is attached, alone on its line or before its title
_WORD_RE: Final = re.compile(
    r"(?:QUY ĐỊNH|QUY CHẾ|QUI ĐỊNH|QUI CHẾ|ĐIỀU LỆ|NỘI QUY|QUY TRÌNH|QUY CHUẨN|CHƯƠNG TRÌNH|KẾ HOẠCH|ĐỀ ÁN|PHƯƠNG ÁN|DANH MỤC|HƯỚNG DẪN"
    r"|CHIẾN LƯỢC|ĐỊNH MỨC|CHẾ ĐỘ|BẢNG GIÁ|BẢNG|NỘI DUNG|TIÊU CHÍ|BỘ TIÊU CHÍ|CHÍNH SÁCH|CƠ CHẾ|DỰ TOÁN|BIỂU|MỨC)(?=$|[ :])",
    re.M,
)
# (Ban hành kèm theo Quyết định số 36/2025/QĐ-UBND ...) / (Kèm theo Kế hoạch số ...) / (Ban hành theo Quyết định số 12/2001/QĐ-BTC
_WITH_RE: Final = re.compile(
    r"\( ?(?:được )?(?:(?:ban hành )?kèm theo\b|ban hành theo (?:quyết định|thông tư|nghị định|nghị quyết)\b)", re.I
)
# Mẫu số 01 / MẪU 02: / Biểu mẫu số 03 / Mẫu 01-ĐĐN-CT
_FORM_RE: Final = re.compile(
    r"(?:Mẫu|MẪU|Biểu mẫu|BIỂU MẪU|Mẫu biểu|MẪU BIỂU)(?: (?:số|SỐ))? ?:? ?(\d{1,2}[\w.-]{0,12}|[IVX]{1,5})(?=$|[ .:(])",
    re.M,
)
# Đơn vị : ......... | | Mẫu số: C01- H: the head of an accounting form
_LEDGER_RE: Final = re.compile(r"(?:Đơn vị|Bộ|Tên|Cơ quan|Chủ đầu tư)[^|]*\|.*\bMẫu số ?: ?[A-Z]\d")
# (Ban hành kèm theo Thông tư số 55/2025/TT-BCT) Mẫu số 02: the number run into the line above the form
_FORM_BEHIND_RE: Final = re.compile(r"\(.*\) ?(?:Mẫu|MẪU)(?: (?:số|SỐ))? \d{1,2}")
# Số: ......./BC / Kính gửi: …………
_BLANK_RE: Final = re.compile(r"\.{4}|…{2}|: ?…")
_NATION_RE: Final = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_AHEAD: Final = 7
_LETTERHEAD: Final = 6  # lines of an agency's side, which come before the national title
_SHORT: Final = 60
_SHORTEST: Final = 25  # letters of the first line of a title that is known by its capitals alone
_LONGEST: Final = 200  # characters of a form's title


class Title(NamedTuple):
    """What opens an attachment: its number, its bounds, its heading, the index of its last line."""

    num: str | None
    start: int
    end: int
    heading: Span | None
    last: int


def attachment_title(
    text: str, lines: Sequence[Line], index: int, signed: bool, last: str | None = None
) -> Title | None:
    """The title that stands here, or None. `signed`: a signature or adoption line came before; `last`: the annex before it."""
    line = lines[index]
    first = text[line.start]
    if first in "Pp" and (match := _ANNEX_RE.match(text, line.start, line.end)):
        rest = text[match.end() : line.end].strip()
        named = match[1] and rest[:1].isupper() and (signed or _is_next(last, match))
        if rest and not (rest.isupper() or (named and not _comes_again(text, line, match[1]))):
            return None
        if match[1] is None and not rest and _holds_annexes(text, lines, index):
            return None
        if not rest and not (text[line.start : line.start + 7].isupper() or line.end - line.start < _SHORT):
            return None
        return _title(text, lines, index, match[1], match.end() if rest else line.end)
    match = _WORD_RE.match(text, line.start, line.end)
    if match and _is_attached(text, lines, index, signed):
        return _title(text, lines, index, None, match.end())
    if signed and _is_titled(text, lines, index):
        return _title(text, lines, index, None, line.start)
    return None


def form_title(text: str, lines: Sequence[Line], index: int, of_annex: bool) -> Title | None:
    """
    The title of a form that stands here: a line with its number, and soon below it what a form begins with.

    Those `of_annex` belong to it, unless each says itself with what it is issued.
    """
    line = lines[index]
    if text[line.start] not in "MB" or line.end - line.start > _LONGEST:
        return None
    match = _FORM_RE.match(text, line.start, line.end)
    if match is None:
        return None
    for below in lines[index + 1 : index + _AHEAD]:
        with_ = bool(_WITH_RE.match(text, below.start, below.end))
        if with_ or (not of_annex and _NATION_RE.match(text, below.start, below.end)):
            return _title(text, lines, index, match[1], match.end())
        if label_at(text, below.start, below.end) or _FORM_RE.match(text, below.start, below.end):
            return None
    return None


def begins_form(text: str, lines: Sequence[Line], index: int) -> bool:
    """Whether a form's head begins here: its number and name, the national title, or the agency's lines that come before it."""
    if _is_numbered_form(text, lines, index):
        return True
    for line in lines[index : index + _LETTERHEAD]:
        if _NATION_RE.match(text, line.start, line.end):
            return True
        words = text[line.start : line.end]
        if (
            line.cell
            or not (words.isupper() or words.startswith(("Số", "V/v")))
            or label_at(text, line.start, line.end)
        ):
            return False
    return False


def _is_numbered_form(text: str, lines: Sequence[Line], index: int) -> bool:
    """
    Whether a form's number and name stand here, with blanks to be filled or a table soon below; not in a list of forms, whose
    lines end in marks; or an accounting form's head.
    """
    first = lines[index]
    if _LEDGER_RE.match(text, first.start, first.end) or _FORM_BEHIND_RE.fullmatch(text, first.start, first.end):
        return True
    if first.cell or text[first.end - 1] in ";.," or not _FORM_RE.match(text, first.start, first.end):
        return False
    return any(line.cell or _BLANK_RE.search(text, line.start, line.end) for line in lines[index + 1 : index + _AHEAD])


def issued_with(text: str, lines: Sequence[Line], title: Title) -> bool:
    """Whether "(Kèm theo ...)" stands below a title: what is attached to a codified text always says so."""
    return any(_WITH_RE.match(text, line.start, line.end) for line in lines[title.last + 1 : title.last + 3])


def _is_next(last: str | None, match: re.Match[str]) -> bool:
    """Phụ lục II. Định mức ... behind Phụ lục I: the next annex in its turn."""
    return last is not None and match["mark"] is not None and part_gap(last, match[1]) == 0


def _comes_again(text: str, line: Line, num: str) -> bool:
    """
    Whether the annex that a line names stands below under a head of its own, the line being one of a list of annexes: the
    first head comes before any "(Kèm theo ...)".
    """
    first = _HEAD_RE.search(text, line.end)
    if first is None or _WITH_RE.search(text, line.end, first.start()):
        return False
    return any(head[1] == num for head in _HEAD_RE.finditer(text, first.start()))


def _holds_annexes(text: str, lines: Sequence[Line], index: int) -> bool:
    """Whether "Phụ lục" stands above all annexes and is none: "Phụ lục I" is next, but for "(Ban hành kèm theo ...)"."""
    for line in lines[index + 1 : index + 3]:
        if not _WITH_RE.match(text, line.start, line.end):
            below = _ANNEX_RE.match(text, line.start, line.end)
            return below is not None and below[1] is not None and part_gap(None, below[1]) == 0
    return False


def _is_attached(text: str, lines: Sequence[Line], index: int, signed: bool) -> bool:
    """Whether "(Ban hành kèm theo ...)" stands soon below, or, behind a signature, chapters and articles begin."""
    for line in lines[index + 1 : index + _AHEAD]:
        if _WITH_RE.match(text, line.start, line.end):
            return True
        if label_at(text, line.start, line.end):
            return signed
    return False


def _is_titled(text: str, lines: Sequence[Line], index: int) -> bool:
    """
    Whether, behind a signature, a title in capitals stands above "(Ban hành kèm theo ...)", whatever it calls itself:
    THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI, BỔ SUNG. A shorter first line may be the signer's name.
    """
    first = lines[index]
    if first.end - first.start < _SHORTEST:
        return False
    for line in lines[index : index + _AHEAD]:
        if _WITH_RE.match(text, line.start, line.end):
            return line is not first
        if line.cell or not text[line.start : line.end].isupper() or label_at(text, line.start, line.end):
            return False
    return False


def _title(text: str, lines: Sequence[Line], index: int, num: str | None, words: int) -> Title:
    """The title's lines: capitals below the word, up to a label, a table or "(Ban hành kèm theo ...)"."""
    end = lines[index].end
    start = words + (len(text[words:end]) - len(text[words:end].lstrip(" .:–-"))) if words < end else end
    last = index
    for at in range(index + 1, min(index + _AHEAD, len(lines))):
        line = lines[at]
        if line.cell or _WITH_RE.match(text, line.start, line.end) or label_at(text, line.start, line.end):
            break
        if begins_form(text, lines, at) or _ANNEX_RE.match(text, line.start, line.end):
            break
        if last > index and not text[line.start : line.end].isupper():
            break
        if line.end - line.start > 400:
            break
        last = at
    heading_start = start if start < end else (lines[index + 1].start if last > index else end)
    heading = Span(heading_start, lines[last].end) if heading_start < lines[last].end else None
    return Title(num, lines[index].start, lines[last].end, heading, last)
