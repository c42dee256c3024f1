"""
The office's table back in: columns by what they are called, rows by their key or their words.

Columns may be renamed, moved, added or missing, cells merged, heading rows set between; a row that cannot be read is
listed with its words, and nothing is lost.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from tuongdong.coverage.listing import FIELDS, Entry, Listing
from tuongdong.errors import ReportError
from tuongdong.report.book import KEY_HEAD
from tuongdong.report.coverage.words import WORDS
from tuongdong.report.grids import Cell, Grid, grids
from tuongdong.text import fold_marks

__all__ = ["ReadListing", "Unread", "key_text", "read_listing"]

_HEAD_AMONG: Final = 30  # rows in which the head is looked for
_LEAST: Final = 3  # columns by which a head is known
# How offices call the columns, without marks; the first that fits counts.
_NAMES: Final[Mapping[str, re.Pattern[str]]] = {
    "number": re.compile(r"^(?:stt|tt|so tt|so thu tu|no\.?)$"),
    "lead": re.compile(r"chu tri|lead"),
    "with_": re.compile(r"phoi hop|^with$"),
    "note": re.compile(r"ghi chu|^notes?$"),
    "effective_on": re.compile(r"hieu luc|in effect"),
    "issued_on": re.compile(r"(?:ngay|thoi diem).{0,20}(?:ban hanh|ky)|issued on"),
    "due": re.compile(r"thoi han|^han\b|thoi gian (?:trinh|hoan thanh|ban hanh)|^due"),
    "state": re.compile(r"tinh trang|tinh hinh|trang thai|tien do|ket qua|^state$"),
    "what": re.compile(r"noi dung|what is delegated"),
    "rule": re.compile(
        r"van ban.{0,20}(?:chi tiet|huong dan|da ban hanh|duoc ban hanh|can ban hanh|thi hanh)|^so,? ky hieu|detailing"
    ),
    "to": re.compile(r"co quan.{0,20}(?:ban hanh|duoc giao|tham quyen)|tham quyen ban hanh|body ordered"),
    "base": re.compile(r"dieu,? khoan|dieu khoan|^dieu\b|van ban giao|(?:ten )?(?:luat|van ban)|delegating"),
}
# I; IV.; A.
_ROMAN_RE: Final = re.compile(r"^(?:[IVXLC]{1,7}|[A-H])\.?$")
# (1); 2
_COUNT_RE: Final = re.compile(r"^\(?\d{1,2}\)?$")


class Unread(NamedTuple):
    """A row that says nothing that the table has a place for."""

    place: str
    """The sheet or table, and the row counted from 1."""
    text: str


class ReadListing(NamedTuple):
    """A table as read."""

    listing: Listing
    missing: tuple[str, ...]
    """Fields without a column."""
    unread: tuple[Unread, ...]


class _Hidden(msgspec.Struct, frozen=True, omit_defaults=True):
    key: str = ""
    group: str = ""
    printed: str = ""


class _Head(NamedTuple):
    row: int
    fields: Mapping[int, str]
    extras: Mapping[int, str]
    key: int | None


def key_text(entry: Entry) -> str:
    """What the hidden cell of a row holds."""
    return msgspec.json.encode(_Hidden(entry.key, entry.group, entry.printed)).decode()


def read_listing(path: Path) -> ReadListing:
    """The rows of every table in a file that has the columns. ReportError when there is none, or it cannot be read."""
    found = [(grid, head) for grid in grids(path) if (head := _head(grid)) is not None]
    if not found:
        raise ReportError("list_without_head", path=path, columns=", ".join(WORDS[f"col_{name}"][0] for name in FIELDS))
    entries: list[Entry] = []
    unread: list[Unread] = []
    for grid, head in found:
        for one in _rows(grid, head):
            entries.append(one) if isinstance(one, Entry) else unread.append(one)
    there = {field for _, head in found for field in head.fields.values()}
    return ReadListing(
        listing=Listing(title=found[0][0].title, entries=tuple(entries)),
        missing=tuple(field for field in FIELDS if field not in there),
        unread=tuple(unread),
    )


# --- the head


def _head(grid: Grid) -> _Head | None:
    for at, row in enumerate(grid.rows[:_HEAD_AMONG]):
        head = _named(at, [cell.text for cell in row])
        if len(head.fields) < _LEAST or not {"what", "base", "rule"} & set(head.fields.values()):
            continue
        below = grid.rows[at + 1] if at + 1 < len(grid.rows) else ()
        if any(cell.across > 1 and cell.text for cell in row) and _names_more(row, below):
            return _named(at + 1, [_joined(one, other) for one, other in zip(row, below, strict=False)])
        return head
    return None


def _names_more(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the row below a head goes on with it: under a wide cell several names."""
    return any(
        one.across > 1 and other.text and other.text != one.text and _field(other.text, {}) is not None
        for one, other in zip(row, below, strict=False)
    )


