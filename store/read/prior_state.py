"""Prior state: all themes, memberships and decisions that a run is matched with.

Memberships here are *raw*: where the grouping or a person put an ask, before merges redirect it. So
two themes that a person merged are still matched each by itself, and the merge outlives that.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.asks import Ask
from domain.decisions import Overlay, ThemeEvent, replay
from domain.themes import Theme
from store.read.reader import Reader
from store.tables.decisions import parse_event_row
from store.tables.rows import parse_ask_row
from store.tables.theme_rows import parse_theme_row


@dataclass(frozen=True, slots=True)
class PriorState:
    """What is known of themes before a run."""

    themes: Mapping[str, Theme]
    """Every theme ever, retired ones included, under the names the grouping gave them."""
    before: Mapping[str, tuple[str, float]]
    """Ask id -> raw theme and strength."""
    former: Mapping[str, frozenset[str]]
    """Retired theme -> the asks it had when it ended."""
    overlay: Overlay


def load_prior_state(reader: Reader) -> PriorState:
    """Everything that a regrouping is matched with."""
    overlay = replay(read_events(reader))
    grouped = reader.run_query("history/grouped")
    before = {row["ask_id"]: (row["theme_id"], row["confidence"]) for row in grouped}
    before.update({ask: (theme or "", 1.0) for ask, theme in overlay.placed.items()})
    raw = {
        ask: (home, strength)
        for ask, (theme, strength) in before.items()
        if (home := overlay.unmade.get(theme, theme))
    }
    return PriorState(read_every_theme(reader), raw, read_former_members(reader), overlay)


def read_every_theme(reader: Reader) -> dict[str, Theme]:
    """Id -> theme, retired ones included, under the names the grouping gave them."""
    return {row["id"]: parse_theme_row(row) for row in reader.run_query("themes/grouped_themes")}


def read_events(reader: Reader) -> tuple[ThemeEvent, ...]:
    """What people decided, the oldest first; undone ones too."""
    return tuple(parse_event_row(row) for row in reader.run_query("history/events"))


def read_former_members(reader: Reader) -> dict[str, frozenset[str]]:
    """Retired theme -> ids of the asks it had when it ended."""
    found = reader.run_query("history/former_members")
    return {row["theme_id"]: frozenset(row["asks"]) for row in found}


def count_grouped_asks(reader: Reader) -> dict[str, int]:
    """Theme id -> how many asks the grouping alone put in it."""
    return {row["theme_id"]: row["asks"] for row in reader.run_query("counts/grouped_asks")}


def read_fresh_asks(reader: Reader) -> list[tuple[Ask, str | None]]:
    """Asks that no regrouping has seen, with the theme the grouping put them in since, in an order
    that no import order changes. Asks that a person placed are left out."""
    found = reader.run_query(
        "themes/fresh_asks",
        placed=sorted(replay(read_events(reader)).placed),
        regrouped=find_newest_regroup(reader),
    )
    return [(parse_ask_row(row), row["theme_id"]) for row in found]


def sample_settled_asks(reader: Reader, most: int) -> list[tuple[Ask, str]]:
    """At most `most` asks that the newest regrouping put into themes, sampled evenly by digest."""
    found = reader.run_query(
        "themes/settled_asks", most=most, regrouped=find_newest_regroup(reader)
    )
    return [(parse_ask_row(row), row["theme_id"]) for row in found]


def find_newest_regroup(reader: Reader) -> int:
    """Number of the newest regrouping; 0 before any."""
    return int(reader.run_query("history/newest_regroup")[0]["newest"] or 0)


def read_asks_of_theme(reader: Reader, theme_id: str) -> list[Ask]:
    """The asks that count in a theme, in an order that no import order changes."""
    found = reader.run_query("conversations/asks_of_theme", theme=theme_id)
    return [parse_ask_row(row) for row in found]


def read_asks_without_kind(reader: Reader) -> list[Ask]:
    """Asks without a kind, in an order that no import order changes."""
    return [parse_ask_row(row) for row in reader.run_query("conversations/asks_without_kind")]


def count_asks(reader: Reader) -> int:
    """Asks that are not excluded."""
    return int(reader.run_query("counts/asks")[0]["asks"])
