"""Localisation of reports: texts, plural forms, numbers, days and periods in each language.

The texts are in `texts/<language>.toml`. Their values are not formatted again, so a brace in a
customer's text stays a brace.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from domain.asks import Kind
from domain.counts import ThemeCount
from domain.numbers import MINUS, format_decimal, format_number
from domain.periods import Period
from domain.report import Span

Language = Literal["en", "ru", "uk"]
LANGUAGES: tuple[Language, ...] = ("en", "ru", "uk")

_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Locale:
    """The texts and formats of one language."""

    code: Language
    texts: Mapping[str, Any]
    """As `texts/<code>.toml` holds it."""

    def format_text(self, section: str, key: str, **values: object) -> str:
        """The text `[section] key` with these values."""
        text: str = self.texts[section][key]
        return text.format(**values)

    def format_page_text(self, key: str, **values: object) -> str:
        """A text of the section `page`."""
        return self.format_text("page", key, **values)

    def format_number(self, n: int) -> str:
        """A whole number: "1,234"."""
        return format_number(n).replace(",", self.texts["thousands"])

    def format_count(self, noun: str, n: int) -> str:
        """A number with its noun in the right form: "5 обращений"."""
        form = self.texts["nouns"][noun][pick_plural_form(self.code, n)]
        return f"{self.format_number(n)}\N{NO-BREAK SPACE}{form}"

    def format_conversations(self, count: ThemeCount) -> str:
        """A theme's conversations; of an audited one with its interval: "340 (310 to 372)"."""
        number = self.format_number(count.conversations)
        return f"{number} {self.format_interval(count)}" if count.audited else number

    def format_interval(self, count: ThemeCount) -> str:
        """The interval of an audited theme's conversations: "(310 to 372)"; "" of others."""
        if count.audited is None:
            return ""
        low, high = self.format_number(count.audited.low), self.format_number(count.audited.high)
        return self.format_page_text("audited", low=low, high=high)

    def format_percent(self, share: float, digits: int = 0) -> str:
        """A share of 1 as per cent: "4.5%"."""
        number = format_decimal(share * 100, digits, none="")
        swapped = number.translate(
            {ord(","): self.texts["thousands"], ord("."): self.texts["decimal"]}
        )
        return str(self.texts["percent"]).format(number=swapped)

    def format_part(self, share: float) -> str:
        """A part of a whole as per cent; below one per cent, but not zero, "<1%"."""
        return f"<{self.format_percent(0.01)}" if 0 < share < 0.01 else self.format_percent(share)

    def format_change(self, change: float | None) -> str:
        """A relative change as signed per cent; no sign where it rounds to zero."""
        if change is None:
            return self.format_page_text("none")
        size = self.format_percent(abs(change))
        if size == self.format_percent(0):
            return size
        return ("+" if change > 0 else MINUS) + size

    def format_kind(self, kind: str) -> str:
        """The name of a kind of ask."""
        return str(self.texts["kinds"].get(kind, kind))

    def format_state(self, state: str, since: date | None) -> str:
        """The state of a theme's life with its day: "emerging since 3 May 2026"."""
        return self._format_dated("states", state, since)

    def format_status(self, status: str, on: date | None) -> str:
        """The status of a theme with its day: "shipped 3 May 2026"."""
        return self._format_dated("statuses", status, on)

    def _format_dated(self, section: str, key: str, day: date | None) -> str:
        if day is None:
            return self.format_text(section, key)
        words = self.format_day(day)
        return self.format_text(
            section, f"{key}_on", day=words, from_day=f"{_pick_from_word(day)} {words}"
        )

    def format_kinds(self, mix: tuple[tuple[Kind, float], ...], most: int = 3) -> str:
        """The largest kinds: "question 80%, complaint 20%"."""
        shares = [f"{self.format_kind(kind)}\N{NO-BREAK SPACE}{self.format_percent(share)}"
                for kind, share in mix[:most]]  # fmt: skip
        return ", ".join(shares)

    def format_languages(self, mix: tuple[tuple[str, float], ...], most: int = 3) -> str:
        """The largest languages: "Russian 52%, English 30%"."""
        names: Mapping[str, str] = self.texts["languages"]
        shares = [f"{names.get(code, code)}\N{NO-BREAK SPACE}{self.format_part(share)}"
                  for code, share in mix[:most]]  # fmt: skip
        return ", ".join(shares)

    def format_language_codes(self, mix: tuple[tuple[str, float], ...], most: int = 3) -> str:
        """The largest languages by their codes: "ru 52% en 30%"."""
        shares = [
            f"{code}\N{NO-BREAK SPACE}{self.format_part(share)}" for code, share in mix[:most]
        ]
        return " ".join(shares)

    def format_day(self, day: date) -> str:
        """A day in words: "14 February 2026"."""
        return self.format_text("spans", "day", **self._build_date_parts(day))

    def format_period(self, period: Period) -> str:
        """A period in a heading: "February 2026"."""
        if period.start is None or period.end is None:
            return self.format_text("spans", "all")
        kind = classify_span(period.start, period.end)
        if kind == "range":
            return self.format_days(Span(period.start, period.end), with_year=True)
        return self.format_text("spans", kind, **self._build_date_parts(period.start))

    def format_during(self, period: Period) -> str:
        """A period in a sentence: "in February 2026"."""
        if period.start is None or period.end is None:
            return self.format_text("spans", "in_all")
        kind = classify_span(period.start, period.end)
        if kind == "range":
            return self.format_text(
                "spans", "in_range", **self.format_ends(period.start, period.end)
            )
        return self.format_text("spans", f"in_{kind}", **self._build_date_parts(period.start))

    def format_before(self, before: Period) -> str:
        """The period before in a sentence: "in January 2026", "in the 14 days before"."""
        if before.start is None or before.end is None:
            return self.format_during(before)
        if classify_span(before.start, before.end) in ("month", "quarter", "year"):
            return self.format_during(before)
        days = (before.end - before.start).days
        return self.format_text("spans", "before_days", days=self.format_count("days", days))

    def format_ends(self, start: date, end: date) -> dict[str, str]:
        """Days of [start, end) for a sentence: "start", "from_start", and "end", the last day."""
        last = end - timedelta(days=1)
        same = start.year == last.year
        short = (
            "day"
            if not same or start == last
            else "day_short"
            if start.month != last.month
            else None
        )
        parts = self._build_date_parts(start)
        first = str(start.day) if short is None else self.format_text("spans", short, **parts)
        from_start = f"{_pick_from_word(start)} {first}"
        return {"start": first, "from_start": from_start, "end": self.format_day(last)}

    def format_days(self, span: Span, with_year: bool = False) -> str:
        """A span of days, short: "9–15 February"; one day as a day."""
        last = span.end - timedelta(days=1)
        if last == span.start:
            return self.format_day(last) if with_year else self.format_short_day(last)
        if with_year and span.start.year != last.year:
            return f"{self.format_day(span.start)} – {self.format_day(last)}"
        tail = self.format_day(last) if with_year else self.format_short_day(last)
        if span.start.month == last.month and span.start.year == last.year:
            return f"{span.start.day}–{tail}"
        return f"{self.format_short_day(span.start)} – {tail}"

    def format_short_day(self, day: date) -> str:
        """A day without its year: "14 February"."""
        return self.format_text("spans", "day_short", **self._build_date_parts(day))

    def _build_date_parts(self, day: date) -> dict[str, object]:
        quarter = (day.month - 1) // 3
        return {
            "day": day.day,
            "year": day.year,
            "month": self.texts["months"][day.month - 1],
            "month_of": self.texts["months_of"][day.month - 1],
            "month_in": self.texts["months_in"][day.month - 1],
            "quarter": quarter + 1,
            "roman": _ROMAN[quarter],
            # Russian: "во II (втором) квартале".
            "in_roman": f"{'во' if quarter == 1 else 'в'} {_ROMAN[quarter]}",
        }


def classify_span(start: date, end: date) -> Literal["day", "month", "quarter", "year", "range"]:
    """The calendar unit that [start, end) is; "range" for none."""
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


def pick_plural_form(language: Language, n: int) -> int:
    """Index of a noun's plural form for `n`: (one, other) in English, (one, few, many) in Russian
    and Ukrainian, by the rules of Unicode CLDR for whole numbers.
    """
    if language == "en":
        return 0 if n == 1 else 1
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2


def _pick_from_word(day: date) -> str:
    """The Russian "from" before a day: "со" before 2 (второго), "с" before every other."""
    return "со" if day.day == 2 else "с"


def capitalise(sentence: str) -> str:
    """The sentence with its first letter in upper case, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


@cache
def load_locale(language: Language) -> Locale:
    """The texts and formats of a language."""
    text = (files("reports") / "texts" / f"{language}.toml").read_text(encoding="utf-8")
    return Locale(language, tomllib.loads(text))
