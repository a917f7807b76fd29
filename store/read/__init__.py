"""Readers: questions that a published snapshot answers."""
