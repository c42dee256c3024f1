"""
What is done to a document that is mentioned: the words before it (and "hết hiệu lực" behind it) say so.
"""

import re
from collections.abc import Sequence
from typing import Final

from tuongdong.cite.mentions import Mention
from tuongdong.cite.vocabulary import any_of, words
from tuongdong.models import CitationKind

__all__ = ["ACTS", "acting", "ends_itself", "in_part", "is_listed", "is_measure", "kinds_of", "promised"]

ACTS: Final = frozenset((CitationKind.AMEND, CitationKind.REPLACE, CitationKind.REPEAL, CitationKind.SUSPEND))
_BY_GROUP: Final = {
    "history": CitationKind.CITE,
    "place": CitationKind.CITE,
    "words": CitationKind.AMEND,
    "repeal": CitationKind.REPEAL,
    "replace": CitationKind.REPLACE,
    "suspend": CitationKind.SUSPEND,
    "amend": CitationKind.AMEND,
    "detail": CitationKind.DETAIL,
}
# Bãi bỏ | thay thế | được sửa đổi, bổ sung | sửa đổi, bổ sung | quy định tại
_TRIGGER_RE: Final = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<{group}>{any_of(words('kinds', group))})" for group in _BY_GROUP) + r")(?!\w)", re.I
)
# ... hết hiệu lực kể từ ngày; bị bãi bỏ: behind the document
_BEHIND_RE: Final = re.compile(
    r"(?:hết hiệu lực|(?:bị|được) (?:bãi bỏ|hủy bỏ|huỷ bỏ))(?! bởi)|(?P<suspend>(?:tạm )?(?:ngưng|ngừng) hiệu lực)",
    re.I,
)
_SENTENCE_RE: Final = re.compile(r"[.:]\s+(?=[A-ZĐÂÁÀĂÔÚỨƯÝ])|\n")
# cho đến khi | trường hợp | sau khi: the document's end is supposed or waited for, and not ordered here
_SUPPOSED_RE: Final = re.compile(
    r"(?:(?<!\w)khi|trường hợp|nếu|trước lúc|đến lúc|đến ngày|trước ngày|sau ngày|từ ngày)\s*$", re.I
)
# vi phạm | trái với quy định của | phù hợp với: what others are measured by, nothing is done to it
_MEASURE_RE: Final = re.compile(
    r"(?<!\w)(?:vi\s+phạm|trái(?:\s+với)?|phù\s+hợp\s+với|tuân\s+thủ)\s+(?:các\s+)?(?:quy\s+định\s+(?:của|tại)\s+)?(?:các\s+)?$",
    re.I,
)
# bãi bỏ | thay thế: the acts that end a document
_ENDING_RE: Final = re.compile(any_of([*words("kinds", "repeal"), *words("kinds", "replace")]), re.I)
# một số điều của | một phần: behind such an act, the document goes on
_SOME_RE: Final = re.compile(
    r"\s+một\s+(?:số|phần)\s+(?!(?:luật|bộ luật|pháp lệnh|nghị|thông|quyết|chỉ thị|kế hoạch|văn bản)(?!\w))", re.I
)
# các biểu mẫu tại | các mục I, II của | phần III, : before a document, it is this of it that is meant
_WITHIN_RE: Final = re.compile(
    r"(?<!\w)(?:(?:tại|trong)\s+(?:các\s+)?|(?:nội\s+dung|quy\s+định|mục|phần|biểu|mẫu)\s[^.;:]{0,200}?(?<!\w)của\s+(?:các\s+)?|(?:mục|phần)\s+[IVXLCA-H\d]+\s*,\s*)$"
)
# tại các Thông tư sau đây: before a list of documents
_WITHIN_EACH_RE: Final = re.compile(r"(?<!\w)(?:tại|trong)\s+các\s+[^.;:]{0,80}:\s*$")
# , và | ; before a further document of the list
_AND_RE: Final = re.compile(r"(?:^|[\s)])(?:,|;|và|hoặc|, và|; và)\s*(?:các\s+)?$|^\s*[,;]\s*$")
# toàn bộ nội dung của: all of a document goes
_WHOLE_RE: Final = re.compile(
    r"\s+toàn\s+bộ\s+(?:(?:các\s+)?(?:nội\s+dung|quy\s+định)\s+(?:của|tại|trong)\s+)?(?:các\s+)?$", re.I
)
# another sentence, or another item of a list, says nothing of this one
_ELSEWHERE_RE: Final = re.compile(r"[.;]\s|(?<!:)\n")
_SELF_DETAIL_RE: Final = re.compile(r"(?:này|NÀY)\s+[^.;]{0,40}$")
_REACH: Final = 400


def acting(words_before: str) -> CitationKind | None:
    """What the last acting word of a text announces, CITE for words that only refer; None when it has none."""
    last = None
    for last in _TRIGGER_RE.finditer(words_before):  # noqa: B007 - the last one is wanted
        pass
    return _BY_GROUP[last.lastgroup or "place"] if last else None


def is_listed(gap: str) -> bool:
    """Whether words between two mentions only go on with a list."""
    return _AND_RE.search(gap) is not None and acting(gap) is None


