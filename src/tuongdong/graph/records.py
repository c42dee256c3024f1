"""
Documents whose text is not at hand: a table `records.csv` in the folder, one document a row.

    Số, ký hiệu;Ngày ban hành;Ngày hiệu lực;Hết hiệu lực từ;Cơ quan ban hành;Loại văn bản;Địa phương;Trích yếu
    54/2017/QH14;24/11/2017;15/01/2018;01/8/2023;Quốc hội;nghị quyết;;Thí điểm cơ chế, chính sách đặc thù ...

Headings in Vietnamese or English, in any order; separated by commas, semicolons or tabs; days as 15/01/2018 or 2018-01-15.
A record gives way to the text of the same number as soon as that is in the folder.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tuongdong.graph.entries import Entry
from tuongdong.models import Finding, finding
from tuongdong.text import fold, iso_day

__all__ = ["NAME", "read_records"]

NAME: Final = "records.csv"
_COLUMNS: Final = {
    "number": ("số, ký hiệu", "số ký hiệu", "số hiệu", "number"),
    "issued_on": ("ngày ban hành", "issued_on"),
    "effective_on": ("ngày hiệu lực", "ngày có hiệu lực", "effective_on"),
    "ends_on": ("hết hiệu lực từ", "ngày hết hiệu lực", "ends_on"),
    "issuer": ("cơ quan ban hành", "issuer"),
    "doctype": ("loại văn bản", "doctype"),
    "locality": ("địa phương", "locality"),
    "title": ("trích yếu", "tên văn bản", "title"),
}


def read_records(folder: Path) -> tuple[list[Entry], list[Finding]]:
    """The records of a folder, and its rows that cannot be read, each told with its place."""
    path = folder / NAME
    if not path.is_file():
        return [], []
    entries: list[Entry] = []
    findings: list[Finding] = []
    for at, row in _rows(path):
        fields = {field: value for field, value in row.items() if value}
        days = {key: iso_day(value) for key, value in fields.items() if key.endswith("_on")}
        if not fields.get("number") or None in days.values():
            findings.append(finding("record_unreadable", path=NAME, row=at, words="; ".join(fields.values())[:80]))
            continue
        plain = {key: fields.get(key) for key in ("number", "doctype", "issuer", "locality", "title")}
        dated = {key: days.get(key) for key in ("issued_on", "effective_on", "ends_on")}
        entries.append(Entry(file=f"{NAME}:{at}", **plain, **dated, has_text=False, text_hash=""))  # type: ignore[arg-type]
    return entries, findings


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the heading with their line numbers, by field; unknown columns are left out."""
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    if not lines:
        return
    delimiter = max(";\t,", key=lines[0].replace(", ký hiệu", "").count)
    names = {fold(name): field for field, spellings in _COLUMNS.items() for name in spellings}
    heading: list[str | None] = []
    for at, cells in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
        if not heading:
            heading = [names.get(fold(cell.strip())) for cell in cells]
        elif any(cell.strip() for cell in cells):
            yield at, {field: cell.strip() for field, cell in zip(heading, cells, strict=False) if field}
