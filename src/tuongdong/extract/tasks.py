"""
Tasks: who is to do what, with whom and by when.

One task a numbered item or bullet. Inside it a sentence that addresses another body, and what follows a deadline where
another deadline comes, are tasks of their own. An umbrella sentence ("tỉnh cần ... các nội dung sau:") is one, too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from tuongdong.extract.bodies import Body, chain_at, complete, key, unknown_at
from tuongdong.extract.dates import Deadline, find_deadlines
from tuongdong.extract.outline import CLOSING_RE, Line, Outline
from tuongdong.extract.vocabulary import LOWER, UPPER, any_of, words
from tuongdong.models import Said, Span, Task

__all__ = ["Context", "find_tasks", "given_by_name", "given_further", "gives", "sentences"]


class Context(NamedTuple):
    """What the text says elsewhere: its own locality, and the year for days without one."""

    text: str
    home: str | None
    year: str | None


class _Lead(NamedTuple):
    """An addressee: the bodies, and where what they are to do begins."""

    groups: tuple[tuple[Body, ...], ...]
    start: int
    end: int
    directive: bool

    def key(self, text: str) -> str:
        return key(" ".join(b.printed(text) for group in self.groups for b in group))


# --- sentences

_SENTENCE_END_RE: Final = re.compile(rf"(?<!\bTP)(?<!\bv\.v)(?<!\s\d)[.…]+(?: \[\d+\])?[”\"’]?\s+(?=[{UPPER}“\"])")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences between two places, in order; together they cover it."""
    cuts = [start, *(m.end() for m in _SENTENCE_END_RE.finditer(text, start, end)), end]
    return [Span(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


# --- who


@lru_cache(maxsize=1)
def _directive_re() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('tasks', 'directives'))})(?: (?:đồng chí|các đồng chí))?:? ")


@lru_cache(maxsize=1)
def _opener_re() -> re.Pattern[str]:
    """Trong thời gian tới, ; Để tiếp tục ..., 8,5% của cả nước, tỉnh ... : up to each comma that an addressee may follow."""
    return re.compile(rf"{any_of(words('tasks', 'openers'))}(?![{LOWER}])[^;:]*?, ")


@lru_cache(maxsize=1)
def _told_re() -> re.Pattern[str]:
    return re.compile(rf" (?:{any_of(words('tasks', 'told_of'))})(?![{LOWER}])")


def _lead_at(context: Context, start: int, end: int) -> _Lead | None:
    """The addressee that a sentence begins with, perhaps behind an opener."""
    text = context.text
    while start < end and text[start] in "“\"'’ -":
        start += 1
    if lead := _bare_lead(context, start, end):
        return lead
    if not (opener := _opener_re().match(text, start, end)):
        return None
    at = opener.end()
    while at < end:
        if lead := _bare_lead(context, at, end):
            return lead
        comma = text.find(", ", at, end)
        if comma < 0 or ";" in text[at:comma] or ":" in text[at:comma]:
            return None
        at = comma + 2
    return None


def _bare_lead(context: Context, start: int, end: int) -> _Lead | None:
    text = context.text
    directive = _directive_re().match(text, start, end)
    at = directive.end() if directive else start
    groups = chain_at(text, at)
    if (
        not groups
        and directive
        and directive[0].startswith(("Giao", "giao", "Phân", "phân"))
        and (body := unknown_at(text, at))
    ):
        groups = [[body]]
    if not groups or (after := groups[-1][-1].span.end) > end:
        return None
    if not directive and (
        _told_re().match(text, after, end)
        or not text[after : min(after + 2, end)].strip(" .;,")
        or not text[after:end].strip(" .;,:")
    ):
        return None
    if not directive and not _acts(text, after, groups[-1][-1]):
        return None
    return _Lead(tuple(tuple(g) for g in groups), start, after, bool(directive))


def _alone(context: Context, line: Line) -> _Lead | None:
    """3. Sở Tư pháp: an item that is nothing but its addressee."""
    groups = chain_at(context.text, line.start)
    if groups and not context.text[groups[-1][-1].span.end : line.span.end].strip(" .:;"):
        return _Lead(tuple(tuple(g) for g in groups), line.start, groups[-1][-1].span.end, directive=False)
    return None


