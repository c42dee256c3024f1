"""
Real files in old encodings against their transcripts, syllable by syllable, by us and by viparse.

A transcript is put right before anybody is measured, the same for all readers, where it says by itself that it is not what
the page shows. How many words each step concerns is printed.

    fields      "PAGE  8", "EMBED Excel.Sheet.8": instructions of Word's fields, and the numbers of pages behind them
    torn        "t ừ", which no page shows: pieces that are no syllable, and together are one that a reader found
    undecoded   "nghiưp", "dõn": the letters of "nghiÖp" read as VNI, of "dân" read as TCVN3. A reader found the same letters
                read otherwise, and that word is a hundred times as frequent in laws

Words that we tell beside the text, as of heads and feet of pages, count as found.
"""

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from made_encodings import ENCODERS
from made_papers import DATA
from side_by_side import SCRIPT
from tuongdong.models import SourceText
from tuongdong.read.batch import read_many
from tuongdong.read.encodings import DECODERS
from tuongdong.read.spelling import is_syllable
from tuongdong.text import fold_marks, syllables

_SECONDS: Final = 900.0
_LARGE: Final = 60_000  # letters of a transcript; larger ones are not aligned
_OFTEN: Final = 100
# 20,43%
_PERCENT_RE: Final = re.compile(r"(\d{1,12}(?:,\d{1,12})?)%")
# PAGE  8 / - Trang PAGE  5 - / EMBED Excel.Sheet.8 / SHAPE  \\* MERGEFORMAT / FORMCHECKBOX
_FIELD_RE: Final = re.compile(
    r"^.{0,10}\bPAGE\b *\d* *-?$|\bEMBED +[A-Z][\w.]+|\bSHAPE +\\\\\* MERGEFORMAT|\bFORMCHECKBOX\b", re.M
)


class Row(NamedTuple):
    """A file: shares of the syllables by the letter of the transcript, and as the page says it; ours, then viparse's."""

    name: str
    letter: float
    page: float
    marks: float | None
    other_letter: float | None
    other_page: float | None
    put_right: tuple[int, int, int]


def share(wanted: Counter[str], there: Counter[str]) -> float:
    return (wanted & there).total() / max(1, wanted.total())


def recall(reference: str, got: str) -> float:
    """The share of a reference's syllables that are there."""
    return share(Counter(syllables(reference)), Counter(syllables(got)))


def diacritics(reference: str, got: str) -> float:
    """Of syllables that stand in the same place with the same plain letters, the share whose marks are right."""
    wanted, there = syllables(reference), syllables(got)
    matcher = SequenceMatcher(None, [fold_marks(w) for w in wanted], [fold_marks(w) for w in there], autojunk=False)
    pairs = [(wanted[a + k], there[b + k]) for a, b, n in matcher.get_matching_blocks() for k in range(n)]
    words = [(one, other) for one, other in pairs if not one.isdigit()]
    return sum(one == other for one, other in words) / max(1, len(words))


def percentages(text: str) -> str:
    """Percentages as the numbers that they are, so that "20,43%" and "0.2043" are one."""
    return _PERCENT_RE.sub(lambda found: f"{float(found[1].replace(',', '.')) / 100:.10g}", text)


def put_right(transcript: str, readings: Iterable[Counter[str]]) -> tuple[Counter[str], tuple[int, int, int]]:
    """
    The words of a page, from its transcript and what readers found; how many stood in fields, were torn, were undecoded.

    >>> put_right("nghiưp vụ t ừ PAGE", [Counter(("nghiệp", "vụ", "từ"))])[0].most_common()
    [('vụ', 1), ('nghiệp', 1), ('từ', 1)]
    """
    shown = _FIELD_RE.sub("", transcript)
    words = syllables(shown)
    fields = len(syllables(transcript)) - len(words)
    wanted = Counter(words)
    torn = undecoded = 0
    for found in readings:
        extra = found - wanted
        for pieces in _torn(words):
            whole = "".join(pieces)
            if extra[whole] > 0 and all(wanted[piece] > found[piece] for piece in pieces):
                wanted.subtract(pieces)
                wanted[whole] += 1
                extra[whole] -= 1
                torn += 1
        for word in list((wanted - found).elements()):
            right = next(
                (each for each in sorted(_otherwise(word)) if extra[each] > 0 and _is_likelier(each, word)), None
            )
            if right is not None:
                wanted[word] -= 1
                wanted[right] += 1
                extra[right] -= 1
                undecoded += 1
    return +wanted, (fields, torn, undecoded)


