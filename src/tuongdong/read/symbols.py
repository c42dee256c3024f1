"""
Fonts of signs: what the letters of Symbol and Wingdings stand for.

    >>> shown("k £ 5", "Symbol"), shown("\uf061", "Symbol"), shown("\uf0a8", "Wingdings"), shown("k £ 5", "Arial")
    ('κ ≤ 5', 'α', '□', 'k £ 5')
"""

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["is_symbols", "shown"]

_FONT_RE: Final = re.compile(r"(symbol)$|wingdings|webdings|monotype sorts|zapf", re.I)
_PRIVATE_RE: Final = re.compile("[\uf020-\uf0ff]")
# From 20 and A0 on, as Adobe lists them; a plain hyphen for the minus.
_SYMBOL: Final = (
    " !∀#∃%&∋()*+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~ "
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪€〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ "
)
_CODES: Final = (*range(0x20, 0x80), *range(0xA0, 0x100))
_SYMBOLS: Final[Mapping[int, str]] = dict(zip(_CODES, _SYMBOL, strict=True))
# The signs of Wingdings that office papers use: boxes, ticks, arrows, circled digits; others are shown as a dot.
_WINGDINGS: Final[Mapping[int, str]] = {
    **dict.fromkeys(range(0x21, 0x100), "•"),
    0x20: " ",
    0x28: "☎",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "□",
    0x72: "□",
    0x76: "❖",
    0x78: "☒",
    **{0x80 + number: "⓪①②③④⑤⑥⑦⑧⑨⑩"[number] for number in range(11)},
    **{0x8B + number: "⓿❶❷❸❹❺❻❼❽❾❿"[number] for number in range(11)},
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}


def is_symbols(font: str) -> bool:
    """Whether a font draws signs in place of letters."""
    return bool(font) and _FONT_RE.match(font) is not None


def shown(text: str, font: str) -> str:
    """The signs that a text shows in a font. Word keeps them at F020 to F0FF, also where the font is not known any more."""
    known = _FONT_RE.match(font) if font else None
    if known is None and not _PRIVATE_RE.search(text):
        return text
    table = _WINGDINGS if known and not known[1] else _SYMBOLS
    return "".join(
        table.get(ord(letter) & 0xFF, "•")
        if "\uf020" <= letter <= "\uf0ff" or (known and letter < "\u0100")
        else letter
        for letter in text
    )
