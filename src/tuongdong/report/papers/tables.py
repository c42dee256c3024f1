"""The tables of a record in Excel: tasks, obstacles, proposals, questions. Each sheet's first row names its columns."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from tuongdong.files import whole_file
from tuongdong.report.papers.record import Record

__all__ = ["write_tables"]


def write_tables(record: Record, path: Path) -> None:
    """The whole file or what was there before."""
    sheets: dict[str, tuple[Sequence[str], Sequence[int], list[Sequence[str]]]] = {
        "Nhiệm vụ": (
            ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Tình hình", "Kết quả"),
            (5, 70, 30, 30, 16, 20, 30),
            [
                (str(at), t.what, t.lead, ", ".join(t.with_), t.due, t.state, t.result)
                for at, t in enumerate(record.tasks, 1)
            ],
        ),
        "Vướng mắc": (
            ("TT", "Lĩnh vực", "Nội dung", "Căn cứ", "Cách làm của bạn"),
            (5, 24, 70, 40, 40),
            [(str(at), o.field, o.text, o.evidence, o.more) for at, o in enumerate(record.obstacles, 1)],
        ),
        "Kiến nghị": (
            ("TT", "Giai đoạn", "Lĩnh vực", "Loại", "Nội dung", "Nơi nhận", "Căn cứ"),
            (5, 14, 24, 14, 70, 24, 40),
            [
                (str(at), p.period, p.field, p.kind, p.text, p.to, p.evidence)
                for at, p in enumerate(record.proposals, 1)
            ],
        ),
        "Câu hỏi": (
            ("TT", "Cơ quan bạn", "Lĩnh vực", "Nội dung", "Căn cứ", "Trả lời"),
            (5, 28, 24, 70, 40, 50),
            [(str(at), q.host, q.field, q.text, q.evidence, q.answer) for at, q in enumerate(record.questions, 1)],
        ),
    }
    with (
        whole_file(path) as file,
        xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book,
    ):
        top = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        for name, (heads, widths, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, heads, top)
            for at, row in enumerate(rows, start=1):
                sheet.write_row(at, 0, row, cell)
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width)
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
