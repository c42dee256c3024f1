"""The office from the shell: the first account, a watched folder, backups on both databases."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import pytest
from click.testing import CliRunner

from tuongdong.cli.serve import first_account
from tuongdong.web.people.models import Account, Agency

EMAIL = "an@coquan.example"
TEXT = "HỘI ĐỒNG NHÂN DÂN\nSố: {number}/2025/NQ-HĐND\nNGHỊ QUYẾT\nVề bãi đỗ xe\nĐiều 1. Bãi đỗ xe ngầm\nXây bãi đỗ xe ngầm số {number}.\n"
Tell = Callable[..., str]


def office(home: Path, database: str = "") -> Tell:
    """`tell("user", "list")`: a command of the office in a home, done; what it printed."""
    env = os.environ | {
        "TUONGDONG_HOME": str(home),
        "TUONGDONG_PASSWORD": "Mat-khau-de-thu-2026",
        "DATABASE_URL": database,
    }

    def tell(*words: str) -> str:
        command = [sys.executable, "-m", "tuongdong.cli", *words]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr[-800:]
        return done.stdout

    return tell


def databases(vendor: str, request: pytest.FixtureRequest) -> list[str]:
    """Two empty databases."""
    if vendor == "sqlite":
        return ["", ""]
    import psycopg

    server = urlsplit(request.getfixturevalue("postgresql"))
    names = [f"backup_{os.getpid()}_{at}" for at in ("from", "into")]
    with psycopg.connect(server.geturl(), autocommit=True) as link:
        for name in names:
            link.execute(f"CREATE DATABASE {name}".encode())
    return [server._replace(path=f"/{name}").geturl() for name in names]


def ask(home: Path, database: str, code: str) -> str:
    """What a line of Python prints in an office; `Row`: the tasks of its queue."""
    setup = "from tuongdong.web import office; office.setup(); from django_tasks_db.models import DBTaskResult as Row; "
    env = os.environ | {"TUONGDONG_HOME": str(home), "DATABASE_URL": database}
    done = subprocess.run([sys.executable, "-c", setup + code], env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


TAKEN_UP = "from django.utils.timezone import now; print(Row.objects.update(status='RUNNING', started_at=now(), worker_ids=['w']))"
STATES = "print(*sorted(set(Row.objects.values_list('status', flat=True))))"


@pytest.mark.slow
@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_a_backup_restores_into_another_home(vendor: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    first, second = databases(vendor, request)
    here, there = office(tmp_path / "a", first), office(tmp_path / "b", second)
    file = tmp_path / "van-ban.txt"
    file.write_text(TEXT.format(number=1), encoding="utf-8")
    here("user", "add", EMAIL, "--agency", "Sở Tài chính", "--role", "coordinator")
    here("add", str(file), "--as", EMAIL, "--share")
    assert int(ask(tmp_path / "a", first, TAKEN_UP)) > 0  # a worker is at work when the copy is made
    assert json.loads(here("backup", str(tmp_path / "x.zip"), "--format", "json"))["originals"] == 1
    there("user", "add", "khac@coquan.example", "--agency", "Sở khác")  # what is there is replaced
    assert json.loads(there("restore", str(tmp_path / "x.zip"), "--yes", "--format", "json"))["originals"] == 1
    assert [one["email"] for one in json.loads(there("user", "list", "--format", "json"))["accounts"]] == [EMAIL]
    there("worker", "--once")
    assert ask(tmp_path / "b", second, STATES) == "SUCCESSFUL"
    (hit,) = json.loads(there("search", "bai do xe ngam", "--format", "json"))["hits"]
    assert hit["number"] == "1/2025/NQ-HĐND"
    (original,) = [one for one in (tmp_path / "b" / "originals").rglob("*") if one.is_file()]
    assert original.read_bytes() == file.read_bytes()


def held(home: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(home / "tuongdong.sqlite3") as database:
        return database.execute("SELECT name, status FROM library_upload ORDER BY id").fetchall()


def wait_for(home: Path, count: int) -> list[tuple[str, str]]:
    for _ in range(300):
        if len(held(home)) >= count and held(home)[-1][1] not in ("waiting", "reading"):
            break
        time.sleep(0.1)
    return held(home)


@pytest.mark.slow
def test_a_watched_folder_is_taken_up_once(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "van-ban"
    folder.mkdir()
    office(home)("user", "add", EMAIL, "--agency", "Sở Tài chính")
    code = "from tuongdong.cli import add; add.EVERY = 0.2; from tuongdong.cli import main; main()"
    command = [sys.executable, "-c", code, "add", str(folder), "--as", EMAIL, "--watch"]
    env = os.environ | {"TUONGDONG_HOME": str(home), "DATABASE_URL": ""}
    (folder / "1.txt").write_text(TEXT.format(number=1), encoding="utf-8")
    for turn in range(2):  # stopped and started again, it takes up only what is new
        with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as watcher:
            try:
                assert wait_for(home, 1 + 2 * turn)[0] == ("1.txt", "ready")
                (folder / f"mat-{turn}.txt").write_text(f"MẬT\n{TEXT.format(number=turn)}", encoding="utf-8")
                wait_for(home, 2 + 2 * turn)
                (folder / f"moi-{turn}.txt").write_text(TEXT.format(number=5 + turn), encoding="utf-8")
                wait_for(home, 3 + 2 * turn)
                assert watcher.poll() is None
            finally:
                watcher.kill()
    assert held(home) == [
        ("1.txt", "ready"),
        ("mat-0.txt", "refused"),
        ("moi-0.txt", "ready"),
        ("mat-1.txt", "refused"),
        ("moi-1.txt", "ready"),
    ]


@pytest.mark.slow
def test_sharing_from_the_shell_takes_the_right_to_share(tmp_path: Path) -> None:
    tell = office(tmp_path / "home")
    tell("user", "add", EMAIL, "--agency", "Sở Tài chính", "--role", "specialist")
    file = tmp_path / "a.txt"
    file.write_text(TEXT.format(number=1), encoding="utf-8")
    with pytest.raises(AssertionError, match=EMAIL):
        tell("add", str(file), "--as", EMAIL, "--share")
    assert json.loads(tell("add", str(file), "--as", EMAIL, "--format", "json"))["ready"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("there", [True, False])
def test_the_first_start_asks_for_the_first_account(monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    monkeypatch.setattr(click.testing._NamedTextIOWrapper, "isatty", lambda _: there)
    typed = "An@coquan.example\nLê Văn An\nSở Tài chính\nMat-khau-2026\nMat-khau-2026\n"
    done = CliRunner().invoke(click.command()(first_account), input=typed)
    assert done.exit_code == 0, done.output
    assert "Mat-khau" not in done.output
    if not there:  # nobody to answer: the command that makes one is told
        assert "tuongdong user add" in done.output
        assert not Account.objects.exists()
        return
    account: Any = Account.objects.get()
    assert (account.email, account.is_superuser) == ("an@coquan.example", True)
    assert account.check_password("Mat-khau-2026")
    assert set(account.memberships.values_list("agency__name", "role")) == {
        (Agency.objects.get().name, role) for role in ("administrator", "coordinator")
    }
    again = CliRunner().invoke(click.command()(first_account), input=typed)
    assert again.output == ""
