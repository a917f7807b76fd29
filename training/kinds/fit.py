"""The heads that tell kinds of asks, fitted to examples written for Earshot.

    python -m training.kinds.fit [--models fast,english,multilingual] [--cache FOLDER] [--check]

Reads `training/data/*.tsv` (one row an ask's phrasing, with its kind) and `training/kinds/*.tsv`,
and writes `clustering/kinds/heads/*.safetensors` and `clustering/kinds/examples.tsv`. To be run
again whenever a model's weights change. Prints the share of kinds told right of asks that were held
out whole, and of the development set, which nothing is fitted to; `--check` writes nothing.
"""

import argparse
import csv
import hashlib
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.defaults import default_models_dir
from clustering.encoder.encode import Encoder, load_encoder
from clustering.encoder.registry import MODELS
from clustering.kinds.classifier import Head, predict_kinds, save_head
from clustering.kinds.examples import parse_examples
from clustering.kinds.train import fit_layered_head, fit_words_head
from domain.asks import KINDS, Kind
from ingest.asks.segment import clean_message
from store.files.home import Home
from store.write.vector_cache import VectorCache
from training.data.translit import romanise

ROOT = Path(__file__).parents[2]
OUT = ROOT / "clustering" / "kinds"
DEV = ROOT / "benchmarks" / "data" / "support_dev.tsv"
LANGUAGES = ("en", "ru", "uk")
SHIPPED = 150
"""Examples of a kind in a language that are installed."""
HELD_OUT = 5
"""One ask in so many is held out."""
_TOLD_ONE_BY_ONE = 6.0
"""How much an example counts whose kind was told for itself; the others mostly have their ask's."""
_OFF_TOPIC = "off_topic.tsv"
_WEIGHT_OFF_TOPIC = 0.5
"""Of a message with nothing to act on: there are many, and no real complaint shall be taken for
one."""
_TYPED, _LATIN = 0.2, 0.2
"""Shares of the examples that are learnt a second time typed carelessly, or in Latin letters."""


Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to (n, d) float32 unit vectors."""


@dataclass(frozen=True)
class Labelled:
    """One text, its kind, and the ask it is a phrasing of."""

    ask: str
    kind: Kind
    language: str
    text: str
    weight: float = 1.0
    """How much it counts."""


def read_examples() -> list[Labelled]:
    """Every example, without its greetings, as it will be read."""
    files = [*(ROOT / "training" / "data").glob("*.tsv"), *(ROOT / "training/kinds").glob("*.tsv")]
    return [example for file in sorted(files) for example in _read(file)]


def _read(file: Path) -> Iterator[Labelled]:
    weight = _TOLD_ONE_BY_ONE if file.parent.name == "kinds" else 1.0
    if file.name == _OFF_TOPIC:
        weight = _WEIGHT_OFF_TOPIC
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE):
            for language in LANGUAGES if row.get("kind") else ():
                if text := row[language]:
                    heard = clean_message(text)[0] or text
                    yield Labelled(row["ask"], _parse_kind(row["kind"]), language, heard, weight)


def add_typing_noise(examples: Sequence[Labelled]) -> list[Labelled]:
    """Some of the examples again, as people type them: in Latin letters, without capitals and full
    stops. Which ones, and how, hangs on their text alone."""
    found: list[Labelled] = []
    for example in examples:
        rng = random.Random(_digest(example.text))
        chance, text = rng.random(), example.text
        if chance < _TYPED:
            text = text.lower().rstrip(".")
        elif chance < _TYPED + _LATIN and example.language != "en":
            text = romanise(text, example.language, rng).lower()
        if text != example.text:
            found.append(replace(example, language="worn", text=text))
    return found


def _parse_kind(told: str) -> Kind:
    (example,) = parse_examples(f"kind\ttext\n{told}\t-\n")
    return example.kind


def list_weights(examples: Sequence[Labelled]) -> NDArray[np.float64]:
    """(n,) float64: how much each of n examples counts."""
    return np.array([example.weight for example in examples])


def pick_shipped(examples: Sequence[Labelled]) -> list[Labelled]:
    """As many of each kind and language, spread over the asks, the same ones every time."""
    piles: dict[tuple[str, str], list[Labelled]] = defaultdict(list)
    for example in examples:
        piles[example.kind, example.language].append(example)
    chosen: list[Labelled] = []
    for _, pile in sorted(piles.items()):
        chosen += sorted(pile, key=lambda one: _digest(one.ask + one.text))[:SHIPPED]
    return chosen


def make_cached_embed(encoder: Encoder, folder: Path | None) -> Embed:
    """What embeds texts, each of them once as long as the folder lives."""
    if folder is None:
        return encoder.encode
    cache = VectorCache(Home.from_path(folder), encoder.fingerprint)

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        keys = cache.hash_texts(texts)
        found, vectors = cache.get(keys)
        if vectors is None or not found.all():
            missing = [text for text, known in zip(texts, found, strict=True) if not known]
            cache.put(keys[~found], encoder.encode(missing))
            found, vectors = cache.get(keys)
        if vectors is None or not found.all():
            raise RuntimeError("the vectors just kept are gone")
        return vectors

    return embed


def fit(encoder: Encoder, examples: Sequence[Labelled], words: Head, embed: Embed) -> Head:
    """A model's head, its accuracies printed."""
    vectors = embed([example.text for example in examples])
    held = np.array([int(_digest(example.ask), 16) % HELD_OUT == 0 for example in examples])
    kinds = [example.kind for example in examples]
    _report(encoder, examples, vectors, held)
    head = fit_layered_head(vectors, kinds, encoder.model_fingerprint, list_weights(examples))
    with DEV.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    rows = [row for row in rows if row["theme"]]
    texts = [clean_message(row["text"])[0] or row["text"] for row in rows]
    told = predict_kinds(texts, embed(texts), head, words)
    print("  development set", _format_shares([row["kind"] for row in rows], told))
    return head


