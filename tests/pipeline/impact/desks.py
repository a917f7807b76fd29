"""A workspace of two themes whose customers have companies, agents and dates."""

from datetime import timedelta
from pathlib import Path

from domain.conversations import Agent, Customer
from domain.themes import Assignment, Name, Theme
from pipeline.settings import Settings
from store.write.theme_tables import GroupingRun
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, conversation, home_at, merge, message

ASKED, ELSE = 40, 80
"""Conversations of t-export, and of t-rest."""


def build_settings(folder: Path) -> Settings:
    """Each customer of t-export asked about t-rest two days before; half of them are of Acme."""
    home = home_at(folder)
    told, asks, themes = [], [], {}
    for n in range(ASKED + ELSE):
        key, is_export = f"c{n:03}", n < ASKED
        person = n if is_export else n - ASKED  # the first forty ask about both
        at = MONDAY + timedelta(minutes=7 * n) + timedelta(days=2 if is_export else 0)
        attributes = (
            ("company", "Acme" if person % 2 else f"Firm {person}"), ("mrr", "100"),
            ("subscription_status", "cancelled" if person % (3 if person < ASKED else 9) == 0
             else "active"),
        )  # fmt: skip
        told.append(
            conversation(
                key,
                message("export please", f"{key}-1", at=at),
                message("it is in the menu above the table", f"{key}-2", author="agent",
                        agent=Agent("kim"), at=at + timedelta(minutes=6)),
                created_at=at,
                customer=Customer(id=f"p{person}", plan="team", attributes=attributes),
            )
        )  # fmt: skip
        language = "uk" if n % 4 == 0 else "en"
        asks.append(ask(f"a{n:03}", key, at=at, language=language))
        themes[f"a{n:03}"] = "t-export" if is_export else "t-rest"
    merge(home, told)
    with open_writer(home, "test", NOW) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, asks, 1)
        named = Theme(
            "t-export", "Export to Excel", (),
            names=(Name("en", "Export to Excel", ()), Name("uk", "Вивантаження в Excel", ())),
        )  # fmt: skip
        assigned = [Assignment(row.id, themes[row.id], 0.5) for row in asks]
        writer.save_grouping(
            GroupingRun("multilingual", "f" * 64, {}, {}),
            [named, Theme("t-rest", "The rest", ())], assigned, [],
        )  # fmt: skip
    return Settings(home=folder / "home")
