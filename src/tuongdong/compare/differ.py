"""
What differs between two matched passages: values first, then words, each typed, with the words and spans of both sides.

Never a difference: spelling, the locality's own names, the kind of the document itself, where a reference inside the document
points when its targets match, connecting words.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from tuongdong.compare.likeness import likeness_table
from tuongdong.compare.units import Passage
from tuongdong.compare.words import NUMBER, REFERENCE, Word
from tuongdong.measure import authorities, measure
from tuongdong.models import Authority, Bound, Difference, DifferenceKind, Document, Quantity, QuantityKind, Span
from tuongdong.text import fold, fold_marks

__all__ = ["differences"]

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
Run = tuple[Sequence[Word], Sequence[Word]]


def differences(
    a: Document, a_said: Sequence[Passage], b: Document, b_said: Sequence[Passage], same_reference: References
) -> tuple[Difference, ...]:
    """The differences of two provisions, given by their sentences, in the order of A; empty when they say the same."""
    a_words, b_words = _words(a_said), _words(b_said)
    valued = list(_differing_values(_values(a, a_said), _values(b, b_said), a_words, b_words))
    covered_a = [d.a_span for d in valued if d.a_span]
    covered_b = [d.b_span for d in valued if d.b_span]
    worded = [_worded(a, b, *run) for run in _runs(a, b, a_said, b_said, same_reference)]
    kept = [
        d for d in worded if not (_only_values(d.a, d.a_span, covered_a) and _only_values(d.b, d.b_span, covered_b))
    ]
    kept += _other_actors(a, a_said, b, b_said, [*valued, *kept])
    return tuple(sorted([*valued, *kept], key=lambda d: (d.a_span or Span(1 << 60, 0), d.b_span or Span(0, 0))))


def _words(said: Sequence[Passage]) -> list[Word]:
    return [word for sentence in said for word in sentence.words]


# --- who decides

_DECIDING: Final = frozenset({"decide", "issue", "approve", "submit"})


def _other_actors(
    a: Document, a_said: Sequence[Passage], b: Document, b_said: Sequence[Passage], told: Sequence[Difference]
) -> Iterator[Difference]:
    """Bodies that decide on one side only, where the words alone do not show it: the council and the committee change places."""
    acts_a, acts_b = _deciding(a, a_said), _deciding(b, b_said)
    only_a = [
        x for x in acts_a if _act(x) not in {_act(y) for y in acts_b} and not _told(x.span, [d.a_span for d in told])
    ]
    only_b = [
        y for y in acts_b if _act(y) not in {_act(x) for x in acts_a} and not _told(y.span, [d.b_span for d in told])
    ]
    for x, y in zip_longest(only_a, only_b):
        yield Difference(
            kind=DifferenceKind.AUTHORITY,
            a=x.text if x else "",
            b=y.text if y else "",
            a_span=x.span if x else None,
            b_span=y.span if y else None,
        )


def _deciding(document: Document, said: Sequence[Passage]) -> list[Authority]:
    found = [x for sentence in said for x in authorities(sentence.span.of(document.text), sentence.span.start)]
    return [x for x in found if x.action in _DECIDING]


def _act(one: Authority) -> tuple[str, str]:
    return one.body, one.action


def _told(span: Span, told: Sequence[Span | None]) -> bool:
    return any(t and span.start < t.end and t.start < span.end for t in told)


# --- values


def _values(document: Document, said: Sequence[Passage]) -> list[Quantity]:
    return [q for sentence in said for q in measure(sentence.span.of(document.text), sentence.span.start)]


def _differing_values(
    a: list[Quantity], b: list[Quantity], a_words: Sequence[Word], b_words: Sequence[Word]
) -> Iterator[Difference]:
    """Values of one kind that stand in the same words on both sides and are not equal."""
    scored = [
        (_closeness(q, r, a_words, b_words) + (_EQUAL if _equal(q, r) else 0.0), q, r)
        for q in a
        for r in b
        if q.kind == r.kind
    ]
    used_a: set[Span] = set()
    used_b: set[Span] = set()
    for closeness, q, r in sorted(scored, key=lambda s: (-s[0], s[1].span, s[2].span)):
        if q.span in used_a or r.span in used_b or closeness < _close_enough(q, r):
            continue
        used_a.add(q.span)
        used_b.add(r.span)
        if not _equal(q, r):
            yield Difference(kind=DifferenceKind(q.kind.value), a=q.text, b=r.text, a_span=q.span, b_span=r.span)


_CLOSE: Final = 0.25
"""The least share of common words around two values that speak of the same thing."""
_EQUAL: Final = 0.25
"""What equal values are ahead of others in the same words: so much that they always pair."""


def _equal(q: Quantity, r: Quantity) -> bool:
    return (q.value, q.unit, _bound(q)) == (r.value, r.unit, _bound(r))


def _bound(q: Quantity) -> Bound:
    """ "trước ngày X" is due X, as "chậm nhất ngày X" is."""
    return Bound.AT_MOST if q.kind is QuantityKind.DATE and q.bound is Bound.BELOW else q.bound


def _close_enough(q: Quantity, r: Quantity) -> float:
    """A day is seldom set against a year: then more of the words around must agree."""
    fine = [q.kind is QuantityKind.DATE and len(str(x.value)) == len("2021-07-01") for x in (q, r)]
    return _CLOSE if fine[0] == fine[1] else 2 * _CLOSE


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
    a: Document, b: Document, a_said: Sequence[Passage], b_said: Sequence[Passage], same_reference: References
) -> list[Run]:
    """Runs of words that say something which the other side does not say anywhere."""
    a_all, b_all = set(_exact(a, _words(a_said))), set(_exact(b, _words(b_said)))
    a_new, b_new = a_all - b_all - _TRIVIAL, b_all - a_all - _TRIVIAL
    found: list[Run] = []
    for a_words, b_words in _side_by_side(a_said, b_said):
        a_keys, b_keys = _exact(a, a_words), _exact(b, b_words)
        denied = bool(a_words and b_words) and a_keys.count("không") != b_keys.count("không")
        for i1, i2, j1, j2 in _changes(a_keys, b_keys):
            says = _says(a_keys[i1:i2], a_new, denied=denied) or _says(b_keys[j1:j2], b_new, denied=denied)
            if says or _other_reference(a_words[i1:i2], b_words[j1:j2], same_reference):
                found.append((a_words[i1:i2], b_words[j1:j2]))
    return found


def _changes(a_keys: Sequence[str], b_keys: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Where two sequences differ, near places joined, misprints left out; mirrored when the sides are."""
    if list(a_keys) > list(b_keys):
        return [(i1, i2, j1, j2) for j1, j2, i1, i2 in _changes(b_keys, a_keys)]
    runs: list[tuple[int, int, int, int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a_keys, b_keys, autojunk=False).get_opcodes():
        if tag == "equal" or _misprint(a_keys[i1:i2], b_keys[j1:j2]):
            continue
        if runs and i1 - runs[-1][1] <= _JOIN and j1 - runs[-1][3] <= _JOIN:
            runs[-1] = runs[-1][0], i2, runs[-1][2], j2
        else:
            runs.append((i1, i2, j1, j2))
    return runs


def _side_by_side(a_said: Sequence[Passage], b_said: Sequence[Passage]) -> list[tuple[list[Word], list[Word]]]:
    """Sentences that say alike things beside each other, in any order; the others alone, in the order of A, then of B."""
    table = likeness_table([s.vector for s in a_said], [s.vector for s in b_said])
    ranked = sorted(
        (-round(v, 9), i + j, min(i, j), i, j) for i, row in enumerate(table) for j, v in enumerate(row) if v >= _ALIKE
    )
    beside: dict[int, int] = {}
    for *_, i, j in ranked:
        if i not in beside and j not in beside.values():
            beside[i] = j
    both = [(list(a_said[i].words), list(b_said[beside[i]].words) if i in beside else []) for i in range(len(a_said))]
    return both + [([], list(s.words)) for j, s in enumerate(b_said) if j not in beside.values()]


_ALIKE: Final = 0.2
"""The least likeness of two sentences that are told beside each other."""
_JOIN: Final = 2
"""Runs parted by so few common words are one difference."""

# What is written in two ways and means one thing, syllable by syllable; "" says nothing of its own.
_ONE_MEANING: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    ("địa", "bàn"): ("", ""),
    ("có", "trách", "nhiệm"): ("", "", ""),
    ("cùng", "cấp"): ("", ""),
    ("hàng", "năm"): ("hằng", "năm"),
    ("chức", "danh"): ("chức", "vụ"),
    ("chuyển", "đổi"): ("chuyển", ""),
    ("thuộc", "trung", "ương"): ("trung", "ương", ""),
    # a body differs as a whole: "Hội đồng nhân dân" is not "Ủy ban nhân dân" with two other words
    ("hội", "đồng", "nhân", "dân"): ("hđnd",) * 4,
    ("ủy", "ban", "nhân", "dân"): ("ubnd",) * 4,
}


