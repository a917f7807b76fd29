"""A `Report` to documents: pure, the same report gives the same bytes."""
