"""
A resolution and a detailing document as their provisions are held against each other: words, and who acts.

A Target is a provision of the resolution that can be filled in, a Unit an article, clause or point that may fill one in.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from tuongdong.cite import Citations
from tuongdong.coverage.acting import Body, bodies, leading, plain, without_bodies
from tuongdong.coverage.likeness import Rarity, Words, share, words_of
from tuongdong.levels import levels_in
from tuongdong.models import Document, Level, Provision
from tuongdong.text import fold

__all__ = ["Target", "Tree", "Unit", "is_final", "is_formal", "targets_of", "units_of"]

TITLE: Final = 0.8
"""An article with so much of its heading in the title says what the resolution is about."""
_SENTENCE_RE: Final = re.compile(r"(?<=[.;:])\s+|\n+")
# nguyên tắc hoạt động của ủy ban nhân dân quận: the body that all below is about
_ABOUT_RE: Final = re.compile(
    r"(?:quy định về )?(?:trách nhiệm|cơ cấu tổ chức|nhiệm vụ, quyền hạn|nguyên tắc hoạt động|tổ chức các cuộc họp|quan hệ công tác) (?:của )?"
)
_TOGETHER: Final = "quan hệ công tác"
# quy định về, nhiệm vụ: how headings begin, telling nothing
_EMPTY_RE: Final = re.compile(
    r"^(?:quy định (?:về|cụ thể về|chi tiết về)?|nhiệm vụ(?:, quyền hạn)?(?: của| về)?|trách nhiệm của|trình tự, thủ tục|trình tự)\s*"
)
# phạm vi điều chỉnh: what fills nothing in, and is filled in by nothing
_FORMAL_RE: Final = re.compile(r"phạm vi điều chỉnh|đối tượng áp dụng|giải thích từ ngữ|hiệu lực|chuyển tiếp")
# tổ chức thực hiện: the last articles, which answer the last articles of the resolution
_FINAL_RE: Final = re.compile(
    r"hiệu lực|tổ chức thực hiện|điều khoản thi hành|trách nhiệm (?:thi hành|tổ chức|thực hiện|hướng dẫn)"
)
_FILLED: Final = (Level.ARTICLE, Level.CLAUSE, Level.POINT)


class Target(Struct, frozen=True, kw_only=True):
    """A provision of the resolution without provisions below it."""

    eid: str
    article: str
    final: bool
    acting: frozenset[Body]
    levels: frozenset[str]
    words: Words
    content: Words
    """Without bodies."""
    in_place: Words
    """The content together with the headings and opening words above."""


class Unit(Struct, frozen=True, kw_only=True):
    """An article, clause or point of the detailing document."""

    eid: str
    parent: str | None
    level: Level
    article: str
    final: bool
    own: frozenset[Body]
    """The bodies that its own sentences are about."""
    about: frozenset[Body]
    """The bodies that the heading of its article is about."""
    headed: bool
    """Whether that heading speaks of them alone, and not of how they work with others."""
    acting: frozenset[Body]
    """Who acts in it, by its own sentences, by the opening words above it, or by that heading."""
    mentioned: frozenset[Body]
    heading: Words
    heading_levels: frozenset[str]
    words: Words
    content: Words


class Tree:
    """The provisions of a document, by eId and upwards."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_eid = {one.eid: one for one in document.provisions}
        parents = {one.parent for one in document.provisions}
        self.filled = tuple(one for one in document.provisions if one.level in _FILLED)
        self.leaves = tuple(one for one in self.filled if one.eid not in parents)

    def above(self, unit: Provision) -> Iterator[Provision]:
        """What a provision stands in, from the nearest."""
        while parent := self.by_eid.get(unit.parent or ""):
            yield parent
            unit = parent

    def article(self, unit: Provision) -> Provision:
        """The article of a provision; itself where it stands in none."""
        return next((one for one in (unit, *self.above(unit)) if one.level is Level.ARTICLE), unit)

    def plain(self, text: str | None) -> str:
        return plain(text or "", self.document)


def is_formal(article: Provision) -> bool:
    """Whether an article fills nothing in and is filled in by nothing: scope, terms, effect, transition."""
    return bool(_FORMAL_RE.search(fold(article.heading or "")))


def is_final(article: Provision) -> bool:
    """Whether an article is about carrying the document out."""
    return bool(_FINAL_RE.search(fold(article.heading or "")))


# --- the resolution


def targets_of(tree: Tree, rarity: Rarity) -> list[Target]:
    """The provisions that can be filled in: not those that say what the resolution is about, or when it applies."""
    return [_target(tree, one, rarity) for one in tree.leaves if not _scope(tree, tree.article(one))]


