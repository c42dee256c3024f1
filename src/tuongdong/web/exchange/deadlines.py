"""Deadlines as day, month, quarter, regular or none; and the four official cells."""

import datetime as dt
import re
from typing import Final

from django.utils.translation import gettext_lazy as _

from tuongdong import text

__all__ = ["CELLS", "CELL_NAMES", "cell_of", "last_day", "parse_due", "shown"]

# As the official statistics count them; what has no deadline is counted apart, what was cancelled not at all.
CELL_NAMES: Final = {
    "done_in_time": _("Hoàn thành đúng hạn"),
    "done_late": _("Hoàn thành quá hạn"),
    "open_in_time": _("Chưa hoàn thành, trong hạn"),
    "open_overdue": _("Chưa hoàn thành, quá hạn"),
    "no_deadline": _("Không ấn định thời hạn"),
}
CELLS: Final = tuple(CELL_NAMES)
_FORMS: Final = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$"), (0, 1, 2)),
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$"), (2, 1, 0)),
)
_MONTH_RE: Final = re.compile(r"(?:tháng )?(\d{1,2})[/-](\d{4})$|(\d{4})-(\d{1,2})$", re.I)
_QUARTER_RE: Final = re.compile(r"(?:quý )(I{1,3}|IV|[1-4])[/ ](?:năm )?(\d{4})$|(\d{4})-Q([1-4])$", re.I)
_QUARTERS: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
_YEAR_RE: Final = re.compile(r"(?:cả )?năm (\d{4})$", re.I)
# trước ngày 15/12/2026; trong quý III/2026; chậm nhất 30/6/2026
_BEFORE_RE: Final = re.compile(r"(?:(?:trước|trong|hết|đến|chậm nhất(?: là)?) )?(?:ngày )?", re.I)
REGULAR: Final = ("regular", "thường xuyên", "định kỳ")


def parse_due(words: str) -> str:
    """
    A deadline as people write it, as it is kept. ValueError for what is none, or no possible day.

    >>> parse_due("15/12/2026"), parse_due("Quý III/2026"), parse_due("12/2026"), parse_due("Thường xuyên")
    ('2026-12-15', '2026-Q3', '2026-12', 'regular')
    """
    told = " ".join(words.split())
    told = told[len(_BEFORE_RE.match(told)[0]) :]  # type: ignore[index] # matches the empty text, too
    if not told:
        return ""
    if told.lower().startswith(REGULAR):
        return "regular"
    for pattern, (year, month, day) in _FORMS:
        if match := pattern.match(told):
            parts = [int(part) for part in match.groups()]
            return dt.date(parts[year], parts[month], parts[day]).isoformat()
    if match := _QUARTER_RE.match(told):
        quarter = match[1] or match[4]
        return f"{match[2] or match[3]}-Q{_QUARTERS.get(quarter.upper(), quarter)}"
    if match := _YEAR_RE.match(told):
        return dt.date(int(match[1]), 12, 31).isoformat()
    if match := _MONTH_RE.match(told):
        return dt.date(int(match[2] or match[3]), int(match[1] or match[4]), 1).isoformat()[:7]
    raise ValueError(told)


def last_day(due: str) -> dt.date | None:
    """The last day in time; None for regular work and for none."""
    return None if not due or due == "regular" else text.last_day(due)


def shown(due: str) -> str:
    """
    As people write it, and as a line begins.

    >>> shown("2026-12-05"), shown("2026-Q3"), shown("2026-12"), shown("regular"), shown("")
    ('05/12/2026', 'Quý III/2026', 'Tháng 12/2026', 'Thường xuyên', 'Không ấn định')
    """
    if not due:
        return "Không ấn định"
    if due == "regular":
        return "Thường xuyên"
    words = text.day_words(due)
    if "Q" in due:
        return words[0].upper() + words[1:]
    return words if due.count("-") == 2 else f"Tháng {words}"


def cell_of(state: str, due_on: dt.date | None, done_on: dt.date | None, today: dt.date) -> str:
    """Which of CELLS a task counts in; "" for a cancelled one."""
    if state == "cancelled":
        return ""
    if due_on is None:
        return "no_deadline"
    if state == "done":
        return "done_late" if done_on and done_on > due_on else "done_in_time"
    return "open_overdue" if today > due_on else "open_in_time"
