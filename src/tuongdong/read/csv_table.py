"""
Tables typed as text (csv, tsv): commas, semicolons or tabs part the cells, whichever the file uses.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tuongdong.errors import DamagedFileError, LimitError
from tuongdong.models import SourceText
from tuongdong.read.builder import Run, TextBuilder
from tuongdong.read.plain import decode_any
from tuongdong.read.tables import MOST_CELLS, GridCell, Paragraph, place
from tuongdong.read.xlsx import sheet_blocks

__all__ = ["read_csv"]

_PARTING: Final = ("\t", ";", ",")


def read_csv(data: bytes, path: Path) -> SourceText:
    """The text of such a file: its table, titles above it and notes below it as paragraphs."""
    raw, found = decode_any(data, path)
    try:
        cells = list(_cells(raw, path))
    except csv.Error as error:
        raise DamagedFileError("file_damaged", path=path, reason="csv") from error
    builder = TextBuilder()
    place(builder, sheet_blocks(cells))
    for one in found:
        builder.find(one)
    source = builder.build("csv")
    if not source.text:
        raise DamagedFileError("no_words", path=path)
    return source


def _cells(raw: str, path: Path) -> Iterator[GridCell]:
    """The cells that hold words."""
    count = 0
    for row, fields in enumerate(csv.reader(io.StringIO(raw, newline=""), delimiter=_parting(raw))):
        for column, words in enumerate(fields):
            if words.strip():
                count += 1
                if count > MOST_CELLS:
                    raise LimitError("too_many_cells", path=path, limit=MOST_CELLS)
                yield GridCell(row, column, [Paragraph([Run(words)])])


def _parting(raw: str) -> str:
    """
    The sign that stands in most lines; Vietnamese tables hold decimal commas, so a comma comes last.

    >>> _parting("Xã;Mức\\nA;1,5")
    ';'
    """
    lines = [line for line in raw[:20_000].splitlines() if line.strip()][:100]
    return max(_PARTING, key=lambda sign: sum(sign in line for line in lines))
