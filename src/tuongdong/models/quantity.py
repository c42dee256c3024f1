"""What `measure` gives: values and who acts."""

from enum import StrEnum

from msgspec import Struct

from tuongdong.models.findings import Span

__all__ = ["Authority", "Bound", "Quantity", "QuantityKind"]


class QuantityKind(StrEnum):
    PERCENTAGE = "percentage"
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    AREA = "area"
    COUNT = "count"
    QUANTITY = "quantity"


class Bound(StrEnum):
    EXACT = "="
    AT_MOST = "<="  # không quá, không vượt quá, tối đa, trở xuống
    AT_LEAST = ">="  # tối thiểu, ít nhất, từ ... trở lên
    BELOW = "<"  # dưới, nhỏ hơn
    ABOVE = ">"  # trên, hơn, quá


class Quantity(Struct, frozen=True, kw_only=True):
    """
    A value that a provision fixes, normalised.

    Equal `value`, `lower`, `unit` and `bound` mean the same rule whatever the spelling: "02 vụ" and "2 vụ", "1.000 ha" and "1000 ha".
    """

    kind: QuantityKind
    value: float | str
    """A number in `unit`; of a range its upper end; a date as ISO text, whole or shortened ("2025-07", "2025")."""
    unit: str
    """%, đồng, năm, tháng, ngày, ha, m2, ... ; "" for dates and plain counts."""
    bound: Bound
    text: str
    """The words of value, unit and bound."""
    span: Span
    lower: float | None = None
    """The lower end of a range: "20 đến 25 năm"."""


class Authority(Struct, frozen=True, kw_only=True):
    """Who acts and how: "Hội đồng nhân dân thành phố quyết định" -> people_council, province, decide."""

    body: str
    """The kind of body: people_council, people_committee, committee_chairman, government, prime_minister, ..."""
    level: str
    """central, province, district, commune, or "" where the text does not say."""
    action: str
    """decide, submit, issue, approve, propose, report, guide, ... in the words of `terms`."""
    text: str
    """The words from the name of the body to the end of its action; the name alone where no action is told."""
    span: Span
