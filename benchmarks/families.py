"""
How right families are on the real local documents.

    families.py DATA                   mines the FOLDERS of DATA, and tells the figures
    families.py DATA --sample SEED     200 pairs within families, to be read and judged

Pairs judged by hand (`labels/family_pairs*.tsv`: where they stand and the verdict, no text): the share of the pairs that are in
one family of policies now and were judged one policy. The cut was set while the first file was read; `_held_out` was drawn and judged later.
A sample's pairs are of two documents, at most two of a family, boilerplate left out.

The sixth sample is another: 200 pairs of two localities, in one family or not, drawn by strata of what the cut applies to (0.46 to 1), so that it tells
of recall, too. `same_subject` is the strict verdict (of the same body, official or department), `stands_for` how many such pairs of the corpus one row
speaks for; mergers of communes are left out. Recall is of pairs of at least 0.46.

Groups of documents on one subject (`eval/local_topic_groups.tsv`, made from words in titles, not all right): B-cubed over their documents, a
document may stand in several groups. Three ways: the topics of `mine`, topics of whole titles instead of their subjects, and documents with at
least SHARED of the smaller one's policies in common families. And once more without the groups of ACTS, which say what papers do and not what about.
"""

import csv
import json
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from tuongdong.mine import Mined, Search, mine
from tuongdong.mine.engines import Local
from tuongdong.mine.topics import topics_of

SHARED: Final = 0.15
LABELS: Final = Path(__file__).parent / "labels"
SAMPLE: Final = 200
FOLDERS: Final = ("local", "local_old", "nq_ubtvqh", "pdf_hanoi", "special")
ACTS: Final = {"bãi bỏ văn bản", "không phụ thuộc địa giới hành chính", "ủy quyền cho Giám đốc Sở"}


def mined(data: Path, folders: Sequence[str], base: Path) -> Mined:
    """What `mine` makes of copies of some folders."""
    copied = base / "copy"
    for path in sorted(p for name in folders for p in (data / name).iterdir() if p.is_file()):
        target = copied / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return mine(copied, base / "out")


def judged(rows: list[dict[str, Any]], labels: Path) -> dict[str, float]:
    """Precision over the judged pairs that are together; where the labels tell what they stand for, recall as well."""
    family = {(row["file"], row["eid"]): row["family"] for row in rows if not row["role"]}
    told = list(csv.DictReader(labels.open(encoding="utf-8"), delimiter="\t"))
    together = [
        one
        for one in told
        if family.get((one["a_file"], one["a_eid"]), "a") == family.get((one["b_file"], one["b_eid"]), "b")
    ]
    figures: dict[str, float] = {"judged": len(told), "together": len(together)}
    for verdict in ("same_policy", "same_subject") if "same_subject" in told[0] else ("same_policy",):
        right = [one for one in together if one[verdict] == "yes"]
        figures[f"precision ({verdict})"] = round(len(right) / max(1, len(together)), 4)
        if "stands_for" in told[0]:
            wanted = _stand_for([one for one in told if one[verdict] == "yes"])
            figures[f"precision in the corpus ({verdict})"] = round(_stand_for(right) / _stand_for(together), 4)
            figures[f"recall in the corpus ({verdict})"] = round(_stand_for(right) / wanted, 4)
    return figures


def _stand_for(told: Sequence[Mapping[str, str]]) -> float:
    return sum(float(one["stands_for"]) for one in told)


def grouped(data: Path, base: Path) -> dict[str, Any]:
    """The three ways of putting documents together, with all groups and without those of ACTS."""
    groups: dict[str, set[str]] = defaultdict(set)
    for one in csv.DictReader((data / "eval" / "local_topic_groups.tsv").open(encoding="utf-8"), delimiter="\t"):
        groups[one["path"]].add(one["group"])
    about = {path: rest for path, names in groups.items() if (rest := names - ACTS)}
    found = mined(data, sorted({*FOLDERS, *(path.split("/")[0] for path in groups)}), base)
    titles = found.provisions.set_column(
        found.provisions.schema.get_field_index("subject"), "subject", found.provisions["title"]
    )
    ways = {
        "topics": _together(found.topics),
        "titles": _together(topics_of(titles, base / "titles", Local(), Search())),
        "families": _near(found.families.to_pylist(), Counter(found.provisions["file"].to_pylist())),
    }
    return {
        name: {way: b_cubed(near, wanted) for way, near in ways.items()}
        for name, wanted in (("groups", groups), ("groups_without_acts", about))
    }


def b_cubed(near: Mapping[str, set[str]], wanted: Mapping[str, set[str]]) -> dict[str, float]:
    precision, recall = [], []
    for path in sorted(wanted):
        got = {path} | {other for other in near.get(path, ()) if other in wanted}
        like = {other for other in wanted if wanted[other] & wanted[path]}
        precision.append(len(got & like) / len(got))
        recall.append(len(got & like) / len(like))
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    figures = {"precision": p, "recall": r, "f1": 2 * p * r / (p + r)}
    return {"documents": len(wanted)} | {name: round(figure, 4) for name, figure in figures.items()}


def _together(topics: pa.Table) -> dict[str, set[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for topic, file in zip(topics["topic"].to_pylist(), topics["file"].to_pylist(), strict=True):
        members[topic or file].add(file)
    return {file: files for files in members.values() for file in files}


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
    with tempfile.TemporaryDirectory() as base:
        rows = mined(data, FOLDERS, Path(base)).families.to_pylist()
    if sys.argv[2:3] == ["--sample"]:
        for a, b in sampled(rows, int(sys.argv[3])):
            print(
                json.dumps(
                    [[row[key] for key in ("file", "eid", "heading", "text")] for row in (a, b)], ensure_ascii=False
                )
            )
        return
    told: dict[str, Any] = {path.stem: judged(rows, path) for path in sorted(LABELS.glob("family_pairs*.tsv"))}
    with tempfile.TemporaryDirectory() as base:
        print(json.dumps(told | grouped(data, Path(base)), indent=1))


if __name__ == "__main__":
    main()
