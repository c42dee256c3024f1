"""
Which provisions of a detailing document fill in which of the resolution, by what they say and about whom.

1. A score for each article, clause and point with each provision of the resolution: the words, weaker where another body acts.
2. For each article and provision one place: the article, when its heading is about that, or else the clause that is most like it.
3. A provision that says how another is carried out ("trình ... các nội dung quy định tại khoản 1 Điều 2") is filled in with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tuongdong.cite import Citations
from tuongdong.coverage.acting import near, same
from tuongdong.coverage.likeness import Rarity, share
from tuongdong.coverage.sides import Target, Tree, Unit, targets_of, units_of
from tuongdong.models import Document, Level

__all__ = ["by_subject"]

LEAST: Final = 0.15
"""The least score of a pair,"""
LEAST_FINAL: Final = 0.20
"""and of one of last articles, which all use the same words."""
OF_BEST: Final = 0.4
"""The least share of the best score that its article reaches."""
CARRIED: Final = 0.4
"""The share of LEAST that is enough for what carries out a provision which is filled in."""
OTHER_PLACE: Final = 0.8
"""What the score is worth when the acting body is only mentioned, is the committee for its chairman, or is not told."""
OTHER_BODY: Final = 0.2
"""The same, when the body is not mentioned at all."""
BY_HEADING: Final = 0.3
"""The least share of a heading found in a provision that makes the article its place."""
BELOW: Final = 1.1
"""How much better a clause must be than its article to be the place,"""
BELOW_HEADING: Final = 1.4
"""and how much where the heading is about just that."""

Scores = Mapping[str, Mapping[str, float]]
"""Of a unit with a target, by eId."""
Found = tuple[str, str, float]
"""(provision, filling provision, score)"""


def by_subject(
    resolution: Document, left_out: set[str], document: Document, own: Citations, cited: Citations
) -> Iterator[Found]:
    """
    (provision, filling provision, score), without the provisions `left_out`.

    `own` are the citations of the resolution, `cited` those of the document.
    """
    tree = Tree(resolution)
    rarity = Rarity.among(tree.plain(one.text) for one in tree.leaves)
    targets = [one for one in targets_of(tree, rarity) if one.eid not in left_out]
    units = {one.eid: one for one in units_of(Tree(document), cited, rarity)}
    carried = _carrying_out(own, {one.eid: one for one in targets})
    split = _split(cited, units)
    for article in [one for one in units.values() if one.level is Level.ARTICLE]:
        below = [one for one in units.values() if one.article == article.eid]
        scores = {one.eid: {target.eid: _score(one, target) for target in targets} for one in below}
        found = _of_article(article, below, targets, scores, carried, split=article.eid in split)
        yield from _best_of_each(found) if article.final else found


def _split(cited: Citations, units: Mapping[str, Unit]) -> set[str]:
    """Articles of which a clause gives to another body the tasks that the clause beside it tells."""
    found: set[str] = set()
    for one in cited.citations:
        eid = one.target.eid if one.target is not None and one.target.self else None
        if eid is None or one.within == eid or not {eid, one.within} <= units.keys():
            continue
        this, other = units[one.within], units[eid]
        beside = this.level is Level.CLAUSE and this.parent == other.parent
        if beside and this.own and other.own and not same(this.own, other.own):
            found.add(this.article)
    return found


def _carrying_out(own: Citations, targets: Mapping[str, Target]) -> dict[str, list[str]]:
    """Under each provision of the resolution the provisions of other articles that refer to it."""
    found: dict[str, list[str]] = {}
    for one in own.citations:
        eid = one.target.eid if one.target is not None and one.target.self else None
        if eid and {eid, one.within} <= targets.keys() and targets[eid].article != targets[one.within].article:
            found.setdefault(eid, []).append(one.within)
    return found


def _score(unit: Unit, target: Target) -> float:
    if unit.final is not target.final:
        return 0.0
    words = 0.4 * unit.content.cosine(target.content) + 0.4 * unit.words.cosine(target.words)
    told = 0.12 * share(target.content, unit.content) + 0.08 * share(unit.heading, target.in_place)
    return (words + told) * _standing(unit, target)


def _standing(unit: Unit, target: Target) -> float:
    """What the score is worth by who acts."""
    if not target.acting:
        return OTHER_PLACE
    if not unit.acting:
        apart = unit.heading_levels and not unit.heading_levels & target.levels
        return OTHER_BODY if apart else OTHER_PLACE
    if same(target.acting, unit.acting):
        return 1.0
    if unit.headed and not (same(target.acting, unit.about) or near(target.acting, unit.about)):
        return OTHER_BODY
    told = near(target.acting, unit.acting) or same(target.acting, unit.mentioned)
    return OTHER_PLACE if told else OTHER_BODY


def _of_article(
    article: Unit,
    below: Sequence[Unit],
    targets: Sequence[Target],
    scores: Scores,
    carried: Mapping[str, Sequence[str]],
    *,
    split: bool,
) -> list[Found]:
    """The pairs of one article and what stands below it."""
    clauses = [one for one in below if one.parent == article.eid]
    best = max((score for one in (article, *clauses) for score in scores[one.eid].values()), default=0.0)
    least = LEAST_FINAL if article.final else LEAST
    found: dict[tuple[str, str], float] = {}
    for target in targets:
        eid = _place(article, clauses, below, target, scores, split=split)
        if scores[eid][target.eid] >= max(least, OF_BEST * best):
            found[target.eid, eid] = scores[eid][target.eid]
    for filled, eid in list(found):
        for other in carried.get(filled, ()):
            if scores[eid][other] >= CARRIED * LEAST:
                found.setdefault((other, eid), scores[eid][other])
    return [(filled, eid, score) for (filled, eid), score in found.items()]


def _best_of_each(found: Iterable[Found]) -> list[Found]:
    """The best pair of each filling provision: what one of the last articles says answers one thing."""
    best: dict[str, Found] = {}
    for pair in found:
        if pair[1] not in best or pair[2] > best[pair[1]][2]:
            best[pair[1]] = pair
    return list(best.values())


def _place(
    article: Unit, clauses: Sequence[Unit], below: Sequence[Unit], target: Target, scores: Scores, *, split: bool
) -> str:
    """Where in an article a provision of the resolution is filled in."""

    def score(one: Unit) -> float:
        return scores[one.eid][target.eid]

    if not clauses:
        return article.eid
    if split:
        return max(clauses, key=lambda one: (_standing(one, target), score(one))).eid
    acting = [one for one in clauses if same(one.own, target.acting)]
    if acting and article.about and (len(article.about) > 1 or not same(article.about, target.acting)):
        return max(acting, key=score).eid
    found = max(clauses, key=score)
    if score(found) < (BELOW_HEADING if _headed(article, target) else BELOW) * score(article):
        return article.eid
    points = [one for one in below if one.parent == found.eid and one.final]
    deeper = max(points, key=score, default=found)
    return (deeper if score(deeper) >= BELOW * score(found) else found).eid


def _headed(article: Unit, target: Target) -> bool:
    """Whether the heading of an article is about what the provision says, or about just the body that acts in it."""
    one_body = len(article.about) == 1 and article.about <= target.acting
    return one_body or share(article.heading, target.content) >= BY_HEADING
