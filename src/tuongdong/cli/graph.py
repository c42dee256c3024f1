"""`tuongdong graph FOLDER [NUMBER] [--as-of DATE] [-o FILE.parquet|.svg|.html]`."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tuongdong.cli.dates import as_of, today
from tuongdong.cli.speech import LANG, common, print_json, show_findings, show_refused, t
from tuongdong.eids import place_words
from tuongdong.errors import TuongdongError
from tuongdong.models.citation import act_of
from tuongdong.succession import shown
from tuongdong.text import capital, day_words

if TYPE_CHECKING:
    from tuongdong.graph import Graph, Link, Node, State
    from tuongdong.graph.store import Renewed


@click.command(
    help=t(
        "Quan hệ giữa các văn bản trong FOLDER; với NUMBER, văn bản ấy viện dẫn gì, được dẫn ở đâu, còn hiệu lực đến đâu.",
        "How the documents of FOLDER relate; with NUMBER, what that one cites, where it is cited, what of it is in force.",
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("number", required=False)
@as_of("Ngày xét hiệu lực, ví dụ 01/7/2025", "The day for which states are told, such as 2025-07-01")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help=t(
        "Ghi bảng .parquet; với NUMBER, hình .svg, trang .html",
        "Write a .parquet table; with NUMBER an .svg picture, an .html page",
    ),
)
@common("text", "json")
def command(folder: Path, number: str | None, on: str | None, out: Path | None, form: str) -> None:
    from tuongdong.graph import Graph

    day = on or today()
    _check(out, number)
    with Graph.of_folder(folder) as graph:
        renewed = _renew(graph, folder)
        node = _chosen(graph, number) if number else None
        told = _one(graph, node, folder, day) if node else _all(graph, renewed)
        if out is not None:
            _write(graph, node, out, told)
    if form == "json":
        print_json(told)
    elif number:
        _show_one(told)
    else:
        _show_all(told)
    show_refused(renewed.refused if not number else ())
    show_findings(renewed.findings)


def _check(out: Path | None, number: str | None) -> None:
    """UsageError when nothing of that kind can be written, ReportError where somebody else's table stands."""
    known = (".svg", ".html", ".parquet") if number else (".parquet",)
    if out is None:
        return
    if out.suffix.lower() == ".parquet":
        from tuongdong.files import keep_foreign_table

        keep_foreign_table(out)  # before the folder is read
    if out.suffix.lower() in known:
        return
    if out.suffix.lower() in (".svg", ".html"):
        raise click.UsageError(
            t("Hình cần NUMBER: số của văn bản ở giữa", "A picture needs NUMBER, the document in its middle")
        )
    names = ", ".join(known)
    raise click.UsageError(t(f"Tệp kết quả phải là {names}", f"The output must be one of {names}"))


def _write(graph: "Graph", node: "Node | None", out: Path, told: dict[str, Any]) -> None:
    """The table of all links, or the picture of one document with its state on the day."""
    if out.suffix.lower() == ".parquet" or node is None:
        from tuongdong.graph.table import write_links

        write_links(graph, out)
    else:
        from tuongdong.graph import surroundings
        from tuongdong.report.network_html import write_network

        note = t(
            f"{_state(told['states'][0])}; xét ngày {day_words(told['as_of'])}",
            f"{_state(told['states'][0])}; as of {told['as_of']}",
        )
        write_network(surroundings(graph, node), out, LANG, note)
    click.echo(t(f"Đã ghi {out}", f"Wrote {out}"), err=True)


def _renew(graph: "Graph", folder: Path) -> "Renewed":
    with click.progressbar(length=1, label=t("Đọc văn bản", "Reading"), file=sys.stderr) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(done - bar.pos)

        return graph.renew(folder, progress)


def _chosen(graph: "Graph", number: str) -> "Node":
    found = graph.find(number)
    if not found:
        raise TuongdongError("number_unknown", number=number)
    if len({node.locality for node in found}) > 1:
        raise TuongdongError("number_shared", number=number, files=", ".join(node.file for node in found))
    return found[0]


