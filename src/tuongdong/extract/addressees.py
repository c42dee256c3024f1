"""Who is told: the addressee that a sentence begins with, perhaps behind an opener or an order ("Giao", "Đề nghị")."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from tuongdong.extract.bodies import Body, chain_at, complete, key, unknown_at
from tuongdong.extract.outline import Line
from tuongdong.extract.vocabulary import LOWER, UPPER, any_of, words
from tuongdong.models import Span

__all__ = ["Context", "Lead", "bare_lead", "is_meant", "lead_alone", "lead_at", "named", "same_lead", "sentences"]


class Context(NamedTuple):
    """What the text says elsewhere: its own locality, and the year for days without one."""

    text: str
    home: str | None
    year: str | None


class Lead(NamedTuple):
    """An addressee: the bodies, and where what they are to do begins."""

    groups: tuple[tuple[Body, ...], ...]
    start: int
    end: int
    directive: bool

    def key(self, text: str) -> str:
        return key(" ".join(b.printed(text) for group in self.groups for b in group))


_SENTENCE_END_RE: Final = re.compile(rf"(?<!\bTP)(?<!\bv\.v)(?<!\s\d)[.…]+(?: \[\d+\])?[”\"’]?\s+(?=[{UPPER}“\"])")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences between two places, in order; together they cover it."""
    cuts = [start, *(m.end() for m in _SENTENCE_END_RE.finditer(text, start, end)), end]
    return [Span(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


@lru_cache(maxsize=1)
def _directive_re() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('tasks', 'directives'))})(?: (?:đồng chí|các đồng chí))?:? ")


@lru_cache(maxsize=1)
def _opener_re() -> re.Pattern[str]:
    """Trong thời gian tới, ; Để tiếp tục ..., 8,5% của cả nước, tỉnh ... : up to each comma that an addressee may follow."""
    return re.compile(rf"{any_of(words('tasks', 'openers'))}(?![{LOWER}])[^;:]*?, ")


@lru_cache(maxsize=1)
def _told_re() -> re.Pattern[str]:
    duty = r" (?:được (?:giao|phân công)[^,;.]{0,90} )?có (?:trách nhiệm|nhiệm vụ)"
    return re.compile(rf"(?!{duty}) (?:{any_of(words('tasks', 'told_of'))})(?![{LOWER}])")


# behind a comma, or: nếu có khó khăn, vướng mắc các cơ quan, đơn vị kịp thời báo cáo
_PAUSE_RE: Final = re.compile(r", |(?<=vướng mắc) (?=[A-ZĐ]|các )")


def lead_at(context: Context, start: int, end: int) -> Lead | None:
    """The addressee that a sentence begins with, perhaps behind an opener."""
    text = context.text
    while start < end and text[start] in "“\"'’ -":
        start += 1
    if lead := bare_lead(context, start, end):
        return lead
    if not (opener := _opener_re().match(text, start, end)):
        return None
    at = opener.end()
    while at < end:
        if lead := bare_lead(context, at, end):
            return lead
        pause = _PAUSE_RE.search(text, at, end)
        if not pause or ";" in text[at : pause.start()] or ":" in text[at : pause.start()]:
            return None
        at = pause.end()
    return None


def bare_lead(context: Context, start: int, end: int) -> Lead | None:
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
    if (asks := _ASKS_RE.match(text, after, end)) and (told := bare_lead(context, asks.end() - len(asks["asks"]), end)):
        return told
    if not directive and (
        _told_re().match(text, after, end)
        or (not text[after : min(after + 2, end)].strip(" .;,") and not _GROUNDS_RE.match(text, after, end))
        or not text[after:end].strip(" .;,:")
    ):
        return None
    if not directive and not _acts(text, after, groups[-1][-1]):
        return None
    return Lead(tuple(tuple(g) for g in groups), start, after, bool(directive))


# Sở Tài chính, trên cơ sở đề xuất của các cơ quan, chủ trì tổng hợp
_GROUNDS_RE: Final = re.compile(r", (?:trên cơ sở|căn cứ|theo|trong phạm vi|với vai trò) ")
# Bộ Nội vụ đề nghị Ủy ban nhân dân các tỉnh ...: who asks is not who is told
_ASKS_RE: Final = re.compile(r" (?:cũng |đã )?(?P<asks>(?:đề nghị|yêu cầu|giao) )(?=[A-ZĐỦ]|các |từng )")


def lead_alone(context: Context, line: Line) -> Lead | None:
    """
    3. Sở Tư pháp: an item that is nothing but its addressee. A heading that a body begins and no mark closes is one to
    its end: 5. Các chủ đầu tư xây dựng và kinh doanh hạ tầng khu công nghiệp.
    """
    text = context.text
    directive = _directive_re().match(text, line.start, line.span.end)
    start = directive.end() if directive else line.start
    groups = chain_at(text, start)
    if not groups:
        return None
    aside = _IN_BRACKETS_RE.match(text, groups[-1][-1].span.end, line.span.end)
    rest = Span(
        aside.end() if aside else groups[-1][-1].span.end, start + len(text[start : line.span.end].rstrip(" .:;"))
    )
    short = len(text[start : rest.end].split()) <= _HEADING and text[line.span.end - 1] not in ".;:"
    if rest.end > rest.start and not (short and line.depth and text[rest.start] == " " and not _works(text, rest)):
        return None
    if rest.end > rest.start:
        last = groups[-1][-1]
        groups[-1][-1] = Body(
            Span(last.span.start, rest.end), last.kind, (text[last.span.start : rest.end],), last.place
        )
    return Lead(tuple(tuple(g) for g in groups), start, max(rest.start, rest.end), directive=False)


def _works(text: str, rest: Span) -> bool:
    """Whether what follows a body is what it is to do, and not which of its kind is meant ("đang hoạt động trong khu")."""
    verbs = set(words("names_end")) - set(words("tasks", "told_of"))
    return re.compile(rf" {any_of(verbs)}(?![{LOWER}])").match(text, rest.start, rest.end) is not None


# Các cơ quan đăng ký đầu tư (Sở Tài chính, Ban quản lý Khu kinh tế):
_IN_BRACKETS_RE: Final = re.compile(r" \([^()\n]*\)(?= ?[.:;]?$)", re.M)
_HEADING: Final = 15
"""Words that a heading which names an addressee may have."""


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


def same_lead(context: Context, a: Lead, b: Lead | None) -> bool:
    return b is not None and not a.directive and a.key(context.text) == b.key(context.text)


def is_meant(context: Context, lead: Lead, default: str) -> bool:
    """Whether an addressee is the one that is meant anyhow: "Thành phố" where thành phố Đà Nẵng is addressed."""
    names = {key(complete(name, context.home)) for group in lead.groups for body in group for name in body.names}
    return names == {key(complete(default, context.home))}


def named(context: Context, lead: Lead | None) -> str | None:
    return context.text[lead.groups[0][0].span.start : lead.groups[0][-1].span.end] if lead else None