def _scope(tree: Tree, article: Provision) -> bool:
    heading, title = (words_of([tree.plain(words)]) for words in (article.heading, tree.document.title))
    return is_formal(article) or share(heading, title) > TITLE


def _target(tree: Tree, unit: Provision, rarity: Rarity) -> Target:
    text = tree.plain(unit.text)
    above = [tree.plain(words) for words in _opening(tree, unit)]
    acting = leading(text)
    for words in above:
        acting = acting or leading(words) or _named(words)
    return Target(
        eid=unit.eid,
        article=tree.article(unit).eid,
        final=is_final(tree.article(unit)),
        acting=acting,
        levels=frozenset(levels_in(text)) | {body.level for body in acting},
        words=words_of([text], rarity),
        content=words_of(without_bodies(text), rarity),
        in_place=words_of([piece for words in (text, *above) for piece in without_bodies(words)], rarity),
    )


def _opening(tree: Tree, unit: Provision) -> list[str]:
    """Its heading, then opening words and headings above a provision, from the nearest."""
    found = [unit.heading]
    for one in tree.above(unit):
        found += [one.text, one.heading]
    return [words for words in found if words]


def _named(words: str) -> frozenset[Body]:
    return frozenset(body for one in bodies(words) for body in one.named)


# --- the detailing document


def units_of(tree: Tree, cited: Citations, rarity: Rarity) -> Iterator[Unit]:
    """The provisions that may fill something in. From the first article on effect or carrying out on, all are final."""
    texts = {one.eid: tree.plain(_below(tree.document, one)) for one in tree.filled}
    final = False
    for one in tree.filled:
        article = tree.article(one)
        final = final or is_final(article)
        if not is_formal(article):
            yield _unit(tree, one, texts, _referred(one.eid, cited, texts), rarity, final=final)


def _below(document: Document, unit: Provision) -> str:
    """All words of a provision behind its label and heading."""
    start = unit.heading_span.end if unit.heading_span else unit.pieces[0].start if unit.pieces else unit.span.start
    return document.text[start : unit.span.end]


def _unit(
    tree: Tree, unit: Provision, texts: dict[str, str], referred: list[str], rarity: Rarity, *, final: bool
) -> Unit:
    heading, text = tree.plain(tree.article(unit).heading), texts[unit.eid]
    own = frozenset(body for sentence in _sentences(text) for body in leading(sentence))
    about = _about(heading)
    whole = [heading, text, *(texts[eid] for eid in referred)]
    return Unit(
        eid=unit.eid,
        parent=unit.parent,
        level=unit.level,
        article=tree.article(unit).eid,
        final=final,
        own=own,
        about=about,
        headed=bool(about) and not heading.startswith(_TOGETHER),
        acting=own | about if unit.level is Level.ARTICLE else own or _opened(tree, unit) or about,
        mentioned=_named(heading) | _named(text),
        heading=words_of(without_bodies(_EMPTY_RE.sub("", heading)), rarity),
        heading_levels=frozenset(levels_in(heading)),
        words=words_of([" . ".join(whole)], rarity),
        content=words_of([piece for words in whole for piece in without_bodies(words)], rarity),
    )


def _sentences(text: str) -> list[str]:
    """The sentences of a text; splinters of under four words stay with the one before."""
    found: list[str] = []
    for one in _SENTENCE_RE.split(text):
        if found and len(one.split()) < 4:
            found[-1] += " " + one
        elif one.strip():
            found.append(one.strip())
    return found


def _about(heading: str) -> frozenset[Body]:
    """The bodies whose tasks, duties or make-up a heading announces; of two that work together the first."""
    found = bodies(heading)
    if not found or not _ABOUT_RE.match(heading):
        return frozenset()
    return found[0].named if heading.startswith(_TOGETHER) else _named(heading)


def _opened(tree: Tree, unit: Provision) -> frozenset[Body]:
    """The bodies that the nearest opening words above are about."""
    found = (leading(tree.plain(one.text)) for one in tree.above(unit))
    return next((one for one in found if one), frozenset())


def _referred(eid: str, cited: Citations, texts: dict[str, str]) -> list[str]:
    """The provisions of the same document to which one refers, none that it stands in or that stand in it."""
    found = [one.target.eid for one in cited.citations if one.within == eid and one.target and one.target.self]
    return [
        other
        for other in dict.fromkeys(found)
        if other in texts and not eid.startswith(other) and not other.startswith(eid)
    ]
