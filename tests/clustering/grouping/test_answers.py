import numpy as np
import pytest
from numpy.typing import NDArray

from clustering.grouping.answers import (
    AnswerView,
    choose_weight,
    drop_generic_sentences,
    join_views,
)
from clustering.grouping.assignment import assign
from clustering.grouping.deduplicate import deduplicate
from clustering.grouping.fit import find_themes
from tests.clustering.builders import agree, planted, unit


def answer(truth: NDArray[np.int64], noise: float = 0.5, seed: int = 3) -> AnswerView:
    """One remedy a group, in words that differ a little."""
    rng = np.random.default_rng(seed)
    remedies = unit(rng.normal(size=(int(truth.max()) + 1, 64)))
    vectors = unit(remedies[truth] + noise * unit(rng.normal(size=(len(truth), 64))))
    return AnswerView(vectors, [None] * len(truth), np.ones(len(truth), np.float32))


def test_answers_tell_apart_what_is_asked_in_vague_words() -> None:
    texts, vectors, languages, truth = planted(groups=8, each=25, noise=4.0)
    alone = find_themes(texts, vectors, languages)
    found = find_themes(texts, vectors, languages, answers=answer(truth))
    assert agree(found.labels, truth) > agree(alone.labels, truth) + 0.1
    assert alone.by_answer is None
    assert found.by_answer is not None
    assert 0 < found.by_answer.mean() < 1
    assert not found.by_answer[found.labels < 0].any()


def test_later_asks_are_assigned_by_their_own_words() -> None:
    texts, vectors, languages, truth = planted(groups=6, each=30, noise=0.6)
    found = find_themes(texts, vectors, languages, answers=answer(truth))
    floors = np.array([group.min_similarity for group in found.groups], dtype=np.float32)
    labels, _ = assign(vectors, languages, found.space, found.centroids, floors)
    assert agree(labels, truth) > 0.9


def test_answers_that_have_nothing_to_do_with_the_asks_change_nothing() -> None:
    texts, vectors, languages, truth = planted(groups=6, each=20)
    shuffled = np.random.default_rng(0).permutation(truth)
    alone = find_themes(texts, vectors, languages)
    found = find_themes(texts, vectors, languages, answers=answer(shuffled))
    np.testing.assert_array_equal(alone.labels, found.labels)


def test_few_answers_change_nothing() -> None:
    texts, vectors, languages, truth = planted(groups=6, each=20)
    view = answer(truth)
    few = view.vectors.copy()
    few[20:] = 0
    alone = find_themes(texts, vectors, languages)
    found = find_themes(
        texts, vectors, languages, answers=AnswerView(few, view.agents, view.shares)
    )
    np.testing.assert_array_equal(alone.labels, found.labels)


def test_the_order_of_asks_does_not_matter() -> None:
    texts, vectors, languages, truth = planted(groups=6, each=25, noise=1.5)
    texts = [*texts[:-5], *texts[:5]]  # some texts twice, answered differently
    view = answer(truth)
    order = np.random.default_rng(1).permutation(len(texts))
    turned = AnswerView(view.vectors[order], view.agents, view.shares)
    first = find_themes(texts, vectors, languages, answers=view)
    second = find_themes([texts[i] for i in order], vectors[order], languages, answers=turned)
    np.testing.assert_array_equal(first.labels[order], second.labels)
    np.testing.assert_array_equal(first.centroids, second.centroids)


def test_an_agents_own_turns_of_phrase_are_taken_out() -> None:
    texts, vectors, languages, truth = planted(groups=4, each=40, noise=1.2)
    view = answer(truth)
    agents = np.random.default_rng(5).integers(0, 2, len(truth))
    voice = unit(np.random.default_rng(6).normal(size=(2, 64)))
    spoken = AnswerView(
        unit(view.vectors + 2 * voice[agents]), [f"a{n}" for n in agents], view.shares
    )
    unnamed = AnswerView(spoken.vectors, [None] * len(truth), view.shares)
    points = deduplicate(texts, vectors, languages)
    named, nameless = (join_views(points.vectors, points, one) for one in (spoken, unnamed))
    assert named is not None
    assert nameless is not None

    def tell_agents_apart(joined: NDArray[np.float32]) -> float:
        placed, own = joined[:, 64:], agents[points.rows]
        return float(np.linalg.norm(placed[own == 0].mean(axis=0) - placed[own == 1].mean(axis=0)))

    assert tell_agents_apart(named) < 0.6 * tell_agents_apart(nameless)


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0.0, 0.0), (1.0, 0.9, 1.0)])
def test_the_weight_follows_how_far_both_views_agree(
    share: float, least: float, most: float
) -> None:
    _, vectors, _, truth = planted(groups=8, each=25, noise=1.0)
    told = truth if share else np.random.default_rng(2).permutation(truth)
    assert least <= choose_weight(vectors - vectors.mean(0), answer(told).vectors) <= most


def test_a_sentence_that_answers_anything_is_dropped_and_a_remedy_stays() -> None:
    _, vectors, _, truth = planted(groups=6, each=20)
    answers = [f"Open page {group}. Vi bude vdoma o piatii." for group in truth]
    kept = drop_generic_sentences([*answers[:-1], ""], vectors)
    assert kept == [*(f"Open page {group}." for group in truth[:-1]), ""]
