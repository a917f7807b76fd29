"""The demo's words: read from the TOML files beside this module, and checked."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.errors import BadInput

HERE = Path(__file__).parent
BASES = ("ru", "uk", "en")
"""Languages in which everything is written; agents answer in these."""
LANGUAGES = (*BASES, "mixed", "translit")
"""Languages customers write in: two of them at once, or Cyrillic words in Latin letters."""
KINDS = frozenset({"question", "bug", "feature_request", "complaint", "praise", "other"})
FEWEST_PHRASES = 20
"""Really different phrasings a theme needs in each base language."""
FEWEST_WORDS = 2

Speech = Mapping[str, tuple[str, ...]]
"""Language to phrases."""


class BadDemoText(BadInput):
    """A text file of the demo cannot be used."""

    problem = "bad-demo-text"

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"demo/{file}: {why}. Correct the file and run demo.make again.")


@dataclass(frozen=True, slots=True)
class ThemeTexts:
    """Everything people say about one theme."""

    slug: str
    kind: str
    area: str
    title: Mapping[str, str]
    """Base language to the name a product manager would give."""
    pages: tuple[str, ...]
    """Pages of the product on which people ask this."""
    link: str | None
    """The address that answers it; None where no link does."""
    asks: Speech
    """All five languages; may hold `{agent}`."""
    answers: Speech
    """Base languages, the best first; hold `{link}` where the theme has one."""
    contradicting: Mapping[str, str]
    """Base language to an answer against the rule; empty for nearly all themes."""


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What is said around asks, in the base languages."""

    openers: Speech
    closers: Speech
    greetings: Speech
    thanks: Speech
    spam: Speech
    notices: Speech
    agent_openers: Speech
    agent_closers: Speech
    followups: Speech


@dataclass(frozen=True, slots=True)
class Texts:
    """All words of the demo."""

    themes: Mapping[str, ThemeTexts]
    """Slug to texts, in the order of slugs."""
    small_talk: SmallTalk


def load_texts(folder: Path = HERE) -> Texts:
    """Read `themes/*.toml`, `contradicting.toml` and `small_talk.toml`. Raises `BadDemoText`."""
    against = _read(folder / "contradicting.toml")
    files = sorted((folder / "themes").glob("*.toml"))
    themes = {file.stem: _load_theme(file, against.get(file.stem, {})) for file in files}
    if stray := sorted(set(against) - set(themes)):
        raise BadDemoText("contradicting.toml", f"there is no theme '{stray[0]}'")
    return Texts(themes, _load_small_talk(folder / "small_talk.toml"))


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadDemoText(file.name, f"it cannot be read ({error})") from error


def _load_theme(file: Path, contradicting: Mapping[str, str]) -> ThemeTexts:
    told = _read(file)
    if missing := {"kind", "area", "title", "pages", "asks", "answers"} - told.keys():
        raise BadDemoText(file.name, f"it lacks {', '.join(sorted(missing))}")
    theme = ThemeTexts(
        slug=file.stem,
        kind=told["kind"],
        area=told["area"],
        title=dict(told["title"]),
        pages=tuple(told["pages"]),
        link=told.get("link"),
        asks=_parse_speech(told["asks"]),
        answers=_parse_speech(told["answers"]),
        contradicting=dict(contradicting),
    )
    for why in find_faults(theme):
        raise BadDemoText(file.name, why)
    return theme


def _load_small_talk(file: Path) -> SmallTalk:
    told = _read(file)
    names = SmallTalk.__dataclass_fields__
    for name in names:
        if any(not told.get(name, {}).get(language) for language in BASES):
            raise BadDemoText(file.name, f"[{name}] needs phrases in ru, uk and en")
    return SmallTalk(**{name: _parse_speech(told[name]) for name in names})


def _parse_speech(told: Mapping[str, list[str]]) -> Speech:
    return {language: tuple(phrases) for language, phrases in told.items()}


def find_faults(theme: ThemeTexts) -> list[str]:
    """What is wrong with a theme's texts, one sentence without a full stop each."""
    found = [] if theme.kind in KINDS else [f"'{theme.kind}' is no kind"]
    if set(theme.title) != set(BASES):
        found.append("the title must be given in ru, uk and en")
    if not theme.pages:
        found.append("pages is empty")
    if set(theme.asks) != set(LANGUAGES) or set(theme.answers) != set(BASES):
        found.append("asks need ru, uk, en, mixed and translit; answers ru, uk and en")
    for language, phrases in theme.asks.items():
        found += _find_ask_faults(language, phrases)
    replies = [*(reply for told in theme.answers.values() for reply in told)]
    for reply in [*replies, *theme.contradicting.values()]:
        if ("{link}" in reply) != (theme.link is not None):
            found.append("{link} stands in every answer of a theme with a link, and in no other")
    return found


def _find_ask_faults(language: str, phrases: tuple[str, ...]) -> list[str]:
    found = []
    if len(phrases) < (FEWEST_PHRASES if language in BASES else 1):
        found.append(f"asks.{language} has only {len(phrases)} phrases")
    if len({phrase.casefold() for phrase in phrases}) < len(phrases):
        found.append(f"asks.{language} says the same thing twice")
    for number, phrase in enumerate(phrases, 1):
        if len(phrase.split()) < FEWEST_WORDS:
            found.append(f"asks.{language} phrase {number} is shorter than {FEWEST_WORDS} words")
        if re.search(r"[{}]", phrase.replace("{agent}", "")):
            found.append(f"asks.{language} phrase {number} holds a brace that is not {{agent}}")
    return found
