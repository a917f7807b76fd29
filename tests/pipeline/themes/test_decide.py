"""What people decide outlives every grouping, and can be undone: names, mergers, splits, moves,
pins, declared themes. Their ids answer for ever."""

from datetime import timedelta

import pytest

from domain.errors import BadRequest, NotFound
from domain.periods import parse_period
from domain.themes import Assignment
from pipeline.queries.history import read_history
from pipeline.queries.ranking import read_theme, show_theme
from pipeline.themes.decide import (
    Conflict,
    merge_themes,
    move_asks,
    pin_theme,
    rename_theme,
    set_answer,
    set_fact,
    set_status,
    undo_event,
)
from pipeline.themes.split_declare import declare_theme, split_theme
from store.read.prior_state import find_newest_regroup
from store.read.reader import open_reader
from store.write.theme_tables import GroupingRun, StaleGrouping
from store.write.writer import open_writer
from tests.builders import ask, save_asks
from tests.pipeline.identity import SLUGS, Workspace, asks_about

WHO = "olena"


def test_a_rename_merge_split_move_and_pin_survive_three_regroups(space: Workspace) -> None:
    link, dark, refund, sound, crash = (space.home_of(slug) for slug in SLUGS)
    settings, now = space.settings, space.now
    rename_theme(settings, link, "Where is the webinar?", WHO, now)
    rename_theme(settings, link, "Где вебинар?", WHO, now, language="ru")
    merge_themes(settings, dark, link, WHO, now)
    part = sorted(space.read_members(refund))[:6]
    (made,) = split_theme(settings, refund, WHO, now, asks=part, label="Refund, some").made
    moved = sorted(space.read_members(sound))[0]
    move_asks(settings, [moved], crash, WHO, now)
    pin_theme(settings, sound, True, WHO, now)
    before = space.counts()
    for _ in range(3):
        space.group(regroup=True)
        told = {count.id: count for count in space.ranking().themes}
        assert {theme: count.asks for theme, count in told.items()} == before
        assert told[link].label == "Where is the webinar?"
        assert told[link].overrule.labels == (("ru", "Где вебинар?"),)
        assert dark not in told
        assert space.read_members(made) == set(part)
        assert told[made].label == "Refund, some"
        assert space.read_theme_by_ask(moved) == crash
        assert told[sound].overrule.pinned


def test_undo_restores_every_count_exactly(space: Workspace) -> None:
    link, dark, refund = (space.home_of(slug) for slug in SLUGS[:3])
    settings, now = space.settings, space.now
    steps = [space.ranking().themes]
    merge_themes(settings, dark, link, WHO, now)
    steps.append(space.ranking().themes)
    split_theme(settings, refund, WHO, now, parts=3)
    steps.append(space.ranking().themes)
    move_asks(settings, sorted(space.read_members(link))[:5], "unthemed", WHO, now)
    steps.append(space.ranking().themes)
    for before in reversed(steps[:-1]):
        undo_event(settings, None, WHO, now)
        assert space.ranking().themes == before
    undo_event(settings, 4, WHO, now)  # the first undo: taken back itself
    assert sum(space.counts().values()) == sum(count.asks for count in steps[0]) - 5


def test_a_merged_theme_answers_with_the_one_it_is_counted_in(space: Workspace) -> None:
    link, dark, refund = (space.home_of(slug) for slug in SLUGS[:3])
    merge_themes(space.settings, dark, link, WHO, space.now)
    merge_themes(space.settings, link, refund, WHO, space.now)
    shown = show_theme(space.settings, dark, "all", space.now)
    assert shown.one.theme.id == refund
    period = parse_period("all", space.now)
    assert read_theme(space.settings, dark, period).count == shown.one.count
    assert shown.one.count.asks == space.counts()[refund]
    with pytest.raises(Conflict):
        merge_themes(space.settings, refund, dark, WHO, space.now)


