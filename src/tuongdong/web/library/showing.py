"""
A Document as HTML: its text with citations as links, and the tree of its provisions.

1. Every character of the document's text is shown once, and everything from it is escaped.
2. What comes out depends on the version alone, so that it is made once for all readers: a link asks `library:cited` what
   it leads to, and that page knows who asks.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from html import escape
from textwrap import shorten
from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from tuongdong.models import Document, Level, Provision, Span, Table

__all__ = ["Link", "text_html", "tree_html"]

_HEADED: Final = frozenset(
    {Level.ATTACHMENT, Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ARTICLE}
)


class Link(NamedTuple):
    """A citation in the text. `number` and `eid` tell where it leads."""

    start: int
    end: int
    number: str
    eid: str
    own: bool
    resolved: bool
    source: int = 0
    """The document that cites: a number of its own locality is looked up there."""

    @property
    def href(self) -> str:
        if self.own or not self.number:
            return f"#{self.eid}" if self.eid and self.own else ""
        return "/library/cited?" + urlencode({"number": self.number, "eid": self.eid, "in": self.source})


class _Page:
    """One document on its way to HTML."""

    def __init__(self, document: Document, links: Sequence[Link]) -> None:
        self.document = document
        self.text = document.text
        self.links = sorted((one for one in links if one.href), key=lambda one: (one.start, -one.end))
        self.starts = [one.start for one in self.links]
        self.children: dict[str | None, list[Provision]] = defaultdict(list)
        for one in document.provisions:
            self.children[one.parent].append(one)
        self.out: list[str] = []

    def words(self, start: int, end: int) -> str:
        """The text between two places, escaped, with its links."""
        parts, at = [], start
        for link in self.links[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
            if link.start < at or link.end > end:
                continue
            parts.append(escape(self.text[at : link.start]))
            doubt = "" if link.resolved else ' class="doubt"'
            parts.append(f'<a href="{escape(link.href)}"{doubt}>{escape(self.text[link.start : link.end])}</a>')
            at = link.end
        parts.append(escape(self.text[at:end]))
        return "".join(parts)

    def said(self, start: int, end: int, label: str = "") -> None:
        """A paragraph, or several; tables in it as tables."""
        for table in self.document.tables:
            if start <= table.span.start and table.span.end <= end:
                self.paragraph(start, table.span.start, label)
                self.table(table)
                start, label = table.span.end, ""
        self.paragraph(start, end, label)

    def paragraph(self, start: int, end: int, label: str = "") -> None:
        body = self.words(start, end).strip()
        if body or label:
            mark = f'<span class="label">{escape(label)}</span> ' if label else ""
            self.out.append(f'<p class="said">{mark}{body}</p>')

    def table(self, table: Table) -> None:
        rows: dict[int, list[str]] = defaultdict(list)
        for cell in table.cells:
            tag = "th" if cell.header else "td"
            size = "".join(
                f' {name}="{count}"'
                for name, count in (("rowspan", cell.row_span), ("colspan", cell.column_span))
                if count > 1
            )
            rows[cell.row].append(f"<{tag}{size}>{self.words(*cell.span) or escape(cell.text)}</{tag}>")
        body = "".join(f"<tr>{''.join(cells)}</tr>" for _row, cells in sorted(rows.items()))
        self.out.append(f'<div class="scroll" tabindex="0"><table>{body}</table></div>')

    def unit(self, one: Provision, depth: int) -> None:
        self.out.append(f'<section class="unit {one.level.value}" id="{escape(one.eid)}">')
        below = self.children[one.eid]
        first = min([span.start for span in (*one.pieces, *(c.span for c in below))] or [one.span.end])
        label = self.text[one.span.start : min(first, one.span.end)].strip()
        if one.heading_span or one.level in _HEADED:
            end = one.heading_span.end if one.heading_span else one.span.start + len(label)
            tag = f"h{min(depth + 2, 6)}"
            self.out.append(f'<{tag} class="title">{self.words(one.span.start, end)}</{tag}>')
            self.paragraph(end, min(first, one.span.end))
            label = ""
        self.inside(one, below, depth, label)
        self.out.append("</section>")

    def pieces(self, one: Provision, below: list[Provision]) -> list[Span]:
        """A provision's own words, the rows of a table as one."""
        found: list[Span] = []
        for piece in one.pieces:
            around = (t.span for t in self.document.tables if t.span.start <= piece.start and piece.end <= t.span.end)
            span = max(around, key=lambda span: span.end - span.start, default=piece)
            if (
                span.start < one.pieces[0].start
                or span.end > one.span.end
                or any(span.start <= child.span.start < span.end for child in below)
            ):
                span = piece
            if not found or found[-1] != span:
                found.append(span)
        return found

    def inside(self, one: Provision, below: list[Provision], depth: int, label: str) -> None:
        """Own words and descendants, in the order of the text."""
        parts: list[tuple[int, Span | Provision]] = [(span.start, span) for span in self.pieces(one, below)]
        parts += [(child.span.start, child) for child in below]
        if label and not one.pieces:
            self.out.append(f'<p class="said"><span class="label">{escape(label)}</span></p>')
            label = ""
        parts.sort(key=lambda pair: pair[0])
        at = parts[0][0] if parts else one.span.end
        for count, (start, part) in enumerate(parts, start=1):
            self.paragraph(at, start)
            if isinstance(part, Provision):
                self.unit(part, depth + 1)
                at = part.span.end
            else:  # the "./." at the end of a document belongs to no piece
                at = one.span.end if count == len(parts) else part.end
                self.said(part.start, at, label)
                label = ""
        self.paragraph(at, one.span.end)


