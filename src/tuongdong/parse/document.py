"""The whole of parse: head, body, what the document says of itself, findings."""

import re
from collections.abc import Sequence
from typing import Final

from tuongdong.errors import ParseError
from tuongdong.models import Document, Finding, Provision, Severity, SourceText, Span, finding
from tuongdong.parse.aliases import aliases_in
from tuongdong.parse.body import Body
from tuongdong.parse.codified import CodifiedHead, codified_head, is_topic
from tuongdong.parse.dates import adopted_on, effective_date, pilot_term
from tuongdong.parse.head import Head, read_head, told_below
from tuongdong.parse.inline import parted
from tuongdong.parse.labels import Kind, label_at
from tuongdong.parse.lines import Line, lines_of
from tuongdong.parse.localities import governed
from tuongdong.parse.names import lacks_place, locality_of, with_place
from tuongdong.parse.quotes import Quotation, closes_later, opens_at
from tuongdong.parse.tail import ends_document, is_signed, recipients, signatures
from tuongdong.text import fold

# 144/2016/NĐ-CP: the year in a number
_YEAR_RE: Final = re.compile(r"/((?:19|20)\d\d)/")
_PASSES: Final = 3


def parse(source: SourceText, name: str = "", *, bare: bool = False) -> Document:
    """
    The document of a text.

    ParseError when nothing in it is a provision; with `bare` such a text (a letter, a news report) is a Document of
    head data alone, with a finding that says so.
    """
    text = source.text
    lines = lines_of(text, source.tables)
    head = codified_head(text)
    first, without_articles = _first_unit(text, lines, head.end if head else 0)
    if first is None and not bare:
        raise ParseError("no_provision", path=name)
    first = _signature_line(text, lines) if first is None else _signed_before(text, lines, first)
    body, lines = _body(source, lines, first, head is not None, without_articles)
    provisions = body.tree.provisions()
    if not provisions and not bare:
        raise ParseError("no_provision", path=name)
    if is_topic(text):
        return _topic(source, provisions)
    issued = _codified(head) if head else read_head(text, lines[:first], body.bold)
    tail = [lines[i] for i in body.tail]
    issued, doubts = _placed(issued, _opening(provisions).of(text))
    doubts += [finding("impossible_day", Severity.WARNING, day=day) for day in head.impossible] if head else []
    if head is None and issued.number is None and issued.doctype is not None:
        issued = told_below(issued, text, [p.span for p in provisions if p.level == "attachment"])
        if issued.number is not None:
            doubts.append(finding("number_from_attachment", Severity.INFO, number=issued.number))
    issued_on = issued.issued_on or adopted_on(text, tail)
    about, strange = governed(issued.title, issued.locality, text, _opening(provisions))
    return Document(
        text=text,
        provisions=provisions,
        tables=source.tables,
        number=issued.number,
        doctype=issued.doctype,
        issuer=issued.issuer,
        locality=issued.locality,
        place=issued.place,
        issued_on=issued_on,
        effective_on=head.effective_on if head else effective_date(provisions, text, issued_on),
        term=pilot_term(provisions, text),
        title=issued.title,
        secrecy=issued.secrecy.of(text) if issued.secrecy else None,
        legal_bases=issued.bases,
        signatures=signatures(text, tail),
        recipients=recipients(text, tail),
        about=about,
        aliases=aliases_in(text),
        findings=(
            *source.findings,
            *(
                _unread_findings(issued, source)
                if provisions
                else [finding("no_provision", Severity.WARNING, path=name)]
            ),
            *doubts,
            *_head_findings(issued.number, issued_on, issued.secrecy, about, strange),
            *body.tree.findings,
        ),
    )


def _topic(source: SourceText, provisions: tuple[Provision, ...]) -> Document:
    """A topic of the codification: articles of many documents, so no number, issuer, date or locality is the text's own."""
    return Document(
        text=source.text,
        provisions=provisions,
        tables=source.tables,
        findings=(*source.findings, finding("codified_topic", Severity.WARNING)),
    )


def _body(
    source: SourceText, lines: list[Line], first: int, codified: bool, without_articles: bool
) -> tuple[Body, list[Line]]:
    """The units; again with lines parted where labels were found inside them. Also the lines as they were read last."""
    spots: set[int] = set()
    body = Body(source, lines, first, codified, without_articles).build()
    for _ in range(_PASSES):
        if not (found := set(body.unseen) - spots):
            break
        spots |= found
        lines = parted(source.text, lines, sorted(found))
        body = Body(source, lines, first, codified, without_articles, frozenset(spots)).build()
    return body, lines


