"""Word documents: what stands in the XML, and what Word shows."""

from pathlib import Path

import pytest
from making import W, docx, p, zipped
from promises import keeps_promises

from tuongdong.errors import ReadError
from tuongdong.models import SourceText
from tuongdong.read import read, read_bytes


def source_of(body: str, **parts: str) -> SourceText:
    source = read_bytes(docx(body, **parts), "x.docx")
    keeps_promises(source)
    return source


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def cell(words: str, span: int = 1, merge: str = "") -> str:
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{down}</w:tcPr>{p(words)}</w:tc>'


def numbered(depth: int, list_id: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def test_automatic_numbers_are_written_out() -> None:
    body = "".join(
        p(words, properties=numbered(depth))
        for depth, words in [
            (0, "Phạm vi"),
            (1, "Một"),
            (2, "Nhỏ"),
            (2, "Nhỏ hơn"),
            (1, "Hai"),
            (0, "Đối tượng"),
            (1, "Ba"),
        ]
    )
    assert source_of(body, numbering=NUMBERING).text.split("\n") == [
        "Điều 1. Phạm vi",
        "1. Một",
        "a) Nhỏ",
        "b) Nhỏ hơn",
        "2. Hai",
        "Điều 2. Đối tượng",
        "1. Ba",
    ]


def test_a_list_that_starts_anew() -> None:
    body = p("Một", properties=numbered(1)) + p("Hai", properties=numbered(1)) + p("Lại", properties=numbered(1, 2))
    assert source_of(body, numbering=NUMBERING).text == "1. Một\n2. Hai\n1. Lại"


def test_numbers_and_bold_from_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:basedOn w:val="Base"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    source = source_of(p("Phạm vi", properties='<w:pStyle w:val="Dieu"/>'), numbering=NUMBERING, styles=styles)
    assert source.text == "Điều 1. Phạm vi"
    assert [span.of(source.text) for span in source.bold] == ["Điều 1. Phạm vi"]
    assert source.hints[0].level == "outline_1"


def test_tables_keep_their_cells_and_spans() -> None:
    table = (
        "<w:tbl>"
        + row(cell("Xã", merge="restart"), cell("Mức", span=2), properties="<w:trPr><w:tblHeader/></w:trPr>")
        + row(cell("", merge="continue"), cell("2025"), cell("2026"))
        + row(cell("A"), cell("10"), cell(""))
        + "</w:tbl>"
    )
    source = source_of(p("Trước") + table + p("Sau"))
    assert source.text == "Trước\nXã | Mức\n| 2025 | 2026\nA | 10 |\nSau"
    cells = {c.text: c for c in source.tables[0].cells}
    assert (cells["Xã"].row_span, cells["Mức"].column_span, cells["2026"].column) == (2, 2, 2)
    assert cells["Xã"].header
    assert not cells["A"].header


def test_a_head_drawn_with_a_table_is_paragraphs_left_column_first() -> None:
    table = (
        "<w:tbl>"
        + row(cell("HỘI ĐỒNG NHÂN DÂN"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        + row(cell("Số: 1/NQ-HĐND"), cell("Mơ, ngày 1 tháng 2 năm 2025"))
        + "</w:tbl>"
    )
    source = source_of(table)
    assert source.text.split("\n") == [
        "HỘI ĐỒNG NHÂN DÂN",
        "Số: 1/NQ-HĐND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Mơ, ngày 1 tháng 2 năm 2025",
    ]
    assert source.tables == ()


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins>", "thêm"),
        ("<w:r><w:t>34/2016/NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t></w:r>", "34/2016/NĐ-CP"),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>quyết định</w:t></w:r>", "QUYẾT ĐỊNH"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>", "hiện"),
        ("<w:r><w:t>Điều 1. Một</w:t><w:br/><w:t>Quy định</w:t></w:r>", "Điều 1. Một\nQuy định"),
        ("<w:r><w:t>Về việc</w:t><w:br/><w:t>ban hành</w:t></w:r>", "Về việc ban hành"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>5</w:t></w:r>", "5"),
        ("<w:hyperlink><w:r><w:t>Luật</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>A</w:t></w:r>", "Luật A"),
        ("<w:sdt><w:sdtContent><w:r><w:t>trong khung</w:t></w:r></w:sdtContent></w:sdt>", "trong khung"),
    ],
)
def test_what_word_shows(inside: str, expected: str) -> None:
    assert source_of(f"<w:p>{inside}</w:p>").text == expected


def test_text_boxes_and_notes() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('Trong hộp')}</w:txbxContent></w:pict></w:r>"
    body = f"<w:p><w:r><w:t>Mức thu</w:t><w:footnoteReference w:id='7'/></w:r>{box}</w:p>" + p("Sau")
    source = source_of(body, footnotes=f"<w:footnote w:id='7'>{p('Theo Luật A')}</w:footnote>")
    assert source.text == "Mức thu[1]\nTrong hộp\nSau\n[1] Theo Luật A"
    assert [span.of(source.text) for span in source.footnotes] == ["[1] Theo Luật A"]


