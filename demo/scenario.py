"""The plan: how often each theme is asked about, and what is planted in the half year.

Rates are conversations a week in a corpus of 3,000 over 26 weeks; another size or length stretches
them. Days are counted from 0, the first day; phases are half-open.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import BadInput

WEEKS = 26
CONVERSATIONS = 3_000
FEWEST_WEEKS, FEWEST_CONVERSATIONS = 8, 300

LANGUAGE_SHARES = {"ru": 0.40, "uk": 0.33, "en": 0.22, "mixed": 0.025, "translit": 0.025}
EMPTY_SHARES = {"greeting": 0.02, "thanks": 0.02, "spam": 0.02, "notice": 0.02}
"""Of all conversations: those that say nothing to learn from."""
TWO_ASKS = 0.06
CANARIES = 0.015
RETURNING = 0.38
"""Share of conversations by customers who wrote before: 3,000 come from about 1,900 people."""
WEEKDAYS = (1.22, 1.16, 1.12, 1.08, 1.00, 0.74, 0.68)
"""Traffic of Monday to Sunday; the mean is 1."""
HOSTILE_THEME = "webinar_link"
BROKEN_THEME, NEW_VERSION, OLD_VERSION = "app_crashes", "5.2.0", "5.1.4"
VERSION_SHARE, VERSION_ELSEWHERE = 0.85, 0.3
"""Share of the new app version in conversations about the theme that it breaks, and elsewhere."""
LEAVING_THEME, LEFT_SHARE, LEFT_ELSEWHERE = "double_charge", 0.4, 0.08
"""Share of cancelled subscriptions among customers who ever asked about the theme, and others."""
COMPANY_THEME, HEAVY_COMPANY, COMPANY_SHARE = "export_excel", "Polaris Academy", 0.5
"""Share of customers who asked about the theme that belong to one company."""
COMPANIES = tuple(f"{name} School" for name in (
    "Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Harbour", "Iris", "Juniper",
))  # fmt: skip


STEADY = {
    "webinar_link": 10.0,
    "how_to_register": 7.9,
    "webinar_recording": 6.8,
    "refund_course": 4.9,
    "homework_upload_fails": 4.5,
    "video_buffering": 4.1,
    "cancel_subscription": 3.75,
    "double_charge": 2.7,
    "dark_theme": 2.4,
    "praise_agent": 2.15,
    "reschedule_lesson": 2.05,
    "homework_checked_slowly": 1.9,
    "invoice_for_company": 1.8,
    "praise_course": 1.75,
    "video_no_sound": 1.6,
    "too_expensive": 1.5,
    "promo_code_rejected": 1.45,
    "change_email": 1.35,
    "support_slow": 1.3,
    "calendar_timezone": 1.22,
    "delete_account": 1.15,
    "telegram_integration": 1.1,
    "add_students": 1.08,
    "offline_download": 1.05,
}
"""Themes whose level stays the same, a week."""

INCIDENT_THEME, INCIDENT_BASE, INCIDENT_PER_DAY, INCIDENT_DAYS = "app_crashes", 2.4, 25, 3
INCIDENT_AFTER = 17.0
"""Weeks after which the incident breaks out, on the next Tuesday: a release that went wrong."""
TUESDAY = 1
START_THEME, START_WEEKLY, STARTED = "ai_check_wrong", 6.0, 12.0
FIX_THEME, FIX_WEEKLY, FIX_RATIO, FIXED = "certificate_where", 8.4, 0.35, 15.3
GROWTH_THEME, GROWTH_WEEKLY, GROWTH_FACTOR = "export_excel", 3.1, 3.5


@dataclass(frozen=True, slots=True)
class Phase:
    """A span of days in which one theme keeps to one law."""

    theme: str
    first: int
    end: int
    weekly: float
    """Conversations a week at the first day, weekday apart."""
    factor: float = 1.0
    """How many times the level of the first day is reached on the last, exponentially."""
    flat: bool = False
    """Whether weekdays make no difference."""

    def compute_expected(self, day: int, weekday: int) -> float:
        """Conversations expected on a day of the phase; weekday 0 is Monday."""
        along = (day - self.first) / max(self.end - self.first - 1, 1)
        rhythm = 1.0 if self.flat else WEEKDAYS[weekday]
        return self.weekly / 7 * rhythm * math.pow(self.factor, along)


@dataclass(frozen=True, slots=True)
class Change:
    """A split or a merge: from `date` on, people say `into` instead of `origin`."""

    date: date
    origin: tuple[str, ...]
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """A few days in which a theme is asked about far more often."""

    theme: str
    first_day: date
    last_day: date
    per_day: int
    """Conversations a day on top of the theme's base."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Something was shipped on `date`; from that day on the theme has `ratio` of its level."""

    theme: str
    date: date
    ratio: float


@dataclass(frozen=True, slots=True)
class Start:
    """A theme nobody asked about before `date`."""

    theme: str
    date: date
    per_week: float


