"""Are the verdicts right? Simulated histories with known truth, and the naive ways beside them.

    python -m benchmarks.signals [--quick] [--smoke] [--seed N]

Prints a table and exits with 1 when a bar is missed. The worlds are in `benchmarks.signals.worlds`.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy import stats

from benchmarks.options import build_parser, pick_size, read_options
from benchmarks.signals import worlds
from signals.alarms.daily import (
    BUDGET,
    DAILY_SHARE,
    HOURLY_SHARE,
    MONTH,
    compute_test_alpha,
    detect_daily_alarms,
)
from signals.alarms.hourly import detect_hourly_alarms
from signals.audits import StratumSample, estimate_part_count, estimate_true_count
from signals.effects import estimate_rate_ratios
from signals.statistics.baseline import BASELINE_DAYS
from signals.statistics.intervals import compute_share_interval, compute_total_interval
from signals.trends import detect_trends

SERIES, BUSY = 40, 4
"""Series watched by day, and those busy enough to be watched by hour, of one workspace."""
LEARNED = 54
"""Days on which an hour's noise is learned: what eight weeks leave after the first fits."""
WATCHED = 30
"""Days of a month of watching."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    value: float
    bar: str = ""
    held: bool = True


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything; the exit status."""
    asked = read_options(build_parser("signals", __doc__), arguments)
    histories = pick_size(asked, 1_000, 100, 2)
    rows = []
    parts: tuple[Callable[[Generator, int], list[Row]], ...] = (
        measure_false_alarms, measure_daily_power, measure_hourly_power, measure_effects,
        measure_trend_verdicts, measure_audits, measure_totals,
    )  # fmt: skip
    for number, part in enumerate(parts):
        found = part(np.random.default_rng((asked.seed, number)), histories)
        for row in found:
            mark = "" if not row.bar else ("  ok" if row.held else "  MISSED")
            print(f"{row.what:<78}{row.value:>9.3f}  {row.bar}{mark}", flush=True)
        rows += found
    return int(not asked.smoke and not all(row.held for row in rows))


def _is_within(hits: int, tries: int, low: float, high: float = 1.0) -> bool:
    """Whether the rate may lie in [low, high], as far as `tries` can tell (binomial 95 %)."""
    least, most = stats.beta.ppf((0.025, 0.975), (hits, hits + 1), (tries - hits + 1, tries - hits))
    return bool((np.nan_to_num(most, nan=1.0) >= low) & (np.nan_to_num(least) <= high))


def measure_false_alarms(rng: Generator, histories: int) -> list[Row]:
    """A month in which nothing happens, by day and by hour, over everything watched."""
    by_day = by_hour = naive = 0
    days = BASELINE_DAYS + WATCHED
    for _ in range(histories):
        space = worlds.simulate_quiet_workspace(rng, SERIES, days)
        levels = 2 * space.daily[:, :BASELINE_DAYS].mean(axis=1)
        alpha = compute_test_alpha(BUDGET * DAILY_SHARE, levels, MONTH)
        totals_ = space.daily.sum(axis=0)
        seen = detect_daily_alarms(
            space.daily, totals_, np.ones(days, bool), space.weekday, BASELINE_DAYS, alpha
        )
        by_day += int(seen.started.sum())
        naive += _count_naive_alarms(space.daily)
        busy = np.exp(rng.uniform(np.log(24), np.log(150), BUSY))
        hours, weekday = worlds.simulate_hours(rng, busy, days)
        daily = hours.sum(axis=2)
        expected = detect_daily_alarms(
            daily, daily.sum(axis=0), np.ones(days, bool), weekday, BASELINE_DAYS - LEARNED, alpha
        ).expected
        alpha = compute_test_alpha(BUDGET * HOURLY_SHARE, np.full(BUSY, 24.0), MONTH * 24)
        by_hour += int(
            detect_hourly_alarms(hours, expected, weekday, BASELINE_DAYS, alpha).started.sum()
        )
    months = histories * WATCHED / MONTH
    both = by_day + by_hour
    # Poisson 95 %: whether what was counted can come from a month's budget or less.
    least = stats.chi2.ppf(0.025, 2 * both) / 2 / months
    return [
        Row(f"false alarms a month, by day ({SERIES} series)", by_day / months),
        Row(f"false alarms a month, by hour ({BUSY} series)", by_hour / months),
        Row("false alarms a month over everything", both / months, f"<= {BUDGET}", least <= BUDGET),
        Row("   naive: mean + 3 sd of four weeks, by day", naive / months),
    ]


def _count_naive_alarms(daily: worlds.Floats) -> int:
    found = 0
    for day in range(BASELINE_DAYS, daily.shape[1]):
        past = daily[:, day - 28 : day]
        found += int((daily[:, day] > past.mean(axis=1) + 3 * past.std(axis=1)).sum())
    return found


def _compute_daily_alpha() -> float:
    """What a workspace of `SERIES` like those of `simulate_quiet_workspace` grants a test."""
    return compute_test_alpha(BUDGET * DAILY_SHARE, 2 * np.geomspace(0.1, 12, SERIES), MONTH)


