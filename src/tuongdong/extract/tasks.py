"""
Tasks of a notice, minutes or a plan: who is to do what, with whom and by when.

    outline -> addressees (who) -> orders (what, with whom, by when) -> TASKS (line by line through the whole text)

One task a numbered item or bullet. Inside it a sentence that addresses another body, and what follows a deadline where
another deadline comes, are tasks of their own. An umbrella sentence ("tỉnh cần ... các nội dung sau:") is one, too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from tuongdong.extract.addressees import Context, Lead, bare_lead, lead_alone, lead_at, named, sentences
from tuongdong.extract.bodies import chain_at
from tuongdong.extract.orders import make_tasks, passages, split_deadlines, tells, trim
from tuongdong.extract.outline import DASH, Line, Outline
from tuongdong.extract.rows import Rows, find_listed, row_of, with_row
from tuongdong.extract.vocabulary import LOWER, UPPER, any_of, words
from tuongdong.models import Said, Span, Task

__all__ = ["find_tasks"]


def find_tasks(context: Context, plan: Outline, proposals: list[Said]) -> list[Task]:
    """The tasks of a notice, minutes or plan, in reading order. Petitions are added to `proposals` as they come."""
    walk, done, rows = _Walk(context, plan, proposals), list[Task](), Rows()
    for at, line in enumerate(plan.lines):
        if line.role in ("tasks", "petitions") and (row := row_of(context.text, line)):
            since = rows.below(line.depth)
            done[since:] = [with_row(context, task, row) for task in done[since:]]
            continue
        rows.item(line.depth, len(done))
        done += walk.line(at)
    done += find_listed(context, plan.lines)
    return [task for task in done if plan.meets or not task.to_inferred or (task.to and task.to != context.home)]


# Về kiến nghị tăng mức hỗ trợ ...: Giao Bộ Tài chính
_PETITION_RE: Final = re.compile(
    r"(?:Về|Đối với|Liên quan đến)(?: việc| các)?(?: kiến nghị| đề nghị| đề xuất)?(?: của [^:,]{3,40})?(?: về việc| về)? "
)
# Nội dung thực hiện: Tổ chức tập huấn ...
_CONTENT_RE: Final = re.compile(r"Nội dung(?: thực hiện)?: ")
_ABOUT_RE: Final = re.compile(r"Về [^:]{3,200}: ?")


@lru_cache(maxsize=1)
def _asks_re() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Kiến nghị Bộ Nội vụ ...; Đề nghị Chính phủ ...: to somebody above, so no task. In minutes a ministry is above, too."""
    above, central = any_of(words("superiors")), rf"(?:Bộ [{UPPER}]|các [Bb]ộ)"
    asks = (
        rf"[Kk]iến nghị(?= [{UPPER}]| các )|[Đđ]ề xuất(?= {central})|(?:[Đđ]ề nghị|[Đđ]ề xuất)(?= {above}(?![{LOWER}]))"
    )
    return re.compile(rf"(?:{asks}) "), re.compile(rf"(?:{asks}|[Đđ]ề nghị(?= {central})) ")


_ASKS_BELOW_RE: Final = re.compile(r"(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo) (?=[A-ZĐỦ]|các |từng )")


_LISTED: Final = 4
"""So many parts behind semicolons are petitions of their own; two or three are one petition told at length."""


def _petitions(text: str, start: int, end: int) -> list[Said]:
    cuts = [start, *(m.end() for m in re.compile(r"; ").finditer(text, start, end)), end]
    if len(cuts) <= _LISTED:
        cuts = [start, end]
    spans = (trim(text, a, b, None) for a, b in pairwise(cuts))
    return [Said(text=one.of(text), span=one) for one in spans]


