"""Whether what a body issued answers an order to another, or to itself under another name."""

from tuongdong.measure import authorities
from tuongdong.text import fold

__all__ = ["answers"]

# Who signs for whom: an order to the chairman is answered by the committee's decision.
_SAME = {
    "committee_chairman": "people_committee",
    "council_standing": "people_council",
    "council_chairman": "people_council",
}


def answers(to: str, issuer: str | None) -> bool:
    """
    Whether the issuer of a document is (one of) the bodies that an order goes to; yes where the issuer is not known.

    >>> answers("Hội đồng nhân dân, Ủy ban nhân dân Thành phố", "Ủy ban nhân dân thành phố Đà Nẵng")
    True
    >>> answers("Ủy ban nhân dân quận", "Chính phủ"), answers("Bộ trưởng Bộ Tài chính", "Bộ Tài chính")
    (False, True)
    """
    if issuer is None:
        return True
    return any(
        body == other and (not level or not other_level or level == other_level)
        for body, level in _bodies(to)
        for other, other_level in _bodies(issuer)
    )


def _bodies(words: str) -> list[tuple[str, str]]:
    """The bodies that words name, each with its level; a ministry by its name, one that is not known by its words."""
    folded = " ".join(fold(words).split()).replace("bộ trưởng bộ", "bộ")
    found = [
        (one.text if one.body == "ministry" else _SAME.get(one.body, one.body), one.level)
        for one in authorities(folded)
    ]
    return found or [(folded, "")]
