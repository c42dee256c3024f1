"""What goes wrong on a real machine: a full disk, a killed run, a killed worker, a cluster that loses one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numba", reason="mining needs the extra `mine`")
pytest.importorskip("pyarrow", reason="mining needs the extra `mine`")

from tuongdong.mine import corpus, matches, mine
from tuongdong.mine.engines import Local, Ray
from tuongdong.mine.vectors import Vectors, vectorise
from tuongdong.read.batch import Batch

Write = Callable[..., Path]
posix = pytest.mark.skipif(os.name != "posix", reason="limits and signals of POSIX")
RESULTS = ("provisions.parquet", "matches.parquet", "families.parquet", "topics.parquet")

_MINE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from tuongdong.cli import main
sys.argv = ["tuongdong", "mine", *sys.argv[2:]]
main()
"""


@posix
@pytest.mark.parametrize(
    ("limit", "standing"),
    [
        (2_000, []),  # nothing fits
        (
            20_000,
            ["distinct.parquet", "families.parquet", "matches.parquet", "provisions.parquet", "topics.parquet"],
        ),  # but the page
    ],
)
def test_a_full_disk_is_one_line_and_what_was_whole_stands(
    tmp_path: Path, write_corpus: Write, limit: int, standing: list[str]
) -> None:
    folder, out = write_corpus(tmp_path / "in"), tmp_path / "out"
    mine(folder, tmp_path / "warm")  # what is compiled is kept in files larger than the limit
    line = [sys.executable, "-c", _MINE, str(limit), str(folder), "-o", str(out)]
    done = subprocess.run(line, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Hết chỗ trên đĩa" in done.stderr.splitlines()[-1]
    assert sorted(path.name for path in out.iterdir() if path.is_file()) == standing


_SLOW = """
import sys, time
from pathlib import Path
import tuongdong.mine.matches as matches
from tuongdong.mine import mine
found = matches.score_candidates
def slow(*given):
    Path(sys.argv[3]).touch()
    time.sleep(60)
matches.score_candidates = slow
mine(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@posix
def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path, write_corpus: Write) -> None:
    folder, out, mark = write_corpus(tmp_path / "in"), tmp_path / "out", tmp_path / "scoring"
    run = subprocess.Popen([sys.executable, "-c", _SLOW, str(folder), str(out), str(mark)])
    until = time.monotonic() + 50
    while not mark.exists() and time.monotonic() < until:
        time.sleep(0.05)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert [name for name in RESULTS if (out / name).exists()] == ["provisions.parquet"]
    read = (out / "provisions.parquet").stat().st_mtime_ns
    mine(folder, out)
    mine(folder, tmp_path / "whole")
    assert (out / "provisions.parquet").stat().st_mtime_ns == read
    for name in RESULTS:
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def _dies_once(job: corpus._Job) -> list[dict[str, Any]]:
    """Kills its own process the first time that it is given a file."""
    path = job.path
    if path.stem.endswith("0") and not (mark := path.with_suffix(".tried")).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return [{"file": job.name, "digest": job.digest, "doubt": "empty"}]


@posix
def test_a_file_whose_reader_is_killed_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = [corpus._Job(tmp_path / f"{n}.txt", f"{n}.txt", str(n), None) for n in range(20)]
    monkeypatch.setattr(corpus, "_read_one", _dies_once)
    with Batch(_dies_once) as batch:
        each = list(corpus._each(jobs, batch, few=2))
    assert [(row["file"], row["doubt"]) for rows in each for row in rows] == [(f"{n}.txt", "empty") for n in range(20)]
    assert len(list(tmp_path.glob("*.tried"))) == 2


def _dies_in_a_child(texts: list[str]) -> Vectors:
    if os.getpid() != int(os.environ["TUONGDONG_TEST_PARENT"]):
        os.kill(os.getpid(), signal.SIGKILL)
    return vectorise(texts)


@posix
def test_vectors_are_made_when_their_processes_are_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Mức hỗ trợ do Hội đồng nhân dân quyết định", "Mức vay không vượt quá 70%"] * 20
    monkeypatch.setenv("TUONGDONG_TEST_PARENT", str(os.getpid()))
    monkeypatch.setattr(matches, "_MANY", 2)
    monkeypatch.setattr(matches, "vectorise", _dies_in_a_child)
    assert matches.vectors_of(texts, 2).ids.tolist() == vectorise(texts).ids.tolist()


@posix
def test_a_cluster_that_loses_a_worker_gives_the_same(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="needs the extra `cluster`")

    def kills_its_worker_once(shared: tuple[str, int], job: int) -> int:
        folder, more = shared
        mark = Path(folder) / "killed"
        if job == 3 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return job + more

    engine = Ray("local")
    try:
        found = list(engine.map(kills_its_worker_once, engine.put((str(tmp_path), 100)), range(8)))
    finally:
        engine.close()
    assert (tmp_path / "killed").exists()
    assert found == list(Local().map(kills_its_worker_once, (str(tmp_path), 100), range(8)))
