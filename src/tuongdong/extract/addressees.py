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
    return re.compile(rf" (?:{any_of(words('tasks', 'told_of'))})(?![{LOWER}])")


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
        comma = text.find(", ", at, end)
        if comma < 0 or ";" in text[at:comma] or ":" in text[at:comma]:
            return None
        at = comma + 2
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
        or not text[after : min(after + 2, end)].strip(" .;,")
        or not text[after:end].strip(" .;,:")
    ):
        return None
    if not directive and not _acts(text, after, groups[-1][-1]):
        return None
    return Lead(tuple(tuple(g) for g in groups), start, after, bool(directive))


# Bộ Nội vụ đề nghị Ủy ban nhân dân các tỉnh ...: who asks is not who is told
_ASKS_RE: Final = re.compile(r" (?:cũng |đã )?(?P<asks>(?:đề nghị|yêu cầu|giao) )(?=[A-ZĐỦ]|các |từng )")


def lead_alone(context: Context, line: Line) -> Lead | None:
    """3. Sở Tư pháp: an item that is nothing but its addressee."""
    groups = chain_at(context.text, line.start)
    if groups and not context.text[groups[-1][-1].span.end : line.span.end].strip(" .:;"):
        return Lead(tuple(tuple(g) for g in groups), line.start, groups[-1][-1].span.end, directive=False)
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


def same_lead(context: Context, a: Lead, b: Lead | None) -> bool:
    return b is not None and not a.directive and a.key(context.text) == b.key(context.text)


def is_meant(context: Context, lead: Lead, default: str) -> bool:
    """Whether an addressee is the one that is meant anyhow: "Thành phố" where thành phố Đà Nẵng is addressed."""
    names = {key(complete(name, context.home)) for group in lead.groups for body in group for name in body.names}
    return names == {key(complete(default, context.home))}


def named(context: Context, lead: Lead | None) -> str | None:
    return context.text[lead.groups[0][0].span.start : lead.groups[0][-1].span.end] if lead else None
