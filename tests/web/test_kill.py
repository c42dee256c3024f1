"""The kill benchmark, one round of it: `make kill` does ten."""

import subprocess
import sys
from pathlib import Path

import pytest

from servers import has_postgresql

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_was_acknowledged_stands_when_worker_and_server_are_killed(database: str) -> None:
    if database == "postgresql" and not has_postgresql():
        pytest.skip("no PostgreSQL: install it")
    command = [sys.executable, str(ROOT / "benchmarks" / "kill.py"), "--rounds", "1"]
    command += ["--postgresql"] if database == "postgresql" else []
    done = subprocess.run(command, capture_output=True, text=True, timeout=880, check=False)
    assert done.returncode == 0, done.stdout[-2500:] + done.stderr[-1500:]
    assert "all there; the backup restores" in done.stdout
