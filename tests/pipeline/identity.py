"""A workspace of a few hundred asks about known things, and its counts, all in one process."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from demo.texts import load_texts
from domain.asks import Ask
from domain.counts import Ranking
from domain.periods import parse_period
from pipeline.settings import Settings
from pipeline.themes.refresh import RefreshResult, refresh_themes
from store.read.reader import open_reader
from tests.builders import MONDAY, ask, days, home_at, save_asks

LATER = MONDAY + days(60)
SLUGS = ("webinar_link", "dark_theme", "refund_course", "video_no_sound", "app_crashes")


def asks_about(slugs: Iterable[str] = SLUGS, each: int = 24, first: datetime = MONDAY) -> list[Ask]:
    """Asks of the demo company, in English and Russian, a day apart; ids begin with the slug."""
    texts = load_texts().themes
    told = []
    for slug in slugs:
        said = [(text, code) for code in ("en", "ru") for text in texts[slug].asks[code]][:each]
        told += [
            ask(f"{slug}-{n:02}", f"c-{slug}-{n:02}", text, language=code, at=first + days(n))
            for n, (text, code) in enumerate(said)
        ]
    return told


@dataclass
class Workspace:
    """One that can be grouped, overruled and counted."""

    settings: Settings
    now: datetime = LATER

    @classmethod
    def at(cls, folder: Path, asks: list[Ask]) -> "Workspace":
        """With these asks, grouped."""
        workspace = cls(Settings(home=folder / "home", model="fast"))
        save_asks(home_at(folder), asks, MONDAY)
        workspace.group()
        return workspace

    def group(self, regroup: bool = True) -> RefreshResult:
        """A day later."""
        self.now += days(1)
        return refresh_themes(self.settings, self.now, regroup=regroup)

    def ranking(self) -> Ranking:
        with open_reader(self.settings.store) as reader:
            ranking = reader.compute_ranking(parse_period("all", self.now))
        totals = ranking.totals
        assert totals.themed + totals.unthemed + totals.excluded == totals.asks
        return ranking

    def counts(self) -> dict[str, int]:
        """Theme -> asks."""
        return {told.id: told.asks for told in self.ranking().themes}

    def read_members(self, theme: str) -> set[str]:
        with open_reader(self.settings.store) as reader:
            return set(reader.read_members().get(theme, ()))

    def read_theme_by_ask(self, ask_id: str) -> str:
        with open_reader(self.settings.store) as reader:
            return reader.read_theme_by_ask([ask_id]).get(ask_id, "")

    def home_of(self, slug: str) -> str:
        """The theme that holds most asks of a slug."""
        with open_reader(self.settings.store) as reader:
            members = reader.read_members()
        return max(
            sorted(members),
            key=lambda theme: sum(one.startswith(f"{slug}-") for one in members[theme]),
        )
