"""
Scans: pages and images whose letters must be recognised.

A `Recogniser` gives the words of an image with their places; the same steps that put the words of a PDF in order then
make paragraphs of them. The one that comes with it is Tesseract with its Vietnamese data, when it is installed.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Final, Protocol

from tuongdong.errors import DamagedFileError, MissingExtraError
from tuongdong.models import Severity, SourceText, finding
from tuongdong.read.builder import TextBuilder
from tuongdong.read.page import Page, Word
from tuongdong.read.paragraphs import blocks_of
from tuongdong.read.programs import run_bounded
from tuongdong.read.tables import place

__all__ = ["Recogniser", "Tesseract", "find_recogniser", "read_image"]

_SECONDS_A_PAGE: Final = 120.0
_MEGABYTES: Final = 3000
_DOUBTFUL: Final = 25.0  # words below this confidence are stamps and signatures more often than words


class Recogniser(Protocol):
    """Gives the pages of images. `resolution`: their dots an inch. A page that fails is empty."""

    def pages(self, images: Sequence[Path], resolution: float) -> Iterator[Page]: ...


class Tesseract:
    """The program of that name, a page a run, two at a time."""

    def __init__(self, program: str, language: str = "vie") -> None:
        self._program, self._language = program, language

    def pages(self, images: Sequence[Path], resolution: float) -> Iterator[Page]:
        with ThreadPoolExecutor(2) as pool:
            for made in pool.map(self._recognise, images):
                yield from _pages(made, resolution) if made is not None else [Page(1, 0, 0, (), ())]

    def _recognise(self, image: Path) -> str | None:
        out = image.with_suffix("")
        command = [self._program, str(image), str(out), "-l", self._language, "--psm", "3", "tsv"]
        done = run_bounded([command], _SECONDS_A_PAGE, _MEGABYTES)
        made = out.with_suffix(".tsv")
        return made.read_text(encoding="utf-8", errors="replace") if done and made.is_file() else None


@lru_cache(maxsize=1)
def find_recogniser() -> Recogniser | None:
    """Tesseract, from TUONGDONG_TESSERACT, the path, or where it is usually installed; None without it."""
    known = [os.environ.get("TUONGDONG_TESSERACT"), shutil.which("tesseract")]
    if sys.platform == "win32":
        known.append(rf"{os.environ.get('PROGRAMFILES', '')}\Tesseract-OCR\tesseract.exe")
    program = next((each for each in known if each and Path(each).is_file()), None)
    if program:
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # two pages at a time are faster than two threads a page
    return Tesseract(program) if program else None


def read_image(data: bytes, path: Path) -> SourceText:
    """The text of an image file (png, jpg, tiff of several pages, bmp)."""
    recogniser = find_recogniser()
    if recogniser is None:
        raise MissingExtraError("ocr_missing")
    with tempfile.TemporaryDirectory(prefix="tuongdong-", ignore_cleanup_errors=True) as folder:
        image = Path(folder) / "image.img"
        image.write_bytes(data)
        pages = list(recogniser.pages([image], 300.0))
    builder = TextBuilder()
    place(builder, blocks_of(pages))
    builder.find(finding("recognised", Severity.WARNING, count=len(pages)))
    source = builder.build("image")
    if not source.text:
        raise DamagedFileError("no_words", path=path)
    return source


def _pages(table: str, resolution: float) -> Iterator[Page]:
    """Tesseract's table of boxes as pages; places in points from the lower left corner."""
    scale = 72.0 / resolution
    pages: dict[int, list[list[str]]] = {}
    for line in table.splitlines()[1:]:
        fields = line.split("\t", 11)
        if len(fields) == 12:
            pages.setdefault(int(fields[1]), []).append(fields)
    for number, rows in pages.items():
        width, height = (int(rows[0][8]) * scale, int(rows[0][9]) * scale) if rows[0][0] == "1" else (0.0, 0.0)
        yield Page(number, width, height, tuple(_words(rows, scale, height)), ())


def _words(rows: Sequence[Sequence[str]], scale: float, height: float) -> Iterator[Word]:
    """Words line by line: those of one line share its foot, so that a page scanned askew keeps its lines."""
    lines: dict[tuple[str, ...], list[Sequence[str]]] = {}
    for row in rows:
        if row[0] == "5" and row[11].strip() and float(row[10]) >= _DOUBTFUL:
            lines.setdefault(tuple(row[2:5]), []).append(row)
    for words in lines.values():
        foot = median(int(word[7]) + int(word[9]) for word in words)
        size = 1.1 * median(int(word[9]) for word in words) * scale
        for word in words:
            left, right = int(word[6]) * scale, (int(word[6]) + int(word[8])) * scale
            yield Word(word[11].strip(), left, right, height - foot * scale + 0.2 * size, size)
