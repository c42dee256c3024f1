"""
Words that name provisions, taken apart: "khoản 1, điểm b khoản 2 Điều 13" names a clause and a point.
"""

import re
from typing import Final, NamedTuple

__all__ = ["PHRASE_RE", "Path", "paths"]

_NUMBER: Final = r"\d{1,3}(?:\.\d{1,2})?[a-zđ]{0,2}\d?(?![\w/%])(?!\.\d)"
_LETTER: Final = r"[a-zđ]\d?(?!\w)"
_NEXT: Final = r"(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+|\s+hoặc\s+|\s*-\s*|\s+đến\s+)"


def _group(word: str, item: str) -> str:
    return rf"(?:(?:[Cc]ác\s+)?(?:{word})s?\s*:?\s*(?:số\s+)?(?:này|{item}(?:{_NEXT}{item})*))"


# điểm a; điểm 2; not: thang điểm 100
_POINT: Final = _group(r"(?<!thang\s)[Đđ]iểm", rf"(?:{_LETTER}|(?!\d{{3}}){_NUMBER})")
_CLAUSE: Final = _group("[Kk]hoản", _NUMBER)
_ARTICLE: Final = _group("Điều|điều", _NUMBER)
_CHAPTER: Final = _group("Chương|chương", r"(?:[IVXLC]+|\d{1,2})(?!\w)")
_SECTION: Final = _group("Mục", r"(?:\d{1,2}|[IVXLC]+)(?!\w)")
_ANY: Final = rf"(?:{_POINT}|{_CLAUSE}|{_ARTICLE}|{_CHAPTER}|{_SECTION})"
# khoản 1 Điều 5; các điểm a, b và đ khoản 2 Điều này; từ Điều 5 đến Điều 9; khoản 1, điểm b khoản 2 Điều 13
PHRASE_RE: Final = re.compile(
    rf"(?<!\w)(?:[Tt]ừ\s+)?{_ANY}(?:(?:\s*[,;]\s*(?:và\s+)?|\s+(?:và|hoặc|của|thuộc|đến|tại)\s+(?:các\s+)?|\s+){_ANY})*"
)
_PART_RE: Final = re.compile(
    rf"(?P<word>[Đđ]iểm|[Kk]hoản|Điều|điều|Chương|chương|Mục)s?\s*:?\s*(?:số\s+)?(?P<items>này|(?:{_NUMBER}|{_LETTER}|[IVXLC]+(?!\w))"
    rf"(?:{_NEXT}(?:{_NUMBER}|{_LETTER}|[IVXLC]+(?!\w)))*)(?P<to>\s+đến\s+(?=(?:hết\s+)?(?:[Đđ]iểm|[Kk]hoản|Điều)))?"
)
_ITEM_RE: Final = re.compile(rf"này|{_NUMBER}|{_LETTER}|[IVXLC]+(?!\w)|đến|(?<=\d)\s*-\s*(?=\d)")
_RANKS: Final = {"điểm": 0, "khoản": 1, "điều": 2, "mục": 3, "chương": 4}
_STEPS: Final = ("point", "cl", "art", "sec", "chp")
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_LONGEST: Final = 60


class Path(NamedTuple):
    """A provision as named: steps from the article down, "" for a step that says "này" and None for one not named."""

    article: str | None = None
    clause: str | None = None
    point: str | None = None
    chapter: str | None = None

    @property
    def eid(self) -> str | None:
        """The eId when the article is named by number, or the chapter or section is all that is named."""
        if self.article is None:
            return self.chapter
        steps = [f"art_{self.article}"]
        steps += [f"cl_{self.clause}"] if self.clause else []
        steps += [f"point_{self.point}"] if self.point else []
        return "__".join(steps)


class _Group(NamedTuple):
    rank: int
    items: tuple[str, ...]


def paths(phrase: str) -> tuple[Path, ...]:
    """
    The provisions that a phrase names, one a target, in the order of the text.

    >>> [p.eid for p in paths("khoản 1, điểm b khoản 2 Điều 13")]
    ['art_13__cl_1', 'art_13__cl_2__point_b']
    >>> [p.eid for p in paths("từ Điều 5 đến Điều 7")]
    ['art_5', 'art_6', 'art_7']
    """
    groups = _groups(phrase)
    found: list[list[Path]] = []
    held: dict[int, str] = {}
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        held = {rank: item for rank, item in held.items() if rank > group.rank}
        if at and groups[at - 1].rank < group.rank:
            held[group.rank] = group.items[0]
            found.append([_path(group.rank, item, held) for item in group.items[1:]])
        else:
            found.append([_path(group.rank, item, held) for item in group.items])
    return tuple(path for part in reversed(found) for path in part)


def _groups(phrase: str) -> list[_Group]:
    groups: list[_Group] = []
    open_range = False
    for match in _PART_RE.finditer(phrase):
        rank = _RANKS[match["word"].casefold()]
        items = _items(match["items"], rank)
        if open_range and groups and groups[-1].rank == rank:
            items = (*groups[-1].items, *_between(groups[-1].items[-1], items[0], rank), *items)
            groups.pop()
        groups.append(_Group(rank, items))
        open_range = match["to"] is not None
    return groups


def _items(words: str, rank: int) -> tuple[str, ...]:
    found: list[str] = []
    ranging = False
    for match in _ITEM_RE.finditer(words):
        word = match[0].strip()
        if word in ("đến", "-"):
            ranging = True
            continue
        item = "" if word == "này" else _tidy(word)
        if ranging and found:
            found += _between(found[-1], item, rank)
        found.append(item)
        ranging = False
    return tuple(found)


def _tidy(word: str) -> str:
    return (word.lstrip("0") or word) if word[0].isdigit() else word


def _between(first: str, last: str, rank: int) -> list[str]:
    """What lies between the ends of a range, without them; nothing where that cannot be told."""
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= _LONGEST:
        return [str(n) for n in range(int(first) + 1, int(last))]
    if rank == 0 and first in _LETTERS and last in _LETTERS:
        return list(_LETTERS[_LETTERS.index(first) + 1 : _LETTERS.index(last)])
    return []


def _path(rank: int, item: str, held: dict[int, str]) -> Path:
    if rank >= 3:
        chapter = f"{_STEPS[rank]}_{item}"
        return Path(chapter=f"chp_{held[4]}__{chapter}" if rank == 3 and 4 in held else chapter)
    steps = {**{r: i for r, i in held.items() if r < 3}, rank: item}
    return Path(steps.get(2), steps.get(1), steps.get(0))
