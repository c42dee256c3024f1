"""
Papers of known words in old encodings, in every carrier: real texts typed anew as TCVN3, VNI, VISCII, VIQR, Windows-1258,
misread UTF-8 and NFD, in plain text, pages, Word, RTF, workbooks, CSV and PDF, whole and mixed with Unicode.

Printed: the worst share of the words, and whether the finding names what was there and nothing else.
"""

import html
import io
import os
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from made_papers import DATA
from tuongdong.errors import ReadError
from tuongdong.read import read, read_bytes
from tuongdong.read.encodings import DECODERS, NAMES
from tuongdong.read.office import find_office
from tuongdong.text import syllables

PAPERS: Final = ("78-2025-NQ-HĐND_Hà-Nội", "62-2025-QĐ-UBND_Đồng-Nai", "456-QĐ-UBND_Bắc-Ninh")
LETTERS: Final = 9000  # of each paper
_QUICK: Final = (".txt", ".md", ".html", ".docx", ".pdf")  # files that need no other program
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_MARKED: Final = (
    "".join(unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in ("", *_TONES)).translate(
        {ord(letter): None for letter in "aeiouy"}
    )
    + "đ"
)
_MAIN: Final = "http://schemas.openxmlformats.org"

_UNWRITTEN: Final = str.maketrans("ẲẴẪỶỸỴ", "ẳẵẫỷỹỵ")

Piece = tuple[str, str]
"""Words and the font that they are set in."""


class Case(NamedTuple):
    """A file, what it should read as, and the encodings that it holds."""

    name: str
    file: str
    data: bytes
    words: str
    encodings: frozenset[str]


def _by_letter(name: str) -> dict[int, str]:
    """How letters are written in an encoding, found by reading every sign of it back."""
    signs = [chr(code) for code in range(1, 256)] if name != "vni" else []
    if name == "vni":
        signs = [base + sign for base in "aeouyôöAEOUYÔÖ" for sign in "øùûõïâàáåãäêèéúüë" + "øùûõïâàáåãäêèéúüë".upper()]
        signs += [*"ôöñæóòîÔÖÑÆÓÒÎìíÌÍ"]
    back: dict[int, str] = {}
    for sign in signs:
        letter = DECODERS[name](sign)
        if len(letter) == 1 and letter.lower() in _MARKED and (name != "vni" or letter.isupper() == sign.isupper()):
            back.setdefault(ord(letter), sign)
    return back


_TABLES: Final = {name: _by_letter(name) for name in ("tcvn3", "vni", "viscii")}


def tcvn3(text: str) -> str:
    """Marked capitals as small letters, as ABC fonts have them."""
    table = _TABLES["tcvn3"]
    return "".join(table.get(ord(c)) or table.get(ord(c.lower())) or c for c in text)


def vni(text: str) -> str:
    return text.translate(_TABLES["vni"])


def viscii(text: str) -> str:
    """One byte a letter; as text, in the signs that Windows-1252 has for those bytes."""
    return text.translate(_TABLES["viscii"])


def viqr(text: str) -> str:
    signs = dict(zip("\u0302\u0306\u031b" + "\u0300\u0301\u0309\u0303\u0323", "^(+`'?~.", strict=True))
    text = re.sub(r"(?<=\w)([.?])(?=\w)", r"\\\1", text)
    return "".join(
        "".join(
            signs.get(each, "dd" if each == "đ" else "DD" if each == "Đ" else each)
            for each in sorted(unicodedata.normalize("NFD", letter), key=lambda sign: sign in _TONES)
        )
        for letter in text
    )


def cp1258(text: str, apart: bool = False) -> bytes:
    """Windows-1258: letters that it has as one byte so, or every tone apart."""
    done = b""
    for letter in text:
        try:
            if apart:
                raise UnicodeError
            done += letter.encode("cp1258")
        except UnicodeError:
            signs = unicodedata.normalize("NFD", letter)
            tone = "".join(sign for sign in signs if sign in _TONES)
            base = unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in _TONES))
            done += (base + tone).encode("cp1258", errors="replace")
    return done


