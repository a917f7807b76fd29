"""Put new asks into themes, or group everything anew, and keep the result."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from clustering.encoder.encode import Encoder
from clustering.encoder.engine import has_model
from domain.counts import Totals
from domain.errors import StoreBusy
from domain.periods import parse_period
from pipeline.areas.tree import read_tree
from pipeline.progress import NullProgress, Progress
from pipeline.settings import Settings
from pipeline.themes.assign import assign_themes
from pipeline.themes.committed import open_committed_reader
from pipeline.themes.embed import open_encoder
from pipeline.themes.regroup import regroup_themes
from pipeline.themes.save import Outcome
from store.read.reader import Reader, open_reader

_ATTEMPTS = 3
"""Groupings that may be thrown away because of an erasure meanwhile."""


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """What a run found."""

    kind: Literal["regroup", "assign"]
    themes: int
    """Live ones, after it."""
    born: int
    retired: int
    """Themes that are asked about no more, or fell apart."""
    split: int
    merged: int
    parted: int
    joined: int
    """As split and merged, where only the grouping was put right."""
    revived: int
    assigned: int
    """Asks that were put into a theme."""
    totals: Totals
    """Over all asks, after it was published."""
    note: str | None = None
    """What went wrong with the namer; None where nothing did, or there is none."""


def refresh_themes(
    settings: Settings, now: datetime, teller: Progress | None = None, regroup: bool = False
) -> RefreshResult:
    """Put new asks into the known themes, and see whether new themes emerge; with `regroup`, and
    when nothing was grouped before or another model, detail or use of answers is set, group
    everything anew.

    Raises `NothingYet`, `ModelMissing`, `StoreBusy`, and `BadInput` for a spoilt
    `areas.toml`.
    """
    teller = teller or NullProgress()
    read_tree(settings)  # what is wrong with it is told before any work
    with open_committed_reader(settings, "themes", now) as reader:
        before = len(reader.read_lineage())
        encoder = open_encoder(settings)
        anew = regroup or needs_regrouping(reader, settings, encoder)
    step = regroup_themes if anew else assign_themes
    outcome = step(settings, encoder, now, teller)
    for _ in range(_ATTEMPTS):
        if outcome is not None:
            break
        # Somebody was forgotten meanwhile, and the space with their words.
        anew, outcome = True, regroup_themes(settings, encoder, now, teller)
    if outcome is None:
        raise StoreBusy(
            "While themes were made, somebody was forgotten again and again. Nothing was kept. "
            "Run `earshot themes` once the erasures are done."
        )
    return _summarise("regroup" if anew else "assign", settings, outcome, before, now)


def needs_regrouping(reader: Reader, settings: Settings, encoder: Encoder) -> bool:
    """Whether there is nothing yet to assign new asks to, or not in the space of this model, or
    somebody was forgotten whose words the space was made of."""
    run = reader.read_newest_run()
    if run is None or not has_model(run["fingerprint"], encoder.model_fingerprint):
        return True
    is_blunt = not len(run["space"].get("anchors", ()))
    # A grouping of a version that knew no answers stays until something else asks for another.
    is_set_otherwise = run["detail"] != settings.detail or (
        run["answers"] not in (None, settings.answers)
    )
    return is_set_otherwise or is_blunt or not reader.read_themes()


def _summarise(
    kind: Literal["regroup", "assign"],
    settings: Settings,
    outcome: Outcome,
    before: int,
    now: datetime,
) -> RefreshResult:
    with open_reader(settings.store) as reader:
        totals = reader.count_totals(parse_period("all", now))
        themes = reader.count_themes()
        lineage = reader.read_lineage()[before:]
    counts = {name: sum(event.kind == name for event in lineage) for name in _KINDS}
    assigned = len(outcome.settled.assignments)
    return RefreshResult(
        kind, themes, assigned=assigned, totals=totals, note=outcome.note, **counts
    )


_KINDS = ("born", "retired", "split", "merged", "parted", "joined", "revived")
