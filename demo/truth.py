"""`truth.json`: what was planted, for tests and benchmarks. Days are days in Europe/Kyiv."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from demo.company import Corpus
from demo.people import CONTRADICTING_AGENTS
from demo.phrases import EVIL_VALUES
from demo.scenario import (
    BROKEN_THEME,
    COMPANY_THEME,
    HEAVY_COMPANY,
    LEAVING_THEME,
    NEW_VERSION,
    Change,
    Scenario,
)
from demo.talk import PlantedConversation
from demo.texts import BASES, LANGUAGES, Texts, ThemeTexts


def build_truth(scenario: Scenario, texts: Texts, corpus: Corpus) -> dict[str, Any]:
    """Everything planted, ready for JSON: dates as ISO days, times as in the records."""
    behind: dict[str, list[PlantedConversation]] = defaultdict(list)
    for told in corpus.planted:
        for slug in told.themes:
            behind[slug].append(told)
    themes = texts.themes
    return {
        "seed": scenario.seed,
        "start": scenario.start.isoformat(),
        "end": scenario.end.isoformat(),
        "timezone": "Europe/Kyiv",
        "themes": {slug: _describe_theme(theme, behind[slug]) for slug, theme in themes.items()},
        "conversations": {told.id: _describe_conversation(told) for told in corpus.planted},
        "incident": _format_dates(asdict(scenario.incident)),
        "starts": _describe_start(scenario, behind[scenario.starts.theme]),
        "fix": _format_dates(asdict(scenario.fix)),
        "grows": asdict(scenario.grows),
        "splits": [_describe_split(change) for change in scenario.splits],
        "merges": [_describe_merge(change) for change in scenario.merges],
        "canaries": _list_canaries(corpus.planted),
        "hostile": _describe_hostile(corpus.planted),
        "facts": _describe_facts(),
        "answers": {slug: _describe_answers(theme) for slug, theme in themes.items()},
        "links": {slug: theme.link for slug, theme in themes.items() if theme.link},
        "triples": {slug: _build_triples(behind[slug]) for slug in themes},
    }


def _describe_theme(theme: ThemeTexts, behind: Sequence[PlantedConversation]) -> dict[str, Any]:
    spoken = Counter(told.language for told in behind)
    return {
        "title": dict(theme.title),
        "kind": theme.kind,
        "area": theme.area,
        "link": theme.link,
        "conversations": len(behind),
        "languages": {language: spoken[language] for language in LANGUAGES},
    }


def _describe_conversation(told: PlantedConversation) -> dict[str, Any]:
    return {
        "themes": list(told.themes),
        "kinds": list(told.kinds),
        "language": told.language,
        "asks": told.asks,
        "asked_at": told.asked_at,
        "excluded": told.excluded,
        "followed_up": told.followed_up,
        "page": told.page,
        "links": told.links,
        "contradicting": told.contradicting,
        "praised": told.praised,
    }


def _format_dates(told: dict[str, Any]) -> dict[str, Any]:
    return {
        k: value.isoformat() if hasattr(value, "isoformat") else value for k, value in told.items()
    }


def _describe_start(scenario: Scenario, behind: Sequence[PlantedConversation]) -> dict[str, Any]:
    slug = scenario.starts.theme
    times = sorted(told.asked_at[told.themes.index(slug)] for told in behind)
    tenth = times[9] if len(times) > 9 else None
    first = times[0] if times else None
    return {**_format_dates(asdict(scenario.starts)), "first_ask_at": first, "tenth_ask_at": tenth}


def _describe_split(change: Change) -> dict[str, Any]:
    (origin,) = change.origin
    return {"date": change.date.isoformat(), "from": origin, "into": list(change.into)}


def _describe_merge(change: Change) -> dict[str, Any]:
    (into,) = change.into
    return {"date": change.date.isoformat(), "from": list(change.origin), "into": into}


def _describe_facts() -> dict[str, Any]:
    """What the tool knows of customers, and the theme that each fact goes with."""
    return {
        "app_version": {"theme": BROKEN_THEME, "value": NEW_VERSION},
        "company": {"theme": COMPANY_THEME, "value": HEAVY_COMPANY},
        "subscription_status": {"theme": LEAVING_THEME, "value": "cancelled"},
    }


def _list_canaries(told: Iterable[PlantedConversation]) -> list[dict[str, str]]:
    return [
        {"type": planted.type, "value": planted.value, "conversation": row.id}
        for row in told
        for planted in row.canaries
    ]


def _describe_hostile(told: Iterable[PlantedConversation]) -> dict[str, Any]:
    (row,) = [row for row in told if row.hostile]
    return {"conversation": row.id, "theme": row.themes[0], "values": list(EVIL_VALUES)}


def _describe_answers(theme: ThemeTexts) -> dict[str, Any]:
    """With the link filled in, as agents send them."""
    link = theme.link or ""
    best = {base: theme.answers[base][0].replace("{link}", link) for base in BASES}
    against = {base: said.replace("{link}", link) for base, said in theme.contradicting.items()}
    agents = sorted(CONTRADICTING_AGENTS) if against else []
    return {"best": best, "contradicting": against, "agents": agents}


def _build_triples(behind: Sequence[PlantedConversation]) -> list[list[str]]:
    """Conversations about this theme alone, one a base language, paired in the order of time."""
    plain = [told for told in behind if len(told.themes) == 1 and not told.hostile]
    columns = ([told.id for told in plain if told.language == base] for base in BASES)
    return [list(row) for row in zip(*columns, strict=False)]