def text_html(document: Document, links: Sequence[Link], before: str) -> SafeString:
    """The whole text. What stands ahead of the first provision is folded, under the words `before`."""
    page = _Page(document, links)
    tops = page.children[None]
    first = tops[0].span.start if tops else len(document.text)
    if document.text[:first].strip():
        page.out.append(f'<details class="around"{"" if tops else " open"}><summary>{escape(before)}</summary>')
        page.said(0, first)
        page.out.append("</details>")
    at = first
    for top in tops:
        if document.text[at : top.span.start].strip():
            page.said(at, top.span.start)
        page.unit(top, 0)
        at = top.span.end
    if document.text[at:].strip():
        page.said(at, len(document.text))
    return mark_safe("\n".join(page.out))  # noqa: S308  # every piece of text went through escape


def tree_html(document: Document) -> SafeString:
    """The provisions as a foldable list of links, down to articles; to clauses where there are none."""
    page = _Page(document, ())
    floor = Level.ARTICLE if any(one.level is Level.ARTICLE for one in document.provisions) else Level.CLAUSE
    out: list[str] = []
    _branch(page, None, list(Level).index(floor), out)
    return mark_safe("".join(out))  # noqa: S308  # labels and headings are escaped


def _branch(page: _Page, parent: str | None, floor: int, out: list[str]) -> None:
    rows = [one for one in page.children[parent] if list(Level).index(one.level) <= floor]
    if not rows:
        return
    out.append("<ul>")
    for one in rows:
        address, name = f"#{escape(one.eid)}", escape(name_of(page.document, one))
        below: list[str] = []
        _branch(page, one.eid, floor, below)
        if below:
            inside = "".join(below)
            out.append(
                f'<li class="branch"><a href="{address}">{name}</a>'
                f'<details open><summary><span class="unseen">{name}</span></summary>{inside}</details></li>'
            )
        else:
            out.append(f'<li><a class="leaf" href="{address}">{name}</a></li>')
    out.append("</ul>")


def name_of(document: Document, one: Provision) -> str:
    """ "Điều 5. Thu nhập tăng thêm", or the first words of what has no heading, cut after a word."""
    if one.heading_span:
        return shorten(document.text[one.span.start : one.heading_span.end], 110, placeholder=" …")
    return shorten(document.text[one.span.start : one.span.end], 70, placeholder=" …")
