"""What is to be done, with whom and by when: a paragraph cut into passages, and a passage made a task."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tuongdong.extract.addressees import Context, Lead, bare_lead, is_meant, lead_at, same_lead, sentences
from tuongdong.extract.bodies import chain_at, complete
from tuongdong.extract.dates import Deadline, find_deadlines
from tuongdong.extract.outline import CLOSING_RE
from tuongdong.extract.vocabulary import LOWER, UPPER, any_of, words
from tuongdong.models import Span, Task

__all__ = ["clauses", "make_tasks", "passages", "split_deadlines", "tells", "trim"]


@lru_cache(maxsize=1)
def _with_re() -> re.Pattern[str]:
    verbs = any_of(words("tasks", "with"))
    return re.compile(
        rf"{verbs}(?: chặt chẽ| trực tiếp)?(?: với| cùng)? (?=[{UPPER}]|các |tỉnh |thành phố |huyện |xã |phường |đơn vị )"
    )


# khẩn trương chủ trì, phối hợp với Bộ Y tế và các cơ quan liên quan, hoàn thiện / chủ trì, phối hợp với Bộ Xây dựng để làm rõ
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
            if text.startswith("để ", begin):
                begin += len("để ")
    return found, begin


def _chairs_only(text: str, begin: int, end: int) -> int:
    """Behind "chủ trì" or "có trách nhiệm" alone."""
    match = re.compile(r"(?:khẩn trương |tiếp tục )?(?:[Cc]hủ trì|có trách nhiệm)[,:]? (?=[^,])").match(
        text, begin, end
    )
    return match.end() if match and not text[begin:end].startswith("chủ trì theo dõi") else begin


def trim(text: str, start: int, end: int, due: Deadline | None) -> Span:
    """Without closing marks, and without a deadline that closes it."""
    if due and due.due and not text[due.span.end : end].strip(" ./;,)"):
        end = due.span.start
    while end > start and text[end - 1] in " ./;,:-|":
        end -= 1
    while start < end and text[start] in " ,:;-":
        start += 1
    return Span(start, end)


def make_tasks(
    context: Context, lead: Lead | None, default: str | None, span: Span, answers: tuple[int, ...]
) -> Iterator[Task]:
    """The tasks of one passage: one an addressee, save where nobody is addressed at all."""
    text = context.text
    begin = lead.end if lead else span.start
    partners, begin = _partners(context, begin, span.end)
    deadlines = find_deadlines(text, span.start, span.end, context.year)
    due = next((d for d in deadlines if d.due), deadlines[0] if deadlines else None)
    what = trim(text, _chairs_only(text, _behind(text, begin), span.end), span.end, due)
    if len(what.of(text).split()) < (1 if lead else 3):
        return
    for to, organization, inferred in _addressees(context, lead, default):
        yield Task(
            to=to,
            with_=tuple(partners),
            what=what.of(text),
            due=due.due if due else None,
            due_text=due.text if due else None,
            span=trim(text, span.start, span.end, None),
            to_inferred=inferred,
            due_inferred=bool(due and due.inferred),
            organization=organization,
            answers=answers,
        )


# , nhất là ACV cần: who of the addressee above all
_ABOVE_ALL_RE: Final = re.compile(
    r"(?: \([^)]*\))?, (?:nhất là|đặc biệt là|trực tiếp là|trong đó có) [^,;.:]{2,60}?(?=,| cần | phải | khẩn trương | tiếp tục )"
)
# (VNR), nhất là ACV, cần: what stands between an addressee and the work
_BETWEEN_RE: Final = re.compile(
    rf"(?:{_ABOVE_ALL_RE.pattern}|(?: \([^)]*\))?)[,:]? "
    r"(?:được (?:giao|phân công)[^,;.]{0,90} (?=có trách nhiệm))?"
    r"(?:(?:cần|phải|có trách nhiệm|theo chức năng,? nhiệm vụ (?:và thẩm quyền )?(?:được giao)?|theo chức năng, nhiệm vụ(?: và|,) thẩm quyền),? )*"
)


def _behind(text: str, begin: int) -> int:
    match = _BETWEEN_RE.match(text, begin)
    return match.end() if match else begin


def _addressees(context: Context, lead: Lead | None, default: str | None) -> list[tuple[str, str, bool]]:
    if not lead:
        return [(default, complete(default, context.home), True)] if default is not None else []
    found = []
    for group in lead.groups:
        printed = context.text[group[0].span.start : group[-1].span.end]
        names = [complete(name, context.home) for body in group for name in body.names] or [printed]
        above_all = _ABOVE_ALL_RE.match(context.text, group[-1].span.end)
        more = above_all[0] if above_all else ""
        found.append((printed + more, ", ".join(names) + more, False))
    return found


# --- passages


def split_deadlines(context: Context, span: Span) -> list[Span]:
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
    agrees = [form for word in words("tasks", "agrees") for form in (word, word[0].lower() + word[1:])]
    return re.compile(rf"(?:{any_of([*words('tasks', 'tells'), *agrees])})(?![{LOWER}])")


def tells(text: str, span: Span) -> bool:
    """Whether a sentence that addresses nobody tells how things are, or agrees."""
    return _tells_re().match(text, span.start, span.end) is not None


def passages(context: Context, span: Span, default: str | None = None) -> list[tuple[Lead | None, Span]]:
    """A paragraph's sentences, joined while they address the same body; who is addressed by default counts as addressed."""
    done: list[tuple[Lead | None, Span]] = []
    for one in (part for told in sentences(context.text, span.start, span.end) for part in clauses(context, told)):
        if CLOSING_RE.match(context.text, one.start, one.end):
            break
        lead = lead_at(context, one.start, one.end)
        if done and done[-1][0] is None and tells(context.text, done[-1][1]):
            done.append((lead, one))
        elif (
            lead
            and done
            and done[-1][0] is None
            and default
            and not lead.directive
            and is_meant(context, lead, default)
        ):
            done[-1] = (None, Span(done[-1][1].start, one.end))
        elif done and (lead is None or (done[-1][0] and same_lead(context, lead, done[-1][0]))):
            done[-1] = (done[-1][0], Span(done[-1][1].start, one.end))
        else:
            done.append((lead, one))
    return done


# ; giao UBND các quận, huyện rà soát: another order in the same sentence
_FURTHER_RE: Final = re.compile(r"; (?=(?:đồng thời )?(?:giao|yêu cầu|phân công|đề nghị) )")


def clauses(context: Context, span: Span) -> list[Span]:
    """A sentence, cut where a further order addresses somebody."""
    cuts = [span.start]
    for match in _FURTHER_RE.finditer(context.text, span.start, span.end):
        if bare_lead(context, match.end(), span.end):
            cuts.append(match.end())
    return [Span(a, b) for a, b in zip(cuts, [*cuts[1:], span.end], strict=True)]
