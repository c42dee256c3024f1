"""
Makes `src/tuongdong/compare/frequencies.tsv`, the weights of the formula of likeness, from the official codification.

    python benchmarks/frequencies.py

Counts, over all paragraphs, in how many of them a syllable or a pair of neighbouring syllables stands (numbers as #). Only
counts are kept, of syllables in 100 paragraphs or more and pairs in 200 or more.
"""

import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from labels import DATA
from tuongdong.compare.words import NUMBER
from tuongdong.text import clean, syllables

TARGET = Path(__file__).resolve().parents[1] / "src" / "tuongdong" / "compare" / "frequencies.tsv"
LEAST_SYLLABLE, LEAST_PAIR, SHORTEST = 100, 200, 20


def main() -> int:
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    paragraphs = 0
    for file in sorted((DATA / "phapdien").glob("*.txt")):
        for line in clean(file.read_text(encoding="utf-8")).split("\n"):
            if len(line) < SHORTEST:
                continue
            keys = [NUMBER if any(c.isdigit() for c in s) else s for s in syllables(line)]
            paragraphs += 1
            singles.update(set(keys))
            pairs.update(set(pairwise(keys)))
    TARGET.write_text("".join(lines(paragraphs, singles, pairs)), encoding="utf-8")
    print(f"{paragraphs} paragraphs -> {TARGET}")
    return 0


def lines(paragraphs: int, singles: Counter[str], pairs: Counter[tuple[str, str]]) -> list[str]:
    head = [
        f"# In how many of {paragraphs} paragraphs of 4,072 central documents of the official codification a syllable or a pair\n",
        "# of neighbouring syllables stands (numbers as #); rarer ones are not listed. Made by benchmarks/frequencies.py.\n",
        f"{paragraphs}\n",
    ]
    one = [f"{k}\t{n}\n" for k, n in sorted(singles.items(), key=lambda e: (-e[1], e[0])) if n >= LEAST_SYLLABLE]
    two = [f"{x} {y}\t{n}\n" for (x, y), n in sorted(pairs.items(), key=lambda e: (-e[1], e[0])) if n >= LEAST_PAIR]
    return head + one + two


if __name__ == "__main__":
    sys.exit(main())
