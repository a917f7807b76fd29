"""Grouping beside BERTopic and EVoC, on the same vectors."""
