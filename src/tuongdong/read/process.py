"""
Bounds on work that cannot be trusted: programs with a time limit, and processes with a memory limit.

    python -m tuongdong.read.process 2000 soffice --version      runs a program with 2,000 MB at most (not on Windows)
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

__all__ = ["bound_memory", "run_bounded"]


def bound_memory(megabytes: int) -> bool:
    """
    Bounds the memory of this process from now on; False where the system offers no way.

    A program that it starts may have a bound of its own, also a higher one: LibreOffice takes more than a reader of ours.
    """
    if sys.platform == "win32":
        return _bound_by_job(megabytes)
    import resource

    _, highest = resource.getrlimit(resource.RLIMIT_AS)
    limit = megabytes * 1024 * 1024
    limit = limit if highest == resource.RLIM_INFINITY else min(limit, highest)
    resource.setrlimit(resource.RLIMIT_AS, (limit, highest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


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
    kept = [sys.executable, "-m", "tuongdong.read.process", str(megabytes), *command]
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


def _bound_by_job(megabytes: int) -> bool:
    """Windows bounds memory by a job object that the process enters."""
    if sys.platform != "win32":
        return False
    import ctypes

    class Basic(ctypes.Structure):
        _fields_ = [
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", ctypes.c_uint32),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", ctypes.c_uint32),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", ctypes.c_uint32),
            ("SchedulingClass", ctypes.c_uint32),
        ]

    class Extended(ctypes.Structure):
        _fields_ = [
            ("Basic", Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    kernel = ctypes.windll.kernel32
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = Extended()
    limits.Basic.LimitFlags = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
    limits.ProcessMemoryLimit = megabytes * 1024 * 1024
    extended = 9  # JobObjectExtendedLimitInformation
    told = kernel.SetInformationJobObject(job, extended, ctypes.byref(limits), ctypes.sizeof(limits))
    return bool(told and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess())))


if __name__ == "__main__":
    sys.exit(_keep(int(sys.argv[1]), sys.argv[2:]))
