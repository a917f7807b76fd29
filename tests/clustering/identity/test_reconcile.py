"""Themes keep their ids, labels and locked asks through a new grouping."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from clustering.identity.outcome import ThemeUpdate
from clustering.identity.prior import PriorThemes
from clustering.identity.reconcile import reconcile
from clustering.neighbours.centroids import compute_centroids
from domain.asks import Ask
from domain.themes import Clustering, Group, Theme
from tests.clustering.builders import NOW, planted

CONFIDENCE_BEFORE = 0.4
"""Confidence of every ask before the regrouping."""
TEXTS, VECTORS, _, TRUTH = planted(groups=6, each=20)
ASKS = [
    Ask(f"a{row:03}", "s", "c", "c", 0, text, text, "en", NOW) for row, text in enumerate(TEXTS)
]
PRIOR = PriorThemes(
    before={
        ask.id: (f"t-{group}", CONFIDENCE_BEFORE) for ask, group in zip(ASKS, TRUTH, strict=True)
    },
    themes={f"t-{n}": Theme(f"t-{n}", f"Known {n}", ()) for n in range(6)},
)


def regrouped(changes: Mapping[int, int], prior: PriorThemes = PRIOR) -> ThemeUpdate:
    """Six planted themes, regrouped with some rows put into another group."""
    labels = TRUTH.astype(np.int32)
    labels[list(changes)] = list(changes.values())
    labels = np.unique(labels, return_inverse=True)[1].astype(np.int32)
    count = int(labels.max()) + 1
    groups = tuple(
        Group(f"Fresh {n}", (), (int(np.flatnonzero(labels == n)[0]),), 0.5) for n in range(count)
    )
    confidence = np.full(len(labels), 0.9, np.float32)
    centroids = compute_centroids(VECTORS, labels)
    clustering = Clustering(labels, confidence, groups, centroids)
    return reconcile(clustering, ASKS, VECTORS, prior, NOW)


def themes_of(update: ThemeUpdate) -> dict[str, str]:
    return {change.ask_id: change.theme_id for change in update.assignments}


def test_unchanged_groups_keep_their_ids_and_labels() -> None:
    update = regrouped({})
    assert {theme.id: theme.label for theme in update.themes} == {
        f"t-{n}": f"Known {n}" for n in range(6)
    }
    assert update.events == ()


def test_asks_that_moved_stay_while_they_are_more_similar_to_their_old_theme() -> None:
    theme_of = themes_of(regrouped(dict.fromkeys(range(5), 1)))
    assert {theme_of[ask.id] for ask in ASKS[:20]} == {"t-0"}


def test_an_ask_that_stays_although_it_was_moved_keeps_its_confidence() -> None:
    update = regrouped(dict.fromkeys(range(5), 1))
    confidence = {change.ask_id: change.confidence for change in update.assignments}
    assert {confidence[ask.id] for ask in ASKS[:5]} == {CONFIDENCE_BEFORE}
    assert {confidence[ask.id] for ask in ASKS[5:20]} == {0.9}


def test_a_locked_theme_is_not_merged_with_one_that_says_the_same() -> None:
    halves = dict(PRIOR.before) | dict.fromkeys((ask.id for ask in ASKS[:8]), ("t-6", 0.4))
    themes = dict(PRIOR.themes) | {"t-6": Theme("t-6", "Half", ())}
    free = replace(PRIOR, before=halves, themes=themes)
    assert "t-6" not in themes_of(regrouped({}, free)).values()
    theme_of = themes_of(regrouped({}, replace(free, locked={"t-6"})))
    assert {theme_of[ask.id] for ask in ASKS[:8]} == {"t-6"}
    assert {theme_of[ask.id] for ask in ASKS[8:20]} == {"t-0"}


def test_new_asks_in_a_group_with_a_locked_theme_go_to_the_nearest_theme() -> None:
    known = {ask: theme for ask, theme in PRIOR.before.items() if ask not in ("a000", "a020")}
    prior = replace(PRIOR, before=known, locked={"t-0"})
    theme_of = themes_of(regrouped(dict.fromkeys(range(20), 1), prior))
    assert (theme_of["a000"], theme_of["a020"]) == ("t-0", "t-1")


def test_a_new_group_from_a_merged_theme_gets_the_id_people_merged_it_into() -> None:
    both = [*ASKS[:20], *ASKS[100:]]
    before = dict(PRIOR.before) | dict.fromkeys((ask.id for ask in both), ("t-merged", 0.4))
    themes = dict(PRIOR.themes) | {
        "t-merged": Theme("t-merged", "", ()),
        "t-root": Theme("t-root", "", ()),
    }
    prior = replace(PRIOR, before=before, themes=themes, merge_roots={"t-merged": "t-root"})
    theme_of = themes_of(regrouped({}, prior))
    assert {theme_of[ask.id] for ask in both} == {"t-merged", "t-root"}


def test_a_group_of_new_asks_is_born_with_an_id_of_its_own() -> None:
    known = {ask: theme for ask, theme in PRIOR.before.items() if theme[0] != "t-5"}
    themes = {theme: PRIOR.themes[theme] for theme in PRIOR.themes if theme != "t-5"}
    update = regrouped({}, replace(PRIOR, before=known, themes=themes))
    (event,) = update.events
    assert (event.kind, event.moved) == ("born", 20)
    (fresh,) = [theme for theme in update.themes if theme.id not in PRIOR.themes]
    assert (fresh.id, fresh.label, fresh.born_at) == (event.theme_id, "Fresh 5", NOW)
