"""Citations: what is named, by which words, to which provision."""

from pathlib import Path

import pytest

from tuongdong.cite import cite
from tuongdong.cite.mentions import mentions
from tuongdong.cite.paths import PHRASE_RE, paths
from tuongdong.models import Document, SourceText
from tuongdong.parse import parse

HEAD = "NGHỊ QUYẾT SỐ 7/2025/NQ-HĐND\nVề hỗ trợ bến đò\n\n"


def read(body: str) -> Document:
    return parse(SourceText(text=HEAD + body, format="txt"), name="thu.txt")


@pytest.mark.parametrize(
    ("phrase", "eids"),
    [
        ("khoản 1 Điều 5", ["art_5__cl_1"]),
        ("các điểm a, b và đ khoản 2 Điều 5", ["art_5__cl_2__point_a", "art_5__cl_2__point_b", "art_5__cl_2__point_đ"]),
        ("từ Điều 5 đến Điều 8", ["art_5", "art_6", "art_7", "art_8"]),
        ("khoản 2đ Điều 5a", ["art_5a__cl_2đ"]),
        ("khoản 1, điểm b khoản 2 Điều 13", ["art_13__cl_1", "art_13__cl_2__point_b"]),
        ("khoản 2 Điều 36 và Điều 63", ["art_36__cl_2", "art_63"]),
        ("các Điều: 3, 4, 5", ["art_3", "art_4", "art_5"]),
        ("Mục 2 Chương II", ["chp_II__sec_2"]),
    ],
)
def test_paths(phrase: str, eids: list[str]) -> None:
    match = PHRASE_RE.search(phrase)
    assert match is not None
    assert match[0] == phrase
    assert [path.eid for path in paths(phrase)] == eids


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("Nghị định số 9/2099/NĐ-CP", "9/2099/NĐ-CP", None),
        ("Nghị định số 9/2099/NĐ- CP", "9/2099/NĐ-CP", None),  # broken at a line end
        ("Luật Ngân sách nhà nước năm 2015", None, "Luật Ngân sách nhà nước"),
        ("Luật Đất đai số 31/2024/QH15", "31/2024/QH15", None),
        ("LUẬT VIỆC LÀM", None, "Luật Việc làm"),
        # names that go on behind a comma, "và", "số"
        ("Luật Phòng, chống ma túy", None, "Luật Phòng, chống ma túy"),
        ("Luật Hỗ trợ doanh nghiệp nhỏ và vừa", None, "Luật Hỗ trợ doanh nghiệp nhỏ và vừa"),
        ("Luật Tần số vô tuyến điện và các nghị định", None, "Luật Tần số vô tuyến điện"),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Đất đai và Luật Nhà ở",
            None,
            "Luật sửa đổi, bổ sung một số điều của Luật Đất đai và Luật Nhà ở",
        ),
    ],
)
def test_documents(text: str, number: str | None, name: str | None) -> None:
    (found,) = mentions(text, 0, len(text))
    assert (found.number, found.name) == (number, name)


@pytest.mark.parametrize(
    ("body", "within", "number", "eid", "kind"),
    [
        # relative
        ("Điều 1. Bến\n1. Theo khoản 2 Điều này.\n2. Đò.", "art_1__cl_1", "this", "art_1__cl_2", "cite"),
        (
            "Điều 1. Bến\n1. Đò:\na) Thuyền;\nb) Theo điểm a khoản này.",
            "art_1__cl_1__point_b",
            "this",
            "art_1__cl_1__point_a",
            "cite",
        ),
        # acts
        ("Điều 1. Bến\nBãi bỏ Quyết định số 5/2020/QĐ-UBND.", "art_1", "5/2020/QĐ-UBND", None, "repeal"),
        ("Điều 1. Bến\nQuyết định số 5/2020/QĐ-UBND hết hiệu lực.", "art_1", "5/2020/QĐ-UBND", None, "repeal"),
        # an end that is waited for is not ordered
        (
            "Điều 1. Bến\nĐò chạy đến khi Quyết định số 5/2020/QĐ-UBND hết hiệu lực.",
            "art_1",
            "5/2020/QĐ-UBND",
            None,
            "cite",
        ),
        (
            "Điều 1. Bến\nNghị quyết này thay thế Nghị quyết số 5/2020/NQ-HĐND.",
            "art_1",
            "5/2020/NQ-HĐND",
            None,
            "replace",
        ),
        (
            "Điều 1. Bến\nSửa đổi khoản 3 Điều 2 Nghị quyết số 5/2020/NQ-HĐND.",
            "art_1",
            "5/2020/NQ-HĐND",
            "art_2__cl_3",
            "amend",
        ),
        # what others are measured by
        (
            "Điều 1. Bến\nChủ bến vi phạm Luật Đất đai, quy chế bến thì bị hủy bỏ quyết định tặng.",
            "art_1",
            "Luật Đất đai",
            None,
            "cite",
        ),
        (
            "Điều 1. Bến\n1. Yêu cầu sửa đổi:\na) Bảo đảm phù hợp với Hiến pháp.",
            "art_1__cl_1__point_a",
            "Hiến pháp",
            None,
            "cite",
        ),
        (
            "Điều 1. Bến\nBãi bỏ quy định về đò trái với Luật Đất đai.",
            "art_1",
            "Luật Đất đai",
            None,
            "cite",
        ),
        # history
        (
            "Điều 1. Bến\nTheo Nghị định số 5/2020/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 6/2021/NĐ-CP.",
            "art_1",
            "6/2021/NĐ-CP",
            None,
            "cite",
        ),
    ],
)
def test_targets(body: str, within: str, number: str, eid: str | None, kind: str) -> None:
    found = {
        (c.within, "this" if c.target.self else c.target.number or c.target.name, c.target.eid, c.kind.value)
        for c in cite(read(body)).citations
        if c.target is not None
    }
    assert (within, number, eid, kind) in found


