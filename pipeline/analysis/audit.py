"""How right is a theme's count? Fifty asks for a person to judge, and the interval they give."""

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
    NEAR_MISS_RATIO,
    SAMPLE_SIZES,
    AuditedEstimate,
    Stratum,
    StratumSample,
    draw_sample,
    estimate_true_count,
)
from store.read.audits import load_judgements, save_audit, save_judgement
from store.read.reader import Reader, open_reader


@dataclass(frozen=True, slots=True)
class SampledAsk:
    """An ask to be judged."""

    ask: Ask
    stratum: Stratum
    belongs: bool | None
    """What a person said; None while nobody did."""


@dataclass(frozen=True, slots=True)
class Audit:
    """A theme's audit as far as it got."""

    snapshot: SnapshotInfo
    theme_id: str
    label: str
    asks: int
    """Asks that the theme counts."""
    conversations: int
    near_misses: int
    """Asks next to it that some were drawn from."""
    drawn: tuple[SampledAsk, ...]
    """In an order that does not tell which stratum an ask is of."""
    quotes: tuple[Ask, ...]
    """What the theme is about: its most central asks."""
    audited: AuditedEstimate | None
    """None until somebody has judged all that were drawn."""

    @property
    def open(self) -> tuple[SampledAsk, ...]:
        """Those nobody judged yet."""
        return tuple(told for told in self.drawn if told.belongs is None)


def audit_theme(
    settings: Settings,
    given: str,
    teller: Progress | None = None,
    model: Callable[[str], Encoder] | None = None,
) -> Audit:
    """The asks to judge of a theme, with what was judged so far. `model` opens a model by its
    name, where somebody keeps it open. Raises `NotFound`."""
    model = model or partial(open_encoder, settings)
    with open_reader(settings.store) as reader:
        theme_id = reader.resolve_theme_id(given)
        theme = reader.read_theme(theme_id)
        asks = {ask.id: ask for ask in reader.read_asks()}
        # Erased asks still count, but nobody can judge them.
        members = reader.read_members().get(theme_id, frozenset()) & asks.keys()
        strata = _stratify_asks(
            settings, reader, theme, list(asks.values()), members, teller or NullProgress(), model
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
    """Keep what a person said of one ask; the audit with it. With the last answer the audit is
    whole, and from then on the theme's count carries its interval."""
    save_judgement(settings.store, audit.theme_id, ask_id, belongs, who, now)
    drawn = tuple(
        replace(told, belongs=belongs) if told.ask.id == ask_id else told for told in audit.drawn
    )
    judged = replace(
        audit, drawn=drawn, audited=_estimate_audit(drawn, audit.asks, audit.near_misses)
    )
    if judged.audited:
        strata = {told.ask.id: told.stratum for told in drawn}
        save_audit(settings.store, audit.theme_id, audit.asks, audit.near_misses, strata, now)
    return judged


def _stratify_asks(
    settings: Settings, reader: Reader, theme: Theme, asks: Sequence[Ask],
    members: frozenset[str], teller: Progress, model: Callable[[str], Encoder],
) -> dict[Stratum, list[str]]:  # fmt: skip
    """The theme's asks by their nearness to its middle, and the nearest outside it."""
    run = reader.read_newest_run()
    if run is None or theme.centroid is None:
        raise NothingYet("There are no themes to audit yet: run `earshot themes` first.")
    encoder = model(run["model"])
    vectors = embed_texts(settings, encoder, [ask.clean_text for ask in asks], teller)
    placed = normalise_rows(project_vectors(vectors, [ask.language for ask in asks], run["space"]))
    nearness = placed @ theme.centroid
    order = np.lexsort((np.array([ask.id for ask in asks]), -nearness))
    inside = [asks[row].id for row in order if asks[row].id in members]
    outside = [asks[row].id for row in order if asks[row].id not in members]
    half = (len(inside) + 1) // 2
    return {
        "sure": inside[:half],
        "less sure": inside[half:],
        "near miss": outside[: max(int(len(inside) * NEAR_MISS_RATIO), SAMPLE_SIZES["near miss"])],
    }


def _estimate_audit(
    drawn: Sequence[SampledAsk], asks: int, near_misses: int
) -> AuditedEstimate | None:
    if any(told.belongs is None for told in drawn):
        return None
    half = (asks + 1) // 2
    sizes: dict[Stratum, int] = {
        "sure": half, "less sure": asks - half, "near miss": near_misses,
    }  # fmt: skip
    looked = {
        stratum: StratumSample(
            size,
            sum(told.stratum == stratum for told in drawn),
            sum(told.stratum == stratum and bool(told.belongs) for told in drawn),
        )
        for stratum, size in sizes.items()
    }
    return estimate_true_count([looked["sure"], looked["less sure"]], [looked["near miss"]])
