"""What a first user stumbles over: files of one's own in the way, folders and files mistaken, words that are not the program's."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tuongdong import examples

OURS, THEIRS, VISIT = (str(path) for path in (examples.ours(), examples.theirs(), examples.visit()))


def run(*words: str, home: Path, lang: str = "vi") -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as people start it."""
    environment = {**os.environ, "TUONGDONG_HOME": str(home), "TUONGDONG_LANG": lang, "TUONGDONG_HOSTS": ""}
    command = [sys.executable, "-m", "tuongdong.cli", *words]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


@pytest.mark.parametrize("name", ["x.html", "x.json", "x.xlsx", "x.docx"])
@pytest.mark.parametrize("command", ["compare", "coverage"])
def test_a_table_does_not_take_the_place_of_another_file(command: str, name: str, tmp_path: Path) -> None:
    output = tmp_path / name
    output.write_text("bài viết của tôi", encoding="utf-8")
    (tmp_path / "in").mkdir()
    rest = [THEIRS] if command == "compare" else ["--in", str(tmp_path / "in")]
    done = run(command, OURS, *rest, "-o", str(output), home=tmp_path)
    assert done.returncode == 1, done.stderr
    assert output.read_text(encoding="utf-8") == "bài viết của tôi"


def test_a_page_and_a_json_of_ours_are_renewed(tmp_path: Path) -> None:
    for name in ("x.html", "x.json"):
        for _ in range(2):
            assert run("compare", OURS, THEIRS, "-o", str(tmp_path / name), home=tmp_path).returncode == 0


def test_a_comparison_is_no_list_of_rules(tmp_path: Path) -> None:
    table = tmp_path / "doi-chieu.xlsx"
    run("compare", OURS, THEIRS, "-o", str(table), home=tmp_path)
    before = table.read_bytes()
    done = run("coverage", OURS, "--in", str(tmp_path), "-o", str(table), home=tmp_path)
    assert (done.returncode, table.read_bytes()) == (1, before), done.stderr


def test_a_paper_that_people_may_have_edited_stays(tmp_path: Path) -> None:
    record, paper = tmp_path / "ho-so.json", tmp_path / "bao-cao.docx"
    assert run("extract", VISIT, "-o", str(record), home=tmp_path).returncode == 0
    paper.write_bytes(b"edited")
    told = run("report", str(record), "-o", str(paper), home=tmp_path)
    assert told.returncode == 1
    assert "--overwrite" in told.stderr
    assert paper.read_bytes() == b"edited"
    assert run("report", str(record), "-o", str(paper), "--overwrite", home=tmp_path).returncode == 0
    assert paper.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_record_that_a_windows_shell_wrote_is_read(encoding: str, tmp_path: Path) -> None:
    record = tmp_path / "ho-so.json"
    record.write_text(run("extract", VISIT, "--format", "json", home=tmp_path).stdout, encoding=encoding)
    done = run("report", str(record), "-o", str(tmp_path / "x.docx"), home=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_a_record_is_no_text_and_what_to_do_with_it_is_told(encoding: str, tmp_path: Path) -> None:
    record = tmp_path / "ho-so.json"
    record.write_text(run("extract", VISIT, "--format", "json", home=tmp_path).stdout, encoding=encoding)
    done = run("extract", str(record), home=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "tuongdong report" in done.stderr


def test_a_text_is_no_record_and_the_way_to_one_is_told(tmp_path: Path) -> None:
    done = run("report", VISIT, "-o", str(tmp_path / "x.docx"), home=tmp_path)
    assert done.returncode == 1
    assert "tuongdong extract" in done.stderr


def test_a_backup_does_not_take_the_place_of_a_document(tmp_path: Path) -> None:
    document = tmp_path / "nghi-quyet.md"
    document.write_text("Điều 1.", encoding="utf-8")
    done = run("backup", str(document), home=tmp_path / "home")
    assert done.returncode == 1
    assert document.read_text(encoding="utf-8") == "Điều 1."
    for _ in range(2):
        assert run("backup", str(tmp_path / "sao-luu.zip"), home=tmp_path / "home").returncode == 0


def test_not_issued_in_an_empty_folder_is_said_to_mean_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = run("coverage", OURS, "--in", str(tmp_path / "in"), home=tmp_path)
    assert "không có văn bản nào khác đọc được" in done.stderr


def test_a_report_in_a_folder_is_no_document(tmp_path: Path) -> None:
    run("compare", OURS, THEIRS, "-o", str(tmp_path / "doi-chieu.html"), home=tmp_path / "home")
    done = run("graph", str(tmp_path), "--format", "json", home=tmp_path / "home")
    told = json.loads(done.stdout)
    assert (told["documents"], [one["file"] for one in told["refused"]]) == (0, ["doi-chieu.html"])


def test_provisions_are_named_as_people_name_them(tmp_path: Path) -> None:
    shown = run("compare", OURS, THEIRS, home=tmp_path).stdout
    assert "Khoản 1 Điều 5 ↔ Khoản 1 Điều 8" in shown
    assert "art_" not in shown
    by_name = run("compare", OURS, THEIRS, "--explain", "khoản 1  Điều 5", "Khoản 1 Điều 8", home=tmp_path).stdout
    assert (
        by_name == run("compare", OURS, THEIRS, "--explain", "art_5__cl_1", "art_8__cl_1", home=tmp_path).stdout != ""
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["compar", OURS], "Có phải: compare?"),
        (["graph", OURS], "ở đây cần thư mục"),
        (["search", "nhà", "--in", "khong-co"], "Không tìm thấy thư mục khong-co"),
        (["mine", "khong-co", "-o", "x"], "Không tìm thấy thư mục khong-co"),
        (["check", VISIT], "không phải tệp Word"),
        (["restore", "khong-co.zip"], "Không tìm thấy tệp khong-co.zip"),
        (["compare", OURS, THEIRS, "-o", "x"], "thiếu đuôi"),
        (["coverage"], "NGHỊ_QUYẾT"),
    ],
)
def test_a_slip_is_told_with_the_way_out(words: list[str], told: str, tmp_path: Path) -> None:
    done = run(*words, home=tmp_path)
    assert done.returncode in (1, 2)
    assert told in " ".join(done.stderr.split())


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = run("serve", "--port", port, home=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert port in done.stderr


def test_help_in_english_keeps_the_words_of_the_contract(tmp_path: Path) -> None:
    assert "coverage [OPTIONS] RESOLUTION" in run("coverage", "--help", home=tmp_path, lang="en").stdout
