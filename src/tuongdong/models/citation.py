"""What `cite` gives: whom a document cites, and whom it orders to issue rules."""

from enum import StrEnum

from msgspec import Struct

from tuongdong.models.findings import Span

__all__ = ["Citation", "CitationKind", "Delegation", "DelegationKind", "Mode", "Target", "act_of"]


class CitationKind(StrEnum):
    BASIS = "basis"  # căn cứ
    CITE = "cite"  # viện dẫn
    AMEND = "amend"  # sửa đổi, bổ sung
    REPLACE = "replace"  # thay thế
    REPEAL = "repeal"  # bãi bỏ
    SUSPEND = "suspend"  # đình chỉ, ngưng hiệu lực
    DETAIL = "detail"  # quy định chi tiết


def act_of(kind: str, part: bool) -> str:
    """
    A kind of citation as words name it.

    >>> act_of("repeal", False), act_of("repeal", True)
    ('repeal', 'repeal_part')
    """
    return f"{kind}_part" if part else str(kind)


class Target(Struct, frozen=True, kw_only=True):
    """What a citation points to. Number and name as printed."""

    number: str | None = None
    name: str | None = None
    eid: str | None = None
    self: bool = False
    """The citing document itself."""
    resolved_number: str | None = None
    """What a register says of a name, for the date `as_of`."""
    as_of: str | None = None


class Citation(Struct, frozen=True, kw_only=True, rename={"within": "in"}):
    """A viện dẫn. `within` ("in" in JSON) is an eId, "legal_bases" or "title"."""

    within: str
    text: str
    span: Span
    kind: CitationKind
    target: Target | None
    resolved: bool
    candidates: tuple[Target, ...] = ()
    """What it may mean, when it is not certain."""
    part: bool = False
    """Repealed or replaced in part only, in words that no eId stands for: forms of an annex, "một số điều của"."""

    @property
    def act(self) -> str:
        return act_of(self.kind, self.part)


class DelegationKind(StrEnum):
    DETAIL = "detail"  # quy định chi tiết
    GUIDE = "guide"  # hướng dẫn
    LIST = "list"  # ban hành danh mục
    PROCEDURE = "procedure"  # trình tự, thủ tục


class Mode(StrEnum):
    DUTY = "duty"
    POWER = "power"


class Delegation(Struct, frozen=True, kw_only=True, rename={"within": "in"}):
    """A provision that orders or empowers somebody to issue rules."""

    within: str
    to: str
    text: str
    span: Span
    kind: DelegationKind
    mode: Mode
