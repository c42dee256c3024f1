"""Old Vietnamese encodings: recognised by font or by letters, put right, and said; sound text is left alone."""

import unicodedata
from pathlib import Path

import pytest
from making import docx, zipped
from promises import keeps_promises

from tuongdong.read import read, read_bytes
from tuongdong.read.encodings import DECODERS
from tuongdong.read.legacy import recognise

SOUND = "Hội đồng nhân dân thành phố quyết định mức thu học phí của trường công lập"
TCVN3 = "Héi ®ång nh©n d©n thµnh phè quyÕt ®Þnh møc thu häc phÝ cña tr\xadêng c«ng lËp"
VNI = "Hoäi ñoàng nhaân daân thaønh phoá quyeát ñònh möùc thu hoïc phí cuûa tröôøng coâng laäp"
VIQR = "Ho^.i ddo^`ng nha^n da^n tha`nh pho^' quye^'t ddi.nh mu+'c thu ho.c phi' cu?a tru+o+`ng co^ng la^.p"
MOJIBAKE = SOUND.encode().decode("cp1252", errors="replace")


@pytest.mark.parametrize(("name", "text"), [("tcvn3", TCVN3), ("vni", VNI), ("viqr", VIQR)])
def test_letters_are_put_right(name: str, text: str) -> None:
    assert DECODERS[name](text) == SOUND
    assert recognise(text) == name
    source = read_bytes(text.encode(), "x.txt")
    assert source.text == SOUND
    assert [one.code for one in source.findings] == ["legacy_encoding"]


def test_viscii_bytes() -> None:
    back = {letter: code for code, letter in ((code, DECODERS["viscii"](chr(code))) for code in range(256))}
    data = bytes(ord(letter) if letter.isascii() else ord(chr(back[letter])) for letter in SOUND)
    assert read_bytes(data, "x.txt").text == SOUND


def test_windows_1258_bytes() -> None:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    typed = ""
    for letter in SOUND:
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(sign for sign in apart if sign in tones)
        typed += unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in tones)) + tone
    data = typed.encode("cp1258")
    assert read_bytes(data, "x.txt").text == SOUND
    # a page that does not say what it is written in is told too, one that does is not
    told = [read_bytes(head + data, "x.html").findings for head in (b"<p>", b"<meta charset=windows-1258><p>")]
    assert [[one.code for one in findings] for findings in told] == [["legacy_encoding"], []]


def test_mojibake() -> None:
    assert read_bytes("Mức thu học phí ở Đà Nẵng".encode().decode("latin-1").encode(), "x.txt").text.startswith(
        "Mức thu"
    )


COORDINATES = "\n".join(f"VH{n}: 21°2{n}'20,0\"N; 108°0{n}’10,{n}”E; ±0,0{n}" for n in range(9))


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        "10 µm\n20 µm\n30 µm\nĐo bụi ở Đà Nẵng",
        "The cost is 5 £ per m² (±3 %), café déjà vu",
        "Nghị quyết số 5 – mức 70 % · 30 °C",
        "a^2 + b^2 = c^2",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert recognise(text) is None
    assert read_bytes(text.encode(), "x.txt").text == text


HEAD = "Ủy ban nhân dân thành phố Đà Nẵng"


@pytest.mark.parametrize("old", [TCVN3, VNI])
@pytest.mark.parametrize("order", [1, -1])
def test_a_text_half_in_unicode_is_put_right_in_its_other_half(old: str, order: int) -> None:
    source = read_bytes("\n".join([HEAD, old][::order]).encode(), "x.txt")
    assert source.text == "\n".join([HEAD, SOUND][::order])
    assert [one.code for one in source.findings] == ["legacy_encoding"]


def misread(text: str, encoding: str) -> str:
    return "".join(bytes([byte]).decode(encoding, errors="ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("encoding", ["cp1252", "cp1258"])
def test_utf_8_misread(encoding: str, times: int) -> None:
    text = SOUND
    for _ in range(times):
        text = misread(text, encoding if times == 1 else "cp1252")
    assert read_bytes(text.encode(), "x.txt").text == SOUND


@pytest.mark.parametrize("data", [TCVN3.encode("cp1252"), VNI.encode("cp1252"), "Mức thu ở Đà Nẵng".encode()])
def test_pages_that_do_not_say_their_encoding(data: bytes) -> None:
    text = read_bytes(b"<html><body><p>" + data + b"</p></body></html>", "x.html").text
    assert text in (SOUND, "Mức thu ở Đà Nẵng")


def test_typed_signs_in_a_word_file() -> None:
    assert read_bytes(docx(f"<w:p>{run(VIQR, 'Arial')}</w:p>"), "x.docx").text == SOUND


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("th\xad\xad¬ng", "thương"),  # ư, and a hyphen that Word hides
        ("t\xad\xadäng", "tưưọng"),  # a letter typed twice: one would make no syllable either
        ("\xad®iÒu", "điều"),  # a hidden hyphen before a word, a label, a digit
        ("\xadc) viªn chøc", "c) viên chức"),
        ("\xad2. Cö", "2. Cử"),
        ("\xadng thuËn", "ưng thuận"),
        ("\xadíc", "ước"),
    ],
)
def test_soft_hyphens_are_letters_or_hidden(typed: str, read_as: str) -> None:
    assert DECODERS["tcvn3"](typed) == read_as


