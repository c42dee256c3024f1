"""The two servers: gunicorn, and waitress as on Windows, where gunicorn does not run."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from servers import free_port

SERVE = "from tuongdong.web import office; office.prepare(); office.{name}('127.0.0.1', {port})"


@pytest.mark.parametrize("name", ["_serve_waitress", "_serve_gunicorn"])
def test_both_servers_answer_and_know_https_in_front(tmp_path: Path, name: str) -> None:
    port = free_port()
    env = os.environ | {"TUONGDONG_HOME": str(tmp_path), "TUONGDONG_HTTPS": "1", "TUONGDONG_LOG": "ERROR"}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", SERVE.format(name=name, port=port)]
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as server:
        try:
            asked = urllib.request.Request(
                f"http://127.0.0.1:{port}/account/login/", headers={"X-Forwarded-Proto": "https"}
            )
            answer = _ask(asked, server)
            assert answer.headers["Strict-Transport-Security"]
            assert "Secure" in answer.headers["Set-Cookie"]
            assert "waitress" not in (answer.headers["Server"] or "")
        finally:
            server.terminate()
            server.wait(30)


@pytest.mark.slow
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_ends_quietly_and_leaves_nothing(tmp_path: Path, by: signal.Signals) -> None:
    port = free_port()
    env = os.environ | {"TMPDIR": str(tmp_path), "TUONGDONG_LOG": "WARNING"}
    for name in ("TUONGDONG_HOME", "DATABASE_URL"):
        env.pop(name, None)
    command = [sys.executable, "-m", "tuongdong.cli", "demo", "--serve", "--port", str(port)]
    log = tmp_path / "log"
    with (
        log.open("wb") as told,
        subprocess.Popen(command, env=env, stdout=told, stderr=told, start_new_session=True) as server,
    ):
        _ask(urllib.request.Request(f"http://127.0.0.1:{port}/account/login/"), server)
        time.sleep(2)  # the worker is up, too
        os.killpg(server.pid, by)  # as a terminal sends Ctrl+C, and a service manager its end: to all at once
        server.wait(30)
    words = log.read_text(encoding="utf-8")
    assert "Mật khẩu: " in words
    assert not [word for word in ("Fatal", "Traceback", "Lỗi", "started again") if word in words], words
    assert [one.name for one in tmp_path.iterdir() if one.name != "log"] == []


def _ask(asked: urllib.request.Request, server: "subprocess.Popen[bytes]") -> Any:
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            answer: Any = urllib.request.urlopen(asked, timeout=10)
        except OSError:
            time.sleep(0.2)
            continue
        assert answer.status == 200
        return answer
    raise AssertionError("the server did not answer")
