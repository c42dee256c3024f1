"""Tasks that a report tells of: "Chủ tịch UBND thành phố giao Sở ... cũng như các sở, ngành ..."."""

import re
from typing import Final

from msgspec.structs import replace

from tuongdong.extract.addressees import Context, Lead, bare_lead, lead_at
from tuongdong.extract.bodies import chain_at
from tuongdong.extract.orders import clauses, make_tasks
from tuongdong.models import Span, Task

__all__ = ["given_by_name", "given_further", "gives"]

# the giver stands before the verb: after the last comma, or after "cảm ơn ... và"
_GIVES_RE: Final = re.compile(
    r"(?P<giver>[^.;,]{3,90}?)(?P<thanks> c[ảá]m ơn [^.;]*? và)? (?:đã |cũng )?(?:giao(?: nhiệm vụ cho)?|yêu cầu|chỉ đạo|đề nghị|phân công) (?=[A-ZĐỦ]|các |từng )"
)


def gives(text: str, span: Span) -> re.Match[str] | None:
    """Where a sentence of a report says that somebody gave a task."""
    return _GIVES_RE.search(text, span.start, span.end)


def given_by_name(context: Context, span: Span, home: str | None) -> list[Task]:
    """The tasks that a sentence of a report says somebody gave: one an addressee, all with the same words."""
    match = gives(context.text, span)
    if not match or not (groups := chain_at(context.text, match.end())):
        return []
    here = context._replace(home=home)
    first, *more = clauses(here, Span(match.start(), span.end))
    lead = Lead(tuple(tuple(g) for g in groups), first.start, groups[-1][-1].span.end, directive=True)
    made = [*make_tasks(here, lead, None, first, ())]
    for one in more:
        made += make_tasks(here, bare_lead(here, one.start, one.end), None, one, ())
    return [replace(task, assigned_by=match["giver"].strip()) for task in made]


def given_further(context: Context, span: Span, giver: str | None) -> list[Task]:
    """A sentence behind one that gave a task: what it has another body do was given by the same person."""
    lead = lead_at(context, span.start, span.end)
    return [replace(task, assigned_by=giver) for task in make_tasks(context, lead, None, span, ())] if lead else []
