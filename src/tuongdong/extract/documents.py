"""Documents that a text cites by number, with date, issuer and title where printed."""

import re
from functools import lru_cache
from typing import Final

from tuongdong.cite.mentions import NUMBER, plain_number
from tuongdong.extract.dates import DATE, iso_of
from tuongdong.extract.vocabulary import any_of, words
from tuongdong.models import CitedDocument, Span

__all__ = ["find_documents", "mask"]

# 98/2023/QH15; 105/2020/NĐ-CP; 2179/QĐ-TTg; 75-TB/VPTW; 7683/VPCP-QHĐP: with or without its doctype before it
_NUMBER_RE: Final = re.compile(rf"(?<![\w/])(?:{NUMBER})")
# what no doctype announces is a number when it has a year or a hyphen: not 5G/IoT
_SURE_RE: Final = re.compile(r"/\s?\d{4}\s?/|[-–]")
_TITLE_END_RE: Final = re.compile(r"[;.\n]|, (?:báo cáo|trình|các|kinh nghiệm)|; ")


@lru_cache(maxsize=1)
def _before_re() -> re.Pattern[str]:
    """Nghị quyết số; các Thông báo kết luận số: what leads up to a number."""
    return re.compile(rf"(?:[Cc]ác )?({any_of(words('doctypes'))}) (?:số )?$")


@lru_cache(maxsize=1)
def _after_re() -> re.Pattern[str]:
    """ngày 24-6-2023 của Quốc hội về: what follows a number."""
    issuer = rf"{any_of(words('issuers'))}|(?:Bộ trưởng )?Bộ {any_of(words('functions'))}|(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân) (?:(?! về | quy | ban )[^,;.()]){{3,25}}"
    return re.compile(
        rf"(?: (?:ngày )?(?P<date>{DATE}))?(?: của (?P<issuer>{issuer})(?P<about> (?:về(?: việc)?|quy định(?: về)?|ban hành) )?)?"
    )


def find_documents(text: str, start: int, end: int) -> list[CitedDocument]:
    """Each document once, at its fullest mention, in the order of first mention."""
    found: dict[str, CitedDocument] = {}
    for match in _NUMBER_RE.finditer(text, start, end):
        if not _SURE_RE.search(match[0]) and not _before_re().search(
            text, max(start, match.start() - 40), match.start()
        ):
            continue
        one = _document(text, match, end)
        known = found.get(one.number)
        if known is None or (known.issued_on is None and one.issued_on is not None):
            found[one.number] = one
    return list(found.values())


def _document(text: str, match: re.Match[str], end: int) -> CitedDocument:
    before = _before_re().search(text, max(0, match.start() - 40), match.start())
    after = _after_re().match(text, match.end(), end)
    assert after  # every part of it may be missing
    stop, title = after.end() if after["date"] or after["issuer"] else match.end(), None
    if after["about"]:
        close = _TITLE_END_RE.search(text, after.end(), end)
        stop = close.start() if close else end
        title = text[after.end() : stop]
    return CitedDocument(
        number=plain_number(match[0]),
        issued_on=iso_of(after["date"]) if after["date"] else None,
        issuer=after["issuer"],
        title=title,
        span=Span(before.start(1) if before else match.start(), stop),
    )


def mask(text: str, documents: list[CitedDocument], fill: str = "§") -> str:
    """The text with every cited document's words filled up, so that their commas split nothing. Offsets stay."""
    for one in documents:
        text = text[: one.span.start] + fill * (one.span.end - one.span.start) + text[one.span.end :]
    return text
