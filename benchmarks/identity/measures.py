"""What a replay is measured by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from benchmarks.identity.replay import ReplayLog

HEAD = (
    f"{'replay':>14} {'planted':>8} {'one id':>7} {'told':>5} {'changes':>8} {'found':>6} "
    f"{'recorded':>9} {'right':>6} {'mended':>7} {'put right':>10} "
    f"{'late':>5} {'ids':>4} {'twice':>6}"
)


@dataclass(frozen=True)
class Figures:
    """Of one replay, or of several added up."""

    planted: int
    """Planted themes that nothing happens to."""
    kept: int
    """Of those, how many have one id throughout."""
    explained: int
    """And how many more changed theirs along a recorded split or merger."""
    changes: int
    """Planted splits and mergers."""
    found: int
    """Of those, recorded."""
    recorded: int
    """Splits and mergers recorded."""
    right: int
    """Of those, planted."""
    mended: int
    """Of the others, those that mend an earlier grouping: a split between two planted themes, a
    merger within one."""
    corrected: int
    """Recorded as putting the grouping right: claims of no change, in no precision."""
    late: int
    """Themes that start mid-way and were not told as emerging within 7 days of the tenth ask."""
    themes: int
    """Ids given in all."""
    twice: int
    """Ids given twice."""

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            *(a + b for a, b in zip(_list_values(self), _list_values(other), strict=True))
        )


def format_row(name: str, told: Figures) -> str:
    """A line of the table."""
    return (
        f"{name:>14} {told.planted:>8} {told.kept:>7} {told.explained:>5} {told.changes:>8} "
        f"{told.found:>6} {told.recorded:>9} {told.right:>6} {told.mended:>7} {told.corrected:>10} "
        f"{told.late:>5} {told.themes:>4} {told.twice:>6}"
    )


def _list_values(figures: Figures) -> Sequence[int]:
    return list(vars(figures).values())


def measure_replay(seen: ReplayLog, truth: Mapping[str, Any]) -> Figures:
    """A replay of the demo against what was planted."""
    changes = _read_changes(truth)
    touched = {slug for sides in changes for side in sides for slug in side}
    steady = {slug: ids for slug, ids in seen.ids.items() if slug not in touched}
    kept = find_kept(steady)
    every = [(row.theme_id, row.other_id, row.kind) for row in seen.lineage
             if row.kind in ("split", "merged", "parted", "joined") and row.other_id]  # fmt: skip
    links = [link for link in every if link[2] in ("split", "merged")]
    explained = {slug for slug in set(steady) - kept if _follows(steady[slug], every)}
    planted_links = [_find_planted(seen, theme, other) for theme, other, _ in links]
    right = [pair for pair in planted_links if any(_fits(pair, sides) for sides in changes)]
    others = [link for link, pair in zip(links, planted_links, strict=True) if pair not in right]
    found = [sides for sides in changes if any(_fits(pair, sides) for pair in planted_links)]
    births = [row.theme_id for row in seen.lineage if row.kind == "born"]
    told = set(births)  # of some it is told later what they were split from
    births += [row.other_id or "" for row in seen.lineage
               if row.kind in ("split", "parted") and row.other_id not in told]  # fmt: skip
    return Figures(
        planted=len(steady),
        kept=len(kept),
        explained=len(explained),
        changes=len(changes),
        found=len(found),
        recorded=len(links),
        right=len(right),
        mended=sum(_mends(seen, *link) for link in others),
        corrected=len(every) - len(links),
        late=sum(not _is_in_time(seen, slug, tenth) for slug, tenth in _read_starts(truth).items()),
        themes=len(seen.born),
        twice=len(births) - len(set(births)),
    )


def compute_agreement(seen: ReplayLog) -> tuple[float, float]:
    """AMI and ARI between what was planted and the themes of the last week, over themed asks."""
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    planted, found = zip(*seen.last, strict=True)
    return adjusted_mutual_info_score(planted, found), adjusted_rand_score(planted, found)


def find_kept(ids: Mapping[str, Sequence[str]]) -> set[str]:
    """Planted themes that had one id throughout."""
    return {slug for slug, told in ids.items() if len(set(told)) == 1}


def _read_changes(truth: Mapping[str, Any]) -> list[tuple[frozenset[str], frozenset[str]]]:
    splits = [(frozenset([told["from"]]), frozenset(told["into"])) for told in truth["splits"]]
    merges = [(frozenset(told["from"]), frozenset([told["into"]])) for told in truth["merges"]]
    return splits + merges


def _find_planted(seen: ReplayLog, theme: str, other: str) -> tuple[frozenset[str], frozenset[str]]:
    return _find_main_planted(seen, theme), _find_main_planted(seen, other)


def _find_main_planted(seen: ReplayLog, theme: str) -> frozenset[str]:
    """Planted themes that make a good part of a theme."""
    counts = seen.planted_in.get(theme)
    if not counts:
        return frozenset()
    return frozenset(slug for slug, n in counts.items() if n >= 0.2 * counts.total())


def _fits(
    pair: tuple[frozenset[str], frozenset[str]], sides: tuple[frozenset[str], frozenset[str]]
) -> bool:
    """Whether a recorded passage is between the themes of a planted change."""
    every = sides[0] | sides[1]
    return bool(pair[0] & every) and bool(pair[1] & every) and bool((pair[0] | pair[1]) & sides[0])


def _mends(seen: ReplayLog, theme: str, other: str | None, kind: str) -> bool:
    mostly = [seen.planted_in[one].most_common(1)[0][0] if one in seen.planted_in else None
              for one in (theme, other or "")]  # fmt: skip
    return None not in mostly and (mostly[0] == mostly[1]) == (kind == "merged")


def _follows(ids: Sequence[str], links: Sequence[tuple[str, str | None, str]]) -> bool:
    joined = {frozenset((theme, other)) for theme, other, _ in links}
    steps = pairwise(ids)
    return all(a == b or frozenset((a, b)) in joined for a, b in steps)


def _read_starts(truth: Mapping[str, Any]) -> Mapping[str, str]:
    """Theme that starts mid-way -> time of its tenth ask."""
    starts: Mapping[str, str] = truth["starts"]
    return {starts["theme"]: starts["tenth_ask_at"]} if "theme" in starts else starts


def _is_in_time(seen: ReplayLog, slug: str, tenth: str) -> bool:
    told = seen.emerging.get(slug)
    at = datetime.fromisoformat(tenth)
    return told is not None and (told - at).total_seconds() <= 7 * 86_400
