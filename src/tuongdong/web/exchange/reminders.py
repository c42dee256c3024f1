"""
Reminders without anybody's hand: each working morning the lead agencies are mailed what is due soon or overdue.

    schedule()    a run for the next morning, unless one waits already or the office has no mail

A run asks for the next one when it is done; the worker asks for the first when it starts.
"""

import datetime as dt
from typing import Final

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tuongdong.web.exchange import follow
from tuongdong.web.exchange.models import Task

__all__ = ["next_morning", "remind_daily", "schedule"]

_AT: Final = dt.time(7)
_SATURDAY: Final = 5


@task()
def remind_daily() -> int:
    """Mails of this morning; how many."""
    sent = follow.remind(Task.objects.exclude(state__in=Task.CLOSED).select_related("visit"))
    schedule()
    return sent


def schedule() -> bool:
    """Whether a run was put into the queue."""
    if not getattr(settings, "EMAIL_HOST", "") or settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return False
    if DBTaskResult.objects.filter(task_path=remind_daily.module_path, status="READY").exists():
        return False
    remind_daily.using(run_after=next_morning(timezone.localtime())).enqueue()
    return True


def next_morning(now: dt.datetime) -> dt.datetime:
    """
    Seven o'clock of the next working day.

    >>> next_morning(dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)).isoformat()  # a Friday
    '2026-11-30T07:00:00+00:00'
    """
    day = now.date() if now.time() < _AT else now.date() + dt.timedelta(1)
    while day.weekday() >= _SATURDAY:
        day += dt.timedelta(1)
    return dt.datetime.combine(day, _AT, now.tzinfo)
