"""Areas: the themes of a period under their upper level."""

from fastapi import APIRouter

from api.params import Lang, PeriodDep, WorkspaceDep
from api.problems import READ_PROBLEMS, document_problems
from api.schemas.areas import AreasOut
from pipeline.queries.ranking import read_ranking

router = APIRouter(prefix="/v1/areas", tags=["areas"])


@router.get(
    "",
    summary="Rank the areas of a period",
    operation_id="areas_v1_areas_get",
    responses=document_problems(*READ_PROBLEMS),
)
def rank_areas(workspace: WorkspaceDep, of: PeriodDep, lang: Lang = None) -> AreasOut:
    """Areas by frequency, each with the ids of its themes."""
    return AreasOut.from_domain(read_ranking(workspace.settings, of).localise(lang))
