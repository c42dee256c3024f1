"""Documents and comparisons as of a day, and what lies around a document."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tuongdong.cli import cli
from tuongdong.codec import from_json, to_json
from tuongdong.compare import compare
from tuongdong.graph import Graph, dated, remarks, standing, surroundings
from tuongdong.graph.entries import entry_of
from tuongdong.models import Comparison, Document
from tuongdong.parse import parse
from tuongdong.read.plain import read_plain


def text(number: str, day: str, title: str, body: str, issuer: str = "CHÍNH PHỦ", doctype: str = "NGHỊ ĐỊNH") -> str:
    return f"{issuer}\n\nSố: {number}\n\nHà Nội, ngày {day}\n\n{doctype}\n{title}\n\n{body}"


OURS = text(
    "12/2021/NQ-HĐND", "10 tháng 12 năm 2021", "Về hỗ trợ bến thuyền trên địa bàn tỉnh Bình Dương",
    "Điều 1. Mức hỗ trợ\n1. Mỗi bến thuyền trên địa bàn tỉnh được hỗ trợ 20 triệu đồng từ ngân sách.\n"
    "2. Hồ sơ gửi Ủy ban nhân dân cấp huyện hoặc Sở Kế hoạch và Đầu tư để thẩm định trong 10 ngày.\n\n"
    "Điều 2. Hiệu lực\n1. Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2022.\n"
    "2. Quy định tại khoản 2 Điều 1 của Nghị quyết này có hiệu lực từ ngày 01 tháng 7 năm 2022.\n",
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH BÌNH DƯƠNG", "NGHỊ QUYẾT",
)  # fmt: skip
THEIRS = text(
    "30/2022/NQ-HĐND", "08 tháng 7 năm 2022", "Về hỗ trợ bến thuyền trên địa bàn thành phố Đà Nẵng",
    "Điều 1. Mức hỗ trợ\n1. Mỗi bến thuyền trên địa bàn thành phố được hỗ trợ 35 triệu đồng từ ngân sách.\n"
    "2. Hồ sơ gửi Sở Tài chính để thẩm định trong 15 ngày.\n\n"
    "Điều 2. Hiệu lực\nNghị quyết này có hiệu lực từ ngày 01 tháng 8 năm 2022.\n",
    "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG", "NGHỊ QUYẾT",
)  # fmt: skip
REPEAL = text(
    "05/2024/NQ-HĐND", "20 tháng 6 năm 2024", "Bãi bỏ một phần nghị quyết",
    "Điều 1. Bãi bỏ\nBãi bỏ khoản 1 Điều 1 Nghị quyết số 12/2021/NQ-HĐND ngày 10 tháng 12 năm 2021.\n\n"
    "Điều 2. Hiệu lực\nNghị quyết này có hiệu lực từ ngày 01 tháng 9 năm 2024.\n",
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH BÌNH DƯƠNG", "NGHỊ QUYẾT",
)  # fmt: skip


def document(words: str) -> Document:
    return parse(read_plain(words.encode(), Path("a.txt")), name="a.txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUONGDONG_HOME", str(tmp_path / "home"))
    place = tmp_path / "docs"
    place.mkdir()
    for name, words in {"a.txt": OURS, "b.txt": THEIRS, "c.txt": REPEAL}.items():
        (place / name).write_text(words, encoding="utf-8")
    return place


def told(day: str) -> list[str]:
    ours = document(OURS)
    with Graph() as graph:
        (found,) = standing([ours], day, graph)
    return [one.message for one in remarks(ours, day, found)]


# (day, what is said)
DAYS = [
    ("2021-12-31", ["Ngày 31/12/2021: 12/2021/NQ-HĐND chưa có hiệu lực (từ 01/01/2022)."]),
    ("2022-03-01", ["Ngày 01/03/2022: 12/2021/NQ-HĐND, khoản 2 Điều 1 chưa có hiệu lực (từ 01/07/2022)."]),
    ("2022-07-01", []),
    (
        "2025-07-01",
        [
            "12/2021/NQ-HĐND: Bình Dương nay là Thành phố Hồ Chí Minh, từ 01/07/2025; văn bản vẫn áp dụng trên địa bàn cũ cho"
            " đến khi có quy định khác.",
            "12/2021/NQ-HĐND nêu Sở Kế hoạch và Đầu tư, không còn từ 01/03/2025; nhiệm vụ nay do Sở Tài chính thực hiện.",
            "12/2021/NQ-HĐND nêu cơ quan cấp huyện, kết thúc từ 01/07/2025.",
        ],
    ),
]


@pytest.mark.parametrize(("day", "expected"), DAYS)
def test_what_is_said_of_a_document_on_a_day(day: str, expected: list[str]) -> None:
    assert told(day) == expected


def test_a_locality_that_grew_keeps_its_documents_where_they_were() -> None:
    theirs = document(THEIRS)
    with Graph() as graph:
        (found,) = standing([theirs], "2026-01-01", graph)
    (one,) = remarks(theirs, "2026-01-01", found)
    assert (one.code, dict(one.data)["more"]) == ("locality_grown", "Quảng Nam")
    later = document(THEIRS.replace("08 tháng 7 năm 2022", "08 tháng 8 năm 2025").replace("8 năm 2022", "9 năm 2025"))
    with Graph() as graph:
        (found,) = standing([later], "2026-01-01", graph)
    assert remarks(later, "2026-01-01", found) == ()


def test_a_comparison_as_of_a_day_marks_its_provisions_and_survives_the_store() -> None:
    ours, theirs = document(OURS), document(THEIRS)
    pair = compare(ours, theirs, "a.txt", "b.txt")
    with Graph() as graph:
        graph.add([entry_of(document(REPEAL), "c.txt")])
        a, b = standing([ours, theirs], "2025-07-01", graph)
    found = dated(pair, (ours, theirs), "2025-07-01", (a, b))
    assert found.as_of == "2025-07-01"
    assert found.a.shown == "Bình Dương (nay là Thành phố Hồ Chí Minh, từ 01/07/2025)"
    assert found.b.shown == "Đà Nẵng"
    assert {match.a: match.a_state for match in found.matches}["art_1__cl_1"] == "repealed"
    assert all(match.b_state is None for match in found.matches)
    assert "on_day_repealed" in {one.code for one in found.findings}
    assert [(m.a, m.b, m.relation, m.score) for m in found.matches] == [
        (m.a, m.b, m.relation, m.score) for m in pair.matches
    ]
    assert from_json(to_json(found), Comparison) == found


def test_the_command_line_on_a_day(folder: Path) -> None:
    a, b = str(folder / "a.txt"), str(folder / "b.txt")
    run = CliRunner().invoke(cli, ["compare", a, b, "--as-of", "1/7/2025", "--in", str(folder), "--format", "json"])
    plain = json.loads(run.stdout)
    assert (plain["as_of"], plain["a"]["locality"]) == ("2025-07-01", "Bình Dương")
    assert "repealed" in [one.get("a_state") for one in plain["matches"]]
    run = CliRunner().invoke(cli, ["compare", a, b, "--as-of", "2025-07-01"])
    assert "Bình Dương (nay là Thành phố Hồ Chí Minh, từ 01/07/2025)" in run.output
    run = CliRunner().invoke(cli, ["compare", a, b, "--format", "json"])
    assert "a_state" not in run.stdout
    assert json.loads(run.stdout)["as_of"] is None
    run = CliRunner().invoke(cli, ["graph", str(folder), "12/2021/NQ-HĐND", "--as-of", "2025-07-01"])
    assert "Bình Dương (nay là Thành phố Hồ Chí Minh" in run.output


def test_two_of_one_number_are_told_apart_by_their_localities(folder: Path) -> None:
    same = folder / "d.txt"
    same.write_text(THEIRS.replace("30/2022", "12/2021"), encoding="utf-8")
    told = CliRunner().invoke(cli, ["compare", str(folder / "a.txt"), str(same)]).output
    assert told.startswith("12/2021/NQ-HĐND, Bình Dương  ↔  12/2021/NQ-HĐND, Đà Nẵng\n")
    assert "chỉ có ở 12/2021/NQ-HĐND, Bình Dương" in told
    assert "chỉ có ở 12/2021/NQ-HĐND, Đà Nẵng." in told
    told = CliRunner().invoke(cli, ["compare", str(folder / "a.txt"), str(folder / "b.txt")]).output
    assert told.startswith("12/2021/NQ-HĐND  ↔  30/2022/NQ-HĐND\n")


# (command, the day, words of the one line)
WRONG = [
    ("graph", "2025-02-30", "không có ngày 2025-02-30"),
    ("graph", "31/4/2025", "không có ngày 31/4/2025"),
    ("graph", "0/0/0000", "không có ngày 0/0/0000"),
    ("graph", "hôm nay", "không có ngày hôm nay"),
    ("graph", "", "không có ngày"),
    ("graph", "1945-09-01", "trước 02/9/1945"),
    ("compare", "01/01/1900", "trước 02/9/1945"),
    ("coverage", "2025-13-01", "không có ngày 2025-13-01"),
]


@pytest.mark.parametrize(("command", "day", "words"), WRONG)
def test_a_day_that_is_none_is_wrong_use(folder: Path, command: str, day: str, words: str) -> None:
    a, b = str(folder / "a.txt"), str(folder / "b.txt")
    rest = {"graph": [str(folder)], "compare": [a, b], "coverage": [a, "--in", str(folder)]}[command]
    run = CliRunner().invoke(cli, [command, *rest, "--as-of", day])
    assert run.exit_code == 2
    assert words in run.output
    assert "Traceback" not in run.output


def test_a_folder_of_amendments_needs_a_day(folder: Path) -> None:
    run = CliRunner().invoke(cli, ["compare", str(folder / "a.txt"), str(folder / "b.txt"), "--in", str(folder)])
    assert run.exit_code == 2
    assert "--as-of" in run.output


def test_days_before_and_after_everything(folder: Path) -> None:
    for day, words in (("1945-09-02", "chưa có hiệu lực"), ("9999-12-31", "hết hiệu lực một phần")):
        run = CliRunner().invoke(cli, ["graph", str(folder), "12/2021/NQ-HĐND", "--as-of", day])
        assert (run.exit_code, words in run.output) == (0, True), run.output
    assert "05/2024/NQ-HĐND  [bãi bỏ một phần]" in run.output  # a provision of it


def test_what_lies_around_a_document(folder: Path) -> None:
    citing = text(
        "9/2023/QĐ-UBND", "02 tháng 2 năm 2023", "Về bến thuyền",
        "Căn cứ Nghị quyết số 12/2021/NQ-HĐND ngày 10 tháng 12 năm 2021 của Hội đồng nhân dân tỉnh;\n"
        "Căn cứ Nghị định số 77/2020/NĐ-CP ngày 01 tháng 3 năm 2020 của Chính phủ;\n\n"
        "Điều 1. Chi\nTheo khoản 1 Điều 1 Nghị quyết số 12/2021/NQ-HĐND.\n\nĐiều 2. Hiệu lực\nTừ ngày ký.\n",
        "ỦY BAN NHÂN DÂN\nTỈNH BÌNH DƯƠNG", "QUYẾT ĐỊNH",
    )  # fmt: skip
    (folder / "d.txt").write_text(citing, encoding="utf-8")
    with Graph.of_folder(folder) as graph:
        graph.renew(folder)
        around = surroundings(graph, graph.find("12/2021/NQ-HĐND")[0])
        other = surroundings(graph, graph.find("9/2023/QĐ-UBND")[0])
    assert [(one.number, one.place, dict(one.kinds)) for one in around.after] == [
        ("05/2024/NQ-HĐND", "acts", {"repeal": 1}),
        ("9/2023/QĐ-UBND", "basis", {"basis": 1, "cite": 1}),
    ]
    assert [(one.number, one.place, one.file) for one in other.before] == [
        ("12/2021/NQ-HĐND", "basis", "a.txt"),
        ("77/2020/NĐ-CP", "basis", None),
    ]


def test_documents_that_are_cited_and_not_there_are_told(folder: Path) -> None:
    words = OURS.replace("12/2021", "14/2021").replace(
        "Điều 2. Hiệu lực\n", "Điều 2. Theo Quyết định số 05/2020/QĐ-TTg\n"
    )
    (folder / "e.txt").write_text(words, encoding="utf-8")
    run = CliRunner().invoke(cli, ["graph", str(folder), "--format", "json"])
    assert {"number": "05/2020/QĐ-TTg", "cited": 1} in json.loads(run.stdout)["missing"]


def test_cited_numbers_are_shown_as_printed(folder: Path) -> None:
    body = (
        "Điều 1. Theo Quyết định số 02/2020/QĐ-TTg.\nĐiều 2. Theo Quyết định số 2/2020/QĐ-TTg và Nghị định số 5/2020/NĐ-CP.\n"
        "Điều 3. Chi\nTheo khoản 1 Điều 3 Quyết định số 02/2020/QĐ-TTg.\n"
    )
    (folder / "f.txt").write_text(text("8/2023/QĐ-UBND", "02 tháng 2 năm 2023", "Về đò", body), encoding="utf-8")
    run = CliRunner().invoke(cli, ["graph", str(folder), "8/2023/QĐ-UBND", "--format", "json"])
    assert [one["number"] for one in json.loads(run.stdout)["cites"]] == [
        "02/2020/QĐ-TTg",
        "02/2020/QĐ-TTg",  # one spelling a document, the one that it has most often
        "5/2020/NĐ-CP",
        "02/2020/QĐ-TTg",
    ]
    with Graph.of_folder(folder) as graph:
        around = surroundings(graph, graph.find("8/2023/QĐ-UBND")[0])
    assert [(one.number, one.name) for one in around.before] == [("02/2020/QĐ-TTg", None), ("5/2020/NĐ-CP", None)]


def test_pictures_by_the_command_line(folder: Path, tmp_path: Path) -> None:
    for name in ("a.svg", "a.html"):
        run = CliRunner().invoke(cli, ["graph", str(folder), "12/2021/NQ-HĐND", "-o", str(tmp_path / name)])
        assert run.exit_code == 0, run.output
        assert "05/2024/NQ-HĐND" in (tmp_path / name).read_text("utf-8")
    run = CliRunner().invoke(cli, ["graph", str(folder), "-o", str(tmp_path / "b.svg")])
    assert (run.exit_code, "NUMBER" in run.output) == (2, True)
    run = CliRunner().invoke(cli, ["graph", str(folder), "12/2021/NQ-HĐND", "-o", str(tmp_path / "b.pdf")])
    assert (run.exit_code, ".svg" in run.output) == (2, True)
