"""
The values that pass between stages.

    read      gives a  SourceText      text with what its form told: tables, bold runs, stamped fields
    parse     gives a  Document        head data and provisions, in reading order
    cite      gives    Citation, Delegation
    measure   gives    Quantity, Authority
    compare   gives a  Comparison      matches with their differences
    extract   gives a  Visit

All are frozen and compare by content; sequences are tuples. What can be relied on:

1. The span rule: what was taken from a text keeps a span, and `text[span.start:span.end]` is what it was made from.
   Spans count characters of the document's `text`, half open. Nothing later edits the text.
2. `None` means that the text does not say. Nothing is guessed silently: doubts are Findings.
3. `codec.to_json` and `codec.from_json` are exact inverses for every value here, with a schema version.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from tuongdong.messages import say

__all__ = [
    "Alias",
    "Authority",
    "Bound",
    "Cell",
    "Citation",
    "CitationKind",
    "CitedDocument",
    "Comparison",
    "Delegation",
    "DelegationKind",
    "Difference",
    "DifferenceKind",
    "Document",
    "DocumentRef",
    "Feed",
    "Finding",
    "Hint",
    "LegalBasis",
    "Level",
    "Match",
    "Mode",
    "Moment",
    "NamedBody",
    "Participant",
    "Person",
    "Provision",
    "Quantity",
    "QuantityKind",
    "Relation",
    "Said",
    "Session",
    "Severity",
    "Signature",
    "SourceText",
    "Span",
    "Statement",
    "Suggested",
    "Table",
    "Target",
    "Task",
    "Visit",
    "finding",
]


class Span(NamedTuple):
    """[start, end) in characters of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Finding(Struct, frozen=True, kw_only=True):
    """Something doubtful that a person should look at."""

    severity: Severity
    code: str
    message: str
    """In Vietnamese; `say(code, dict(data), "en")` gives the English."""
    span: Span | None = None
    data: tuple[tuple[str, str], ...] = ()

    def say(self, lang: str = "vi") -> str:
        return self.message if lang == "vi" else say(self.code, dict(self.data), lang)


def finding(code: str, severity: Severity = Severity.WARNING, span: Span | None = None, **data: object) -> Finding:
    """A Finding by its code in `messages.CATALOG`, with what fills the sentence."""
    filled = {key: str(value) for key, value in data.items()}
    return Finding(severity=severity, code=code, message=say(code, filled), span=span, data=tuple(filled.items()))


# --- read


class Cell(Struct, frozen=True):
    """A cell of a table. `row` and `column` count from 0; a merged cell stands once, where it begins."""

    row: int
    column: int
    text: str
    span: Span
    row_span: int = 1
    column_span: int = 1
    header: bool = False


class Table(Struct, frozen=True):
    """
    A table in place. In the text each row is one line, its cells joined by " | ".

    The span covers these lines; each cell's span covers its own words in them.
    """

    span: Span
    rows: int
    columns: int
    cells: tuple[Cell, ...]


class Hint(Struct, frozen=True):
    """Structure that the source itself declares (Word outline levels, the `prov-*` classes of the national database)."""

    level: str
    span: Span


class SourceText(Struct, frozen=True, kw_only=True):
    """
    A file as read. Guaranteed:

    1. `text` is NFC, lines end with a line feed, without trailing or doubled spaces, soft hyphens and zero-width signs;
       one paragraph of the source is one line.
    2. Running heads, page numbers and menus are gone; what was stamped into form fields stands where it was stamped.
    3. `bold` lists the runs set in bold, in order, without overlap.
    """

    text: str
    format: str
    """docx, pdf, html, md, txt, ..."""
    tables: tuple[Table, ...] = ()
    bold: tuple[Span, ...] = ()
    hints: tuple[Hint, ...] = ()
    footnotes: tuple[Span, ...] = ()
    findings: tuple[Finding, ...] = ()


# --- parse


class Level(StrEnum):
    """The levels of the law on promulgation of legal documents, from the top."""

    ATTACHMENT = "attachment"  # phụ lục; quy định, quy chế ban hành kèm theo
    PART = "part"  # phần; I. of a plan
    CHAPTER = "chapter"  # chương
    SECTION = "section"  # mục
    SUBSECTION = "subsection"  # tiểu mục
    ARTICLE = "article"  # điều
    CLAUSE = "clause"  # khoản
    POINT = "point"  # điểm
    INDENT = "indent"  # gạch đầu dòng


