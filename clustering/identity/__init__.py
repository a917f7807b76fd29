"""Themes keep their ids: a new grouping is matched with the known themes."""
