"""
Mentions to citations: where each stands, what it does, and which provision of which document it means.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from msgspec import structs

from tuongdong.cite.kinds import ACTS, acting, ends_itself, in_part, is_listed, is_measure, kinds_of, promised
from tuongdong.cite.mentions import Mention, mentions
from tuongdong.cite.paths import Path
from tuongdong.cite.quotations import quotations
from tuongdong.cite.vocabulary import law_named, words
from tuongdong.models import Citation, CitationKind, Document, Level, Provision, Span, Target
from tuongdong.parse.numbers import roman

__all__ = ["find_citations"]

_BASIS_OPENS_RE: Final = re.compile(
    r"\s*(?:[-–+*] ?)?(?:Căn cứ|Thực hiện|Thi hành|Triển khai|Theo (?=Quyết định|Nghị quyết|Kết luận|Nghị định|Chỉ thị))",
    re.I,
)
# Công văn số 123/BNV-CQĐP, as a basis
_LETTER_RE: Final = re.compile(
    r"(?:Công văn|Văn bản)\s+(?:số\s*:?\s*)?(?P<number>\d+\s?/[A-ZĐ][A-ZĐa-z]*(?:-[A-ZĐ&a-zđ]+)*)"
)
_ENDING: Final = (CitationKind.REPEAL, CitationKind.REPLACE)
_FORMS: Final = ("Phụ lục", "Mẫu")
"""What is issued with a document and has no eId where it has no number of its own."""
_REACH: Final = 300
"""How far before a document words are looked at that say which part of it is meant."""
_PART_SELVES: Final = frozenset(word.capitalize() for word in words("attached_selves"))


class _Base(NamedTuple):
    """The document that amendments speak of: its number or name, and the attachment that they change."""

    number: str | None
    name: str | None
    passed: str | None
    cut: bool
    prefix: str | None


class _Meant(NamedTuple):
    """What a mention means, or where that is not certain, what it may mean. `named`: a law's name, where it alone is certain."""

    target: Target
    certain: bool = True
    named: Target | None = None
    others: tuple[Target, ...] = ()

    @property
    def candidates(self) -> tuple[Target, ...]:
        return () if self.certain else (self.target, *self.others)


def find_citations(document: Document) -> tuple[Citation, ...]:
    """All citations of a document in the order of the text: of the title, of the preamble, of the provisions."""
    reader = _Reader(document)
    return (*reader.title(), *reader.preamble(), *reader.body())


