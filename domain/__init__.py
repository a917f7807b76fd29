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
from domain.counts import AreaCount, HonestTotals, Ranking, SnapshotInfo, ThemeCount
from domain.errors import EarshotError
from domain.kinds import KINDS, Kind
from domain.periods import Period, parse_period
from domain.themes import (
    Area,
    Assignment,
    Clustering,
    Group,
    LineageEvent,
    Name,
    Theme,
    name_in,
)

__all__ = [
    "KINDS",
    "Agent",
    "Area",
    "AreaCount",
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
    "Name",
    "Period",
    "Ranking",
    "Rejected",
    "SnapshotInfo",
    "Theme",
    "ThemeCount",
    "name_in",
    "parse_period",
]
