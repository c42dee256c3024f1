"""
Mentions of documents and provisions in a stretch of text, before anything is known of their targets.

    by number    Nghị định số 20/2021/NĐ-CP
    by name      Luật Ngân sách nhà nước năm 2015
    itself       Nghị quyết này, Quy định này
    attached     Quy chế ... ban hành kèm theo Quyết định số 40/2024/QĐ-UBND
    provisions   các điểm a, b khoản 2 Điều 5, with or without one of these behind
"""

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct, structs

from tuongdong.cite.paths import PHRASE_RE, Path, paths
from tuongdong.cite.vocabulary import any_of, law_names, words
from tuongdong.text import fold

__all__ = ["NUMBER", "Mention", "mentions", "plain_number"]

# 63/2025/NQ-HĐND; 1850/QĐ-TTg; 02/2020/UBTVQH14; 20/NQ-CP; 43/2024/QH1; also broken at a line end: 34/2016/NĐ- CP
NUMBER: Final = r"\d{1,5}[a-zđA-ZĐ]?\s?(?:/\s?\d{4})?\s?/\s?[A-ZĐ][A-ZĐa-z]*\d*(?:\s?[-–]\s?[A-ZĐƯ][A-ZĐƯ&a-zđ]*\d*)*(?!\w)|\d{1,4}\s?-\s?[A-ZĐ]{2,3}\s?/\s?[A-ZĐ]{2,5}(?!\w)"
_TYPE: Final = any_of(words("numbered"))
_NO: Final = r"(?:\s*[Ss]ố\s*:?)?\s*"
# Nghị định số 20/2021/NĐ-CP; QUYẾT ĐỊNH SỐ 40/2024/QĐ-UBND
_NUMBERED_RE: Final = re.compile(rf"(?<!\w)(?P<type>{_TYPE})\s?{_NO}(?P<number>{NUMBER})", re.I)
# , 33/2021/NĐ-CP và 34/2021/NĐ-CP: further numbers behind the first
_FURTHER_RE: Final = re.compile(rf"(?:\s*[,;]\s*|\s+và\s+)(?:số\s*)?(?P<number>{NUMBER})")
_LAW: Final = r"(?:Bộ\s+[Ll]uật|BỘ\s+LUẬT|Luật|LUẬT|Pháp\s+lệnh|PHÁP\s+LỆNH)"
# Luật sửa đổi, bổ sung một số điều của Luật Đất đai
_AMENDING: Final = rf"{_LAW}\s+[Ss]ửa đổi(?:, bổ sung)?(?:\s+một số\s+[Đđ]iều)?(?:\s+của)?(?:\s+các)?\s+"
_AMENDING_RE: Final = re.compile(_AMENDING.replace(" ", r"\s+"))
_LAW_RE: Final = re.compile(rf"(?<!\w){_LAW}\s+")
_NAME_END_RE: Final = re.compile(rf"[.,;:()“”\"\n\d/|]|\s(?:{any_of(words('name_ends'))})(?!\w)")
# số 31/2024/QH15 behind a law's name
_LAW_NUMBER_RE: Final = re.compile(rf"\s*,?\s*[Ss]ố\s*:?\s*(?P<number>{NUMBER})")
# Luật Phòng | , chống HIV/AIDS: where a name that the register does not have may go on; not: , nghị định; và các văn bản
_CUT_RE: Final = re.compile(
    rf"(?:,|\s+và)\s+(?!(?:{any_of([*words('name_ends'), *words('name_followers')])})(?!\w))[^\W\d_A-ZÀ-ÝĂĐƠƯẠ-Ỹ]"
)
# Luật Đất đai | năm 2013; | ngày 29 tháng 11 năm 2013; | 2013
_PASSED_RE: Final = re.compile(
    r"[\s*_(]*(?:(?:ngày|năm)[\s*_]+)?"
    r"(?:(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+))?(?P<year>(?:19|20)\d\d)(?![\w/])"
)
_CONSTITUTION_RE: Final = re.compile(r"(?<!\w)Hiến pháp(?: nước Cộng hòa xã hội chủ nghĩa Việt Nam)?(?!\w)")
# Nghị quyết này; Quy định này
_SELF_RE: Final = re.compile(
    rf"(?<!\w)(?P<type>{any_of([*words('selves'), *words('attached_selves')])})\s+này(?!\w)", re.I
)
# Quy chế quản lý ... ban hành kèm theo; Phụ lục I kèm theo; Danh mục ... đính kèm
_ATTACHED_RE: Final = re.compile(
    rf"(?<!\w)(?P<noun>{any_of(words('attached'))}|danh mục)(?P<own>\s+(?:số\s+)?(?:[IVXLC]+|\d{{1,2}})(?!\w))?(?P<title>[^.;:\n“”]{{0,300}}?)"
    rf"[,\s]*(?:được\s+|đã\s+được\s+)?(?:(?:ban\s+hành|đính)\s+kèm\s+theo|kèm\s+theo|ban\s+hành\s+theo|ban\s+hành\s+tại)\s+(?:các\s+)?$",
    re.I,
)
_NOUN_RE: Final = re.compile(rf"(?<!\w){any_of([*words('attached'), 'danh mục'])}(?!\w)", re.I)
_FORMS_RE: Final = re.compile(r"(?:[Mm]ẫu\s+số\s+\w{1,4}(?:\s*,\s*|\s+và\s+)?)+\s*(?:tại|thuộc|của|trong)?\s*$")
# của, tại, thuộc between a provision and its document; a bracket may stand there: (chi tiết theo Phụ lục số 6)
_JOIN_RE: Final = re.compile(
    r"\s*,?\s*(?:\([^()\n]{0,120}\)\s*)?(?:(?:của|tại|thuộc|trong|ở)(?:\s+các)?\s+)?(?:bản\s+)?$"
)
# Phụ lục số 6; Phụ lục II; Phụ lục 1, 2
_ANNEX_RE: Final = re.compile(r"(?<!\w)[Pp]hụ lục\s+(?:số\s+)?(?P<num>[IVXLC]+|\d{1,2})(?![\w./])")


