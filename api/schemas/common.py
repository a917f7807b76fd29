"""The head of every answer: period, snapshot, and the totals of its asks."""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, Field

from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.queries.ranking_json import build_period_json, build_snapshot_json


class PeriodOut(BaseModel):
    """A half-open span of days."""

    words: str = Field(description="As it was asked for.", examples=["2026-02"])
    start: date | None = Field(description="First day; null for `all`.", examples=["2026-02-01"])
    end: date | None = Field(
        description="The day after the last; null for `all`.", examples=["2026-03-01"]
    )
    timezone: str = Field(description="IANA zone whose days these are.", examples=["Europe/Kyiv"])

    @classmethod
    def from_domain(cls, period: Period) -> Self:
        """From the domain's value."""
        return cls.model_validate(build_period_json(period))


class SnapshotOut(BaseModel):
    """The published copy an answer was read from; one answer is one snapshot."""

    number: int = Field(description="Grows with every publication.", examples=[12], ge=1)
    published_at: datetime = Field(examples=["2026-03-01T09:00:00Z"])
    data_through: datetime | None = Field(
        description="Time of the newest ask; null when no ask has a time.",
        examples=["2026-02-28T21:14:05Z"],
    )

    @classmethod
    def from_domain(cls, snapshot: SnapshotInfo) -> Self:
        """From the domain's value."""
        return cls.model_validate(build_snapshot_json(snapshot))


class AnswerHead(BaseModel):
    """The head of every answer about a period: themed + unthemed + excluded = asks."""

    period: PeriodOut
    snapshot: SnapshotOut
    asks: int = Field(description="All asks of the period.", examples=[3120], ge=0)
    themed: int = Field(description="Asks that belong to a theme.", examples=[2410], ge=0)
    unthemed: int = Field(description="Asks that no theme fits (yet).", examples=[402], ge=0)
    idle: int = Field(
        description="Of the unthemed, asks with nothing to act on (kind `other`).",
        examples=[61],
        ge=0,
    )
    excluded: int = Field(
        description="Greetings, bare thanks and other asks with nothing to learn from.",
        examples=[308],
        ge=0,
    )
    conversations: int = Field(
        description="Conversations with any ask that is not excluded.", examples=[2733], ge=0
    )