def _joined(one: Cell, other: Cell) -> str:
    return other.text if one.across > 1 and other.text else one.text


def _named(at: int, texts: Sequence[str]) -> _Head:
    """Which column is which: first those that bear our own names, then those that offices call otherwise."""
    fields: dict[int, str] = {}
    names = ("number", *FIELDS)
    for column, text in enumerate(texts):
        own = next((name for name in names if text in WORDS[f"col_{name}"]), None)
        if own and own not in fields.values():
            fields[column] = own
    for column, text in enumerate(texts):
        if column not in fields and text != KEY_HEAD and (name := _field(text, fields)):
            fields[column] = name
    key = next((column for column, text in enumerate(texts) if text == KEY_HEAD), None)
    extras: dict[int, str] = {}
    for column, text in enumerate(texts):
        if column not in fields and column != key and text:
            extras[column] = _unique(text, extras.values())
    return _Head(at, fields, extras, key)


def _field(text: str, taken: Mapping[int, str]) -> str | None:
    folded = " ".join(fold_marks(text).split())
    name = next((name for name, pattern in _NAMES.items() if pattern.search(folded)), None)
    return name if name not in taken.values() else None


def _unique(head: str, others: Iterable[str]) -> str:
    taken = set(others)
    count, name = 1, head
    while name in taken:
        count += 1
        name = f"{head} ({count})"
    return name


# --- the rows


def _rows(grid: Grid, head: _Head) -> Iterator[Entry | Unread]:
    group = ""
    names = [cell.text for cell in grid.rows[head.row]]
    for at, row in enumerate(grid.rows[head.row + 1 :], start=head.row + 2):
        hidden = _hidden(row, head)
        texts = [cell.text for column, cell in enumerate(row) if column != head.key]
        if hidden is None and (not any(texts) or texts == names or _counts(texts)):
            continue
        if hidden is None and (heading := _heading(row, head)):
            group = heading
            continue
        entry = _entry(row, head, hidden, group)
        if hidden is None and not (entry.base or entry.what or entry.rule):
            yield Unread(f"{grid.name}, {at}", " | ".join(text for text in texts if text))
        else:
            yield entry


def _hidden(row: Sequence[Cell], head: _Head) -> _Hidden | None:
    text = row[head.key].text if head.key is not None and head.key < len(row) else row[0].hidden if row else ""
    try:
        return msgspec.json.decode(text, type=_Hidden) if text else None
    except msgspec.DecodeError:
        return None


def _counts(texts: Sequence[str]) -> bool:
    """Whether a row only counts the columns: (1) (2) (3)."""
    told = [text for text in texts if text]
    return len(told) >= _LEAST and all(_COUNT_RE.match(text) for text in told)


def _heading(row: Sequence[Cell], head: _Head) -> str:
    """The words of a row that stands above others: one cell across the table, or a Roman number and one cell."""
    number = next((column for column, name in head.fields.items() if name == "number"), None)
    told = {cell.text for column, cell in enumerate(row) if cell.text and column != number}
    numbered = number is not None and number < len(row) and bool(_ROMAN_RE.match(row[number].text))
    wide = any(cell.text and cell.across > len(row) // 2 for cell in row)
    if len(told) != 1 or not (wide or numbered):
        return ""
    return next(iter(told))


def _entry(row: Sequence[Cell], head: _Head, hidden: _Hidden | None, group: str) -> Entry:
    told = {name: row[column].text for column, name in head.fields.items() if name != "number" and column < len(row)}
    extra = {name: row[column].text for column, name in head.extras.items() if column < len(row) and row[column].text}
    for column, cell in enumerate(row):  # words under no head are kept under the column's place
        if cell.text and column not in head.fields and column not in head.extras and column != head.key:
            extra[f"Cột {column + 1}"] = cell.text
    return Entry(
        **told,
        extra=tuple(extra.items()),
        group=hidden.group if hidden else group,
        key=hidden.key if hidden else "",
        printed=hidden.printed if hidden else "",
    )
