"""
Values to JSON and back, with a schema version.

    >>> from tuongdong.models import Span
    >>> from_json(to_json(Span(1, 2)), Span)
    Span(start=1, end=2)

Every stored value is an envelope `{"schema": 1, "type": "Document", "value": {...}}`. Older schemas are brought up to
date in `_MIGRATIONS`, one step a version; newer ones are refused with a clear line.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import msgspec

from tuongdong.errors import SchemaError

__all__ = ["SCHEMA_VERSION", "from_builtins", "from_json", "to_builtins", "to_json"]

SCHEMA_VERSION: Final = 1
_MIGRATIONS: Final[
    Mapping[int, Callable[[str, Any], Any]]
] = {}  # version -> (type name, value) -> value of the next version

T = TypeVar("T")


def to_builtins(value: object) -> Any:
    """Plain dicts, lists and strings, as the command line's contracts print them: spans as [start, end]."""
    return msgspec.to_builtins(value)


def from_builtins(plain: object, kind: type[T]) -> T:
    """The inverse of `to_builtins`. SchemaError when the shape does not fit."""
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        raise SchemaError("schema_shape", reason=error) from error


def to_json(value: object) -> bytes:
    """One line of JSON in its envelope."""
    return msgspec.json.encode({"schema": SCHEMA_VERSION, "type": type(value).__name__, "value": to_builtins(value)})


def from_json(data: bytes | str, kind: type[T]) -> T:
    """The inverse of `to_json`. SchemaError when the data is of another type, a newer schema or no JSON."""
    try:
        envelope = msgspec.json.decode(data, type=dict[str, Any])
        version, name, value = int(envelope["schema"]), str(envelope["type"]), envelope["value"]
    except (msgspec.DecodeError, KeyError, ValueError, TypeError) as error:
        raise SchemaError("schema_shape", reason=error) from error
    if version > SCHEMA_VERSION:
        raise SchemaError("schema_newer", found=version, known=SCHEMA_VERSION)
    if name != kind.__name__:
        raise SchemaError("schema_shape", reason=f"{name}, not {kind.__name__}")
    for step in range(version, SCHEMA_VERSION):
        value = _MIGRATIONS[step](name, value)
    return from_builtins(value, kind)
