"""A running office for benchmarks: `tuongdong serve` on a free port of this machine, and people who use it by HTTP."""

import contextlib
import http.client
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from servers import free_port

__all__ = ["EMAIL", "PASSWORD", "Office", "Person"]

EMAIL, PASSWORD = "tai@danang.example", "Mat-khau-2026"


class Office:
    """
    The server with its worker, in a process group of its own, so that all of it can be killed at once.

    `database`: its address; SQLite in the home where it is empty.
    """

    def __init__(self, home: Path, database: str = "") -> None:
        self.home, self.database = home, database
        self.env = os.environ | {
            "TUONGDONG_HOME": str(home),
            "TUONGDONG_LOG": "WARNING",
            "TUONGDONG_PASSWORD": PASSWORD,
            "DATABASE_URL": database,
        }
        self.port = free_port()
        self.server: subprocess.Popen[bytes] | None = None
        self.helper: subprocess.Popen[bytes] | None = None

    def tell(self, *words: str) -> str:
        """Runs a command of `tuongdong` in this office."""
        done = subprocess.run(
            [sys.executable, "-m", "tuongdong.cli", *words], env=self.env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-500:])
        return done.stdout

    def _begin(self, *words: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tuongdong.cli", *words]
        with (self.home / "serve.log").open("ab") as log:
            return subprocess.Popen(command, env=self.env, stdout=log, stderr=log, start_new_session=True)

    def start(self) -> None:
        self.server = self._begin("serve", "--port", str(self.port))
        for _ in range(600):
            try:
                if Person(self.port).get("/health")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server did not answer")

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query, as the database itself gives them."""
        if not self.database:
            with contextlib.closing(sqlite3.connect(self.home / "tuongdong.sqlite3", timeout=60)) as lite:
                return lite.execute(query).fetchall()
        import psycopg

        with psycopg.connect(self.database) as link:
            return link.execute(query.encode()).fetchall()

    def kill(self) -> None:
        """kill -9, server and worker."""
        assert self.server is not None
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def start_helper(self) -> None:
        """One more worker, beside that of the server: nobody starts it again."""
        self.helper = self._begin("worker")

    def kill_helper(self) -> None:
        assert self.helper is not None
        self.helper.kill()
        self.helper.wait()

    def kill_worker(self) -> bool:
        """kill -9, the worker alone; the server starts another."""
        assert self.server is not None
        told = subprocess.run(
            ["ps", "-o", "pid=,args=", "-g", str(self.server.pid)], capture_output=True, text=True, check=True
        )
        for line in told.stdout.splitlines():
            if "worker --child" in line:
                os.kill(int(line.split()[0]), signal.SIGKILL)
                return True
        return False

    def stop(self) -> None:
        assert self.server is not None
        self.server.terminate()
        self.server.wait(30)


class Person:
    """Somebody with a browser: one connection, cookies, forms."""

    def __init__(self, port: int) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, str, str]:
        """Status, text and where it sends us."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": kind, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        self.link.request(method, path, body, headers)
        answer = self.link.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer.status, text, answer.headers.get("Location", "")

    def get(self, path: str) -> tuple[int, str, str]:
        return self.ask("GET", path)

    def post(self, path: str, **fields: str) -> tuple[int, str, str]:
        return self.ask("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def send(self, path: str, files: list[tuple[str, bytes]], **fields: str) -> tuple[int, str, str]:
        """A form with files."""
        edge = "edge-of-a-part"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items()
        ]
        for name, data in files:
            head = f'--{edge}\r\nContent-Disposition: form-data; name="uploads"; filename="{name}"\r\n'
            parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + data + b"\r\n")
        parts.append(f"--{edge}--\r\n".encode())
        return self.ask("POST", path, b"".join(parts), f"multipart/form-data; boundary={edge}")

    def sign_in(self, email: str = EMAIL) -> None:
        self.get("/account/login/")
        status, text, _where = self.post("/account/login/", login=email, password=PASSWORD)
        if status != 302:
            raise RuntimeError(f"sign-in: {status} {re.sub('<[^>]+>', ' ', text)[:200]}")
