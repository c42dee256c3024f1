"""
What the machine found and what people decided, brought together.

    entries(pairing)        every pair and lone provision, in reading order, as the page shows them
    decided(pairing)        the Comparison with the decisions in it, as the tables out have it
    carry_out(...)          what was asked for a pair, on the page or through the API
    decide(...), remark_on(...)   a decision or remark is written, and counted

1. Decisions hang on eIds: they stand whatever the machine finds when it compares again. A pair that people accepted or
   made stays when the machine no longer finds it; one whose provision is gone from the new text is shown as lost.
2. Each decision takes the next number of its comparison in one transaction, so that a page which knows number n asks
   for what came after n and misses nothing.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext
from msgspec.structs import replace

from tuongdong import models as values
from tuongdong.compare import compare_pair, stand_alone
from tuongdong.report import remarks as kept
from tuongdong.report.rows import Table, table
from tuongdong.report.side import Side, sides
from tuongdong.web.library.models import Comparison, Decision, Document, Pairing, Remark, Version
from tuongdong.web.people.models import Account

__all__ = [
    "SUFFIXES",
    "Entry",
    "WrittenMeanwhile",
    "carry_out",
    "decide",
    "decided",
    "entries",
    "is_there",
    "key_of",
    "read_back",
    "ready",
    "remark_on",
    "table_of",
    "write_table",
]

SUFFIXES: Final = ("xlsx", "docx", "html")
"""The forms in which tables go out."""
_RELATIONS: Final = frozenset(relation.value for relation in values.Relation)
_HAND_SCORE: Final = 1.0


def key_of(a: str, b: str) -> str:
    """The id of a pair on a page."""
    return "p" + hashlib.sha256(f"{a}|{b}".encode()).hexdigest()[:12]


@dataclass
class Entry:
    """A row of the page: a pair, or a provision that stands alone ("" on the other side)."""

    a: str
    b: str
    match: values.Match | None = None
    decision: Decision | None = None
    found: bool = True
    """The machine finds it still."""
    lost: bool = False
    """One of its provisions is gone from the text."""
    remark: Remark | None = None
    order: tuple[int, int, int] = field(default=(0, 0, 0))

    @property
    def key(self) -> str:
        return key_of(self.a, self.b)

    @property
    def relation(self) -> str:
        """What people say, else the machine; only_a and only_b for what stands alone."""
        if not self.a or not self.b:
            return "only_a" if self.a else "only_b"
        said = self.decision.relation if self.decision else ""
        return said or (self.match.relation.value if self.match else values.Relation.RELATED.value)

    @property
    def seq(self) -> int:
        """The number of the last thing that people said of it."""
        return max(self.decision.seq if self.decision else 0, self.remark.seq if self.remark else 0)

    @property
    def verdict(self) -> str:
        return self.decision.verdict if self.decision else ""


def _decisions(pairing: Pairing) -> dict[tuple[str, str], Decision]:
    return {(one.a, one.b): one for one in pairing.decisions.select_related("decided_by")}


def _remarks(pairing: Pairing) -> dict[tuple[int, str], Remark]:
    rows = pairing.comparison.remarks.select_related("written_by")
    return {(one.document_id, one.eid): one for one in rows}


def texts_of(pairing: Pairing) -> tuple[values.Document, values.Document] | None:
    """Both texts as they were compared; None before they were."""
    ours, theirs = pairing.ours_version, pairing.theirs_version
    return (ours.value, theirs.value) if ours and theirs else None


def entries(pairing: Pairing, only: Iterable[tuple[str, str]] | None = None) -> list[Entry]:
    """All rows in the order of our text, then what only theirs has. `only`: these pairs alone."""
    found, texts = pairing.value, texts_of(pairing)
    if found is None or texts is None:
        return []
    decisions, remarks = _decisions(pairing), _remarks(pairing)
    orders = [{one.eid: at for at, one in enumerate(text.provisions)} for text in texts]
    matches = {(one.a, one.b): one for one in found.matches}
    pairs = list(matches) + [key for key in decisions if key not in matches]
    kept_pairs = [key for key in pairs if key not in decisions or decisions[key].verdict != Decision.Verdict.REJECTED]
    rows = [
        Entry(
            a,
            b,
            matches.get((a, b)),
            decisions.get((a, b)),
            (a, b) in matches,
            a not in orders[0] or b not in orders[1],
        )
        for a, b in pairs
    ]
    rows += [Entry(a, "") for a in stand_alone(texts[0], [a for a, _ in kept_pairs])]
    rows += [Entry("", b) for b in stand_alone(texts[1], [b for _, b in kept_pairs])]
    if only is not None:
        wanted = set(only)
        rows = [row for row in rows if (row.a, row.b) in wanted]
    for row in rows:
        row.order = (0 if row.a else 1, orders[0].get(row.a, 0) if row.a else 0, orders[1].get(row.b, 0))
        document = pairing.comparison.ours_id if row.a else pairing.theirs_id
        row.remark = remarks.get((document, row.a or row.b))
        if row.match is None and row.a and row.b and not row.lost and pairing.ours_version and pairing.theirs_version:
            row.match = _by_hand(pairing.ours_version, pairing.theirs_version, row.a, row.b)
    return sorted(rows, key=lambda row: row.order)


@lru_cache(maxsize=512)
def _by_hand(ours: Version, theirs: Version, a: str, b: str) -> values.Match | None:
    """The match of a pair that people made; None for units that are not compared (a chapter). Versions never change."""
    try:
        return replace(compare_pair(ours.value, theirs.value, a, b), score=_HAND_SCORE)
    except KeyError:
        return None


def decided(pairing: Pairing) -> values.Comparison | None:
    """The comparison with the decisions in it: without what was rejected, with what was made, relations as people say."""
    found, texts = pairing.value, texts_of(pairing)
    if found is None or texts is None:
        return None
    rows = [row for row in entries(pairing) if row.a and row.b and row.match and not row.lost]
    standing = [row for row in rows if row.verdict != Decision.Verdict.REJECTED]
    matches = tuple(replace(row.match, relation=values.Relation(row.relation)) for row in standing if row.match)
    return replace(
        found,
        matches=matches,
        only_a=stand_alone(texts[0], [one.a for one in matches]),
        only_b=stand_alone(texts[1], [one.b for one in matches]),
    )


def _next(comparison: Comparison) -> int:
    """The next number of a comparison; inside a transaction, whose end lets the next one have its own."""
    Comparison.objects.filter(pk=comparison.pk).update(seq=F("seq") + 1)
    return int(Comparison.objects.values_list("seq", flat=True).get(pk=comparison.pk))


class WrittenMeanwhile(Exception):  # noqa: N818  # no fault of anybody
    """Somebody wrote other words since these were written upon `was`: nothing is kept, for the writer to look again."""


def _upon(was: str | None, stands: str, text: str) -> None:
    """Returns when words may take the place of what stands: that is what they were written upon, or the same."""
    if was is not None and stands not in (_plain(was), _plain(text)):
        raise WrittenMeanwhile


def decide(
    pairing: Pairing, account: Account, a: str, b: str, *, was: str | None = None, **said: str | bool
) -> Decision:
    """
    Writes what was said of a pair: verdict, relation, comment, by_hand. What was not said stays.

    `was`: the comment that this one was written upon; WrittenMeanwhile when another stands.
    """
    with transaction.atomic():
        number = _next(pairing.comparison)
        row = Decision.objects.filter(pairing=pairing, a=a, b=b).first() or Decision(pairing=pairing, a=a, b=b)
        _upon(was, row.comment, str(said.get("comment", "")))
        for name, value in said.items():
            setattr(row, name, _plain(value) if isinstance(value, str) else value)
        row.seq, row.decided_by, row.decided_at = number, account, timezone.now()
        row.save()
    return row


def is_there(text: values.Document, eid: str) -> bool:
    return any(one.eid == eid for one in text.provisions)


def carry_out(pairing: Pairing, account: Account, a: str, b: str, act: str, said: Mapping[str, str]) -> bool:
    """Does to a pair what was asked, on the page or through the API. Whether it was something that can be decided."""
    verdicts = {"accept": Decision.Verdict.ACCEPTED, "reject": Decision.Verdict.REJECTED, "open": Decision.Verdict.OPEN}
    if act in verdicts:
        decide(pairing, account, a, b, verdict=verdicts[act])
    elif act == "relation" and said.get("relation") in _RELATIONS:
        decide(pairing, account, a, b, relation=said["relation"], verdict=Decision.Verdict.ACCEPTED)
    elif act == "comment":
        decide(pairing, account, a, b, comment=said.get("comment", "")[:5000], was=said.get("was"))
    elif act in ("pair", "add"):
        return _pair(pairing, account, a, b, said.get("other", "") if act == "pair" else b, again=act == "pair")
    else:
        return False
    return True


def _pair(pairing: Pairing, account: Account, a: str, b: str, other: str, *, again: bool) -> bool:
    """Our provision with another of theirs; `again`: in place of the one that it had."""
    texts = texts_of(pairing)
    if texts is None or not is_there(texts[1], other) or (again and other == b):
        return False
    with transaction.atomic():
        if again and b:
            decide(pairing, account, a, b, verdict=Decision.Verdict.REJECTED)
        decide(pairing, account, a, other, verdict=Decision.Verdict.ACCEPTED, by_hand=True)
    return True


def remark_on(
    comparison: Comparison, account: Account, document: Document, eid: str, text: str, *, was: str | None = None
) -> Remark:
    """Writes what people think of a provision and of taking it over. `was` as for `decide`."""
    with transaction.atomic():
        number = _next(comparison)
        row = Remark.objects.filter(comparison=comparison, document=document, eid=eid).first() or Remark(
            comparison=comparison, document=document, eid=eid
        )
        _upon(was, row.text, text)
        row.text, row.seq, row.written_by, row.written_at = _plain(text), number, account, timezone.now()
        row.save()
    return row


def _plain(text: str) -> str:
    """Without NUL, which no database keeps; lines as tables have them, so that a table comes back with no changes."""
    return text.replace("\0", "").replace("\r\n", "\n").strip()


# --- tables out and back in


def ready(comparison: Comparison, documents: QuerySet[Document]) -> list[Pairing]:
    """The pairings that have been compared, with hosts among the documents: those that the reader may see."""
    rows = comparison.pairings.filter(status=Pairing.Status.READY, theirs__in=documents)
    return list(rows.select_related("theirs", "ours_version", "theirs_version", "comparison", "comparison__ours"))


def table_of(pairings: Sequence[Pairing]) -> tuple[list[values.Comparison], list[values.Document]]:
    """What a report is made of: comparisons with decisions, and the documents. All pairings are of our current text."""
    told = [(one, decided(one), texts_of(one)) for one in pairings]
    whole = [(comparison, texts) for _one, comparison, texts in told if comparison and texts]
    return [comparison for comparison, _ in whole], [whole[0][1][0], *(texts[1] for _, texts in whole)]


def write_table(comparison: Comparison, pairings: Sequence[Pairing], suffix: str, lang: str) -> bytes:
    """The table of a comparison (some of its pairings) with decisions and remarks, as Excel, Word or HTML."""
    from tuongdong.report.excel import write_excel
    from tuongdong.report.html import write_html
    from tuongdong.report.word_table import write_word

    comparisons, documents = table_of(pairings)
    with translation.override(lang):
        remarks = _as_written(comparison, pairings, documents)
    write = {"xlsx": write_excel, "docx": write_word, "html": write_html}[suffix]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{suffix}"
        write(comparisons, documents, path, lang, remarks)
        return path.read_bytes()


def _columns(pairings: Sequence[Pairing], documents: Sequence[values.Document]) -> dict[int, Side]:
    """The column of each document of the library."""
    keys = [pairings[0].comparison.ours_id, *(one.theirs_id for one in pairings)]
    return dict(zip(keys, sides(documents), strict=True))


def _as_written(
    comparison: Comparison, pairings: Sequence[Pairing], documents: Sequence[values.Document]
) -> list[kept.Remark]:
    """Remarks, decisions and comments as the tables hold them."""
    columns = _columns(pairings, documents)
    found: list[kept.Remark] = []
    for one in comparison.remarks.exclude(text=""):
        if (side := columns.get(one.document_id)) and one.eid in side.units:
            found.append(kept.Remark(kept.key_for(side, one.eid), (("remark", one.text),), side.words(one.eid)))
    side = columns[comparison.ours_id]
    for pairing in pairings:
        for said in pairing.decisions.select_related("decided_by"):
            told = _said(said, columns[pairing.theirs_id])
            if told and said.a in side.units:
                found.append(kept.Remark(kept.key_for(side, said.a), told, side.words(said.a)))
    return found


def _said(one: Decision, theirs: Side) -> tuple[tuple[str, str], ...]:
    """A decision and its comment, with who and when."""
    by = f"({one.decided_by}, {timezone.localtime(one.decided_at):%d/%m/%Y})"
    told = []
    if one.verdict:
        other = theirs.label(one.b) if one.b in theirs.units else one.b
        name = f"{theirs.name}, {other}: " if one.verdict == Decision.Verdict.REJECTED else ""
        told.append((gettext("Quyết định"), f"{name}{one.get_verdict_display()} {by}"))
    if one.comment:
        told.append((gettext("Ý kiến"), f"{one.comment} {by}"))
    return tuple(told)


@dataclass(frozen=True)
class Change:
    """A remark that an edited table would change."""

    document: int
    eid: str
    name: str
    before: str
    after: str


class Edited(NamedTuple):
    """An edited table: what it would change, what in it has no place here, and what is written in other columns."""

    changes: list[Change]
    unplaced: list[kept.Remark]
    beside: list[tuple[str, str, str]]
    """Provision, column, words: decisions and opinions are changed on the page, where they bear a name and a day."""


def read_back(comparison: Comparison, pairings: Sequence[Pairing], path: Path) -> Edited:
    """What an edited Excel table would change. ReportError when it is not ours."""
    from tuongdong.report.excel import read_remarks

    comparisons, documents = table_of(pairings)
    view: Table = table(comparisons, documents)
    placed = kept.place(read_remarks(path), view)
    keys: Mapping[int, int] = dict(enumerate([comparison.ours_id, *(one.theirs_id for one in pairings)]))
    written = {(one.document_id, one.eid): one.text for one in comparison.remarks.all()}
    changes: list[Change] = []
    for at, row in enumerate(view.rows):
        after, document = placed.column(at, "remark"), keys[row.side]
        before = written.get((document, row.eid), "")
        if after != before:
            changes.append(Change(document, row.eid, view.sides[row.side].label(row.eid), before, after))
    return Edited(changes, list(placed.unplaced), list(_beside(comparison, pairings, documents, view, placed)))


def _beside(
    comparison: Comparison,
    pairings: Sequence[Pairing],
    documents: Sequence[values.Document],
    view: Table,
    placed: kept.Placed,
) -> Iterator[tuple[str, str, str]]:
    """What stands in the other columns and was not written there by us, in whatever language the table went out."""
    ours = []
    for lang, _name in settings.LANGUAGES:
        with translation.override(lang):
            ours.append(kept.place(_as_written(comparison, pairings, documents), view))
    for at, row in enumerate(view.rows):
        names = dict.fromkeys(name for one in placed.by_row.get(at, ()) for name, _text in one.columns)
        for name in names:
            text = placed.column(at, name)
            if name != "remark" and text not in {one.column(at, name) for one in ours}:
                yield view.sides[row.side].label(row.eid), name, text
