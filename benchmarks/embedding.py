"""Embedding through the pipeline against a bare `SentenceTransformer.encode` of the same texts.

    python -m benchmarks.embedding --data FOLDER [--quick] [--seed N]

FOLDER holds thunderbird/threads_*.jsonl.gz. The two run in turn in one process, several times; the
ratio of texts a second is taken pair by pair, and its median must be at least 0.8. The pipeline's
time takes in digests, cache and saving.
"""

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sentence_transformers import SentenceTransformer

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


def main() -> int:
    """Print the table; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    texts = read_texts(told.data, 300 if told.quick else 1500, told.seed)
    ratios = []
    print(f"{len(texts)} texts\n{'pair':>4} {'bare/s':>8} {'pipeline/s':>10} {'ratio':>6}")
    folder = locate_model("multilingual", Settings().models_dirs)
    if folder is None:
        sys.exit("The model multilingual is not ready: run `make setup`.")
    bare = SentenceTransformer(str(folder), device="cpu")
    encoder = open_encoder(Settings(), "multilingual")
    bare.encode(texts[:64])
    encoder.encode(texts[:64])
    for pair in range(3 if told.quick else 5):
        with tempfile.TemporaryDirectory() as scratch:
            settings = Settings(home=Path(scratch) / "home")
            through = measure_seconds(lambda s=settings: embed_texts(s, encoder, texts))  # type: ignore[misc]
            plain = measure_seconds(
                lambda: bare.encode(texts, normalize_embeddings=True, batch_size=32)
            )
        ratios.append(plain / through)
        speeds = f"{len(texts) / plain:>8.0f} {len(texts) / through:>10.0f}"
        print(f"{pair:>4} {speeds} {ratios[-1]:>6.2f}")
    print(f"median ratio {median(ratios):.2f}, bar {BAR}")
    return 0 if median(ratios) >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
