"""Files and API answers to conversations and asks: reading, cleaning, masking, language detection.

Nothing here is stored.
"""

INGEST_VERSION: int = 5
"""Raised when cleaning or masking improves: text read under an older one is read again."""
