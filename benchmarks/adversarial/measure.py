"""Seconds at growing sizes, and the exponent with which they grow."""

import gc
import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.bars import Bar

Measure = Callable[[int], float]
"""A size in bytes -> the seconds of processor time that a text or file of that size took."""

MOST_SECONDS, MOST_EXPONENT = 2.0, 1.2
_LEAST_SECONDS = 0.02
_LEAST_SLOWEST = 0.25
"""Shorter times, and cases whose largest size takes less, say nothing about growth."""
_GIVE_UP = 20.0
"""Seconds at one size after which larger ones are not tried."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What one case took at each size, smallest first."""

    name: str
    steps: tuple[tuple[int, float], ...]
    """(bytes, seconds)"""
    finished: bool = True
    """Whether every size was tried."""
    allowed: float = MOST_SECONDS
    """Seconds that the largest size may take."""

    @property
    def slowest(self) -> float:
        """Seconds at the largest size; infinite where that was not tried."""
        return self.steps[-1][1] if self.finished else math.inf

    @property
    def share(self) -> float:
        """Seconds at the largest size, of those allowed."""
        return self.slowest / self.allowed

    @property
    def exponent(self) -> float | None:
        """The k of seconds ~ bytes^k, by least squares; None where the times are too short."""
        long = [(math.log(size), math.log(taken)) for size, taken in self.steps
                if taken >= _LEAST_SECONDS]  # fmt: skip
        if len(long) < 2 or self.steps[-1][1] < _LEAST_SLOWEST:
            return None
        x, y = (sum(column) / len(long) for column in zip(*long, strict=True))
        covariance = sum((a - x) * (b - y) for a, b in long)
        return float(covariance / sum((a - x) ** 2 for a, _ in long))


def time_call(call: Callable[[], object]) -> float:
    """Seconds of processor time that a call takes."""
    began = time.process_time()
    call()
    return time.process_time() - began


def measure_growth(name: str, measure: Measure, sizes: Sequence[int]) -> Growth:
    """The growth of one case."""
    steps: list[tuple[int, float]] = []
    # What the cases before it left in caches is no garbage: looking through it grows with them.
    gc.collect()
    gc.freeze()
    for size in sizes:
        # Once: a text that was read before would be found in caches.
        taken = measure(size)
        steps.append((size, taken))
        if taken > _GIVE_UP:
            break
    return Growth(name, tuple(steps), len(steps) == len(sizes))


def print_growths(growths: Iterable[Growth], most: int | None = None) -> None:
    """Print a table, the slowest first, of at most `most` cases."""
    ranked = sorted(growths, key=lambda growth: -growth.slowest)
    print(f"{'case':<52} {'bytes':>8} {'seconds':>8} {'exponent':>9}")
    for growth in ranked[:most]:
        size, taken = growth.steps[-1]
        shown = "-" if growth.exponent is None else f"{growth.exponent:.2f}"
        print(f"{growth.name:<52} {size:>8,} {taken:>8.2f} {shown:>9}")
    print(f"{len(ranked)} cases")


def build_bars(what: str, growths: Sequence[Growth]) -> list[Bar]:
    """The bars of a group of cases: seconds of the slowest for what it is allowed, and the largest
    exponent."""
    slowest = max(growths, key=lambda growth: growth.share)
    steepest = max(growths, key=lambda growth: growth.exponent or 0)
    return [
        Bar(f"{what}: seconds of the slowest ({slowest.name})",
            slowest.slowest, slowest.allowed, at_most=True),
        Bar(f"{what}: largest exponent ({steepest.name})",
            steepest.exponent or 0, MOST_EXPONENT, at_most=True),
    ]  # fmt: skip
