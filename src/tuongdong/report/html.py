"""
A comparison as one page that needs nothing else: no network, no script to be read, no font.

    page(table, lang)      the whole page
    content(table, lang)   what stands between its head and its foot, for a page that has its own (the web office)

Every word of the documents goes through lxml's element tree (`markup`), so that none of it can be markup.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from lxml import html
from lxml.html import HtmlElement
from lxml.html import builder as E  # noqa: N812 - the name under which lxml's own documents know it

from tuongdong import __version__
from tuongdong.files import keep_foreign, whole_file
from tuongdong.models import Comparison, Difference, DifferenceKind, Document, Level, Match
from tuongdong.report.alone import is_page_alone, page_alone
from tuongdong.report.marks import VALUES, Mark, difference_marks, match_marks
from tuongdong.report.markup import Setting
from tuongdong.report.remarks import Placed, Remark, place
from tuongdong.report.rows import Group, Row, Table, table
from tuongdong.report.side import Side
from tuongdong.report.words import word
from tuongdong.text import capital, day_words, printable

__all__ = ["content", "page", "write_html"]

_RELATIONS: Final = ("same", "differs", "related", "only_a", "only_b")
_KINDS: Final = tuple(kind.value for kind in DifferenceKind)
_NO_REMARKS: Final = Placed({}, ())
_FEW: Final = 25  # figures are shown at once up to here, else behind their heading


def write_html(
    comparisons: Sequence[Comparison],
    documents: Sequence[Document],
    path: Path,
    lang: str = "vi",
    remarks: Sequence[Remark] = (),
) -> None:
    """The page of comparisons of `documents[0]` with each of the others, at `path`, whole or not at all."""
    keep_foreign(path, is_page_alone)
    view = table(comparisons, documents)
    text = page(view, lang, place(remarks, view))
    with whole_file(path) as scratch:
        scratch.write_text(text, encoding="utf-8")


def page(view: Table, lang: str = "vi", remarks: Placed = _NO_REMARKS) -> str:
    """The whole page as text, with what people wrote in the row of which it speaks."""
    body = [
        E.A({"class": "skip", "href": "#table"}, word("skip", lang)),
        _mast(view, lang),
        _tools(view, lang),
        E.MAIN({"id": "table"}, *_with_remarks(content(view, lang), view, remarks, lang)),
        _foot(lang),
    ]
    title = f"{word('table_title', lang)}: {_names(view, lang)}"
    return page_alone(title, body, lang, ["page.css"], "page.js", f"--sides: {len(view.sides)}")


def content(view: Table, lang: str = "vi") -> list[HtmlElement]:
    """Figures, findings, rows, and what stands alone with each host."""
    parts = [_figures(view, lang), _findings(view, lang)]
    parts += [_group(group, view, lang, "h2") for group in view.groups]
    for at, groups in enumerate(view.alone):
        if groups:
            parts.append(
                E.SECTION(
                    {"class": "part"},
                    E.H2(word("only_in", lang, name=view.hosts[at].name)),
                    *(_group(group, view, lang, "h3") for group in groups),
                )
            )
    parts.append(E.P({"class": "empty", "id": "none", "hidden": ""}, word("none_shown", lang)))
    if not view.rows:
        parts.append(E.P({"class": "empty"}, word("nothing", lang)))
    return [part for part in parts if part is not None]


def _with_remarks(parts: list[HtmlElement], view: Table, placed: Placed, lang: str) -> list[HtmlElement]:
    """What people wrote at the foot of its row; what has no row on its own, last."""
    rows = {node.get("id"): node for part in parts for node in part.iter("div") if node.get("id")}
    for at, told in placed.by_row.items():
        rows[_anchor(view.rows[at])].append(E.DIV({"class": "remark"}, *_remarks(told, lang)))
    if placed.unplaced:
        lost = [E.LI(*_remarks([one], lang)) for one in placed.unplaced]
        parts.append(E.SECTION({"class": "part"}, E.H2(word("unplaced", lang)), E.UL(*lost)))
    return parts


def _remarks(told: Iterable[Remark], lang: str) -> list[HtmlElement]:
    lines = [(name, text) for one in told for name, text in one.columns if text]
    names = {"remark": word("col_remark", lang)}
    return [E.P(E.B(printable(names.get(name, name)) + ": "), printable(text)) for name, text in lines]


def _names(view: Table, lang: str) -> str:
    names = [printable(side.name) for side in view.sides]
    return ", ".join(names[:-1]) + f" {word('and', lang)} {names[-1]}"


# --- head and foot


def _mast(view: Table, lang: str) -> HtmlElement:
    names: list[HtmlElement | str] = [printable(view.ours.name)]
    for at, side in enumerate(view.hosts, start=1):
        joint = f" {word('and', lang)} " if at == len(view.hosts) else ", "
        names += [E.I(joint), printable(side.name)]
    return E.HEADER(
        {"class": "mast"},
        E.P({"class": "eyebrow"}, word("table_title", lang)),
        E.H1(*names),
        E.DIV({"class": "docs"}, *(_card(side, lang) for side in view.sides)),
        *(_tally(view, at, lang) for at in range(len(view.hosts))),
    )


def _card(side: Side, lang: str) -> HtmlElement:
    document = side.document
    facts = [
        word("issued", lang, date=day_words(document.issued_on)) if document.issued_on else "",
        word("effective", lang, date=day_words(document.effective_on)) if document.effective_on else "",
        word("term", lang, term=document.term) if document.term else "",
    ]
    number = " ".join(part for part in (capital(document.doctype or ""), document.number) if part)
    return E.DIV(
        E.STRONG(printable(number or side.name)),
        E.P({"class": "title"}, printable(" ".join((document.title or "").split()))),
        E.P({"class": "facts"}, printable(" · ".join(fact for fact in facts if fact))),
    )


def _tally(view: Table, host: int, lang: str) -> HtmlElement:
    """How much is alike with one host, as a bar and in figures."""
    counts = _counts(view, host)
    names = {"only_a": view.ours.name, "only_b": view.hosts[host].name}
    shown = [(code, counts[code]) for code in _RELATIONS if counts[code]]
    items = [
        E.LI({"class": code}, E.B(str(count)), " " + printable(word(code, lang, name=names.get(code, ""))))
        for code, count in shown
    ]
    who = [E.P({"class": "host"}, printable(view.hosts[host].name))] if len(view.hosts) > 1 else []
    bar = [E.SPAN({"class": code, "style": f"--n: {count}"}) for code, count in shown]
    return E.DIV({"class": "tally"}, *who, E.DIV({"class": "bar", "aria-hidden": "true"}, *bar), E.UL(*items))


def _counts(view: Table, host: int) -> Counter[str]:
    """Matches of each relation with a host, and rows that stand alone."""
    counts = Counter(match.relation.value for row in view.rows for match in row.matches[host])
    counts["only_a"] = sum(not row.matches[host] and not row.see[host] for row in view.rows if row.side == 0)
    counts["only_b"] = sum(row.side == host + 1 for row in view.rows)
    return counts


def _tools(view: Table, lang: str) -> HtmlElement:
    used_relations = {relation for row in view.rows for relation in row.relations}
    used_kinds = {kind for row in view.rows for kind in row.kinds}
    relations = [
        _button(_chip(code, view, lang), **{"class": code, "data-relation": code, "aria-pressed": "false"})
        for code in _RELATIONS
        if code in used_relations
    ]
    kinds = [
        _button(word(code, lang), **{"data-kind": code, "aria-pressed": "false"})
        for code in _KINDS
        if code in used_kinds
    ]
    return E.DIV(
        {"class": "tools", "role": "search"},
        E.DIV(
            E.INPUT(
                {
                    "type": "search",
                    "id": "search",
                    "placeholder": word("search", lang),
                    "aria-label": word("search", lang),
                }
            ),
            E.DIV({"class": "chips", "role": "group", "aria-label": word("relation", lang)}, *relations),
            *([_kind_filter(kinds, lang)] if kinds else []),
            *([_button(word("unfold", lang), id="unfold")] if any(row.folded for row in view.rows) else []),
            _button(word("reset", lang), id="reset"),
            _button(word("theme", lang), id="theme"),
            _button(word("print", lang), id="print"),
            _output(lang),
        ),
    )


def _chip(code: str, view: Table, lang: str) -> str:
    """The words of a filter: "chỉ có ở Đà Nẵng"; with several hosts only_b stands for all of them."""
    if code == "only_b" and len(view.hosts) > 1:
        return word("only_in_hosts", lang)
    return printable(word(code, lang, name=view.ours.name if code == "only_a" else view.hosts[0].name))


def _kind_filter(kinds: Sequence[HtmlElement], lang: str) -> HtmlElement:
    label = word("kind", lang)
    return E.DETAILS(E.SUMMARY(label), E.DIV({"class": "chips", "role": "group", "aria-label": label}, *kinds))


def _output(lang: str) -> HtmlElement:
    return E.OUTPUT({"id": "shown", "data-pattern": word("shown", lang, shown="{shown}", total="{total}")})


def _button(text: str, **attributes: str) -> HtmlElement:
    return E.BUTTON({"type": "button", **attributes}, text)


def _foot(lang: str) -> HtmlElement:
    return E.FOOTER(
        E.DIV(
            {"class": "legend"},
            E.SPAN(E.MARK({"class": "k v"}, word("legend_value", lang))),
            E.SPAN(E.MARK({"class": "k"}, word("legend_kind", lang))),
            E.SPAN(E.MARK(word("legend_word", lang))),
        ),
        E.P(word("made_by", lang, version=__version__) + " " + word("check_note", lang)),
    )


# --- figures and findings


def _figures(view: Table, lang: str) -> HtmlElement | None:
    """Every value that differs: a column for each document, with a link to its row."""
    lines = _figure_lines(view)
    if not lines:
        return None
    heads = [word("row_kind", lang), word("kind", lang), *(printable(side.name) for side in view.sides)]
    head = E.TR(*(E.TH({"scope": "col", **({"class": "k"} if at == 1 else {})}, text) for at, text in enumerate(heads)))
    body = [_figure(row, kind, [[own], *theirs], view, lang) for (row, kind, own), theirs in lines.items()]
    figures = E.DIV({"class": "wide"}, E.TABLE({"class": "figures"}, E.THEAD(head), E.TBODY(*body)))
    details = E.DETAILS(E.SUMMARY(f"{word('numbers', lang)} ({len(lines)})"), figures)
    if len(lines) <= _FEW:
        details.set("open", "")
    return E.SECTION({"class": "block"}, details)


def _figure_lines(view: Table) -> dict[tuple[Row, str, str], list[list[str]]]:
    """(row, kind, value of A) -> the values of each host, "" where it has none."""
    lines: dict[tuple[Row, str, str], list[list[str]]] = {}
    for row in view.rows:
        for host, found in enumerate(row.matches):
            for one in (one for match in found for one in match.differences if one.kind.value in VALUES):
                values = lines.setdefault((row, one.kind.value, one.a), [[] for _ in view.hosts])
                if one.b not in values[host]:
                    values[host].append(one.b)
    return lines


def _figure(row: Row, kind: str, values: Sequence[Sequence[str]], view: Table, lang: str) -> HtmlElement:
    """One line of the figures; a cell is empty where a host's value is the same or it has no such provision."""
    link = E.A({"href": f"#{_anchor(row)}"}, printable(view.ours.label(row.eid, lang)))
    cells = ["; ".join(printable(one) or word("not_said", lang) for one in column) for column in values]
    subject = " " + printable(view.ours.subject(row.eid))
    return E.TR(
        E.TD(link, subject), E.TD({"class": "k"}, word(kind, lang)), *(E.TD({"class": "v"}, text) for text in cells)
    )


