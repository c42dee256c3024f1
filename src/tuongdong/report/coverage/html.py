"""
Coverage as one page that needs nothing else: what was ordered, what was issued, the words of both.

    page(view, lang)           of one resolution
    beside_page(view, lang)    of two localities side by side
    content, beside_content    what stands between head and foot, for a page that has its own (the web office)

The style and the script are those of a comparison's page: states stand where relations stand there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement
from lxml.html import builder as E  # noqa: N812 - the name under which lxml's own documents know it

from tuongdong import __version__
from tuongdong.coverage import BesideRow, CoverageRow, Detail, Issued, Standing, State
from tuongdong.models import Mode
from tuongdong.report.alone import page_alone
from tuongdong.report.coverage.view import BesideView, View, day
from tuongdong.report.coverage.words import say, state_of, state_of_detail
from tuongdong.report.markup import Setting
from tuongdong.report.side import Side
from tuongdong.text import printable

__all__ = ["beside_content", "beside_page", "content", "page"]

_STATES = ("missing", "late", "needs review", "in time", "issued", "not due", "not used")
_LACKING = (Standing.LACKS_RULES, Standing.LACKS_POLICY)


def page(view: View, lang: str = "vi") -> str:
    """The whole page of one resolution as text."""
    codes = [state_of(row, view.coverage.as_of) for row in view.coverage.rows]
    head = E.HEADER(
        {"class": "mast"},
        E.P({"class": "eyebrow"}, say("title", lang)),
        E.H1(printable(view.side.name)),
        E.DIV({"class": "docs"}, _card(view, lang)),
        _tally(codes, {code: say(code, lang) for code in _STATES}, lang, view.coverage.as_of),
    )
    chips = [(code, say(code, lang)) for code in _STATES if code in codes]
    return _whole(head, chips, content(view, lang), f"{say('title', lang)}: {view.side.name}", lang, sides=1)


def beside_page(view: BesideView, lang: str = "vi") -> str:
    """The whole page of two localities as text."""
    codes = [row.standing.value for row in view.beside.rows]
    phrases = {one.value: say(one.value, lang, **view.filled) for one in Standing}
    names = [view.filled["host"], E.I(f" {say('and', lang)} "), view.filled["visitor"]]
    head = E.HEADER(
        {"class": "mast"},
        E.P({"class": "eyebrow"}, say("title_beside", lang)),
        E.H1(*names),
        E.DIV({"class": "docs"}, _card(view.host, lang), _card(view.visitor, lang)),
        _tally(codes, phrases, lang, view.beside.host.as_of),
    )
    chips = [(code, phrases[code]) for code in phrases if code in codes]
    title = f"{say('title_beside', lang)}: {view.filled['host']}, {view.filled['visitor']}"
    return _whole(head, chips, beside_content(view, lang), title, lang, sides=2)


def content(view: View, lang: str = "vi") -> list[HtmlElement]:
    """The overview, the documents, and a row for each provision."""
    rows = view.coverage.rows
    if not rows:
        return [E.P({"class": "empty"}, say("nothing", lang))]
    return [
        _overview(view, lang),
        _documents(view, lang),
        *(_group(view.side, eid, [_row(view, row, lang) for row in own], lang) for eid, own in _grouped(view)),
        E.P({"class": "empty", "id": "none", "hidden": ""}, say("none_shown", lang)),
    ]


def beside_content(view: BesideView, lang: str = "vi") -> list[HtmlElement]:
    """What the visitor lacks, then a row for each policy, the host's on the left."""
    if not view.beside.rows:
        return [E.P({"class": "empty"}, say("nothing", lang))]
    return [
        _lacked(view, lang),
        _documents(view.host, lang),
        _documents(view.visitor, lang),
        E.SECTION({"class": "group"}, *(_beside_row(view, at, row, lang) for at, row in enumerate(view.beside.rows))),
        E.P({"class": "empty", "id": "none", "hidden": ""}, say("none_shown", lang)),
    ]


# --- the page around


def _whole(
    head: HtmlElement,
    chips: Sequence[tuple[str, str]],
    parts: Sequence[HtmlElement],
    title: str,
    lang: str,
    *,
    sides: int,
) -> str:
    body = [
        E.A({"class": "skip", "href": "#table"}, say("skip", lang)),
        head,
        _tools(chips, lang),
        E.MAIN({"id": "table"}, *parts),
        E.FOOTER(E.P(f"{say('made_by', lang, version=__version__)} {say('check_note', lang)}")),
    ]
    return page_alone(printable(title), body, lang, ["page.css", "coverage.css"], "page.js", f"--sides: {sides}")


