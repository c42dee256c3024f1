"""
Agencies, localities and titled persons as texts name them: one, a list after a colon, or a collective.

A Body is what stands at one place of the text. `names` are the agencies it names, lists written out ("các Bộ: Tài chính,
Y tế" -> Bộ Tài chính, Bộ Y tế); a bare "UBND tỉnh" stays bare until `complete` is told whose it is.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from tuongdong.extract.body_patterns import lists, member, patterns
from tuongdong.extract.vocabulary import LOWER, UPPER, any_of, places, words
from tuongdong.models import Span
from tuongdong.terms import HO_CHI_MINH, locality_named
from tuongdong.text import fold

__all__ = [
    "Body",
    "Kind",
    "body_at",
    "chain_at",
    "complete",
    "find_bodies",
    "is_anybodys",
    "key",
    "locality_at",
    "locality_name",
    "unknown_at",
]

Kind = str  # agency | council | head | superior | collective | locality | person


class Body(NamedTuple):
    """`place` is the locality that the words name themselves; None leaves it to the context."""

    span: Span
    kind: Kind
    names: tuple[str, ...]
    place: str | None = None

    def printed(self, text: str) -> str:
        return self.span.of(text)


def key(name: str) -> str:
    """Under which two spellings of one agency are one: UBND and Ủy ban nhân dân, case, tone placement."""
    return (
        fold(name)
        .replace("ubnd", fold("Ủy ban nhân dân"))
        .replace("hđnd", fold("Hội đồng nhân dân"))
        .replace("tp. ", "thành phố ")
    )


def body_at(text: str, at: int) -> Body | None:
    """The body whose name starts exactly here, the longest reading of it."""
    return _list_at(text, at) or _head_of_many_at(text, at) or _person_at(text, at) or _plain_at(text, at)


_POSTS: Final = ("Chủ tịch ", "Bí thư ", "Trưởng ban ", "Trưởng Ban ")


def _plain_at(text: str, at: int) -> Body | None:
    best: Body | None = None
    for kind, pattern in patterns():
        match = pattern.match(text, at)
        if match and match[0].startswith("Thường trực ") and text[:at].endswith(_POSTS):
            continue  # Phó Chủ tịch Thường trực UBND tỉnh: a post, and no body
        if match and (best is None or match.end() > best.span.end):
            best = Body(Span(at, match.end()), kind, _names(kind, match), _place(kind, match))
    return best


def _names(kind: Kind, match: re.Match[str]) -> tuple[str, ...]:
    if kind == "agency" and "function" in match.re.groupindex:
        tail = f" {match['place']}" if match.re.groupindex.get("place") and match["place"] else ""
        return (f"{match['head']} {_full(match['function'])}{tail}",)
    return (locality_name(match[0]) if kind == "locality" else match[0].replace(" (UBND)", ""),)


def _full(function: str) -> str:
    """Giáo dục -> Giáo dục và Đào tạo: the only function that begins so."""
    longer = [known for known in words("functions") if known.startswith(f"{function} và ")]
    return longer[0] if len(longer) == 1 and function in ("Giáo dục", "Dân tộc") else function


def _place(kind: Kind, match: re.Match[str]) -> str | None:
    found = match.groupdict().get("place") or match.groupdict().get("of") or (match[0] if kind == "locality" else None)
    return locality_name(found) if found and any(c.isupper() for c in found[1:]) else None


def _list_at(text: str, at: int) -> Body | None:
    if text[at : at + 1] not in ("C", "c", "U", "Ủ"):
        return None
    for head, pattern in lists():
        if (match := pattern.match(text, at)) and head == "phường":
            parts = re.split(r", (?:và )?| và ", match["members"])
            return Body(
                Span(at, match.end()), "agency", tuple(f"{match['head']} {match['kind']} {part}" for part in parts)
            )
        if match:
            listed = _firms(match["members"]) if head == "Tập đoàn" else _members(match["members"])
            names = tuple(_member(head or match.groupdict().get("head") or "", m) for m in listed)
            kind = "agency" if head or match.groupdict().get("head") else "locality"
            return Body(Span(at, match.end()), kind, names)
    return None


def _members(words_: str) -> list[str]:
    return [m[0] for m in re.finditer(rf"{member()}|{places()}", words_)]


def _firms(words_: str) -> list[str]:
    """Điện lực Việt Nam (EVN) -> Tập đoàn Điện lực Việt Nam, where the vocabulary knows it by that name."""
    bare = [re.sub(r" \([^)]*\)", "", part).strip() for part in re.split(r", (?:và )?| và ", words_)]
    known = {fold(name): name for name in words("bodies")}
    return [next((known[k] for k in (fold(f"Tập đoàn {b}"), fold(f"Tổng công ty {b}")) if k in known), b) for b in bare]


def _member(head: str, member: str) -> str:
    """Tài chính -> Bộ Tài chính; Hồ Chí Minh -> Ủy ban nhân dân Thành phố Hồ Chí Minh."""
    if head in ("Bộ", "Sở"):
        bare = member.removeprefix("Bộ ")
        return f"{head} {_full(bare)}" if bare in words("functions") else member
    return member if head == "Tập đoàn" else f"{head} {locality_name(member)}".strip()


@lru_cache(maxsize=1)
def _title_re() -> re.Pattern[str]:
    name = rf"{any_of(words('surnames'))}(?: [{UPPER}][{LOWER}']*){{1,3}}"
    return re.compile(
        rf"(?:(?:[Cc]ác )?[Đđ]ồng chí |[Cc]ác (?=Bộ trưởng|Thứ trưởng))?(?P<title>{any_of(words('titles'))})(?![{LOWER}])(?: (?P<name>{name}))?"
    )


@lru_cache(maxsize=1)
def _name_res() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Nguyễn Văn Hòa, Phó Chủ tịch UBND thành phố; and the name behind the post."""
    name = rf"{any_of(words('surnames'))}(?: [{UPPER}][{LOWER}']*){{1,3}}"
    return re.compile(rf"{name}(?:, | - )(?={any_of(words('titles'))})"), re.compile(rf" {name}")


