"""Which provisions of a document are found by themselves."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from tuongdong.models import Document, Level, Provision

__all__ = ["Unit", "units"]

_LONG: Final = 4000
"""Characters of a unit without articles (a part of a plan) above which its children are found one by one."""


class Unit(Struct, frozen=True):
    """A provision with all below it, as search knows it."""

    eid: str
    head: str
    """ "Điều 5. Thu nhập tăng thêm", "khoản 2 mục II". """
    text: str
    """The words with all descendants, a line a paragraph, without the label and heading of the unit itself."""
    start: int
    """Where `text` begins in the document's."""


def units(document: Document) -> Iterator[Unit]:
    """
    The units of a document in reading order: each article, whatever chapter it is in; where there are none, the largest
    provisions that are short enough to read at a glance. Together they hold every word of every provision.
    """
    children: dict[str | None, list[Provision]] = defaultdict(list)
    for one in document.provisions:
        children[one.parent].append(one)
    holders = _with_articles(document)
    for top in children[None]:
        yield from _below(document, top, children, holders)


def _with_articles(document: Document) -> set[str]:
    """The eIds of units that have an article somewhere below."""
    parents = {one.eid: one.parent for one in document.provisions}
    found: set[str] = set()
    for one in document.provisions:
        parent = one.parent if one.level is Level.ARTICLE else None
        while parent is not None and parent not in found:
            found.add(parent)
            parent = parents.get(parent)
    return found


def _below(
    document: Document, one: Provision, children: dict[str | None, list[Provision]], holders: set[str]
) -> Iterator[Unit]:
    below = children[one.eid]
    whole = one.level is Level.ARTICLE or not below
    if whole or (one.eid not in holders and one.span.end - one.span.start <= _LONG):
        yield _unit(document, one, one.span.end)
        return
    if one.text.strip():
        yield _unit(document, one, below[0].span.start)
    for child in below:
        yield from _below(document, child, children, holders)


def _unit(document: Document, one: Provision, end: int) -> Unit:
    start = one.heading_span.end if one.heading_span else one.pieces[0].start if one.pieces else one.span.start
    raw = document.text[start:end]
    text = raw.strip()
    return Unit(eid=one.eid, head=_head(document, one), text=text, start=start + raw.find(text))


def _head(document: Document, one: Provision) -> str:
    """The label as printed, and the heading."""
    first = document.text[one.span.start : one.heading_span.end if one.heading_span else one.span.start + 80]
    label = first.split("\n")[0] if one.heading_span else first[: max(0, _label_end(one))]
    return " ".join((label.strip() or (one.num or "")).split())


def _label_end(one: Provision) -> int:
    return (one.pieces[0].start if one.pieces else one.span.start) - one.span.start