class Provision(Struct, frozen=True, kw_only=True):
    """
    A unit of a document.

    1. `span` runs from the label ("Điều 5.", "a)") to the end of the last descendant.
    2. `text` is its own words: without label, heading and descendants; what stands before the first child and what
       stands after the last are joined by a line feed. `pieces` are their spans, in order:
       `"\\n".join(p.of(document.text) for p in pieces) == text`.
    3. Text that a provision quotes from another document (an amendment) is in its `text`, and in `quotes`.
    """

    eid: str
    level: Level
    num: str | None
    """As printed, without "Điều", full stop or bracket; None for indents and unnumbered attachments."""
    heading: str | None
    text: str
    span: Span
    parent: str | None
    pieces: tuple[Span, ...] = ()
    heading_span: Span | None = None
    quotes: tuple[Span, ...] = ()


class LegalBasis(Struct, frozen=True):
    """A căn cứ of the preamble, without the word "Căn cứ" and the closing mark."""

    text: str
    span: Span


class Alias(Struct, frozen=True):
    """A short name that the document gives: "thành phố Đà Nẵng (viết tắt là Thành phố)"."""

    short: str
    long: str
    span: Span


class Signature(Struct, frozen=True):
    """Who signed, in which form."""

    name: str | None
    position: str | None
    form: str | None
    """TM., KT., TL., TUQ., Q. or None when the signer signs for himself."""
    span: Span


