"""From a piece of evidence to where it stands: the document of the library that its reference names, at the provision."""

import re
from collections.abc import Iterable
from typing import Any, Final

from tuongdong.cite.mentions import NUMBER, mentions, plain_number
from tuongdong.web.exchange.models import Evidence
from tuongdong.web.library.models import Document, fold_number
from tuongdong.web.people.access import visible

__all__ = ["linked"]

_NUMBER_RE: Final = re.compile(rf"(?<![\w/])(?:{NUMBER})")


def linked(account: Any, rows: Iterable[Evidence]) -> list[tuple[Evidence, str]]:
    """Each piece with the address of its source; "" where the library holds none that the reader may see."""
    told = [(row, _key(row.reference)) for row in rows]
    keys = {key for _row, key in told if key}
    found = visible(account, Document.objects.filter(number_key__in=keys), "document.view") if keys else ()
    # of two documents of one number the reference tells neither
    held: dict[str, list[Document]] = {}
    for one in found:
        held.setdefault(one.number_key, []).append(one)
    return [(row, _address(held.get(key, []), row.reference)) for row, key in told]


def _key(reference: str) -> str:
    match = _NUMBER_RE.search(reference)
    return fold_number(plain_number(match[0])) if match else ""


def _address(documents: list[Document], reference: str) -> str:
    if len(documents) != 1:
        return ""
    eid = _eid(reference)
    return f"{documents[0].get_absolute_url()}{f'#{eid}' if eid else ''}"


def _eid(reference: str) -> str:
    """15/2025/NQ-HĐND, khoản 2 Điều 5 -> art_5__cl_2"""
    paths = [path for one in mentions(reference, 0, len(reference)) for path in one.paths]
    return (paths[0].eid or "") if paths else ""
