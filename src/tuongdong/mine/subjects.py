"""
Whom and what passages speak of, where like words alone would mislead: role, administrative level, named thing, office.

    "Chủ tịch quận chịu sự chỉ đạo của ..."     is about districts
    "Chủ tịch phường chịu sự chỉ đạo của ..."   is about communes: like words, another policy

Decisions on the tasks of offices are written alike whichever the office is (Sở Y tế, Sở Nội vụ), and so are the duties of officials.

The articles on scope, effect and implementation are written alike whatever they are about; they are families of their own.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from tuongdong import levels
from tuongdong.mine.arrays import Array
from tuongdong.mine.vectors import LOCALITY_SIGN
from tuongdong.text import fold

__all__ = ["Subjects", "levels_of", "office_of", "subjects_of"]

COMMUNE, DISTRICT, PROVINCE = 1, 2, 4
_BITS: Final = {levels.COMMUNE: COMMUNE, levels.DISTRICT: DISTRICT, levels.PROVINCE: PROVINCE}
# quận, thị xã và phường: units told of in one breath
_RUN_RE: Final = re.compile(rf"(?<!\w){levels.UNIT}(?:(?:, | và | hoặc ){levels.UNIT})*")
# danh hiệu “Công dân Thủ đô ưu tú”
_NAMED_RE: Final = re.compile(r"[“\"]([^“”\"]{4,120})[”\"]")


# Hội đồng nhân dân Thành phố thực hiện ...: the kind of body that a passage begins with, and so speaks of
_BODIES: Final = (
    "(?:thường trực )?hội đồng nhân dân",
    "(?:phó )?chủ tịch|ủy ban nhân dân|ubnd",
    "sở|giám đốc sở",
    "chính phủ|thủ tướng",
)
_BODY_RES: Final = tuple(re.compile(rf"(?:các )?(?:{body})\b") for body in _BODIES)
# Trách nhiệm của Phó Chủ tịch phường; Nhiệm vụ, quyền hạn của các công chức khác: whose duties an article tells
_OFFICIALS: Final = ("chủ tịch|ủy ban nhân dân", "phó chủ tịch", "công chức|viên chức|cán bộ", "hội đồng nhân dân")
_OFFICIAL_RES: Final = tuple(
    re.compile(rf"(?:trách nhiệm|nhiệm vụ|quyền hạn) của (?:các )?(?:{official})\b") for official in _OFFICIALS
)
# Quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức (bộ máy) của Chi cục Kiểm lâm thuộc Sở ... tỉnh ...
_OFFICE_RE: Final = re.compile(
    r"chức năng, nhiệm vụ,? (?:và )?quyền hạn.{0,40}? (?:của |bộ máy )+(.+?)(?= (?:trực )?thuộc | tỉnh | thành phố |[,;]|$)"
)


class Subjects(NamedTuple):
    """
    Of each distinct passage: its role, the levels first told of in its heading and in its words, its body and named thing.

    The office is that whose tasks the document regulates, the official he whose duties the article tells; 0 for none.
    """

    role: Array
    heading: Array
    words: Array
    body: Array
    named: Array
    official: Array
    office: Array

    def apart(self, a: Array, b: Array) -> Array:
        """Whether a passage of rules meets boilerplate, or two kinds of boilerplate, two offices or two officials meet."""
        others = _differ(self.official[a], self.official[b]) | _differ(self.office[a], self.office[b])
        return np.asarray((self.role[a] != self.role[b]) | others)

    def against(self, a: Array, b: Array) -> Array:
        """Whether there is a sign that two passages speak of different bodies or things."""
        named, body = _differ(self.named[a], self.named[b]), _differ(self.body[a], self.body[b])
        return np.asarray(_other_level(self, a, b) | body | named)


def subjects_of(rows: Sequence[dict[str, Any]], of: Array) -> Subjects:
    """The subjects of the distinct passages; `of` says which passage is which. The first of equal ones speaks for them."""
    _, first = np.unique(of, return_index=True)
    shown = [rows[n] for n in first.tolist()]
    return Subjects(
        np.array([_number(row["role"]) for row in shown], np.int64),
        np.array([levels_of(row["heading"] or "") for row in shown], np.int8),
        np.array([levels_of(row["marked"]) for row in shown], np.int8),
        np.array([_body(row["text"]) for row in shown], np.int8),
        np.array([_number(_named(row["text"])) for row in shown], np.int64),
        np.array([_official(row["heading"] or "") for row in shown], np.int8),
        np.array([_number(office_of(row["title"] or "")) for row in shown], np.int64),
    )


def levels_of(text: str) -> int:
    """
    The levels of the units first told of, as bits; 0 where no unit is.

    >>> levels_of("Cuộc họp của Ủy ban nhân dân quận") == DISTRICT
    True
    >>> levels_of("Ngân sách quận, phường của Thành phố") == DISTRICT | COMMUNE
    True
    """
    run = _RUN_RE.search(fold(text.replace(LOCALITY_SIGN, "tỉnh")))
    return sum({_BITS[level] for level in levels.levels_in(run[0])}) if run else 0


def _body(text: str) -> int:
    """The kind of body, as a number; 0 where the passage begins with none."""
    folded = fold(text)
    return next((n for n, pattern in enumerate(_BODY_RES, start=1) if pattern.match(folded)), 0)


def _official(heading: str) -> int:
    folded = fold(heading)
    return next((n for n, pattern in enumerate(_OFFICIAL_RES, start=1) if pattern.search(folded)), 0)


def office_of(title: str) -> str:
    """
    The office whose tasks a document regulates, in small letters; "" where it regulates none's.

    >>> office_of("Quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Chi cục Chăn nuôi thuộc Sở Nông nghiệp")
    'chi cục chăn nuôi'
    """
    found = _OFFICE_RE.search(fold(" ".join(title.split())))
    return found[1] if found else ""


def _named(text: str) -> str:
    named = _NAMED_RE.search(text)
    return fold(named[1]) if named else ""


def _number(words: str) -> int:
    """A number for words, 0 for none; the same on every machine."""
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=7).digest(), "big") if words else 0


def _differ(a: Array, b: Array) -> Array:
    """Where both say something and not the same."""
    return np.asarray((a != 0) & (b != 0) & (a != b))


def _other_level(subjects: Subjects, a: Array, b: Array) -> Array:
    """
    Whether no level is common: of the headings, and of the words where headings say no more than the province.

    A province stands in most headings, as the place where all this happens.
    """
    above, below = subjects.heading, subjects.words
    by_heading = (above[a] & above[b] == 0) & (above[a] > 0) & (above[b] > 0)
    silent = np.isin(above[a], (0, PROVINCE)) & np.isin(above[b], (0, PROVINCE))
    by_words = silent & (below[a] & below[b] == 0) & (below[a] > 0) & (below[b] > 0)
    return np.asarray(by_heading | by_words)