def _list_spikes(usual: worlds.Noise, rough: worlds.Noise) -> list[tuple[float, worlds.Noise]]:
    """Times over the usual, and the noise; the barred threefold one under rougher noise too."""
    return [*((times, usual) for times in (1.5, 2.0, 2.5, 3.0, 4.0)), (3.0, rough)]


def _describe_noise(noise: worlds.Noise) -> str:
    return ", rough noise" if noise in (worlds.ROUGH, worlds.ROUGH_BY_HOUR) else ""


def measure_daily_power(rng: Generator, histories: int) -> list[Row]:
    """A spike on 8 a day, found on its first or second day."""
    rows, days = [], BASELINE_DAYS + 3
    alpha = _compute_daily_alpha()
    for times, rough in _list_spikes(worlds.USUAL, worlds.ROUGH):
        space = worlds.simulate_spike(rng, histories, days, 8.0, times, rough)
        seen = detect_daily_alarms(
            space.daily,
            space.daily.mean(axis=0),
            np.ones(days, bool),
            space.weekday,
            BASELINE_DAYS,
            alpha,
        )
        found = int(seen.open[:, -2:].any(axis=1).sum())
        past = space.daily[:, -30:-2]
        limit = (past.mean(axis=1) + 3 * past.std(axis=1))[:, None]
        naive = (space.daily[:, -2:] > limit).any(axis=1).mean()
        bar = times == 3.0 and rough is worlds.USUAL
        rows.append(
            Row(f"spike x {times} on 8 a day{_describe_noise(rough)}: found within two days "
                f"(naive {naive:.2f})",
                found / histories, ">= .9" if bar else "", not bar or found >= 0.9 * histories)
        )  # fmt: skip
    return rows


def measure_hourly_power(rng: Generator, histories: int) -> list[Row]:
    """A spike on 5 an hour, found within three hours."""
    rows, days, hour = [], BASELINE_DAYS + 1, 11
    by_day = _compute_daily_alpha()
    alpha = compute_test_alpha(BUDGET * HOURLY_SHARE, np.full(BUSY, 24.0), MONTH * 24)
    for times, rough in _list_spikes(worlds.USUAL_BY_HOUR, worlds.ROUGH_BY_HOUR):
        base = np.full(
            histories, 5 / worlds.HOURS[hour : hour + 3].mean() / worlds.WEEKDAYS[(days + 1) % 7]
        )
        hours, weekday = worlds.simulate_hours(rng, base, days, (hour, times), rough)
        daily = hours.sum(axis=2)
        usual = detect_daily_alarms(
            daily, daily.mean(axis=0), np.ones(days, bool), weekday, BASELINE_DAYS - LEARNED, by_day
        ).expected
        seen = detect_hourly_alarms(hours, usual, weekday, days - 1, alpha)
        last = seen.chance.reshape(histories, days, 24)[:, -1, hour : hour + 3]
        found = int((last < alpha).any(axis=1).sum())
        bar = times == 3.0 and rough is worlds.USUAL_BY_HOUR
        rows.append(
            Row(f"spike x {times} on 5 an hour{_describe_noise(rough)}: found within three hours",
                found / histories, ">= .9" if bar else "", not bar or found >= 0.9 * histories)
        )  # fmt: skip
    return rows


def measure_effects(rng: Generator, histories: int) -> list[Row]:
    """Intervals of a fix, under trends, weekdays, traffic shifts, over-dispersion and AR(1)."""
    rows = []
    fell = naive_fell = nulls = 0
    for few, bases in ((False, (0.8, 1.5, 4.0)), (True, (0.15, 0.3))):
        hits = naive_hits = tries = 0
        for base in bases:
            for ratio in (1.0, 0.7, 0.35):
                for before, after in ((16, 8), (8, 4)):
                    told = worlds.simulate_fix(rng, histories, before, after, base, ratio)
                    found = estimate_rate_ratios(told.weekly, told.controls, told.after)
                    kept = (found.expected < 20) == few
                    kept &= found.expected >= 5
                    hit = (found.low <= ratio) & (ratio <= found.high)
                    low, high = _compute_naive_ratio(told)
                    hits += int(hit[kept].sum())
                    naive_hits += int(((low <= ratio) & (ratio <= high))[kept].sum())
                    tries += int(kept.sum())
                    if ratio == 1.0:
                        fell += int((found.high < 1)[kept].sum())
                        naive_fell += int((high < 1)[kept].sum())
                        nulls += int(kept.sum())
        words, top = ("fewer than 20", 1.0) if few else ("20 or more", 0.97)
        rows += [
            Row(f"effect of a fix, {words} expected ({tries}): intervals that cover the truth",
                hits / tries, ">= .93" if few else ".93-.97", _is_within(hits, tries, 0.93, top)),
            Row("   naive: rates before and after, Poisson interval", naive_hits / tries),
        ]  # fmt: skip
    rows += [
        Row(f"no effect ({nulls}): called fallen", fell / nulls, "<= .05", fell <= 0.05 * nulls),
        Row("   naive: Poisson interval below 1", naive_fell / nulls),
    ]
    return rows


