"""What themes can be ranked by; light, for whoever only names a measure."""

from dataclasses import dataclass
from typing import Literal, get_args

MeasureName = Literal["customers", "conversations", "messages", "per-1000", "value", "rating"]
"""What themes can be ranked by."""
MEASURES: tuple[MeasureName, ...] = get_args(MeasureName)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a ranking is made by."""

    by: MeasureName
    actives: float | None = None
    """Customers active in the period, for `per-1000`."""
    actives_before: float | None = None
    """Customers active in the period before; as many as now where nobody says."""
