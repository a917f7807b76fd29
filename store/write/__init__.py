"""The writer: what changes the live database."""
