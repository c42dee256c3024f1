"""
What a provision is for when it is not a policy: scope, subjects, effect, implementation (boilerplate).

Rules as data: the first that fits counts; a heading speaks for all below it.
"""

import re
from typing import Final

from tuongdong.text import fold

__all__ = ["role_of"]

# role: the heading of its article, or None; the words of the provision itself, or None
_ROLES: Final[tuple[tuple[str, str | None, str | None], ...]] = (
    ("scope", r"phạm vi (?:điều chỉnh|áp dụng)", None),
    ("subjects", r"đối tượng áp dụng|đối tượng thực hiện", None),
    ("terms", r"giải thích từ ngữ", None),
    ("effect", r"hiệu lực|điều khoản thi hành", r"có hiệu lực (?:thi hành )?(?:kể )?từ"),
    ("transition", r"chuyển tiếp", None),
    (
        "implementation",
        r"tổ chức thực hiện|trách nhiệm (?:thi hành|tổ chức|thực hiện|hướng dẫn)|điều khoản thi hành",
        r"chịu trách nhiệm thi hành",
    ),
)
# Inside an article of effect or implementation each clause has its own purpose.
_PURPOSES: Final[tuple[tuple[str, str], ...]] = (
    ("repeal", r"^(?:bãi bỏ|thay thế)|(?:bãi bỏ|hết hiệu lực|thay thế (?:nghị|quyết|thông))"),
    (
        "residual",
        r"không (?:được )?quy định (?:tại|trong) (?:nghị|quyết|quy|thông)|các nội dung khác|những nội dung khác",
    ),
    ("precedence", r"quy định khác nhau về cùng một vấn đề|khác với quy định"),
    ("effect", r"có hiệu lực (?:thi hành )?(?:kể )?từ"),
    ("supervision", r"giám sát việc (?:thực hiện|thi hành|triển khai)"),
    ("review", r"sơ kết|tổng kết"),
    ("responsible", r"chịu trách nhiệm (?:tổ chức |hướng dẫn )?(?:thi hành|thực hiện)"),
)
_HEADINGS: Final = tuple((role, re.compile(heading)) for role, heading, _ in _ROLES if heading)
_OWN: Final = tuple((role, re.compile(own)) for role, _, own in _ROLES if own)
_PURPOSE_RES: Final = tuple((purpose, re.compile(pattern)) for purpose, pattern in _PURPOSES)


def role_of(heading: str | None, text: str) -> tuple[str, str]:
    """
    The role that the article's heading gives and the purpose of the words; "" for a policy.

    >>> role_of("Hiệu lực thi hành", "Bãi bỏ Quyết định số 13/2006/QĐ-TTg.")
    ('effect', 'repeal')
    >>> role_of("Bội chi ngân sách", "Mức dư nợ vay không vượt quá 70%.")
    ('', '')
    """
    folded_heading, folded = fold(heading or ""), fold(text)
    role = next((r for r, pattern in _HEADINGS if pattern.search(folded_heading)), "")
    if not role and (not heading or len(folded_heading.split()) > 25):
        role = next((r for r, pattern in _OWN if pattern.search(folded)), "")
    purpose = next((p for p, pattern in _PURPOSE_RES if pattern.search(folded)), "") if role else ""
    return role, purpose
