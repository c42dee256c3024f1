"""
Whether letters spell Vietnamese: how legacy encodings are told from one another and from sound text.

    >>> is_syllable("nghiêng"), is_syllable("nghÞ"), is_syllable("table")
    (True, False, False)
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["cuts", "is_syllable", "soundness"]

_WORD_RE: Final = re.compile(r"[^\W\d_]{2,}")
_LETTERS_RE: Final = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")  # their marks may stand apart
_TONES_RE: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE_RE: Final = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
    r"(?:i|iê|ia|yê|ya|ê|e|eo|êu|iu|iêu|yêu|a|ai|ay|ao|au|ă|â|ây|âu|o|oi|oa|oă|oe|oai|oay|oao|oeo|oo|ô|ôi|ơ|ơi|u|ui"
    r"|ua|uâ|uê|uô|uơ|uy|uya|uyê|uyu|uôi|uây|uyên|ư|ưa|ưi|ưu|ươ|ươi|ươu|y)"
    r"(?:ch|nh|ng|[cmnpt])?"
)


@lru_cache(maxsize=32768)
def is_syllable(word: str) -> bool:
    """Whether a word is written as Vietnamese syllables are: an onset, a rhyme, at most one tone."""
    apart = unicodedata.normalize("NFD", word.lower())
    toneless, tones = _TONES_RE.subn("", apart)
    return tones <= 1 and _SYLLABLE_RE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


@lru_cache(maxsize=32768)
def cuts(word: str) -> tuple[int, ...]:
    """
    Where a word that is no syllable may be cut into two that are; none for words without a mark, which may be foreign.

    >>> cuts("vềđất"), cuts("nghiêng"), cuts("laptop")
    ((2,), (), ())
    """
    if len(word) < 4 or word.isascii() or not _LETTERS_RE.fullmatch(word) or is_syllable(word):
        return ()
    starts = (at for at, letter in enumerate(word) if at and letter.isalpha())
    return tuple(at for at in starts if is_syllable(word[:at]) and is_syllable(word[at:]))


def soundness(text: str) -> tuple[int, int]:
    """
    How many of a text's words with letters beyond ASCII are Vietnamese syllables, and how many are not. Letters that stand
    alone say nothing: in "21°22'" or "2 ÷ 5" an old encoding would see some.
    """
    marked = [word for word in _WORD_RE.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    sound = sum(map(is_syllable, marked))
    return sound, len(marked) - sound
