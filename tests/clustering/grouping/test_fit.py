"""What `find_themes` promises: identical texts share a theme, order does not count, no giants,
strays stay unthemed."""

import subprocess
import sys

import numpy as np
import pytest

from clustering.grouping.assignment import assign
from clustering.grouping.fit import find_themes
from clustering.grouping.parameters import GroupingSettings
from tests.clustering.builders import agree, planted, unit


def test_planted_groups_are_found() -> None:
    texts, vectors, languages, truth = planted()
    found = find_themes(texts, vectors, languages)
    assert len(found.groups) == 6
    assert agree(found.labels, truth) > 0.98
    assert (found.labels >= 0).mean() > 0.9


def test_order_of_rows_does_not_matter() -> None:
    texts, vectors, languages, _ = planted(groups=5, each=18)
    order = np.random.default_rng(1).permutation(len(texts))
    first = find_themes(texts, vectors, languages)
    second = find_themes([texts[i] for i in order], vectors[order], [languages[i] for i in order])
    np.testing.assert_array_equal(first.labels[order], second.labels)
    np.testing.assert_array_equal(first.confidence[order], second.confidence)
    assert [g.label for g in first.groups] == [g.label for g in second.groups]
    assert [g.keywords for g in first.groups] == [g.keywords for g in second.groups]
    quoted = [[order[row] for row in group.quotes] for group in second.groups]
    assert [list(group.quotes) for group in first.groups] == quoted


def test_identical_texts_share_a_theme_and_a_confidence() -> None:
    texts, vectors, languages, _ = planted(groups=4, each=12)
    texts += ["Where is my LINK?", "where is my link", "Where  is my link!!"]
    vectors = np.vstack([vectors, unit(np.random.default_rng(2).normal(size=(3, 64)))])
    found = find_themes(texts, vectors.astype(np.float32), [*languages, "en", "en", "en"])
    assert len(set(found.labels[-3:].tolist())) == 1
    assert len(set(found.confidence[-3:].tolist())) == 1


def test_one_text_often_sent_is_a_theme() -> None:
    texts, vectors, languages, _ = planted(groups=4, each=12)
    lonely = unit(np.random.default_rng(5).normal(size=(1, 64)))
    texts += ["The export button does nothing"] * 9
    vectors = np.vstack([vectors, np.repeat(lonely, 9, axis=0)])
    found = find_themes(texts, vectors.astype(np.float32), languages + ["en"] * 9)
    own = found.labels[-1]
    assert own >= 0
    assert (found.labels == own).sum() == 9


def test_nothing_collapses_into_a_giant() -> None:
    texts, vectors, languages, _ = planted(groups=20, each=30, noise=0.8)
    found = find_themes(texts, vectors, languages)
    largest = np.bincount(found.labels[found.labels >= 0]).max()
    assert len(found.groups) >= 12
    assert largest < 0.2 * len(texts)


def test_thirty_asks_give_a_useful_list() -> None:
    texts, vectors, languages, truth = planted(groups=5, each=6)
    found = find_themes(texts, vectors, languages)
    assert 4 <= len(found.groups) <= 7
    assert agree(found.labels, truth) > 0.9


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_a_handful_of_asks_is_no_error(count: int) -> None:
    texts, vectors, languages, _ = planted(groups=1, each=6)
    found = find_themes(texts[:count], vectors[:count], languages[:count])
    assert found.labels.shape == (count,)
    assert found.confidence.shape == (count,)
    assert found.labels.max(initial=-1) < len(found.groups) + (count == 0)


def test_what_fits_no_theme_stays_unthemed() -> None:
    texts, vectors, languages, _ = planted(groups=6, each=30, noise=0.3)
    stray = -vectors[:60].mean(axis=0, keepdims=True)
    found = find_themes([*texts, "zzz qqq"], np.vstack([vectors, unit(stray)]), [*languages, "en"])
    assert found.labels[-1] == -1
    assert found.confidence[-1] == 0


def test_languages_meet_in_one_theme() -> None:
    texts, vectors, _, truth = planted(groups=5, each=60, noise=0.3)
    languages = ["ru" if row % 2 else "en" for row in range(len(texts))]
    corner = unit(np.random.default_rng(9).normal(size=(1, 64)))[0]
    shifted = vectors + np.array([[1.5 * (code == "ru")] for code in languages]) * corner
    found = find_themes(texts, unit(shifted), languages)
    assert len(found.groups) == 5
    assert agree(found.labels, truth) > 0.95


def test_a_finer_granularity_gives_more_themes() -> None:
    texts, vectors, languages, _ = planted(groups=24, each=14, noise=0.9, width=24)
    counts = [
        len(find_themes(texts, vectors, languages, GroupingSettings(detail=detail)).groups)
        for detail in ("coarse", "normal", "fine")
    ]
    assert counts[0] < counts[2]
    assert counts == sorted(counts)


