"""
What differs between two matched passages: values first, then words, each typed, with the words and spans of both sides.

Never a difference: spelling, the locality's own names, the kind of the document itself, where a reference inside the document
points when its targets match, connecting words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from tuongdong.compare.words import NUMBER, REFERENCE, SELF, Word
from tuongdong.measure import measure
from tuongdong.models import Bound, Difference, DifferenceKind, Document, Quantity, Span
from tuongdong.text import fold

__all__ = ["differences", "same_words"]

_TRIVIAL: Final = frozenset(
    [
        "của",
        "các",
        "và",
        "thì",
        "là",
        "được",
        "đã",
        "với",
        "tại",
        "ở",
        "theo",
        "những",
        "này",
        "cho",
        "do",
        "bởi",
        "mà",
        "về",
        "việc",
        "nêu",
        "trên",
        "trên",
        "đây",
        "có",
        "số",
        "ngày",
        "tháng",
        "năm",
        "thi",
        "hành",
        "kể",
        "từ",
        "đối",
        "như",
        "sau",
        "quy",
        "định",
        "hoặc",
        "cùng",
        "một",
        "được",
        "nước",
    ]
)
"""Syllables that change no rule when nothing else differs."""

# kind: the words that show it, looked for in the differing words and just before them
_KINDS: Final[tuple[tuple[DifferenceKind, re.Pattern[str]], ...]] = (
    (
        DifferenceKind.CONDITION,
        re.compile(
            r"trường hợp|nếu |điều kiện|với điều kiện|trừ |không bao gồm|không kể|sau khi|trước khi|phần còn lại|chỉ khi|khi có"
            r"|trên cơ sở|căn cứ|phù hợp với|phải bảo đảm|nằm trong|trong phạm vi|vượt quá|không áp dụng"
        ),
    ),
    (
        DifferenceKind.PROCEDURE,
        re.compile(
            r"trình tự|thủ tục|hồ sơ|báo cáo|lấy ý kiến|thẩm định|đề nghị|định kỳ|hàng năm|hằng năm|lập dự toán|phương án|công khai"
            r"|hướng dẫn|phối hợp|tổ chức thực hiện|gửi |xác định|yêu cầu"
        ),
    ),
)
_BODY_RE: Final = re.compile(
    r"hội đồng nhân dân|ủy ban nhân dân|hđnd|ubnd|chủ tịch|quốc hội|chính phủ|thủ tướng|bộ trưởng|bộ [a-zà-ỹđ]+|giám đốc|sở [a-zà-ỹđ]+|cơ quan|ngân hàng nhà nước|thường trực"
)
# the bodies act: they decide, submit, are asked, in what differs or right behind it
_ACT_RE: Final = re.compile(
    r"quyết định|trình |phê duyệt|ban hành|quy định|chấp thuận|cho phép|thông qua|giao |ủy quyền|phân cấp|xem xét|chịu trách nhiệm|bổ nhiệm|được quyền|có trách nhiệm|thực hiện"
)

References = Callable[[Word, Word], bool]


def differences(
    a: Document, a_words: Sequence[Word], b: Document, b_words: Sequence[Word], same_reference: References
) -> tuple[Difference, ...]:
    """The differences of two passages, in the order of A; empty when they say the same."""
    a_values, b_values = _values(a, a_words), _values(b, b_words)
    valued = list(_differing_values(a_values, b_values, a_words, b_words))
    worded = [_worded(a, b, a_run, b_run) for a_run, b_run in _runs(a, b, a_words, b_words, same_reference)]
    covered_a = [d.a_span for d in valued if d.a_span]
    covered_b = [d.b_span for d in valued if d.b_span]
    kept = [
        d for d in worded if not (_only_values(d.a, d.a_span, covered_a) and _only_values(d.b, d.b_span, covered_b))
    ]
    return tuple(sorted([*valued, *kept], key=lambda d: (d.a_span or Span(1 << 60, 0), d.b_span or Span(0, 0))))


def same_words(a_words: Sequence[Word], b_words: Sequence[Word]) -> bool:
    return [w.key for w in a_words] == [w.key for w in b_words]


# --- values


def _values(document: Document, words: Sequence[Word]) -> list[Quantity]:
    if not words:
        return []
    found: list[Quantity] = []
    for start, end in _stretches(words):
        # the bound may stand behind the last word
        found += measure(document.text[start : min(len(document.text), end + 1)], start)
    return found


def _stretches(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where the words stand, parted where something else stands between them."""
    start, end = words[0].start, words[0].end
    for word in words[1:]:
        if word.start - end > 40:
            yield start, end
            start = word.start
        end = word.end
    yield start, end


def _differing_values(
    a: list[Quantity], b: list[Quantity], a_words: Sequence[Word], b_words: Sequence[Word]
) -> Iterator[Difference]:
    """Values of one kind that stand in the same words on both sides and are not equal."""
    equal = _equal_values(a, b)
    rest_a = [q for q in a if q not in equal[0]]
    rest_b = [q for q in b if q not in equal[1]]
    scored = sorted(
        (
            (-_closeness(q, r, a_words, b_words), q.span.start, r.span.start, q, r)
            for q in rest_a
            for r in rest_b
            if q.kind == r.kind
        ),
        key=lambda s: s[:3],
    )
    used_a: set[Span] = set()
    used_b: set[Span] = set()
    for closeness, _, _, q, r in scored:
        if -closeness < _CLOSE or q.span in used_a or r.span in used_b:
            continue
        used_a.add(q.span)
        used_b.add(r.span)
        yield Difference(kind=DifferenceKind(q.kind.value), a=q.text, b=r.text, a_span=q.span, b_span=r.span)


