"""A theme is split into parts, largest first, and every part is a described theme."""

import numpy as np
import pytest
from numpy.typing import NDArray

from clustering.grouping.projection import Projection
from clustering.grouping.subdivide import (
    build_part_themes,
    compute_silhouette,
    find_sub_themes,
    split_into_parts,
)
from domain.asks import Ask
from tests.clustering.builders import fit_space, planted, unit


def two_groups() -> tuple[list[Ask], NDArray[np.float32], Projection]:
    """Asks a0-a9 of one group and a10-a29 of another, their vectors and a projection."""
    texts, vectors, languages, truth = planted(groups=2, each=20)
    chosen = np.concatenate([np.flatnonzero(truth == 0)[:10], np.flatnonzero(truth == 1)])
    asks = [
        Ask(f"a{n}", "s", "c", "c", 0, texts[row], texts[row], "en") for n, row in enumerate(chosen)
    ]
    projection = fit_space(vectors, languages)
    return asks, vectors[chosen], projection


def test_parts_are_the_planted_groups_the_largest_first() -> None:
    asks, vectors, projection = two_groups()
    assert split_into_parts(asks, vectors, projection, 2).tolist() == [1] * 10 + [0] * 20


def test_identical_texts_share_a_part() -> None:
    asks, vectors, projection = two_groups()
    same = [asks[0]] * 3
    assert split_into_parts(same, vectors[[0, 12, 25]], projection, 3).tolist() == [0, 0, 0]


def test_every_part_is_a_theme_of_its_own_asks() -> None:
    asks, vectors, projection = two_groups()
    parts = np.array([1] * 10 + [0] * 20, np.int32)
    large, small = build_part_themes(asks, vectors, parts, projection, ["t-large", "t-small"])
    assert (large.id, small.id) == ("t-large", "t-small")
    assert set(small.quotes) <= {ask.id for ask in asks[:10]}
    assert set(large.quotes) <= {ask.id for ask in asks[10:]}
    assert large.label != small.label
    assert all(theme.min_similarity > 0 for theme in (large, small))
    assert large.centroid is not None
    assert small.centroid is not None
    assert float(large.centroid @ small.centroid) < min(large.min_similarity, small.min_similarity)


def test_a_part_is_described_even_by_a_text_it_shares() -> None:
    asks, vectors, projection = two_groups()
    asks = [*asks, Ask("twin", "s", "c", "c", 0, asks[0].text, asks[0].clean_text, "en")]
    vectors = np.vstack([vectors, vectors[:1]])
    parts = np.array([0] * 30 + [1], np.int32)
    _, twin = build_part_themes(asks, vectors, parts, projection, ["t-rest", "t-twin"])
    assert twin.label
    assert len(twin.quotes) == 1


def spoken(shift: bool) -> tuple[list[Ask], NDArray[np.float32], Projection]:
    """Two sub-themes of 20 asks, every other ask in Russian, whose vectors lie elsewhere."""
    texts, vectors, _, truth = planted(groups=3, each=20)
    rows = np.flatnonzero(truth < 2)
    languages = ["ru" if row % 2 else "en" for row in rows]
    moved = vectors[rows].copy()
    if shift:
        moved[1::2] += 3 * vectors[truth == 2].mean(axis=0)
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    asks = [
        Ask(f"a{n}", "s", "c", "c", 0, texts[row], texts[row], language)
        for n, (row, language) in enumerate(zip(rows.tolist(), languages, strict=True))
    ]
    space = fit_space(vectors, ["en"] * len(vectors))  # knows no Russian
    return asks, moved.astype(np.float32), space


def test_sub_themes_are_what_is_asked_and_not_the_language_it_is_asked_in() -> None:
    asks, vectors, space = spoken(shift=True)
    found = find_sub_themes(asks, vectors, space)
    assert sorted(sorted(part.rows.tolist()) for part in found) == [
        list(range(20)), list(range(20, 40)),
    ]  # fmt: skip
    for part in found:
        assert set(part.quotes) <= set(part.rows.tolist())
        assert part.label.startswith("Subject")
        assert len(part.quotes) == 3


def test_asks_about_the_same_have_no_sub_themes() -> None:
    rng = np.random.default_rng(4)
    texts = [f"where is link number {n}" for n in range(40)]
    vectors = unit(rng.normal(size=(40, 64)))
    asks = [Ask(f"a{n}", "s", "c", "c", 0, text, text, "en") for n, text in enumerate(texts)]
    assert find_sub_themes(asks, vectors, fit_space(vectors, ["en"] * 40)) == []
    assert find_sub_themes(asks[:5], vectors[:5], fit_space(vectors, ["en"] * 40)) == []


def test_the_silhouette_is_scikit_learns() -> None:
    from sklearn.metrics import silhouette_score

    rng = np.random.default_rng(9)
    points = rng.normal(size=(50, 3))
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    labels = rng.integers(0, 4, 50).astype(np.int32)
    labels[0] = 4  # alone in its part
    assert compute_silhouette(apart, labels) == pytest.approx(silhouette_score(points, labels))
