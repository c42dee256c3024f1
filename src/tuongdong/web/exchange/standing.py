"""
What the leader's page shows at a glance: comparisons with whom was visited, policies by how far localities are, tasks over time.
"""

import re
from collections import Counter
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tuongdong.models import Relation
from tuongdong.terms import locality_named
from tuongdong.text import fold
from tuongdong.web.exchange import charts
from tuongdong.web.exchange.models import Task, Visit
from tuongdong.web.library import deciding
from tuongdong.web.library.models import Comparison, Decision, Document, Pairing, Policy, PolicyState
from tuongdong.web.people.access import visible

__all__ = ["Ahead", "Alike", "ahead", "alike", "by_state", "over_time"]

# Nearest to a result first.
_ORDER: Final = ("results", "underway", "waiting", "none")
MOST: Final = 5


class Alike(NamedTuple):
    """One document of ours beside one of theirs, counted."""

    comparison: Comparison
    theirs: str
    same: int
    differs: int
    only_ours: int
    only_theirs: int


class Ahead(NamedTuple):
    """A policy with the localities that carry it out, the furthest first."""

    policy: Policy
    states: tuple[tuple[str, str, str], ...]
    """(locality, state's key, state as people read it)."""


def alike(account: Any, visit: Visit) -> list[Alike]:
    """The newest comparisons of the visit's own agency with a document of whom was visited, as people decided."""
    comparisons = visible(account, Comparison.objects.filter(agency=visit.agency), "comparison.view")
    documents = visible(account, Document.objects.all(), "document.view")
    rows = Pairing.objects.filter(comparison__in=comparisons, comparison__ours__in=documents, theirs__in=documents)
    rows = rows.filter(status=Pairing.Status.READY).order_by("-comparison", "id")
    hosts = _visited(visit)
    places = rows.values_list("pk", "comparison__ours__locality", "theirs__locality")
    chosen = [pk for pk, *both in places if any(_is_of(place, hosts) for place in both)][:MOST]
    told = rows.filter(pk__in=chosen).select_related("comparison__ours", "theirs", "ours_version", "theirs_version")
    return [_counted(pairing) for pairing in told]


def _counted(pairing: Pairing) -> Alike:
    standing = (one for one in deciding.entries(pairing) if one.verdict != Decision.Verdict.REJECTED)
    told = Counter(one.relation for one in standing)
    counts = (told[name] for name in (Relation.SAME, Relation.DIFFERS, "only_a", "only_b"))
    return Alike(pairing.comparison, str(pairing.theirs), *counts)


def _visited(visit: Visit) -> str:
    """Whom the visit went to, a name a line: hosts, their localities in the register, and hosts of sessions."""
    names = {*visit.hosts.values_list("name", flat=True), *visit.sessions.values_list("host", flat=True)}
    names |= {place for place in visit.hosts.values_list("agency__locality__name", flat=True) if place}
    return fold("\n".join(names))


# tỉnh Nghệ An; Thành phố Hồ Chí Minh
_KIND_RE: Final = re.compile(r"^(?:tỉnh|thành phố) ")


def _is_of(place: str, hosts: str) -> bool:
    """Whether a host's name tells a locality, however it spells it: UBND TP. Bến Sao."""
    known = locality_named(place)
    names = {_KIND_RE.sub("", fold(name)) for name in (place, *(known.spellings if known else ()))}
    return any(name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", hosts) for name in names)


def _policies(account: Any, fields: set[str]) -> list[Policy]:
    rows = visible(account, Policy.objects.all(), "policy.view").prefetch_related("states__locality")
    return [row for row in rows[:500] if not fields or not row.field or row.field in fields]


def ahead(account: Any, fields: set[str]) -> list[Ahead]:
    """Policies of the visit's fields that localities are at different points with."""
    found = []
    for policy in _policies(account, fields):
        states = sorted(policy.states.all(), key=lambda one: _ORDER.index(one.state))
        if len({one.state for one in states}) > 1:
            told = tuple((one.locality.name, one.state, str(one.get_state_display())) for one in states)
            found.append(Ahead(policy, told))
    return found[:MOST]


def by_state(account: Any, fields: set[str]) -> list[tuple[str, int]]:
    """How many (policy, locality) are in each state."""
    told = Counter(one.state for policy in _policies(account, fields) for one in policy.states.all())
    return [(str(PolicyState.State(state).label), told[state]) for state in _ORDER if told[state]]


def over_time(tasks: QuerySet[Task]) -> SafeString:
    """What falls due and what was done, month by month."""
    days = list(tasks.exclude(state=Task.State.CANCELLED).order_by().values_list("due_on", "done_on"))
    return charts.months(
        [due for due, _done in days if due],
        [done for _due, done in days if done],
        (_("Đến hạn"), _("Hoàn thành")),
        _("Nhiệm vụ theo thời gian"),
    )
