"""
Documents within a Word document: what other programs put in whole (w:altChunk), as a page, a text or a Word file.

Word shows them as part of the document, so their blocks stand where they are called.
"""

from collections.abc import Sequence
from pathlib import Path

from tuongdong.read.archive import Archive
from tuongdong.read.builder import Run
from tuongdong.read.detect import detect
from tuongdong.read.tables import Block, Paragraph

__all__ = ["blocks_within", "chunk_named"]


def chunk_named(archive: Archive, folder: str, part: str, name: str) -> bytes:
    """The bytes of what a part of the package calls by a relation's name; ReadError when it is not there."""
    relations = archive.xml_or_none(f"{folder}/_rels/{part}.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Id") == name:
            target = relation.get("Target", "")
            return archive.read(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}")
    return archive.read(name)


def blocks_within(data: bytes, path: Path) -> tuple[Sequence[Block], int]:
    """The blocks of such a document, and how many documents were not read: 1 for what is not read here (rtf). ReadError."""
    kind = detect(data, "")
    if kind == "docx":
        from tuongdong.read.docx import docx_blocks

        return docx_blocks(data, path)
    if kind in ("html", "mht"):
        from tuongdong.read.html import html_blocks
        from tuongdong.read.mht import page_of

        return html_blocks(page_of(data, path) if kind == "mht" else data, path), 0
    if kind == "txt":
        from tuongdong.read.plain import decode_any

        return [Paragraph([Run(line)]) for line in decode_any(data, path)[0].split("\n")], 0
    return (), 1
