"""Numbers in English words; what stands for None is what the caller says."""

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from domain.counts import AuditedCount
from domain.numbers import (
    format_audited,
    format_audited_count,
    format_change,
    format_count,
    format_datetime,
    format_decimal,
    format_interval,
    format_iso_day,
    format_minutes,
    format_mix,
    format_number,
    format_percent,
    format_share,
    format_slug,
    format_span,
)

NIGHT = datetime(2026, 2, 9, 22, 5, tzinfo=UTC)
MIX = (("feature_request", 0.752), ("bug", 0.152), ("praise", 0.092), ("other", 0.004))


def test_every_missing_value_is_the_text_that_the_caller_gives() -> None:
    assert {
        format_decimal(None, 2, none="?"),
        format_change(None, none="?"),
        format_audited(None, none="?"),
        format_slug(None, none="?"),
        format_minutes(None, none="?"),
        format_iso_day(None, "UTC", none="?"),
        format_datetime(None, "UTC", none="?"),
    } == {"?"}


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 asks"), (1, "1 ask"), (1.0, "1 ask"), (1.5, "1.5 asks"), (2885, "2,885 asks")],
)
def test_a_noun_agrees_with_its_number(count: float, words: str) -> None:
    assert format_count(count, "ask") == words


def test_a_plural_that_takes_no_s_is_given() -> None:
    assert format_count(2, "reply", "replies") == "2 replies"


def test_thousands_are_separated() -> None:
    assert [format_number(n) for n in (999, 1_234, 1_234_567)] == ["999", "1,234", "1,234,567"]
    assert format_decimal(1_234.5, 2, none="") == "1,234.50"


def test_a_small_share_is_not_written_as_none() -> None:
    shares = (0.0, 0.004, 0.01, 0.25, 1.0)
    assert [format_share(share) for share in shares] == ["0%", "<1%", "1%", "25%", "100%"]
    assert [format_percent(share, 1) for share in shares[:3]] == ["0.0%", "0.4%", "1.0%"]


@pytest.mark.parametrize(
    ("change", "words"), [(0.0, "0%"), (0.125, "+12%"), (-0.5, "−50%"), (2.0, "+200%")]
)
def test_a_change_has_its_sign(change: float, words: str) -> None:
    assert format_change(change, none="") == words


def test_zero_and_the_minus_of_a_change_can_be_chosen() -> None:
    assert format_change(0.0, none="", zero="+0%") == "+0%"
    assert format_change(-0.05, none="", minus="-") == "-5%"


def test_an_audited_count_carries_its_interval() -> None:
    audited = AuditedCount(340, 310, 1_372, NIGHT)
    assert format_audited_count(1_340, audited) == "1,340 (310 to 1,372)"
    assert format_audited_count(1_340, None) == "1,340"
    assert format_audited(audited, none="") == format_interval(310, 1_372) == "310 to 1,372"
    assert format_audited(AuditedCount(7, 7, 7, NIGHT), none="") == "7 exactly"


def test_a_mix_names_its_largest_parts() -> None:
    assert format_mix(MIX) == "feature request 75% bug 15% praise 9%"
    assert format_mix(MIX, None, separator=", ", format_part=format_share).endswith(", other <1%")


def test_a_length_of_time_is_written_in_the_unit_that_reads_best() -> None:
    lengths = (45.4, 89.9, 150.0, 2_879.0, 4_320.0)
    assert [format_minutes(length, none="") for length in lengths] == [
        "45 min", "90 min", "2.5 h", "48.0 h", "3.0 d",
    ]  # fmt: skip


def test_an_instant_is_written_in_the_zone_asked_for() -> None:
    assert format_datetime(NIGHT, "Europe/Kyiv", none="") == "10 Feb 2026, 00:05"
    assert format_iso_day(NIGHT, "Europe/Kyiv", none="") == "2026-02-10"
    assert format_iso_day(NIGHT, "UTC", none="") == "2026-02-09"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 2, 9), date(2026, 2, 10), "9 Feb 2026"),
        (date(2026, 2, 1), date(2026, 3, 1), "1–28 Feb 2026"),
        (date(2026, 1, 30), date(2026, 2, 3), "30 Jan – 2 Feb 2026"),
        (date(2025, 12, 29), date(2026, 1, 5), "29 Dec 2025 – 4 Jan 2026"),
    ],
)
def test_a_span_is_written_with_its_last_day(start: date, end: date, words: str) -> None:
    assert format_span(start, end) == words


def test_the_module_loads_the_standard_library_alone() -> None:
    script = (
        "import sys, domain.numbers\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'numpy', 'pandas', 'babel', 'pydantic'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
