"""
A document's title to its subject: what it is about, without what it does, where, for when, and whose business it is.

    "Về việc công bố danh mục thủ tục hành chính lĩnh vực báo chí, xuất bản thuộc thẩm quyền của Sở ..."  ->  "báo chí, xuất bản"
    "Ban hành Quy chế quản lý hệ thống thư điện tử trên địa bàn tỉnh Nghệ An"                  ->  "quản lý hệ thống thư điện tử"

Lists of procedures, plans and repeals begin and end alike whatever they are about; compared whole, their titles would all be
one topic.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tuongdong.terms import localities
from tuongdong.text import fold

__all__ = ["subject_of"]


def _re(pattern: str) -> re.Pattern[str]:
    """A pattern for folded text in which what was cut has left spaces."""
    return re.compile(pattern.replace(" ", " +").replace("~", " *"))


_BODY: Final = r"(?:(?:chủ tịch )?(?:ủy ban nhân dân|ubnd)|hội đồng nhân dân|hđnd|(?:ủy ban thường vụ )?quốc hội|(?:thủ tướng )?chính phủ)"
_CITED: Final = (
    # (nay là thành phố Huế)
    _re(r"\(nay [^()]{0,80}\)"),
    # điểm b khoản 2 Điều 29
    _re(r"\b(?:(?:điểm|khoản|điều) (?:\d[\d.]*[a-zđ]?|[a-zđ])(?!\w),? )+"),
    # ngày 28 tháng 02 năm 2025; ngày 23/12/2019
    _re(r"\bngày \d+(?:[/-]\d+[/-]\d+| (?:tháng|ngày) \d+ năm \d+)"),
    # (Quyết định) số 22/2025/QĐ-UBND; 202/2025/QH15
    _re(r"\b(?:số )?\d+/[\w/-]+"),
    # của Ủy ban nhân dân tỉnh; do UBND tỉnh, UBND thành phố ban hành
    _re(rf"(?:\b(?:của|do|và)|,) {_BODY}(?: (?:tỉnh|thành phố)(?!\w))?(?: ban hành)?"),
    # giai đoạn 2026 - 2030, tầm nhìn đến năm 2045; 03 năm 2026 - 2028; năm học 2025 - 2026; và những năm tiếp theo
    _re(
        r"\b(?:và )?(?:giai đoạn|nhiệm kỳ|tầm nhìn|đợt|(?:từ |đến |tới |\d\d )?năm(?: học)?|những năm)(?: (?:đến năm|tiếp theo|\d+(?! ?%)|[-–])(?!\w))+"
    ),
    # 12 thủ tục
    _re(r"(?<!\w)\d[\d.,/-]*(?!\w)"),
)
_DOES: Final = "|".join(
    [
        r"về việc|v/v|về",
        # được sửa đổi, bổ sung một số điều của; mới ban hành; bị bãi bỏ toàn bộ
        r"(?:được |bị )?(?:mới ban hành|ban hành mới|sửa đổi, bổ sung|sửa đổi|bổ sung|thay thế|bãi bỏ)(?: toàn bộ)?",
        r"(?:một số|các) (?:điều|nội dung)(?: của)?|một số|nội dung|dự thảo",
        r"công bố|phê duyệt|thông qua|áp dụng|ban hành(?: kèm theo)?|quy định(?: chi tiết)?|chi tiết|biện pháp thi hành",
        r"tổ chức thực hiện|triển khai|thực hiện|thi hành|thí điểm",
        r"(?:các )?(?:nghị quyết|nghị định|quyết định|chỉ thị|thông tư|luật|văn bản quy phạm pháp luật)|quy chế(?: phối hợp)?|kế hoạch",
        # danh mục và quy trình nội bộ, quy trình điện tử (trong) giải quyết thủ tục hành chính nội bộ; TTHC cấp xã
        r"danh mục|quy trình (?:nội bộ|điện tử)|quy trình(?= thủ tục)|phương án đơn giản hóa|chuẩn hóa",
        r"(?:trong )?(?:giải quyết )?(?:thủ tục hành(?: chính)?|tthc)(?: nội bộ)?(?: cấp (?:tỉnh|xã))?",
        r"theo cơ chế một cửa(?: liên thông)?|trong hệ thống hành chính nhà nước",
        r"(?:trong |từ )?(?:các |một số )?lĩnh vực",
    ]
)
# what a title does, from its beginning on, and again behind a conjunction
_DOING: Final = (
    _re(rf"(?:^|(?<=[,;])|(?<=\bvà)|(?<=\bhoặc))[\s,;]*(?:(?:{_DOES})(?!\w)[\s,;]*(?:(?:và|hoặc)(?!\w)[\s,;]*)?)+"),
)
_SCOPE: Final = r"[^;()]*?(?=$|[;()]|không phụ thuộc|trên địa bàn|áp dụng)"
_WHOSE: Final = (
    # thuộc thẩm quyền giải quyết của; thuộc phạm vi, chức năng quản lý nhà nước của
    _re(
        r"\bthuộc (?:thẩm quyền|phạm vi|trách nhiệm)(?:,? (?:thẩm quyền|phạm vi|chức năng|giải quyết|quản lý|nhà nước)(?!\w))*(?: của(?!\w))?"
    ),
    # trên địa bàn tỉnh; trong phạm vi cấp tỉnh; trong phạm vi toàn tỉnh
    _re(
        r"\b(?:trên|thuộc) địa bàn(?: toàn)?(?: (?:tỉnh|thành phố)(?!\w))?|\btrong phạm vi (?:cấp |toàn )?(?:tỉnh|thành phố)(?!\w)"
    ),
)
# ban hành kèm theo Quyết định (số ...)
_ATTACHED: Final = _re(r"\bban hành (?:kèm )?theo(?: (?:nghị quyết|quyết định))?(?!\w)")
# ... of a department and what follows; của các cơ quan, tổ chức, đơn vị; trong các cơ quan hành chính nhà nước
_OWNERS: Final = (
    _re(rf"{_WHOSE[0].pattern}{_SCOPE}"),
    _re(rf"\b(?:của|trong|tại) (?:các )?cơ quan{_SCOPE}"),
)
# và trong ...; , về: words that join, left over at the ends
_JOINS: Final = r"(?:và|hoặc|về việc|v/v|về|trong|của|các|cho|đối với|tại|thuộc|áp dụng|thực hiện|một số|từ|bằng)(?!\w)"
_ENDS_RE: Final = re.compile(rf"^(?:[\s,;:.()–-]|{_JOINS})+|(?:[\s,;:.()–-]|\b{_JOINS})+$", re.I)
# "; và ;", "và và": what stands where something between conjunctions was cut
_LEFT_RE: Final = re.compile(r" ?[,;](?: ?[,;])+| [,;]|(?: ?[,;])*(?P<join> và| hoặc)(?: và| hoặc|(?: ?[,;])+)+(?!\w)")
_WORD_RE: Final = re.compile(r"[^\W\d_]+")
_LEAST: Final = 2
"""Syllables of a subject."""
_MOST: Final = 1000
"""Letters of a title that are looked at."""


def subject_of(title: str, own: Sequence[str] = ()) -> str:
    """
    The words of a title that say what the document is about; "" of an empty title.

    Of a title that says nothing else, what it does ("bãi bỏ Quyết định"). `own` are the localities it governs.

    >>> subject_of("Quy định mức chuẩn trợ giúp xã hội trên địa bàn tỉnh Vĩnh Long năm 2025")
    'mức chuẩn trợ giúp xã hội'
    >>> subject_of("Về việc bãi bỏ Quyết định số 22/2025/QĐ-UBND ngày 28 tháng 02 năm 2025")
    'bãi bỏ Quyết định'
    """
    title = " ".join(title.split())[:_MOST]
    folded = fold(title)
    if len(folded) != len(title):
        title = folded
    shown = folded if title.upper() == title else title
    where = (*_places(tuple(own)), *_CITED, _ATTACHED)
    for cuts in ((*where, *_OWNERS, *_WHOSE, *_DOING), (*where, *_WHOSE, *_DOING), where):
        if len(_WORD_RE.findall(subject := _without(folded, shown, cuts))) >= _LEAST:
            return subject
    return " ".join(shown.split())


def _without(folded: str, shown: str, cuts: Sequence[re.Pattern[str]]) -> str:
    """What is left of a title, as it is shown."""
    for pattern in cuts:
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    # what was cut between two words leaves one space
    kept = "".join(a if b != " " else " " for a, b in zip(shown, folded, strict=True))
    kept = _LEFT_RE.sub(lambda match: match["join"] or ",", " ".join(kept.split()))
    return _ENDS_RE.sub("", kept)


@lru_cache(maxsize=256)
def _places(own: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """tỉnh Quảng Nam, TP. Hồ Chí Minh (cũ); the own localities with or without their kind."""
    known = {fold(spelling) for one in localities() for spelling in (one.name, *one.spellings)}
    names = "|".join(re.escape(name) for name in sorted(known, key=lambda name: (-len(name), name)))
    bare = {fold(name).removeprefix("thành phố ") for name in own} - {"hồ chí minh"}
    mine = "|".join(re.escape(name) for name in sorted(bare, key=lambda name: (-len(name), name)))
    kind = r"(?:tỉnh|thành phố|tp\.?|thủ đô) "
    return (_re(rf"\b(?:{kind}(?:{names}){'|' + mine if mine else ''})(?!\w)(?: \(cũ\))?"),)
