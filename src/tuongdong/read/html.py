"""
Web pages: saved pages of legal portals without their menus, and Word's own "save as web page".

The document is looked for where portals are known to keep it (`CONTAINERS`), else in the smallest part of the page
that still holds nearly all its words outside links. Structure that the page declares (`prov-article`, `pDieu`) goes to
`hints`.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from lxml import etree
from lxml import html as lxml_html

from tuongdong.errors import DamagedFileError, LimitError, UnsupportedFormatError
from tuongdong.models import SourceText
from tuongdong.read.builder import Run, TextBuilder, plain
from tuongdong.read.docx import parted
from tuongdong.read.legacy import legacy_finding, one_byte, restored
from tuongdong.read.styles import Face
from tuongdong.read.symbols import shown
from tuongdong.read.tables import MOST_CELLS, Block, Grid, GridCell, Paragraph, place

__all__ = ["CONTAINERS", "OWN_PAGE", "html_blocks", "read_html"]

MAX_BYTES: Final = 48 * 1024 * 1024  # a tree of it takes ten times as much memory
# Where portals keep the text of a document: XPath, the most particular first.
CONTAINERS: Final = (
    "//*[@id='divContentDoc']//*[contains(concat(' ', @class, ' '), ' content1 ')]",
    "//*[@id='divContentDoc']",
    "//*[@id='toanvancontent']",
    "//*[contains(concat(' ', @class, ' '), ' toanvancontent ')]",
    "//*[contains(concat(' ', @class, ' '), ' prov-content ')]",
    "//*[contains(concat(' ', @class, ' '), ' the-document-body ')]",
    "//*[contains(concat(' ', @class, ' '), ' vbcontent ')]",
)
# Declared structure: class -> level.
_DECLARED: Final = {
    "prov-part": "part",
    "prov-chapter": "chapter",
    "prov-section": "section",
    "prov-subsection": "subsection",
    "prov-article": "article",
    "prov-clause": "clause",
    "prov-item": "point",
    "prov-point": "point",
    "pChuong": "chapter",
    "pDieu": "article",
}
_SKIPPED_NAMES: Final = """
    script style noscript template iframe object embed svg math head title meta link button select option textarea input
    nav aside canvas audio video map dialog
"""
_BLOCK_NAMES: Final = """
    address article blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr html legend li main ol p pre section summary ul td th tr tbody thead tfoot caption
"""
_SKIPPED: Final = frozenset(_SKIPPED_NAMES.split())
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_BOLD: Final = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_STYLE_BOLD_RE: Final = re.compile(r"font-weight\s*:\s*(bold(?:er)?|[6-9]00|normal|lighter|[1-5]00)", re.I)
_STYLE_FONT_RE: Final = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", re.I)
_STYLE_HIDDEN_RE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_PLAIN: Final = Face()
_CHARSET_RE: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SPACES_RE: Final = re.compile(r"[ \t\r\n\f]+")


OWN_PAGE: Final = "default-src 'none'; style-src 'unsafe-inline';"
"""How the policy of every page that this program writes begins. A report in a folder of documents is none of them."""


def read_html(data: bytes, path: Path) -> SourceText:
    """The text of a page. UnsupportedFormatError when it is a report of this program."""
    if OWN_PAGE.encode() in data[:1000]:
        raise UnsupportedFormatError("own_page", path=path)
    builder = TextBuilder()
    blocks, found = restored(html_blocks(data, path))
    place(builder, blocks)
    if not found and _encoding(data) == "windows-1258" and not _charset(data):
        found = [legacy_finding("cp1258")]
    for one in found:
        builder.find(one)
    source = builder.build("html")
    if not source.text:
        raise DamagedFileError("no_words", path=path)
    return source


def html_blocks(data: bytes, path: Path) -> list[Block]:
    """The paragraphs and tables of a page's document, as they stand in the file."""
    if len(data) > MAX_BYTES:
        raise LimitError("file_too_large", path=path, size=f"{len(data) >> 20} MB", limit=f"{MAX_BYTES >> 20} MB")
    root = _tree(data, path)
    if sum(1 for _ in islice(root.iter("td", "th"), MOST_CELLS + 1)) > MOST_CELLS:
        raise LimitError("too_many_cells", path=path, limit=MOST_CELLS)
    return list(_blocks(_document_part(root), _PLAIN, hint=None))


