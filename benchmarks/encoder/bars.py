"""The bars that the shipped encoders must clear."""

from collections.abc import Iterator

from benchmarks.bars import Bar

Figures = dict[str, float]


def build_bars(figures: dict[str, Figures]) -> Iterator[Bar]:
    """The bars that can be judged from the models measured."""
    raw, ours, minilm = (figures.get(name) for name in ("raw e5", "multilingual", "english"))
    if raw and ours and minilm:
        yield from _build_quality_bars(raw, ours, minilm)
        yield Bar("multilingual's speed", ours["texts/s"], 0.9 * raw["texts/s"])
    if raw and "fast" in figures:
        yield Bar("fast's speed", figures["fast"]["texts/s"], 20 * raw["texts/s"])


def _build_quality_bars(raw: Figures, ours: Figures, minilm: Figures) -> Iterator[Bar]:
    for lang in ("ru", "uk", "en"):
        yield Bar(f"themes in {lang}", ours[f"dev {lang}"], 0.85 * minilm["dev en"])
    yield Bar("themes in all languages, to raw e5's", ours["dev all"], 3 * raw["dev all"])
    yield Bar("themes in all languages", ours["dev all"], 0.65)
    yield Bar("groups follow language", ours["dev language"], 0.03, at_most=True)
    for name in ("banking77", "clinc150"):
        yield Bar(name, ours[name], minilm[name] - 0.03)
    for lang in ("de", "fr", "es", "pt", "pl"):
        yield Bar(f"untrained {lang}, to raw e5", ours[f"home {lang}"], raw[f"home {lang}"])
    for way in ("ru to en", "uk to en"):
        yield Bar(f"retrieval {way}", ours[way], 0.92)
