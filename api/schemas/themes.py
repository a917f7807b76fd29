"""Themes, their counts, and the conversations behind them.

The values are those of `pipeline.queries.ranking_json`, which the command line writes too; the API
adds pages (`total`, `next_cursor`), and conversation, source and time of a quote.
"""

from datetime import date, datetime
from typing import Any, Self

from pydantic import BaseModel, Field

from api.schemas.common import AnswerHead, PeriodOut, SnapshotOut
from domain.asks import Ask, Kind
from domain.counts import Ranking, ThemeConversations, ThemeCount, ThemeDetail
from domain.decisions import Status
from domain.themes import State
from pipeline.queries.ranking_json import (
    build_conversation_json,
    build_head_json,
    build_quote_json,
    build_theme_json,
)

_LABEL = "Can't find the webinar link"


class PeopleOut(BaseModel):
    """What people say of a theme; null where nobody said anything."""

    label: str | None = Field(description="The name they gave it.", examples=[_LABEL])
    labels: dict[str, str] = Field(
        description="Names by language.", examples=[{"ru": "Нет ссылки на вебинар"}]
    )
    area: str | None = Field(examples=["Webinars"])
    kind: str | None = Field(examples=["question"])
    owner: str | None = Field(examples=["Olena"])
    status: Status | None = Field(examples=["shipped"])
    status_on: date | None = Field(examples=["2026-02-01"])
    status_link: str | None = Field(examples=["https://lumo.example/changes"])
    note: str | None = Field(examples=["Asked the webinar team"])
    answer: str | None = Field(examples=["The link is in the letter of the morning."])
    answer_link: str | None = Field(examples=["https://lumo.example/help/webinars"])
    pinned: bool = Field(description="Kept whatever a grouping says.", examples=[False])


class AuditedOut(BaseModel):
    """What a person's audit of 50 asks says of a count: its interval for asks grouped wrongly."""

    estimate: int = Field(
        description="Conversations that truly are about it: median.", examples=[338], ge=0
    )
    low: int = Field(description="95 % interval.", examples=[310], ge=0)
    high: int = Field(examples=[372], ge=0)
    audited_at: datetime = Field(
        description="When the last ask was judged.", examples=["2026-02-20T10:00:00Z"]
    )


class ThemeOut(BaseModel):
    """A theme with its counts over the period."""

    id: str = Field(description="Stable; never used for another theme.", examples=["t-3fa9c1d2e4"])
    label: str = Field(examples=[_LABEL])
    keywords: list[str] = Field(
        description="Lemmas that set it apart, strongest first.", examples=[["link", "webinar"]]
    )
    language_mix: dict[str, float] = Field(
        description="Language (ISO 639-1, `mixed` or `und`) to its share of the asks.",
        examples=[{"ru": 0.52, "uk": 0.3, "en": 0.18}],
    )
    kind: Kind | None = Field(
        description="What most of its asks are; null before a grouping told any.",
        examples=["question"],
    )
    kind_mix: dict[Kind, float] = Field(
        description="Kind to its share of the asks.",
        examples=[{"question": 0.8, "complaint": 0.2}],
    )
    asks: int = Field(description="Asks in it, each at its own time.", examples=[412], ge=0)
    conversations: int = Field(
        description="A conversation counts once, at its first ask in the theme.",
        examples=[340],
        ge=0,
    )
    audited: AuditedOut | None = Field(
        description="What an audit says of `conversations`; null where nobody audited the theme, "
        "or where it has changed too much since.",
    )
    customers: int = Field(
        description="Distinct known customers of those conversations.", examples=[301], ge=0
    )
    share: float = Field(
        description="Of the period's conversations, 0..1; shares may add up to more than 1.",
        examples=[0.1244],
        ge=0,
    )
    change: float | None = Field(
        description="Of the conversations against the span before; null for `all` and where "
        "nothing was counted before.",
        examples=[0.13],
    )
    labels: dict[str, str] = Field(
        description="Language (ISO 639-1) to the label in it, for each language it is asked in.",
        examples=[{"en": _LABEL, "uk": "Де посилання на вебінар?"}],
    )
    area: str | None = Field(
        description="Id of its area; null where there are too few themes for areas.",
        examples=["ar-1f0c9a3e"],
    )

    state: State = Field(
        description="Emerging: born within the last weeks. Ageing and retired: not asked about for "
        "a while, and for longer.",
        examples=["emerging"],
    )
    state_since: datetime | None = Field(
        description="Null for a theme that was there from the beginning.",
        examples=["2026-02-03T14:05:00Z"],
    )
    cohesion: float | None = Field(
        description="How surely its asks belong to it: mean strength, 0..1, whatever the period; "
        "null where it holds none.",
        examples=[0.61],
    )
    weak: bool = Field(
        description="Whether its asks hold together so little that half of them may be about "
        "other things.",
        examples=[False],
    )
    by_answer: int = Field(
        description="Asks that the newest regrouping put into it for what agents answered.",
        examples=[12],
        ge=0,
    )
    people: PeopleOut

    @classmethod
    def from_domain(cls, count: ThemeCount) -> Self:
        """From the domain's value."""
        return cls.model_validate(build_theme_json(count))