def test_a_grouping_that_began_before_a_decision_is_laid_under_it(space: Workspace) -> None:
    link, dark = space.home_of("webinar_link"), space.home_of("dark_theme")
    with open_reader(space.settings.store) as reader:
        run, themes, members = reader.read_newest_run(), reader.read_themes(), reader.read_members()
    assert run is not None
    merge_themes(space.settings, dark, link, WHO, space.now)
    rename_theme(space.settings, link, "Named meanwhile", WHO, space.now)
    told = [Assignment(one, theme, 0.5) for theme, asks in members.items() for one in asks]
    with open_writer(space.settings.store, "test", space.now) as writer:
        late = GroupingRun("fast", run["fingerprint"], {"detail": "normal"}, run["space"])
        writer.save_grouping(late, themes, told, [])
    counts = {count.id: count for count in space.ranking().themes}
    assert dark not in counts
    assert counts[link].label == "Named meanwhile"
    assert counts[link].asks == len(members[link]) + len(members[dark])


def test_new_asks_join_a_merged_and_a_split_theme(space: Workspace) -> None:
    link, dark, refund = (space.home_of(slug) for slug in SLUGS[:3])
    merge_themes(space.settings, dark, link, WHO, space.now)
    before = space.counts()
    again = [
        ask(f"x-{told.id}", f"x-{told.conversation_key}", told.text, at=space.now)
        for told in asks_about(["dark_theme", "refund_course"], each=5)
    ]
    save_asks(space.settings.store, again, space.now)
    done = space.group(regroup=False)
    assert (done.kind, done.assigned) == ("assign", 10)
    after = space.counts()
    assert after[link] - before[link] == 5
    assert after[refund] - before[refund] == 5


def test_a_declared_theme_takes_what_is_asked_later(space: Workspace) -> None:
    later = asks_about(["invoice_for_company"], each=12, first=space.now)
    examples = [told.text for told in later[:3]]
    made = declare_theme(space.settings, "Invoices", WHO, space.now, examples=examples)
    assert space.ranking().totals.themed == sum(space.counts().values())
    save_asks(space.settings.store, later, space.now)
    space.group(regroup=False)
    assert space.read_theme_by_ask(later[0].id) == made.theme_id
    held = space.read_members(made.theme_id)
    space.group(regroup=True)
    assert held <= space.read_members(made.theme_id)
    undo_event(space.settings, made.event, WHO, space.now)
    assert made.theme_id not in space.counts()


def test_what_people_say_of_a_theme_is_shown_with_it(space: Workspace) -> None:
    theme = space.home_of("dark_theme")
    settings, now = space.settings, space.now
    set_status(settings, theme, "shipped", WHO, now, link="https://lumo.example/changes")
    set_fact(settings, theme, "owner", "Ira", WHO, now)
    set_fact(settings, theme, "kind", "feature_request", WHO, now)
    set_fact(settings, theme, "area", "Looks", WHO, now)
    set_fact(settings, theme, "note", "asked twice", WHO, now)
    set_answer(settings, theme, "Settings, then Looks.", None, WHO, now)
    told = show_theme(settings, theme, "all", now).one.count.overrule
    assert (told.status, told.status_on) == ("shipped", now.date())
    assert (told.owner, told.kind, told.area) == ("Ira", "feature_request", "Looks")
    assert (told.note, told.answer) == ("asked twice", "Settings, then Looks.")
    set_fact(settings, theme, "owner", None, WHO, now)
    assert show_theme(settings, theme, "all", now).one.count.overrule.owner is None


def test_a_theme_counts_in_the_area_that_people_put_it_in(space: Workspace) -> None:
    link, crash = space.home_of("webinar_link"), space.home_of("app_crashes")
    before = space.ranking().areas
    first = set_fact(space.settings, link, "area", "Payments", WHO, space.now).event
    set_fact(space.settings, crash, "area", "payments", WHO, space.now)
    told = space.ranking()
    (area,) = (area for area in told.areas if area.label == "Payments")
    assert set(area.theme_ids) == {link, crash}
    assert area.asks == space.counts()[link] + space.counts()[crash]
    assert {one.area for one in told.themes if one.id in (link, crash)} == {area.id}
    space.group(regroup=True)
    assert {one.area for one in space.ranking().themes if one.id in (link, crash)} == {area.id}
    undo_event(space.settings, first, WHO, space.now)
    assert {one.id for one in space.ranking().themes if one.area == area.id} == {crash}
    undo_event(space.settings, None, WHO, space.now)
    assert space.ranking().areas == before


