"""
The record of changes: who, when, what, before and after. One table that is only ever added to.

A model that inherits `Audited` and names its fields in `audit_fields` writes a Change in the same transaction as each
save and delete, also of what goes along with something else, so that there is no change without its line.
`QuerySet.update` would pass it by: it is for counters and the state of machines, never for what people decide.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.apps import apps
from django.db import models, transaction
from django.db.models.signals import pre_delete
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

__all__ = ["ActorMiddleware", "Audited", "acting", "record"]

_ACTOR: ContextVar[Any] = ContextVar("actor", default=None)
_REQUEST: ContextVar[str] = ContextVar("request", default="")


@contextmanager
def acting(account: Any, request_id: str = "") -> Iterator[None]:
    """Within: changes are this account's (None: the machine's own)."""
    actor, request = _ACTOR.set(account), _REQUEST.set(request_id)
    try:
        yield
    finally:
        _ACTOR.reset(actor)
        _REQUEST.reset(request)


class ActorMiddleware:
    """Changes made while a request is answered are those of the account that asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting(SimpleLazyObject(lambda: request.user), request.META.get("REQUEST_ID", "")):
            return self.get_response(request)


def _plain(value: Any) -> Any:
    """As JSON holds it."""
    if isinstance(value, models.Model):
        return value.pk
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)


def record(action: str, thing: models.Model, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Adds a line to the record."""
    actor = _ACTOR.get()
    known = actor is not None and actor.is_authenticated
    apps.get_model("people", "Change").objects.create(
        actor_id=actor.pk if known else None,
        actor_name=str(actor) if known else "",
        action=action,
        kind=thing._meta.label_lower,
        thing_id=str(thing.pk),
        thing_name=str(thing)[:300],
        agency_id=getattr(thing, "audit_agency_id", None),
        before=before,
        after=after,
        request_id=_REQUEST.get(),
    )


class Audited(models.Model):
    """A row whose changes are kept."""

    audit_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        pre_delete.connect(_leaves, sender=cls)

    @property
    def audit_agency_id(self) -> int | None:
        """The agency whose people may read of the change."""
        found: int | None = getattr(self, "agency_id", None)
        return found

    @classmethod
    def audit_said(cls, name: str, value: Any) -> str | None:  # noqa: ARG003  # models that have such fields look at them
        """A value of a field as people read it, where it is neither a choice, a day nor a row; None else."""
        return None

    def audit_values(self) -> dict[str, Any]:
        """The fields that are kept, as JSON holds them; those not loaded are left out."""
        deferred = self.get_deferred_fields()
        names = {name: self._meta.get_field(name).attname for name in self.audit_fields}  # type: ignore[union-attr]
        return {name: _plain(getattr(self, at)) for name, at in names.items() if at not in deferred}

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        row: Any = super().from_db(*args, **kwargs)
        row._audit_before = row.audit_values()
        return row

    def save(self, *args: Any, **kwargs: Any) -> None:
        new = self._state.adding
        before: dict[str, Any] = {} if new else getattr(self, "_audit_before", {})
        with transaction.atomic():
            super().save(*args, **kwargs)
            after = self.audit_values()
            changed = {name: value for name, value in after.items() if new or before.get(name) != value}
            if changed:
                record("add" if new else "change", self, {n: before[n] for n in changed if n in before}, changed)
        self._audit_before = after


def _leaves(instance: Audited, **_: Any) -> None:
    """By a signal and not by `delete`: a comparison takes its decisions along, and each of them has its line."""
    record("delete", instance, instance.audit_values(), {})
