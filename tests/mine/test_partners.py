"""Sketches sort candidates out as the likeness would; the graph grows the same in any order and leads to partners of partners."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy", reason="mining needs the extra `mine`")
pytest.importorskip("numba", reason="mining needs the extra `mine`")

from tuongdong.mine.partners import add_pairs, empty_graph, pairs_of, second_neighbours  # noqa: E402 - behind the skip
from tuongdong.mine.score import score_pairs  # noqa: E402
from tuongdong.mine.sketch import WORDS, screened, sketches_of  # noqa: E402
from tuongdong.mine.vectors import Vectors, vectorise  # noqa: E402

SYLLABLES = [a + b for a in "bcdghklmnpqrstvx" for b in ("a", "an", "ang", "o", "ong", "u", "ung", "i", "inh", "e")]


def corpus(count: int, seed: int = 1) -> tuple[Vectors, list[list[str]]]:
    """Passages of 40 syllables, and behind each one with a share of them changed that grows with its number."""
    draw = np.random.default_rng(seed)
    bases = [list(draw.choice(SYLLABLES, 40)) for _ in range(count)]
    changed = [
        [draw.choice(SYLLABLES) if draw.random() < n / count / 2 else word for word in base]
        for n, base in enumerate(bases)
    ]
    texts = [*bases, *changed]
    return vectorise([" ".join(words) for words in texts]), texts


def test_the_angle_between_sketches_is_the_likeness() -> None:
    vectors, _ = corpus(200)
    sketches = sketches_of(vectors)
    a, b = np.arange(200), np.arange(200, 400)
    differ = np.array([sum(int(w).bit_count() for w in sketches[i] ^ sketches[j]) for i, j in zip(a, b, strict=True)])
    guess = np.cos(np.pi * differ / (64 * WORDS))
    assert np.abs(guess - score_pairs(vectors, a, b)).mean() < 0.06


def test_sketches_are_the_same_made_apart() -> None:
    vectors, _ = corpus(20)
    assert np.array_equal(
        sketches_of(vectors), np.concatenate([sketches_of(vectors, 0, 7), sketches_of(vectors, 7, 40)])
    )


def test_screening_keeps_the_like_and_says_where_there_are_fewer() -> None:
    vectors, _ = corpus(100)
    rows = np.arange(50)
    others = np.array([[n for n in range(200) if n != row] for row in rows], np.int32)
    kept = screened(sketches_of(vectors), rows, others, 5)
    assert all(row + 100 in kept[row] for row in rows)
    few = np.full((1, 10), -1, np.int32)
    few[0, :2] = 3, 4
    assert screened(sketches_of(vectors), np.array([0]), few, 5).tolist() == [[3, 4, -1, -1, -1]]


PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40).map(
    lambda pairs: [(a, b, (a * b) % 7 / 7 + 0.1) for a, b in pairs if a != b]
)


def graph_of(pairs: list[tuple[int, int, float]], width: int = 3) -> tuple[list[list[int]], list[list[float]]]:
    graph = empty_graph(10, width)
    a, b, scores = (np.array([p[n] for p in pairs], kind) for n, kind in enumerate((np.int32, np.int32, np.float32)))
    add_pairs(graph, a, b, scores)
    return graph.partners.tolist(), graph.scores.tolist()


@given(PAIRS, st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_pairs_come_does_not_show(pairs: list[tuple[int, int, float]], draw: object) -> None:
    shuffled = [(b, a, score) for a, b, score in pairs] + pairs
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    assert graph_of(shuffled) == graph_of(pairs)
    partners, scores = graph_of(pairs)
    for row, (others, known) in enumerate(zip(partners, scores, strict=True)):
        real = {b if a == row else a: score for a, b, score in pairs if row in (a, b)}
        best = sorted(real, key=lambda other: (-np.float32(real[other]), other))[:3]
        assert [other for other in others if other >= 0] == best
        assert known == sorted(known, reverse=True)


def test_partners_of_partners_are_found_once_and_never_who_is_known() -> None:
    graph = empty_graph(6, 4)
    a, b = np.array([0, 0, 1, 2, 1], np.int32), np.array([1, 2, 3, 3, 2], np.int32)
    add_pairs(graph, a, b, np.full(5, 0.5, np.float32))
    assert [[n for n in row if n >= 0] for row in second_neighbours(graph, np.arange(6), 4).tolist()] == [
        [3],
        [],
        [],
        [0],
        [],
        [],
    ]


def test_pairs_come_once_in_order_and_only_the_alike() -> None:
    graph = empty_graph(5, 2)
    add_pairs(graph, np.array([3, 0, 4]), np.array([1, 1, 2]), np.array([0.9, 0.5, 0.3], np.float32))
    a, b, scores = pairs_of(graph, 0.4)
    assert (a.tolist(), b.tolist()) == ([0, 1], [1, 3])
    assert scores.tolist() == pytest.approx([0.5, 0.9])