class Document(Struct, frozen=True, kw_only=True):
    """A document taken apart. Spans are into `text`, which is the SourceText's, unchanged."""

    number: str | None = None
    doctype: str | None = None
    """In lower case: "nghị quyết", "nghị định", "quyết định", "kế hoạch", ..."""
    issuer: str | None = None
    locality: str | None = None
    """The issuer's, without "tỉnh" or "thành phố" except "Thành phố Hồ Chí Minh"; None for central bodies."""
    about: tuple[str, ...] = ()
    """The localities that the document governs, as `locality` writes them."""
    place: str | None = None
    issued_on: str | None = None
    """ISO date."""
    effective_on: str | None = None
    term: str | None = None
    """The pilot term as printed: "05 năm"."""
    title: str | None = None
    secrecy: str | None = None
    """MẬT, TỐI MẬT or TUYỆT MẬT when the document bears the mark."""
    text: str
    legal_bases: tuple[LegalBasis, ...] = ()
    provisions: tuple[Provision, ...] = ()
    """In reading order."""
    tables: tuple[Table, ...] = ()
    aliases: tuple[Alias, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def children(self, eid: str | None) -> Iterator[Provision]:
        """The provisions directly below one (or, for None, the top ones), in reading order."""
        return (p for p in self.provisions if p.parent == eid)

    def provision(self, eid: str) -> Provision:
        """The provision of an eId. KeyError when there is none."""
        for candidate in self.provisions:
            if candidate.eid == eid:
                return candidate
        raise KeyError(eid)


# --- cite


class CitationKind(StrEnum):
    BASIS = "basis"  # căn cứ
    CITE = "cite"  # viện dẫn
    AMEND = "amend"  # sửa đổi, bổ sung
    REPLACE = "replace"  # thay thế
    REPEAL = "repeal"  # bãi bỏ
    SUSPEND = "suspend"  # đình chỉ, ngưng hiệu lực
    DETAIL = "detail"  # quy định chi tiết


class Target(Struct, frozen=True, kw_only=True):
    """What a citation points to. Number and name as printed."""

    number: str | None = None
    name: str | None = None
    eid: str | None = None
    self: bool = False
    """The citing document itself."""
    resolved_number: str | None = None
    """What a register says of a name, for the date `as_of`."""
    as_of: str | None = None


class Citation(Struct, frozen=True, kw_only=True, rename={"within": "in"}):
    """A viện dẫn. `within` ("in" in JSON) is an eId, "legal_bases" or "title"."""

    within: str
    text: str
    span: Span
    kind: CitationKind
    target: Target | None
    resolved: bool
    candidates: tuple[Target, ...] = ()
    """What it may mean, when it is not certain."""


class DelegationKind(StrEnum):
    DETAIL = "detail"  # quy định chi tiết
    GUIDE = "guide"  # hướng dẫn
    LIST = "list"  # ban hành danh mục
    PROCEDURE = "procedure"  # trình tự, thủ tục


class Mode(StrEnum):
    DUTY = "duty"
    POWER = "power"


class Delegation(Struct, frozen=True, kw_only=True, rename={"within": "in"}):
    """A provision that orders or empowers somebody to issue rules."""

    within: str
    to: str
    text: str
    span: Span
    kind: DelegationKind
    mode: Mode


# --- measure


class QuantityKind(StrEnum):
    PERCENTAGE = "percentage"
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    AREA = "area"
    COUNT = "count"
    QUANTITY = "quantity"


class Bound(StrEnum):
    EXACT = "="
    AT_MOST = "<="  # không quá, không vượt quá, tối đa, trở xuống
    AT_LEAST = ">="  # tối thiểu, ít nhất, từ ... trở lên
    BELOW = "<"  # dưới, nhỏ hơn
    ABOVE = ">"  # trên, hơn, quá


class Quantity(Struct, frozen=True, kw_only=True):
    """
    A value that a provision fixes, normalised.

    Equal `value`, `unit` and `bound` mean the same rule whatever the spelling: "02 vụ" and "2 vụ", "1.000 ha" and "1000 ha".
    """

    kind: QuantityKind
    value: float | str
    """A number in `unit`; a date as ISO text, whole or shortened ("2025-07", "2025")."""
    unit: str
    """%, đồng, năm, tháng, ngày, ha, m2, ... ; "" for dates and plain counts."""
    bound: Bound
    text: str
    """The words of value, unit and bound."""
    span: Span


class Authority(Struct, frozen=True, kw_only=True):
    """Who acts and how: "Hội đồng nhân dân thành phố quyết định" -> people_council, province, decide."""

    body: str
    """The kind of body: people_council, people_committee, committee_chairman, government, prime_minister, ..."""
    level: str
    """central, province, district, commune, or "" where the text does not say."""
    action: str
    """decide, submit, issue, approve, propose, report, guide, ... in the words of `terms`."""
    text: str
    span: Span


# --- compare


class Relation(StrEnum):
    SAME = "same"  # giống
    DIFFERS = "differs"  # tương đồng, có điểm khác
    RELATED = "related"  # liên quan


class DifferenceKind(StrEnum):
    PERCENTAGE = "percentage"
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    AREA = "area"
    COUNT = "count"
    QUANTITY = "quantity"
    AUTHORITY = "authority"
    SCOPE = "scope"
    CONDITION = "condition"
    PROCEDURE = "procedure"


class Difference(Struct, frozen=True, kw_only=True):
    """What differs, in the words of both sides ("" and None where one side lacks it)."""

    kind: DifferenceKind
    a: str
    b: str
    a_span: Span | None
    b_span: Span | None


class DocumentRef(Struct, frozen=True, kw_only=True):
    """Which document a comparison speaks of."""

    number: str | None
    title: str | None
    locality: str | None
    file: str | None = None
    shown: str | None = None
    """The locality as of the day asked for: "Bình Dương (nay là Thành phố Hồ Chí Minh, từ 01/07/2025)"."""


class Match(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Two provisions that are the same policy, or touch the same subject. `a_part`, `b_part`: the sentences that match."""

    a: str
    b: str
    relation: Relation
    score: float
    boilerplate: bool
    differences: tuple[Difference, ...]
    a_part: tuple[Span, ...] | None = None
    b_part: tuple[Span, ...] | None = None
    a_state: str | None = None
    """As of the day asked for, where it is not simply in force: "not yet", "amended", "repealed", ..."""
    b_state: str | None = None


class Comparison(Struct, frozen=True, kw_only=True):
    """
    Two documents side by side.

    1. A match names the lowest units that are the same policy; a parent is not listed because of its children.
    2. `only_a`: the highest units of A with no matched self, ancestor or descendant; `only_b` likewise.
    """

    a: DocumentRef
    b: DocumentRef
    matches: tuple[Match, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    as_of: str | None = None
    """The day for which states and names are told, where one was asked for."""


# --- extract


class Said(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Words of the text that are an item by themselves: an obstacle, a proposal, a topic, a period."""

    text: str
    span: Span


class NamedBody(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An agency or a locality by its full name; `inferred` when the text leaves part of it to the context."""

    name: str
    span: Span
    inferred: bool = False


class Moment(Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"source": "from"}):
    """A day. `value` is ISO ("--07-09" without a year, None for an impossible day); `source` ("from") tells where an inferred year comes from."""

    value: str | None
    printed: str
    span: Span
    inferred: bool = False
    source: str | None = None


class Person(Struct, frozen=True, kw_only=True):
    name: str | None
    position: str
    span: Span


class Participant(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody at the visit. `session`: with whom the session was."""

    name: str | None
    position: str
    organization: str | None
    span: Span
    side: str | None = None
    """host or guest."""
    session: str | None = None


class Session(Struct, frozen=True, kw_only=True, rename={"with_": "with"}):
    """A buổi làm việc, or a place seen (kind: meeting, visit, ceremony)."""

    with_: str
    kind: str
    chair: str | None
    topics: tuple[Said, ...]
    fields: tuple[str, ...]
    span: Span
    body: str | None = None
    date: str | None = None
    documents: tuple[str, ...] = ()


class CitedDocument(Struct, frozen=True, kw_only=True):
    """A document as cited; None for what the text does not print."""

    number: str
    issued_on: str | None
    issuer: str | None
    title: str | None
    span: Span


class Task(Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"with_": "with"}):
    """
    What somebody is to do. `to` as printed, or the addressee of the section where none is named (`to_inferred`).

    `due` is a day, a month ("2025-12") or a quarter ("2025-Q4"); None with `due_text` is a condition, a recurrence or
    an impossible day. `answers` counts into the visit's proposals.
    """

    to: str
    with_: tuple[str, ...]
    what: str
    due: str | None
    due_text: str | None
    span: Span
    to_inferred: bool = False
    due_inferred: bool = False
    organization: str | None = None
    assigned_by: str | None = None
    answers: tuple[int, ...] = ()


class Statement(Struct, frozen=True, kw_only=True):
    """What somebody said; kind: thanks, opinion."""

    speaker: str | None
    kind: str
    text: str
    span: Span
    to: tuple[str, ...] = ()


class Suggested(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a second reader found besides: words of the text, and in which group of the visit they would belong."""

    group: str
    """tasks, obstacles, proposals or conclusions."""
    text: str
    span: Span
    to: str | None = None
    due: str | None = None
    due_text: str | None = None


class Feed(Struct, frozen=True, kw_only=True):
    """What the visit serves: the documents that its findings go into."""

    what: str
    congress: str | None
    term: str | None
    under: str | None
    span: Span


class Visit(Struct, frozen=True, kw_only=True):
    """
    A draft record of a visit or meeting, for a person to accept, correct or drop item by item.

    Every item's span is into the text that was read; nothing is in it that the text does not print, save what says
    that it is inferred.
    """

    title: str | None
    genre: str
    """report, minutes, notice, or other when the text tells of no meeting."""
    number: str | None = None
    issued_on: str | None = None
    when: tuple[Moment, ...] = ()
    where: str | None = None
    leader: Person | None = None
    chair: Person | None = None
    delegation: str | None = None
    localities: tuple[NamedBody, ...] = ()
    agencies: tuple[NamedBody, ...] = ()
    participants: tuple[Participant, ...] = ()
    sessions: tuple[Session, ...] = ()
    documents_cited: tuple[str, ...] = ()
    documents: tuple[CitedDocument, ...] = ()
    tasks: tuple[Task, ...] = ()
    obstacles: tuple[Said, ...] = ()
    proposals: tuple[Said, ...] = ()
    conclusions: tuple[Said, ...] = ()
    feeds: tuple[Feed, ...] = ()
    statements: tuple[Statement, ...] = ()
    captions: tuple[Said, ...] = ()
    periods: tuple[Said, ...] = ()
    findings: tuple[Finding, ...] = ()
    suggested: tuple[Suggested, ...] = ()
    """Of a second reader, where one was asked."""