# Thủ trưởng các sở, ban, ngành; lãnh đạo các Bộ, ngành; Thủ trưởng cơ quan ngang bộ: whoever is at the head of several
_AT_HEAD_RE: Final = re.compile(r"(?:(?:[Tt]hủ trưởng|[Ll]ãnh đạo|[Nn]gười đứng đầu|[Gg]iám đốc|[Bb]ộ trưởng) )")
_RANKED_RE: Final = re.compile(
    r"(?:[Tt]hủ trưởng )?[Cc]ơ quan (?:ngang [Bb]ộ|thuộc Chính phủ)(?:, (?:[Tt]hủ trưởng )?[Cc]ơ quan (?:ngang [Bb]ộ|thuộc Chính phủ))*"
)


def _head_of_many_at(text: str, at: int) -> Body | None:
    if ranked := _RANKED_RE.match(text, at):
        return Body(Span(at, ranked.end()), "person", ())
    match = _AT_HEAD_RE.match(text, at)
    body = _plain_at(text, match.end()) if match and not _list_at(text, match.end()) else None
    return Body(Span(at, body.span.end), "person", ()) if body and body.kind == "collective" else None


def _person_at(text: str, at: int) -> Body | None:
    """A titled person as addressee: "Bộ trưởng Bộ Xây dựng", "đồng chí Chủ tịch UBND tỉnh"; named by the body."""
    before, behind = _name_res()
    named = before.match(text, at)
    match = _title_re().match(text, named.end() if named else at)
    if not match:
        return None
    end = match.end()
    body = (_list_at(text, end + 1) or _plain_at(text, end + 1)) if text[end : end + 1] == " " else None
    if body and body.kind != "collective":
        end = body.span.end
        if named := behind.match(text, end):
            end = named.end()
        return Body(
            Span(at, end), "person", body.names if body.kind in ("agency", "council", "head") else (), body.place
        )
    return Body(Span(at, end), "person", ())


_JOINT_RE: Final = re.compile(r"(?:, và |, | và |; |/| cũng như | cùng với | cùng | (?=các tỉnh ))")
_APART: Final = ("cũng như", "cùng với")
_ASIDE_RE: Final = re.compile(r" \((?:[^()\n]*)\)| - (?=[A-ZĐ])[^,;.\n]*?(?=,)")


def chain_at(text: str, at: int) -> list[list[Body]]:
    """
    The bodies that stand here one after another, grouped as one addressee ("A, B và C") or apart ("A cũng như B").

    >>> [[b.names for b in group] for group in chain_at("Sở Tài chính và Sở Xây dựng cũng như các sở, ngành tiếp tục", 0)]
    [[('Sở Tài chính',), ('Sở Xây dựng',)], [('các sở, ngành',)]]
    """
    first = body_at(text, at)
    if not first:
        return []
    groups, end = [[first]], first.span.end
    while True:
        aside = _ASIDE_RE.match(text, end)
        joint = _JOINT_RE.match(text, aside.end() if aside else end)
        body = body_at(text, joint.end()) if joint else None
        if not joint or not body:
            if aside and text[aside.end() : aside.end() + 1] == " ":
                last = groups[-1][-1]
                groups[-1][-1] = last._replace(span=Span(last.span.start, aside.end()))
            return groups
        if any(word in joint[0] for word in _APART):
            groups.append([])
        groups[-1].append(body)
        end = body.span.end


