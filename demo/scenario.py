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
FEWEST_WEEKS, FEWEST_CONVERSATIONS = 8, 100

LANGUAGE_SHARES = {"ru": 0.40, "uk": 0.33, "en": 0.22, "mixed": 0.025, "translit": 0.025}
EMPTY_SHARES = {"greeting": 0.02, "thanks": 0.02, "spam": 0.02, "notice": 0.02}
"""Of all conversations: those that say nothing to learn from."""
TWO_ASKS = 0.06
CANARIES = 0.015
RETURNING = 0.365
"""Share of conversations by customers who wrote before: 3,000 come from about 1,900 people."""
WEEKDAYS = (1.22, 1.16, 1.12, 1.08, 1.00, 0.74, 0.68)
"""Traffic of Monday to Sunday; the mean is 1."""
HOSTILE_THEME = "webinar_link"

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

    def expected(self, day: int, weekday: int) -> float:
        """Conversations expected on a day of the phase; weekday 0 is Monday."""
        along = (day - self.first) / max(self.end - self.first - 1, 1)
        return self.weekly / 7 * WEEKDAYS[weekday] * self.factor**along


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

    def on(self, day: int) -> date:
        """The date of a day counted from 0."""
        return self.start + timedelta(days=day)


class BadScenario(BadInput):
    """The half year asked for is too short or too small to plant everything."""

    def __init__(self) -> None:
        super().__init__(
            f"Ask for at least {FEWEST_WEEKS} weeks and {FEWEST_CONVERSATIONS} conversations: "
            "less has no room for what is planted."
        )


def plan(
    start: date, seed: int = 1, weeks: int = WEEKS, conversations: int = CONVERSATIONS
) -> Scenario:
    """Plan the demo company's time from `start` on. Raises `BadScenario`."""
    if weeks < FEWEST_WEEKS or conversations < FEWEST_CONVERSATIONS:
        raise BadScenario

    def day_of(week: float) -> int:
        """First day of a week of the half year (from 1), stretched to this length."""
        return math.floor((week - 1) * weeks / WEEKS) * 7

    def on(day: int) -> date:
        return start + timedelta(days=day)

    days, scale = weeks * 7, conversations / CONVERSATIONS * WEEKS / weeks
    crash = day_of(18) + (1 - start.weekday()) % 7  # a Tuesday: a release that went wrong
    shipped = day_of(16) + 2
    per_day = max(round(25 * conversations / CONVERSATIONS), 2)
    splits = {12: ("login_fails", {"login_code_missing": 4.0, "login_password_rejected": 3.0})}
    splits[16] = ("payment_fails", {"payment_foreign_card": 3.4, "payment_apple_google_pay": 2.7})
    merges = {13: ({"app_where_android": 3.0, "app_where_ios": 2.5}, "app_where")}
    merges[18] = ({"notifications_email": 2.4, "notifications_push": 2.0}, "notifications_missing")
    return Scenario(
        seed=seed,
        start=start,
        weeks=weeks,
        conversations=conversations,
        phases=(
            *(Phase(theme, 0, days, weekly) for theme, weekly in STEADY.items()),
            Phase("app_crashes", 0, days, 2.4),
            *(_incident_day(crash + n, per_day / scale, on(crash + n)) for n in range(3)),
            Phase("ai_check_wrong", day_of(13), days, 6.0),
            Phase("certificate_where", 0, shipped, 8.4),
            Phase("certificate_where", shipped, days, 8.4 * 0.35),
            Phase("export_excel", 0, days, 3.1, 3.5),
            *(
                phase
                for week, (one, many) in splits.items()
                for phase in _change(days, day_of(week), {one: sum(many.values())}, many)
            ),
            *(
                phase
                for week, (many, one) in merges.items()
                for phase in _change(days, day_of(week), many, {one: sum(many.values())})
            ),
        ),
        incident=Incident("app_crashes", on(crash), on(crash + 2), per_day),
        fix=Fix("certificate_where", on(shipped), 0.35),
        starts=Start("ai_check_wrong", on(day_of(13)), 6.0 * scale),
        grows=Growth("export_excel", 3.5),
        splits=tuple(Change(on(day_of(w)), (one,), tuple(many)) for w, (one, many) in splits.items()),
        merges=tuple(Change(on(day_of(w)), tuple(many), (one,)) for w, (many, one) in merges.items()),
    )


def _incident_day(day: int, count: float, when: date) -> Phase:
    return Phase("app_crashes", day, day + 1, count * 7 / WEEKDAYS[when.weekday()])


def _change(
    days: int, day: int, before: dict[str, float], after: dict[str, float]
) -> tuple[Phase, ...]:
    return (
        *(Phase(theme, 0, day, weekly) for theme, weekly in before.items()),
        *(Phase(theme, day, days, weekly) for theme, weekly in after.items()),
    )
