"""How fast the API reads, and whether it lets go of what was dropped."""
