"""
Many documents to one graph: who cites, amends, repeals and details whom, and what is in force on a day.

    read -> parse -> cite -> GRAPH -> coverage, report

    Takes:  a folder of files, and records of documents whose text is not at hand.
    Gives:  links in both directions, the state of each provision on a day, amended text where that can be told literally.

    entries      a Document and its citations as plain rows
    bodies       whose act a local number means: 11/2024/NQ-HĐND of which province
    effects      from when the provisions of a document apply, as it says itself
    records      documents without text, from a table `records.csv` beside the files
    store        the rows in SQLite, renewed file by file
    states       in force, amended, repealed, suspended, ended: on a day
    amendments   the text that an amendment gives, where it can be applied literally
    dated        documents and comparisons as of a day: what is in force, whose names are no more
    around       what lies around a document, for its picture
    table        the links as Parquet, for others to query

Links keep what was printed, a number or a name; which document that is, is looked up when asked. So a document that
comes or goes changes no row of another.
"""

from tuongdong.graph.amendments import Version, amended
from tuongdong.graph.around import Neighbour, Surroundings, surroundings
from tuongdong.graph.dated import dated, remarks, standing
from tuongdong.graph.effects import Effect, effects
from tuongdong.graph.entries import Entry, LinkRow, document_key
from tuongdong.graph.states import State, Status, states
from tuongdong.graph.store import Graph, Link, Node

__all__ = [
    "Effect",
    "Entry",
    "Graph",
    "Link",
    "LinkRow",
    "Neighbour",
    "Node",
    "State",
    "Status",
    "Surroundings",
    "Version",
    "amended",
    "dated",
    "document_key",
    "effects",
    "remarks",
    "standing",
    "states",
    "surroundings",
]
