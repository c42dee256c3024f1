"""
The same tests on PostgreSQL: the body of this folder is run again with DATABASE_URL set.

The server is `TEST_DATABASE_URL`, or one started here from the machine's own binaries, on a socket and port of its own.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    return found[-1] if found else Path(path).parent if (path := shutil.which("initdb")) else None


def _run(command: list[str]) -> None:
    """As the user postgres where we are root: PostgreSQL refuses to be run by root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.name == "posix" and os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server that may be written to."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL: install it, or set TEST_DATABASE_URL")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="tuongdong-pg-") as folder:
        Path(folder).chmod(0o777)
        data = f"{folder}/data"
        _run([str(binaries / "initdb"), "-D", data, "-U", "tuongdong", "-A", "trust", "-E", "UTF8", "--no-sync"])
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
        _run([str(binaries / "pg_ctl"), "-D", data, "-w", "-o", options, "-l", f"{folder}/log", "start"])
        try:
            yield f"postgresql://tuongdong@127.0.0.1:{port}/postgres"
        finally:
            _run([str(binaries / "pg_ctl"), "-D", data, "-m", "immediate", "stop"])


@pytest.mark.slow
@pytest.mark.timeout(1600)
def test_the_same_body_on_postgresql(postgresql: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", str(HERE), "-x", "-m", "not browser and not slow", "--durations=8"],
        env=os.environ | {"DATABASE_URL": postgresql},
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
        timeout=1500,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
