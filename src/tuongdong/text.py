"""
Letters, words and spans: what every stage needs of Vietnamese text.

Two kinds of change, kept apart: `clean` is applied once, by `read`, and makes the text that spans count; `fold` makes a
key for comparing and searching, and is never shown.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final

__all__ = [
    "both_spellings",
    "capital",
    "clean",
    "day_words",
    "fold",
    "fold_marks",
    "is_unended",
    "iso",
    "iso_day",
    "last_day",
    "months_after",
    "printable",
    "sort_key",
    "syllables",
]

# Invisible signs inside words: soft hyphen, zero-width space and joiners, word joiner, byte-order mark.
_INVISIBLE_RE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACES_RE: Final = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_SYLLABLE_RE: Final = re.compile(r"[^\W_]+")
# What XML, and so HTML, Word and Excel, cannot hold: control characters, halves of surrogate pairs, the two non-characters.
_UNPRINTABLE_RE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# ... gửi hồ sơ cho / về việc sửa đổi mức thuế suất của một số mặt hàng trong
_UNENDED_RE: Final = re.compile(r"\b(?:của|cho|với|tại|(?<!kèm )theo|và|hoặc|trong|về|bởi|các|những|một số|đối)$")

# hoà -> hòa: older texts place the tone on the second letter; both spellings are one word. Keyed old -> new, in lower case.
# Where a letter follows (hoàn, khoản) or the u belongs to a q (quý), there is one spelling only.
_TONES: Final = {
    o + v: w
    for o, pairs in {
        "o": ("à òa", "á óa", "ả ỏa", "ã õa", "ạ ọa", "è òe", "é óe", "ẻ ỏe", "ẽ õe", "ẹ ọe"),
        "u": ("ỳ ùy", "ý úy", "ỷ ủy", "ỹ ũy", "ỵ ụy"),
    }.items()
    for v, w in (p.split() for p in pairs)
}
_TONE_RE: Final = re.compile(rf"(?<!q)(?:{'|'.join(_TONES)})(?![^\W_])")
_OLDER: Final = {new: old for old, new in _TONES.items()}
_NEWER_RE: Final = re.compile(rf"(?<!q)(?:{'|'.join(_OLDER)})(?![^\W_])", re.I)


def clean(text: str) -> str:
    """
    Text as `SourceText.text` has it.

    >>> clean("Uỷ ban\\u00a0 nh\\u00adân dân \\r\\n")
    'Uỷ ban nhân dân\\n'
    """
    text = unicodedata.normalize("NFC", _INVISIBLE_RE.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_SPACES_RE.sub(" ", line).strip() for line in text.split("\n"))


def printable(text: str) -> str:
    """
    Text without the characters that no XML can hold.

    >>> printable("Điều\\x0b 5")
    'Điều 5'
    """
    return _UNPRINTABLE_RE.sub("", text)


def capital(text: str) -> str:
    """
    Text with its first letter large; the other letters stay, as names need them.

    >>> capital("đất ở Bến Sao"), capital("")
    ('Đất ở Bến Sao', '')
    """
    return text[:1].upper() + text[1:]


def fold(text: str) -> str:
    """
    A key under which spellings of one word are equal: case and tone placement are folded, diacritics kept.

    >>> fold("Uỷ ban Hoà Bình"), fold("KHOẢN 2, quý I")
    ('ủy ban hòa bình', 'khoản 2, quý i')
    """
    return _TONE_RE.sub(lambda match: _TONES[match[0]], text.casefold())


def both_spellings(pattern: str) -> str:
    """
    A pattern in which each rhyme also matches with its tone on the second letter, as older texts place it.

    >>> both_spellings("Ủy ban|Khánh Hòa|Quý")
    '(?:Ủy|Uỷ) ban|Khánh H(?:òa|oà)|Quý'
    """
    return _NEWER_RE.sub(_either, pattern)


def _either(match: re.Match[str]) -> str:
    cased = zip(_OLDER[match[0].lower()], match[0], strict=True)
    older = "".join(letter.upper() if model.isupper() else letter for letter, model in cased)
    return f"(?:{match[0]}|{older})"


@lru_cache(maxsize=65536)
def fold_marks(text: str) -> str:
    """
    A key without diacritics, for search as people type: đ -> d.

    >>> fold_marks("Đà Nẵng")
    'da nang'
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def is_unended(line: str) -> bool:
    """
    Whether a line ends in a word that no paragraph and no title ends with, so that it goes on below.

    >>> is_unended("thực hiện theo"), is_unended("giấy tờ kèm theo")
    (True, False)
    """
    return _UNENDED_RE.search(line) is not None


