"""A look reads everything and changes nothing."""

from contextlib import closing

import duckdb
import pytest

from store.check.databases import open_read_only, read_to_end
from store.files.home import Home
from tests.store.check.conftest import flip


def test_every_table_is_read_and_nothing_can_be_written(home: Home) -> None:
    with closing(open_read_only(home.live)) as connection:
        assert read_to_end(connection) > 15
        with pytest.raises(duckdb.Error):
            connection.execute("CREATE TABLE more (n INTEGER)")


def test_a_damaged_block_raises(home: Home) -> None:
    flip(home.live, 0.3)
    with pytest.raises(duckdb.Error), closing(open_read_only(home.live)) as connection:
        read_to_end(connection)
