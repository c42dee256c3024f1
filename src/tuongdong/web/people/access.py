"""
Who may do what: one table, asked by pages, API, exports and search alike.

    allowed(account, action, thing)    may this account do it, to this thing
    visible(account, queryset)         the rows that this account may see
    require(account, action, thing)    404 for what it must not see, 403 for what it may see and not do

1. An account without a role in any agency (an outsider) may do nothing.
2. To see: a thing that its agency shares is seen by every role of every agency; a draft by its own agency alone.
3. To change: a role in the agency that owns the thing.
4. A token may do what its account may, within its scopes.
5. The superuser keeps accounts, agencies and the record of changes everywhere; documents need a role like anybody's.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from tuongdong.web.people.models import Account, Role, Sharing

__all__ = ["ACTIONS", "agencies_for", "allowed", "require", "scope_of", "visible"]

M = TypeVar("M", bound=Model)

_V, _S, _C, _K, _L, _A = Role.VIEWER, Role.SPECIALIST, Role.COORDINATOR, Role.CLERK, Role.LEADER, Role.ADMINISTRATOR
_ALL: Final = frozenset(Role)
_WRITE: Final = frozenset({_S, _C})

# action: the roles that may. `area.verb`; view verbs reach what other agencies share.
ACTIONS: Final[Mapping[str, frozenset[Role]]] = {
    "document.view": _ALL,
    "document.add": _WRITE | {_K},
    "document.edit": _WRITE | {_K},
    "document.share": frozenset({_C, _L}),
    "document.delete": frozenset({_C}),
    "comparison.view": _ALL,
    "comparison.add": _WRITE,
    "comparison.decide": _WRITE | {_L},
    "comparison.share": frozenset({_C, _L}),
    "comparison.delete": frozenset({_C}),
    "policy.view": _ALL,
    "policy.edit": _WRITE,
    "policy.share": frozenset({_C, _L}),
    "exchange.view": _ALL,
    "exchange.edit": _WRITE,
    "exchange.share": frozenset({_C, _L}),
    "exchange.delete": frozenset({_C}),
    "exchange.assign": frozenset({_C, _L}),
    "exchange.progress": _WRITE,
    "exchange.sign": frozenset({_L}),
    "exchange.issue": frozenset({_K}),
    "people.view": _ALL,
    "people.manage": frozenset({_A}),
    "territory.edit": frozenset({_A}),
    "audit.view": frozenset({_A, _L}),
}
_SUPERUSER: Final = frozenset({"people.view", "people.manage", "territory.edit", "audit.view"})


def scope_of(action: str) -> str:
    """The scope that a token needs: "document.view" -> "document:read"."""
    area, verb = action.split(".")
    return f"{area}:{'read' if verb == 'view' else 'write'}"


def _in_scope(account: Account, action: str) -> bool:
    return account.scopes is None or scope_of(action) in account.scopes


def _roles(account: Account) -> Mapping[int, frozenset[Role]]:
    return account.roles if account.is_authenticated and account.is_active else {}


def agencies_for(account: Account, action: str) -> frozenset[int]:
    """The agencies in which a role of the account allows the action."""
    if not account.is_authenticated or not _in_scope(account, action):
        return frozenset()
    return frozenset(agency for agency, roles in _roles(account).items() if roles & ACTIONS[action])


def allowed(account: Any, action: str, thing: Model | None = None) -> bool:
    """Whether the account may do it: to the thing, or (for none) to anything at all."""
    if not account.is_authenticated or not account.is_active or not _in_scope(account, action):
        return False
    if account.is_superuser and action in _SUPERUSER:
        return True
    agencies = agencies_for(account, action)
    if thing is None:
        return bool(agencies)
    if action.endswith(".view") and getattr(thing, "sharing", None) == Sharing.SHARED:
        return bool(agencies)
    return getattr(thing, "agency_id", None) in agencies


def visible(account: Any, rows: QuerySet[M], action: str) -> QuerySet[M]:
    """The rows that the account may see, by the view action of their area."""
    if not allowed(account, action):
        return rows.none()
    return rows.filter(Q(sharing=Sharing.SHARED) | Q(agency__in=agencies_for(account, action)))


def require(account: Any, action: str, thing: Model | None = None) -> None:
    """Returns when allowed. Http404 when the thing must not even be seen, PermissionDenied else."""
    if allowed(account, action, thing):
        return
    view = f"{action.partition('.')[0]}.view"
    if thing is not None and view in ACTIONS and not allowed(account, view, thing):
        raise Http404
    raise PermissionDenied
