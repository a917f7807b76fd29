"""Whether customers took to new words: told by when neighbouring themes were asked about."""

import numpy as np
from numpy.typing import NDArray

from clustering.identity.takeover import NeighbourTheme, find_origins, has_declined, is_replaced_by

DAY = 86_400.0


def daily(start: int, end: int, rate: int = 1) -> NDArray[np.float64]:
    return np.repeat(np.arange(start, end, dtype=np.float64) * DAY, rate)


def towards(cosine: float) -> NDArray[np.float32]:
    return np.array([cosine, np.sqrt(1 - cosine**2)], dtype=np.float32)


STEADY = [daily(0, 160, 2), daily(0, 160), daily(0, 160)]


def test_a_theme_nobody_asks_about_since_the_new_one_began_gave_way() -> None:
    assert is_replaced_by(daily(0, 120), daily(120, 160), STEADY)


def test_a_theme_gave_way_to_nobody_when_its_share_falls_because_others_come_up() -> None:
    others = [*STEADY, *(daily(118, 160, 4) for _ in range(6))]
    slower = np.concatenate([daily(0, 120), daily(120, 160)[::2]])
    assert not is_replaced_by(slower, daily(120, 160), others)


def test_where_words_turned_half_the_asks_less_is_enough() -> None:
    old = np.concatenate([daily(0, 120), daily(120, 160)[::3]])
    assert has_declined(old, daily(120, 160), STEADY)
    assert not is_replaced_by(old, daily(120, 160), STEADY)


def test_what_is_asked_about_as_before_beside_the_new_words_did_not_wane() -> None:
    assert not has_declined(daily(0, 160), daily(120, 160), STEADY)


def test_a_few_asks_less_may_be_chance_even_where_words_turned() -> None:
    assert not has_declined(daily(0, 160)[::40], daily(150, 160), STEADY)


def origins(cosine: float, until: int) -> list[str]:
    """Of a new theme since day 120, when a neighbour of this cosine fell silent."""
    silent = NeighbourTheme("t-silent", towards(cosine), daily(0, 120))
    far = [NeighbourTheme(f"t-{n}", towards(-0.2), times[times < until * DAY])
           for n, times in enumerate(STEADY)]  # fmt: skip
    return find_origins(towards(1.0), daily(120, until), [silent, *far])


def test_a_theme_that_fell_silent_but_says_something_else_handed_nothing_over() -> None:
    assert origins(0.4, until=160) == ["t-silent"]
    assert origins(0.3, until=160) == []


def test_the_nearer_a_neighbour_the_sooner_its_silence_says_something() -> None:
    assert origins(0.8, until=125) == ["t-silent"]
    assert origins(0.4, until=125) == []
