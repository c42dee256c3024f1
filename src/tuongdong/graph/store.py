"""
The graph of a folder in SQLite: renewed file by file, asked in both directions.

The database lies in `TUONGDONG_HOME/graphs`, under the folder's path; the folder itself is left as it is. It can be thrown
away: all that it knows is made again from the files.
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tuongdong import __version__, settings
from tuongdong.errors import folder_missing
from tuongdong.graph.entries import Entry, Head, LinkRow, document_key, is_local, read_entry
from tuongdong.graph.records import NAME, read_records
from tuongdong.models import Finding
from tuongdong.read.folder import Listed, files_below
from tuongdong.read.guard import outcomes
from tuongdong.succession import then

__all__ = ["Graph", "Link", "Node", "Renewed"]

_FORMAT: Final = 8
"""Of the tables: one more makes every older store be made again."""
_FEW: Final = 12
"""Files below which processes of their own cost more than they save."""
_SCHEMA: Final = """
create table documents (
    id integer primary key, file text unique not null, key text not null, name text not null, number text, doctype text,
    issuer text, locality text, issued_on text, effective_on text, ends_on text, title text, has_text int not null,
    text_hash text not null, eids text not null, end_in text not null, end_words text not null
);
create index documents_key on documents (key);
create index documents_name on documents (name) where name <> '';
create table since (document int not null, eid text not null, day text not null);
create index since_document on since (document);
create table links (
    document int not null, within text not null, kind text not null, words text not null, start int not null,
    "end" int not null, printed text not null, number text not null, name text not null, eid text not null,
    own int not null, resolved int not null, day text not null, until text not null, locality text not null,
    part int not null
);
create index links_document on links (document);
create index links_number on links (number) where number <> '';
create index links_name on links (name) where name <> '';
create table files (name text primary key, mark text not null, refused text);
"""
_NODE: Final = "file, number, doctype, issuer, locality, issued_on, effective_on, ends_on, title, has_text, id"
_LINK: Final = (
    'document, within, kind, words, start, "end", printed, number, name, eid, own, resolved, day, until, locality, part'
)


class Node(Head, frozen=True):
    """A document of the graph."""

    id: int

    @property
    def since(self) -> str | None:
        return self.effective_on or self.issued_on


class Link(NamedTuple):
    """A citation between documents. `target` is None when its document is not in the graph, or not certain."""

    source: Node
    row: LinkRow
    target: Node | None


class Renewed(NamedTuple):
    """What a renewal did."""

    read: int
    gone: int
    refused: tuple[tuple[str, str], ...]
    """(file, why) of all files that cannot be read, also those refused before."""
    findings: tuple[Finding, ...]


class Graph:
    """The documents of a folder and their links. Close it, or use it as a context."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self._db = sqlite3.connect(path)
        self._known: dict[int, Node] | None = None
        self._keys: dict[str, list[Node]] = {}
        self._names: dict[str, list[Node]] = {}
        self._prepare()

    @classmethod
    def of_folder(cls, folder: Path) -> "Graph":
        """The graph kept for a folder, as it was left; `renew` brings it up to date. FileMissingError without a folder."""
        if not folder.is_dir():
            raise folder_missing(folder)
        place = settings.home() / "graphs"
        place.mkdir(parents=True, exist_ok=True)
        return cls(place / f"{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]}.sqlite")

    @classmethod
    def copy_of(cls, folder: Path) -> "Graph":
        """The graph of a folder, brought up to date and copied: what is put into it is not kept."""
        copy = cls()
        with cls.of_folder(folder) as kept:
            kept.renew(folder)
            kept._db.backup(copy._db)
        return copy

    def __enter__(self) -> "Graph":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def _prepare(self) -> None:
        mark = int.from_bytes(hashlib.sha256(f"{_FORMAT} {__version__}".encode()).digest()[:3])
        if self._db.execute("pragma user_version").fetchone()[0] == mark:
            return
        for (name,) in self._db.execute("select name from sqlite_master where type = 'table'").fetchall():
            self._db.execute(f'drop table "{name}"')
        self._db.executescript(_SCHEMA)
        self._db.execute(f"pragma user_version = {mark}")

    # --- renewing

    def renew(
        self, folder: Path, progress: Callable[[int, int], None] = lambda _done, _of: None, workers: int = 2
    ) -> Renewed:
        """
        Bring the graph up to date with a folder: only files that are new, changed or gone are touched.

        A file that cannot be read is told with its reason, and not tried again until it changes.
        """
        there = {one.name: one for one in files_below(folder) if one.path != folder / NAME}
        known = dict(self._db.execute("select name, mark from files"))
        gone = [name for name in known if name not in there]
        changed = [name for name, one in there.items() if known.get(name) != _mark(one)]
        with self._db:
            for name in (*gone, *changed):
                self._drop(name)
            for done, (name, entry) in enumerate(_read([there[name] for name in changed], workers), start=1):
                progress(done, len(changed))
                self._take(name, _mark(there[name]), entry)
            records, findings = read_records(folder)
            self._records(records)
        refused = self._db.execute("select name, refused from files where refused is not null order by name").fetchall()
        return Renewed(len(changed), len(gone), tuple(refused), tuple(findings))

    def add(self, entries: Iterable[Entry]) -> None:
        """Put documents in, in place of those of the same file."""
        with self._db:
            for entry in entries:
                self._drop(entry.file)
                self._take(entry.file, "", entry)

    def _drop(self, name: str) -> None:
        for (row,) in self._db.execute("select id from documents where file = ?", (name,)).fetchall():
            for table in ("since", "links"):
                self._db.execute(f"delete from {table} where document = ?", (row,))  # noqa: S608 - names of our own tables
            self._db.execute("delete from documents where id = ?", (row,))
        self._db.execute("delete from files where name = ?", (name,))
        self._known = None

    def _take(self, name: str, mark: str, entry: Entry | str) -> None:
        refused = entry if isinstance(entry, str) else None
        self._db.execute("insert into files values (?, ?, ?)", (name, mark, refused))
        if isinstance(entry, Entry):
            self._insert(entry)

    def _insert(self, entry: Entry) -> None:
        told = (entry.file, entry.key, entry.name, entry.number, entry.doctype, entry.issuer, entry.locality)
        days = (entry.issued_on, entry.effective_on, entry.ends_on)
        row = (*told, *days, entry.title, entry.has_text, entry.text_hash, "\n".join(entry.eids), *entry.end_said)
        places = ", ".join("?" * (len(row) + 1))
        at = self._db.execute(f"insert into documents values ({places})", (None, *row)).lastrowid  # noqa: S608 - question marks
        self._db.executemany("insert into since values (?, ?, ?)", ((at, *pair) for pair in entry.days))
        places = ", ".join("?" * (len(LinkRow._fields) + 1))
        self._db.executemany(f"insert into links values ({places})", ((at, *link) for link in entry.links))  # noqa: S608 - likewise
        self._known = None

    def _records(self, records: Sequence[Entry]) -> None:
        """Records in place of the former ones, save those whose text is there."""
        self._db.execute("delete from documents where not has_text")
        self._known = None
        for entry in records:
            same = self._db.execute(
                "select locality from documents where key = ? and has_text", (entry.key,)
            ).fetchall()
            if not any(not is_local(entry.key) or locality == entry.locality for (locality,) in same):
                self._insert(entry)

    # --- documents

    def nodes(self) -> tuple[Node, ...]:
        """All documents, by file."""
        return tuple(self._load().values())

    def _load(self) -> dict[int, Node]:
        if self._known is None:
            rows = self._db.execute(f"select {_NODE} from documents order by has_text desc, file")  # noqa: S608 - our columns
            self._known = {row[-1]: Node(*row) for row in rows}
            self._keys, self._names = {}, {}
            for node in self._known.values():
                self._keys.setdefault(node.key, []).append(node)
                self._names.setdefault(node.name, []).append(node)
        return self._known

    def find(self, words: str) -> tuple[Node, ...]:
        """The documents of a number or a file's name; several when localities share the number."""
        self._load()
        if (key := document_key(words)) in self._keys and key:
            return tuple(self._keys[key])
        return tuple(node for node in self.nodes() if words in (node.file, Path(node.file).name, Path(node.file).stem))

    def eids(self, node: Node) -> tuple[str, ...]:
        (told,) = self._db.execute("select eids from documents where id = ?", (node.id,)).fetchone()
        return tuple(told.split("\n")) if told else ()

    def end_said(self, node: Node) -> tuple[str, str] | None:
        """Where a document itself says when it ends, as an eId, and its words."""
        told = self._db.execute("select end_in, end_words from documents where id = ?", (node.id,)).fetchone()
        return (told[0], told[1]) if told[0] else None

    def since(self, node: Node) -> dict[str, str]:
        """eId ("" for all) -> the day from which it applies, where that is not the document's."""
        return dict(self._db.execute("select eid, day from since where document = ?", (node.id,)))

    # --- links

    def links_of(self, node: Node) -> tuple[Link, ...]:
        """What a document cites, in the order of its text; itself left out."""
        return tuple(self._links("document = ? and not own", (node.id,)))

    def links_to(self, node: Node) -> tuple[Link, ...]:
        """Where a document is cited by others, by the day of the citing document."""
        rows = [
            *self._links("number = ? and number <> ''", (node.key,)),
            *self._links("name = ? and name <> ''", (node.name,)),
        ]
        found = [link for link in rows if link.target and link.target.id == node.id and link.source.id != node.id]
        return tuple(sorted(found, key=lambda link: (link.source.since or "", link.source.file, link.row.start)))

    def citing(self, number: str | None) -> tuple[Node, ...]:
        """The documents that cite a number, whether its own document is here or not."""
        found = self._links("number = ? and number <> '' and not own", (document_key(number),))
        return tuple({link.source.id: link.source for link in found}.values())

    def links(self) -> Iterator[Link]:
        """All links between documents, source by source."""
        return self._links("not own", ())

    def _links(self, where: str, values: tuple[object, ...]) -> Iterator[Link]:
        nodes = self._load()
        rows = self._db.execute(f"select {_LINK} from links where {where} order by document, start", values)  # noqa: S608 - our own conditions
        for source, *row in rows:
            link = LinkRow(*row)
            yield Link(nodes[source], link, self._target(link, nodes[source]))

    def _target(self, row: LinkRow, source: Node) -> Node | None:
        """The document that a link means, when that is certain."""
        if row.own or not row.resolved:
            return None
        if row.number:
            known = self._keys.get(row.number, ())
            if is_local(row.number):
                known = [node for node in known if _is_of(node, row.locality or source.locality)]
            return known[0] if known else None
        if row.name:
            named = [node for node in self._names.get(row.name, ()) if (node.since or "") <= (source.issued_on or "9")]
            return max(named, key=lambda node: node.since or "", default=None)
        return None

    def twice(self) -> list[tuple[Node, Node, bool]]:
        """Documents that are given twice under one number, and whether their texts are the same."""
        hashes = dict(self._db.execute("select id, text_hash from documents"))
        self._load()
        groups = (nodes for key, nodes in self._keys.items() if key)
        pairs = ((nodes[0], other) for nodes in groups for other in nodes[1:] if nodes[0].locality == other.locality)
        by_text: dict[str, Node] = {}
        same = [(a, b, hashes[a.id] == hashes[b.id]) for a, b in pairs]
        told = {b.id for _, b, _ in same}
        for node in self.nodes():
            first = by_text.setdefault(hashes[node.id] or str(node.id), node)
            if first is not node and node.id not in told:
                same.append((first, node, True))
        return same


def _is_of(node: Node, locality: str | None) -> bool:
    """Whether a document is of a locality, by the name that this bore when the document was issued."""
    if not locality or not node.locality:
        return False
    return not node.since or then(node.locality, node.since) == then(locality, node.since)


def _mark(one: Listed) -> str:
    """What tells that a file, or what keeps it from being read, is another than before."""
    return one.mark if one.error is None else one.error.code


def _read(files: Sequence[Listed], workers: int) -> Iterator[tuple[str, Entry | str]]:
    """The entry of each file, or why there is none."""
    jobs = [(str(one.path), one.name) for one in files if one.error is None]
    done = outcomes(read_entry, jobs, [Path(path) for path, _ in jobs], _FEW, workers)
    for one in files:
        if one.error is not None:
            yield one.name, one.error.say()
            continue
        outcome = next(done)
        if outcome.value is not None:
            yield one.name, outcome.value
        else:
            assert outcome.error is not None
            yield one.name, outcome.error.say()
