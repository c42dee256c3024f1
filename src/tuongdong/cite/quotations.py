"""
What an amendment quotes from the document that it amends, whether over many lines or in one.

`Provision.quotes` has the quotations that take units of another document; those that begin and end in one line stand here besides.
"""

import re
from typing import Final

from tuongdong.models import Provision, Span

__all__ = ["quotations"]

_INSIDE: Final = r"(?:“[^“”\n]*(?:“[^“”\n]*”[^“”\n]*)*”|\"[^\"\n]*\")"
# như sau: “1. Mức hỗ trợ là 35 triệu đồng.” ; or a line that is nothing but a quotation
_ONE_LINE_RE: Final = re.compile(rf"(?:^|(?<=: )|(?<=:))(?P<quote>{_INSIDE})[.;,]?\s*$", re.M)


def quotations(unit: Provision, text: str) -> tuple[Span, ...]:
    """The spans of a provision's quotations, in order."""
    if "“" not in unit.text and '"' not in unit.text:
        return unit.quotes
    found = list(unit.quotes)
    for piece in unit.pieces:
        for match in _ONE_LINE_RE.finditer(piece.of(text)):
            span = Span(piece.start + match.start("quote"), piece.start + match.end("quote"))
            if not any(quote.start <= span.start < quote.end for quote in unit.quotes):
                found.append(span)
    return tuple(sorted(found))
