"""
The example: two resolutions of two invented cities, and an invented report of a visit.

    ours()     the resolution of Mây Ngàn, which learns
    theirs()   the resolution of Bến Sao, its host
    visit()    what a newspaper wrote of the visit

Nothing in them is real; each says so in its first line. The register of localities knows theirs as invented.
"""

from pathlib import Path
from typing import Final

__all__ = ["ours", "theirs", "visit"]

_HERE: Final = Path(__file__).parent


def ours() -> Path:
    return _HERE / "may-ngan.md"


def theirs() -> Path:
    return _HERE / "ben-sao.md"


def visit() -> Path:
    return _HERE / "chuyen-cong-tac.txt"
