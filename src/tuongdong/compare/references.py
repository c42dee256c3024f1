"""
References inside a document, compared by what they point to: "khoản 2 Điều này" here and "khoản 1 Điều 5" there are
equal when the two clauses are a match.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from tuongdong.compare.align import Pair
from tuongdong.compare.words import Word
from tuongdong.models import Document
from tuongdong.text import fold

__all__ = ["reference_judge", "targets"]

_CLAUSE: Final = fold("khoản")  # references are read in folded text, where tones are placed the old way
# khoản 1 và khoản 2 Điều này; các điểm a, b khoản 2 Điều 7
_PART_RE: Final = re.compile(
    rf"(điểm|{_CLAUSE}|điều) ((?:này|\d+[a-zđ]?|[a-zđ]\d?)(?!\w)(?:(?:, và |, | và |; )(?:\d+[a-zđ]?|[a-zđ]\d?)(?!\w))*)"
)
_ITEM_RE: Final = re.compile(r"này|\d+[a-zđ]?|(?<!\w)[a-zđ]\d?(?!\w)")


def targets(text: str, within: str) -> tuple[str, ...]:
    """
    The eIds that a reference names, seen from the provision that makes it.

    >>> targets("khoản 1 và khoản 2 Điều này", "art_5__cl_3")
    ('art_5__cl_1', 'art_5__cl_2')
    >>> targets("các điểm a, b khoản 2 Điều 7 của Nghị quyết này", "art_9")
    ('art_7__cl_2__point_a', 'art_7__cl_2__point_b')
    """
    here = {step.split("_")[0]: step for step in within.split("__")}
    groups = [(m[1], _ITEM_RE.findall(m[2])) for m in _PART_RE.finditer(fold(text))]
    found: list[str] = []
    pending: list[str] = []  # the clauses to which points belong
    article = here.get("art", "")
    for level, items in reversed(groups):
        if level == "điều":
            article = here.get("art", "") if items == ["này"] else f"art_{items[0]}"
            if not any(g[0] != "điều" for g in groups):
                found = [article] if items == ["này"] else [f"art_{i}" for i in items]
        elif level == _CLAUSE:
            clauses = [here.get("cl", "")] if items == ["này"] else [f"cl_{i}" for i in items]
            pending = [clause for clause in clauses if clause]
            if not any(g[0] == "điểm" for g in groups):
                found = [f"{article}__{clause}" for clause in pending] + found
        else:
            parents = [f"{article}__{clause}" for clause in pending] or [
                article + (f"__{here['cl']}" if "cl" in here else "")
            ]
            found = [f"{parents[0]}__point_{i}" for i in items] + found
    return tuple(dict.fromkeys(found))


def reference_judge(
    a: Document, b: Document, pairs: Iterable[Pair]
) -> Callable[[str, str], Callable[[Word, Word], bool]]:
    """Given the two citing eIds, a function that tells whether two references point to the same policy."""
    matched = {(p.a.eid, p.b.eid) for p in pairs}

    def judge(a_eid: str, b_eid: str) -> Callable[[Word, Word], bool]:
        def same(x: Word, y: Word) -> bool:
            a_targets = targets(a.text[x.start : x.end], a_eid)
            b_targets = targets(b.text[y.start : y.end], b_eid)
            if not a_targets or not b_targets:
                return True
            return any(_alike(s, t, matched) for s in a_targets for t in b_targets)

        return same

    return judge


def _alike(a: str, b: str, matched: set[tuple[str, str]]) -> bool:
    """Whether two eIds, or something below or above them, are a match."""
    if a.count("__") == 0 and b.count("__") == 0:
        return any(x.split("__")[0] == a and y.split("__")[0] == b for x, y in matched)
    return any(_within(x, a) and _within(y, b) for x, y in matched)


def _within(one: str, other: str) -> bool:
    return one == other or one.startswith(other + "__") or other.startswith(one + "__")
