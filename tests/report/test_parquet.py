"""Documents to Parquet and back; a folder to one table."""

from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")

from tuongdong.errors import DamagedFileError, SchemaError
from tuongdong.models import Comparison, Document, SourceText
from tuongdong.parse import parse
from tuongdong.report.corpus import parse_folder
from tuongdong.report.parquet import read_rows, read_values, write_values

TEXT = (
    "Số: 1/2031/QĐ-UBND\nHuế, ngày 05 tháng 3 năm 2031\nQUYẾT ĐỊNH\nVỀ MỨC CHI\nĐiều 1. Mức chi\n1. Một.\nĐiều 3. Hết."
)


def test_round_trip(tmp_path: Path) -> None:
    document = parse(SourceText(text=TEXT, format="txt"))
    write_values(tmp_path / "d.parquet", [("a.txt", document), ("b.txt", document)])
    assert list(read_values(tmp_path / "d.parquet", Document)) == [("a.txt", document), ("b.txt", document)]
    row = next(read_rows(tmp_path / "d.parquet"))
    assert (row["number"], row["issued_on"], row["articles"], row["findings"]) == (
        "1/2031/QĐ-UBND",
        "2031-03-05",
        2,
        ["article_missing"],
    )
    with pytest.raises(SchemaError):
        list(read_values(tmp_path / "d.parquet", Comparison))


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(DamagedFileError):
        list(read_rows(tmp_path / "x.parquet"))


def test_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("Kính gửi: Sở Y tế.", encoding="utf-8")
    (folder / "c.docx").write_bytes(b"PK\x03\x04 cut short")
    told: list[tuple[int, int]] = []
    summary = parse_folder(folder, tmp_path / "out.parquet", lambda done, of: told.append((done, of)))
    assert (summary.files, summary.parsed, summary.bare) == (3, 2, 1)
    assert [name for name, _ in summary.refused] == ["c.docx"]
    assert [name for name, _ in read_values(tmp_path / "out.parquet", Document)] == ["a.txt", "b.txt"]
    assert told[-1] == (3, 3)
    assert not (tmp_path / "out.parquet.parts").exists()