class Mention(Struct, frozen=True, kw_only=True):
    """Words that name a document, provisions of one, or both. `start` and `end` count in the text that was searched."""

    start: int
    end: int
    paths: tuple[Path, ...] = ()
    number: str | None = None
    name: str | None = None
    passed: str | None = None
    """The year or ISO day that is printed behind a name: "2013", "2013-11-29"."""
    cut: bool = False
    """Whether a name that the register does not have may go on behind its end."""
    own: str | None = None
    """The word before "này": "Nghị quyết"."""
    attached: str | None = None
    """The noun of what is issued with the document: "Quy chế", "Phụ lục"."""
    annex: str | None = None
    """The number of that annex, as printed."""
    annex_too: bool = False
    """"Quy định và Phụ lục kèm theo ...": the annex is meant besides."""

    @property
    def named(self) -> bool:
        """Whether a document is named, this one or another."""
        return bool(self.number or self.name or self.own)


# Most stretches of a text mention nothing; what every mention of a kind has in it is looked for first. (A third of the time.)
# Điều 5, điểm a, khoản này, Chương II: all that is counted, without its number
_COUNTED_RE: Final = re.compile(r"(?:iểm|hoản|iều|hương|Mục)s?\s*:?\s*(?:số\s+)?(?:này|[\dIVXLC]|[a-zđ]\d?(?!\w))")


def _has(words: tuple[str, ...], text: str, start: int, end: int) -> bool:
    return any(text.find(word, start, end) >= 0 for word in words)


def mentions(text: str, start: int, end: int) -> list[Mention]:
    """The mentions in `text[start:end]`, in order; they do not overlap, except an annex inside brackets."""
    documents = _documents(text, start, end)
    phrases = list(PHRASE_RE.finditer(text, start, end)) if _COUNTED_RE.search(text, start, end) else []
    found: list[Mention] = []
    floor = start
    used: set[int] = set()
    for one in documents:
        whole = _with_attached(text, floor, one)
        for at, phrase in enumerate(phrases):
            if (
                at not in used
                and floor <= phrase.start()
                and phrase.end() <= whole.start
                and _JOIN_RE.fullmatch(text, phrase.end(), whole.start)
            ):
                whole = _joined(whole, phrase)
                used.add(at)
        found.append(whole)
        floor = one.end
    taken = [(m.start, m.end) for m in found]
    found += [
        Mention(start=p.start(), end=p.end(), paths=paths(p[0]))
        for at, p in enumerate(phrases)
        if at not in used and not any(s < p.end() and p.start() < e for s, e in taken)
    ]
    found += _annexes(text, start, end, found)
    return sorted(found, key=lambda m: m.start)


