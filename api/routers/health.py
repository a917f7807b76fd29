"""Health: whether the workspace can answer."""

from fastapi import APIRouter

from api.params import WorkspaceDep
from api.problems import document_problems
from api.schemas.health import HealthOut
from pipeline.queries.health import read_health

router = APIRouter(prefix="/v1/health", tags=["health"])


@router.get(
    "",
    summary="Tell version, snapshot and model",
    operation_id="health_v1_health_get",
    responses=document_problems(),
)
def check_health(workspace: WorkspaceDep) -> HealthOut:
    """Answers for an empty workspace too, with no snapshot."""
    return HealthOut.from_domain(read_health(workspace.settings))
