"""Scans: words from a recogniser go the way of a PDF's words; Tesseract where it is installed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from promises import keeps_promises

from tuongdong.errors import MissingExtraError
from tuongdong.read import ocr, read, read_bytes
from tuongdong.read.ocr import find_recogniser
from tuongdong.read.page import Page, Word

PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(40)


class Typist:
    """A recogniser that always reads the same two lines."""

    def pages(self, images: Sequence[Path], resolution: float) -> Iterator[Page]:
        for number, _ in enumerate(images, start=1):
            yield Page(number, 595, 842, (Word("Hai", 72, 90, 600, 12), Word("Một", 72, 90, 700, 12)), ())


def test_any_recogniser_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_recogniser", Typist)
    source = read_bytes(PIXEL, "x.png")
    assert source.text == "Một\nHai"
    assert [one.code for one in source.findings] == ["recognised"]


class Clerk:
    """A recogniser of a head whose columns stand near one another."""

    def pages(self, images: Sequence[Path], resolution: float) -> Iterator[Page]:
        said = [("ỦY BAN NHÂN DÂN", 72, 700), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 190, 700)]
        said += [("Số: 5/QĐ-UBND", 80, 680), ("Độc lập - Tự do - Hạnh phúc", 220, 680)]
        words = [
            Word(
                word,
                x + 6.5 * len(" ".join(line.split()[:at]) + " "),
                x + 6.5 * len(" ".join(line.split()[: at + 1])),
                y,
                12,
            )
            for line, x, y in said
            for at, word in enumerate(line.split())
        ]
        yield Page(0, 595, 842, words, ())


def test_columns_of_a_head_that_stand_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_recogniser", Clerk)
    assert read_bytes(PIXEL, "x.png").text.split("\n") == [
        "ỦY BAN NHÂN DÂN",
        "Số: 5/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_without_one_a_line_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_recogniser", lambda: None)
    with pytest.raises(MissingExtraError, match="Tesseract"):
        read_bytes(PIXEL, "x.png")


def test_a_real_scan(data: Path) -> None:
    if find_recogniser() is None:
        pytest.skip("Tesseract is not installed")
    source = read(data / "scanned_pdf" / "255-nn.signed.pdf")
    keeps_promises(source)
    assert "Bộ Tài nguyên và Môi trường chịu trách nhiệm" in source.text
    assert "Người ký" not in source.text
    assert "THỦ TƯỚNG CHÍNH PHỦ" in source.text
