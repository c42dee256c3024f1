"""PDF: order by place, paragraphs, columns, tables, stamps."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from making import pdf
from promises import keeps_promises

from tuongdong.errors import ReadError
from tuongdong.models import SourceText
from tuongdong.read import read, read_bytes

LONG = "the council of the city decides on the fees that schools may take, and on"
LEFT = 72.0


def source_of(*pages: Sequence[tuple[float, float, str]], rules: tuple[str, ...] = ()) -> SourceText:
    source = read_bytes(pdf(pages, rules), "x.pdf")
    keeps_promises(source)
    return source


def test_wrapped_lines_become_paragraphs() -> None:
    source = source_of(
        [(90, 700, "1. " + LONG), (LEFT, 684, "how long they are taken for in a year."), (90, 668, "2. Two.")]
    )
    assert source.text.split("\n") == [f"1. {LONG} how long they are taken for in a year.", "2. Two."]


def test_a_dash_where_only_wrapped_lines_begin_is_part_of_a_name() -> None:
    lines = [
        (120, 700, "1. " + LONG),
        (LEFT, 684, LONG + " the Bureau of Planning"),
        (LEFT, 668, "- Architecture."),
        (120, 652, "- Two."),
    ]
    assert source_of(lines).text.split("\n") == [f"1. {LONG} {LONG} the Bureau of Planning - Architecture.", "- Two."]


def test_the_order_is_by_place() -> None:
    assert source_of([(LEFT, 500, "Second."), (LEFT, 700, "First.")]).text == "First.\nSecond."


def test_a_sentence_goes_on_over_the_page_and_page_numbers_go() -> None:
    pages = [
        [(290, 800, str(n + 1)), (LEFT, 106, LONG), (LEFT, 90, LONG)] if n < 3 else [(LEFT, 700, "the end.")]
        for n in range(4)
    ]
    text = source_of(*pages).text
    assert text == " ".join([LONG] * 6) + " the end."


def test_running_heads_go() -> None:
    pages = [[(LEFT, 810, f"Gazette no. 5 page {n}"), (LEFT, 700, f"{n}. Article.")] for n in range(1, 5)]
    assert source_of(*pages).text.split("\n") == ["1. Article.", "2. Article.", "3. Article.", "4. Article."]


def test_a_hyphen_at_the_line_end_stays_in_the_word() -> None:
    source = source_of(
        [(LEFT, 700, "pursuant to decree no. 34/2016/ND-"), (LEFT, 684, "CP of the government, " + LONG)]
    )
    assert "34/2016/ND-CP of" in source.text


def test_two_columns_of_a_head() -> None:
    head = [(80, 780, "So: 12/QD"), (330, 780, "Ha Noi, 1 May"), (80, 800, "COUNCIL"), (330, 800, "REPUBLIC")]
    source = source_of([*head, (LEFT, 700, LONG)])
    assert source.text.split("\n")[-1] == LONG


def test_ruled_tables() -> None:
    grid = [f"{x} 500 m {x} 600 l S" for x in (72, 200, 300, 400)]
    grid += ["72 600 m 400 600 l S", "200 560 m 400 560 l S", "72 530 m 400 530 l S", "72 500 m 400 500 l S"]
    grid[2] = "300 500 m 300 560 l S"  # the head reaches over two columns
    words: list[tuple[float, float, str]] = [
        (80, 570, "Commune"),
        (230, 575, "Fee"),
        (210, 540, "2025"),
        (310, 540, "2026"),
    ]
    words += [(80, 510, "A"), (210, 510, "10"), (310, 510, "12"), (LEFT, 700, "Before."), (LEFT, 400, "After.")]
    source = source_of(words, rules=tuple(grid))
    assert source.text.split("\n") == ["Before.", "Commune | Fee", "| 2025 | 2026", "A | 10 | 12", "After."]
    cells = {cell.text: cell for cell in source.tables[0].cells}
    assert (cells["Commune"].row_span, cells["Fee"].column_span) == (2, 2)


def small(x: float, y: float, words: str, size: float = 8) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET"


def in_font(font: int, x: float, y: float, words: str) -> str:
    return f"BT /F{font} 12 Tf {x} {y} Td [{words}] TJ ET"


def test_letters_in_a_second_font_behind_their_line() -> None:
    # a print whose font lacks letters: the others at their places, then these between them, wider than their places
    line = in_font(1, 72, 700, "(th) -430 (nh) -271 (ph) -745 (ngay) -808 (thang)")
    lacked = (in_font(2, 82, 700, "(a)"), in_font(2, 117.2, 700, "(o)"), in_font(2, 152.9, 700, "(1)"))
    assert source_of([], rules=(line, *lacked)).text == "thanh pho ngay 1 thang"


def test_footnotes_go_to_the_end() -> None:
    words = [(LEFT, 700.0, LONG), (LEFT, 684.0, "the fee"), (220.0, 684.0, "is 5 m2."), (290.0, 30.0, "1")]
    drawn = (
        "72 120 m 216 120 l S",
        small(113, 688, "1"),
        small(72, 105, "1 Decree no. 5 on"),
        small(72, 95, "fees of 2025."),
    )
    source = source_of(words, rules=(*drawn, small(72, 80, "2 The law.")))
    assert source.text.endswith("the fee [1] is 5 m2.\n[1] Decree no. 5 on fees of 2025.\n[2] The law.")
    assert [span.of(source.text)[:3] for span in source.footnotes] == ["[1]", "[2]"]


@pytest.mark.parametrize("size", [8, 12])
def test_small_print_without_a_sign_or_full_print_is_no_note(size: int) -> None:
    words = "1 Decree" if size == 12 else "Source: the council"
    source = source_of([(LEFT, 700, LONG)], rules=("72 120 m 216 120 l S", small(72, 105, words, size)))
    assert source.footnotes == ()


def grid(top: float, bottom: float, *rows: float) -> tuple[str, ...]:
    """The lines of a table of three columns."""
    upright = [f"{x} {bottom} m {x} {top} l S" for x in (72, 130, 300, 400)]
    return (*upright, *(f"72 {y} m 400 {y} l S" for y in (top, *rows, bottom)))


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        # small letters go on in a row whose number stands above: one row
        ([(135, 760, "that schools take")], "2 | The fees that schools take | 12"),
        # a row of its own
        ([(80, 760, "3"), (135, 760, "that is new"), (310, 760, "7")], "2 | The fees | 12\n3 | that is new | 7"),
        ([(135, 760, "Of the city"), (310, 760, "7")], "2 | The fees | 12\n| Of the city | 7"),
        ([(135, 760, "of the city"), (310, 760, "7")], "2 | The fees | 12\n| of the city | 7"),
    ],
)
def test_a_row_that_a_page_break_cuts(below: list[tuple[float, float, str]], expected: str) -> None:
    row = [(80.0, 720.0, "2"), (135.0, 720.0, "The fees"), (310.0, 720.0, "12")]
    head = [(80.0, 760.0, "No."), (135.0, 760.0, "What"), (310.0, 760.0, "How much")]
    source = source_of([*head, *row], [*below, (80.0, 720.0, "9")], rules=grid(780, 700, 740))
    assert source.text == f"No. | What | How much\n{expected}\n9 | |"


def test_the_rest_of_a_row_alone_on_the_last_page() -> None:
    row = [(80.0, 760.0, "2"), (135.0, 760.0, "The fees"), (310.0, 760.0, "12")]
    assert source_of(row, [(135.0, 760.0, "of the city")], rules=grid(780, 740)).text == "2 | The fees of the city | 12"


def test_a_code_that_its_cell_is_too_narrow_for() -> None:
    words = [(80.0, 760.0, "1.01439"), (80.0, 746.0, "001"), (135.0, 760.0, "Schools 2025"), (135.0, 746.0, "2026")]
    assert source_of([*words, (310.0, 760.0, "x")], rules=grid(780, 740)).text == "1.01439001 | Schools 2025 2026 | x"


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.8])
def test_a_file_cut_short_is_refused(keep: float) -> None:
    whole = pdf([[(LEFT, 700, "Article 1. " + LONG)]])
    with pytest.raises(ReadError, match=r"x\.pdf"):
        read_bytes(whole[: int(keep * len(whole))], "x.pdf")


def test_a_broken_table_of_references_is_mended() -> None:
    whole = pdf([[(LEFT, 700, LONG)]]).replace(b"xref\n0", b"xrof\n9")
    assert source_of_bytes(whole).text == LONG


def source_of_bytes(data: bytes) -> SourceText:
    return read_bytes(data, "x.pdf")


def test_a_pdf_named_docx_is_read_by_content_and_told() -> None:
    source = read_bytes(pdf([[(LEFT, 700, LONG)]]), "x.docx")
    assert source.text == LONG
    assert [one.code for one in source.findings] == ["wrong_suffix"]


def test_stamped_numbers_and_dates_stand_in_place(data: Path) -> None:
    """The file's name holds the number; fifteen of sixteen have it in a form field."""
    for path in sorted((data / "pdf_hanoi").glob("*.pdf")):
        number, year = path.name.split("-")[:2]
        head = read(path).text[:400].replace(" ", "")
        assert f"Số:{number}/{year}/QĐ-UBND" in head, path.name


