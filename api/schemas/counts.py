"""Counts of themes by day, week, month, channel or language."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, Field

from api.schemas.common import AnswerHead
from pipeline.queries.ranking import GroupedCounts
from pipeline.queries.ranking_json import build_head_json

GroupBy = Literal["day", "week", "month", "channel", "language"]


class GroupOut(BaseModel):
    """One group of a theme's counts."""

    group: str | None = Field(
        description="`2026-02-03`, `2026-W06`, `2026-02`, or the channel or language; null where "
        "it is not known.",
        examples=["2026-W06"],
    )
    start: date | None = Field(
        description="First day of the group that lies in the period; null but for days, weeks and "
        "months.",
        examples=["2026-02-02"],
    )
    end: date | None = Field(description="The day after its last.", examples=["2026-02-09"])
    conversations: int = Field(
        description="By the first ask in the theme, so that groups add up.", examples=[31], ge=0
    )
    asks: int = Field(examples=[36], ge=0)


class GroupedThemeOut(BaseModel):
    """A theme's counts, and the same in groups that add up to them."""

    id: str = Field(examples=["t-3fa9c1d2e4"])
    label: str = Field(examples=["Can't find the webinar link"])
    conversations: int = Field(examples=[340], ge=0)
    asks: int = Field(examples=[412], ge=0)
    groups: list[GroupOut] = Field(description="The same groups for every theme, zeros included.")


class CountsOut(AnswerHead):
    """Counts of every theme, in groups."""

    group_by: GroupBy = Field(examples=["week"])
    themes: list[GroupedThemeOut] = Field(description="Most conversations first.")

    @classmethod
    def from_domain(cls, counts: GroupedCounts) -> Self:
        """From the counts of a period."""
        return cls.model_validate(
            {
                **build_head_json(counts),
                "group_by": counts.group_by,
                "themes": counts.themes,
            },
            from_attributes=True,  # a call for all groups of all themes, not one for each
        )
