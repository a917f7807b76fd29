"""Counts that open: what a reader answers about a period."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.asks import KINDS, Ask, Kind
from domain.decisions import NO_OVERRIDES, ThemeOverrides
from domain.periods import Period, to_local_date
from domain.themes import ACTIVE, Life, Name, Theme, find_name

WEAK_COHESION = 0.45
"""Cohesion below which a theme is weak: of such themes 45 % of the asks were about one thing, of
firmer ones 71 % (410 themes of six labelled sets; cohesion and purity correlate by .66)."""


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """The immutable published copy an answer was read from."""

    number: int
    published_at: datetime
    data_through: datetime | None
    """Time of the newest ask in it; None when no ask has a time."""

    def format_freshness(self, timezone: str) -> str:
        """How far its data go, for people: "data through 2026-02-28"."""
        day = to_local_date(self.data_through, timezone)
        return f"data through {day}" if day else "no ask has a time"


@dataclass(frozen=True, slots=True)
class Totals:
    """Where all asks of a period went: themed + unthemed + excluded = asks."""

    asks: int
    themed: int
    unthemed: int
    excluded: int
    conversations: int
    """Conversations with at least one ask that is not excluded."""
    idle: int = 0
    """Of the unthemed, those of kind `other`: nothing to act on."""


@dataclass(frozen=True, slots=True)
class AuditedCount:
    """What a person's audit of a theme says of a count: its interval for asks grouped wrongly."""

    estimate: int
    """Conversations that truly are about it: median."""
    low: int
    """95 % interval."""
    high: int
    audited_at: datetime
    """When the last of its asks was judged, UTC and aware."""


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """One row of the ranking."""

    id: str
    label: str
    keywords: tuple[str, ...]
    language_mix: tuple[tuple[str, float], ...]
    """(language, share of the asks counted here), largest first."""
    asks: int
    conversations: int
    """Conversations whose first ask in this theme lies in the period: weeks add up to months."""
    customers: int
    """Distinct known customers of those conversations."""
    share: float
    """`conversations` over the period's conversations with anything to learn from, 0..1."""
    change: float | None
    """Relative change of `conversations` against `Period.find_previous`; None for
    `all` and where nothing was counted before."""
    names: tuple[Name, ...] = ()
    """What it is called in each language its asks are in, the main language's first."""
    area: str | None = None
    """Id of its area; None where there are too few themes for areas."""
    kind_mix: tuple[tuple[Kind, float], ...] = ()
    """(kind, share of the asks counted here), largest first; empty before any was classified."""
    life: Life = ACTIVE
    """Where the theme stands in its life."""
    overrule: ThemeOverrides = NO_OVERRIDES
    """What people say of it; `label` and `names` are theirs where they gave any."""
    audited: AuditedCount | None = None
    """What an audit says of `conversations`; None where nobody audited it, or where too much has
    changed since."""
    cohesion: float | None = None
    """How surely its asks belong to it: the mean of their strengths, 0..1, whatever the period."""
    by_answer: int = 0
    """Asks that the newest regrouping put into it for what they were answered."""

    @property
    def is_weak(self) -> bool:
        """Whether its asks hold together so little that half of them may be about other things."""
        return self.cohesion is not None and self.cohesion < WEAK_COHESION

    @property
    def kind(self) -> Kind | None:
        """What people say; else that of most of its asks."""
        overruled = next((kind for kind in KINDS if kind == self.overrule.kind), None)
        if overruled:
            return overruled
        return self.kind_mix[0][0] if self.kind_mix else None

    def localise(self, language: str | None) -> "ThemeCount":
        """The same with label and keywords in `language`, where it has them.

        A label that is none of `names` was given by a person, and stays, but where they gave one
        for that language.
        """
        name = find_name(self.names, language)
        if name is None:
            return self
        given = self.label not in {known.label for known in self.names}
        given = given and language not in dict(self.overrule.labels)
        label = self.label if given else name.label
        return replace(self, label=label, keywords=name.keywords)


