"""How well themes fit known classes, and what became of every row."""
