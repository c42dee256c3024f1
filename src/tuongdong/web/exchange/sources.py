"""
What a record is founded on, and where that stands.

    linked(account, rows)        each piece of evidence with the address of its source
    offered(account, visit)      what may be pointed to: sessions, answers, policies with their state, matches

A reference in words leads to the document of the library that it names, at the provision and the quoted words. A piece
with a target leads to the session, answer, policy or comparison itself.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from tuongdong.cite.mentions import NUMBER, mentions, plain_number
from tuongdong.eids import place_words
from tuongdong.models import Relation
from tuongdong.text import fold
from tuongdong.web.exchange.models import Evidence, Visit
from tuongdong.web.library.models import Comparison, Document, Policy, fold_number
from tuongdong.web.people.access import visible

__all__ = ["Linked", "Offered", "linked", "offered"]

_NUMBER_RE: Final = re.compile(rf"(?<![\w/])(?:{NUMBER})")
_COMPARISONS, _MATCHES, _POLICIES = 3, 40, 60
"""How many are offered: the newest comparisons, the first matches of each, the first policies."""


class Linked(NamedTuple):
    """A piece of evidence with its address; "" where there is none that the reader may see."""

    evidence: Evidence
    address: str
    document: Document | None = None

    @property
    def astray(self) -> bool:
        """Whether the quoted words do not stand in the document that the reference names."""
        value = self.document.value if self.document and self.evidence.quote else None
        return value is not None and _bare(self.evidence.quote) not in _bare(value.text)


def _bare(words: str) -> str:
    return " ".join(fold(words).strip(" .…“”\"'").split())


def linked(account: Any, rows: Iterable[Evidence]) -> list[Linked]:
    told = [(row, _key(row.reference)) for row in rows]
    keys = {key for _row, key in told if key}
    found = visible(account, Document.objects.filter(number_key__in=keys), "document.view") if keys else ()
    # of two documents of one number the reference tells neither
    held: dict[str, list[Document]] = {}
    for one in found:
        held.setdefault(one.number_key, []).append(one)
    targets = _targets(account, [row.target for row, _key_ in told])
    return [_linked(row, held.get(key, []), targets) for row, key in told]


def _linked(row: Evidence, documents: list[Document], targets: Mapping[str, str]) -> Linked:
    if row.target:
        return Linked(row, _own(row) or targets.get(" ".join(row.target.split()[:2]), ""))
    if len(documents) != 1:
        return Linked(row, "")
    return Linked(row, f"{documents[0].get_absolute_url()}{_at(row)}", documents[0])


def _key(reference: str) -> str:
    match = _NUMBER_RE.search(reference)
    return fold_number(plain_number(match[0])) if match else ""


def _at(row: Evidence) -> str:
    """15/2025/NQ-HĐND, khoản 2 Điều 5 -> #art_5__cl_2, and the quoted words, for browsers that show them."""
    paths = [path for one in mentions(row.reference, 0, len(row.reference)) for path in one.paths]
    eid = (paths[0].eid or "") if paths else ""
    return _shown(row.quote, f"#{eid}") if row.quote.strip() or eid else ""


def _shown(words: str, fragment: str) -> str:
    """A fragment that shows the words, too: the first and the last of a long passage."""
    told = words.strip(" .…“”").split()
    ends = [" ".join(told)] if len(told) <= 12 else [" ".join(told[:6]), " ".join(told[-6:])]
    return fragment + (":~:text=" + ",".join(quote(part, safe="") for part in ends) if told else "")


# --- what is the office's own


def _own(row: Evidence) -> str:
    """A session or an answer of the same visit, or a place in the text that it was drafted from."""
    kind = row.target.split()[0]
    if kind == "source":
        return f"{reverse('exchange:source', args=[row.visit_id])}{_shown(row.quote, '#')}"
    page = {"session": "sessions", "question": "questions"}.get(kind)
    return f"{reverse('exchange:records', args=[row.visit_id, page])}#{row.target.replace(' ', '-')}" if page else ""


def _targets(account: Any, told: Iterable[str]) -> dict[str, str]:
    """Addresses of policies and comparisons that the reader may see."""
    wanted: dict[str, set[int]] = {}
    for target in told:
        kind, _space, number = target.partition(" ")
        if kind in ("policy", "comparison"):
            wanted.setdefault(kind, set()).add(int(number.split()[0]))
    found: dict[str, str] = {}
    if ids := wanted.get("policy"):
        rows = visible(account, Policy.objects.filter(pk__in=ids), "policy.view")
        found |= {f"policy {row.pk}": row.get_absolute_url() for row in rows}
    if ids := wanted.get("comparison"):
        compared = visible(account, Comparison.objects.filter(pk__in=ids), "comparison.view")
        found |= {f"comparison {row.pk}": row.get_absolute_url() for row in compared}
    return found


class Offered(NamedTuple):
    """Something to point to: what is kept, what is read, and as which kind of evidence."""

    target: str
    reference: str
    kind: str


def offered(account: Any, visit: Visit) -> list[tuple[str, list[Offered]]]:
    """By group, those that hold anything."""
    groups = [
        (_("Buổi làm việc"), _sessions(visit)),
        (_("Trả lời của cơ quan bạn"), _answers(visit)),
        (_("Chính sách và tình trạng triển khai"), _policies(account)),
        (_("Quy định tương đồng"), _matches(account, visit)),
    ]
    return [group for group in groups if group[1]]


def _sessions(visit: Visit) -> list[Offered]:
    return [
        Offered(
            f"session {row.pk}",
            f"buổi làm việc với {row.host}{f' ngày {row.day:%d/%m/%Y}' if row.day else ''}",
            Evidence.Kind.SESSION,
        )
        for row in visit.sessions.all()
    ]


def _answers(visit: Visit) -> list[Offered]:
    return [
        Offered(
            f"question {row.pk}",
            f"trả lời của {row.answered_by or row.host or 'cơ quan được hỏi'}: {_short(row.answer)}",
            Evidence.Kind.ANSWER,
        )
        for row in visit.questions.exclude(answer="")
    ]


def _policies(account: Any) -> list[Offered]:
    rows = visible(account, Policy.objects.all(), "policy.view").prefetch_related("states__locality")[:_POLICIES]
    return [
        Offered(f"policy {row.pk}", _short(f"chính sách {row.name}{_stand(row)}", 240), Evidence.Kind.POLICY)
        for row in rows
    ]


def _stand(policy: Policy) -> str:
    states = [f"{one.locality.name}: {one.get_state_display()}" for one in policy.states.all()]
    return f" ({'; '.join(states)})" if states else ""


def _matches(account: Any, visit: Visit) -> list[Offered]:
    rows = visible(account, Comparison.objects.filter(agency=visit.agency), "comparison.view")
    found: list[Offered] = []
    for row in rows.select_related("ours").prefetch_related("pairings__theirs")[:_COMPARISONS]:
        for pairing in row.pairings.all():
            value = pairing.value
            alike = [m for m in value.matches if m.relation != Relation.RELATED] if value else []
            found += [
                Offered(
                    f"comparison {row.pk} {match.a} {match.b}"[:80],
                    _short(
                        f"{row.ours.number or row.ours}, {place_words(match.a)} – "
                        f"{pairing.theirs.number or pairing.theirs}, {place_words(match.b)}",
                        240,
                    ),
                    Evidence.Kind.MATCH,
                )
                for match in alike[:_MATCHES]
            ]
    return found


def _short(words: str, most: int = 160) -> str:
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"
