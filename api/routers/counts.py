"""Counts over time, by channel, by language."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.params import OfPeriod, OfWorkspace
from api.problems import READING, responses
from api.schemas.counts import CountsOut, GroupBy
from pipeline.queries.counts import read_counts

router = APIRouter(prefix="/v1/counts", tags=["counts"])
Grouping = Annotated[
    GroupBy,
    Query(description="Days, weeks and months are those of the workspace.", examples=["week"]),
]
OneTheme = Annotated[
    str | None,
    Query(
        description="Id of the one theme to count.",
        json_schema_extra={"type": "string"},
        examples=["t-3fa9c1d2e4"],
    ),
]


@router.get("", summary="Count themes in groups", responses=responses(*READING))
def counts(
    workspace: OfWorkspace,
    of: OfPeriod,
    group_by: Grouping = "week",
    theme: OneTheme = None,
) -> CountsOut:
    """Every theme's conversations and asks, in groups that add up to them. Days, weeks and months
    without any are there, with zeros."""
    return CountsOut.from_domain(read_counts(workspace.settings, of, group_by, theme))
