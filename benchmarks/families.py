"""
How right families are on the real local documents.

    families.py DATA                   mines DATA/local, DATA/nq_ubtvqh and DATA/special, and tells the figures
    families.py DATA --sample SEED     200 pairs within families, to be read and judged

Pairs judged by hand (`labels/family_pairs*.tsv`: where they stand and the verdict, no text): the share of the pairs that are in
one family of policies now and were judged one policy. The cut was set while the first file was read; `_held_out` was drawn and judged later.
A sample's pairs are of two documents, at most two of a family, boilerplate left out. Groups of documents on one subject (`eval/local_topic_groups.tsv`, made from titles,
not all right): documents are put together when at least SHARED of the policies of the smaller one are in common families;
B-cubed over the documents of the groups, a document may stand in several.
"""

import csv
import json
import random
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from tuongdong.mine import mine

SHARED: Final = 0.15
LABELS: Final = Path(__file__).parent / "labels"
SAMPLE: Final = 200
FOLDERS: Final = ("local", "nq_ubtvqh", "special")


def rows_of(data: Path) -> tuple[list[dict[str, Any]], Counter[str]]:
    """The families of the three folders, and how many passages each file has."""
    with tempfile.TemporaryDirectory() as base:
        copied = Path(base) / "copy"
        for path in sorted(p for name in FOLDERS for p in (data / name).iterdir() if p.is_file()):
            target = copied / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        found = mine(copied, Path(base) / "out")
        return found.families.to_pylist(), Counter(found.provisions["file"].to_pylist())


def judged(rows: list[dict[str, Any]], labels: Path) -> dict[str, float]:
    """Precision over the judged pairs that are together."""
    family = {(row["file"], row["eid"]): row["family"] for row in rows if not row["role"]}
    told = list(csv.DictReader(labels.open(encoding="utf-8"), delimiter="\t"))
    together = [
        one["same_policy"] == "yes"
        for one in told
        if family.get((one["a_file"], one["a_eid"]), "a") == family.get((one["b_file"], one["b_eid"]), "b")
    ]
    return {
        "judged": len(told),
        "together": len(together),
        "precision": round(sum(together) / max(1, len(together)), 4),
    }


def grouped(rows: list[dict[str, Any]], passages: Counter[str], data: Path) -> dict[str, float]:
    """B-cubed of the documents put together by their families, against the groups of titles."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in csv.DictReader((data / "eval" / "local_topic_groups.tsv").open(encoding="utf-8"), delimiter="\t"):
        wanted[one["path"]].add(one["group"])
    near = _near(rows, passages)
    precision, recall = [], []
    for path in sorted(wanted):
        got = {path} | {other for other in near[path] if other in wanted}
        like = {other for other in wanted if wanted[other] & wanted[path]}
        precision.append(len(got & like) / len(got))
        recall.append(len(got & like) / len(like))
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    return {
        "documents": len(wanted),
        "precision": round(p, 4),
        "recall": round(r, 4),
        "f1": round(2 * p * r / (p + r), 4),
    }


def _near(rows: list[dict[str, Any]], passages: Counter[str]) -> dict[str, set[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["role"] in ("", "procedures"):
            members[row["family"]].add(row["file"])
    common = Counter(pair for files in members.values() if len(files) <= 60 for pair in combinations(sorted(files), 2))
    near: dict[str, set[str]] = defaultdict(set)
    for (a, b), count in common.items():
        if count >= SHARED * min(passages[a], passages[b]):
            near[a].add(b)
            near[b].add(a)
    return near


def sampled(rows: list[dict[str, Any]], seed: int) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs to be judged."""
    draw = random.Random(seed)
    families: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if not row["role"]:
            families[row["family"]].append(row)
    pairs = []
    for members in families.values():
        two = [pair for pair in combinations(members[:60], 2) if pair[0]["file"] != pair[1]["file"]]
        pairs += draw.sample(two, min(2, len(two)))
    return draw.sample(pairs, min(SAMPLE, len(pairs)))


def main() -> None:
    data = Path(sys.argv[1])
    rows, passages = rows_of(data)
    if sys.argv[2:3] == ["--sample"]:
        for a, b in sampled(rows, int(sys.argv[3])):
            print(
                json.dumps(
                    [[row[key] for key in ("file", "eid", "heading", "text")] for row in (a, b)], ensure_ascii=False
                )
            )
        return
    told: dict[str, Any] = {path.stem: judged(rows, path) for path in sorted(LABELS.glob("family_pairs*.tsv"))}
    print(json.dumps(told | {"groups": grouped(rows, passages, data)}, indent=1))


if __name__ == "__main__":
    main()
