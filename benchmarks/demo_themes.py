"""The made company, read and grouped as the product does it, against what was planted.

    python -m benchmarks.demo_themes [--quick] [--smoke] [--seed N] [--start DAY]

Prints how the themes agree with the planted ones, the same for each language, the purity of each
tenth by strength, and the bars: planted triples (a conversation in Russian, one in Ukrainian and
one in English about the same) that share a theme, languages served alike, areas not
too many, and themes under the areas of `demo/areas.toml` that the school's own people would choose.
Exits 1 when a bar is missed. `--quick` takes 800 conversations of eight weeks.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.bars import Bar
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from clustering.evaluation import metrics
from demo.make import main as make_demo
from domain.periods import parse_period
from pipeline.areas.tree import save_tree
from pipeline.imports.ingest import Source, ingest_conversations
from pipeline.settings import Settings
from pipeline.themes.refresh import refresh_themes
from store.files.home import Home
from store.read.conversations import read_conversations_by_theme
from store.read.reader import open_reader

START = "2026-05-27"
CORPUS = "conversations.jsonl"
TRIPLES, PARITY, AREAS = 0.95, 0.05, 20
PLACED = 0.9
"""Least share of planted themes in the right area."""
NAMED_AREAS = Path(__file__).parents[1] / "demo" / "areas.toml"
RIGHT_AREA = {
    "payments": "Payments", "account": "Account and login", "login": "Account and login",
    "webinars": "Webinars and video", "video": "Webinars and video", "homework": "Homework",
    "courses": "Courses and lessons", "certificates": "Courses and lessons",
    "schedule": "Courses and lessons", "mobile_app": "App and notifications",
    "app": "App and notifications", "interface": "App and notifications",
    "notifications": "App and notifications", "studio": "Lumo Studio", "support": "Support",
}  # fmt: skip
"""Area of a planted theme -> the area in `areas.toml` that it belongs to."""
SPOKEN = ("ru", "uk", "en")
QUICK = ("--weeks", "8", "--conversations", "800")
SMOKE = ("--weeks", "8", "--conversations", "300")


@dataclass(frozen=True)
class Placement:
    """The themes of a conversation, the one of its first ask first, with that ask's strength."""

    themes: tuple[str, ...]
    confidence: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, read, group, judge; 1 when a bar is missed."""
    parser = build_parser("demo_themes", __doc__)
    parser.add_argument("--start", default=START, help="the first day of the demo")
    asked = read_options(parser, arguments)
    with TemporaryDirectory() as scratch:
        truth = make_workspace(Path(scratch), asked)
        placed, areas = read_placements(Path(scratch) / "home")
        area_of = place_under_named_areas(Path(scratch) / "home", asked)
    told = {name: row for name, row in truth["conversations"].items() if len(row["themes"]) <= 1}
    meant = [row["themes"][0] if row["themes"] else "" for row in told.values()]
    nowhere = Placement(("",), 0.0)
    themes = [placed.get(name, nowhere).themes[0] for name in told]
    strength = [placed.get(name, nowhere).confidence for name in told]
    print_agreement(meant, themes)
    parity = print_languages(meant, themes, [row["language"] for row in told.values()])
    print_deciles(meant, themes, strength)
    together, triples = measure_triples(truth["triples"], placed)
    main_ones, planted = metrics.compute_cross_language_share(
        meant, themes, [row["language"] for row in told.values()]
    )
    judged = [
        Bar(f"{triples:,} triples in one theme", together, TRIPLES),
        Bar(f"{planted} planted themes: one main theme in all three", main_ones or 0.0, TRIPLES),
        Bar("B-cubed F1, best to worst language", parity, PARITY, at_most=True),
        Bar("areas", areas, AREAS, at_most=True),
        judge_named_areas(meant, themes, truth, area_of),
    ]
    return report_bars(asked, judged)


def make_workspace(
    folder: Path, asked: argparse.Namespace, model: str | None = None
) -> dict[str, Any]:
    """Write the demo into `folder` and have the product group it, with a model that is not the
    default where one is named; what was planted."""
    planted = write_demo(folder, asked)
    model = "fast" if asked.smoke else model
    group_conversations(read_conversations(folder, **({"model": model} if model else {})))
    return planted


def write_demo(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Write the demo's conversations into `folder`; what was planted."""
    truth = folder / "truth.json"
    words = ["--out", str(folder / CORPUS), "--truth", str(truth), "--seed", str(asked.seed)]
    start = getattr(asked, "start", START)
    make_demo([*words, "--start", start, *pick_size(asked, (), QUICK, SMOKE)])
    planted: dict[str, Any] = json.loads(truth.read_text(encoding="utf-8"))
    return planted


def read_conversations(folder: Path, **chosen: str) -> Settings:
    """Read the demo into the workspace `home` in `folder`; its settings, with those chosen."""
    settings = Settings(home=folder / "home", **chosen)  # type: ignore[arg-type]
    ingest_conversations(settings, Source(folder / CORPUS), datetime.now(UTC))
    return settings


