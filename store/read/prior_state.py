"""What a grouping run and a person's decision must know of all that went before, from one snapshot.

Memberships here are *raw*: where the grouping or a person put an ask, before merges redirect it. So
two themes that a person merged are still matched each by itself, and the merge outlives that.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.asks import Ask
from domain.decisions import Overlay, ThemeEvent, replay
from domain.themes import Theme
from store.files.connection import load_sql
from store.read.reader import Reader
from store.tables.rows import parse_ask_row
from store.tables.theme_rows import parse_theme_row
from store.write.decisions import parse_event_row

_SELECT_ASK = (
    "SELECT id, source, conversation_key, conversation_id, part, asked_at, text, heard, language, "
    "excluded FROM voice.asks AS ask "
)


@dataclass(frozen=True, slots=True)
class PriorState:
    """What is known of themes before a run."""

    themes: Mapping[str, Theme]
    """Every theme ever, dead ones included, under the names the grouping gave them."""
    before: Mapping[str, tuple[str, float]]
    """Ask -> raw theme and strength."""
    former: Mapping[str, frozenset[str]]
    """Dead theme -> the asks it had when it ended."""
    overlay: Overlay


def load_prior_state(reader: Reader) -> PriorState:
    """Everything a regrouping is matched with."""
    overlay = replay(read_events(reader))
    grouped = reader._fetch_rows("SELECT ask_id, theme_id, strength FROM themes.grouped")
    before = {row["ask_id"]: (row["theme_id"], row["strength"]) for row in grouped}
    before.update({ask: (theme or "", 1.0) for ask, theme in overlay.placed.items()})
    raw = {
        ask: (home, strength)
        for ask, (theme, strength) in before.items()
        if (home := overlay.unmade.get(theme, theme))
    }
    return PriorState(read_every_theme(reader), raw, read_former_members(reader), overlay)


def read_every_theme(reader: Reader) -> dict[str, Theme]:
    """Id -> theme, dead ones included, under the names the grouping gave them."""
    found = reader._fetch_rows(
        "SELECT * REPLACE (grouped_label AS label, NULL AS overrule) FROM themes.every_theme "
        "LEFT JOIN theme_names ON theme_id = id ORDER BY id"
    )
    return {row["id"]: parse_theme_row(row) for row in found}


def read_events(reader: Reader) -> tuple[ThemeEvent, ...]:
    """What people decided, the oldest first; undone ones too."""
    return tuple(
        map(parse_event_row, reader._fetch_rows("SELECT * FROM themes.events ORDER BY no"))
    )


def read_former_members(reader: Reader) -> dict[str, frozenset[str]]:
    """Dead theme -> ids of the asks it had when it ended."""
    found = reader._fetch_rows(
        "SELECT theme_id, list(ask_id ORDER BY ask_id) AS asks FROM themes.assignment_history "
        "JOIN themes.retired ON retired.id = theme_id AND retired_run = to_run GROUP BY theme_id"
    )
    return {row["theme_id"]: frozenset(row["asks"]) for row in found}


def count_grouped_asks(reader: Reader) -> dict[str, int]:
    """Theme -> how many asks the grouping alone has in it."""
    found = reader._fetch_rows(
        "SELECT theme_id, count(*) AS asks FROM themes.grouped GROUP BY theme_id ORDER BY theme_id"
    )
    return {row["theme_id"]: row["asks"] for row in found}


def read_fresh_asks(reader: Reader) -> list[tuple[Ask, str | None]]:
    """Asks that no regrouping has seen, with the theme the grouping put them in since, in an order
    of their own. What a person placed is theirs, and left out."""
    found = reader._fetch_rows(
        load_sql("themes/fresh_asks"),
        placed=sorted(replay(read_events(reader)).placed),
        regrouped=find_newest_regroup(reader),
    )
    return [(parse_ask_row(row), row["theme_id"]) for row in found]


def sample_settled_asks(reader: Reader, most: int) -> list[tuple[Ask, str]]:
    """At most `most` asks that the newest regrouping put into themes, drawn evenly by digest."""
    found = reader._fetch_rows(
        load_sql("themes/settled_asks"), most=most, regrouped=find_newest_regroup(reader)
    )
    return [(parse_ask_row(row), row["theme_id"]) for row in found]


def find_newest_regroup(reader: Reader) -> int:
    """Number of the newest regrouping; 0 before any."""
    found = reader._fetch_rows("SELECT max(no) AS newest FROM themes.runs WHERE kind = 'regroup'")
    return int(found[0]["newest"] or 0)


def read_asks_of_theme(reader: Reader, theme_id: str) -> list[Ask]:
    """The asks that count in a theme, in an order of their own."""
    found = reader._fetch_rows(
        _SELECT_ASK + "JOIN themes.assignments AS told ON told.ask_id = ask.id "
        "WHERE theme_id = $theme AND excluded IS NULL AND heard <> '' ORDER BY heard, asked_at, id",
        theme=theme_id,
    )
    return [parse_ask_row(row) for row in found]


def read_asks_without_kind(reader: Reader) -> list[Ask]:
    """Asks whose kind nobody has told yet, in an order of their own."""
    found = reader._fetch_rows(
        _SELECT_ASK + "ANTI JOIN ask_kinds AS told ON told.ask_id = ask.id "
        "WHERE excluded IS NULL AND heard <> '' ORDER BY heard, asked_at, id"
    )
    return [parse_ask_row(row) for row in found]


def count_asks(reader: Reader) -> int:
    """Asks that are not excluded."""
    return int(
        reader._fetch_rows("SELECT count(*) AS asks FROM voice.asks WHERE excluded IS NULL")[0][
            "asks"
        ]
    )
