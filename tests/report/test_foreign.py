"""What the program did not write stays where it is, whatever kind of output is asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tuongdong.cli import cli
from tuongdong.errors import ReportError
from tuongdong.report.parquet import read_values, write_values

TEXT = "QUYẾT ĐỊNH SỐ 5/2031/QĐ-UBND\nVề giá\n(ngày 01/02/2031 của Ủy ban nhân dân tỉnh Cà Mau)\n\nĐiều 1. Giá\nMười đồng.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        lambda at: ["parse", f"{at}/papers", "-o", f"{at}/out.parquet"],
        lambda at: ["parse", f"{at}/papers/a.txt", "-o", f"{at}/out.parquet"],
        lambda at: ["graph", f"{at}/papers", "-o", f"{at}/out.parquet"],
        lambda at: ["graph", f"{at}/papers", "5/2031/QĐ-UBND", "-o", f"{at}/out.html"],
        lambda at: ["graph", f"{at}/papers", "5/2031/QĐ-UBND", "-o", f"{at}/out.svg"],
    ],
)
def test_a_foreign_file_stays_and_ones_own_is_written_anew(
    folder: Path, arguments: Callable[[Path], list[str]]
) -> None:
    command = arguments(folder)
    out = Path(command[-1])
    out.write_bytes(b"precious")
    refused = CliRunner().invoke(cli, command)
    assert refused.exit_code != 0
    assert out.read_bytes() == b"precious"
    out.unlink()
    for _ in range(2):
        done = CliRunner().invoke(cli, command)
        assert done.exit_code == 0, done.output
    assert out.read_bytes() != b"precious"


def test_a_table_in_the_place_of_its_paper_is_refused(folder: Path) -> None:
    paper = folder / "papers" / "a.txt"
    for out in (paper, folder / "table.csv"):
        assert CliRunner().invoke(cli, ["parse", str(paper), "-o", str(out)]).exit_code != 0
    assert paper.read_text(encoding="utf-8") == TEXT


def test_tables_that_others_wrote_stay(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "theirs.parquet"
    parquet.write_table(pyarrow.table({"a": [1]}), path)
    with pytest.raises(ReportError):
        write_values(path, [])
    own = tmp_path / "own.parquet"
    write_values(own, [("a", "refused")])
    write_values(own, [("b", "refused")])
    assert list(read_values(own, str)) == []
