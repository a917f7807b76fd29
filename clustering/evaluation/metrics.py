"""How well themes fit known classes.

Everywhere `truth` and `themes` are n strings in the order of the rows. Truth "" means "nothing to
say", theme "" means "in no theme" (unthemed or excluded); over all rows each of the two is one
class. No measure depends on the order of the rows.
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
    from sklearn.metrics import adjusted_mutual_info_score

    return float(adjusted_mutual_info_score(truth, themes)) if len(truth) else 0.0


def compute_ari(truth: Sequence[str], themes: Sequence[str]) -> float:
    """Adjusted Rand index (Hubert and Arabie 1985): 0 by chance, 1 if equal."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(truth, themes)) if len(truth) else 0.0


def compute_b_cubed_rows(
    truth: Sequence[str], themes: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Precision and recall of each row, (n,) each (Bagga and Baldwin 1998).

    Of the rows in a row's theme, the share that are of its class; of the rows of its class, the
    share that are in its theme. The row itself counts in both.
    """
    pairs = list(zip(truth, themes, strict=True))
    together, classes, groups = Counter(pairs), Counter(truth), Counter(themes)
    precision = [together[pair] / groups[pair[1]] for pair in pairs]
    recall = [together[pair] / classes[pair[0]] for pair in pairs]
    return np.array(precision, dtype=np.float64), np.array(recall, dtype=np.float64)


def compute_b_cubed(truth: Sequence[str], themes: Sequence[str]) -> BCubed:
    """Means of the rows' precision and recall (Amigó et al. 2009)."""
    return _average_b_cubed(*compute_b_cubed_rows(truth, themes))


def compute_coverage(truth: Sequence[str], themes: Sequence[str]) -> float | None:
    """Share of the rows with something to say that are in a theme."""
    told = [theme for meant, theme in zip(truth, themes, strict=True) if meant]
    return sum(map(bool, told)) / len(told) if told else None


def compute_rejection_rate(truth: Sequence[str], themes: Sequence[str]) -> float | None:
    """Share of the rows with nothing to say that are in no theme."""
    told = [theme for meant, theme in zip(truth, themes, strict=True) if not meant]
    return sum(not theme for theme in told) / len(told) if told else None


def compute_found_share(truth: Sequence[str], themes: Sequence[str]) -> float | None:
    """Share of the classes that are found.

    A class is found when one theme holds more than half of its rows, and more than half of that
    theme's rows are of the class.
    """
    together, groups = Counter(zip(truth, themes, strict=True)), Counter(themes)
    classes = Counter(meant for meant in truth if meant)
    found = {
        meant
        for (meant, theme), rows in together.items()
        if meant and theme and rows * 2 > classes[meant] and rows * 2 > groups[theme]
    }
    return len(found) / len(classes) if classes else None


def compute_purity_by_decile(
    truth: Sequence[str], themes: Sequence[str], strength: Sequence[float]
) -> tuple[Decile, ...]:
    """The themed rows in ten parts by strength, the weakest first; rows as strong as each other
    are in one part, so that parts may be uneven or missing.

    A row is pure when its class is the largest of its theme (each of the largest, where several
    are).
    """
    together = Counter(zip(truth, themes, strict=True))
    largest: dict[str, int] = {}
    for (_, theme), rows in together.items():
        largest[theme] = max(largest.get(theme, 0), rows)
    rows_told = [
        (told, together[meant, theme] == largest[theme])
        for meant, theme, told in zip(truth, themes, strength, strict=True)
        if theme
    ]
    weaker = _count_weaker(Counter(told for told, _ in rows_told))
    parts: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows_told:
        parts[weaker[row[0]] * DECILES // len(rows_told)].append(row)
    return tuple(_build_decile(part + 1, parts[part]) for part in sorted(parts))


def score_by_language(
    truth: Sequence[str], themes: Sequence[str], languages: Sequence[str]
) -> tuple[LanguageScore, ...]:
    """Coverage and B-cubed of each language's rows, most rows first.

    A row's precision and recall are over all rows: a theme that holds one language of a class
    costs recall in each.
    """
    precision, recall = compute_b_cubed_rows(truth, themes)
    spoken = Counter(language for language in languages if language)
    scores = []
    for language in sorted(spoken, key=lambda one: (-spoken[one], one)):
        rows = [row for row, one in enumerate(languages) if one == language]
        covered = compute_coverage([truth[row] for row in rows], [themes[row] for row in rows])
        mean = _average_b_cubed(precision[rows], recall[rows])
        scores.append(LanguageScore(language, len(rows), covered, mean))
    return tuple(scores)


def compute_cross_language_share(
    truth: Sequence[str],
    themes: Sequence[str],
    languages: Sequence[str],
    wanted: Sequence[str] = EXPECTED_LANGUAGES,
) -> tuple[float | None, int]:
    """Of the classes with rows in each of the wanted languages, the share whose main theme is the
    same in all of them; and how many such classes there are.

    The main theme of a class in a language holds the most of its rows there; where the most are in
    no theme there is none. Of several that hold as many, any may be the common one.
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for meant, theme, language in zip(truth, themes, languages, strict=True):
        if meant and language in wanted:
            counts[meant, language][theme] += 1
    met = [m for m in sorted(set(truth)) if m and all((m, one) in counts for one in wanted)]
    shared = [
        meant
        for meant in met
        if set.intersection(*(_find_main_themes(counts[meant, language]) for language in wanted))
    ]
    return (len(shared) / len(met) if met else None), len(met)


def compute_kind_accuracy(truth: Sequence[str], kinds: Sequence[str]) -> float | None:
    """Share of rows of the true kind, among those whose true kind is given ("" is not).

    "Feature request" and "feature_request" are the same.
    """
    told = [
        (_normalise_kind(true), _normalise_kind(kind))
        for true, kind in zip(truth, kinds, strict=True)
        if true
    ]
    return sum(true == kind for true, kind in told) / len(told) if told else None


def _average_b_cubed(precision: NDArray[np.float64], recall: NDArray[np.float64]) -> BCubed:
    if not len(precision):
        return BCubed(0.0, 0.0)
    return BCubed(float(precision.mean()), float(recall.mean()))


def _count_weaker(as_strong: Counter[float]) -> dict[float, int]:
    """How many rows are weaker than each strength."""
    order = sorted(as_strong)
    below = accumulate((as_strong[told] for told in order), initial=0)
    return dict(zip(order, below, strict=False))  # the last of `below` is the total


def _build_decile(number: int, rows: Sequence[tuple[float, bool]]) -> Decile:
    pure = sum(is_pure for _, is_pure in rows)
    return Decile(number, min(strength for strength, _ in rows), len(rows), pure / len(rows))


def _find_main_themes(counts: Counter[str]) -> set[str]:
    most = max(counts.values())
    return {theme for theme, rows in counts.items() if rows == most and theme}


def _normalise_kind(word: str) -> str:
    return "_".join(word.casefold().replace("-", " ").replace("_", " ").split())