def _acts(text: str, after: int, last: Body) -> bool:
    """Whether what follows may be a deed: a verb in small letters, perhaps behind a comma or an aside, or anything behind a colon."""
    return (
        re.match(
            rf"(?:,? ?\([^)]*\))?,? [{LOWER}]|: ?$|:\n|: [{UPPER}{LOWER}]| [{UPPER}][{LOWER}]+ động",
            text[after : after + 200],
        )
        is not None
        and last.kind != "superior"
    )


# --- what, with whom, by when


@lru_cache(maxsize=1)
def _with_re() -> re.Pattern[str]:
    verbs = any_of(words("tasks", "with"))
    return re.compile(
        rf"{verbs}(?: chặt chẽ| trực tiếp)?(?: với| cùng)? (?=[{UPPER}]|các |tỉnh |thành phố |huyện |xã |phường |đơn vị )"
    )


# khẩn trương chủ trì, phối hợp với Bộ Y tế và các cơ quan liên quan, hoàn thiện
_CHAIRS_RE: Final = re.compile(r"(?:[^,;:.]{0,60}?\b)?[Cc]hủ trì,? (?:và )?phối hợp(?: chặt chẽ)?(?: với)? ")


def _partners(context: Context, start: int, end: int) -> tuple[list[str], int]:
    """With whom, as printed; and where the work begins behind "chủ trì, phối hợp với ...,"."""
    text, found, begin = context.text, [], start
    for match in _with_re().finditer(text, start, end):
        groups = chain_at(text, match.end())
        found += [body.printed(text) for group in groups for body in group if body.span.end <= end]
        if (
            groups
            and match.start() >= start
            and (chair := _CHAIRS_RE.match(text, start, end))
            and chair.end() == match.end()
        ):
            begin = groups[-1][-1].span.end
            while begin < end and text[begin] in ", ":
                begin += 1
    return found, begin


def _chairs_only(text: str, begin: int, end: int) -> int:
    """Behind "chủ trì" or "có trách nhiệm" alone."""
    match = re.compile(r"(?:khẩn trương |tiếp tục )?(?:[Cc]hủ trì|có trách nhiệm)[,:]? (?=[^,])").match(
        text, begin, end
    )
    return match.end() if match and not text[begin:end].startswith("chủ trì theo dõi") else begin


def _trim(text: str, start: int, end: int, due: Deadline | None) -> Span:
    """Without closing marks, and without a deadline that closes it."""
    if due and due.due and not text[due.span.end : end].strip(" ./;,)"):
        end = due.span.start
    while end > start and text[end - 1] in " ./;,:-|":
        end -= 1
    while start < end and text[start] in " ,:;-":
        start += 1
    return Span(start, end)


def _make(
    context: Context, lead: _Lead | None, default: str | None, span: Span, answers: tuple[int, ...]
) -> Iterator[Task]:
    """The tasks of one passage: one an addressee, save where nobody is addressed at all."""
    text = context.text
    begin = lead.end if lead else span.start
    partners, begin = _partners(context, begin, span.end)
    deadlines = find_deadlines(text, span.start, span.end, context.year)
    due = next((d for d in deadlines if d.due), deadlines[0] if deadlines else None)
    what = _trim(text, _chairs_only(text, _behind(text, begin), span.end), span.end, due)
    if len(what.of(text).split()) < (1 if lead else 3):
        return
    for to, organization, inferred in _addressees(context, lead, default):
        yield Task(
            to=to,
            with_=tuple(partners),
            what=what.of(text),
            due=due.due if due else None,
            due_text=due.text if due else None,
            span=_trim(text, span.start, span.end, None),
            to_inferred=inferred,
            due_inferred=bool(due and due.inferred),
            organization=organization,
            answers=answers,
        )


def _behind(text: str, begin: int) -> int:
    match = re.compile(
        r"(?: \([^)]*\))?[,:]? (?:(?:cần|phải|có trách nhiệm|theo chức năng,? nhiệm vụ (?:và thẩm quyền )?(?:được giao)?|theo chức năng, nhiệm vụ và thẩm quyền),? )*"
    ).match(text, begin)
    return match.end() if match else begin


