"""Texts made to be slow: time stays in proportion to length, and nothing recurses."""

import time

import pytest

from tuongdong.models import SourceText
from tuongdong.parse import parse

HEAD = "QUYẾT ĐỊNH\nVỀ MỨC CHI\nĐiều 1. Một\n"
TEXTS = {
    "spaces": HEAD + " " * 300_000 + "x",
    "digits": HEAD + "1" * 300_000,
    "numbers": HEAD + "1. " * 100_000,
    "words": "Điều " * 100_000,
    "articles": "Điều 1. X" * 60_000,
    "points": HEAD + "\n".join("abcdđeghik"[i % 10] + ") X:" for i in range(20_000)),
    "jumps": HEAD + "a) x; b) y\nd) Z\n" * 8_000,
    "quotations": HEAD + "như sau: “1. X\n" * 20_000,
    "marks": HEAD + "“" * 300_000,
    "bases": "QUYẾT ĐỊNH\nVỀ X\n" + "Căn cứ " * 60_000 + "\nĐiều 1. X",
    "bars": HEAD + " | " * 100_000,
    "aliases": HEAD + "(sau đây gọi là " * 30_000,
    "annexes": HEAD + "CHỦ TỊCH\n" + "PHỤ LỤC\n" * 10_000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_time_is_in_proportion(name: str) -> None:
    begun = time.process_time()
    parse(SourceText(text=TEXTS[name], format="txt"), bare=True)
    assert time.process_time() - begun < 5  # well under a second each; what grows with the square takes minutes
