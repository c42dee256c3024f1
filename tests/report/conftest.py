"""The examples, parsed and compared once, and small invented documents for what they do not show."""

import re
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from pairs import Pair

from tuongdong import examples
from tuongdong.compare import compare
from tuongdong.models import SourceText
from tuongdong.parse import parse
from tuongdong.read import read

NUMBER_RE = re.compile(r"SỐ (\S+)")


@pytest.fixture(scope="session")
def pair() -> Pair:
    """The two example resolutions and their comparison."""
    ours, theirs = (parse(read(path), name=path.name) for path in (examples.ours(), examples.theirs()))
    documents = [
        replace(ours, number="15/2025/NQ-HĐND", locality="Mây Ngàn"),
        replace(theirs, number="08/2025/NQ-HĐND", locality="Bến Sao"),
    ]
    return [compare(documents[0], documents[1], "a.md", "b.md")], documents


@pytest.fixture(scope="session")
def invented() -> Callable[..., Pair]:
    """Compares texts that a test invents: the first with each of the others. Each names its number as `SỐ 01/...`."""

    def make(*texts: str) -> Pair:
        documents = [
            replace(parse(SourceText(text=text, format="txt")), number=NUMBER_RE.findall(text)[0]) for text in texts
        ]
        return [compare(documents[0], other) for other in documents[1:]], documents

    return make
