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


def test_who_helps_with_a_task_stands_beside_who_leads(tmp_path: Path) -> None:
    told = extracted(
        tmp_path / "ke-hoach.txt",
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\nSố: 12/KH-UBND\nHà Nam, ngày 05 tháng 9 năm 2025\nKẾ HOẠCH\nPhát triển nhà ở\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính chủ trì, phối hợp với Sở Xây dựng, Sở Nội vụ rà soát nguồn vốn trước ngày 15/10/2025.\n",
    )
    assert "1. Sở Tài chính; phối hợp: Sở Xây dựng, Sở Nội vụ [15/10/2025] rà soát nguồn vốn\n" in told.stdout