def ends_itself(text: str, end: int) -> bool:
    """Whether the words right behind a document say that it ends: "... hết hiệu lực"."""
    return _BEHIND_RE.match(text, end + 1) is not None


def is_measure(text: str, start: int, at: int) -> bool:
    """Whether what stands at a place is named only as what something else agrees with or offends against.

    >>> is_measure("Văn bản trái với Hiến pháp bị bãi bỏ", 0, 17)
    True
    """
    return _MEASURE_RE.search(text, max(start, at - 60), at) is not None


def promised(text: str) -> CitationKind | None:
    """
    The kind that a text announces for what stands below it.

    >>> promised("Các Nghị quyết sau đây hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực:")
    <CitationKind.REPEAL: 'repeal'>
    """
    found = [_BY_GROUP[m.lastgroup or "place"] for m in _TRIGGER_RE.finditer(text)]
    acts = [kind for kind in found if kind in ACTS]
    return acts[0] if acts else None


def in_part(words_before: str) -> bool:
    """
    Whether the words before a document, or before a list of documents, say that only some of it is repealed or replaced.

    >>> in_part("Bãi bỏ các biểu mẫu tại "), in_part("Bãi bỏ một số điều của "), in_part("Bãi bỏ toàn bộ ")
    (True, True, False)
    """
    words_before = _ELSEWHERE_RE.split(words_before)[-1]
    last = next(reversed(list(_ENDING_RE.finditer(words_before))), None)
    rest = words_before[last.end() :] if last else words_before
    if last and (_SOME_RE.match(rest) or _WHOLE_RE.match(rest)):
        return _WHOLE_RE.match(rest) is None
    return bool(_WITHIN_RE.search(rest) or _WITHIN_EACH_RE.search(rest))


def kinds_of(text: str, start: int, end: int, found: Sequence[Mention], *, own_act: bool = False) -> list[CitationKind]:
    """The kind of each mention of `text[start:end]`. `own_act`: the text speaks for the document itself, as its title does."""
    kinds: list[CitationKind] = []
    for at in range(len(found)):
        kinds.append(_kind(text, start, end, found, at, kinds, own_act=own_act))
    return kinds


def _kind(
    text: str, start: int, end: int, found: Sequence[Mention], at: int, before: list[CitationKind], *, own_act: bool
) -> CitationKind:
    one = found[at]
    if one.own or any(path.article == "" for path in one.paths) or is_measure(text, start, one.start):
        return CitationKind.CITE
    opening = _opening(text, start, one.start)
    earlier = [n for n in range(at) if found[n].start >= opening and not found[n].own]
    if earlier:
        gap = text[found[earlier[-1]].end : one.start]
        if is_listed(gap):
            return before[earlier[-1]]
        if found[earlier[-1]].named and ";" not in gap and not _fresh(gap):
            return CitationKind.CITE if not _behind(text, one, found, at, end) else CitationKind.REPEAL
    floor = (
        max([opening, *(found[n].end for n in earlier)])
        if earlier and ";" in text[found[earlier[-1]].end : one.start]
        else opening
    )
    said = _last(text, floor, one.start)
    if said is None and earlier:
        said = before[earlier[-1]] if before[earlier[-1]] in ACTS else None
    if (
        said is CitationKind.DETAIL
        and not own_act
        and not _SELF_DETAIL_RE.search(text[opening : _last_start(text, opening, one.start)])
    ):
        said = CitationKind.CITE
    if said in (None, CitationKind.CITE) and (behind := _behind(text, one, found, at, end)):
        return behind
    return said or CitationKind.CITE


def _fresh(gap: str) -> bool:
    """Whether a new act begins between two mentions: ", bãi bỏ", " và thay thế"."""
    return bool(
        re.search(
            r"(?:[,;.]|\svà|”|\")\s+(?:"
            + any_of(w for g in ("words", "repeal", "replace", "suspend") for w in words("kinds", g))
            + ")",
            gap,
            re.I,
        )
    )


def _opening(text: str, start: int, at: int) -> int:
    """Where the sentence of a place begins."""
    low = max(start, at - _REACH * 4)
    last = low
    for match in _SENTENCE_RE.finditer(text, low, at):
        last = match.end()
    return last


def _last(text: str, start: int, end: int) -> CitationKind | None:
    return acting(text[start:end])


def _last_start(text: str, start: int, end: int) -> int:
    found = start
    for match in _TRIGGER_RE.finditer(text, start, end):
        found = match.start()
    return found


def _behind(text: str, one: Mention, found: Sequence[Mention], at: int, end: int) -> CitationKind | None:
    """The act that stands behind a document: "Quyết định số ... hết hiệu lực"."""
    if not one.named or _SUPPOSED_RE.search(text, max(0, one.start - 20), one.start):
        return None
    stop = next((m.start for m in found[at + 1 :] if m.named and (m.own or m.number)), end)
    limit = min(stop, end, one.end + _REACH)
    if cut := _SENTENCE_RE.search(text, one.end, limit):
        limit = cut.start()
    match = _BEHIND_RE.search(text, one.end, limit)
    if match is None or "trừ" in text[one.end : match.start()]:
        return None
    return CitationKind.SUSPEND if match["suspend"] else CitationKind.REPEAL
