"""
The text of a provision after an amendment, where the amendment can be applied to the letter; else where to look.

    Sửa đổi, bổ sung khoản 2 Điều 5 như sau: “2. ...”                 the quoted text in its place
    Bổ sung khoản 2a vào sau khoản 2 Điều 5 như sau: “2a. ...”        a provision more
    Thay thế cụm từ “A” bằng cụm từ “B” tại khoản 1 Điều 3            words for words
    Bỏ (bãi bỏ) cụm từ “A” tại khoản 1 Điều 3                         words less
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tuongdong.cite.quotations import quotations
from tuongdong.models import Citation, CitationKind, Document, Provision

__all__ = ["Version", "amended"]

_QUOTED: Final = r"[“\"](?P<{}>[^“”\"\n]+)[”\"]"
_WORDS: Final = r"(?:các\s+)?(?:cụm\s+từ|từ|chữ|đoạn)\s+"
# thay thế cụm từ “A” bằng cụm từ “B”; thay cụm từ “A” bằng “B”
_REPLACE_RE: Final = re.compile(
    rf"thay(?:\s+thế)?\s+{_WORDS}{_QUOTED.format('old')}\s+(?:thành|bằng)\s+(?:{_WORDS})?{_QUOTED.format('new')}", re.I
)
# bỏ cụm từ “A”; bãi bỏ cụm từ “A”
_REMOVE_RE: Final = re.compile(rf"(?:bãi\s+)?bỏ\s+{_WORDS}{_QUOTED.format('old')}", re.I)
# Sửa đổi, bổ sung ... như sau:
_AS_FOLLOWS_RE: Final = re.compile(r"(?:như\s+sau|thành)\s*:", re.I)
_ADD_RE: Final = re.compile(r"^\W*(?:\w\)\s*)?bổ\s+sung\s+(?!cụm|từ)", re.I)
_PIECE_WORD_RE: Final = re.compile(
    r"cụm\s+từ|đoạn|câu|tên\s+(?:điều|chương|khoản)|gạch\s+đầu\s+dòng|nội\s+dung\s+mở\s+đầu", re.I
)


class Version(NamedTuple):
    """A provision after an amendment. `text` is the whole provision, label and all; None: amended, see `by`."""

    eid: str
    by: str
    """The eId of the amending provision in the amending document."""
    text: str | None
    added: bool


def amended(
    base: Document, amending: Document, citations: Sequence[Citation], prefix: str | None = None
) -> tuple[Version, ...]:
    """
    What one document makes of the provisions of another, one Version a provision that it names, in its order.

    `citations` are those of the amending document that mean the base; `prefix` restricts them to one provision's.
    """
    return tuple(
        version
        for unit in amending.provisions
        if prefix is None or unit.eid == prefix
        for version in _of(unit, base, amending, [one for one in citations if one.within == unit.eid])
    )


def _of(unit: Provision, base: Document, amending: Document, citations: Sequence[Citation]) -> Iterator[Version]:
    acts = [one.target for one in citations if one.kind is CitationKind.AMEND and one.target]
    eids = list(dict.fromkeys(target.eid for target in acts if target.eid))
    words = _outside(unit, amending.text)
    if swap := _swap(words):
        yield from (_swapped(base, eid, unit.eid, *swap) for eid in eids)
        return
    quoted = _quoted(unit, amending.text)
    known = {p.eid for p in base.provisions}
    meant = [eid for eid in eids if eid not in known] if _ADD_RE.search(words) else eids
    literal = len(meant) == 1 and _AS_FOLLOWS_RE.search(words) and not _PIECE_WORD_RE.search(words)
    yield from (Version(eid, unit.eid, quoted if literal else None, eid not in known) for eid in meant)


def _outside(unit: Provision, text: str) -> str:
    """A provision's own words without what it quotes at length."""
    words = unit.text
    for quote in quotations(unit, text):
        words = words.replace(quote.of(text), "")
    return words


def _quoted(unit: Provision, text: str) -> str | None:
    """The one quotation of a provision without its marks; None when there are none or several."""
    quotes = quotations(unit, text)
    if len(quotes) != 1:
        return None
    return quotes[0].of(text).strip().strip('“”„" ;.,\n').strip() + "."


def _swap(words: str) -> tuple[str, str] | None:
    """The one pair of words to be exchanged; None when there are none or several."""
    found = [(m["old"], m["new"]) for m in _REPLACE_RE.finditer(words)] or [
        (m["old"], "") for m in _REMOVE_RE.finditer(words)
    ]
    return found[0] if len(found) == 1 else None


def _swapped(base: Document, eid: str, by: str, old: str, new: str) -> Version:
    unit = next((p for p in base.provisions if p.eid == eid), None)
    before = unit.span.of(base.text) if unit else ""
    if old not in before:
        return Version(eid, by, None, added=False)
    return Version(eid, by, re.sub(r" {2,}", " ", before.replace(old, new)), added=False)
