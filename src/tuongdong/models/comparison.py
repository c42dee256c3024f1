"""What `compare` gives: matches with their differences."""

from enum import StrEnum

from msgspec import Struct

from tuongdong.models.findings import Finding, Span

__all__ = ["Comparison", "Difference", "DifferenceKind", "DocumentRef", "Match", "Relation"]


class Relation(StrEnum):
    SAME = "same"  # giống
    DIFFERS = "differs"  # tương đồng, có điểm khác
    RELATED = "related"  # liên quan


class DifferenceKind(StrEnum):
    PERCENTAGE = "percentage"
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    AREA = "area"
    COUNT = "count"
    QUANTITY = "quantity"
    AUTHORITY = "authority"
    SCOPE = "scope"
    CONDITION = "condition"
    PROCEDURE = "procedure"


class Difference(Struct, frozen=True, kw_only=True):
    """What differs, in the words of both sides ("" and None where one side lacks it)."""

    kind: DifferenceKind
    a: str
    b: str
    a_span: Span | None
    b_span: Span | None


class DocumentRef(Struct, frozen=True, kw_only=True):
    """Which document a comparison speaks of."""

    number: str | None
    title: str | None
    locality: str | None
    file: str | None = None
    shown: str | None = None
    """The locality as of the day asked for: "Bình Dương (nay là Thành phố Hồ Chí Minh, từ 01/07/2025)"."""


class Match(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Two provisions that are the same policy, or touch the same subject. `a_part`, `b_part`: the sentences that match."""

    a: str
    b: str
    relation: Relation
    score: float
    boilerplate: bool
    differences: tuple[Difference, ...]
    a_part: tuple[Span, ...] | None = None
    b_part: tuple[Span, ...] | None = None
    a_state: str | None = None
    """As of the day asked for, where it is not simply in force: "not yet", "amended", "repealed", ..."""
    b_state: str | None = None


class Comparison(Struct, frozen=True, kw_only=True):
    """
    Two documents side by side.

    1. A match names the lowest units that are the same policy; a parent is not listed because of its children.
    2. `only_a`: the highest units of A with no matched self, ancestor or descendant; `only_b` likewise.
    """

    a: DocumentRef
    b: DocumentRef
    matches: tuple[Match, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    as_of: str | None = None
    """The day for which states and names are told, where one was asked for."""