@dataclass(frozen=True, slots=True)
class AreaCount:
    """An area of a ranking."""

    id: str
    label: str
    theme_ids: tuple[str, ...]
    """Its themes, those without any count in the period among them."""
    asks: int
    """The sum of its themes' asks."""
    conversations: int
    """Conversations whose first ask in any of its themes lies in the period: a conversation with
    two of its themes counts once."""
    share: float
    """`conversations` over the period's conversations with anything to learn from, 0..1."""
    names: tuple[Name, ...] = ()
    """What it is called in each language, the main language's first."""

    def localise(self, language: str | None) -> "AreaCount":
        """The same with its label in `language`, where it has one."""
        name = find_name(self.names, language)
        return replace(self, label=name.label) if name else self


@dataclass(frozen=True, slots=True)
class Ranking:
    """Themes of a period by frequency, with what no theme holds."""

    period: Period
    snapshot: SnapshotInfo
    totals: Totals
    themes: tuple[ThemeCount, ...]
    areas: tuple[AreaCount, ...] = ()
    """Areas with any of these themes, by frequency; none where there are few themes."""

    def find_row(self, theme: Theme) -> tuple[int | None, ThemeCount]:
        """A theme's rank from 1 and its row; None and zeros where the period has none of it."""
        for rank, count in enumerate(self.themes, start=1):
            if count.id == theme.id:
                return rank, count
        nothing = ThemeCount(
            theme.id, theme.label, theme.keywords, (), 0, 0, 0, 0.0, None, theme.names
        )
        return None, replace(nothing, life=theme.life, overrule=theme.overrule)

    def localise(self, language: str | None) -> "Ranking":
        """The same, in the same order, with labels and keywords in `language` where there are
        such."""
        return replace(
            self,
            themes=tuple(theme.localise(language) for theme in self.themes),
            areas=tuple(area.localise(language) for area in self.areas),
        )


@dataclass(frozen=True, slots=True)
class ThemeDetail:
    """One theme over a period."""

    ranking: Ranking
    """The ranking it was read from, for period, snapshot and totals."""
    theme: Theme
    rank: int | None
    """Its place in the period's ranking, from 1; None where the period has none of it."""
    count: ThemeCount
    """Zeros where the period has none of it."""
    quotes: tuple[Ask, ...]
    """Its most central asks."""

    def localise(self, language: str | None) -> "ThemeDetail":
        """The same with label and keywords in `language`, where it has them."""
        return replace(self, count=self.count.localise(language))


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme over a period, with every conversation behind its count."""

    one: ThemeDetail
    conversations: tuple[dict[str, Any], ...]

    def localise(self, language: str | None) -> "ThemePage":
        """The same with label and keywords in `language`, where it has them."""
        return replace(self, one=self.one.localise(language))


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """Some of the conversations behind a count, newest first."""

    rows: tuple[dict[str, Any], ...]
    """As `Reader.read_theme_conversations` gives them."""
    total: int
    """How many there are in all."""
    has_more: bool


@dataclass(frozen=True, slots=True)
class ThemeConversations:
    """A page of the conversations behind a theme's count."""

    theme: Theme
    period: Period
    snapshot: SnapshotInfo
    page: ConversationPage


@dataclass(frozen=True, slots=True)
class ListedAsk:
    """An ask as a listing shows it. Identities of customers are not among its fields."""

    id: str
    source: str
    conversation_id: str
    at: datetime | None
    """UTC and aware; None where unknown."""
    language: str
    channel: str | None
    text: str
    url: str | None
    """Where the conversation opens in its tool; as the data say it, so check its scheme."""
    excluded: str | None = None
    """Why it is kept out of themes."""
    theme_id: str | None = None
    """None where it has none, and in a listing of one theme's conversations."""
    theme_label: str | None = None


@dataclass(frozen=True, slots=True)
class FoundAsk:
    """An ask found by meaning."""

    ask: ListedAsk
    score: float
    """Cosine after centring, -1..1."""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What a search found."""

    snapshot: SnapshotInfo
    found: tuple[FoundAsk, ...]
    """Best first; none only where there is no ask to search in."""