def test_signs_in_fonts_of_signs() -> None:
    """Symbol's £ is ≤, its bullet and Word's own signs are no letters of the old font around them."""
    symbol = f"{run('(k ', '.VnTime')}{run('£', 'Symbol')}{run(' 0,5)', '.VnTime')}"
    sign = '<w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:sym w:font="Symbol" w:char="F0B4"/><w:t> 2</w:t></w:r>'
    body = f"<w:p>{run(TCVN3, '.VnTime')}</w:p><w:p>{symbol}</w:p><w:p>{sign}{run(chr(0xF061), 'Symbol')}</w:p>"
    assert read_bytes(docx(body), "x.docx").text == f"{SOUND}\n(k ≤ 0,5)\n× 2α"


@pytest.mark.parametrize("font", [".VnArial NarrowH", "VnTimeH(Ds)", ".VnTimeH"])
def test_fonts_of_capitals(font: str) -> None:
    body = f"<w:p>{run(TCVN3, '.VnTime')}</w:p><w:p>{run('quyÕt ®Þnh', font)}</w:p>"
    assert read_bytes(docx(body), "x.docx").text == f"{SOUND}\nQUYẾT ĐỊNH"


def test_unicode_in_an_old_font_stays_beside_old_text() -> None:
    body = f"<w:p>{run(TCVN3, '.VnTime')}</w:p><w:p>{run(HEAD, '.VnTime')}</w:p>"
    assert read_bytes(docx(body), "x.docx").text == f"{SOUND}\n{HEAD}"


def run(words: str, font: str) -> str:
    face = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    return f'<w:r>{face}<w:t xml:space="preserve">{words}</w:t></w:r>'


def test_fonts_tell_the_encoding_run_by_run() -> None:
    body = f"<w:p>{run(TCVN3, '.VnTime')}{run(' – Đà Nẵng', 'Times New Roman')}</w:p><w:p>{run('quyÕt ®Þnh', '.VnTimeH')}</w:p>"
    source = read_bytes(docx(body), "x.docx")
    assert source.text == f"{SOUND} – Đà Nẵng\nQUYẾT ĐỊNH"


def test_a_unicode_text_in_an_old_font_stays() -> None:
    assert read_bytes(docx(f"<w:p>{run(SOUND, '.VnTime')}</w:p>"), "x.docx").text == SOUND


def test_old_fonts_in_a_pdf(data: Path) -> None:
    """Its letters are TCVN3, in fonts that say so; in its transcript words are torn, so only some are looked for."""
    source = read(next((data / "legacy_viparse" / "corpus").glob("*/*/2006-1E499*.pdf")))
    keeps_promises(source)
    assert [one.code for one in source.findings] == ["legacy_encoding"]
    assert source.text.startswith("CHÍNH PHỦ\nSố: 109/2004/NĐ-CP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert "Căn cứ Luật Doanh nghiệp ngày 12 tháng 6 năm 1999;" in source.text


def test_workbooks() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Bảng 1</t></is></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>Xã</t></is></c><c r="C3" t="inlineStr"><is><t>Mức</t></is></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><t>A</t></is></c><c r="C4"><v>1500.5</v></c></row>'
        '<row r="5"><c r="C5"><v>2</v></c></row>'
        '<row r="6"><c r="A6"><v>1</v></c><c r="C6"><v>3</v></c></row>'
        "</sheetData></worksheet>"
    )
    main = "http://schemas.openxmlformats.org"
    book = (
        f'<workbook xmlns="{main}/spreadsheetml/2006/main" xmlns:r="{main}/officeDocument/2006/relationships">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    links = f'<Relationships xmlns="{main}/package/2006/relationships"><Relationship Id="r1" Target="sheet1.xml"/></Relationships>'
    data = zipped({"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": links, "xl/sheet1.xml": sheet})
    source = read_bytes(data, "x.xlsx")
    keeps_promises(source)
    assert source.text == "Bảng 1\nXã | Mức\nA | 1500,5\n| 2\n1 | 3"


def test_sound_files_bear_no_finding_of_an_old_encoding(data: Path) -> None:
    paths = [path for folder in ("special", "local", "docx_vbpl") for path in sorted((data / folder).glob("*.*"))[::7]]
    for path in paths:
        assert "legacy_encoding" not in {one.code for one in read(path).findings}, path.name
