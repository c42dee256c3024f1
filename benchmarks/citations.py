"""
How good citations, delegations and coverage are, each beside a baseline in the same run.

    python benchmarks/citations.py [--related [N]]

Against the labels: citations, delegations with their hard negatives, details explicit and all. Baselines: a number or a law's
name with the nearest "điểm, khoản, Điều" before it; every "quy định chi tiết" or "hướng dẫn"; the likest leaf by TF-IDF.

--related: the official codification names related articles. For N of the articles that have any (200), how many of these
are among the first 10 and 50 of all articles: by TF-IDF cosine alone, and by the same cosine together with the links of cite.
The weights of the links were set beforehand and not tuned.
"""

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.feature_extraction.text import TfidfVectorizer

from labels import DATA, scorer
from tuongdong.cite import cite
from tuongdong.codec import to_builtins
from tuongdong.coverage import coverage
from tuongdong.errors import TuongdongError
from tuongdong.models import Document, Level
from tuongdong.parse import parse
from tuongdong.read import read

SPECIAL = DATA / "special"
GOLD = DATA / "gold"
DETAILS = {"97-2019-QH14.txt": "32-2021-NĐ-CP.txt", "119-2020-QH14.txt": "34-2021-NĐ-CP.txt"}
LINKED, CITING, TOGETHER = 0.15, 0.05, 0.10
"""What a link between the articles adds to their cosine, one between their documents, and one document."""
AT = (10, 50)

# khoản 2 Điều 5 Nghị định số 20/2021/NĐ-CP; Luật Đất đai
_PLAIN_RE = re.compile(
    r"(?:(?:điểm (?P<point>[a-zđ])\s+)?(?:khoản (?P<clause>\d+)\s+)?Điều (?P<article>\d+)[a-z]?\s+(?:của\s+)?)?"
    r"(?:(?:Luật|Nghị định|Nghị quyết|Quyết định|Thông tư)[^.;\n]{0,60}?số (?P<number>\d+/[\d/]*[A-ZĐ][\w-]+)|(?P<name>Luật [A-ZĐ]\w+(?: \w+){1,4}))"
)
_ORDER_RE = re.compile(r"(?:quy định chi tiết|hướng dẫn)[^.;]*")


def document(path: Path) -> Document:
    return parse(read(path), name=path.name)


# --- against the labels


def plain_citations(one: Document) -> dict[str, Any]:
    """Numbers and names by one pattern, each with the provision right before it."""
    found = []
    first = one.provisions[0].span.start if one.provisions else len(one.text)
    places = [("legal_bases", one.text[:first])] + [(unit.eid, unit.text) for unit in one.provisions]
    for within, text in places:
        for match in _PLAIN_RE.finditer(text):
            steps = (("art", match["article"]), ("cl", match["clause"]), ("point", match["point"]))
            eid = "__".join(f"{step}_{value}" for step, value in steps if value) or None
            target = {"number": match["number"], "name": match["name"], "eid": eid}
            found.append({"in": within, "kind": "basis" if within == "legal_bases" else "cite", "target": target})
    return {"number": one.number, "citations": found}


def plain_delegations(one: Document) -> dict[str, Any]:
    return {"delegations": [{"in": u.eid, "text": m[0]} for u in one.provisions for m in _ORDER_RE.finditer(u.text)]}


def plain_details(resolution: Document, decree: Document) -> dict[str, Any]:
    """Each leaf of the decree with the likest leaf of the resolution, from a cosine of 0.3 on."""
    sides = [[u for u in d.provisions if u.text and not any(d.children(u.eid))] for d in (resolution, decree)]
    vectors = TfidfVectorizer(analyzer=grams).fit([u.text for side in sides for u in side])
    table = (vectors.transform([u.text for u in sides[1]]) @ vectors.transform([u.text for u in sides[0]]).T).toarray()
    return {
        "rows": [
            {"provision": sides[0][row.argmax()].eid, "details": [{"number": decree.number, "eid": unit.eid}]}
            for unit, row in zip(sides[1], table, strict=True)
            if row.max() >= 0.3
        ]
    }


