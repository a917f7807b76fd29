"""Column detection: which column of a table holds which field, by its name, by what stands in it,
and by the other columns; with the reasons and the doubts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.columns.fields import Columns
from ingest.columns.names import (
    COLUMN_NAME_SETS,
    COLUMN_NAMES,
    FIELDS_BY_ENDING,
    has_known_ending,
    has_word,
    normalise_name,
    rank_ending,
    says_id,
)
from ingest.columns.profile import Profile
from ingest.parsing.authors import parse_author

_MIN_SHARE = 0.8
_MIN_WORDS = 1.5
"""Least wordiness of a column without a telling name for it to be the text."""
_CERTAIN_AUTHORS = frozenset(
    {"author", "role", "sender type", "author type", "sender role", "author role", "user type",
     "direction", "from type", "автор", "роль", "направление", "напрямок"}
)  # fmt: skip
"""Names that are believed where every row is the team's."""


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
    return _Judge(header, profiles, given or Columns()).judge()


def _group_by_column(
    header: Sequence[str], sample: Sequence[Sequence[str]]
) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = {name: [] for name in header}
    for row in sample:
        for name, cell in zip(header, row, strict=False):
            if cell.strip():
                cells[name].append(cell)
    return cells


class _Judge:
    """One guess: what is chosen, with reasons and doubts."""

    def __init__(self, header: Sequence[str], profiles: dict[str, Profile], given: Columns) -> None:
        self.header = header
        self.profiles = profiles
        self.given = given.to_dict()
        self.chosen = dict(self.given)
        for column in self.given.values():
            self.profiles.setdefault(column, Profile(column, (), 0))
        self.reasons: list[str] = []
        self.doubts: list[str] = []

    def judge(self) -> Guess:
        self._match_by_name()
        self._choose_text()
        self._choose_time()
        self._choose_author()
        self._choose_customer()
        self._choose_identity()
        return Guess(
            replace(Columns(), **self.chosen),
            self.profiles,
            tuple(self.reasons),
            tuple(self.doubts),
        )

    # By name, where the contents do not speak against it.

    def _match_by_name(self) -> None:
        taken = set(self.chosen.values())
        plain = {name: normalise_name(name) for name in self.header}
        for field, words in COLUMN_NAME_SETS.items():
            if field in self.chosen:
                continue
            ranked = COLUMN_NAMES[field]
            matching = [name for name in self.header if plain[name] in words and name not in taken]
            matching = [name for name in matching if self._may_be(field, name, exact=True)]
            if matching:
                self.chosen[field] = min(matching, key=lambda name: ranked.index(plain[name]))
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
                    longer.sort(key=lambda name: rank_ending(name, "at"))
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
            if profile.is_log or profile.is_objects or profile.times >= _MIN_SHARE:
                return False
            return profile.is_text or not self._has_texts
        if field == "author":
            return profile.author_words >= 0.2 or not self._has_authors
        if field == "status":
            return profile.is_states
        if field == "closed_at":
            return profile.may_be_times
        if field in ("internal", "inbound", "outbound"):
            return profile.is_flags
        return True

    @cached_property
    def _has_times(self) -> bool:
        return any(
            one.times >= _MIN_SHARE and not has_word(one.name, "not_opened")
            for one in self.profiles.values()
        )

    @cached_property
    def _has_texts(self) -> bool:
        return any(one.is_text for one in self.profiles.values())

    @cached_property
    def _has_authors(self) -> bool:
        return any(
            self._is_exact(one.name, "author") and one.author_words >= 0.2
            for one in self.profiles.values()
        )

    # Text.

    def _choose_text(self) -> None:
        if "html" in self.chosen or "text" in self.given:
            return
        named = self.chosen.get("text")
        rivals = self._list_rivals()
        best = max(rivals, key=self._weigh_text, default=None)
        if named is None:
            self._choose_text_by_words(best)
            return
        if best is not None and best != named and self._beats(best, named):
            self.chosen["text"] = best
            self.reasons.append(
                f"the text is {self._show(best)}, not {self._show(named)}, "
                "by its words, which differ from row to row"
            )
            self.doubts.append(self._ask_which_text([named, best]))
        else:
            alike = [
                name
                for name in rivals
                if name != named
                and self._weigh_text(name) > 0.5 * self._weigh_text(named)
                and self.profiles[name].words >= 3
                and (
                    has_known_ending(normalise_name(name), "text")
                    or not self._is_exact(named, "text")
                    or self._weigh_text(name) > 2 * self._weigh_text(named)
                )
            ]
            if alike:
                self.doubts.append(self._ask_which_text([named, *alike]))

    def _choose_text_by_words(self, best: str | None) -> None:
        if best is not None and self.profiles[best].wordiness >= _MIN_WORDS:
            self.chosen["text"] = best
            self.reasons.append(f"the text is {self._show(best)}, by its words")
            weight = self._weigh_text(best)
            alike = [
                name
                for name in self._list_rivals()
                if name != best and self._weigh_text(name) >= 0.4 * weight
            ]
            if alike:
                self.doubts.append(self._ask_which_text([best, *alike]))
            elif self.profiles[best].wordiness < 2:
                self.doubts.append(f"{self._show(best)} has few words for a text")
        elif "subject" in self.chosen:
            self.chosen["text"] = self.chosen.pop("subject")
        elif len(self.profiles) == 1 and not self.chosen:
            self.chosen["text"] = self.header[0]

    def _list_rivals(self) -> list[str]:
        """Columns that may be the text, by what stands in them and no other field's."""
        others = {column for field, column in self.chosen.items() if field != "text"}
        found = [
            name
            for name, profile in self.profiles.items()
            if name not in others and profile.is_text and profile.filled >= 0.02
        ]
        customers = [name for name in found if not has_word(name, "not_text")]
        return customers or found

    def _weigh_text(self, name: str) -> float:
        profile = self.profiles[name]
        return profile.wordiness * min(1.0, 0.5 + profile.filled)

    def _beats(self, rival: str, named: str) -> bool:
        """Whether a column is the text by its contents, against the name of another."""
        one, other = self.profiles[rival], self.profiles[named]
        if one.words < 2 or one.distinct < 0.5:
            return False
        is_telling = has_known_ending(normalise_name(rival), "text")
        if other.filled < 0.05 and one.filled > 4 * other.filled:
            return True
        if len(other.cells) >= 4 and other.distinct <= 0.5 and one.distinct >= 0.8:
            return one.words >= other.words or other.distinct < 0.2
        if len(other.cells) >= 3 and other.longest <= 1 and one.words >= 4:
            return True
        if other.distinct >= 0.95 * one.distinct:
            return False  # both differ from row to row: the name decides
        if is_telling:
            return one.words >= 2 * other.words
        is_chat = "conversation" in self.chosen and (
            self.profiles[self.chosen["conversation"]].distinct < 1
        )
        return one.distinct == 1.0 and one.words >= max(8, 3 * other.words) and not is_chat

    def _ask_which_text(self, names: Sequence[str]) -> str:
        shown = ", ".join(self._show(name, count=True) for name in names[:4])
        count = {2: "two", 3: "three"}.get(len(names), str(len(names)))
        return (
            f"{count} columns could be the text: {shown}. Taken is "
            f'"{self.chosen["text"]}"; another one is named with --column text=NAME'
        )

    # Time.

    def _choose_time(self) -> None:
        times = [
            name
            for name in self._list_free()
            if self.profiles[name].times >= _MIN_SHARE
            and self.profiles[name].filled >= 0.1
            and not has_word(name, "not_opened")
        ]
        if "at" in self.chosen:
            named = self.chosen["at"]
            alike = [name for name in times if not has_word(name, "late")]
            if alike and "at" not in self.given and not self._is_exact(named, "at"):
                self.doubts.append(self._ask_which_time([named, *alike]))
            return
        late = [name for name in times if has_word(name, "late")]
        times = [name for name in times if name not in late] or [
            name for name in late if self.profiles[name].filled == 1.0
        ]
        if not times:
            self._doubt_missing_time()
            return
        self.chosen["at"] = times[0]
        if times[0] in late:
            self.doubts.append(
                f"the time is {self._show(times[0])}, the only one; perhaps somebody answered then"
            )
        else:
            self.reasons.append(f"the time is {self._show(times[0])}, by its dates")
        if len(times) > 1:
            self.doubts.append(self._ask_which_time(times))

    def _ask_which_time(self, names: Sequence[str]) -> str:
        shown = ", ".join(map(self._show, names[:4]))
        return (
            f"several columns hold times: {shown}. Taken is the first; another one is named with "
            "--column at=NAME"
        )

    def _doubt_missing_time(self) -> None:
        dated = [name for name in self._list_free() if self.profiles[name].times >= _MIN_SHARE]
        if dated:
            shown = ", ".join(map(self._show, dated[:4]))
            self.doubts.append(
                f"no time was taken: by their names, {shown} tell something else. If one is when "
                "the conversation was opened, say so with --column at=NAME"
            )

    # Author.

    def _choose_author(self) -> None:
        named = self.chosen.get("author")
        if named is None:
            authors = [name for name in self._list_free() if self._tells_authors(name)]
            if authors:
                self.chosen["author"] = authors[0]
                self.reasons.append(f"the author is {self._show(authors[0])}, by its words")
            return
        profile = self.profiles[named]
        if profile.author_words < 0.2:
            if "author" not in self.given:
                self.chosen.setdefault("customer_name", self.chosen.pop("author"))
            return
        if "author" in self.given or "customer" in self._list_roles(named):
            return
        if normalise_name(named) in _CERTAIN_AUTHORS:
            if len(profile.cells) > 3:
                self.doubts.append(
                    f"by {self._show(named)} no row of the first {len(profile.cells):,} is the "
                    "customer's; if that is wrong, name another column with --column author=NAME"
                )
            return
        del self.chosen["author"]
        self.doubts.append(
            f"{self._show(named)} would make every row the team's, and was not taken for the "
            "author; if it is, say so with --column author=NAME"
        )

    def _tells_authors(self, name: str) -> bool:
        return (
            self.profiles[name].author_words >= _MIN_SHARE
            and not has_word(name, "not_author")
            and "customer" in self._list_roles(name)
        )

    def _list_roles(self, name: str) -> set[str]:
        return {role for cell in set(self.profiles[name].cells) if (role := parse_author(cell, {}))}

    # People and identity.

    def _choose_customer(self) -> None:
        """Take e-mail addresses, not names, as the customer's id where columns hold both.

        Several people may have the same name.
        """
        named = self.chosen.get("customer")
        if "customer" in self.given or named is None or not self.profiles[named].is_full_names:
            return
        addresses = [
            name
            for name in self._list_free()
            if normalise_name(name) in COLUMN_NAME_SETS["customer"]
            and self.profiles[name].is_plain_addresses
        ]
        if addresses:
            self.chosen["customer"] = addresses[0]
            self.chosen.setdefault("customer_name", named)

    def _choose_identity(self) -> None:
        """Settle what identifies a row: no running number; the conversation where it repeats."""
        for field in ("id", "conversation"):
            named = self.chosen.get(field)
            if named is None or field in self.given or says_id(named):
                continue
            if self.profiles[named].is_running:
                del self.chosen[field]
                self.reasons.append(f"{self._show(named)} is a running number, no id")
        if "conversation" not in self.chosen and "id" not in self.chosen:
            self._choose_id()
        if "conversation" not in self.chosen and "id" in self.chosen:
            seen = self.profiles[self.chosen["id"]].cells
            if len(set(seen)) < len(seen):
                self.chosen["conversation"] = self.chosen.pop("id")

    def _choose_id(self) -> None:
        """Take a column with a different value in every row whose name says id or number."""
        unique = [name for name in self._list_free() if self._is_unique(name)]
        ids = [name for name in unique if says_id(name)]
        ids += [name for name in unique if has_word(name, "number")]
        ids = [name for name in ids if not has_word(name, "other_id")]
        ids = [name for name in ids if says_id(name) or not self.profiles[name].is_running]
        if ids:
            self.chosen["id"] = ids[0]
            return
        shared = [name for name in self._list_free() if self._is_shared_id(name)]
        if shared:
            self.doubts.append(
                f"no conversation was taken, so every row is one; if rows with the same "
                f"{self._show(shared[0])} belong together, say --column conversation=NAME"
            )
        unique = [name for name in unique if self.profiles[name].is_mostly(_is_long_token)]
        if unique:
            self.doubts.append(
                f"no id was taken; {self._show(unique[0])} is different in every row. If it "
                "identifies them, say so with --column id=NAME"
            )

    def _is_shared_id(self, name: str) -> bool:
        """Whether a column says id, and a few rows each have the same."""
        profile = self.profiles[name]
        is_id = says_id(name) and not has_word(name, "other_id")
        return is_id and profile.filled >= 0.95 and 0.05 <= profile.distinct < 1

    def _is_unique(self, name: str) -> bool:
        """Whether a column has different values in all rows, as ids are written."""
        profile = self.profiles[name]
        return (
            len(profile.cells) > 1
            and profile.distinct == 1.0
            and profile.filled >= 0.95
            and profile.is_tokens
            and profile.times < 0.5
        )

    def _list_free(self) -> list[str]:
        taken = set(self.chosen.values())
        return [name for name in self.header if name not in taken]

    def _is_exact(self, name: str, field: str) -> bool:
        return normalise_name(name) in COLUMN_NAME_SETS[field]

    def _show(self, name: str, *, count: bool = False) -> str:
        if not count:
            return f'"{name}"'
        return f'"{name}" ({len(set(self.profiles[name].cells)):,} different values)'


def _is_long_token(cell: str) -> bool:
    return len(cell) > 3 and any(map(str.isdigit, cell)) and not set(",.%") & set(cell)
