"""
A folder to provisions: read, parsed, measured, each file once.

    PROVISIONS -> vectors -> block -> score -> cluster

A passage is a provision's own words: leaves of at least LEAST words, and opening words above points where they say more
than "as follows". Every passage keeps which document and which localities it speaks for. A document whose text names
another locality than its title, or is word for word another document, enters with a doubt.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa

from tuongdong.compare.names import names_of
from tuongdong.compare.roles import role_of
from tuongdong.compare.units import NAMING
from tuongdong.errors import TuongdongError
from tuongdong.measure import authorities, measure
from tuongdong.mine.places import marks_with_places
from tuongdong.mine.stages import key_of, made_alike, read_table, stage, standing
from tuongdong.mine.titles import subject_of
from tuongdong.mine.vectors import marked_text
from tuongdong.models import Authority, Document, Finding, Level, Provision, Quantity, Severity, finding
from tuongdong.parse import parse
from tuongdong.read import read
from tuongdong.read.batch import Batch
from tuongdong.read.folder import Listed, files_below
from tuongdong.read.guard import here, is_quick
from tuongdong.read.wall import Outcome
from tuongdong.terms import locality_named
from tuongdong.text import fold

__all__ = ["LEAST", "PROVISIONS", "passages", "provisions_of", "read_corpus"]

LEAST: Final = 5
OPENING: Final = 15
"""Words of a passage: of a leaf, and of what stands above points."""
_MANY: Final = 32
"""Files above which several processes read them."""
_CHUNK: Final = 256
"""Files a part: what a killed run keeps of a large folder."""

VALUE: Final = pa.struct(
    [
        ("kind", pa.string()),
        ("value", pa.float64()),
        ("date", pa.string()),
        ("unit", pa.string()),
        ("bound", pa.string()),
        ("text", pa.string()),
        ("start", pa.int32()),
    ]
)
PROVISIONS: Final = pa.schema(
    [
        ("file", pa.string()),
        ("digest", pa.string()),
        ("number", pa.string()),
        ("doctype", pa.string()),
        ("issuer", pa.string()),
        ("title", pa.string()),
        ("subject", pa.string()),
        ("issued_on", pa.string()),
        ("localities", pa.list_(pa.string())),
        ("doubt", pa.string()),
        ("eid", pa.string()),
        ("level", pa.string()),
        ("heading", pa.string()),
        ("role", pa.string()),
        ("text", pa.string()),
        ("marked", pa.string()),
        ("context", pa.string()),
        ("values", pa.list_(VALUE)),
        ("decides", pa.string()),
    ]
)


Rows = list[dict[str, Any]]


class _Job(NamedTuple):
    """A file to be read, known by its name below the folder and by what it holds."""

    path: Path
    name: str
    digest: str
    error: TuongdongError | None

    @property
    def key(self) -> tuple[str, str]:
        return self.name, self.digest

    def __str__(self) -> str:
        return self.name


def read_corpus(folder: Path, out: Path, processes: int) -> tuple[pa.Table, list[tuple[str, Finding]]]:
    """
    The provisions of a folder, in order of files; and what is to be said, by file.

    Files that an earlier run in `out` has read are not read again, whatever their name is now; what lies in `out` is no document.
    """
    jobs = [_Job(one.path, one.name, _digest(one), one.error) for one in _documents(folder, out)]
    key = key_of("provisions", {}, (f"{job.name}\t{job.digest}" for job in jobs))
    if (table := standing(out / "provisions.parquet", key)) is not None:
        return table, _told(table)
    known, is_new = _known(out / "provisions.parquet"), not out.exists()
    missing = [job for job in jobs if job.key not in known]
    rows = {(n, d): table for n, d, table in _read_all(missing, out, processes)} | known
    table = pa.concat_tables([PROVISIONS.empty_table(), *(rows[job.key] for job in jobs)])
    if not any(table["eid"].is_valid()):
        if is_new:
            _remove_empty(out)
        raise TuongdongError("nothing_to_mine", path=folder, count=len(jobs))
    table = stage(out / "provisions.parquet", key, {"least": LEAST, "opening": OPENING}, lambda: table)
    return table, _told(table)


def _documents(folder: Path, out: Path) -> list[Listed]:
    """The files of a folder but for the results, where these are to lie in a folder of their own below it."""
    home, results = folder.resolve(), out.resolve()
    found = files_below(folder)
    if results == home or not results.is_relative_to(home):
        return found
    return [one for one in found if not one.path.is_relative_to(folder / results.relative_to(home))]


def _digest(one: Listed) -> str:
    """What tells whether a file holds something else than before; of one that cannot be read, what is known of it."""
    try:
        if one.error is None and one.path.is_file():
            with one.path.open("rb") as file:
                return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError:
        pass  # reading it says why
    return hashlib.blake2b(f"{one.mark} {one.error}".encode(), digest_size=16).hexdigest()


def _known(path: Path) -> dict[tuple[str, str], pa.Table]:
    """What an earlier run by the same rules left, by file and digest."""
    try:
        if not made_alike(path):
            return {}
        table = read_table(path)
    except (OSError, pa.ArrowInvalid):
        return {}
    if table.schema.names != PROVISIONS.names:
        return {}
    table = table.cast(PROVISIONS)
    found, at = {}, 0
    pairs = list(zip(table["file"].to_pylist(), table["digest"].to_pylist(), strict=True))
    for stop in range(1, len(pairs) + 1):
        if stop == len(pairs) or pairs[stop] != pairs[at]:
            found[pairs[at]] = table.slice(at, stop - at)
            at = stop
    return found


def _read_all(missing: Sequence[_Job], out: Path, processes: int) -> Iterator[tuple[str, str, pa.Table]]:
    """Read in parts that stay when the run is killed, and go when all is read."""
    parts = []
    with Batch[_Job, Rows](_read_one, processes) as batch:
        for start in range(0, len(missing), _CHUNK):
            chunk = missing[start : start + _CHUNK]
            key = key_of("part", {}, (f"{job.name}\t{job.digest}" for job in chunk))
            path = out / "parts" / f"provisions-{key}.parquet"
            few = _MANY if processes > 1 else len(chunk) + 1
            table = stage(path, key, {}, lambda chunk=chunk, few=few: _table(_each(chunk, batch, few)))  # type: ignore[misc]
            parts.append(path)
            for pair, rows in _known(path).items() if len(table) else ():
                yield (*pair, rows)
    for path in parts:
        path.unlink(missing_ok=True)
    _remove_empty(out / "parts")


def _remove_empty(folder: Path) -> None:
    """A folder in which something else lies stays."""
    with suppress(OSError):
        folder.rmdir()


def _each(chunk: Sequence[_Job], batch: Batch[_Job, Rows], few: int) -> Iterator[Rows]:
    """The rows of each file. One whose process dies is tried once more, alone, and then refused."""
    sound = [job for job in chunk if job.error is None]
    paths = [job.path for job in sound]
    done = list(here(_read_one, sound) if is_quick(paths, few) else batch.outcomes(sound, paths))
    lost = [outcome.item for outcome in done if outcome.error and outcome.error.code != "reader_slow"]
    with Batch[_Job, Rows](_read_one, 1) as alone:
        done += alone.outcomes(lost, [job.path for job in lost])
    known = {outcome.item.key: _rows_of(outcome) for outcome in done}
    return (known[job.key] if job.error is None else [_unread(job, job.error)] for job in chunk)


def _rows_of(outcome: Outcome[_Job, Rows]) -> Rows:
    if outcome.error:
        return [_unread(outcome.item, outcome.error)]
    return outcome.value or []


def _unread(job: _Job, error: TuongdongError) -> dict[str, Any]:
    return {"file": job.name, "digest": job.digest, "doubt": f"unread: {error.say()}"}


def _table(each: Iterable[Rows]) -> pa.Table:
    return pa.Table.from_pylist([row for rows in each for row in rows], schema=PROVISIONS)


def _read_one(job: _Job) -> Rows:
    """The rows of a file; of one without a passage, a single row whose `doubt` says why."""
    head: dict[str, Any] = {"file": job.name, "digest": job.digest}
    try:
        document = parse(read(job.path), name=job.name)
    except TuongdongError as error:
        return [_unread(job, error)]
    if document.is_topic:
        return [head | {"doubt": _TOPIC}]
    rows = [head | row for row in provisions_of(document)]
    return rows or [head | {"doubt": "empty"}]


_TOPIC: Final = "codified_topic"
"""The finding and the doubt of such a file."""


def _told(table: pa.Table) -> list[tuple[str, Finding]]:
    """What a user should know of the files: not read, without passages, in doubt."""
    told: dict[str, Finding] = {}
    for file, doubt, eid in zip(*(table[c].to_pylist() for c in ("file", "doubt", "eid")), strict=True):
        if file in told or not doubt:
            continue
        if eid is not None:
            told[file] = finding("doubtful_document", Severity.WARNING, reason=doubt)
        elif doubt == "empty":
            told[file] = finding("no_passages", Severity.INFO)
        elif doubt == _TOPIC:
            told[file] = finding(_TOPIC, Severity.WARNING)
        else:
            told[file] = finding("not_mined", Severity.WARNING, reason=doubt.removeprefix("unread: "))
    return sorted(told.items())


def provisions_of(document: Document) -> Iterator[dict[str, Any]]:
    """The passages of a document as rows of PROVISIONS, without file and digest."""
    names = names_of(document)
    doubt = next((f.say() for f in document.findings if f.code == "locality_mismatch"), None)
    undated = any(f.code == "year_mismatch" for f in document.findings)  # who was first must not hang on it
    head = {
        "number": document.number,
        "doctype": document.doctype,
        "issuer": document.issuer,
        "title": document.title,
        "subject": subject_of(
            document.title or "", document.about or ((document.locality,) if document.locality else ())
        ),
        "issued_on": None if undated else document.issued_on,
        "doubt": doubt,
    }
    by_eid = {p.eid: p for p in document.provisions}
    listing = "procedures" if _LISTING_RE.search(fold(document.title or "")) else ""
    for provision, text in passages(document):
        heading, above = _above(provision, by_eid, document.text)
        values = () if doubt else measure(text)
        yield head | {
            "localities": list(_localities(document, text, above, bool(doubt))),
            "eid": provision.eid,
            "level": provision.level.value,
            "heading": heading,
            "role": role_of(heading, text)[0] or _own_role(heading, text) or _opening(text, values) or listing,
            "text": text,
            "marked": marked_text(text, marks_with_places(text, names)),
            "context": marked_text(above, marks_with_places(above, names)),
            "values": [_value(q) for q in values],
            "decides": _decider(authorities(text)) if values else None,
        }


def passages(document: Document) -> Iterator[tuple[Provision, str]]:
    """The provisions with words enough of their own."""
    parents = {p.parent for p in document.provisions}
    for provision in document.provisions:
        if provision.level not in _LEVELS:
            continue
        leaf = provision.eid not in parents
        text = provision.text or ((provision.heading or "") if leaf else "")
        if len(text.split()) >= (LEAST if leaf else OPENING):
            yield provision, text


# Ban hành kèm theo Quyết định này Quy chế ...; Công bố kèm theo ... danh mục; Bãi bỏ Quyết định số ...; Thay thế cụm từ ...:
# what an act does to others, no policy of its own
_ENACTING_RE: Final = re.compile(
    r"(?:Nay )?(?:(?:Ban hành|Công bố|Phê duyệt)(?: \w+){0,3} kèm theo|Bãi bỏ|Thay thế|Sửa đổi|(?:Bổ sung )?[Cc]ụm từ|Công bố .{0,40}(?:thủ tục hành chính|TTHC))"
)
# Thủ trưởng các sở, ban, ngành ... căn cứ Quyết định thi hành
_CLOSING_RE: Final = re.compile(r"căn cứ (?:nghị quyết|quyết định)(?: này)? (?:tổ chức )?(?:thi hành|thực hiện)\.?$")
# Thường trực Hội đồng nhân dân, các Ban ... giám sát (kiểm tra) quá trình, việc ... thực hiện Nghị quyết này: every resolution's last article
_OVERSIGHT_RE: Final = re.compile(r"hội đồng nhân dân\b.{0,160}\bgiám sát\b.{0,60}\bnghị quyết(?: này)?\.?$")
# Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký
_EFFECT_RE: Final = re.compile(r"(?:nghị quyết|quyết định|chỉ thị|quy định|quy chế) này có hiệu lực\b")
# Thời gian thực hiện: Năm 2025; Kinh phí thực hiện: ngân sách tỉnh: what each task of a plan ends with
_TASK_RE: Final = re.compile(
    r"(?:thời gian|thời hạn|kinh phí|nguồn vốn|cơ quan chủ trì|đơn vị chủ trì)(?: thực hiện)?:"
)
# Sửa đổi, bổ sung Quy chế: what to do when the rules themselves want a change
_REVISION_RE: Final = re.compile(r"(?:việc )?sửa đổi, bổ sung (?:nội dung )?(?:quy chế|quy định)(?: này)?$")


def _opening(text: str, values: Sequence[Quantity]) -> str:
    """Words that only announce points ("... thực hiện các nhiệm vụ, quyền hạn sau đây:") are no rule: those stand in the points."""
    return "opening" if text.endswith(":") and not values and len(text.split()) < _ANNOUNCING else ""


_ANNOUNCING: Final = 60
"""Words from which opening words say something by themselves."""


def _own_role(heading: str | None, text: str) -> str:
    """What the words of a passage, or its heading, say of it where the roles of `compare` see a rule."""
    if _ENACTING_RE.match(text):
        return "enacting"
    folded = fold(text)
    if _EFFECT_RE.match(folded):
        return "effect"
    closing = _CLOSING_RE.search(folded) or _OVERSIGHT_RE.search(folded) or _TASK_RE.match(folded)
    return "implementation" if closing or _REVISION_RE.match(fold(heading or "")) else ""


# Công bố danh mục thủ tục hành chính mới ban hành; Phê duyệt quy trình nội bộ giải quyết TTHC; phương án đơn giản hóa thủ tục hành
# chính: lists of nationwide procedures with their papers, fees and days ("Phí, lệ phí: Không"), no policy of a locality
_LISTING_RE: Final = re.compile(
    r"(?:công bố|quy trình nội bộ|đơn giản hóa|phê duyệt).{0,160}(?:thủ tục hành chính|tthc)"
)
_LEVELS: Final = (Level.PART, Level.ARTICLE, Level.CLAUSE, Level.POINT, Level.INDENT)


def _above(provision: Provision, by_eid: dict[str, Provision], text: str) -> tuple[str | None, str]:
    """The heading of the article in which a passage stands, and all headings and opening words above it."""
    heading, parts, parent = provision.heading, [provision.heading or ""], provision.parent
    while parent is not None:
        above = by_eid[parent]
        if above.level in NAMING:
            heading = above.heading or heading
            parts.append(f"{above.heading or ''} {above.pieces[0].of(text) if above.pieces else ''}")
        parent = above.parent
    return heading, " ".join(" ".join(reversed(parts)).split())


def _localities(document: Document, text: str, above: str, doubt: bool) -> tuple[str, ...]:
    """For whom a passage speaks: of several localities of its document those that it names, or that stand above it."""
    all_of = document.about or ((document.locality,) if document.locality else _called(document))
    all_of = tuple(dict.fromkeys(_name(one) for one in all_of))
    if len(all_of) < 2:
        return all_of
    for words in (document.title or "",) if doubt else (text, above):
        if named := tuple(one for one in all_of if re.search(rf"\b{re.escape(_bare(one))}\b", words, re.I)):
            return named
    return all_of


# thành phố Sông Mây, tỉnh Nghệ An: a name behind the kind
_NAMED_RE: Final = re.compile(r"(?:tỉnh|thành phố) (?=[^\W\d_])(.+)", re.I)


def _called(document: Document) -> tuple[str, ...]:
    """The locality that a text calls "Thành phố" or "Tỉnh", where no register knows it."""
    longs = (
        _NAMED_RE.fullmatch(alias.long) for alias in document.aliases if fold(alias.short) in ("thành phố", "tỉnh")
    )
    return tuple(match[1] for match in longs if match and match[1][0].isupper())


def _name(name: str) -> str:
    known = locality_named(name)
    return known.name if known else name


def _bare(name: str) -> str:
    return name.removeprefix("Thành phố ")


def _value(quantity: Quantity) -> dict[str, Any]:
    number = quantity.value if isinstance(quantity.value, float | int) else None
    return {
        "kind": quantity.kind.value,
        "value": number,
        "date": None if number is not None else str(quantity.value),
        "unit": quantity.unit,
        "bound": quantity.bound.value,
        "text": quantity.text,
        "start": quantity.span.start,
    }


_DECIDING: Final = ("decide", "approve")
_CLOSE: Final = 40
"""Letters between a body and its verb; farther apart they belong to others."""


def _decider(acting: tuple[Authority, ...]) -> str | None:
    """Who decides: the body that stands nearest to its verb of deciding, as body and level."""
    found = [x for x in acting if x.action in _DECIDING and len(x.text) <= _CLOSE]
    best = min(found, key=lambda x: len(x.text), default=None)
    return f"{best.body}:{best.level}".strip(":") if best else None
