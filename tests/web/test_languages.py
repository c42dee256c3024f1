"""Vietnamese first, English by choice: every sentence has both."""

import re

import polib
import pytest
from django.utils import translation
from sentences import WEB, sentences

CATALOGUES = sorted(WEB.glob("locale/*/LC_MESSAGES/django.po"))


def test_every_sentence_has_its_english() -> None:
    known = {entry.msgid for entry in polib.pofile(str(WEB / "locale/en/LC_MESSAGES/django.po")) if entry.translated()}
    assert sorted(set(sentences()) - known) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=str)
def test_catalogues_are_compiled(path) -> None:  # type: ignore[no-untyped-def]
    told = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(path.with_suffix(".mo")))}
    assert compiled == told, "run `make messages`"


@pytest.mark.parametrize("path", CATALOGUES, ids=str)
def test_translations_keep_what_is_filled_in(path) -> None:  # type: ignore[no-untyped-def]
    for entry in polib.pofile(str(path)):
        for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            assert set(re.findall(r"%\(\w+\)s", text)) <= set(re.findall(r"%\(\w+\)s", entry.msgid)), entry.msgid


def test_english_is_english_and_falls_back_to_no_other_language() -> None:
    with translation.override("en"):
        assert translation.gettext("Thư viện") == "Library"
        assert translation.gettext("This field is required.") == "This field is required."
    with translation.override("vi"):
        assert translation.gettext("Thư viện") == "Thư viện"
        assert translation.gettext("Sign In") == "Đăng nhập"
