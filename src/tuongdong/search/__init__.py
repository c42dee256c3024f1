"""
Words or a question to the provisions that they point to.

    read -> parse -> cite, measure -> compare | mine, SEARCH -> report

    Takes:  Documents, put into an Index once; words, and who asks.
    Gives:  hits, best first: a provision each, with the spans of the words in its text.

    units     which provisions of a document are found by themselves: its articles, mostly
    words     text to the terms of the index, a query to terms and phrases, words marked in a text
    index     the index (tantivy): exact and without diacritics; who may see and what is filtered are fields of every query
    folder    an index of a folder of files, kept beside it and renewed when files change
    meaning   the best hits reordered by meaning, with the extra `semantic`

The index can be thrown away: all that it knows is made again from the documents.
"""

from tuongdong.search.folder import Folder
from tuongdong.search.index import Entry, Filters, Hit, Index, Results
from tuongdong.search.units import Unit, units

__all__ = ["Entry", "Filters", "Folder", "Hit", "Index", "Results", "Unit", "units"]
