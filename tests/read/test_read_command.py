"""`tuongdong read`: plain text into a pipe, a page in a terminal, everything as JSON."""

import json
from pathlib import Path

import pytest
from click import unstyle
from click.testing import CliRunner

from tuongdong.cli.read import _page, command
from tuongdong.cli.speech import show_refused
from tuongdong.read import read_bytes

MARKDOWN = (
    "**Điều 1. Mức thu**\n\n1. Mức thu học phí của các trường công lập trên địa bàn thành phố theo bảng sau:\n\n"
    "| Xã, phường | Mức |\n|---|---|\n| Một xã có tên rất dài để phải ngắt dòng | 10 |\n| B | 12 |\n\n2. Hết.\n"
)


def test_a_pipe_gets_the_text_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(MARKDOWN, encoding="utf-8")
    done = CliRunner().invoke(command, [str(tmp_path / "x.md")])
    assert done.stdout == read_bytes(MARKDOWN.encode(), "x.md").text + "\n"


def test_json_has_text_tables_and_findings(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_text(MARKDOWN, encoding="utf-8")
    told = json.loads(CliRunner().invoke(command, [str(tmp_path / "x.docx"), "--format", "json"]).stdout)
    assert told["file"] == "x.docx"
    assert [one["code"] for one in told["findings"]] == ["wrong_suffix"]
    table = json.loads(CliRunner().invoke(command, ["--format", "json", str(tmp_path / "x.docx")]).stdout).get("tables")
    assert table is not None
    assert told["text"].startswith(("Điều 1", "**Điều 1"))


def test_a_terminal_gets_wrapped_lines_and_drawn_tables() -> None:
    lines = [unstyle(line) for line in _page(read_bytes(MARKDOWN.encode(), "x.md"), 40)]
    assert max(map(len, lines)) <= 40
    assert lines[0] == "Điều 1. Mức thu"
    at = next(index for index, line in enumerate(lines) if line.startswith("Xã, phường"))
    assert [line.partition("│")[2].strip() for line in lines[at : at + 3]] == ["Mức", "", "10"]
    assert "─┼─" in lines[at + 1]
    assert lines[-1] == "2. Hết."


def test_many_refused_for_one_reason_are_told_together(capsys: pytest.CaptureFixture[str]) -> None:
    show_refused([*((f"{at}.doc", f"{at}.doc: hỏng.") for at in range(20)), ("x.pdf", "Thiếu trang.")])
    assert capsys.readouterr().err.splitlines() == [
        "0.doc: hỏng.",
        f"  19 tệp nữa cùng lý do: {', '.join(f'{at}.doc' for at in range(1, 20))}",
        "x.pdf: Thiếu trang.",
    ]
