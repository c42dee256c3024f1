"""The two servers: gunicorn, and waitress as on Windows, where gunicorn does not run."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

SERVE = "from tuongdong.web import office; office.prepare(); office.{name}('127.0.0.1', {port})"


@pytest.mark.parametrize("name", ["_serve_waitress", "_serve_gunicorn"])
def test_both_servers_answer_and_know_https_in_front(tmp_path: Path, name: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
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