def _report(
    encoder: Encoder,
    examples: Sequence[Labelled],
    vectors: NDArray[np.float32],
    held: NDArray[np.bool_],
) -> None:
    """How well kinds are told of asks that were held out with all their phrasings."""
    learnt = [one for one, out in zip(examples, held, strict=True) if not out]
    unseen = [one for one, out in zip(examples, held, strict=True) if out]
    kinds = [one.kind for one in learnt]
    counted = list_weights(learnt)
    head = fit_layered_head(vectors[~held], kinds, encoder.model_fingerprint, counted)
    words = fit_words_head([one.text for one in learnt], kinds, counted)
    told = predict_kinds([one.text for one in unseen], vectors[held], head, words)
    print("  held-out asks  ", _format_shares([one.kind for one in unseen], told))


def _format_shares(true: Sequence[str], told: Sequence[str]) -> str:
    right = [one == other for one, other in zip(true, told, strict=True)]
    parts = [f"{np.mean(right):.3f}"]
    for kind in KINDS:
        of_kind = [hit for hit, one in zip(right, true, strict=True) if one == kind]
        parts += [f"{kind} {np.mean(of_kind):.2f}"] if of_kind else []
    return "  ".join(parts)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", default="fast,english,multilingual")
    parser.add_argument("--cache", type=Path, help="folder that keeps vectors between runs")
    parser.add_argument("--check", action="store_true", help="write nothing")
    told = parser.parse_args()
    clean = read_examples()
    examples = clean + add_typing_noise(clean)
    texts, kinds = [one.text for one in examples], [one.kind for one in examples]
    words = fit_words_head(texts, kinds, list_weights(examples))
    print(f"{len(examples):,} examples of {len({one.ask for one in examples})} asks")
    if not told.check:
        save_head(words, OUT / "heads" / "words.safetensors")
        lines = [f"{one.kind}\t{one.text}" for one in pick_shipped(clean)]
        (OUT / "examples.tsv").write_text("\n".join(["kind\ttext", *lines]) + "\n", "utf-8")
    for name in told.models.split(","):
        print(name)
        encoder = load_encoder(name, [default_models_dir()])
        head = fit(encoder, examples, words, make_cached_embed(encoder, told.cache))
        if not told.check:
            save_head(head, OUT / "heads" / f"{MODELS[name].name}.safetensors")


if __name__ == "__main__":
    main()
