"""
The citation graph of a document as HTML: the picture in two widths, and the same as a table below it.

    network_figure(around)     a <figure> for a page that has its own head: the web office, a report
    network_page(around)       a whole page that needs nothing else
    write_network(around, path)   .svg or .html by the name of the file
"""

from collections.abc import Callable
from pathlib import Path

from lxml import etree, html
from lxml.html import HtmlElement
from lxml.html import builder as E  # noqa: N812 - the name under which lxml's own documents know it

from tuongdong import __version__
from tuongdong.files import keep_foreign, whole_file
from tuongdong.graph.around import PLACES, Neighbour, Surroundings
from tuongdong.report.alone import is_page_alone, page_alone
from tuongdong.report.network import network
from tuongdong.report.words import word
from tuongdong.text import day_words, printable

__all__ = ["network_figure", "network_page", "write_network"]


def network_figure(
    around: Surroundings,
    lang: str = "vi",
    *,
    note: str = "",
    link: Callable[[Neighbour], str | None] = lambda _one: None,
) -> str:
    """
    The <figure> as text: the wide picture, the narrow one, what the signs mean, and the table of all documents.

    Which picture is shown is for `templates/network.css` to say (`.net-wide`, `.net-narrow`).
    """
    markup: str = html.tostring(_figure(around, lang, note, link), encoding="unicode")
    return markup


def _figure(around: Surroundings, lang: str, note: str, link: Callable[[Neighbour], str | None]) -> HtmlElement:
    shapes = [
        E.DIV({"class": name}, etree.fromstring(network(around, lang, note=note, narrow=narrow, link=link)))
        for name, narrow in (("net-wide", False), ("net-narrow", True))
    ]
    return E.FIGURE(
        {"class": "net"},
        *shapes,
        E.FIGCAPTION(word("net_legend", lang)),
        *([_table(around, lang, link)] if around.before or around.after else []),
    )


def _table(around: Surroundings, lang: str, link: Callable[[Neighbour], str | None]) -> HtmlElement:
    columns = ("net_relation", "net_number", "net_name", "net_issued", "net_kinds")
    rows = [
        _row(one, f"net_{side}_{one.place}", lang, link)
        for side, found in (("before", around.before), ("after", around.after))
        for place in PLACES
        for one in found
        if one.place == place
    ]
    return E.DIV(
        {
            "class": "wide",
            "tabindex": "0",
            "role": "region",
            "aria-label": word("net_title", lang, name=printable(around.number or around.file)),
        },
        E.TABLE(
            {"class": "figures"},
            E.THEAD(E.TR(*(E.TH({"scope": "col"}, word(code, lang)) for code in columns))),
            E.TBODY(*rows),
        ),
    )


def _row(one: Neighbour, relation: str, lang: str, link: Callable[[Neighbour], str | None]) -> HtmlElement:
    number, address = printable(one.number or "–"), link(one)
    day = day_words(one.issued_on) if one.issued_on else "–"
    kinds = ", ".join(f"{word(f'kind_{kind}', lang)} {count}" for kind, count in one.kinds)
    missing = [E.SMALL(f" ({word('net_missing', lang)})")] if one.file is None else []
    return E.TR(
        E.TD(word(relation, lang)),
        E.TD(E.A({"href": address}, number) if address else number, *missing),
        E.TD(printable(one.name or "–")),
        E.TD(day),
        E.TD(kinds),
    )


def network_page(around: Surroundings, lang: str = "vi", note: str = "") -> str:
    """The whole page as text."""
    name = printable(around.number or around.file)
    body = [
        E.HEADER(
            {"class": "mast"},
            E.P({"class": "eyebrow"}, word("net_title", lang, name="").strip()),
            E.H1(name),
            E.P({"class": "title"}, printable(around.title or "")),
        ),
        E.MAIN(_figure(around, lang, note, lambda _one: None)),
        E.FOOTER(E.P(f"tuongdong {__version__}")),
    ]
    return page_alone(word("net_title", lang, name=name), body, lang, ["page.css", "network.css"])


def _is_own_picture(data: bytes) -> bool:
    return b"svg{--ink:" in data[:3000]  # the colours of a picture that stands alone


def write_network(around: Surroundings, path: Path, lang: str = "vi", note: str = "") -> None:
    """The picture (.svg) or the page (.html), whole or not at all."""
    drawn = path.suffix.lower() == ".svg"
    text = network(around, lang, note=note, alone=True) if drawn else network_page(around, lang, note)
    keep_foreign(path, _is_own_picture if drawn else is_page_alone)
    with whole_file(path) as scratch:
        scratch.write_text(text, encoding="utf-8")
