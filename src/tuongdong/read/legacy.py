"""
Text in old Vietnamese encodings, recognised and put right.

Fonts tell the encoding where the file names them (.VnTime, VNI-Times); else the letters do: the encoding under which
most words become Vietnamese syllables, if that is clearly better than leaving them. Sound text is never touched: a
font's claim counts only when its text reads better decoded.

    >>> recognise("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc")
    'tcvn3'
    >>> recognise("Cộng hòa xã hội chủ nghĩa Việt Nam") is None
    True
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from tuongdong.models import Finding, Severity, finding
from tuongdong.read.builder import Run, plain
from tuongdong.read.encodings import DECODERS, NAMES
from tuongdong.read.page import Word
from tuongdong.read.spelling import is_syllable, soundness
from tuongdong.read.symbols import is_symbols
from tuongdong.read.tables import Block, Grid, Paragraph

__all__ = ["decode_bytes", "legacy_finding", "one_byte", "put_right", "recognise", "restored", "restored_words"]

_FONTS: Final = (
    ("tcvn3", re.compile(r"\.Vn|Vn[A-Z][a-z]|ABC|TCVN")),
    ("vni", re.compile(r"VNI\b|VNI[-_ ]", re.I)),
    ("viscii", re.compile(r"VISCII|VI[- ](?:Times|Arial)", re.I)),
)
# .VnTimeH / .VnArial NarrowH / VnTimeH(Ds)
_CAPITALS_FONT_RE: Final = re.compile(r"\.?Vn[\w ]*H\b", re.I)
# Letters that sound Vietnamese text does not hold, but old encodings read as Western letters do.
_SUSPICIOUS_RE: Final = re.compile(
    "[\u0080-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df\u00e4-\u00e7"
    "\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
# Vietnamese letters that no Western reading of an old encoding gives: đ, ơ, ư, ă, ạ ... ỹ
_UNICODE_RE: Final = re.compile("[\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_VIQR_RE: Final = re.compile(r"[aeo]\^|[aou][(+][`'?~. ]?[a-z]|\bdd[aeiouy]|\w[aeiouy]['`~]\w?", re.I)
_WORD_RE: Final = re.compile(r"\S+")
_LETTERS_RE: Final = re.compile(r"[^\W\d_]+")
_TAG_RE: Final = re.compile(rb"<[^>]*>")
_LATIN_RE: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # bytes that Windows-1252 lacks
_GLANCE: Final = 6_000  # letters in which typed signs show at once
_SAMPLE: Final = 60_000  # letters that are enough to recognise an encoding
_SURE: Final = 3  # hyphens that must be letters before others are taken for them
_AROUND: Final = " .,;:()[]\"'“”/"
_MIXED: Final = 6  # different words that must become right before a part of a sound text is taken for old


def recognise(text: str) -> str | None:
    """
    The encoding that a text, or the lines of it that are no Unicode, were written for; None when it is sound as it is.
    """
    if text.isascii():
        return _typed_signs(text)
    lines = _doubtful(text)
    if not lines:
        return None
    sample = "\n".join(lines)[:_SAMPLE]
    if _is_misread(sample):
        return "mojibake"
    sound, wrong = soundness(sample)
    if wrong * 4 < sound + wrong:
        return None
    best, gained = None, sound - wrong
    for name in DECODERS:
        good, bad = soundness(DECODERS[name](sample)) if name != "viqr" else (0, 1)
        if good - bad > gained and good > 3 * bad:
            best, gained = name, good - bad
    if best is None or gained <= max(2, 1.2 * (sound - wrong)):
        return None
    different = soundness(" ".join({*_LETTERS_RE.findall(DECODERS[best](sample).lower())}))[0]
    return best if different >= (_MIXED if _UNICODE_RE.search(text) else 3) else None


def _typed_signs(text: str) -> str | None:
    """VIQR, when a text is full of its signs and reads well without them."""
    glance = text[:_GLANCE]
    if 12 * len(_VIQR_RE.findall(glance)) <= len(_WORD_RE.findall(glance)):
        return None
    good, bad = soundness(DECODERS["viqr"](text[:_SAMPLE]))
    return "viqr" if good > max(2, 3 * bad) else None


def _is_misread(text: str) -> bool:
    """Whether a text is UTF-8 in disguise: it becomes much shorter, and sound. Its words are cut, so they are not counted."""
    right = DECODERS["mojibake"](text)
    good, bad = soundness(right)
    return len(right) < 0.9 * len(text) and good > max(2, 3 * bad)


def _doubtful(text: str) -> list[str]:
    """The lines that hold letters that sound text does not, and none that only Unicode has."""
    if not _SUSPICIOUS_RE.search(text):
        return []
    return [line for line in text.split("\n") if _SUSPICIOUS_RE.search(line) and not _UNICODE_RE.search(line)]


def put_right(text: str) -> tuple[str, str | None]:
    """A text with the lines that are in an old encoding put right, and which one that was."""
    name = recognise(text)
    if name is None:
        return text, None
    is_old = _Judge(name, _UNICODE_RE.search(text) is None)
    return "\n".join(DECODERS[name](line) if is_old(line) else line for line in text.split("\n")), name


class _Judge:
    """
    Whether pieces of a text, one after the other, are in an encoding; what tells nothing is as the piece before it, and
    the first as `before` says.
    """

    def __init__(self, name: str, before: bool) -> None:
        self._name, self._before = name, before

    def __call__(self, text: str) -> bool:
        if self._name == "viqr":
            return text.isascii()
        if self._name == "mojibake":
            return True  # the decoder leaves alone what is no UTF-8 in disguise
        if text.isascii():
            return False
        gain = _gain(self._name, text)
        if gain:
            self._before = gain > 0
        elif _UNICODE_RE.search(text):
            self._before = False
        return self._before


def decode_bytes(data: bytes) -> tuple[str, str] | None:
    """Text that is not Unicode: its letters and its encoding; None when no Vietnamese encoding makes sense of it."""
    western = data.decode("cp1252", errors="replace") if b"\x81" not in data else data.decode("latin-1")
    tries = {name: DECODERS[name](western) for name in ("tcvn3", "vni")}
    tries["viscii"] = DECODERS["viscii"](data.decode("latin-1"))
    tries["cp1258"] = data.decode("cp1258", errors="replace")
    scores = {name: soundness(text[:_SAMPLE]) for name, text in tries.items()}
    best = max(scores, key=lambda name: scores[name][0] - scores[name][1])
    good, bad = scores[best]
    return (tries[best], best) if good > 2 * bad and good > 0 else None


def one_byte(data: bytes) -> str:
    """The name of the encoding to read a page in that is no Unicode and does not say what it is."""
    known = decode_bytes(_TAG_RE.sub(b" ", data))
    if known and known[1] == "cp1258":
        return "windows-1258"
    return "iso-8859-1" if _LATIN_RE.search(data) else "windows-1252"


def legacy_finding(name: str) -> Finding:
    return finding("legacy_encoding", Severity.INFO, encoding=NAMES[name])


def restored(blocks: Sequence[Block]) -> tuple[Sequence[Block], list[Finding]]:
    """Blocks with the encodings of their fonts, and of what their letters show, put right; findings that say so."""
    lines = list(_lines(blocks))
    if not _may_be_old({run.font for runs in lines for run in runs}, "\n".join(map(plain, lines))):
        return blocks, []
    restoring = _restoring(lines)
    if restoring is None:
        return blocks, []
    whole = [_restored_block(block, restoring) for block in blocks]
    return whole, [legacy_finding(name) for name in restoring.used]


def restored_words(words: Sequence[Word]) -> tuple[list[str], list[Finding]]:
    """Words of pages, each in its font, put right; findings that say so. As `restored` does with blocks."""
    if not _may_be_old({word.font for word in words}, "\n".join([word.text for word in words])):
        return [word.text for word in words], []
    lines = [list(line) for _, line in groupby(words, key=lambda word: round(word.y))]
    hyphens = _letters_drawn_as_hyphens(words)
    runs = [[Run(f"{hyphens.get(word.text, word.text)} ", font=word.font) for word in line] for line in lines]
    restoring = _restoring(runs)
    if restoring is None:
        return [word.text for word in words], []
    done = [text for line in runs for text in restoring.texts(line)]
    return [text.rstrip(" ") for text in done], [legacy_finding(name) for name in restoring.used]


def _may_be_old(fonts: set[str], text: str) -> bool:
    """Whether a font or a letter hints at an old encoding; text that bears neither is sound and need not be looked at."""
    return any(map(_font_encoding, fonts)) or text.isascii() or _SUSPICIOUS_RE.search(text) is not None


def _letters_drawn_as_hyphens(words: Sequence[Word]) -> dict[str, str]:
    """
    Words in ABC fonts whose ư a PDF calls a hyphen (it is where the hyphen that shows only at line ends was), with the
    letter; none unless several are words only so.

    >>> _letters_drawn_as_hyphens([Word("®-îc", 0, 9, 0, 9, font=".VnTime")] * 3)
    {'®-îc': '®\xadîc'}
    """
    claimed = Counter(
        word.text
        for word in words
        if "-" in word.text and word.text.strip(_AROUND + "-") and _font_encoding(word.font) == "tcvn3"
    )
    made = {text: text.replace("-", "\xad") for text in claimed}
    sound = {text: new for text, new in made.items() if _is_word(new)}
    sure = sum(claimed[text] for text in sound if not all(map(_is_word, filter(None, text.split("-")))))
    return sound if sure >= _SURE else {}


def _is_word(text: str) -> bool:
    return is_syllable(DECODERS["tcvn3"](text).strip(_AROUND))


class _Restoring:
    """
    Lines put right, one after the other. `trusted`: the encodings whose fonts speak the truth; `rest`: the one of what stands
    in other fonts, which may be the `whole` text. `used` counts the runs that were decoded.
    """

    def __init__(self, trusted: set[str], rest: str, whole: bool) -> None:
        self._trusted, self._rest = trusted, rest
        self._is_old = _Judge(rest, whole)
        self.used: Counter[str] = Counter()

    def runs(self, runs: Sequence[Run]) -> list[Run]:
        """
        The runs of a paragraph. A letter and its sign may stand in two runs: what follows one another in one face and font
        is decoded as one.
        """
        merged = list(_merged(runs))
        return [run._replace(text=text, font="") for run, text in zip(merged, self.texts(merged), strict=True) if text]

    def texts(self, runs: Sequence[Run]) -> list[str]:
        fallback = self._fallback(plain([run for run in runs if self._named(run) is None and not is_symbols(run.font)]))
        return [self._text(run, fallback) for run in runs]

    def _text(self, run: Run, fallback: str | None) -> str:
        if is_symbols(run.font):
            return run.text
        named = self._named(run)
        name = named or fallback
        if name is None or (named and _UNICODE_RE.search(run.text) and _gain(named, run.text) <= 0):
            return run.text
        text = DECODERS[name](run.text)
        self.used[name] += 1
        return text.upper() if _CAPITALS_FONT_RE.match(run.font) else text

    def _named(self, run: Run) -> str | None:
        name = _font_encoding(run.font)
        return name if name in self._trusted else None

    def _fallback(self, text: str) -> str | None:
        """The encoding of a line's runs whose fonts say nothing. Beside fonts that speak the truth, letters must tell."""
        if not text.strip():
            return None
        if self._trusted:
            return self._rest if _SUSPICIOUS_RE.search(text) and _gain(self._rest, text) > 0 else None
        return self._rest if self._is_old(text) else None


