"""What is to be done is kept with what begins it, or not at all."""

from store.files.connection import connect
from store.migrations.run import run_migrations
from store.write.unfinished import mark_finished, note_unfinished, read_unfinished
from tests.builders import NOW, days


def test_tasks_are_read_in_order_until_they_are_finished() -> None:
    connection = connect(None)
    run_migrations(connection)
    note_unfinished(connection, "reports", NOW + days(1), {"files": {"б.html": "uk"}})
    note_unfinished(connection, "reports", NOW, {"files": {}})
    note_unfinished(connection, "erasure", NOW, {"vectors": ["ab"]})
    assert read_unfinished(connection, "reports") == [{"files": {}}, {"files": {"б.html": "uk"}}]
    mark_finished(connection, "reports")
    assert read_unfinished(connection, "reports") == []
    assert read_unfinished(connection, "erasure") == [{"vectors": ["ab"]}]


def test_a_task_goes_with_the_transaction_that_began_it() -> None:
    connection = connect(None)
    run_migrations(connection)
    connection.execute("BEGIN")
    note_unfinished(connection, "erasure", NOW, {"vectors": []})
    connection.execute("ROLLBACK")
    assert read_unfinished(connection, "erasure") == []
