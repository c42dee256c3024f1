"""
A Document to what it cites and whom it orders to issue rules.

    read -> parse -> CITE, measure -> compare | mine -> report

    Takes:  a Document, as `tuongdong.parse` gives it.
    Gives:  Citations: each mention of a document or provision with its target to the eId; delegations.

What may be relied on:

1. A list or range is one citation a target; all carry the whole phrase and its span.
2. A target that is not certain is not given: `resolved` is False, `target` None, and `candidates` says what it may be.
3. What an amendment quotes from another document is not read.
"""

from msgspec import Struct

from tuongdong.cite.citations import find_citations
from tuongdong.cite.delegations import find_delegations
from tuongdong.models import Citation, Delegation, Document

__all__ = ["Citations", "cite"]


class Citations(Struct, frozen=True, kw_only=True):
    """What a document cites, and which rules it orders or empowers others to issue."""

    number: str | None
    citations: tuple[Citation, ...]
    delegations: tuple[Delegation, ...]


def cite(document: Document) -> Citations:
    """The citations and delegations of a document, in the order of its text."""
    return Citations(number=document.number, citations=find_citations(document), delegations=find_delegations(document))
