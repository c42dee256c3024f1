"""
Names that last: what is put together is named by its earliest member, and keeps that name while the member is in it.

    earlier_names(families.parquet)  ->  name_of(members)
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa

from tuongdong.mine.stages import read_table

__all__ = ["Member", "Names", "earlier_names", "name_of"]

Member = tuple[str, ...]
Names = Mapping[Member, str]


def earlier_names(path: Path, name: str, *member: str) -> Names:
    """The names that the last run's table gave, by the member that each came from; none where there is no table."""
    try:
        table = read_table(path)
        rows = list(zip(*(table[column].to_pylist() for column in (*member, name)), strict=True))
    except (OSError, pa.ArrowInvalid, KeyError):
        return {}
    return {tuple(key): given for *key, given in rows if given and given == _hash(given[0], tuple(key))}


def name_of(members: Iterable[Member], names: Names, prefix: str) -> str:
    """The name that a member gave already, of the earliest such member; else the earliest member gives one."""
    members = list(members)
    return next((names[member] for member in members if member in names), _hash(prefix, members[0]))


def _hash(prefix: str, member: Member) -> str:
    return prefix + hashlib.blake2b("\t".join(member).encode(), digest_size=5).hexdigest()
