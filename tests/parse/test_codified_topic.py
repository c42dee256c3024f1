"""A topic of the official codification is no document of its own."""

from tuongdong.models import SourceText
from tuongdong.parse import parse

TOPIC = """Chương I
QUY ĐỊNH CHUNG
Điều 99.1.LQ.1. Phạm vi điều chỉnh
(Điều 1 Luật số 1/2015/QH13 về Sông ngày 19/06/2015 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/01/2016)
Luật này quy định về sông.
Điều 99.1.NQ.8.1. Phạm vi điều chỉnh
1. Nghị quyết này quy định về sông ở tỉnh Sông Trăng.
2. Sông ngoài tỉnh không thuộc Nghị quyết này.
Điều 99.1.NQ.8.2. Đối tượng áp dụng
Cơ quan ở tỉnh.
"""


def test_a_topic_has_articles_and_no_head() -> None:
    found = parse(SourceText(text=TOPIC, format="txt"))
    assert [p.eid for p in found.provisions if p.level == "article"] == [
        "art_99.1.lq.1",
        "art_99.1.nq.8.1",
        "art_99.1.nq.8.2",
    ]
    assert [p.num for p in found.provisions if p.level == "clause"] == ["1", "2"]
    assert (found.number, found.issuer, found.effective_on, found.about) == (None, None, None, ())
    assert [f.code for f in found.findings] == ["codified_topic"]
