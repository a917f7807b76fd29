"""Column detection: which column of a table holds which field, by its name, by what stands in it,
and by the other columns; with the reasons and the doubts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.columns.author_column import choose_author
from ingest.columns.draft import MIN_SHARE, Draft
from ingest.columns.fields import Columns
from ingest.columns.identity_columns import choose_customer, choose_identity
from ingest.columns.names import (
    COLUMN_NAME_SETS,
    COLUMN_NAMES,
    FIELDS_BY_ENDING,
    has_known_ending,
    has_word,
    is_named,
    normalise_name,
    rank_ending,
)
from ingest.columns.profile import Profile
from ingest.columns.text_column import choose_text
from ingest.columns.time_column import choose_time

_CHECKS: Mapping[str, Callable[[Profile], bool]] = {
    "closed_at": lambda profile: profile.may_be_times,
    "rating": lambda profile: profile.is_ratings,
    "internal": lambda profile: profile.is_flags,
    "inbound": lambda profile: profile.is_flags,
    "outbound": lambda profile: profile.is_flags,
}
"""What the cells of a column must be for its name to count, by field."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The columns of a table, why they were taken, and what may be otherwise."""

    columns: Columns
    profiles: Mapping[str, Profile]
    reasons: tuple[str, ...] = ()
    """What was decided by contents or against a name."""
    doubts: tuple[str, ...] = ()
    """What a person should look at."""


def guess_columns(
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    given: Columns | None = None,
    timezone: str = "UTC",
) -> Columns:
    """The columns of a table; see `judge_columns`."""
    return judge_columns(header, sample, given, timezone).columns


def judge_columns(
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    given: Columns | None = None,
    timezone: str = "UTC",
    *,
    serial_days: bool = False,
) -> Guess:
    """The columns of a table, from the names in its header and a sample of its rows.

    Columns a person has `given` stay, except that a subject becomes the text where no column is
    one. A name counts where the cells of its column may be what it says. `serial_days`: numbers
    may be times, as in workbooks.
    """
    cells = _group_by_column(header, sample)
    profiles = {
        name: Profile(name, filled, len(sample), timezone, serial_days=serial_days)
        for name, filled in cells.items()
    }
    draft = Draft(header, profiles, given or Columns())
    _NameMatcher(draft).match()
    choose_text(draft)
    choose_time(draft)
    choose_author(draft)
    choose_customer(draft)
    choose_identity(draft)
    columns = replace(Columns(), **draft.chosen)
    return Guess(columns, draft.profiles, tuple(draft.reasons), tuple(draft.doubts))


def _group_by_column(
    header: Sequence[str], sample: Sequence[Sequence[str]]
) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = {name: [] for name in header}
    for row in sample:
        for name, cell in zip(header, row, strict=False):
            if cell.strip():
                cells[name].append(cell)
    return cells


class _NameMatcher:
    """Columns by name, where the contents do not speak against it."""

    def __init__(self, draft: Draft) -> None:
        self.header = draft.header
        self.profiles = draft.profiles
        self.chosen = draft.chosen
        self.draft = draft

    def match(self) -> None:
        """Choose for each field the column with the best of its names."""
        taken = set(self.chosen.values())
        plain = {name: normalise_name(name) for name in self.header}
        for field, words in COLUMN_NAME_SETS.items():
            if field in self.chosen:
                continue
            ranked = COLUMN_NAMES[field]
            matching = [name for name in self.header if plain[name] in words and name not in taken]
            matching = [name for name in matching if self._may_be(field, name, exact=True)]
            if matching:
                self.chosen[field] = min(
                    matching,
                    key=lambda name: (not self.profiles[name].cells, ranked.index(plain[name])),
                )
                taken.add(self.chosen[field])
        for field in FIELDS_BY_ENDING:
            longer = [
                name
                for name in self.header
                if name not in taken
                and has_known_ending(plain[name], field)
                and self._may_be(field, name, exact=False)
            ]
            if field not in self.chosen and longer:
                if field == "at":
                    longer.sort(
                        key=lambda name: (self.profiles[name].filled < 0.5, rank_ending(name, "at"))
                    )
                self.chosen[field] = longer[0]
                taken.add(longer[0])

    def _may_be(self, field: str, name: str, *, exact: bool) -> bool:
        """Whether what stands in a column may be what its name says."""
        profile = self.profiles[name]
        if field == "at":
            late = ("not_opened", "late", "not_text")
            if not exact and any(has_word(name, kind) for kind in late):
                return False
            return not profile.cells or profile.may_be_times or (exact and not self._has_times)
        if not profile.cells:
            return True
        if field == "text":
            if profile.is_log or profile.is_objects or profile.times >= MIN_SHARE:
                return False
            return profile.is_text or not self._has_texts
        if field == "author":
            return profile.author_words >= 0.2 or not self._has_authors
        if field == "status":
            return profile.is_states or (exact and profile.is_codes)
        check = _CHECKS.get(field)
        return check is None or check(profile)

    @cached_property
    def _has_times(self) -> bool:
        return any(
            one.times >= MIN_SHARE and not has_word(one.name, "not_opened")
            for one in self.profiles.values()
        )

    @cached_property
    def _has_texts(self) -> bool:
        return any(one.is_text for one in self.profiles.values())

    @cached_property
    def _has_authors(self) -> bool:
        return any(
            is_named(one.name, "author") and one.author_words >= 0.2
            for one in self.profiles.values()
        )
