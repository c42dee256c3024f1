"""
Labels to a tree of units.

    Takes:  labels and lines in reading order.
    Gives:  units with eIds that never repeat, spans that nest, and findings on numbering that jumps or restarts.

Whether a label opens a unit is decided here, by what is open and what was counted last: `2.` follows `1.`; `V.` without
a `IV.` before it is a name's initial; `1)` below `a)` is a list of that point.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from tuongdong.eids import PREFIXES
from tuongdong.models import Finding, Level, Provision, Severity, Span, finding
from tuongdong.parse.labels import LEVELS, Kind, Label
from tuongdong.parse.numbers import letter_gap, number_gap, part_number, skips_d_bar, tidy

__all__ = ["Node", "Tree"]

_FAR: Final = 12  # a clause that skips more numbers than this is no clause
_FAR_LETTER: Final = 4
_FEW: Final = 2  # articles that may be missing before one whose number has no mark
_FAR_PART: Final = 3
_STRICT_MARKS: Final = "./-,"  # a. a/ a- a, open a point only in their turn; a) always may

_CLOSING_MARKS: Final = '.;,”"'

# Điều 5 Luật Đất đai / Điều 7 Nghị định số / Điều 3 Khoản 2: a citation that begins a line, but not Điều 22 Điều dưỡng
_LAW_RE: Final = re.compile(
    r"(?:Luật|Bộ luật|Nghị|Thông tư|Quyết định|Hiến pháp|Pháp lệnh|Quy|Phụ lục|Chỉ thị|Hiệp|Công ước)\b|(?:Chương|Mục|Điều|Khoản) [\dIVX]"
)


class Node:
    """A unit that is being built."""

    __slots__ = (
        "count",
        "eid",
        "end",
        "heading",
        "kind",
        "last",
        "num",
        "parent",
        "pieces",
        "quotes",
        "spots",
        "start",
    )

    def __init__(self, kind: int, num: str | None, eid: str, parent: "Node | None", start: int, end: int) -> None:
        self.kind, self.num, self.eid, self.parent, self.start, self.end = kind, num, eid, parent, start, end
        self.heading: Span | None = None
        self.pieces: list[Span] = []
        self.quotes: list[Span] = []
        self.last: dict[int, str] = {}
        """The number counted last, by kind, of the units in it."""
        self.spots: dict[int, int] = {}
        """Where that one begins."""
        self.count = 0

    def parent_last(self) -> dict[int, str]:
        """What was counted last beside this unit."""
        return self.parent.last if self.parent is not None else {}


class Tree:
    """The units of a text, opened and closed as its lines come."""

    def __init__(self, text: str, without_articles: bool) -> None:
        """`without_articles`: as in a plan, dashes may stand alone, + below a dash counts, and 1.1. is a clause of 1. with points of its own."""
        self.text = text
        self._without_articles = without_articles
        self.findings: list[Finding] = []
        self._root = Node(-1, None, "", None, 0, 0)
        self._open = [self._root]
        self._done: list[Node] = []
        self._used: dict[str, int] = {}

    @property
    def top(self) -> Node:
        """The innermost open unit; the root when none is."""
        return self._open[-1]

    def holder(self, kind: int) -> Node:
        """The innermost open unit above a kind: where a unit of it would go."""
        return next(node for node in reversed(self._open) if node.kind < kind)

    def within(self, kind: int) -> Node | None:
        """The open unit of a kind."""
        return next((node for node in reversed(self._open) if node.kind == kind), None)

    def accepts(self, label: Label) -> Label | None:
        """The label as it counts in this place (its kind may change), or None when it opens nothing here."""
        return _RULES[label.kind](self, label)

    def add(self, label: Label, start: int, end: int) -> Node:
        """Open a unit, closing what it ends. Its words are still to be given."""
        kind, num, _ = label
        self._close(kind)
        parent = self._open[-1]
        node = Node(kind, num, self._eid(kind, num, parent), parent, start, end)
        if num is not None:
            parent.last[kind], parent.spots[kind] = num, start
            if kind == Kind.ARTICLE:  # articles run through chapters
                self._scope().last[kind] = num
        self._open.append(node)
        self._done.append(node)
        return node

    def put(self, start: int, end: int) -> None:
        """Give words to the innermost open unit; the root takes none."""
        node = self._open[-1]
        if node is self._root or start >= end:
            return
        # "./." ends the last provision: it is within the span, and no word of the rule
        node.pieces.append(Span(start, end - 2 if self.text.endswith("./.", start, end) else end))
        node.end = end

    def grow(self, end: int) -> None:
        """The innermost unit reaches to here."""
        self._open[-1].end = max(self._open[-1].end, end)

    def words_after(self, label: Label) -> str:
        """The rest of a label's line."""
        end = self.text.find("\n", label.words)
        return self.text[label.words : end if end >= 0 else len(self.text)]

    def note(self, code: str, start: int, end: int, severity: Severity = Severity.WARNING, **data: object) -> None:
        self.findings.append(finding(code, severity, Span(start, end), **data))

    def close(self, kind: int = -1) -> None:
        """Close what is open of a kind and below; everything when none is given."""
        self._close(kind)

    def provisions(self) -> tuple[Provision, ...]:
        """The units, in reading order."""
        self.close()
        return tuple(self._provision(node) for node in self._done)

    def last_article(self) -> str | None:
        """The number of the last article in this document or attachment."""
        return self._scope().last.get(Kind.ARTICLE)

    def main_article(self) -> str | None:
        """The number of the last article outside what is attached."""
        return self._root.last.get(Kind.ARTICLE)

    def interrupt(self, kind: int) -> list[Node]:
        """Close what is open of a kind and below, for `resume` to open again."""
        open_units = self._open[1:]
        self._close(kind)
        return open_units

    def resume(self, open_units: "list[Node]") -> None:
        """Units go on that were closed."""
        self._close(-1)
        self._open += open_units

    def _scope(self) -> Node:
        return self.within(Kind.ATTACHMENT) or self._root

    def _close(self, kind: int) -> None:
        while len(self._open) > 1 and self._open[-1].kind >= kind:
            node = self._open.pop()
            above = self._open[-1]
            above.end = max(above.end, node.end)

    def _eid(self, kind: int, num: str | None, parent: Node) -> str:
        if kind == Kind.ATTACHMENT or num is None:
            parent.count += 1
            number = str(parent.count)
        else:
            number = tidy(num)
        above = self._scope() if kind in (Kind.ARTICLE, Kind.ATTACHMENT) else parent
        name = f"{PREFIXES[self._level(kind)]}_{number}"
        eid = f"{above.eid}__{name}" if above.eid and kind != Kind.ATTACHMENT else name
        again = self._used.get(eid, 0) + 1
        self._used[eid] = again
        if again == 1:
            return eid
        unique = f"{eid}_{again}"
        while unique in self._used:
            again += 1
            unique = f"{eid}_{again}"
        self._used[eid], self._used[unique] = again, 1
        return unique

    def _level(self, kind: int) -> Level:
        return Level.CLAUSE if self._without_articles and Kind.CLAUSE < kind < Kind.POINT else LEVELS[Kind(kind)]

    def _provision(self, node: Node) -> Provision:
        text = self.text
        heading = node.heading
        parent = node.parent
        return Provision(
            eid=node.eid,
            level=self._level(node.kind),
            num=node.num,
            heading=" ".join(text[heading.start : heading.end].split()) if heading else None,
            text="\n".join([text[start:end] for start, end in node.pieces]),
            span=Span(node.start, node.end),
            parent=parent.eid if parent is not None and parent is not self._root else None,
            pieces=tuple(node.pieces),
            heading_span=heading,
            quotes=tuple(node.quotes),
        )