def _joined(document: Mention, phrase: re.Match[str]) -> Mention:
    return structs.replace(document, start=phrase.start(), paths=paths(phrase[0]), annex_too=False)


def _with_attached(text: str, floor: int, one: Mention) -> Mention:
    """The mention with "Quy chế ... ban hành kèm theo" before it."""
    before = max(
        floor,
        one.start - 400,
        text.rfind("\n", floor, one.start) + 1 if not text[floor : one.start].isupper() else floor,
    )
    if forms := _FORMS_RE.search(text, before, one.start):
        return _prefixed(one, forms.start(), "Mẫu", None)
    for noun in _NOUN_RE.finditer(text, before, one.start):
        match = _ATTACHED_RE.match(text, noun.start(), one.start)
        if match and not _TYPED_RE.search(match["title"]) and not _broken(match):
            annex = (match["own"] or "").split()[-1:] if match["noun"].lower() != "mẫu" else None
            too = bool(_ANNEX_TOO_RE.match(match["title"]))
            prefixed = _prefixed(one, match.start(), match["noun"].capitalize(), annex, too=too)
            forms = _FORMS_RE.search(text, before, match.start())
            return prefixed if forms is None else _prefixed(one, forms.start(), "Mẫu", None)
    return one


# ... quy định tại | Phụ lục II ban hành kèm theo: what is issued stands behind the break, not before it
_BREAK_RE: Final = re.compile(
    r"(?<!\w)(?:quy\s+định\s+tại|tại\s+(?:các\s+)?(?:phụ\s+lục|danh\s+mục|biểu|mẫu)|theo|nêu\s+trên|này|trường\s+hợp)(?!\w)|\(",
    re.I,
)
# danh mục dự án được ..., in small letters: a word, and no title
_SENTENCE_LIKE_RE: Final = re.compile(r"(?<!\w)(?:tại|được|đến|trong|làm|là|có|phải)(?!\w)")


def _broken(match: re.Match[str]) -> bool:
    title = match["title"]
    return bool(_BREAK_RE.search(title)) or (match["noun"][0].islower() and bool(_SENTENCE_LIKE_RE.search(title)))


_TYPED_RE: Final = re.compile(rf"{NUMBER}|(?<!\w){_LAW}\s")


# Quy định | và Phụ lục
_ANNEX_TOO_RE: Final = re.compile(r"\s*(?:và|,)\s+(?:các\s+)?[Pp]hụ lục\s*$")


def _prefixed(one: Mention, start: int, noun: str, annex: list[str] | None, *, too: bool = False) -> Mention:
    return structs.replace(one, start=start, attached=noun, annex=annex[0] if annex else None, annex_too=too)


def _documents(text: str, start: int, end: int) -> list[Mention]:
    """Documents by number, by name and as itself, in order; of two that overlap the one that begins first."""
    found: list[Mention] = []
    if _has(("uật", "UẬT", "lệnh", "LỆNH"), text, start, end):
        found += _laws(text, start, end)
    if "/" in text[start:end]:
        found += _numbered(text, start, end)
    if _has(("này", "NÀY", "Này"), text, start, end):
        found += _selves(text, start, end)
    if _has(("Hiến",), text, start, end):
        found += [Mention(start=m.start(), end=m.end(), name=m[0]) for m in _CONSTITUTION_RE.finditer(text, start, end)]
    kept: list[Mention] = []
    for one in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _numbered(text: str, start: int, end: int) -> list[Mention]:
    found: list[Mention] = []
    for match in _NUMBERED_RE.finditer(text, start, end):
        if not match["type"][0].isupper() and not match["type"].startswith(("n", "q", "t", "l", "c", "p")):
            continue
        found.append(Mention(start=match.start(), end=match.end(), number=plain_number(match["number"])))
        at = match.end()
        while further := _FURTHER_RE.match(text, at, end):
            found.append(
                Mention(start=further.start("number"), end=further.end(), number=plain_number(further["number"]))
            )
            at = further.end()
    return found


