"""
The matrix as one page that needs nothing else: a heat map to sort, filter and search; a click or Enter opens the texts side by side.

The whole table is in the page for readers without scripts. What a click opens lies in the page as JSON, with charts as SVG
of our own; every word of documents is set as text, never as markup.
"""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lxml import html
from lxml.html import HtmlElement
from lxml.html import builder as E  # noqa: N812 - the name under which lxml's own documents know it

from tuongdong import __version__
from tuongdong.eids import place_words
from tuongdong.files import keep_foreign, whole_file
from tuongdong.report.alone import is_page_alone, page_alone
from tuongdong.report.charts import distribution, places_of, spread, tiles
from tuongdong.report.matrix import Cell, Matrix, Member, Policy, field_words, fields_of
from tuongdong.report.matrix_words import say
from tuongdong.text import day_words, fold_marks, printable, sort_key

__all__ = ["matrix_page", "write_matrix_html"]

MOST: Final = 600
"""Policies on the page; all of them are in the Excel and Parquet files."""
_TEXTS: Final = 80
"""Provisions that a click shows."""
_TEXT: Final = 4000
"""Letters of a provision's text that a click shows."""


def write_matrix_html(view: Matrix, path: Path, lang: str = "vi", topics: str = "") -> None:
    """The page at `path`, whole or not at all; `topics` is the name of the page of topics beside it."""
    text = matrix_page(view, lang, topics)
    keep_foreign(path, is_page_alone)
    with whole_file(path) as scratch:
        scratch.write_text(text, encoding="utf-8")


def matrix_page(view: Matrix, lang: str = "vi", topics: str = "") -> str:
    """The whole page as text."""
    shown = view.policies[:MOST]
    body = [
        E.A({"class": "skip", "href": "#matrix"}, say("skip", lang)),
        _head(view, lang, topics),
        _tools(view, lang),
        E.MAIN(
            E.DIV({"class": "wide sheet"}, _table(view, shown, lang)),
            _none(view, lang),
            *([_overview(view, lang)] if view.policies else []),
        ),
        E.DIALOG({"id": "texts", "aria-labelledby": "policy"}),
        E.FOOTER(E.P(say("made", lang, version=__version__)), E.P(say("legend", lang))),
        _data(shown, view.own, lang),
    ]
    return page_alone(say("title", lang), body, lang, ["page.css", "matrix.css"], "matrix.js")


def _head(view: Matrix, lang: str, topics: str) -> HtmlElement:
    links = [E.A(say("topics_title", lang), href=topics)] if topics else []
    links += [E.A(say("map", lang), href="#overview")] if view.policies else []
    absent = view.own and view.own not in view.localities
    return E.HEADER(
        {"class": "mast"},
        E.P({"class": "eyebrow"}, say("eyebrow", lang)),
        E.H1(say("title", lang)),
        E.P(say("counted", lang, policies=len(view.policies), localities=len(view.localities))),
        *([E.P({"class": "warn"}, say("own_absent", lang, name=printable(view.own)))] if absent else []),
        *([E.P({"class": "links"}, *links)] if links else []),
    )


_FIRST: Final = 12
"""Localities of the overview that are seen at once."""


def _overview(view: Matrix, lang: str) -> HtmlElement:
    """Where policies are held, on the tile map; and what is held most, in words."""
    held = Counter(name for policy in view.policies for name, cell in policy.cells.items() if cell.sure)
    first = Counter(name for policy in view.policies if policy.since for name in policy.first)
    rows = [
        E.TR(E.TH(name, scope="row"), E.TD(str(count)), E.TD(str(first[name])))
        for name, count in sorted(held.items(), key=lambda pair: (-pair[1], sort_key(pair[0])))
    ]
    rest = rows[_FIRST:]
    more = [E.DETAILS(E.SUMMARY(say("more_localities", lang, count=len(rest))), _counts(rest, lang))] if rest else []
    return E.SECTION(
        {"class": "overview", "id": "overview", "aria-label": say("overview", lang)},
        E.FIGURE(E.FIGCAPTION(say("map", lang)), _svg(tiles(held, view.own), say("map", lang))),
        E.DIV({"class": "counts"}, _counts(rows[:_FIRST], lang), *more),
    )


def _counts(rows: list[HtmlElement], lang: str) -> HtmlElement:
    heads = (E.TH(say(key, lang), scope="col") for key in ("locality", "policies", "firsts"))
    return E.TABLE({"class": "figures"}, E.THEAD(E.TR(*heads)), E.TBODY(*rows))


