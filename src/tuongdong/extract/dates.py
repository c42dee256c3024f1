"""Days of a visit and deadlines of tasks, as printed and as ISO. An impossible day has no ISO form, only its words."""

import re
from typing import Final, NamedTuple

from tuongdong.models import Moment, Span
from tuongdong.text import iso

__all__ = ["DATE", "Deadline", "find_days", "find_deadlines", "iso_of"]

# 24-6-2023; 15/12/2025; 15 tháng 12 năm 2025
DATE: Final = r"\d{1,2}(?:[-/.]\d{1,2}[-/.]\d{4}| tháng \d{1,2} năm \d{4})"
_PARTS_RE: Final = re.compile(r"\d+")


def iso_of(printed: str) -> str | None:
    """
    >>> iso_of("24-6-2023"), iso_of("15 tháng 12 năm 2025"), iso_of("30/02/2025")
    ('2023-06-24', '2025-12-15', None)
    """
    day, month, year = _PARTS_RE.findall(printed)[:3]
    return iso(year, month, day)


# --- the days of the event

# trong hai ngày 10 và 11-10; Trong các ngày 08 và 09 tháng 11 năm 2025; Ngày 30/12/2020; Ngày 9/7; từ ngày 3 đến 5/6/2024
_DAYS_RE: Final = re.compile(
    r"(?:[Tt]rong )?(?:(?:hai|ba|bốn|các|\d) )?[Nn]gày (?P<first>(?:\d{1,2}(?:[-/.]\d{1,2})?(?:, | và | đến |-|–))*)(?P<day>\d{1,2})"
    r"(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<year>\d{4}))?(?!\d)| tháng (?P<month2>\d{1,2})(?:(?: năm |[/-])(?P<year2>\d{4}))?)"
    r"|(?:[Ss]áng|[Cc]hiều|[Tt]ối) (?P<day3>\d{1,2})[-/.](?P<month3>\d{1,2})(?:[-/.](?P<year3>\d{4}))?"
)


def find_days(text: str, start: int, end: int, year_from: tuple[str, str] | None) -> list[Moment]:
    """
    The days that the first date of a passage names.

    `year_from` is the last full date printed elsewhere and its words: a day without a year is the first such day after it.
    """
    match = _DAYS_RE.search(text, start, end)
    if not match:
        return []
    day = int(match["day"] or match["day3"])
    month = int(match["month"] or match["month2"] or match["month3"])
    year = match["year"] or match["year2"] or match["year3"]
    days = [*_earlier_days(match["first"] or "", day), day]
    return [_moment(d, month, year, match[0], Span(match.start(), match.end()), year_from) for d in days]


def _earlier_days(first: str, last: int) -> list[int]:
    """Of "10 và 11": 10; of "3 đến 5": 3 and 4."""
    days = [int(d) for d in re.findall(r"\d+", first)]
    if days and re.search(r"đến|[-–]", first):
        return list(range(days[0], last)) if days[0] < last else days
    return days


def _moment(day: int, month: int, year: str | None, printed: str, span: Span, source: tuple[str, str] | None) -> Moment:
    if year:
        return Moment(value=iso(year, month, day), printed=printed, span=span)
    if not source:
        return Moment(value=f"--{month:02}-{day:02}", printed=printed, span=span)
    known, words = source
    same_year = iso(known[:4], month, day)
    value = same_year if same_year and same_year >= known else iso(int(known[:4]) + 1, month, day)
    return Moment(value=value, printed=printed, span=span, inferred=True, source=words)


# --- deadlines


class Deadline(NamedTuple):
    """`due` is None when the words are a condition, a recurrence or an impossible day. `year_from` says where a year came from."""

    due: str | None
    text: str
    span: Span
    inferred: bool = False