def test_no_theme_is_smaller_than_the_setting() -> None:
    texts, vectors, languages, _ = planted(groups=6, each=12)
    found = find_themes(texts, vectors, languages, GroupingSettings(min_theme_size=10))
    assert found.groups
    assert np.bincount(found.labels[found.labels >= 0]).min() >= 10


def test_themes_come_largest_first() -> None:
    texts, vectors, languages, truth = planted(groups=4, each=30)
    kept = np.flatnonzero((truth != 2) | (np.arange(len(truth)) % 3 == 0))
    found = find_themes([texts[i] for i in kept], vectors[kept], [languages[i] for i in kept])
    sizes = np.bincount(found.labels[found.labels >= 0]).tolist()
    assert sizes == sorted(sizes, reverse=True)


def test_a_sample_is_grouped_and_the_rest_assigned() -> None:
    texts, vectors, languages, truth = planted(groups=6, each=60)
    found = find_themes(texts, vectors, languages, GroupingSettings(sample_above=120))
    assert len(found.space["anchors"]) <= 120
    assert (found.labels >= 0).mean() > 0.9
    assert agree(found.labels, truth) > 0.97


def test_assigning_the_grouped_asks_gives_their_themes_again() -> None:
    texts, vectors, languages, _ = planted()
    found = find_themes(texts, vectors, languages)
    thresholds = np.array([group.min_similarity for group in found.groups], dtype=np.float32)
    labels, confidence = assign(vectors, languages, found.space, found.centroids, thresholds)
    np.testing.assert_array_equal(labels, found.labels)
    np.testing.assert_allclose(confidence, found.confidence, atol=1e-5)


def test_the_more_confident_half_is_purer() -> None:
    texts, vectors, languages, truth = planted(groups=12, each=40, noise=1.0, width=24)
    found = find_themes(texts, vectors, languages)
    themed = np.flatnonzero(found.labels >= 0)
    main = [np.bincount(truth[found.labels == g]).argmax() for g in range(len(found.groups))]
    right = np.array([truth[row] == main[found.labels[row]] for row in themed])
    surest_first = np.argsort(-found.confidence[themed], kind="stable")
    halves = np.array_split(right[surest_first], 2)
    assert halves[0].mean() > halves[1].mean()
    assert (found.confidence >= 0).all()
    assert (found.confidence <= 1).all()


def test_rows_must_belong_together() -> None:
    texts, vectors, languages, _ = planted(groups=1, each=4)
    with pytest.raises(ValueError, match="same length"):
        find_themes(texts, vectors[:2], languages)


def test_importing_the_package_loads_no_learning_library() -> None:
    heavy = "{'torch', 'sklearn', 'hdbscan', 'scipy', 'simplemma', 'sentence_transformers'}"
    code = f"import sys, clustering; sys.exit(len({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_near_copies_of_its_texts_do_not_split_a_theme() -> None:
    texts, vectors, languages, truth = planted(groups=6, each=12, noise=1.2)
    generator = np.random.default_rng(3)
    noisy = np.repeat(vectors, 8, axis=0)
    noisy += generator.normal(scale=0.004, size=noisy.shape).astype(np.float32)
    noisy /= np.linalg.norm(noisy, axis=1, keepdims=True)
    copies = [f"{text} {number}" for text in texts for number in range(8)]
    found = find_themes(copies, noisy, np.repeat(languages, 8).tolist())
    assert len(found.groups) == 6
    assert agree(found.labels, np.repeat(truth, 8)) > 0.99


def test_a_theme_of_nothing_but_near_copies_is_found() -> None:
    texts, vectors, languages, _ = planted(groups=5, each=20, noise=1.0)
    generator = np.random.default_rng(4)
    lone = unit(generator.normal(size=(1, vectors.shape[1])))
    copies = unit(lone + 0.01 * generator.normal(size=(12, vectors.shape[1])))
    found = find_themes(
        [*texts, *(f"the same again {number}" for number in range(12))],
        np.vstack([vectors, copies]),
        [*languages, *["en"] * 12],
    )
    assert len(set(found.labels[-12:].tolist())) == 1
    assert found.labels[-1] >= 0
    assert (found.labels == found.labels[-1]).sum() == 12


def test_a_theme_is_named_after_asks_of_its_commonest_kind() -> None:
    texts, vectors, languages, truth = planted()
    middle = vectors[truth == 0].mean(axis=0)
    vectors[0] = middle / np.linalg.norm(middle)
    for row in np.flatnonzero(truth == 0):
        texts[row] = f"The team was wonderful, {chr(97 + row) * 4}"
    texts[0] = "Why does nobody of the wonderful team answer?"
    kinds = ["praise" if group == 0 else "bug" for group in truth]
    kinds[0] = "complaint"
    plain = find_themes(texts, vectors, languages)
    found = find_themes(texts, vectors, languages, kinds=kinds)
    np.testing.assert_array_equal(found.labels, plain.labels)
    theme = int(found.labels[0])
    assert plain.groups[theme].label == texts[0]
    assert found.groups[theme].quotes[0] != 0
    assert found.groups[theme].label != texts[0]