class _Walk:
    """Goes through the lines with what the headings above have said: whose section it is, who is addressed, which petition is open."""

    def __init__(self, context: Context, plan: Outline, proposals: list[Said]) -> None:
        self.context, self.lines, self.proposals = context, plan.lines, proposals
        # two sides sign minutes: what addresses nobody was agreed, and is nobody's task
        self.minutes, self.meets = plan.genre == "minutes", plan.meets
        self.home = None if self.minutes else context.home
        self.section: str | None = None  # whom the umbrella sentence addresses
        self.heads: dict[int, str] = {}  # whom an item that only opens a list addresses, by depth
        self.answers: tuple[int, ...] = ()
        self.directed = False
        self.alone = False  # the item above was an addressee alone: the paragraph below is his task

    def line(self, at: int) -> Iterator[Task]:
        line = self.lines[at]
        if line.role == "heading":
            self.section, self.heads, self.answers, self.directed = None, {}, (), False
            return iter(())
        self.heads = {d: who for d, who in self.heads.items() if d < line.depth or line.depth == 0}
        if line.role == "assessment":
            return self._assessment(at)
        if line.role == "petitions":
            return self._petition(at)
        if line.role == "opening":
            return self._opening(line)
        if line.role == "talk":
            return self._ordered(Span(line.start, line.span.end), item=False, only_directives=True)
        return self._task(at) if line.role == "tasks" else iter(())

    def _default(self) -> str | None:
        return self.heads[max(self.heads)] if self.heads else self.section or self.home

    def _opens_list(self, at: int) -> bool:
        """Whether deeper items follow that are more than rows about this one."""
        line = self.lines[at]
        following = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if not following or following.role != line.role or following.depth <= max(line.depth, 1):
            return False
        if row_of(self.context.text, following):
            return False
        return 0 < line.depth < DASH or self.context.text[line.span.end - 1] == ":"

    def _heads(self, at: int) -> bool:
        """Whether an item of a plan only names what the paragraph below it tells: 2.2. Trách nhiệm cụ thể."""
        line, following = self.lines[at], self.lines[at + 1] if at + 1 < len(self.lines) else None
        return bool(
            not self.meets
            and 0 < line.depth < DASH
            and following
            and following.depth == 0
            and following.role == line.role
            and not row_of(self.context.text, following)
            and self.context.text[line.span.end - 1] not in ".;:"
        )

    def _task(self, at: int) -> Iterator[Task]:
        line, text = self.lines[at], self.context.text
        words_ = text[line.start : line.span.end]
        self.alone = line.depth == 0 and self.alone
        if self._opens_list(at):
            yield from self._umbrella(line)
        elif 0 < line.depth < DASH and (lead := lead_alone(self.context, line)):
            self.heads[line.depth], self.alone = named(self.context, lead) or "", True
        elif self._heads(at):
            pass
        elif asked := (_asks_re()[self.minutes]).match(text, line.start, line.span.end):
            said = trim(text, asked.end(), line.span.end, None)
            self.proposals.append(Said(text=said.of(text), span=said))
        else:
            about = (_ABOUT_RE.match(words_) or _CONTENT_RE.match(words_)) if line.depth else None
            start = line.start + about.end() if about else line.start
            yield from self._ordered(Span(start, line.span.end), line.depth > 0 or self.alone)

    def _ordered(self, span: Span, item: bool, only_directives: bool = False) -> Iterator[Task]:
        """
        The orders of a paragraph. An item is one even where it addresses nobody; a plain paragraph, and a sentence
        that begins by telling how things are, only where somebody is addressed.
        """
        for lead, passage in passages(self.context, span, self._default()):
            late = None if lead else self._late_lead(passage)
            if lead is None and late is None and (not item or tells(self.context.text, passage)):
                continue
            if only_directives and not (lead and lead.directive):
                continue
            if lead is None and late is None and self.minutes and self._default() is None:
                continue
            part = passage if lead or late is None else Span(late.start, passage.end)
            first = lead or late
            if not self.minutes:
                self.section = self.section or self.home or named(self.context, first)
            for one in split_deadlines(self.context, part):
                yield from make_tasks(
                    self.context,
                    first if one.start == part.start else None,
                    named(self.context, first) or self._default() or "",
                    one,
                    (),
                )

    def _umbrella(self, line: Line) -> Iterator[Task]:
        """tỉnh Đắk Lắk cần tiếp tục thực hiện ..., trong đó tập trung một số nội dung sau: a task when it says what."""
        lead = (
            lead_alone(self.context, line)
            or lead_at(self.context, line.start, line.span.end)
            or self._late_lead(line.span)
        )
        if not lead:
            return
        who = named(self.context, lead)
        if line.depth == 0:
            self.section = who
        elif who:
            self.heads[line.depth] = who
        stop = re.compile(r",? (?:trong đó|cụ thể|như sau|gồm|sau đây|sau)[^,;.]{0,80}:$").search(
            self.context.text, lead.end, line.span.end
        )
        end = stop.start() if stop else line.span.end
        if len(self.context.text[lead.end : end].split()) >= 5:
            yield from make_tasks(self.context, lead, who, Span(lead.start, end), ())

    def _opening(self, line: Line) -> Iterator[Task]:
        """Thủ tướng Chính phủ yêu cầu các Bộ, ngành ..., trong đó tập trung một số nhiệm vụ sau: whom the items below address."""
        text = self.context.text
        if text[line.span.end - 1] != ":":
            return
        for match in _ASKS_BELOW_RE.finditer(text, line.start, line.span.end):
            lead = bare_lead(self.context, match.end(), line.span.end)
            if lead is None and (groups := chain_at(text, match.end())) and text[groups[-1][-1].span.end :][:1] == ":":
                self.section = text[match.end() : groups[-1][-1].span.end]
            elif lead:
                self.section = named(self.context, lead)
                stop = re.compile(r", trong đó [^.;]{0,80}:$").search(text, lead.end, line.span.end)
                if stop and len(text[lead.end : stop.start()].split()) >= 8:
                    yield from make_tasks(self.context, lead, self.section, Span(lead.start, stop.start()), ())

    def _late_lead(self, span: Span) -> Lead | None:
        """... do vậy, yêu cầu các bộ, ngành liên quan: the addressee at the end of an opening sentence."""
        text = self.context.text
        for match in re.compile(r"(?<=[,;] )(?:yêu cầu|đề nghị|giao) ").finditer(text, span.start, span.end):
            if lead := bare_lead(self.context, match.start(), span.end):
                return lead
        return None

    def _assessment(self, at: int) -> Iterator[Task]:
        """An assessment tells; it directs in items under an umbrella and in what it says of the time to come."""
        line, text = self.lines[at], self.context.text
        if (
            line.depth == 0
            and self._opens_list(at)
            and re.search(r"\b(?:cần|yêu cầu|đề nghị|phải)\b", line.span.of(text))
        ):
            self.directed = True
            yield from self._umbrella(line)
        elif self.directed:
            yield from self._task(at)
        else:
            yield from self._directions(line)

    def _directions(self, line: Line) -> Iterator[Task]:
        """What an assessment says from "Trong thời gian tới" on: a task a sentence."""
        text, default, ahead = self.context.text, self._default(), False
        for one in sentences(text, line.start, line.span.end):
            ahead = ahead or text.startswith(tuple(words("tasks", "from_now_on")), one.start)
            if not ahead:
                continue
            lead = lead_at(self.context, one.start, one.end)
            default = named(self.context, lead) or default
            yield from make_tasks(self.context, lead, default, one, ())

    def _petition(self, at: int) -> Iterator[Task]:
        line, text = self.lines[at], self.context.text
        if line.depth == 0:
            yield from self._response(Span(line.start, line.span.end))
            return
        head = _PETITION_RE.match(text, line.start, line.span.end)
        if not head:
            self.answers = ()
            yield from self._response(Span(line.start, line.span.end))
            return
        colon = re.compile(rf":(?= [^{LOWER}]|$)").search(text, head.end(), line.span.end)
        end = colon.start() if colon else line.span.end
        first = len(self.proposals)
        self.proposals += _petitions(text, head.end(), end)
        self.answers = tuple(range(first, len(self.proposals)))
        if colon and colon.end() < line.span.end:
            yield from self._response(Span(colon.end() + 1, line.span.end))

    def _response(self, span: Span) -> Iterator[Task]:
        for found, passage in passages(self.context, span):
            lead = found or self._late_lead(passage)
            if lead:
                for part in split_deadlines(self.context, passage):
                    yield from make_tasks(
                        self.context,
                        lead if part.start == passage.start else None,
                        named(self.context, lead),
                        part,
                        self.answers,
                    )