def _findings(view: Table, lang: str) -> HtmlElement | None:
    items = [
        E.LI({"class": finding.severity.value}, E.B(printable(name)), ": " + printable(finding.say(lang)))
        for name, finding in view.findings
    ]
    if not items:
        return None
    details = E.DETAILS(E.SUMMARY(f"{word('findings', lang)} ({len(items)})"), E.UL({"class": "findings"}, *items))
    return E.SECTION({"class": "block"}, details)


# --- rows


def _group(group: Group, view: Table, lang: str, head: str) -> HtmlElement:
    heading = html.Element(head)
    heading.text = printable(view.sides[group.side].heading(group.eid, lang))
    return E.SECTION({"class": "group"}, heading, *(_row(row, view, lang) for row in group.rows))


def _anchor(row: Row) -> str:
    return f"{'abcdefghijklmnopqrstuvwxyz'[row.side % 26]}-{row.eid}"


def _row(row: Row, view: Table, lang: str) -> HtmlElement:
    """A provision of A beside what each host has; or a provision of a host alone."""
    cells = [*_strip(row, view, lang), _own_cell(row, view, lang)]
    if row.side == 0 and (row.all_matches or len(view.hosts) > 1):
        cells += [_host_cell(row, at, view, lang) for at in range(len(view.hosts))]
    attributes = {
        "class": f"row {row.relation}" + (" folded" if row.folded else ""),
        "id": _anchor(row),
        "data-relations": " ".join(sorted(row.relations)),
        "data-kinds": " ".join(sorted(row.kinds)),
    }
    if not row.folded:
        return E.DIV(attributes, *cells)
    label = view.sides[row.side].label(row.eid, lang, inside=True)
    summary = E.SUMMARY(E.B(label), f"{word('boilerplate', lang)} · {word(row.relation, lang, name='')}")
    return E.DIV(attributes, E.DETAILS(summary, E.DIV({"class": "open"}, *cells)))