_CLOSE: Final = 0.25
"""The least share of common words around two values that speak of the same thing."""


def _equal_values(a: list[Quantity], b: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Values that both sides have, one for one."""
    free = list(b)
    equal_a, equal_b = [], []
    for q in a:
        at = next(
            (
                r
                for r in free
                if (r.kind, r.value, r.unit, _loose(r.bound)) == (q.kind, q.value, q.unit, _loose(q.bound))
            ),
            None,
        )
        if at is not None:
            free.remove(at)
            equal_a.append(q)
            equal_b.append(at)
    return equal_a, equal_b


def _loose(bound: Bound) -> Bound:
    return bound


def _closeness(q: Quantity, r: Quantity, a_words: Sequence[Word], b_words: Sequence[Word]) -> float:
    """How many of the words around two values are the same."""
    around_q, around_r = _around(q, a_words), _around(r, b_words)
    if not around_q or not around_r:
        return 0.0
    return len(around_q & around_r) / min(len(around_q), len(around_r))


def _around(q: Quantity, words: Sequence[Word]) -> set[str]:
    near = [w.key for w in words if w.end <= q.span.start][-8:] + [w.key for w in words if w.start >= q.span.end][:8]
    return set(near) - _TRIVIAL - {NUMBER}


# --- words


def _runs(
    a: Document, b: Document, a_words: Sequence[Word], b_words: Sequence[Word], same_reference: References
) -> list[tuple[Sequence[Word], Sequence[Word]]]:
    """Runs of words that stand on one side, or in another form on the other, near ones joined."""
    a_keys = [_exact(a, w) for w in a_words]
    b_keys = [_exact(b, w) for w in b_words]
    matcher = SequenceMatcher(None, a_keys, b_keys, autojunk=False)
    runs: list[list[int]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        if runs and i1 - runs[-1][1] <= _JOIN and j1 - runs[-1][3] <= _JOIN:
            runs[-1][1], runs[-1][3] = i2, j2
        else:
            runs.append([i1, i2, j1, j2])
    found = []
    for i1, i2, j1, j2 in runs:
        a_run, b_run = a_words[i1:i2], b_words[j1:j2]
        if not _trivial(a_run, b_run, same_reference):
            found.append((a_run, b_run))
    return found


_JOIN: Final = 2
"""Runs parted by so few common words are one difference."""


def _exact(document: Document, word: Word) -> str:
    """Numbers count by value when words are compared one by one."""
    if word.key == NUMBER:
        return fold(document.text[word.start : word.end]).lstrip("0")
    return word.key


def _trivial(a_run: Sequence[Word], b_run: Sequence[Word], same_reference: References) -> bool:
    """Whether nothing but connecting words, the locality's name or an equal reference differs."""
    a_refs = [w for w in a_run if w.key == REFERENCE]
    b_refs = [w for w in b_run if w.key == REFERENCE]
    if len(a_refs) != len(b_refs) or not all(same_reference(x, y) for x, y in zip(a_refs, b_refs, strict=True)):
        return not (a_refs and b_refs) and _only_trivial(a_run) and _only_trivial(b_run)
    return _only_trivial(a_run) and _only_trivial(b_run)


def _only_trivial(run: Sequence[Word]) -> bool:
    return all(w.key in _TRIVIAL or w.key.startswith("⟨") for w in run)


def _worded(a: Document, b: Document, a_run: Sequence[Word], b_run: Sequence[Word]) -> Difference:
    a_span, b_span = _span(a_run), _span(b_run)
    a_text, b_text = a_span.of(a.text) if a_span else "", b_span.of(b.text) if b_span else ""
    around = b.text[b_span.end : b_span.end + 30] if b_span else a.text[a_span.end : a_span.end + 30] if a_span else ""
    kind = _kind(a_text, b_text, around)
    return Difference(kind=kind, a=a_text, b=b_text, a_span=a_span, b_span=b_span)


def _span(run: Sequence[Word]) -> Span | None:
    return Span(run[0].start, run[-1].end) if run else None


def _kind(a_text: str, b_text: str, behind: str) -> DifferenceKind:
    both = fold(f"{a_text} ¦ {b_text}")
    bodies_a, bodies_b = set(_BODY_RE.findall(fold(a_text))), set(_BODY_RE.findall(fold(b_text)))
    if bodies_a != bodies_b and (_ACT_RE.search(both) or _ACT_RE.match(fold(behind).strip())):
        return DifferenceKind.AUTHORITY
    return next((kind for kind, pattern in _KINDS if pattern.search(both)), DifferenceKind.SCOPE)


def _only_values(text: str, span: Span | None, covered: list[Span]) -> bool:
    """Whether a run of words is no more than a value that is already told."""
    if span is None or not text:
        return True
    rest = text
    for one in covered:
        start, end = max(span.start, one.start), min(span.end, one.end)
        if start < end:
            rest = rest.replace(text[start - span.start : end - span.start], " ")
    return all(w in _TRIVIAL for w in re.findall(r"[^\W_]+", fold(rest)))


_ = SELF
