"""Themes that people make: split off another, or declared by examples before anybody asks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.subdivide import build_part_themes, split_into_parts
from clustering.identity.matching import make_theme_id
from domain.asks import Ask
from domain.decisions import ThemeEvent
from domain.errors import BadRequest, NothingYet
from domain.text.control_characters import drop_control_characters
from domain.themes import LineageEvent, Theme
from ingest.language.detect import detect_language
from ingest.privacy.masks import Masker
from pipeline.settings import Settings
from pipeline.themes.committed import open_committed_reader
from pipeline.themes.decide import Conflict, DecisionResult, check_asks_known, save_event
from pipeline.themes.embed import embed_texts, open_encoder
from store.read.prior_state import read_asks_of_theme, read_events
from store.read.reader import Reader

_MOST_PARTS = 20


def split_theme(
    settings: Settings,
    given: str,
    who: str,
    now: datetime,
    asks: Sequence[str] = (),
    parts: int = 2,
    label: str | None = None,
) -> DecisionResult:
    """Split chosen `asks` off a theme as a new one; without any, let the theme fall into at most
    `parts` sub-groups, the largest of which keeps the id. Raises `NotFound`, `BadRequest`,
    `Conflict`, `NothingYet`, `ModelMissing`, `StoreBusy`.
    """
    if not asks and not 2 <= parts <= _MOST_PARTS:
        raise BadRequest(f"A theme can be split into 2 to {_MOST_PARTS} parts.")
    with open_committed_reader(settings, "theme split", now) as reader:
        theme_id = reader.resolve_theme_id(given)
        members = read_asks_of_theme(reader, theme_id)
        if asks:
            check_asks_known(reader, asks)
        made = _split_members(settings, reader, theme_id, members, frozenset(asks), parts)
    named = drop_control_characters(label or "").strip()
    if named and len(made) == 1:
        made = [(replace(made[0][0], label=named), made[0][1])]  # not in its `names`
    new_themes = [
        {"id": theme.id, "label": theme.label, "asks": [ask.id for ask in part]}
        for theme, part in made
    ]
    event = ThemeEvent(0, now, who, "split", theme_id, {"into": new_themes})
    history = [
        LineageEvent("split", theme_id, now, theme.id, len(part), who) for theme, part in made
    ]
    number = save_event(settings, event, [theme for theme, _ in made], history)
    moved = sum(len(part) for _, part in made)
    return DecisionResult(number, theme_id, moved, tuple(theme.id for theme, _ in made))


def declare_theme(
    settings: Settings,
    label: str,
    who: str,
    now: datetime,
    examples: Sequence[str] = (),
    asks: Sequence[str] = (),
) -> DecisionResult:
    """Make a theme before it exists: by `examples` in anybody's words, by known `asks` that go into
    it at once, or both. New asks go there as to any other theme. Raises as `split_theme`.
    """
    label = drop_control_characters(label).strip()
    said = [drop_control_characters(text).strip() for text in examples]
    texts = [masked for text in said if (masked := Masker().mask(text))]
    if not label or not (texts or asks):
        raise BadRequest(
            "A theme is declared by its name and at least one --example, or an ask with --ask."
        )
    with open_committed_reader(settings, "theme declare", now) as reader:
        if asks:
            check_asks_known(reader, asks)
        named = reader.read_asks_by_id(asks)
        members = [_build_example(text) for text in texts] + [
            named[ask] for ask in sorted(set(asks))
        ]
        (theme_id,) = _create_theme_ids(reader, [label])
        whole = np.zeros(len(members), dtype=np.int32)
        theme = _describe_parts(settings, reader, members, whole, [theme_id])[0]
    quotes = tuple(quote for quote in theme.quotes if quote in named)
    theme = replace(theme, label=label, quotes=quotes)
    what = {"label": theme.label, "examples": texts, "asks": sorted(set(asks))}
    event = ThemeEvent(0, now, who, "declare", theme_id, what)
    history = [LineageEvent("born", theme_id, now, moved=len(set(asks)), who=who)]
    return DecisionResult(
        save_event(settings, event, [theme], history), theme_id, len(set(asks)), (theme_id,)
    )


def _split_members(
    settings: Settings,
    reader: Reader,
    theme_id: str,
    members: Sequence[Ask],
    chosen: frozenset[str],
    parts: int,
) -> list[tuple[Theme, list[Ask]]]:
    """The new themes with their asks."""
    if chosen - {ask.id for ask in members}:
        raise Conflict(f"Some of these asks are not in the theme '{theme_id}'.")
    if len(members) < 2 or len(chosen) == len(members):
        raise Conflict("Nothing would stay in the theme. Rename it instead.")
    if chosen:
        labels = np.array([int(ask.id in chosen) for ask in members], dtype=np.int32)
    else:
        vectors = embed_texts(
            settings,
            open_encoder(settings, _read_newest_run(reader)["model"]),
            [ask.clean_text for ask in members],
        )
        labels = split_into_parts(members, vectors, _read_newest_run(reader)["space"], parts)
    count = int(labels.max()) + 1
    if count < 2:
        raise Conflict("All its asks say the same: there is nothing to split.")
    groups = [[ask for ask, at in zip(members, labels, strict=True) if at == n]
              for n in range(count)]  # fmt: skip
    ids = _create_theme_ids(reader, [group[0].clean_text for group in groups[1:]])
    themes = _describe_parts(settings, reader, members, labels, [theme_id, *ids])
    return list(zip(themes[1:], groups[1:], strict=True))


def _describe_parts(
    settings: Settings,
    reader: Reader,
    asks: Sequence[Ask],
    labels: NDArray[np.int32],
    ids: Sequence[str],
) -> list[Theme]:
    run = _read_newest_run(reader)
    encoder = open_encoder(settings, run["model"])
    vectors = embed_texts(settings, encoder, [ask.clean_text for ask in asks])
    return build_part_themes(asks, vectors, labels, run["space"], ids)


def _read_newest_run(reader: Reader) -> dict[str, Any]:
    run = reader.read_newest_run()
    if run is None:
        raise NothingYet("There are no themes yet: `earshot themes` finds them.")
    return run


def _create_theme_ids(reader: Reader, seeds: Sequence[str]) -> list[str]:
    """Ids never given before; the same seed at another decision gives another."""
    taken = {*reader.read_used_theme_ids()}
    number = len(read_events(reader)) + 1
    ids = []
    for seed in seeds:
        ids.append(make_theme_id(f"{number} {seed}", taken))
        taken.add(ids[-1])
    return ids


def _build_example(text: str) -> Ask:
    return Ask("", "", "", "", 0, text, text, detect_language(text))
