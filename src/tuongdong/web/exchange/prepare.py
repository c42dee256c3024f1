"""A question list drafted from what a comparison found: for a person to edit, nothing is sent."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from tuongdong import models as values

__all__ = ["Drafted", "questions_of"]

_KINDS: Final = {
    "percentage": "tỷ lệ",
    "money": "mức tiền",
    "duration": "thời hạn",
    "date": "thời điểm",
    "area": "diện tích",
    "count": "số lượng",
    "quantity": "mức",
    "authority": "thẩm quyền",
    "scope": "phạm vi",
    "condition": "điều kiện",
    "procedure": "trình tự, thủ tục",
}


class Drafted(NamedTuple):
    """A question with what it is founded on: both provisions, quoted."""

    text: str
    basis: str


def questions_of(found: values.Comparison, ours: values.Document, theirs: values.Document) -> Iterator[Drafted]:
    """For each value that differs: why theirs is so; for each policy that only they have: how it is carried out."""
    for match in found.matches:
        if match.boilerplate or not match.differences:
            continue
        told = "; ".join(
            f"{_KINDS[d.kind.value]}: bạn “{_short(d.b)}”, ta “{_short(d.a)}”" for d in match.differences[:3]
        )
        yield Drafted(
            f"{_name(theirs, match.b)}: căn cứ và kết quả thực hiện quy định khác với địa phương chúng tôi ({told})?",
            _basis(ours, match.a, theirs, match.b),
        )
    for eid in found.only_b:
        yield Drafted(
            f"{_name(theirs, eid)}: địa phương chúng tôi chưa có quy định này; đề nghị chia sẻ quá trình ban hành, kết quả và khó khăn khi thực hiện.",
            f"{theirs.number or ''} {eid}".strip(),
        )


def _name(document: values.Document, eid: str) -> str:
    unit = document.provision(eid)
    return f"{_place(eid)} {document.number or ''} ({_short(unit.heading or unit.text)})".replace("  ", " ")


def _basis(ours: values.Document, a: str, theirs: values.Document, b: str) -> str:
    return f"{theirs.number or 'văn bản của bạn'} {b}: “{_short(theirs.provision(b).text, 160)}”; {ours.number or 'văn bản của ta'} {a}: “{_short(ours.provision(a).text, 160)}”"


def _place(eid: str) -> str:
    """art_5__cl_2 -> khoản 2 Điều 5"""
    words = {
        "art": "Điều",
        "cl": "khoản",
        "point": "điểm",
        "att": "Phụ lục",
        "chp": "Chương",
        "part": "Phần",
        "indent": "gạch đầu dòng",
    }
    parts = [part.partition("_") for part in eid.split("__")]
    return " ".join(f"{words.get(kind, kind)} {number}".strip() for kind, _bar, number in reversed(parts))


def _short(words: str, most: int = 80) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1].rsplit(" ", 1)[0] + "…"
