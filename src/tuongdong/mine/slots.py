"""
The value of a policy: which of a passage's numbers is the one that its family speaks of.

    "vay lại 100% ...; mức dư nợ không vượt quá 60% số thu"   ->  60 %, as the others say "không vượt quá 70% số thu"

Numbers of one kind and unit that stand between like words are one slot. The slot that most localities fill is the
family's; a passage without it has no value, rather than another one.
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
_WORD_RE: Final = re.compile(r"[^\W\d_]+")
Slot = tuple[int, dict[str, Any], frozenset[str]]


def main_values(rows: Sequence[Row], centre: int) -> list[dict[str, Any] | None]:
    """For each member the value of the family's slot, or None. Dates make no slot: they are mostly those of documents cited."""
    slots: list[list[Slot]] = []
    order = [centre, *(n for n in range(len(rows)) if n != centre)]
    for n in order:
        for value in (v for v in rows[n]["values"] or () if v["kind"] != "date"):
            _place(slots, (n, value, _around(rows[n]["text"], value)))
    best = max(slots, key=lambda slot: _rank(slot, rows), default=[])
    if len({n for n, _, _ in best}) < 2:
        return [None] * len(rows)
    filled: dict[int, tuple[float, dict[str, Any]]] = {}
    for n, value, around in best:
        near = _alike(around, best[0][2])
        if n not in filled or near > filled[n][0]:
            filled[n] = near, value
    return [filled[n][1] if n in filled else None for n in range(len(rows))]


def _place(slots: list[list[Slot]], one: Slot) -> None:
    """Into the slot of the same kind and unit whose words are most alike, or a new one."""
    same = [s for s in slots if (s[0][1]["kind"], s[0][1]["unit"]) == (one[1]["kind"], one[1]["unit"])]
    best = max(same, key=lambda s: max(_alike(one[2], other[2]) for other in s[:5]), default=None)
    if best is not None and max(_alike(one[2], other[2]) for other in best[:5]) >= _LEAST:
        best.append(one)
    else:
        slots.append([one])


def _rank(slot: list[Slot], rows: Sequence[Row]) -> tuple[int, int, int]:
    """How many localities, members and different values."""
    localities = {name for n, _, _ in slot for name in rows[n]["localities"]}
    return len(localities), len({n for n, _, _ in slot}), len({value["value"] for _, value, _ in slot})


def _around(text: str, value: dict[str, Any]) -> frozenset[str]:
    start = value["start"]
    before = _WORD_RE.findall(text[max(0, start - 120) : start])[-_AROUND:]
    end = start + len(value["text"])
    return frozenset(fold(word) for word in before + _WORD_RE.findall(text[end : end + 120])[:_AROUND])


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))
