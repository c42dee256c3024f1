"""Where something stands in a text, and what a person should look at there."""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from tuongdong.messages import say

__all__ = ["Finding", "Severity", "Span", "finding"]


class Span(NamedTuple):
    """[start, end) in characters of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Finding(Struct, frozen=True, kw_only=True):
    """Something doubtful that a person should look at."""

    severity: Severity
    code: str
    message: str
    """In Vietnamese; `say(code, dict(data), "en")` gives the English."""
    span: Span | None = None
    data: tuple[tuple[str, str], ...] = ()

    def say(self, lang: str = "vi") -> str:
        return self.message if lang == "vi" else say(self.code, dict(self.data), lang)


def finding(code: str, severity: Severity = Severity.WARNING, span: Span | None = None, **data: object) -> Finding:
    """A Finding by its code in `messages.CATALOG`, with what fills the sentence."""
    filled = {key: str(value) for key, value in data.items()}
    return Finding(severity=severity, code=code, message=say(code, filled), span=span, data=tuple(filled.items()))
