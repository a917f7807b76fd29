"""The labelled sets that judge grouping, and large and small draws from them."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.encoder.data import Labelled, read_banking77, read_clinc150, read_development

NOISE = 0.5
"""Length of the noise added to a unit vector that is drawn: two draws of one ask have a cosine of
about .8, as two phrasings have."""
_BEFORE = ("", "", "hi, ", "hello, ", "please help, ", "sorry but ", "so ", "um, ")
_AFTER = ("", "", " please", " thanks", "??", " asap", " today", " again")


@dataclass(frozen=True)
class NamedSet:
    """A set with its name."""

    name: str
    rows: Labelled


def read_clinc151(data: Path) -> Labelled:
    """23,700 English requests: 150 intents and "oos", out of scope, as a class of its own."""
    content = json.loads((data / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    known = read_clinc150(data)
    outside = [text for name in ("oos_train", "oos_val", "oos_test") for text, _ in content[name]]
    return Labelled(
        known.texts + outside,
        known.themes + ["oos"] * len(outside),
        known.langs + ["en"] * len(outside),
    )


def read_sets(data: Path, most: int | None, seed: int) -> list[NamedSet]:
    """Banking77, CLINC150 and the development set; at most `most` rows of each."""
    sets = [
        NamedSet("Banking77", read_banking77(data)),
        NamedSet("CLINC150", read_clinc151(data)),
        NamedSet("development", read_development()),
    ]
    return [NamedSet(one.name, one.rows.sample(most or len(one.rows.texts), seed)) for one in sets]


def join_rows(parts: Sequence[Labelled]) -> Labelled:
    """The rows of all parts, one after the other."""
    return Labelled(
        [text for part in parts for text in part.texts],
        [theme for part in parts for theme in part.themes],
        [lang for part in parts for lang in part.langs],
    )


def draw_rows(
    rows: Labelled, vectors: NDArray[np.float32], size: int, seed: int
) -> tuple[Labelled, NDArray[np.float16]]:
    """`size` asks drawn from (n, d) unit vectors with noise, and texts worn by typing."""
    numbers, words = np.random.default_rng(seed), random.Random(seed)
    chosen = numbers.integers(0, len(vectors), size)
    noise = numbers.normal(0, NOISE / np.sqrt(vectors.shape[1]), (size, vectors.shape[1]))
    moved = vectors[chosen] + noise.astype(np.float32)
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    texts = [add_typing_noise(rows.texts[row], words) for row in chosen]
    themes = [rows.themes[row] for row in chosen]
    return Labelled(texts, themes, [rows.langs[row] for row in chosen]), moved.astype(np.float16)


def add_typing_noise(text: str, draw: random.Random) -> str:
    """The text as another person might have typed it."""
    letters = list(text)
    for _ in range(draw.randrange(3)):
        at = draw.randrange(max(1, len(letters) - 1))
        letters[at : at + 2] = reversed(letters[at : at + 2])
    return draw.choice(_BEFORE) + "".join(letters) + draw.choice(_AFTER)


def draw_few(rows: Labelled, seed: int) -> tuple[list[int], Labelled]:
    """Row numbers of 30 asks: six of each of four themes, and six of six others."""
    draw = random.Random(seed)
    names = sorted({theme for theme in rows.themes if theme})
    often = draw.sample(names, 4)
    once = draw.sample([name for name in names if name not in often], 6)
    chosen: list[int] = []
    for name, count in [*((name, 6) for name in often), *((name, 1) for name in once)]:
        members = [row for row, theme in enumerate(rows.themes) if theme == name]
        chosen += draw.sample(members, min(count, len(members)))
    kept = set(chosen)
    chosen = sorted(kept)
    return chosen, rows.filter_rows([row in kept for row in range(len(rows.texts))])
