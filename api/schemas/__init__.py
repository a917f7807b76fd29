"""Schemas of the answers, each built by `from_domain`. None holds a keyed hash of a customer."""