def _card(view: View, lang: str) -> HtmlElement:
    document = view.side.document
    doctype = (document.doctype or "").capitalize()
    number = " ".join(part for part in (doctype, document.number) if part)
    facts = [
        f"{say('issued_on', lang).lower()} {day(document.issued_on)}" if document.issued_on else "",
        f"{say('effective_on', lang).lower()} {day(document.effective_on)}" if document.effective_on else "",
    ]
    return E.DIV(
        E.STRONG(printable(number or view.side.name)),
        E.P({"class": "title"}, printable(" ".join((document.title or "").split()))),
        E.P({"class": "facts"}, " · ".join(fact for fact in facts if fact)),
    )


def _tally(codes: Sequence[str], phrases: dict[str, str], lang: str, as_of: str) -> HtmlElement:
    """How many rows stand how, as a bar and in figures."""
    count = Counter(codes)
    shown = [(code, count[code]) for code in phrases if count[code]]
    return E.DIV(
        {"class": "tally"},
        E.DIV(
            {"class": "bar", "aria-hidden": "true"},
            *(E.SPAN({"class": _class(code), "style": f"--n: {number}"}) for code, number in shown),
        ),
        E.UL(*(E.LI({"class": _class(code)}, E.B(str(number)), f" {phrases[code]}") for code, number in shown)),
        E.P({"class": "facts"}, say("as_of", lang, day=day(as_of))),
    )


def _tools(chips: Sequence[tuple[str, str]], lang: str) -> HtmlElement:
    buttons = [
        _button(words, **{"class": _class(code), "data-relation": _class(code), "aria-pressed": "false"})
        for code, words in chips
    ]
    search = {"type": "search", "id": "search", "placeholder": say("search", lang), "aria-label": say("search", lang)}
    return E.DIV(
        {"class": "tools", "role": "search"},
        E.DIV(
            E.INPUT(search),
            E.DIV({"class": "chips", "role": "group", "aria-label": say("state", lang)}, *buttons),
            _button(say("reset", lang), id="reset"),
            _button(say("theme", lang), id="theme"),
            _button(say("print", lang), id="print"),
            E.OUTPUT({"id": "shown", "data-pattern": say("shown", lang, shown="{shown}", total="{total}")}),
        ),
    )


def _button(text: str, **attributes: str) -> HtmlElement:
    return E.BUTTON({"type": "button", **attributes}, text)


def _class(code: str) -> str:
    return f"s-{code.replace(' ', '-')}"


def _tag(code: str, words: str) -> HtmlElement:
    return E.SPAN({"class": f"tag {_class(code)}"}, words)


# --- overview


def _overview(view: View, lang: str) -> HtmlElement:
    """What was ordered, a line each, with a link to its row."""
    lines = [
        E.TR(
            E.TD(E.A({"href": f"#a-{row.provision}"}, view.label(row, lang))),
            E.TD(printable(row.to or "")),
            E.TD({"class": "d"}, day(row.applies_on) if row.mode is Mode.DUTY else ""),
            E.TD(_state(view, row, lang)),
        )
        for row in view.coverage.rows
        if row.mode is not None
    ]
    heads = [say(code, lang) for code in ("col_base", "col_to", "col_due", "state")]
    return _block(say("overview", lang), heads, lines)


def _documents(view: View, lang: str) -> HtmlElement:
    lines = [
        E.TR(
            E.TD(printable(issued.number or "")),
            E.TD(printable(" ".join((issued.title or "").split()))),
            E.TD({"class": "d"}, day(issued.issued_on)),
            E.TD({"class": "d"}, day(issued.effective_on)),
            E.TD(str(view.counts.get(issued.number, 0))),
        )
        for issued in view.coverage.documents
    ]
    heads = [say(code, lang) for code in ("document", "col_what", "issued_on", "effective_on", "count")]
    heads[1] = ""
    name = f"{say('documents', lang)}: {printable(view.side.name)}"
    if not lines:
        return E.SECTION({"class": "block"}, E.P(f"{printable(view.side.name)}: {say('no_documents', lang)}"))
    return _block(name, heads, lines)


