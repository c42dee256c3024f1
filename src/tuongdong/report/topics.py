"""
Documents by topic as people read them: a topic, the localities that have documents about it, and which.

    topics.parquet (rows) -> TOPICS -> topics_html, matrix_excel
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from tuongdong.report.matrix import field_of
from tuongdong.terms import locality_named
from tuongdong.text import day_words, sort_key

__all__ = ["Paper", "Topic", "Topics", "topics"]

Row = dict[str, Any]


class Paper(Struct, frozen=True, kw_only=True):
    """A document of a topic."""

    document: str
    """Its number, or its file's name when it prints none."""
    file: str
    localities: tuple[str, ...]
    issued_on: str
    title: str
    doubt: str

    @property
    def day(self) -> str:
        """20/11/2025, or "" when the document bears no date."""
        return day_words(self.issued_on) if self.issued_on else ""


class Topic(Struct, frozen=True, kw_only=True):
    """What two documents or more are about; its papers by date."""

    topic: str
    label: str
    field: str
    papers: tuple[Paper, ...]

    @property
    def localities(self) -> tuple[str, ...]:
        """In the Vietnamese order; a document in doubt speaks for none."""
        return tuple(sorted({name for p in self.papers if not p.doubt for name in p.localities}, key=sort_key))


class Topics(Struct, frozen=True):
    """Topics of most localities first; `own` is a locality or ""."""

    topics: tuple[Topic, ...]
    own: str

    @property
    def localities(self) -> tuple[str, ...]:
        return tuple(sorted({name for one in self.topics for name in one.localities}, key=sort_key))


def topics(rows: Sequence[Row], own: str = "") -> Topics:
    """The topics of two documents or more, in the order of the rows."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["topic"]:
            found.setdefault(row["topic"], []).append(row)
    known = locality_named(own) if own else None
    return Topics(tuple(_topic(name, members) for name, members in found.items()), known.name if known else own)


def _topic(name: str, rows: Sequence[Row]) -> Topic:
    return Topic(
        topic=name,
        label=rows[0]["label"],
        field=field_of(" ".join(row["subject"] for row in rows)),
        papers=tuple(_paper(row) for row in rows),
    )


def _paper(row: Row) -> Paper:
    return Paper(
        document=row["number"] or row["file"].rsplit("/", 1)[-1].rsplit(".", 1)[0],
        file=row["file"],
        localities=tuple(row["locality"]),
        issued_on=row["issued_on"] or "",
        title=row["title"] or "",
        doubt=row["doubt"] or "",
    )
