"""Audits: fifty asks of a theme for a person to judge, and the interval that the answers give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import numpy as np

from clustering.encoder.encode import Encoder
from clustering.grouping.projection import project_vectors
from clustering.similarity import normalise_rows
from domain.asks import Ask
from domain.counts import SnapshotInfo
from domain.errors import NothingYet
from domain.themes import Theme
from pipeline.progress import NullProgress, Progress
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts, open_encoder
from signals.audits import (
    SAMPLE_SIZES,
    AuditedEstimate,
    Stratum,
    build_samples,
    draw_sample,
    split_into_strata,
)
from store.read.audits import load_judgements, save_audit, save_judgement
from store.read.reader import Reader, open_reader


@dataclass(frozen=True, slots=True)
class SampledAsk:
    """An ask to be judged."""

    ask: Ask
    stratum: Stratum
    belongs: bool | None
    """The answer of a person; None while there is none."""


@dataclass(frozen=True, slots=True)
class Audit:
    """A theme's audit, complete or not."""

    snapshot: SnapshotInfo
    theme_id: str
    label: str
    asks: int
    """Asks that the theme counts."""
    conversations: int
    near_misses: int
    """Asks next to it that some were drawn from."""
    drawn: tuple[SampledAsk, ...]
    """In an order that does not show the strata."""
    quotes: tuple[Ask, ...]
    """The theme's most central asks, for the person to know what it is about."""
    audited: AuditedEstimate | None
    """None until all asks drawn are judged."""

    @property
    def unjudged(self) -> tuple[SampledAsk, ...]:
        """Those nobody judged yet."""
        return tuple(row for row in self.drawn if row.belongs is None)


def audit_theme(
    settings: Settings,
    given: str,
    progress: Progress | None = None,
    model: Callable[[str], Encoder] | None = None,
) -> Audit:
    """The asks of a theme to judge, with the answers so far. model: opens an encoder by its name;
    None loads it anew. Raises `NotFound`."""
    model = model or partial(open_encoder, settings)
    with open_reader(settings.store) as reader:
        theme_id = reader.resolve_theme_id(given)
        theme = reader.read_theme(theme_id)
        asks = {ask.id: ask for ask in reader.read_asks()}
        # Erased asks still count, but nobody can judge them.
        members = reader.read_members().get(theme_id, frozenset()) & asks.keys()
        strata = _stratify_asks(
            settings, reader, theme, list(asks.values()), members, progress or NullProgress(), model
        )
        snapshot = reader.snapshot
    known = load_judgements(settings.store, theme_id)
    drawn = [
        SampledAsk(asks[ask_id], stratum, known.get(ask_id))
        for stratum, ids in strata.items()
        for ask_id in draw_sample(ids, SAMPLE_SIZES[stratum], theme_id)
    ]
    order = draw_sample([row.ask.id for row in drawn], len(drawn), "order of " + theme_id)
    places = {ask_id: place for place, ask_id in enumerate(order)}
    drawn.sort(key=lambda row: places[row.ask.id])
    conversations = len({(asks[m].source, asks[m].conversation_key) for m in members})
    near_misses = len(strata["near miss"])
    return Audit(
        snapshot, theme_id, theme.label, len(members), conversations, near_misses, tuple(drawn),
        tuple(asks[quote] for quote in theme.quotes if quote in asks),
        _estimate_audit(drawn, len(members), near_misses),
    )  # fmt: skip


def judge_ask(
    settings: Settings, audit: Audit, ask_id: str, belongs: bool, who: str, now: datetime
) -> Audit:
    """Save a person's answer about one ask; returns the audit with it. With the last answer the
    audit is complete, and from then on the theme's count has an interval."""
    save_judgement(settings.store, audit.theme_id, ask_id, belongs, who, now)
    drawn = tuple(
        replace(row, belongs=belongs) if row.ask.id == ask_id else row for row in audit.drawn
    )
    judged = replace(
        audit, drawn=drawn, audited=_estimate_audit(drawn, audit.asks, audit.near_misses)
    )
    if judged.audited:
        strata = {row.ask.id: row.stratum for row in drawn}
        save_audit(settings.store, audit.theme_id, audit.asks, audit.near_misses, strata, now)
    return judged


def _stratify_asks(
    settings: Settings, reader: Reader, theme: Theme, asks: Sequence[Ask],
    members: frozenset[str], progress: Progress, model: Callable[[str], Encoder],
) -> dict[Stratum, list[str]]:  # fmt: skip
    """Ids of the theme's asks and of those next to it, by their similarity to its centroid."""
    run = reader.read_newest_run()
    if run is None or theme.centroid is None:
        raise NothingYet("There are no themes to audit yet: run `earshot themes` first.")
    encoder = model(run["model"])
    vectors = embed_texts(settings, encoder, [ask.clean_text for ask in asks], progress)
    projected = normalise_rows(
        project_vectors(vectors, [ask.language for ask in asks], run["space"])
    )
    nearness = projected @ theme.centroid
    order = np.lexsort((np.array([ask.id for ask in asks]), -nearness))
    return split_into_strata([asks[row].id for row in order], members)


def _estimate_audit(
    drawn: Sequence[SampledAsk], asks: int, near_misses: int
) -> AuditedEstimate | None:
    """The estimate of an audit judged whole; None while any ask is left."""
    answers = [(row.stratum, row.belongs) for row in drawn if row.belongs is not None]
    if len(answers) < len(drawn):
        return None
    return build_samples(asks, near_misses, answers).estimate_whole()
