"""Bytes to records: encodings, compression, JSON and CSV, each with its limits."""
