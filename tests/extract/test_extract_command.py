"""What a person sees of `tuongdong extract` in a terminal. Examples invented."""

from pathlib import Path

from click.testing import CliRunner, Result

from tuongdong.cli import cli


def extracted(path: Path, text: str) -> Result:
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(cli, ["extract", str(path)])


def test_a_day_without_a_year_is_a_day_and_a_month(tmp_path: Path) -> None:
    told = extracted(
        tmp_path / "tin.txt",
        "Ngày 9/7, Chủ tịch UBND tỉnh Hà Nam Lê Văn An đưa đoàn công tác sang Nam Định trao đổi về nhà ở xã hội.",
    )
    assert "Thời gian: ngày 09/7\n" in told.stdout


def test_a_session_without_topics_is_its_host_alone(tmp_path: Path) -> None:
    told = extracted(
        tmp_path / "tin.txt",
        "Ngày 3/4/2024, Chủ tịch UBND tỉnh Hà Nam Lê Văn An đưa đoàn công tác sang Nam Định làm việc.",
    )
    assert "• tỉnh Nam Định\n" in told.stdout
