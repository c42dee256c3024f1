"""
A Document to what it cites and whom it orders to issue rules.

    read -> parse -> CITE, measure -> compare | mine -> report

    Takes:  a Document, as `tuongdong.parse` gives it.
    Gives:  Citations: each mention of a document or provision with its target to the eId; delegations.

What may be relied on:

1. A list or range is one citation a target; all carry the whole phrase and its span.
2. A target that is not certain is not given: `resolved` is False, `target` None, and `candidates` says what it may be. Where a newer law of the
   same name is passed and not yet in force, the target is the name without a number, with the numbers as candidates.
3. What an amendment quotes from another document is not read.
4. A provision that a document cites as its own and does not have is a finding.
"""

from collections.abc import Iterator

from msgspec import Struct

from tuongdong.cite.citations import find_citations
from tuongdong.cite.delegations import find_delegations
from tuongdong.models import Citation, Delegation, Document, Finding, finding

__all__ = ["Citations", "cite"]


class Citations(Struct, frozen=True, kw_only=True):
    """What a document cites, and which rules it orders or empowers others to issue."""

    number: str | None
    citations: tuple[Citation, ...]
    delegations: tuple[Delegation, ...]
    findings: tuple[Finding, ...] = ()


def cite(document: Document) -> Citations:
    """The citations and delegations of a document, in the order of its text."""
    citations = find_citations(document)
    return Citations(
        number=document.number,
        citations=citations,
        delegations=find_delegations(document),
        findings=tuple(_unknown(document, citations)),
    )


def _unknown(document: Document, citations: tuple[Citation, ...]) -> Iterator[Finding]:
    """Own provisions that are cited and are not there. Annexes are often not at hand: nothing is said of them."""
    known = {unit.eid for unit in document.provisions}
    for one in citations:
        eid = one.target.eid if one.target is not None and one.target.self else None
        if eid and eid not in known and (not eid.startswith("att_") or eid.split("__")[0] in known):
            yield finding("own_eid_unknown", span=one.span, words=one.text[:80], eid=eid)
