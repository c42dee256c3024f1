"""
The question form between offices: out as Word or Excel, back filled in.

    excel_form / word_form        the questions with room for answers; each row bears its code
    read_form(name, body, ...)    what a filled copy would change, shown before it is taken over
    stamp(given)                  how the answers stood then, so that nobody's newer one is replaced unseen

The code tells which question a row answers: rows may be moved, left out or added without harm. An answer that is there is
not emptied by an empty cell.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from tuongdong.errors import TuongdongError
from tuongdong.report import word
from tuongdong.report.book import HEAD, Book
from tuongdong.report.grids import grids
from tuongdong.report.marks import Run
from tuongdong.text import fold
from tuongdong.web.exchange.models import Question, Visit

__all__ = ["Given", "apply", "excel_form", "read_form", "stamp", "word_form"]

_CODE, _ANSWER, _BY = "Mã", "Trả lời", "Người trả lời"
_HEADS: Final = (_CODE, "Lĩnh vực", "Nội dung đề nghị trao đổi", "Căn cứ", _ANSWER, _BY)
LONGEST: Final = 20_000


class Given(NamedTuple):
    """An answer that came back: what is there now, what it would be."""

    question: Question
    answer: str
    by: str

    @property
    def replaces(self) -> bool:
        return bool(self.question.answer)


# --- out


def excel_form(questions: Sequence[Question]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        book = Book(path)
        sheet = book.sheet("Câu hỏi")
        for column, (name, width) in enumerate(zip(_HEADS, (8, 22, 60, 40, 70, 24), strict=True)):
            sheet.set_column(column, column, width)
            book.text(sheet, 0, column, name, book.style(**HEAD))
        for row, one in enumerate(questions, start=1):
            told = (str(one.pk), one.field, one.text, one.basis, one.answer, one.answered_by)
            for column, text in enumerate(told):
                book.text(sheet, row, column, text, book.style(border=1))
        sheet.freeze_panes(1, 0)
        book.book.close()
        return path.read_bytes()


def word_form(visit: Visit, questions: Sequence[Question]) -> bytes:
    """A4, landscape: the questions in a table with empty cells for the answers."""
    rules = word.layout()
    document = word.paper(rules, landscape=True, subject=visit.title)
    word.title(document, "Phiếu trao đổi thông tin", visit.title, rules, landscape=True)
    word.paragraph(
        document,
        "Đề nghị Quý cơ quan ghi nội dung vào cột “Trả lời” và gửi lại tệp này; xin giữ nguyên cột “Mã”.",
        rules,
    )
    width = word.width_mm(rules, landscape=True)
    shares = (0.06, 0.12, 0.34, 0.34, 0.14)
    heads = (_CODE, "Lĩnh vực", "Nội dung đề nghị trao đổi", _ANSWER, _BY)
    table = word.grid(document, heads, [width * share for share in shares], len(questions), rules)
    for row, one in zip(table.rows[1:], questions, strict=True):
        for cell, told in zip(row.cells, (str(one.pk), one.field, one.text, one.answer, one.answered_by), strict=True):
            word.runs_into(cell.paragraphs[0], [Run(told, "")], rules.sizes.table_pt)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.docx"
        document.save(str(path))
        return path.read_bytes()


# --- back


def read_form(name: str, body: bytes, questions: Iterable[Question]) -> tuple[list[Given], list[str]]:
    """The answers that differ from what is there, and what is wrong with the form. Nothing is changed."""
    known = {str(one.pk): one for one in questions}
    try:
        tables = [[[cell.text for cell in row] for row in grid.rows] for grid in grids(Path(name), body)]
    except TuongdongError:
        return [], [_("Không đọc được tệp: cần phiếu Word (.docx) hoặc Excel (.xlsx).")]
    places = next(
        ((rows, at, found) for rows in tables for at, row in enumerate(rows[:10]) if (found := _places(row))), None
    )
    if places is None:
        return [], [_("Không đọc được phiếu: cần bảng có cột “Mã” và “Trả lời”.")]
    rows, head, columns = places
    return _answers(rows[head + 1 :], columns, known)


def _answers(
    rows: Sequence[Sequence[str]], columns: Mapping[str, int], known: Mapping[str, Question]
) -> tuple[list[Given], list[str]]:
    given: dict[str, Given] = {}
    strange: list[str] = []
    for row in rows:
        code, answer, by = (_cell(row, columns.get(name)) for name in (_CODE, _ANSWER, _BY))
        if code and code not in known:
            strange.append(code)
        elif code and answer and answer != known[code].answer:
            given[code] = Given(known[code], answer[:LONGEST], by[:200])
    notes = (
        [_("Mã %(codes)s không thuộc chuyến công tác này: bỏ qua.") % {"codes": ", ".join(strange[:10])}]
        if strange
        else []
    )
    return list(given.values()), notes


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def _places(row: Sequence[str]) -> dict[str, int] | None:
    """Where the columns are, when this is the row that names them."""
    folded = [fold(cell) for cell in row]
    found = {name: folded.index(fold(name)) for name in (_CODE, _ANSWER, _BY) if fold(name) in folded}
    return found if _CODE in found and _ANSWER in found else None


def stamp(given: Iterable[Given]) -> str:
    """How the answers stood that a form would replace: another stamp when it is taken means other answers."""
    told = [(one.question.pk, one.question.answer) for one in given]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def apply(given: Iterable[Given]) -> int:
    """Takes the answers over; how many."""
    taken = 0
    for one in given:
        one.question.answer, one.question.answered_by = one.answer, one.by or one.question.answered_by
        one.question.save()
        taken += 1
    return taken
