"""Files behind walls: one that hangs, dies or eats memory is refused, and the batch goes on."""

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from making import docx, p

from tuongdong.errors import TuongdongError
from tuongdong.read import read
from tuongdong.read.batch import read_many
from tuongdong.read.office import converted_ahead, find_office, known_ahead
from tuongdong.read.wall import Pool


def behave(word: str) -> str:
    """Behaves as told; at module level, so that another process finds it."""
    if word == "sleep":
        time.sleep(60)
    elif word == "die":
        os._exit(9)
    elif word == "eat":
        return str(len(bytearray(4 << 30)))
    elif word == "fault":
        raise RuntimeError(word)
    return word.upper()


def test_every_kind_of_trouble_is_an_outcome() -> None:
    words = ["a", "sleep", "b", "die", "eat", "fault", "c"]
    with Pool(behave, workers=2, seconds=3.0, megabytes=1500) as pool:
        outcomes = list(pool.outcomes(words))
    assert [outcome.item for outcome in outcomes] == words
    assert [outcome.value for outcome in outcomes] == ["A", None, "B", None, None, None, "C"]
    codes = [outcome.error.code for outcome in outcomes if outcome.error]
    assert codes == ["reader_slow", "reader_crashed", "reader_memory", "file_damaged"]


def process_of(_: str) -> int:
    return os.getpid()


def test_processes_stay_and_those_lost_are_replaced() -> None:
    with Pool(process_of, workers=1) as pool:
        first = pool.outcome("a").value
        assert pool.outcome("b").value == first
        asked = pool.outcomes(["c", "d"])  # not past the last one
        assert [next(asked).value, next(asked).value] == [first, first]
        del asked
        assert pool.outcome("e").value == first
        os.kill(first, signal.SIGKILL)  # type: ignore[arg-type]
        time.sleep(0.5)
        assert pool.outcome("f").value not in (None, first)


def leave(name: str) -> str:
    """Where a process has left a file for a while."""
    path = Path(tempfile.gettempdir()) / name
    path.write_text(name, encoding="utf-8")
    return str(path)


def test_nothing_is_left_on_the_disk() -> None:
    with Pool(leave, workers=1) as pool:
        path = Path(pool.outcome("a").value or "")
        assert path.exists()
        assert path.parent != Path(tempfile.gettempdir())
    assert not path.parent.exists()


def test_one_iterator_of_outcomes_at_a_time() -> None:
    with Pool(behave, workers=2) as pool:
        first = pool.outcomes(["a1", "a2", "a3", "a4"])
        assert next(first).value == "A1"
        assert [outcome.value for outcome in pool.outcomes(["b1", "b2", "b3"])] == ["B1", "B2", "B3"]
        with pytest.raises(RuntimeError, match="meanwhile"):
            next(first)
        assert pool.outcome("c").value == "C"


def test_a_program_ends_with_whoever_began_it(tmp_path: Path) -> None:
    begin = (
        "from tuongdong.read.programs import run_bounded; run_bounded([['sleep', '60'], ['sleep', '61']], 90.0, 500)"
    )
    begun = subprocess.Popen([sys.executable, "-c", begin])
    wait_until(lambda: len(sleeping(begun.pid)) == 2)
    programs = sleeping(begun.pid)
    begun.kill()
    begun.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in programs))