def _lacked(view: BesideView, lang: str) -> HtmlElement:
    """What the host has issued and the visitor has nothing for."""
    lines = [
        E.TR(
            E.TD(E.A({"href": f"#r-{at}"}, view.host.label(row.host_row, lang))),
            E.TD(view.host.subject(row.host_row)),
            E.TD(_tag(row.standing.value, say(row.standing.value, lang, **view.filled))),
        )
        for at, row in enumerate(view.beside.rows)
        if row.standing in _LACKING and row.host_row
    ]
    if not lines:
        return E.SECTION({"class": "block"}, E.P(say("nothing_lacked", lang, **view.filled)))
    heads = [say("provision", lang), say("col_what", lang), say("state", lang)]
    return _block(say("lacked", lang, **view.filled), heads, lines)


def _block(name: str, heads: Sequence[str], lines: Sequence[HtmlElement]) -> HtmlElement:
    if not lines:
        return E.SECTION({"class": "block"})
    table = E.TABLE(
        {"class": "figures"}, E.THEAD(E.TR(*(E.TH({"scope": "col"}, head) for head in heads))), E.TBODY(*lines)
    )
    details = E.DETAILS({"open": ""}, E.SUMMARY(f"{name} ({len(lines)})"), E.DIV({"class": "wide"}, table))
    return E.SECTION({"class": "block"}, details)


# --- rows


def _grouped(view: View) -> list[tuple[str, list[CoverageRow]]]:
    groups: dict[str, list[CoverageRow]] = {}
    for row in view.coverage.rows:
        groups.setdefault(view.side.group(row.provision), []).append(row)
    return list(groups.items())


def _group(side: Side, eid: str, rows: Sequence[HtmlElement], lang: str) -> HtmlElement:
    return E.SECTION({"class": "group"}, E.H2(printable(side.heading(eid, lang))), *rows)


def _row(view: View, row: CoverageRow, lang: str) -> HtmlElement:
    """What a provision orders, and below it what was issued upon it."""
    code = state_of(row, view.coverage.as_of)
    return E.DIV(
        _attributes(code, f"a-{row.provision}"),
        E.DIV({"class": "strip"}, _state(view, row, lang), *_body(row, lang)),
        E.DIV({"class": "cell"}, *_order(view, row, lang)),
        E.DIV({"class": "cell"}, *_issued(view, row.details, row, lang)),
    )


def _beside_row(view: BesideView, at: int, row: BesideRow, lang: str) -> HtmlElement:
    """The host's provision with what was issued upon it, beside the visitor's."""
    relation = [E.SPAN(f"{say('relation', lang)}: {say(row.relation.value, lang)}")] if row.relation else []
    return E.DIV(
        _attributes(row.standing.value, f"r-{at}"),
        E.DIV(
            {"class": "strip"},
            _tag(row.standing.value, say(row.standing.value, lang, **view.filled)),
            *relation,
        ),
        E.DIV({"class": "cell"}, *_side(view.host, [row.host] if row.host else [], [row.host_row], row, view, lang)),
        E.DIV({"class": "cell"}, *_side(view.visitor, row.visitor, row.visitor_rows, row, None, lang)),
    )


def _attributes(code: str, anchor: str) -> dict[str, str]:
    return {"class": f"row {_class(code)}", "id": anchor, "data-relations": _class(code), "data-kinds": ""}


def _side(
    view: View,
    eids: Sequence[str],
    rows: Sequence[CoverageRow | None],
    told: BesideRow,
    marked: BesideView | None,
    lang: str,
) -> Iterator[HtmlElement]:
    """One locality's half of a row; with `marked`, details that the other lacks are marked."""
    yield E.P({"class": "who"}, printable(view.side.name))
    known = [row for row in rows if row is not None]
    if not eids and not known:
        yield E.P({"class": "none"}, say("no_counterpart", lang))
        return
    for row in known:
        yield E.HEADER(E.B(view.label(row, lang)), _state(view, row, lang), *_body(row, lang))
        yield from _words(view, row.provision, row, lang)
        yield from _issued(view, row.details, row, lang, told.host_only if marked else (), marked)
    if not known:
        for eid in eids:
            yield E.HEADER(E.B(printable(view.side.label(eid, lang))))
            yield E.P({"class": "order"}, view.beginning(eid))
        yield E.P({"class": "none"}, say("no_details", lang))


