"""Letters, messages, errors and the codec: what all stages stand on."""

import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuongdong.codec import SCHEMA_VERSION, from_json, to_json
from tuongdong.errors import FileMissingError, SchemaError
from tuongdong.messages import CATALOG, say
from tuongdong.models import Document, Finding, Severity, Span, finding
from tuongdong.text import clean, fold, fold_marks, sort_key, syllables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uỷ ban", "ủy ban"),  # old tone placement
        ("HOÁ", "hóa"),
        ("thuý", "thúy"),
        ("Đà", "đà"),
    ],
)
def test_fold_makes_spellings_one(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_search_folds_marks() -> None:
    assert fold_marks("Đặc thù Ưu đãi") == "dac thu uu dai"


def test_sorting_is_vietnamese() -> None:
    names = ["Đồng Nai", "Dương", "Ăn", "An", "Ấn", "Bà", "Ba", "Cần Thơ"]
    assert sorted(names, key=sort_key) == ["An", "Ăn", "Ấn", "Ba", "Bà", "Cần Thơ", "Dương", "Đồng Nai"]


@given(st.text(max_size=60))
def test_clean_is_done_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=60))
def test_any_text_can_be_keyed(text: str) -> None:
    assert isinstance(syllables(text), list)
    assert isinstance(sort_key(text), tuple)
    assert isinstance(fold_marks(text), str)


def test_every_message_is_said_in_both_languages() -> None:
    for code, (vietnamese, english) in CATALOG.items():
        assert vietnamese != english, code
        assert vietnamese, code
        assert english, code


def test_a_missing_filler_hides_no_message() -> None:
    assert say("article_missing") == "Thiếu Điều {num}: có thể đã mất hoặc bị bãi bỏ."


def test_findings_speak_both_languages() -> None:
    one = finding("article_missing", Severity.WARNING, Span(0, 4), num="8")
    assert one.message.startswith("Thiếu Điều 8")
    assert one.say("en") == "Điều 8 is missing: lost or repealed."
    assert from_json(to_json(one), Finding) == one


def test_errors_travel_between_processes() -> None:
    error = pickle.loads(pickle.dumps(FileMissingError("file_missing", path="a.txt")))
    assert error.say("vi") == "Không tìm thấy tệp a.txt."


def test_newer_and_foreign_data_is_refused() -> None:
    stored = to_json(Document(text="a"))
    newer = stored.replace(b'"schema":%d' % SCHEMA_VERSION, b'"schema":99')
    for data in (newer, b"{}", b"nonsense", to_json(Span(0, 1)), stored.replace(b'"text":"a"', b'"text":1')):
        with pytest.raises(SchemaError):
            from_json(data, Document)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compare", "a", "b", "--nope"], "Lỗi: Không có tùy chọn '--nope'."),
        (["--lang", "en", "nope"], "Error: No such command 'nope'."),
    ],
)
def test_wrong_use_is_told_in_the_language_of_the_run(arguments: list[str], told: str) -> None:
    run = subprocess.run([sys.executable, "-m", "tuongdong", *arguments], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert told in run.stderr
