"""The result of an import adds up, and lists each rejected piece with its place."""

from api.schemas.conversations import ReceivedOut
from domain.conversations import Rejected
from domain.counts import SnapshotInfo
from pipeline.imports.receive import ReceiveResult
from store.write.writer import ImportCounts
from tests.builders import NOW


def test_the_counts_of_an_import_add_up_and_rejections_have_places() -> None:
    result = ReceiveResult(
        ImportCounts("i-7", read=6, new=3, updated=1, unchanged=0, rejected=2),
        asks=4,
        excluded=1,
        rejected=(Rejected("conversations[1]", "It is not an object."),),
        snapshot=SnapshotInfo(2, NOW, None),
    )
    shown = ReceivedOut.from_domain(result)
    assert shown.read == shown.new + shown.updated + shown.unchanged + shown.rejected == 6
    assert (shown.import_id, shown.asks, shown.excluded) == ("i-7", 4, 1)
    assert [(row.place, row.reason) for row in shown.rejections] == [
        ("conversations[1]", "It is not an object.")
    ]
