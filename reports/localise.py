"""The languages a report speaks: texts, plural forms, numbers and spans of days in words.

The texts lie in `texts/<language>.toml`. Values put into them are never formatted again, so a brace
in a customer's words stays a brace.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from domain.counts import ThemeCount
from domain.kinds import Kind
from domain.periods import Period
from domain.report import Span

Language = Literal["en", "ru", "uk"]
LANGUAGES: tuple[Language, ...] = ("en", "ru", "uk")

_ROMAN = ("I", "II", "III", "IV")
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Words:
    """One language."""

    code: Language
    told: Mapping[str, Any]
    """As `texts/<code>.toml` holds it."""

    def say(self, section: str, key: str, **values: object) -> str:
        """The text `[section] key` with these values put in."""
        text: str = self.told[section][key]
        return text.format(**values)

    def page(self, key: str, **values: object) -> str:
        """A text of the section `page`."""
        return self.say("page", key, **values)

    def number(self, n: int) -> str:
        """A whole number: "1,234"."""
        return f"{n:,}".replace(",", self.told["thousands"])

    def count(self, noun: str, n: int) -> str:
        """A number with its noun in the right form: "5 обращений"."""
        form = self.told["nouns"][noun][plural_form(self.code, n)]
        return f"{self.number(n)}\N{NO-BREAK SPACE}{form}"

    def counted(self, count: ThemeCount) -> str:
        """A theme's conversations; of an audited one with its interval: "340 (310 to 372)"."""
        told = self.number(count.conversations)
        return f"{told} {self.audited(count)}" if count.audited else told

    def audited(self, count: ThemeCount) -> str:
        """The interval of an audited theme's conversations: "(310 to 372)"; "" of others."""
        if count.audited is None:
            return ""
        low, high = self.number(count.audited.low), self.number(count.audited.high)
        return self.page("audited", low=low, high=high)

    def percent(self, share: float, digits: int = 0) -> str:
        """A share of 1 as per cent: "4.5%"."""
        number = f"{share * 100:,.{digits}f}"
        swapped = number.translate(
            {ord(","): self.told["thousands"], ord("."): self.told["decimal"]}
        )
        return str(self.told["percent"]).format(number=swapped)

    def part(self, share: float) -> str:
        """A part of a whole as per cent; what is small but there is "<1%"."""
        return f"<{self.percent(0.01)}" if 0 < share < 0.01 else self.percent(share)

    def change(self, change: float | None) -> str:
        """A relative change, signed; what rounds to nothing has no sign."""
        if change is None:
            return self.page("none")
        size = self.percent(abs(change))
        if size == self.percent(0):
            return size
        return ("+" if change > 0 else _MINUS) + size

    def kind(self, kind: str) -> str:
        """The name of a kind of ask."""
        return str(self.told["kinds"].get(kind, kind))

    def state(self, state: str, since: date | None) -> str:
        """The state of a theme's life with its day: "emerging since 3 May 2026"."""
        return self._dated("states", state, since)

    def status(self, status: str, on: date | None) -> str:
        """What people decided about a theme, with its day: "shipped 3 May 2026"."""
        return self._dated("statuses", status, on)

    def _dated(self, section: str, key: str, day: date | None) -> str:
        if day is None:
            return self.say(section, key)
        told = self.day(day)
        return self.say(section, f"{key}_on", day=told, from_day=f"{_from(day)} {told}")

    def kinds(self, mix: tuple[tuple[Kind, float], ...], most: int = 3) -> str:
        """The largest kinds: "question 80%, complaint 20%"."""
        told = [f"{self.kind(kind)}\N{NO-BREAK SPACE}{self.percent(share)}"
                for kind, share in mix[:most]]  # fmt: skip
        return ", ".join(told)

    def languages(self, mix: tuple[tuple[str, float], ...], most: int = 3) -> str:
        """The largest languages: "Russian 52%, English 30%"."""
        names: Mapping[str, str] = self.told["languages"]
        spoken = [f"{names.get(code, code)}\N{NO-BREAK SPACE}{self.part(share)}"
                  for code, share in mix[:most]]  # fmt: skip
        return ", ".join(spoken)

    def codes(self, mix: tuple[tuple[str, float], ...], most: int = 3) -> str:
        """The same, short: "ru 52% en 30%"."""
        spoken = [f"{code}\N{NO-BREAK SPACE}{self.part(share)}" for code, share in mix[:most]]
        return " ".join(spoken)

    def day(self, day: date) -> str:
        """A day in words: "14 February 2026"."""
        return self.say("spans", "day", **self._parts(day))

    def period(self, period: Period) -> str:
        """What a heading says: "February 2026"."""
        if period.start is None or period.end is None:
            return self.say("spans", "all")
        kind = shape(period.start, period.end)
        if kind == "range":
            return self.days(Span(period.start, period.end), with_year=True)
        return self.say("spans", kind, **self._parts(period.start))

    def during(self, period: Period) -> str:
        """What a sentence says: "in February 2026"."""
        if period.start is None or period.end is None:
            return self.say("spans", "in_all")
        kind = shape(period.start, period.end)
        if kind == "range":
            return self.say("spans", "in_range", **self.ends(period.start, period.end))
        return self.say("spans", f"in_{kind}", **self._parts(period.start))

    def before(self, before: Period) -> str:
        """The same of the period to compare with, or "in the 14 days before"."""
        if before.start is None or before.end is None:
            return self.during(before)
        if shape(before.start, before.end) in ("month", "quarter", "year"):
            return self.during(before)
        days = (before.end - before.start).days
        return self.say("spans", "before_days", days=self.count("days", days))

    def ends(self, start: date, end: date) -> dict[str, str]:
        """The first day and the last, for a sentence; `end` is the day after the last."""
        last = end - timedelta(days=1)
        same = start.year == last.year
        short = (
            "day"
            if not same or start == last
            else "day_short"
            if start.month != last.month
            else None
        )
        parts = self._parts(start)
        first = str(start.day) if short is None else self.say("spans", short, **parts)
        from_start = f"{_from(start)} {first}"
        return {"start": first, "from_start": from_start, "end": self.day(last)}

    def days(self, span: Span, with_year: bool = False) -> str:
        """A run of days, short: "9–15 February", or one day."""
        last = span.end - timedelta(days=1)
        if last == span.start:
            return self.day(last) if with_year else self.short_day(last)
        if with_year and span.start.year != last.year:
            return f"{self.day(span.start)} – {self.day(last)}"
        tail = self.day(last) if with_year else self.short_day(last)
        if span.start.month == last.month and span.start.year == last.year:
            return f"{span.start.day}–{tail}"
        return f"{self.short_day(span.start)} – {tail}"

    def short_day(self, day: date) -> str:
        """A day of a year that is clear: "14 February"."""
        return self.say("spans", "day_short", **self._parts(day))

    def _parts(self, day: date) -> dict[str, object]:
        quarter = (day.month - 1) // 3
        return {
            "day": day.day,
            "year": day.year,
            "month": self.told["months"][day.month - 1],
            "month_of": self.told["months_of"][day.month - 1],
            "month_in": self.told["months_in"][day.month - 1],
            "quarter": quarter + 1,
            "roman": _ROMAN[quarter],
            # Russian says "во II (втором) квартале".
            "in_roman": f"{'во' if quarter == 1 else 'в'} {_ROMAN[quarter]}",
        }


def shape(start: date, end: date) -> Literal["day", "month", "quarter", "year", "range"]:
    """What calendar unit [start, end) is, if any."""
    if (end - start).days == 1:
        return "day"
    if start.day != 1 or end.day != 1:
        return "range"
    months = (end.year - start.year) * 12 + end.month - start.month
    if months == 12 and start.month == 1:
        return "year"
    if months == 3 and start.month % 3 == 1:
        return "quarter"
    return "month" if months == 1 else "range"


def plural_form(language: Language, n: int) -> int:
    """Index of the noun's form: (one, many) in English, (one, few, many) in Russian and Ukrainian.

    The rules of Unicode CLDR for whole numbers.
    """
    if language == "en":
        return 0 if n == 1 else 1
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2


def _from(day: date) -> str:
    """Russian says "со 2 (второго)", and "с" before every other day."""
    return "со" if day.day == 2 else "с"


def capital(sentence: str) -> str:
    """The sentence with its first letter large, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


@cache
def words_of(language: Language) -> Words:
    """The words of a language."""
    text = (files("reports") / "texts" / f"{language}.toml").read_text(encoding="utf-8")
    return Words(language, tomllib.loads(text))
