"""Embedding through the pipeline against a bare `SentenceTransformer.encode` of the same texts.

    python -m benchmarks.embedding --data FOLDER [--quick] [--smoke] [--seed N] [--parts speed,...]

FOLDER holds thunderbird/threads_*.jsonl.gz and banking77/. Parts:

speed    bare encode in 32-bit floats and ours (digests, cache and saving included) in turn, in one
         process; then ours with the engine `torch`, and other ways to run the same weights. The
         median of the pairs' ratios must be 2.0 where the processor has bfloat16, 1.0 in 32-bit
         floats, and .9 beside the fastest other way that keeps the vectors.
quality  themes by each engine beside people's, on the development set, the demo and Banking77;
         themes of the demo on this processor beside those under plain AVX2.
journey  real forum threads from file to ranked themes, by this version and by the one before
         bfloat16 (a commit of this repository, or the folder that --before names), by steps.

Figures are of a quiet machine: whatever else computes meanwhile slows both sides, not alike.
"""

import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from benchmarks.bars import Bar
from benchmarks.embedding.journey import BEFORE, ROOT, judge_journey
from benchmarks.embedding.quality import (
    compare_vectors,
    judge_engines,
    judge_processors,
    read_demo,
)
from benchmarks.embedding.texts import read_posts, read_short
from benchmarks.embedding.ways import list_ways
from benchmarks.encoder.data import read_banking77, read_development
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from clustering.encoder.encode import MAX_TOKENS, Encoder
from clustering.encoder.engine import MIN_COSINE, MIN_MEAN_COSINE
from clustering.encoder.processor import describe_processor
from clustering.encoder.registry import locate_model
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts, open_encoder

MODEL = "multilingual"
SMOKE_TRANSFORMER = "english"
"""The smallest model that both engines can run."""
PARTS = ("speed", "quality", "journey")
MIN_GAIN = {"torch-bf16": 2.0, "torch": 1.0}
MIN_OF_FASTEST = 0.9
BARE_BATCH = 32
"""As sentence-transformers has it by default."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 when a bar is missed."""
    parser = build_parser("embedding", __doc__, "thunderbird/ and banking77/")
    parser.add_argument("--parts", default=",".join(PARTS), help="which parts, with commas between")
    parser.add_argument("--before", default=BEFORE, help="commit or folder of the version before")
    options = read_options(parser, arguments, needs_data=True)
    parts = options.parts.split(",")
    judged: list[Bar] = []
    if "speed" in parts:
        judged += judge_speed(options)
    if "quality" in parts:
        judged += judge_quality(options)
    if "journey" in parts:
        count = pick_size(options, sys.maxsize, 300, 60)
        before = str(ROOT) if options.smoke else options.before
        judged += judge_journey(options.data, count, before, pick_model(options))
    return report_bars(options, judged)


def judge_speed(options: Namespace) -> list[Bar]:
    """Ours beside bare encode, and beside other ways, on short messages and on posts."""
    model = pick_size(options, MODEL, MODEL, SMOKE_TRANSFORMER)
    folder = locate_model(model, Settings().models_dirs)
    if folder is None:
        sys.exit(f"The model {model} is not ready: run `make setup`.")
    bare = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    bare.max_seq_length = MAX_TOKENS
    chosen = open_encoder(Settings(), model)
    plain = open_encoder(Settings(engine="torch"), model)
    print(f"{describe_processor()}: {chosen.engine}")
    sizes = pick_size(options, (1_200, 400), (400, 150), (8, 2))
    sets = {
        "short messages": read_short(sizes[0], options.seed),
        "forum posts": read_posts(options.data, sizes[1], options.seed),
    }
    judged = []
    for name, texts in sets.items():
        judged += judge_pairs(options, name, texts, bare, chosen)
        if chosen.engine != "torch":
            judged += judge_pairs(options, name, texts, bare, plain)
        judged += judge_ways(name, texts, bare, chosen, options.smoke)
    return judged