def test_words_of_headers_and_footers_are_told_beside_the_text() -> None:
    head = p("Mẫu số MĐ-2M") + p("- Trang 2 -") + p("3/4")
    members = {
        "word/document.xml": f"<w:document {W}><w:body>{p('Nội dung')}</w:body></w:document>",
        "word/header1.xml": f"<w:hdr {W}>{head}</w:hdr>",
        "word/footer2.xml": f"<w:ftr {W}>{p('Mẫu số MĐ-2M')}</w:ftr>",
    }
    source = read_bytes(zipped(members), "x.docx")
    assert source.text == "Nội dung"
    assert [(one.code, one.data) for one in source.findings] == [("running_heads", (("text", "Mẫu số MĐ-2M"),))]


def test_a_part_that_is_damaged_is_told() -> None:
    source = source_of(p("Một", properties=numbered(0)), numbering="<w:num")
    assert source.text == "Một"
    assert [(one.code, one.data) for one in source.findings] == [("part_damaged", (("part", "word/numbering.xml"),))]


def test_a_note_that_calls_itself_ends() -> None:
    call = "<w:r><w:footnoteReference w:id='7'/></w:r>"
    source = source_of(
        f"<w:p>{call}</w:p>" + p("Sau"), footnotes=f"<w:footnote w:id='7'><w:p>{call}</w:p></w:footnote>"
    )
    assert "Sau" in source.text
    assert len(source.text) < 100


@pytest.mark.parametrize("cut", [30, 200, 0.5, 0.9])
def test_a_file_cut_short_is_refused(cut: float) -> None:
    whole = docx(p("Điều 1. Phạm vi điều chỉnh của Nghị quyết"))
    with pytest.raises(ReadError):
        read_bytes(whole[: int(cut if cut > 1 else cut * len(whole))], "x.docx")


def test_real_files_keep_the_promises(data: Path) -> None:
    paths = sorted((data / "docx_vbpl").glob("*.docx"))[::9] + sorted((data / "html_tvpl").glob("*.docx"))
    for path in paths:
        keeps_promises(read(path))


R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHUNKS: dict[str, str | bytes] = {
    "a.html": "<html><body><p>Điều 2. Trang</p><table><tr><td>Mức<td>Chi<tr><td>1<td>2</table></body></html>",
    "a.mht": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
    b"Content-Type: text/html; charset=utf-8\n\n<p>\xc4\x90i\xe1\xbb\x81u 2. Trang</p>\n--b--",
    "a.txt": "Điều 2. Trang\nMức",
    "a.docx": docx(p("Điều 2. Trang")),
}


def with_chunk(name: str, content: str | bytes) -> bytes:
    """A Word file of two paragraphs with another document between them."""
    body = f'{p("Điều 1. Một")}<w:altChunk xmlns:r="{R}" r:id="c1"/>{p("Điều 3. Ba")}'
    return zipped(
        {
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships><Relationship Id="c1" Target="{name}"/></Relationships>',
            f"word/{name}": content,
        }
    )


@pytest.mark.parametrize("name", CHUNKS)
def test_a_document_put_in_whole_stands_where_it_is_called(name: str) -> None:
    source = read_bytes(with_chunk(name, CHUNKS[name]), "x.docx")
    keeps_promises(source)
    lines = source.text.split("\n")
    assert (lines[0], lines[1], lines[-1]) == ("Điều 1. Một", "Điều 2. Trang", "Điều 3. Ba")
    assert len(source.tables) == (name == "a.html")
    assert source.findings == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.rtf", "{\\rtf1 Trang}"),
        ("a.docx", b"PK\x03\x04 cut"),
        ("a.docx", with_chunk("a.docx", docx(p("trong")))),  # only one deep
    ],
)
def test_a_document_within_that_is_not_read_is_told(name: str, content: str | bytes) -> None:
    source = read_bytes(with_chunk(name, content), "x.docx")
    assert source.text.startswith("Điều 1. Một\n")
    assert "trong" not in source.text
    assert [one.code for one in source.findings] == ["embedded_not_read"]
