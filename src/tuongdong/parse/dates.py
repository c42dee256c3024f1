"""
Dates: of issue, of effect, and the term of a pilot.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from tuongdong.models import Provision
from tuongdong.parse.lines import Line
from tuongdong.text import iso, months_after

__all__ = ["DATE", "adopted_on", "effective_date", "pilot_term"]

# ngày 01 tháng 7 năm 2025 / ngày 30 tháng 01năm 2025 / 01/7/2025 / 17 / 5 /2025 / 01-07-2025 / 1.7.2025
DATE: Final = r"(?:ngày )?(?P<day>\d{1,2})(?: ?tháng ?| ?[/.-] ?)(?P<month>\d{1,2})(?: ?năm ?| ?[/.-] ?)(?P<year>\d{4})"
_ACT: Final = r"(?:Nghị quyết|Quyết định|Nghị định|Thông tư(?: liên tịch)?|Bộ luật|Luật|Pháp lệnh|Chỉ thị|Quy định|Quy chế|Lệnh|Kế hoạch|Chương trình|Thông báo|Hướng dẫn)"
# Nghị quyết này có hiệu lực thi hành kể từ ngày 01/01/2026 / có hiệu lực sau 10 ngày kể từ ngày ký / từ ngày được thông qua
# / Nghị quyết này áp dụng trong năm 2026 và có hiệu lực kể từ ngày ký / (at the beginning) Quyết định có hiệu lực từ khi được Quốc hội thông qua
_EFFECT_RE: Final = re.compile(
    rf"(?:(?<!ngày )(?<!điểm )(?<!khi )(?<!hạn ){_ACT}(?: số \S+)? này(?: (?:áp dụng|được|gồm|có \d)[^.;\n]{{1,60}}? và)?|^{_ACT}) (?:chính thức |bắt đầu )?có hiệu lực(?: thi hành)?,? ?(?:là )?"
    rf"(?:(?:kể |bắt đầu )?từ (?:(?:\d{{1,2}} giờ(?: \d{{1,2}} phút)?,? )?{DATE}|(?:ngày|thời điểm|khi) ?(?P<signed>(?:được )?(?:ký|ban hành|thông qua|Quốc hội|Hội đồng nhân dân|HĐND|công bố)))"
    rf"|sau (?P<count>\d{{1,3}}|[a-zà-ỹ ]{{2,12}}?)(?: ?\((?:\d+|[a-zà-ỹ ]+)\))? (?P<unit>ngày|tháng),? (?:kể )?từ (?:ngày|khi) (?P<after>ký|ban hành|được|thông qua|công bố))",
    re.I | re.M,
)
# kỳ họp thứ 2 thông qua ngày 13 tháng 11 năm 2021
_ADOPTED_RE: Final = re.compile(rf"thông qua,? {DATE}")
# “2. Khoản 3 Điều 86 của Luật này có hiệu lực từ ...”: what a line quotes from its beginning on
_QUOTED_LINE_RE: Final = re.compile(r"^[“„\"].*$", re.M)
_COUNTS: Final = {"mười": 10, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "bốn mươi lăm": 45, "bảy": 7}
# được thực hiện trong 05 năm / thí điểm trong thời hạn 3 năm / thời gian thực hiện thí điểm là 05 năm
_TERM_RE: Final = re.compile(
    r"(?:này|thí điểm)[^.\n]{0,90}?(?:thực hiện|thí điểm|áp dụng)(?: thí điểm)?(?: trong)?(?: thời (?:gian|hạn))?(?: thực hiện)?(?: là)? ?"
    r"(?P<term>\d{1,2} (?:\([a-zà-ỹ]+\) )?(?:năm|tháng))(?! \d)",
)


def adopted_on(text: str, tail: Sequence[Line]) -> str | None:
    """The day of the adoption line, for laws and resolutions whose head bears none."""
    for line in tail:
        if match := _ADOPTED_RE.search(text, line.start, line.end):
            return iso(match["year"], match["month"], match["day"])
    return None


def effective_date(provisions: Sequence[Provision], text: str, issued_on: str | None) -> str | None:
    """
    From when the document applies, as it says itself; "kể từ ngày ký" is the day of issue.

    Attachments and quoted text are not asked; of a text without provisions, the whole. None when the text does not say, or says
    it without a day.
    """
    for words in _own_words(provisions, text) if provisions else [text]:
        if match := _EFFECT_RE.search(words):
            return _day(match, issued_on)
    return None


def _own_words(provisions: Iterable[Provision], text: str) -> Iterable[str]:
    for provision in provisions:
        if provision.eid.startswith("att_") or "hiệu lực" not in provision.text:
            continue
        words = provision.text
        for quote in provision.quotes:
            words = words.replace(text[quote.start : quote.end], "")
        yield _QUOTED_LINE_RE.sub("", words)


def _day(match: re.Match[str], issued_on: str | None) -> str | None:
    if match["day"]:
        return iso(match["year"], match["month"], match["day"])
    if "công bố" in (match["signed"], match["after"]):
        return None  # the President's order says that day, the law does not
    if match["signed"] or issued_on is None:
        return issued_on
    count = int(match["count"]) if match["count"].isdigit() else _COUNTS.get(match["count"].strip().lower())
    if count is None:
        return None
    if match["unit"] == "ngày":
        return (date.fromisoformat(issued_on) + timedelta(days=count)).isoformat()
    return months_after(issued_on, count)


def pilot_term(provisions: Iterable[Provision], text: str) -> str | None:
    """The term for which the document is tried out, as printed: "05 năm"."""
    for words in _own_words(provisions, text):
        if match := _TERM_RE.search(words):
            return " ".join(match["term"].split())
    return None
