"""
Word documents (docx, docm, dotx), walked as XML in reading order.

    tables          in place, with merged cells; those that only arrange the page become paragraphs
    numbers         those that Word gives by itself are written out before their paragraphs
    text boxes      after the paragraph that holds them
    footnotes       "[1]" where they are called, their text at the end
    changes         what was inserted counts, what was deleted or is hidden does not
    documents       put in whole by other programs (w:altChunk), where they are called
    left out        comments, instructions of fields, macros (never run); headers and footers, whose words a finding tells
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from lxml import etree

from tuongdong.errors import DamagedFileError, LimitError, ReadError
from tuongdong.models import Severity, SourceText, finding
from tuongdong.read.archive import Archive
from tuongdong.read.builder import Run, TextBuilder, plain
from tuongdong.read.legacy import restored
from tuongdong.read.lines import survives
from tuongdong.read.numbering import Numbering, W
from tuongdong.read.styles import Face, Styles
from tuongdong.read.symbols import shown
from tuongdong.read.tables import MOST_CELLS, Block, Grid, GridCell, Paragraph, place

__all__ = ["docx_blocks", "parted", "read_docx"]

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Content that stands for nothing on the page.
_SKIPPED_NAMES: Final = """
    del moveFrom pPr rPr sectPr instrText delText tblPr tblGrid trPr tcPr sdtPr sdtEndPr proofErr bookmarkStart
    bookmarkEnd commentReference annotationRef
