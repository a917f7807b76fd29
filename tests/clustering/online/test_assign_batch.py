"""Between two regroupings asks need a higher cosine, and what fits no theme may be a new one."""

import numpy as np
import pytest
from numpy.typing import NDArray

from clustering.grouping.assignment import assign, refine
from clustering.grouping.parameters import GroupingSettings
from clustering.grouping.projection import project_vectors
from clustering.identity.outcome import ThemeUpdate
from clustering.online.assign_batch import assign_batch
from clustering.online.batch import AskBatch, FittedThemes
from domain.asks import Ask
from domain.themes import Theme
from tests.clustering.builders import NOW, fit_space, planted, unit

VECTORS, TRUTH = planted(groups=8, each=20, noise=0.6)[1::2]
KNOWN_ROWS = np.flatnonzero(TRUTH < 6)
"""Asks of six known themes; the other two groups are not known yet."""


def asks(name: str, count: int) -> list[Ask]:
    return [Ask(f"{name}{n}", "s", "c", "c", 0, f"{name} {n}", f"{name} {n}", "en", NOW)
            for n in range(count)]  # fmt: skip


@pytest.fixture(scope="module")
def known() -> FittedThemes:
    vectors, languages = VECTORS[KNOWN_ROWS], ["en"] * len(KNOWN_ROWS)
    space = fit_space(vectors, languages)
    projected, ones = project_vectors(vectors, languages, space), np.ones(len(vectors), np.int64)
    labels = TRUTH[KNOWN_ROWS].astype(np.int32)
    _, centroids, thresholds = refine(projected, labels, ones, ones < 1, 3)
    themes = [
        Theme(f"t-{n}", "", (), min_similarity=float(thresholds[n]), centroid=centroids[n])
        for n in range(6)
    ]
    return FittedThemes(space, themes, {}, frozenset(theme.id for theme in themes), len(vectors))


def assigned(
    vectors: NDArray[np.float32], known: FittedThemes, themes: list[str | None] | None = None
) -> ThemeUpdate:
    """Fresh asks fresh0, fresh1 ... with these vectors, after a grouping of the known asks."""
    labels = [f"t-{group}" for group in TRUTH[KNOWN_ROWS]]
    context = AskBatch(asks("known", len(KNOWN_ROWS)), VECTORS[KNOWN_ROWS], labels)
    fresh = AskBatch(asks("fresh", len(vectors)), vectors, themes or [None] * len(vectors))
    return assign_batch(fresh, context, known, GroupingSettings(), NOW)


def fading(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """40 rows from the first vector to one of something else."""
    other = unit(np.random.default_rng(5).normal(size=(1, vectors.shape[1])))
    away = np.linspace(0.0, 0.8, 40)[:, None]
    return unit((1 - away) * vectors[0] + away * other)


def test_fewer_asks_are_assigned_than_a_regrouping_would(known: FittedThemes) -> None:
    vectors = fading(VECTORS)
    online = {
        change.ask_id for change in assigned(vectors, known).assignments if change.theme_id == "t-0"
    }
    thresholds = np.array([theme.min_similarity for theme in known.themes], dtype=np.float32)
    centroids = np.vstack([theme.centroid for theme in known.themes])  # type: ignore[misc]
    labels, _ = assign(vectors, ["en"] * 40, known.space, centroids, thresholds)
    in_regrouping = {f"fresh{row}" for row in np.flatnonzero(labels == 0)}
    assert "fresh0" in online
    assert online < in_regrouping


def test_a_new_group_is_born_as_a_described_theme(known: FittedThemes) -> None:
    update = assigned(VECTORS[TRUTH == 6], known)
    (theme,) = update.themes
    assert theme.id not in known.used_ids
    assert (theme.born_at, bool(theme.label), bool(theme.quotes)) == (NOW, True, True)
    assert {change.theme_id for change in update.assignments} == {theme.id}
    assert len(update.assignments) == 20
    (event,) = update.events
    assert (event.kind, event.theme_id, event.moved) == ("born", theme.id, 20)


def test_a_theme_that_gets_asks_moves_its_centroid_towards_them(known: FittedThemes) -> None:
    fresh = VECTORS[TRUTH == 2][:4]
    update = assigned(fresh, known)
    (theme,) = update.themes
    assert theme.id == "t-2"
    mean = project_vectors(fresh, ["en"] * 4, known.space).mean(axis=0)
    before = known.themes[2].centroid
    assert before is not None
    assert theme.centroid is not None
    assert float(theme.centroid @ mean) > float(before @ mean)


def test_an_ask_that_stays_in_its_theme_is_no_change(known: FittedThemes) -> None:
    update = assigned(VECTORS[TRUTH == 2][:4], known, ["t-2"] * 4)
    assert (update.themes, update.assignments, update.events) == ((), (), ())


def test_nothing_fresh_or_nothing_known_changes_nothing(known: FittedThemes) -> None:
    nothing = ThemeUpdate((), (), ())
    assert assigned(VECTORS[:0], known) == nothing
    unknown = FittedThemes(known.space, [], {}, frozenset(), 0)
    fresh = AskBatch(asks("fresh", 2), VECTORS[:2], [None, None])
    assert assign_batch(fresh, fresh, unknown, GroupingSettings(), NOW) == nothing