@pytest.mark.parametrize(
    ("order", "acts"),
    [
        ("Bãi bỏ mẫu số 05, mẫu số 06 tại Phụ lục kèm theo Nghị quyết số 5/2020/NQ-HĐND.", ["repeal_part"]),
        ("Bãi bỏ các biểu mẫu tại Nghị quyết số 5/2020/NQ-HĐND.", ["repeal_part"]),
        ("Thay thế các mục I, II của Nghị quyết số 5/2020/NQ-HĐND.", ["replace_part"]),
        ("Bãi bỏ mục II, phần III, Nghị quyết số 5/2020/NQ-HĐND.", ["repeal_part"]),
        ("Quy định về phí bến tại Nghị quyết số 5/2020/NQ-HĐND hết hiệu lực.", ["repeal_part"]),
        # what follows in a list goes the same way
        ("Bãi bỏ phí bến tại Nghị quyết số 5/2020/NQ-HĐND và Nghị quyết số 6/2020/NQ-HĐND.", ["repeal_part"] * 2),
        ("Bãi bỏ một số quy định tại các nghị quyết sau:\na) Nghị quyết số 5/2020/NQ-HĐND.", ["repeal_part"]),
        # the whole
        ("Bãi bỏ các nghị quyết sau:\na) Nghị quyết số 5/2020/NQ-HĐND.", ["repeal"]),
        ("Bãi bỏ một số nghị quyết: Nghị quyết số 5/2020/NQ-HĐND.", ["repeal"]),
        (
            "Bãi bỏ phí tại Nghị quyết số 5/2020/NQ-HĐND và thay thế Nghị quyết số 6/2020/NQ-HĐND.",
            ["repeal_part", "replace"],
        ),
        ("Bãi bỏ khoản 2 Điều 1 Nghị quyết số 5/2020/NQ-HĐND.", ["repeal"]),
        ("Bãi bỏ toàn bộ nội dung của Nghị quyết số 5/2020/NQ-HĐND.", ["repeal"]),
        ("Bãi bỏ toàn bộ biểu mẫu tại Nghị quyết số 5/2020/NQ-HĐND.", ["repeal_part"]),
        # another sentence says nothing of it
        (
            "Bãi bỏ một số điều của Nghị quyết số 5/2020/NQ-HĐND. Nghị quyết số 6/2020/NQ-HĐND hết hiệu lực.",
            ["repeal_part", "repeal"],
        ),
        (
            "Bãi bỏ các biểu mẫu tại Nghị quyết số 5/2020/NQ-HĐND; Nghị quyết số 6/2020/NQ-HĐND hết hiệu lực.",
            ["repeal_part", "repeal"],
        ),
    ],
)
def test_what_is_repealed_in_part(order: str, acts: list[str]) -> None:
    assert [one.act for one in cite(read(f"Điều 1. Bến\n1. {order}")).citations] == acts


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("Luật Đất đai", ["31/2024/QH15"]),
        ("Luật Đất đai năm 2013", ["45/2013/QH13"]),
        ("Luật Đất đai 2013", ["45/2013/QH13"]),
        ("Luật Đất đai ngày 29 tháng 11 năm 2013", ["45/2013/QH13"]),
        ("Luật Tổ chức chính quyền địa phương ngày 19/02/2025", ["65/2025/QH15"]),
        # the register has none of that year
        ("Luật Đất đai năm 1993", [None]),
        # passed, and not yet in force
        ("Luật Việc làm", ["38/2013/QH13", "74/2025/QH15"]),
        ("Luật Việc làm năm 2025", ["74/2025/QH15"]),
    ],
)
def test_which_law_of_a_name(printed: str, numbers: list[str | None]) -> None:
    head = "NGHỊ QUYẾT SỐ 7/2025/NQ-HĐND\nVề bến đò\nHà Nội, ngày 18 tháng 11 năm 2025\n\n"
    document = parse(SourceText(text=f"{head}Điều 1. Bến\n1. Theo {printed}.", format="txt"), name="thu.txt")
    assert document.issued_on == "2025-11-18"
    (one,) = cite(document).citations
    given = one.candidates or (one.target,)
    assert [target.resolved_number for target in given if target] == numbers
    assert one.target is None or len(numbers) == 1 or one.target.resolved_number is None
    assert one.resolved == (numbers != [None])


