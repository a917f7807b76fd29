"""Rows to a `Report`, and a `Report` to documents: pure, the same report gives the same bytes."""