@pytest.mark.parametrize("picture", [None, "", "0.9 g 0 0 200 20 re f", "BT /F1 12 Tf 2 5 Td (OLD) Tj ET"])
def test_the_value_of_a_form_field_is_read_whatever_picture_there_is(picture: str | None) -> None:
    whole = pdf([[(LEFT, 705, "No.")]], field=(110, 700, "1234/QD"), picture=picture)
    assert source_of_bytes(whole).text == "No. 1234/QD"
    # the key of what a page draws in other letters, as out of sight as in a packed stream
    assert source_of_bytes(whole.replace(b"/Contents", b"/C#6fntents")).text == "No. 1234/QD"


def test_words_of_a_note_and_a_value_that_name_the_key_of_a_page_stay() -> None:
    whole = pdf([[(LEFT, 705, "No.")]], field=(110, 700, "a/Contents b"))
    assert source_of_bytes(whole).text == "No. a/Contents b"


def test_a_page_that_stands_twice_has_its_stamps_twice() -> None:
    once = pdf([[(LEFT, 705, "No.")]], field=(110, 700, "1234/QD"))
    kids = once[once.index(b"/Kids[") + 6 : once.index(b"]", once.index(b"/Kids["))]
    twice = once.replace(b"/Count 1/Kids[" + kids, b"/Count 2/Kids[" + kids + b" " + kids)
    assert source_of_bytes(twice).text == "No. 1234/QD No. 1234/QD"


