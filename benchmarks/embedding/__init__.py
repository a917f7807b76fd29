"""Embedding: speed through the pipeline, what the vectors keep, and the way from file to themes."""