def _addressees(context: Context, lead: _Lead | None, default: str | None) -> list[tuple[str, str, bool]]:
    if not lead:
        return [(default, complete(default, context.home), True)] if default is not None else []
    found = []
    for group in lead.groups:
        printed = context.text[group[0].span.start : group[-1].span.end]
        names = [complete(name, context.home) for body in group for name in body.names] or [printed]
        found.append((printed, ", ".join(names), False))
    return found


# --- passages


def _split_deadlines(context: Context, span: Span) -> list[Span]:
    """Where several deadlines stand in one passage, each with what comes before it."""
    text = context.text
    dated = [d for d in find_deadlines(text, span.start, span.end, context.year) if d.due]
    cuts = [span.start]
    for one in dated[:-1]:
        if match := re.compile(r"[;.] ?").search(text, one.span.end, min(span.end, one.span.end + 3)):
            cuts.append(match.end())
    return [Span(a, b) for a, b in zip(cuts, [*cuts[1:], span.end], strict=True)]


@lru_cache(maxsize=1)
def _tells_re() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of([*words('tasks', 'tells'), *words('tasks', 'agrees')])})(?![{LOWER}])")


def _tells(text: str, span: Span) -> bool:
    """Whether a sentence that addresses nobody tells how things are, or agrees."""
    return _tells_re().match(text, span.start, span.end) is not None


def _passages(context: Context, span: Span, default: str | None = None) -> list[tuple[_Lead | None, Span]]:
    """A paragraph's sentences, joined while they address the same body; who is addressed by default counts as addressed."""
    done: list[tuple[_Lead | None, Span]] = []
    for one in (part for told in sentences(context.text, span.start, span.end) for part in _clauses(context, told)):
        if CLOSING_RE.match(context.text, one.start, one.end):
            break
        lead = _lead_at(context, one.start, one.end)
        if done and done[-1][0] is None and _tells(context.text, done[-1][1]):
            done.append((lead, one))
        elif lead and done and done[-1][0] is None and default and not lead.directive and _is(context, lead, default):
            done[-1] = (None, Span(done[-1][1].start, one.end))
        elif done and (lead is None or (done[-1][0] and _same(context, lead, done[-1][0]))):
            done[-1] = (done[-1][0], Span(done[-1][1].start, one.end))
        else:
            done.append((lead, one))
    return done


# ; giao UBND các quận, huyện rà soát: another order in the same sentence
_FURTHER_RE: Final = re.compile(r"; (?=(?:đồng thời )?(?:giao|yêu cầu|phân công|đề nghị) )")


def _clauses(context: Context, span: Span) -> list[Span]:
    """A sentence, cut where a further order addresses somebody."""
    cuts = [span.start]
    for match in _FURTHER_RE.finditer(context.text, span.start, span.end):
        if _bare_lead(context, match.end(), span.end):
            cuts.append(match.end())
    return [Span(a, b) for a, b in zip(cuts, [*cuts[1:], span.end], strict=True)]


def _same(context: Context, a: _Lead, b: _Lead | None) -> bool:
    return b is not None and not a.directive and a.key(context.text) == b.key(context.text)


def _is(context: Context, lead: _Lead, default: str) -> bool:
    """Whether an addressee is the one that is meant anyhow: "Thành phố" where thành phố Đà Nẵng is addressed."""
    names = {key(complete(name, context.home)) for group in lead.groups for body in group for name in body.names}
    return names == {key(complete(default, context.home))}


def _named(context: Context, lead: _Lead | None) -> str | None:
    return context.text[lead.groups[0][0].span.start : lead.groups[0][-1].span.end] if lead else None


# --- the whole text


def find_tasks(context: Context, plan: Outline, proposals: list[Said]) -> list[Task]:
    """The tasks of a notice, minutes or plan, in reading order. Petitions are added to `proposals` as they come."""
    walk, done, since, rows = _Walk(context, plan, proposals), list[Task](), 0, False
    for at, line in enumerate(plan.lines):
        if line.role in ("tasks", "petitions") and (row := _row_re().match(context.text, line.start, line.span.end)):
            done[since:] = [_with_row(context, task, row) for task in done[since:]]
            rows = True
            continue
        if rows:
            since, rows = len(done), False
        done += walk.line(at)
    return [
        task
        for task in done
        if plan.genre != "directive" or not task.to_inferred or (task.to and task.to != context.home)
    ]


