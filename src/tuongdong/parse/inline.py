"""
Labels that are not seen as such: where a list goes on at a line's start, what came before it was run into the text above, has
a careless mark, or stands below a table like one of its cells.

    2. Thành phần gồm: a) Chủ tịch; b) Phó Chủ tịch;        a) and b) are points as c) is
    c) Các Ủy viên.

    Điều 3. Điều khoản thi hành 1.                          1. is a clause as 2. is
    Quyết định này có hiệu lực từ ngày ký.
    2. Chánh Văn phòng thi hành.

    1 Trực tiếp nhận hồ sơ. / 1, Nhận hồ sơ.                1 is a clause as 2. is
    2. Cấp giấy.

Only numbers that are missing before a label are looked for, so that a list in running text stays text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tuongdong.parse.labels import Kind, careless_label_at, label_at
from tuongdong.parse.lines import Line
from tuongdong.parse.numbers import lead, letters_between

__all__ = ["missing_labels", "parted"]

_FAR: Final = 4000  # characters back to look inside lines
_FAR_LINES: Final = 40_000  # and at their beginnings
_MOST: Final = 8  # labels that a line may hold unseen
# tại điểm b) / khoản 1. / và 2.: a number that is cited
_CITED_RE: Final = re.compile(r"(?:điểm|khoản|mục|điều|tiết|số|bảng|mẫu|biểu|phụ lục|và|hoặc|đến|,) ?$", re.I)


def missing_labels(text: str, start: int, end: int, kind: Kind, last: str | None, num: str) -> list[int]:
    """Where the labels between `last` and `num` stand inside the lines of `text[start:end]`; [] unless all are there."""
    names = _names(kind, last, num)
    if not 0 < len(names) <= _MOST:
        return []
    found: list[int] = []
    at = start
    for name in names:
        spot = _line_start(text, max(at, end - _FAR_LINES), end, name, kind)
        if spot is None:
            spot = _spot(text, max(at, end - _FAR), end, name, r"\)" if kind == Kind.POINT else r"\.")
        if spot is None:
            return []
        found.append(spot)
        at = spot + 1
    return found


def _names(kind: Kind, last: str | None, num: str) -> Sequence[str]:
    if kind == Kind.POINT:
        return letters_between(last, num)
    return [str(number) for number in range(lead(last or "0") + 1, lead(num))]


def _line_start(text: str, start: int, end: int, name: str, kind: Kind) -> int | None:
    """Where the one line begins that has this label, with a careless mark or none; None when several do."""
    lines = re.compile(rf"^{name}\b[^\w\n]{{1,4}}[A-ZĐÀ-Ỹ].*", re.M).finditer(text, start, end)
    spots = (match.start() for match in lines if _has_label(text, *match.span(), kind, name))
    found, another = next(spots, None), next(spots, None)
    return found if another is None else None


def _has_label(text: str, start: int, end: int, kind: Kind, name: str) -> bool:
    label = label_at(text, start, end) or careless_label_at(text, start, end)
    return label is not None and (label.kind, label.num) == (kind, name)


def _spot(text: str, start: int, end: int, name: str, mark: str) -> int | None:
    """Where a label (also with the mark of a note) stands inside a line: before a capital or at its end, not cited or quoted."""
    pattern = re.compile(
        rf"(?:(?<=[ ;:])|(?<=[^\W\d]\.)){name}(?:\[\d+\])?(?:{mark}|\.)(?= ?(?:\[\d+\] ?)?[A-ZĐÀ-Ỹ]|$)", re.M
    )
    for match in pattern.finditer(text, start, end):
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[max(line, match.start() - 12) : match.start()]
        whole = text[line : match.start()]
        if not _CITED_RE.search(before) and whole.count("“") <= whole.count("”") and whole.count('"') % 2 == 0:
            return match.start()
    return None


def parted(text: str, lines: Sequence[Line], spots: Sequence[int]) -> list[Line]:
    """The lines, with a new one from each spot on; the line of a spot is no cell."""
    found: list[Line] = []
    rest = sorted(spots)
    opened = frozenset(spots)
    at = 0
    for line in lines:
        inside: list[int] = []
        while at < len(rest) and rest[at] < line.end:
            inside.append(rest[at])
            at += 1
        edges = [line.start, *(spot for spot in inside if spot > line.start), line.end]
        for begin, stop in pairwise(edges):
            end = begin + len(text[begin:stop].rstrip())
            found.append(Line(begin, end, line.apart and begin == line.start, line.cell and begin not in opened))
    return found
