"""What the fixtures of these tests give."""

from tuongdong.models import Comparison, Document

Pair = tuple[list[Comparison], list[Document]]
"""Comparisons of the first document with each of the others, and the documents."""
