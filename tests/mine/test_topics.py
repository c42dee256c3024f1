"""Titles to subjects, and documents to topics that keep their names."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numba", reason="mining needs the extra `mine`")
pytest.importorskip("pyarrow", reason="mining needs the extra `mine`")

from hypothesis import given
from hypothesis import strategies as st

from tuongdong.mine import matches, mine
from tuongdong.mine.titles import subject_of
from tuongdong.text import fold

TITLES = (
    # what it does, whose business it is, where
    (
        "VỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH TRONG LĨNH VỰC THÚ Y THUỘC PHẠM VI, CHỨC NĂNG QUẢN LÝ CỦA SỞ NÔNG NGHIỆP",
        "thú y",
    ),
    (
        "Công bố 12 thủ tục hành chính được sửa đổi, bổ sung và phê duyệt quy trình nội bộ giải quyết TTHC lĩnh vực thú y",
        "thú y",
    ),
    ("Ban hành Quy chế phối hợp quản lý chợ trên địa bàn tỉnh Nghệ An", "quản lý chợ"),
    ("Ban hành Quy chế quản lý chợ trong các cơ quan hành chính nhà nước tỉnh Nghệ An", "quản lý chợ"),
    # a place that the document does not govern, and one without its kind that it does
    ("Bãi bỏ Quyết định số 5/2020/QĐ-UBND của UBND tỉnh Quảng Nam (cũ) quy định về giữ xe", "giữ xe"),
    ("Phát triển chợ Mây Ngàn đến năm 2030, tầm nhìn đến năm 2045", "Phát triển chợ"),
    # what it cites, when
    (
        "Quy định chi tiết và biện pháp thi hành Nghị quyết số 9/2019/QH14 ngày 27 tháng 11 năm 2019 của Quốc hội về giữ xe",
        "giữ xe",
    ),
    (
        "Sửa đổi, bổ sung một số điều của Quy định giá giữ xe ban hành kèm theo Quyết định số 4/2024/QĐ-UBND",
        "giá giữ xe",
    ),
    ("Quy định mức thu học phí năm học 2025 - 2026 (đợt 3 năm 2025)", "mức thu học phí"),
    ("Kế hoạch triển khai thi hành Luật Việc làm", "Việc làm"),
    # two things
    ("Thí điểm mô hình chợ đêm và một số cơ chế hỗ trợ", "mô hình chợ đêm và cơ chế hỗ trợ"),
    # nothing but whose business it is; nothing but what it does
    ("Công bố thủ tục hành chính thuộc thẩm quyền giải quyết của Sở Dân tộc", "Sở Dân tộc"),
    ("Về việc bãi bỏ Quyết định số 22/2025/QĐ-UBND ngày 28/02/2025", "bãi bỏ Quyết định"),
    ("Thủ đô", "Thủ đô"),
    ("", ""),
)


@pytest.mark.parametrize(("title", "subject"), TITLES)
def test_a_subject_is_what_a_title_is_about(title: str, subject: str) -> None:
    assert subject_of(title, ["Mây Ngàn"]) == subject


@given(st.text(alphabet=" ,;()ăVvềcủangày0123456789/-", max_size=300))
def test_a_subject_is_made_of_words_of_the_title(title: str) -> None:
    words = fold(title)
    assert all(letter in words or letter in ", " for letter in fold(subject_of(title)))  # a cut leaves a space


def written(folder: Path, titles: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for n, (place, title) in enumerate(titles.items(), start=1):
        text = (
            f"QUYẾT ĐỊNH SỐ {n}/2025/QĐ-UBND\n{title} {place}\n(ngày 0{n}/03/2025 của Ủy ban nhân dân {place})\n\n"
            f"Điều 1. Quy định việc {n}\nViệc thứ {n} của địa phương do Ủy ban nhân dân quyết định từng năm.\n"
        )
        (folder / f"{n}.txt").write_text(text, "utf-8")
    return folder


ABOUT = {
    "tỉnh Nghệ An": "Ban hành Quy định quản lý an toàn điện trên địa bàn",
    "thành phố Đà Nẵng": "Quy định về quản lý an toàn trong sử dụng điện tại",
    "tỉnh Khánh Hòa": "Quy định mức thu học phí của các trường mầm non",
}


def told(rows: list[dict[str, Any]]) -> dict[str, tuple[str | None, list[str]]]:
    return {row["file"]: (row["topic"], row["locality"]) for row in rows}


def test_documents_of_several_places_about_the_same_are_a_topic_that_keeps_its_name(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", ABOUT)
    first = told(mine(folder, tmp_path / "out").topics.to_pylist())
    name = first["1.txt"][0]
    assert name
    assert first == {"1.txt": (name, ["Nghệ An"]), "2.txt": (name, ["Đà Nẵng"]), "3.txt": (None, ["Khánh Hòa"])}

    (folder / "0.txt").write_text(
        (folder / "1.txt")
        .read_text("utf-8")
        .replace("Nghệ An", "Cà Mau")
        .replace("SỐ 1/", "SỐ 9/")
        .replace("01/03", "01/01"),
        "utf-8",
    )
    again = told(mine(folder, tmp_path / "out").topics.to_pylist())
    assert again["0.txt"] == (name, ["Cà Mau"])  # earlier than the member that gave the name, which stays
    fresh = mine(folder, tmp_path / "other").topics.to_pylist()
    assert [row["file"] for row in fresh] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert {row["topic"] for row in fresh} == {fresh[0]["topic"], None} != {name, None}


def test_titles_alone_change_nothing_that_was_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, asked = written(tmp_path / "in", ABOUT), []
    mine(folder, tmp_path / "out")
    unit = matches.find_matches.__globals__["_by_words"]

    def counted(shared: Any, rows: Any) -> Any:
        asked.append(len(rows))
        return unit(shared, rows)

    monkeypatch.setitem(matches.find_matches.__globals__, "_by_words", counted)
    written(folder, ABOUT | {"tỉnh Cà Mau": "Quy định giá giữ xe máy tại các chợ"})
    mine(folder, tmp_path / "out")
    assert asked == [1]  # its subject; its article has the words of the others
