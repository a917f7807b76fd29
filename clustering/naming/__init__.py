"""Naming themes from their own asks: labels and keywords by language, and quotes that differ."""

from clustering.naming.fitness import readable
from clustering.naming.naming import names_of_themes
from clustering.naming.quotes import different_quotes
from clustering.naming.vocabulary import Vocabulary, languages_heard, vocabulary_of

__all__ = [
    "Vocabulary",
    "different_quotes",
    "languages_heard",
    "names_of_themes",
    "readable",
    "vocabulary_of",
]
