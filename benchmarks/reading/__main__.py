"""How fast the API reads on the demo, and whether it lets go of what was dropped.

    python -m benchmarks.reading [--home FOLDER] [--quick] [--smoke] [--seed N]

Makes the demo (with the model `fast`; --home takes a copy of a workspace instead) and serves it as
`earshot serve` does. For a month's `/v1/counts` and `/v1/themes`: milliseconds alone, the same for
periods that nobody asked for before (answers are kept), requests a second at 32 connections (`wrk`
where it is installed) and processor time a request; the same of FastAPI routes that run the same
SQL on an open connection and answer with its rows, in turn. Then 1,000 publications, with the API
and this process reading after each: descriptors are counted.

Bars: 15 ms alone, both ways, 200 requests/s in the best round, half of the bare route's requests a
second; no descriptor more, no file of a dropped snapshot open. They are meant for two quiet cores:
processor time a request says what a busy machine hides (7 ms make 285 requests/s on two cores).
"""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.bars import Bar
from benchmarks.counting import SMOKE_ASKS, fill
from benchmarks.demo_themes import make_workspace
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from benchmarks.reading.load import measure_load
from benchmarks.reading.publications import watch_publications
from benchmarks.reading.servers import RunningServer, find_free_port, start_server
from cli.processes import define_api
from domain.periods import Period, parse_period
from store.files.home import Home
from store.read.reader import open_reader

ALONE, A_SECOND, OF_BARE, CONNECTIONS = 15.0, 200.0, 0.5, 32
ROUTES = ("/v1/counts", "/v1/themes")


@dataclass(frozen=True)
class Speed:
    """How fast a server answers one route."""

    a_second: float
    processor_ms: float
    """Milliseconds of processor time a request."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, serve, ask, publish; 1 when a bar is missed."""
    parser = build_parser("reading", __doc__)
    parser.add_argument("--home", type=Path, help="a workspace to copy, e.g. .demo")
    parser.add_argument("--start", default="2026-05-27", help="the first day of the demo")
    asked = read_options(parser, arguments)
    with TemporaryDirectory() as scratch:
        home = prepare_home(Path(scratch), asked)
        period = find_whole_month(home)
        port, bare_port = find_free_port(), find_free_port()
        command = define_api("127.0.0.1", port).command
        bare = (sys.executable, "-m", "uvicorn", "benchmarks.reading.bare:create_app", "--factory")
        more = ("--port", str(bare_port), "--no-access-log", "--log-level", "warning")
        with (
            start_server(command, port, EARSHOT_HOME=str(home.path)) as ours,
            start_server(
                (*bare, *more), bare_port, EARSHOT_HOME=str(home.path), BARE_PERIOD=period.words
            ) as theirs,
        ):
            bars = judge_speed(asked, ours, theirs, period)
            times = pick_size(asked, 1_000, 100, 12)
            path = f"{ROUTES[1]}?period={period.words}"
            found = watch_publications(home, ours, path, period, times)
    for name, files in found.items():
        title = f"{times:,} publications, {name}"
        bars += [
            Bar(f"{title}: descriptors more", files.growth, 0, at_most=True),
            Bar(f"{title}: files of a dropped snapshot open", files.dropped, 0, at_most=True),
        ]
    return report_bars(asked, bars)


def prepare_home(folder: Path, asked: argparse.Namespace) -> Home:
    """A workspace to serve, in `folder`."""
    home = Home.from_path(folder / "home")
    if asked.home is not None:
        given = Home.from_path(asked.home)
        shutil.copytree(given.path, home.path)
        shutil.copytree(given.secrets, home.secrets)
    elif asked.smoke:
        home.create()
        fill(home, SMOKE_ASKS, asked.seed)  # made-up rows: no model, no minute
    else:
        make_workspace(folder, asked, model="fast")
    return home


def find_whole_month(home: Home) -> Period:
    """The last month that the data hold from beginning to end."""
    now = datetime.now(UTC)
    with open_reader(home) as reader:
        newest = reader.snapshot.data_through or now
        totals = reader.count_totals(parse_period("all", now))
        themes = reader.count_themes()
    day = (newest + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    print(f"{totals.asks:,} asks, {themes} themes; the month {day:%Y-%m}", end="; ")
    print(f"load of this machine before: {os.getloadavg()[0]:.1f}")
    return parse_period(f"{day:%Y-%m}", now)


def judge_speed(
    asked: argparse.Namespace, ours: RunningServer, theirs: RunningServer, period: Period
) -> list[Bar]:
    """Print a line a route and server; the bars."""
    print(f"{'route':<19}{'alone, ms':>10}{'new, ms':>9}{'requests/s':>12}{'processor, ms':>15}")
    bars = []
    for route in ROUTES:
        path = f"{route}?period={period.words}"
        times = pick_size(asked, 200, 100, 5)
        alone, bare_alone = (one.measure_alone(path, times) for one in (ours, theirs))
        new = ours.measure_each(
            [f"{route}?period={words}" for words in list_new_periods(period, times)]
        )
        pairs = [
            (measure_speed(asked, ours, path), measure_speed(asked, theirs, path))
            for _ in range(pick_size(asked, 7, 3, 1))
        ]
        best = max((pair[0] for pair in pairs), key=lambda speed: speed.a_second)
        ratio = median(pair[0].a_second / pair[1].a_second for pair in pairs)
        spent = median(pair[1].processor_ms / pair[0].processor_ms for pair in pairs)
        _print_line(route, "ours", alone, new, [pair[0] for pair in pairs])
        _print_line(route, "bare", bare_alone, None, [pair[1] for pair in pairs])
        print(f"{route:<12}of bare: {ratio:.2f} by requests, {spent:.2f} by processor time")
        bars += [
            Bar(f"{route}: milliseconds alone", alone, ALONE, at_most=True),
            Bar(f"{route}: milliseconds alone, not asked before", new, ALONE, at_most=True),
            Bar(f"{route}: requests a second, best round", best.a_second, A_SECOND),
            Bar(f"{route}: of the bare route's requests a second", ratio, OF_BARE),
        ]
    return bars


def measure_speed(asked: argparse.Namespace, server: RunningServer, path: str) -> Speed:
    """One round at 32 connections."""
    seconds = pick_size(asked, 5.0, 3.0, 0.3)
    before = server.read_processor_seconds()
    found = measure_load(server.port, path, CONNECTIONS, seconds)
    spent = server.read_processor_seconds() - before
    return Speed(found, max(spent, 1e-3) * 1_000 / (found * seconds))


def list_new_periods(month: Period, times: int) -> list[str]:
    """Other spans of about a month, each different."""
    assert month.start is not None
    assert month.end is not None
    first = month.start - timedelta(days=30)
    return [
        f"{first + timedelta(days=n % 20)}..{month.end - timedelta(days=n // 20)}"
        for n in range(times)
    ]


def _print_line(
    route: str, whose: str, alone: float, new: float | None, speeds: Sequence[Speed]
) -> None:
    a_second = median(speed.a_second for speed in speeds)
    processor = median(speed.processor_ms for speed in speeds)
    asked_new = "" if new is None else f"{new:.1f}"
    print(f"{route:<12}{whose:<7}{alone:>10.1f}{asked_new:>9}{a_second:>12.0f}{processor:>15.2f}")


if __name__ == "__main__":
    sys.exit(main())
