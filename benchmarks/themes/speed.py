"""Processor time of a grouping by step, beside a plain computation on the same vectors.

The plain computation is what anyone would write with the same libraries: the 120 leading principal
components, the eight nearest of 12,000 landmarks for every row, and HDBSCAN on 7,000 rows. Its time
stands for the machine's: how many times as long a grouping takes is much the same on any machine,
so that a version that is gone can still be judged by what was written down of it
(`PLAIN_TIMES_BEFORE`). Both run in one process, the plain computation before and after the
grouping, on one thread of linear algebra, and processor time is counted, so that other processes
disturb neither.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

PLAIN_TIMES_BEFORE = 5.6
"""Processor time of grouping 100,000 asks over that of the plain computation, for the version
before this benchmark: 81.4 s over 14.2 s in a fresh process, 75.4 s over 13.9 s once the
dictionaries were loaded."""
STEPS = {
    "HDBSCAN": "clustering.grouping.fit.find_cores",
    "naming": "clustering.grouping.fit.describe_groups",
    "areas": "clustering.areas.find_areas",
}
"""Steps that are judged, and the functions that take them."""
_COMPONENTS, _LANDMARKS, _NEIGHBOURS, _HDBSCAN_ROWS = 120, 12_000, 8, 7_000
_BLOCK = 1024

Vectors = NDArray[np.float32]
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def measure_speed(
    texts: Sequence[str], vectors: Vectors, languages: Sequence[str]
) -> dict[str, float]:
    """Seconds of processor time of each of `STEPS`, of the whole ("grouping"), and of the plain
    computation ("plain", the mean of two)."""
    from clustering.neighbours.parallel import limit_to_one_thread

    load_libraries()
    with limit_to_one_thread():
        before = _measure(compute_plainly, vectors)[1]
    seconds = _measure_steps(texts, vectors, languages)
    with limit_to_one_thread():
        after = _measure(compute_plainly, vectors)[1]
    return {**seconds, "plain": (before + after) / 2}


def load_libraries() -> None:
    """Import what a grouping imports when it is called, so that it does not count."""
    for name in ("hdbscan", "scipy.cluster.hierarchy", "scipy.sparse", "threadpoolctl"):
        import_module(name)


def compute_plainly(vectors: Vectors) -> None:
    """Principal components, nearest landmarks and HDBSCAN of (n, d) unit rows."""
    from hdbscan import HDBSCAN

    rows = vectors - vectors.mean(axis=0)
    axes = np.linalg.eigh(rows.T @ rows)[1][:, -_COMPONENTS:]
    rows = rows @ axes
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    landmarks = _draw(rows, _LANDMARKS)
    for start in range(0, len(rows), _BLOCK):
        np.argpartition(rows[start : start + _BLOCK] @ landmarks.T, -_NEIGHBOURS, axis=1)
    HDBSCAN(
        min_cluster_size=3, cluster_selection_method="leaf", core_dist_n_jobs=1
    ).fit(_draw(rows, _HDBSCAN_ROWS).astype(np.float64))  # fmt: skip


def _draw(rows: Vectors, wanted: int) -> Vectors:
    return rows[:: max(1, len(rows) // wanted)][:wanted]


def _measure_steps(
    texts: Sequence[str], vectors: Vectors, languages: Sequence[str]
) -> dict[str, float]:
    from clustering import areas
    from clustering.grouping.fit import find_themes
    from domain.themes import Theme

    seconds = dict.fromkeys(STEPS, 0.0)
    with _watch_steps(seconds):
        found, whole = _measure(find_themes, texts, vectors, languages)
        themes = [
            Theme(
                f"t{number}", group.label, group.keywords, names=group.names,
                min_similarity=group.min_similarity, centroid=found.centroids[number],
            )
            for number, group in enumerate(found.groups)
        ]  # fmt: skip
        sizes = np.bincount(found.labels[found.labels >= 0], minlength=len(themes)).tolist()
        ids = [theme.id for theme in themes]
        areas.find_areas(themes, dict(zip(ids, sizes, strict=True)))
    return {**seconds, "grouping": whole + seconds["areas"]}


@contextmanager
def _watch_steps(seconds: dict[str, float]) -> Iterator[None]:
    """Have the functions of `STEPS` add the processor time they take."""
    patches = [_watch(name, path, seconds) for name, path in STEPS.items()]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()


def _watch(name: str, path: str, seconds: dict[str, float]) -> Any:
    module, function = path.rsplit(".", 1)
    plain = getattr(import_module(module), function)

    def run(*given: Any) -> Any:
        result, taken = _measure(plain, *given)
        seconds[name] += taken
        return result

    return patch(path, run)


def _measure(
    work: Callable[Arguments, Result], *given: Arguments.args, **named: Arguments.kwargs
) -> tuple[Result, float]:
    """What a call returns, and the processor time of all threads meanwhile, in seconds."""
    started = time.process_time()
    return work(*given, **named), time.process_time() - started
