"""Themes of any file of texts, without a workspace: nothing is kept but what is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from clustering.evaluation.rows import build_discovery
from clustering.grouping.fit import find_themes
from clustering.grouping.parameters import GroupingSettings
from domain.asks import Ask
from domain.conversations import Rejected
from domain.discovery import Discovery, StepSeconds
from domain.text.control_characters import show_on_one_line
from domain.themes import Clustering
from ingest.records.rows import Rows, read_rows
from ingest.single_text import build_ask
from pipeline.progress import NullProgress, Progress
from pipeline.settings import Settings
from pipeline.themes.embed import embed_uncached, open_encoder

_TICK = 500


@dataclass(frozen=True, slots=True)
class TextFile:
    """Which texts to read."""

    path: Path | None
    """None is standard input."""
    text: str | None = None
    """Column or field that holds the text; None: guess it."""

    @property
    def name(self) -> str:
        """The file's name for people."""
        return show_on_one_line(self.path.name) if self.path else "standard input"


@dataclass
class _Stopwatch:
    """Seconds between the beginning of one step and of the next."""

    spent: dict[str, float] = field(default_factory=dict)
    _step: str = ""
    _since: float = 0.0

    def begin(self, step: str) -> None:
        """The step before is over; "" ends the last."""
        now = perf_counter()
        if self._step:
            self.spent[self._step] = self.spent.get(self._step, 0.0) + now - self._since
        self._step, self._since = step, now


def discover_themes(
    settings: Settings, source: TextFile, teller: Progress | None = None
) -> Discovery:
    """Find the themes of a file; each of its rows is in the answer, in order.

    Raises `BadInput` for a file that cannot be read, `ModelMissing`.
    """
    teller, watch = teller or NullProgress(), _Stopwatch()
    watch.begin("reading")
    opened = read_rows(source.path or "-", source.text)
    teller.begin(f"Reading {source.name}: {opened.understood}")
    read, rejected = _read_asks(opened, source, teller)
    asks = [ask for ask in read if ask and ask.excluded is None]
    clustering, kinds, idle = _group_asks(settings, asks, watch, teller)
    watch.begin("")
    rows, themes = build_discovery(read, kinds, clustering, idle)
    return Discovery(
        file=source.name,
        understood=opened.understood,
        model=settings.model,
        rows=rows,
        themes=themes,
        rejected=tuple(rejected),
        seconds=StepSeconds(**watch.spent),
    )


def _read_asks(
    opened: Rows, source: TextFile, teller: Progress
) -> tuple[list[Ask | None], list[Rejected]]:
    """The ask of every row, None where it could not be read, and why not."""
    read: list[Ask | None] = []
    rejected: list[Rejected] = []
    for row in opened.items:
        item = (
            Rejected(row.place, row.rejected)
            if row.rejected
            else build_ask(row.values[0], row.place, is_html=opened.is_html)
        )
        if isinstance(item, Rejected):
            rejected.append(item)
        read.append(item if isinstance(item, Ask) else None)
        if row.number % _TICK == 0:
            teller.update(row.number)
    if broken := opened.broken():
        rejected.append(Rejected(f"{source.name} end", broken))
    return read, rejected


def _group_asks(
    settings: Settings, asks: Sequence[Ask], watch: _Stopwatch, teller: Progress
) -> tuple[Clustering, Sequence[str], NDArray[np.bool_]]:
    """Themes and kinds of n asks, and which (n,) surely hold nothing to act on; a model is loaded
    only where there is an ask."""
    texts, languages = [ask.clean_text for ask in asks], [ask.language for ask in asks]
    grouping = GroupingSettings(detail=settings.detail)
    if not asks:
        return (
            find_themes((), np.zeros((0, 0), dtype=np.float32), (), grouping),
            [],
            np.zeros(0, dtype=bool),
        )
    watch.begin("loading")
    teller.begin(f"Loading the model {settings.model}")
    encoder = open_encoder(settings)
    watch.begin("embedding")
    vectors = embed_uncached(encoder, texts, teller)

    def begin(step: str) -> None:
        watch.begin(step)
        teller.begin(f"{step.capitalize()} themes")

    # scikit-learn, which a file without asks does not need
    from pipeline.themes.kinds import classify_kinds, find_idle

    watch.begin("")
    kinds = classify_kinds(settings, encoder, texts, vectors, teller)
    idle = find_idle(settings, encoder, texts, vectors)
    clustering = find_themes(texts, vectors, languages, grouping, begin, kinds, idle=idle)
    watch.begin("")
    return clustering, kinds, idle
