"""Tables that are of another build are told as a whole; those of one build row by row."""

from tuongdong.compare import compare
from tuongdong.models import Difference
from tuongdong.parse import parse
from tuongdong.read import read_bytes

HEAD = "NGHỊ QUYẾT\n\nĐiều 1. Mức học phí\n\n1. Mức học phí của trường công lập như sau (đơn vị tính: nghìn đồng/tháng):\n\n"
BY_PLACE = "| Địa bàn | Mầm non | Tiểu học |\n|---|---|---|\n| Đô thị | 190 | 190 |\n| Miền núi | 105 | 80 |\n"


def found(a: str, b: str) -> list[Difference]:
    one, other = (parse(read_bytes((HEAD + table).encode(), "x.md")) for table in (a, b))
    return [each for match in compare(one, other).matches for each in match.differences]


def test_another_build_is_one_difference_with_both_tables() -> None:
    by_school = (
        "| STT | Cấp học | Khu vực nông thôn | Khu vực thành thị |\n|---|---|---|---|\n| 1 | Trung học | 80 | 120 |\n"
    )
    (one,) = found(BY_PLACE, by_school)
    assert one.kind == "money"
    assert one.a.startswith("Địa bàn | Mầm non")
    assert one.a.endswith("105 | 80")
    assert one.b.startswith("STT | Cấp học")
    assert one.b.endswith("80 | 120")


def test_one_build_is_told_row_by_row() -> None:
    assert [(each.a, each.b) for each in found(BY_PLACE, BY_PLACE.replace("105", "95"))] == [("105", "95")]
    assert found(BY_PLACE, BY_PLACE) == []


def test_a_table_that_the_other_side_says_in_words_is_no_difference_by_itself() -> None:
    said = "Đô thị: mầm non 190, tiểu học 190. Miền núi: mầm non 105, tiểu học 80. Địa bàn như trên.\n"
    assert not any("\n" in each.a for each in found(BY_PLACE, said))
    figures = "| 1 | 2 |\n|---|---|\n| 3 | 4 |\n"
    assert found(figures, figures) == []
