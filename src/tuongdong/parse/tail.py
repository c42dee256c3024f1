"""
What stands after the last provision: the adoption line, Nơi nhận, the signature.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tuongdong.models import Signature, Span
from tuongdong.parse.lines import Line

__all__ = ["begins_recipients", "ends_document", "is_adoption", "is_signed", "recipients", "signatures"]

# Nghị quyết này đã được Hội đồng nhân dân ... thông qua / Luật này được Quốc hội ... thông qua
_ADOPTED_RE: Final = re.compile(
    r"(?:Nghị quyết|Luật|Bộ luật|Pháp lệnh)(?: này)? (?:này )?(?:đã )?được .{5,300}thông qua", re.S
)
# Nơi nhận: / Nơi gửi: / Nơi nhận - Như Điều 3 / TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / KT GIÁM ĐỐC / TL. / TUQ. / T/M
_SIGNED_RE: Final = re.compile(
    r"(?:Nơi nhận|NƠI NHẬN|Nơi gửi|NƠI GỬI) ?(?::|$|\(|[-–])|(?:TM|KT|TL|TUQ|Q)\. ?[A-ZĐÀ-Ỹ]{2}|TM\. ?(?:Chính phủ|Ủy ban|Uỷ ban|Hội đồng|Ban)\b|(?:TM|KT|TL|TUQ) [A-ZĐÀ-Ỹ]{3}|[TK]/[ML] [A-ZĐÀ-Ỹ]{2}"
)
# CHỦ TỊCH / BỘ TRƯỞNG / THỨ TRƯỞNG / PHÓ CHỦ NHIỆM, alone on their line
_POSITION_RE: Final = re.compile(
    r"(?:QUYỀN |PHÓ |THỨ )?(?:CHỦ TỊCH|CHỦ NG?HIỆM|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG|THỦ TƯỚNG|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|CỤC TRƯỞNG|CHÁNH|TỔNG CỤC TRƯỞNG"
    r"|VỤ TRƯỞNG|VIỆN TRƯỞNG|THỐNG ĐỐC|TỔNG THANH TRA|TỔNG KIỂM TOÁN|HIỆU TRƯỞNG)\b[A-ZĐÀ-Ỹ ,-]*"
)
# TM. / KT. / TL. / TUQ. / Q. / T/M / K/T / KT GIÁM ĐỐC
_FORM_RE: Final = re.compile(r"(?:(?:TM|KT|TL|TUQ|Q)\.|[TK]/[MLT]\.?|(?:TM|KT|TL|TUQ)(?= [A-ZĐÀ-Ỹ]{3})) ?")
# Nguyễn Minh Dũng / TRẦN VĂN A: two to six words, each with a capital
_NAME_RE: Final = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]*+\.? ?|[A-ZĐÀ-Ỹ]{2,}+ ?|[YH]' ?){2,6}")
# Thiếu tướng / Thượng tá / Trung tướng / Đại tá before a name
_RANK_RE: Final = re.compile(r"^(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|tướng)|GS\.|PGS\.|TS\.|ThS\.| )+ ?")
_RECIPIENTS_RE: Final = re.compile(r"N(?:ơi|ƠI) ?(?:nhận|NHẬN|gửi|GỬI) ?:? ?")
# (Đã ký) Lê Thành Long / Lê Thành Long (đã ký)
_SIGNED_SIGN_RE: Final = re.compile(r"\(? ?[đĐ]ã ký ?\)?:?")
# ... chịu trách nhiệm thi hành Nghị định này.
_CARRIED_OUT_RE: Final = re.compile(r"chịu trách nhiệm thi hành [^.]{3,40}\.$")
# - Lưu: VT, KGVX / + Lưu VT: the last of the addressees
_KEPT_RE: Final = re.compile(r"[-–—−+] ?Lưu\b ?:? ?(?=[A-ZĐ])")
# KT. THỦ TƯỚNGPHÓ THỦ TƯỚNG / TL. CỤC TRƯỞNG KT. TRƯỞNG BAN THUẾ PHÓ TRƯỞNG BAN: lines run into one
_GLUED_RE: Final = re.compile(
    r"(?<=[A-ZĐÀ-Ỹ])(?=PHÓ |THỨ TRƯỞNG|KT\.)(?<! )|(?<=[A-ZĐÀ-Ỹ,]) (?=(?:TM|KT|TL|TUQ|Q)\. ?[A-ZĐÀ-Ỹ]{2})"
)
# KT. CHỦ TỊCH PHÓ CHỦ TỊCH: for whom a deputy signs, and what he is himself
_DEPUTY_RE: Final = re.compile(
    r"(?<=\S) (?=(?:PHÓ (?:TỔNG )?(?:CHỦ|CHÁNH|TRƯỞNG|GIÁM|VỤ|CỤC|THỦ|VIỆN|THỐNG|HIỆU|ĐỘI)|THỨ TRƯỞNG)\b)"
)
_DASHES: Final = "-–—−~"  # ~ as a scan is often read
_SHORTEST: Final = 6  # letters of a position that a name may stand against
_FAR: Final = 60  # lines that a list of addressees may have
_DASH_RE: Final = re.compile(r"; ?[-–—−] ?")


def is_adoption(text: str, line: Line) -> bool:
    """Nghị quyết này được Quốc hội ... kỳ họp thứ 2 thông qua ngày 13 tháng 11 năm 2021."""
    return text[line.start] in "NLBP" and bool(_ADOPTED_RE.match(text, line.start, line.end))


def is_signed(text: str, line: Line) -> bool:
    """Whether a line begins the list of addressees or a signature: Nơi nhận: / TM. ỦY BAN NHÂN DÂN."""
    return text[line.start] in "NTKQ" and bool(_SIGNED_RE.match(text, line.start, line.end))


def ends_document(text: str, line: Line) -> bool:
    """Whether the provisions end above this line."""
    start, end, _, _ = line
    first = text[start]
    if is_adoption(text, line) or is_signed(text, line):
        return True
    if first in "QPTCBGV" and end - start < 80 and (match := _POSITION_RE.match(text, start, end)):
        return _SIGNED_SIGN_RE.fullmatch(text, match.end(), end) is not None or match.end() == end
    return " | " in text[start:end] and bool(re.search(r"(?:^|\| )(?:Nơi nhận|TM\. |KT\. )", text[start:end]))


def begins_recipients(text: str, lines: Sequence[Line], index: int) -> bool:
    """
    Whether the addressees begin here under no "Nơi nhận:": dashes behind the mark that closes a document, or behind who carries
    it out, with a file copy ("Lưu: VT") among them.

        ... chịu trách nhiệm thi hành Nghị định này./.
        - Thủ tướng, các Phó Thủ tướng Chính phủ; ... - Lưu: VT, NC (02).
    """
    if not index or text[lines[index].start] not in _DASHES:
        return False
    above = lines[index - 1]
    if not (text.endswith("./.", 0, above.end) or _CARRIED_OUT_RE.search(text, above.start, above.end)):
        return False
    for line in lines[index : index + _FAR]:
        if text[line.start] not in _DASHES:
            return False
        if _KEPT_RE.search(text, line.start, line.end):
            return True
    return False


def signatures(text: str, lines: Sequence[Line]) -> tuple[Signature, ...]:
    """
    Who signed: the form (TM., KT., ...), the position in the words printed, the name below it.

    A signature is the lines in capitals followed by a person's name, or a name beside "(Đã ký)".
    """
    found: list[Signature] = []
    capitals: list[Span] = []
    cells = _cells(text, lines)
    for index, cell in enumerate(cells):
        signed = _SIGNED_SIGN_RE.search(text, *cell)
        before = text[cell.start : signed.start() if signed else cell.end].rstrip()
        words = text[signed.end() : cell.end].strip() if signed and signed.end() < cell.end else before
        name = _name(words, cells[index + 1].of(text) if index + 1 < len(cells) else "")
        if capitals and not signed and text[capitals[-1].end - 1] == ",":
            name = None  # TRƯỞNG BAN CHÍNH SÁCH, / THUẾ QUỐC TẾ: the position goes on
        small = capitals and _POSITION_RE.fullmatch(before.upper())  # TM. CHÍNH PHỦ / Thủ tướng
        if _is_signing(before) or small or (capitals and before.isupper() and (signed or name is None)):
            capitals.append(Span(cell.start, cell.start + len(before)))
        if name is not None and (capitals or signed):
            start = text.index(name, cell.start)
            found.append(_signature(text, capitals, Span(start, start + len(name))))
            capitals = []
        elif capitals and before and not (capitals[-1].start == cell.start or before.startswith(("(", "["))):
            capitals = []
    return tuple(found)


def _is_signing(words: str) -> bool:
    return bool(_POSITION_RE.fullmatch(words) or _FORM_RE.match(words))


def _name(words: str, below: str) -> str | None:
    """The person's name that a line is; in capitals only where no name in small letters stands below it."""
    name = _RANK_RE.sub("", words)
    if not _NAME_RE.fullmatch(name) or _is_signing(name) or _POSITION_RE.fullmatch(name.upper()):
        return None
    return None if name.isupper() and not below.isupper() and _NAME_RE.fullmatch(_RANK_RE.sub("", below)) else name