def test_every_decision_is_in_the_history_with_who_and_when(space: Workspace) -> None:
    theme = space.home_of("dark_theme")
    event = rename_theme(space.settings, theme, "Dark", WHO, space.now).event
    undo_event(space.settings, event, "ira", space.now)
    told = [(one.what, one.who, one.undone) for one in read_history(space.settings, theme)]
    assert told == [("born", "grouping", False), ("rename", WHO, True), ("undo", "ira", False)]


def test_what_cannot_be_decided_says_why_and_changes_nothing(space: Workspace) -> None:
    theme = space.home_of("dark_theme")
    settings, now = space.settings, space.now
    before = settings.store.current.read_text()
    with pytest.raises(NotFound):
        rename_theme(settings, "t-none", "x", WHO, now)
    with pytest.raises(BadRequest, match="letter"):
        rename_theme(settings, theme, " ", WHO, now)
    with pytest.raises(BadRequest, match="planned"):
        set_status(settings, theme, "done", WHO, now)
    with pytest.raises(BadRequest, match="https"):
        set_answer(settings, theme, None, "javascript:alert(1)", WHO, now)
    with pytest.raises(NotFound, match="a-none"):
        move_asks(settings, ["a-none"], theme, WHO, now)
    with pytest.raises(Conflict, match="not in the theme"):
        split_theme(settings, theme, WHO, now, asks=["refund_course-01"])
    with pytest.raises(NotFound, match="Nobody"):
        undo_event(settings, None, WHO, now)
    with pytest.raises(BadRequest, match="--who"):
        pin_theme(settings, theme, True, " ", now)
    assert settings.store.current.read_text() == before


def test_a_theme_retires_in_silence_and_comes_back_with_its_id(space: Workspace) -> None:
    theme = space.home_of("dark_theme")
    much_later = space.now + timedelta(days=120)
    others = asks_about(["webinar_link", "app_crashes"], each=6, first=much_later)
    fresh = [ask(f"y-{told.id}", f"y-{told.id}", told.text, at=told.at) for told in others]
    save_asks(space.settings.store, fresh, much_later)
    space.now = much_later + timedelta(days=10)
    assert space.group(regroup=False).retired >= 1
    page = show_theme(space.settings, theme, "all", space.now)
    assert page.one.count.life.state == "retired"
    assert page.one.count.life.since is not None
    held = page.one.count.asks
    back = [
        ask(f"w-{told.id}", f"w-{told.id}", told.text, at=told.at)
        for told in asks_about(["dark_theme"], each=3, first=space.now)
    ]
    save_asks(space.settings.store, back, space.now)
    space.now += timedelta(days=5)
    assert space.group(regroup=False).revived == 1
    page = show_theme(space.settings, theme, "all", space.now)
    assert (page.one.count.life.state, page.one.count.asks) == ("active", held + 3)
    assert [one.what for one in read_history(space.settings, theme)][-2:] == ["retired", "revived"]


def test_a_new_theme_emerges_between_two_regroups(space: Workspace) -> None:
    known = set(space.counts())
    later = asks_about(["export_excel"], each=24, first=space.now - timedelta(days=30))
    save_asks(space.settings.store, later, space.now)
    done = space.group(regroup=False)
    assert (done.kind, done.born) == ("assign", 1)
    (born,) = set(space.counts()) - known
    told = next(count for count in space.ranking().themes if count.id == born)
    assert (told.life.state, told.life.since) == ("emerging", space.now)
    assert sum(one.startswith("export_excel") for one in space.read_members(born)) >= 12
    assert told.label
    space.group(regroup=True)
    assert born in space.counts()


def test_an_assignment_that_a_regroup_overtook_is_not_kept(space: Workspace) -> None:
    with open_reader(space.settings.store) as reader:
        themes, base = reader.read_themes(), find_newest_regroup(reader)
    space.group(regroup=True)
    before = space.settings.store.current.read_text()
    late = GroupingRun("fast", "f", {}, {}, kind="assign", seen=(), base=base)
    with (
        pytest.raises(StaleGrouping),
        open_writer(space.settings.store, "test", space.now) as writer,
    ):
        writer.save_grouping(late, themes, [], [])
    assert space.settings.store.current.read_text() == before