def sleeping(pid: int) -> list[int]:
    """The processes below one that are `sleep`."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid=,comm="], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): (int(above), name) for pid, above, name in map(str.split, told.splitlines())}
    keepers = [each for each, (above, _) in parents.items() if above == pid]
    return [each for each, (above, name) in parents.items() if above in keepers and name == "sleep"]


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_closing_ends_the_processes() -> None:
    running = Pool(behave, workers=2).outcomes(["a", "sleep", "sleep"])
    assert next(running).value == "A"
    begun = time.monotonic()
    running.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 5


def test_read_many_goes_on_over_bad_files(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(p("Điều 1. Một")))
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 cut")
    (tmp_path / "c.txt").write_text("Điều 2. Hai", encoding="utf-8")
    paths = [tmp_path / name for name in ("a.docx", "b.docx", "missing.pdf", "c.txt")]
    outcomes = list(read_many(paths))
    assert [outcome.item for outcome in outcomes] == paths
    assert [outcome.value.text if outcome.value else None for outcome in outcomes] == [
        "Điều 1. Một",
        None,
        None,
        "Điều 2. Hai",
    ]
    assert all(isinstance(outcome.error, TuongdongError) for outcome in outcomes[1:3])


@pytest.fixture(scope="module")
def office() -> None:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")


def test_old_word_and_excel_files_in_one_run(data: Path, office: None, tmp_path: Path) -> None:
    corpus = data / "legacy_viparse" / "corpus" / "public-domain"
    paths = [
        corpus / "tcvn3" / "2004-B1-4-LLCN.doc",
        corpus / "tcvn3" / "2003-A30.rtf",
        corpus / "vni" / "2006-Mau21_CKTC_NSH.xls",
    ]
    broken = tmp_path / "x.doc"
    shutil.copy(paths[0], broken)
    broken.write_bytes(broken.read_bytes()[:3000])
    outcomes = list(read_many([*paths, broken]))
    for path, outcome in zip(paths, outcomes, strict=False):
        assert outcome.value is not None, outcome.error
        assert outcome.value.format == path.suffix.lstrip(".")
        assert [one.code for one in outcome.value.findings][:1] == ["legacy_encoding"]
    assert "Cần Giờ".upper() in outcomes[2].value.text  # type: ignore[union-attr]


def open_document(manifest: bytes) -> bytes:
    """A Word-like OpenDocument whose compressed manifest is overwritten."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", b"<manifest/>" * 500, zipfile.ZIP_DEFLATED)
    data = held.getvalue()
    at = data.index(b"META-INF/manifest.xml") + len("META-INF/manifest.xml")
    return data[:at] + manifest + data[at + len(manifest) :]


def test_two_spoilt_open_documents_stop_no_folder(tmp_path: Path) -> None:
    for name in ("a.odt", "b.odt"):
        (tmp_path / name).write_bytes(open_document(b"\xff" * 12))
    (tmp_path / "c.txt").write_text("Điều 1. Một", encoding="utf-8")
    outcomes = list(read_many(sorted(tmp_path.iterdir())))
    assert [outcome.error.code if outcome.error else "" for outcome in outcomes] == ["file_damaged", "file_damaged", ""]


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_an_output_half_written_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program writes half of each output when it is given several files, and the whole when it is given one."""
    whole = tmp_path / "whole.docx"
    whole.write_bytes(docx(p("Điều 1. Một")))
    program = tmp_path / "soffice"
    program.write_text(
        '#!/bin/sh\nwhile [ "$1" != "--outdir" ]; do shift; done\nout="$2"; shift 2; mkdir -p "$out"\n'
        f'for one in "$@"; do name="$(basename "$one" .rtf)"; if [ $# -gt 1 ]; then head -c 300 {whole}; else cat {whole}; fi > "$out/$name.docx"; done\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr("tuongdong.read.office.find_office", lambda: str(program))
    paths = [tmp_path / f"{name}.rtf" for name in "abcd"]
    for path in paths:
        path.write_bytes(b"{\\rtf1 x}")
    outcomes = list(read_many(paths))
    assert [outcome.value.text if outcome.value else outcome.error for outcome in outcomes] == ["Điều 1. Một"] * 4


def test_what_was_converted_ahead_is_not_converted_again(
    data: Path, office: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = data / "legacy_viparse" / "corpus" / "public-domain" / "tcvn3"
    modern, broken = tmp_path / "a.docx", tmp_path / "x.doc"
    modern.write_bytes(docx(p("Điều 1. Một")))
    broken.write_bytes((corpus / "2004-B1-4-LLCN.doc").read_bytes()[:3000])
    paths = [corpus / "2003-A30.rtf", modern, corpus / "2003-A06.rtf", broken]
    with converted_ahead(dict(enumerate(paths))) as ahead:
        assert set(ahead) - {3} == {0, 2}
        monkeypatch.setattr("tuongdong.read.office.find_office", lambda: None)
        with known_ahead(ahead[0]):
            assert "THÔNG TƯ" in read(paths[0]).text.upper()
            with pytest.raises(TuongdongError, match="LibreOffice"):  # another file than the one that was converted
                read(paths[2])


def words_of(path: Path) -> str:
    return read(path).text


def test_a_bounded_process_may_start_libreoffice(data: Path, office: None) -> None:
    path = next(iter(sorted((data / "legacy_viparse").rglob("*.doc"), key=lambda one: one.stat().st_size)))
    with Pool(words_of, workers=1) as pool:
        outcome = pool.outcome(path)
    assert outcome.value, outcome.error


def test_without_libreoffice_one_line_names_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuongdong.read.office.find_office", lambda: None)
    with pytest.raises(TuongdongError, match="LibreOffice"):
        read(data / "legacy_viparse" / "corpus" / "public-domain" / "tcvn3" / "2003-A30.rtf")
