"""Why two provisions score as they do: the parts of the formula, and the terms that weigh most."""

from collections.abc import Iterator

from tuongdong.compare.align import CONTEXT, adjustment, context_likeness, score
from tuongdong.compare.likeness import likeness
from tuongdong.compare.units import Side, Unit, side_of
from tuongdong.errors import ParseError
from tuongdong.models import Document

__all__ = ["explain"]


def explain(a: Document, b: Document, eid_a: str, eid_b: str, lang: str = "vi") -> Iterator[str]:
    """Lines for a person. ParseError when a document has no such provision."""
    x, y = _unit(side_of(a), eid_a), _unit(side_of(b), eid_b)
    words = likeness(x.whole.vector, y.whole.vector)
    context = context_likeness(x, y)
    said = {
        "words": ("từ ngữ", "words"),
        "context": ("tiêu đề và lời dẫn", "headings and opening words"),
        "roles": ("vai trò của quy định", "what the provisions are for"),
        "terms": ("Từ chung nặng nhất", "Common terms that weigh most"),
    }
    name = {key: pair[lang == "en"] for key, pair in said.items()}
    yield f"{eid_a} ↔ {eid_b}: {score(x, y):.3f}"
    yield f"  {1 - CONTEXT:.2f} × {words:.3f}  {name['words']}"
    yield f"  {CONTEXT:.2f} × {words if context is None else context:.3f}  {name['context']}"
    yield f"  {adjustment(x, y):+.2f}          {name['roles']} ({'/'.join(filter(None, x.role)) or '–'}, {'/'.join(filter(None, y.role)) or '–'})"
    yield f"{name['terms']}:"
    left, right = x.whole.vector[0], y.whole.vector[0]
    common = sorted(((left[t] * right[t], t) for t in left if t in right), reverse=True)
    for value, term in common[:12]:
        yield f"  {value:.3f}  {term}"


def _unit(side: Side, eid: str) -> Unit:
    for unit in side.units:
        if unit.eid == eid:
            return unit
    raise ParseError("eid_unknown", typed=eid, number=side.document.number or side.document.title or "?")
