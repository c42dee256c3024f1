"""
What a family is called: the heading of its most central member and the beginning of the sentence with its value, or of the most telling one.

    "Bội chi ngân sách: Mức dư nợ vay của ngân sách thành phố không vượt quá … số thu"

A policy of several localities bears the name of none. Where the heading says nothing ("Mục đích, yêu cầu") the subject of
the document's title stands for it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from tuongdong.compare.likeness import weight
from tuongdong.terms import localities, sentence_case
from tuongdong.text import capital, fold

__all__ = ["bare_words", "bigrams", "label_of"]

Row = dict[str, Any]
_HEADING_WORDS: Final = 24
_WORDS: Final = 16
"""Words of a heading and of what follows it."""
_LEAST: Final = 4
"""Words that must stand before the comma at which a long sentence is cut."""
_LOOKED_AT: Final = 50
"""Members whose words are counted."""
_SENTENCE_RE: Final = re.compile(r"[.;:]+(?=\s|$)|\n\s*[-–+]?")
_ASIDE_RE: Final = re.compile(r"\s*\([^()]*\)?")
# Mục đích, yêu cầu; nội dung, nhiệm vụ và giải pháp trọng tâm: headings of any document
_GENERAL_RE: Final = re.compile(
    r"(?:(?:mục đích|mục tiêu|yêu cầu|nội dung|nhiệm vụ|giải pháp|quyền hạn|quy định|kinh phí|trách nhiệm|chủ yếu|trọng tâm|cụ thể"
    r"|chung|thực hiện|tổ chức thực hiện|các|và|vị trí|chức năng|cơ cấu tổ chức|nguyên tắc|đối tượng|điều kiện)[\s,;:.]*)+"
)
# Hằng năm, căn cứ Nghị quyết của mình, ...; Trong phạm vi nhiệm vụ, quyền hạn của mình, ...: circumstances before what is said
_CIRCUMSTANCE_RE: Final = re.compile(
    r"(?:(?:hằng|hàng) năm|ngoài ra|đồng thời|trong phạm vi nhiệm vụ, quyền hạn của mình|khi cần thiết|định kỳ (?:hằng|hàng) \w+"
    r"|(?:căn cứ|trên cơ sở) [^,]{5,200},)[\s,]*"
)
# theo quy định tại khoản 1; trừ điểm c khoản 1 Điều này; sau đây gọi là; 4 và 5 Điều 121: no beginning of a sentence
_SPLINTER_RE: Final = re.compile(
    r"(?:theo|trừ|sau đây|gọi|viết tắt|bao gồm|gồm|nếu|và|hoặc|hay|của|tại|nay|kể cả|không bao gồm|quy định tại"
    r"|(?:luật|nghị quyết|nghị định|quyết định|thông tư) số)\b|\W*\d"
)
# what must not stand last when a sentence is cut
_TAIL_RE: Final = re.compile(
    r"(?:[\s,–-]+(?:tại|của|và|về|đối|với|cho|trên|địa|bàn|trong|theo|thuộc|từ|do|để|các|những|một|số|hoặc|là|được|không|bằng|có|khi|đến|ở|giữa|mà|đã|phải))+$",
    re.I,
)
_KIND: Final = r"(?:[Tt]ỉnh|TỈNH|[Tt]hành phố|THÀNH PHỐ|[Tt]hủ đô|THỦ ĐÔ|TP\.?)"


def label_of(rows: Sequence[Row], centre: int, value: Mapping[str, Any] | None) -> str:
    """What the family with these members is called, by the member at `centre`, which has this value for the family's slot."""
    central = rows[centre]
    names = _names(tuple(sorted({name for row in rows for name in row["localities"]})))
    held = Counter(term for row in rows[:_LOOKED_AT] for term in set(bigrams(_without(row["text"], names).split())))
    sentences = [_without(words, names).split() for words in _sentences(_general(central, rows, value))]
    best = _cut(max(sentences, key=lambda words: round(_worth(words, held), 6), default=[]), _WORDS)
    heading = _plain(_without(central["heading"] or _common(row["heading"] for row in rows), names))
    if not heading or _GENERAL_RE.fullmatch(fold(heading)):
        subject = _plain(_without(central["subject"] or "", names))
        heading = subject or heading
    heading = _cut(heading.split(), _HEADING_WORDS)
    if not heading or not best or fold(best.rstrip(" …")) in fold(heading):
        return heading or best
    return best if fold(best).startswith(fold(heading.rstrip(" …"))) else f"{heading}: {best}"


