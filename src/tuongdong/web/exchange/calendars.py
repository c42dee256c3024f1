"""A visit for people's calendars (RFC 5545): sessions as events, tasks with a deadline as to-dos."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone
from icalendar import Calendar, Event, Todo

from tuongdong.web.exchange.models import Session, Task, Visit

__all__ = ["calendar_of", "calendar_of_tasks"]


def calendar_of(visit: Visit) -> bytes:
    """The calendar file. Sessions without a day are on the visit's first day; without any day they are left out."""
    calendar = _empty()
    for session in visit.sessions.all():
        if day := session.day or visit.first_day:
            calendar.add_component(_event(visit, session, day))
    _add_tasks(calendar, visit.tasks.all())
    return bytes(calendar.to_ical())


def calendar_of_tasks(tasks: QuerySet[Task]) -> bytes:
    """The deadlines of open tasks."""
    calendar = _empty()
    _add_tasks(calendar, tasks)
    return bytes(calendar.to_ical())


def _empty() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//tuongdong//exchange//VI")
    calendar.add("version", "2.0")
    return calendar


def _add_tasks(calendar: Calendar, tasks: QuerySet[Task]) -> None:
    for task in tasks.exclude(state__in=Task.CLOSED).filter(due_on__isnull=False)[:2000]:
        calendar.add_component(_todo(task))


def _event(visit: Visit, session: Session, day: dt.date) -> Event:
    event = Event()
    event.add("uid", f"session-{session.pk}@tuongdong")
    event.add("dtstamp", timezone.now())
    event.add("summary", f"Làm việc với {session.host}")
    event.add("description", session.topics or visit.title)
    if session.place:
        event.add("location", session.place)
    if session.start:
        start = dt.datetime.combine(day, session.start, timezone.get_current_timezone())
        event.add("dtstart", start)
        event.add("dtend", start + dt.timedelta(hours=2))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
    return event


def _todo(task: Task) -> Todo:
    todo = Todo()
    todo.add("uid", f"task-{task.pk}@tuongdong")
    todo.add("dtstamp", timezone.now())
    todo.add("summary", task.what[:200])
    todo.add("due", task.due_on)
    todo.add("description", task.who)
    return todo