def test_two_threads_read_what_one_does() -> None:
    files = [pdf([[(LEFT, 705 - 20 * row, f"{LONG} {row + at}") for row in range(20)]]) for at in range(8)]
    alone = [source_of_bytes(each).text for each in files]
    with ThreadPoolExecutor(4) as pool:
        assert [source.text for source in pool.map(source_of_bytes, files * 5)] == alone * 5


def test_what_is_stamped_over_the_same_words_comes_once() -> None:
    whole = pdf([[(LEFT, 705, "No. 12"), (LEFT, 650, "Hue")]], field=(LEFT - 1, 700, "No. 12"))
    assert source_of_bytes(whole).text == "No. 12\nHue"


def test_a_signature_beside_a_long_list_of_recipients(data: Path) -> None:
    # the name alone beside the list; a whole signature beside it, and an annex below
    for file, last, signed in (
        ("21_2021*", "- Lưu: VT, PL (2b).", "TM. CHÍNH PHỦ\nTHỦ TƯỚNG\nNguyễn Xuân Phúc"),
        ("02_2022*", "- Lưu: VT, CN (3b).", "TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\nLê Văn Thành\nPHỤ LỤC"),
    ):
        text = read(next((data / "pdf_laws").glob(file))).text
        assert f"\n{last}\n{signed}" in text


def test_white_letters_under_a_stamp_are_not_read(data: Path) -> None:
    """The draft's own number and day are left in white beside those that are stamped."""
    text = read(next((data / "pdf_hanoi").glob("70-2024*"))).text
    assert "ngày 12 tháng 12 năm 2024" in text


def test_real_files_keep_the_promises(data: Path) -> None:
    for path in sorted((data / "pdf_hanoi").glob("*.pdf"))[::3]:
        keeps_promises(read(path))