def _always(_tree: Tree, label: Label) -> Label | None:
    return label


def _article(tree: Tree, label: Label) -> Label | None:
    """Forward, and not too far; without a mark ("Điều 2 Nguyên tắc") only near its turn and not before a law's name."""
    assert label.num is not None
    gap = number_gap(tree.last_article(), label.num)
    if tree.text[label.words - 2 : label.words].strip()[-1:].isalnum() and tree.words_after(label):
        return label if 0 <= gap <= _FEW and not _LAW_RE.match(tree.words_after(label)) else None
    return label if 0 <= gap <= _FAR or (gap > 0 and tree.last_article() is None) else None


def _part(tree: Tree, label: Label) -> Label | None:
    """A. and I.: in their turn only, and never above articles."""
    assert label.num is not None
    value = part_number(label.num)
    last = tree.holder(label.kind).last.get(label.kind)
    follows = value - (part_number(last) if last else 0)
    again = follows == 0 and tree.words_after(label).isupper()  # IV. twice, the second a misprint for V.
    return label if value and (follows == 1 or again or (last and 1 < follows <= _FAR_PART)) else None


def _clause(tree: Tree, label: Label) -> Label | None:
    assert label.num is not None
    holder = tree.holder(Kind.CLAUSE)
    gap = number_gap(holder.last.get(Kind.CLAUSE), label.num)
    if (gap != 0 or Kind.SUBPOINT in tree.top.parent_last()) and _lists(tree, label.num):
        return label._replace(kind=Kind.SUBPOINT)
    return label if gap <= _FAR else None