def _torn(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Neighbours that are a syllable together, and not each by itself."""
    pairs = (words[at : at + size] for size in (2, 3) for at in range(len(words) - size + 1))
    return [
        tuple(pieces)
        for pieces in pairs
        if not all(map(is_syllable, pieces)) and "".join(pieces).isalpha() and is_syllable("".join(pieces))
    ]


@cache
def _otherwise(word: str) -> frozenset[str]:
    """What the letters of a word are in another encoding: as they stand, in TCVN3, in VNI."""
    letters = {word} | {ENCODERS[name](word) for name in ("tcvn3", "vni")}
    return frozenset(
        each for one in letters for each in (one, DECODERS["tcvn3"](one), DECODERS["vni"](one)) if each != word
    )


def _is_likelier(word: str, than: str) -> bool:
    return _in_laws()[word] >= _OFTEN * max(1, _in_laws()[than])


@cache
def _in_laws() -> Counter[str]:
    paths = sorted((DATA / "phapdien").glob("*.txt"))[::8]
    return Counter(word for path in paths for word in syllables(path.read_text(encoding="utf-8")))


def viparse(paths: Sequence[Path], python: str) -> dict[Path, str]:
    """
    What viparse reads, each file in a run of its own; those that it refuses are missing. Kept in TUONGDONG_VIPARSE, if that
    names a folder, since its largest files take minutes.
    """
    keep = os.environ.get("TUONGDONG_VIPARSE")
    done = {}
    for path in paths:
        kept = Path(keep) / f"{path.name}.json" if keep else None
        if kept is not None and kept.is_file():
            said = kept.read_text(encoding="utf-8")
        else:
            said = _run([python, str(SCRIPT), "viparse", str(path)])
            if kept is not None:
                kept.write_text(said, encoding="utf-8")
        lines = [json.loads(line)["text"] for line in said.splitlines() if line.startswith("{")]
        if lines and not lines[-1].startswith("! "):
            done[path] = lines[-1]
    return done


def _run(command: Sequence[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS).stdout
    except subprocess.TimeoutExpired:
        return ""


def legacy(quick: bool, python: str) -> None:
    print("\nOld encodings, against transcripts: syllables by the letter and as the page says; ours, viparse")
    folder = DATA / "legacy_viparse"
    transcripts = {path.stem: path for path in (folder / "ground-truth").glob("*.txt")}
    paths = [p for p in sorted((folder / "corpus").glob("*/*/*")) if p.stem in transcripts]
    paths = [p for p in paths if not quick or transcripts[p.stem].stat().st_size < 30_000]
    others = viparse(paths, python)
    rows = [
        _row(outcome.item, transcripts[outcome.item.stem].read_text(encoding="utf-8"), outcome.value, others)
        for outcome in read_many(paths)
    ]
    for row in sorted(rows, key=lambda row: row.page):
        theirs = "not read" if row.other_page is None else f"{row.other_letter:.4f} {row.other_page:.4f}"
        marks = "     -" if row.marks is None else f"{row.marks:.4f}"
        behind = "  BEHIND" if row.other_page is not None and row.page < row.other_page else ""
        print(f"  {row.letter:.4f} {row.page:.4f}  {theirs:13}  {marks}  {row.put_right}  {row.name}{behind}")
    both = [row for row in rows if row.other_page is not None]
    print(f"  ours, {len(rows)} files: {_mean(r.letter for r in rows)} {_mean(r.page for r in rows)}", end=", ")
    print(f"diacritics {_mean(row.marks for row in rows if row.marks is not None)}")
    print(f"  ours, the {len(both)} that viparse reads: {_mean(r.letter for r in both)} {_mean(r.page for r in both)}")
    print(f"  viparse: {_mean(r.other_letter or 0 for r in both)} {_mean(r.other_page or 0 for r in both)}")


def _mean(values: Iterable[float]) -> str:
    known = list(values)
    return f"{sum(known) / max(1, len(known)):.4f}"


def _row(path: Path, transcript: str, source: SourceText | None, others: Mapping[Path, str]) -> Row:
    reference = percentages(transcript)
    text = percentages(_told(source)) if source else ""
    ours = Counter(syllables(text))
    other = Counter(syllables(percentages(others[path]))) if path in others else None
    wanted, steps = put_right(reference, [each for each in (ours, other) if each is not None])
    letter = Counter(syllables(reference))
    return Row(
        path.name,
        share(letter, ours),
        share(wanted, ours),
        diacritics(reference, text) if len(reference) < _LARGE else None,
        None if other is None else share(letter, other),
        None if other is None else share(wanted, other),
        steps,
    )


def _told(source: SourceText) -> str:
    """The text, and the words that findings tell stand beside it."""
    beside = (
        value for one in source.findings if one.code == "running_heads" for name, value in one.data if name == "text"
    )
    return "\n".join((source.text, *map(str, beside)))
