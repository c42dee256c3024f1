"""
The names by which a document calls its own locality, so that they never count as a difference.

Each document has its own: "Thành phố Hồ Chí Minh (viết tắt là Thành phố)", "tỉnh Nghệ An", "Tỉnh", "Thủ đô". A mention
becomes LOCALITY wherever the locality as such is meant, and stays text in "các huyện, thành phố thuộc Tỉnh", in "thành phố
Thủ Đức", and in the names of persons and institutions ("Bảo tàng Hồ Chí Minh").
"""

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from tuongdong.models import Document
from tuongdong.text import fold

__all__ = ["LOCALITY", "names_of"]

LOCALITY: Final = "⟨địa phương⟩"
_KINDS: Final = ("thành phố", "tỉnh", "thủ đô")

# "các tỉnh, thành phố", "huyện, thị xã, thành phố thuộc": a kind of unit, not this one
_KIND_BEFORE: Final = r"(?<!các )(?<!quận, )(?<!huyện, )(?<!thị xã, )(?<!tỉnh, )(?<!tỉnh và )(?<!thị xã và )(?<!mỗi )(?<!liên )(?<!ngoại )"
_KIND_AFTER: Final = r"(?! thuộc| trực thuộc|, thị xã|, huyện|, quận| khác| lân cận)(?! \p{U})"
_UPPER: Final = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"


def names_of(document: Document) -> re.Pattern[str]:
    """A pattern that finds every mention of the document's own locality."""
    shorts = tuple(alias.short for alias in document.aliases if fold(alias.short) in _KINDS)
    names = document.about or ((document.locality,) if document.locality else ())
    learnt = tuple(alias.long for alias in document.aliases if fold(alias.short) in _KINDS)
    return _pattern(names or learnt or _most_named(document.text), shorts, _kind(document.text, names or learnt))


# tỉnh Nghệ An, thành phố Đà Nẵng
_NAMED_RE: Final = re.compile(rf"(?:[Tt]ỉnh|[Tt]hành phố) [{_UPPER}]\w+(?: [{_UPPER}]\w+){{0,2}}")


def _most_named(text: str) -> tuple[str, ...]:
    """The locality that a text names most, where no register knows it."""
    counted = Counter(_NAMED_RE.findall(text)).most_common(1)
    return (counted[0][0],) if counted and counted[0][1] > 1 else ()


def _kind(text: str, names: tuple[str, ...]) -> str:
    """Whether the text speaks of its locality as a city or a province."""
    if any(re.search(rf"[Tt]ỉnh {re.escape(_bare(name))}", text) for name in names):
        return "tỉnh"
    return "thành phố" if names else ""


def _bare(name: str) -> str:
    return re.sub(r"^(?:[Tt]hành phố|[Tt]ỉnh|[Tt]hủ đô|TP\.?) ", "", name)


@lru_cache(maxsize=4096)
def _pattern(names: tuple[str, ...], shorts: tuple[str, ...], kind: str) -> re.Pattern[str]:
    parts = []
    for name in names:
        bare = _bare(name)
        prefix = r"(?:[Tt]h[àa]nh phố|[Tt]ỉnh|[Tt]hủ đô|TP\.?) ?"
        # Hồ Chí Minh alone is a person
        parts.append(rf"\b{prefix}{re.escape(bare)}\b" + ("" if bare == "Hồ Chí Minh" else rf"|\b{re.escape(bare)}\b"))
    kinds = {fold(short) for short in shorts} | ({kind} if kind else set())
    after = _KIND_AFTER.replace(r"\p{U}", f"[{_UPPER}]")
    for word in sorted(kinds):
        parts.append(rf"{_KIND_BEFORE}\b[{word[0].upper()}{word[0]}]{word[1:]}\b{after}")
    return re.compile("|".join(parts) if parts else r"(?!)")
