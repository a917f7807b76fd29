"""Dates between slashes in the order that their whole field proves."""

import pickle
from collections.abc import Iterator
from typing import IO, Any

from domain.conversations import Rejected
from ingest.formats.jsonl import Located
from ingest.formats.spool import open_spool
from ingest.parsing.date_order import DateOrders

_IN_MEMORY = 20_000
"""Objects held without a temporary file."""


def settle_dates(
    natives: Iterator[Located | Rejected], in_memory: int = _IN_MEMORY
) -> Iterator[Located | Rejected]:
    """Native objects with their times in a known order of day and month.

    From the first date on that may be read both ways, objects wait for the end of the file: one
    that proves the order may stand anywhere.
    """
    orders = DateOrders()
    for item in natives:
        if not isinstance(item, Rejected) and orders.note_times(item[1]):
            yield from _settle_rest(item, natives, orders, in_memory)
            return
        yield item


def _settle_rest(
    first: Located, natives: Iterator[Located | Rejected], orders: DateOrders, in_memory: int
) -> Iterator[Located | Rejected]:
    held: list[Located | Rejected] = [first]
    spool: IO[bytes] | None = None
    try:
        for item in natives:
            if not isinstance(item, Rejected):
                orders.note_times(item[1])
            held.append(item)
            if len(held) >= in_memory:
                spool = spool or open_spool()
                for one in held:
                    pickle.dump(one, spool)
                held.clear()
        if spool is not None:
            spool.seek(0)
            yield from (_write(one, orders) for one in _iter_pickled(spool))
        yield from (_write(one, orders) for one in held)
    finally:
        if spool is not None:
            spool.close()


def _write(item: Located | Rejected, orders: DateOrders) -> Located | Rejected:
    return item if isinstance(item, Rejected) else (item[0], orders.write_times(item[1]))


def _iter_pickled(spool: IO[bytes]) -> Iterator[Any]:
    while True:
        try:
            yield pickle.load(spool)  # noqa: S301 - written by this process a moment ago
        except EOFError:
            return