def syllables(text: str) -> list[str]:
    """
    Words of a folded text, the unit of likeness.

    >>> syllables("Mức dư nợ vay không quá 70%")
    ['mức', 'dư', 'nợ', 'vay', 'không', 'quá', '70']
    """
    return _SYLLABLE_RE.findall(fold(text))


def day_words(day: str) -> str:
    """
    An ISO day, month, quarter or year of the stages, or a day of any year, as people write it; other words stay as they are.

    >>> day_words("2025-07-01"), day_words("2025-12"), day_words("2025-Q4"), day_words("2025")
    ('01/07/2025', '12/2025', 'quý IV/2025', '2025')
    >>> day_words("--07-09")  # of a text that prints no year
    '09/7'
    >>> day_words("Ngày 30-02-2025")
    'Ngày 30-02-2025'
    """
    if not _ISO_RE.fullmatch(day):
        return day
    if day.startswith("--"):
        month, date_ = day.removeprefix("--").split("-")
        return f"{date_}/{month if month < '03' else month.lstrip('0')}"
    return "/".join(_QUARTERS.get(part, part) for part in reversed(day.split("-")))


def last_day(day: str) -> date:
    """
    The last day of an ISO day, month or quarter: until when what is due then is in time. ValueError for other words.

    >>> last_day("2025-07-01").isoformat(), last_day("2025-02").isoformat(), last_day("2025-Q3").isoformat()
    ('2025-07-01', '2025-02-28', '2025-09-30')
    """
    year, _, part = day.partition("-")
    if "-" in part or not part:
        return date.fromisoformat(day)
    month = 3 * int(part[1:]) if part.startswith("Q") else int(part)
    return date(int(year), month, monthrange(int(year), month)[1])


def iso(year: int | str, month: int | str, day: int | str) -> str | None:
    """
    An ISO day; None when there is none.

    >>> iso("2025", "7", "1"), iso(2025, 2, 31)
    ('2025-07-01', None)
    """
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def months_after(day: str, count: int) -> str | None:
    """
    The ISO day on which months from an ISO day are over: the first of the next month where the last has no such day. None
    beyond the calendar's end.

    >>> months_after("2025-01-15", 1), months_after("2025-01-31", 1), months_after("2024-02-29", 60)
    ('2025-02-15', '2025-03-01', '2029-03-01')
    """
    year, month, number = map(int, day.split("-"))
    years, before = divmod(month - 1 + count, 12)
    return iso(year + years, before + 1, number) or iso(year + years, before + 2, 1)


def iso_day(words: str) -> str | None:
    """
    The ISO form of a day as people write it into tables and options; None when there is no such day.

    >>> iso_day("01/7/2025"), iso_day("2025-07-01"), iso_day("30.2.2025")
    ('2025-07-01', '2025-07-01', None)
    """
    if match := _DAY_RE.fullmatch(words.strip()):
        return iso(match["year"], match["month"], match["day"])
    try:
        return date.fromisoformat(words.strip()).isoformat()
    except ValueError:
        return None


# 01/7/2025; 1-7-2025; 1.7.2025
_DAY_RE: Final = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
# 2025-07-01; 2025-12; 2025-Q4; 2025; --07-09
_ISO_RE: Final = re.compile(r"--\d\d-\d\d|\d{4}(?:-Q[1-4]|-\d\d(?:-\d\d)?)?")
_QUARTERS: Final = {"Q1": "quý I", "Q2": "quý II", "Q3": "quý III", "Q4": "quý IV"}

# a ă â b c d đ e ê ... : the Vietnamese order; tones come after the letters, in the order of dictionaries.
_LETTERS: Final = {letter: index for index, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=32)}
_MARKS: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """
    A key for sorting the Vietnamese way: đ after d, ă after a, tones after letters.

    >>> sorted(["Đà Nẵng", "Cần Thơ", "Ăn", "An", "Dương"], key=sort_key)
    ['An', 'Ăn', 'Cần Thơ', 'Dương', 'Đà Nẵng']
    """
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text.casefold()):
        parts = unicodedata.normalize("NFD", char)
        tone = next((_MARKS[p] for p in parts if p in _MARKS), 0)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _MARKS))
        letters.append(
            _LETTERS.get(base, ord(base[0]) + 128 if base and base[0] > "z" else ord(base[0]) if base else 0)
        )
        tones.append(tone)
    return tuple(letters), tuple(tones)
