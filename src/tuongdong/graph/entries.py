"""
A Document and its citations as plain rows: what the graph keeps of a file.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct

from tuongdong.cite.citations import find_citations
from tuongdong.cite.kinds import ACTS
from tuongdong.errors import TuongdongError
from tuongdong.graph.bodies import whose
from tuongdong.graph.effects import act_days, effects, ends_on, own_end
from tuongdong.models import Citation, Document, Target
from tuongdong.models.citation import act_of
from tuongdong.parse import parse
from tuongdong.read import read
from tuongdong.text import fold

__all__ = ["Entry", "Head", "LinkRow", "document_key", "entry_of", "is_local", "name_key", "read_entry", "spellings"]

_LOCAL_RE: Final = re.compile(r"-(?:UBND|HĐND|UB)\d*$")
_NAMED: Final = ("luật", "bộ luật", "pháp lệnh")


class LinkRow(NamedTuple):
    """A citation as a row. `number` and `name` are keys; `printed` is what the text has."""

    within: str
    kind: str
    words: str
    start: int
    end: int
    printed: str
    number: str
    """`document_key` of the number printed, or of the one that a register gives for a name; "" for none."""
    name: str
    """`name_key` of a name that no register resolves."""
    eid: str
    own: bool
    resolved: bool
    day: str = ""
    """From when an act (amend, replace, repeal, suspend) works, where its sentence says a day of its own."""
    until: str = ""
    """The last day of a suspension, where the sentence says it."""
    locality: str = ""
    """Whose act a local number is, where the text names the body; "" for one of the document's own locality."""
    part: bool = False
    """Repealed or replaced in part only, in words that no eId stands for."""

    @property
    def act(self) -> str:
        return act_of(self.kind, self.part)

    @property
    def shown(self) -> str:
        """The number as printed; of a law that is known by its name, as the register has it; "" for none."""
        return self.printed if document_key(self.printed) == self.number else _spelled(self.number)


class Head(Struct, frozen=True, array_like=True):
    """What is told of a document beside its text."""

    file: str
    number: str | None
    doctype: str | None
    issuer: str | None
    locality: str | None
    issued_on: str | None
    effective_on: str | None
    ends_on: str | None
    title: str | None
    has_text: bool

    @property
    def key(self) -> str:
        return document_key(self.number)

    @property
    def name(self) -> str:
        """By what name others cite it, as a key: laws and ordinances only."""
        if (self.doctype or "") not in _NAMED or not self.title:
            return ""
        title = self.title if fold(self.title).startswith(fold(self.doctype or "")) else f"{self.doctype} {self.title}"
        return name_key(title)


class Entry(Head, frozen=True, array_like=True):
    """A document as rows. A record without text has no eids and no links."""

    text_hash: str
    eids: tuple[str, ...] = ()
    days: tuple[tuple[str, str], ...] = ()
    """(eId or "" for all, day) where provisions apply from a day of their own."""
    links: tuple[LinkRow, ...] = ()
    end_said: tuple[str, str] = ("", "")
    """Where the document's own clause on effect says when it ends, as an eId, and its words; "" where none does."""


def document_key(number: str | None) -> str:
    """
    A number however it is spelled, in one form.

    >>> document_key("5/2020/NÐ–CP ") == document_key("05/2020/NĐ-CP")
    True
    """
    plain = re.sub(r"\s", "", number or "").upper().replace("Ð", "Đ").replace("–", "-").replace("—", "-")
    return plain.lstrip("0")


def _spelled(key: str) -> str:
    """
    A key as numbers are written, those below 10 with a zero.

    >>> _spelled("5/2020/NĐ-CP"), _spelled("33/2021/NĐ-CP")
    ('05/2020/NĐ-CP', '33/2021/NĐ-CP')
    """
    return f"0{key}" if key[1:2] in ("/", "-") else key


def spellings(rows: Iterable[LinkRow]) -> dict[str, str]:
    """How a cited number is shown, by its key: as the rows have it most often, so that a document has one spelling."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        if row.number:
            found.setdefault(row.number, Counter())[row.shown] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in found.items()}


def name_key(name: str | None) -> str:
    return fold(" ".join((name or "").split()))


def is_local(key: str) -> bool:
    """Whether several localities may bear the same number: 05/2025/NQ-HĐND."""
    return bool(_LOCAL_RE.search(key))


def read_entry(job: tuple[str, str]) -> Entry:
    """The entry of a file: (path, name in the folder). TuongdongError when it cannot be read, or is many acts in one."""
    path, name = job
    document = parse(read(path), name=Path(name).name, bare=True)
    if document.is_topic:
        raise TuongdongError("codified_topic")
    return entry_of(document, name)


def entry_of(document: Document, file: str, citations: Sequence[Citation] | None = None) -> Entry:
    """
    The rows of a document; its citations may be handed in where they are known.

    A topic of the codification cites nothing: what its articles do is done by the acts they come from.
    """
    if document.is_topic:
        citations = ()
    elif citations is None:
        citations = find_citations(document)  # without the delegations, a quarter of what `cite` takes
    return Entry(
        file=file,
        number=document.number,
        doctype=document.doctype,
        issuer=document.issuer,
        locality=document.locality,
        issued_on=document.issued_on,
        effective_on=document.effective_on,
        ends_on=ends_on(document),
        title=document.title,
        has_text=True,
        text_hash=_hash(document.text),
        eids=tuple(unit.eid for unit in document.provisions),
        days=tuple((eid, one.since) for one in effects(document, citations) for eid in one.eids or ("",)),
        links=_rows(citations, document.text),
        end_said=end[1:] if (end := own_end(document)) else ("", ""),
    )


def _hash(text: str) -> str:
    return hashlib.blake2b("".join(text.split()).encode(), digest_size=12).hexdigest()


def _rows(citations: Sequence[Citation], text: str) -> tuple[LinkRow, ...]:
    rows = [_row(one, text) for one in citations]
    places = whose(text, ((row.number if is_local(row.number) else "", row.end) for row in rows))
    return tuple(row._replace(locality=place) for row, place in zip(rows, places, strict=True))


def _row(one: Citation, text: str) -> LinkRow:
    target = one.target or Target()
    day, until = act_days(text, one.span.end) if one.kind in ACTS else ("", "")
    return LinkRow(
        within=one.within,
        kind=str(one.kind),
        words=one.text,
        start=one.span.start,
        end=one.span.end,
        printed=target.number or target.name or "",
        number=document_key(target.number or target.resolved_number),
        name="" if target.number or target.resolved_number else name_key(target.name),
        eid=target.eid or "",
        own=target.self,
        resolved=one.resolved and not one.candidates,  # a name that several laws bear leads to none of them
        day=day,
        until=until,
        part=one.part,
    )
