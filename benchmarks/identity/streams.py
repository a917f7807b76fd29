"""Public intents as a stream: rows in random order, classes introduced in five waves; and
BERTopic's `merge_models` over the same rows and vectors, month by month."""

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.bars import Bar
from benchmarks.identity.measures import HEAD, Figures, find_kept, format_row, measure_replay
from benchmarks.identity.replay import (
    MIN_ASKS,
    REGROUP_EVERY,
    SMOKE_WEEKS,
    START,
    WEEKS,
    open_workspace,
    replay,
)

WAVES = 5
SWALLOWED = -1
"""BERTopic's name for what is in no topic."""


@dataclass(frozen=True)
class Row:
    """One request of the stream."""

    id: str
    text: str
    theme: str
    week: int
    """From 0: in a random week after its class was introduced."""


def build_rows(name: str, data: Path, quick: bool, seed: int, weeks: int = WEEKS) -> list[Row]:
    """The stream, in order."""
    from benchmarks.encoder.data import read_banking77, read_clinc150

    told = (read_banking77 if name == "banking77" else read_clinc150)(data)
    told = told.sample(3_000, seed) if quick else told
    draw = random.Random(seed)
    classes = sorted(set(told.themes))
    draw.shuffle(classes)
    wave = {theme: place * WAVES // len(classes) for place, theme in enumerate(classes)}
    rows = []
    for number, (text, theme) in enumerate(zip(told.texts, told.themes, strict=True)):
        week = draw.randrange(wave[theme] * weeks // WAVES, weeks)
        rows.append(Row(f"{name}-{number:05}", text, theme, week))
    draw.shuffle(rows)
    return sorted(rows, key=lambda told: told.week)


def run_stream(name: str, told: argparse.Namespace) -> list[Bar]:
    """Both replays, in one table. The issue names no bar here but that ids are given once."""
    weeks = SMOKE_WEEKS if told.smoke else WEEKS
    rows = build_rows(name, told.data, told.quick, told.seed, weeks)
    print(HEAD, flush=True)
    with TemporaryDirectory() as scratch, open_workspace(told.cache, told.model) as settings:
        planted = {one.id: one.theme for one in rows}
        seen = replay(settings, _group_by_week(rows)[:weeks], planted, Path(scratch))
        figures = measure_replay(seen, {"splits": [], "merges": [], "starts": _find_starts(rows)})
        print(format_row(name, figures), flush=True)
        if told.smoke:
            return []  # BERTopic is not among what the project installs
        vectors = _embed_rows(settings, rows)
    print(format_row("BERTopic", merge_models(rows, vectors, told.seed)), flush=True)
    return [Bar(f"{name}: ids given twice", figures.twice, 0, at_most=True)]


def merge_models(rows: Sequence[Row], vectors: NDArray[np.float32], seed: int) -> Figures:
    """A model a month, each merged into the ones before. It keeps no history: nothing is recorded,
    and what its ids mean is read from the rows it was fitted on. Exits where BERTopic is missing.
    """
    try:
        from bertopic import BERTopic
        from umap import UMAP
    except ImportError:
        raise SystemExit("BERTopic is not installed: pip install '.[bench]'") from None
    ids: dict[str, list[str]] = {}
    merged: Any = None
    done = 0
    for month in range(-(-WEEKS // REGROUP_EVERY)):
        until = sum(one.week < (month + 1) * REGROUP_EVERY for one in rows)
        part = slice(done, until)
        umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine",
                    random_state=seed)  # fmt: skip
        model = BERTopic(umap_model=umap)
        model.fit([one.text for one in rows[part]], vectors[part])
        merged = model if merged is None else BERTopic.merge_models([merged, model])
        done = until
        _note(ids, rows[:done], merged.topics_)
    lost = Counter(ids[theme][-1] == str(SWALLOWED) for theme in ids)
    print(f"  BERTopic: {lost[True]} classes are mostly outliers at the end")
    kept = find_kept(ids)
    named = {topic for told in ids.values() for topic in told}
    return Figures(len(ids), len(kept), 0, 0, 0, 0, 0, 0, 0, 0, len(named), 0)


def _note(ids: dict[str, list[str]], rows: Sequence[Row], topics: Sequence[int]) -> None:
    counts: dict[str, Counter[int]] = {}
    for one, topic in zip(rows, topics, strict=True):
        counts.setdefault(one.theme, Counter())[topic] += 1
    for theme, told in counts.items():
        if told.total() >= MIN_ASKS:
            ids.setdefault(theme, []).append(str(min(told, key=lambda one: (-told[one], one))))


def _group_by_week(rows: Sequence[Row]) -> list[list[str]]:
    weeks: list[list[str]] = [[] for _ in range(WEEKS)]
    for place, one in enumerate(rows):
        at = START + timedelta(weeks=one.week, seconds=place % 600_000)
        told = {"id": one.id, "created_at": at.isoformat(), "text": one.text}
        weeks[one.week].append(json.dumps(told))
    return weeks


def _find_starts(rows: Sequence[Row]) -> dict[str, str]:
    """Class of a later wave -> the end of the week of its tenth request."""
    weeks: dict[str, list[int]] = {}
    for one in rows:
        weeks.setdefault(one.theme, []).append(one.week)
    return {
        theme: (START + timedelta(weeks=told[MIN_ASKS - 1] + 1)).isoformat()
        for theme, told in sorted(weeks.items())
        if told[0] >= REGROUP_EVERY and len(told) >= MIN_ASKS
    }


def _embed_rows(settings: Any, rows: Sequence[Row]) -> NDArray[np.float32]:
    from pipeline.themes.embed import embed_texts, open_encoder

    return embed_texts(settings, open_encoder(settings), [one.text for one in rows])
