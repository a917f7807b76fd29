"""Borderline asks of a theme that people describe before they declare it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.projection import project_vectors
from domain.asks import Ask
from domain.errors import BadRequest, NothingYet
from ingest.language.detect import detect_language
from ingest.privacy.masks import Masker
from pipeline.settings import Settings
from pipeline.themes.embed import embed_grouped, embed_texts, open_encoder
from store.read.reader import open_reader

MOST = 20
"""Borderline asks that are shown, half of them above the first guess."""


@dataclass(frozen=True, slots=True)
class NearAsk:
    """An ask near the border of what was described."""

    ask: Ask
    cosine: float
    """To the description."""
    theme_id: str | None
    """The theme it counts in now."""


@dataclass(frozen=True, slots=True)
class Border:
    """Every ask by how near it is to what was described, the nearest first."""

    asks: tuple[NearAsk, ...]
    guess: float
    """Cosine from which asks may belong: what half of the known themes demand."""

    def list_borderline(self, most: int = MOST) -> tuple[NearAsk, ...]:
        """The asks nearest to the guess on both sides, no text twice, the nearest to the
        description first."""
        distinct = {row.ask.clean_text: row for row in reversed(self.asks)}.values()
        above = sorted(
            (row for row in distinct if row.cosine >= self.guess), key=lambda row: row.cosine
        )
        below = sorted(
            (row for row in distinct if row.cosine < self.guess), key=lambda row: -row.cosine
        )
        kept = [*above[: most // 2], *below[: most - most // 2]]
        return tuple(sorted(kept, key=lambda row: (-row.cosine, row.ask.id)))

    def find_members(self, answers: Mapping[str, bool]) -> tuple[float, tuple[str, ...]]:
        """The cosine that parts what was accepted from what was rejected (ask id -> whether it
        belongs), and the asks from it on, with those accepted and without those rejected."""
        cosine_of = {row.ask.id: row.cosine for row in self.asks}
        cut = choose_cut(
            [cosine_of[ask] for ask, belongs in answers.items() if belongs],
            [cosine_of[ask] for ask, belongs in answers.items() if not belongs],
            self.guess,
        )
        members = {row.ask.id for row in self.asks if row.cosine >= cut}
        members |= {ask for ask, belongs in answers.items() if belongs}
        members -= {ask for ask, belongs in answers.items() if not belongs}
        return cut, tuple(row.ask.id for row in self.asks if row.ask.id in members)


def choose_cut(accepted: Sequence[float], rejected: Sequence[float], guess: float) -> float:
    """The cosine with the fewest answers on the wrong side of it, of equal ones the one nearest to
    the guess; the guess where there are no answers."""
    told = sorted({*accepted, *rejected})
    if not told:
        return guess
    middles = [(a + b) / 2 for a, b in pairwise(told)]
    cuts = [told[0] - 1e-6, *middles, told[-1] + 1e-6]

    def count_wrong(cut: float) -> int:
        return sum(one < cut for one in accepted) + sum(one >= cut for one in rejected)

    return min(cuts, key=lambda cut: (count_wrong(cut), abs(cut - guess), cut))


def find_border(settings: Settings, descriptions: Sequence[str]) -> Border:
    """Every ask by its cosine to what was described, in anybody's words. Raises `BadRequest`,
    `NothingYet`, `ModelMissing`."""
    texts = [masked for text in descriptions if (masked := Masker().mask(text.strip()))]
    if not texts:
        raise BadRequest("Describe the theme: what would customers say?")
    with open_reader(settings.store) as reader:
        run = reader.read_newest_run()
        if run is None:
            raise NothingYet("There are no themes yet: `earshot themes` finds them.")
        asks = [ask for ask in reader.read_asks() if ask.excluded is None and ask.clean_text]
        demands = [theme.min_similarity for theme in reader.read_themes()]
        theme_of = reader.read_theme_by_ask([ask.id for ask in asks])
    space = run["space"]
    vectors = embed_grouped(settings, run, [ask.clean_text for ask in asks])
    placed = project_vectors(vectors, [ask.language for ask in asks], space)
    said = embed_texts(settings, open_encoder(settings, run["model"]), texts)
    described = project_vectors(said, [detect_language(text) for text in texts], space)
    cosines = placed @ _find_middle(described)
    order = np.lexsort((np.arange(len(asks)), -cosines)).tolist()
    rows = tuple(
        NearAsk(asks[row], round(float(cosines[row]), 6), theme_of.get(asks[row].id))
        for row in order
    )
    return Border(rows, float(np.median(demands)) if demands else 0.5)


def _find_middle(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    mean = rows.mean(axis=0)
    unit: NDArray[np.float32] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return unit