def _strip(row: Row, view: Table, lang: str) -> list[HtmlElement]:
    """With one host, what the row comes to stands above both texts, so that these begin at one height."""
    if len(view.hosts) > 1 and row.side == 0:
        return []
    if not row.all_matches:
        return [E.DIV({"class": "strip"}, _tag(row.relation, view.sides[row.side].name, lang))]
    told = []
    for match in row.all_matches:
        which = [E.B(printable(view.hosts[0].label(match.b, lang)))] if len(row.all_matches) > 1 else []
        tag = _tag(match.relation.value, "", lang)
        told.append(E.DIV({"class": "strip"}, tag, *which, *_badges(match.differences, lang)))
    return told


def _own_cell(row: Row, view: Table, lang: str) -> HtmlElement:
    side = view.sides[row.side]
    label = side.label(row.eid, lang, inside=True)
    head = E.HEADER(E.SPAN({"class": "who"}, printable(side.name)), E.B({"class": "from"}, printable(label)))
    spans = side.shown(row.eid, view.eids(row.side))
    return E.DIV(
        {"class": "cell"}, head, *_lead(row.eid, side), Setting(side, _own_marks(row, view), lang=lang).text(spans)
    )


def _own_marks(row: Row, view: Table) -> list[Mark]:
    """Against one host the words that differ; against several only the typed differences, which all of them share."""
    if len(view.hosts) == 1 and row.side == 0:
        return match_marks(row.matches[0], view.ours, view.hosts[0])[0]
    return difference_marks(row.all_matches, ours=True)


