"""Steps that bring conversations in, and take them out again."""
