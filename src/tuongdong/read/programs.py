"""
Other programs, with limits of time and memory.

    python -m tuongdong.read.programs 2000 soffice --version      runs a program with 2,000 MB at most (not on Windows)
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

from tuongdong.read.memory import bound_memory

__all__ = ["run_bounded"]


def run_bounded(
    commands: Sequence[Sequence[str]], seconds: float, megabytes: int, temporary: Path | None = None
) -> bool:
    """
    Runs programs side by side, without input and with their output thrown away; whether all ended well in time. What they
    leave for a while they leave in `temporary`.

    At the time limit, or when this is interrupted or its process ends however, they are ended with everything that they
    started.
    """
    deadline = time.monotonic() + seconds
    begun: list[subprocess.Popen[bytes]] = []
    theirs, ours = os.pipe()  # closes with us
    try:
        begun += (_begin(command, megabytes, theirs, temporary) for command in commands)
        codes = [one.wait(max(0.0, deadline - time.monotonic())) for one in begun]
        return not any(codes)
    except (subprocess.TimeoutExpired, OSError):
        return False
    finally:
        for one in begun:
            _end(one)
        os.close(theirs)
        os.close(ours)


def _begin(command: Sequence[str], megabytes: int, held: int, temporary: Path | None) -> subprocess.Popen[bytes]:
    if sys.platform == "win32":
        return subprocess.Popen(command, stdin=-3, stdout=-3, stderr=-3)  # -3: DEVNULL  # noqa: S603 - a fixed program
    kept = [sys.executable, "-m", "tuongdong.read.programs", str(megabytes), *command]
    known = os.environ if temporary is None else {**os.environ, "TMPDIR": str(temporary)}
    return subprocess.Popen(kept, stdin=held, stdout=-3, stderr=-3, start_new_session=True, env=known)  # noqa: S603 - as above


def _keep(megabytes: int, command: Sequence[str]) -> int:
    """
    The life of a program's keeper: runs it within a bound of memory, and ends it, itself and all that they started when
    whoever began it is gone, which closes its standard input.
    """
    bound_memory(megabytes)
    begun = subprocess.Popen(command, stdin=-3, stdout=-3, stderr=-3)  # noqa: S603 - the program that the caller named
    Thread(target=_end_with_input, daemon=True).start()
    return begun.wait()


def _end_with_input() -> None:
    while os.read(0, 1):
        pass
    if sys.platform != "win32":
        os.killpg(0, signal.SIGKILL)


def _end(begun: subprocess.Popen[bytes]) -> None:
    """Ends a program and its children, if any are left."""
    if sys.platform == "win32":
        if begun.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(begun.pid)], check=False, capture_output=True)  # noqa: S603, S607 - Windows' own
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(begun.pid, signal.SIGKILL)
    begun.wait()


if __name__ == "__main__":
    sys.exit(_keep(int(sys.argv[1]), sys.argv[2:]))