def _state(view: View, row: CoverageRow, lang: str) -> HtmlElement:
    code = state_of(row, view.coverage.as_of)
    return _tag(code, say(code, lang))


def _body(row: CoverageRow, lang: str) -> list[HtmlElement]:
    if row.mode is None or not row.to:
        return [E.SPAN(say("not_ordered", lang))] if row.mode is None else []
    code = "ordered_to" if row.mode is Mode.DUTY else "allowed_to"
    return [E.SPAN(printable(say(code, lang, to=row.to)))]


def _order(view: View, row: CoverageRow, lang: str) -> Iterator[HtmlElement]:
    yield E.HEADER(E.B(view.label(row, lang)))
    yield from _words(view, row.provision, row, lang)


def _words(view: View, eid: str, row: CoverageRow, lang: str) -> Iterator[HtmlElement]:
    """The words of the order, or of the provision that orders nothing; from when it applies."""
    if row.text:
        yield E.P({"class": "order"}, printable(row.text))
    else:
        yield Setting(view.side, (), lang=lang).text(view.side.shown(eid))
    facts = []
    if row.applies_on and row.mode is Mode.DUTY:
        where = view.side.label(row.applies_in, lang) if row.applies_in else ""
        facts.append(say("applies_in" if where else "applies", lang, day=day(row.applies_on), where=where))
    if row.changed_by:
        facts.append(say("changed_by", lang, number=row.changed_by))
    if facts:
        yield E.P({"class": "facts"}, printable(" · ".join(facts)))


def _issued(
    view: View,
    details: Sequence[Detail],
    row: CoverageRow,
    lang: str,
    fresh: Sequence[Detail] = (),
    both: BesideView | None = None,
) -> Iterator[HtmlElement]:
    """The documents of a row, each with its provisions; a click opens their words."""
    found = view.by_document(details)
    if not found:
        yield E.P({"class": "none"}, say("no_details", lang))
    for issued, own in found:
        items = [_unit(view, one, row, lang, both.filled if both and one in fresh else None) for one in own]
        yield E.DIV({"class": "issued"}, _issued_head(issued, lang), E.UL({"class": "units"}, *items))


def _issued_head(issued: Issued, lang: str) -> HtmlElement:
    name = issued.number or " ".join((issued.title or "").split())
    days = [
        f"{say(code, lang).lower()} {day(iso)}"
        for code, iso in (("issued_on", issued.issued_on), ("effective_on", issued.effective_on))
        if iso
    ]
    return E.HEADER(E.B(printable(name)), " ", E.SMALL(" · ".join([printable(issued.issuer or ""), *days]).strip(" ·")))


def _unit(view: View, one: Detail, row: CoverageRow, lang: str, lacked: dict[str, str] | None) -> HtmlElement:
    """A detail: where it stands, how it was found, how it stands; its words behind it."""
    side = view.documents.get(one.number)
    known = side is not None and one.eid in side.units
    name = E.SPAN({"class": "ended"} if one.state is State.ENDED else {}, view.detail_label(one, lang))
    heading = f" {printable(side.subject(one.eid))}" if side and known else ""
    told = [name, heading, E.SMALL(_how(one, lang)), *_marks(one, row, lang)]
    if lacked:
        told.append(_tag("lacks rules", say("host_only", lang, **lacked)))
    if side is None or not known:
        return E.LI(*told)
    words = Setting(side, (), lang=lang).text(side.shown(one.eid))
    return E.LI(E.DETAILS(E.SUMMARY(*told), words))


def _how(one: Detail, lang: str) -> str:
    return say("explicit", lang) if one.explicit else say("proposed", lang, score=round(100 * one.score))


def _marks(one: Detail, row: CoverageRow, lang: str) -> list[HtmlElement]:
    """What stands out: a state other than the row's, another body, the document that is the reason."""
    marks = []
    code = state_of_detail(one, row)
    if one.state is not State.IN_TIME:
        why = f" {say('because', lang, number=one.reason)}" if one.reason else ""
        marks.append(_tag(code, printable(say(code, lang) + why)))
    if not one.answers:
        marks.append(E.SMALL(say("other_body", lang)))
    return marks