def _restoring(lines: Sequence[Sequence[Run]]) -> _Restoring | None:
    """How lines are to be put right; None when they are sound."""
    fonts = {run.font for runs in lines for run in runs}
    claimed = {font: name for font in fonts if (name := _font_encoding(font))}
    if not claimed:
        text = "\n".join(map(plain, lines))
        rest = recognise(text)
        return _Restoring(set(), rest, _UNICODE_RE.search(text) is None) if rest else None
    by_name: dict[str, list[str]] = {}
    for run in (run for runs in lines for run in runs if run.font in claimed):
        if not _UNICODE_RE.search(run.text):
            by_name.setdefault(claimed[run.font], []).append(run.text)
    trusted = {name for name, said in by_name.items() if _gain(name, "\n".join(said)) > 0}
    others = (plain([run for run in runs if claimed.get(run.font) not in trusted]) for runs in lines)
    rest = recognise("\n".join(others)) or max(trusted, key=lambda name: len(by_name[name]), default=None)
    return _Restoring(trusted, rest, whole=False) if rest else None


def _font_encoding(font: str) -> str | None:
    return next((name for name, pattern in _FONTS if pattern.match(font)), None) if font else None


def _gain(name: str, text: str) -> int:
    """How many more words are right, and fewer wrong, when a text is decoded."""
    sample = text[:_SAMPLE]
    sound, wrong = soundness(sample)
    good, bad = soundness(DECODERS[name](sample))
    return (good - bad) - (sound - wrong)


def _lines(blocks: Iterable[Block]) -> Iterator[Sequence[Run]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.runs
        else:
            for cell in block.cells:
                yield from _lines(cell.blocks)


def _restored_block(block: Block, restoring: _Restoring) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(runs=restoring.runs(block.runs))
    return Grid(
        [cell._replace(blocks=[_restored_block(each, restoring) for each in cell.blocks]) for cell in block.cells]
    )


def _merged(runs: Sequence[Run]) -> Iterator[Run]:
    """Neighbours of one face and font as one run."""
    held: Run | None = None
    for run in runs:
        if held is not None and (held.bold, held.font) == (run.bold, run.font):
            held = held._replace(text=held.text + run.text)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held