class _Reader:
    """Reads one document; keeps what its amendments speak of."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.units = {unit.eid: unit for unit in document.provisions}
        self.bases: dict[str, _Base] = {}
        self.promises: dict[str, CitationKind | None] = {}
        self.of_title: _Base | None = None
        self.day = document.effective_on or document.issued_on

    # --- title and preamble

    def title(self) -> Iterator[Citation]:
        span = _title_span(self.document)
        if span is None:
            return
        found = mentions(self.text, *span)
        kinds = kinds_of(self.text, *span, found, own_act=True)
        for one, kind, part in zip(found, kinds, self._parts(span.start, found), strict=True):
            if kind in ACTS and self.of_title is None and (one.number or one.name):
                self.of_title = self._base(one)
            yield from self._citations("title", one, kind, part=part)

    def preamble(self) -> Iterator[Citation]:
        for start, end, is_basis in self._preamble_parts():
            found = mentions(self.text, start, end)
            found += _letters(self.text, start, end, found) if is_basis else []
            found.sort(key=lambda m: m.start)
            kinds = kinds_of(self.text, start, end, found, own_act=True)
            parts = self._parts(start, found)
            for at, (one, kind) in enumerate(zip(found, kinds, strict=True)):
                said = self._basis_kind(start, found, kinds, at, kind) if is_basis else kind
                yield from self._citations("legal_bases", one, said, part=parts[at])

    def _basis_kind(
        self, start: int, found: list[Mention], kinds: list[CitationKind], at: int, kind: CitationKind
    ) -> CitationKind:
        """basis for what opens an item or follows a semicolon; cite for what a title or a history names."""
        one = found[at]
        since = found[at - 1].end if at else start
        gap = self.text[since : one.start]
        if at == 0 or ";" in gap:
            said = acting(gap.rsplit(";", 1)[-1])
            kinds[at] = CitationKind.CITE if said is CitationKind.CITE and "được" in gap else CitationKind.BASIS
        elif re.fullmatch(r"\s*(?:(?:ngày|năm)[\d\s/.thángnăm-]{4,30})?(?:,|và|, và)\s*(?:các\s+)?", gap):
            kinds[at] = kinds[at - 1]
        else:
            kinds[at] = CitationKind.CITE
        return kinds[at] if kind not in ACTS or kinds[at] is CitationKind.BASIS else CitationKind.CITE

    def _preamble_parts(self) -> Iterator[tuple[int, int, bool]]:
        """The preamble in stretches: each legal basis, and the paragraphs around them."""
        stop = self.document.provisions[0].span.start if self.document.provisions else len(self.text)
        bases = [basis.span for basis in self.document.legal_bases]
        title = _title_span(self.document)
        at = bases[0].start if bases else (title.end if title else 0)
        at = min(at, title.end) if title and bases and title.end < bases[0].start else at
        for basis in [*bases, Span(stop, stop)]:
            for line in _lines(self.text, at, basis.start):
                yield (*line, bool(_BASIS_OPENS_RE.match(self.text, line.start)))
            if basis.end > basis.start:
                yield (*basis, True)
            at = max(at, basis.end)

    # --- provisions

    def body(self) -> Iterator[Citation]:
        for unit in self.document.provisions:
            for start, end in _stretches(unit):
                yield from self._stretch(unit, start, end)

    def _stretch(self, unit: Provision, start: int, end: int) -> Iterator[Citation]:
        found = _inserted(self.text, self._unquoted(unit, start, end))
        kinds = kinds_of(self.text, start, end, found)
        parts = self._parts(start, found)
        for one, said, part in zip(found, kinds, parts, strict=True):
            kind = self._inherited(unit, start, one, said)
            if kind in ACTS and (one.number or one.name) and unit.eid not in self.bases:
                self.bases[unit.eid] = self._base(one)
            yield from self._citations(unit.eid, one, kind, part=part or (kind is not said and self._parts_above(unit)))

    def _unquoted(self, unit: Provision, start: int, end: int) -> list[Mention]:
        found = mentions(self.text, start, end)
        quotes = quotations(unit, self.text) if found else ()
        return [one for one in found if not any(quote.start <= one.start < quote.end for quote in quotes)]

    def _parts(self, start: int, found: list[Mention]) -> list[bool]:
        """Whether of each mention only a part is meant, as the words before it say, or those before the list that it is of."""
        parts: list[bool] = []
        for at, one in enumerate(found):
            before = found[at - 1] if at else None
            gap = self.text[before.end : one.start] if before else ""
            further = bool(before and parts[-1] and is_listed(gap)) and not (
                ";" in gap and ends_itself(self.text, one.end)
            )
            parts.append(
                further or one.attached in _FORMS or in_part(self.text[max(start, one.start - _REACH) : one.start])
            )
        return parts

    def _parts_above(self, unit: Provision) -> bool:
        """Whether the units above, as far as they announce a list, announce parts of documents."""
        parent = unit.parent
        while parent is not None:
            above = self.units[parent]
            if self._promise(above) is not None:
                return in_part(above.text.rstrip())
            parent = above.parent
        return False

    def _inherited(self, unit: Provision, start: int, one: Mention, kind: CitationKind) -> CitationKind:
        """The kind that the units above announce for a mention that says nothing itself."""
        if kind is not CitationKind.CITE or one.own or any(p.article == "" for p in one.paths):
            return kind
        if acting(self.text[start : one.start]) is not None or _earlier_named(self.text, start, one):
            return kind
        if is_measure(self.text, start, one.start):
            return kind
        parent = unit.parent
        while parent is not None:
            above = self.units[parent]
            if not above.text.rstrip().endswith(":") and above.text.strip():
                return kind
            announced = self._promise(above)
            if announced is not None:
                return announced
            parent = above.parent
        return kind

    def _promise(self, unit: Provision) -> CitationKind | None:
        if unit.eid not in self.promises:
            self.promises[unit.eid] = promised(unit.text) or promised(unit.heading or "")
        return self.promises[unit.eid]

    def _base(self, one: Mention) -> _Base:
        attached = one.attached and one.attached not in _FORMS
        return _Base(one.number, one.name, one.passed, one.cut, "att_1" if attached else None)

    def _base_of(self, eid: str) -> _Base | None:
        unit: str | None = eid
        while unit is not None:
            if unit in self.bases:
                return self.bases[unit]
            unit = self.units[unit].parent if unit in self.units else None
        return self.of_title

    # --- targets

    def _citations(self, within: str, one: Mention, kind: CitationKind, *, part: bool) -> Iterator[Citation]:
        for meant in self._targets(within, one, kind):
            target = meant.target
            span = Span(one.start, one.end)
            words = " ".join(self.text[one.start : one.end].split())
            yield Citation(
                within=within,
                text=words,
                span=span,
                kind=kind,
                target=target if meant.certain else meant.named,
                resolved=meant.certain or meant.named is not None,
                candidates=meant.candidates,
                part=part and kind in _ENDING and not target.eid and not target.self,
            )

    def _targets(self, within: str, one: Mention, kind: CitationKind) -> Iterator[_Meant]:
        if one.number or one.name:
            yield from self._others(within, one)
        elif one.own:
            yield from self._selves(within, one)
        elif one.attached:
            yield self._annex(one)
        else:
            yield from self._bare(within, one, kind)

    def _others(self, within: str, one: Mention) -> Iterator[_Meant]:
        if one.number and one.number == self.document.number:
            yield from self._selves(within, one)
            return
        if not one.paths:
            yield self._other(one, _attached_eid(one))
            if one.annex_too:
                yield self._other(one, None)
        for path in one.paths:
            if path.article == "" or (path.article is None and path.clause == ""):
                yield self._here(within, path)
            else:
                prefix = _attached_eid(one)
                eid = f"{prefix}__{path.eid}" if prefix and path.eid else path.eid
                meant = self._other(one, eid)
                yield meant if path.eid else meant._replace(certain=False, named=None)

    def _other(self, one: Mention | _Base, eid: str | None) -> _Meant:
        """Another document; of a law that is named, what the register says."""
        target = Target(number=one.number, name=one.name, eid=eid)
        if one.number or not one.name:
            return _Meant(target)
        numbers, certain = law_named(one.name, self.day, one.passed)
        first, *others = [structs.replace(target, resolved_number=number, as_of=self.day) for number in numbers] or [
            target
        ]
        return _Meant(first, certain and not one.cut, None if one.cut or one.passed else target, tuple(others))

    def _selves(self, within: str, one: Mention) -> Iterator[_Meant]:
        if self._is_of_another(one):
            for path in one.paths or (Path(),):
                yield _Meant(Target(name=f"{one.own} này", eid=path.eid), certain=False)
            return
        prefix = self._own_part(within, one)
        if one.attached:
            yield self._annex(one)
        elif not one.paths:
            yield _Meant(Target(self=True, eid=prefix))
        for path in one.paths:
            if path.article == "":
                yield self._here(within, path)
            elif path.eid:
                eid = f"{prefix}__{path.eid}" if prefix else path.eid
                yield _Meant(Target(self=True, eid=eid))
            else:
                yield self._here(within, path)

    def _is_of_another(self, one: Mention) -> bool:
        """Whether "Nghị định này" is said of another document that is quoted: neither this one nor what it attaches is one."""
        own, doctype = (one.own or "").casefold(), self.document.doctype
        if not own or doctype is None or own in doctype or doctype in own:
            return False
        attachments = [unit for unit in self.document.provisions if unit.level is Level.ATTACHMENT]
        if own.capitalize() in _PART_SELVES:
            return doctype == "công văn" and not attachments
        return not any(own in f"{unit.num} {unit.heading} {unit.text}".casefold() for unit in attachments)

    def _own_part(self, within: str, one: Mention) -> str | None:
        """The attachment that "Quy định này" means; None for the document as a whole."""
        own = (one.own or "").casefold()
        if one.own is None or one.own.capitalize() not in _PART_SELVES or own == self.document.doctype:
            return None
        if attachment := _attachment(within):
            return attachment
        attachments = [unit.eid for unit in self.document.provisions if unit.level is Level.ATTACHMENT]
        return attachments[0] if len(attachments) == 1 else None

    def _annex(self, one: Mention) -> _Meant:
        """An annex of this document."""
        attachments = [
            unit for unit in self.document.provisions if unit.level is Level.ATTACHMENT and unit.parent is None
        ]
        if one.annex:
            wanted = _counted(one.annex)
            for unit in attachments:
                if unit.num and _counted(unit.num.split()[-1]) == wanted:
                    return _Meant(Target(self=True, eid=unit.eid))
            eid = f"att_{wanted}" if wanted else None
            return _Meant(Target(self=True, eid=eid), bool(one.own) or not attachments)
        return _Meant(Target(self=True, eid=attachments[0].eid if len(attachments) == 1 else None))

    def _bare(self, within: str, one: Mention, kind: CitationKind) -> Iterator[_Meant]:
        """Provisions without a document: of the one that is amended here, or of this one."""
        base = self._base_of(within) if self._amends(within, kind) else None
        for path in one.paths:
            if base is not None and path.article and path.eid:
                eid = f"{base.prefix}__{path.eid}" if base.prefix else path.eid
                yield self._other(base, eid)
            else:
                yield self._here(within, path)

    def _amends(self, within: str, kind: CitationKind) -> bool:
        if kind in ACTS:
            return True
        unit = self.units.get(within)
        return unit is not None and promised(unit.text) is not None and self._base_of(within) is not None

    def _here(self, within: str, path: Path) -> _Meant:
        """A provision of this document, seen from where it is mentioned; certain only when it stands there."""
        eid = _relative(within, path)
        if eid is None:
            return _Meant(Target(self=True), certain=False)
        return _Meant(Target(self=True, eid=eid), eid in self.units)


# Bổ sung khoản 3 | vào sau | khoản 2 Điều 5; ngay trước
_BESIDE_RE: Final = re.compile(r"\s*(?:vào\s+)?(?:ngay\s+)?(?:phía\s+)?(?:sau|trước)\s+(?:các\s+)?")


def _inserted(text: str, found: list[Mention]) -> list[Mention]:
    """Mentions, a provision that is put in beside another being of the same article, or clause, and of the same document."""
    for at in range(len(found) - 1):
        one, place = found[at], found[at + 1]
        if one.paths and place.paths and not one.named and _BESIDE_RE.fullmatch(text, one.end, place.start):
            found[at] = structs.replace(
                one,
                paths=tuple(_beside(path, place.paths[0]) for path in one.paths),
                number=place.number,
                name=place.name,
                passed=place.passed,
                cut=place.cut,
                own=place.own,
                attached=place.attached,
            )
            found[at + 1] = structs.replace(place, paths=tuple(_beside(path, one.paths[0]) for path in place.paths))
    return found


def _beside(path: Path, other: Path) -> Path:
    """A path with the article, and for a point the clause, of the one that it stands beside."""
    if path.article is not None or other.article is None:
        return path
    clause = other.clause if path.clause is None and path.point is not None else path.clause
    return path._replace(article=other.article, clause=clause)


def _earlier_named(text: str, start: int, one: Mention) -> bool:
    return any(m.named and not m.own for m in mentions(text, start, one.start))


def _relative(within: str, path: Path) -> str | None:
    """
    The eId of a path that is seen from a provision.

    >>> _relative("att_1__art_5__cl_2", Path(article="", clause="1"))
    'att_1__art_5__cl_1'
    """
    steps = {step.split("_")[0]: step for step in within.split("__")}
    prefix = f"{steps['att']}__" if "att" in steps else ""
    if path.chapter and path.article is None and path.clause is None and path.point is None:
        return f"{prefix}{path.chapter}" if not path.chapter.endswith("_") else None
    article = f"art_{path.article}" if path.article else steps.get("art")
    if article is None:
        return None
    chain = [article]
    same_article = not path.article
    clause = (
        f"cl_{path.clause}"
        if path.clause
        else steps.get("cl")
        if same_article and (path.clause == "" or (path.clause is None and path.point is not None))
        else None
    )
    if path.clause == "" and clause is None:
        return None
    chain += [clause] if clause else []
    if path.point is not None:
        point = f"point_{path.point}" if path.point else steps.get("point")
        if point is None:
            return None
        chain.append(point)
    return prefix + "__".join(chain)


def _attachment(within: str) -> str | None:
    first = within.split("__", 1)[0]
    return first if first.startswith("att_") else None


def _attached_eid(one: Mention) -> str | None:
    """att_1 for what is issued with another document; an annex by its number, None where it has none."""
    if one.attached is None or one.attached == "Mẫu":
        return None
    if one.attached == "Phụ lục":
        return f"att_{count}" if one.annex and (count := _counted(one.annex)) else None
    return "att_1"


def _counted(number: str) -> int:
    """An annex's number, 0 for one in letters ("Phụ lục A")."""
    return int(number) if number.isdigit() else roman(number.upper())


def _title_span(document: Document) -> Span | None:
    """Where the title stands in the text."""
    if not document.title:
        return None
    match = re.search(r"\s+".join(re.escape(word) for word in document.title.split()), document.text)
    return Span(match.start(), match.end()) if match else None


def _stretches(unit: Provision) -> Iterable[Span]:
    return [*([unit.heading_span] if unit.heading_span else []), *unit.pieces]


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if stop > at:
            yield Span(at, stop)
        at = stop + 1


def _letters(text: str, start: int, end: int, found: list[Mention]) -> list[Mention]:
    return [
        Mention(start=m.start(), end=m.end(), number=re.sub(r"\s", "", m["number"]))
        for m in _LETTER_RE.finditer(text, start, end)
        if not any(f.start < m.end() and m.start() < f.end for f in found)
    ]
