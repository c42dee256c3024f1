"""
The lines of a document to its units.

One pass: a line inside a quotation or a table belongs to the open unit; a line whose label fits its place opens a unit;
any other goes on with the open one. The signature ends the document, the title of an annex or an attached regulation
opens an attachment, in which numbers start again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tuongdong.models import Severity, SourceText, Span
from tuongdong.parse.attachments import Title, attachment_title, begins_form, form_title, issued_with
from tuongdong.parse.headings import BoldMap, is_capitals, is_heading
from tuongdong.parse.inline import missing_labels
from tuongdong.parse.labels import Kind, Label, careless_label_at, label_at
from tuongdong.parse.lines import Line
from tuongdong.parse.numbers import lead, letter_gap, number_gap, part_gap
from tuongdong.parse.quotes import Quotation, closes_later, opens_at, splits_phrase
from tuongdong.parse.tail import begins_recipients, ends_document, is_adoption
from tuongdong.parse.tree import Node, Tree

__all__ = ["Body"]

# Sửa đổi, bổ sung khoản 2 Điều 5 như sau: / Bãi bỏ Điều 7 / Thay thế cụm từ / Điều 32 được sửa đổi, bổ sung như sau:
_ORDER_RE: Final = re.compile(
    r"(?:Sửa đổi|Bổ sung|Thay|Bãi bỏ|Bỏ |Đổi |Hủy bỏ|Huỷ bỏ|Đính chính|Chuyển )|.{3,200}được (?:sửa đổi|bổ sung|thay|bãi bỏ|đổi)",
    re.I,
)
# tiêu cực.2. Giao Thường trực / đất đai. d) Các cơ quan / ngày ký. Điều 3. Chánh Văn phòng: a unit glued to the end of the one before
_GLUED_RE: Final = re.compile(
    r"(?<=[^\W\d_][.;:”])(?:(?P<clause>\d{1,2})\. ?(?=[A-ZĐÀ-Ỹ])| ?(?P<point>[a-zđ])\) ?(?=[A-ZĐÀ-Ỹ]))"
    r"|(?<=[.;:”)/]) ?Điều (?P<article>\d{1,3})\. (?=[A-ZĐÀ-Ỹ])"
)
_FILES: Final = (".doc", "docx", ".xls", "xlsx", ".pdf", ".rar", ".zip", ".rtf", ".ppt", "pptx")
_CONTAINERS: Final = frozenset((Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION))
_HEADED: Final = frozenset((Kind.PART, Kind.LETTER, Kind.ROMAN))
_NUMBERED: Final = frozenset((Kind.CLAUSE, Kind.DECIMAL, Kind.DECIMAL3, Kind.DECIMAL4))
_GAPS: Final[Mapping[Kind, Callable[[str | None, str], int]]] = {
    Kind.ARTICLE: number_gap,
    Kind.LETTER: part_gap,
    Kind.ROMAN: part_gap,
    Kind.CLAUSE: number_gap,
    Kind.POINT: letter_gap,
}
_BELOW_TABLES: Final = (Kind.CLAUSE, Kind.DECIMAL, Kind.POINT)
_MOST_MISSING: Final = 20  # articles that are named one by one when they are missing
_HALF: Final = 0.5
_LONGEST_TITLE: Final = 500  # characters of the title of a chapter or section
_LONGEST_CELL: Final = 80  # characters of a cell that begins with a number
_MOST_LOOKS: Final = 300  # searches for labels inside lines
_AHEAD: Final = 5  # lines between a chapter's label and its first article


class Body:
    """The units of `lines[first:]`."""

    def __init__(
        self,
        source: SourceText,
        lines: Sequence[Line],
        first: int,
        codified: bool,
        without_articles: bool,
        parted: frozenset[int] = frozenset(),
    ) -> None:
        self.text = source.text
        self.tail: list[int] = []
        """Indices of the lines from the adoption line or signature to what is attached."""
        self.unseen: list[int] = []
        """Where labels stand inside lines that the numbers after them show to be units: lines should be parted there."""
        self._looks = 0
        self._lines = lines
        self._parted = parted
        self._first = first
        self._codified = codified
        self.bold = BoldMap(source.text, source.bold)
        self._quotation: Quotation | None = None
        self._closed = False
        self._form: int | None = None
        """Where the form begins that is being read: its blanks are numbered, but are no units."""
        self._blanks: set[str] = set()
        """The numbers that the form has counted."""
        self._signed = False
        """Whether the form's signature stands above."""
        self._interrupted: list[Node] = []
        """The units that were open when the form began, from the top down."""
        self._skip = -1
        self._articles = [i for i in range(first, len(lines)) if self._is_article(i)]
        self._article_set = frozenset(self._articles)
        self._apart = {self._article_number(i) for i in self._articles if lines[i].apart}
        self._bold_tells = self._trust_bold()
        self.tree = Tree(source.text, without_articles)

    def build(self) -> "Body":
        for index in range(self._first, len(self._lines)):
            if index > self._skip:
                self._line(index)
        if self._lines:
            self._end_quotation(self._lines[-1].end)
        self.tree.close()
        return self

    def _line(self, index: int) -> None:
        line = self._lines[index]
        if self._quotation is not None and self._quoted(index, line):
            return
        if not line.cell and self._attachment(index):
            return
        if self._resumes(index):
            self.tree.close()
            self._closed, self._form = False, None
        if self._closed:
            self.tail.append(index)
            return
        if self._ends(index):
            if self._form is None:
                self._closed = True
                self.tree.close()
                self.tail.append(index)
                return
            self._signed = True
        if self.text.endswith(_FILES, line.start, line.end):
            return
        if self._form is None and self.tree.within(Kind.ATTACHMENT) and begins_form(self.text, self._lines, index):
            self._form, self._blanks, self._signed = line.start, set(), False
            self._interrupted = self.tree.interrupt(Kind.ATTACHMENT + 1)
        label = self._label(index, line)
        placed = self._place(index, label) if label else None
        if placed is None:
            self._words(line.start, line.end)
        else:
            self._unit(index, placed)

    def _resumes(self, index: int) -> bool:
        """
        Whether the articles of a codified text go on here, behind an adoption line, a signature or an annex: they stand where the
        article is that speaks of them.
        """
        line = self._lines[index]
        if not self._codified or not line.apart or index not in self._article_set:
            return False
        outer = self.tree.within(Kind.ATTACHMENT)
        number = self._article_number(index) or ""
        if self._closed or outer is None:
            return self._closed
        return number_gap(self.tree.main_article(), number) == 0 != number_gap(outer.last.get(Kind.ARTICLE), number)

    def _label(self, index: int, line: Line) -> Label | None:
        """The label that a line begins with, if any; that of a cell only where the numbers above the table go on."""
        label = label_at(self.text, line.start, line.end)
        if label is None:
            return careless_label_at(self.text, line.start, line.end) if line.start in self._parted else None
        return label if not line.cell or self._is_below_table(index, label) else None

    def _is_below_table(self, index: int, label: Label) -> bool:
        """
        Whether what stands below a lone bar like a cell is text below a table: its number is the next in turn, and no bar follows
        it, or it is as long as no cell.

            1. Giá cố định ... | / Tổng chi phí (đồng) / | / 2. Hệ số khả dụng được xác định theo công thức sau: / K = ...
        """
        words = self._line_text(index)
        if (
            label.num is None
            or label.kind not in _BELOW_TABLES
            or self._line_text(index - 1) != "|"
            or words[-1] == "|"
        ):
            return False
        last = self.tree.holder(label.kind).last.get(label.kind)
        if last is None or not _is_next(label.kind, last, label.num):
            return False
        followed = index + 1 < len(self._lines) and self._line_text(index + 1) == "|"
        return not followed or (len(words) > _LONGEST_CELL and words[-1] in ".:;")

    def _line_text(self, index: int) -> str:
        line = self._lines[index]
        return self.text[line.start : line.end]

    # --- units

    def _place(self, index: int, label: Label) -> Label | None:
        """The label as it counts here, or None where the line is running text."""
        line = self._lines[index]
        if index and splits_phrase(self._line_text(index - 1), self._line_text(index)):
            return None
        if self._is_blank(label.kind) and not self._goes_on(index, label):
            return None
        if label.kind == Kind.ARTICLE:
            return label if self._opens_article(line, label) else None
        if label.kind in _CONTAINERS:
            return label if self._opens_container(index, label) else None
        placed = self.tree.accepts(label)
        if placed is None and label.kind == Kind.POINT:
            self._look_back(label, self.tree.holder(Kind.POINT).last.get(Kind.POINT), line)
        return placed

    def _is_blank(self, kind: Kind) -> bool:
        """Whether labels here count the blanks of a form. Within a regulation's model articles and their clauses are units."""
        if self._form is None:
            return False
        outer, article = self.tree.within(Kind.ATTACHMENT), self.tree.within(Kind.ARTICLE)
        if outer is not None and outer.start == self._form:
            return True
        return kind > Kind.ARTICLE and (article is None or article.start < self._form)

    def _goes_on(self, index: int, label: Label) -> bool:
        """
        Whether the annex's own numbers go on here, which the form amid it interrupted: then the form is over. Where the form has
        counted as far, it must be signed, and the number have parts of its own: "6." and "6.1." below it.
        """
        outer = self.tree.within(Kind.ATTACHMENT)
        if label.num is None or outer is None or outer.start == self._form or label.kind > Kind.CLAUSE:
            return False
        self._blanks.add(label.num)
        above = [node for node in self._interrupted if node.kind < label.kind] or [outer]
        last, gap = above[-1].last.get(label.kind), _GAPS.get(label.kind)
        if last is None or gap is None or gap(last, label.num) != 0:
            return False
        if last in self._blanks and not (self._signed and self._has_parts(index, label.num)):
            return False
        self._form = None
        self.tree.resume(above)
        return True

    def _has_parts(self, index: int, num: str) -> bool:
        """Whether the next label below a line is the first of its parts."""
        labels = (label_at(self.text, line.start, line.end) for line in self._lines[index + 1 : index + _AHEAD])
        return next((label.num == f"{num}.1" for label in labels if label is not None), False)

    def _opens_article(self, line: Line, label: Label) -> bool:
        assert label.num is not None
        gap = number_gap(self.tree.last_article(), label.num)
        if self._codified:
            within = self.tree.within(Kind.ATTACHMENT) is not None
            return (line.apart and self._form is None) or (gap == 0 and (within or label.num not in self._apart))
        if self.tree.accepts(label) is None:
            if (
                gap == -1
                and self._form is None
                and self._bold_tells
                and self.bold.share(line.start, label.words) > _HALF
            ):
                return True  # a misprint: the next article under the number of the last
            self.tree.note("numbering_restart", line.start, line.end, num=f"Điều {label.num}")
            return False
        return True

    def _opens_container(self, index: int, label: Label) -> bool:
        """Chương, Mục, ... stand alone or with a title in capitals or bold, and an article or a smaller one comes soon."""
        line = self._lines[index]
        rest = self.text[label.words : line.end]
        if rest and not (
            is_capitals(rest) or self.bold.share(line.start, line.end) > 0.6 or self._article_follows(index)
        ):
            return False
        return len(rest) < _LONGEST_TITLE

    def _article_follows(self, index: int) -> bool:
        for line in self._lines[index + 1 : index + _AHEAD]:
            label = label_at(self.text, line.start, line.end)
            if label is not None:
                return label.kind in (Kind.ARTICLE, *_CONTAINERS)
        return False

    def _unit(self, index: int, label: Label) -> None:
        line = self._lines[index]
        self._jumps(label, line)
        node = self.tree.add(label, line.start, line.end)
        if line.start in self._parted:
            self.tree.note(
                "unit_glued", line.start, label.words, Severity.INFO, label=self.text[line.start : label.words].strip()
            )
        if label.kind == Kind.ARTICLE:
            self._article_words(index, node, label.words)
        elif label.kind in _CONTAINERS:
            self._form = self._form if label.kind > Kind.CHAPTER else None
            self._title(index, node, label.words)
        elif label.kind in _HEADED or label.kind in _NUMBERED:
            self._part_words(index, node, label)
        else:
            self._words(label.words, line.end)

    def _jumps(self, label: Label, line: Line) -> None:
        """Numbers left out or given twice are findings."""
        gap_of = _GAPS.get(label.kind)
        if gap_of is None or label.num is None or "." in label.num:
            return
        article = label.kind == Kind.ARTICLE
        last = self.tree.last_article() if article else self.tree.holder(label.kind).last.get(label.kind)
        gap = gap_of(last, label.num)
        if gap < 0:
            self.tree.note("numbering_restart", line.start, label.words, num=label.num)
        elif gap > 0 and not article:
            self._look_back(label, last, line)
            self.tree.note("numbering_jump", line.start, label.words, before=last or "0", after=label.num)
        elif gap > 0:
            before = lead(last) if last else 0
            for missing in range(before + 1, before + 1 + min(gap, _MOST_MISSING)):
                self.tree.note("article_missing", line.start, label.words, num=missing)

    def _look_back(self, label: Label, last: str | None, line: Line) -> None:
        """Look for the units left out in the lines above."""
        if label.kind not in (Kind.CLAUSE, Kind.POINT) or label.num is None or self._looks == _MOST_LOOKS:
            return
        self._looks += 1
        holder = self.tree.holder(label.kind)
        start = holder.spots.get(label.kind, holder.start)
        self.unseen += missing_labels(self.text, start, line.start, label.kind, last, label.num)

    def _article_words(self, index: int, node: Node, words: int) -> None:
        """Heading or text of an article's own line."""
        line = self._lines[index]
        if words >= line.end:
            self._heading_below(index, node)
            return
        followed = index + 1 < len(self._lines) and index + 1 not in self._article_set and not self._ends(index + 1)
        bold = self.bold.share(words, line.end) if self._bold_tells else None
        split = self.bold.leading(words, line.end) if self._bold_tells else words
        if is_heading(self.text[words : line.end], bold, followed, followed and self._is_clause(index + 1)):
            node.heading = Span(words, line.end)
        elif split > words:
            node.heading = Span(words, split)
            self._words(split + 1, line.end)
        else:
            self._words(words, line.end)

    def _is_clause(self, index: int) -> bool:
        line = self._lines[index]
        label = label_at(self.text, line.start, line.end)
        return label is not None and label.kind is Kind.CLAUSE

    def _ends(self, index: int) -> bool:
        line = self._lines[index]
        if self._codified and not is_adoption(self.text, line):
            # Codified texts seldom keep a signature: the mark that closes a document tells it from a form's, and no article follows.
            closed = index > 0 and self.text.endswith("./.", 0, self._lines[index - 1].end)
            if not closed or any(self._lines[at].apart for at in self._articles if at > index):
                return False
        return ends_document(self.text, line) or begins_recipients(self.text, self._lines, index)

    def _heading_below(self, index: int, node: Node) -> None:
        """`Điều 3.` alone on its line: the heading may stand on the next."""
        if index + 1 >= len(self._lines):
            return
        below = self._lines[index + 1]
        if (below.apart and self._codified) or below.cell or label_at(self.text, below.start, below.end):
            return
        words = self.text[below.start : below.end]
        bold = self.bold.share(below.start, below.end) if self._bold_tells else None
        followed = index + 2 < len(self._lines) and index + 2 not in self._article_set and not self._ends(index + 2)
        if (bold is not None and bold > 0.6) or (
            bold is None and not self._codified and is_heading(words, None, followed)
        ):
            node.heading = Span(below.start, below.end)
            self.tree.grow(below.end)
            self._skip = index + 1

    def _title(self, index: int, node: Node, words: int) -> None:
        """The title of a chapter: the rest of its line, and the lines below it up to the next label."""
        start, end = words, self._lines[index].end
        at = index + 1
        while at < len(self._lines) and at <= index + 4:
            below = self._lines[at]
            text = self.text[below.start : below.end]
            if below.cell or label_at(self.text, below.start, below.end):
                break
            if start < end and not (is_capitals(text) and is_capitals(self.text[start:end])):
                break
            if len(text) > 300:
                break
            start, end = (start if start < end else below.start), below.end
            at += 1
        if start < end:
            node.heading = Span(start, end)
            self.tree.grow(end)
        self._skip = at - 1

    def _part_words(self, index: int, node: Node, label: Label) -> None:
        """I. MỤC ĐÍCH, YÊU CẦU / 1. Mục đích / 1.1. Nội dung: set off in capitals or bold it is a heading, else text."""
        line = self._lines[index]
        words = self.text[label.words : line.end]
        bold = self.bold.share(label.words, line.end)
        if words and (
            bold > 0.9
            or (label.kind in _HEADED and (is_capitals(words) or (len(words) < 150 and not words.endswith((".", ";")))))
        ):
            node.heading = Span(label.words, line.end)
        else:
            self._words(label.words, line.end)

    # --- words, quotations, glued units

    def _words(self, start: int, end: int) -> None:
        """Words of the open unit; a quotation that they leave open is followed."""
        text = self.text
        for match in _GLUED_RE.finditer(text, start, end):
            label = self._glued(match)
            if label is not None and opens_at(text[start : match.start()]) is None:
                at = match.start() + match[0].startswith(" ")
                self.tree.put(start, match.start())
                self.tree.add(label, at, at)
                self.tree.note("unit_glued", at, match.end(), Severity.INFO, label=match[0].strip())
                start = match.end()
        self.tree.put(start, end)
        if ("“" in text[start:end] or '"' in text[start:end]) and self.tree.top.kind >= 0:
            opening = opens_at(text[start:end])
            if opening is not None:
                self._quotation = Quotation(start + opening, text[start + opening : end])

    def _glued(self, match: re.Match[str]) -> Label | None:
        """The unit that a glued label opens, only when it is the next in its turn."""
        kind = Kind.CLAUSE if match["clause"] else Kind.ARTICLE if match["article"] else Kind.POINT
        number = match["clause"] or match["article"] or match["point"]
        within = self.tree.within(kind)
        if within is None or within.num is None:
            return None
        label = self.tree.accepts(Label(kind, number, match.end()))
        gap = letter_gap if kind == Kind.POINT else number_gap
        return label if label is not None and label.kind == kind and gap(within.num, number) == 0 else None

    def _quoted(self, index: int, line: Line) -> bool:
        """Whether the open quotation takes this line."""
        assert self._quotation is not None
        if self._own_order(index, line):
            self.tree.note("quote_open", self._quotation.start, self._quotation.start + 1)
            self._end_quotation(self._lines[index - 1].end)
            return False
        self.tree.put(line.start, line.end)
        if self._quotation.closes(self.text[line.start : line.end]):
            self._end_quotation(line.end)
        return True

    def _own_order(self, index: int, line: Line) -> bool:
        """Whether this line is the amending document's next own unit, and the quotation before it was never closed."""
        if line.cell or not (label := label_at(self.text, line.start, line.end)):
            return False
        if label.kind not in (Kind.ARTICLE, Kind.CLAUSE, Kind.POINT) or label.num is None:
            return False
        own = self.tree.within(label.kind)
        if own is None or own.num is None:
            return False
        if self._codified and label.kind == Kind.ARTICLE and line.apart:
            return number_gap(own.num, label.num) == 0
        gap = letter_gap if label.kind == Kind.POINT else number_gap
        if gap(own.num, label.num) != 0 or closes_later(self.text, self._lines, index):
            return False
        return label.kind == Kind.ARTICLE or bool(_ORDER_RE.match(self.text, label.words))

    def _end_quotation(self, end: int) -> None:
        if self._quotation is not None:
            self.tree.top.quotes.append(Span(self._quotation.start, end))
            self._quotation = None

    # --- attachments

    def _attachment(self, index: int) -> bool:
        """Open an attachment where its title stands."""
        form = self._form_title(index)
        outer = self.tree.within(Kind.ATTACHMENT)
        last = outer.num if outer is not None else None
        title = form or attachment_title(self.text, self._lines, index, self._closed, last)
        if title is None or (self._codified and not issued_with(self.text, self._lines, title)):
            return False
        self._closed = False
        self._form = title.start if form else None
        node = self.tree.add(Label(Kind.ATTACHMENT, title.num, title.start), title.start, title.end)
        if title.heading is not None:
            node.heading = title.heading
        self.tree.grow(title.end)
        self._skip = title.last
        return True

    def _form_title(self, index: int) -> Title | None:
        """The title of a form that is attached by itself."""
        outer = self.tree.within(Kind.ATTACHMENT)
        if outer is None and not self._closed:
            return None
        of_annex = outer is not None and self.tree.last_article() is None and self._form != outer.start
        return form_title(self.text, self._lines, index, of_annex)

    # --- what the lines tell before they are read

    def _is_article(self, index: int) -> bool:
        line = self._lines[index]
        if self.text[line.start] not in "ĐÐD" or line.cell:
            return False
        label = label_at(self.text, line.start, line.end)
        return label is not None and label.kind == Kind.ARTICLE

    def _article_number(self, index: int) -> str | None:
        label = label_at(self.text, self._lines[index].start, self._lines[index].end)
        return label.num if label else None

    def _trust_bold(self) -> bool:
        """Bold tells headings where most articles have their label in bold."""
        sample = self._articles[:40]
        labels = [
            self.bold.share(self._lines[i].start, min(self._lines[i].start + 7, self._lines[i].end)) for i in sample
        ]
        return bool(sample) and sum(share > _HALF for share in labels) * 2 > len(sample)


def _is_next(kind: Kind, last: str, num: str) -> bool:
    """Whether a number is the one after the last: 3 after 2, 2.3 after 2.2, đ after d."""
    if kind == Kind.POINT:
        return letter_gap(last, num) == 0
    above, _, minor = num.rpartition(".")
    before, _, last_minor = last.rpartition(".")
    return above == before and number_gap(last_minor, minor) == 0
