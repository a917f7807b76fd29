"""What somebody would write who only wants the numbers: FastAPI routes that run the statements of
`/v1/themes` and `/v1/counts` on an open connection, for one period, and answer with their rows."""

import os
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Response
from pydantic_core import to_json

from domain.periods import parse_period
from store.files.connection import fetch_rows, load_statement
from store.files.home import Home
from store.read.attach import attach_newest
from store.read.counts import split_into_buckets
from store.tables.rows import to_naive_utc, to_query_bounds


def create_app() -> FastAPI:
    """The application; EARSHOT_HOME names the workspace, BARE_PERIOD the period."""
    connection, _ = attach_newest(Home.from_path(Path(os.environ["EARSHOT_HOME"])))
    period = parse_period(os.environ["BARE_PERIOD"], datetime.now(UTC))
    bounds, earlier = to_query_bounds(period), period.find_previous()
    before = to_query_bounds(earlier)["start"] if earlier else None
    starts = [
        to_naive_utc(datetime.combine(bucket.start, datetime.min.time(), UTC))
        for bucket in split_into_buckets(period, "week", 0)
    ]
    statements: dict[str, list[tuple[str, dict[str, Any]]]] = {
        "themes": [
            ("ranking/asks_by_theme", bounds),
            ("ranking/conversations", bounds),
            ("ranking/conversations_by_theme", {**bounds, "before": before}),
        ],
        "counts": [
            ("counts/theme_times", {**bounds, "starts": starts, "theme": None}),
            ("ranking/totals", bounds),
        ],
    }
    app = FastAPI()

    def build_route(name: str) -> Callable[[], Response]:
        def answer() -> Response:
            with closing(connection.cursor()) as cursor:
                rows = {
                    file: fetch_rows(cursor, load_statement(cursor, file), parameters)
                    for file, parameters in statements[name]
                }
            return Response(to_json(rows), media_type="application/json")

        return answer

    for name in statements:
        app.get(f"/v1/{name}")(build_route(name))
    return app
