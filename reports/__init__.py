"""A `Report` to documents: pure, the same report gives the same bytes."""

from reports.discovery import discovery_csv, discovery_html
from reports.documents import FORMATS, Format, documents
from reports.words import LANGUAGES, Language

__all__ = [
    "FORMATS",
    "LANGUAGES",
    "Format",
    "Language",
    "discovery_csv",
    "discovery_html",
    "documents",
]
