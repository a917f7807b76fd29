"""Areas: the themes of a period under their upper level."""

from fastapi import APIRouter

from api.params import Lang, OfPeriod, OfWorkspace
from api.problems import READING, responses
from api.schemas.areas import AreasOut
from pipeline.queries.ranking import read_ranking

router = APIRouter(prefix="/v1/areas", tags=["areas"])


@router.get("", summary="Rank the areas of a period", responses=responses(*READING))
def areas(workspace: OfWorkspace, of: OfPeriod, lang: Lang = None) -> AreasOut:
    """Areas by frequency, each with the ids of its themes."""
    return AreasOut.from_domain(read_ranking(workspace.settings, of).told_in(lang))
