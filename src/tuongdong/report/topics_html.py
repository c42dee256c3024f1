"""The documents by topic as one page that needs nothing else: a table to search, by field and by locality."""

from collections.abc import Mapping
from pathlib import Path

from lxml.html import HtmlElement
from lxml.html import builder as E  # noqa: N812 - the name under which lxml's own documents know it

from tuongdong import __version__
from tuongdong.files import keep_foreign, whole_file
from tuongdong.report.alone import is_page_alone, page_alone
from tuongdong.report.matrix import field_words, fields_of
from tuongdong.report.matrix_words import say
from tuongdong.report.topics import Paper, Topic, Topics
from tuongdong.text import fold_marks, printable

__all__ = ["topics_page", "write_topics_html"]

_SHOWN = 6
"""Documents of a topic that are seen at once; the others open."""


def write_topics_html(view: Topics, path: Path, lang: str = "vi") -> None:
    """The page at `path`, whole or not at all."""
    text = topics_page(view, lang)
    keep_foreign(path, is_page_alone)
    with whole_file(path) as scratch:
        scratch.write_text(text, encoding="utf-8")


def topics_page(view: Topics, lang: str = "vi") -> str:
    """The whole page as text."""
    body = [
        E.A({"class": "skip", "href": "#topics"}, say("skip", lang)),
        _head(view, lang),
        _tools(view, lang),
        E.MAIN(_table(view, lang), _none(view, lang)),
        E.FOOTER(E.P(say("made", lang, version=__version__)), E.P(say("topics_note", lang))),
    ]
    return page_alone(say("topics_title", lang), body, lang, ["page.css", "matrix.css"], "topics.js")


def _head(view: Topics, lang: str) -> HtmlElement:
    count = sum(len(one.papers) for one in view.topics)
    return E.HEADER(
        {"class": "mast"},
        E.P({"class": "eyebrow"}, E.A(say("title", lang), href="families.html")),
        E.H1(say("topics_title", lang)),
        E.P(say("topics_counted", lang, topics=len(view.topics), documents=count, localities=len(view.localities))),
    )


def _tools(view: Topics, lang: str) -> HtmlElement:
    search = {"type": "search", "id": "search", "placeholder": say("topics_search", lang)}
    return E.DIV(
        {"class": "tools", "role": "search"},
        E.DIV(
            E.INPUT(search | {"aria-label": say("topics_search", lang)}),
            _choice("field", {one: field_words(one, lang) for one in fields_of(view.topics)}, lang),
            _choice("locality", {name: name for name in view.localities}, lang),
            E.OUTPUT({"id": "shown", "data-pattern": say("topics_shown", lang)}),
        ),
    )


def _choice(key: str, named: Mapping[str, str], lang: str) -> HtmlElement:
    everything = E.OPTION(say(f"all_{key}", lang), value="")
    options = (E.OPTION(words, value=one) for one, words in named.items())
    return E.LABEL(say(key, lang), " ", E.SELECT(everything, *options, id=key))


def _table(view: Topics, lang: str) -> HtmlElement:
    heads = (E.TH(say(key, lang), scope="col") for key in ("topic", "locality", "documents"))
    rows = (_row(one, view.own, lang) for one in view.topics)
    return E.TABLE({"id": "topics", "class": "figures topics"}, E.THEAD(E.TR(*heads)), E.TBODY(*rows))


def _row(topic: Topic, own: str, lang: str) -> HtmlElement:
    words = f"{topic.label} {topic.field} {field_words(topic.field, lang)} " + " ".join(
        f"{p.document} {p.title}" for p in topic.papers
    )
    names = [E.LI(name, **({"class": "own"} if name == own else {})) for name in topic.localities]
    return E.TR(
        {
            "data-field": topic.field,
            "data-localities": "|".join(topic.localities),
            "data-words": fold_marks(printable(words)),
        },
        E.TH({"scope": "row"}, printable(topic.label), E.SMALL(field_words(topic.field, lang))),
        E.TD(E.SMALL(say("held_by", lang, count=len(topic.localities))), E.UL({"class": "names"}, *names)),
        E.TD(*_papers(topic.papers, own, lang)),
    )


def _papers(papers: tuple[Paper, ...], own: str, lang: str) -> list[HtmlElement]:
    shown = [E.UL(*(_paper(one, own, lang) for one in papers[:_SHOWN]))]
    if rest := papers[_SHOWN:]:
        label = E.SUMMARY(say("topics_more", lang, count=len(rest)))
        shown.append(E.DETAILS(label, E.UL(*(_paper(one, own, lang) for one in rest))))
    return shown


def _paper(paper: Paper, own: str, lang: str) -> HtmlElement:
    facts = [", ".join(paper.localities), paper.document, paper.day or say("no_date", lang)]
    parts = [E.B(" · ".join(fact for fact in facts if fact)), E.SPAN(printable(paper.title))]
    if paper.doubt:
        parts.append(E.SPAN({"class": "doubtful"}, f"{say('doubtful', lang)}: {printable(paper.doubt)}"))
    return E.LI(*parts, **({"class": "own"} if own in paper.localities else {}))


def _none(view: Topics, lang: str) -> HtmlElement:
    words = [E.P({"class": "empty", "id": "none", "hidden": ""}, say("topics_none", lang))]
    if not view.topics:
        words.append(E.P({"class": "empty"}, say("topics_nothing", lang)))
    return E.DIV(*words)
