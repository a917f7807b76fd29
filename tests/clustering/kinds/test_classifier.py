"""Every ask has one of six kinds; each of our models has a head that was fitted to its weights."""

from pathlib import Path

import numpy as np
import pytest

from clustering.encoder.defaults import default_models_dir
from clustering.encoder.encode import Encoder, load_encoder
from clustering.encoder.registry import MODELS, prepare_model
from clustering.kinds.classifier import (
    Head,
    find_surely_other,
    load_head,
    load_shipped_vector_head,
    load_shipped_words_head,
    predict_kinds,
    save_head,
)
from clustering.kinds.examples import load_shipped_examples
from clustering.kinds.train import fit_vector_head
from domain.asks import KINDS, Kind


@pytest.fixture(scope="module")
def fast() -> Encoder:
    folder = default_models_dir()
    prepare_model("fast", folder)
    return load_encoder("fast", [folder])


@pytest.fixture(scope="module")
def head(fast: Encoder) -> Head:
    found = load_shipped_vector_head(fast.fingerprint)
    assert found is not None
    return found


@pytest.mark.parametrize("name", sorted(MODELS))
def test_each_of_our_models_has_a_head_fitted_to_the_weights_that_ship(name: str) -> None:
    head = load_shipped_vector_head(MODELS[name].recipe())
    assert head is not None, f"run python -m training.kinds.fit --models {name}"
    given = head.weights if head.layer is None else head.layer[:-1]
    assert (len(given), len(head.bias)) == (MODELS[name].dimensions, len(KINDS))


def test_another_model_has_no_shipped_head() -> None:
    assert load_shipped_vector_head("0" * 64) is None


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("question", ["Где посмотреть расписание?", "як змінити пароль", "how do i pay by card"]),
        ("bug", ["Приложение вылетает при входе", "кнопка не працює", "the app crashes on start"]),
        ("feature_request", ["Добавьте тёмную тему", "додайте темну тему", "please add dark mode"]),
        ("complaint", ["Курьер нагрубил", "кур'єр запізнився на три години", "rude support"]),
        ("praise", ["Спасибо Анне, вы лучшие!", "дуже зручно, дякую вам", "love the new design"]),
    ],
)
def test_plain_asks_are_told_in_three_languages(
    kind: Kind, texts: list[str], fast: Encoder, head: Head
) -> None:
    assert predict_kinds(texts, fast.encode(texts), head) == [kind] * 3


def test_the_kind_of_a_text_does_not_depend_on_its_neighbours(fast: Encoder, head: Head) -> None:
    texts = [example.text for example in load_shipped_examples()][::40]
    vectors = fast.encode(texts)
    together = predict_kinds(texts, vectors, head)
    back = predict_kinds(texts[::-1], vectors[::-1], head)
    alone = [predict_kinds([text], vectors[[at]], head)[0] for at, text in enumerate(texts)]
    assert together == back[::-1] == alone


def test_no_texts_have_no_kinds(head: Head) -> None:
    assert predict_kinds([], np.zeros((0, 384), np.float32), head) == []


def test_a_head_reads_back_as_it_was_written(head: Head, tmp_path: Path) -> None:
    save_head(head, tmp_path / "a" / "head.safetensors")
    read = load_head(tmp_path / "a" / "head.safetensors")
    assert read.fingerprint == head.fingerprint
    assert read.digest == head.digest


def test_a_head_fitted_to_the_examples_tells_them(fast: Encoder) -> None:
    examples = load_shipped_examples()[::3]
    texts, kinds = [one.text for one in examples], [one.kind for one in examples]
    fitted = fit_vector_head(fast.encode(texts), kinds, "another")
    told = predict_kinds(texts, fast.encode(texts), fitted)
    assert np.mean([one == other for one, other in zip(told, kinds, strict=True)]) > 0.9


def test_words_tell_a_question_from_a_report(fast: Encoder, head: Head) -> None:
    flat = np.zeros((2, 384), np.float32)
    silent = Head("flat", np.zeros((384, 6), np.float32), np.zeros(6, np.float32))
    words = load_shipped_words_head()
    told = predict_kinds(["how do I export?", "the export does not work"], flat, silent, words)
    assert told == ["question", "bug"]


def test_a_layered_head_reads_back_and_tells_as_before(head: Head, tmp_path: Path) -> None:
    assert head.layer is not None
    save_head(head, tmp_path / "head.safetensors")
    vectors = np.random.default_rng(0).normal(size=(50, 384)).astype(np.float32)
    assert (
        load_head(tmp_path / "head.safetensors").predict_log_proba(vectors)
        == head.predict_log_proba(vectors)
    ).all()


def test_only_what_is_beyond_doubt_is_surely_other(fast: Encoder) -> None:
    head = load_shipped_vector_head(fast.model_fingerprint)
    assert head is not None
    texts = ["ok thanks bye", "Happy Easter to the team", "The app crashes when I pay"]
    vectors = fast.encode(texts)
    assert find_surely_other(texts, vectors, head).tolist() == [True, False, False]
    assert predict_kinds(texts, vectors, head)[0] == "other"
    assert find_surely_other([], vectors[:0], head).tolist() == []
