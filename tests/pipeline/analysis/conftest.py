"""A workspace of ten weeks in which a theme rises, one falls, and one has an incident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import pytest

from domain.asks import Ask
from pipeline.settings import Settings
from tests.builders import MONDAY, ask, home_at, save_asks, save_themes

WEEKS = 10
STEADY, RISING, FIXED = "t-steady", "t-rising", "t-fixed"
INCIDENT = 66
"""Day number on which `STEADY` is asked about five times as often."""
FIX = 42
"""Day number from which nobody asks about `FIXED` any more."""


@dataclass(frozen=True)
class Seasons:
    """Settings of the workspace, and the morning after its last day."""

    settings: Settings
    now: datetime


def at(day: int, hour: float = 0.0) -> datetime:
    """A time on day number `day`, UTC."""
    return MONDAY.replace(hour=0) + timedelta(days=day, hours=hour)


@pytest.fixture(scope="session")
def seasons(tmp_path_factory: pytest.TempPathFactory) -> Seasons:
    rng = np.random.default_rng(5)
    asks: list[Ask] = []
    members: dict[str, Sequence[str]] = {STEADY: [], RISING: [], FIXED: []}
    for day in range(7 * WEEKS):
        levels = {
            STEADY: 40 if day == INCIDENT else 8,
            RISING: 2 if day < FIX else 7,
            FIXED: 6 if day < FIX else 0,
        }
        for theme, level in levels.items():
            for _ in range(rng.poisson(level)):
                key = f"a{len(asks):05}"
                asked = at(day, rng.uniform(8, 20))
                asks.append(ask(key, "c" + key, language=rng.choice(["en", "uk"]), at=asked))
                members[theme] = [*members[theme], key]
    folder = tmp_path_factory.mktemp("seasons")
    now = at(7 * WEEKS, 6)
    save_asks(home_at(folder), asks, now)
    save_themes(home_at(folder), members, now)
    return Seasons(Settings(home=folder / "home"), now)
