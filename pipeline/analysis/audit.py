"""How right is a theme's count? Fifty asks for a person to judge, and the interval they give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import numpy as np

from clustering.encoder.encode import Encoder
from clustering.grouping.deduplicate import unit
from clustering.grouping.projection import into_space
from domain.asks import Ask
from domain.counts import SnapshotInfo
from domain.errors import NothingYet
from domain.themes import Theme
from pipeline.progress import Silent, Teller
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts, open_encoder
from signals.audits import DRAWN, NEAR_MISSES, Audited, Looked, Stratum, audited, draw
from store.read.audits import judgements, keep_audit, save_judgement
from store.read.reader import Reader, open_reader


@dataclass(frozen=True, slots=True)
class Drawn:
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
    drawn: tuple[Drawn, ...]
    """In an order that does not tell which stratum an ask is of."""
    quotes: tuple[Ask, ...]
    """What the theme is about: its most central asks."""
    audited: Audited | None
    """None until somebody has judged all that were drawn."""

    @property
    def open(self) -> tuple[Drawn, ...]:
        """Those nobody judged yet."""
        return tuple(told for told in self.drawn if told.belongs is None)


def audit_theme(
    settings: Settings,
    given: str,
    teller: Teller | None = None,
    model: Callable[[str], Encoder] | None = None,
) -> Audit:
    """The asks to judge of a theme, with what was judged so far. `model` opens a model by its
    name, where somebody keeps it open. Raises `NotFound`."""
    model = model or partial(open_encoder, settings)
    with open_reader(settings.store) as reader:
        theme_id = reader.theme_id(given)
        theme = reader.theme(theme_id)
        asks = {ask.id: ask for ask in reader.asks()}
        # Erased asks still count, but nobody can judge them.
        members = reader.members().get(theme_id, frozenset()) & asks.keys()
        strata = _strata(
            settings, reader, theme, list(asks.values()), members, teller or Silent(), model
        )
        snapshot = reader.snapshot
    known = judgements(settings.store, theme_id)
    drawn = [
        Drawn(asks[ask_id], stratum, known.get(ask_id))
        for stratum, ids in strata.items()
        for ask_id in draw(ids, DRAWN[stratum], theme_id)
    ]
    places = {ask_id: place for place, ask_id in enumerate(
        draw([told.ask.id for told in drawn], len(drawn), "order of " + theme_id))}  # fmt: skip
    drawn.sort(key=lambda told: places[told.ask.id])
    conversations = len({(asks[m].source, asks[m].conversation_key) for m in members})
    near_misses = len(strata["near miss"])
    return Audit(
        snapshot, theme_id, theme.label, len(members), conversations, near_misses, tuple(drawn),
        tuple(asks[quote] for quote in theme.quotes if quote in asks),
        _audited(drawn, len(members), near_misses),
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
    judged = replace(audit, drawn=drawn, audited=_audited(drawn, audit.asks, audit.near_misses))
    if judged.audited:
        strata = {told.ask.id: told.stratum for told in drawn}
        keep_audit(settings.store, audit.theme_id, audit.asks, audit.near_misses, strata, now)
    return judged


def _strata(
    settings: Settings, reader: Reader, theme: Theme, asks: Sequence[Ask],
    members: frozenset[str], teller: Teller, model: Callable[[str], Encoder],
) -> dict[Stratum, list[str]]:  # fmt: skip
    """The theme's asks by their nearness to its middle, and the nearest outside it."""
    run = reader.newest_run()
    if run is None or theme.centroid is None:
        raise NothingYet("There are no themes to audit yet: run `earshot themes` first.")
    encoder = model(run["model"])
    vectors = embed_texts(settings, encoder, [ask.heard for ask in asks], teller)
    placed = unit(into_space(vectors, [ask.language for ask in asks], run["space"]))
    nearness = placed @ theme.centroid
    order = np.lexsort((np.array([ask.id for ask in asks]), -nearness))
    inside = [asks[row].id for row in order if asks[row].id in members]
    outside = [asks[row].id for row in order if asks[row].id not in members]
    half = (len(inside) + 1) // 2
    return {
        "sure": inside[:half],
        "less sure": inside[half:],
        "near miss": outside[: max(int(len(inside) * NEAR_MISSES), DRAWN["near miss"])],
    }


def _audited(drawn: Sequence[Drawn], asks: int, near_misses: int) -> Audited | None:
    if any(told.belongs is None for told in drawn):
        return None
    half = (asks + 1) // 2
    sizes: dict[Stratum, int] = {
        "sure": half, "less sure": asks - half, "near miss": near_misses,
    }  # fmt: skip
    looked = {
        stratum: Looked(
            size,
            sum(told.stratum == stratum for told in drawn),
            sum(told.stratum == stratum and bool(told.belongs) for told in drawn),
        )
        for stratum, size in sizes.items()
    }
    return audited([looked["sure"], looked["less sure"]], [looked["near miss"]])
