"""Rows of the tables as domain values, and back."""
