"""The values of coverage: what was ordered, what was issued upon it, and how it stands."""

from enum import StrEnum

from msgspec import Struct

from tuongdong.models import DocumentRef, Mode, Relation

__all__ = ["Beside", "BesideRow", "Coverage", "CoverageRow", "Detail", "Issued", "Standing", "State"]


class State(StrEnum):
    """How an order, or a provision issued upon it, stands."""

    IN_TIME = "in time"  # đúng hạn; where nothing was ordered or only allowed: đã ban hành
    LATE = "late"  # chậm
    MISSING = "missing"  # chưa ban hành
    NEEDS_REVIEW = "needs review"  # cần rà soát
    NOT_USED = "not used"  # chưa sử dụng
    ENDED = "ended"  # hết hiệu lực: of provisions issued upon an order only


class Detail(Struct, frozen=True, kw_only=True):
    """A provision that details one of the resolution."""

    number: str | None
    eid: str
    explicit: bool
    """Named in the text of the detailing document; else proposed by content."""
    score: float
    effective_on: str | None
    """From when this very provision applies."""
    state: State
    answers: bool = True
    """Whether it comes from the body that was ordered to issue it."""
    reason: str | None = None
    """The number of the document that ended it, or that changed its base after it was issued."""


class CoverageRow(Struct, frozen=True, kw_only=True):
    """A provision of the resolution; `to` and `mode` are None where it orders nothing but is detailed all the same."""

    resolution: str | None
    provision: str
    to: str | None
    mode: Mode | None
    applies_on: str | None
    """From when what is to be detailed applies: the day by which a duty is due."""
    details: tuple[Detail, ...]
    state: State
    text: str = ""
    """The words of the order."""
    applies_in: str | None = None
    """The provision that says the day, where it is not the day of the resolution as a whole."""
    changed_by: str | None = None
    """The number of the document that repealed, replaced or last amended the provision."""


class Issued(Struct, frozen=True, kw_only=True):
    """A document in which details were found."""

    number: str | None
    doctype: str | None
    title: str | None
    issuer: str | None
    issued_on: str | None
    effective_on: str | None


class Coverage(Struct, frozen=True, kw_only=True):
    """How far a resolution has been detailed, as far as the documents at hand tell."""

    resolution: DocumentRef
    as_of: str
    rows: tuple[CoverageRow, ...]
    """In the order of the resolution."""
    documents: tuple[Issued, ...]
    """By day."""


class Standing(StrEnum):
    """Which of two localities has rules for a policy."""

    LACKS_RULES = "lacks rules"  # bạn đã ban hành, ta có chính sách nhưng chưa có quy định chi tiết
    LACKS_POLICY = "lacks policy"  # bạn đã ban hành, nghị quyết của ta không có quy định tương ứng
    BOTH = "both"  # hai bên đã ban hành
    AHEAD = "ahead"  # ta đã ban hành, bạn chưa
    NEITHER = "neither"  # chưa bên nào ban hành


class BesideRow(Struct, frozen=True, kw_only=True):
    """A policy of the host, or of the visitor alone, with what was issued upon it on both sides."""

    host: str | None
    """The host's provision; None where it has none alike."""
    visitor: tuple[str, ...]
    """The visitor's provisions that are alike, the best first."""
    relation: Relation | None
    score: float
    host_row: CoverageRow | None
    visitor_rows: tuple[CoverageRow, ...]
    standing: Standing
    host_only: tuple[Detail, ...]
    """Of the host's details those that have no counterpart in the visitor's documents of this row."""


class Beside(Struct, frozen=True, kw_only=True):
    """The coverage of two resolutions side by side."""

    visitor: Coverage
    host: Coverage
    rows: tuple[BesideRow, ...]
    """In the order of the host's resolution; last what only the visitor has rows for."""
