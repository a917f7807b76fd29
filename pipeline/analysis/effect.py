"""Effect of a fix: a theme before and after the day it shipped, with the others as controls."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from domain.counts import SnapshotInfo
from domain.errors import BadRequest
from domain.themes import Theme
from pipeline.analysis.series import read_days
from pipeline.settings import Settings
from signals.effects import Effect, estimate_fix_effect
from store.read.reader import open_reader


@dataclass(frozen=True, slots=True)
class EffectReport:
    """The verdict on one theme."""

    snapshot: SnapshotInfo
    theme_id: str
    label: str
    effect: Effect
    through: date | None
    """Last whole day looked at."""


def judge_effect(
    settings: Settings, given: str, shipped: date | None, now: datetime
) -> EffectReport:
    """The verdict on a theme whose fix shipped on `shipped`; None: on the day of its status. Raises
    `NotFound`, and `BadRequest` for a day in the future or where no day is known."""
    with open_reader(settings.store) as reader:
        theme_id = reader.resolve_theme_id(given)
        theme = reader.read_theme(theme_id)
        shipped = shipped or _find_ship_day(theme)
        days = read_days(reader, settings, now)
        if shipped > now.astimezone(days.zone).date():
            raise BadRequest(f"--shipped {shipped} lies ahead: ask again when it has come.")
        themes = [row for row, name in enumerate(days.series.names) if name[0] == "theme"]
        own = days.series.get_row("theme", theme_id)
        others = days.series.counts[themes].sum(axis=0) - own
        effect = estimate_fix_effect(
            own.astype(np.int64), others.astype(np.int64), days.observed, days.days, shipped
        )
        through = days.days[-1] if days.days else None
        return EffectReport(reader.snapshot, theme_id, theme.label, effect, through)


def _find_ship_day(theme: Theme) -> date:
    """The day on which people gave it the status shipped."""
    overrides = theme.overrule
    if overrides.status != "shipped" or overrides.status_on is None:
        raise BadRequest(
            f"Say when the fix went out: --shipped 2026-02-10, or "
            f"`earshot theme status {theme.id} shipped`."
        )
    return overrides.status_on