def misread(text: str, encoding: str = "cp1252", times: int = 1) -> str:
    """UTF-8 that was read as another encoding; bytes that it lacks stay as they are."""
    for _ in range(times):
        text = "".join(_byte(byte, encoding) for byte in text.encode())
    return text


def _byte(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


ENCODERS: Final[dict[str, Callable[[str], str]]] = {"tcvn3": tcvn3, "vni": vni, "viscii": viscii, "viqr": viqr}
FONTS: Final = {"tcvn3": ".VnTime", "vni": "VNI-Times", "viscii": "VI Times", "viqr": "Times New Roman"}


def typed(line: str, name: str) -> list[Piece]:
    """A line in an encoding and its font; with ABC fonts, words in capitals stand in their font of capitals."""
    if name == "unicode":
        return [(line, "Times New Roman")]
    if name != "tcvn3":
        return [(ENCODERS[name](line), FONTS[name])]
    done = []
    for piece in re.split(r"(\b[^\W\d_a-zà-ỹ]{2,}(?:\s+[^\W\d_a-zà-ỹ]{2,})*\b)", line):
        if piece:
            capital = piece.isupper() and any(not c.isascii() for c in piece)
            done.append((tcvn3(piece.lower()), ".VnTimeH") if capital else (tcvn3(piece), ".VnTime"))
    return done


def page(lines: Sequence[Sequence[Piece]], style: bool = False) -> bytes:
    def span(piece: Piece) -> str:
        words = html.escape(piece[0])
        if style:
            return f"<span style=\"font-family:'{piece[1]}'\">{words}</span>"
        return f'<font face="{piece[1]}">{words}</font>'

    body = "\n".join(f"<p>{''.join(map(span, line))}</p>" for line in lines)
    return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def docx(lines: Sequence[Sequence[Piece]]) -> bytes:
    def run(piece: Piece) -> str:
        fonts = f'<w:rPr><w:rFonts w:ascii="{piece[1]}" w:hAnsi="{piece[1]}"/></w:rPr>'
        return f'<w:r>{fonts}<w:t xml:space="preserve">{html.escape(piece[0])}</w:t></w:r>'

    body = "".join(f"<w:p>{''.join(map(run, line))}</w:p>" for line in lines)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return _zipped({"word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>"})


def rtf(lines: Sequence[Sequence[Piece]]) -> bytes:
    fonts = sorted({font for line in lines for _, font in line})
    table = "".join(f"{{\\f{number}\\fnil\\fcharset0 {font};}}" for number, font in enumerate(fonts))

    def run(piece: Piece) -> str:
        done = ""
        for letter in piece[0]:
            code = ord(letter)
            if letter in "\\{}":
                done += "\\" + letter
            elif code < 128:
                done += letter
            else:
                western = letter.encode("cp1252", errors="ignore")
                done += f"\\'{western[0]:02x}" if western else f"\\u{code if code < 32768 else code - 65536}?"
        return f"{{\\f{fonts.index(piece[1])} {done}}}"

    body = "\\par\n".join("".join(map(run, line)) for line in lines)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{table}}}\n{body}}}".encode("ascii")


