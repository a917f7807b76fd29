"""Group every kept ask into themes, and keep the result."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from clustering import GroupingSettings, find_areas, find_themes
from clustering.settle import Settled, settle
from domain import HonestTotals, parse_period
from pipeline.embed_texts import embed_texts, open_encoder
from pipeline.name_themes import name_themes
from pipeline.progress import Silent, Teller
from pipeline.settings import Settings
from pipeline.tell_kinds import kinds_of
from store.reader import open_reader
from store.themes import GroupingRun
from store.vectors import drop_vectors
from store.writer import open_writer


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a grouping found."""

    themes: int
    born: int
    retired: int
    totals: HonestTotals
    """Over all asks, after it was published."""
    note: str | None = None
    """What went wrong with the namer; None where nothing did, or there is none."""


def refresh_themes(settings: Settings, now: datetime, teller: Teller | None = None) -> Refreshed:
    """Group anew, matched with the themes known before, and publish.

    Raises `NothingYet`, `ModelMissing`, `StoreBusy`.
    """
    teller = teller or Silent()
    home = settings.store
    saved = _saved(settings, now, teller)
    while saved is None:  # somebody was forgotten meanwhile
        saved = _saved(settings, now, teller)
    settled, note = saved
    with open_reader(home) as reader:
        totals = reader.totals(parse_period("all", now))
    born = sum(event.kind == "born" for event in settled.events)
    retired = sum(event.kind == "retired" for event in settled.events)
    return Refreshed(len(settled.themes), born, retired, totals, note)


def _saved(settings: Settings, now: datetime, teller: Teller) -> tuple[Settled, str | None] | None:
    """Group and save; None, and nothing kept, when an ask that was read has been erased since."""
    home = settings.store
    with open_reader(home) as reader:
        asks, members, used = reader.asks(), reader.members(), reader.used_theme_ids()
        areas_known = reader.areas()
    encoder = open_encoder(settings)
    texts = [ask.heard for ask in asks]
    vectors = embed_texts(settings, encoder, texts, teller)
    kinds = kinds_of(settings, encoder, texts, vectors, teller)
    teller.begin("Grouping into themes", len(texts))
    grouping = GroupingSettings(detail=settings.detail)
    languages = [ask.language for ask in asks]
    clustering = find_themes(texts, vectors, languages, grouping, kinds=kinds)
    settled = settle(clustering, asks, members, used, now)
    named = name_themes(settings, settled.themes, {ask.id: ask for ask in asks}, teller)
    sizes = Counter(told.theme_id for told in settled.assignments)
    areas = find_areas(named.themes, sizes, areas_known)
    run = GroupingRun(
        settings.model, encoder.fingerprint, {"detail": settings.detail}, clustering.space
    )
    with open_writer(home, "themes", now, settings.wait) as writer:
        erased = writer.erased_among([ask.id for ask in asks])
        if not erased:
            writer.save_grouping(run, named.themes, settled.assignments, settled.events, areas)
            writer.save_kinds({ask.id: kind for ask, kind in zip(asks, kinds, strict=True)})
            return settled, named.note
    drop_vectors(home, [ask.heard for ask in asks if ask.id in erased])
    return None
