"""
Where data and caches live, and the limits of reading, which may be set from the environment; how a process collects garbage.

    TUONGDONG_HOME      data and caches          (default: the user's data folder)
    TUONGDONG_LANG      vi or en                 (default: vi)
    TUONGDONG_MAX_MB    the largest file read    (default: 100)
"""

import gc
import math
import os
import sys
from pathlib import Path

from tuongdong.errors import TuongdongError

__all__ = ["collect_seldom", "home", "language", "max_file_bytes", "positive"]


def collect_seldom() -> None:
    """
    For processes that read documents: many small values and few cycles. A tenth of their time was the collector's; and
    what is loaded by now is not looked through at the end, which took 40 ms.
    """
    gc.set_threshold(100_000, 20, 20)
    gc.freeze()


def home() -> Path:
    """The folder for data and caches; not created here."""
    if chosen := os.environ.get("TUONGDONG_HOME"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "tuongdong"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "tuongdong"


def language() -> str:
    return "en" if os.environ.get("TUONGDONG_LANG", "vi").lower().startswith("en") else "vi"


def max_file_bytes() -> int:
    return int(positive("TUONGDONG_MAX_MB", 100) * 1024 * 1024)


def positive(name: str, default: float) -> float:
    """A number above 0 from the environment. TuongdongError when it is set to something else."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < math.inf:
        raise TuongdongError("setting_not_positive", name=name, value=value)
    return number
