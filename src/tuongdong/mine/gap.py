"""
What comparable localities have and one lacks: where to go and whom to ask.

A locality is the more comparable the more policies it shares, rare ones counting for more, and the same kind of unit (city
or province) counts as well. A gap is a family that the locality has no sure member of; its weight is the sum over those
that have it.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from msgspec import Struct

from tuongdong.errors import TuongdongError
from tuongdong.mine.families import order_of
from tuongdong.mine.stages import read_table
from tuongdong.terms import localities, locality_named
from tuongdong.text import fold_marks

__all__ = ["Gap", "Holder", "families_in", "gaps"]

SAME_KIND: Final = 0.3
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


class Gap(Struct, frozen=True, kw_only=True):
    """A policy that the locality lacks. Holders: the most comparable first; ask those that have had it longest."""

    family: str
    label: str
    weight: float
    first_adopter: str
    since: str | None
    holders: tuple[Holder, ...]


def families_in(out: Path) -> list[Row]:
    """The rows of a finished run. TuongdongError when there is none."""
    try:
        return list(read_table(out / "families.parquet").to_pylist())
    except (OSError, pa.ArrowInvalid) as error:
        raise TuongdongError("not_mined_yet", path=out) from error


def gaps(name: str, rows: Sequence[Row], least: int = 2) -> list[Gap]:
    """
    The policies that a locality lacks and at least `least` others have, by weight; boilerplate is none.

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
    return sorted(found, key=lambda gap: (-gap.weight, gap.since or "9999", gap.family))


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
    first = min((row for rows in held.values() for row in rows), key=order_of)
    return Gap(
        family=family,
        label=first["label"],
        weight=round(sum(holder.comparable for holder in holders), 4),
        first_adopter=", ".join(first["locality"]),
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
