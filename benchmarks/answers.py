"""Themes with and without what agents answered, through `ingest` and `themes`.

    python -m benchmarks.answers [--data FOLDER] [--quick] [--smoke] [--seed N] [--model NAME]

Reads the two companies of `benchmarks/data/answers/` (customers' texts and replies written for
this, never trained on), the demo and, with --data, every third thread of thunderbird/ (volunteers
answer; topics are coarse). Prints for each how the themes agree with people's without and with
answers, how much of what says nothing is kept out, and how much of the rest is themed. Another
seed draws nine tenths of the conversations. Of the companies it prints how far themes and areas
agree with the coarser categories that a desk would file them under (`categories.toml`), by B-cubed.

Bars: answers win .08 of AMI on the two companies together, and cost no more than .01 anywhere.
"""

import argparse
import gzip
import html
import json
import random
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any, Literal

from benchmarks.bars import Bar
from benchmarks.demo_themes import CORPUS, read_placements, write_demo
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from clustering.evaluation import metrics
from domain.discovery import BCubed
from pipeline.imports.ingest import Source, ingest_conversations
from pipeline.settings import Settings
from pipeline.themes.refresh import refresh_themes
from store.files.home import Home
from store.read.reader import open_reader

COMPANIES = Path(__file__).parent / "data" / "answers"
GAIN, LOSS = 0.08, 0.01
NOW = datetime(2026, 12, 1, tzinfo=UTC)
ONE_OFF = "one_off"
"""What is asked once: neither a theme nor nothing."""
_TAG = re.compile(r"<[^>]+>")

Truth = dict[str, str]
"""Conversation -> its theme; "" where it says nothing."""


@dataclass(frozen=True)
class Agreement:
    """How a grouping agrees with people's themes."""

    ami: float
    ari: float
    kept_out: float | None
    """Of conversations that say nothing: share in no theme; None where there are none."""
    coverage: float
    themes: int
    by_theme: BCubed | None
    """How the themes agree with a desk's categories; None where none are known."""
    by_area: BCubed | None
    """How the areas do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Group each set twice; 1 when a bar is missed."""
    parser = build_parser("answers", __doc__, "thunderbird/")
    parser.add_argument("--model", default="multilingual", help="the model to embed with")
    asked = read_options(parser, arguments)
    gains: dict[str, float] = {}
    grouped: dict[str, Agreement] = {}
    print("set            answers    AMI    ARI  kept out  coverage  themes")
    with TemporaryDirectory() as scratch:
        for name, path, truth in write_sets(asked, Path(scratch)):
            off, auto = (judge(asked, path, truth, answers) for answers in ("off", "auto"))
            gains[name] = auto.ami - off.ami
            grouped[name] = auto
            for words, found in (("off", off), ("auto", auto)):
                out = "-" if found.kept_out is None else f"{found.kept_out:.2f}"
                print(f"{name:<14}{words:>8}{found.ami:>7.3f}{found.ari:>7.3f}{out:>10}"
                      f"{found.coverage:>10.3f}{found.themes:>8}", flush=True)  # fmt: skip
    print_categories(grouped)
    companies = [gains.pop(path.stem) for path in sorted(COMPANIES.glob("*.jsonl"))]
    bars = [Bar("both companies: AMI that answers win", fmean(companies), GAIN)]
    bars += [Bar(f"{name}: AMI that answers win", gain, -LOSS) for name, gain in gains.items()]
    return report_bars(asked, bars)


def write_sets(asked: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Path, Truth]]:
    """Name, file of conversations and truth of every set."""
    for company in sorted(COMPANIES.glob("*.jsonl")):
        rows = [json.loads(line) for line in company.read_text(encoding="utf-8").splitlines()]
        yield company.stem, *write_set(asked, folder / company.name, map(build_record, rows))
    if not asked.quick:
        truth = write_demo(folder, asked)["conversations"]
        single = {name: row["themes"] for name, row in truth.items() if len(row["themes"]) <= 1}
        yield "demo", folder / CORPUS, {name: "".join(told) for name, told in single.items()}
    if asked.data and not asked.smoke:
        (path,) = (asked.data / "thunderbird").glob("threads_*.jsonl.gz")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            threads = [json.loads(line) for place, line in enumerate(lines) if place % 3 == 0]
        yield (
            "thunderbird",
            *write_set(asked, folder / "threads.jsonl", map(build_thread_record, threads)),
        )


