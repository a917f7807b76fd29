"""The result of an import over the API."""

from typing import Self

from pydantic import BaseModel, Field

from api.problems import Place
from api.schemas.common import SnapshotOut
from pipeline.imports.receive import ReceiveResult


class ReceivedOut(BaseModel):
    """What became of them: read = new + updated + unchanged + rejected."""

    import_id: str = Field(
        description="What `earshot imports remove` takes back.", examples=["i-7"]
    )
    read: int = Field(examples=[3], ge=0)
    new: int = Field(examples=[2], ge=0)
    updated: int = Field(examples=[0], ge=0)
    unchanged: int = Field(examples=[0], ge=0)
    rejected: int = Field(
        description="Conversations, messages or fields that could not be read.",
        examples=[1],
        ge=0,
    )
    asks: int = Field(description="Asks of those that were new or changed.", examples=[2], ge=0)
    excluded: int = Field(
        description="How many of those there is nothing to learn from.", examples=[0], ge=0
    )
    rejections: list[Place] = Field(description="Where, and why.")
    snapshot: SnapshotOut

    @classmethod
    def from_domain(cls, received: ReceiveResult) -> Self:
        """From the result of the import."""
        counts = received.counts
        return cls(
            import_id=counts.id,
            read=counts.read,
            new=counts.new,
            updated=counts.updated,
            unchanged=counts.unchanged,
            rejected=counts.rejected,
            asks=received.asks,
            excluded=received.excluded,
            rejections=[Place(place=row.place, reason=row.reason) for row in received.rejected],
            snapshot=SnapshotOut.from_domain(received.snapshot),
        )
