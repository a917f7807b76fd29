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
from domain.counts import AreaCount, AuditedCount, HonestTotals, Ranking, SnapshotInfo, ThemeCount
from domain.errors import EarshotError
from domain.kinds import KINDS, Kind
from domain.overrules import Overlay, Overrule, ThemeEvent, replay
from domain.periods import Period, parse_period
from domain.themes import (
    Area,
    Assignment,
    Clustering,
    Group,
    Life,
    LineageEvent,
    Name,
    Patience,
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
    "AuditedCount",
    "Author",
    "Clustering",
    "Conversation",
    "Customer",
    "EarshotError",
    "Exclusion",
    "Group",
    "HonestTotals",
    "Kind",
    "Life",
    "LineageEvent",
    "Message",
    "Name",
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
    "name_in",
    "parse_period",
    "replay",
]
