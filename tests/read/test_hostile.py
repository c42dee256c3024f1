"""Files that mean harm or are broken: one clear line, bounded time and memory, nothing outside touched."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from making import docx, p, pdf, zipped

from tuongdong.errors import ReadError
from tuongdong.read import read, read_bytes

BOMB = '<!DOCTYPE x [<!ENTITY a "Aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEALED_WORD = b"\xec\xa5\xc1\x00" + bytes(7) + b"\x01" + bytes(50)
# A password that nobody knows.
SEALED = (
    b"trailer<</Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>/ID[<43><43>]"
)


def document(body: str, head: str = "") -> str:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f'<?xml version="1.0"?>{head}<w:document {namespace}><w:body>{body}</w:body></w:document>'


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.docx", lambda: b"", "file_empty"),
        ("blank.txt", lambda: b" \n\n", "file_empty"),
        ("program.txt", lambda: b"\x7fELF" + bytes(200), "not_text"),
        ("cut.docx", lambda: docx(p("Điều 1"))[:60], "file_damaged"),
        ("cut.pdf", lambda: b"%PDF-1.7\n1 0 obj", "file_damaged"),
        ("bare.docx", lambda: zipped({"word/other.xml": "<a/>"}), "file_damaged"),
        (
            "words.xlsx",
            lambda: zipped({"xl/workbook.xml": "<a/>", "xl/sharedStrings.xml": "<sst><si><t>Mức"}),
            "file_damaged",
        ),
        ("slides.pptx", lambda: zipped({"ppt/presentation.xml": "<a/>"}), "format_unsupported"),
        ("archive.zip", lambda: zipped({"a.txt": "a"}), "file_packed"),
        (
            "sealed.docx",
            lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
            "file_encrypted",
        ),
        # a document of Word 97 as it begins when it has a password, and one of LibreOffice
        ("sealed.doc", lambda: OLE + "WordDocument".encode("utf-16-le").ljust(56) + SEALED_WORD, "file_encrypted"),
        (
            "sealed.odt",
            lambda: zipped(
                {
                    "mimetype": "application/vnd.oasis.opendocument.text",
                    "META-INF/manifest.xml": "<manifest:encryption-data/>",
                }
            ),
            "file_encrypted",
        ),
        ("bomb.docx", lambda: zipped({"word/document.xml": b" " * (101 << 20)}), "file_too_large"),
        ("deep.docx", lambda: docx("<w:sdt>" * 5000), "nested_too_deep"),
        ("pages.pdf", lambda: pdf([[(72.0, 700.0, "x")]] * 3001), "too_many_pages"),
        ("page.html", lambda: b"<html><body>" + b"<p>x</p>" * (7 << 20), "file_too_large"),
        (
            "nested.docx",
            lambda: docx("<w:tbl><w:tr><w:tc>" * 10_000 + p("x") + "</w:tc></w:tr></w:tbl>" * 10_000),
            "nested_too_deep",
        ),
        ("passage.docx", lambda: docx(p("chữ " * 3_000_000)), "passage_too_long"),
        ("cells.docx", lambda: docx("<w:tbl><w:tr>" + "<w:tc/>" * 400_001 + "</w:tr></w:tbl>"), "too_many_cells"),
        ("cells.html", lambda: b"<table><tr>" + b"<td>x" * 400_001, "too_many_cells"),
        ("deep.html", lambda: b"<html><body>" + b"<div>" * 100_000 + b"x", "nested_too_deep"),
        ("no-pages.pdf", lambda: pdf([]), "file_damaged"),
        ("sealed.pdf", lambda: pdf([[(72.0, 700.0, "x")]]).replace(b"trailer<<", SEALED), "file_encrypted"),
        ("letter.mht", lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--", "no_words"),
        ("blank.csv", lambda: b";;\n;;\n", "no_words"),
        ("hidden.html", lambda: b"<html><body><script>x</script></body></html>", "no_words"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused_in_one_line(name: str, data: Callable[[], bytes], code: str) -> None:
    content = data()
    begun = time.monotonic()
    with pytest.raises(ReadError) as caught:
        read_bytes(content, name)
    assert caught.value.code == code
    for lang in ("vi", "en"):
        line = caught.value.say(lang)
        assert name in line
        assert "\n" not in line
        assert "{" not in line
    assert time.monotonic() - begun < 20


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    source = read_bytes(zipped({"word/document.xml": document(p("Một &b;&c; hai"), BOMB)}), "x.docx")
    assert source.text in ("Một hai", "Một")
    assert "Aaaa" not in source.text
    assert "root" not in source.text


def test_names_that_climb_out_are_only_names(tmp_path: Path) -> None:
    data = zipped({"../../evil.txt": "x", "word/document.xml": document(p("Một"))})
    assert read_bytes(data, tmp_path / "x.docx").text == "Một"
    assert list(tmp_path.iterdir()) == []


def test_macros_stay_asleep() -> None:
    data = zipped({"word/document.xml": document(p("Một")), "word/vbaProject.bin": b"\xd0\xcf macro"})
    source = read_bytes(data, "x.docm")
    assert source.text == "Một"
    assert [one.code for one in source.findings] == ["macros_not_run"]


def test_a_signature_is_told() -> None:
    data = zipped({"word/document.xml": document(p("Một")), "_xmlsignatures/sig1.xml": "<a/>"})
    assert [one.code for one in read_bytes(data, "x.docx").findings] == ["signature_not_checked"]


def test_a_signature_of_a_pdf_is_told(data: Path) -> None:
    signed = read(next((data / "pdf_hanoi").glob("04-2025-*.pdf")))
    assert [one.code for one in signed.findings] == ["signature_not_checked"]
    assert read(next((data / "pdf_laws").glob("100_2001*.pdf"))).findings == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "ring.txt").symlink_to(tmp_path / "ring.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    for path in (tmp_path / "pipe.txt", tmp_path / "ring.txt", tmp_path / "gone.txt", Path("/dev/zero")):
        with pytest.raises(ReadError):
            read(path)


@pytest.mark.parametrize("html", ["<div>" * 3000 + "x", "<table><tr><td>" * 1500 + "x", "<b>" * 20000 + "x"])
def test_deep_pages_are_read_or_refused(html: str) -> None:
    try:
        text = read_bytes(f"<html><body>{html}".encode(), "x.html").text
    except ReadError:
        text = "x"
    assert text in ("x", "")


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td rowspan=99999999 colspan=99999999>a<td>b<tr><td>c</table>",
        "<table>" + ("<tr>" + "<td rowspan=1000 colspan=100>a" * 500) * 20 + "</table>",
        "<table><tr>" + "<td rowspan=1000>a" * 5000 + "<tr>" * 1000 + "<tr><td>b</table>",
    ],
)
def test_lying_spans_cost_nothing(page: str) -> None:
    begun = time.process_time()
    assert "a" in read_bytes(f"<html><body>{page}".encode(), "x.html").text
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "text", ["[" * 50_000 + "a" + "](" * 50_000, "[a" * 50_000 + "](/" * 50_000, "*" * 200_000 + "a"]
)
def test_signs_of_markdown_by_the_thousand_cost_nothing(text: str) -> None:
    begun = time.process_time()
    assert "a" in read_bytes(text.encode(), "x.md").text
    assert time.process_time() - begun < 5


def test_links_of_markdown_leave_their_words() -> None:
    text = 'Theo [Luật số 59](https://a.vn/x) và [điểm a [1]](/b "tên") thì [không phải](x)'
    assert read_bytes(text.encode(), "x.md").text == "Theo Luật số 59 và điểm a [1] thì [không phải](x)"


@pytest.mark.parametrize(
    "long", ["<img src='data:image/png;base64," + "A" * 11_000_000 + "'>", "<div>" * 300 + "</div>" * 300]
)
def test_nothing_is_lost_behind_what_the_parser_finds_too_large(long: str) -> None:
    source = read_bytes(f"<html><body><p>Một</p>{long}<p>Hai</p></body></html>".encode(), "x.html")
    assert source.text == "Một\nHai"


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "file_is_folder"), (tmp_path / "no.docx", "file_missing")):
        with pytest.raises(ReadError) as caught:
            read(path)
        assert caught.value.code == code


def test_a_text_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUONGDONG_MAX_MB", "1")
    (tmp_path / "x.txt").write_bytes(b"a " * (1 << 20))
    with pytest.raises(ReadError, match="too large"):
        read(tmp_path / "x.txt")


def test_the_command_says_one_line_and_exits_with_one(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04 cut short")
    done = subprocess.run(
        [sys.executable, "-m", "tuongdong", "read", str(tmp_path / "x.docx")], capture_output=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == b""
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_a_short_run_of_spoilt_files(data: Path) -> None:
    """The long one: `make fuzz`."""
    command = [sys.executable, "benchmarks/fuzz.py", "--count", "120"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
