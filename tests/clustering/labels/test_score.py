"""What makes a phrase a worse label: another language's words, unless the theme is about them."""

from clustering.labels.candidates import Phrase
from clustering.labels.corpus_terms import build_vocabulary, compute_term_stats
from clustering.labels.score import score_phrase


def fit(text: str, said: int) -> float:
    """Fitness of a phrase in a theme of twenty asks, `said` of which say "live" and "ночной"."""
    texts = [f"Где live ночной вебинар {'а' * i}" for i in range(said)]
    texts += [f"Где вебинар {'б' * i}" for i in range(20 - said)]
    vocabulary = build_vocabulary(texts + ["Не работает оплата"] * 20, ["ru"] * 40)
    voice = compute_term_stats(range(20), "ru", vocabulary)
    return score_phrase(Phrase(text, 0, 0, needs_context=False), 0.8, voice, vocabulary)


def test_another_languages_word_is_a_fault() -> None:
    assert fit("Где ночной вебинар", 2) - fit("Где live вебинар", 2) > 0.2


def test_another_languages_word_is_none_where_the_theme_is_about_it() -> None:
    assert abs(fit("Где ночной вебинар", 12) - fit("Где live вебинар", 12)) < 0.1
