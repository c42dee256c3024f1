"""An invented corpus: five localities whose resolutions share policies, with values of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

# locality, number, day, ceiling in %, share of land revenue in %
LOCALITIES: tuple[tuple[str, str, str, int | None, int | None], ...] = (
    ("tỉnh Nghệ An", "11/2018/NQ-HĐND", "05/01/2018", 40, 50),
    ("thành phố Đà Nẵng", "12/2019/NQ-HĐND", "06/02/2019", 60, None),
    ("tỉnh Khánh Hòa", "13/2020/NQ-HĐND", "07/03/2020", 70, 65),
    ("thành phố Cần Thơ", "14/2021/NQ-HĐND", "08/04/2021", 60, 50),
    ("thành phố Hải Phòng", "15/2022/NQ-HĐND", "09/05/2022", None, 70),
)


def _write(folder: Path, chosen: slice = slice(None)) -> Path:
    """The resolutions, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for locality, number, day, ceiling, share in LOCALITIES[chosen]:
        (folder / f"{number.replace('/', '-')}.txt").write_text(_text(locality, number, day, ceiling, share), "utf-8")
    return folder


def _text(locality: str, number: str, day: str, ceiling: int | None, share: int | None) -> str:
    parts = [
        f"NGHỊ QUYẾT SỐ {number}\nVề cơ chế tài chính đối với {locality}\n"
        f"(ngày {day} của Hội đồng nhân dân {locality})\n",
        "Điều 1. Phạm vi điều chỉnh\nNghị quyết này quy định cơ chế tài chính đặc thù áp dụng trên địa bàn.",
    ]
    if ceiling:
        parts.append(
            "Điều 2. Vay vốn đầu tư\nTổng mức dư nợ vay của ngân sách địa phương do phát hành trái phiếu và vay lại không vượt quá "
            f"{ceiling}% số thu ngân sách được hưởng theo phân cấp, do Hội đồng nhân dân quyết định hằng năm."
        )
    if share:
        parts.append(
            "Điều 3. Tiền sử dụng đất\nNgân sách cấp xã được hưởng tối thiểu "
            f"{share}% tiền sử dụng đất của các khu dân cư mới để xây dựng trường học và trạm y tế xã."
        )
    parts.append(
        f"Điều 4. Hiệu lực thi hành\nNghị quyết này có hiệu lực từ ngày ký và được công bố trên cổng thông tin của {locality}."
    )
    return "\n\n".join(parts) + "\n"


@pytest.fixture(scope="session")
def write_corpus() -> Callable[..., Path]:
    """write_corpus(folder, chosen): the resolutions, a file each; gives the folder."""
    return _write
