"""Between two regroupings: an ask must be surer of its theme than when everything is weighed."""

from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.assignment import assign
from clustering.grouping.fit import find_themes
from clustering.grouping.parameters import GroupingSettings
from clustering.online.assign_batch import assign_batch
from clustering.online.batch import AskBatch, FittedThemes
from domain.asks import Ask
from domain.themes import Theme
from tests.clustering.builders import planted, unit

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def asks(name: str, count: int) -> list[Ask]:
    return [Ask(f"{name}{n}", "s", "c", "c", 0, f"{name} {n}", f"{name} {n}", "en", NOW)
            for n in range(count)]  # fmt: skip


def further_and_further(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """One vector, mixed more and more with something else."""
    other = unit(np.random.default_rng(5).normal(size=(1, vectors.shape[1])))
    away = np.linspace(0.0, 1.0, 40)[:, None]
    return unit((1 - away) * vectors[0] + away * other)


def test_new_asks_that_a_theme_holds_loosely_wait_for_the_next_regrouping() -> None:
    texts, vectors, languages, _ = planted(groups=6, each=20)
    clustering = find_themes(texts, vectors, languages)
    themes = [
        Theme(
            f"t-{n}", "", (), min_similarity=group.min_similarity, centroid=clustering.centroids[n]
        )
        for n, group in enumerate(clustering.groups)
    ]
    labels = clustering.labels.tolist()
    context = AskBatch(asks("old", len(texts)), vectors, [f"t-{label}" for label in labels])
    fresh = AskBatch(asks("new", 40), further_and_further(vectors), [None] * 40)
    known = FittedThemes(
        clustering.space, themes, {}, frozenset(one.id for one in themes), len(texts)
    )
    settled = assign_batch(fresh, context, known, GroupingSettings(), NOW)
    at_once = {told.ask_id for told in settled.assignments if told.theme_id == f"t-{labels[0]}"}
    floors = np.array([one.min_similarity for one in themes], dtype=np.float32)
    fits, _ = assign(fresh.vectors, ["en"] * 40, clustering.space, clustering.centroids, floors)
    in_all = {one.id for one, fit in zip(fresh.asks, fits, strict=True) if fit == labels[0]}
    assert "new0" in at_once
    assert at_once < in_all
