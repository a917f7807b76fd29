"""When everything is grouped anew, and what a run says it did."""

from copy import copy

from clustering.encoder.engine import build_fingerprint
from pipeline.themes.embed import open_encoder
from pipeline.themes.refresh import needs_regrouping
from store.read.reader import open_reader
from tests.builders import MONDAY, ask, save_asks
from tests.pipeline.identity import Workspace


def test_a_run_after_a_grouping_assigns_and_its_totals_add_up(space: Workspace) -> None:
    fresh = ask("fresh", "c-fresh", "Where is the webinar link?", at=MONDAY)
    save_asks(space.settings.store, [fresh], MONDAY)
    done = space.group(regroup=False)
    totals = done.totals
    assert (done.kind, done.assigned, done.born) == ("assign", 1, 0)
    assert totals.themed + totals.unthemed + totals.excluded == totals.asks
    assert space.read_theme_by_ask("fresh") == space.home_of("webinar_link")


def test_another_granularity_or_model_needs_a_grouping_anew(space: Workspace) -> None:
    encoder = open_encoder(space.settings)
    fine = space.settings.model_copy(update={"detail": "fine"})
    with open_reader(space.settings.store) as reader:
        assert not needs_regrouping(reader, space.settings, encoder)
        assert needs_regrouping(reader, fine, encoder)
        other = copy(encoder)
        other.model_fingerprint = "0" * 64
        assert needs_regrouping(reader, space.settings, other)


def test_another_engine_of_the_same_model_needs_none(space: Workspace) -> None:
    with open_reader(space.settings.store) as reader:
        other = copy(open_encoder(space.settings))
        other.fingerprint = build_fingerprint(other.model_fingerprint, "torch-bf16")
        assert not needs_regrouping(reader, space.settings, other)
