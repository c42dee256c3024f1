"""Files behind walls: one that hangs, dies or eats memory is refused, and the batch goes on."""

import os
import shutil
import time
from pathlib import Path

import pytest
from making import docx, p

from tuongdong.errors import TuongdongError
from tuongdong.read import read
from tuongdong.read.batch import read_many
from tuongdong.read.office import find_office
from tuongdong.read.wall import isolated


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
    outcomes = list(isolated(behave, words, workers=2, seconds=3.0, megabytes=1500))
    assert [outcome.item for outcome in outcomes] == words
    assert [outcome.value for outcome in outcomes] == ["A", None, "B", None, None, None, "C"]
    codes = [outcome.error.code for outcome in outcomes if outcome.error]
    assert codes == ["reader_slow", "reader_crashed", "reader_memory", "file_damaged"]


def test_closing_ends_the_processes() -> None:
    running = isolated(behave, ["a", "sleep", "sleep"], workers=2)
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


def words_of(path: Path) -> str:
    return read(path).text


def test_a_bounded_process_may_start_libreoffice(data: Path, office: None) -> None:
    path = next(iter(sorted((data / "legacy_viparse").rglob("*.doc"), key=lambda one: one.stat().st_size)))
    (outcome,) = isolated(words_of, [path], 1)
    assert outcome.value, outcome.error


def test_without_libreoffice_one_line_names_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuongdong.read.office.find_office", lambda: None)
    with pytest.raises(TuongdongError, match="LibreOffice"):
        read(data / "legacy_viparse" / "corpus" / "public-domain" / "tcvn3" / "2003-A30.rtf")