"""
_SKIPPED: Final = frozenset(W + tag for tag in _SKIPPED_NAMES.split())
_SIGNS: Final = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}
# 7 / - Trang 7 - / Trang 7/12
_PAGE_NUMBER_RE: Final = re.compile(r"[\W\d]*(?:(?:trang|page)[\W\d]*)?", re.I)
_MOST_SAID: Final = 500  # letters of headers and footers that are told
_NOTE_KINDS: Final = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


def read_docx(data: bytes, path: Path) -> SourceText:
    """The text of a Word document. UnsupportedFormatError when it is a table of this program."""
    archive = Archive(data, path)
    archive.refuse_own()
    walk, body = _opened(archive)
    builder = TextBuilder()
    blocks, found = restored(list(walk.blocks(body)))
    place(builder, blocks)
    notes, _ = restored([Paragraph(runs) for runs in walk.notes()])
    for note in notes:
        assert isinstance(note, Paragraph)
        builder.paragraph(note.runs, footnote=True)
    said = _heads_and_feet(archive, walk)
    for one in (*found, *archive.remarks()):
        builder.find(one)
    if walk.hidden:
        builder.find(finding("hidden_text", Severity.INFO, count=walk.hidden))
    if walk.deleted:
        builder.find(finding("tracked_changes", Severity.WARNING, count=walk.deleted))
    if walk.unread:
        builder.find(finding("embedded_not_read", Severity.WARNING, count=walk.unread))
    if said:
        builder.find(finding("running_heads", Severity.INFO, text=said))
    return builder.build("docx")


def docx_blocks(data: bytes, path: Path) -> tuple[list[Block], int]:
    """The blocks of a document within another, its notes behind it; and how many within that one in turn are left out."""
    walk, body = _opened(Archive(data, path), within=True)
    return [*walk.blocks(body), *(Paragraph(runs) for runs in walk.notes())], walk.unread


def _opened(archive: Archive, within: bool = False) -> tuple["_Walk", etree._Element]:
    """The body of a document, and who walks through it."""
    main = _main_part(archive)
    body = archive.xml(main).find(f"{W}body")
    if body is None:
        raise DamagedFileError("file_damaged", path=archive.path, reason=main)
    if sum(1 for _ in islice(body.iter(f"{W}tc"), MOST_CELLS + 1)) > MOST_CELLS:
        raise LimitError("too_many_cells", path=archive.path, limit=MOST_CELLS)
    return _Walk(archive, main, within), body


def _main_part(archive: Archive) -> str:
    """Nearly always word/document.xml; the relations of the package say so for the others."""
    if "word/document.xml" in archive:
        return "word/document.xml"
    relations = archive.xml_or_none("_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _heads_and_feet(archive: Archive, walk: "_Walk") -> str:
    """What stands above and below the pages, each once; page numbers by themselves say nothing."""
    said: dict[str, None] = {}
    for name in archive.like(f"{re.escape(walk.folder)}/(?:header|footer)\\d*\\.xml"):
        root = archive.xml_or_none(name)
        blocks, _ = restored(list(walk.blocks(root)) if root is not None else [])
        builder = TextBuilder()
        place(builder, blocks)
        lines = builder.build("docx").text.split("\n")
        said |= dict.fromkeys(line for line in lines if not _PAGE_NUMBER_RE.fullmatch(line))
    return " / ".join(said)[:_MOST_SAID]


class _Walk:
    """Reads the body once, in order; automatic numbers and notes depend on that order."""

    def __init__(self, archive: Archive, main: str, within: bool) -> None:
        folder, _, self._part = main.rpartition("/")
        self._archive, self.folder, self._within = archive, folder, within
        self._styles = Styles(archive.xml_or_none(f"{folder}/styles.xml"))
        self._numbering = Numbering(archive.xml_or_none(f"{folder}/numbering.xml"))
        self._called: list[tuple[str, str]] = []
        self._boxes: list[etree._Element] = []
        self.hidden = 0
        self.deleted = 0
        self.unread = 0

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Paragraphs and tables below an element, through the wrappers that Word puts around them."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif child.tag in (f"{W}del", f"{W}moveFrom"):
                self.deleted += 1
            elif child.tag == f"{W}altChunk":
                yield from self._chunk(child)
            elif child.tag not in _SKIPPED:
                yield from self.blocks(child)

    def _chunk(self, element: etree._Element) -> Iterator[Block]:
        """A whole document that stands here; only one deep, so that none can hold itself."""
        from tuongdong.read.chunks import blocks_within, chunk_named

        if self._within:
            self.unread += 1
            return
        name = element.get(f"{_REL}id", "")
        try:
            data = chunk_named(self._archive, self.folder, self._part, name)
            blocks, unread = blocks_within(data, self._archive.path)
        except ReadError:
            blocks, unread = (), 1
        self.unread += unread
        yield from blocks

    def notes(self) -> Iterator[list[Run]]:
        """The notes that the text calls, in order, each a paragraph. What a note calls in turn is not followed."""
        parts = {kind: self._note_parts(kind) for kind in set(_NOTE_KINDS.values())}
        for number, (kind, name) in enumerate(tuple(self._called), start=1):
            note = parts[kind].get(name)
            runs = [Run(f"[{number}] ")]
            for block in self.blocks(note) if note is not None else ():
                if isinstance(block, Paragraph) and block.runs:
                    runs += [*block.runs, Run(" ")]
            yield runs

    def _note_parts(self, kind: str) -> dict[str, etree._Element]:
        root = self._archive.xml_or_none(f"{self.folder}/{kind}.xml")
        return {each.get(f"{W}id", ""): each for each in root} if root is not None else {}

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        """The paragraph with its number, cut at breaks set by hand; then what its text boxes hold."""
        properties = element.find(f"{W}pPr")
        style = self._styles.of(properties)
        runs = list(self._runs(element, style.face))
        boxes, self._boxes = self._boxes, []
        if any(run.text.strip() for run in runs) and style.list_id not in ("", "0"):
            label = self._numbering.label(style.list_id, style.depth)
            runs = [Run(f"{label} ", bold=runs[0].bold), *runs] if label else runs
        hint = f"outline_{style.outline + 1}" if style.outline is not None else None
        for part in parted(runs):
            yield Paragraph(part, hint)
        for box in boxes:
            yield from self.blocks(box)

    def _runs(self, element: etree._Element, face: Face) -> Iterator[Run]:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, face)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self.deleted += 1
            elif tag == f"{_MATH}r":
                yield Run("".join(each.text or "" for each in child.iter(f"{_MATH}t")))
            elif tag not in _SKIPPED and isinstance(tag, str):
                yield from self._runs(_chosen(child), face)

    def _run(self, element: etree._Element, face: Face) -> Iterator[Run]:
        own = self._styles.face(element.find(f"{W}rPr"), face)
        if own.hidden:
            self.hidden += 1
            return
        words = ""
        for child in element:
            tag = child.tag
            if tag == f"{W}t":
                words += child.text or ""
            elif tag in _SIGNS:
                words += " " if child.get(f"{W}type") in ("page", "column") else _SIGNS[tag]
            elif tag == f"{W}sym":
                yield from (_drawn(words, own), Run(_sign(child), own.bold, "Symbol"))
                words = ""
            elif tag in _NOTE_KINDS:
                words += self._call(_NOTE_KINDS[tag], child.get(f"{W}id", ""))
            elif tag not in _SKIPPED and isinstance(tag, str):
                self._boxes += _text_boxes(child)
        if words:
            yield _drawn(words, own)

    def _call(self, kind: str, name: str) -> str:
        self._called.append((kind, name))
        return f"[{len(self._called)}]"

    def _table(self, element: etree._Element) -> Grid:
        """Cells on the grid. A cell that goes on from above (vMerge without restart) lengthens the one above."""
        cells: list[GridCell] = []
        above: dict[int, int] = {}
        for row, line in enumerate(_through(element, f"{W}tr")):
            column = _number(line.find(f"{W}trPr/{W}gridBefore"), 0)
            header = line.find(f"{W}trPr/{W}tblHeader") is not None
            for cell in _through(line, f"{W}tc"):
                width = min(max(_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1), 100)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in above:
                    upper = cells[above[column]]
                    cells[above[column]] = upper._replace(
                        row_span=row - upper.row + 1, blocks=[*upper.blocks, *self.blocks(cell)]
                    )
                else:
                    above[column] = len(cells)
                    cells.append(GridCell(row, column, list(self.blocks(cell)), 1, width, header))
                column += width
        return Grid(cells)


def parted(runs: list[Run]) -> Iterator[list[Run]]:
    """Runs cut where a break set by hand parts paragraphs; other breaks become spaces."""
    if not any("\n" in run.text for run in runs):
        yield runs
        return
    lines: list[list[Run]] = [[]]
    for run in runs:
        for index, piece in enumerate(run.text.split("\n")):
            if index:
                lines.append([])
            lines[-1].append(run._replace(text=piece))
    held = lines[0]
    for line in lines[1:]:
        above, below = plain(held).strip(), plain(line).strip()
        if above and below and survives(above, below):
            yield held
            held = line
        else:
            held = [*held, Run(" "), *line]
    yield held


def _chosen(element: etree._Element) -> etree._Element:
    """Of drawings that Word writes twice, for itself and for its elders, the first."""
    if element.tag == f"{_MC}AlternateContent":
        choice = element.find(f"{_MC}Choice")
        return choice if choice is not None else element
    return element


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, not those inside another's text."""
    for child in _chosen(element):
        if child.tag == f"{W}txbxContent":
            yield child
        else:
            yield from _text_boxes(child)


def _drawn(words: str, face: Face) -> Run:
    return Run(shown(words.upper() if face.capitals else words, face.font), face.bold, face.font)


def _sign(element: etree._Element) -> str:
    """What a w:sym shows; a dot when its number is none."""
    try:
        return shown(chr(int(element.get(f"{W}char", ""), 16)), element.get(f"{W}font", ""))
    except (ValueError, OverflowError):
        return "•"


def _through(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children of a tag, through content controls and marks of change; what was deleted is left out."""
    for child in parent:
        if child.tag == tag:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag not in _SKIPPED and child.tag not in (f"{W}p", f"{W}tbl"):
            yield from _through(child, tag)


def _number(element: etree._Element | None, default: int) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 else default