def _host_cell(row: Row, at: int, view: Table, lang: str) -> HtmlElement:
    side = view.hosts[at]
    who = E.SPAN({"class": "who"}, printable(side.name))
    if not row.matches[at]:
        other = row.see[at]
        text = word("see", lang, label=view.ours.label(other, lang)) if other else word("no_counterpart", lang)
        return E.DIV({"class": "cell"}, E.HEADER(who), E.P({"class": "none"}, printable(text)))
    marks = match_marks(row.matches[at], view.ours, side)[1]
    alone = len(view.hosts) == 1
    return E.DIV({"class": "cell"}, *(_pair(match, side, marks, lang, told=alone) for match in row.matches[at]))


def _pair(match: Match, side: Side, marks: Sequence[Mark], lang: str, *, told: bool) -> HtmlElement:
    """What a host has: where it stands, its words; and unless `told` above the row, how near it is and what differs."""
    heading = side.subject(match.b) if side.group(match.b) != match.b or side.units[match.b].heading else ""
    label = [E.B(printable(side.label(match.b, lang)))] + ([" " + printable(heading)] if heading else [])
    who = E.SPAN({"class": "who"}, printable(side.name))
    tag = [] if told else [_tag(match.relation.value, side.name, lang)]
    head = E.HEADER(who, E.SPAN({"class": "from"}, *label), *tag)
    badges = [] if told else _badges(match.differences, lang)
    body = Setting(side, marks, match.b_part, lang).text(side.shown(match.b))
    return E.DIV({"class": f"pair {match.relation.value}"}, head, *badges, *_lead(match.b, side), body)


def _tag(relation: str, name: str, lang: str) -> HtmlElement:
    return E.SPAN({"class": f"tag {relation}"}, printable(word(relation, lang, name=name)))


def _badges(differences: Sequence[Difference], lang: str) -> list[HtmlElement]:
    """Values side by side ("70% / 40%"); of the other kinds only the name, as the text beside shows their words."""
    values = [one for one in differences if one.kind.value in VALUES]
    others = Counter(one.kind.value for one in differences if one.kind.value not in VALUES)
    items = [
        E.LI(
            {"class": "value"},
            E.SPAN({"class": "k"}, word(one.kind.value, lang) + " "),
            E.B(printable(one.a) or word("not_said", lang)),
            " / ",
            E.B(printable(one.b) or word("not_said", lang)),
        )
        for one in values
    ]
    items += [E.LI(word(kind, lang) + (f" × {count}" if count > 1 else "")) for kind, count in others.items()]
    return [E.UL({"class": "badges"}, *items)] if items else []


def _lead(eid: str, side: Side) -> list[HtmlElement]:
    """For a point or indent, the opening words of what it belongs to: without them it says little."""
    chain = side.chain(eid)
    if len(chain) < 2 or chain[0].level not in (Level.POINT, Level.INDENT):
        return []
    words = " ".join(chain[1].text.split("\n")[0].split())
    return (
        [E.P({"class": "lead"}, printable(words if len(words) <= 220 else words[:220].rsplit(" ", 1)[0] + " …"))]
        if words
        else []
    )
