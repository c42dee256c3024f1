"""
The index of provisions.

    index = Index.open(folder)
    with index.writing() as writer:      one writer at a time, over all processes: None when another writes
        writer.replace("12", "12:40:shared:3", entries)
    index.search("nhà ở xã hội", Filters(...), limit=20)

1. What was written is there for all when `writing` is left without an error, and not at all else.
2. `marks()` tells which documents are in it, under which mark, so that its owner can see what is missing.
3. A folder that is damaged or of another shape is emptied: its owner sees that all is missing, and writes it again.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from tuongdong.errors import MissingExtraError
from tuongdong.models import Span
from tuongdong.search.units import Unit
from tuongdong.search.words import Words, exact_terms, mark, pairs, plain_terms, understand
from tuongdong.text import fold

try:
    import tantivy
except ImportError as error:
    raise MissingExtraError("extra_missing", what="tantivy", install="pip install 'tuongdong[search]'") from error

__all__ = ["EVERYBODY", "NEVER", "Entry", "Filters", "Hit", "Index", "Results"]

EVERYBODY: Final = "*"
_SHAPE: Final = "4"
_KEYS: Final = ("key", "mark", "reader", "locality", "issuer", "doctype", "field")
_DAYS: Final = ("issued", "effective", "expires")
_SHOWN: Final = ("number", "file", "title", "place", "eid", "head", "text")
NEVER: Final = 99991231


class Entry(Struct, frozen=True, kw_only=True):
    """What the index knows of the document that its units are of."""

    number: str = ""
    file: str = ""
    title: str = ""
    reader: str = EVERYBODY
    """Who may see it: EVERYBODY, or an agency."""
    locality: str = ""
    issuer: str = ""
    doctype: str = ""
    field: str = ""
    issued: int = 0
    """20230624; 0 where it is not known."""
    effective: int = 0
    expires: int = NEVER


class Filters(Struct, frozen=True, kw_only=True):
    """Who asks, and what must hold of the documents. Empty and None: everything."""

    readers: frozenset[str] = frozenset({EVERYBODY})
    locality: str = ""
    issuer: str = ""
    doctype: str = ""
    field: str = ""
    issued_from: int | None = None
    issued_to: int | None = None
    in_force_on: int | None = None
    key: str = ""


class Hit(Struct, frozen=True, kw_only=True):
    """
    A provision that was found. `marks` are spans of `text`; `start` is where `text` begins in the document's; `place` is
    the locality whose document it is, "" for none.
    """

    key: str
    number: str
    file: str
    title: str
    place: str
    eid: str
    head: str
    text: str
    start: int
    score: float
    marks: tuple[Span, ...]


class Results(Struct, frozen=True):
    """The best hits, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


def _schema() -> Any:
    build = tantivy.SchemaBuilder()
    for name in _KEYS:
        build.add_text_field(
            name, stored=name == "key", fast=name == "mark", tokenizer_name="raw", index_option="basic"
        )
    for name in _DAYS:
        build.add_integer_field(name, indexed=True, fast=True)
    for name in _SHOWN:
        build.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    build.add_integer_field("start", stored=True)
    for name in ("exact", "plain"):
        build.add_text_field(name, tokenizer_name="words", index_option="freq")
    return build.build()


def _weight(entry: Entry, unit: Unit) -> str:
    """The words of a unit under the name of its document. The head counts twice: on 100 questions, 84 first and not 79."""
    return "\n".join((entry.number, entry.title, unit.head, unit.head, unit.text))


