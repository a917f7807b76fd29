"""Wear: one or two slips at most, a readable phrase, and the agent's place kept."""

import random
from difflib import SequenceMatcher

from demo.wear import NEEDY, add_typing_noise, add_typo, wrap
from tests.demo.conftest import Made


def test_a_slip_touches_one_word_in_its_inside() -> None:
    for seed in range(200):
        before = "where is the webinar"
        after = add_typo(before, random.Random(seed))
        changed = [(a, b) for a, b in zip(before.split(), after.split(), strict=True) if a != b]
        assert len(changed) <= 1
        for old, new in changed:
            assert (old[0], old[-1]) == (new[0], new[-1])
            assert abs(len(old) - len(new)) <= 1


def test_short_words_and_the_agents_place_are_left_alone() -> None:
    assert add_typo("why is it so {agent}", random.Random(1)) == "why is it so {agent}"


def test_worn_phrases_stay_near_to_what_was_written(made: Made) -> None:
    rng = random.Random(3)
    for theme in made.texts.themes.values():
        for phrase in (said for told in theme.asks.values() for said in told):
            worn = add_typing_noise(phrase, theme.kind, rng)
            assert ("{agent}" in worn) == ("{agent}" in phrase)
            if len(phrase) > 15:
                assert SequenceMatcher(None, phrase.lower(), worn.lower()).ratio() > 0.8, worn


def test_a_greeting_without_an_end_runs_into_the_phrase() -> None:
    assert wrap("Where is it", "hi team,", "thx") == "hi team, where is it. thx"
    assert wrap("Where is it?", "Hello!", None) == "Hello! Where is it?"
    assert wrap("Lumo won't open", "hey", None) == "hey Lumo won't open"
    assert wrap("I paid", "hey", "Cheers", "\n") == "hey\nI paid.\nCheers"


def test_nobody_begs_for_help_around_praise(made: Made) -> None:
    small = made.texts.small_talk
    begging = {p for told in (small.openers, small.closers) for x in told.values() for p in x}
    begging = {phrase for phrase in begging if NEEDY.search(phrase)}
    for told in made.corpus.planted:
        if told.kinds == ("praise",):
            said = [m["text"] for m in made.by_id[told.id]["messages"] if m["author"] == "customer"]
            assert not any(said[0].startswith(p) or said[0].endswith(p) for p in begging), said