@lru_cache(maxsize=1)
def _start_re() -> re.Pattern[str]:
    """Where a body may start: cheap, and far oftener wrong than right."""
    return re.compile(rf"(?<![\w-])(?:[{UPPER}]|[Cc]ác |tỉnh|thành phố|huyện|xã|phường|đồng chí|\d+ (?=địa|đơn|cơ))")


@lru_cache(maxsize=1)
def _unknown_re() -> re.Pattern[str]:
    stop = any_of([*words("tasks", "told_of"), *words("names_end")])
    return re.compile(
        rf"(?!{any_of(words('superiors'))}(?![{LOWER}]))[{UPPER}][{LOWER}]*(?: (?!{stop}\b)[{LOWER}{UPPER}][\w/]*){{1,9}}(?= (?:{stop})\b)"
    )


def unknown_at(text: str, at: int) -> Body | None:
    """Whoever is named behind "Giao": a body that the vocabulary does not know, up to the first verb."""
    match = _unknown_re().match(text, at)
    return Body(Span(at, match.end()), "head", (match[0],)) if match else None


def find_bodies(text: str, start: int, end: int) -> Iterator[Body]:
    """Every body named between two places, left to right, without overlap."""
    at = start
    while match := _start_re().search(text, at, end):
        body = _list_at(text, match.start()) or _plain_at(text, match.start())
        if body and body.span.end <= end:
            yield body
            # Nhà đầu tư (Tập đoàn Đèo Cả): the one in brackets is named, too
            inside = body.printed(text).find("(") if body.kind == "collective" else -1
            at = max(body.span.start + inside if inside > 0 else body.span.end, match.end())
        else:
            at = match.end()


def locality_at(text: str, at: int) -> Body | None:
    """The locality named exactly here."""
    body = _plain_at(text, at)
    return body if body and body.kind == "locality" else None


def locality_name(printed: str) -> str:
    """
    A locality with its kind: what a text prints bare is told by what it is.

    >>> locality_name("Đà Nẵng"), locality_name("Nghệ An"), locality_name("TP. Hồ Chí Minh")
    ('thành phố Đà Nẵng', 'tỉnh Nghệ An', 'Thành phố Hồ Chí Minh')
    """
    found = locality_named(printed)
    if not found:
        return re.sub(r"^(?:Tỉnh|Thành phố)(?= )", lambda kind: kind[0].lower(), printed)
    return HO_CHI_MINH if found.name == HO_CHI_MINH else f"{found.kind} {found.name}"


# UBND các xã; UBND tỉnh, tỉnh ủy, where nothing says whose
_ANYBODYS_RE: Final = re.compile(
    r"(?:UBND|HĐND|(?:Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân)(?: (?:các|cấp) .*| tỉnh, thành phố| tỉnh| thành phố| huyện| (?:xã, )?phường(?:, xã)?(?:, đặc khu)?| xã(?:, đặc khu)?)?"
    r"|(?:[Tt]ỉnh|[Tt]hành) (?:ủy|uỷ)|Ban [Qq]uản lý dự án"
)


def is_anybodys(name: str) -> bool:
    """Whether a name tells a kind of agency and not which one."""
    return _ANYBODYS_RE.fullmatch(name) is not None


_BARE_RE: Final = re.compile(r"\b(?:tỉnh|[Tt]hành phố|Tỉnh)$")


def complete(name: str, home: str | None) -> str:
    """
    An agency's name with its locality: "UBND tỉnh" of "tỉnh Phú Thọ" is "UBND tỉnh Phú Thọ".

    What belongs to a body named beside it ("các cơ quan chuyên môn thuộc UBND thành phố") keeps its words.
    """
    if not home or " thuộc " in name:
        return name
    if name in ("Tỉnh", "Thành phố", "tỉnh", "thành phố"):
        return home
    if (small := re.search(r"(?:^|\b)(huyện|xã|phường|quận|đặc khu)$", name)) and home.startswith(f"{small[1]} "):
        return name[: small.start()] + re.sub(r" \(.*", "", home)
    if re.fullmatch(r"(?:Tỉnh|Thành|tỉnh|thành) (?:ủy|uỷ)", name):
        if name.lower().startswith("thành") != home.lower().startswith(
            "thành phố"
        ):  # Thành ủy in a paper of a province: of some town
            return name
        return f"{name} {re.sub(r'^(?:tỉnh|[Tt]hành phố) ', '', home)}"
    if _BARE_RE.search(name):
        return _BARE_RE.sub(home, name)
    if (
        re.fullmatch(r"UBND|(?:Ủy|Uỷ) ban nhân dân|Sở .*|các sở, (?:ban, )?ngành|HĐND|Hội đồng nhân dân", name)
        and home not in name
    ):
        return name if re.search(places(), name) else f"{name} {home}"
    return name
