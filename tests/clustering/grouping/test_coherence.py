import numpy as np
from numpy.typing import NDArray

from clustering.grouping.coherence import find_incoherent, find_strays, part_praise
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


def at_cosines(*cosines: float) -> np.ndarray:
    """Rows at those cosines to the first axis."""
    return np.array([[cosine, (1 - cosine**2) ** 0.5] for cosine in cosines], dtype=np.float32)


def test_an_idle_message_at_the_edge_of_a_theme_is_no_part_of_it() -> None:
    theme = at_cosines(0.9, 0.8, 0.7, 0.6, 0.95, 0.65)
    idle = np.array([False] * 4 + [True] * 2)
    strays = find_strays(np.zeros(6, dtype=np.int32), theme, at_cosines(1.0), idle)
    assert strays.tolist() == [False] * 5 + [True]


def test_no_idle_message_leaves_a_theme_of_its_like() -> None:
    theme = at_cosines(0.9, 0.8, 0.7, 0.2)
    for idle, left in (([0, 0, 0, 1], True), ([0, 1, 0, 1], False), ([1, 1, 0, 1], False)):
        found = find_strays(
            np.zeros(4, dtype=np.int32), theme, at_cosines(1.0), np.array(idle, dtype=bool)
        )
        assert found.any() == left


def test_an_unthemed_message_is_no_stray() -> None:
    labels = np.array([0, 0, 0, -1], dtype=np.int32)
    theme = at_cosines(0.9, 0.8, 0.7, 0.2)
    assert not find_strays(labels, theme, at_cosines(1.0), np.arange(4) == 3).any()


def test_themes_are_found_without_what_strays() -> None:
    texts, vectors, languages, truth = planted(groups=6, each=20)
    means = np.stack([vectors[truth == group].mean(0) for group in range(6)])
    cosines = (vectors * unit(means)[truth]).sum(1)
    idle = np.zeros(len(texts), dtype=bool)
    idle[int(np.flatnonzero(truth == 0)[cosines[truth == 0].argmin()])] = True
    believed, found = (find_themes(texts, vectors, languages, idle=told) for told in (None, idle))
    assert (believed.labels[idle] >= 0).all()
    assert (found.labels[idle] == -1).all()
    together = [told.labels[~idle, None] == told.labels[~idle] for told in (believed, found)]
    assert (together[0] == together[1]).all()  # themes are numbered by size


def part(
    praise: NDArray[np.bool_], truth: NDArray[np.int64], min_size: int = 5
) -> NDArray[np.int32]:
    """Two planted groups that a grouping took for one theme."""
    _, vectors, _, _ = planted(groups=2, each=20)
    labels = np.where(truth < 0, -1, 0).astype(np.int32)
    return part_praise(labels, vectors, praise, np.ones(40, dtype=np.int64), min_size)


TRUTH = np.repeat([0, 1], 20)


def test_praise_and_complaints_are_two_themes_though_some_kinds_are_told_wrongly() -> None:
    praise = TRUTH == 1
    praise[[0, 21, 22]] = [True, False, False]
    assert part(praise, TRUTH).tolist() == TRUTH.tolist()


def test_little_praise_stays_in_its_theme() -> None:
    praise = np.zeros(40, dtype=bool)
    praise[[0, 1, 2, 3]] = True
    assert set(part(praise, TRUTH).tolist()) == {0}


def test_kinds_that_vectors_do_not_know_of_part_nothing() -> None:
    praise = np.arange(40) % 2 == 0
    assert set(part(praise, TRUTH).tolist()) == {0}


def test_no_part_is_smaller_than_a_theme_may_be() -> None:
    assert set(part(TRUTH == 1, TRUTH, min_size=21).tolist()) == {0}


def test_what_is_in_no_theme_stays_there() -> None:
    outside = np.where(TRUTH == 1, -1, 0)
    assert part(TRUTH == 1, outside).tolist() == outside.tolist()