def _all(graph: "Graph", renewed: "Renewed") -> dict[str, Any]:
    from tuongdong.codec import to_builtins
    from tuongdong.graph.entries import spellings
    from tuongdong.graph.states import doubts

    nodes = graph.nodes()
    missing: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    links = within = 0
    for link in graph.links():
        links += 1
        kinds[link.row.kind] += 1
        within += link.target is not None
        if link.target is None and link.row.number:
            missing[link.row.number] += 1
    names = spellings(link.row for link in graph.links() if link.target is None)
    return {
        "documents": len(nodes),
        "records": sum(not node.has_text for node in nodes),
        "links": links,
        "within": within,
        "kinds": dict(kinds.most_common()),
        "missing": [{"number": names[number], "cited": count} for number, count in missing.most_common(50)],
        "refused": [{"file": name, "reason": why} for name, why in renewed.refused],
        "findings": to_builtins(doubts(graph)),
    }


def _one(graph: "Graph", node: "Node", folder: Path, day: str) -> dict[str, Any]:
    from tuongdong.graph import states
    from tuongdong.graph.entries import spellings

    found = states(graph, node, day)
    names = spellings(link.row for link in graph.links_of(node))
    texts = _texts(node, folder, found)
    said = graph.end_said(node)
    return {
        "document": _plain(node, day),
        "as_of": day,
        "cites": [_link(link, link.target, names) for link in graph.links_of(node)],
        "cited_by": [_link(link, link.source, names) for link in graph.links_to(node)],
        "states": [
            {
                "eid": one.eid,
                "status": str(one.status),
                "since": one.since,
                "by": [{"number": link.source.number or link.source.file, "in": link.row.within} for link in one.by],
                "text": texts.get(one.eid),
                "says": {"in": said[0], "text": said[1]} if said and one.status == "ended" else None,
            }
            for one in found
        ],
    }


def _texts(node: "Node", folder: Path, found: "tuple[State, ...]") -> dict[str, str]:
    """The text of provisions that the last amendment gives to the letter."""
    from tuongdong.cite import cite
    from tuongdong.graph import amended, document_key
    from tuongdong.parse.file import parse_file

    last = {
        one.eid: one.by[-1] for one in found if one.status == "amended" and one.by and one.by[-1].row.eid == one.eid
    }
    if not last or not node.has_text:
        return {}
    base = parse_file(folder / node.file)
    told: dict[str, str] = {}
    for source in {link.source for link in last.values()}:
        amending = parse_file(folder / source.file)
        acts = [
            c
            for c in cite(amending).citations
            if c.target and document_key(c.target.number or c.target.resolved_number) == node.key
        ]
        versions = {(v.eid, v.by): v.text for v in amended(base, amending, acts)}
        for eid, link in last.items():
            text = versions.get((eid, link.row.within))
            if link.source.id == source.id and text:
                told[eid] = text
    return told


def _plain(node: "Node", day: str) -> dict[str, Any]:
    return {
        "file": node.file,
        "number": node.number,
        "title": node.title,
        "issuer": shown(node.issuer, day, LANG) if node.issuer else None,
        "locality": shown(node.locality, day, LANG) if node.locality else None,
        "issued_on": node.issued_on,
        "effective_on": node.effective_on,
        "has_text": bool(node.has_text),
    }


def _link(link: "Link", other: "Node | None", names: dict[str, str]) -> dict[str, Any]:
    return {
        "in": link.row.within,
        "kind": link.row.kind,
        "part": bool(link.row.part),
        "text": link.row.words,
        "number": (other.number or other.file) if other else names.get(link.row.number, link.row.printed),
        "eid": link.row.eid or None,
        "at_hand": other is not None,
    }


