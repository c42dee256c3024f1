"""
Text to provisions.

    read -> PARSE -> cite, measure -> compare | mine -> report

    Takes:  a SourceText, as `tuongdong.read` leaves it.
    Gives:  a Document: head data, and provisions in reading order, each with a span into that very text.
"""

from tuongdong.parse.document import parse

__all__ = ["parse"]
