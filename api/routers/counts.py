"""Counts over time, by channel, by language."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.params import PeriodDep, WorkspaceDep
from api.problems import READ_PROBLEMS, document_problems
from api.schemas.counts import CountsOut, GroupBy
from pipeline.queries.ranking import read_counts

router = APIRouter(prefix="/v1/counts", tags=["counts"])
GroupByQuery = Annotated[
    GroupBy,
    Query(description="Days, weeks and months are those of the workspace.", examples=["week"]),
]
ThemeQuery = Annotated[
    str | None,
    Query(
        description="Id of the one theme to count.",
        json_schema_extra={"type": "string"},
        examples=["t-3fa9c1d2e4"],
    ),
]


@router.get(
    "",
    summary="Count themes in groups",
    operation_id="counts_v1_counts_get",
    responses=document_problems(*READ_PROBLEMS),
)
def count_in_groups(
    workspace: WorkspaceDep,
    of: PeriodDep,
    group_by: GroupByQuery = "week",
    theme: ThemeQuery = None,
) -> CountsOut:
    """Every theme's conversations and asks, in groups that add up to them. Days, weeks and months
    without any are there, with zeros."""
    return CountsOut.from_domain(read_counts(workspace.settings, of, group_by, theme))