_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_BEFORE: Final = (
    r"(?:[Hh]oàn thành |[Xx]ong )?(?:(?:[Tt]rước|[Cc]hậm nhất(?: là| vào| đến)?|[Mm]uộn nhất(?: là| vào)?|[Tt]rễ nhất"
    r"|(?<!từ nay )(?:[Đđ]ến )?[Hh]ết|(?<!từ nay )[Đđ]ến|[Tt]rong|[Vv]ào|[Tt]hời (?:hạn|gian)(?: hoàn thành| thực hiện)?:|[Hh]ạn:|(?:[Hh]oàn thành|[Xx]ong)))"
)
_YEAR: Final = r"(?:(?:/| năm |-)(?P<y{n}>\d{{4}}))?"
# trước ngày 15 tháng 12 năm 2025; chậm nhất 30/11/2025; vào ngày 19 tháng 12 năm 2025; trong tháng 12/2025; trong Quý III/2026; hoàn thành trong năm 2025
_DEADLINE_RE: Final = re.compile(
    rf"{_BEFORE}(?: hết)? (?:(?:\d+ giờ(?: \d+)?,? )?ngày |(?=\d{{1,2}}[/-]\d))(?P<day>\d{{1,2}})(?:[/-]| tháng )(?P<month>\d{{1,2}}){_YEAR.format(n=1)}(?!\d)"
    rf"(?P<recurring> h[àằ]ng (?:tháng|quý|năm))?"
    rf"|{_BEFORE} (?:hết |cuối )?tháng (?P<month2>\d{{1,2}}){_YEAR.format(n=2)}(?!\d)"
    rf"|{_BEFORE} (?:hết |cuối )?[Qq]uý (?P<quarter>IV|I{{1,3}}|[1-4]){_YEAR.format(n=3)}"
    rf"|(?<!kế hoạch )(?<!mục tiêu )(?:[Hh]oàn thành|[Xx]ong|[Cc]hậm nhất)(?: trong| trước| vào)?(?: hết)? năm (?P<year>\d{{4}})"
)
# Sau khi phương án ... được thông qua; để kịp báo cáo Quốc hội tại Kỳ họp thứ 10; định kỳ hằng quý; trước ngày 25 hằng tháng
_WORDS_RE: Final = re.compile(
    r"(?:[Tt]rước ngày \d{1,2} |[Đđ]ịnh kỳ )(?:h[àằ]ng )(?:tuần|tháng|quý|năm)|[Đđ]ịnh kỳ (?:\d+ tháng|6 tháng)(?: một lần)?|(?<!\w)[Hh][àằ]ng (?:tuần|tháng|quý)"
    r"|để kịp (?!thời)[^;.,]+|(?:^|(?<=\. ))Sau khi [^,.;]+(?=,)|ngay sau khi [^,.;]+|khi có yêu cầu"
)


def find_deadlines(text: str, start: int, end: int, year: str | None) -> list[Deadline]:
    """Deadlines between two places, in order. `year` fills in for one not printed, and the deadline says that it was inferred."""
    found = [d for m in _DEADLINE_RE.finditer(text, start, end) if (d := _deadline(m, year))]
    taken = [d.span for d in found]
    for match in _WORDS_RE.finditer(text, start, end):
        span = Span(match.start(), match.end())
        if not any(t.start < span.end and span.start < t.end for t in taken):
            found.append(Deadline(None, match[0], span))
    return sorted(found, key=lambda d: d.span)


def _deadline(match: re.Match[str], year: str | None) -> Deadline | None:
    printed = match["y1"] or match["y2"] or match["y3"] or match["year"]
    known = printed or year
    span, text = Span(match.start(), match.end()), match[0]
    if match["recurring"]:
        return Deadline(None, text, span)
    if match["year"]:
        return Deadline(f"{match['year']}-12-31", text, span)
    if not known:
        return Deadline(None, text, span)
    if match["day"]:
        due = iso(known, match["month"], match["day"])
    elif match["month2"]:
        due = f"{known}-{int(match['month2']):02}" if 1 <= int(match["month2"]) <= 12 else None
    else:
        due = f"{known}-Q{_QUARTERS[match['quarter'].lower()]}"
    return Deadline(due, text, span, inferred=not printed)
