"""
The names by which a document calls its own locality, so that they never count as a difference.

Each document has its own: "Thành phố Hồ Chí Minh (viết tắt là Thành phố)", "tỉnh Nghệ An", "Tỉnh", "Thủ đô". A mention
becomes LOCALITY wherever the locality as such is meant, and stays text in "các huyện, thành phố thuộc Tỉnh", in "thành phố
Thủ Đức", and in the names of persons and institutions ("Bảo tàng Hồ Chí Minh").
"""

import re
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
_UPPER: Final = "A-ZÀ-ỸĐƠƯẠ-Ỵ"


def names_of(document: Document) -> re.Pattern[str]:
    """A pattern that finds every mention of the document's own locality."""
    names = document.about or ((document.locality,) if document.locality else ())
    shorts = tuple(alias.short for alias in document.aliases if fold(alias.short) in _KINDS)
    return _pattern(tuple(names), shorts, _kind(document))


def _kind(document: Document) -> str:
    """Whether the text speaks of its locality as a city or a province."""
    names = document.about or ((document.locality,) if document.locality else ())
    for name in names:
        if re.search(rf"tỉnh {re.escape(name)}", document.text):
            return "tỉnh"
    return "thành phố" if names else ""


@lru_cache(maxsize=4096)
def _pattern(names: tuple[str, ...], shorts: tuple[str, ...], kind: str) -> re.Pattern[str]:
    parts = []
    for name in names:
        bare = re.sub(r"^(?:Thành phố|thành phố|tỉnh|Tỉnh|TP\.?) ", "", name)
        prefix = r"(?:[Tt]h[àa]nh phố|[Tt]ỉnh|[Tt]hủ đô|TP\.?) ?"
        # Hồ Chí Minh alone is a person
        parts.append(rf"\b{prefix}{re.escape(bare)}\b" + ("" if bare == "Hồ Chí Minh" else rf"|\b{re.escape(bare)}\b"))
    kinds = {fold(short) for short in shorts} | ({kind} if kind else set())
    after = _KIND_AFTER.replace(r"\p{U}", f"[{_UPPER}]")
    for word in sorted(kinds):
        parts.append(rf"{_KIND_BEFORE}\b[{word[0].upper()}{word[0]}]{word[1:]}\b{after}")
    return re.compile("|".join(parts) if parts else r"(?!)")
