"""The graph over a folder: links both ways, states on a day, amended text, records, renewal, and what is doubtful."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tuongdong.cite import cite
from tuongdong.cli import cli
from tuongdong.graph import Graph, Status, amended, document_key, effects, states
from tuongdong.graph.effects import ends_on
from tuongdong.graph.entries import entry_of
from tuongdong.graph.states import doubts
from tuongdong.models import Document
from tuongdong.parse import parse
from tuongdong.read.plain import read_plain


def head(number: str, day: str, title: str, doctype: str = "NGHỊ ĐỊNH", issuer: str = "CHÍNH PHỦ") -> str:
    return f"{issuer}\n\nSố: {number}\n\nHà Nội, ngày {day}\n\n{doctype}\n{title}\n\n"


BASE = head("07/2022/NĐ-CP", "10 tháng 3 năm 2022", "Về hỗ trợ bến thuyền") + (
    "Điều 1. Phạm vi\nNghị định này quy định về hỗ trợ bến thuyền.\n\n"
    "Điều 2. Mức hỗ trợ\n1. Mỗi bến được hỗ trợ 20 triệu đồng.\n2. Hồ sơ nộp tại Ủy ban nhân dân cấp huyện.\n\n"
    "Điều 3. Hồ sơ\n1. Đơn đề nghị.\n2. Bản vẽ.\n\n"
    "Điều 4. Hiệu lực\n1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2022.\n"
    "2. Quy định tại khoản 2 Điều 3 của Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2023.\n"
)
AMENDING = head(
    "15/2024/NĐ-CP", "20 tháng 6 năm 2024", "Sửa đổi, bổ sung một số điều của Nghị định số 07/2022/NĐ-CP"
) + (
    "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 07/2022/NĐ-CP\n"
    "1. Sửa đổi, bổ sung khoản 1 Điều 2 như sau:\n“1. Mỗi bến được hỗ trợ 35 triệu đồng.”\n"
    "2. Bổ sung khoản 3 vào sau khoản 2 Điều 3 như sau:\n“3. Ảnh chụp bến.”\n"
    "3. Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại khoản 2 Điều 2.\n"
    "4. Bãi bỏ khoản 1 Điều 3.\n\n"
    "Điều 2. Hiệu lực\nNghị định này có hiệu lực thi hành từ ngày 01 tháng 8 năm 2024.\n"
)
ENDING = head("30/2025/NĐ-CP", "05 tháng 9 năm 2025", "Về hỗ trợ bến thuyền, cầu phao") + (
    "Điều 1. Phạm vi\nNghị định này quy định về bến thuyền.\n\n"
    "Điều 2. Hiệu lực\n1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 11 năm 2025.\n"
    "2. Nghị định này thay thế Nghị định số 07/2022/NĐ-CP ngày 10 tháng 3 năm 2022 của Chính phủ.\n"
)
CITING = head("44/2023/TT-BTC", "02 tháng 2 năm 2023", "Hướng dẫn hỗ trợ bến thuyền", "THÔNG TƯ", "BỘ TÀI CHÍNH") + (
    "Căn cứ Nghị định số 07/2022/NĐ-CP ngày 10 tháng 3 năm 2022 của Chính phủ;\n\n"
    "Điều 1. Thanh toán\nKinh phí quy định tại khoản 1 Điều 2 và Điều 45 Nghị định số 07/2022/NĐ-CP được chi một lần.\n\n"
    "Điều 2. Hiệu lực\nThông tư này có hiệu lực thi hành từ ngày 20 tháng 3 năm 2023.\n"
)
FILES = {"a.txt": BASE, "b.txt": AMENDING, "c.txt": ENDING, "d.txt": CITING}


def document(text: str) -> Document:
    return parse(read_plain(text.encode(), Path("a.txt")), name="a.txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUONGDONG_HOME", str(tmp_path / "home"))
    place = tmp_path / "docs"
    place.mkdir()
    for name, text in FILES.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def graph(folder: Path) -> Iterator[Graph]:
    with Graph.of_folder(folder) as one:
        one.renew(folder)
        yield one


def only(graph: Graph, number: str):  # type: ignore[no-untyped-def]
    (node,) = graph.find(number)
    return node


def test_links_run_both_ways(graph: Graph) -> None:
    base = only(graph, "07/2022/NĐ-CP")
    to = [(link.source.number, link.row.within, link.row.kind, link.row.eid) for link in graph.links_to(base)]
    assert ("44/2023/TT-BTC", "legal_bases", "basis", "") in to
    assert ("44/2023/TT-BTC", "art_1", "cite", "art_2__cl_1") in to
    assert ("15/2024/NĐ-CP", "art_1__cl_4", "repeal", "art_3__cl_1") in to
    assert ("30/2025/NĐ-CP", "art_2__cl_2", "replace", "") in to
    assert {link.target for link in graph.links_of(only(graph, "44/2023/TT-BTC"))} == {base}


# (day, provision, status): entry into force, also of one clause; amendment, repeal, addition; replacement of the whole
STATES = [
    ("2022-04-30", "", Status.NOT_YET),
    ("2022-05-01", "art_3__cl_1", Status.IN_FORCE),
    ("2022-12-31", "art_3__cl_2", Status.NOT_YET),
    ("2023-01-01", "art_3__cl_2", Status.IN_FORCE),
    ("2024-07-31", "art_2__cl_1", Status.IN_FORCE),
    ("2024-08-01", "art_2__cl_1", Status.AMENDED),
    ("2024-08-01", "art_2", Status.AMENDED),
    ("2024-08-01", "art_3__cl_1", Status.REPEALED),
    ("2024-08-01", "art_3", Status.PARTLY_REPEALED),
    ("2024-08-01", "art_3__cl_3", Status.AMENDED),
    ("2024-08-01", "art_1", Status.IN_FORCE),
    ("2025-10-31", "art_1", Status.IN_FORCE),
    ("2025-11-01", "art_1", Status.REPLACED),
    ("2025-11-01", "", Status.REPLACED),
]


@pytest.mark.parametrize(("day", "eid", "status"), STATES)
def test_states_on_a_day(graph: Graph, day: str, eid: str, status: Status) -> None:
    found = {state.eid: state for state in states(graph, only(graph, "07/2022/NĐ-CP"), day)}
    assert found[eid].status is status


@pytest.mark.parametrize(
    ("order", "status"),
    [
        ("Bãi bỏ Nghị định số 07/2022/NĐ-CP", Status.REPEALED),
        ("Bãi bỏ một số văn bản sau: Nghị định số 07/2022/NĐ-CP", Status.REPEALED),
        ("Bãi bỏ một số nghị định: Nghị định số 5/2020/NĐ-CP; Nghị định số 07/2022/NĐ-CP", Status.REPEALED),
        ("Sửa đổi, bổ sung, bãi bỏ một số điều của Nghị định số 07/2022/NĐ-CP", Status.PARTLY_REPEALED),
        ("Bãi bỏ một phần Nghị định số 07/2022/NĐ-CP", Status.PARTLY_REPEALED),
        ("Bãi bỏ mẫu số 05, mẫu số 06 tại Phụ lục kèm theo Nghị định số 07/2022/NĐ-CP", Status.PARTLY_REPEALED),
        (
            "Bãi bỏ các quy định về phí tại Nghị định số 5/2020/NĐ-CP và Nghị định số 07/2022/NĐ-CP",
            Status.PARTLY_REPEALED,
        ),
        ("Bãi bỏ toàn bộ Nghị định số 07/2022/NĐ-CP", Status.REPEALED),
        ("Bãi bỏ một số điều của Nghị định số 5/2020/NĐ-CP và thay thế Nghị định số 07/2022/NĐ-CP", Status.REPLACED),
    ],
)
def test_what_goes_in_part_goes_on(order: str, status: Status) -> None:
    acting = head("31/2025/NĐ-CP", "05 tháng 9 năm 2025", "Về bến thuyền") + (
        f"Điều 1. Điều khoản thi hành\n1. {order}.\n"
        "2. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 11 năm 2025.\n"
    )
    with Graph() as made:
        made.add(entry_of(document(text), name) for name, text in (("a.txt", BASE), ("b.txt", acting)))
        node = next(one for one in made.nodes() if one.file == "a.txt")
        whole, *parts = states(made, node, "2026-01-01")
        assert whole.status == status
        gone = {one.eid: one.status for one in parts}["art_1"]
        assert gone == (Status.IN_FORCE if status is Status.PARTLY_REPEALED else status)


def test_amendments_are_applied_to_the_letter_or_pointed_to() -> None:
    base, amending = document(BASE), document(AMENDING)
    versions = {v.eid: v for v in amended(base, amending, cite(amending).citations)}
    assert versions["art_2__cl_1"].text == "1. Mỗi bến được hỗ trợ 35 triệu đồng."
    assert versions["art_2__cl_2"].text == "2. Hồ sơ nộp tại Ủy ban nhân dân cấp xã."
    assert (versions["art_3__cl_3"].text, versions["art_3__cl_3"].added) == ("3. Ảnh chụp bến.", True)
    vague = document(AMENDING.replace("“cấp huyện” bằng", "“cấp châu” bằng"))
    assert {v.eid: v for v in amended(base, vague, cite(vague).citations)}["art_2__cl_2"].text is None


def test_a_suspension_lasts_as_long_as_it_says(graph: Graph) -> None:
    resting = head("99/2023/NĐ-CP", "01 tháng 6 năm 2023", "Về ngưng hiệu lực") + (
        "Điều 1. Ngưng hiệu lực\nNgưng hiệu lực thi hành khoản 1 Điều 2 Nghị định số 07/2022/NĐ-CP đến hết ngày 31 tháng 12 năm 2023.\n\n"
        "Điều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày 01 tháng 7 năm 2023.\n"
    )
    from tuongdong.graph.entries import entry_of

    graph.add([entry_of(document(resting), "e.txt")])
    on = [
        {s.eid: s.status for s in states(graph, only(graph, "07/2022/NĐ-CP"), day)}["art_2__cl_1"]
        for day in ("2023-06-30", "2023-07-01", "2023-12-31", "2024-01-01")
    ]
    assert on == [Status.IN_FORCE, Status.SUSPENDED, Status.SUSPENDED, Status.IN_FORCE]


def test_a_pilot_ends_with_its_term() -> None:
    assert ends_on(Document(text="", effective_on="2024-02-29", term="03 (ba) năm")) == "2027-03-01"
    assert ends_on(Document(text="", effective_on="2023-12-15", term="18 tháng")) == "2025-06-15"
    assert ends_on(Document(text="", effective_on="2022-08-31", term="06 tháng")) == "2023-03-01"
    assert ends_on(Document(text="", effective_on="2023-12-15")) is None


OWN_END = [  # (the clause on effect, the day from which the document is no longer in force)
    ("Nghị quyết này có hiệu lực thi hành kể từ ngày 18 tháng 11 năm 2025 đến ngày 31 tháng 12 năm 2025.", "2026-01-01"),
    ("1. Nghị quyết này có hiệu lực từ ngày 18/11/2025 và được áp dụng đến hết năm 2026.", "2027-01-01"),
    ("Nghị quyết này có hiệu lực kể từ ngày ký ban hành đến hết ngày 28/02/2027.", "2027-03-01"),
    ("Nghị quyết này có hiệu lực từ ngày 18/11/2025 và hết hiệu lực từ ngày 01/01/2027.", "2027-01-01"),
    ("Nghị quyết này có hiệu lực từ ngày 18/11/2025. Báo cáo gửi đến ngày 31/12/2025.", None),
    ("Thời hạn ủy quyền: từ ngày Nghị quyết này có hiệu lực đến hết ngày 28/02/2027.", None),
    ("Khoản 1 Điều 1 của Nghị quyết này có hiệu lực đến ngày 31/12/2025.", None),
    ("Nghị quyết số 11/2024/NQ-HĐND có hiệu lực đến ngày 31/12/2025.", None),
    ("Sửa đổi khoản 1 Điều 9 như sau:\n“1. Nghị quyết này có hiệu lực từ ngày 01/01/2024 đến ngày 31/12/2025.”", None),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "day"), OWN_END)
def test_a_document_ends_when_its_clause_on_effect_says_so(clause: str, day: str | None) -> None:
    text = head("20/2025/NQ-HĐND", "18 tháng 11 năm 2025", "Về bến", "NGHỊ QUYẾT", "HỘI ĐỒNG NHÂN DÂN\nTỈNH CÀ MAU")
    assert ends_on(document(f"{text}Điều 1. Bến\nCó bến.\n\nĐiều 2. Hiệu lực\n{clause}\n")) == day


def test_what_a_document_amends_lasts_as_long_as_it(folder: Path) -> None:
    end = "từ ngày 01 tháng 8 năm 2024 đến ngày 31 tháng 12 năm 2024"
    (folder / "b.txt").write_text(AMENDING.replace("từ ngày 01 tháng 8 năm 2024", end), encoding="utf-8")
    with Graph.of_folder(folder) as made:
        made.renew(folder)
        on = {
            day: {s.eid: s.status for s in states(made, only(made, "07/2022/NĐ-CP"), day)}
            for day in ("2024-12-31", "2025-01-01")
        }
    assert [on[day]["art_2__cl_1"] for day in on] == [Status.AMENDED, Status.IN_FORCE]
    assert [on[day]["art_3__cl_1"] for day in on] == [Status.REPEALED, Status.REPEALED]
    assert [on[day].get("art_3__cl_3") for day in on] == [Status.AMENDED, None]
    asked = ["graph", str(folder), "15/2024/NĐ-CP", "--as-of", "2025-01-01"]
    words = f"Nghị định này có hiệu lực thi hành {end}"
    told = CliRunner().invoke(cli, asked).output
    assert f"hết hiệu lực từ 01/01/2025 (Điều 2 của văn bản: “{words}”)" in told
    whole = json.loads(CliRunner().invoke(cli, [*asked, "--format", "json"]).stdout)["states"][0]
    assert (whole["status"], whole["since"], whole["says"]) == ("ended", "2025-01-01", {"in": "art_2", "text": words})


def test_the_terminal_tells_what_was_amended_as_people_name_it(folder: Path) -> None:
    def told(day: str) -> str:
        return CliRunner().invoke(cli, ["graph", str(folder), "07/2022/NĐ-CP", "--as-of", day]).output

    later = told("2024-08-01")
    assert "  Khoản 1 Điều 2  đã được sửa đổi, bổ sung từ 01/08/2024 (15/2024/NĐ-CP, khoản 1 Điều 1)" in later
    assert "  Khoản 1 Điều 3  đã bị bãi bỏ từ 01/08/2024 (15/2024/NĐ-CP, khoản 4 Điều 1)" in later
    assert "  Điều 2  " in later
    assert "còn hiệu lực" not in later
    assert "art_" not in later
    assert "chưa có hiệu lực (có hiệu lực từ 01/05/2022)" in told("2022-04-30")
    assert "  Khoản 2 Điều 3  chưa có hiệu lực (có hiệu lực từ 01/01/2023)" in told("2022-04-30")
    assert "  Khoản 2 Điều 3  chưa có hiệu lực (có hiệu lực từ 01/01/2023)" in told("2022-05-01")


def test_a_matter_that_is_the_title_sets_the_day_of_all() -> None:
    text = head("5/2022/QH15", "10 tháng 3 năm 2022", "Về tổ chức bến thuyền", "NGHỊ QUYẾT", "QUỐC HỘI") + (
        "Điều 1. Bến\nCác bến do cấp xã quản lý.\n\nĐiều 2. Hiệu lực\n1. Nghị quyết này có hiệu lực từ ngày 01 tháng 5 năm 2022.\n"
        "2. Việc tổ chức bến thuyền quy định tại Nghị quyết này được thực hiện từ ngày 01 tháng 9 năm 2022.\n"
        "3. Việc đếm thuyền quy định tại Nghị quyết này được thực hiện từ ngày 01 tháng 12 năm 2022.\n"
    )
    found = effects(document(text), cite(document(text)).citations)
    assert [(one.since, one.eids, one.subject) for one in found] == [("2022-09-01", (), "tổ chức bến thuyền")]


def test_only_what_changed_is_read_again(folder: Path, graph: Graph) -> None:
    assert graph.renew(folder)[:2] == (0, 0)
    (folder / "d.txt").write_text(CITING.replace("44/2023", "45/2023"), encoding="utf-8")
    (folder / "c.txt").unlink()
    assert graph.renew(folder)[:2] == (1, 1)
    assert not graph.find("44/2023/TT-BTC")
    assert only(graph, "45/2023/TT-BTC").has_text
    assert {s.eid: s.status for s in states(graph, only(graph, "07/2022/NĐ-CP"), "2026-01-01")}[
        "art_1"
    ] is Status.IN_FORCE


def test_a_record_stands_until_its_text_comes(folder: Path, graph: Graph) -> None:
    table = "Số, ký hiệu;Ngày ban hành;Hết hiệu lực từ;Trích yếu\n7/2020/NĐ-CP;01/02/2020;01/5/2022;Về bến\n;01/02/2020;;\n9/2020/NĐ-CP;32/02/2020;;Về cầu\n"
    (folder / "records.csv").write_text(table, encoding="utf-8")
    renewed = graph.renew(folder)
    assert [(f.code, dict(f.data)["row"]) for f in renewed.findings] == [
        ("record_unreadable", "3"),
        ("record_unreadable", "4"),
    ]
    record = only(graph, "07/2020/NĐ-CP")
    assert not record.has_text
    assert states(graph, record, "2023-01-01")[0].status is Status.ENDED
    (folder / "f.txt").write_text(BASE.replace("07/2022", "07/2020"), encoding="utf-8")
    graph.renew(folder)
    assert only(graph, "07/2020/NĐ-CP").has_text


def test_a_file_that_cannot_be_read_is_told_each_time_and_read_once(folder: Path, graph: Graph) -> None:
    (folder / "g.docx").write_bytes(b"PK\x03\x04 cut short")
    first, second = graph.renew(folder), graph.renew(folder)
    assert (first.read, second.read) == (1, 0)
    assert [name for name, _ in second.refused] == ["g.docx"]


def test_local_numbers_are_shared_and_never_linked_across_localities(folder: Path, graph: Graph) -> None:
    def local(place: str, number: str, words: str) -> str:
        issuer = f"HỘI ĐỒNG NHÂN DÂN\nTỈNH {place.upper()}"
        return (
            head(number, "10 tháng 3 năm 2022", "Về bến", "NGHỊ QUYẾT", issuer)
            + f"Điều 1. Bến\n{words}\n\nĐiều 2. Hiệu lực\nTừ ngày ký.\n"
        )

    for place in ("An Giang", "Cà Mau"):
        (folder / f"{place}.txt").write_text(local(place, "05/2022/NQ-HĐND", "Hỗ trợ bến."), encoding="utf-8")
    (folder / "x.txt").write_text(
        local("Cà Mau", "06/2022/NQ-HĐND", "Theo Điều 1 Nghị quyết số 05/2022/NQ-HĐND."), encoding="utf-8"
    )
    (folder / "y.txt").write_text(
        local("Lào Cai", "07/2022/NQ-HĐND", "Theo Điều 1 Nghị quyết số 05/2022/NQ-HĐND."), encoding="utf-8"
    )
    graph.renew(folder)
    targets = {
        link.source.file: link.target and link.target.file
        for link in graph.links()
        if link.row.number == "5/2022/NQ-HĐND"
    }
    assert targets == {"x.txt": "Cà Mau.txt", "y.txt": None}


def local(place: str, number: str, day: str, words: str) -> str:
    issuer = f"HỘI ĐỒNG NHÂN DÂN\n{place.upper()}"
    body = f"Điều 1. Bến\n{words}\n\nĐiều 2. Hiệu lực\nNghị quyết này có hiệu lực từ ngày 01 tháng 12 năm {day[-4:]}.\n"
    return head(number, day, "Về bến", "NGHỊ QUYẾT", issuer) + body


# (whose act it is, what the citing text says, the files that it means: own, or of a locality that was merged or renamed)
WHOSE = [
    ("tỉnh Vĩnh Long", "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND ngày 29 tháng 6 năm 2024 của Hội đồng nhân dân tỉnh Trà Vinh.", ["Trà Vinh"]),
    ("tỉnh Vĩnh Long", "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND của HĐND tỉnh Bến Tre.", ["Bến Tre"]),
    ("tỉnh Vĩnh Long", "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND của Hội đồng nhân dân tỉnh.", ["Vĩnh Long"]),
    ("tỉnh Vĩnh Long", "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND.", ["Vĩnh Long"]),
    ("tỉnh Vĩnh Long", "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND ngày 29/6/2024 và số 12/2024/NQ-HĐND của HĐND tỉnh Trà Vinh.", ["Trà Vinh"]),
    # what is named in full once is meant where it is named in short
    ("tỉnh Vĩnh Long", "1. Theo Nghị quyết số 11/2024/NQ-HĐND của HĐND tỉnh Trà Vinh.\n2. Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND.", ["Trà Vinh"] * 2),
    ("tỉnh Vĩnh Long", "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND của HĐND tỉnh hỗ trợ bến thuyền trên địa bàn tỉnh Bến Tre.", ["Bến Tre"]),
    ("tỉnh Đồng Nai", "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND của Hội đồng nhân dân tỉnh.", [None]),
    ("thành phố Huế", "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND của Hội đồng nhân dân tỉnh Thừa Thiên - Huế.", ["Thừa Thiên Huế"]),
    ("thành phố Huế", "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND của Hội đồng nhân dân thành phố Huế.", ["Thừa Thiên Huế"]),
    ("thành phố Huế", "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND.", ["Thừa Thiên Huế"]),
    ("thành phố Huế", "Bãi bỏ Nghị quyết số 11/2024/NQ-HĐND của HĐND tỉnh Quảng Nam.", [None]),
]  # fmt: skip


@pytest.mark.parametrize(("place", "words", "targets"), WHOSE)
def test_a_local_number_is_the_act_of_the_body_that_is_named(place: str, words: str, targets: list[str | None]) -> None:
    with Graph() as made:
        for other in ("Bến Tre", "Cà Mau", "Thừa Thiên Huế", "Trà Vinh", "Vĩnh Long"):
            old = local(f"tỉnh {other}", "11/2024/NQ-HĐND", "29 tháng 6 năm 2024", "Mỗi bến được hỗ trợ.")
            made.add([entry_of(document(old), other)])
        made.add([entry_of(document(local(place, "20/2025/NQ-HĐND", "18 tháng 11 năm 2025", words)), "new")])
        found = [link for link in made.links() if link.row.number == "11/2024/NQ-HĐND"]
        assert [link.target and link.target.file for link in found] == targets
        for node in made.nodes():
            ended = node.file in targets and "Bãi bỏ" in words
            assert (states(made, node, "2026-01-01")[0].status is Status.REPEALED) == ended


def test_forms_that_go_leave_their_document() -> None:
    words = "Bãi bỏ mẫu số 05, mẫu số 06 tại Phụ lục kèm theo Nghị quyết số 11/2024/NQ-HĐND."
    with Graph() as made:
        for number, day, said in (
            ("11/2024/NQ-HĐND", "29 tháng 6 năm 2024", "Có mẫu đơn."),
            ("20/2025/NQ-HĐND", "18 tháng 11 năm 2025", words),
        ):
            made.add([entry_of(document(local("tỉnh Vĩnh Long", number, day, said)), number)])
        assert states(made, made.find("11/2024/NQ-HĐND")[0], "2026-01-01")[0].status is Status.PARTLY_REPEALED


def test_doubts_are_told(folder: Path, graph: Graph) -> None:
    assert [(f.code, dict(f.data)["eid"]) for f in doubts(graph)] == [("cited_eid_unknown", "art_45")]
    (folder / "same.txt").write_text(BASE, encoding="utf-8")
    (folder / "other.txt").write_text(CITING.replace("chi một lần", "chi hai lần"), encoding="utf-8")
    (folder / "h.txt").write_text(AMENDING.replace("15/2024", "16/2024"), encoding="utf-8")
    back = (
        head("17/2024/NĐ-CP", "21 tháng 6 năm 2024", "Sửa đổi Nghị định số 18/2024/NĐ-CP")
        + "Điều 1. Sửa đổi\nBãi bỏ Điều 1 Nghị định số 18/2024/NĐ-CP.\n"
    )
    (folder / "i.txt").write_text(back, encoding="utf-8")
    (folder / "j.txt").write_text(
        back.replace("17/2024", "XX/2024").replace("18/2024", "17/2024").replace("XX/2024", "18/2024"), encoding="utf-8"
    )
    graph.renew(folder)
    found = doubts(graph)
    codes = {one.code for one in found}
    assert {"document_twice", "number_twice", "amended_in_circle", "amended_twice_a_day"} <= codes
    (circle,) = [dict(one.data)["numbers"] for one in found if one.code == "amended_in_circle"]
    assert circle == "17/2024/NĐ-CP, 18/2024/NĐ-CP"


def test_numbers_have_one_form() -> None:
    assert document_key("Số: x") != ""
    assert document_key("05/2020/NÐ–CP") == document_key(" 5/2020/NĐ-CP") == "5/2020/NĐ-CP"
    assert document_key(None) == ""


def test_the_table_holds_every_link(graph: Graph, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    from tuongdong.graph.table import write_links

    count = write_links(graph, tmp_path / "links.parquet")
    rows = parquet.read_table(tmp_path / "links.parquet").to_pylist()
    assert count == len(rows) == len(list(graph.links()))
    assert {row["to_number"] for row in rows if row["kind"] == "replace"} == {"07/2022/NĐ-CP"}


TOPIC = """Chương I
QUY ĐỊNH CHUNG
Điều 99.1.LQ.1. Phạm vi điều chỉnh
(Điều 1 Luật số 1/2015/QH13 về Sông ngày 19/06/2015 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/01/2016)
Luật này quy định về sông; bãi bỏ Nghị định số 5/2010/NĐ-CP.
Điều 99.1.LQ.2. Đối tượng áp dụng
Cơ quan ở tỉnh.
Điều 99.1.LQ.3. Hiệu lực
Luật này có hiệu lực từ năm 2016.
"""


def test_a_topic_of_the_codification_amends_nothing(tmp_path: Path) -> None:
    (tmp_path / "topic.txt").write_text(TOPIC, encoding="utf-8")
    with Graph() as graph:
        renewed = graph.renew(tmp_path)
        assert [name for name, _ in renewed.refused] == ["topic.txt"]
        assert graph.nodes() == ()
    assert entry_of(parse(read_plain(TOPIC.encode(), Path("topic.txt"))), "topic.txt").links == ()
