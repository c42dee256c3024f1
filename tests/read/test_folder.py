"""The files of a folder: links do not lead out of it, and what is left out is told with the reason."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from making import docx, p

from tuongdong.errors import TuongdongError
from tuongdong.read import read
from tuongdong.read.batch import read_many
from tuongdong.read.folder import files_below
from tuongdong.settings import max_file_bytes

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def listed(folder: Path) -> dict[str, str]:
    """By name, why a file is not to be read."""
    return {one.name: one.error.code if one.error else "" for one in files_below(folder)}


def test_readable_files_in_order_without_hidden_ones(tmp_path: Path) -> None:
    (tmp_path / "sub" / ".git").mkdir(parents=True)
    for name in ("b.txt", "a.docx", "c.exe", ".d.txt", "~$a.docx", "sub/e.md", "sub/.git/f.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert list(listed(tmp_path)) == ["a.docx", "b.txt", "sub/e.md"]
    assert "c.exe" in [one.name for one in files_below(tmp_path, by_suffix=False)]


@POSIX
def test_links_that_lead_out_are_told_and_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("Điều 1. Bí mật", encoding="utf-8")
    (folder / "own.txt").write_text("Điều 1. Một", encoding="utf-8")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "place").symlink_to(outside)
    (folder / "same.txt").symlink_to(folder / "own.txt")
    (folder / "ring.txt").symlink_to(folder / "ring.txt")
    assert listed(folder) == {
        "link.txt": "link_leads_out",
        "own.txt": "",
        "place": "link_leads_out",
        "ring.txt": "link_leads_out",
        "same.txt": "",
    }


@POSIX
def test_a_batch_tells_what_it_left_out(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from tuongdong.report.corpus import parse_folder

    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("Điều 1. Bí mật\n1. Một.", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "own.txt").write_text("Điều 1. Một\n1. Hai.", encoding="utf-8")
    os.mkfifo(folder / "pipe.txt")
    summary = parse_folder(folder, tmp_path / "out.parquet")
    assert (summary.files, summary.parsed) == (3, 1)
    assert [name for name, _ in summary.refused] == ["link.txt", "pipe.txt"]
    assert "liên kết" in summary.refused[0][1]


@POSIX
def test_broken_names_are_told(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("Điều 1", encoding="utf-8")
    except OSError:
        pytest.skip("this disk takes no such name")
    (tmp_path / "a\nb\x1b[2J.txt").write_bytes(b"")
    codes = listed(tmp_path)
    assert codes["?.txt"] == "name_unreadable"
    with pytest.raises(TuongdongError) as caught:
        read(tmp_path / "a\nb\x1b[2J.txt")
    assert caught.value.say().isprintable()


@POSIX
def test_what_is_no_file_is_not_waited_for_in_a_batch(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.doc")
    (outcome,) = read_many([tmp_path / "pipe.doc"])
    assert outcome.error is not None
    assert outcome.error.code == "not_text"


def test_parts_of_others_are_left_alone(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from tuongdong.report.corpus import parse_folder

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Điều 1. Một\n1. Hai.", encoding="utf-8")
    parts = tmp_path / "out.parquet.parts"
    parts.mkdir()
    (parts / "thesis.docx").write_text("mine", encoding="utf-8")
    parse_folder(tmp_path / "in", tmp_path / "out.parquet")
    assert [path.name for path in parts.iterdir()] == ["thesis.docx"]
    (tmp_path / "other.parquet.parts").write_text("mine", encoding="utf-8")
    with pytest.raises(TuongdongError, match="is a file"):
        parse_folder(tmp_path / "in", tmp_path / "other.parquet")
    with pytest.raises(TuongdongError, match="create it first"):
        parse_folder(tmp_path / "in", tmp_path / "none" / "out.parquet")


def test_a_file_that_goes_while_the_batch_runs_is_refused_alone(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from tuongdong.report.corpus import parse_folder

    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Điều 1. Một\n1. Hai.", encoding="utf-8")

    def delete(_done: int, _of: int) -> None:
        (tmp_path / "b.txt").unlink(missing_ok=True)

    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    summary = parse_folder(tmp_path, tmp_path / "out.parquet", delete)
    assert "gone.txt" in [name for name, _ in summary.refused]
    assert summary.files == 3


@pytest.mark.parametrize("value", ["abc", "nan", "inf", "-1", "0"])
def test_a_limit_that_is_no_number_is_told(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUONGDONG_MAX_MB", value)
    with pytest.raises(TuongdongError, match="TUONGDONG_MAX_MB must be a number above 0"):
        max_file_bytes()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can become another user")
def test_what_may_not_be_read_is_told_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "closed").mkdir(parents=True)
    (folder / "closed" / "b.txt").write_text("Điều 2", encoding="utf-8")
    (folder / "a.txt").write_text("Điều 1", encoding="utf-8")
    (folder / "a.txt").chmod(0)
    (folder / "closed").chmod(0)
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom tuongdong.read import read\n"
        "from tuongdong.read.folder import files_below\nfrom tuongdong.errors import TuongdongError\n"
        f"os.chdir({str(folder)!r})\nos.setuid(65534)\n"
        "print([(one.name, one.error.code) for one in files_below(Path('.')) if one.error])\n"
        "for name in ('a.txt', 'closed/b.txt'):\n"
        "    try:\n        read(name)\n    except TuongdongError as error:\n        print(error.code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, text=True)
    (folder / "closed").chmod(0o700)
    assert done.stdout.splitlines() == ["[('closed', 'folder_unreadable')]", "file_unreadable", "file_unreadable"], done


def test_a_result_never_takes_the_place_of_its_source(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(docx(p(f"Điều 1. {name}")))
    before = (tmp_path / "a.docx").read_bytes()
    command = [sys.executable, "-m", "tuongdong", "compare", "a.docx", "b.docx", "-o", "a.docx"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, text=True)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    assert (tmp_path / "a.docx").read_bytes() == before


@POSIX
@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_command_keeps_what_is_read_and_leaves_nothing_else(
    tmp_path: Path, by: signal.Signals, at_once: bool
) -> None:
    pytest.importorskip("pyarrow")
    folder, scratch = tmp_path / "in", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    article = "".join(f"{number}. Mức chi của đơn vị.\n" for number in range(1, 30))
    for name in range(60):
        (folder / f"{name:02}.txt").write_text(
            "".join(f"Điều {n}. Mức chi\n{article}" for n in range(1, 120)), encoding="utf-8"
        )
    command = [sys.executable, "-m", "tuongdong", "parse", str(folder), "-o", str(tmp_path / "out.parquet")]
    run = subprocess.Popen(
        command, env={**os.environ, "TMPDIR": str(scratch)}, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    parts = tmp_path / "out.parquet.parts"
    end = time.monotonic() + 60
    while not (list(scratch.glob("tuongdong-*")) if at_once else parts.exists() and list(parts.glob("[0-9a-f]*"))):
        assert time.monotonic() < end
        time.sleep(0.01)
    run.send_signal(by)
    _, told = run.communicate(timeout=30)
    assert run.returncode == 1
    assert "chạy lại đúng lệnh này" in told
    assert "Traceback" not in told
    assert list(scratch.iterdir()) == []
    assert bool(list(parts.iterdir())) != at_once
    assert not (tmp_path / "out.parquet").exists()
