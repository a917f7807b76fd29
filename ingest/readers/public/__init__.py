"""Readers of app stores' reviews and public forums."""
