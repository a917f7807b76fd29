"""The health of a workspace before and after its first import."""

from api.schemas.health import HealthOut
from domain.counts import SnapshotInfo
from pipeline.queries.health import Health
from tests.builders import MONDAY, NOW


def test_a_workspace_without_a_snapshot_is_healthy() -> None:
    shown = HealthOut.from_domain(Health("0.1.0", None, "multilingual", False))
    assert (shown.status, shown.snapshot, shown.data_through) == ("ok", None, None)
    assert (shown.model.name, shown.model.ready) == ("multilingual", False)


def test_the_newest_ask_of_the_snapshot_is_named() -> None:
    shown = HealthOut.from_domain(Health("0.1.0", SnapshotInfo(4, NOW, MONDAY), "english", True))
    assert shown.snapshot is not None
    assert (shown.snapshot.number, shown.data_through) == (4, MONDAY)
