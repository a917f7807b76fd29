"""Readers of traces: what people asked a language model, and what it answered."""
