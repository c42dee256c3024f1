"""What `parse` gives: head data and provisions, in reading order."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from tuongdong.models.findings import Finding, Span
from tuongdong.models.source import Table

__all__ = ["Alias", "Document", "LegalBasis", "Level", "Provision", "Signature"]


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

    @property
    def is_topic(self) -> bool:
        """Whether it is a topic of the codification: articles of many acts, which speak for no issuer, day or locality."""
        return any(one.code == "codified_topic" for one in self.findings)

    def children(self, eid: str | None) -> Iterator[Provision]:
        """The provisions directly below one (or, for None, the top ones), in reading order."""
        return (p for p in self.provisions if p.parent == eid)

    def provision(self, eid: str) -> Provision:
        """The provision of an eId. KeyError when there is none."""
        for candidate in self.provisions:
            if candidate.eid == eid:
                return candidate
        raise KeyError(eid)
