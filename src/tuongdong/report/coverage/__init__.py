"""
Coverage to the papers of an office.

    Coverage, Beside -> REPORT -> .html to read, .xlsx and .docx to work on, .json for programs

    words       the wording, in Vietnamese and English
    view        names of provisions, documents with what they detail
    listing     a Coverage as the office's table "danh mục văn bản quy định chi tiết"
    lines       two localities side by side, cell by cell
    html, excel, word    one module a form
    reading              the office's table back in, from Excel and Word (`report.grids`)

What can be relied on: `write` leaves a whole file or what was there before; what people wrote into a table at that place,
or into one that is handed in, is in the new one.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from tuongdong.codec import to_builtins
from tuongdong.coverage import Beside, Coverage
from tuongdong.coverage.listing import FIELDS, Change, ChangeKind, Merge, merge
from tuongdong.errors import ReportError
from tuongdong.files import keep_foreign, unknown_kind, whole_file
from tuongdong.models import Document, Finding, Severity, finding
from tuongdong.report.alone import is_page_alone
from tuongdong.report.coverage.listing import listing_of
from tuongdong.report.coverage.reading import ReadListing, read_listing
from tuongdong.report.coverage.view import BesideView, View, day
from tuongdong.report.coverage.words import say
from tuongdong.report.json import has_keys

__all__ = ["SUFFIXES", "preview", "write", "write_beside"]

SUFFIXES: Final = (".html", ".xlsx", ".docx", ".json")


def write(
    coverage: Coverage,
    resolution: Document,
    documents: Sequence[Document],
    path: Path | str,
    lang: str = "vi",
    edited: Path | None = None,
) -> tuple[Finding, ...]:
    """
    A coverage in the form that the suffix names; Excel and Word are the office's table, with what people wrote into
    `edited`, or else into the table that was at `path`.

    Gives what people should be told of their edits. ReportError on an unknown suffix, a closed folder, a file in use, or
    a table that is none.
    """
    path = Path(path)
    view = View.of(coverage, resolution, documents)
    note = say("as_of", lang, day=day(coverage.as_of))
    if _suffix(path) == ".json":
        _write_json(coverage, path)
        return ()
    if _suffix(path) == ".html":
        from tuongdong.report.coverage.html import page

        _write_text(page(view, lang), path)
        return ()
    source = edited or (path if path.exists() else None)
    read = read_listing(source) if source else None
    if (
        read and source != edited and len(read.missing) > len(FIELDS) // 2
    ):  # another kind of table, alike in a few columns
        raise ReportError("report_not_ours", path=path)
    merged = preview(view, read, lang)
    _table(_suffix(path))(merged.listing, path, lang, read.unread if read else (), note)
    return _told(merged.changes, read, source, lang) if read and source else ()


def preview(view: View, read: ReadListing | None, lang: str = "vi") -> Merge:
    """The office's table with what people wrote into one that was read, and what that changes."""
    now = listing_of(view, lang)
    return merge(now, read.listing, read.missing) if read else Merge(listing=now, changes=())


def write_beside(
    beside: Beside,
    visitor: Document,
    host: Document,
    documents: Sequence[Document],
    path: Path | str,
    lang: str = "vi",
) -> None:
    """Two localities side by side in the form that the suffix names. ReportError as `write`."""
    path = Path(path)
    view = BesideView.of(beside, visitor, host, documents)
    note = say("as_of", lang, day=day(beside.host.as_of))
    suffix = _suffix(path)
    if suffix == ".json":
        _write_json(beside, path)
    elif suffix == ".html":
        from tuongdong.report.coverage.html import beside_page

        _write_text(beside_page(view, lang), path)
    elif suffix == ".xlsx":
        from tuongdong.report.coverage.excel import write_beside_excel

        write_beside_excel(view, path, lang, note)
    else:
        from tuongdong.report.coverage.word import write_beside_word

        write_beside_word(view, path, lang, note)


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise unknown_kind(path, SUFFIXES)
    return suffix


def _table(suffix: str) -> Callable[..., None]:
    if suffix == ".xlsx":
        from tuongdong.report.coverage.excel import write_listing_excel

        return write_listing_excel
    from tuongdong.report.coverage.word import write_listing_word

    return write_listing_word


def _write_json(value: Coverage | Beside, path: Path) -> None:
    keep_foreign(path, lambda there: has_keys(there, "rows"))
    data = msgspec.json.format(msgspec.json.encode(to_builtins(value)), indent=1)
    with whole_file(path) as scratch:
        scratch.write_bytes(data + b"\n")


def _write_text(text: str, path: Path) -> None:
    keep_foreign(path, is_page_alone)
    with whole_file(path) as scratch:
        scratch.write_text(text, encoding="utf-8")


def _told(changes: Sequence[Change], read: ReadListing, source: Path, lang: str) -> tuple[Finding, ...]:
    """What people should know of their edits: how many were taken, what was kept, what could not be read."""
    count = {kind: sum(one.kind is kind for one in changes) for kind in ChangeKind}
    kept = count[ChangeKind.EMPTIED] + count[ChangeKind.RENEWED]
    found: list[Finding] = []
    name = source.name
    if count[ChangeKind.EDITED] or count[ChangeKind.ADDED]:
        edits, added = count[ChangeKind.EDITED], count[ChangeKind.ADDED]
        found.append(finding("list_edits", Severity.INFO, edited=edits, added=added, path=name))
    if kept:
        found.append(finding("list_kept", Severity.INFO, count=kept, path=name))
    if count[ChangeKind.ABSENT]:
        found.append(finding("list_rows_absent", count=count[ChangeKind.ABSENT], path=name))
    if read.missing:
        columns = ", ".join(say(f"col_{field}", lang) for field in FIELDS if field in read.missing)
        found.append(finding("list_columns_missing", columns=columns, path=name))
    if read.unread:
        found.append(finding("list_rows_unread", count=len(read.unread), path=name, where=say("unread", lang)))
    return tuple(found)
