"""The projection centres languages, shrinks differences within themes, and is kept as arrays."""

import numpy as np
import pytest

from clustering.grouping.projection import (
    centre_vectors,
    choose_n_neighbours,
    compute_whitening,
    fit_means,
    fit_projection,
    lda_whiten,
    project_vectors,
)
from tests.clustering.builders import fit_space, planted, unit


def test_rows_of_two_languages_have_the_same_mean_after_centring() -> None:
    _, vectors, _, _ = planted(groups=4, each=150)
    languages = ["ru" if row % 2 else "en" for row in range(len(vectors))]
    corner = unit(np.random.default_rng(9).normal(size=(1, 64)))[0]
    shifted = unit(vectors + np.array([[2.0 * (code == "ru")] for code in languages]) * corner)
    projection = fit_space(shifted, languages)
    centred = centre_vectors(shifted, languages, projection)
    ru, en = centred[1::2].mean(axis=0), centred[::2].mean(axis=0)
    assert np.linalg.norm(ru - en) < 0.2
    assert np.linalg.norm(shifted[1::2].mean(axis=0) - shifted[::2].mean(axis=0)) > 0.8


def test_a_rare_language_is_centred_by_the_mean_of_all() -> None:
    _, vectors, _, _ = planted(groups=3, each=20)
    languages = ["en"] * 31 + ["uk"] * 29
    projection = fit_space(vectors, languages)
    assert "mean:en" in projection
    assert "mean:uk" not in projection
    np.testing.assert_array_equal(
        centre_vectors(vectors[:1], ["uk"], projection),
        centre_vectors(vectors[:1], ["??"], projection),
    )


def test_projected_rows_are_unit_and_hold_the_centred_vector() -> None:
    _, vectors, languages, _ = planted(groups=4, each=20)
    means = fit_means(vectors, languages)
    projection, landmarks = fit_projection(means, centre_vectors(vectors, languages, means))
    projected = project_vectors(vectors, languages, projection)
    assert np.linalg.norm(projected, axis=1) == pytest.approx(np.ones(len(vectors)), abs=1e-5)
    width = projection["components"].shape[1]
    assert projected.shape == (len(vectors), width + 64)
    centred = centre_vectors(vectors, languages, projection)
    np.testing.assert_allclose(projected[:, width:] * 2**0.5, centred, atol=1e-5)
    assert projection["anchors"].shape == (len(landmarks), width)


def test_the_mean_shift_moves_rows_of_one_theme_together() -> None:
    _, vectors, languages, truth = planted(groups=4, each=20, noise=0.8)
    projection = fit_space(vectors, languages)
    shifted = project_vectors(vectors, languages, projection)[
        :, : projection["components"].shape[1]
    ]
    centred = centre_vectors(vectors, languages, projection)
    same = truth[:, None] == truth[None, :]
    assert 2 * (shifted @ shifted.T)[same].mean() > (centred @ centred.T)[same].mean() + 0.1


def test_whitening_shrinks_the_direction_in_which_themes_vary() -> None:
    rng = np.random.default_rng(4)
    rows = np.zeros((200, 3))
    rows[:, 0] = np.repeat([1.0, -1.0], 100)
    rows[:, 1] = rng.normal(scale=0.7, size=200)
    labels = np.repeat([0, 1], 100).astype(np.int32)
    whitening = compute_whitening(unit(rows), labels, np.ones(200, np.int64))
    scales = np.linalg.norm(whitening, axis=0)
    assert scales[1] < scales[0]
    assert scales[1] < scales[2]


def test_a_whitened_projection_keeps_the_means_and_projects_alike() -> None:
    _, vectors, languages, truth = planted(groups=4, each=20)
    weights = np.ones(len(vectors), np.int64)
    means = fit_means(vectors, languages)
    centred = centre_vectors(vectors, languages, means)
    first, landmarks = fit_projection(means, centred)
    second = lda_whiten(means, centred, weights, truth.astype(np.int32), landmarks)
    np.testing.assert_array_equal(first["offset"], second["offset"])
    assert {"sharpening", "sharp_offset"} <= set(second)
    assert (
        project_vectors(vectors, languages, second).shape[1] == 64 + second["components"].shape[1]
    )


def test_near_duplicates_are_no_landmarks() -> None:
    _, vectors, languages, _ = planted(groups=3, each=10)
    near = unit(vectors + 0.002 * np.random.default_rng(2).normal(size=vectors.shape))
    rows, means = np.vstack([vectors, near]), fit_means(vectors, languages)
    centred = centre_vectors(rows, languages * 2, means)
    landmarks = fit_projection(means, centred)[1]
    assert landmarks.tolist() == fit_projection(means, centred[: len(vectors)])[1].tolist()
    assert landmarks.max() < len(vectors)


def test_more_landmarks_move_a_row_by_more_of_them() -> None:
    assert [choose_n_neighbours(count) for count in (10, 600, 2_000, 12_000)] == [4, 4, 7, 8]
