"""
How good parse is on labels by hand, beside a plain parser by patterns in the same run.

    python benchmarks/structure.py

Prints a line a document and the figures over all: eIds, where spans begin and end, headings, each field of the head, legal
bases. The baseline knows "Điều 1.", "1.", "a)" at the start of a line and nothing of heads, quotations or attachments.
"""

import json
import re

from labels import DATA, scorer
from tuongdong.codec import to_builtins
from tuongdong.parse import parse
from tuongdong.read import read

# Điều 5a. / 1. / đ)
LABELS = (("art_", r"Điều (\d+[a-zđ]?)[.:]"), ("cl_", r"(\d{1,3}[a-zđ]?)\."), ("point_", r"([a-zđ]{1,2})\)"))


def baseline(text: str) -> dict[str, object]:
    """Units by patterns alone: a label opens one, and each ends where one of its level or above begins."""
    units: list[dict[str, object]] = []
    open_units: list[tuple[int, dict[str, object]]] = []
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        for rank, (prefix, pattern) in enumerate(LABELS):
            match = re.match(pattern, line)
            if match and (rank == 0 or open_units):
                open_units = [(r, unit) for r, unit in open_units if r < rank]
                above = f"{open_units[-1][1]['eid']}__" if open_units else ""
                heading = line[match.end() :].strip() or None if rank == 0 else None
                unit: dict[str, object] = {"eid": above + prefix + match[1], "heading": heading, "span": [start, start]}
                units.append(unit)
                open_units.append((rank, unit))
                break
        for _, unit in open_units:
            unit["span"] = [unit["span"][0], start + len(line)]  # type: ignore[index]
    return {"text": text, "provisions": units}


def main() -> None:
    score = scorer()
    totals: dict[str, dict[str, object]] = {"tuongdong": {}, "patterns": {}}
    for path in sorted((DATA / "gold" / "structure").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = read(DATA / gold["file"])
        given = {"tuongdong": to_builtins(parse(source, path.name)), "patterns": baseline(source.text)}
        for name, found in given.items():
            tallies = score.structure(gold, found)
            print(
                f"{path.stem:18} {name:10} eIds {tallies['eids'].figures()['f1']:.3f}  ends {tallies['ends'].figures()['f1']:.3f}"
            )
            for key, tally in tallies.items():
                totals[name].setdefault(key, score.Tally()).add(tally)  # type: ignore[attr-defined]
    for name, total in totals.items():
        print(f"\n{name}")
        for key, tally in total.items():
            figures = tally.figures()  # type: ignore[attr-defined]
            print(f"  {key:14} F1 {figures['f1']:.4f}  (n = {figures['n']})")


if __name__ == "__main__":
    main()
