"""Themes side by side: ours, BERTopic's and EVoC's, on the same vectors.

    python -m benchmarks.themes --data FOLDER [--quick] [--smoke] [--scale] [--seed N]
                                [--vectors FOLDER] [--peers-python PATH] [--no-peers]

FOLDER holds banking77/ and clinc150/. Texts are embedded first; then each method groups them in a
fresh process of its own. BERTopic and EVoC vary, so they run with several seeds, and the table
shows means (and the spread of AMI). They come with `pip install -c constraints.txt -e ".[bench]"`;
where they would disturb what is installed, give them an environment of their own and name its
Python. Prints the table in Markdown, then each bar; exits 1 when a bar is missed.

Seconds in the table are of the clock. What a grouping spends where is printed in processor time,
for CLINC150 and with --scale for 100,000 asks; there the bar is half of the version before, whose
time is written down as a multiple of a plain computation that runs in the same process
(`benchmarks/themes/speed.py`).

AMI, ARI and B-cubed F1 are over all rows, unthemed ones as one class; of EVoC's layers the one with
the best AMI is taken, which a user could not know.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks.bars import Bar
from benchmarks.encoder import measures
from benchmarks.encoder.data import Labelled
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from benchmarks.themes import bars
from benchmarks.themes.bars import Score, Scores
from benchmarks.themes.data import NamedSet, draw_few, draw_rows, join_rows, read_sets
from clustering.evaluation import metrics
from clustering.grouping.fit import find_themes
from pipeline.settings import Settings
from pipeline.themes.embed import embed_uncached, open_encoder

ROOT = Path(__file__).parents[2]
MODELS = ("english", "multilingual")
QUICK_ROWS, SMOKE_ROWS, QUICK_SCALE, SCALE = 600, 120, 3_000, 100_000
SEEDS, DRAWS = 3, 10
Vectors = NDArray[np.float32]


class Bench:
    """Texts, vectors and fresh processes, in a folder."""

    def __init__(self, folder: Path, scratch: Path, peers_python: str) -> None:
        self._folder, self._scratch, self._peers = folder, scratch, peers_python
        self.model: str | None = None
        """A model that embeds in place of those asked for; None where each does its own."""

    def embed_rows(self, rows: Labelled, model: str) -> Path:
        """Where the vectors of these texts lie; they are embedded once."""
        model = self.model or model
        digest = hashlib.sha256("\0".join([model, *rows.texts]).encode()).hexdigest()[:16]
        path = self._folder / f"{model}-{digest}.npy"
        if not path.exists():
            _log(f"embedding {len(rows.texts):,} texts with {model}")
            vectors = embed_uncached(open_encoder(Settings(), model), rows.texts)
            draft = path.with_suffix(".draft.npy")
            np.save(draft, vectors)
            draft.replace(path)
        return path

    def score_method(
        self, method: str, rows: Labelled, vectors: Path, seed: int = 0
    ) -> dict[str, Score]:
        """What a method makes of a set, under each name it answers to."""
        _log(f"{method}, seed {seed}, {len(rows.texts):,} rows")
        spoken = list_languages(rows)
        told = {"texts": rows.texts, "languages": spoken, "vectors": str(vectors), "seed": seed}
        python = sys.executable if method == "earshot" else self._peers
        out = self._scratch / "out.json"
        self._run(python, method, self._write_input(told), out)
        found = json.loads(out.read_text(encoding="utf-8"))
        return {
            name: max(
                (score_labels(labels, rows, one["seconds"], found["megabytes"])
                 for labels in one["labelings"]),
                key=lambda score: score.ami,
            )
            for name, one in found["answers"].items()
        }  # fmt: skip

    def measure_speed(self, name: str, rows: Labelled, vectors: Path) -> dict[str, float]:
        """Seconds of processor time of a grouping and its steps, and of the plain computation."""
        _log(f"processor time, {len(rows.texts):,} rows")
        out = self._scratch / "out.json"
        given: dict[str, object] = {
            "texts": rows.texts,
            "languages": list_languages(rows),
            "vectors": str(vectors),
        }
        self._run(sys.executable, "speed", self._write_input(given), out)
        seconds: dict[str, float] = json.loads(out.read_text(encoding="utf-8"))
        shown = ", ".join(f"{step} {taken:.1f} s" for step, taken in seconds.items())
        print(f"\n{name}, {len(rows.texts):,} asks, processor time: {shown}")
        return seconds

    def save_vectors(self, name: str, vectors: NDArray[np.floating]) -> Path:
        """Vectors that were not embedded, for this run alone."""
        path = self._scratch / f"{name}.npy"
        np.save(path, vectors.astype(np.float32))
        return path

    def _write_input(self, told: dict[str, object]) -> Path:
        path = self._scratch / "in.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        return path

    def _run(self, python: str, method: str, given: Path, out: Path) -> None:
        words = [python, "-m", "benchmarks.themes.worker", method, str(given), str(out)]
        done = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{method} did not run:\n{done.stderr[-2000:]}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and the bars; 1 when one is missed."""
    parser = build_parser("themes", __doc__, "banking77/ and clinc150/", seed=0)
    parser.add_argument("--scale", action="store_true", help=f"{SCALE:,} asks too")
    parser.add_argument("--vectors", type=Path, help="keep vectors here between runs")
    parser.add_argument("--peers-python", default=sys.executable, help="Python of the peers")
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    told = read_options(parser, arguments, needs_data=True)
    if told.smoke:
        told.no_peers = True  # they are not among what the project installs
    with TemporaryDirectory() as scratch:
        folder = told.vectors or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder.resolve(), Path(scratch), told.peers_python)
        if told.smoke:
            bench.model = "fast"
        sets = read_sets(told.data, pick_size(told, None, QUICK_ROWS, SMOKE_ROWS), told.seed)
        seeds = [told.seed + number for number in range(1 if told.quick else SEEDS)]
        compared = sets[:1] if told.smoke else sets
        scores = compare(bench, compared, [] if told.no_peers else seeds)
        print_table(scores)
        judged = [*bars.build_quality_bars(scores), *bars.build_peer_bars(scores)]
        judged += [measure_development(bench, sets[2].rows, told.seed)]
        judged += measure_smallest(bench, sets[2].rows)
        judged += measure_steps(bench, compared[-1] if told.smoke else sets[1])
        if told.scale:
            judged += measure_large(bench, sets, QUICK_SCALE if told.quick else SCALE, told.seed)
    return report_bars(told, judged)