def _signature(text: str, capitals: Sequence[Span], name: Span) -> Signature:
    first = _FORM_RE.match(capitals[0].of(text)) if capitals else None
    return Signature(
        name=name.of(text),
        position=_position(capitals[-1].of(text)) if capitals else None,
        form=re.sub(r"\W", "", first[0]) + "." if first else None,
        span=Span(capitals[0].start if capitals else name.start, name.end),
    )


def _position(words: str) -> str | None:
    """
    What the signer is, out of the last line in capitals.

    >>> _position("TL. CỤC TRƯỞNG KT. TRƯỞNG BAN NGHIỆP VỤ PHÓ TRƯỞNG BAN"), _position("TM. ỦY BAN NHÂN DÂN CHỦ TỊCH")
    ('PHÓ TRƯỞNG BAN', 'ỦY BAN NHÂN DÂN CHỦ TỊCH')
    """
    last = _GLUED_RE.split(words)[-1]
    if last.startswith("KT"):
        last = _DEPUTY_RE.split(last)[-1]
    return _FORM_RE.sub("", last).strip() or None


def recipients(text: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """
    The addressees below "Nơi nhận:", a line each, without dash and closing mark; the file copy ("Lưu: VT") is the last.

    A line without a dash goes on with the one above, where that does not close or the file copy is still to come.
    """
    said = [cell.of(text) for cell in _cells(text, lines)]
    found: list[str] = []
    inside = any(map(_KEPT_RE.search, said)) and not any(map(_RECIPIENTS_RE.match, said))
    copy = next((at for at, line in enumerate(said) if _KEPT_RE.search(line)), -1)
    for at, line in enumerate(said):
        label = _RECIPIENTS_RE.match(line)
        words = line[label.end() :] if label else line
        inside = inside or label is not None
        if at > copy >= 0 and not _is_open(found[-1] if found else "", words):
            break
        if not inside or not words:
            continue
        if words[0] in _DASHES or _KEPT_RE.match(words):
            found += _DASH_RE.split(words)
        elif found and not (_is_signing(words) and words.isupper()) and (at < copy or _is_open(found[-1], words)):
            found[-1] += " " + words
        else:
            inside = not found
    return tuple(item for words in found if (item := words.strip(" +;.,:" + _DASHES)))


def _is_open(words: str, following: str) -> bool:
    """Whether a line of addressees goes on in the following one."""
    if words.lstrip(" +" + _DASHES).startswith("Lưu"):
        return words.endswith((",", ":"))
    return not words.endswith((";", ".")) or following[0] == "+" or following[0].islower()


def _glued_names(words: str) -> list[int]:
    """Where a name begins right against the position: CHỦ TỊCH QUỐC HỘIVương Đình Huệ."""
    at = next((i for i, sign in enumerate(words) if sign.islower()), 0) - 1
    glued = at > _SHORTEST and words[:at].isupper() and words[at - 2 : at].isalpha() and " " in words[at:]
    return [at] if glued and words[at:].istitle() else []


def _cells(text: str, lines: Sequence[Line]) -> list[Span]:
    """The lines of a tail, rows of two columns taken apart."""
    found: list[Span] = []
    for start, end, _, _ in lines:
        at = start
        for words in text[start:end].split(" | "):
            if bare := words.strip(" |*"):
                offset = at + words.index(bare[0])
                edges = [0, *_glued_names(bare), len(bare)]
                found += [Span(offset + begin, offset + stop) for begin, stop in pairwise(edges)]
            at += len(words) + 3
    return found
