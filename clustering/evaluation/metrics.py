"""External clustering metrics: how well themes fit known classes.

Everywhere `truth` and `themes` are n strings in the order of the rows. Truth "" means "no class",
theme "" means "in no theme" (unthemed or excluded); in measures over all rows each of the two is
one class of its own. No measure depends on the order of the rows.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from domain.discovery import BCubed, Decile, LanguageScore

DECILES = 10
EXPECTED_LANGUAGES = ("ru", "uk", "en")


def compute_ami(truth: Sequence[str], themes: Sequence[str]) -> float:
    """Adjusted mutual information, arithmetic mean (Vinh et al. 2010): 0 by chance, 1 if equal."""
    # Imported here: scikit-learn is loaded only by processes that evaluate.
    from sklearn.metrics import adjusted_mutual_info_score

    return float(adjusted_mutual_info_score(truth, themes)) if len(truth) else 0.0


def compute_ari(truth: Sequence[str], themes: Sequence[str]) -> float:
    """Adjusted Rand index (Hubert and Arabie 1985): 0 by chance, 1 if equal."""
    # Imported here: scikit-learn is loaded only by processes that evaluate.
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(truth, themes)) if len(truth) else 0.0


def compute_b_cubed_rows(
    truth: Sequence[str], themes: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """B-cubed precision and recall of each row, (n,) each (Bagga and Baldwin 1998).

    Precision is the share of the rows in a row's theme that are of its class, recall the share of
    the rows of its class that are in its theme. The row itself counts in both.
    """
    pairs = list(zip(truth, themes, strict=True))
    together, classes, groups = Counter(pairs), Counter(truth), Counter(themes)
    precision = [together[pair] / groups[pair[1]] for pair in pairs]
    recall = [together[pair] / classes[pair[0]] for pair in pairs]
    return np.array(precision, dtype=np.float64), np.array(recall, dtype=np.float64)


def compute_b_cubed(truth: Sequence[str], themes: Sequence[str]) -> BCubed:
    """B-cubed: means of the rows' precision and recall (Amigó et al. 2009)."""
    return _average_b_cubed(*compute_b_cubed_rows(truth, themes))


def compute_coverage(truth: Sequence[str], themes: Sequence[str]) -> float | None:
    """Coverage: share of the rows with a class that are in a theme; None without such rows."""
    themed = [bool(theme) for name, theme in zip(truth, themes, strict=True) if name]
    return sum(themed) / len(themed) if themed else None


def compute_rejection_rate(truth: Sequence[str], themes: Sequence[str]) -> float | None:
    """Share of the rows without a class that are in no theme; None without such rows."""
    rejected = [not theme for name, theme in zip(truth, themes, strict=True) if not name]
    return sum(rejected) / len(rejected) if rejected else None


def compute_found_share(truth: Sequence[str], themes: Sequence[str]) -> float | None:
    """Share of the classes that are found; None without classes.

    A class is found when one theme holds more than half of its rows, and more than half of that
    theme's rows are of the class.
    """
    together, groups = Counter(zip(truth, themes, strict=True)), Counter(themes)
    classes = Counter(name for name in truth if name)
    found = {
        name
        for (name, theme), rows in together.items()
        if name and theme and rows * 2 > classes[name] and rows * 2 > groups[theme]
    }
    return len(found) / len(classes) if classes else None


def compute_purity_by_decile(
    truth: Sequence[str], themes: Sequence[str], confidences: Sequence[float]
) -> tuple[Decile, ...]:
    """Calibration: purity of the themed rows in deciles of confidence (n,), the lowest first.

    Rows of equal confidence are in one decile, so that deciles may be uneven or missing. A row is
    pure when its class is the largest of its theme, or one of several that are.
    """
    together = Counter(zip(truth, themes, strict=True))
    largest: dict[str, int] = {}
    for (_, theme), count in together.items():
        largest[theme] = max(largest.get(theme, 0), count)
    rows = [
        (confidence, together[name, theme] == largest[theme])
        for name, theme, confidence in zip(truth, themes, confidences, strict=True)
        if theme
    ]
    below = _count_below(Counter(confidence for confidence, _ in rows))
    deciles: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        deciles[below[row[0]] * DECILES // len(rows)].append(row)
    return tuple(_build_decile(place + 1, deciles[place]) for place in sorted(deciles))


def score_by_language(
    truth: Sequence[str], themes: Sequence[str], languages: Sequence[str]
) -> tuple[LanguageScore, ...]:
    """Coverage and B-cubed of each language's rows, most rows first.

    A row's precision and recall are over the rows of all languages: a theme that holds only one
    language of a class costs recall in each.
    """
    precision, recall = compute_b_cubed_rows(truth, themes)
    counts = Counter(language for language in languages if language)
    scores = []
    for language in sorted(counts, key=lambda code: (-counts[code], code)):
        rows = [row for row, code in enumerate(languages) if code == language]
        coverage = compute_coverage([truth[row] for row in rows], [themes[row] for row in rows])
        mean = _average_b_cubed(precision[rows], recall[rows])
        scores.append(LanguageScore(language, len(rows), coverage, mean))
    return tuple(scores)


def compute_cross_language_share(
    truth: Sequence[str],
    themes: Sequence[str],
    languages: Sequence[str],
    wanted: Sequence[str] = EXPECTED_LANGUAGES,
) -> tuple[float | None, int]:
    """Share of the classes whose main theme is the same in every wanted language, and their number.

    Only classes with rows in each of these languages count; the share is None without any. The main
    theme of a class in a language holds most of its rows there; there is none where most are in no
    theme. Of several with as many rows any may be the common one.
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name, theme, language in zip(truth, themes, languages, strict=True):
        if name and language in wanted:
            counts[name, language][theme] += 1
    complete = [c for c in sorted(set(truth)) if c and all((c, code) in counts for code in wanted)]
    shared = [
        name
        for name in complete
        if set.intersection(*(_find_main_themes(counts[name, language]) for language in wanted))
    ]
    return (len(shared) / len(complete) if complete else None), len(complete)


def compute_kind_accuracy(truth: Sequence[str], kinds: Sequence[str]) -> float | None:
    """Accuracy of kinds over the rows whose true kind is given (not ""); None without such rows.

    "Feature request" and "feature_request" are the same.
    """
    pairs = [
        (_normalise_kind(true), _normalise_kind(kind))
        for true, kind in zip(truth, kinds, strict=True)
        if true
    ]
    return sum(true == kind for true, kind in pairs) / len(pairs) if pairs else None


def _average_b_cubed(precision: NDArray[np.float64], recall: NDArray[np.float64]) -> BCubed:
    if not len(precision):
        return BCubed(0.0, 0.0)
    return BCubed(float(precision.mean()), float(recall.mean()))


def _count_below(counts: Counter[float]) -> dict[float, int]:
    """Number of rows below each confidence, from the number at each."""
    order = sorted(counts)
    below = accumulate((counts[confidence] for confidence in order), initial=0)
    return dict(zip(order, below, strict=False))  # the last of `below` is the total


def _build_decile(number: int, rows: Sequence[tuple[float, bool]]) -> Decile:
    pure = sum(is_pure for _, is_pure in rows)
    return Decile(number, min(confidence for confidence, _ in rows), len(rows), pure / len(rows))


def _find_main_themes(counts: Counter[str]) -> set[str]:
    most = max(counts.values())
    return {theme for theme, rows in counts.items() if rows == most and theme}


def _normalise_kind(word: str) -> str:
    return "_".join(word.casefold().replace("-", " ").replace("_", " ").split())
