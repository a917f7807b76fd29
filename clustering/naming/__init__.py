"""Naming themes from their own asks: a short label, keywords, and quotes that differ."""

from clustering.naming.keywords import keywords_of_themes
from clustering.naming.labels import Candidate, labels_of_themes
from clustering.naming.quotes import different_quotes

__all__ = ["Candidate", "different_quotes", "keywords_of_themes", "labels_of_themes"]
