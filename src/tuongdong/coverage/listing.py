"""
The office's table "danh mục văn bản quy định chi tiết và nội dung được giao", as values.

    Coverage -> LISTING -> Excel, Word -> people -> LISTING -> merge

Offices keep this table by hand, so what people write into it comes back: `merge` tells what they changed, field by
field, and nothing is closed because a row vanished.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from hashlib import blake2b
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

__all__ = ["FIELDS", "Change", "ChangeKind", "Entry", "Listing", "Merge", "merge", "printed"]

FIELDS: Final = (
    "base",
    "what",
    "to",
    "lead",
    "with_",
    "rule",
    "due",
    "issued_on",
    "effective_on",
    "state",
    "note",
)
"""What a row of the table says, in the order of its columns."""


class Entry(Struct, frozen=True, kw_only=True, rename={"with_": "with"}):
    """A row of the table; every field is the text that stands in its cell, "" for an empty one."""

    base: str = ""  # điều khoản giao
    what: str = ""  # nội dung giao
    to: str = ""  # cơ quan được giao ban hành
    lead: str = ""  # cơ quan chủ trì soạn thảo
    with_: str = ""  # cơ quan phối hợp
    rule: str = ""  # văn bản quy định chi tiết
    due: str = ""  # thời hạn
    issued_on: str = ""  # ngày ban hành
    effective_on: str = ""  # ngày có hiệu lực
    state: str = ""  # tình trạng
    note: str = ""  # ghi chú
    extra: tuple[tuple[str, str], ...] = ()
    """(head, text) of columns that people added, where they wrote into them."""
    group: str = ""
    """The heading row under which it stands."""
    key: str = ""
    """Number and eId of the provision; "" for rows that people added."""
    printed: str = ""
    """What the program wrote into each field, as digests; "" where that is not known."""


class Listing(Struct, frozen=True, kw_only=True):
    """The whole table."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def extras(self) -> tuple[str, ...]:
        """The heads of the columns that people added, in their order."""
        return tuple(dict.fromkeys(head for entry in self.entries for head, _ in entry.extra))


class ChangeKind(StrEnum):
    EDITED = "edited"  # người sửa: được nhận
    EMPTIED = "emptied"  # ô bị xóa trắng: giữ nội dung cũ
    RENEWED = "renewed"  # bảng cũ hơn dữ liệu: giữ nội dung mới
    ADDED = "added"  # dòng mới: được thêm vào cuối
    ABSENT = "absent"  # dòng không còn trong bảng: vẫn giữ, không coi là xong


class Change(Struct, frozen=True, kw_only=True):
    """One thing that an edited table says otherwise."""

    kind: ChangeKind
    row: str
    """The provision of the row, as printed, or the content of one that people added."""
    field: str = ""
    """A name of FIELDS, or the head of a column that people added; "" for a whole row."""
    before: str = ""
    after: str = ""


class Merge(Struct, frozen=True, kw_only=True):
    """A table with people's edits in it, and what they are."""

    listing: Listing
    changes: tuple[Change, ...]


def printed(entry: Entry) -> Entry:
    """An entry that remembers its fields as the program wrote them."""
    return replace(entry, printed=" ".join(_digest(getattr(entry, field)) for field in FIELDS))


def merge(now: Listing, edited: Listing, missing: Iterable[str] = ()) -> Merge:
    """
    The table as it is now with what people wrote into an edited copy.

    1. Rows of `now` that the copy no longer has stay as they are: nothing is done because it vanished.
    2. An emptied cell, and a column that the copy lacks (`missing`), take nothing away.
    3. Where the copy says what the program wrote into it then, and `now` says otherwise, `now` is right.
    4. Rows of the copy without a place in `now` come last.
    """
    lacking = frozenset(missing)
    back = {entry.key: entry for entry in reversed(edited.entries) if entry.key}
    known = {entry.key for entry in now.entries if entry.key}
    same = {_words(entry): entry for entry in edited.entries}  # rows that people added have no key
    pairs = [_entry(entry, back.get(entry.key) or same.get(_words(entry)), lacking) for entry in now.entries]
    taken = {id(back[key]) for key in known & back.keys()}
    there = {_words(entry) for entry in now.entries if not entry.key}
    added = [entry for entry in edited.entries if id(entry) not in taken and _words(entry) not in there]
    told = [change for _, changes in pairs for change in changes]
    told += [Change(kind=ChangeKind.ADDED, row=entry.base or entry.what, after=entry.rule) for entry in added]
    entries = (*(entry for entry, _ in pairs), *(_new(entry, known) for entry in added))
    return Merge(listing=replace(now, entries=entries), changes=tuple(told))


def _new(entry: Entry, known: Iterable[str]) -> Entry:
    """A row that people added; a copy of a row of ours is theirs, and no longer that row."""
    return replace(entry, key="", printed="") if entry.key in known else entry


def _words(entry: Entry) -> tuple[str, ...]:
    return tuple(getattr(entry, field) for field in FIELDS)


def _entry(now: Entry, back: Entry | None, lacking: frozenset[str]) -> tuple[Entry, list[Change]]:
    """A row with what people wrote into it."""
    if back is None:
        return now, [Change(kind=ChangeKind.ABSENT, row=now.base or now.what)]
    changes = list(_changes(now, back, lacking))
    taken = {one.field: one.after for one in changes if one.kind is ChangeKind.EDITED and one.field in FIELDS}
    extra = tuple({**dict(now.extra), **dict(back.extra)}.items())
    return replace(now, extra=extra, **taken), changes


def _changes(now: Entry, back: Entry, lacking: frozenset[str]) -> Iterator[Change]:
    wrote: Mapping[str, str] = dict(zip(FIELDS, back.printed.split(), strict=False))
    for field in FIELDS:
        before, after = getattr(now, field), getattr(back, field)
        if field in lacking or after == before:
            continue
        kind = ChangeKind.EDITED if after else ChangeKind.EMPTIED
        if wrote.get(field) == _digest(after):
            kind = ChangeKind.RENEWED
        yield Change(kind=kind, row=now.base or now.what, field=field, before=before, after=after)
    known = dict(now.extra)
    for head, text in back.extra:
        if known.get(head, "") != text:
            yield Change(
                kind=ChangeKind.EDITED, row=now.base or now.what, field=head, before=known.get(head, ""), after=text
            )


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest()
