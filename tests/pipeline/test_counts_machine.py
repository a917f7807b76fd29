"""Whatever is read, grouped, decided and undone, in any order: the counts are those of a model of a
few lines, and themed + unthemed + excluded = asks.

Groupings are given directly: what is under test is how they and people's decisions are laid over
each other, in the real store.
"""

import shutil
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.decisions import ThemeEvent
from domain.periods import parse_period
from domain.themes import Assignment, Theme
from pipeline.settings import Settings
from pipeline.themes.decide import Conflict, merge_themes, move_asks, save_event, undo_event
from store.read.reader import open_reader
from store.write.theme_tables import GroupingRun
from store.write.writer import open_writer
from tests.builders import NOW, ask, save_asks

THEMES = ("t-a", "t-b", "t-c")
PICK = st.integers(0, 1_000)


class Counts(RuleBasedStateMachine):
    """The store beside a model: asks, what the grouping says, and the decisions that stand."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.settings = Settings(home=self.folder / "home", model="fast")
        self.asks: dict[str, bool] = {}
        self.grouped: dict[str, str] = {}
        self.decided: list[tuple[int, str, tuple[str, ...], str, str]] = []
        self.made: dict[str, str] = {}
        self.read(4)
        self.regroup([0, 0, 1, 2])

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def theme(self, ask_id: str) -> str:
        """Where the model counts an ask; "" for nowhere."""
        at = self.grouped.get(ask_id, "")
        for _, kind, asks, _, to in self.decided:
            if kind in ("move", "split") and ask_id in asks:
                at = to
        standing = {to for _, kind, _, _, to in self.decided if kind == "split"}
        while True:
            parent = self.made.get(at, "") if at not in standing else ""
            if at in self.merged():
                at = self.merged()[at]
            elif parent and self.end_of(parent) != at:  # else the merger is the newer word
                at = parent
            else:
                return at

    def merged(self) -> dict[str, str]:
        return {theme: to for _, kind, (theme, *_), _, to in self.decided if kind == "merge"}

    def end_of(self, theme: str) -> str:
        while theme in self.merged():
            theme = self.merged()[theme]
        return theme

    def counts(self) -> dict[str, int]:
        told = [self.theme(one) for one, excluded in self.asks.items() if not excluded]
        return {theme: told.count(theme) for theme in set(told) - {""}}

    @rule(count=st.integers(1, 3))
    def read(self, count: int) -> None:
        first = len(self.asks)
        fresh = {f"a{number:03}": number % 5 == 4 for number in range(first, first + count)}
        save_asks(
            self.settings.store,
            [
                ask(name, f"c-{name}", f"words of {name}", excluded="thanks" if excluded else None)
                for name, excluded in fresh.items()
            ],
        )
        self.asks |= fresh

    def save(self, kind: str, told: dict[str, str], seen: list[str]) -> None:
        names = sorted(set(told.values()) | {*THEMES})
        themes = [Theme(name, name, (), centroid=np.ones(2, np.float32)) for name in names]
        space = {"mean": np.zeros(2, np.float32)}
        run = GroupingRun("fast", "f", {}, space, kind=kind, seen=seen)  # type: ignore[arg-type]
        with open_writer(self.settings.store, "test", NOW) as writer:
            writer.save_grouping(
                run, themes, [Assignment(one, name, 0.5) for one, name in told.items()], []
            )

    def drawn(self, asks: list[str], picks: list[int]) -> dict[str, str]:
        names = [*THEMES, *self.made, ""]
        pairs = zip(asks, (picks * len(asks))[: len(asks)], strict=True)
        told = {one: names[pick % len(names)] for one, pick in pairs}
        return {one: name for one, name in told.items() if name}

    @rule(picks=st.lists(PICK, min_size=1, max_size=4))
    def assign(self, picks: list[int]) -> None:
        loose = [one for one in self.asks if one not in self.grouped and not self.asks[one]]
        told = self.drawn(loose, picks)
        self.save("assign", told, sorted(told))
        self.grouped |= told

    @rule(picks=st.lists(PICK, min_size=1, max_size=4))
    def regroup(self, picks: list[int]) -> None:
        asks = [one for one, excluded in self.asks.items() if not excluded]
        self.grouped = self.drawn(asks, picks)
        self.save("regroup", self.grouped, asks)

    @rule(one=PICK, other=PICK)
    @precondition(lambda self: len(self.counts()) > 1)
    def merge(self, one: int, other: int) -> None:
        alive = sorted(self.counts())
        theme, into = alive[one % len(alive)], alive[other % len(alive)]
        try:
            done = merge_themes(self.settings, theme, into, "me", NOW)
        except Conflict:
            assert theme == into
        else:
            self.decided.append((done.event, "merge", (theme,), "", into))

    @rule(picks=st.lists(PICK, min_size=1, max_size=3), to=PICK)
    def move(self, picks: list[int], to: int) -> None:
        asks = [one for one, excluded in self.asks.items() if not excluded]
        chosen = sorted({asks[pick % len(asks)] for pick in picks})
        alive = [*sorted(self.counts()), "unthemed"]
        name = alive[to % len(alive)]
        done = move_asks(self.settings, chosen, name, "me", NOW)
        self.decided.append((done.event, "move", tuple(chosen), "", name.replace("unthemed", "")))

    @rule(pick=PICK)
    @precondition(lambda self: any(count > 1 for count in self.counts().values()))
    def split(self, pick: int) -> None:
        large = sorted(theme for theme, count in self.counts().items() if count > 1)
        theme = large[pick % len(large)]
        members = sorted(one for one in self.asks
                         if not self.asks[one] and self.theme(one) == theme)  # fmt: skip
        part, name = members[: len(members) // 2], f"t-new{len(self.made)}"
        told = {"into": [{"id": name, "label": name, "asks": part}]}
        made = Theme(name, name, (), centroid=np.ones(2, np.float32))
        event = ThemeEvent(0, NOW, "me", "split", theme, told)
        self.decided.append(
            (save_event(self.settings, event, [made]), "split", tuple(part), theme, name)
        )
        self.made[name] = theme

    @rule(pick=PICK)
    @precondition(lambda self: self.decided)
    def undo(self, pick: int) -> None:
        number = self.decided[pick % len(self.decided)][0]
        undo_event(self.settings, number, "me", NOW)
        self.decided = [told for told in self.decided if told[0] != number]

    @invariant()
    def counts_are_the_models(self) -> None:
        with open_reader(self.settings.store) as reader:
            ranking = reader.compute_ranking(parse_period("all", NOW))
        totals = ranking.totals
        assert totals.themed + totals.unthemed + totals.excluded == totals.asks == len(self.asks)
        assert {told.id: told.asks for told in ranking.themes} == self.counts()


Counts.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestCounts = Counts.TestCase