def group_conversations(settings: Settings) -> None:
    """Make themes of what was read."""
    refresh_themes(settings, datetime.now(UTC))


def read_placements(home: Path) -> tuple[dict[str, Placement], int]:
    """Conversation -> where it was counted; and how many areas there are."""
    with open_reader(Home.from_path(home)) as reader:
        counted = read_conversations_by_theme(reader, parse_period("all", datetime.now(UTC)))
        areas = len(reader.read_areas())
    rows = [row for theme in counted.values() for row in theme]
    rows.sort(key=lambda row: (row["asked_at"], row["ask_id"]))
    placed: dict[str, Placement] = {}
    for row in rows:
        known = placed.get(row["conversation_id"], Placement((), row["strength"]))
        themes = (*known.themes, row["theme_id"])
        placed[row["conversation_id"]] = Placement(themes, known.confidence)
    return placed, areas


def place_under_named_areas(home: Path, asked: argparse.Namespace) -> dict[str, str]:
    """Theme -> the name of its area in `demo/areas.toml`, as `earshot areas set` places it."""
    settings = Settings(home=home, **({"model": "fast"} if asked.smoke else {}))  # type: ignore[arg-type]
    save_tree(settings, NAMED_AREAS)
    refresh_themes(settings, datetime.now(UTC))
    with open_reader(settings.store) as reader:
        areas = reader.read_areas()
    return {theme: area.names[0].label for area in areas for theme in area.theme_ids}


def judge_named_areas(
    meant: Sequence[str],
    themes: Sequence[str],
    truth: Mapping[str, Any],
    area_of: Mapping[str, str],
) -> Bar:
    """How many of the planted themes, each where most of it is, stand in the right area."""
    right = []
    for slug in sorted(set(meant) - {""}):
        held = Counter(
            found for one, found in zip(meant, themes, strict=True) if one == slug and found
        )
        if held:
            (main_theme, _), *_ = held.most_common(1)
            right.append(area_of.get(main_theme) == RIGHT_AREA[truth["themes"][slug]["area"]])
    share = sum(right) / len(right)
    return Bar(f"{len(right)} planted themes: in the area its people would choose", share, PLACED)


def measure_triples(
    triples: Mapping[str, Sequence[Sequence[str]]], placed: Mapping[str, Placement]
) -> tuple[float, int]:
    """Share of the triples whose three conversations share a theme; and how many there are."""
    shared = [
        bool(set.intersection(*(set(placed[name].themes) if name in placed else set()
                                for name in triple)))
        for told in triples.values()
        for triple in told
    ]  # fmt: skip
    return sum(shared) / len(shared), len(shared)


def print_agreement(meant: Sequence[str], themes: Sequence[str]) -> None:
    """All conversations about one thing, and those about nothing."""
    told = metrics.compute_b_cubed(meant, themes)
    print(f"{len(meant):,} conversations, {len(set(themes) - {''})} themes, "
          f"{len(set(meant) - {''})} planted")  # fmt: skip
    ami, ari = metrics.compute_ami(meant, themes), metrics.compute_ari(meant, themes)
    print(f"AMI {ami:.3f}, ARI {ari:.3f}, "
          f"B-cubed {told.precision:.3f} / {told.recall:.3f} / F1 {told.f1:.3f}")  # fmt: skip
    print(f"planted themes found {metrics.compute_found_share(meant, themes):.3f}\n")
    for slug, size in Counter(meant).most_common():
        held = Counter(found for one, found in zip(meant, themes, strict=True) if one == slug)
        if slug and held.most_common(1)[0][1] < 0.9 * size:
            print(f"  {slug}: {size} in {[count for _, count in held.most_common(4)]}")


def print_languages(meant: Sequence[str], themes: Sequence[str], languages: Sequence[str]) -> float:
    """Coverage and B-cubed by language; how far the best F1 is from the worst."""
    print("\n| language | conversations | coverage | precision | recall | F1 |")
    print("|---|---:|---:|---:|---:|---:|")
    scores = metrics.score_by_language(meant, themes, languages)
    for one in scores:
        print(f"| {one.language} | {one.rows:,} | {one.coverage or 0:.3f} "
              f"| {one.b_cubed.precision:.3f} | {one.b_cubed.recall:.3f} "
              f"| {one.b_cubed.f1:.3f} |")  # fmt: skip
    spoken = [one.b_cubed.f1 for one in scores if one.language in SPOKEN]
    return max(spoken) - min(spoken)


def print_deciles(meant: Sequence[str], themes: Sequence[str], strength: Sequence[float]) -> None:
    """Purity of each tenth by strength, the weakest first."""
    print("\n| tenth | strength from | conversations | purity |\n|---:|---:|---:|---:|")
    for part in metrics.compute_purity_by_decile(meant, themes, strength):
        print(f"| {part.number} | {part.least:.2f} | {part.rows:,} | {part.purity:.3f} |")
    print()


if __name__ == "__main__":
    sys.exit(main())
