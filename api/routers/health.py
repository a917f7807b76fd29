"""Health: whether the workspace can answer."""

from fastapi import APIRouter

from api.params import OfWorkspace
from api.problems import responses
from api.schemas.health import HealthOut
from pipeline.queries.health import read_health

router = APIRouter(prefix="/v1/health", tags=["health"])


@router.get("", summary="Tell version, snapshot and model", responses=responses())
def health(workspace: OfWorkspace) -> HealthOut:
    """Answers for an empty workspace too, with no snapshot."""
    return HealthOut.from_domain(read_health(workspace.settings))
