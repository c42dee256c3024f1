"""
Who acts in a provision, and what it says without them.

In a resolution on how a city is governed every sentence names a council, a committee or its chairman; which one, and at which
level, tells two provisions apart that have all other words in common. So bodies are compared as such, and the rest as words.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from tuongdong.levels import UNIT, levels_in
from tuongdong.models import Document
from tuongdong.text import fold

__all__ = ["Bodies", "Body", "bodies", "leading", "near", "plain", "same", "without_bodies"]

_LEVEL_RE: Final = re.compile(rf"(?<!\w){UNIT}")
# chủ tịch, phó chủ tịch phường: short for chủ tịch, phó chủ tịch ủy ban nhân dân phường
_SHORT_RE: Final = re.compile(rf"(chủ tịch(?:, phó chủ tịch)? )(?={UNIT})")
# hội đồng nhân dân, ủy ban nhân dân, chủ tịch ủy ban nhân dân quận, thị xã; phó chủ tịch ủy ban nhân dân phường
_BODY_RE: Final = re.compile(
    r"(?<!\w)(?:(?P<chair>phó chủ tịch|chủ tịch)(?P<deputy>, phó chủ tịch)? )?(?P<kind>ủy ban nhân dân|hội đồng nhân dân)"
    r"(?P<committee>, ủy ban nhân dân)?(?P<head>, chủ tịch ủy ban nhân dân)?"
    rf"(?: (?:các |cấp )?(?P<levels>{UNIT}(?:, {UNIT})*))?"
)
# a), 1., trách nhiệm của: what may stand before the body that a sentence is about
_OPENS_RE: Final = re.compile(
    r"(?:\d+\. |[a-zđ]\) )?(?:trách nhiệm của |cơ cấu tổ chức (?:của )?|nhiệm vụ, quyền hạn của |mỗi |các )?"
)
# trong phạm vi nhiệm vụ, quyền hạn của mình, ủy ban nhân dân ...; căn cứ ..., chủ tịch ...
_AFTER_RE: Final = re.compile(
    r"(?:trong phạm vi|căn cứ|hằng năm|hàng năm|khi|trường hợp|từ ngày|kể từ|trên cơ sở|theo|định kỳ|chậm nhất)(?!\w)"
)
_FARTHEST: Final = 30


class Body(NamedTuple):
    """A council, a committee, its chairman or his deputy; level is "" where the text does not say."""

    kind: str
    level: str


class Bodies(NamedTuple):
    """Bodies that are named together, and where."""

    start: int
    end: int
    named: frozenset[Body]


def plain(text: str, document: Document) -> str:
    """
    A text in lower case, the name of the document's own locality left out, short names of chairmen written out.

    >>> plain("Chủ tịch phường của thành phố Đà Nẵng", Document(about=("Đà Nẵng",), text=""))
    'chủ tịch ủy ban nhân dân phường của thành phố'
    """
    words = fold(text)
    for name in document.about:
        words = re.sub(rf"(thành phố|tỉnh) {re.escape(fold(name).removeprefix('thành phố '))}(?!\w)", r"\1", words)
    return _SHORT_RE.sub(r"\1ủy ban nhân dân ", words)


def bodies(words: str) -> list[Bodies]:
    """
    The bodies of a text from `plain`, in order.

    >>> [sorted(one.named) for one in bodies("chủ tịch, phó chủ tịch ủy ban nhân dân quận, thị xã")]
    [[Body(kind='chairman', level='district'), Body(kind='deputy', level='district')]]
    """
    return [Bodies(match.start(), match.end(), _named(match)) for match in _BODY_RE.finditer(words)]


def _named(match: re.Match[str]) -> frozenset[Body]:
    council = match["kind"].startswith("hội")
    kinds = (
        ["council chairman" if council else "chairman"] if match["chair"] else ["council" if council else "committee"]
    )
    if match["chair"] and match["chair"].startswith("phó"):
        kinds = ["deputy"]
    kinds += ["deputy"] if match["deputy"] else []
    kinds += ["committee"] if match["committee"] else []
    kinds += ["chairman"] if match["head"] else []
    return frozenset(Body(kind, level) for kind in kinds for level in set(levels_in(match["levels"] or "")) or {""})


def leading(sentence: str) -> frozenset[Body]:
    """
    The bodies that a sentence is about: those with which it begins, or which follow its circumstances.

    >>> leading("căn cứ nghị quyết của mình, ủy ban nhân dân quận giao dự toán") == {Body("committee", "district")}
    True
    >>> leading("trình hội đồng nhân dân quận quyết định")
    frozenset()
    """
    first = next(iter(bodies(sentence)), None)
    opening = _OPENS_RE.match(sentence)
    if first is None or opening is None:
        return frozenset()
    after = _AFTER_RE.match(sentence, opening.end()) and len(sentence[: first.start].split()) < _FARTHEST
    return first.named if first.start <= opening.end() or after else frozenset()


def same(some: Iterable[Body], others: Iterable[Body]) -> bool:
    """Whether two sets have a body in common; a body without a level is that of any level."""
    return any(a.kind == b.kind and _same_level(a, b) for a in some for b in others)


def near(some: Iterable[Body], others: Iterable[Body]) -> bool:
    """Whether one has a committee and the other its chairman."""
    pair = {"chairman", "committee"}
    return any({a.kind, b.kind} == pair and _same_level(a, b) for a in some for b in others)


def _same_level(a: Body, b: Body) -> bool:
    return a.level == b.level or not a.level or not b.level


def without_bodies(words: str) -> list[str]:
    """
    What a text says besides bodies and levels, in the pieces that they leave.

    >>> without_bodies("khen thưởng chủ tịch ủy ban nhân dân phường theo luật")
    ['khen thưởng ', ' theo luật']
    """
    return [
        piece
        for part in _BODY_RE.split(words)[:: _BODY_RE.groups + 1]
        for piece in _LEVEL_RE.split(part)
        if piece.strip()
    ]
