"""Batches drawn the same way whenever the same step is asked for: training can stop and go on."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from training.data.corpora import LANGUAGES, Triple
from training.data.noise import roughen


@dataclass(frozen=True)
class Mixture:
    """How many texts of each source a batch holds."""

    trades: int = 5
    asks_per_trade: int = 5
    texts_per_ask: int = 4
    support: int = 8
    """Triples; each gives two texts in two languages."""
    parallel: int = 12
    """Triples; each gives two texts."""
    english: int = 32
    """English sentences alone."""


@dataclass(frozen=True)
class Batch:
    """Texts as the student reads them, and what each should be."""

    texts: list[str]
    rows: list[int]
    """For each text, the row of its teacher's vector in the whole corpus."""
    asks: list[int]
    """Texts with equal numbers ask for the same thing."""
    labelled: list[bool]
    """Whether the number is an ask written by a person, or merely one triple's."""


class Batches:
    """Draws batches from the corpora; rows count through asks, support, parallel, english."""

    def __init__(self, corpora: Sequence[Sequence[Triple]], mixture: Mixture, seed: int) -> None:
        self.asks, self.support, self.parallel, self.english = (list(c) for c in corpora)
        self.mixture = mixture
        self.seed = seed
        self._offsets = [0]
        for corpus in corpora:
            self._offsets.append(self._offsets[-1] + len(corpus))
        self._by_trade: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for index, triple in enumerate(self.asks):
            self._by_trade[triple.trade][triple.ask].append(index)

    def draw(self, step: int) -> Batch:
        """The batch of this step."""
        rng = random.Random(f"{self.seed}:{step}")
        batch = Batch([], [], [], [])
        if self.asks:
            self._add_asks(batch, rng)
        sources = (self.support, self.parallel, self.english)
        counts = (self.mixture.support, self.mixture.parallel, self.mixture.english)
        for source, count, offset in zip(sources, counts, self._offsets[1:], strict=False):
            for index in rng.sample(range(len(source)), min(count, len(source))):
                self._add_triple(batch, source[index], offset + index, rng)
        return batch

    def _add_asks(self, batch: Batch, rng: random.Random) -> None:
        """Several asks of one trade side by side: these are the hard negatives."""
        trades = sorted(self._by_trade)
        weights = [len(self._by_trade[trade]) for trade in trades]
        for trade in rng.choices(trades, weights, k=self.mixture.trades):
            asks = sorted(self._by_trade[trade])
            for ask in rng.sample(asks, min(self.mixture.asks_per_trade, len(asks))):
                self._add_ask(batch, self._by_trade[trade][ask], rng)

    def _add_ask(self, batch: Batch, members: list[int], rng: random.Random) -> None:
        chosen = rng.sample(members, min(self.mixture.texts_per_ask, len(members)))
        for index in chosen:
            triple = self.asks[index]
            lang = rng.choice(sorted(triple.texts))
            text = self._roughen_text(triple, lang, rng)
            if rng.random() < 0.06:
                text = f"{text} {self.asks[rng.choice(members)].texts[rng.choice(LANGUAGES)]}"
            self._append(batch, text, index, members[0], labelled=True)

    def _add_triple(self, batch: Batch, triple: Triple, row: int, rng: random.Random) -> None:
        langs = rng.sample(sorted(triple.texts), min(2, len(triple.texts)))
        for lang in langs:
            self._append(batch, self._roughen_text(triple, lang, rng), row, row, labelled=False)

    def _roughen_text(self, triple: Triple, lang: str, rng: random.Random) -> str:
        clean = rng.random() < 0.2
        return triple.texts[lang] if clean else roughen(triple.texts[lang], lang, rng)

    def _append(self, batch: Batch, text: str, row: int, ask: int, labelled: bool) -> None:
        batch.texts.append(text)
        batch.rows.append(row)
        batch.asks.append(ask)
        batch.labelled.append(labelled)
