"""One method in a process of its own: `python -m benchmarks.themes.worker METHOD IN OUT`.

IN is a JSON file with texts, languages, the path of their vectors (.npy, (n, d) float32) and a
seed; OUT gets, for each name the method answers under, its labelings and seconds, and the
process's peak memory. Nothing but numpy is imported before the method is known, so that peers may
run in an environment of their own, and what a method imports is not counted as its time.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.themes.speed import measure_speed

Answers = dict[str, tuple[list[list[int]], float]]
"""Name -> (labelings, -1 for unthemed; seconds). Several labelings: the best is to be taken."""
Vectors = NDArray[np.float32]


def main() -> int:
    """Run the method named and write what came out."""
    method, given, out = sys.argv[1:4]
    told = json.loads(Path(given).read_text(encoding="utf-8"))
    if method == "speed":
        seconds = measure_speed(told["texts"], np.load(told["vectors"]), told["languages"])
        Path(out).write_text(json.dumps(seconds), encoding="utf-8")
        return 0
    answers = METHODS[method](told, np.load(told["vectors"]))
    found = {
        name: {"labelings": labelings, "seconds": seconds}
        for name, (labelings, seconds) in answers.items()
    }
    content = {"answers": found, "megabytes": measure_peak_megabytes()}
    Path(out).write_text(json.dumps(content), encoding="utf-8")
    return 0


def run_earshot(told: dict[str, Any], vectors: Vectors) -> Answers:
    """Ours, names and all."""
    from clustering.grouping.fit import find_themes

    started = time.perf_counter()
    labels = find_themes(told["texts"], vectors, told["languages"]).labels.tolist()
    return {"earshot": ([labels], time.perf_counter() - started)}


def run_bertopic(told: dict[str, Any], vectors: Vectors) -> Answers:
    """BERTopic as it comes, and with its outliers reduced: as it comes, and by embeddings."""
    from bertopic import BERTopic

    np.random.seed(told["seed"])  # what UMAP draws from when it is given no seed of its own
    texts = told["texts"]
    started = time.perf_counter()
    model = BERTopic()
    topics, _ = model.fit_transform(texts, embeddings=vectors)
    fitted = time.perf_counter() - started
    answers: Answers = {"BERTopic": ([_to_ints(topics)], fitted)}
    ways: dict[str, dict[str, Any]] = {
        "BERTopic + reduce_outliers": {},
        "BERTopic + reduce_outliers(embeddings)": {"strategy": "embeddings", "embeddings": vectors},
    }
    for name, options in ways.items():
        started = time.perf_counter()
        some = any(topic >= 0 for topic in topics) and -1 in topics
        reduced = model.reduce_outliers(texts, topics, **options) if some else topics
        answers[name] = ([_to_ints(reduced)], fitted + time.perf_counter() - started)
    return answers


def run_evoc(told: dict[str, Any], vectors: Vectors) -> Answers:
    """EVoC: all of its layers, for the best to be taken."""
    from evoc import EVoC

    started = time.perf_counter()
    model = EVoC(random_state=told["seed"])
    labels = model.fit_predict(vectors)
    layers = [_to_ints(layer) for layer in (*model.cluster_layers_, labels)]
    return {"EVoC, best layer": (layers, time.perf_counter() - started)}


METHODS: dict[str, Callable[[dict[str, Any], Vectors], Answers]] = {
    "earshot": run_earshot,
    "bertopic": run_bertopic,
    "evoc": run_evoc,
}


def measure_peak_megabytes() -> float:
    """Most memory this process ever held.

    Linux counts what the parent held before it became this process into `ru_maxrss`, so its own
    high-water mark is taken where there is one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024


def _to_ints(labels: Any) -> list[int]:
    return [int(label) for label in labels]


if __name__ == "__main__":
    sys.exit(main())
