"""The meetings of a notice or minutes: with whom, on what day, about what, and the places seen beside."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from tuongdong.extract.addressees import sentences
from tuongdong.extract.attendance import host_of
from tuongdong.extract.bodies import chain_at
from tuongdong.extract.dates import find_days
from tuongdong.extract.outline import Line, Outline
from tuongdong.extract.sessions import fields_of, find_topics, met_abroad
from tuongdong.extract.vocabulary import NAME
from tuongdong.models import Person, Said, Session, Span

__all__ = ["find_meetings"]

# chủ trì buổi làm việc với lãnh đạo tỉnh Đắk Lắk về tình hình ...
_MEETING_RE: Final = re.compile(r"(?:buổi làm việc|làm việc|cuộc họp|buổi họp) với ")
# chủ trì Phiên họp lần thứ 21 Ban Chỉ đạo Nhà nước các công trình trọng điểm
_LEADERS_RE: Final = re.compile(r"(?:lãnh đạo )?")
_HELD_RE: Final = re.compile(
    r"chủ trì (?P<kind>Phiên họp|phiên họp|Hội nghị|hội nghị|cuộc họp|Cuộc họp)(?: lần thứ \w+)?(?: của| về)? (?P<with>[^(.;\n]+)"
)
# nghe báo cáo tình hình ...; triển khai kế hoạch ...: what a meeting was about, and nobody that it was with
_ABOUT_RE: Final = re.compile(
    r"(?:nghe|bàn|triển khai|rà soát|đánh giá|kiểm điểm|xem xét|thông qua|thảo luận|tình hình|việc) "
)
# để cho ý kiến về dự thảo Chiến lược ...: what a body met for
_PURPOSE_RE: Final = re.compile(
    r" (?:để|nhằm) (?:cho ý kiến |thảo luận |xem xét |góp ý )?(?:về |đối với )?(?P<topic>.+)$"
)
_OTHER_RE: Final = re.compile(
    r"(?P<act>dự [Ll]ễ|kiểm tra(?: thực tế)?|dâng hương(?:, dâng hoa)?|viếng|thăm|khảo sát)(?P<rest>[^;.]*?)(?=; |, dâng|, viếng|, thăm|\.| và làm việc| và chủ trì|, chủ trì|$)"
)
_PLACE_RE: Final = re.compile(r"(?<!\w)(?:tại |ở )(?P<place>[^,;.]+)")


def find_meetings(
    text: str, masked: str, plan: Outline, opening: list[Line], chair: Person | None
) -> Iterator[Session]:
    """The sessions of a paper: the meeting itself, with its topics, and what else was attended or seen."""
    if not opening:
        return
    talk, attendance = plan.of("talk"), plan.of("attendance")
    title = [line.span for line in plan.of("head")[-4:] if plan.title and line.span.of(text) in plan.title]
    name = chair.name if chair else None
    first = opening[0].span
    days = find_days(text, first.start, first.end, None)
    meetings = (m for line in opening if (m := _meeting(text, masked, line.span, name)))
    if meeting := next(meetings, None) or _hosted(text, attendance, name):
        topics = (*meeting.topics, *_talked(text, masked, talk)) or _titled(text, masked, title)
        yield (
            replace(
                meeting,
                date=days[0].value if len(days) == 1 else None,
                topics=topics,
                fields=fields_of(tuple(t.text for t in topics)),
            )
            if topics
            else replace(meeting, date=days[0].value if len(days) == 1 else None)
        )
    for match in _OTHER_RE.finditer(text, first.start, first.end):
        yield _other(text, match, name)


# ... tại buổi làm việc với tỉnh Quảng Ninh về liên kết phát triển du lịch
_ABOUT_IN_TITLE_RE: Final = re.compile(
    r"(?:buổi làm việc|cuộc họp|hội nghị|làm việc)[^.;\n]*? về (?:việc )?(?P<topic>[^\n]+)$", re.I
)


def _titled(text: str, masked: str, title: list[Span]) -> tuple[Said, ...]:
    """What the title says that a meeting was about, where its opening does not."""
    for span in title:
        if match := _ABOUT_IN_TITLE_RE.search(masked, span.start, span.end):
            about = Span(match.start("topic"), match.start("topic") + len(match["topic"].rstrip(" .*")))
            return (Said(text=about.of(text), span=about),)
    return ()


def _talked(text: str, masked: str, talk: list[Line]) -> Iterator[Said]:
    """What minutes say was talked about."""
    for line in talk:
        for one in sentences(text, line.start, line.span.end):
            yield from find_topics(text, masked, one.start, one.end)


# Đoàn công tác tỉnh Quảng Ninh do ...; Đoàn công tác của Bộ Xây dựng về ...
_GUESTS_RE: Final = re.compile(r"(?:[Đđ]oàn|Tổ) công tác [^.;,\n]{3,80}?(?= do | về | và |[.;,\n])")


def _meeting(text: str, masked: str, first: Span, chair: str | None) -> Session | None:
    """The meeting that an opening tells of: with whom, or the body that met."""
    for match in _MEETING_RE.finditer(text, first.start, first.end):
        if guests := _GUESTS_RE.match(text, match.end(), first.end):
            topics = tuple(find_topics(text, masked, match.start(), first.end))
            return _session(guests[0], chair, topics, Span(match.start(), guests.end()))
        if groups := chain_at(text, match.end() + len(_LEADERS_RE.match(text, match.end())[0])):  # type: ignore[index] # matches the empty text, too
            topics = tuple(find_topics(text, masked, match.start(), first.end))
            end = groups[-1][-1].span.end
            return _session(text[match.end() : end], chair, topics, Span(match.start(), end))
        if places := met_abroad(text, match.end(), first.end):
            topics = tuple(find_topics(text, masked, match.start(), first.end))
            return _session(text[match.end() : places[-1].end], chair, topics, Span(match.start(), places[-1].end))
    held = _HELD_RE.search(text, first.start, first.end)
    if held and _ABOUT_RE.match(held["with"]):
        about = Said(
            text=held["with"].strip(), span=Span(held.start("with"), held.start("with") + len(held["with"].rstrip()))
        )
        return _session(held["kind"], chair, (about,), Span(held.start("kind"), held.end("kind")))
    return _body_met(text, held, chair) if held else None


def _in_full(text: str, short: str) -> str:
    """Hội đồng Quốc gia Giáo dục (sau đây gọi tắt là Hội đồng): what a body that is called short is called in full."""
    told = re.search(
        rf"({re.escape(short)} [^,;.()\n]{{3,100}}) \((?:sau đây )?(?:gọi|viết) tắt là {re.escape(short)}\)", text
    )
    return told[1] if told else short


def _body_met(text: str, held: re.Match[str], chair: str | None) -> Session:
    """The body that met, and what for where the words say so."""
    if purpose := _PURPOSE_RE.search(text, held.start("with"), held.end("with")):
        about = Span(purpose.start("topic"), purpose.start("topic") + len(purpose["topic"].rstrip(" .")))
        who = _in_full(text, text[held.start("with") : purpose.start()].strip())
        return _session(who, chair, (Said(text=about.of(text), span=about),), Span(held.start(), held.end()))
    return _session(held["with"].strip(), chair, (), Span(held.start(), held.end()))


def _hosted(text: str, attendance: list[Line], chair: str | None) -> Session | None:
    """The meeting of minutes whose opening names no host: with the side that the list of who was there calls its own."""
    span = host_of(text, attendance)
    return _session(span.of(text), chair, (), span) if span else None


def _session(who: str, chair: str | None, topics: tuple[Said, ...], span: Span) -> Session:
    fields = fields_of(tuple(t.text for t in topics) or (who,))
    return Session(with_=who, kind="meeting", chair=chair, topics=topics, fields=fields, span=span)


# ... Trường phổ thông dân tộc nội trú xã Ia Rvê: the place that a thing belongs to receives the guests
_VILLAGE_RE: Final = re.compile(rf" (?P<village>(?:xã|phường|đặc khu) {NAME})\W*$")


def _whole_place(text: str, start: int, end: int) -> str:
    """Trung tâm phục vụ hành chính công, Ủy ban nhân dân phường Hải Châu: with the body that it is part of."""
    groups = chain_at(text, end + 2) if text.startswith(", ", end) else []
    return text[start : groups[0][0].span.end if groups and groups[0][0].kind != "person" else end].strip()


def _other(text: str, match: re.Match[str], chair: str | None) -> Session:
    """A ceremony attended or a place seen: where, and the words for it."""
    place = _PLACE_RE.search(match["rest"])
    ceremony = match["act"].startswith(("dự", "dâng", "viếng"))
    if place:
        where = _whole_place(text, match.start("rest") + place.start("place"), match.start("rest") + place.end("place"))
    elif village := _VILLAGE_RE.search(match["rest"]):
        where = village["village"]
    else:
        where = re.sub(r"^.*?(?=[A-ZĐ])", "", match["rest"]).strip() or match["rest"].strip()
    start = match.start() + (len("dự ") if match["act"].startswith("dự") else 0)
    end = match.end("rest") if not place else match.start("rest") + place.start()
    topic = Said(text=text[start:end].strip(), span=Span(start, start + len(text[start:end].rstrip())))
    return Session(
        with_=where.strip(),
        kind="ceremony" if ceremony else "visit",
        chair=chair,
        topics=(topic,),
        fields=fields_of((topic.text,)),
        span=Span(match.start(), match.end()),
    )
