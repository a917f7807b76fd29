"""An update is whole: every assigned theme is in it or was known."""

import numpy as np

from clustering.identity.prior import PriorThemes
from clustering.identity.reconcile import reconcile
from clustering.neighbours.centroids import compute_centroids
from domain.asks import Ask
from domain.themes import Clustering, Group
from tests.clustering.builders import NOW, planted


def test_a_first_update_holds_every_theme_that_its_assignments_and_events_name() -> None:
    texts, vectors, _, truth = planted(groups=3, each=8)
    labels = truth.astype(np.int32)
    labels[0] = -1
    asks = [Ask(f"a{n}", "s", "c", "c", 0, text, text, "en") for n, text in enumerate(texts)]
    groups = tuple(Group(f"Label {n}", (), (n * 8 + 1,), 0.5) for n in range(3))
    confidence, centroids = np.full(24, 0.5, np.float32), compute_centroids(vectors, labels)
    clustering = Clustering(labels, confidence, groups, centroids)
    update = reconcile(clustering, asks, vectors, PriorThemes(), NOW)
    ids = {theme.id for theme in update.themes}
    assert len(ids) == 3
    assert {change.theme_id for change in update.assignments} == ids
    assert {(event.kind, event.theme_id) for event in update.events} == {
        ("born", id_) for id_ in ids
    }
    assert "a0" not in {change.ask_id for change in update.assignments}
    assert len(update.assignments) == 23
