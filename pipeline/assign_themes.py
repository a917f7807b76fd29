"""Put asks that no grouping has seen into the known themes, and see whether new ones emerge."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering import GroupingSettings
from clustering.absorbing import absorb
from clustering.encoder import Encoder
from clustering.heard import Frozen, Heard
from clustering.past import Settled
from clustering.space import Space
from domain import Ask, replay
from pipeline.embed_texts import embed_texts
from pipeline.progress import Teller
from pipeline.settings import Settings
from store.memory import (
    asked_times,
    count_asks,
    events,
    every_theme,
    fresh_asks,
    newest_regroup,
    settled_asks,
    sizes,
)
from store.reader import Reader, open_reader
from store.themes import GroupingRun, Overtaken
from store.writer import open_writer

_ATTEMPTS = 2
_CONTEXT = 3_000
"""Asks of known themes that tell what a theme is like."""


def assign_themes(settings: Settings, encoder: Encoder, now: datetime, teller: Teller) -> Settled:
    """Assign, discover, publish, in the space of the newest regrouping; once more where another
    regrouping came in between."""
    for _ in range(_ATTEMPTS):
        try:
            return _assign(settings, encoder, now, teller)
        except Overtaken:
            continue
    return _assign(settings, encoder, now, teller)


def _assign(settings: Settings, encoder: Encoder, now: datetime, teller: Teller) -> Settled:
    with open_reader(settings.store) as reader:
        run = reader.newest_run()
        assert run is not None  # noqa: S101 - without one, everything is grouped anew
        fresh, context = fresh_asks(reader), settled_asks(reader, _CONTEXT)
        known, base = _frozen(reader, run["space"]), newest_regroup(reader)
    asks = [ask for ask, _ in (*fresh, *context)]
    vectors = embed_texts(settings, encoder, [ask.heard for ask in asks], teller)
    teller.begin("Assigning to themes", len(fresh))
    settled = absorb(
        _heard(fresh, vectors[: len(fresh)]),
        _heard(context, vectors[len(fresh) :]),
        known,
        GroupingSettings(detail=settings.detail),
        now,
    )
    grouping = GroupingRun(
        run["model"],
        run["fingerprint"],
        {"detail": settings.detail},
        {},
        kind="assign",
        base=base,
        seen=frozenset(told.ask_id for told in settled.assignments),
        patience=settings.patience,
    )
    with open_writer(settings.store, "themes", now, settings.wait) as writer:
        writer.save_grouping(grouping, settled.themes, settled.assignments, settled.events)
    return settled


def _frozen(reader: Reader, space: Space) -> Frozen:
    themes = every_theme(reader)
    counts = sizes(reader)
    unmade = replay(events(reader)).unmade
    alive = [
        theme
        for theme in themes.values()
        if theme.centroid is not None
        and theme.id not in unmade
        and (theme.is_live or theme.id in counts)
    ]
    times = {theme: np.array(told) for theme, told in asked_times(reader).items()}
    return Frozen(space, alive, counts, reader.used_theme_ids(), times, count_asks(reader))


def _heard(told: Sequence[tuple[Ask, str | None]], vectors: NDArray[np.float32]) -> Heard:
    return Heard([ask for ask, _ in told], vectors, [theme for _, theme in told])
