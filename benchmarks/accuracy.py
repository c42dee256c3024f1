"""
How good the comparison is, beside a baseline in the same run.

    python benchmarks/accuracy.py [--semantic]

Prints, per labelled pair and over all, the F1 of pairs, the share of right relations and the F1 of values, for tuongdong and
for TF-IDF cosine (syllable uni+bigrams, scikit-learn) with the Hungarian method at threshold 0.3.
"""

import re
import sys
from itertools import pairwise

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import TfidfVectorizer

from labels import DATA, scorer
from tuongdong.codec import to_builtins
from tuongdong.compare import compare
from tuongdong.models import Document
from tuongdong.parse import parse
from tuongdong.read import read

THRESHOLD = 0.3


def ours(a: Document, b: Document) -> dict[str, object]:
    plain: dict[str, object] = to_builtins(compare(a, b))
    return plain


def baseline(a: Document, b: Document) -> dict[str, object]:
    """One-to-one by the Hungarian method; "same" above 0.9, else "differs"; no values."""
    leaves = [[p for p in d.provisions if p.text and not any(q.parent == p.eid for q in d.provisions)] for d in (a, b)]
    vectors = TfidfVectorizer(analyzer=grams).fit([p.text for side in leaves for p in side])
    left, right = (vectors.transform([p.text for p in side]) for side in leaves)
    table = (left @ right.T).toarray()
    rows, columns = linear_sum_assignment(-table)
    matches = [
        {
            "a": leaves[0][i].eid,
            "b": leaves[1][j].eid,
            "relation": "same" if table[i, j] > 0.9 else "differs",
            "differences": [],
        }
        for i, j in zip(rows, columns, strict=True)
        if table[i, j] >= THRESHOLD
    ]
    return {"matches": matches}


def grams(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return words + [f"{x} {y}" for x, y in pairwise(words)]


def main() -> int:
    score = scorer()
    golds = sorted((DATA / "gold" / "compare").glob("*.jsonl"))
    if not golds:
        print(f"no labels under {DATA}", file=sys.stderr)
        return 1
    for name, method in (("tuongdong", ours), ("TF-IDF + Hungarian", baseline)):
        means: dict[str, list[float]] = {}
        total: dict[str, object] = {}
        for path in golds:
            a, b = (parse(read(DATA / "special" / f"{n}.txt")) for n in path.stem.split("--"))
            result = score.compare(score.read(str(path)), method(a, b))
            print(f"{name:20} {path.stem:36}", *(f"{k} {v.figures()['f1']:.3f}/{v.wanted}" for k, v in result.items()))
            for key, one in result.items():
                means.setdefault(key, []).append(one.figures()["f1"])
                total.setdefault(key, score.Tally()).add(one)  # type: ignore[attr-defined]
        pairs = float(np.mean(means["pairs"]))
        relation, values = (total[k].figures()["f1"] for k in ("relation", "values"))  # type: ignore[attr-defined]
        print(f"{name:20} mean pair F1 {pairs:.3f}  right relation {relation:.3f}  values F1 {values:.3f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
