"""Answers as programs see them; each is made `from_domain`. Keyed hashes are never among them."""
