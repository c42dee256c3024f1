"""What every SourceText guarantees, as a check that all readers' tests share."""

import re
import unicodedata
from itertools import pairwise

from tuongdong.models import SourceText


def keeps_promises(source: SourceText) -> None:
    text = source.text
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search("[\u00ad\u200b-\u200d\u2060\ufeff\r\t\u00a0]|  | \n|\n ", text)
    assert text == text.strip("\n ")
    for spans in (source.bold, source.footnotes, [hint.span for hint in source.hints]):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
    for table in source.tables:
        assert table.span.of(text).count("\n") < table.rows
        for cell in table.cells:
            assert cell.span.of(text) == cell.text
            assert "\n" not in cell.text
            assert cell.row + cell.row_span <= table.rows
            assert cell.column + cell.column_span <= table.columns
