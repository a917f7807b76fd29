"""Version, snapshot and model of a workspace."""

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, Field

from api.schemas.common import SnapshotOut
from pipeline.queries.health import Health


class ModelOut(BaseModel):
    """The model asks are embedded with."""

    name: str = Field(examples=["multilingual"])
    ready: bool = Field(description="Whether it lies ready on this machine.", examples=[True])


class HealthOut(BaseModel):
    """Version, snapshot, model."""

    status: Literal["ok"]
    version: str = Field(examples=["0.1.0"])
    snapshot: SnapshotOut | None = Field(description="Null before the first import.")
    data_through: datetime | None = Field(
        description="Time of the newest ask.", examples=["2026-02-28T21:14:05Z"]
    )
    model: ModelOut

    @classmethod
    def from_domain(cls, health: Health) -> Self:
        """From the state of the workspace."""
        snapshot = health.snapshot
        return cls(
            status="ok",
            version=health.version,
            snapshot=SnapshotOut.from_domain(snapshot) if snapshot else None,
            data_through=snapshot.data_through if snapshot else None,
            model=ModelOut(name=health.model, ready=health.model_ready),
        )
