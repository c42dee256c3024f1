"""Working sessions and what was talked about in them."""

import re
from functools import lru_cache
from typing import Final

from tuongdong.extract.abroad import abroad_at, find_abroad
from tuongdong.extract.bodies import chain_at, find_bodies, locality_at
from tuongdong.extract.vocabulary import LOWER, any_of, places, words
from tuongdong.models import Said, Span
from tuongdong.text import fold

__all__ = ["fields_of", "find_hosts", "find_topics", "met_abroad"]


@lru_cache(maxsize=1)
def _topic_re() -> re.Pattern[str]:
    verbs = any_of(words("topics", "verbs"))
    # trao đổi, học tập kinh nghiệm ... trên các lĩnh vực về; trao đổi hai việc: ; trình bày kết quả trên ba mặt: ; tìm hiểu cách làm
    return re.compile(
        rf"(?:{verbs}[^;.:\n]{{0,400}}?(?: về |: )|(?:tìm hiểu|nghe|học tập|khảo sát)(?: (?:kinh nghiệm|mô hình) (?:của [^,;.]{{3,40}} )?(?:về|trong) )?"
        rf"(?= (?:cách|công tác|mô hình|việc|kinh nghiệm)) |(?P<seen>(?:đi xem|xem thực tế|tham quan)(?: thực tế)? (?=[{LOWER}])))"
    )


_END_RE: Final = re.compile(r"[.\n](?=\s|$)| theo phân công|\. ")
# đi xem khu dân cư kiểu mẫu ở xã Tiên Điền: what is seen ends where it says where
_WHERE_RE: Final = re.compile(r" (?:ở|tại) (?=xã |phường |huyện |thành phố |tỉnh |[A-ZĐ])|[.,\n](?=\s|$)")


def find_topics(text: str, masked: str, start: int, end: int) -> list[Said]:
    """The topics that a sentence names. `masked`: the text with cited documents filled up, so that their commas split nothing."""
    found: list[Said] = []
    while match := _topic_re().search(masked, start, end):
        stop = (_WHERE_RE if match["seen"] else _END_RE).search(masked, match.end(), end)
        start = stop.start() if stop else end
        found += [Said(text=one.of(text), span=one) for one in _split(masked, match.end(), start)]
        if not match["seen"]:  # what was seen may come before what was talked about
            break
    return found


@lru_cache(maxsize=1)
def _cut_re() -> re.Pattern[str]:
    return re.compile(rf"; |, (?:và )?| và (?={any_of(words('topics', 'heads'))}(?![{LOWER}]))")


@lru_cache(maxsize=1)
def _goes_on_re() -> re.Pattern[str]:
    return re.compile(any_of(words("topics", "goes_on")) + rf"(?![{LOWER}])")


def _split(text: str, start: int, end: int) -> list[Span]:
    """At semicolons; at commas and "và" save where the words go on with what stands before."""
    cuts, begin = [], start
    for match in _cut_re().finditer(text, start, end):
        if early := _joined_re().search(text, begin, match.end() + 1):
            cuts.append(Span(begin, early.start()))
            begin = early.end()
        elif match[0] == "; " or not (_goes_on_re().match(text, match.end()) or _inside(text, begin, match)):
            cuts.append(Span(begin, match.start()))
            begin = match.end()
    cuts.append(Span(begin, end))
    return [_tight(text, one) for one in cuts if text[one.start : one.end].strip(" .,;")]


@lru_cache(maxsize=1)
def _joined_re() -> re.Pattern[str]:
    """quy hoạch đô thị và tiếp cận, sử dụng nguồn vốn: two verbs of one topic, and the cut is before them."""
    return re.compile(rf" và (?={any_of(words('topics', 'joined_verbs'))}(?=, [{LOWER}]))")


