"""Persons with their titles, and bodies that came without a named person: "lãnh đạo Bộ Tài chính"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tuongdong.extract.abroad import find_abroad
from tuongdong.extract.bodies import Body, chain_at, find_bodies
from tuongdong.extract.vocabulary import LOWER, UPPER, any_of, places, words
from tuongdong.models import Span
from tuongdong.terms import localities

__all__ = ["Guest", "Titled", "find_guests", "find_titled"]


class Titled(NamedTuple):
    """A named person. `body` is that of the last title: whom he stands for."""

    name: str
    position: str
    body: Body | None
    span: Span


class Guest(NamedTuple):
    """Somebody without a name: what he is called, and the body; `word` is the bare "lãnh đạo", "đại diện", "Giám đốc"."""

    word: str
    position: str
    body: Body
    span: Span


@lru_cache(maxsize=1)
def _unbroken() -> str:
    """Not within the name of a place whose second word is a surname, too: Bắc Ninh, Hà Giang, Sơn La."""
    two = [place.split() for one in localities() for place in (one.name, *one.spellings)]
    return "".join(rf"(?!(?<={p[0]} ){p[1]}(?![{LOWER}]))" for p in two if len(p) == 2 and p[1] in words("surnames"))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    name = rf"{_unbroken()}(?!{places()})(?:{any_of(words('surnames'))})(?: [{UPPER}][{LOWER}']*){{1,3}}"
    # behind "ông", "bà", "đồng chí" any name is one
    called = rf"(?!{any_of(words('titles'))})[{UPPER}][{LOWER}']*(?: [{UPPER}][{LOWER}']*){{1,4}}"
    title = any_of(words("titles"))
    run = any_of(
        [
            "do",
            "chủ trì",
            "làm",
            "kết luận",
            "cùng",
            "đã",
            "chia sẻ",
            "giới thiệu",
            "phát biểu",
            "cho biết",
            "yêu cầu",
            "đưa",
            "dẫn đầu",
            "có",
        ]
    )
    part = rf"{title}(?![{LOWER}])(?:(?! {run} ) (?!{name})(?:(?! {run} )[^,.;:()\n]){{1,80}}?)?"
    return (
        # Ủy viên Trung ương Đảng, Phó Bí thư Thành ủy, Chủ tịch UBND Thành phố Hồ Chí Minh Phan Văn Mãi
        re.compile(rf"(?P<position>{part}(?:, {part})*) (?:đồng chí )?(?P<name>{name})(?: - {title}[^,;.]*)?"),
        # đồng chí Lê Ngọc Quang, Bí thư Thành ủy Đà Nẵng
        re.compile(
            rf"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à):? (?P<name>{called}),? (?:[-–] )?(?P<position>{title}(?![{LOWER}])[^;.:()\n]*?)(?=[;.:(]|,? [-–] |, (?!{title})|\n| (?:và|cho|{run}) |$)"
        ),
    )


@lru_cache(maxsize=1)
def _abroad_re() -> re.Pattern[str]:
    """Phó Thị trưởng Seoul Kim Min-su; Tỉnh trưởng Bun-chăn Xi-vông: whose names follow no list of surnames."""
    name = rf"[{UPPER}][\w-]+(?: [{UPPER}][\w-]+){{0,3}}"
    return re.compile(
        rf"(?P<position>{any_of(words('abroad', 'titles'))}(?: (?:của )?(?:{any_of(words('abroad', 'cities'))}|{any_of(words('abroad', 'countries'))}))?) "
        rf"(?:[Ôô]ng |[Bb]à |Ngài |ngài )?(?P<name>{name})"
    )


def _from_abroad(text: str, start: int, end: int) -> Iterator[Titled]:
    for match in _abroad_re().finditer(text, start, end):
        place = next(find_abroad(text, match.start("position"), match.end("position")), None)
        body = Body(place[1], "locality", (place[0],), place[0]) if place else None
        yield Titled(match["name"], match["position"], body, Span(match.start(), match.end()))


def find_titled(text: str, start: int, end: int) -> list[Titled]:
    """Named persons between two places, in order."""
    found: list[Titled] = list(_from_abroad(text, start, end))
    for pattern in _patterns():
        for match in pattern.finditer(text, start, end):
            if not any(one.span.start < match.end() and match.start() < one.span.end for one in found):
                bodies = list(find_bodies(text, match.start("position"), match.end("position")))
                body = next((b for b in reversed(bodies) if b.kind != "superior"), None) or _do(text, match.start())
                found.append(Titled(match["name"], match["position"], body, Span(match.start(), match.end())))
    return sorted(found, key=lambda one: one.span)


def _do(text: str, start: int) -> Body | None:
    """Tỉnh ủy Thái Nguyên do Bí thư ...: the body right before "do"."""
    if text[max(0, start - 4) : start] != " do ":
        return None
    before = [b for b in find_bodies(text, max(0, start - 80), start - 3) if b.span.end >= start - 4]
    return before[-1] if before else None


@lru_cache(maxsize=1)
def _guest_re() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<word>(?:[Đđ]ại diện )?[Ll]ãnh đạo|[Đđ]ại diện(?: lãnh đạo)?|{any_of(words('titles'))})(?![{LOWER}]):? (?=[{UPPER}]|các |tỉnh|thành phố|huyện|phường|xã)"
    )


def _own(text: str, at: int) -> list[list[Body]]:
    """lãnh đạo thành phố; lãnh đạo tỉnh: of the locality that the context tells."""
    match = re.compile(rf"(?:[Tt]hành phố|[Tt]ỉnh|huyện)(?= [{LOWER}]|[,.;])").match(text, at)
    return [[Body(Span(at, match.end()), "locality", (match[0],))]] if match else []


def find_guests(text: str, start: int, end: int, taken: list[Titled]) -> Iterator[Guest]:
    """Those without a name, one a body that the words name; what belongs to a named person is left out."""
    at = start
    while match := _guest_re().search(text, at, end):
        at = match.end()
        if any(one.span.start <= match.start() < one.span.end for one in taken):
            continue
        groups = chain_at(text, match.end()) or _own(text, match.end())
        for body in (b for group in groups for b in group if b.span.end <= end):
            if body.kind != "person":
                yield Guest(
                    match["word"],
                    text[match.start() : body.span.end]
                    if body is groups[0][0]
                    else f"{match['word']} {body.printed(text)}",
                    body,
                    Span(match.start(), body.span.end),
                )
                at = max(at, body.span.end)
