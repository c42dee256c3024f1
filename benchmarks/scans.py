"""
How well scans are read: made papers of known words, printed in several fonts, drawn as pictures at several resolutions,
straight and clean or turned and with noise, and recognised. Printed: the character error rate.
"""

import re
import struct
import tempfile
import time
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from made_papers import made_docx, made_pdf
from tuongdong.read import read
from tuongdong.read.ocr import find_recogniser

FONTS = ("Times New Roman", "Arial", "DejaVu Serif")
PAPERS = ("102-2025-QĐ-UBND_Phú-Thọ", "0124-KH-UBND_Đắk-Lắk")
PAGES = 1  # of each paper


Picture = NDArray[np.uint8]


class Scan(NamedTuple):
    dots: int
    turned: float
    noise: int
    """How many in a thousand dots are wrong."""


SCANS = (
    Scan(150, 0, 0),
    Scan(200, 0, 0),
    Scan(300, 0, 0),
    Scan(300, 0.7, 0),
    Scan(300, -1.5, 0),
    Scan(200, 0.7, 5),
    Scan(300, 0, 20),
)


def scans(quick: bool) -> None:
    print("\nScans: character error rate of made papers")
    if find_recogniser() is None:
        print("  Tesseract is not installed")
        return
    for font in FONTS[:1] if quick else FONTS:
        with tempfile.TemporaryDirectory() as name:
            papers = list(made_pdf(list(made_docx(Path(name), font, PAPERS))))
            pages = [page for paper in papers for page in _pages(paper.path)]
            for scan in SCANS[:3] if quick else SCANS:
                begun = time.perf_counter()
                rates = [_error_rate(page, words, scan, Path(name)) for page, words in pages]
                took = (time.perf_counter() - begun) / len(pages)
                print(
                    f"  {font:16} {scan.dots} dots, turned {scan.turned:4} degrees, noise {scan.noise / 10:3} %: "
                    f"{sum(rates) / len(rates):.4f}  worst {max(rates):.4f}  {took:.1f} s a page"
                )


def _pages(path: Path) -> Iterator[tuple[pypdfium2.PdfPage, str]]:
    """
    The first pages and their letters: those of the paper in Word, as many as stand on the page. Their order is not taken from
    the print, for where a font lacks letters, those of another are drawn after the line.
    """
    letters, at = _letters(read(path.with_suffix(".docx")).text), 0
    document = pypdfium2.PdfDocument(path)
    for number in range(min(PAGES, len(document))):
        count = len(_letters(document[number].get_textpage().get_text_range()))
        yield document[number], letters[at : at + count]
        at += count


def _error_rate(page: pypdfium2.PdfPage, words: str, scan: Scan, folder: Path) -> float:
    """How many letters are wrong, missing or too many, for each letter of the page; spaces and rules are left out."""
    picture = (
        page.render(scale=scan.dots / 72, grayscale=True)
        .to_numpy()
        .reshape(-1, round(page.get_width() * scan.dots / 72))
    )
    path = folder / "page.png"
    path.write_bytes(_png(_spoilt(_turned(picture, scan.turned), scan.noise), scan.dots))
    return _distance(_letters(words), _letters(read(path).text))


def _turned(picture: Picture, degrees: float) -> Picture:
    """A picture turned about its middle; what comes in from outside is white."""
    height, width = picture.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    y, x = y - height / 2, x - width / 2
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    rows = np.rint(cosine * y - sine * x + height / 2).astype(int)
    columns = np.rint(sine * y + cosine * x + width / 2).astype(int)
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    return np.where(inside, picture[rows.clip(0, height - 1), columns.clip(0, width - 1)], 255).astype(np.uint8)


def _spoilt(picture: Picture, noise: int) -> Picture:
    """Some dots black, some white."""
    chance = np.random.default_rng(1)
    wrong = chance.random(picture.shape) < noise / 1000
    return np.where(wrong, chance.choice(np.array([0, 255], np.uint8), picture.shape), picture)


def _png(picture: Picture, dots: int) -> bytes:
    """A picture in grey as a PNG file that tells its resolution."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    height, width = picture.shape
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    metre = round(dots / 0.0254)
    rows = b"".join(b"\0" + row.tobytes() for row in picture)
    size = chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + size
        + chunk(b"IDAT", zlib.compress(rows, 1))
        + chunk(b"IEND", b"")
    )


def _distance(wanted: str, got: str) -> float:
    """Letters to put in, take out or change (Levenshtein), for each letter wanted."""
    letters = np.array([ord(letter) for letter in got])
    places = np.arange(len(got) + 1)
    row = places
    for number, letter in enumerate(wanted, start=1):
        best = np.minimum(row[1:] + 1, row[:-1] + (letters != ord(letter)))
        row = np.minimum.accumulate(np.concatenate(([number], best)) - places) + places
    return float(row[-1]) / max(1, len(wanted))


def _letters(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text))
