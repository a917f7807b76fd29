"""What a regrouping is matched with, and that matching keeps ids."""

from domain.decisions import replay
from domain.themes import Theme
from pipeline.themes.regroup import build_prior_themes
from store.read.prior_state import PriorState
from tests.pipeline.identity import Workspace


def test_themes_with_asks_are_not_among_the_dead() -> None:
    themes = {name: Theme(name, name, ("word",)) for name in ("t-1", "t-2")}
    former = {"t-1": frozenset({"a1"}), "t-2": frozenset({"a2"})}
    state = PriorState(themes, {"a1": ("t-1", 0.5)}, former, replay([]))
    prior = build_prior_themes(state, {})
    assert prior.former == {"t-2": frozenset({"a2"})}
    assert prior.before == {"a1": ("t-1", 0.5)}


def test_grouping_the_same_asks_anew_keeps_every_id_and_count(space: Workspace) -> None:
    before = space.counts()
    done = space.group(regroup=True)
    assert (done.kind, done.born, done.retired) == ("regroup", 0, 0)
    assert space.counts() == before
