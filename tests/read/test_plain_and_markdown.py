"""Plain text and Markdown: paragraphs, emphasis, tables, encodings; and the promises of SourceText on real files."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from promises import keeps_promises

from tuongdong.errors import ReadError
from tuongdong.read import read, read_bytes
from tuongdong.read.lines import goes_on

LONG_CELL = "- Một; - Hai; - Ba; - Bốn; - Năm; - Sáu; - Bảy."
LONG = LONG_CELL.replace("; ", ";\n") + "\n"


def text_of(markdown: str) -> str:
    return read_bytes(markdown.encode(), "x.md").text


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        # wrapped lines with empty lines between paragraphs, as most portals export
        ("**Điều 1.\nPhạm vi**\n\n1. Mức do\nHội đồng định.\n\n2. Hai.",
         "Điều 1. Phạm vi\n1. Mức do Hội đồng định.\n2. Hai."),
        # without empty lines
        ("Căn cứ Luật A;\nCăn cứ Luật\nB;\n**Điều 1. Phạm vi**\n1. Một là\nthế.\n2. Hai.",
         "Căn cứ Luật A;\nCăn cứ Luật B;\nĐiều 1. Phạm vi\n1. Một là thế.\n2. Hai."),
        # the head as portals draw it: left column first
        ("|\n**ỦY BAN**\nTỈNH X\n-------\n|\n**CỘNG HÒA XÃ HỘI\nVIỆT NAM**\nĐộc lập\n|\n"
         "|\nSố: 1/QĐ\n|\n*ngày 1\ntháng 2*\n|\n\nHết.",
         "ỦY BAN\nTỈNH X\nSố: 1/QĐ\nCỘNG HÒA XÃ HỘI VIỆT NAM\nĐộc lập\nngày 1 tháng 2\nHết."),
        # a head, a table of addressees and a signature that run into the text
        ("|\n|\nSố: 5/CĐ\n|\n*Mơ, ngày 1\ntháng 2*\n|\n**CÔNG ĐIỆN**\nMột là:\n|\n** **\n|\n- Bộ A;\n- Bộ B.\n|\n"
         "Hai là thế.\n|\nNơi nhận:\n- Như trên;\n|\n**THỦ TƯỚNG**\n|\n**PHỤ LỤC**\nDanh mục\n|\nXã\n|\nMức\n|\n|\nA\n|\n1\n|\n",
         "Số: 5/CĐ\nMơ, ngày 1 tháng 2\nCÔNG ĐIỆN\nMột là:\n- Bộ A;\n- Bộ B.\nHai là thế.\n"
         "Nơi nhận:\n- Như trên;\nTHỦ TƯỚNG\nPHỤ LỤC\nDanh mục\nXã | Mức\nA | 1"),
        # a head that a page's marks set in the middle
        ("<div align=\"center\">\n\nỦY BAN <br>\nTỈNH X\n\n</div>\n\n---\n\n<p align=\"right\"><b>Trần An</b></p>\n\n## Điều 1. Một\n",
         "ỦY BAN\nTỈNH X\nTrần An\nĐiều 1. Một"),
        # tables of three kinds
        ("|\n**Xã**\n|\n**Mức**\n|\n|\nA\n|\n10\n|\n\nSau.", "Xã | Mức\nA | 10\nSau."),
        ("| Xã | Mức |\n| --- | --- |\n| A | 10 |\n\nSau.", "Xã | Mức\nA | 10\nSau."),
        ("+----+-----+\n| Xã | Mức |\n+====+=====+\n| A  | 10  |\n+----+-----+\n", "Xã | Mức\nA | 10"),
        # recipients and signature are a row of two; an annex and its table follow without an empty line
        ("|\nNơi nhận:\n- Như Điều 2;\n|\n**KT. CHỦ TỊCH**\n**Trần An**\n|\n**PHỤ LỤC**\nMỨC CHI\n|\nXã\n|\nMức\n|\n|\nA\n|\n1\n|",
         "Nơi nhận:\n- Như Điều 2;\nKT. CHỦ TỊCH\nTrần An\nPHỤ LỤC\nMỨC CHI\nXã | Mức\nA | 1"),
        # a long cell in a full row
        ("|\nSTT\n|\nTên\n|\nMức\n|\n|\n1\n|\n- Một;\n- Hai;\n- Ba;\n- Bốn;\n- Năm;\n- Sáu;\n- Bảy.\n|\n5\n|\n\nSau.",
         "STT | Tên | Mức\n1 | - Một; - Hai; - Ba; - Bốn; - Năm; - Sáu; - Bảy. | 5\nSau."),
        # long cells one after the other: of a numbered row below text that follows at once, of one that two bars end, and of the
        # first row below the name of a group, which has fewer cells
        ("|\nSTT\n|\nTên\n|\nMức\n|\nNơi\n|\n|\n1\n|\n" + LONG + "|\n" + LONG + "|\nXã\n|\nSau\nbảng.\n",
         f"STT | Tên | Mức | Nơi\n1 | {LONG_CELL} | {LONG_CELL} | Xã\nSau bảng."),
        ("|\nA\n|\nB\n|\nC\n|\nD\n|\n|\nBước\n|\n" + LONG + "|\n|\nE\n|\nF\n|\n\nSau.",
         f"A | B | C | D\nBước | {LONG_CELL}\nE | F\nSau."),
        ("|\nA\n|\nTại Bộ\n|\n|\nB1\n|\n" + LONG + "|\nVụ\n|\n5\n|\n|\nB2\n|\nTrình\n|\nVụ\n|\n6\n|\n\nSau.",
         f"A | Tại Bộ\nB1 | {LONG_CELL} | Vụ | 5\nB2 | Trình | Vụ | 6\nSau."),
        # a head wider than the rows above it
        ("|\n1\n|\nMột\n|\n|\nTT\n|\nViệc\n|\nAi\n|\n|\nB1\n|\nNhận\n|\nSở\n|\n", "1 | Một\nTT | Việc | Ai\nB1 | Nhận | Sở"),
        # numbered titles between bars, above a table of their own: its head, or its row 1
        ("|\n1\n|\nMột\n|\n|\n**B. SỬA ĐỔI**\n|\n**STT**\n|\n**Tên**\n|\n|\n1\n|\nHai\n|\n", "1 | Một\nB. SỬA ĐỔI\nSTT | Tên\n1 | Hai"),
        ("|\n1\n|\nMột\n|\n|\n**2. **\n**Miễn nhiệm giám định viên**\n|\n**1**\n|\n**QT.02**\n|\n|\n2\n|\nBa\n|\n",
         "1 | Một\n2. Miễn nhiệm giám định viên\n1 | QT.02\n2 | Ba"),
        # labels alone on their lines
        ("Điều 1. Phạm vi\n1.\nMột:\na)\nHai;\nb)\nBa.", "Điều 1. Phạm vi\n1. Một:\na) Hai;\nb) Ba."),
        # what stands between two tables, where the last row of the upper one is short
        ("|\n**Bước**\n|\n**Việc**\n|\n**Ai**\n|\n**Hạn**\n|\n|\nB1\n|\nNhận\n|\nSở\n|\n1\n|\n|\n**Tổng**\n|\n**1 ngày**\n|\n"
         "**2. Quy trình cấp giấy\nxác nhận**\n|\n**Bước**\n|\n**Việc**\n|\n**Ai**\n|\n**Hạn**\n|\n|\nB1\n|\nXét\n|\nSở\n|\n2\n|\n",
         "Bước | Việc | Ai | Hạn\nB1 | Nhận | Sở | 1\nTổng | 1 ngày\n2. Quy trình cấp giấy xác nhận\n"
         "Bước | Việc | Ai | Hạn\nB1 | Xét | Sở | 2"),
        # a numbered title between two tables, and below it a head of two rows
        ("|\n**Loại**\n|\n**Mức**\n|\n**Hạn**\n|\n|\nĐá\n|\n60\n|\n**II. NƯỚC THIÊN NHIÊN CÁC LOẠI**\n|\n**Loại**\n|\n**Mức**\n|\n|\n**Một**\n|\n"
         "**Hai**\n|\n|\nNước\n|\n5\n|\n",
         "Loại | Mức | Hạn\nĐá | 60\nII. NƯỚC THIÊN NHIÊN CÁC LOẠI\nLoại | Mức\nMột | Hai\nNước | 5"),
        # an annex below the last row, with and without words above its title; a column may bear the name
        ("|\nSTT\n|\nTên\n|\n|\n1\n|\nMột\n|\n|\n** **\n**PHỤ LỤC 2**\nDANH MỤC HAI\n|\nSTT\n|\nTên\n|\n|\n1\n|\nHai\n|\n",
         "STT | Tên\n1 | Một\nPHỤ LỤC 2\nDANH MỤC HAI\nSTT | Tên\n1 | Hai"),
        ("|\nSTT\n|\nTên\n|\nMức\n|\n|\n1\n|\nMột\n|\nTổng số: 1\n**PHỤ LỤC 2**\nDANH MỤC HAI\n|\nSTT\n|\nTên\n|\n|\n1\n|\nHai\n|\n",
         "STT | Tên | Mức\n1 | Một\nTổng số: 1\nPHỤ LỤC 2\nDANH MỤC HAI\nSTT | Tên\n1 | Hai"),
        ("|\n**PHỤ LỤC**\n|\n**Biểu mẫu**\n|\n|\n1\n|\nĐơn\n|\n", "PHỤ LỤC | Biểu mẫu\n1 | Đơn"),
        # what stands below a table, up to the head of the next one as wide
        ("|\nSTT\n|\nTên\n|\n|\n1\n|\nMột\n|\n|\n\n**B. NỘI DUNG**\n\n1. Hồ sơ\n\n|\nSTT\n|\nTên\n|\n|\n1\n|\nHai\n|\n",
         "STT | Tên\n1 | Một\nB. NỘI DUNG\n1. Hồ sơ\nSTT | Tên\n1 | Hai"),
        # addressees that the bases follow
        ("**Kính gửi:** Ủy ban nhân dân các tỉnh\ntrực thuộc Trung ương\nCăn cứ Luật Nhà ở\nnăm 2023;",
         "Kính gửi: Ủy ban nhân dân các tỉnh trực thuộc Trung ương\nCăn cứ Luật Nhà ở năm 2023;"),
        # signs that are not emphasis
        ("1\\. Tỷ lệ 5 \\* 3 (*) và ____ x", "1. Tỷ lệ 5 * 3 (*) và ____ x"),
        ("## Điều 2\n_(Ban hành kèm theo)_\n", "Điều 2\n(Ban hành kèm theo)"),
        ("__1. Mức chi như\nsau:__ *__một__*, _hai_: ____", "1. Mức chi như sau: một, hai: ____"),
        ("-------\n\nMột<br>Hai", "Một\nHai"),
        ("[Luật Nhà ở](https://a.vn/b) năm 2023", "Luật Nhà ở năm 2023"),
    ],
)  # fmt: skip
def test_markdown_text(markdown: str, expected: str) -> None:
    assert text_of(markdown) == expected


def test_a_cell_may_be_long() -> None:
    text = text_of("|\n1\n|\nMột\n|\n|\n2\n|\n" + "- Hai;\n" * 300 + "|\n|\n3\n|\nBa\n|\n")
    assert text.split("\n") == ["1 | Một", "2 | " + " ".join(["- Hai;"] * 300), "3 | Ba"]


def test_bold_runs_are_kept() -> None:
    source = read_bytes("**Điều 1.** Mức **chi** *tối đa*\n".encode(), "x.md")
    assert [span.of(source.text) for span in source.bold] == ["Điều 1.", "chi"]


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("Thời gian qua, công tác", "thu hút đầu tư", True),
        ("theo quy định tại khoản", "2. Điều này", True),  # the number that "khoản" wants
        ("như sau:", "a) Một", False),
        ("CHƯƠNG I", "Quy định chung", False),  # capitals end
        ("ngày 5 tháng 6 năm", "2025 của Chính phủ", True),
        ("Nghị định số 34/2016/NĐ-", "CP của Chính phủ", True),
        ("thi hành./.", "Nơi nhận:", False),
        ("các mặt hàng (mã HS", "10.06) bao gồm", True),  # a bracket that is open
        ("ban hành theo", "Phụ lục I kèm theo Quyết định này", True),  # the unit that "theo" wants
        ("1. Phạm vi điều chỉnh", "Nghị quyết này quy định mức thu", False),  # a clause's heading
    ],
)
def test_goes_on(line: str, following: str, expected: bool) -> None:
    assert goes_on(line, following) is expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_read_alike(encoding: str) -> None:
    words = "Điều 1. Phạm vi điều chỉnh\n1. Mức thu: 70%"
    assert read_bytes(words.encode(encoding), "x.txt").text == words


def test_nfd_and_soft_hyphens_are_told() -> None:
    source = read_bytes(unicodedata.normalize("NFD", "Ủy ban nh\u00adân dân").encode(), "x.txt")
    assert source.text == "Ủy ban nhân dân"
    assert {one.code for one in source.findings} == {"soft_hyphens", "not_nfc"}


@pytest.mark.parametrize("data", [b"", b" \n", bytes(range(256)) * 20, b"\x00\x01\x02", b"\x7fELF" + bytes(100)])
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read_bytes(data, "x.txt")


def test_a_stray_sign_of_control_is_dropped_and_told() -> None:
    source = read_bytes("Nghị định số \x08120/2016/NĐ-CP".encode(), "x.txt")
    assert source.text == "Nghị định số 120/2016/NĐ-CP"
    assert [one.code for one in source.findings] == ["control_characters"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("“Điều 3. Mức thu1. Tổ chức theo Luật này.2. Hộ dân:a) Ở xã;b) Ở phường.", 5),
        ("Điều 3. Mức thu theo tiểu mục 3.2. Tại phụ lục II.8. Danh mục", 1),  # numbers, not labels
        ("Khí CO2. Nồng độ, H2SO4. Mức a1. Điểm", 1),
    ],
)
@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_breaks_that_were_lost_before_labels(name: str, line: str, expected: int) -> None:
    source = read_bytes(line.encode(), name)
    keeps_promises(source)
    assert len(source.text.split("\n")) == expected
    assert ["lost_breaks"] * (expected > 1) == [one.code for one in source.findings]


def test_wrapped_plain_text_is_joined() -> None:
    lines = ["Điều 1. Phạm vi", "1. Nghị quyết này quy định về mức", "thu học phí của các trường", "công lập."] * 4
    assert read_bytes("\n".join(lines).encode(), "x.txt").text.split("\n")[1] == (
        "1. Nghị quyết này quy định về mức thu học phí của các trường công lập."
    )


@given(st.text(alphabet=st.sampled_from("aĐề1.|*_\\-# \n+<br>()\u0301\u00ad\u00a0"), max_size=200))
def test_any_markdown_keeps_the_promises(markdown: str) -> None:
    if markdown.strip():
        keeps_promises(read_bytes(("x" + markdown).encode(), "x.md"))


@pytest.mark.parametrize("folder", ["local", "central", "nq_ubtvqh", "special", "visits", "local_old"])
def test_real_files_keep_the_promises(data: Path, folder: str) -> None:
    for path in sorted((data / folder).glob("*.[mt][dx]*")):
        keeps_promises(read(path))


def test_a_heading_ends_a_table_of_bars() -> None:
    markdown = "|\n**KT. CHỦ TỊCH**\nHoàng Nam\n|\n#\n# PHỤ LỤC\nMỨC CHI\n|\nSTT\n|\nTên\n|\n"
    assert "PHỤ LỤC" in text_of(markdown).split("\n")


def test_a_numbered_heading_goes_on_in_capitals_and_a_doctype_does_not() -> None:
    assert text_of("# QUYẾT ĐỊNH\nCÔNG BỐ MỨC CHI\n\n## I. DANH\nMỤC THỦ TỤC MỚI\n1. Một.").split("\n") == [
        "QUYẾT ĐỊNH",
        "CÔNG BỐ MỨC CHI",
        "I. DANH MỤC THỦ TỤC MỚI",
        "1. Một.",
    ]


def test_points_in_their_order_are_no_wrapped_lines() -> None:
    text = "\n".join(
        ["Điều 1. Phạm vi", "Nghị định này quy định mức chi.", *(f"{letter}) Một khoản chi;" for letter in "abcd")]
    )
    assert read_bytes(text.encode(), "x.txt").text == text