def _tools(view: Matrix, lang: str) -> HtmlElement:
    fields = [(one, field_words(one, lang)) for one in fields_of(view.policies)]
    names = [(name, name) for name in view.localities]
    held = [(key, say(f"held_{key}", lang)) for key in ("has", "lacks")]
    sorts = [(key, say(f"sort_{key}", lang)) for key in ("spread", "since", "label", "values")]
    search = {"type": "search", "id": "search", "placeholder": say("search", lang), "aria-label": say("search", lang)}
    return E.DIV(
        {"class": "tools", "role": "search"},
        E.DIV(
            E.INPUT(search),
            _choice("field", [("", say("all_field", lang)), *fields], lang),
            _choice("locality", [("", say("all_locality", lang)), *names], lang),
            E.SELECT({"id": "held", "aria-label": say("held", lang)}, *(E.OPTION(w, value=v) for v, w in held)),
            _choice("sort", sorts, lang),
            E.OUTPUT({"id": "shown", "data-pattern": say("shown", lang)}),
        ),
    )


def _choice(key: str, options: list[tuple[str, str]], lang: str) -> HtmlElement:
    return E.LABEL(say(key, lang), " ", E.SELECT(*(E.OPTION(words, value=value) for value, words in options), id=key))


def _table(view: Matrix, shown: tuple[Policy, ...], lang: str) -> HtmlElement:
    own = view.own
    heads = [
        E.TH(
            E.BUTTON({"type": "button", "title": say("bring", lang)}, name),
            {"scope": "col", "data-locality": name} | ({"class": "own"} if name == own else {}),
        )
        for name in view.localities
    ]
    return E.TABLE(
        {"id": "matrix", "class": "matrix"},
        E.THEAD(
            E.TR(
                E.TH(say("policy", lang), scope="col"),
                E.TH(say("since", lang), {"scope": "col", "class": "since"}),
                *heads,
            )
        ),
        E.TBODY(*(_row(at, policy, view, lang) for at, policy in enumerate(shown))),
    )


def _row(at: int, policy: Policy, view: Matrix, lang: str) -> HtmlElement:
    shades = _shades(policy)
    cells = [_cell(policy.cells.get(name), shades.get(name), name == view.own, name, lang) for name in view.localities]
    return E.TR(
        {
            "data-at": str(at),
            "data-field": policy.field,
            "data-spread": str(policy.spread),
            "data-since": policy.since or "9999",
            "data-values": str(len({m.value for c in policy.cells.values() for m in c.sure if m.value})),
            "data-words": fold_marks(
                printable(f"{policy.label} {policy.field} {field_words(policy.field, lang)} {' '.join(policy.first)}")
            ),
        },
        E.TH(
            {"scope": "row"},
            E.BUTTON({"type": "button"}, printable(policy.label)),
            E.SMALL(f"{field_words(policy.field, lang)} · {say('held_by', lang, count=policy.spread)}"),
        ),
        E.TD({"class": "since", "title": ", ".join(policy.first)}, policy.since[:4], E.SMALL(_firsts(policy, lang))),
        *cells,
    )


_NAMED: Final = 3
"""Localities that a row names as the first."""


def _firsts(policy: Policy, lang: str) -> str:
    """Who had it first; of many the first few, and how many more."""
    more = len(policy.first) - _NAMED
    names = ", ".join(policy.first[:_NAMED])
    return f"{names} {say('more_firsts', lang, count=more)}" if more > 0 else names


def _shades(policy: Policy) -> dict[str, float]:
    """0 to 1 for the general number of each locality, between the least and the greatest of the policy."""
    last = {name: cell.general.number for name, cell in policy.cells.items() if cell.general}
    numbers = {name: number for name, number in last.items() if number is not None}
    low, high = min(numbers.values(), default=0.0), max(numbers.values(), default=0.0)
    return {name: (n - low) / (high - low) if high > low else 0.3 for name, n in numbers.items()}


