"""Replays: a workspace that lives through weeks, assigned weekly and regrouped every fourth."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from clustering.encoder.encode import Encoder, load_encoder
from demo.make import main as make_demo
from domain.themes import LineageEvent
from pipeline.imports.ingest import Source, ingest_conversations
from pipeline.settings import Settings
from pipeline.themes import embed
from pipeline.themes.refresh import refresh_themes
from store.read.reader import open_reader

WEEKS = 26
START = datetime(2026, 5, 25, tzinfo=UTC)
REGROUP_EVERY = 4
SMOKE_WEEKS = 5
"""A grouping and an assignment after it: whether everything still runs."""
MIN_ASKS = 10
"""Asks a planted theme must have before it is expected to have an id."""


@dataclass
class ReplayLog:
    """What a replay saw, week by week."""

    ids: dict[str, list[str]] = field(default_factory=dict)
    """Planted theme -> the id that holds most of its asks, each week from its tenth ask on."""
    planted_in: dict[str, Counter[str]] = field(default_factory=dict)
    """Theme id -> planted themes of its asks, in the week it had most."""
    born: dict[str, datetime] = field(default_factory=dict)
    """Theme id -> the run after which it was first there."""
    emerging: dict[str, datetime] = field(default_factory=dict)
    """Planted theme -> when its id was first called emerging."""
    lineage: tuple[LineageEvent, ...] = ()
    gone: set[str] = field(default_factory=set)
    """Ids that were live once and are not."""
    last: tuple[tuple[str, str], ...] = ()
    """Planted theme and id of every themed ask, in the last week."""


@contextmanager
def open_workspace(cache: Path, model: str) -> Iterator[Settings]:
    """A fresh one whose vectors outlive it in `cache`: each text is embedded once in all."""
    (cache / "vectors").mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        home.mkdir()
        (home / "vectors").symlink_to(cache / "vectors")
        with patch.object(embed, "load_encoder", cache_loader(load_encoder)):
            yield Settings(home=home, secrets=cache / "secrets", model=model)


def cache_loader(load: Callable[..., Encoder]) -> Callable[..., Encoder]:
    """The same, loading each model once: fifty runs in one process need not wait fifty times."""
    loaded: dict[str, Encoder] = {}

    def kept(name: str, *more: object) -> Encoder:
        if name not in loaded:
            loaded[name] = load(name, *more)
        return loaded[name]

    return kept


def make_demo_weeks(folder: Path, seed: int) -> tuple[list[list[str]], dict[str, Any]]:
    """Lines of the demo's conversations by the week they began in, and the truth."""
    words = f"--out {folder}/c.jsonl --truth {folder}/t.json --start 2026-05-25 --seed {seed}"
    make_demo(words.split())
    weeks: list[list[str]] = [[] for _ in range(WEEKS)]
    for line in (folder / "c.jsonl").read_text(encoding="utf-8").splitlines():
        began = datetime.fromisoformat(json.loads(line)["created_at"])
        weeks[min(max((began - START).days // 7, 0), WEEKS - 1)].append(line)
    return weeks, json.loads((folder / "t.json").read_text(encoding="utf-8"))


def replay(
    settings: Settings, weeks: Sequence[Sequence[str]], planted: Mapping[str, str], folder: Path
) -> ReplayLog:
    """Live through the weeks; `planted` is conversation id -> planted theme, where it is one."""
    seen = ReplayLog()
    for week, lines in enumerate(weeks):
        now = START + timedelta(weeks=week + 1)
        if lines:
            file = folder / f"week{week:02}.jsonl"
            file.write_text("\n".join(lines), encoding="utf-8")
            ingest_conversations(settings, Source(file, name="demo"), now)
        regroup = week % REGROUP_EVERY == REGROUP_EVERY - 1
        if (
            week >= REGROUP_EVERY - 1
        ):  # from the first monthly grouping on there is what to assign to
            refresh_themes(settings, now, regroup=regroup)
            record_week(settings, planted, seen, now)
    return seen


def record_week(
    settings: Settings, planted: Mapping[str, str], seen: ReplayLog, now: datetime
) -> None:
    """Note which id every planted theme has."""
    with open_reader(settings.store) as reader:
        asks = sorted(reader.read_asks(), key=lambda ask: ask.id)
        theme_by_ask = reader.read_theme_by_ask([ask.id for ask in asks])
        states = {theme.id: theme for theme in reader.read_themes()}
        life = {name: theme.life.state for name, theme in states.items()}
        seen.lineage = tuple(reader.read_lineage())
    pairs = [
        (planted[ask.conversation_id], theme_by_ask[ask.id])
        for ask in asks
        if ask.conversation_id in planted and ask.id in theme_by_ask
    ]
    seen.last = tuple(pairs)
    by_planted: dict[str, Counter[str]] = {}
    by_theme: dict[str, Counter[str]] = {}
    for slug, theme in pairs:
        by_planted.setdefault(slug, Counter())[theme] += 1
        by_theme.setdefault(theme, Counter())[slug] += 1
    for slug, counts in by_planted.items():
        theme = min(counts, key=lambda one: (-counts[one], one))
        if counts.total() >= MIN_ASKS:
            seen.ids.setdefault(slug, []).append(theme)
        if life.get(theme) == "emerging" and by_theme[theme].most_common(1)[0][0] == slug:
            seen.emerging.setdefault(slug, now)
    for theme in set(states) - set(seen.born):
        seen.born[theme] = now
    for theme, counts in by_theme.items():
        if counts.total() >= seen.planted_in.get(theme, Counter()).total():
            seen.planted_in[theme] = counts
