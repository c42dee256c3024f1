"""
Pages that need nothing else: no network, no script to be read, no font. Every report that is HTML is one.

    page_alone(title, body, lang, styles=..., script=...)   the whole page as text
    is_page_alone(data)                                     whether a file holds such a page
    template(name)                                          a style or script of the package

A page's own script is allowed by its hash, and nothing else is.
"""

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files

from lxml import html
from lxml.html import HtmlElement
from lxml.html import builder as E  # noqa: N812 - the name under which lxml's own documents know it

from tuongdong.read.html import OWN_PAGE

__all__ = ["is_page_alone", "page_alone", "template"]


def page_alone(
    title: str, body: Iterable[HtmlElement], lang: str, styles: Iterable[str], script: str = "", set_: str = ""
) -> str:
    """The page of a body; `styles` and `script` are names of templates, `set_` the style of the whole ("--sides: 2")."""
    code = template(script) if script else ""
    tree = E.HTML(
        E.HEAD(
            E.META(charset="utf-8"),
            E.META({"http-equiv": "Content-Security-Policy", "content": _policy_of(code)}),
            E.META(name="viewport", content="width=device-width, initial-scale=1"),
            E.TITLE(title),
            E.STYLE("".join(map(template, styles))),
        ),
        E.BODY(*body, *([E.SCRIPT(code)] if code else [])),
        lang=lang,
        **({"style": set_} if set_ else {}),
    )
    markup: str = html.tostring(tree, encoding="unicode")
    return f"<!DOCTYPE html>\n{markup}\n"


def _policy_of(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f" script-src 'sha256-{digest}';" if script else ""
    return f"{OWN_PAGE}{allowed} base-uri 'none'; form-action 'none'"


def is_page_alone(data: bytes) -> bool:
    """Whether a file holds such a page, known by its policy."""
    return OWN_PAGE.encode() in data[:1000]


def template(name: str) -> str:
    """A file of the package's `templates`."""
    return "\n" + files("tuongdong.report").joinpath("templates", name).read_text(encoding="utf-8")
