import numpy as np

from clustering.grouping.coherence import find_incoherent
from clustering.grouping.fit import find_themes
from tests.clustering.builders import planted, unit


def scatter(rows: int, seed: int = 9) -> np.ndarray:
    """Unit rows that resemble nothing but, a little, each other: small talk."""
    rng = np.random.default_rng(seed)
    return unit(unit(rng.normal(size=(1, 64))) + 1.6 * unit(rng.normal(size=(rows, 64))))


def test_messages_that_say_nothing_make_no_theme() -> None:
    texts, vectors, languages, _ = planted(groups=6, each=20)
    idle = [f"idle{row} talk{row}" for row in range(24)]
    given = [*texts, *idle], np.vstack([vectors, scatter(24)]), [*languages, *["en"] * 24]
    kinds = [*["bug"] * len(texts), *["other"] * 24]
    believed, found = find_themes(*given), find_themes(*given, kinds=kinds)
    assert (believed.labels[-24:] >= 0).mean() > 0.5
    assert (found.labels[-24:] < 0).mean() > 0.9
    assert (found.labels[:-24] >= 0).mean() > 0.95
    assert sorted(set(found.labels.tolist()) - {-1}) == list(range(len(found.groups)))


def test_what_is_sent_again_and_again_stays_a_theme_of_whatever_kind() -> None:
    texts, vectors, languages, truth = planted(groups=6, each=20)
    kinds = ["other" if group == 0 else "bug" for group in truth]
    found = find_themes(texts, vectors, languages, kinds=kinds)
    assert (found.labels[truth == 0] >= 0).mean() > 0.9


def test_a_theme_of_real_asks_is_believed_however_loose() -> None:
    labels = np.zeros(10, dtype=np.int32)
    loose = unit(np.random.default_rng(1).normal(size=(10, 64)))
    other = np.arange(10) < 2
    assert not find_incoherent(labels, loose, other).any()
    assert find_incoherent(labels, loose, np.arange(10) < 5).all()
