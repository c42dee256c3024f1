"""
Lines of a report, minutes or notice with their place in it: what is head, opening, section, item, tail.

A notice has sections (I. ĐÁNH GIÁ CHUNG) that say what their items are: assessment, tasks or petitions. A report has none.
"""

import re
from typing import Final, NamedTuple

from tuongdong.extract.vocabulary import words
from tuongdong.models import Span
from tuongdong.text import fold

__all__ = ["CLOSING_RE", "DASH", "Line", "Outline", "outline"]


class Line(NamedTuple):
    """`depth`: 0 a paragraph, 1 I., 2 1., 3 1.1, 4 a) or (1), 5 a dash, 6 a plus. `start` is behind the label."""

    span: Span
    start: int
    depth: int
    role: str
    """head, opening, attendance, talk, assessment, tasks, petitions, row, body (a report's), closing."""


class Outline(NamedTuple):
    genre: str
    """report, minutes, notice; dispatch (công điện), letter (công văn), directive (chỉ thị, kế hoạch); other."""
    title: str | None
    lines: tuple[Line, ...]

    @property
    def meets(self) -> bool:
        """Whether it tells of a meeting; what only gives orders does not."""
        return self.genre in ("report", "minutes", "notice")

    def of(self, *roles: str) -> list[Line]:
        return [line for line in self.lines if line.role in roles]


_LABELS: Final = (
    (
        1,
        re.compile(r"(?!V/[Vv])(?:[IVX]+|[A-H])(?:[./] ?|[-–] )(?=\S)|Phần (?:thứ )?[IVX\w]+[.:] "),
    ),  # II. MỘT SỐ NHIỆM VỤ
    (3, re.compile(r"\d{1,2}(?:\.\d{1,2})+(?:\. ?|[-–] )(?=\D)")),  # 2.1. Trách nhiệm chung
    (
        2,
        re.compile(r"\d{1,2}(?:\. ?|[-–] )(?=\D)|Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)[,:] "),
    ),  # 1. Rà soát; Thứ nhất, các bộ
    (4, re.compile(r"[a-zđ]\) |\(\d{1,2}\) ?|\d\) ")),  # a) Yêu cầu; (1) Huy động
    (5, re.compile(r"[-–•*] ?(?=\S)")),  # - Tiếp tục rà soát
    (6, re.compile(r"\+ ?(?=\S)")),  # + Hướng dẫn áp dụng
)
DASH: Final = 5
_TAIL_RE: Final = re.compile(r"Nơi nhận\b|(?:TM|KT|TL|TUQ|Q)\. ")
# Trên đây là kết luận của ...; Văn phòng Chính phủ xin thông báo để các bộ biết; Biên bản được lập thành 02 bản
CLOSING_RE: Final = re.compile(
    r"(?:Trên đây là|[^.;:]{3,60} (?:xin )?(?:trân trọng )?thông báo (?:để|đến|cho|ý kiến|kết luận|nội dung)"
    r"|[^.;:]{3,60} (?:xin )?trân trọng thông báo|(?:Buổi làm việc|Cuộc họp|Hội nghị|Biên bản).{0,80}(?:kết thúc|lập thành))"
)
# the number says it, too, where a scan spoilt the word: Số: 163/TB-VPCP
_NOTICE_RE: Final = re.compile(
    r"^(?:THÔNG BÁO|Thông báo)$|^THÔNG BÁO [Kkl]|^THÔNG BÁO KẾT LUẬN|^KẾT LUẬN\b|^Số:? ?\d+/TB-", re.M
)
# a notice of anything else (a prize, a closed road) is no record of a meeting
_CONCLUSION_RE: Final = re.compile(
    r"KẾT LUẬN|(?<!\w)[Kk]ết luận (?:của|như sau|tại|cuộc họp|buổi|hội nghị)|Ý KIẾN CHỈ ĐẠO|ý kiến chỉ đạo"
)
_MINUTES_RE: Final = re.compile(r"^BIÊN BẢN\b", re.M)
_DISPATCH_RE: Final = re.compile(r"^CÔNG ĐIỆN\b|^Số:? ?\d+/CĐ-", re.M)
# Số: 11299/VPCP-KGVX, below it V/v ...; or Kính gửi: ...
_LETTER_RE: Final = re.compile(r"^(?:V/[Vv] |Kính gửi:)", re.M)
_PLAN_RE: Final = re.compile(r"^(?:KẾ HOẠCH|CÔNG ĐIỆN|CHỈ THỊ|CHƯƠNG TRÌNH|NGHỊ QUYẾT|QUYẾT ĐỊNH)\b", re.M)
# a document with articles makes rules; it tells of no meeting
_ARTICLES_RE: Final = re.compile(r"^Điều \d+[a-zđ]?[.:]", re.M)
_CONCLUDES_RE: Final = re.compile(
    r"(?:đã )?(?:kết luận|có ý kiến|chỉ đạo|thống nhất|yêu cầu|đề nghị|giao)[^.;]{0,60}(?:như sau|sau đây|sau)? ?:$"
)


