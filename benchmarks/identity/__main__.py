"""Do themes keep their identity? Replays of half a year, and streams of public intents.

    python -m benchmarks.identity [--data FOLDER] [--quick] [--smoke] [--seed N] [--model NAME]
                                  [--cache FOLDER] [--part demo,speed,banking77,clinc150]

The demo's 26 weeks: weekly `earshot themes`, every fourth week `--regroup`, beginning with the
first of these, over five seeds. With
--data also Banking77 and CLINC150, streamed in random order with classes introduced in five waves,
beside BERTopic's `merge_models` on the same vectors (`pip install .[bench]`). `speed`: a weekly
assignment of 1,000 new asks into 100,000 known ones against a full regrouping, embedding aside.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir, mkdtemp

from benchmarks.bars import Bar
from benchmarks.identity.measures import (
    HEAD,
    Figures,
    compute_agreement,
    format_row,
    measure_replay,
)
from benchmarks.identity.replay import SMOKE_WEEKS, make_demo_weeks, open_workspace, replay
from benchmarks.options import build_parser, read_options, report_bars


def run_demo(told: argparse.Namespace) -> list[Bar]:
    """The demo's half year, once a seed."""
    print(HEAD, flush=True)
    total = Figures(*[0] * 12)
    for seed in range(told.seed, told.seed + (1 if told.quick else 5)):
        with TemporaryDirectory() as scratch, open_workspace(told.cache, told.model) as settings:
            weeks, truth = make_demo_weeks(Path(scratch), seed)
            weeks = weeks[: SMOKE_WEEKS if told.smoke else None]
            planted = {
                name: conversation["themes"][0]
                for name, conversation in truth["conversations"].items()
                if len(conversation["themes"]) == 1
            }
            seen = replay(settings, weeks, planted, Path(scratch))
            figures = measure_replay(seen, truth)
        print(
            format_row(f"demo seed {seed}", figures),
            "AMI {:.3f} ARI {:.3f}".format(*compute_agreement(seen)),
        )
        total += figures
    print(format_row("demo", total))
    return [
        Bar("demo: planted themes with one id", total.kept / max(total.planted, 1), 0.95),
        Bar("demo: splits and mergers, recall", total.found / max(total.changes, 1), 0.9),
        Bar("demo: splits and mergers, precision", total.right / max(total.recorded, 1), 0.9),
        Bar("demo: emerging theme told late", total.late, 0, at_most=True),
        Bar("demo: ids given twice", total.twice, 0, at_most=True),
    ]


def _build_stream_part(name: str) -> Callable[[argparse.Namespace], list[Bar]]:
    def run_part(told: argparse.Namespace) -> list[Bar]:
        from benchmarks.identity.streams import run_stream

        return run_stream(name, told)

    return run_part


def run_speed(told: argparse.Namespace) -> list[Bar]:
    """A weekly assignment against a full regrouping."""
    from benchmarks.identity.speed import measure_speed

    return measure_speed(told)


PARTS = {
    "demo": run_demo,
    "speed": run_speed,
    "banking77": _build_stream_part("banking77"),
    "clinc150": _build_stream_part("clinc150"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 when a bar is missed."""
    parser = build_parser("identity", __doc__, "banking77/, clinc150/ for the streams")
    parser.add_argument("--model", default="multilingual", help="that embeds")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "earshot-identity",
                        help="folder of vectors, kept between runs")  # fmt: skip
    parser.add_argument("--part", default="demo,speed,banking77,clinc150", help="with commas")
    options = read_options(parser, arguments)
    if options.smoke:
        options.model, options.cache = "fast", Path(mkdtemp(dir=options.data))
    wanted = [
        name
        for name in options.part.split(",")
        if options.data or PARTS[name] in (run_demo, run_speed)
    ]
    return report_bars(options, [bar for name in wanted for bar in PARTS[name](options)])


if __name__ == "__main__":
    sys.exit(main())