@dataclass(frozen=True, slots=True)
class Growth:
    """A theme that grows exponentially over the whole time."""

    theme: str
    factor: float
    """Level of the last day over that of the first."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that is planned, before anybody has written a word."""

    seed: int
    start: date
    weeks: int
    conversations: int
    phases: tuple[Phase, ...]
    incident: Incident
    fix: Fix
    starts: Start
    grows: Growth
    splits: tuple[Change, ...]
    merges: tuple[Change, ...]

    @property
    def days(self) -> int:
        """Length in days."""
        return self.weeks * 7

    @property
    def end(self) -> date:
        """The day after the last."""
        return self.start + timedelta(days=self.days)

    def weekday(self, day: int) -> int:
        """0 is Monday."""
        return (self.start.weekday() + day) % 7

    def get_date(self, day: int) -> date:
        """The date of a day counted from 0."""
        return self.start + timedelta(days=day)


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """A split or merge as planned: after `week` weeks other themes carry the same traffic."""

    week: float
    before: tuple[tuple[str, float], ...]
    """Themes and their conversations a week until then."""
    after: tuple[tuple[str, float], ...]

    def phases(self, weeks: int) -> list[Phase]:
        """One phase for each theme."""
        day = _compute_day(self.week, weeks)
        early = [Phase(theme, 0, day, weekly) for theme, weekly in self.before]
        return early + [Phase(theme, day, weeks * 7, weekly) for theme, weekly in self.after]

    def build_change(self, start: date, weeks: int) -> Change:
        """What the truth says of it."""
        origin, into = tuple(dict(self.before)), tuple(dict(self.after))
        return Change(start + timedelta(days=_compute_day(self.week, weeks)), origin, into)


SPLITS = (
    PlannedChange(
        10.5,
        (("login_fails", 7.0),),
        (("login_code_missing", 4.0), ("login_password_rejected", 3.0)),
    ),
    PlannedChange(
        14.2,
        (("payment_fails", 6.1),),
        (("payment_foreign_card", 3.4), ("payment_apple_google_pay", 2.7)),
    ),
)
MERGES = (
    PlannedChange(
        11.5, (("app_where_android", 3.0), ("app_where_ios", 2.5)), (("app_where", 5.5),)
    ),
    PlannedChange(
        16.6,
        (("notifications_email", 2.4), ("notifications_push", 2.0)),
        (("notifications_missing", 4.4),),
    ),
)


class BadScenario(BadInput):
    """The half year asked for is too short or too small to plant everything."""

    def __init__(self) -> None:
        super().__init__(
            f"Ask for at least {FEWEST_WEEKS} weeks and {FEWEST_CONVERSATIONS} conversations: "
            "less has no room for what is planted."
        )


def plan_scenario(
    start: date, seed: int = 1, weeks: int = WEEKS, conversations: int = CONVERSATIONS
) -> Scenario:
    """Plan the demo company's time from `start` on. Raises `BadScenario`."""
    if weeks < FEWEST_WEEKS or conversations < FEWEST_CONVERSATIONS:
        raise BadScenario
    days = weeks * 7
    week_long = conversations / CONVERSATIONS * WEEKS / weeks
    incident = _plan_incident(start, weeks, max(round(INCIDENT_PER_DAY * conversations / 3_000), 2))
    fixed, began = _compute_day(FIXED, weeks), _compute_day(STARTED, weeks)
    phases = [Phase(theme, 0, days, weekly) for theme, weekly in STEADY.items()]
    phases += _build_incident_phases(incident, start, days, week_long)
    phases += [Phase(FIX_THEME, 0, fixed, FIX_WEEKLY)]
    phases += [Phase(FIX_THEME, fixed, days, FIX_WEEKLY * FIX_RATIO)]
    phases += [Phase(START_THEME, began, days, START_WEEKLY)]
    phases += [Phase(GROWTH_THEME, 0, days, GROWTH_WEEKLY, GROWTH_FACTOR)]
    for turn in (*SPLITS, *MERGES):
        phases += turn.phases(weeks)
    return Scenario(
        seed=seed,
        start=start,
        weeks=weeks,
        conversations=conversations,
        phases=tuple(phases),
        incident=incident,
        fix=Fix(FIX_THEME, start + timedelta(days=fixed), FIX_RATIO),
        starts=Start(START_THEME, start + timedelta(days=began), START_WEEKLY * week_long),
        grows=Growth(GROWTH_THEME, GROWTH_FACTOR),
        splits=tuple(turn.build_change(start, weeks) for turn in SPLITS),
        merges=tuple(turn.build_change(start, weeks) for turn in MERGES),
    )


def _compute_day(week: float, weeks: int) -> int:
    """Day of a moment told in weeks of the half year, stretched to another length."""
    return math.floor(week * 7 * weeks / WEEKS)


def _plan_incident(start: date, weeks: int, per_day: int) -> Incident:
    first = start + timedelta(days=_compute_day(INCIDENT_AFTER, weeks))
    first += timedelta(days=(TUESDAY - first.weekday()) % 7)
    last = first + timedelta(days=INCIDENT_DAYS - 1)
    return Incident(INCIDENT_THEME, first, last, per_day)


def _build_incident_phases(
    incident: Incident, start: date, days: int, week_long: float
) -> list[Phase]:
    """The theme's quiet base, and each day of the incident by itself: the number is exact."""
    first = (incident.first_day - start).days
    weekly = incident.per_day * 7 / week_long
    loud = [first + n for n in range(INCIDENT_DAYS)]
    quiet = Phase(INCIDENT_THEME, 0, days, INCIDENT_BASE)
    return [quiet, *(Phase(INCIDENT_THEME, day, day + 1, weekly, flat=True) for day in loud)]