def _exact(document: Document, words: Sequence[Word]) -> list[str]:
    """The keys of words with numbers by value and words of one meaning made alike."""
    found = [(fold(document.text[w.start : w.end]).lstrip("0") or "0") if w.key == NUMBER else w.key for w in words]
    for at in range(len(found)):
        for phrase, meaning in _ONE_MEANING.items():
            if found[at] == phrase[0] and tuple(found[at : at + len(phrase)]) == phrase:
                found[at : at + len(phrase)] = meaning
    return found


def _misprint(a_keys: Sequence[str], b_keys: Sequence[str]) -> bool:
    """ "thanh phố" for "thành phố": one word in the same place, another mark."""
    return len(a_keys) == len(b_keys) == 1 and fold_marks(a_keys[0]) == fold_marks(b_keys[0])


def _says(keys: Sequence[str], new: set[str], *, denied: bool) -> bool:
    """Whether words of a run are found nowhere on the other side, or deny."""
    return any(k in new and k and not k.startswith("⟨") for k in keys) or (denied and "không" in keys)


def _other_reference(a_run: Sequence[Word], b_run: Sequence[Word], same_reference: References) -> bool:
    """Whether both sides refer to another provision of their document in the same place, and not to the same policy."""
    a_refs, b_refs = ([w for w in run if w.key == REFERENCE] for run in (a_run, b_run))
    return any(not same_reference(x, y) for x, y in zip(a_refs, b_refs, strict=False))


