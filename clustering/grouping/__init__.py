"""Vectors of asks to groups: the recipe, its steps and its parameters."""
