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
from domain.kinds import KINDS, Kind
from domain.periods import Period, parse_period
from domain.themes import Assignment, Clustering, Group, LineageEvent, Theme

__all__ = [
    "KINDS",
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
    "Kind",
    "LineageEvent",
    "Message",
    "Period",
    "Ranking",
    "Rejected",
    "SnapshotInfo",
    "Theme",
    "ThemeCount",
    "parse_period",
]
