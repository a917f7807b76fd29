"""The words everyone speaks: frozen values that the rooms hand each other.

Standard library and numpy only; nothing here reads a file, a clock or a database.
"""

from domain.asks import Ask, Exclusion
from domain.conversations import (
    Agent,
    Author,
    Conversation,
    Customer,
    Message,
    Rejected,
)
from domain.counts import HonestTotals, Ranking, SnapshotInfo, ThemeCount
from domain.errors import EarshotError
from domain.overrules import Overlay, Overrule, ThemeEvent, replay
from domain.periods import Period, parse_period
from domain.themes import Assignment, Clustering, Group, Life, LineageEvent, Patience, Theme

__all__ = [
    "Agent",
    "Ask",
    "Assignment",
    "Author",
    "Clustering",
    "Conversation",
    "Customer",
    "EarshotError",
    "Exclusion",
    "Group",
    "HonestTotals",
    "Life",
    "LineageEvent",
    "Message",
    "Overlay",
    "Overrule",
    "Patience",
    "Period",
    "Ranking",
    "Rejected",
    "SnapshotInfo",
    "Theme",
    "ThemeCount",
    "ThemeEvent",
    "parse_period",
    "replay",
]
