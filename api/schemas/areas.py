"""Areas: themes that belong together."""

from typing import Self

from pydantic import BaseModel, Field

from api.schemas.common import AnswerHead
from domain.counts import AreaCount, Ranking
from pipeline.queries.ranking_json import build_area_json, build_head_json


class AreaOut(BaseModel):
    """An area with its counts over the period."""

    id: str = Field(
        description="Kept over re-groupings while most of its asks stay together.",
        examples=["ar-1f0c9a3e"],
    )
    label: str = Field(examples=["Webinar and recording"])
    labels: dict[str, str] = Field(
        description="Language (ISO 639-1) to the label in it.",
        examples=[{"en": "Webinar and recording", "uk": "Вебінар та запис"}],
    )
    themes: list[str] = Field(
        description="Ids of its themes, those without a count in the period among them.",
        examples=[["t-3fa9c1d2e4"]],
    )
    asks: int = Field(description="The sum of its themes' asks.", examples=[690], ge=0)
    conversations: int = Field(
        description="A conversation counts once, at its first ask in any of the themes.",
        examples=[520],
        ge=0,
    )
    share: float = Field(
        description="Of the period's conversations, 0..1; shares may add up to more than 1.",
        examples=[0.19],
        ge=0,
    )

    @classmethod
    def from_domain(cls, area: AreaCount) -> Self:
        """From the domain's value."""
        return cls.model_validate(build_area_json(area))


class AreasOut(AnswerHead):
    """The areas of a period."""

    areas: list[AreaOut] = Field(
        description="Most conversations first; empty where there are too few themes for areas."
    )

    @classmethod
    def from_domain(cls, ranking: Ranking) -> Self:
        """From a ranking."""
        return cls.model_validate(
            {
                **build_head_json(ranking),
                "areas": [AreaOut.from_domain(area) for area in ranking.areas],
            }
        )
