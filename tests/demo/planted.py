"""What was planted against what was found: each planted theme and the found one that holds most of
its conversations."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Match:
    """A planted theme and what became of it."""

    slug: str
    planted: int
    """Conversations planted."""
    found_id: str
    counted: int
    """Conversations that the ranking shows for the found theme."""
    shared: int
    """Conversations in both."""
    languages: Mapping[str, float]
    """Languages of the found theme."""

    @property
    def error(self) -> float:
        """How far the shown count is from the planted one, as a share of it."""
        return abs(self.counted - self.planted) / self.planted


def match_planted(
    truth: Mapping[str, Any], ranking: Mapping[str, Any], members: Mapping[str, Sequence[str]]
) -> list[Match]:
    """Planted themes, largest first. `members`: theme id -> ids of its conversations."""
    theme_of = defaultdict(set)
    for theme_id, conversations in members.items():
        for conversation in conversations:
            theme_of[conversation].add(theme_id)
    rows = {row["id"]: row for row in ranking["themes"]}
    planted: dict[str, list[str]] = defaultdict(list)
    for conversation, told in truth["conversations"].items():
        for slug in set(told["themes"]):
            planted[slug].append(conversation)
    matches = []
    for slug, conversations in planted.items():
        votes = Counter(theme for told in conversations for theme in theme_of[told])
        found_id, shared = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
        row = rows[found_id]
        matches.append(
            Match(
                slug,
                len(conversations),
                found_id,
                row["conversations"],
                shared,
                row["language_mix"],
            )
        )
    return sorted(matches, key=lambda match: (-match.planted, match.slug))
