"""The same tests on PostgreSQL: the body of this folder is run again with DATABASE_URL set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


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
