"""`write`: the form by the suffix, whole files or none, JSON as promised."""

import errno
import json
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import msgspec
import pytest
from pairs import Pair

from tuongdong import report
from tuongdong.codec import from_builtins
from tuongdong.errors import ReportError, UnsupportedFormatError
from tuongdong.files import whole_file
from tuongdong.models import Comparison
from tuongdong.read import read
from tuongdong.report import word


@pytest.mark.parametrize("name", ["bang.html", "bang.HTM", "bang.xlsx", "bang.docx", "bang.json"])
def test_the_suffix_chooses_the_form(pair: Pair, tmp_path: Path, name: str) -> None:
    report.write(*pair, tmp_path / name)
    assert [found.name for found in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).stat().st_size > 5_000


# Files of our own that lie among documents are none; a paper that an office sends is one
@pytest.mark.parametrize(("name", "code"), [("t.html", "own_page"), ("t.xlsx", "own_table"), ("t.docx", "own_table")])
def test_a_table_of_ours_is_no_document(pair: Pair, tmp_path: Path, name: str, code: str) -> None:
    report.write(*pair, tmp_path / name)
    with pytest.raises(UnsupportedFormatError) as told:
        read(tmp_path / name)
    assert told.value.code == code


def test_a_paper_of_the_decrees_layout_is_a_document(tmp_path: Path) -> None:
    made = word.paper(word.layout())
    made.add_paragraph("Điều 1. Mức hỗ trợ")
    made.save(str(tmp_path / "giay.docx"))
    assert read(tmp_path / "giay.docx").text == "Điều 1. Mức hỗ trợ"


@pytest.mark.parametrize("name", ["bang.pdf", "bang", "bang.xls"])
def test_an_unknown_suffix_is_refused_with_the_way_out(pair: Pair, tmp_path: Path, name: str) -> None:
    with pytest.raises(ReportError) as caught:
        report.write(*pair, tmp_path / name)
    assert ".html, .xlsx, .docx, .json" in caught.value.say("vi")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(pair: Pair, tmp_path: Path) -> None:
    for suffix in report.SUFFIXES:
        with pytest.raises(ReportError) as caught:
            report.write(*pair, tmp_path / "khong-co" / f"bang{suffix}")
        assert caught.value.code == "folder_missing"


@pytest.mark.parametrize("suffix", report.SUFFIXES)
def test_outputs_appear_whole_or_not_at_all(pair: Pair, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"bang{suffix}"
    report.write(*pair, path)
    before = path.read_bytes()
    with mock.patch("os.replace", side_effect=OSError("disk full")), pytest.raises(OSError, match="disk full"):
        report.write(*pair, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("wrap", [lambda error: error, RuntimeError], ids=["plain", "wrapped"])
def test_a_full_disk_is_told_also_when_a_library_wraps_it(tmp_path: Path, wrap: Callable[[OSError], Exception]) -> None:
    with pytest.raises(ReportError) as caught, whole_file(tmp_path / "bang.xlsx"):
        raise wrap(OSError(errno.ENOSPC, "No space left on device"))
    assert caught.value.code == "disk_full"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_another_program_holds_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bang.json"
    path.write_text("before", encoding="utf-8")
    with (
        mock.patch("os.replace", side_effect=PermissionError(13, "in use")),
        pytest.raises(ReportError) as caught,
        whole_file(path) as scratch,
    ):
        scratch.write_text("after", encoding="utf-8")
    assert caught.value.code == "file_in_use"
    assert path.read_text(encoding="utf-8") == "before"


def test_json_of_one_host_keeps_the_contract(pair: Pair, tmp_path: Path) -> None:
    report.write(*pair, tmp_path / "bang.json")
    plain = json.loads((tmp_path / "bang.json").read_text(encoding="utf-8"))
    assert set(plain) >= {"a", "b", "matches", "only_a", "only_b", "findings"}
    assert {"number", "title", "locality"} <= set(plain["a"])
    match = next(match for match in plain["matches"] if match["differences"])
    assert {"a", "b", "relation", "score", "boilerplate", "differences"} <= set(match)
    assert set(match["differences"][0]) == {"kind", "a", "b", "a_span", "b_span"}
    assert from_builtins(plain, Comparison) == pair[0][0]


def test_json_of_several_hosts_names_the_documents_and_pairs(invented: Callable[..., Pair], tmp_path: Path) -> None:
    text = "NGHỊ QUYẾT SỐ 0{}/2025/NQ-HĐND\nQuy định\n\nĐiều 1. Mức\nHỗ trợ {}0% chi phí đào tạo nghề cho lao động.\n"
    report.write(*invented(*(text.format(n, n) for n in (1, 2, 3))), tmp_path / "bang.json")
    plain = msgspec.json.decode((tmp_path / "bang.json").read_bytes())
    assert set(plain) == {"documents", "pairs"}
    assert [one["number"] for one in plain["documents"]] == [f"0{n}/2025/NQ-HĐND" for n in (1, 2, 3)]
    assert [(one["a"]["number"], one["b"]["number"]) for one in plain["pairs"]] == [
        ("01/2025/NQ-HĐND", "02/2025/NQ-HĐND"),
        ("01/2025/NQ-HĐND", "03/2025/NQ-HĐND"),
    ]