def bare_words(words: Sequence[str]) -> list[str]:
    """Words without the signs around them, in small letters."""
    return [word.strip(' ,.;:()“”"').casefold() for word in words]


def bigrams(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(bare_words(words)))


def _general(central: Row, rows: Sequence[Row], value: Mapping[str, Any] | None) -> str:
    """The words of a passage, or its sentence with a value, without its own numbers: those that not all members have are "…"."""
    text, first, last = central["text"], 0, len(central["text"])
    if value:
        ends = [0, *(end.end() for end in _SENTENCE_RE.finditer(text)), last]
        first, last = next((a, b) for a, b in pairwise(ends) if a <= value["start"] < b)
    for own in reversed(central["values"] or ()):
        if first <= own["start"] < last and any(own["text"] not in row["text"] for row in rows[:_LOOKED_AT]):
            text = f"{text[: own['start']]}…{text[own['start'] + len(own['text']) :]}"
            last -= len(own["text"]) - 1
    return str(text[first:last])


def _sentences(text: str) -> list[str]:
    """The sentences of a passage and parts behind colons, without asides and circumstances; all of it where nothing begins well."""
    found = []
    for words in filter(None, (part.strip(" ,“”\"'-–+") for part in _SENTENCE_RE.split(_ASIDE_RE.sub("", text)))):
        circumstance = _CIRCUMSTANCE_RE.match(fold(words))
        rest = words[circumstance.end() :] if circumstance and len(fold(words)) == len(words) else words
        if rest and not _SPLINTER_RE.match(fold(rest)):
            found.append(capital(rest))
    return found or [" ".join(text.split())]


def _cut(words: Sequence[str], most: int) -> str:
    """The words, or as many of the first as make sense by themselves, with "…"."""
    if len(words) <= most:
        return " ".join(words).rstrip(" ,;:")
    first = list(words[:most])
    commas = [at for at, word in enumerate(first, start=1) if word.endswith(",") and at >= most // 2]
    kept = " ".join(first[: commas[-1]] if commas else first)
    return _TAIL_RE.sub("", kept.rstrip(" ,;:-–")) + " …"


def _worth(words: Sequence[str], held: Mapping[tuple[str, str], int]) -> float:
    """The weight of its pairs on average, as often as members hold them; splinters are worth nothing."""
    pairs = bigrams(words[:_WORDS])
    if len(words) < _LEAST:
        return 0.0
    return sum(held[pair] * weight(f"{pair[0]} {pair[1]}") for pair in pairs) / max(6, len(pairs))


@lru_cache(maxsize=1024)
def _names(own: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """
    Places at the end of words, with what joins them, and anywhere else behind their kind; nothing for a single locality.

    ... cấp xã của tỉnh An Giang; ngân sách Thành phố Hồ Chí Minh; thành phố Đà Nẵng quyết định
    """
    if len(own) < 2:
        return re.compile(r"(?!)"), re.compile(r"(?!)()")
    known = {spelling for one in localities() for spelling in (one.name, *one.spellings)} | set(own)
    bare = {name.removeprefix("Thành phố ") for name in known}
    names = "|".join(re.escape(name) for name in sorted(bare, key=lambda name: (-len(name), name)))
    joined = rf"(?i:\s+(?:của|tại|ở|cho|trên địa bàn|với))?(?:\s+{_KIND})?\s+(?i:{names})"
    return re.compile(rf"{joined}\s*$"), re.compile(rf"({_KIND})\s+(?i:{names})(?!\w)")


def _without(words: str | None, names: tuple[re.Pattern[str], re.Pattern[str]]) -> str:
    """Words without the places."""
    last, inside = names
    return inside.sub(r"\1", last.sub("", " ".join((words or "").split())))


def _plain(heading: str) -> str:
    """A heading as it is written in running text: capitals only where a sentence has them."""
    heading = heading.rstrip(" .:;")
    return sentence_case(heading.lower() if heading.upper() == heading else heading)


def _common(headings: Iterable[str | None]) -> str:
    counted = Counter(heading for heading in headings if heading)
    return counted.most_common(1)[0][0] if counted else ""