def _worded(a: Document, b: Document, a_run: Sequence[Word], b_run: Sequence[Word]) -> Difference:
    a_span, b_span = _span(a_run), _span(b_run)
    a_text, b_text = a_span.of(a.text) if a_span else "", b_span.of(b.text) if b_span else ""
    around = " ¦ ".join(d.text[s.end : s.end + 40] for d, s in ((a, a_span), (b, b_span)) if s)
    kind = _kind(a_text, b_text, around)
    return Difference(kind=kind, a=a_text, b=b_text, a_span=a_span, b_span=b_span)


def _span(run: Sequence[Word]) -> Span | None:
    return Span(run[0].start, run[-1].end) if run else None


def _kind(a_text: str, b_text: str, behind: str) -> DifferenceKind:
    """By the words that differ; what one side adds is judged by how it begins."""
    both = fold(f"{a_text} ¦ {b_text}")
    if not a_text or not b_text:
        added = both.strip("¦ ")
        if _CONDITION_RE.match(added):
            return DifferenceKind.CONDITION
        if (body := _BODY_RE.search(added)) and body.start() < _EARLY and _ACT_RE.search(added):
            return DifferenceKind.AUTHORITY
    elif _bodies(a_text) != _bodies(b_text) and (_ACT_RE.search(both) or _ACT_RE.search(fold(behind))):
        return DifferenceKind.AUTHORITY
    return next((kind for kind, pattern in _KINDS if pattern.search(both)), DifferenceKind.SCOPE)


_EARLY: Final = 12
"""A body that acts in what is added stands within so many characters of its start."""
_CONDITION_RE: Final = re.compile(
    r"(?:và |nhưng |hoặc )?(?:trong )?(?:trường hợp|nếu|trừ|với điều kiện|sau khi|trước khi|khi |nằm trong|không áp dụng)"
)


def _bodies(text: str) -> set[str]:
    return set(_BODY_RE.findall(fold(text)))


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
