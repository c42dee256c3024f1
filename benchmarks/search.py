"""
Search: the right article first, on the labelled questions of ALQAC 2023; and how long a query takes.

    python benchmarks/search.py [--speed]

The articles are written as one text a law, and asked through `tuongdong search --in` as its users do (its functions, in
this process). TF-IDF on syllables and pairs of syllables is the baseline.
"""

import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

DATA = Path(os.environ.get("TUONGDONG_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def laws(folder: Path) -> dict[str, str]:
    """One text a law in the folder; by the file's name, the law."""
    articles = json.loads((DATA / "eval/alqac2023/all_articles_2023.json").read_text(encoding="utf-8"))
    texts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for key, text in articles.items():
        law, _, number = key.rpartition("@")
        texts[law].append((int(re.sub(r"\D", "", number) or 0), f"Điều {number}. {text}"))
    for law, parts in texts.items():
        body = "\n".join(part for _number, part in sorted(parts))
        (folder / f"{law.replace('/', '-')}.txt").write_text(f"{law.upper()}\n{body}\n", encoding="utf-8")
    return {f"{law.replace('/', '-')}.txt": law for law in texts}


def questions() -> list[tuple[str, set[str]]]:
    rows = json.loads((DATA / "eval/alqac2023/train.json").read_text(encoding="utf-8"))
    return [(row["text"], {f"{a['law_id']}@{a['article_id']}" for a in row["relevant_articles"]}) for row in rows]


def recall(found: list[list[str]], asked: list[tuple[str, set[str]]], at: int) -> float:
    return sum(bool(gold & set(keys[:at])) for keys, (_text, gold) in zip(found, asked, strict=True)) / len(asked)


def baseline(asked: list[tuple[str, set[str]]]) -> list[list[str]]:
    """TF-IDF cosine of the question and each article."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    from tuongdong.text import syllables

    articles = json.loads((DATA / "eval/alqac2023/all_articles_2023.json").read_text(encoding="utf-8"))
    vectors = TfidfVectorizer(analyzer=lambda t: [*(w := syllables(t)), *map("_".join, pairwise(w))], sublinear_tf=True)
    matrix, names = vectors.fit_transform(articles.values()), list(articles)
    scores = (vectors.transform([text for text, _gold in asked]) @ matrix.T).toarray()
    return [[names[i] for i in row.argsort()[::-1][:10]] for row in scores]


def quality() -> None:
    from tuongdong.search import Folder
    from tuongdong.search.meaning import reorder

    asked = questions()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["TUONGDONG_HOME"] = f"{scratch}/home"
        texts = Path(scratch) / "laws"
        texts.mkdir()
        law_of = laws(texts)
        folder = Folder(texts)
        started = time.perf_counter()
        print(f"indexed {folder.renew()} laws in {time.perf_counter() - started:.1f} s")
        words: list[list[str]] = []
        meaning: list[list[str]] = []
        for text, _gold in asked:
            hits = folder.index.search(text, limit=20).hits
            for order, out in ((hits, words), (reorder(text, hits, wanted=True), meaning)):
                out.append([f"{law_of[hit.file]}@{hit.eid.partition('__')[0].removeprefix('art_')}" for hit in order])
    for name, found in (("TF-IDF", baseline(asked)), ("search", words), ("search, by meaning", meaning)):
        print(f"{name:20} recall@1 {recall(found, asked, 1):.2f}  recall@10 {recall(found, asked, 10):.2f}")


# What people type: with and without diacritics, names, phrases, questions.
QUERIES = (
    "nhà ở xã hội", "nha o xa hoi", "thu hồi đất", "đấu giá quyền sử dụng đất", "98/2023/QH15", "phí bảo vệ môi trường",
    "“khu công nghiệp sinh thái”", "trách nhiệm của Ủy ban nhân dân cấp tỉnh", "giay phep xay dung", "hộ kinh doanh",
    "Cơ quan nào có thẩm quyền cấp giấy chứng nhận đăng ký đầu tư cho nhà đầu tư nước ngoài?",
    "thời hạn giải quyết khiếu nại lần đầu là bao nhiêu ngày", "chat thai ran sinh hoat", "xử phạt vi phạm hành chính",
)  # fmt: skip


def speed() -> None:
    """The time of a query over all provisions of the codification, in process."""
    from tuongdong.search import Folder

    folder = Folder(DATA / "phapdien")
    started = time.perf_counter()
    print(f"renewed {folder.renew()} files in {time.perf_counter() - started:.1f} s")
    times = []
    for _ in range(15):
        for query in QUERIES:
            started = time.perf_counter()
            folder.index.search(query, limit=20)
            times.append(1000 * (time.perf_counter() - started))
    cuts = statistics.quantiles(times, n=100)
    print(f"{len(times)} queries: p50 {cuts[49]:.2f} ms, p95 {cuts[94]:.2f} ms, p99 {cuts[98]:.2f} ms")


if __name__ == "__main__":
    speed() if "--speed" in sys.argv else quality()