class RankingOut(AnswerHead):
    """Themes by frequency, a page of them."""

    themes: list[ThemeOut] = Field(description="Most conversations first.")
    total: int = Field(description="How many themes the period has.", examples=[35], ge=0)
    next_cursor: str | None = Field(
        description="For the next page; null on the last.",
        examples=["WyIyMDI2LTAyLTI3VDEzOjQ4OjAwKzAwOjAwIl0.b4911fdbd0e6086b"],
    )

    @classmethod
    def from_domain(cls, ranking: Ranking, page: list[ThemeCount], next_cursor: str | None) -> Self:
        """From a ranking and the page of it that is shown."""
        return cls.model_validate(
            {
                **build_head_json(ranking),
                "themes": [ThemeOut.from_domain(count) for count in page],
                "total": len(ranking.themes),
                "next_cursor": next_cursor,
            }
        )


class QuoteOut(BaseModel):
    """One of a theme's most central asks, masked."""

    ask_id: str = Field(examples=["a-81f3"])
    conversation_id: str = Field(examples=["1042"])
    source: str = Field(examples=["intercom"])
    at: datetime | None = Field(
        description="Null where unknown.", examples=["2026-02-03T14:05:00Z"]
    )
    language: str = Field(examples=["uk"])
    text: str = Field(examples=["Де посилання на вебінар?"])

    @classmethod
    def from_domain(cls, ask: Ask) -> Self:
        """From the domain's value."""
        return cls.model_validate(build_quote_json(ask))


class OneThemeOut(AnswerHead):
    """One theme over a period."""

    theme: ThemeOut
    quotes: list[QuoteOut] = Field(description="Most central first, of all times.")

    @classmethod
    def from_domain(cls, one: ThemeDetail, lang: str | None = None) -> Self:
        """From what the pipeline read."""
        return cls.model_validate(
            {
                **build_head_json(one.ranking),
                "theme": ThemeOut.from_domain(one.count.localise(lang)),
                "quotes": [QuoteOut.from_domain(ask) for ask in one.quotes],
            }
        )


class ConversationOut(BaseModel):
    """A conversation behind a number, with its first ask in the theme, masked."""

    id: str | None = Field(description="The tool's id.", examples=["1042"])
    source: str = Field(examples=["intercom"])
    url: str | None = Field(
        description="Where a person can open it.", examples=["https://desk.example/1042"]
    )
    at: datetime | None = Field(
        description="When it first asked this; null where unknown.",
        examples=["2026-02-03T14:05:00Z"],
    )
    language: str = Field(examples=["uk"])
    channel: str | None = Field(examples=["chat"])
    subject: str | None = Field(examples=["Webinar"])
    page: str | None = Field(
        description="The page of the product the customer was on.", examples=["/webinars"]
    )
    rating: float | None = Field(examples=[4.0])
    ask_id: str = Field(examples=["a-81f3"])
    text: str = Field(examples=["Де посилання на вебінар?"])
    strength: float = Field(description="How surely it belongs, 0..1.", examples=[0.87])

    @classmethod
    def from_domain(cls, row: dict[str, Any]) -> Self:
        """From a row of the store."""
        return cls.model_validate(build_conversation_json(row))


class ConversationsOut(BaseModel):
    """A page of exactly the conversations behind a theme's count, newest first."""

    period: PeriodOut
    snapshot: SnapshotOut
    theme_id: str = Field(examples=["t-3fa9c1d2e4"])
    label: str = Field(examples=[_LABEL])
    total: int = Field(
        description="How many there are: the theme's `conversations`.", examples=[340], ge=0
    )
    conversations: list[ConversationOut]
    next_cursor: str | None = Field(
        description="For the next page; null on the last.",
        examples=["WyIyMDI2LTAyLTI3VDEzOjQ4OjAwKzAwOjAwIl0.b4911fdbd0e6086b"],
    )

    @classmethod
    def from_domain(cls, read: ThemeConversations, next_cursor: str | None) -> Self:
        """From what the pipeline read."""
        return cls(
            period=PeriodOut.from_domain(read.period),
            snapshot=SnapshotOut.from_domain(read.snapshot),
            theme_id=read.theme.id,
            label=read.theme.label,
            total=read.page.total,
            conversations=[ConversationOut.from_domain(row) for row in read.page.rows],
            next_cursor=next_cursor,
        )
