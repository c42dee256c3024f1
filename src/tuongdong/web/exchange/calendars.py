"""A visit for people's calendars (RFC 5545): sessions as events, tasks with a deadline as to-dos."""

import datetime as dt

from django.utils import timezone
from icalendar import Calendar, Event, Todo

from tuongdong.web.exchange.models import Session, Task, Visit

__all__ = ["calendar_of"]


def calendar_of(visit: Visit) -> bytes:
    """The calendar file. Sessions without a day are on the visit's first day; without any day they are left out."""
    calendar = Calendar()
    calendar.add("prodid", "-//tuongdong//exchange//VI")
    calendar.add("version", "2.0")
    for session in visit.sessions.all():
        if day := session.day or visit.first_day:
            calendar.add_component(_event(visit, session, day))
    for task in visit.tasks.exclude(state__in=Task.CLOSED):
        if task.due_on:
            calendar.add_component(_todo(task))
    return bytes(calendar.to_ical())


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
