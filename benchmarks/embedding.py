"""Embedding through the pipeline against a bare `SentenceTransformer.encode` of the same texts.

    python -m benchmarks.embedding --data FOLDER [--quick] [--smoke] [--seed N]

FOLDER holds thunderbird/threads_*.jsonl.gz. The two run in turn in one process, several times; the
ratio of texts a second is taken pair by pair, and its median must be at least 0.8. The pipeline's
time takes in digests, cache and saving.
"""

import gzip
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from sentence_transformers import SentenceTransformer

from benchmarks.bars import Bar
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from clustering.encoder.registry import locate_model
from ingest.parsing.html import to_text
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts, open_encoder

BAR = 0.8


def read_texts(folder: Path, count: int, seed: int) -> list[str]:
    """First messages of real threads, as many as wanted, drawn by the seed."""
    (path,) = (folder / "thunderbird").glob("threads_*.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [to_text(json.loads(line)["messages"][0]["body_html"])[:1000] for line in file]
    unique = sorted(set(texts))
    return random.Random(seed).sample(unique, min(count, len(unique)))


def measure_seconds(work: Callable[[], object]) -> float:
    """Seconds it took."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when the bar is missed."""
    parser = build_parser("embedding", __doc__, "thunderbird/threads_*.jsonl.gz")
    options = read_options(parser, arguments, needs_data=True)
    texts = read_texts(options.data, pick_size(options, 1500, 300, 40), options.seed)
    ratios = []
    print(f"{len(texts)} texts\n{'pair':>4} {'bare/s':>8} {'pipeline/s':>10} {'ratio':>6}")
    folder = locate_model("multilingual", Settings().models_dirs)
    if folder is None:
        sys.exit("The model multilingual is not ready: run `make setup`.")
    bare = SentenceTransformer(str(folder), device="cpu")
    encoder = open_encoder(Settings(), "multilingual")
    bare.encode(texts[:64])
    encoder.encode(texts[:64])
    for pair in range(pick_size(options, 5, 3, 1)):
        with tempfile.TemporaryDirectory() as scratch:
            settings = Settings(home=Path(scratch) / "home")
            through = measure_seconds(lambda s=settings: embed_texts(s, encoder, texts))  # type: ignore[misc]
            plain = measure_seconds(
                lambda: bare.encode(texts, normalize_embeddings=True, batch_size=32)
            )
        ratios.append(plain / through)
        speeds = f"{len(texts) / plain:>8.0f} {len(texts) / through:>10.0f}"
        print(f"{pair:>4} {speeds} {ratios[-1]:>6.2f}")
    return report_bars(options, [Bar("median ratio", median(ratios), BAR)])


if __name__ == "__main__":
    sys.exit(main())