class Writer:
    """Puts documents into the index and takes them out; seen by nobody before `Index.writing` is left."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def remove(self, key: str) -> None:
        self._raw.delete_documents_by_term("key", key)

    def replace(self, key: str, stamp: str, entry: Entry, found: Iterable[Unit]) -> int:
        """Puts a document in, in place of what was there under its key; how many units it has."""
        self.remove(key)
        count = 0
        for unit in found:
            self._raw.add_document(self._document(key, stamp, entry, unit))
            count += 1
        if not count:
            self._raw.add_document(self._document(key, stamp, entry, Unit("", "", "", 0)))
        return count

    @staticmethod
    def _document(key: str, stamp: str, entry: Entry, unit: Unit) -> Any:
        words = _weight(entry, unit)
        told = {
            "key": key,
            "mark": stamp,
            "reader": entry.reader,
            **{name: fold(getattr(entry, name)) for name in ("locality", "issuer", "doctype", "field")},
            **{name: getattr(entry, name) for name in _DAYS},
            "number": entry.number,
            "file": entry.file,
            "title": entry.title,
            "place": entry.locality,
            "eid": unit.eid,
            "head": unit.head,
            "text": unit.text,
            "start": unit.start,
            "exact": " ".join(exact_terms(words)),
            "plain": " ".join(plain_terms(words)),
        }
        return tantivy.Document(**told)


class Index:
    """An index in a folder."""

    def __init__(self, folder: Path, raw: Any) -> None:
        self.folder = folder
        self._raw = raw
        self._schema = raw.schema

    @classmethod
    def open(cls, folder: Path) -> "Index":
        """The index of a folder, made when there is none that can be used."""
        place = folder / _SHAPE
        place.mkdir(parents=True, exist_ok=True)
        try:
            raw = tantivy.Index(_schema(), path=str(place))
        except ValueError:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True, exist_ok=True)
            raw = tantivy.Index(_schema(), path=str(place))
        raw.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        raw.config_reader(reload_policy="manual")
        return cls(folder, raw)

    @contextmanager
    def writing(self) -> Iterator[Writer | None]:
        """A writer whose work is kept when the block is left without an error; None when another process has it."""
        try:
            raw = self._raw.writer(heap_size=64_000_000, num_threads=1)
        except ValueError:
            yield None
            return
        try:
            yield Writer(raw)
            raw.commit()
        except BaseException:
            raw.rollback()
            raise
        finally:
            raw.wait_merging_threads()
            self._raw.reload()

    def marks(self) -> dict[str, str]:
        """key -> mark of every document in the index. Marks begin with the key and a colon."""
        self._raw.reload()
        searcher = self._raw.searcher()
        if not searcher.num_docs:
            return {}
        asked = {"marks": {"terms": {"field": "mark", "size": 10_000_000}}}
        told = searcher.aggregate(tantivy.Query.all_query(), asked)
        stamps = [str(bucket["key"]) for bucket in told["marks"]["buckets"]]
        return {stamp.partition(":")[0]: stamp for stamp in stamps}

    def search(self, query: str, filters: Filters | None = None, limit: int = 20, offset: int = 0) -> Results:
        """
        The provisions that the words point to, best first. All words of a short query must be there; where that
        finds nothing, and for a question, those that hold most of the rarest words. Phrases in quotes stand as typed.
        """
        words, asked = understand(query), filters or Filters()
        if not words.words:
            return Results((), 0)
        self._raw.reload()
        found = self._find(words, asked, limit, offset, every=words.named)
        if not found.total and words.named and len(words.words) > 1:
            found = self._find(words, asked, limit, offset, every=False)
        return found

    def _find(self, words: Words, filters: Filters, limit: int, offset: int, *, every: bool) -> Results:
        searcher = self._raw.searcher()
        query = tantivy.Query.boolean_query([*self._wanted(words, every=every), *self._allowed(filters)])
        result = searcher.search(query, limit=limit, offset=offset, count=True)
        hits = tuple(_hit(searcher.doc(at), score, words) for score, at in result.hits)
        return Results(hits, result.count)

    def _term(self, field: str, value: str) -> Any:
        return tantivy.Query.term_query(self._schema, field, value, index_option="basic" if field in _KEYS else "freq")

    def _wanted(self, words: Words, *, every: bool) -> list[tuple[Any, Any]]:
        """What is scored."""
        field = "exact" if words.exact else "plain"
        must, should = tantivy.Occur.Must, tantivy.Occur.Should
        asked: list[tuple[Any, Any]] = []
        single = [self._term(field, term) for term in dict.fromkeys(words.words)]
        double = [self._term(field, term) for term in dict.fromkeys(pairs(list(words.words)))]
        if every:
            asked += [(must, one) for one in single] + [(should, one) for one in double]
        else:
            asked.append((must, tantivy.Query.boolean_query([(should, one) for one in single + double])))
        for phrase in words.phrases:
            row = pairs(list(phrase)) or list(phrase)
            asked += [(must, self._term(field, term)) for term in row]
        return asked

    def _allowed(self, filters: Filters) -> list[tuple[Any, Any]]:
        """What is only asked, and not scored: who may see, and the filters."""
        should = tantivy.Occur.Should
        readers = [(should, self._term("reader", one)) for one in sorted(filters.readers)]
        conditions = [tantivy.Query.boolean_query(readers) if readers else tantivy.Query.empty_query()]
        for name in ("locality", "issuer", "doctype", "field"):
            if value := getattr(filters, name):
                conditions.append(self._term(name, fold(value)))
        if filters.key:
            conditions.append(self._term("key", filters.key))
        if filters.issued_from or filters.issued_to:
            conditions.append(self._days("issued", filters.issued_from or 1, filters.issued_to or NEVER))
        if filters.in_force_on:
            conditions += [
                self._days("effective", 1, filters.in_force_on),
                self._days("expires", filters.in_force_on + 1, NEVER),
            ]
        return [(tantivy.Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in conditions]

    def _days(self, field: str, first: int, last: int) -> Any:
        return tantivy.Query.range_query(self._schema, field, tantivy.FieldType.Integer, first, last)


def _hit(raw: Any, score: float, words: Words) -> Hit:
    told = {name: str(raw.get_first(name) or "") for name in (*_SHOWN, "key")}
    return Hit(**told, start=int(raw.get_first("start") or 0), score=round(score, 4), marks=mark(told["text"], words))
