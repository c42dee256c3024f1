"""What any Document promises, whatever the text; and the real documents."""

import json
import re
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuongdong.codec import from_json, to_json
from tuongdong.models import Document, Level, SourceText
from tuongdong.parse import parse
from tuongdong.read import read

PIECES = st.sampled_from(
    [
        *(
            "Điều 1. Mức chi",
            "Điều 2.",
            "Điều 2a. Sở Y tế có trách nhiệm:",
            "Điều 7 Luật Giá",
            "Chương I",
            "Mục 2. THU",
            "Phần thứ hai",
        ),
        *(
            "1. Một:",
            "1.1. Hai",
            "2. Ba.3. Bốn",
            "5đ. Năm",
            "2025. Sáu",
            "a) Gồm:",
            "đ) Hết./.",
            "a1) Bảy",
            "I. MỤC TIÊU",
            "V. Tám",
            "A. PHẦN",
        ),
        *(
            "- Gạch",
            "+ Cộng",
            "“Điều 6. Trích",
            "như sau: “1. Mở",
            "đóng.”",
            '"Thẳng',
            'hết".',
            "a | b | c",
            "|",
            "PHỤ LỤC II",
            "QUY CHẾ",
        ),
        *(
            "(Ban hành kèm theo Quyết định số 1/QĐ-UBND)",
            "Nơi nhận:",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            "Trần An",
            "Căn cứ Luật Giá;",
            "",
            "",
        ),
        *(
            "Số: 1/2031/QĐ-UBND",
            "QUYẾT ĐỊNH",
            "QUYẾT ĐỊNH:",
            "Huế, ngày 31 tháng 02 năm 2031",
            "MẬT",
            "tệp.docx",
            "(sau đây gọi là Tỉnh)",
        ),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("\n".join), st.text(max_size=200))


def check(document: Document) -> None:
    """Spans slice back and nest; pieces joined are the text; eIds never repeat; parents come first."""
    text = document.text
    known: dict[str, tuple[int, int]] = {}
    for unit in document.provisions:
        assert unit.eid not in known
        assert 0 <= unit.span.start <= unit.span.end <= len(text)
        assert unit.text == "\n".join(piece.of(text) for piece in unit.pieces)
        for piece in (*unit.pieces, *unit.quotes, *([unit.heading_span] if unit.heading_span else [])):
            assert unit.span.start <= piece.start <= piece.end <= unit.span.end
        if unit.parent is not None:
            start, end = known[unit.parent]
            assert start <= unit.span.start
            assert unit.span.end <= end
        known[unit.eid] = unit.span
    for basis in document.legal_bases:
        assert " ".join(basis.span.of(text).split()) == basis.text


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text(words: str) -> None:
    document = parse(SourceText(text=words, format="txt"), bare=True)
    check(document)
    assert from_json(to_json(document), Document) == document


@pytest.mark.parametrize("folder", ["special", "local", "local_old", "nq_ubtvqh"])
def test_real_documents_keep_the_promises(data: Path, folder: str) -> None:
    for path in sorted((data / folder).iterdir()):
        if path.suffix in (".txt", ".md"):
            check(parse(read(path), path.name, bare=True))


def test_articles_of_the_codification_equal_an_independent_count(data: Path) -> None:
    """In the codification every article begins a block: counting such lines is all there is to it."""
    files = sorted((data / "phapdien").glob("*.txt"))[::40]
    assert len(files) >= 100
    for path in files:
        lines = ["", *map(str.strip, path.read_text(encoding="utf-8").split("\n"))]
        counted = sum(not above and bool(re.match(r"Điều \d", line)) for above, line in pairwise(lines))
        found = parse(read(path), path.name).provisions
        assert sum(unit.level is Level.ARTICLE for unit in found) == counted, path.name


def test_structure_as_labelled_by_hand(data: Path) -> None:
    """Every eId of the labels, and no other; every field of the head."""
    path = data.parent / "eval" / "score.py"
    if not path.exists():
        pytest.skip(f"no scorer at {path}")
    spec = spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    score = module_from_spec(spec)
    spec.loader.exec_module(score)
    for path in sorted((data / "gold" / "structure").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = json.loads(to_json(parse(read(data / gold["file"]), gold["file"])))["value"]
        for name, tally in score.structure(gold, document).items():
            if name != "ends":  # one label holds a misprint that reading puts right
                assert tally.figures()["f1"] == 1.0, (path.name, name)
