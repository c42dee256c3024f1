"""
An exchange to its papers.

    extract | the office's records -> a Record -> compose -> a Paper -> Word in the layout of Decree 30/2020/NĐ-CP

    record     what papers are made from, and a Record of a draft visit
    compose    one function a paper: what stands in it
    blocks     a Paper and its Word form
    tables     the tables in Excel
    check      layout and content of any Word paper
"""

import tempfile
from pathlib import Path
from typing import Final

from tuongdong.files import unknown_kind, whole_file
from tuongdong.report.papers.blocks import Paper, as_html, write_paper
from tuongdong.report.papers.compose import KINDS, compose
from tuongdong.report.papers.record import Record, record_of

__all__ = ["KINDS", "Record", "compose", "record_of", "write"]

SUFFIXES: Final = (".docx", ".pdf", ".xlsx")


def write(record: Record, kind: str, path: Path) -> None:
    """
    A paper as .docx or .pdf, news also as .html, or the record's tables as .xlsx, whole or not at all. ReportError on another
    suffix.
    """
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        from tuongdong.report.papers.tables import write_tables

        write_tables(record, path)
    elif suffix == ".docx":
        write_paper(compose(kind, record), path)
    elif suffix == ".pdf":
        _write_pdf(compose(kind, record), path)
    elif suffix == ".html" and kind == "news":
        with whole_file(path) as file:
            file.write_text(as_html(compose(kind, record)), encoding="utf-8")
    else:
        raise unknown_kind(path, (*SUFFIXES, ".html") if kind == "news" else SUFFIXES)


def _write_pdf(paper: Paper, path: Path) -> None:
    from tuongdong.report.pdf import word_to_pdf

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        beside = Path(folder) / "paper.docx"
        write_paper(paper, beside)
        body = word_to_pdf(beside)
    with whole_file(path) as file:
        file.write_bytes(body)
