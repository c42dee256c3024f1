"""
A report or minutes to a Visit.

    read -> EXTRACT -> report; web keeps what a person accepts

    Takes:  a SourceText, as `tuongdong.read` leaves it: a news report, minutes (biên bản), a conclusion notice
            (thông báo kết luận), or a plan whose tasks are wanted.
    Gives:  a Visit: a draft. After calling, the following holds:
            1. Every item's span slices the text; what is inferred says so.
            2. A text that tells of no meeting gives few or no items, and a Finding that says so.

The vocabulary is data (`vocabulary.toml`); nothing leaves the machine.
"""

import re
from collections.abc import Iterator

import msgspec

from tuongdong.extract.dates import DATE, iso_of
from tuongdong.extract.notices import notice_visit
from tuongdong.extract.outline import outline
from tuongdong.extract.reports import report_visit
from tuongdong.models import Finding, Severity, SourceText, Visit, finding

__all__ = ["extract"]


def extract(source: SourceText) -> Visit:
    """
    The draft visit of a text.

    >>> visit = extract(SourceText(text="Ngày 3/4/2024, Chủ tịch UBND tỉnh Hà Nam Lê Văn An đưa đoàn công tác sang Nam Định làm việc.", format="txt"))
    >>> visit.when[0].value, visit.leader.name, [session.with_ for session in visit.sessions]
    ('2024-04-03', 'Lê Văn An', ['tỉnh Nam Định'])
    """
    plan = outline(source.text)
    visit = report_visit(source.text, plan) if plan.genre == "report" else notice_visit(source.text, plan)
    if not _tells(visit):
        visit = Visit(
            title=visit.title,
            genre="other",
            number=visit.number,
            issued_on=visit.issued_on,
            documents=visit.documents,
            documents_cited=visit.documents_cited,
            periods=visit.periods,
        )
    return msgspec.structs.replace(visit, findings=tuple(_findings(visit)))


def _tells(visit: Visit) -> bool:
    """Whether the text is of a meeting or gives tasks: a report needs a host and somebody or something at the session."""
    if visit.genre == "report":
        return bool(visit.sessions) and bool(visit.leader or visit.delegation or visit.participants)
    return bool(visit.tasks or visit.sessions)


def _findings(visit: Visit) -> Iterator[Finding]:
    if visit.genre == "other":
        yield finding("no_visit")
        return
    for day in visit.when:
        if day.value is None:
            yield finding("impossible_day", span=day.span, day=day.printed)
        elif day.inferred:
            yield finding("year_inferred", Severity.INFO, day.span, day=day.printed, source=day.source)
        elif day.value.startswith("--"):
            yield finding("year_not_printed", span=day.span, day=day.printed)
    for task in visit.tasks:
        if task.due is None and any(iso_of(printed) is None for printed in re.findall(DATE, task.due_text or "")):
            yield finding("impossible_day", span=task.span, day=task.due_text)