def _first_unit(text: str, lines: Sequence[Line], after: int) -> tuple[int | None, bool]:
    """
    The line at which the provisions begin, and whether there is no article among them; what a letter quotes above its own is
    passed over. A letter's dashes are provisions where a sentence announces them ("có ý kiến như sau:") and the first is no
    legal basis.
    """
    found: int | None = None
    quotation: Quotation | None = None
    unclosed = addressed = announced = False
    for index, line in enumerate(lines):
        if line.start < after or line.cell:
            continue
        words = text[line.start : line.end]
        to = words.startswith("Kính gửi")
        addressed = addressed or to
        if quotation is not None:
            quotation = None if quotation.closes(words) else quotation
            continue
        below, announced = (
            announced,
            words.endswith(":") and len(words) > _SENTENCE and not (to and "như sau" not in words),
        )
        opening = opens_at(words)
        closed = opening is not None and closes_later(text, lines, index + 1)
        if opening is not None and closed:
            quotation = Quotation(line.start + opening, words[opening:])
        label = label_at(text, line.start, line.end)
        if label is None:
            quoted = opening is not None and label_at(text, line.start + opening + 1, line.end) is not None
            unclosed = quoted and not closed
            continue
        if unclosed and label.kind > Kind.ARTICLE:
            continue
        if label.kind == Kind.ARTICLE:
            return _containers_above(text, lines, index), False
        numbered = label.kind in (Kind.PART, Kind.LETTER, Kind.ROMAN, Kind.CLAUSE) and label.num in _FIRST
        dash = label.kind == Kind.INDENT and addressed and below and not _BASIS_RE.match(text, label.words)
        if found is None and (numbered or dash):
            found = index
    return found, True


# - Căn cứ Luật Giá; / - Nghị quyết số 5/NQ-CP ngày ...;
_BASIS_RE: Final = re.compile(
    r"Căn cứ |(?:Thực hiện )?(?:Luật|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Văn bản|Thông báo) [^\n]{3,300};$",
    re.M,
)
_SENTENCE: Final = 40  # characters: a shorter line that ends in a colon is a name or a heading
_FIRST: Final = frozenset(("1", "01", "I", "A", "thứ nhất", "THỨ NHẤT"))


def _containers_above(text: str, lines: Sequence[Line], index: int) -> int:
    """Chương I / QUY ĐỊNH CHUNG above the first article belong to the body."""
    first = index
    for at in range(index - 1, max(index - 8, -1), -1):
        label = label_at(text, lines[at].start, lines[at].end)
        if label is not None and label.kind in (Kind.PART, Kind.CHAPTER, Kind.SECTION):
            first = at
    return first


def _opening(provisions: Sequence[Provision]) -> Span:
    """The first two top units: where a document says for whom it is made."""
    if not provisions:
        return Span(0, 0)
    first = provisions[0].span.start
    tops = [p for p in provisions if p.level == "article"][:2] or list(provisions[:1])
    return Span(first, tops[-1].span.end)


def _codified(head: CodifiedHead) -> Head:
    return Head(
        number=head.number,
        doctype=head.doctype,
        issuer=head.issuer,
        locality=locality_of(head.issuer),
        issued_on=head.issued_on,
        title=head.title,
    )


def _placed(head: Head, opening: str) -> tuple[Head, list[Finding]]:
    """The head with the place of its issuer from elsewhere, where it says "Ủy ban nhân dân tỉnh" and no more."""
    if head.issuer is None or head.locality is not None or not lacks_place(head.issuer):
        return head, []
    place = f"tỉnh {head.place}" if fold(head.issuer).endswith(" tỉnh") else f"thành phố {head.place}"
    if (issuer := with_place(head.issuer, place, head.title, opening)) is None:
        return head, [finding("issuer_without_place", Severity.WARNING, issuer=head.issuer)]
    told = finding("issuer_place_from_text", Severity.INFO, issuer=issuer)
    return head._replace(issuer=issuer, locality=locality_of(issuer)), [told]


def _signature_line(text: str, lines: Sequence[Line]) -> int:
    """Where a text without provisions ends."""
    return next((i for i, line in enumerate(lines) if ends_document(text, line)), len(lines))


def _signed_before(text: str, lines: Sequence[Line], first: int) -> int:
    """Where a letter ends that has no provisions of its own, when the first unit stands in what is attached to it."""
    return next((i for i in range(first) if not lines[i].cell and is_signed(text, lines[i])), first)


def _unread_findings(head: Head, source: SourceText) -> list[Finding]:
    """What cannot be told apart from other documents: a head that says nothing, and a scan without a number."""
    if not (head.number or head.doctype or head.issuer):
        return [finding("head_unread", Severity.WARNING)]
    if not head.number and any(one.code == "recognised" for one in source.findings):
        return [finding("number_unread", Severity.WARNING)]
    return []


def _head_findings(
    number: str | None, issued_on: str | None, secrecy: Span | None, about: tuple[str, ...], strange: str | None
) -> list[Finding]:
    found: list[Finding] = []
    if secrecy:
        found.append(finding("secret", Severity.ERROR, secrecy))
    if number and issued_on and (year := _YEAR_RE.search(number)) and year[1] != issued_on[:4]:
        found.append(finding("year_mismatch", date=issued_on, number=number))
    if strange:
        found.append(finding("locality_mismatch", title=", ".join(n for n in about if n != strange), text=strange))
    return found
