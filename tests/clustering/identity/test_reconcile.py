"""From a fresh grouping to themes with identities: what stays, stays as sure as it was."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from clustering.grouping.fit import find_themes
from clustering.identity.prior import PriorThemes, ThemeUpdate
from clustering.identity.reconcile import reconcile
from domain.asks import Ask
from domain.themes import Theme
from tests.clustering.builders import planted

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WAS = 0.4
"""How sure every ask was of its theme before."""


def settled(moved: int) -> tuple[ThemeUpdate, list[str], list[str]]:
    """Six known themes of 20 asks each, regrouped with the first `moved` asks of the first put into
    the second's group; asks of the first theme, and of those the ones that were moved."""
    texts, vectors, languages, truth = planted(groups=6, each=20)
    found = find_themes(texts, vectors, languages)
    asks = [Ask(f"a{row:03}", "s", "c", "c", 0, text, text, "en", NOW)
            for row, text in enumerate(texts)]  # fmt: skip
    labels = found.labels.copy()
    labels[:moved] = labels[20]
    themes = {f"t-{n}": Theme(f"t-{n}", "", ()) for n in range(6)}
    before = {ask.id: (f"t-{group}", WAS) for ask, group in zip(asks, truth, strict=True)}
    past = PriorThemes(before=before, themes=themes)
    placed = np.ascontiguousarray(vectors)
    own = [ask.id for ask in asks[:20]]
    grouping = replace(found, labels=labels, centroids=np.zeros((6, placed.shape[1]), np.float32))
    return reconcile(grouping, asks, placed, past, NOW), own, own[:moved]


def test_asks_that_a_grouping_put_into_another_theme_stay_where_they_are_more_at_home() -> None:
    told, own, _ = settled(moved=5)
    theme_of = {one.ask_id: one.theme_id for one in told.assignments}
    assert {theme_of[ask] for ask in own} == {"t-0"}


def test_an_ask_that_stays_elsewhere_than_it_was_put_is_as_sure_of_it_as_it_was() -> None:
    told, own, moved = settled(moved=5)
    strength = {one.ask_id: one.confidence for one in told.assignments}
    assert {strength[ask] for ask in moved} == {WAS}
    assert WAS not in {strength[ask] for ask in own[5:]}
