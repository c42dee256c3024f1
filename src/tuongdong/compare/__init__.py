"""
Two Documents to a Comparison.

    read -> parse -> cite, measure -> COMPARE | mine -> report

    Takes:  two Documents, as `tuongdong.parse` gives them.
    Gives:  a Comparison: which provisions are the same policy, what differs between them, what stands alone.

    units      provisions with words, vectors, sentences, context
    align      which units are the same policy            quy định tương đồng
    relate     same, differs or related                   giống, có điểm khác, liên quan
    differ     what differs, typed, with words and spans  điểm khác

`tables` tells which tables have rows to set side by side; `likeness` is the one formula; `names`, `words`, `roles`, `references` and `frequencies.tsv` are its vocabulary.
"""

from collections.abc import Iterable

from tuongdong.compare.align import SAME_POLICY, Pair, align, score
from tuongdong.compare.relate import alone, relate
from tuongdong.compare.units import side_of, unit_eids
from tuongdong.models import Comparison, Document, DocumentRef, Match, Severity, finding

__all__ = ["compare", "compare_pair", "stand_alone"]


def compare(a: Document, b: Document, a_file: str | None = None, b_file: str | None = None) -> Comparison:
    """
    What two documents have in common and what differs.

    1. `compare(b, a)` mirrors `compare(a, b)`.
    2. Spans of A are into `a.text`, spans of B into `b.text`.
    3. A provision that comes or goes changes only the matches that it takes part in, and those of the units to which its
       freed partner turns.
    """
    side_a, side_b = side_of(a), side_of(b)
    matches = relate(side_a, side_b, align(side_a, side_b))
    findings = (*a.findings, *b.findings)
    if a.text == b.text:
        findings = (finding("same_file", Severity.WARNING), *findings)
    return Comparison(
        a=DocumentRef(number=a.number, title=a.title, locality=_locality(a), file=a_file),
        b=DocumentRef(number=b.number, title=b.title, locality=_locality(b), file=b_file),
        matches=matches,
        only_a=alone(a, [m.a for m in matches], {u.eid for u in side_a.units}),
        only_b=alone(b, [m.b for m in matches], {u.eid for u in side_b.units}),
        findings=findings,
    )


def compare_pair(a: Document, b: Document, eid_a: str, eid_b: str) -> Match:
    """The match of two provisions that a person has put together: same, or what differs. KeyError for an unknown eId."""
    sides = side_of(a), side_of(b)
    units_a, units_b = ({unit.eid: unit for unit in side.units} for side in sides)
    one, other = units_a[eid_a], units_b[eid_b]
    pair = Pair(one, other, max(SAME_POLICY, score(one, other)))
    return relate(*sides, [pair])[0]


def stand_alone(document: Document, matched: Iterable[str]) -> tuple[str, ...]:
    """What `only_a` or `only_b` is when these provisions are matched."""
    return alone(document, matched, unit_eids(document))


def _locality(document: Document) -> str | None:
    """Whom the document speaks of: the localities that it governs, or its issuer's."""
    return ", ".join(document.about) or document.locality
