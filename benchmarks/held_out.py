"""
Structure and head data against labels of our own, on documents of every folder that the labels beside the data leave out.

    python benchmarks/held_out.py                 the figures over all, and a line for each document that is not as labelled
    python benchmarks/held_out.py --label FILE    the label of a document that a person has read beside what parse gives, to be added

A label holds no words of its document: eIds, days and numbers, and of names and texts their digest. A unit is its eId
with the digests of its first six and last four words.
"""

import argparse
import hashlib
import json
from pathlib import Path

from labels import DATA
from tuongdong.models import Document
from tuongdong.parse import parse
from tuongdong.read import read
from tuongdong.text import fold

LABELS = Path(__file__).with_name("labels") / "structure_held_out.jsonl"
PLAIN = ("number", "doctype", "issued_on", "effective_on", "term")
NAMED = ("issuer", "locality", "place", "title")
LISTED = ("legal_bases", "signatures", "recipients")


def digest(words: str | None) -> str | None:
    return hashlib.sha256(" ".join(fold(words).split()).encode()).hexdigest()[:8] if words else None


def label_of(document: Document, file: str) -> dict[str, object]:
    """What a document is, as a label."""
    units = []
    for unit in document.provisions:
        words = unit.span.of(document.text).split()
        units.append([unit.eid, digest(" ".join(words[:6])), digest(" ".join(words[-4:]))])
    return {
        "file": file,
        **{field: getattr(document, field) for field in PLAIN},
        **{field: digest(getattr(document, field)) for field in NAMED},
        "legal_bases": [digest(basis.text) for basis in document.legal_bases],
        "signatures": [digest(f"{one.name} {one.position}") for one in document.signatures],
        "recipients": [digest(words) for words in document.recipients],
        "units": units,
    }


def labelled(file: str) -> dict[str, object]:
    return label_of(parse(read(DATA / file), Path(file).name, bare=True), file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--label")
    chosen = parser.parse_args()
    if chosen.label:
        print(json.dumps(labelled(chosen.label), ensure_ascii=False, separators=(",", ":")))
        return
    wanted = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    right = given = total = spans = fields = 0
    for gold in wanted:
        found = labelled(gold["file"])
        mine = {unit[0]: unit[1:] for unit in found["units"]}  # type: ignore[attr-defined]
        theirs = {unit[0]: unit[1:] for unit in gold["units"]}
        wrong = [field for field in (*PLAIN, *NAMED, *LISTED) if found[field] != gold[field]]
        both = mine.keys() & theirs.keys()
        torn = [eid for eid in both if mine[eid] != theirs[eid]]
        right, given, total = right + len(both), given + len(mine), total + len(theirs)
        spans, fields = spans + len(torn), fields + len(wrong)
        if wrong or torn or mine.keys() != theirs.keys():
            print(f"  {gold['file']}: {', '.join([*wrong, *torn[:3], *sorted(mine.keys() ^ theirs.keys())[:3]])}")
    names = len(wanted) * len((*PLAIN, *NAMED, *LISTED))
    print(
        f"{len(wanted)} documents, {total} units: eIds F1 {2 * right / (given + total):.4f}, spans {1 - spans / right:.4f}"
    )
    print(f"head: {names - fields} of {names} fields as labelled")


if __name__ == "__main__":
    main()
