"""The kill benchmark, one round of it: `make kill` does ten."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_what_was_acknowledged_stands_when_worker_and_server_are_killed() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "kill.py"), "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr[-1500:]
    assert "all there; the backup restores" in done.stdout
