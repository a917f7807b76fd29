"""How fast is a ranking? A million made-up asks, any two filters, from a warm reader.

    python -m benchmarks.counting [--quick] [--smoke] [--seed N]

Prints the median of every pair of filters and exits with 1 when one takes more than 150 ms, or more
than 1.5 times its own SQL on the bare connection. Beside them, SQL that only counts.
"""

import itertools
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from benchmarks.options import build_parser, pick_size, read_options
from domain.periods import parse_period
from pipeline.queries.filters import RankQuery
from pipeline.queries.measured_ranking import rank_with
from signals.measures import Measure
from store.files.connection import connect, fetch_rows, load_sql, run_sql_file
from store.files.home import Home
from store.files.snapshots import PARTS, publish_snapshot
from store.migrations.run import find_newest_schema
from store.read.attach import attach_newest
from store.read.measured_ranking import Filters
from store.read.reader import Reader, open_reader
from store.write.writer import open_writer

ASKS, SMOKE_ASKS, THEMES = 1_000_000, 3_000, 300
MILLISECONDS, TIMES = 150.0, 1.5
NOW = datetime(2026, 6, 1, tzinfo=UTC)
PERIOD = "2026-03"
_BOUNDS: dict[str, Any] = {"start": datetime(2026, 3, 1), "end": datetime(2026, 4, 1)}
_BEFORE: dict[str, Any] = {"before": datetime(2026, 2, 1)}
CHOSEN: dict[str, Any] = {
    "channel": "channel 2",
    "language": "ru",
    "plan": "pro",
    "country": "country 3",
    "page": "/page/4",
    "conversation_status": "closed",
    "tag": "tag 3",
    "group": "group 2",
    "attribute": ("size", "large"),
    "kind": "bug",
    "area": "ar-3",
    "status": "planned",
}
OF_THEMES = ("kind", "area", "status")
"""Filters that choose themes; the others let asks through."""
_CONVERSATIONS = """
INSERT INTO conversation_versions BY NAME
SELECT
    1 AS import_no, 1 AS round, 'made up' AS source, 'c' || c AS key, 'c' || c AS id,
    TIMESTAMP '2026-01-01' + to_seconds(c * 1.2 * 12_960_000 // $asks) AS created_at,
    'channel ' || (hash(c, 2, $seed) % 5) AS channel,
    md5((hash(c, 3, $seed) % ($asks // 3))::VARCHAR) AS customer,
    ['free', 'pro', 'team'][1 + (hash(c, 4, $seed) % 3)::INT] AS plan,
    'country ' || (hash(c, 5, $seed) % 20) AS country, '/page/' || (hash(c, 6, $seed) % 40) AS page,
    (1 + hash(c, 7, $seed) % 5)::DOUBLE AS rating,
    ['open', 'closed'][1 + (hash(c, 8, $seed) % 2)::INT] AS status,
    ['tag ' || (hash(c, 9, $seed) % 8), 'tag ' || (8 + hash(c, 10, $seed) % 8)] AS tags,
    '{"size": "' || ['small', 'large'][1 + (hash(c, 11, $seed) % 2)::INT] || '"}' AS attributes
FROM range(($asks / 1.2)::BIGINT + 1) AS made_up(c)
"""
_MESSAGES = """
INSERT INTO message_versions BY NAME
SELECT import_no, round, source, key AS conversation_key, key || '-' || n AS key,
       key || '-' || n AS id, n AS position, true AS public,
       CASE n WHEN 1 THEN 'group ' || (hash(conversation.key, 13, $seed) % 6) END AS agent_group
FROM conversation_versions AS conversation, range(2) AS made_up(n)
"""
_ASKS = """
INSERT INTO asks BY NAME
SELECT
    sha256(i::VARCHAR)[:24] AS id, 'made up' AS source,
    'c' || floor(i / 1.2)::BIGINT AS conversation_key,
    TIMESTAMP '2026-01-01' + to_seconds(i * 12_960_000 // $asks) AS asked_at,
    ['ru', 'uk', 'en', 'de'][1 + (hash(i, 1, $seed) % 4)::INT] AS language,
    CASE WHEN hash(i, 22, $seed) % 20 = 0 THEN 'thanks' END AS excluded
FROM range($asks) AS made_up(i)
"""
_ASSIGNMENTS = """
INSERT INTO assignments BY NAME
SELECT
    sha256(i::VARCHAR)[:24] AS ask_id,
    't-' || floor($themes * pow((hash(i, 20, $seed) % 1_000_000) / 1e6, 2))::INT AS theme_id,
    0.5 AS confidence, 1 AS from_run
FROM range($asks) AS made_up(i) WHERE hash(i, 21, $seed) % 10 < 8
"""
_THEMES = """
INSERT INTO themes BY NAME
SELECT DISTINCT theme_id AS id, theme_id AS label, ['word'] AS keywords, []::VARCHAR[] AS quotes,
    'active' AS state, 1 AS born_run,
    CASE WHEN theme_id[3:]::INT % 4 = 0
        THEN '{"label": null, "labels": [], "status": "planned", "status_on": null}'
    END AS overrule
FROM assignments
"""
_KINDS = """
INSERT INTO ask_kinds
SELECT id AS ask_id,
    ['question', 'bug', 'complaint'][1 + (hash(id, 23, $seed) % 3)::INT] AS kind
FROM asks WHERE excluded IS NULL
"""
_GROUPED_AREAS = """
INSERT INTO areas BY NAME
SELECT 'ar-' || (id[3:]::INT % 12) AS id,
    [{language: 'en', label: 'Area ' || (id[3:]::INT % 12), keywords: []::VARCHAR[]}] AS names,
    list(id ORDER BY id) AS theme_ids
FROM themes GROUP BY ALL
"""
_SHOWN_AREAS = """
INSERT INTO area_versions BY NAME SELECT *, 1 AS from_run, NULL::INTEGER AS to_run FROM areas
"""
_TABLES = (
    _CONVERSATIONS, _MESSAGES, _ASKS, _ASSIGNMENTS, _THEMES, _KINDS, _GROUPED_AREAS, _SHOWN_AREAS,
)  # fmt: skip
_BARE = """
SELECT theme_id, count(DISTINCT customer_no) FILTER (WHERE first_at >= $start) AS customers,
       count(DISTINCT customer_no) FILTER (WHERE first_at < $start) AS before
FROM counted.conversations
WHERE first_at >= $before AND first_at < $end AND {} AND {}
GROUP BY theme_id ORDER BY customers DESC
"""
_BARE_TOTALS = """
SELECT count(*) AS asks, count(*) FILTER (WHERE excluded IS NULL AND is_themed) AS themed,
       count(DISTINCT conversation_no) FILTER (WHERE excluded IS NULL) AS conversations
FROM counted.asks WHERE asked_at >= $start AND asked_at < $end AND {} AND {}
"""
_CONDITIONS = {
    "conversation_status": "status = $conversation_status",
    "tag": "list_contains(tags, $tag)",
    "group": "list_contains(agent_groups, $group)",
    "attribute": "list_contains(attributes, $attribute)",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Time every pair; the exit status."""
    asked = read_options(build_parser("counting", __doc__), arguments)
    with TemporaryDirectory() as scratch:
        home = Home.from_path(Path(scratch) / "home")
        home.create()
        fill(home, pick_size(asked, ASKS, ASKS // 10, SMOKE_ASKS), asked.seed)
        with open_reader(home) as reader, closing(attach_newest(home)[0]) as connection:
            missed = judge(reader, connection, pick_size(asked, 9, 3, 1))
    return missed * (not asked.smoke)


def judge(reader: Reader, connection: duckdb.DuckDBPyConnection, runs: int) -> int:
    """Print a line a pair, and whether the medians hold."""
    kept: tuple[list[float], ...] = ([], [], [])
    print(f"{'filters':<24}{'ranking, ms':>12}{'bare SQL':>10}{'times':>7}{'counts only':>13}")
    for pair in itertools.combinations(CHOSEN, 2):
        ways: tuple[Callable[[Pair], None], ...] = (
            partial(_run_ranking, reader),
            partial(_run_bare_sql, connection),
            partial(_run_counts_only, connection),
        )
        found = [[_measure_milliseconds(way, pair) for _ in range(runs)] for way in ways]
        for all_timed, timed in zip(kept, found, strict=True):
            all_timed += timed
        print(_format_line(" + ".join(pair), *(statistics.median(timed) for timed in found)))
    ours, bare, least = (statistics.median(timed) for timed in kept)
    held = ours <= MILLISECONDS and ours <= TIMES * bare
    verdict = f"<= {MILLISECONDS:.0f} ms and <= {TIMES} times: {'ok' if held else 'MISSED'}"
    print(_format_line("median", ours, bare, least), verdict)
    return 0 if held else 1


def _format_line(what: str, ours: float, bare: float, least: float) -> str:
    return f"{what:<24}{ours:>12.0f}{bare:>10.0f}{ours / bare:>7.2f}{least:>13.0f}"


Pair = tuple[str, ...]


def _measure_milliseconds(way: Callable[[Pair], None], pair: Pair) -> float:
    begin = time.perf_counter()
    way(pair)
    return (time.perf_counter() - begin) * 1_000


def _run_ranking(reader: Reader, pair: Pair) -> None:
    """As every interface gets it: intervals, change of rank, honest totals."""
    of_themes: dict[str, Any] = {name: CHOSEN[name] for name in pair if name in OF_THEMES}
    wanted = RankQuery(Measure("customers"), filters=_build_filters(pair), **of_themes)
    rank_with(reader, parse_period(PERIOD, NOW), wanted)


def _build_filters(pair: Pair) -> Filters:
    return Filters(**{name: CHOSEN[name] for name in pair if name not in OF_THEMES})


def _run_bare_sql(connection: duckdb.DuckDBPyConnection, pair: Pair) -> None:
    """The same statements on the bare connection, their answers not looked at."""
    totals = _BOUNDS | {"filters": _build_filters(pair).parameters}
    sums: dict[str, Any] = {"plans": [], "worths": [], "split": None, "attribute_split": None}
    statements = (
        ("ranking/themes_by_measure", totals | _BEFORE | sums),
        ("ranking/filtered_totals", totals),
        *((("ranking/kinds_by_theme", _BOUNDS),) if "kind" in pair else ()),
    )
    for name, parameters in statements:
        connection.sql(load_sql(name), params=parameters).to_arrow_table()


def _run_counts_only(connection: duckdb.DuckDBPyConnection, pair: Pair) -> None:
    """What somebody would write who wants counts and no intervals."""
    pair = tuple(name for name in pair if name not in OF_THEMES)
    conditions = [_CONDITIONS.get(name, f"{name} = ${name}") for name in pair]
    conditions += ["true"] * (2 - len(pair))
    if "language" not in pair:
        conditions[0] += " AND is_first"
    values = {
        name: "=".join(CHOSEN[name]) if name == "attribute" else CHOSEN[name] for name in pair
    }
    fetch_rows(connection, _BARE.format(*conditions), values | _BOUNDS | _BEFORE)
    conditions[0] = conditions[0].removesuffix(" AND is_first")
    fetch_rows(connection, _BARE_TOTALS.format(*conditions), values | _BOUNDS)


def fill(home: Home, asks: int, seed: int) -> None:
    """Made-up rows in the live tables, published as the writer publishes them."""
    with open_writer(home, "benchmarks.counting", NOW):
        pass  # makes the live tables
    connection = connect(home.live)
    try:
        for statement in _TABLES:
            values = {"asks": asks, "seed": seed, "themes": THEMES}
            named = {name: value for name, value in values.items() if f"${name}" in statement}
            connection.execute(statement, named)
        run_sql_file(connection, "ingest/now")
        publish_snapshot(connection, home, PARTS, 1, NOW, schema=find_newest_schema())
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
