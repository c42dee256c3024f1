"""Vietnamese first, English by choice: every sentence has both."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation.template import templatize

from tuongdong.report.papers import KINDS

WEB = Path(__file__).resolve().parents[2] / "src" / "tuongdong" / "web"
# _('Lưu') gettext('Đã lưu.') as `templatize` leaves them
CALL_RE = re.compile(r"""(?:\b_|\bn?gettext)\(\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


def sentences() -> Iterator[str]:
    """The Vietnamese of every sentence."""
    for path in WEB.rglob("templates/**/*.html"):
        for quoted in CALL_RE.findall(templatize(path.read_text(encoding="utf-8"))):
            yield str(ast.literal_eval(quoted))
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


CALLS = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy")


CATALOGUES = sorted(WEB.parent.rglob("locale/*/LC_MESSAGES/*.po"))
# %(name)s {name} {name!r}
FILLED_RE = re.compile(r"%\(\w+\)s|\{\w+(?:!r)?\}")


def test_every_sentence_has_its_english() -> None:
    known = {entry.msgid for entry in polib.pofile(str(WEB / "locale/en/LC_MESSAGES/django.po")) if entry.translated()}
    assert sorted(set(sentences()) - known) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=str)
def test_catalogues_are_compiled(path: Path) -> None:
    told = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.pofile(str(path))}
    compiled = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.mofile(str(path.with_suffix(".mo")))}
    assert compiled == told, "run `make messages`"


@pytest.mark.parametrize("path", CATALOGUES, ids=str)
def test_translations_keep_what_is_filled_in(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            assert set(FILLED_RE.findall(text)) <= set(FILLED_RE.findall(entry.msgid + entry.msgid_plural)), entry.msgid


def test_english_is_english_and_falls_back_to_no_other_language() -> None:
    with translation.override("en"):
        assert translation.gettext("Thư viện") == "Library"
        assert translation.gettext("This field is required.") == "This field is required."
    with translation.override("vi"):
        assert translation.gettext("Thư viện") == "Thư viện"
        assert translation.gettext("Sign In") == "Đăng nhập"


def test_kinds_of_papers_have_their_english() -> None:
    """Their names come with the papers, which are Vietnamese; pages list them in the reader's language."""
    known = {entry.msgid for entry in polib.pofile(str(WEB / "locale/en/LC_MESSAGES/django.po")) if entry.translated()}
    assert {kind.name for kind in KINDS.values()} - known == set()