def _inside(text: str, begin: int, cut: re.Match[str]) -> bool:
    """Whether a cut falls into brackets, or leaves too little before it to be a topic."""
    before = text[begin : cut.start()]
    return before.count("(") > before.count(")") or (
        len(before.split()) <= 2 and fold(before).startswith(("tình hình", "kết quả", "việc"))
    )


def _tight(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in " .,;":
        end -= 1
    while start < end and text[start] in " ,;":
        start += 1
    return Span(start, end)


@lru_cache(maxsize=256)
def fields_of(topics: tuple[str, ...]) -> tuple[str, ...]:
    """The fields (lĩnh vực) that topics touch, in the order of the vocabulary."""
    said = fold(" ; ".join(topics))
    return tuple(name for name, terms in words("fields").items() if any(fold(term) in said for term in terms))


# có các buổi làm việc với UBND tỉnh Bình Dương và UBND Thành phố Hồ Chí Minh
_WITH_RE: Final = re.compile(
    r"(?:làm việc|trao đổi[^;.,:]{0,60}?|học tập kinh nghiệm[^;.,:]{0,60}?|hội đàm|gặp gỡ|chia sẻ[^;.,:]{0,40}?) (?:với|của) (?:lãnh đạo |đại diện )?"
)


@lru_cache(maxsize=1)
def _toward_re() -> re.Pattern[str]:
    # sang Nghệ An làm việc; cử đoàn đến Thái Nguyên; vào Đà Nẵng tìm hiểu; ở xã Tiên Điền
    return re.compile(
        rf"(?:sang|đến|tới|vào|ra|thăm|ở|tại) (?:thăm |và |làm việc tại |học tập tại |tỉnh |thành phố )*(?=(?:[Tt]ỉnh |[Tt]hành phố |huyện |xã |phường )?(?:{places()}|[A-ZĐ]))"
    )


def find_hosts(text: str, start: int, end: int) -> list[Span]:
    """Whom a passage says the guests worked with or went to: bodies behind "làm việc với", else places gone to."""
    for match in _WITH_RE.finditer(text, start, end):
        if abroad := met_abroad(text, match.end(), end):
            return abroad
        if groups := chain_at(text, match.end()):
            return [b.span for group in groups for b in group]
    found = []
    for match in _toward_re().finditer(text, start, end):
        if abroad := _abroad_from(text, _kind_before(text, match.end()), end):
            found += abroad
            continue
        at = match.end() - len("tỉnh ") if text[: match.end()].endswith("tỉnh ") else match.end()
        # tại Hải Dương và Bắc Ninh
        if locality_at(text, at):
            found += [b.span for group in chain_at(text, at) for b in group if b.kind == "locality"]
    return found or [b.span for b in find_bodies(text, start, end) if b.kind == "locality"][1:2]


_OFFICE: Final = 90
"""Letters that the name of an office abroad may have before its place: "Bộ Phát triển quốc gia Singapore"."""
_CLAUSE_RE: Final = re.compile(r"[^;.:]*?(?= về | nhằm | để |[;.:]|$)")
_AND_RE: Final = re.compile(r", và |, | và (?:tại |ở |đến )?")


def met_abroad(text: str, at: int, end: int) -> list[Span]:
    """Whom a delegation met, where the words name a place abroad before the clause ends."""
    clause = _CLAUSE_RE.match(text, at, min(end, at + _OFFICE))
    first = next(find_abroad(text, at, clause.end() if clause else at), None)
    return _abroad_from(text, first[1].start, end) if first else []


def _abroad_from(text: str, at: int, end: int) -> list[Span]:
    """The places abroad that stand here one after another."""
    found: list[Span] = []
    while at < end and (place := abroad_at(text, at)):
        found.append(place[1])
        joint = _AND_RE.match(text, place[1].end, end)
        at = joint.end() if joint else end
    return found


def _kind_before(text: str, at: int) -> int:
    """Where a place begins whose kind was read already: "tỉnh Savannakhet"."""
    return next((at - len(kind) for kind in ("tỉnh ", "thành phố ") if text[:at].endswith(kind)), at)
