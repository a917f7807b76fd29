"""Between regroupings: a new group must hold as well and stand apart as clearly as known themes do;
centroids follow slowly."""

import numpy as np

from clustering.grouping.assignment import calibrated, spread_of, update_centroid
from clustering.grouping.thresholds import SPREADS_BELOW
from clustering.online.novelty import find_new_groups, measure_cohesion
from tests.clustering.builders import planted, unit


def test_what_holds_like_the_known_themes_is_found_and_strays_are_not() -> None:
    _, vectors, _, truth = planted(groups=8, each=20)
    known = truth < 6
    like = measure_cohesion(vectors[known], truth[known].astype(np.int32))
    assert like is not None
    rng = np.random.default_rng(3)
    strays = unit(rng.normal(size=(30, vectors.shape[1])))
    pool = np.vstack([strays, vectors[~known]])
    found = find_new_groups(pool, like, least=8)
    assert sorted(rows.tolist() for rows, _ in found) == [
        list(range(30, 50)),
        list(range(50, 70)),
    ]


def test_what_is_near_a_known_theme_is_no_new_one() -> None:
    _, vectors, _, truth = planted(groups=6, each=40)
    known = np.arange(len(truth)) % 2 == 0
    like = measure_cohesion(vectors[known], truth[known].astype(np.int32))
    assert like is not None
    assert find_new_groups(vectors[~known], like, least=5) == []


def test_a_group_below_the_least_size_is_none() -> None:
    _, vectors, _, truth = planted(groups=5, each=10)
    known = truth < 4
    like = measure_cohesion(vectors[known], truth[known].astype(np.int32))
    assert like is not None
    assert find_new_groups(vectors[~known], like, least=14) == []
    assert len(find_new_groups(vectors[~known], like, least=10)) == 1


def test_two_themes_do_not_say_what_themes_are_like() -> None:
    _, vectors, _, truth = planted(groups=2, each=10)
    assert measure_cohesion(vectors, truth.astype(np.int32)) is None


def test_a_centroid_follows_slowly_however_many_asks_come() -> None:
    old = np.array([1.0, 0.0], np.float32)
    fresh = np.tile(np.array([[0.0, 1.0]], np.float32), (500, 1))
    moved = update_centroid(old, 20, fresh)
    assert np.isclose(np.linalg.norm(moved), 1.0)
    assert 0.99 < moved @ old < 1.0


def test_a_small_theme_has_the_floor_of_what_is_common() -> None:
    _, vectors, _, truth = planted(groups=5, each=20)
    labels = truth.astype(np.int32)
    centroids = np.vstack([calibrated_centre(vectors[labels == n]) for n in range(5)])
    spread = spread_of(vectors, labels, centroids)
    lone = calibrated(vectors[:1], spread)[1]
    many = calibrated(vectors[labels == 0], spread)[1]
    assert 0.0 < lone < 1.0 - SPREADS_BELOW * spread.deviation
    assert abs(many - (spread.mean - SPREADS_BELOW * spread.deviation)) < 0.05


def calibrated_centre(rows: np.ndarray) -> np.ndarray:
    centre: np.ndarray = unit(rows.sum(axis=0, keepdims=True))[0]
    return centre