def _compute_naive_ratio(told: worlds.FixHistory) -> tuple[worlds.Floats, worlds.Floats]:
    after, before = (told.weekly[:, part].sum(axis=1) + 0.5 for part in (told.after, ~told.after))
    log = np.log(after / told.after.sum()) - np.log(before / (~told.after).sum())
    half = 1.96 * np.sqrt(1 / after + 1 / before)
    return np.exp(log - half), np.exp(log + half)


def measure_trend_verdicts(rng: Generator, histories: int) -> list[Row]:
    """40 themes, one in five of which changed, looked at in all workspaces."""
    wrong: list[float] = []
    naive_wrong: list[float] = []
    found = there = called = false = 0
    for number in range(histories):
        weeks = (4, 8, 12)[number % 3]
        weekly, truth = worlds.simulate_trends(rng, SERIES, weeks, 0.2)
        told = detect_trends(weekly, np.ones(2 * weeks), weeks, weekly.sum(axis=1))
        said = np.array([{"rising": 1, "falling": -1}.get(row.direction, 0) for row in told])
        bad = (said != 0) & (said != truth)
        wrong.append(bad.sum() / max((said != 0).sum(), 1))
        false, called = false + int(bad.sum()), called + int((said != 0).sum())
        found, there = (
            found + int(((said == truth) & (truth != 0)).sum()),
            there + (truth != 0).sum(),
        )
        change = (weekly[:, -1] + 1e-9) / (weekly[:, -2] + 1e-9)
        naive = np.where(change > 1.2, 1, np.where(change < 1 / 1.2, -1, 0))
        naive_wrong.append(((naive != 0) & (naive != truth)).sum() / max((naive != 0).sum(), 1))
    rate = float(np.mean(wrong))
    return [
        Row(f"trends ({called} called): false discoveries", rate, "<= .10", rate <= 0.10),
        Row("trends: changes of 1.4 to 3 times that were found", found / there),
        Row(
            "   naive: last week against the one before by 20 %, false", float(np.mean(naive_wrong))
        ),
    ]


def measure_audits(rng: Generator, histories: int) -> list[Row]:
    """Fifty asks of a theme with planted mistakes, inside and next to it."""
    hits = naive_hits = part_hits = 0
    for _ in range(histories):
        size = int(np.exp(rng.uniform(np.log(60), np.log(1_500))))
        sizes = (size // 2, size - size // 2, size // 2)
        rates = (rng.beta(18, 1.5), rng.beta(8, 2), rng.beta(1, 10))
        belong = [int(rng.binomial(count, rate)) for count, rate in zip(sizes, rates, strict=True)]
        looked = [
            StratumSample(count, min(drawn, count),
                   int(rng.hypergeometric(yes, count - yes, min(drawn, count))))
            for count, yes, drawn in zip(sizes, belong, (15, 15, 20), strict=True)
        ]  # fmt: skip
        told, truth = estimate_true_count(looked[:2], looked[2:]), sum(belong)
        month = [size // 6 for size in sizes]
        part = estimate_part_count(month[0] + month[1], looked[:2], looked[2:])
        kept = zip(sizes, belong, month, strict=True)
        in_month = sum(int(rng.hypergeometric(yes, all_ - yes, n)) for all_, yes, n in kept)
        part_hits += bool(part and part.low <= in_month <= part.high)
        hits += told.low <= truth <= told.high
        low, high = compute_total_interval(size, size, 1.0)
        naive_hits += bool(low <= truth <= high)
    return [
        Row(f"audited counts ({histories}): intervals that cover the truth",
            hits / histories, ".93-.97", _is_within(hits, histories, 0.93, 0.97)),
        Row("audited counts of a sixth of a theme: intervals that cover the truth",
            part_hits / histories, ">= .93", _is_within(part_hits, histories, 0.93)),
        Row("   naive: Poisson interval of the bare count", naive_hits / histories),
    ]  # fmt: skip


def measure_totals(rng: Generator, histories: int) -> list[Row]:
    """Conversations that customers bring in lumps, and shares."""
    hits = naive_hits = shares = 0
    for _ in range(histories):
        mean = np.exp(rng.uniform(np.log(10), np.log(300)))
        lumps = rng.geometric(0.6, rng.poisson(mean)).astype(float)
        total, truth = lumps.sum(), mean / 0.6
        low, high = compute_total_interval(total, (lumps**2).sum(), max(lumps, default=1.0))
        hits += bool(low <= truth <= high)
        low, high = compute_total_interval(total, total, 1.0)
        naive_hits += bool(low <= truth <= high)
        rate, among = rng.uniform(0.005, 0.3), int(rng.integers(100, 3_000))
        low, high = compute_share_interval(rng.binomial(among, rate), among)
        shares += bool(low <= rate <= high)
    return [
        Row("totals of several by customer: intervals that cover the truth", hits / histories,
            ">= .93", _is_within(hits, histories, 0.93)),
        Row("   naive: Poisson interval, as if nobody wrote twice", naive_hits / histories),
        Row("shares: Wilson intervals that cover the truth", shares / histories,
            ">= .93", _is_within(shares, histories, 0.93)),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
