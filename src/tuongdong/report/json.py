"""
Comparisons as JSON, in the shape that the command line promises.

    one host        {"a", "b", "matches", "only_a", "only_b", "findings"}
    several hosts   {"documents": [...], "pairs": [the above for A and each host]}
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from tuongdong.codec import to_builtins
from tuongdong.files import keep_foreign, whole_file
from tuongdong.models import Comparison

__all__ = ["contract", "has_keys", "write_json"]


def contract(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Plain dicts and lists. ValueError when there is no comparison."""
    if not comparisons:
        raise ValueError("no comparison")
    pairs: list[dict[str, Any]] = [to_builtins(one) for one in comparisons]
    if len(pairs) == 1:
        return pairs[0]
    return {"documents": [pairs[0]["a"], *(pair["b"] for pair in pairs)], "pairs": pairs}


def write_json(comparisons: Sequence[Comparison], path: Path) -> None:
    """The JSON at `path`, whole or not at all."""
    keep_foreign(path, lambda there: has_keys(there, "matches") or has_keys(there, "pairs"))
    data = msgspec.json.format(msgspec.json.encode(contract(comparisons)), indent=1)
    with whole_file(path) as scratch:
        scratch.write_bytes(data + b"\n")


def has_keys(data: bytes, *keys: str) -> bool:
    """Whether a file holds a JSON object with these keys."""
    try:
        there = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return isinstance(there, dict) and set(keys) <= set(there)