def grams(text: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def labelled(score: Any) -> None:
    told: dict[str, list[tuple[Any, Any]]] = {"citations": [], "delegations": [], "details": []}
    for gold in sorted((GOLD / "structure").glob("*.json")):
        label = score.read(str(gold))
        one = document(next(p for p in (DATA.parent / label["file"], DATA / label["file"]) if p.exists()))
        told["citations"].append(
            (score.citations(label, to_builtins(cite(one))), score.citations(label, plain_citations(one)))
        )
    for gold in sorted((GOLD / "delegation").glob("*[!s].jsonl")):
        beside = gold.with_name(f"{gold.stem}.negatives.jsonl")
        one = document(next(SPECIAL.glob(f"{gold.stem}.*")))
        label, refused = score.read(str(gold)), score.read(str(beside))
        told["delegations"].append(
            tuple(
                score.delegations(label, given, refused) for given in (to_builtins(cite(one)), plain_delegations(one))
            )
        )
    rows = score.read(str(GOLD / "delegation" / "details.jsonl"))
    for names in DETAILS.items():
        base, decree = (document(SPECIAL / name) for name in names)
        label = [row for row in rows if row["decree"] == decree.number]
        given = to_builtins(coverage(base, [decree])), plain_details(base, decree)
        told["details"].append(tuple(score.details(label, one) for one in given))
    for what, pairs in told.items():
        for name, results in zip(("tuongdong", "baseline"), zip(*pairs, strict=True), strict=True):
            print(f"{what:12} {name:10}", *figures(score, results), sep="  ")


def figures(score: Any, results: Iterable[Mapping[str, Any]]) -> list[str]:
    total: dict[str, Any] = {}
    for result in results:
        for key, tally in result.items():
            if not key.startswith("kind"):
                total.setdefault(key, score.Tally()).add(tally)
    return [
        f"{key} F1 {t.figures()['f1']:.3f} (P {t.figures()['p']:.3f}, R {t.figures()['r']:.3f}, n {t.wanted})"
        for key, t in total.items()
    ]


# --- related articles


class Read(NamedTuple):
    """What one file gives: its number, its articles, and links (article, number cited, article cited or "")."""

    number: str
    articles: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str, str], ...]


def one_file(path: Path) -> Read | None:
    try:
        one = document(path)
    except TuongdongError:
        return None
    articles = tuple((u.eid, u.span.of(one.text)) for u in one.provisions if u.level is Level.ARTICLE)
    links = []
    for citation in cite(one).citations:
        if citation.target is not None:
            number = one.number if citation.target.self else citation.target.number or citation.target.resolved_number
            links.append((article(citation.within), number or "", article(citation.target.eid or "")))
    return Read(one.number or path.stem, articles, tuple(links))


def article(eid: str) -> str:
    """art_5 of art_5__cl_2; "" where no article is named."""
    return next((step for step in eid.split("__") if step.startswith("art_")), "")


Article = tuple[str, str]


def related(count: int) -> None:
    wanted: dict[Article, set[Article]] = defaultdict(set)
    for line in (DATA / "eval" / "phapdien_related_articles.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        a, x, b, y = line.split("\t")
        wanted[a, f"art_{x}"].add((b, f"art_{y}"))
    with ProcessPoolExecutor(2) as pool:
        files = [one for one in pool.map(one_file, sorted((DATA / "phapdien").iterdir()), chunksize=40) if one]
    texts = {(one.number, eid): text for one in files for eid, text in one.articles}
    names = list(texts)
    asked = [one for one in sorted(wanted) if one in texts and wanted[one] & texts.keys()]
    random.Random(7).shuffle(asked)
    asked = asked[:count]
    print(
        f"{len(files)} documents, {len(names)} articles, {sum(len(o.links) for o in files)} links; {len(asked)} articles asked for"
    )
    vectors = TfidfVectorizer(analyzer=grams, min_df=2, max_df=0.1, sublinear_tf=True).fit_transform(texts.values())
    links = Links(files)
    hits: dict[tuple[str, int], list[float]] = defaultdict(list)
    at = {name: i for i, name in enumerate(names)}
    for one in asked:
        row = (vectors @ vectors[at[one]].T).toarray().ravel()
        row[at[one]] = -1.0
        for way in ("TF-IDF", "with links"):
            ranked = row if way == "TF-IDF" else row + [links.worth(one, other) for other in names]
            first = [names[i] for i in (-ranked).argsort()[: max(AT)]]
            right = wanted[one] & texts.keys()
            for k in AT:
                hits[way, k].append(len(right & set(first[:k])) / len(right))
    for (way, k), shares in hits.items():
        print(f"related      {way:10}  recall@{k} {sum(shares) / len(shares):.3f}")


class Links:
    """Which articles, and which documents, are linked in either direction."""

    def __init__(self, files: Sequence[Read]) -> None:
        self.articles: set[tuple[Article, Article]] = set()
        self.documents: set[tuple[str, str]] = set()
        for one in files:
            for within, number, cited in one.links:
                self.documents |= {(one.number, number), (number, one.number)}
                if within and cited:
                    here, there = (one.number, within), (number, cited)
                    self.articles |= {(here, there), (there, here)}

    def worth(self, a: Article, b: Article) -> float:
        linked = LINKED if (a, b) in self.articles else 0.0
        return linked + (TOGETHER if a[0] == b[0] else CITING if (a[0], b[0]) in self.documents else 0.0)


def main(arguments: list[str]) -> int:
    labelled(scorer())
    if "--related" in arguments:
        given = arguments[arguments.index("--related") + 1 :]
        related(int(given[0]) if given else 200)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
