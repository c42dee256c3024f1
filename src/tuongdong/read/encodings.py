"""
Vietnamese before Unicode: what the letters of old fonts stand for.

    tcvn3       ABC fonts (.VnTime); capitals with marks only in fonts whose name ends with H
    vni         VNI fonts (VNI-Times): a letter and a sign after it
    viscii      one byte a letter
    viqr        signs typed after letters: Vie^.t Nam
    mojibake    UTF-8 that was read as Windows-1252 or 1258, once or more

    >>> DECODERS["tcvn3"]("Céng hßa x· héi"), DECODERS["vni"]("Vieät Nam"), DECODERS["viqr"]("Vie^.t Nam")
    ('Cộng hòa xã hội', 'Việt Nam', 'Việt Nam')
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from tuongdong.read.spelling import is_syllable

__all__ = ["DECODERS", "NAMES"]

NAMES: Final[Mapping[str, str]] = {
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI",
    "viscii": "VISCII",
    "viqr": "VIQR",
    "cp1258": "Windows-1258",
    "mojibake": "UTF-8 đọc nhầm (mojibake)",
}

# From ¡ (A1) on; a dot where ABC fonts have no letter.
_TCVN3_LETTERS: Final = "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
_TCVN3: Final = {0xA1 + place: letter for place, letter in enumerate(_TCVN3_LETTERS) if letter != "."}
_VISCII_HIGH: Final = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII: Final = {128 + place: letter for place, letter in enumerate(_VISCII_HIGH)} | dict(
    zip((2, 5, 6, 20, 25, 30), "ẲẴẪỶỸỴ", strict=True)
)
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
# The sign after a letter: tones alone; with a circumflex; with a breve.
_VNI_SIGNS: Final = {
    **dict(zip("øùûõï", (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True)),
    **dict(zip("âàáåãä", (_CIRCUMFLEX + tone for tone in ("", _GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)), strict=True)),
    **dict(zip("êèéúüë", (_BREVE + tone for tone in ("", _GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)), strict=True)),
}
_VNI_SINGLE: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
# oâ / ÔÙ / uû / ñ
_VNI_RE: Final = re.compile(r"([aeouyôö])([øùûõïâàáåãäêèéúüë])|[ôöñæóòî]", re.I)
# e^. / a( / o+' / dd / u'
_VIQR_RE: Final = re.compile(r"dd|(?<![\\])([aeo]\^|a\(|[ou]\+|[aeiouy])([`'?~.](?![`'?~.]))?", re.I)
_VIQR_SIGNS: Final = dict(
    zip("^(+`'?~.", (_CIRCUMFLEX, _BREVE, _HORN, _GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True)
)
# A soft hyphen is the letter ư, or a hyphen that Word keeps hidden: tr\xadêng / th\xad\xad¬ng / \xad®iÒu / \xadb)
_HYPHENATED_RE: Final = re.compile("[A-Za-z0-9\xa1-\xac\xae-\xff]*\xad[A-Za-z0-9\xa1-\xff]*")
_DOUBLED_RE: Final = re.compile("\xad{2,}")
_CONSONANT_RE: Final = re.compile("[\\dbcdghklmnpqrstvx\u00ae\u00a7]", re.I)
_CAPITAL_WORD_RE: Final = re.compile(r"[^\W\d_]+")
_UNUSED: Final = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_CP1252_PUNCTUATION: Final = {
    ord(bytes([byte]).decode("cp1252")): byte for byte in range(0x80, 0xA0) if byte not in _UNUSED
}


def _tcvn3(text: str) -> str:
    if "\xad" in text:
        text = _HYPHENATED_RE.sub(lambda match: _without_hyphens(match[0]), text)
    text = text.translate(_TCVN3)
    return _CAPITAL_WORD_RE.sub(lambda match: _levelled(match[0]), text)


def _without_hyphens(word: str) -> str:
    """
    A word without the soft hyphens that are no letter ư: the second of two, when one gives a syllable, and one at the
    beginning before a consonant or digit.

    >>> [_without_hyphens(word).translate(_TCVN3) for word in ("th\xad\xad¬ng", "t\xad\xadäng", "\xad®iÒu", "\xad2", "\xadng")]
    ['thương', 'tưưọng', 'điều', '2', 'ưng']
    """
    single = _DOUBLED_RE.sub("\xad", word)
    if single != word and is_syllable(single.translate(_TCVN3)):
        word = single
    bare = word.lstrip("\xad")
    if bare == word or not _CONSONANT_RE.match(bare):
        return word
    is_label = len(bare) == 1 or bare[0].isdigit()
    is_hidden = is_syllable(bare.translate(_TCVN3)) and not is_syllable(word.translate(_TCVN3))
    return bare if is_label or is_hidden else word


def _levelled(word: str) -> str:
    """ABC fonts have no capitals with marks: a word whose plain letters are all capitals is capitals throughout."""
    plain = [letter for letter in word if letter.isascii()]
    return word.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else word


def _vni(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        if not match[1]:
            single = _VNI_SINGLE[match[0].lower()]
            return single.upper() if match[0].isupper() else single
        base = _VNI_SINGLE.get(match[1].lower(), match[1].lower())
        signs = _VNI_SIGNS[match[2].lower()]
        whole = unicodedata.normalize("NFC", base + signs)
        return whole.upper() if match[1].isupper() else whole

    return _VNI_RE.sub(letter, text)


def _viscii(text: str) -> str:
    return text.translate(_CP1252_PUNCTUATION).translate(_VISCII)


def _viqr(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        whole = match[0]
        if whole.lower() == "dd":
            return "Đ" if whole[0].isupper() else "đ"
        after = text[match.end() : match.end() + 2]
        capitals = whole[0].isupper() and text[max(0, match.start() - 1) : match.start()].isupper()
        ends = not after or after[0] in "\r\n" or after.isspace() or (after[1:].isupper() and not capitals)
        if whole[-1] in ".?" and ends:
            sign, tail = match[1], whole[-1]  # the end of a sentence, not a tone
        else:
            sign, tail = whole, ""
        return unicodedata.normalize("NFC", sign[0] + "".join(_VIQR_SIGNS[each] for each in sign[1:])) + tail

    return _VIQR_RE.sub(letter, text).replace("\\.", ".").replace("\\?", "?")


def _mojibake(text: str) -> str:
    """Runs of letters that are UTF-8 in disguise, also twice over, put right; others are left as they are."""

    def right(match: re.Match[str]) -> str:
        back = bytes(_MISREAD.get(ord(sign), ord(sign) & 0xFF) for sign in match[0])
        try:
            return back.decode("utf-8")
        except UnicodeDecodeError:
            return match[0]

    for _ in range(_MOST_TIMES):
        before, text = text, _MOJIBAKE_RE.sub(right, text)
        if text == before:
            break
    return text


_MOST_TIMES: Final = 3
# Windows-1258 has Ă where 1252 has Ã.
_MISREAD: Final = {**_CP1252_PUNCTUATION, 0x102: 0xC3}
# Ã  / á»‡ / Ä‘ / Æ°
_MOJIBAKE_RE: Final = re.compile(
    "(?:[\u0102\u00c2-\u00c6\u00cb\u00e1\u00e2\u00cc][\u0080-\u00bf"
    + "".join(map(chr, _CP1252_PUNCTUATION))
    + "]{1,2})+"
)

DECODERS: Final[Mapping[str, Callable[[str], str]]] = {
    "tcvn3": _tcvn3,
    "vni": _vni,
    "viscii": _viscii,
    "viqr": _viqr,
    "mojibake": _mojibake,
}