def write_set(
    asked: argparse.Namespace, path: Path, records: Iterator[dict[str, Any]]
) -> tuple[Path, Truth]:
    """Write conversations in the native format, and what their theme is."""
    rows = list(records)
    if asked.seed != 1:
        rows = random.Random(asked.seed).sample(rows, round(0.9 * len(rows)))
    rows = rows[: pick_size(asked, len(rows), len(rows), 120)]
    truth = {row["id"]: row.pop("theme") for row in rows}
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path, truth


def build_record(row: dict[str, Any]) -> dict[str, Any]:
    """A conversation of a company, in the native format."""
    messages = [
        {
            "id": f"m{place}",
            "at": (NOW + timedelta(minutes=place)).isoformat(),
            "author": said["author"],
            "text": said["text"],
            "agent": {"id": said["name"], "name": said["name"]} if "name" in said else None,
        }
        for place, said in enumerate(row["messages"])
    ]
    return {"id": row["id"], "theme": row["theme"], "messages": messages}


def build_thread_record(row: dict[str, Any]) -> dict[str, Any]:
    """A forum thread in the native format."""
    messages = [
        {
            "id": said["id"],
            "author": "customer" if said["role"] == "customer" else "agent",
            "text": html.unescape(_TAG.sub(" ", said["body_html"])).strip() or "...",
            "agent": None if said["role"] == "customer" else {"id": said["author"]},
        }
        for said in row["messages"]
    ]
    return {
        "id": row["id"], "subject": row["title"], "theme": row["topic"], "messages": messages
    }  # fmt: skip


def judge(
    asked: argparse.Namespace, path: Path, truth: Truth, answers: Literal["auto", "off"]
) -> Agreement:
    """What the product makes of a file."""
    model = "fast" if asked.smoke else asked.model
    home = path.with_suffix(".home")
    settings = Settings(home=home, model=model, answers=answers)
    if not home.exists():
        ingest_conversations(settings, Source(path), NOW)
    refresh_themes(settings, NOW)
    placed, _ = read_placements(home)
    found = {name: placed[name].themes[0] if name in placed else "" for name in truth}
    real = [name for name, theme in truth.items() if theme not in ("", ONE_OFF)]
    meant, themes = [truth[name] for name in real], [found[name] for name in real]
    nothing = [name for name, theme in truth.items() if not theme]
    category_of, area_of = read_categories(path.stem), read_areas(home)
    filed = [name for name in real if category_of and found[name]]
    wanted = [category_of[truth[name]] for name in filed]
    return Agreement(
        ami=metrics.compute_ami(meant, themes),
        ari=metrics.compute_ari(meant, themes),
        kept_out=fmean(not found[name] for name in nothing) if nothing else None,
        coverage=fmean(bool(theme) for theme in themes),
        themes=len({theme for theme in found.values() if theme}),
        by_theme=measure_agreement(wanted, [found[name] for name in filed]),
        by_area=measure_agreement(
            wanted, [area_of.get(found[name], found[name]) for name in filed]
        ),
    )


def read_categories(company: str) -> dict[str, str]:
    """Theme -> the category its desk files it under; empty for a set without categories."""
    categories = tomllib.loads((COMPANIES / "categories.toml").read_text(encoding="utf-8"))
    return {
        theme: category
        for category, themes in categories.get(company, {}).items()
        for theme in themes
    }


def read_areas(home: Path) -> dict[str, str]:
    """Theme -> its area."""
    with open_reader(Home.from_path(home)) as reader:
        areas = reader.read_areas()
    return {theme: area.id for area in areas for theme in area.theme_ids}


def measure_agreement(wanted: Sequence[str], found: Sequence[str]) -> BCubed | None:
    """B-cubed over the asks that are in a theme; None where there are none."""
    return metrics.compute_b_cubed(wanted, found) if wanted else None


def print_categories(grouped: Mapping[str, Agreement]) -> None:
    """How themes and areas agree with the desk's categories, with answers."""
    print("\nset            beside the desk's categories  precision  recall     F1")
    for name, found in grouped.items():
        for words, told in (("themes", found.by_theme), ("areas", found.by_area)):
            if told:
                print(f"{name:<14}{words:>30}{told.precision:>11.3f}{told.recall:>8.3f}"
                      f"{told.f1:>7.3f}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
