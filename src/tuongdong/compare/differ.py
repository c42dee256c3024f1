"""
What differs between two matched passages: values first, then words, each typed, with the words and spans of both sides.

Never a difference: spelling, the locality's own names, the kind of the document itself, the number of the act that each
carries out, where a reference inside the document points when its targets match, connecting words.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from tuongdong.compare.likeness import likeness_table
from tuongdong.compare.tables import outside, unlike_tables
from tuongdong.compare.units import Passage
from tuongdong.compare.values import differing_values, values_of
from tuongdong.compare.words import NUMBER, REFERENCE, TRIVIAL, Word
from tuongdong.measure import BODY, authorities, measure
from tuongdong.models import Authority, Difference, DifferenceKind, Document, Span
from tuongdong.text import fold, fold_marks

__all__ = ["differences"]

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
_BODY_RE: Final = re.compile(rf"(?<!\w)(?:{BODY}|giám đốc|cơ quan|thường trực)(?!\w)")
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
    tabled = list(unlike_tables(a, a_said, b, b_said))
    a_said, b_said = outside(a_said, [d.a_span for d in tabled]), outside(b_said, [d.b_span for d in tabled])
    a_words, b_words = _words(a_said), _words(b_said)
    valued = list(differing_values(values_of(a, a_said), values_of(b, b_said), a_words, b_words))
    covered_a = [d.a_span for d in valued if d.a_span]
    covered_b = [d.b_span for d in valued if d.b_span]
    runs = (_untold(*run, covered_a, covered_b) for run in _runs(a, b, a_said, b_said, same_reference))
    worded = [_worded(a, b, *run) for run in runs]
    kept = [
        d
        for d in worded
        if not (_only_values(d.a, d.a_span, covered_a) and _only_values(d.b, d.b_span, covered_b))
        and not (_is_carried_out(a, d.a) and _is_carried_out(b, d.b))
        and {fold(d.a), fold(d.b)} != _LIABLE
        and not (_is_number_of_law(a, d.a_span, d.b) or _is_number_of_law(b, d.b_span, d.a))
    ]
    kept += _other_actors(a, a_said, b, b_said, [*valued, *kept])
    return tuple(
        sorted([*tabled, *valued, *kept], key=lambda d: (d.a_span or Span(1 << 60, 0), d.b_span or Span(0, 0)))
    )


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


# --- words


def _runs(
    a: Document, b: Document, a_said: Sequence[Passage], b_said: Sequence[Passage], same_reference: References
) -> list[Run]:
    """Runs of words that say something which the other side does not say anywhere."""
    a_all, b_all = set(_exact(a, _words(a_said))), set(_exact(b, _words(b_said)))
    a_new, b_new = a_all - b_all - TRIVIAL, b_all - a_all - TRIVIAL
    found: list[Run] = []
    for a_words, b_words in _side_by_side(a_said, b_said):
        a_keys, b_keys = _exact(a, a_words), _exact(b, b_words)
        denied = bool(a_words and b_words) and a_keys.count("không") != b_keys.count("không")
        for i1, i2, j1, j2 in _changes(a_keys, b_keys):
            says = _says(a_keys[i1:i2], a_new, denied=denied) or _says(b_keys[j1:j2], b_new, denied=denied)
            if says or _other_reference(a_words[i1:i2], b_words[j1:j2], same_reference):
                a_run = a_words[i1:i2] if j1 < j2 else _added(a, a_words, a_keys, i1, i2)
                b_run = b_words[j1:j2] if i1 < i2 else _added(b, b_words, b_keys, j1, j2)
                found.append((a_run, b_run))
    return found


def _added(document: Document, words: Sequence[Word], keys: Sequence[str], start: int, end: int) -> Sequence[Word]:
    """
    What one side adds, taken from where a phrase begins when the same words allow it.

    "tuyển dụng, sử dụng, quản lý" adds to "tuyển dụng, quản lý" as well "dụng, sử" as "sử dụng": the second is read.
    """
    for at in _places(keys, start, end):
        if at == 0 or not document.text[words[at - 1].end : words[at].start].isspace():
            return words[at : at + end - start]
    return words[start:end]


def _places(keys: Sequence[str], start: int, end: int) -> Iterator[int]:
    """Where what is added may begin with the same rest: where it does, further left, further right."""
    length = end - start
    yield start
    for at in range(start - 1, max(-1, start - length), -1):
        if keys[at] != keys[at + length]:
            break
        yield at
    for at in range(start + 1, min(start + length, len(keys) - length + 1)):
        if keys[at - 1] != keys[at - 1 + length]:
            break
        yield at


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
    ("vượt", "quá"): ("vượt", ""),
    ("trực", "thuộc"): ("", "thuộc"),
    ("cùng", "cấp"): ("", ""),
    ("hàng", "năm"): ("hằng", "năm"),
    ("chức", "danh"): ("chức", "vụ"),
    ("chuyển", "đổi"): ("chuyển", ""),
    ("thuộc", "trung", "ương"): ("trung", "ương", ""),
    # a body differs as a whole: "Hội đồng nhân dân" is not "Ủy ban nhân dân" with two other words
    ("hội", "đồng", "nhân", "dân"): ("hđnd",) * 4,
    ("ủy", "ban", "nhân", "dân"): ("ubnd",) * 4,
}


_LIABLE: Final = {fold("có trách nhiệm"), fold("chịu trách nhiệm")}
"""Who has a duty and who is answerable for it, where each stands for the other."""


def _exact(document: Document, words: Sequence[Word]) -> list[str]:
    """The keys of words with numbers by value and words of one meaning made alike."""
    found = [(fold(document.text[w.start : w.end]).lstrip("0") or "0") if w.key == NUMBER else w.key for w in words]
    for at in range(len(found)):
        for phrase, meaning in _ONE_MEANING.items():
            if found[at] == phrase[0] and tuple(found[at : at + len(phrase)]) == phrase:
                found[at : at + len(phrase)] = meaning
    return found


def _misprint(a_keys: Sequence[str], b_keys: Sequence[str]) -> bool:
    """ "thanh phố" for "thành phố", "một" for "01": one word in the same place, another mark or figure."""
    return len(a_keys) == len(b_keys) == 1 and _plain(a_keys[0]) == _plain(b_keys[0])


_FIGURES: Final = {
    word: str(n)
    for n, word in enumerate(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], start=1)
}


def _plain(key: str) -> str:
    return _FIGURES.get(key, fold_marks(key))


def _says(keys: Sequence[str], new: set[str], *, denied: bool) -> bool:
    """Whether words of a run are found nowhere on the other side, or deny."""
    return any(k in new and k and not k.startswith("⟨") for k in keys) or (denied and "không" in keys)


def _other_reference(a_run: Sequence[Word], b_run: Sequence[Word], same_reference: References) -> bool:
    """Whether both sides refer to another provision of their document in the same place, and not to the same policy."""
    a_refs, b_refs = ([w for w in run if w.key == REFERENCE] for run in (a_run, b_run))
    return any(not same_reference(x, y) for x, y in zip(a_refs, b_refs, strict=False))


def _untold(a_run: Sequence[Word], b_run: Sequence[Word], told_a: list[Span], told_b: list[Span]) -> Run:
    """A run without the values at its start that are told already: "ngày 15/9 và áp dụng từ năm 2017" keeps what follows."""
    head_a, head_b = _told_words(a_run, told_a), _told_words(b_run, told_b)
    return (a_run[head_a:], b_run[head_b:]) if head_a and head_b else (a_run, b_run)


def _told_words(run: Sequence[Word], told: list[Span]) -> int:
    """How many words at the start of a run belong to values that are told."""
    return next((n for n, word in enumerate(run) if not _in(word, told)), len(run))


def _in(word: Word, spans: list[Span]) -> bool:
    return any(s.start <= word.start and word.end <= s.end for s in spans)


def _worded(a: Document, b: Document, a_run: Sequence[Word], b_run: Sequence[Word]) -> Difference:
    a_span, b_span = _span(a, a_run), _span(b, b_run)
    a_text, b_text = a_span.of(a.text) if a_span else "", b_span.of(b.text) if b_span else ""
    around = " ¦ ".join(d.text[s.end : s.end + 40] for d, s in ((a, a_span), (b, b_span)) if s)
    kind = _value_kind(a_text or b_text) if not (a_text and b_text) else None
    kind = kind or _kind(a_text, b_text, around)
    return Difference(kind=kind, a=a_text, b=b_text, a_span=a_span, b_span=b_span)


def _value_kind(added: str) -> DifferenceKind | None:
    """The kind of a value, where what one side adds is no more than one."""
    value = next(iter(measure(added)), None)
    alone = value is not None and _only_values(added, Span(0, len(added)), [value.span])
    return DifferenceKind(value.kind.value) if value and alone else None


def _span(document: Document, run: Sequence[Word]) -> Span | None:
    """From the first to the last word, numbers of documents whole: 61/2014/NĐ-CP is one word to a reader."""
    if not run:
        return None
    start, end = run[0].start, run[-1].end
    for number in _DOCUMENT_RE.finditer(document.text, max(0, start - 30), end + 30):
        if number.start() < end and start < number.end():
            start, end = min(start, number.start()), max(end, number.end())
    return Span(start, end)


# 61/2014/NĐ-CP; 54/2017/QH14; 07/2025/NQ-HĐND
_DOCUMENT_RE: Final = re.compile(r"(?<![\w/])\d{1,5}/(?:\d{4}/)?[A-ZĐƯ][\w-]{0,20}(?:/[\w-]{1,20})?")


# 97/2019/QH14 ngày 27 tháng 11 năm 2019
_DATED_RE: Final = re.compile(
    rf"(?:số )?({_DOCUMENT_RE.pattern})(?: ngày \d{{1,2}}(?: tháng |/)\d{{1,2}}(?: năm |/)\d{{4}})?"
)


def _is_carried_out(document: Document, words: str) -> bool:
    """Whether words are no more than the number of an act that the document's title names: each carries out its own."""
    number = _DATED_RE.fullmatch(words)
    return number is not None and number[1] in _DOCUMENT_RE.findall(document.title or "")


# Luật ngân sách nhà nước | số 83/2015/QH13
_LAW_RE: Final = re.compile(
    r"(?<!\w)(?<!pháp )(?<!kỷ )(?:[Ll]uật|[Pp]háp lệnh)(?: (?!(?:[Nn]ghị|[Qq]uyết|[Tt]hông tư|[Cc]hỉ thị))[\w-]+){1,12} $"
)
_LAW_NUMBER_RE: Final = re.compile(r"/(?:QH|UBTVQH|PL)")


def _is_number_of_law(document: Document, span: Span | None, other: str) -> bool:
    """Whether one side adds no more than the number of a law that it names."""
    number = None if span is None or other else _DATED_RE.fullmatch(span.of(document.text))
    if span is None or number is None or not _LAW_NUMBER_RE.search(number[1]):
        return False
    return _LAW_RE.search(document.text, max(0, span.start - 80), span.start) is not None


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
    return all(w in TRIVIAL for w in re.findall(r"[^\W_]+", fold(rest)))
