"""
The values that pass between stages.

    read      gives a  SourceText      text with what its form told: tables, bold runs, stamped fields
    parse     gives a  Document        head data and provisions, in reading order
    cite      gives    Citation, Delegation
    measure   gives    Quantity, Authority
    compare   gives a  Comparison      matches with their differences
    extract   gives a  Visit

All are frozen and compare by content; sequences are tuples. What can be relied on:

1. The span rule: what was taken from a text keeps a span, and `text[span.start:span.end]` is what it was made from.
   Spans count characters of the document's `text`, half open. Nothing later edits the text.
2. `None` means that the text does not say. Nothing is guessed silently: doubts are Findings.
3. `codec.to_json` and `codec.from_json` are exact inverses for every value here, with a schema version.
"""

from tuongdong.models.citation import Citation, CitationKind, Delegation, DelegationKind, Mode, Target
from tuongdong.models.comparison import Comparison, Difference, DifferenceKind, DocumentRef, Match, Relation
from tuongdong.models.document import Alias, Document, LegalBasis, Level, Provision, Signature
from tuongdong.models.findings import Finding, Severity, Span, finding
from tuongdong.models.quantity import Authority, Bound, Quantity, QuantityKind
from tuongdong.models.source import Cell, Hint, SourceText, Table
from tuongdong.models.visit import (
    CitedDocument,
    Feed,
    Moment,
    NamedBody,
    Participant,
    Person,
    Said,
    Session,
    Statement,
    Suggested,
    Task,
    Visit,
)

__all__ = [
    "Alias",
    "Authority",
    "Bound",
    "Cell",
    "Citation",
    "CitationKind",
    "CitedDocument",
    "Comparison",
    "Delegation",
    "DelegationKind",
    "Difference",
    "DifferenceKind",
    "Document",
    "DocumentRef",
    "Feed",
    "Finding",
    "Hint",
    "LegalBasis",
    "Level",
    "Match",
    "Mode",
    "Moment",
    "NamedBody",
    "Participant",
    "Person",
    "Provision",
    "Quantity",
    "QuantityKind",
    "Relation",
    "Said",
    "Session",
    "Severity",
    "Signature",
    "SourceText",
    "Span",
    "Statement",
    "Suggested",
    "Table",
    "Target",
    "Task",
    "Visit",
    "finding",
]
