"""
What the checker is told of cited documents: by the register of laws, and by the graph of a folder.

    laws_known()                        laws by number: their name, and since when another law bears it
    folder_known(folder, numbers, day)  documents of a folder: day, title, what repealed, replaced or amended them

Keys are numbers, folded. What a register does not know is not in it: nothing is guessed.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from tuongdong.cite.vocabulary import laws
from tuongdong.graph import Graph, Node, State, Status, states
from tuongdong.text import fold

__all__ = ["Known", "folder_known", "laws_known"]

_GONE: Final = (Status.REPEALED, Status.REPLACED, Status.ENDED)


class Known(NamedTuple):
    """What a register says of a document."""

    issued_on: str | None = None
    title: str | None = None
    expired_on: str | None = None
    amended_by: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def laws_known() -> Mapping[str, Known]:
    """
    The laws of the register. One ends on the day from which the next of its name holds.

    >>> laws_known()["45/2013/qh13"].title, laws_known()["45/2013/qh13"].expired_on
    ('Luật Đất đai', '2024-08-01')
    """
    found: dict[str, Known] = {}
    for name, records in groupby(laws(), key=lambda law: law.name):
        dated = [(fold(law.number), law.since) for law in records if law.number]
        ends = [since for _number, since in dated[1:]]
        for (number, _since), end in zip_longest(dated, ends):
            found[number] = Known(title=name, expired_on=end)
    return found


def folder_known(folder: Path, numbers: Iterable[str], day: str) -> dict[str, Known]:
    """What the documents of a folder say, on an ISO day. A number that several localities bear tells nothing."""
    with Graph.of_folder(folder) as graph:
        graph.renew(folder)
        found = ((number, graph.find(number)) for number in dict.fromkeys(numbers))
        return {fold(number): _of(graph, nodes[0], day) for number, nodes in found if len(nodes) == 1}


def _of(graph: Graph, node: Node, day: str) -> Known:
    whole, *parts = states(graph, node, day)
    changed = [one for one in (whole, *parts) if one.status in (Status.AMENDED, Status.PARTLY_REPEALED)]
    return Known(
        issued_on=node.issued_on,
        title=node.title,
        expired_on=(whole.since or day) if whole.status in _GONE else None,
        amended_by=tuple(dict.fromkeys(number for one in changed for number in _by(one))),
    )


def _by(state: State) -> Iterable[str]:
    return (link.source.number for link in state.by if link.source.number)
