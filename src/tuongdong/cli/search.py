"""`tuongdong search WORDS --in FOLDER`; without --in, in the office's library."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuongdong.cli.speech import LANG, common, print_json, show_refused, t
from tuongdong.eids import place_words
from tuongdong.text import capital

if TYPE_CHECKING:
    from tuongdong.search import Hit

_SHOWN = 300


@click.command(
    help=t(
        "Tìm các điều, khoản nói về WORDS trong một thư mục (--in) hoặc trong thư viện.",
        "Find the provisions that WORDS point to, in a folder (--in) or in the library.",
    )
)
@click.argument("words", nargs=-1, required=True)
@click.option("--in", "folder", type=click.Path(path_type=Path), help=t("Thư mục văn bản", "Folder of documents"))
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200), help=t("Số kết quả", "How many"))
@click.option(
    "--meaning/--no-meaning",
    default=None,
    help=t("Xếp lại theo nghĩa (mặc định: câu hỏi dài)", "Reorder by meaning (default: for questions)"),
)
@common("text", "json")
def command(words: tuple[str, ...], folder: Path | None, limit: int, meaning: bool | None, form: str) -> None:
    from tuongdong.search.meaning import reorder

    query = " ".join(words)
    found = _in_folder(query, folder, limit) if folder else _in_library(query, limit)
    hits = reorder(query, found, wanted=meaning)[:limit]
    if form == "json":
        print_json({"hits": [_plain(hit) for hit in hits]})
        return
    for hit in hits:
        _show(hit)
    if not hits:
        click.echo(t("Không tìm thấy.", "Nothing found."), err=True)


def _in_folder(query: str, folder: Path, limit: int) -> "tuple[Hit, ...]":
    from tuongdong.search import Folder

    place = Folder(folder)
    refused: list[tuple[str, str]] = []
    try:
        place.renew(refused=lambda name, error: refused.append((name, error.say(LANG))))
    finally:
        show_refused(refused)
    return place.index.search(query, limit=max(limit, 10)).hits


def _in_library(query: str, limit: int) -> "tuple[Hit, ...]":
    from tuongdong.web import office

    office.prepare()
    from tuongdong.web.library.indexing import the_index

    return the_index().search(query, limit=max(limit, 10)).hits


def _plain(hit: "Hit") -> dict[str, object]:
    return {
        "number": hit.number or None,
        "file": hit.file,
        "title": hit.title,
        "locality": hit.place or None,
        "eid": hit.eid,
        "head": hit.head,
        "score": hit.score,
        "text": hit.text,
        "marks": [list(span) for span in hit.marks],
    }


def _show(hit: "Hit") -> None:
    place = capital(place_words(hit.eid, LANG)) + (f": {name}" if (name := _heading(hit.head)) else "")
    name = f"{hit.number or hit.file}{f', {hit.place}' if hit.place else ''}"
    click.echo(click.style(f"{name}  {place}", bold=True))
    start = max(0, hit.marks[0].start - 60) if hit.marks else 0
    shown, at = "", start
    for span in hit.marks:
        if span.start >= start + _SHOWN:
            break
        shown += hit.text[at : span.start] + click.style(hit.text[span.start : span.end], fg="yellow")
        at = span.end
    shown += hit.text[at : max(at, start + _SHOWN)]
    click.echo("  " + ("…" if start else "") + " ".join(shown.split()) + "\n")


# "Điều 7. Quỹ đất" -> "Quỹ đất"; "2." -> ""
_LABEL_RE = re.compile(r"^(?:\w+ )?[\w.]{1,8}[.):]\s*")


def _heading(head: str) -> str:
    return _LABEL_RE.sub("", head)