def compare(bench: Bench, sets: Sequence[NamedSet], seeds: Sequence[int]) -> Scores:
    """Every method on every set: peers with each seed, ours once, since it does not vary."""
    scores: Scores = {}
    for one in sets:
        for model in MODELS:
            if model == "english" and one.name == "development":
                continue
            vectors = bench.embed_rows(one.rows, model)
            runs = [bench.score_method("earshot", one.rows, vectors)]
            if model == "english" or one.name == "development":
                for method in ("bertopic", "evoc"):
                    runs += [bench.score_method(method, one.rows, vectors, seed) for seed in seeds]
            for run in runs:
                for name, score in run.items():
                    scores.setdefault((one.name, model, name), []).append(score)
    return scores


def score_labels(labels: Sequence[int], rows: Labelled, seconds: float, megabytes: float) -> Score:
    """A labeling against the truth."""
    groups = [str(label) if label >= 0 else "" for label in labels]
    return Score(
        ami=metrics.compute_ami(rows.themes, groups),
        ari=metrics.compute_ari(rows.themes, groups),
        f1=metrics.compute_b_cubed(rows.themes, groups).f1,
        coverage=metrics.compute_coverage(rows.themes, groups) or 0.0,
        themes=len(set(groups) - {""}),
        seconds=seconds,
        megabytes=megabytes,
    )


