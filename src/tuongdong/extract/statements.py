"""What was said and decided: obstacles, commitments, thanks and opinions, periods, and what the visit serves."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from tuongdong.extract.bodies import find_bodies
from tuongdong.extract.people import Titled, find_titled
from tuongdong.extract.vocabulary import LOWER, any_of, words
from tuongdong.models import Feed, Said, Span, Statement

__all__ = ["find_commitment", "find_feeds", "find_obstacles", "find_periods", "find_petition", "find_statement"]


def _said(text: str, start: int, end: int) -> Said:
    while end > start and text[end - 1] in " .;,:/|":
        end -= 1
    return Said(text=text[start:end], span=Span(start, end))


@lru_cache(maxsize=1)
def _obstacle_res() -> tuple[re.Pattern[str], ...]:
    nouns = any_of([form for noun in words("obstacles", "nouns") for form in (noun, noun.capitalize())])
    return (
        # những hạn chế, khó khăn, thách thức như: a; b; c. Những điểm đoàn còn vướng gồm: a; b.
        re.compile(
            rf"(?:{nouns}|còn vướng)(?:[^.;:\n]{{0,60}}(?:như|gồm|là|sau))?: ?(?P<list>[^\n]+?)(?=\.(?:\s|$)|\n|$)"
        ),
        # khó khăn lớn nhất của thành phố là thiếu quỹ đất; vướng mắc hiện nay là chưa có hướng dẫn
        re.compile(
            rf"(?<![{LOWER}]){nouns}(?:, {nouns})*(?: (?:lớn nhất|chính|chủ yếu|hiện nay|cơ bản))+(?: (?:của|hiện nay|tại)[^,.;:\n]{{0,40}}?)? (?:là|nằm ở) (?!:)(?P<list>[^.;\n]+)"
        ),
        # các vấn đề vướng mắc trong quá trình triển khai; khó khăn, hạn chế về bố trí
        re.compile(
            rf"(?:(?:các|những|một số) (?:vấn đề |tình trạng |điểm )?)?(?<![{LOWER}]){nouns}(?:(?:, | và ){nouns})* "
            rf"(?:còn |phát sinh |liên quan )?(?:trong|về|của|sau|liên quan|đối với)(?! (?:thẩm|phạm vi))"
            rf"(?:(?! và )[^;.:,\n])*?(?:(?:, (?:(?! và )[^;.:,\n])*?)*? và [^;.:,\n]*?)?(?=;|\.(?:\s|$)|,| để | nhằm | (?:bảo|đảm) đảm|:|\n|$)"
        ),
        # địa phương chịu ảnh hưởng nặng nề bởi cơn bão số 13; phải đối mặt với nhiều khó khăn, thách thức; phát sinh một số khó khăn, vướng mắc
        re.compile(
            rf"(?:chịu (?:ảnh hưởng|thiệt hại) (?:nặng nề|nghiêm trọng|lớn)|(?:phải )?đối mặt với|phát sinh|gặp)[^;.:\n]{{0,80}}?(?:{nouns}(?:, {nouns})*|bão[^;,.]*|mưa lũ[^;,.]*)"
        ),
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


# Tuy nhiên, ... / Bên cạnh những kết quả nổi bật đã đạt được, ...: a sentence that turns from what went well
_TURN_RE: Final = re.compile(
    r"(?:^|(?<=[.;] )|(?<=\n))(?:Tuy nhiên|Tuy vậy|Mặc dù vậy|Dù vậy|Song|Bên cạnh (?:những |các )?(?:kết quả|mặt|ưu điểm)[^,.;\n]*)"
    r"(?:, bên cạnh (?:đó|những [^,.;\n]*))?,? (?P<said>[^\n]+?)(?=\.(?:\s|$)|\n|$)"
)
# chất lượng cán bộ còn chưa đồng đều / giải ngân chưa đạt kế hoạch / vẫn còn một số nhiệm vụ chậm
_LACKS_RE: Final = re.compile(
    r"(?<!\w)(?:(?:còn|vẫn)(?: còn)? (?:chậm|thiếu|yếu|thấp|hạn chế|chưa|khó|bất cập|lúng túng|một số|nhiều|có)|chưa)(?!\w)"
)


@lru_cache(maxsize=1)
def _troubled_re() -> re.Pattern[str]:
    return re.compile(rf"{_LACKS_RE.pattern}|(?<![{LOWER}]){any_of(words('obstacles', 'nouns'))}")


def _turned(text: str, start: int, end: int, listed: Sequence[Said]) -> Iterator[Said]:
    """
    What is lacking in a sentence that turns from what went well and holds no list, clause by clause; names stay with the
    clause they are in.
    """
    troubled = _troubled_re()
    for match in _TURN_RE.finditer(text, start, end):
        if any(_meet(Span(*match.span()), one.span) for one in listed):
            continue
        clauses: list[tuple[int, int]] = []
        at = match.start("said")
        for piece in re.split(rf"(?<=[,;]) (?!{any_of(words('topics', 'goes_on'))}(?![{LOWER}]))", match["said"]):
            stop = at + len(piece)
            begins = _LACKS_RE.search(piece) is not None and not piece[:1].isupper()
            if clauses and not (begins and troubled.search(text, *clauses[-1])):
                clauses[-1] = clauses[-1][0], stop
            else:
                clauses.append((at, stop))
            at = stop + 1
        yield from (_said(text, *each) for each in clauses if troubled.search(text, *each))


# không quản khó khăn của các thành viên / khi gặp khó khăn, vướng mắc phải báo cáo / nếu có phát sinh khó khăn: praise, or what may come
_NONE_RE: Final = re.compile(
    r"(?<!\w)(?:(?:không (?:quản|ngại|sợ)|bất chấp)(?: (?:các|những|mọi))?"
    r"|(?:(?<!trong )[Kk]hi|[Nn]ếu|[Tt]rường hợp)(?: (?:có|còn|bị))?(?: các| những)?) $"
)
_BEFORE: Final = 40
"""Letters before a phrase that may say so."""


def find_obstacles(text: str, start: int, end: int) -> list[Said]:
    """
    Difficulties that a passage names: lists first, then what is lacking, then phrases outside them. What somebody braved,
    or may meet yet, is none.
    """
    found: list[Said] = []
    listed, single, phrase, suffered = _obstacle_res()
    found += [_said(text, m.start("list"), m.end("list")) for m in single.finditer(text, start, end)]
    for match in listed.finditer(text, start, end):
        at = match.start("list")
        for part in re.split(r"(?<=;) ?", match["list"]):
            found.append(_said(text, at, at + len(part)))
            at += len(part) + (1 if text[at + len(part) : at + len(part) + 1] == " " else 0)
    found += list(_turned(text, start, end, found))
    for pattern in (phrase, suffered):
        for match in pattern.finditer(text, start, end):
            braved = _NONE_RE.search(text, max(start, match.start() - _BEFORE), match.start())
            if not braved and not any(_meet(one.span, Span(*match.span())) for one in found):
                found.append(_said(text, match.start(), match.end()))
    return sorted((one for one in found if one.text), key=lambda one: one.span)


# giai đoạn 2020-2025; nhiệm kỳ 2025 - 2030; thời kỳ 2021 - 2030; trung hạn 2026-2030
_PERIOD_RE: Final = re.compile(r"(?<![\d/])((?:19|20)\d{2}) ?[-–] ?((?:19|20)\d{2})(?![\d/])")


def find_periods(text: str, spans: list[Span]) -> list[Said]:
    """Spans of years, each once, as "2020-2025"."""
    found: dict[str, Said] = {}
    for span in spans:
        for match in _PERIOD_RE.finditer(text, span.start, span.end):
            if int(match[1]) < int(match[2]):
                name = f"{match[1]}-{match[2]}"
                found.setdefault(name, Said(text=name, span=Span(match.start(), match.end())))
    return list(found.values())


# Thực hiện kế hoạch của Thành ủy Đà Nẵng về ... các văn kiện trình Đại hội lần thứ XXIII Đảng bộ thành phố nhiệm kỳ 2025-2030
_FEED_RE: Final = re.compile(
    r"(?P<what>(?:các |những |dự thảo )*(?:văn kiện|báo cáo chính trị|đề án|chương trình hành động|nghị quyết) (?:trình|phục vụ|tại) "
    r"(?P<congress>(?:Đại hội|Kỳ họp|Hội nghị)[^,.;\n]*?)(?: nhiệm kỳ (?P<term>\d{4} ?[-–] ?\d{4}))?)(?=[,.;\n])"
)
_UNDER_RE: Final = re.compile(
    r"[Tt](?:hực hiện|heo|riển khai) (?P<under>(?:kế hoạch|chương trình|chủ trương|chỉ đạo|kết luận|nghị quyết)[^,.;\n]*?)(?= về |,|$)",
    re.I,
)


def find_feeds(text: str, start: int, end: int) -> list[Feed]:
    """What the findings of the visit go into."""
    under = _UNDER_RE.search(text, start, end)
    return [
        Feed(
            what=match["what"],
            congress=match["congress"],
            term=match["term"].replace(" ", "") if match["term"] else None,
            under=under["under"] if under and under.start() < match.start() else None,
            span=Span(match.start("what"), match.end("what")),
        )
        for match in _FEED_RE.finditer(text, start, end)
    ]


# thành phố Đà Nẵng sẽ tiếp tục nghiên cứu, tham khảo, học tập ...; hai bên thống nhất ...
_COMMITS_RE: Final = re.compile(
    r"(?: sẽ |(?:[Hh]ai bên|[Hh]ai địa phương|[Cc]ác bên)(?: đã| cũng)? (?:thống nhất|nhất trí|cam kết) )"
)


def find_commitment(text: str, start: int, end: int) -> Said | None:
    """What a locality says it will do, from its name to the end of the sentence."""
    match = _COMMITS_RE.search(text, start, end)
    if not match:
        return None
    if "sẽ" not in match[0]:
        return _said(text, match.start(), end)
    subjects = [b for b in find_bodies(text, start, match.start()) if b.span.end == match.start()]
    return _said(text, subjects[-1].span.start, end) if subjects else None


@lru_cache(maxsize=1)
def _statement_res() -> tuple[re.Pattern[str], re.Pattern[str]]:
    thanks, says = any_of(words("statements", "thanks")), any_of(words("statements", "says"))
    return re.compile(rf"(?<![{LOWER}]){thanks}(?![{LOWER}])"), re.compile(
        rf"(?:Theo (?:ông|bà|đồng chí) (?P<theo>[^,]{{2,40}}), |(?:ông|bà|đồng chí|Ông|Bà) (?P<who>[A-ZĐ][^,;.]{{1,30}}?) (?:cũng |đã )?{says}(?: rằng)?,? |{says}(?: rằng)?,? )"
    )


def find_statement(text: str, start: int, end: int, known: list[Titled]) -> Statement | None:
    """Thanks or an opinion in a sentence, with who said so where it names him."""
    thanks, says = _statement_res()
    if match := thanks.search(text, start, end):
        said = _said(text, match.start(), end)
        speaker = _speaker(text, start, match.start(), known)
        names = tuple(
            dict.fromkeys(b.names[0] for b in find_bodies(text, match.end(), end) if b.kind in ("agency", "locality"))
        )
        return Statement(speaker=speaker, kind="thanks", text=said.text, span=said.span, to=names)
    if match := says.search(text, start, end):
        short = match["theo"] or match["who"]
        speaker = (
            next((k.name for k in known if short and k.name.endswith(short.strip())), None)
            or short
            or _speaker(text, start, match.start(), known)
        )
        if speaker:
            said = _said(text, match.end(), end)
            return Statement(speaker=speaker, kind="opinion", text=said.text, span=said.span)
    return None


def _speaker(text: str, start: int, end: int, known: list[Titled]) -> str | None:
    named = find_titled(text, start, end)
    return named[-1].name if named else next((k.name for k in known if k.name in text[start:end]), None)


# kiến nghị Quốc hội xem xét ...; đề nghị Chính phủ sớm ban hành ...
_PETITION_RE: Final = re.compile(
    r"(?:[Kk]iến nghị|[Đđ]ề nghị|[Đđ]ề xuất) (?=(?:Quốc hội|Ủy ban Thường vụ|Chính phủ|Thủ tướng|Bộ |các bộ|Trung ương|Bộ Chính trị))"
)


def find_petition(text: str, start: int, end: int) -> Iterator[Said]:
    for match in _PETITION_RE.finditer(text, start, end):
        stop = re.compile(r";|\.(?:\s|$)|\n|$").search(text, match.end(), end)
        yield _said(text, match.end(), stop.start() if stop else end)
