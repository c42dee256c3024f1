"""
The cells of Word tables: runs into them, and the words that can be seen, and those that cannot, out of them.
"""

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt

from tuongdong.report import word
from tuongdong.report.marks import Run
from tuongdong.text import printable

__all__ = ["fill", "hidden_of", "text_of"]


def fill(cell: Any, told: Sequence[Run], size: float) -> None:
    """Runs into a cell, a paragraph a line."""
    line = cell.paragraphs[0]
    _tight(line)
    for run in told:
        for number, text in enumerate(run.text.split("\n")):
            if number:
                line = cell.add_paragraph()
                _tight(line)
            if text:
                word.runs_into(line, [run._replace(text=text)], size)


def _tight(line: Any) -> None:
    line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(2), 1.0


def text_of(cell: Any) -> str:
    """The words of a cell that can be seen, a paragraph a line."""
    lines = []
    for line in cell.iter(qn("w:p")):
        runs = [run for run in line.iter(qn("w:r")) if not _is_hidden(run)]
        lines.append("".join(_run_text(run) for run in runs))
    return printable("\n".join(lines)).strip()


def _run_text(run: Any) -> str:
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t", qn("w:cr"): "\n"}
    return "".join(part.text or "" if part.tag == qn("w:t") else signs.get(part.tag, "") for part in run)


def hidden_of(cell: Any) -> str:
    return "".join(_run_text(run) for run in cell.iter(qn("w:r")) if _is_hidden(run))


def _is_hidden(run: Any) -> bool:
    properties = run.find(qn("w:rPr"))
    return properties is not None and properties.find(qn("w:vanish")) is not None