def outline(text: str) -> Outline:
    """Each line with its role, and what kind of text it is."""
    raw = _raw_lines(text)
    genre = _genre(text)
    if genre == "other":
        return Outline(genre, _official_title(text, raw)[1], ())
    if genre == "report":
        return Outline(genre, _report_title(text, raw), tuple(_report_roles(text, raw)))
    title_end, title = _official_title(text, raw)
    return Outline(genre, title, tuple(_official_roles(text, raw, title_end, genre)))


def _raw_lines(text: str) -> list[Line]:
    lines, at = [], 0
    for words_ in text.split("\n"):
        if words_.strip():
            depth, start = _label(words_)
            lines.append(Line(Span(at, at + len(words_)), at + start, depth, "body"))
        at += len(words_) + 1
    return lines


def _label(line: str) -> tuple[int, int]:
    for depth, pattern in _LABELS:
        if (match := pattern.match(line)) and not (depth == 1 and line[:2] in ("A ", "Đ ")):
            return depth, match.end()
    return 0, 0


def _genre(text: str) -> str:
    head = text[:1500]
    if _MINUTES_RE.search(head):
        return "minutes"
    if _NOTICE_RE.search(head):
        return "notice" if _CONCLUSION_RE.search(text[:4000]) else "other"
    if _ARTICLES_RE.search(text):
        return "other"
    if _DISPATCH_RE.search(head):
        return "dispatch"
    if _PLAN_RE.search(head):
        return "directive"
    return "letter" if re.search(r"^Số:? ", head, re.M) or _LETTER_RE.search(head) else "report"


def _report_title(text: str, lines: list[Line]) -> str | None:
    """The first line that is a sentence of its own: not a rubric ("Chính trị"), not a note in brackets."""
    for line in lines[:4]:
        words_ = line.span.of(text)
        if len(words_) >= 250:
            return None
        if not words_.startswith("[") and len(words_.split()) > 4 and not words_.rstrip().endswith("."):
            return words_
    return None


def _report_roles(text: str, lines: list[Line]) -> list[Line]:
    title = _report_title(text, lines)
    done = []
    for line in lines:
        words_ = line.span.of(text)
        caption = words_.endswith("|") or re.match(r"(?:Ảnh|Quang cảnh|Trong ảnh)\b", words_)
        note = words_.startswith("[") and words_.endswith("]")
        short = len(words_.split()) <= 4 and not words_.endswith(".")
        role = "caption" if caption else "head" if note or short or words_ == title else "body"
        done.append(line._replace(role=role))
    return done


def _official_title(text: str, lines: list[Line]) -> tuple[int, str | None]:
    """Where the head ends, and the title below the doctype."""
    for at, line in enumerate(lines[:25]):
        if re.match(
            r"(?:THÔNG BÁO|BIÊN BẢN|KẾ HOẠCH|CÔNG ĐIỆN|CHỈ THỊ|CHƯƠNG TRÌNH|NGHỊ QUYẾT|QUYẾT ĐỊNH)\b",
            line.span.of(text),
        ):
            until = at + 1
            while until < len(lines) and until - at <= 6 and _is_title(lines[until].span.of(text)):
                until += 1
            words_ = " ".join(one.span.of(text) for one in lines[at + 1 : until]).strip(" .*")
            own = re.sub(r"^(?:THÔNG BÁO|BIÊN BẢN|KẾ HOẠCH)\s*", "", line.span.of(text))
            return until, words_ or own or None
    return _letter_title(text, lines)