def plain_number(number: str) -> str:
    """34/2016/NĐ- CP -> 34/2016/NĐ-CP"""
    return re.sub(r"\s", "", number).replace("–", "-")


def _selves(text: str, start: int, end: int) -> list[Mention]:
    return [
        Mention(start=m.start(), end=m.end(), own=" ".join(m["type"].split()).capitalize())
        for m in _SELF_RE.finditer(text, start, end)
        if m["type"][0].isupper()
    ]


def _laws(text: str, start: int, end: int) -> list[Mention]:
    found: list[Mention] = []
    at = start
    while match := _LAW_RE.search(text, at, end):
        stop = _name_stop(text, match, end)
        at = max(stop or 0, match.end())
        if stop is None:
            continue
        number = _LAW_NUMBER_RE.match(text, stop, end)
        name = " ".join(text[match.start() : stop].split())
        if number:
            found.append(Mention(start=match.start(), end=number.end(), number=plain_number(number["number"])))
            at = number.end()
        else:
            cut = _CUT_RE.match(text, stop, end) is not None and fold(name) not in _known()
            passed = _passed(text, stop, end)
            found.append(Mention(start=match.start(), end=stop, name=_cased(name), passed=passed, cut=cut))
    return found


def _passed(text: str, at: int, end: int) -> str | None:
    """The year or day behind a name, as `Mention.passed` has it."""
    match = _PASSED_RE.match(text, at, end)
    if match is None:
        return None
    return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}" if match["day"] else match["year"]


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(fold(name) for name in law_names())


def _cased(name: str) -> str:
    """A name printed in capitals, as the register spells it."""
    if not name.isupper():
        return name
    return next((known for known in law_names() if known.upper() == name), name.capitalize())


@lru_cache(maxsize=1)
def _known_re() -> re.Pattern[str]:
    return re.compile(any_of(law_names()) + r"(?!\w)", re.I)


def _name_stop(text: str, match: re.Match[str], end: int) -> int | None:
    """Where the name of a law ends that begins at a match; None when there is no name."""
    if amending := _AMENDING_RE.match(text, match.start(), end):
        return _amending_stop(text, amending.end(), end)
    if known := _known_re().match(text, match.start(), end):
        return known.end()
    first = text[match.end() : match.end() + 1]
    if not first.isupper() or text[match.start() : match.end()].isupper():
        return None
    stop = _NAME_END_RE.search(text, match.end(), end)
    return _stripped(text, stop.start() if stop else end)


def _amending_stop(text: str, at: int, end: int) -> int | None:
    """Behind the last of the laws that an amending law names."""
    stop: int | None = None
    while inner := re.compile(rf"(?:\s*,\s*|\s+và\s+)?{_LAW}\s+").match(text, at, end):
        first = re.compile(_LAW + r"\s+").search(text, inner.start(), inner.end())
        assert first is not None
        number = re.compile(rf"\s*(?:số\s*)?{NUMBER}").match(text, first.end() - 1, end)
        nested = None if number else _name_stop(text, first, end)
        if nested is None:
            return stop if stop is not None else first.start() - 1 if number else None
        stop = at = nested
    return stop


def _stripped(text: str, at: int) -> int:
    while text[at - 1].isspace():
        at -= 1
    return at


def _annexes(text: str, start: int, end: int, found: list[Mention]) -> list[Mention]:
    """Phụ lục I, Phụ lục số 6, where they are not part of another mention, or stand in its brackets."""
    annexes: list[Mention] = []
    if not _has(("hụ lục",), text, start, end):
        return annexes
    for match in _ANNEX_RE.finditer(text, start, end):
        around = next((m for m in found if m.start <= match.start() and match.end() <= m.end), None)
        if around is not None and "(" not in text[around.start : match.start()]:
            continue
        annexes.append(
            Mention(
                start=match.start(),
                end=match.end(),
                attached="Phụ lục",
                annex=match["num"],
                number=around.number if around else None,
                name=around.name if around else None,
                passed=around.passed if around else None,
                cut=around.cut if around else False,
                own=around.own if around else None,
            )
        )
    return annexes
