"""
The documents of a folder that matter to the coverage of some resolutions: found by the folder's graph, and only these read.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from tuongdong.cite.kinds import ACTS
from tuongdong.graph import Graph, Node
from tuongdong.models import Document
from tuongdong.parse.file import parse_file

__all__ = ["Nearby", "documents_near"]


class Nearby(NamedTuple):
    """The documents near some resolutions."""

    documents: tuple[Document, ...]
    refused: tuple[tuple[str, str], ...]
    """(file, why) of what could not be read in the folder."""
    searched: int
    """How many documents with a text, other than the resolutions, the folder holds."""


def documents_near(
    folder: Path,
    resolutions: Iterable[Document],
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Nearby:
    """
    What cites one of the resolutions, and what acts on a document that does.

    The graph of the folder is brought up to date first. FileMissingError without a folder.
    """
    resolutions = tuple(resolutions)
    own = {one.number for one in resolutions}
    with Graph.of_folder(folder) as graph:
        renewed = graph.renew(folder, progress)
        citing = [node for one in resolutions for node in graph.citing(one.number)]
        acting = [link.source for node in citing for link in graph.links_to(node) if link.row.kind in ACTS]
        searched = sum(node.has_text and node.number not in own for node in graph.nodes())
        near: dict[int, Node] = {node.id: node for node in (*citing, *acting) if node.has_text}
    documents = tuple(parse_file(folder / node.file, bare=True) for node in near.values())
    return Nearby(documents, renewed.refused, searched)
