"""New asks go where they fit, in the space of the newest grouping, and nothing else moves."""

from pipeline.progress import NullProgress
from pipeline.themes.assign import assign_themes
from pipeline.themes.embed import open_encoder
from tests.builders import MONDAY, ask, save_asks
from tests.pipeline.identity import Workspace


def test_only_fresh_asks_are_assigned_and_what_fits_nothing_stays_unthemed(
    space: Workspace,
) -> None:
    before = space.counts()
    fresh = [
        ask("near", "c-near", "Where is the webinar link?", at=MONDAY),
        ask("far", "c-far", "zebras graze quietly under violet thunder", at=MONDAY),
    ]
    save_asks(space.settings.store, fresh, MONDAY)
    encoder = open_encoder(space.settings)
    outcome = assign_themes(space.settings, encoder, space.now, NullProgress())
    assert outcome is not None
    assert [told.ask_id for told in outcome.settled.assignments] == ["near"]
    home = space.home_of("webinar_link")
    assert space.read_theme_by_ask("near") == home
    assert space.counts() == {**before, home: before[home] + 1}