def measure_development(bench: Bench, rows: Labelled, seed: int) -> Bar:
    """Ours on the asks that have a theme, next to KMeans told how many there are."""
    vectors: Vectors = np.load(bench.embed_rows(rows, "multilingual"))
    labels = _find_labels(rows, vectors)
    themed = [row for row, theme in enumerate(rows.themes) if theme]
    truth = [rows.themes[row] for row in themed]
    told = measures.compute_kmeans_ami(vectors[themed], truth, seed)
    return bars.build_development_bar(
        metrics.compute_ami(truth, [str(labels[row]) for row in themed]), told
    )


def measure_smallest(bench: Bench, rows: Labelled) -> list[Bar]:
    """30 asks, several draws; the first is shown."""
    vectors: Vectors = np.load(bench.embed_rows(rows, "multilingual"))
    scores = []
    for draw in range(DRAWS):
        chosen, drawn_rows = draw_few(rows, draw)
        own = vectors[chosen]
        scores.append(score_labels(_find_labels(drawn_rows, own), drawn_rows, 0, 0))
        if draw == 0:
            found = find_themes(drawn_rows.texts, own, list_languages(drawn_rows))
            print("\n30 asks:")
            for number, group in enumerate(found.groups):
                print(f"  {int((found.labels == number).sum()):>2}  {group.label}")
            print()
    return list(bars.build_few_bars(scores))


def measure_large(bench: Bench, sets: Sequence[NamedSet], size: int, seed: int) -> list[Bar]:
    """Many asks drawn with noise from both public sets."""
    paths = [bench.embed_rows(one.rows, "english") for one in sets[:2]]
    rows = join_rows([one.rows for one in sets[:2]])
    vectors = np.concatenate([np.load(path) for path in paths])
    many, moved = draw_rows(rows, vectors, size, seed)
    path = bench.save_vectors("large", moved)
    score = bench.score_method("earshot", many, path)["earshot"]
    print(f"{size:,} asks: {_format_line('drawn', 'english', 'earshot', [score])}\n")
    seconds = bench.measure_speed("large", many, path)
    judged = [*bars.build_scale_bars(score), *bars.build_step_bars("large", seconds)]
    # A smaller draw has another share of what does not grow with it.
    return [*judged, bars.build_before_bar(seconds)] if size == SCALE else judged


def measure_steps(bench: Bench, one: NamedSet) -> list[Bar]:
    """Where the time of a grouping goes."""
    vectors = bench.embed_rows(one.rows, "english")
    seconds = bench.measure_speed(one.name, one.rows, vectors)
    return list(bars.build_step_bars(one.name, seconds))


def print_table(scores: Scores) -> None:
    """Markdown, as the README shows it."""
    names = (
        "set", "vectors", "method", "AMI", "ARI", "B-cubed F1", "coverage", "themes", "seconds",
        "peak MB",
    )  # fmt: skip
    print(f"| {' | '.join(names)} |\n|{'---|' * 3}{'---:|' * 7}")
    for (name, model, method), runs in scores.items():
        print(_format_line(name, model, method, runs))


def _format_line(name: str, model: str, method: str, runs: list[Score]) -> str:
    def compute_mean(measure: str) -> float:
        return bars.average(runs, measure)

    amis = [run.ami for run in runs]
    spread = f" ± {(max(amis) - min(amis)) / 2:.3f}" if len(runs) > 1 else ""
    shown = (
        f"{compute_mean('ami'):.3f}{spread}",
        f"{compute_mean('ari'):.3f}",
        f"{compute_mean('f1'):.3f}",
        f"{compute_mean('coverage'):.1%}",
        f"{compute_mean('themes'):.0f}",
        f"{compute_mean('seconds'):.1f}",
        f"{compute_mean('megabytes'):,.0f}",
    )
    method = f"**{method}**" if method == "earshot" else method
    return f"| {' | '.join((name, model, method, *shown))} |"


def _find_labels(rows: Labelled, vectors: Vectors) -> list[int]:
    found: list[int] = find_themes(rows.texts, vectors, list_languages(rows)).labels.tolist()
    return found


def list_languages(rows: Labelled) -> list[str]:
    """Languages as codes; mixed and transliterated writing has none."""
    return [lang if len(lang) == 2 else "und" for lang in rows.langs]


def _log(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
