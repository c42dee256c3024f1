"""
What became of whom: provinces, districts, ministries and departments on a day.

    terms -> SUCCESSION -> graph, coverage, report, cli

Takes:  the dated records of `terms` and `data/successions.tsv` (old, new, day, function, legal source).
Gives:  who is on a day, who has the work of one that is no more, by function, and names as they are shown on a day.

What may be relied on:

1. Days are ISO text, and a record holds from `since` until the day before `to`.
2. Succession is by function: Sở Lao động - Thương binh và Xã hội went to four departments and the police. An heir that has
   itself ended gives way to its own heirs, by the same function where their rows name it.
3. A document's territory is the one of the day on which it was issued (`territory`); a merger changes nothing in it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from tuongdong.terms import (
    Agency,
    District,
    Locality,
    Unit,
    agency_records,
    districts,
    localities,
    locality_named,
    rows_of,
    units,
)
from tuongdong.text import day_words, fold

__all__ = [
    "Ended",
    "Succession",
    "agencies_on",
    "agency_named",
    "ended_in",
    "heirs",
    "holds",
    "localities_on",
    "origins",
    "shown",
    "successions",
    "territory",
    "then",
]


class Dated(Protocol):
    """A record of `terms`."""

    @property
    def since(self) -> str | None: ...
    @property
    def to(self) -> str | None: ...


class Succession(NamedTuple):
    """What went over from one to another on a day. `functions` empty: all of it."""

    old: str
    new: str
    day: str
    functions: tuple[str, ...]
    source: str


class Ended(NamedTuple):
    """Somebody whom a text names and who is no more on the day asked for."""

    name: str
    to: str
    shown: str


def holds(record: Dated, day: str) -> bool:
    """Whether a record is on a day.

    >>> holds(locality_named("Bình Dương"), "2025-06-30"), holds(locality_named("Bình Dương"), "2025-07-01")
    (True, False)
    """
    return (record.since is None or record.since <= day) and (record.to is None or day < record.to)


def localities_on(day: str) -> tuple[Locality, ...]:
    """The provinces and cities of a day, those of the examples left out.

    >>> len(localities_on("2025-06-30")), len(localities_on("2025-07-01"))
    (63, 34)
    """
    return tuple(one for one in localities() if not one.invented and holds(one, day))


def agencies_on(day: str) -> tuple[Agency, ...]:
    """The agencies of a day."""
    return tuple(one for one in agency_records() if holds(one, day))


@lru_cache(maxsize=1)
def _agencies() -> Mapping[str, Agency]:
    return {_key(one.name): one for one in agency_records()}


def _key(words: str) -> str:
    """Sở LĐ – Thương binh: dashes with and without spaces, lower case, one spelling of tones."""
    return re.sub(r"\s*[-–]\s*", "-", fold(" ".join(words.split())))


def agency_named(words: str) -> Agency | None:
    """The agency of a name in any case and spelling, past or present.

    >>> agency_named("SỞ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI").to
    '2025-03-01'
    """
    return _agencies().get(_key(words))


@lru_cache(maxsize=1)
def successions() -> tuple[Succession, ...]:
    """Every succession: of agencies from their table, of localities, districts and kinds of units from their records."""
    told = [
        Succession(old, new, day, _functions(function), source)
        for old, new, day, function, source in rows_of("successions.tsv")
    ]
    places: list[Locality | District | Unit] = [*localities(), *districts(), *units()]
    return (*told, *(Succession(_name(one), one.into, one.to, (), one.source) for one in places if one.into and one.to))


def _name(one: Locality | District | Unit) -> str:
    return f"{one.kind} {one.name}" if isinstance(one, District) else one.name


# a comma within a function is followed by a word that goes on: "phòng, chống tệ nạn xã hội"; functions part at ";"
def _functions(words: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in words.split(";"))))


@lru_cache(maxsize=1)
def _by_old() -> Mapping[str, tuple[Succession, ...]]:
    found: dict[str, tuple[Succession, ...]] = {}
    for one in successions():
        found[_key(one.old)] = (*found.get(_key(one.old), ()), one)
    return found


def heirs(name: str, day: str, function: str | None = None) -> tuple[Succession, ...]:
    """
    Who has on a day what was somebody's, one Succession an heir; empty when nothing had gone over by then.

    >>> [one.new for one in heirs("Sở Lao động - Thương binh và Xã hội", "2026-01-01", "giáo dục nghề nghiệp")]
    ['Sở Giáo dục và Đào tạo']
    >>> [one.new for one in heirs("Bộ Thủy sản", "2010-01-01")], [one.new for one in heirs("Bộ Thủy sản", "2026-01-01")]
    (['Bộ Nông nghiệp và Phát triển nông thôn'], ['Bộ Nông nghiệp và Môi trường'])
    """
    rows = [one for one in _by_old().get(_key(_plain(name)), ()) if one.day <= day]
    wanted = (function,) if function else ()
    return tuple(dict.fromkeys(last for row in _by_function(rows, wanted) for last in _last(row, day, wanted)))


def _plain(name: str) -> str:
    """The name under which a locality has its record; any other name as it is."""
    found = locality_named(name)
    return found.name if found else name


def _by_function(rows: list[Succession], wanted: tuple[str, ...]) -> list[Succession]:
    """The rows of some functions; all of them when none is wanted or none names them."""
    if not wanted:
        return rows
    keys = {fold(one) for one in wanted}
    return [row for row in rows if keys & {fold(one) for one in row.functions}] or [
        row for row in rows if not row.functions
    ]


def _last(row: Succession, day: str, wanted: tuple[str, ...]) -> Iterator[Succession]:
    """An heir, or the heirs of the heir who has ended by the day."""
    after = [one for one in _by_old().get(_key(row.new), ()) if row.day < one.day <= day]
    whole = _ended_on(row.new, day)
    wanted = wanted or row.functions
    moved = _by_function(after, wanted) if whole or wanted else []
    if not moved and whole:
        moved = after
    if not moved:
        yield row
    for one in moved:
        yield from _last(Succession(row.old, one.new, one.day, wanted or one.functions, one.source), day, wanted)


def _ended_on(name: str, day: str) -> bool:
    record = _record(name)
    return record is not None and record.to is not None and record.to <= day


def origins(name: str, day: str) -> tuple[Succession, ...]:
    """
    Whose work or territory somebody has taken over by a day, directly.

    >>> [one.old for one in origins("Thành phố Hồ Chí Minh", "2025-07-01")]
    ['Bà Rịa - Vũng Tàu', 'Bình Dương']
    """
    key = _key(_plain(name))
    return tuple(one for one in successions() if _key(one.new) == key and one.day <= day)


def territory(name: str, day: str) -> tuple[str, ...]:
    """
    The units of old of which a locality consisted on a day, itself first: what a document issued on that day governs.

    >>> territory("Đà Nẵng", "2024-06-26"), territory("Đà Nẵng", "2025-07-01")
    (('Đà Nẵng',), ('Đà Nẵng', 'Quảng Nam'))
    """
    parts = [one for origin in origins(name, day) for one in territory(origin.old, origin.day)]
    return tuple(dict.fromkeys((_plain(name), *parts)))


def then(name: str, day: str) -> str:
    """
    The name that a locality bore on a day. One that was made of several, or was not made of another, keeps its own.

    >>> then("Huế", "2023-08-21"), then("Huế", "2025-08-21"), then("Vĩnh Long", "2023-08-21")
    ('Thừa Thiên Huế', 'Huế', 'Vĩnh Long')
    """
    record = locality_named(name)
    if record is None or record.since is None or record.since <= day:
        return _plain(name)
    before = [one.old for one in origins(name, record.since) if one.day == record.since]
    return then(before[0], day) if len(before) == 1 else record.name


def shown(name: str, day: str, lang: str = "vi") -> str:
    """
    A name with what has become of it by a day, or that it was not yet there; the bare name when it holds.

    >>> shown("Bình Dương", "2025-07-01")
    'Bình Dương (nay là Thành phố Hồ Chí Minh, từ 01/07/2025)'
    >>> shown("Huế", "2020-01-01"), shown("Đà Nẵng", "2026-01-01")
    ('Huế (trước 01/01/2025 là Thừa Thiên Huế)', 'Đà Nẵng')
    """
    record = _record(name)
    if record is None or holds(record, day):
        return name
    if record.since and day < record.since:
        return f"{name} ({_before(name, record.since, lang)})"
    assert record.to is not None
    return f"{name} ({_after(name, record.to, day, lang)})"


def _record(name: str) -> Dated | None:
    return locality_named(name) or agency_named(name) or _districts().get(_key(name)) or _units().get(_key(name))


@lru_cache(maxsize=1)
def _districts() -> Mapping[str, District]:
    return {_key(_name(one)): one for one in districts()}


@lru_cache(maxsize=1)
def _units() -> Mapping[str, Unit]:
    return {_key(one.name): one for one in units()}


def _before(name: str, since: str, lang: str) -> str:
    old = ", ".join(one.old for one in origins(name, since) if one.day == since)
    told = day_words(since)
    if lang == "en":
        return f"before {since}: {old}" if old else f"since {since}"
    return f"trước {told} là {old}" if old else f"có từ {told}"


def _after(name: str, to: str, day: str, lang: str) -> str:
    new = list(dict.fromkeys(one.new for one in heirs(name, day)))
    if not new:
        return f"ended on {to}" if lang == "en" else f"kết thúc từ {day_words(to)}"
    last = max(one.day for one in heirs(name, day))
    if len(new) == 1:
        return f"now {new[0]}, since {last}" if lang == "en" else f"nay là {new[0]}, từ {day_words(last)}"
    names = ", ".join(new)
    return (
        f"its work now with {names}, since {last}"
        if lang == "en"
        else f"nhiệm vụ nay do {names} thực hiện, từ {day_words(last)}"
    )


@lru_cache(maxsize=1)
def _mortal_re() -> re.Pattern[str]:
    """Names of agencies that came to an end, the longest first, however their dashes are printed."""
    names = sorted((one.name for one in agency_records() if one.to), key=len, reverse=True)
    return re.compile(
        "(?<!\\w)(?:" + "|".join(re.escape(fold(one)).replace(r"\ \-\ ", r" ?[-–] ?") for one in names) + ")(?!\\w)"
    )


# Ủy ban nhân dân cấp huyện; Chủ tịch Hội đồng nhân dân quận, huyện, thị xã
_DISTRICT_BODY_RE: Final = re.compile(
    r"(?:ủy ban nhân dân|hội đồng nhân dân|ubnd|hđnd) (?:cấp huyện|huyện|quận|thị xã)(?!\w)"
)


def ended_in(text: str, day: str, lang: str = "vi") -> tuple[Ended, ...]:
    """
    Agencies that a text names and that are no more on a day, and the district level after its end, each once, in order.

    >>> [one.shown for one in ended_in("Sở Kế hoạch và Đầu tư, Ủy ban nhân dân cấp huyện lập danh mục", "2025-08-01")]
    ['Sở Kế hoạch và Đầu tư (nay là Sở Tài chính, từ 01/03/2025)', 'cấp huyện (kết thúc từ 01/07/2025)']
    """
    folded = fold(text)
    names = [record.name for match in _mortal_re().finditer(folded) if (record := agency_named(match[0]))]
    if _DISTRICT_BODY_RE.search(folded):
        names.append("cấp huyện")
    return tuple(_told(name, day, lang) for name in dict.fromkeys(names) if _ended_on(name, day))


def _told(name: str, day: str, lang: str) -> Ended:
    record = _record(name)
    assert record is not None
    assert record.to is not None
    return Ended(name, record.to, shown(name, day, lang))
