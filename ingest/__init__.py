"""Outside words to conversations: reading, cleaning, masking, language. Writes nothing."""

INGEST_VERSION: int = 4
"""Raised when cleaning or masking improves: text read under an older one is read again."""