def _lists(tree: Tree, number: str) -> bool:
    """
    Whether a number begins or goes on a list inside the open point or clause.

        a) Hồ sơ gồm: / 1. Đơn / 2. Bản sao             1. Phân loại như sau: / 1. Tốt / 2. Khá
    """
    owner = tree.within(Kind.POINT) or tree.within(Kind.CLAUSE)
    if owner is None:
        return False
    last = owner.last.get(Kind.SUBPOINT)
    if last is None:
        return number == "1" and tree.top is owner and bool(owner.pieces) and _announces(tree.text, owner.pieces[-1])
    return last.isdigit() and number_gap(last, number) == 0


def _announces(text: str, words: Span) -> bool:
    """Whether a list follows words: a colon ends them, and they are no heading between lists ("* Về chi ngân sách:")."""
    return text[words.end - 1] == ":" and text[words.start] != "*"


def _decimal(tree: Tree, label: Label) -> Label | None:
    """1.1. below 1.; 3.1. as a clause of Điều 3; 1.1. as a clause where none is open."""
    assert label.num is not None
    above, _, minor = label.num.rpartition(".")
    parent = next((n for n in reversed(tree._open) if n.num == above and Kind.CLAUSE <= n.kind < Kind.DECIMAL4), None)
    if parent is not None:
        return label._replace(kind=Kind(parent.kind + 1))
    if "." in above:
        return None
    holder = tree.holder(Kind.CLAUSE)
    article = tree.within(Kind.ARTICLE)
    if article is not None and article.num == above:
        return label._replace(kind=Kind.CLAUSE)
    last = holder.last.get(Kind.CLAUSE, "")
    starts = not last and minor == "1"
    goes_on = "." in last and (last.rpartition(".")[0] == above or minor == "1")
    return label._replace(kind=Kind.CLAUSE) if holder is not tree._root and (starts or goes_on) else None


def _point(tree: Tree, label: Label) -> Label | None:
    assert label.num is not None
    last = tree.holder(Kind.POINT).last.get(Kind.POINT)
    gap = letter_gap(last, label.num)
    if gap == 0 or skips_d_bar(last, label.num):
        return label
    mark = tree.text[label.words - 2 : label.words].strip()[-1:]
    if label.num == "l" and mark == "." and Kind.CLAUSE not in tree.holder(Kind.CLAUSE).last:
        return _clause(tree, label._replace(kind=Kind.CLAUSE, num="1"))  # l. for 1., a misprint
    if mark in _STRICT_MARKS or gap > _FAR_LETTER:
        return None
    return label


def _subpoint(tree: Tree, label: Label) -> Label | None:
    """a1) is a point of its own when a) is a whole sentence, and part of a) when no full stop or semicolon closes that; 1) lists."""
    assert label.num is not None
    point = tree.within(Kind.POINT)
    if label.num.isdigit():
        if _lists(tree, label.num):
            return label
        holder = tree.holder(Kind.CLAUSE)
        return label._replace(kind=Kind.CLAUSE) if number_gap(holder.last.get(Kind.CLAUSE), label.num) == 0 else None
    if point is None or point.num is None or point.num[0] != label.num[0]:
        return None
    nested = bool(point.pieces) and tree.text[point.pieces[-1].end - 1] not in _CLOSING_MARKS
    return label if nested or "." in label.num or Kind.SUBPOINT in point.last else label._replace(kind=Kind.POINT)


def _indent(tree: Tree, label: Label) -> Label | None:
    return label if tree._without_articles or tree.holder(Kind.INDENT) is not tree._root else None


def _plus(tree: Tree, label: Label) -> Label | None:
    return label if tree._without_articles and tree.within(Kind.INDENT) else None


_RULES: Final[Mapping[Kind, Callable[[Tree, Label], Label | None]]] = {
    Kind.ATTACHMENT: _always,
    Kind.PART: _always,
    Kind.CHAPTER: _always,
    Kind.SECTION: _always,
    Kind.SUBSECTION: _always,
    Kind.ARTICLE: _article,
    Kind.LETTER: _part,
    Kind.ROMAN: _part,
    Kind.CLAUSE: _clause,
    Kind.DECIMAL: _decimal,
    Kind.DECIMAL3: _decimal,
    Kind.DECIMAL4: _decimal,
    Kind.POINT: _point,
    Kind.SUBPOINT: _subpoint,
    Kind.INDENT: _indent,
    Kind.PLUS: _plus,
}