def _letter_title(text: str, lines: list[Line]) -> tuple[int, str | None]:
    """Of a letter, the subject under its number: V/v thành lập mạng lưới quan trắc."""
    for at, line in enumerate(lines[:15]):
        if match := re.search(r"(?:^|/\S+ )V/[Vv]:? (?P<subject>.+)$", line.span.of(text)):
            return at + 1, match["subject"].strip(" .")
    return 0, None


# THỦ TƯỚNG CHÍNH PHỦ điện: ; Kính gửi: : whom an order goes to stands below, a dash each
_ADDRESSED_RE: Final = re.compile(r"(?:[A-ZĐÀ-Ỹ ,]+ điện|Kính gửi) ?:")
# Kết luận của Chủ tịch UBND tỉnh tại buổi làm việc với ...; Về việc ...; Làm việc, trao đổi kinh nghiệm; and how an opening begins
_TITLE_RE: Final = re.compile(
    r"(?:Kết luận|Ý kiến|Giữa|Trao đổi|Thảo luận|Về|V/v|Làm việc|Họp|Cuộc họp|Buổi làm việc|Hội nghị|tại|về|của)\b"
)
_OPENS_RE: Final = re.compile(r"(?:Về|Tại) (?:[^,]{0,60}, )?(?:ngày|sáng|chiều)|[^\n]*[:;]$")


def _is_title(line: str) -> bool:
    """A line in capitals, or one that is no sentence and begins as titles do."""
    if line.upper() == line:
        return any(c.isalpha() for c in line) and not _LABELS[0][1].match(line)
    return (
        _TITLE_RE.match(line) is not None and len(line) < 300 and not line.endswith(".") and not _OPENS_RE.match(line)
    )


def _official_roles(text: str, lines: list[Line], title_end: int, genre: str) -> list[Line]:
    done = [line._replace(role="head") for line in lines[:title_end]]
    minutes = genre == "minutes"
    kind = {"minutes": "minutes_roles", "directive": "plan_roles"}.get(genre, "roles")
    role, sectioned, addressed = "opening", any(line.depth == 1 for line in lines[title_end:]), False
    # minutes are often numbered from 1. on, with no I. above
    sections = 2 if minutes and not sectioned else 1
    for at, line in enumerate(lines[title_end:], start=title_end):
        words_ = line.span.of(text)
        if _TAIL_RE.match(words_) or role == "tail":
            role = "tail"
        elif line.depth == 1 and minutes and role == "attendance" and not _named_role(kind, words_):
            pass  # I. Sở Y tế tỉnh Lạng Sơn, below B. THÀNH PHẦN: a side, not a section
        elif line.depth == sections and (sections == 1 or _named_role(kind, words_)):
            role = _section_role(kind, words_, role)
            told = re.compile(r"[^:\n]{3,60}: (?=\S)").match(text, line.start, line.span.end) if minutes else None
            # 1. Thời gian, địa điểm: 8 giờ ngày 5/6/2024 tại ...: a heading that tells at once
            done.append(line._replace(role=role, start=told.end()) if told else line._replace(role="heading"))
            continue
        elif line.depth == 0 and role != "opening" and CLOSING_RE.match(words_):
            role = "closing"
        elif role == "opening" and addressed and line.depth == DASH:
            pass
        elif role == "opening" and not sectioned and line.depth:
            role = "tasks"
        done.append(line._replace(role=role))
        addressed = role == "opening" and (line.depth == DASH if addressed else bool(_ADDRESSED_RE.match(words_)))
        if role == "opening" and not sectioned and _CONCLUDES_RE.search(words_) and at + 1 < len(lines):
            role = "tasks"
    return done


def _section_role(kind: str, heading: str, before: str) -> str:
    if named := _named_role(kind, heading):
        return named
    if kind == "plan_roles":
        return "tasks"
    return "tasks" if before in ("tasks", "petitions") else "talk" if kind == "minutes_roles" else "assessment"


def _named_role(kind: str, heading: str) -> str | None:
    """The role whose word comes first: "ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN NHIỆM VỤ" assesses."""
    folded = fold(heading[:120])
    named = [
        (folded.find(fold(term)), order, str(role))
        for order, (role, terms) in enumerate(words(kind).items())
        for term in terms
        if fold(term) in folded
    ]
    return min(named)[2] if named else None
