"""What a plan says in rows: "- Cơ quan chủ trì: Sở Tư pháp" below an item, or a table with a column for each."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from tuongdong.extract.addressees import Context
from tuongdong.extract.bodies import chain_at, complete
from tuongdong.extract.dates import find_deadlines
from tuongdong.extract.outline import Line
from tuongdong.extract.vocabulary import any_of, words
from tuongdong.models import Span, Task
from tuongdong.text import fold

__all__ = ["Rows", "find_listed", "row_of", "with_row"]


class Rows:
    """Which tasks a row speaks of: those of the item that it stands below."""

    def __init__(self) -> None:
        self.begun: dict[int, int] = {}  # how many tasks there were before the item of each depth
        self.since, self.within = 0, False  # the rows of one item end where the next begins

    def item(self, depth: int, done: int) -> None:
        if self.within:
            self.since, self.within = done, False
        self.begun = {d: at for d, at in self.begun.items() if d < depth or depth == 0} | {depth: done}

    def below(self, depth: int) -> int:
        """From which task on a row of this depth speaks."""
        self.within = True
        above = [d for d in self.begun if d > 0 and (d < depth or depth == 0)]
        return max(self.since, self.begun[max(above) if depth else min(above)] if above else 0)


def row_of(text: str, line: Line) -> re.Match[str] | None:
    """What a line says of the item above it, where it is such a row."""
    return _row_re().match(text, line.start, line.span.end)


@lru_cache(maxsize=1)
def _row_re() -> re.Pattern[str]:
    """Đơn vị chủ trì tham mưu thực hiện: Sở Tư pháp; Thời gian thực hiện: Tháng 12/2025: what a plan says below its items."""
    lead, partners, due = (any_of(words("tasks", f"row_{name}")) for name in ("lead", "with", "due"))
    more = r"(?: tham mưu)?(?: thực hiện)?"
    return re.compile(rf"(?:(?P<due>{due})|(?P<with>{partners})|(?P<lead>{lead})){more}: (?P<value>[^\n]+?)\.?$", re.M)


def with_row(context: Context, task: Task, row: re.Match[str]) -> Task:
    """A task with what a row below it says; a body that the item names stays, "các cơ quan" gives way."""
    value = row["value"].rstrip(" .;")
    if row["lead"]:
        return _led_by(context, task, value) if task.to_inferred or task.to[:4].lower() == "các " else task
    if row["with"]:
        return replace(task, with_=(*task.with_, *_partners(value)))
    return task if task.due or task.due_text else _due_by(context, task, value)


def _led_by(context: Context, task: Task, value: str) -> Task:
    groups = chain_at(value, 0)
    who = value[: groups[-1][-1].span.end] if groups else value
    return replace(task, to=who, organization=complete(who, context.home), to_inferred=False)


def _partners(value: str) -> list[str]:
    """The bodies one by one where all of them are known, else as the marks divide them."""
    groups = chain_at(value, 0)
    if groups and groups[-1][-1].span.end == len(value):
        return [body.printed(value) for group in groups for body in group]
    return [part.strip() for part in value.split(";") if part.strip()]


def _due_by(context: Context, task: Task, value: str) -> Task:
    """A deadline as a row or cell prints it: "Tháng 12/2025", "Trước ngày 30/11/2025", or a bare "2025"."""
    alone = re.fullmatch(r"(?:[Nn]ăm )?(\d{4})", value)
    told = f"hoàn thành trong năm {alone[1]}" if alone else f"trong {value[0].lower()}{value[1:]}"
    recurs = re.search(r"h[àằ]ng (?:năm|quý|tháng|tuần)", value)
    found = [] if recurs else find_deadlines(told, 0, len(told), context.year)
    return replace(
        task, due=found[0].due if found else None, due_text=value, due_inferred=bool(found and found[0].inferred)
    )


# --- tables


class _Columns(NamedTuple):
    """Which cell says what; None where a table has no such column."""

    what: int
    lead: int
    partners: int | None
    due: int | None


def find_listed(context: Context, lines: tuple[Line, ...]) -> Iterator[Task]:
    """The tasks of tables that have a column for the work and one for who leads, as annexes of plans and notices have."""
    columns: _Columns | None = None
    for line in lines:
        cells = _cells(context.text, line.span)
        if head := _head(context.text, cells):
            columns = head
        elif columns and (task := _listed(context, columns, cells, line.span)):
            yield task


def _cells(text: str, span: Span) -> list[Span]:
    """Where the cells of a line are: "1 | Rà soát quy hoạch | Sở Xây dựng"."""
    cells, at = [], span.start
    for part in span.of(text).split("|"):
        start = at + len(part) - len(part.lstrip())
        cells.append(Span(start, max(start, at + len(part.rstrip()))))
        at += len(part) + 1
    return cells


def _head(text: str, cells: list[Span]) -> _Columns | None:
    if len(cells) < 3:
        return None

    def column(name: str) -> int | None:
        terms = tuple(fold(term) for term in words("tasks", name))
        found = (at for at, cell in enumerate(cells) if fold(cell.of(text)).startswith(terms))
        return next(found, None)

    what, lead = column("column_what"), column("row_lead")
    if what is None or lead is None or any(len(cell.of(text).split()) > 12 for cell in cells):
        return None
    return _Columns(what, lead, column("row_with"), column("row_due"))


def _listed(context: Context, columns: _Columns, cells: list[Span], row: Span) -> Task | None:
    """The task of a row; None for a row that only names a part of the table."""

    def said(at: int | None) -> str:
        return cells[at].of(context.text).rstrip(" .;") if at is not None and at < len(cells) else ""

    what, who = said(columns.what), said(columns.lead)
    if len(what.split()) < 2 or not any(letter.isalpha() for letter in who):
        return None
    task = Task(
        to=who,
        with_=tuple(_partners(said(columns.partners))),
        what=what,
        due=None,
        due_text=None,
        span=row,
        organization=complete(who, context.home),
    )
    due = said(columns.due)
    return _due_by(context, task, due) if due else task
