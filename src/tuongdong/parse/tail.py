"""
What stands after the last provision: the adoption line, Nơi nhận, the signature.
"""

import re
from collections.abc import Sequence
from typing import Final

from tuongdong.models import Signature, Span
from tuongdong.parse.lines import Line

__all__ = ["ends_document", "is_adoption", "recipients", "signatures"]

# Nghị quyết này đã được Hội đồng nhân dân ... thông qua / Luật này được Quốc hội ... thông qua
_ADOPTED_RE: Final = re.compile(
    r"(?:Nghị quyết|Luật|Bộ luật|Pháp lệnh)(?: này)? (?:này )?(?:đã )?được .{5,300}thông qua", re.S
)
# Nơi nhận: / TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / TL. / TUQ. / T/M
_SIGNED_RE: Final = re.compile(
    r"(?:Nơi nhận|NƠI NHẬN) ?(?::|$|\()|(?:TM|KT|TL|TUQ|Q)\. ?[A-ZĐÀ-Ỹ]{2}|[TK]/[ML] [A-ZĐÀ-Ỹ]{2}"
)
# CHỦ TỊCH / BỘ TRƯỞNG / THỨ TRƯỞNG, alone on their line
_POSITION_RE: Final = re.compile(
    r"(?:QUYỀN |PHÓ |THỨ )?(?:CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG|THỦ TƯỚNG|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|CỤC TRƯỞNG|CHÁNH|TỔNG CỤC TRƯỞNG|VỤ TRƯỞNG)\b[A-ZĐÀ-Ỹ ,-]*"
)
# TM. / KT. / TL. / TUQ. / Q. / T/M / K/T
_FORM_RE: Final = re.compile(r"(?:(?:TM|KT|TL|TUQ|Q)\.|[TK]/[MLT]\.?) ?")
# Nguyễn Minh Dũng / TRẦN VĂN A: two to six words, each with a capital
_NAME_RE: Final = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]*\.? ?|[A-ZĐÀ-Ỹ]{2,} ?|[YH]' ?){2,6}")
# Thiếu tướng / Thượng tá / Trung tướng / Đại tá before a name
_RANK_RE: Final = re.compile(r"^(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|tướng)|GS\.|PGS\.|TS\.|ThS\.| )+ ?")
_RECIPIENTS_RE: Final = re.compile(r"N(?:ơi|ƠI) ?(?:nhận|NHẬN) ?:? ?")
_DASHES: Final = "-–—−"
_DASH_RE: Final = re.compile(r"; ?[-–—−] ?")


def is_adoption(text: str, line: Line) -> bool:
    """Nghị quyết này được Quốc hội ... kỳ họp thứ 2 thông qua ngày 13 tháng 11 năm 2021."""
    return text[line.start] in "NLBP" and bool(_ADOPTED_RE.match(text, line.start, line.end))


def ends_document(text: str, line: Line) -> bool:
    """Whether the provisions end above this line."""
    start, end, _, _ = line
    first = text[start]
    if is_adoption(text, line):
        return True
    if first in "NTKQ" and _SIGNED_RE.match(text, start, end):
        return True
    if first in "QPTCBGV" and end - start < 80 and _POSITION_RE.fullmatch(text, start, end):
        return True
    return " | " in text[start:end] and bool(re.search(r"(?:^|\| )(?:Nơi nhận|TM\. |KT\. )", text[start:end]))


def signatures(text: str, lines: Sequence[Line]) -> tuple[Signature, ...]:
    """
    Who signed: the form (TM., KT., ...), the position in the words printed, the name below it.

    A signature is the lines in capitals followed by a person's name.
    """
    found: list[Signature] = []
    capitals: list[Span] = []
    for start, end in _cells(text, lines):
        words = text[start:end]
        if (
            _POSITION_RE.fullmatch(words)
            or _FORM_RE.match(words)
            or (capitals and words.isupper() and not _NAME_RE.fullmatch(words))
        ):
            capitals.append(Span(start, end))
        elif capitals and _NAME_RE.fullmatch(_RANK_RE.sub("", words)):
            found.append(_signature(text, capitals, Span(start, end)))
            capitals = []
        elif capitals and not words.startswith(("(", "[")):
            capitals = []
    return tuple(found)


def _signature(text: str, capitals: Sequence[Span], name: Span) -> Signature:
    first = _FORM_RE.match(text, capitals[0].start, capitals[0].end)
    lines = [text[span.start : span.end] for span in capitals]
    position = lines[-1]
    return Signature(
        name=_RANK_RE.sub("", text[name.start : name.end]),
        position=_FORM_RE.sub("", position).strip() or None,
        form=first[0].strip() if first else None,
        span=Span(capitals[0].start, name.end),
    )


def recipients(text: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """The addressees below "Nơi nhận:", a line each, without dash and closing mark."""
    found: list[str] = []
    inside = False
    for start, end in _cells(text, lines):
        words = text[start:end]
        if _RECIPIENTS_RE.match(words):
            inside = True
            words = words[_RECIPIENTS_RE.match(words).end() :]  # type: ignore[union-attr]
        elif inside and not words.startswith(tuple(_DASHES)):
            if (
                found
                and not _POSITION_RE.fullmatch(words)
                and not _FORM_RE.match(words)
                and not words.isupper()
                and words[0].islower()
            ):
                found[-1] += " " + words.rstrip(" ;.")
                continue
            inside = False
        if inside:
            found += [item for part in _DASH_RE.split(words) if (item := part.strip(" ;.,:" + _DASHES))]
    return tuple(found)


def _cells(text: str, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The lines of a tail, rows of two columns taken apart."""
    found: list[tuple[int, int]] = []
    for start, end, _, _ in lines:
        at = start
        for words in text[start:end].split(" | "):
            if bare := words.strip(" |*"):
                offset = at + words.index(bare[0])
                found.append((offset, offset + len(bare)))
            at += len(words) + 3
    return found
