"""The languages that can be chosen are those of lingua's models."""

from lingua import Language

from ingest.language.codes import DEFAULT_LANGUAGES, KNOWN_LANGUAGES


def test_the_known_languages_are_those_of_lingua() -> None:
    assert {language.iso_code_639_1.name.lower() for language in Language.all()} == KNOWN_LANGUAGES


def test_the_default_languages_are_known_and_named_once() -> None:
    assert set(DEFAULT_LANGUAGES) <= KNOWN_LANGUAGES
    assert len(set(DEFAULT_LANGUAGES)) == len(DEFAULT_LANGUAGES)
