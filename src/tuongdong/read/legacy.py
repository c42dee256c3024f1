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
from typing import Final

from tuongdong.models import Finding, Severity, finding
from tuongdong.read.builder import Run, plain
from tuongdong.read.encodings import DECODERS, NAMES
from tuongdong.read.page import Word
from tuongdong.read.spelling import soundness
from tuongdong.read.tables import Block, Grid, Paragraph

__all__ = ["decode_bytes", "legacy_finding", "put_right", "recognise", "restored", "restored_words"]

_FONTS: Final = (
    ("tcvn3", re.compile(r"\.Vn|Vn[A-Z][a-z]|ABC|TCVN")),
    ("vni", re.compile(r"VNI\b|VNI[-_ ]", re.I)),
    ("viscii", re.compile(r"VISCII|VI[- ](?:Times|Arial)", re.I)),
)
_CAPITALS_FONT_RE: Final = re.compile(r"\.Vn\w*H\b", re.I)
# Letters that sound Vietnamese text does not hold, but old encodings read as Western letters do.
_SUSPICIOUS_RE: Final = re.compile(
    "[\u0080-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df\u00e4-\u00e7"
    "\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
_VIQR_RE: Final = re.compile(r"[aeo]\^|[aou][(+][`'?~. ]?[a-z]|\bdd[aeiouy]|\w[aeiouy]['`~]\w?", re.I)
_WORD_RE: Final = re.compile(r"\S+")
_GLANCE: Final = 6_000  # letters in which an old encoding shows at once
_SAMPLE: Final = 60_000  # letters that are enough to recognise an encoding


def recognise(text: str) -> str | None:
    """The encoding that a text was written for, or None when it is sound as it is."""
    candidates = _candidates(text[:_GLANCE])
    if not candidates:
        return None
    sample = text[:_SAMPLE]
    sound, wrong = soundness(sample)
    if wrong * 4 < sound + wrong and candidates != ["viqr"]:
        return None
    best, gained = None, sound - wrong
    for name in candidates:
        good, bad = soundness(DECODERS[name](sample))
        if good - bad > gained and good > 3 * bad:
            best, gained = name, good - bad
    return best if best and gained > max(2, 1.2 * (sound - wrong)) else None


def _candidates(glance: str) -> list[str]:
    """The encodings that a text may be in, by the signs in its beginning; none for nearly every text."""
    if glance.isascii():
        typed = 12 * len(_VIQR_RE.findall(glance)) > len(_WORD_RE.findall(glance))
        return ["viqr"] if typed else []
    suspicious = len(_SUSPICIOUS_RE.findall(glance)) * 200 > len(glance)
    return [name for name in DECODERS if name != "viqr"] if suspicious else []


def put_right(text: str) -> tuple[str, str | None]:
    """A text with its encoding put right, and which one that was."""
    name = recognise(text)
    return (DECODERS[name](text), name) if name else (text, None)


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


def legacy_finding(name: str) -> Finding:
    return finding("legacy_encoding", Severity.INFO, encoding=NAMES[name])


def restored(blocks: Sequence[Block]) -> tuple[Sequence[Block], list[Finding]]:
    """Blocks with the encodings of their fonts, and of what their letters show, put right; findings that say so."""
    runs = list(_runs(blocks))
    if not any(run.font for run in runs) and not _SUSPICIOUS_RE.search("".join(run.text for run in runs)):
        return blocks, []
    trusted, rest = _claims([run.text for run in runs], [run.font for run in runs], "\n")
    if not trusted and not rest:
        return blocks, []
    used: Counter[str] = Counter()
    whole = [_restored_block(block, trusted, rest, used) for block in blocks]
    return whole, [legacy_finding(name) for name in used]


def restored_words(words: Sequence[Word]) -> tuple[list[str], list[Finding]]:
    """Words of pages, each in its font, put right; findings that say so. As `restored` does with blocks."""
    trusted, rest = _claims([word.text for word in words], [word.font for word in words], " ")
    if not trusted and not rest:
        return [word.text for word in words], []
    used: Counter[str] = Counter()
    runs = (Run(word.text, font=word.font) for word in words)
    done = ["".join(run.text for run in _restored_runs([word], trusted, rest, used)) for word in runs]
    return done, [legacy_finding(name) for name in used]


def _claims(texts: Sequence[str], fonts: Sequence[str], between: str) -> tuple[set[str], str | None]:
    """The encodings whose fonts speak the truth, and the one of what stands in other fonts."""
    claimed = {font: name for font in set(fonts) if (name := _font_encoding(font))}
    if not claimed:
        return set(), recognise(between.join(texts))
    by_font: dict[str, list[str]] = {}
    for text, font in zip(texts, fonts, strict=True):
        if font in claimed:
            by_font.setdefault(claimed[font], []).append(text)
    trusted = {name for name, said in by_font.items() if _reads_better(name, between.join(said))}
    others = between.join(t for t, font in zip(texts, fonts, strict=True) if claimed.get(font) not in trusted)
    return trusted, recognise(others) or (max(trusted, key=lambda name: len(by_font[name])) if trusted else None)


def _font_encoding(font: str) -> str | None:
    return next((name for name, pattern in _FONTS if pattern.match(font)), None) if font else None


def _reads_better(name: str, text: str) -> bool:
    sample = text[:_SAMPLE]
    sound, wrong = soundness(sample)
    good, bad = soundness(DECODERS[name](sample))
    return good - bad > sound - wrong


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        else:
            for cell in block.cells:
                yield from _runs(cell.blocks)


def _restored_block(block: Block, trusted: set[str], rest: str | None, used: Counter[str]) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(runs=_restored_runs(block.runs, trusted, rest, used))
    return Grid(
        [
            cell._replace(blocks=[_restored_block(each, trusted, rest, used) for each in cell.blocks])
            for cell in block.cells
        ]
    )


def _restored_runs(runs: Sequence[Run], trusted: set[str], rest: str | None, used: Counter[str]) -> list[Run]:
    """
    The runs of a paragraph put right. A letter and its sign may stand in two runs: what follows one another in one
    encoding is decoded as one. Runs whose font says nothing are decoded when their paragraph reads better so.
    """
    plain_text = plain([run for run in runs if _font_encoding(run.font) not in trusted])
    fallback = rest if rest and _SUSPICIOUS_RE.search(plain_text) and _reads_better(rest, plain_text) else None
    done: list[Run] = []
    for run in _merged(runs):
        name = _font_encoding(run.font)
        name = name if name in trusted else fallback
        if name is None:
            done.append(run)
            continue
        used[name] += 1
        text = DECODERS[name](run.text)
        done.append(Run(text.upper() if _CAPITALS_FONT_RE.match(run.font) else text, run.bold))
    return done


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