def _show_all(told: dict[str, Any]) -> None:
    from tuongdong.report.words import word

    click.echo(
        t(
            f"{told['documents']} văn bản ({told['records']} chỉ có thông tin), {told['links']} viện dẫn, "
            f"{told['within']} đến văn bản trong thư mục.",
            f"{told['documents']} documents ({told['records']} records without text), {told['links']} links, {told['within']} within the folder.",
        )
    )
    click.echo(" · ".join(f"{word(f'kind_{kind}', LANG)} {count}" for kind, count in told["kinds"].items()))
    if told["missing"]:
        click.echo(t("Được viện dẫn nhiều nhất mà chưa có:", "Cited most and not at hand:"))
        for row in told["missing"][:10]:
            click.echo(f"  {row['cited']:5}  {row['number']}")
    if told["findings"]:
        click.echo(
            t(
                f"{len(told['findings'])} điểm cần xem lại (--format json).",
                f"{len(told['findings'])} doubts (--format json).",
            )
        )


def _show_one(told: dict[str, Any]) -> None:
    from tuongdong.report.words import word

    head = told["document"]
    click.echo(click.style(f"{head['number'] or head['file']}  {head['title'] or ''}", bold=True))
    if names := ", ".join(dict.fromkeys(name for name in (head["issuer"], head["locality"]) if name)):
        click.echo(names)
    whole, *parts = told["states"]
    click.echo(f"{day_words(told['as_of'])}: {_state(whole)}")
    if whole["status"] == "in force" and not head["effective_on"]:
        click.echo(
            t(
                "  (không đọc được ngày có hiệu lực trong văn bản, nên tính từ ngày ban hành; chỉ xét các văn bản trong thư mục này)",
                "  (no day of effect is read in the document, so the day of issue stands for it; only the documents of this folder are looked at)",
            )
        )
    for row in _apart(whole, parts):
        place = capital(place_words(row["eid"], LANG))
        click.echo(f"  {click.style(place, fg='cyan')}  {_state(row)}")
        if row["text"]:
            click.echo("      " + " ".join(row["text"].split())[:200])
    for title, rows in ((t("Viện dẫn", "Cites"), told["cites"]), (t("Được dẫn tại", "Cited by"), told["cited_by"])):
        groups = Counter((_act(row), row["number"]) for row in rows)
        click.echo(click.style(f"{title}: {len(rows)}", bold=True))
        for (kind, number), count in sorted(groups.items(), key=lambda pair: (-pair[1], pair[0])):
            click.echo(f"  {count:4}  {number}  [{word(f'kind_{kind}', LANG)}]")


def _apart(whole: dict[str, Any], parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """
    The provisions of which something else is to be said than of the document, or that made it what it is said to be.

    One within another of which the same is said is left out.
    """
    goes_on = whole["status"] in ("in force", "amended", "partly repealed")
    told: dict[str, tuple[Any, ...]] = {}
    for row in parts:
        said = (row["status"], row["since"], row["by"])
        apart = row["status"] != "in force" if goes_on else said[:2] != (whole["status"], whole["since"])
        above = row["eid"].rpartition("__")[0]
        told[row["eid"]] = said
        if apart and told.get(above) != said:
            yield row


def _act(row: dict[str, Any]) -> str:
    """What is done to the document: of one whose provision is repealed or replaced, a part is."""
    kind: str = row["kind"]
    return act_of(kind, row["part"] or (bool(row["eid"]) and kind in ("repeal", "replace")))


def _state(row: dict[str, Any]) -> str:
    from tuongdong.report.words import word

    status, since = word(f"status_{row['status']}", LANG), day_words(row["since"]) if row["since"] else ""
    if row["status"] == "not yet":
        return status + t(f" (có hiệu lực từ {since})", f" (in force from {since})")
    acting = [one for one in row["by"] if one["in"] not in ("title", "legal_bases")] or row["by"]
    by = list(dict.fromkeys(f"{one['number']}, {place_words(one['in'], LANG)}" for one in acting))[:3]
    if said := row["says"]:
        by.append(
            t(
                f"{place_words(said['in'], LANG)} của văn bản: “{said['text']}”",
                f"{place_words(said['in'], LANG)}: “{said['text']}”",
            )
        )
    return status + (f" {t('từ', 'since')} {since}" if since else "") + (f" ({'; '.join(by)})" if by else "")
