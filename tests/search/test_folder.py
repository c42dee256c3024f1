"""An index of a folder: renewed when files change, and what `tuongdong search --in` gives."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tuongdong.cli import cli
from tuongdong.search import Folder

HEAD = "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ SÔNG MÂY\nSố: 6/2025/NQ-HĐND\nNGHỊ QUYẾT\nVề nhà ở\n"
FEES = "QUYẾT ĐỊNH\nĐiều 1. Phí đỗ xe\nPhí đỗ xe là 10.000 đồng.\n"
HOMES = f"{HEAD}Điều 1. Nhà ở xã hội\nHỗ trợ thuê nhà ở xã hội.\nĐiều 2. Quỹ đất\nDành quỹ đất.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUONGDONG_HOME", str(tmp_path / "home"))
    place = tmp_path / "van-ban"
    place.mkdir()
    (place / "phi.txt").write_text(FEES, encoding="utf-8")
    (place / "nha.txt").write_text(HOMES, encoding="utf-8")
    return place


def found(index: Folder, words: str) -> list[tuple[str, str]]:
    return [(hit.file, hit.eid) for hit in index.index.search(words).hits]


def test_the_index_follows_the_folder(folder: Path) -> None:
    index = Folder(folder)
    assert index.renew() == 2
    assert index.renew() == 0
    assert found(index, "phi do xe") == [("phi.txt", "art_1")]
    (folder / "phi.txt").write_text(FEES.replace("đỗ xe", "cầu đường bộ"), encoding="utf-8")
    (folder / "nha.txt").unlink()
    assert index.renew() == 1
    assert found(index, "đỗ xe") == []
    assert found(index, "cầu đường") == [("phi.txt", "art_1")]
    assert found(index, "nhà ở") == []


def test_a_file_that_cannot_be_read_is_told_once(folder: Path) -> None:
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 cut short")
    index, told = Folder(folder), list[str]()
    index.renew(lambda name, _error: told.append(name))
    index.renew(lambda name, _error: told.append(name))
    assert told == ["hong.docx"]
    assert found(index, "quỹ đất") == [("nha.txt", "art_2")]


def test_a_damaged_index_is_made_again(folder: Path) -> None:
    index = Folder(folder)
    index.renew()
    for path in index.index.folder.rglob("meta.json"):
        path.write_text("{", encoding="utf-8")
    again = Folder(folder)
    assert again.renew() == 2
    assert found(again, "quỹ đất") == [("nha.txt", "art_2")]


def test_the_command_gives_hits_with_their_marks(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["search", "quy", "dat", "--in", str(folder), "--format", "json"])
    assert done.exit_code == 0
    (hit,) = json.loads(done.stdout)["hits"]
    assert (hit["number"], hit["file"], hit["eid"]) == ("6/2025/NQ-HĐND", "nha.txt", "art_2")
    assert [hit["text"][start:end] for start, end in hit["marks"]] == ["quỹ đất"]


def test_a_hit_says_whose_document_it_is(folder: Path) -> None:
    for place in ("TỈNH NGHỆ AN", "TỈNH QUẢNG NINH"):
        words = HOMES.replace("THÀNH PHỐ SÔNG MÂY", place).replace("6/2025", "97/2025")
        (folder / f"{place}.txt").write_text(words, encoding="utf-8")
    asked = ["search", "quỹ đất", "--in", str(folder)]
    lines = CliRunner().invoke(cli, asked).output.splitlines()
    named = [f"97/2025/NQ-HĐND, {place}  Điều 2: Quỹ đất" for place in ("Nghệ An", "Quảng Ninh")]
    assert set(named) < set(lines)
    hits = json.loads(CliRunner().invoke(cli, [*asked, "--format", "json"]).stdout)["hits"]
    assert {"Nghệ An", "Quảng Ninh"} <= {hit["locality"] for hit in hits}
    (fee,) = json.loads(CliRunner().invoke(cli, ["search", "phí", "--in", str(folder), "--format", "json"]).stdout)[
        "hits"
    ]
    assert fee["locality"] is None