def xlsx(rows: Sequence[Sequence[Piece]]) -> bytes:
    """A sheet; a cell each piece, its font by its style."""
    fonts = sorted({font for row in rows for _, font in row})
    styles = "".join(f'<font><name val="{font}"/></font>' for font in fonts)
    forms = "".join(f'<xf fontId="{number}" numFmtId="0"/>' for number in range(len(fonts)))
    cells = "".join(
        f'<row r="{at}">'
        + "".join(
            f'<c r="{chr(65 + beside)}{at}" s="{fonts.index(font)}" t="inlineStr"><is><t>{html.escape(words)}</t></is></c>'
            for beside, (words, font) in enumerate(row)
        )
        + "</row>"
        for at, row in enumerate(rows, start=1)
    )
    space = f'xmlns="{_MAIN}/spreadsheetml/2006/main"'
    return _zipped(
        {
            "xl/workbook.xml": f'<workbook {space} xmlns:r="{_MAIN}/officeDocument/2006/relationships"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_MAIN}/package/2006/relationships">'
            '<Relationship Id="r1" Target="sheet1.xml"/></Relationships>',
            "xl/styles.xml": f"<styleSheet {space}><fonts>{styles}</fonts><cellXfs>{forms}</cellXfs></styleSheet>",
            "xl/sheet1.xml": f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>",
        }
    )


def pdf(lines: Sequence[Sequence[Piece]]) -> bytes:
    """Pages of text in fonts that are named but not there, their letters one byte each."""
    fonts = sorted({font for line in lines for _, font in line})
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects += [
        f"<</Type/Font/Subtype/TrueType/BaseFont/{font.replace(' ', '#20')}/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255"
        f"/Widths[{' '.join(['500'] * 224)}]>>".encode()
        for font in fonts
    ]
    resources = "".join(f"/F{number} {number + 3} 0 R" for number in range(len(fonts)))
    rows = [row for line in lines for row in _wrapped(line, 85)]
    kids = []
    for begin in range(0, len(rows), 45):
        stream = b""
        for at, row in enumerate(rows[begin : begin + 45]):
            stream += b"BT 1 0 0 1 60 %d Tm " % (790 - 16 * at)
            for words, font in row:
                data = _western(words).replace(b"\\", b"\\\\")
                data = data.replace(b"(", b"\\(").replace(b")", b"\\)")
                stream += b"/F%d 11 Tf (%s) Tj " % (fonts.index(font), data)
            stream += b"ET\n"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<<{resources}>>>>/Contents {len(objects)} 0 R>>".encode()
        )
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        out
        + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
        f"startxref\n{len(out)}\n%%EOF".encode()
    )


def _western(text: str) -> bytes:
    """One byte a letter, as Windows-1252 has it or else by its number."""
    return b"".join(letter.encode("cp1252", errors="ignore") or bytes([min(ord(letter), 255)]) for letter in text)


def _wrapped(line: Sequence[Piece], width: int) -> Iterator[list[Piece]]:
    """A line as rows of at most so many letters, cut at spaces."""
    row: list[Piece] = []
    used = 0
    for words, font in line:
        for word in re.findall(r"\S+\s*|\s+", words):
            if used + len(word) > width and row:
                yield row
                row, used = [], 0
            row.append((word, font))
            used += len(word)
    if row:
        yield row


