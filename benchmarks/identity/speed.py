"""A weekly assignment of 1,000 new asks into 100,000 known ones, against a full regrouping."""

import argparse
import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bars import Bar
from benchmarks.identity.replay import START, open_workspace
from benchmarks.options import pick_size
from demo.texts import load_texts
from domain.asks import Ask
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts, open_encoder
from pipeline.themes.refresh import refresh_themes
from store.write.staging import Staging
from store.write.writer import open_writer
from tests.builders import conversation

_SHARE = 0.10


def measure_speed(told: argparse.Namespace) -> list[Bar]:
    """Both in one process, vectors ready: seconds of each, and the bar."""
    known, new = pick_size(told, (100_000, 1_000), (10_000, 100), (500, 20))
    with TemporaryDirectory() as scratch, open_workspace(Path(scratch), "fast") as settings:
        asks = _draw_asks(known + new, told.seed)
        _save(settings, asks[:known])
        embed_texts(settings, open_encoder(settings), [ask.clean_text for ask in asks])
        refresh_themes(settings, START)
        _save(settings, asks[known:])
        later = START + timedelta(days=7)
        assign = _measure_seconds(lambda: refresh_themes(settings, later))
        regroup = _measure_seconds(lambda: refresh_themes(settings, later, regroup=True))
    print(f"{known:,} known, {new:,} new: assign {assign:.1f} s, regroup {regroup:.1f} s")
    return [Bar("assign's share of a regroup", assign / regroup, _SHARE, at_most=True)]


def _draw_asks(count: int, seed: int) -> list[Ask]:
    """Different texts: what the demo's customers say, with a few words more."""
    draw = random.Random(seed)
    said = [
        (text, code)
        for _, theme in sorted(load_texts().themes.items())
        for code in ("ru", "uk", "en")
        for text in theme.asks[code]
    ]
    words = [word for text, _ in said for word in text.split()]
    asks = []
    for number in range(count):
        text, code = draw.choice(said)
        told = f"{text} {' '.join(draw.sample(words, draw.randint(1, 4)))}"
        at = START - timedelta(seconds=count - number)
        asks.append(Ask(f"a{number:06}", "test", f"c{number:06}", f"c{number:06}", 0, told, told,
                        code, at))  # fmt: skip
    return asks


def _save(settings: Settings, asks: list[Ask]) -> None:
    home = settings.store
    with Staging(home) as staging:
        for ask in asks:
            staging.add(conversation(ask.conversation_key))
        with open_writer(home, "benchmark", START) as writer:
            writer.merge(staging, "test", "benchmark", "made up")
            by_key = {ask.conversation_key: ask for ask in asks}
            for batch in writer.read_pending(1):
                writer.save_asks(batch, [by_key[told.key] for told in batch], 1)


def _measure_seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
