"""
The value of a policy: which of a passage's numbers is the one that its family speaks of.

    "vay lại 100% ...; mức dư nợ không vượt quá 60% số thu"   ->  60 %, as the others say "không vượt quá 70% số thu"

Numbers of one kind and unit that stand between like words are one slot. Of the slots that most localities
fill the one whose values differ is the family's; a passage without it has no value, rather than another one.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from tuongdong.text import fold

__all__ = ["main_values"]

Row = dict[str, Any]
_AROUND: Final = 8
"""Words looked at on each side."""
_LEAST: Final = 0.25
_NEARLY: Final = 0.65
"""Of the localities that fill the fullest slot."""
_WORD_RE: Final = re.compile(r"[^\W\d_]+")
Slot = tuple[int, dict[str, Any], frozenset[str]]


def main_values(rows: Sequence[Row], centre: int) -> list[dict[str, Any] | None]:
    """For each member the value of the family's slot, or None. Dates make no slot: they are mostly those of documents cited."""
    slots: list[list[Slot]] = []
    order = [centre, *(n for n in range(len(rows)) if n != centre)]
    for n in order:
        values = [v for v in rows[n]["values"] or () if v["kind"] != "date"]
        _place(slots, [(n, value, _around(rows[n]["text"], value)) for value in values])
    best = _main(slots, rows)
    if len({n for n, _, _ in best}) < 2:
        return [None] * len(rows)
    filled = {n: value for n, value, _ in best}
    return [filled.get(n) for n in range(len(rows))]


def _place(slots: list[list[Slot]], found: Sequence[Slot]) -> None:
    """
    The numbers of a passage into the slots of the same kind and unit whose words are most alike, or new ones.

    A slot takes one number of a passage: "70% ... các khoản thu hưởng 100%" are two, and "hưởng 100%" alone is the second.
    """
    pairs = [(_near(one, slot), -at, -into) for at, one in enumerate(found) for into, slot in enumerate(slots)]
    taken: dict[int, int] = {}
    for near, at, into in sorted(pairs, reverse=True):
        if near >= _LEAST and -at not in taken and -into not in taken.values():
            taken[-at] = -into
    for at, one in enumerate(found):
        if at in taken:
            slots[taken[at]].append(one)
        else:
            slots.append([one])


def _near(one: Slot, slot: Sequence[Slot]) -> float:
    """How alike the words around a number are to those of a slot; 0 for another kind or unit."""
    if (slot[0][1]["kind"], slot[0][1]["unit"]) != (one[1]["kind"], one[1]["unit"]):
        return 0.0
    return max(_alike(one[2], other[2]) for other in slot[:5])


def _main(slots: Sequence[list[Slot]], rows: Sequence[Row]) -> list[Slot]:
    """
    The family's slot: of those that nearly as many localities fill as any, the one whose values differ most.

    Of equals the one with bounds ("không quá"), then the first in the passages: "không quá 70% số tăng thu ..., các khoản thu hưởng 100%".
    """
    held = [len({name for n, _, _ in slot for name in rows[n]["localities"]}) for slot in slots]

    def rank(slot: list[Slot]) -> tuple[int, bool, float]:
        values = [value for _, value, _ in slot]
        bounded = sum(bool(value["bound"]) and value["bound"] != "=" for value in values) * 2 > len(values)
        return len({v["value"] for v in values}), bounded, -sum(v["start"] for v in values) / len(values)

    nearly = (slot for slot, count in zip(slots, held, strict=True) if count >= _NEARLY * max(held))
    return max(nearly, key=rank, default=[])


def _around(text: str, value: dict[str, Any]) -> frozenset[str]:
    start = value["start"]
    before = _WORD_RE.findall(text[max(0, start - 120) : start])[-_AROUND:]
    end = start + len(value["text"])
    return frozenset(fold(word) for word in before + _WORD_RE.findall(text[end : end + 120])[:_AROUND])


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))
