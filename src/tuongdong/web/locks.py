"""Files that a living process holds: the system lets go of them when it dies, however it dies."""

import sys
from pathlib import Path
from typing import BinaryIO

__all__ = ["held_by_none", "hold"]


def hold(path: Path) -> BinaryIO | None:
    """The file, held until it is closed or the process ends; None when another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a+b")
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def held_by_none(path: Path) -> bool:
    """Whether the file is there and its holder is gone."""
    if not path.exists():
        return False
    file = hold(path)
    if file is None:
        return False
    file.close()
    return True
