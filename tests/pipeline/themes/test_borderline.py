"""The asks at the border of a description are shown, and answers to them draw the border."""

from pathlib import Path

import pytest

from domain.errors import BadRequest, NothingYet
from pipeline.settings import Settings
from pipeline.themes.borderline import Border, NearAsk, choose_cut, find_border
from tests.builders import ask, home_at, save_asks
from tests.pipeline.identity import Workspace


def border(*cosines: float, guess: float = 0.5) -> Border:
    rows = [
        NearAsk(ask(f"a{n}", f"c{n}", f"text {n}"), cosine, None)
        for n, cosine in enumerate(sorted(cosines, reverse=True))
    ]
    return Border(tuple(rows), guess)


def test_the_asks_nearest_to_the_guess_are_shown_on_both_sides() -> None:
    shown = border(0.9, 0.8, 0.55, 0.52, 0.48, 0.45, 0.2, 0.1).list_borderline(4)
    assert [row.cosine for row in shown] == [0.55, 0.52, 0.48, 0.45]


def test_no_text_is_shown_twice() -> None:
    same = [NearAsk(ask(f"a{n}", "c", "the same"), 0.6 - n / 100, None) for n in range(5)]
    assert len(Border(tuple(same), 0.5).list_borderline()) == 1


def test_answers_draw_the_border_and_overrule_it() -> None:
    rows = border(0.9, 0.7, 0.6, 0.5, 0.4, 0.3)
    cut, members = rows.find_members({"a1": True, "a2": True, "a3": False, "a4": False})
    assert 0.5 < cut < 0.6
    assert members == ("a0", "a1", "a2")
    _, members = rows.find_members({"a0": True, "a1": False, "a2": True, "a5": True, "a4": False})
    assert "a1" not in members
    assert "a5" in members


@pytest.mark.parametrize(
    ("accepted", "rejected", "expected"),
    [
        ([], [], 0.5),
        ([0.6, 0.7], [0.4], 0.5),
        ([0.9], [0.5, 0.3], 0.7),
        ([0.2, 0.6], [], 0.2),
        ([], [0.8, 0.4], 0.8),
        ([0.8, 0.3], [0.6, 0.5], 0.7),
    ],
)
def test_the_cut_has_the_fewest_answers_on_its_wrong_side(
    accepted: list[float], rejected: list[float], expected: float
) -> None:
    assert choose_cut(accepted, rejected, 0.5) == pytest.approx(expected, abs=1e-4)


def test_asks_are_ordered_by_meaning(space: Workspace) -> None:
    found = find_border(space.settings, ["I want my money back for the course"])
    refunds = space.read_members(space.home_of("refund_course"))
    nearest = [row.ask.id for row in found.asks[: len(refunds)]]
    assert len(set(nearest) & refunds) >= 0.6 * len(refunds)
    assert all(a.cosine >= b.cosine for a, b in zip(found.asks, found.asks[1:], strict=False))


def test_without_words_or_themes_it_says_so(tmp_path: Path) -> None:
    settings = Settings(home=home_at(tmp_path).path, model="fast")
    save_asks(settings.store, [ask("a1", "c1")])
    with pytest.raises(BadRequest, match="Describe"):
        find_border(settings, ["  "])
    with pytest.raises(NothingYet, match="earshot themes"):
        find_border(settings, ["refunds"])
