"""
Servers of this machine for benchmarks and tests.

    free_port()     a port for one of ours
    postgresql()    a PostgreSQL of the machine's own binaries, which ends with all that it holds
"""

import contextlib
import os
import random
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["free_port", "has_postgresql", "postgresql"]


def free_port() -> int:
    """
    A port that nobody listens on, below those that the system itself gives to connections: what is free now stays free.

    At random, so that two who ask at the same time do not get the same one.
    """
    for port in random.sample(range(20_000, 30_000), 100):
        with socket.socket() as one, contextlib.suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    return found[-1] if found else Path(path).parent if (path := shutil.which("initdb")) else None


def has_postgresql() -> bool:
    return _binaries() is not None


def _run(program: str, *arguments: str) -> None:
    """As the user postgres where we are root: PostgreSQL refuses to be run by root."""
    folder = _binaries()
    if folder is None:
        raise RuntimeError("PostgreSQL is not installed")
    prefix = ["runuser", "-u", "postgres", "--"] if os.name == "posix" and os.geteuid() == 0 else []
    subprocess.run([*prefix, str(folder / program), *arguments], check=True, capture_output=True, timeout=120)


@contextlib.contextmanager
def postgresql(*, lasting: bool = True) -> Iterator[str]:
    """The address of a server that may be written to. Without `lasting` nothing waits for the disk: for tests."""
    with tempfile.TemporaryDirectory(prefix="tuongdong-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o777)
        data, port = f"{folder}/data", free_port()
        _run("initdb", "-D", data, "-U", "tuongdong", "-A", "trust", "-E", "UTF8", *([] if lasting else ["--no-sync"]))
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        if not lasting:
            options += " -c fsync=off -c full_page_writes=off"
        _run("pg_ctl", "-D", data, "-w", "-o", options, "-l", f"{folder}/log", "start")
        try:
            yield f"postgresql://tuongdong@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "stop")
