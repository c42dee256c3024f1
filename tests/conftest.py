"""What all tests share: the real documents, used in place, and skips that must not happen where everything is required."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REQUIRE_ALL = os.environ.get("TUONGDONG_REQUIRE_ALL") == "1"


def data_folder() -> Path:
    return Path(os.environ.get("TUONGDONG_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def data() -> Path:
    """The real documents (`TUONGDONG_DATA`, or `../shared/data`)."""
    folder = data_folder()
    if not folder.is_dir():
        pytest.skip(f"no real documents at {folder}: set TUONGDONG_DATA")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """With TUONGDONG_REQUIRE_ALL=1 a skipped test is a failed one."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and everything is required: {report.longrepr}"
    return report
