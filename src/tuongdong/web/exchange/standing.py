"""
What the leader's page shows at a glance: the agency's comparisons, policies by how far localities are, tasks over time.
"""

from collections import Counter
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tuongdong.models import Relation
from tuongdong.web.exchange import charts
from tuongdong.web.exchange.models import Task, Visit
from tuongdong.web.library.models import Comparison, Policy, PolicyState
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
    """The newest comparisons of the visit's own agency."""
    rows = visible(account, Comparison.objects.filter(agency=visit.agency), "comparison.view")
    found = []
    for comparison in rows.prefetch_related("pairings__theirs")[:MOST]:
        for pairing in comparison.pairings.all():
            if value := pairing.value:
                told = Counter(match.relation for match in value.matches)
                found.append(
                    Alike(
                        comparison,
                        str(pairing.theirs),
                        told[Relation.SAME],
                        told[Relation.DIFFERS],
                        len(value.only_a),
                        len(value.only_b),
                    )
                )
    return found[:MOST]


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
