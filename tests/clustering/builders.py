"""Planted groups: vectors whose themes are known, and texts that go with them."""

from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.projection import Projection, centre_vectors, fit_means, fit_projection

NOW = datetime(2026, 3, 1, tzinfo=UTC)
"""The time of every run in these tests."""


def planted(
    groups: int = 6, each: int = 20, noise: float = 0.35, width: int = 64, seed: int = 7
) -> tuple[list[str], NDArray[np.float32], list[str], NDArray[np.int64]]:
    """Texts, unit vectors, languages and the group each row was planted in."""
    rng = np.random.default_rng(seed)
    centres = unit(rng.normal(size=(groups, width)))
    truth = np.repeat(np.arange(groups), each)
    spread = unit(rng.normal(size=(len(truth), width)))
    vectors = unit(centres[truth] + noise * spread)
    texts = [f"subject{group} broken variant{row}" for row, group in enumerate(truth)]
    return texts, vectors, ["en"] * len(truth), truth


def fit_space(vectors: NDArray[np.float32], languages: list[str]) -> Projection:
    """A projection fitted to all rows, not whitened."""
    means = fit_means(vectors, languages)
    return fit_projection(means, centre_vectors(vectors, languages, means))[0]


def unit(rows: NDArray[np.floating]) -> NDArray[np.float32]:
    """Rows scaled to length 1."""
    scaled: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(
        np.float32
    )
    return scaled


def agree(labels: NDArray[np.int32], truth: NDArray[np.int64]) -> float:
    """Share of pairs of themed rows on which two groupings agree."""
    themed = labels >= 0
    ours = labels[themed][:, None] == labels[themed][None, :]
    planted_same = truth[themed][:, None] == truth[themed][None, :]
    return float((ours == planted_same).mean())