def _cell(cell: Cell | None, shade: float | None, own: bool, name: str, lang: str) -> HtmlElement:
    """A cell; what is in it is a button that opens the texts at this locality."""
    marks = ["own"] if own else []
    if cell is None:
        return E.TD({"class": " ".join([*marks, "lack"]), "aria-label": f"{name}: {say('lacks', lang)}"})
    button = {"type": "button", "tabindex": "-1", "data-name": name}
    if not cell.sure:
        told = {"title": printable(cell.members[0].doubt), "aria-label": f"{name}: {say('doubtful', lang)}"}
        return E.TD({"class": " ".join([*marks, "doubt"])}, E.BUTTON(button | told, "?"))
    values = cell.values
    parts: list[HtmlElement | str] = []
    for member in values[-3:]:
        dated = [E.SMALL(member.day)] if len(values) > 1 else []
        scoped = [E.SMALL({"class": "scope"}, printable(member.scope))] if member.scope else []
        parts.append(E.SPAN(printable(member.value), *dated, *scoped))
    # words stay dark on the darkest cell, and light in the dark page
    style = {"style": f"--h: {10 + 35 * shade:.0f}%"} if shade is not None else {}
    told = {} if parts else {"aria-label": f"{name}: {say('has', lang)}"}
    content = parts or [E.SPAN({"aria-hidden": "true"}, "●")]
    return E.TD({"class": " ".join([*marks, "has"])} | style, E.BUTTON(button | told, *content))


def _none(view: Matrix, lang: str) -> HtmlElement:
    words = [E.P({"class": "empty", "id": "none", "hidden": ""}, say("none_shown", lang))]
    if len(view.policies) > MOST:
        words.append(E.P({"class": "note"}, say("more", lang, count=len(view.policies) - MOST)))
    if not view.policies:
        words.append(E.P({"class": "empty"}, say("nothing", lang)))
    return E.DIV(*words)


def _svg(markup: str, name: str) -> HtmlElement:
    drawn = html.fragment_fromstring(markup)
    drawn.set("aria-label", name)
    return drawn


def _data(shown: tuple[Policy, ...], own: str, lang: str) -> HtmlElement:
    """What a click opens. No "<" stands in it, so that it cannot end its own element."""
    policies = [_opened(policy, own, lang) for policy in shown]
    words = {
        key: say(key, lang)
        for key in ("close", "first", "spread_chart", "values_chart", "map_one", "no_date", "doubtful", "more_texts")
    }
    text = json.dumps({"policies": policies, "words": words}, ensure_ascii=False, separators=(",", ":"))
    return E.SCRIPT(printable(text).replace("<", "\\u003c"), id="data", type="application/json")


def _opened(policy: Policy, own: str, lang: str) -> dict[str, object]:
    sure = {name: cell for name, cell in policy.cells.items() if cell.sure}
    days = [(min((m.issued_on for m in cell.sure if m.issued_on), default=""), name) for name, cell in sure.items()]
    numbers, unit = _numbers(sure)
    members = [(m.issued_on or "9999", name, m) for name, cell in policy.cells.items() for m in cell.members]
    dated = {day for day, _ in days if day}
    return {
        "label": policy.label,
        # one day for all needs no chart
        "spread": spread(days, own) if len(dated) > 1 else "",
        "days": say("one_day" if dated else "no_day", lang, day=day_words(min(dated, default=""))),
        "values": distribution(numbers, unit, own) if len({n for n, _ in numbers}) > 1 else "",
        "tiles": places_of(sure),
        "texts": [_text(name, m, own, lang) for _, name, m in sorted(members, key=lambda one: one[:2])[:_TEXTS]],
        "more": max(0, len(members) - _TEXTS),
    }


def _numbers(cells: Mapping[str, Cell]) -> tuple[list[tuple[float, str]], str]:
    """The general number of each locality and their unit: the printed one, if it is one for all."""
    found = [(m, name) for name, cell in cells.items() if (m := cell.general) and m.number is not None and m.printed]
    units = {m.printed[1] for m, _ in found if m.printed}
    if len(units) == 1:
        return [(m.printed[0], name) for m, name in found if m.printed], units.pop()
    return [(m.number, name) for m, name in found if m.number is not None], found[0][0].unit if found else ""


def _text(name: str, member: Member, own: str, lang: str) -> dict[str, object]:
    return {
        "name": name,
        "own": name == own,
        "document": member.document,
        "place": place_words(member.eid, lang),
        "day": member.day,
        "value": member.value,
        "mark": member.mark,
        "scope": member.scope,
        "doubt": member.doubt,
        "title": member.title,
        "text": member.text[:_TEXT] + ("…" if len(member.text) > _TEXT else ""),
    }