def _zipped(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


CARRIERS: Final[dict[str, Callable[[Sequence[Sequence[Piece]]], bytes]]] = {
    "html": page,
    "docx": docx,
    "rtf": rtf,
    "xlsx": xlsx,
    "pdf": pdf,
}


def cases(name: str, text: str) -> Iterator[Case]:
    """The files of one paper."""
    lines = [line for line in text.split("\n") if line.strip()]
    words = "\n".join(lines)
    yield from _plain(name, words)
    for encoding in ("tcvn3", "vni", "viscii", "viqr"):
        if encoding == "viscii":  # six of its capitals are signs of control, which no page or Word file holds
            lines = [line.translate(_UNWRITTEN) for line in lines]
            words = "\n".join(lines)
        pieces = [typed(line, encoding) for line in lines]
        for carrier, write in CARRIERS.items():
            if (encoding, carrier) == ("viqr", "pdf"):
                continue  # nobody printed mail
            yield Case(f"{encoding} {carrier}", f"{name}.{carrier}", write(pieces), words, frozenset((encoding,)))
        nameless = [[(piece, "Times New Roman") for piece, _ in line] for line in pieces]
        for carrier in ("html", "docx", "pdf") if encoding != "viqr" else ("html", "docx"):
            yield Case(
                f"{encoding} {carrier}, no font",
                f"{name}.{carrier}",
                CARRIERS[carrier](nameless),
                words,
                frozenset((encoding,)),
            )
    yield from _mixed(name, [line for line in text.split("\n") if line.strip()])


def _plain(name: str, words: str) -> Iterator[Case]:
    plain: list[tuple[str, bytes, str]] = [
        ("tcvn3", tcvn3(words).encode("cp1252", errors="replace"), "tcvn3"),
        ("tcvn3, in UTF-8", tcvn3(words).encode(), "tcvn3"),
        ("vni", vni(words).encode("cp1252", errors="replace"), "vni"),
        ("vni, in UTF-8", vni(words).encode(), "vni"),
        ("viscii", viscii(words.translate(_UNWRITTEN)).encode("latin-1", errors="replace"), "viscii"),
        ("viqr", viqr(words).encode("ascii", errors="replace"), "viqr"),
        ("cp1258", cp1258(words), "cp1258"),
        ("cp1258, tones apart", cp1258(words, apart=True), "cp1258"),
        ("utf-8 as cp1252", misread(words).encode(), "mojibake"),
        ("utf-8 as cp1252, twice", misread(words, times=2).encode(), "mojibake"),
        ("utf-8 as cp1258", misread(words, "cp1258").encode(), "mojibake"),
        ("utf-8 as latin-1", misread(words, "latin-1").encode(), "mojibake"),
        ("NFD", unicodedata.normalize("NFD", words).encode(), ""),
        ("utf-16", words.encode("utf-16"), ""),
    ]
    rows = "\n".join(";".join(f'"{cell}"' for cell in _cells(line)) for line in words.replace('"', "").split("\n"))
    for title, data, encoding in plain:
        yield Case(f"{title} txt", f"{name}.txt", data, words, frozenset((encoding,) if encoding else ()))
    for title, encode in (("tcvn3", tcvn3), ("vni", vni)):
        data = encode(rows).encode("cp1252", errors="replace")
        yield Case(f"{title} csv", f"{name}.csv", data, words, frozenset((title,)))
    for title, data, encoding in plain:
        head = b"<html><body><p>" + data.replace(b"\n", b"</p><p>") + b"</p></body></html>"
        if title != "utf-16":
            yield Case(
                f"{title} html, no charset", f"{name}.html", head, words, frozenset((encoding,) if encoding else ())
            )


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _mixed(name: str, lines: Sequence[str]) -> Iterator[Case]:
    """Documents half in one encoding, half in another."""
    words = "\n".join(lines)
    head = max(1, len(lines) // 5)
    for encoding in ("tcvn3", "vni"):
        parts: dict[str, list[list[Piece]]] = {
            "Unicode head, old body": [
                typed(line, "unicode" if at < head else encoding) for at, line in enumerate(lines)
            ],
            "old head, Unicode body": [
                typed(line, encoding if at < head else "unicode") for at, line in enumerate(lines)
            ],
            "every third paragraph old": [
                typed(line, encoding if at % 3 == 1 else "unicode") for at, line in enumerate(lines)
            ],
            "all in the old font, half Unicode": [
                typed(line, encoding) if at % 2 else [(line, FONTS[encoding])] for at, line in enumerate(lines)
            ],
        }
        for title, pieces in parts.items():
            for carrier in ("docx", "html", "xlsx"):
                yield Case(
                    f"{encoding}: {title}, {carrier}",
                    f"{name}.{carrier}",
                    CARRIERS[carrier](pieces),
                    words,
                    frozenset((encoding,)),
                )
        for title in tuple(parts)[:3]:
            raw = "\n".join("".join(piece for piece, _ in line) for line in parts[title])
            data = raw.encode()
            yield Case(f"{encoding}: {title}, txt", f"{name}.txt", data, words, frozenset((encoding,)))
        latin = ["Internet Explorer 6.0, ISO 9001:2000", "Sony, Toyota, No. 15 – 30 °C ± 2 %, 5 m² × 3", *lines]
        pieces = [[(line, FONTS[encoding])] if at < 2 else typed(line, encoding) for at, line in enumerate(latin)]
        for carrier in ("docx", "xlsx"):
            yield Case(
                f"{encoding}: Latin names and numbers, {carrier}",
                f"{name}.{carrier}",
                CARRIERS[carrier](pieces),
                "\n".join(latin),
                frozenset((encoding,)),
            )
        rows = [
            [
                (str(at), "Times New Roman"),
                (line[:200], "Times New Roman"),
                *typed(line[200:400] or line[:100], encoding)[:1],
            ]
            for at, line in enumerate(lines[:60], start=1)
        ]
        said = [f"{at} {line[:200]} {line[200:400] or line[:100]}" for at, line in enumerate(lines[:60], start=1)]
        if encoding == "vni":
            yield Case("vni: one column, xlsx", f"{name}.xlsx", xlsx(rows), "\n".join(said), frozenset((encoding,)))


def made_encodings() -> None:
    """All of it."""
    print("\nMade papers in old encodings: worst share of the words, findings as they should be")
    results: dict[str, list[tuple[float, bool]]] = {}
    for name in PAPERS:
        text = next((DATA / "local").glob(f"{name}*.md")).read_text(encoding="utf-8")
        for case in cases(name, _clean(text)[:LETTERS]):
            if case.file.endswith("rtf") and (not find_office() or os.environ.get("NORTF")):
                continue
            results.setdefault(case.name, []).append(_measured(case))
    shares = [share for rows in results.values() for share, _ in rows]
    print(f"  {len(shares)} files, {len(results)} kinds: {sum(shares) / len(shares):.4f}, worst {min(shares):.4f}")
    for kind, rows in sorted(results.items(), key=lambda item: min(item[1])):
        worst, named = min(share for share, _ in rows), all(right for _, right in rows)
        if worst < 0.999 or not named:
            print(f"  {worst:.4f} {'' if named else 'finding wrong  '}{kind}")


def _clean(text: str) -> str:
    """The text without the signs of Markdown, in letters that old encodings have."""
    text = re.sub(r"[*#\\_]+|<[^>]+>|^\s*\|?[-|: ]+\|?\s*$", "", text, flags=re.M)
    signs: dict[str, str | int | None] = {
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "’": "'",
        "‘": "'",
        "\u00a0": " ",
        "•": "-",
    }
    text = unicodedata.normalize("NFC", text).translate(str.maketrans(signs))
    return "".join(c for c in text if ord(c) < 128 or c.lower() in _MARKED)


def _measured(case: Case) -> tuple[float, bool]:
    wanted = Counter(syllables(case.words))
    try:
        source = read_bytes(case.data, Path(case.file))
    except ReadError:
        return 0.0, False
    told = {one.message for one in source.findings if one.code == "legacy_encoding"}
    named = {name for name in NAMES if any(NAMES[name] in each for each in told)}
    share = (wanted & Counter(syllables(source.text))).total() / max(1, wanted.total())
    return share, named == case.encodings


def false_alarms() -> None:
    """Documents that are in Unicode and are told to be in an old encoding."""
    folders = [
        "phapdien",
        "local",
        "local_old",
        "central",
        "special",
        "docx_vbpl",
        "html_tvpl",
        "pdf_laws",
        "pdf_hanoi",
    ]
    paths = [path for folder in folders for path in sorted((DATA / folder).rglob("*.*")) if path.suffix in _QUICK]
    count, told = 0, []
    for path in paths:
        try:
            source = read(path)
        except ReadError:
            continue
        count += 1
        told += [path.name for one in source.findings if one.code == "legacy_encoding"]
    print(f"\nFalse alarms: {len(told)} of {count} sound documents" + "".join(f"\n  {name}" for name in told))


if __name__ == "__main__":
    made_encodings()