def _tree(data: bytes, path: Path) -> etree._Element:
    # Without `huge_tree` the parser drops, and does not tell, all that follows a picture of 10 MB or the 256th nested element.
    parser = lxml_html.HTMLParser(
        encoding=_encoding(data), remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise DamagedFileError("file_damaged", path=path, reason=type(error).__name__) from error
    assert isinstance(root, etree._Element)
    return root


def _encoding(data: bytes) -> str:
    """What the page is written in: UTF-8 unless its bytes or its head say otherwise."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _charset(data) or one_byte(data)
    return "utf-8"


def _charset(data: bytes) -> str | None:
    """What a page that is no UTF-8 says it is written in; None when it says nothing, or UTF-8 all the same."""
    declared = _CHARSET_RE.search(data[:4096])
    return declared[1].decode("ascii") if declared and declared[1].lower() != b"utf-8" else None


def _document_part(root: etree._Element) -> etree._Element:
    """The element that holds the document."""
    for where in CONTAINERS:
        found = [(each, _length(each)) for each in _elements(root, where)]
        if found and max(length for _, length in found) > 200:
            return max(found, key=lambda pair: pair[1])[0]
    body = root.find(".//body")
    part = body if body is not None else root
    words = _own_words(part)
    while True:
        heavy = [child for child in part if _is_shown(child) and words[child] >= 0.8 * words[part] > 0]
        if not heavy or heavy[0].tag in ("table", "p", "tr"):
            return part
        part = heavy[0]


def _elements(root: etree._Element, where: str) -> list[etree._Element]:
    found = root.xpath(where)
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []


def _length(element: etree._Element) -> int:
    return sum(len(piece) for piece in element.itertext())


def _own_words(root: etree._Element) -> dict[etree._Element, int]:
    """For each element, how many letters it shows outside links."""
    counts: dict[etree._Element, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        shown = _is_shown(element) and element.tag != "a"
        own = len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)
        counts[element] = own + sum(counts.get(child, 0) for child in element) if shown else 0
    return counts


def _is_shown(element: etree._Element) -> bool:
    return (
        isinstance(element.tag, str)
        and element.tag not in _SKIPPED
        and not _STYLE_HIDDEN_RE.search(element.get("style", ""))
        and element.get("hidden") is None
    )


def _blocks(element: etree._Element, face: Face, hint: str | None) -> Iterator[Block]:
    """Paragraphs and tables below an element, in order."""
    open_runs: list[Run] = []

    def closed() -> Iterator[Block]:
        nonlocal open_runs
        runs, open_runs = open_runs, []
        if plain(runs).strip():
            for part in parted(runs):
                yield Paragraph(part, hint)

    for piece in _pieces(element, face):
        if isinstance(piece, Run):
            open_runs.append(piece)
            continue
        child, child_face = piece
        yield from closed()
        if child.tag == "table":
            yield Grid(_cells(child, child_face))
        else:
            yield from _blocks(child, child_face, _declared(child) or hint)
    yield from closed()


def _pieces(element: etree._Element, face: Face) -> Iterator[Run | tuple[etree._Element, Face]]:
    """The words of an element, and the blocks among them, in order; through inline elements."""
    if element.text:
        yield _words(element, element.text, face)
    for child in element:
        if _is_shown(child):
            own = _faced(child, face)
            if child.tag == "br":
                yield Run("\n", face.bold, face.font)
            elif child.tag in _BLOCKS or child.tag == "table":
                yield child, own
            else:
                yield from _pieces(child, own)
        if child.tail:
            yield _words(element, child.tail, face)


def _words(element: etree._Element, text: str, face: Face) -> Run:
    """Text as it shows: line ends in the source are spaces, but in <pre>."""
    return Run(shown(text if element.tag == "pre" else _SPACES_RE.sub(" ", text), face.font), face.bold, face.font)


def _faced(element: etree._Element, face: Face) -> Face:
    """The face of an element within another's."""
    style = element.get("style", "")
    bold = face.bold or element.tag in _BOLD
    if weight := _STYLE_BOLD_RE.search(style):
        bold = weight[1].lower() in ("bold", "bolder", "600", "700", "800", "900")
    family = _STYLE_FONT_RE.search(style)
    return Face(bold=bold, font=family[1] if family else element.get("face") or face.font)


def _declared(element: etree._Element) -> str | None:
    return next((_DECLARED[name] for name in element.get("class", "").split() if name in _DECLARED), None)


def _cells(table: etree._Element, face: Face) -> list[GridCell]:
    """The cells of a table on its grid, merged cells where they begin."""
    cells: list[GridCell] = []
    free: dict[int, int] = {}  # the first row in which a column is not covered from above
    for row, line in enumerate(_rows(table)):
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th") or not _is_shown(cell):
                continue
            while free.get(column, 0) > row:
                column += 1
            down, across = _span(cell, "rowspan", 1000), _span(cell, "colspan", 100)
            if down > 1:
                free |= dict.fromkeys(range(column, column + across), row + down)
            blocks = list(_blocks(cell, _faced(cell, face), None))
            cells.append(GridCell(row, column, blocks, down, across, cell.tag == "th"))
            column += across
    return cells


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, not those of tables within."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from _rows(child)


def _span(cell: etree._Element, name: str, most: int) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), most) if value.isdecimal() and len(value) < 6 else 1