def test_a_name_that_may_go_on_is_not_certain() -> None:
    (one,) = cite(read("Điều 1. Bến\nTheo Luật Bến, đò chạy sông.")).citations
    assert (one.resolved, one.target, [c.name for c in one.candidates]) == (False, None, ["Luật Bến"])
    (one,) = cite(read("Điều 1. Bến\nTheo Luật Bến và các văn bản khác.")).citations
    assert one.resolved


def test_what_does_not_exist_is_unresolved_with_candidates() -> None:
    (one,) = cite(read("Điều 1. Bến\nTheo khoản 9 Điều 45.")).citations
    assert not one.resolved
    assert one.target is None
    assert [c.eid for c in one.candidates] == ["art_45__cl_9"]


def test_what_the_document_itself_does_not_have_is_told() -> None:
    found = cite(read("Điều 1. Bến\n1. Theo Điều 45 của Nghị quyết này và khoản 1 Điều này.\n2. Đò."))
    assert [dict(one.data)["eid"] for one in found.findings] == ["art_45"]


LETTER = """BỘ TÀI CHÍNH
Số: 560/CT-CS
V/v thuê bến

Hà Nội, ngày 28 tháng 11 năm 2025
Kính gửi: Thuế tỉnh Bến Sao.
Bến đò theo khoản 3, Điều 2 Thông tư này và theo Nghị định số 9/2020/NĐ-CP.
"""


def test_what_a_letter_quotes_is_not_its_own() -> None:
    document = parse(SourceText(text=LETTER, format="txt"), "thu.txt", bare=True)
    assert document.doctype == "công văn"
    found = cite(document)
    quoted, other = found.citations
    assert (quoted.resolved, quoted.target) == (False, None)
    assert other.target is not None
    assert other.target.number == "9/2020/NĐ-CP"
    assert found.findings == ()


def test_letters_are_cited_on_the_command_line(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from tuongdong.cli.cite import command

    file = tmp_path / "thu.txt"
    file.write_text(LETTER, encoding="utf-8")
    result = CliRunner().invoke(command, [str(file)])
    assert result.exit_code == 0, result.output
    assert "9/2020/NĐ-CP" in result.output


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("theo mẫu tại Phụ lục II ban hành kèm theo Nghị quyết số 8/2020/NQ-HĐND", "Phụ lục II ban hành kèm theo"),
        ("danh mục bến được lập tại Phụ lục kèm theo Nghị quyết số 8/2020/NQ-HĐND", "Phụ lục kèm theo"),
        ("Kế hoạch nêu trên, các bến theo Kế hoạch ban hành kèm theo Quyết định số 8/QĐ-UBND", "Kế hoạch ban hành"),
    ],
)
def test_what_is_issued_begins_at_its_own_name(body: str, words: str) -> None:
    assert any(one.text.startswith(words) for one in cite(read(f"Điều 1. Bến\nViệc này {body}.")).citations)


def test_points_of_a_scale_are_no_provisions() -> None:
    assert cite(read("Điều 1. Bến\nBến được chấm theo thang điểm 100.")).citations == ()


def test_spans_are_the_words() -> None:
    document = read("Điều 1. Bến\n1. Theo khoản 2 Điều này và Luật Đất đai.\n2. Đò.")
    for one in cite(document).citations:
        assert " ".join(one.span.of(document.text).split()) == one.text