@lru_cache(maxsize=1)
def _row_re() -> re.Pattern[str]:
    """Đơn vị chủ trì tham mưu thực hiện: Sở Tư pháp; Thời gian thực hiện: Tháng 12/2025: what a plan says below its items."""
    lead, partners, due = (any_of(words("tasks", f"row_{name}")) for name in ("lead", "with", "due"))
    more = r"(?: tham mưu)?(?: thực hiện)?"
    return re.compile(rf"(?:(?P<due>{due})|(?P<with>{partners})|(?P<lead>{lead})){more}: (?P<value>[^\n]+?)\.?$", re.M)


def _with_row(context: Context, task: Task, row: re.Match[str]) -> Task:
    """A task with what a row below it says; what the item says itself stays."""
    value = row["value"].rstrip(" .;")
    if row["lead"]:
        return (
            replace(task, to=value, organization=complete(value, context.home), to_inferred=False)
            if task.to_inferred
            else task
        )
    if row["with"]:
        return replace(task, with_=(*task.with_, *re.split(r"; ?", value)))
    if task.due or task.due_text:
        return task
    found = find_deadlines(f"trong {value[0].lower()}{value[1:]}", 0, len(value) + 6, context.year)
    return replace(
        task, due=found[0].due if found else None, due_text=value, due_inferred=bool(found and found[0].inferred)
    )


# Về kiến nghị tăng mức hỗ trợ ...: Giao Bộ Tài chính
_PETITION_RE: Final = re.compile(
    r"(?:Về|Đối với|Liên quan đến)(?: việc| các)?(?: kiến nghị| đề nghị| đề xuất)?(?: của [^:,]{3,40})?(?: về việc| về)? "
)
_ABOUT_RE: Final = re.compile(r"Về [^:]{3,200}: ?")


