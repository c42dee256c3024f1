"""
What comparable localities have and one lacks: where to go and whom to ask.

    families, provisions -> GAPS, with what comes nearest of the locality's own

A locality is the more comparable the more policies it shares, rare ones counting for more, and the same kind of unit (city
or province) counts as well. A gap is a family that the locality has no sure member of; its weight is the sum over those
that have it. Families are strict, so a locality may have the same in other words: a gap with a passage of its own that comes near
tells it, and stands behind those without.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from msgspec import Struct, structs

from tuongdong.errors import TuongdongError
from tuongdong.mine.cluster import PART
from tuongdong.mine.families import is_as_early, order_of
from tuongdong.mine.matches import vectors_of
from tuongdong.mine.score import score_pairs
from tuongdong.mine.stages import read_table
from tuongdong.terms import localities, locality_named
from tuongdong.text import fold_marks

__all__ = ["Gap", "Holder", "Near", "families_in", "gaps", "provisions_in"]

SAME_KIND: Final = 0.3
NEAR: Final = 0.5
"""The likeness from which a passage of the locality's own may be what it seems to lack."""
_LOOKED_AT: Final = 300
"""Gaps for which the nearest passage is looked for."""
Row = dict[str, Any]


class Holder(Struct, frozen=True, kw_only=True):
    """A locality that has the policy, with its evidence."""

    locality: str
    comparable: float
    """0 to 1."""
    number: str | None
    file: str
    eid: str
    issued_on: str | None
    issuer: str | None
    value: str | None
    text: str


class Near(Struct, frozen=True, kw_only=True):
    """The locality's own provision that comes nearest to what it seems to lack: to be read before one says that it lacks it."""

    likeness: float
    number: str | None
    file: str
    eid: str
    text: str


class Gap(Struct, frozen=True, kw_only=True):
    """A policy that the locality lacks. Holders: the most comparable first; ask those that have had it longest."""

    family: str
    label: str
    weight: float
    first_adopter: str
    """All localities that had it on the first day."""
    since: str | None
    holders: tuple[Holder, ...]
    near: Near | None = None


def families_in(out: Path | str) -> list[Row]:
    """The rows of a finished run. TuongdongError when there is none."""
    try:
        return list(read_table(Path(out) / "families.parquet").to_pylist())
    except (OSError, pa.ArrowInvalid) as error:
        raise TuongdongError("not_mined_yet", path=out) from error


def provisions_in(out: Path | str) -> list[Row]:
    """The passages of a finished run. TuongdongError when there is none."""
    try:
        table = read_table(Path(out) / "provisions.parquet")
    except (OSError, pa.ArrowInvalid) as error:
        raise TuongdongError("not_mined_yet", path=out) from error
    return list(table.filter(table["eid"].is_valid()).to_pylist())


def gaps(name: str, rows: Sequence[Row], least: int = 2, provisions: Sequence[Row] = ()) -> list[Gap]:
    """
    The policies that a locality lacks and at least `least` others have, by weight; boilerplate is none.

    With the passages of the run, those to which a passage of the locality's own comes near tell it, and come last.
    TuongdongError when no document of the result is the locality's.
    """
    known = locality_named(name)
    own = known.name if known else name
    has = _holdings([row for row in rows if not row["role"] and not row["doubt"]])
    everybody = sorted({one for held in has.values() for one in held})
    own = next((one for one in everybody if fold_marks(one) == fold_marks(own)), own)
    if own not in everybody:
        raise TuongdongError("locality_unknown", name=own, known=", ".join(everybody))
    likeness = _comparable(own, everybody, has)
    found = [_gap(family, held, likeness) for family, held in has.items() if own not in held and len(held) >= least]
    found.sort(key=lambda gap: (-gap.weight, gap.since or "9999", gap.family))
    return sorted(_with_near(found, own, provisions), key=lambda gap: gap.near is not None)


def _with_near(found: Sequence[Gap], own: str, provisions: Sequence[Row]) -> list[Gap]:
    """The gaps, the heaviest of them with what comes nearest of the locality's own passages."""
    mine = [row for row in provisions if own in row["localities"] and not row["role"] and not row["doubt"]]
    if not mine:
        return list(found)
    theirs = {(row["file"], row["eid"]): row["marked"] for row in provisions}
    wanted = [theirs[gap.holders[0].file, gap.holders[0].eid] for gap in found[:_LOOKED_AT]]
    vectors = vectors_of([*(row["marked"] for row in mine), *wanted])
    lengths, rows = np.diff(vectors.starts), np.arange(len(mine))
    near: list[Near | None] = []
    for place in range(len(mine), vectors.rows):
        scores = score_pairs(vectors, rows, np.full(len(mine), place))
        scores[lengths[: len(mine)] < PART * lengths[place]] = 0
        best = int(np.argmax(scores))
        near.append(_near(mine[best], float(scores[best])) if scores[best] >= NEAR else None)
    told = [structs.replace(gap, near=one) for gap, one in zip(found, near, strict=False)]
    return [*told, *found[len(told) :]]


def _near(row: Row, likeness: float) -> Near:
    return Near(likeness=round(likeness, 4), number=row["number"], file=row["file"], eid=row["eid"], text=row["text"])


def _holdings(rows: Sequence[Row]) -> dict[str, dict[str, list[Row]]]:
    """family -> locality -> its members."""
    has: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        for name in row["locality"]:
            has.setdefault(row["family"], {}).setdefault(name, []).append(row)
    return has


def _comparable(own: str, everybody: Sequence[str], has: Mapping[str, Mapping[str, list[Row]]]) -> dict[str, float]:
    """How comparable each locality is: the cosine of the policies held, and the kind of unit."""
    kinds = {one.name: one.kind for one in localities()}
    worth = {family: math.log(1 + len(everybody) / len(held)) ** 2 for family, held in has.items()}
    mine = {family for family, held in has.items() if own in held}
    found = {}
    for name in everybody:
        theirs = {family for family, held in has.items() if name in held}
        both, size = (sum(worth[f] for f in sorted(one)) for one in (mine & theirs, theirs))
        cosine = both / math.sqrt(size * sum(worth[f] for f in sorted(mine))) if both else 0.0
        found[name] = round((1 - SAME_KIND) * cosine + SAME_KIND * (kinds.get(name) == kinds.get(own)), 4)
    return found


def _gap(family: str, held: Mapping[str, list[Row]], likeness: Mapping[str, float]) -> Gap:
    holders = [_holder(name, min(rows, key=order_of), likeness[name]) for name, rows in held.items()]
    members = sorted((row for rows in held.values() for row in rows), key=order_of)
    first = members[0]
    earliest = [row for row in members if row is first or is_as_early(row, first)]
    return Gap(
        family=family,
        label=first["label"],
        weight=round(sum(holder.comparable for holder in holders), 4),
        first_adopter=", ".join(dict.fromkeys(name for row in earliest for name in row["locality"])),
        since=first["issued_on"],
        holders=tuple(sorted(holders, key=lambda h: (-h.comparable, h.issued_on or "9999", h.locality))),
    )


def _holder(name: str, row: Row, comparable: float) -> Holder:
    return Holder(
        locality=name,
        comparable=comparable,
        number=row["number"],
        file=row["file"],
        eid=row["eid"],
        issued_on=row["issued_on"],
        issuer=row["issuer"],
        value=row["value"]["text"] if row["value"] else None,
        text=row["text"],
    )
