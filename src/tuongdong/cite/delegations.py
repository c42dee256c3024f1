"""Delegations."""

from tuongdong.models import Delegation, Document

__all__ = ["find_delegations"]


def find_delegations(document: Document) -> tuple[Delegation, ...]:
    """None yet."""
    del document
    return ()