def judge_pairs(
    options: Namespace, name: str, texts: list[str], bare: SentenceTransformer, encoder: Encoder
) -> list[Bar]:
    """Bare encode and ours in turn; the median ratio, and what the vectors keep."""
    print(f"\n{len(texts)} {name}, {encoder.engine}")
    print(f"{'pair':>4} {'bare/s':>8} {'pipeline/s':>10} {'ratio':>6}")
    ratios = []
    bare.encode(texts[:64])
    encoder.encode(texts[:64])
    for pair in range(pick_size(options, 5, 3, 1)):
        with tempfile.TemporaryDirectory() as scratch:
            settings = Settings(home=Path(scratch) / "home")
            plain, wide = measure(lambda: encode_bare(bare, texts))
            through, ours = measure(lambda home=settings: embed_texts(home, encoder, texts))  # type: ignore[misc]
        ratios.append(plain / through)
        speeds = f"{len(texts) / plain:>8.0f} {len(texts) / through:>10.0f}"
        print(f"{pair:>4} {speeds} {ratios[-1]:>6.2f}", flush=True)
    mean, least = compare_vectors(wide, ours)
    title = f"{name}, {encoder.engine}"
    return [
        Bar(f"{title}: times bare encode", median(ratios), MIN_GAIN[encoder.engine]),
        Bar(f"{title}: mean cosine to bare encode", mean, MIN_MEAN_COSINE),
        Bar(f"{title}: least cosine to bare encode", least, MIN_COSINE),
    ]


def judge_ways(
    name: str, texts: list[str], bare: SentenceTransformer, encoder: Encoder, is_smoke: bool
) -> list[Bar]:
    """The engine alone beside other ways, each in turn with it; a smoke run takes the first."""
    wide = encode_bare(bare, texts)
    print(f"\n| {name}, texts a second | it | ours beside it | mean cosine | least |")
    print("|---|---:|---:|---:|---:|")
    ratios = {}
    for way, encode in islice(list_ways(bare), 1 if is_smoke else None):
        encode(texts[:64])
        seconds, vectors = measure(lambda run=encode: run(texts))  # type: ignore[misc]
        own, _ = measure(lambda: encoder.encode(texts))
        mean, least = compare_vectors(wide, vectors)
        keeps = mean >= MIN_MEAN_COSINE and least >= MIN_COSINE
        if keeps:
            ratios[way] = seconds / own
        print(f"| {way} | {len(texts) / seconds:.0f} | {len(texts) / own:.0f} | {mean:.5f} "
              f"| {least:.4f}{'' if keeps else ' (does not count)'} |", flush=True)  # fmt: skip
    fastest = min(ratios, key=lambda way: ratios[way])
    return [Bar(f"{name}: of the fastest other way, {fastest}", ratios[fastest], MIN_OF_FASTEST)]


def judge_quality(options: Namespace) -> list[Bar]:
    """Themes by both engines, and on both kinds of processor."""
    size = pick_size(options, sys.maxsize, 600, 60)
    demo = read_demo(options).sample(size, options.seed)
    sets = {
        "development": read_development().sample(size, options.seed),
        "demo": demo,
        "Banking77": read_banking77(options.data).sample(size, options.seed),
    }
    model = pick_model(options)
    return [*judge_engines(sets, model), judge_processors(demo, model)]


def pick_model(options: Namespace) -> str:
    """A smoke run has the small one."""
    return pick_size(options, MODEL, MODEL, "fast")


def encode_bare(model: SentenceTransformer, texts: list[str]) -> NDArray[np.float32]:
    """As anybody would call it."""
    found: NDArray[np.float32] = model.encode(
        texts, normalize_embeddings=True, batch_size=BARE_BATCH
    )
    return found


def measure(
    work: Callable[[], NDArray[np.float32]],
) -> tuple[float, NDArray[np.float32]]:
    """Seconds it took, and what came out."""
    begin = time.perf_counter()
    found = work()
    return time.perf_counter() - begin, found


if __name__ == "__main__":
    sys.exit(main())