@lru_cache(maxsize=1)
def _asks_re() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Kiến nghị Bộ Nội vụ ...; Đề nghị Chính phủ ...: to somebody above, so no task. In minutes a ministry is above, too."""
    above, central = any_of(words("superiors")), rf"(?:Bộ [{UPPER}]|các [Bb]ộ)"
    asks = (
        rf"[Kk]iến nghị(?= [{UPPER}]| các )|[Đđ]ề xuất(?= {central})|(?:[Đđ]ề nghị|[Đđ]ề xuất)(?= {above}(?![{LOWER}]))"
    )
    return re.compile(rf"(?:{asks}) "), re.compile(rf"(?:{asks}|[Đđ]ề nghị(?= {central})) ")


class _Walk:
    """Goes through the lines with what the headings above have said: whose section it is, who is addressed, which petition is open."""

    def __init__(self, context: Context, plan: Outline, proposals: list[Said]) -> None:
        self.context, self.lines, self.proposals = context, plan.lines, proposals
        # two sides sign minutes: what addresses nobody was agreed, and is nobody's task
        self.minutes = plan.genre == "minutes"
        self.home = None if self.minutes else context.home
        self.section: str | None = None  # whom the umbrella sentence addresses
        self.heads: dict[int, str] = {}  # whom an item that only opens a list addresses, by depth
        self.answers: tuple[int, ...] = ()
        self.directed = False

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
        if line.role == "talk":
            return self._ordered(Span(line.start, line.span.end), item=False, only_directives=True)
        return self._task(at) if line.role == "tasks" else iter(())

    def _default(self) -> str | None:
        return self.heads[max(self.heads)] if self.heads else self.section or self.home

    def _opens_list(self, at: int) -> bool:
        """Whether deeper items follow."""
        line = self.lines[at]
        following = self.lines[at + 1] if at + 1 < len(self.lines) else None
        deeper = bool(following and following.depth > max(line.depth, 1) and following.role == line.role)
        return deeper and (line.depth > 0 or self.context.text[line.span.end - 1] == ":")

    def _task(self, at: int) -> Iterator[Task]:
        line, text = self.lines[at], self.context.text
        words_ = text[line.start : line.span.end]
        if self._opens_list(at):
            yield from self._umbrella(line)
        elif asked := (_asks_re()[self.minutes]).match(text, line.start, line.span.end):
            said = _trim(text, asked.end(), line.span.end, None)
            self.proposals.append(Said(text=said.of(text), span=said))
        else:
            about = _ABOUT_RE.match(words_) if line.depth else None
            start = line.start + about.end() if about else line.start
            yield from self._ordered(Span(start, line.span.end), line.depth > 0)

    def _ordered(self, span: Span, item: bool, only_directives: bool = False) -> Iterator[Task]:
        """
        The orders of a paragraph. An item is one even where it addresses nobody; a plain paragraph, and a sentence
        that begins by telling how things are, only where somebody is addressed.
        """
        for lead, passage in _passages(self.context, span, self._default()):
            late = None if lead else self._late_lead(passage)
            if lead is None and late is None and (not item or _tells(self.context.text, passage)):
                continue
            if only_directives and not (lead and lead.directive):
                continue
            if lead is None and late is None and self.minutes and self._default() is None:
                continue
            part = passage if lead or late is None else Span(late.start, passage.end)
            first = lead or late
            if not self.minutes:
                self.section = self.section or self.home or _named(self.context, first)
            for one in _split_deadlines(self.context, part):
                yield from _make(
                    self.context,
                    first if one.start == part.start else None,
                    _named(self.context, first) or self._default() or "",
                    one,
                    (),
                )

    def _umbrella(self, line: Line) -> Iterator[Task]:
        """tỉnh Đắk Lắk cần tiếp tục thực hiện ..., trong đó tập trung một số nội dung sau: a task when it says what."""
        lead = (
            _lead_at(self.context, line.start, line.span.end)
            or self._late_lead(line.span)
            or _alone(self.context, line)
        )
        if not lead:
            return
        who = _named(self.context, lead)
        if line.depth == 0:
            self.section = who
        elif who:
            self.heads[line.depth] = who
        stop = re.compile(r",? (?:trong đó|cụ thể|như sau|gồm|sau đây|sau)[^,;.]{0,80}:$").search(
            self.context.text, lead.end, line.span.end
        )
        end = stop.start() if stop else line.span.end
        if len(self.context.text[lead.end : end].split()) >= 5:
            yield from _make(self.context, lead, who, Span(lead.start, end), ())

    def _late_lead(self, span: Span) -> _Lead | None:
        """... do vậy, yêu cầu các bộ, ngành liên quan: the addressee at the end of an opening sentence."""
        text = self.context.text
        for match in re.compile(r"(?<=[,;] )(?:yêu cầu|đề nghị|giao) ").finditer(text, span.start, span.end):
            if lead := _bare_lead(self.context, match.start(), span.end):
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
            lead = _lead_at(self.context, one.start, one.end)
            default = _named(self.context, lead) or default
            yield from _make(self.context, lead, default, one, ())

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
        self.proposals.append(Said(text=text[head.end() : end].rstrip(" .;"), span=Span(head.end(), end)))
        self.answers = (len(self.proposals) - 1,)
        if colon and colon.end() < line.span.end:
            yield from self._response(Span(colon.end() + 1, line.span.end))

    def _response(self, span: Span) -> Iterator[Task]:
        for found, passage in _passages(self.context, span):
            lead = found or self._late_lead(passage)
            if lead:
                for part in _split_deadlines(self.context, passage):
                    yield from _make(
                        self.context,
                        lead if part.start == passage.start else None,
                        _named(self.context, lead),
                        part,
                        self.answers,
                    )


# --- reports: "Chủ tịch UBND thành phố giao Sở ... cũng như các sở, ngành ..."

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
    first, *more = _clauses(here, Span(match.start(), span.end))
    lead = _Lead(tuple(tuple(g) for g in groups), first.start, groups[-1][-1].span.end, directive=True)
    made = [*_make(here, lead, None, first, ())]
    for one in more:
        made += _make(here, _bare_lead(here, one.start, one.end), None, one, ())
    return [replace(task, assigned_by=match["giver"].strip()) for task in made]


def given_further(context: Context, span: Span, giver: str | None) -> list[Task]:
    """A sentence behind one that gave a task: what it has another body do was given by the same person."""
    lead = _lead_at(context, span.start, span.end)
    return [replace(task, assigned_by=giver) for task in _make(context, lead, None, span, ())] if lead else []
