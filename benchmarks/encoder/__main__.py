"""Judges the encoders: `python -m benchmarks.encoder --data FOLDER [--quick] [--smoke]
[--seed N]`.

FOLDER holds banking77/, clinc150/, home_assistant_intents/ and parallel/. Prints one line a
figure with one column a model, then each bar; exits 1 when a bar is missed.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.encoder import data
from benchmarks.encoder import measures as measure
from benchmarks.encoder.bars import build_bars
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from clustering.encoder.defaults import default_models_dir
from clustering.encoder.encode import Encoder, load_encoder
from clustering.encoder.preparation.recipes import prepare_raw_e5
from clustering.encoder.registry import MODELS, prepare_model
from clustering.grouping.fit import find_themes

LANGUAGES = ("ru", "uk", "en")
UNTRAINED = ("de", "fr", "es", "pt", "pl")
Figures = dict[str, float]


@dataclass(frozen=True)
class Sizes:
    """How much of each set is read."""

    banking: int
    clinc: int
    home: int
    retrieval: int
    paced: int


WHOLE = Sizes(banking=13083, clinc=22500, home=1500, retrieval=2000, paced=1000)
SMOKE = Sizes(banking=60, clinc=60, home=40, retrieval=20, paced=40)
QUICK = Sizes(banking=3000, clinc=4500, home=300, retrieval=1000, paced=400)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every model and judge the bars; returns the exit status."""
    parser = build_parser(
        "encoder", __doc__, "banking77/, clinc150/, home_assistant_intents/, parallel/", seed=0
    )
    parser.add_argument("--models", default=",".join(MODELS), help="names, with commas")
    options = read_options(parser, arguments, needs_data=True)
    if options.smoke:
        options.models = "fast"
    sizes = pick_size(options, WHOLE, QUICK, SMOKE)
    with TemporaryDirectory() as scratch:
        encoders = load_all(Path(scratch), options.models, beside_raw=not options.smoke)
        figures = {
            name: measure_model(encoder, options.data, sizes, options.seed)
            for name, encoder in encoders.items()
        }
        for name, texts_a_second in measure_paces(encoders, sizes).items():
            figures[name]["texts/s"] = texts_a_second
    for name, folder in list_model_folders(options.models).items():
        figures[name]["megabytes"] = measure_megabytes(folder)
    print_table(figures)
    return report_bars(options, build_bars(figures))


def load_all(scratch: Path, wanted: str, beside_raw: bool) -> dict[str, Encoder]:
    """Raw e5-small first, then each of our models, made ready where they are not."""
    encoders: dict[str, Encoder] = {}
    if beside_raw:
        raw = scratch / "e5-small"
        prepare_raw_e5(raw)
        encoders["raw e5"] = load_encoder(str(raw), [])
    folder = default_models_dir()
    for name in wanted.split(","):
        prepare_model(name, folder)
        encoders[name] = load_encoder(name, [folder])
    return encoders


def measure_model(encoder: Encoder, folder: Path, sizes: Sizes, seed: int) -> Figures:
    """Every figure of one model but its speed."""
    figures = measure_development(encoder, seed) | measure_retrieval(encoder, folder, sizes)
    banking = data.read_banking77(folder).sample(sizes.banking, seed)
    clinc = data.read_clinc150(folder).sample(sizes.clinc, seed)
    figures["banking77"] = measure_kmeans_ami(encoder, banking, seed)
    figures["clinc150"] = measure_kmeans_ami(encoder, clinc, seed)
    for lang in (*LANGUAGES, *UNTRAINED):
        home = data.read_home_assistant(folder, lang).sample(sizes.home, seed)
        figures[f"home {lang}"] = measure_kmeans_ami(encoder, home, seed)
    return figures


def measure_development(encoder: Encoder, seed: int) -> Figures:
    """Our own set: KMeans told k by language and of all, average linkage, AMI with language."""
    whole = data.read_development()
    every = encoder.encode(whole.texts)
    themed, vectors = whole.drop_unthemed(), every[[bool(theme) for theme in whole.themes]]
    figures = {}
    for lang in LANGUAGES:
        rows = [i for i, other in enumerate(themed.langs) if other == lang]
        own = [themed.themes[i] for i in rows]
        figures[f"dev {lang}"] = measure.compute_kmeans_ami(vectors[rows], own, seed)
    groups = measure.cluster_kmeans(vectors, themed.themes, seed)
    figures["dev all"] = measure.compute_ami(themed.themes, groups)
    rows = [i for i, other in enumerate(themed.langs) if other in LANGUAGES]
    figures["dev language"] = measure.compute_ami([themed.langs[i] for i in rows], groups[rows])
    average, rand, cut = measure.compute_linkage_scores(vectors, themed, seed)
    figures |= {"linkage AMI": average, "linkage ARI": rand, "linkage cut": cut}
    return figures | measure_product(whole, every)


def measure_product(whole: data.Labelled, vectors: measure.Vectors) -> Figures:
    """The product's own grouping of every message; those with nothing to say are one class."""
    spoken = [lang if lang in LANGUAGES else "und" for lang in whole.langs]
    labels = find_themes(whole.texts, vectors, spoken).labels
    groups = labels.astype(int)
    average, rand = (
        measure.compute_ami(whole.themes, groups),
        measure.compute_ari(whole.themes, groups),
    )
    return {"product AMI": average, "product ARI": rand}


def measure_retrieval(encoder: Encoder, folder: Path, sizes: Sizes) -> Figures:
    """How often a translated sentence finds its own among held-out ones."""
    held = data.read_held_out(folder, sizes.retrieval)
    vectors = {lang: encoder.encode([t.texts[lang] for t in held]) for lang in LANGUAGES}
    pairs = (("ru", "en"), ("uk", "en"), ("uk", "ru"))
    return {f"{a} to {b}": measure.compute_retrieval(vectors[a], vectors[b]) for a, b in pairs}


def measure_kmeans_ami(encoder: Encoder, labelled: data.Labelled, seed: int) -> float:
    """KMeans AMI, told the number of themes."""
    return measure.compute_kmeans_ami(
        encoder.encode(labelled.texts), labelled.themes, seed, starts=1
    )


def measure_paces(encoders: dict[str, Encoder], sizes: Sizes) -> Figures:
    """Texts a second on the development set's messages."""
    texts = data.read_development().texts
    order = np.random.default_rng(0).permutation(len(texts))[: sizes.paced]
    return measure.measure_pace(encoders, [texts[i] for i in order])


def list_model_folders(wanted: str) -> dict[str, Path]:
    """Where our models that were measured lie."""
    return {name: default_models_dir() / name for name in wanted.split(",")}


def measure_megabytes(folder: Path) -> float:
    """What a ready model takes on disk."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def print_table(figures: dict[str, Figures]) -> None:
    """One line a figure, one column a model."""
    print(f"{'':16}" + "".join(f"{name:>14}" for name in figures))
    for line in max(figures.values(), key=len):
        row = (f"{own[line]:14.3f}" if line in own else f"{'':14}" for own in figures.values())
        print(f"{line:16}" + "".join(row))


if __name__ == "__main__":
    sys.exit(main())
