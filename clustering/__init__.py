"""Asks to themes: embed, group, name, match with known themes. Importing it loads no torch."""
